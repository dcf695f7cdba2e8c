//! A lesson on paper: what is asked with room for the answer and the lanes as pictures, and the answers on a page of their own.
//!
//! What a step shows, what the lesson says in one sentence and how a goal is reached tells the answers, so it stands with them.

mod cluster;
mod html;
mod markdown;
mod pictures;

pub use html::html;
pub use markdown::markdown;

use crate::bet::shuffled;
use crate::exercise::Task;
use crate::expression::Ran;
use crate::lesson::{Asked, Lesson, Prose, Run, Step, StepKind};
use crate::runs::Runs;
use engine::SimTime;
use engine::params::{Id, Settings};
use engine::trace::Trace;
use text::{Language, say, word};
use view::{changes, format, timeline};

/// What a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// All that is asked.
    Handout,
    /// The bets alone, with room for what somebody thinks and what it was.
    Predictions,
}

/// What is printed.
#[derive(Clone, Debug)]
pub struct Printed<'a> {
    /// The lesson.
    pub lesson: &'a Lesson,
    /// What for.
    pub sheet: Sheet,
    /// Whether the answers follow.
    pub answers: bool,
    /// The address of the page, which stands before links; nothing if it is not known. Without it there are no QR codes.
    pub page: &'a str,
    /// The lesson as it stands in a link, if its text is at hand.
    pub packed: Option<&'a str>,
}

/// A piece of a sheet.
#[derive(Clone, Debug, PartialEq)]
enum Block {
    Title(String),
    Heading(String),
    Text(String),
    /// Something to tick.
    Choice(String),
    /// Something to number.
    Item(String),
    /// A line to write on, and what belongs there.
    Line(String),
    Table(Vec<Vec<String>>),
    Bullet(String),
    /// An SVG and the link that opens it.
    Picture(String, String),
    /// An SVG to mark something on.
    Blank(String),
    /// What a QR code says.
    Code(String),
    /// What follows begins a page.
    Page,
}

/// The language of a lesson; English if the page does not speak it.
fn language(lesson: &Lesson) -> Language {
    let known = Language::ALL.into_iter().find(|language| language.tag() == lesson.lang);
    known.unwrap_or_default()
}

struct Writer<'a> {
    printed: &'a Printed<'a>,
    runs: Runs,
    language: Language,
    blocks: Vec<Block>,
    /// The run that the lanes show.
    show: Option<&'a str>,
    /// The last picture: of which run, and until when.
    pictured: Option<(&'a str, Option<SimTime>)>,
}

fn blocks(printed: &Printed<'_>) -> Vec<Block> {
    let mut writer = Writer {
        printed,
        runs: Runs::of(printed.lesson),
        language: language(printed.lesson),
        blocks: vec![Block::Title(printed.lesson.title.clone())],
        show: None,
        pictured: None,
    };
    if let (Some(packed), false) = (printed.packed, printed.page.is_empty()) {
        let address = format!("{}#screen=learn&lesson={packed}", printed.page);
        writer.blocks.push(Block::Code(address));
    }
    writer.run(false);
    if printed.answers {
        writer.blocks.push(Block::Page);
        let answers = word!(writer.language, "Answers").to_owned();
        writer
            .blocks
            .push(Block::Title(format!("{}: {answers}", printed.lesson.title)));
        writer.run(true);
    }
    writer.blocks
}

impl<'a> Writer<'a> {
    fn run(&mut self, is_answers: bool) {
        (self.show, self.pictured) = (None, None);
        for (place, step) in self.printed.lesson.steps.iter().enumerate() {
            self.show = self.printed.lesson.shown(place);
            match (self.printed.sheet, step.kind, is_answers) {
                (_, StepKind::Bet, true) | (Sheet::Handout, StepKind::Ask, true) => self.answer(place, step),
                (Sheet::Predictions, StepKind::Bet, false) => self.prediction(step),
                (Sheet::Predictions, ..) => {}
                (Sheet::Handout, StepKind::Bet | StepKind::Ask, false) => self.question(step),
                (Sheet::Handout, StepKind::Look, false) => self.look(place, step),
                (Sheet::Handout, StepKind::Do, false) => self.heading(step),
                (Sheet::Handout, StepKind::Do, true) => self.reached(place, step),
                (Sheet::Handout, StepKind::Show, true) => self.told(step),
                (Sheet::Handout, StepKind::Say, true) => self.heading(step),
                (Sheet::Handout, StepKind::Look, true) | (Sheet::Handout, StepKind::Show | StepKind::Say, false) => {}
            }
        }
    }

    fn now(&self) -> Option<Ran<'_>> {
        self.show.and_then(|name| self.runs.get(name))
    }

    fn text(&self, prose: &Prose) -> String {
        self.runs.text(prose, self.now(), self.language)
    }

    fn heading(&mut self, step: &Step) {
        let heading = self.text(&step.heading);
        self.blocks.push(Block::Heading(heading));
        for prose in &step.text {
            let text = self.text(prose);
            self.blocks.push(Block::Text(text));
        }
    }

    fn told(&mut self, step: &Step) {
        self.heading(step);
        self.picture(step.at);
    }

    /// What a look shows, unless something before it asked what would be seen there.
    fn look(&mut self, place: usize, step: &Step) {
        self.heading(step);
        let before = &self.printed.lesson.steps[..place];
        let asked = |step: &Step| step.kind != StepKind::Look && step.show.as_deref() == self.show;
        if step.at.is_some() || !before.iter().any(asked) && !self.is_answer() {
            self.picture(step.at);
        }
    }

    /// Whether a number of the shown run is asked for anywhere in the lesson.
    fn is_answer(&self) -> bool {
        let answers = || {
            self.printed
                .lesson
                .steps
                .iter()
                .filter_map(|step| step.asks()?.answer())
        };
        self.show
            .is_some_and(|show| answers().any(|answer| answer.is.runs().contains(&show)))
    }

    /// A run of the step that reaches its goal: what was changed for it, and what becomes of it.
    fn reached(&mut self, place: usize, step: &Step) {
        let lesson = self.printed.lesson;
        let end = lesson.steps.get(place + 1).map_or(usize::MAX, |next| next.line);
        let of_step = |run: &&Run| (step.line..end).contains(&run.line) && step.show.as_ref() != Some(&run.name);
        let reaches = |run: &&Run| {
            let holds = |goal| self.runs.holds(goal, self.runs.get(&run.name)) == Ok(true);
            step.goal.as_ref().is_some_and(holds)
        };
        let own = lesson.runs.iter().filter(of_step).find(reaches);
        let Some(way) = own.or_else(|| lesson.runs.iter().find(reaches)) else {
            return;
        };
        let heading = self.text(&step.heading);
        self.blocks.push(Block::Heading(heading));
        let changed = match (self.now(), self.runs.get(&way.name)) {
            (Some(Ran::Lab { settings: before, .. }), Some(Ran::Lab { settings, trace })) => {
                changed(self.language, before, settings, trace)
            }
            (Some(Ran::Cluster { first: before, .. }), Some(Ran::Cluster { first: after, .. })) => {
                cluster::changed(self.language, before.asked, after.asked)
            }
            _ => Vec::new(),
        };
        self.blocks.extend(changed.into_iter().map(Block::Bullet));
        self.picture_of(way, None);
    }

    fn question(&mut self, step: &Step) {
        self.heading(step);
        if step.at.is_some() {
            self.picture(step.at);
        }
        self.axis(step);
        self.fields(step, word!(self.language, "Answer"));
    }

    /// A bet with two columns: before, and after.
    fn prediction(&mut self, step: &Step) {
        self.heading(step);
        self.axis(step);
        let choices: Vec<String> = step.choices.iter().map(|choice| self.text(&choice.text)).collect();
        self.blocks.extend(choices.into_iter().map(Block::Item));
        let order: Vec<String> = shuffled(step, &self.printed.lesson.name)
            .iter()
            .map(|at| self.text(&step.order[*at]))
            .collect();
        self.blocks.extend(order.into_iter().map(Block::Item));
        let head = [word!(self.language, "I think"), word!(self.language, "It was")]
            .map(str::to_owned)
            .to_vec();
        self.blocks.push(Block::Table(vec![head, vec![String::new(); 2]]));
    }

    /// Room for an answer.
    fn fields(&mut self, step: &Step, blank: &str) {
        match step.asks() {
            Some(Asked::Choice) => {
                let choices: Vec<String> = step.choices.iter().map(|choice| self.text(&choice.text)).collect();
                self.blocks.extend(choices.into_iter().map(Block::Choice));
            }
            Some(Asked::Order) => {
                let order = shuffled(step, &self.printed.lesson.name);
                let items: Vec<String> = order.iter().map(|at| self.text(&step.order[*at])).collect();
                self.blocks.extend(items.into_iter().map(Block::Item));
            }
            Some(Asked::Exercise(template)) => {
                let Some(exercise) = template.draw(&self.printed.lesson.name) else {
                    return;
                };
                self.blocks.push(Block::Text(exercise.question.get(self.language)));
                if let Some(table) = &exercise.table {
                    let head = table
                        .head
                        .iter()
                        .map(|text| text.get(self.language).to_owned())
                        .collect();
                    let rows = table
                        .rows
                        .iter()
                        .map(|row| row.iter().map(|slot| slot.get(self.language)).collect());
                    self.blocks.push(Block::Table([head].into_iter().chain(rows).collect()));
                }
                match &exercise.task {
                    Task::Number(_) => self.blocks.push(Block::Line(blank.to_owned())),
                    Task::Choice(choices) => {
                        let options = choices.options.iter().map(|option| option.text.get(self.language));
                        self.blocks.extend(options.map(Block::Choice));
                    }
                }
            }
            Some(Asked::Place(place)) => {
                let key = place.parameter.param().key;
                self.blocks.push(Block::Line(format!("{blank} ({key})")));
            }
            Some(Asked::Number(_) | Asked::Moment(_)) => self.blocks.push(Block::Line(blank.to_owned())),
            None => {}
        }
    }

    fn answer(&mut self, place: usize, step: &Step) {
        let heading = self.text(&step.heading);
        self.blocks.push(Block::Heading(heading));
        if let Some(Asked::Exercise(template)) = step.asks() {
            let Some(exercise) = template.draw(&self.printed.lesson.name) else {
                return;
            };
            self.blocks.push(Block::Text(exercise.answer(self.language)));
            self.blocks.push(Block::Text(exercise.worked.get(self.language)));
            return;
        }
        let right = match step.asks() {
            Some(Asked::Number(answer) | Asked::Moment(answer)) => self.number(&answer.is, None),
            Some(Asked::Place(place)) => self.number(&place.at.is, Some(place.range.unit)),
            Some(Asked::Order) => step
                .order
                .iter()
                .map(|item| self.text(item))
                .collect::<Vec<_>>()
                .join(" → "),
            Some(Asked::Choice) => {
                let right = step.choices.iter().filter(|choice| choice.is_right);
                right
                    .map(|choice| self.text(&choice.text))
                    .collect::<Vec<_>>()
                    .join("; ")
            }
            _ => return,
        };
        self.blocks.push(Block::Text(say!(self.language, "Right: {0}.", right)));
        let mut said = Vec::new();
        for choice in &step.choices {
            said.extend(
                choice
                    .feedback
                    .iter()
                    .map(|feedback| (self.text(&choice.text), self.text(feedback))),
            );
        }
        for trap in &step.traps {
            said.push((self.number(&trap.is, None), self.text(&trap.feedback)));
        }
        self.blocks.extend(
            said.into_iter()
                .map(|(wrong, feedback)| Block::Bullet(format!("{wrong}: {feedback}"))),
        );
        let lesson = self.printed.lesson;
        let told = lesson.told(place).filter(|_| step.kind == StepKind::Ask);
        if let Some(run) = told.and_then(|name| lesson.run(name)) {
            self.picture_of(run, None);
        }
    }

    fn number(&self, expression: &crate::expression::Expression, unit: Option<engine::params::Unit>) -> String {
        let value = self.runs.value(expression, self.now()).ok();
        let number = value.and_then(|value| value.quantity());
        number.map_or_else(
            || format!("{{{expression}}}"),
            |number| format::quantity(self.language, unit.unwrap_or(number.unit()), number),
        )
    }
}

/// What was changed, a line for each parameter and event.
fn changed(language: Language, before: &Settings, after: &Settings, trace: &Trace) -> Vec<String> {
    let mut lines = Vec::new();
    for change in changes::changes(language, before, after) {
        let name = change.id.param().label.get(language);
        match change.values {
            Some((from, to)) => lines.push(format!("{name}: {from} → {to}")),
            None if change.id == Id::At => {
                let events = &after.events;
                let marks = timeline::marks(language, events, events, trace.end());
                lines.extend(marks.into_iter().map(|mark| mark.title));
            }
            None => lines.push(name.to_owned()),
        }
    }
    lines
}
