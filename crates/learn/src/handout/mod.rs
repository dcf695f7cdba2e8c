//! A lesson on paper: what is asked with room for the answer and the lanes as pictures, and the answers on a page of their own.
//!
//! What a step shows and what the lesson says in one sentence tells the answers, so it stands with them.

mod html;
mod markdown;

pub use html::html;
pub use markdown::markdown;

use crate::bet::{quantity, shuffled};
use crate::exercise::Task;
use crate::expression::Ran;
use crate::lesson::{Asked, Lesson, Prose, Step, StepKind};
use crate::runs::Runs;
use engine::SimTime;
use engine::model::Observation;
use engine::params::Lane;
use engine::trace::{simulate, simulate_until};
use text::{Language, say, word};
use view::export::{Origin, VERSION};
use view::format;
use view::palette::Scheme;
use view::picture::picture;

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
    Blank(String),
    Table(Vec<Vec<String>>),
    Bullet(String),
    /// An SVG and the link that opens it.
    Picture(String, String),
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
        for step in &self.printed.lesson.steps {
            self.show = step.show.as_deref().or(self.show);
            let tells = matches!(step.kind, StepKind::Show | StepKind::Say);
            let asks = matches!(step.kind, StepKind::Bet | StepKind::Ask);
            match self.printed.sheet {
                Sheet::Predictions if step.kind == StepKind::Bet && is_answers => self.answer(step),
                Sheet::Predictions if step.kind == StepKind::Bet => self.prediction(step),
                Sheet::Predictions => {}
                Sheet::Handout if is_answers && tells => self.told(step),
                Sheet::Handout if is_answers && asks => self.answer(step),
                Sheet::Handout if !is_answers && asks => self.question(step),
                Sheet::Handout if !is_answers && !tells => self.told(step),
                Sheet::Handout => {}
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

    fn question(&mut self, step: &Step) {
        self.heading(step);
        if step.at.is_some() {
            self.picture(step.at);
        }
        self.fields(step, word!(self.language, "Answer"));
    }

    /// A bet with two columns: before, and after.
    fn prediction(&mut self, step: &Step) {
        self.heading(step);
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
                    Task::Number(_) => self.blocks.push(Block::Blank(blank.to_owned())),
                    Task::Choice(choices) => {
                        let options = choices.options.iter().map(|option| option.text.get(self.language));
                        self.blocks.extend(options.map(Block::Choice));
                    }
                }
            }
            Some(Asked::Place(place)) => self.blocks.push(Block::Blank(format!("{blank} ({})", place.key))),
            Some(Asked::Number(_) | Asked::Moment(_)) => self.blocks.push(Block::Blank(blank.to_owned())),
            None => {}
        }
    }

    fn answer(&mut self, step: &Step) {
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
            Some(Asked::Place(place)) => self.number(&place.at.is, Some(place.unit())),
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
        if step.kind == StepKind::Ask {
            self.picture(None);
        }
    }

    fn number(&self, expression: &crate::expression::Expression, unit: Option<engine::params::Unit>) -> String {
        let value = self.runs.value(expression, self.now()).ok();
        let number = value.as_ref().and_then(quantity);
        number.map_or_else(
            || format!("{{{expression}}}"),
            |number| format::quantity(self.language, unit.unwrap_or(number.unit()), number),
        )
    }

    /// The lanes, unless they were just shown so: those of a run that was watched until this moment, or of the whole of it. What comes
    /// after the moment of a question would tell its answer.
    fn picture(&mut self, until: Option<SimTime>) {
        let Some(name) = self.show else { return };
        let Some(run) = self.printed.lesson.run(name) else {
            return;
        };
        if self.pictured == Some((name, until)) || until.is_some_and(SimTime::is_zero) {
            return;
        }
        let mut experiment = run.experiment.clone();
        let trace = match until {
            Some(moment) => {
                experiment.display.moment = moment;
                simulate_until(&experiment.scenario, Observation::Until(moment))
            }
            None => simulate(&experiment.scenario),
        };
        let lanes: &[Lane] = &experiment.display.lanes;
        let address = format!("{}#{}", self.printed.page, link::print(&experiment));
        let origin = Origin {
            address: &address,
            version: VERSION,
            language: self.language,
        };
        let svg = picture(&trace, lanes, until.unwrap_or(trace.end()), Scheme::Light, &origin);
        self.pictured = Some((name, until));
        self.blocks.push(Block::Picture(svg, address));
    }
}
