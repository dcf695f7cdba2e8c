//! A lesson as text. Reading never fails: what is not understood becomes a notice, and mostly text.

use crate::expression::Expression;
use crate::lesson::{Answer, Choice, Lesson, Piece, Place, Proof, Prose, Run, Step, StepKind, Tolerance, Trap};
use crate::notice::{Notice, Problem};
use crate::parameter::Parameter;
use crate::subject::Subject;
use engine::params::{Parameters, Quantity, Settings, Unit};
use engine::units::written;

/// Longer lessons than this many bytes are cut.
pub const LONGEST: usize = 256 * 1024;
/// More steps, or more runs, than this are left out.
const MOST: usize = 60;
/// More notices than this tell nobody anything.
const MOST_NOTICES: usize = 40;

/// Reads a lesson.
///
/// ```
/// let text = "lesson: cold\n\n## look: The oldest way\nrun a: #lanes=cold\n{a.cold.downtime} of downtime.";
/// let (lesson, notices) = learn::read(text);
/// assert!(notices.is_empty(), "{notices:?}");
/// assert_eq!((lesson.name.as_str(), lesson.steps.len(), lesson.runs.len()), ("cold", 1, 1));
/// ```
#[must_use]
pub fn read(text: &str) -> (Lesson, Vec<Notice>) {
    let mut reader = Reader::default();
    let end = text.floor_char_boundary(LONGEST.min(text.len()));
    for (line, text) in (1..).zip(text[..end].lines()) {
        reader.line = line;
        reader.read(text);
    }
    if end < text.len() {
        reader.tell(Problem::TooLong);
    }
    reader.close_step();
    (reader.lesson, reader.notices)
}

#[derive(Default)]
struct Reader {
    lesson: Lesson,
    notices: Vec<Notice>,
    line: usize,
    step: Option<Step>,
    /// Where the keys of the step stand.
    keys_line: usize,
}

impl Reader {
    fn tell(&mut self, problem: Problem) {
        let line = self.line;
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(Notice { line, problem });
        }
    }

    fn read(&mut self, text: &str) {
        if let Some(heading) = text.strip_prefix("## ") {
            self.close_step();
            self.begin_step(heading);
        } else if self.step.is_none() {
            self.head(text);
        } else if text.trim_start().starts_with('>') && text.starts_with(char::is_whitespace) {
            let feedback = self.prose(text.trim_start().trim_start_matches('>').trim());
            match &mut self.step {
                Some(step) if !step.choices.is_empty() => {
                    step.choices.iter_mut().last().expect("there are some").feedback = Some(feedback);
                }
                Some(step) if !step.order.is_empty() => step.order_feedback = Some(feedback),
                _ => self.add_text(feedback),
            }
        } else if let Some((is_right, any_of, choice)) = choice(text) {
            let text = self.prose(choice);
            if let Some(step) = &mut self.step {
                step.any_of |= any_of;
                step.choices.push(Choice {
                    is_right,
                    text,
                    feedback: None,
                });
            }
        } else if !self.keyed(text) && !text.trim().is_empty() {
            let prose = self.prose(text.trim());
            self.add_text(prose);
        }
    }

    fn add_text(&mut self, prose: Prose) {
        if let Some(step) = &mut self.step {
            step.text.push(prose);
        }
    }

    fn head(&mut self, text: &str) {
        let Some((key, value)) = text.split_once(':') else {
            if !text.trim().is_empty() {
                self.tell(Problem::UnknownKey(short(text)));
            }
            return;
        };
        let value = value.trim().to_owned();
        match key.trim() {
            "lesson" => self.lesson.name = value,
            "title" => self.lesson.title = value,
            "lang" => self.lesson.lang = value,
            "goal" => self.lesson.goal = value,
            "removes" => self.lesson.removes = value,
            "practice" => {
                for name in value.split(',').map(str::trim) {
                    match crate::exercise::template(name) {
                        Some(template) if self.lesson.practice.len() < MOST => self.lesson.practice.push(template),
                        Some(_) => {}
                        None => self.tell(Problem::UnknownExercise(short(name))),
                    }
                }
            }
            "minutes" => match value.parse() {
                Ok(minutes) => self.lesson.minutes = Some(minutes),
                Err(_) => self.tell(Problem::Value(short(&value))),
            },
            other => self.tell(Problem::UnknownKey(short(other))),
        }
    }

    fn begin_step(&mut self, heading: &str) {
        if self.lesson.steps.len() == MOST {
            self.tell(Problem::TooLong);
        }
        let (word, rest) = heading.split_once(':').unwrap_or((heading, ""));
        let known = StepKind::WORDS.iter().find(|(name, _)| *name == word.trim());
        let (kind, title) = match known {
            Some((_, kind)) => (*kind, rest.trim()),
            None => {
                self.tell(Problem::UnknownStep(short(word)));
                (StepKind::Look, heading.trim())
            }
        };
        let heading = self.prose(title);
        self.step = Some(Step::new(kind, heading, self.line));
    }

    fn close_step(&mut self) {
        let Some(step) = self.step.take() else { return };
        let right = step.choices.iter().filter(|choice| choice.is_right).count();
        let line = std::mem::replace(&mut self.line, step.line);
        if !step.choices.is_empty() && !step.any_of && right != 1 {
            self.tell(Problem::Choices(right));
        }
        if matches!(step.kind, StepKind::Bet | StepKind::Ask) && step.asks().is_none() {
            self.tell(Problem::NoAnswer);
        }
        self.not_of_run(&step);
        self.line = line;
        if self.lesson.steps.len() < MOST {
            self.lesson.steps.push(step);
        }
    }

    /// Tells what the step wants of its run that this has not.
    fn not_of_run(&mut self, step: &Step) {
        let before = || self.lesson.shown(self.lesson.steps.len());
        let shown = step.show.as_deref().or_else(before);
        let Some(run) = shown.and_then(|name| self.lesson.run(name)) else {
            return;
        };
        let (name, screen) = (run.name.clone(), run.subject.keys());
        let keys = step.keys.iter().filter(|key| !key.is_of(screen));
        let keys = keys.map(|key| (self.keys_line, key.key()));
        // A cluster has no timeline of one VM to mark on, and no map.
        let on_cluster = run.subject.cluster().is_some();
        let marks = [("moment", step.moment.is_some()), ("place", step.place.is_some())];
        let marks = marks.into_iter().filter(|(_, asked)| on_cluster && *asked);
        let missing: Vec<(usize, &str)> = keys.chain(marks.map(|(mark, _)| (step.line, mark))).collect();
        for (line, what) in missing {
            self.line = line;
            self.tell(Problem::NotOfRun(what.to_owned(), name.clone()));
        }
    }

    /// A line `key: value` of a step; `false` if it is text.
    fn keyed(&mut self, text: &str) -> bool {
        let Some((key, value)) = text.split_once(':') else {
            return false;
        };
        let value = value.trim();
        if let Some(name) = key.strip_prefix("run ") {
            self.run(name.trim(), value);
            return true;
        }
        let Some(mut step) = self.step.take() else { return false };
        let is_known = self.entry(&mut step, key, value);
        self.step = Some(step);
        is_known
    }

    fn entry(&mut self, step: &mut Step, key: &str, value: &str) -> bool {
        match key {
            "show" | "told" => {
                if self.lesson.run(value).is_none() {
                    let fault = crate::expression::Fault::UnknownRun(short(value));
                    self.tell(Problem::Expression(short(value), fault));
                }
                let shown = if key == "show" { &mut step.show } else { &mut step.told };
                *shown = Some(value.to_owned());
            }
            "at" => match written::parse(Unit::Time, value) {
                Ok(Quantity::Time(time)) => step.at = Some(time),
                _ => self.tell(Problem::Value(short(value))),
            },
            "answer" => step.answer = self.answer(value),
            "moment" => step.moment = self.answer(value),
            "place" => step.place = self.place(value),
            "order" => step.order = value.split('|').map(|part| self.prose(part.trim())).collect(),
            "early" => {
                let early = value.split_once(" > ").and_then(|(place, feedback)| {
                    let place = place.trim().parse::<usize>().ok()?.checked_sub(1)?;
                    (place < step.order.len()).then_some((place, feedback))
                });
                match early {
                    Some((place, feedback)) => {
                        let feedback = self.prose(feedback.trim());
                        step.early.push((place, feedback));
                    }
                    None => self.tell(Problem::Value(short(value))),
                }
            }
            "exercise" => {
                step.exercise = crate::exercise::template(value);
                if step.exercise.is_none() {
                    self.tell(Problem::UnknownExercise(short(value)));
                }
            }
            "goal" => step.goal = self.expression(value),
            "keys" => {
                step.keys = self.keys(value);
                self.keys_line = self.line;
            }
            "tip" => step.tip = Some(self.prose(value)),
            "prove" => {
                let line = self.line;
                let claim = self.expression(value);
                step.proofs.extend(claim.map(|claim| Proof { claim, line }));
            }
            "trap" => {
                let line = self.line;
                match value.split_once(" > ") {
                    Some((number, feedback)) => {
                        let feedback = self.prose(feedback.trim());
                        let (number, within) = match number.split_once('±') {
                            Some((number, within)) => (number, self.tolerance(within.trim())),
                            None => (number, None),
                        };
                        let number = self.expression(number.trim());
                        step.traps.extend(number.map(|is| Trap {
                            is,
                            within,
                            feedback,
                            line,
                        }));
                    }
                    None => self.tell(Problem::Value(short(value))),
                }
            }
            _ => return false,
        }
        true
    }

    fn run(&mut self, name: &str, link: &str) {
        let (subject, notices) = Subject::read(link);
        for notice in notices {
            self.tell(Problem::Link(notice));
        }
        if self.lesson.run(name).is_some() {
            self.tell(Problem::Repeated(short(name)));
            self.lesson.runs.retain(|run| run.name != name);
        }
        if self.lesson.runs.len() == MOST {
            return self.tell(Problem::TooLong);
        }
        self.lesson.runs.push(Run {
            name: name.to_owned(),
            subject,
            line: self.line,
        });
    }

    /// An expression whose runs are known, and have what it wants of them.
    fn expression(&mut self, text: &str) -> Option<Expression> {
        let subject = |name: &str| self.lesson.run(name).map(|run| &run.subject);
        let read = Expression::read(text).and_then(|expression| expression.fits(&subject).map(|()| expression));
        match read {
            Ok(expression) => Some(expression),
            Err(fault) => {
                self.tell(Problem::Expression(short(text), fault));
                None
            }
        }
    }

    /// `EXPRESSION ± TOLERANCE`.
    fn answer(&mut self, text: &str) -> Option<Answer> {
        let (number, tolerance) = text.split_once('±').unwrap_or((text, "0%"));
        let is = self.expression(number.trim())?;
        let tolerance = self.tolerance(tolerance.trim())?;
        Some(Answer { is, tolerance })
    }

    /// `5%` of the number, or `2s` whatever it is.
    fn tolerance(&mut self, text: &str) -> Option<Tolerance> {
        const UNITS: [Unit; 5] = [Unit::Share, Unit::Time, Unit::Size, Unit::ByteRate, Unit::BitRate];
        let read = UNITS.iter().find_map(|unit| written::parse(*unit, text).ok());
        if read.is_none() {
            self.tell(Problem::Value(short(text)));
        }
        Some(match read? {
            Quantity::Share(share) => Tolerance::Share(share),
            band => Tolerance::Band(band),
        })
    }

    /// `KEY at EXPRESSION ± TOLERANCE`.
    fn place(&mut self, text: &str) -> Option<Place> {
        let Some((key, at)) = text.split_once(" at ") else {
            self.tell(Problem::Value(short(text)));
            return None;
        };
        let row = Settings::table().iter().find(|row| row.key == key.trim());
        let Some((row, range)) = row.and_then(|row| Some((row, *row.range()?))) else {
            self.tell(Problem::UnknownParameter(short(key)));
            return None;
        };
        let (parameter, at) = (row.id, self.answer(at)?);
        Some(Place { parameter, range, at })
    }

    fn keys(&mut self, text: &str) -> Vec<Parameter> {
        let mut keys = Vec::new();
        for key in text.split(',').map(str::trim) {
            match Parameter::of_key(key) {
                Some(parameter) => keys.push(parameter),
                None => self.tell(Problem::UnknownParameter(short(key))),
            }
        }
        keys
    }

    /// Text with figures in braces.
    fn prose(&mut self, text: &str) -> Prose {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((figure, behind)) = after.split_once('}') else {
                break;
            };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            match self.expression(figure) {
                Some(figure) => pieces.push(Piece::Figure(figure)),
                None => pieces.push(Piece::Text(format!("{{{figure}}}"))),
            }
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Prose(pieces)
    }
}

/// `- ( ) text`, `- (x) text`, `- [ ] text`, `- [x] text`: right or not, any of or one of, and the text.
fn choice(text: &str) -> Option<(bool, bool, &str)> {
    let text = text.strip_prefix("- ")?;
    let marks = [
        ("( )", false, false),
        ("(x)", true, false),
        ("[ ]", false, true),
        ("[x]", true, true),
    ];
    marks.iter().find_map(|(mark, is_right, any_of)| {
        let text = text.strip_prefix(mark)?;
        Some((*is_right, *any_of, text.trim()))
    })
}

/// The beginning of a text, for a message.
fn short(text: &str) -> String {
    text.trim().chars().take(60).collect()
}
