//! Whether a lesson is true: every claim, every answer, every wrong number, and every goal.

use crate::exercise::TOO_NEAR;
use crate::expression::{Expression, Fault, Ran};
use crate::lesson::{Answer, Asked, Lesson, Piece, Place, Prose, Step, StepKind, Tolerance};
use crate::notice::{Notice, Problem};
use crate::runs::Runs;
use engine::params::Quantity;

/// A bet on a number names at least so many wrong ones.
const NUMBERS: usize = 3;
/// A bet on a moment or a place names at least so many wrong ones; the others are too early or too late, or too little or too much.
const PLACES: usize = 2;

/// What was looked at in a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Checked {
    /// Steps.
    pub steps: usize,
    /// Runs.
    pub runs: usize,
    /// Claims, answers, wrong numbers and goals.
    pub claims: usize,
    /// Figures in the text.
    pub figures: usize,
    /// Words that a reader sees, wrong answers aside.
    pub words: usize,
}

/// Checks a lesson that was read.
#[must_use]
pub fn check(lesson: &Lesson) -> (Checked, Vec<Notice>) {
    let mut checker = Checker {
        runs: Runs::of(lesson),
        checked: Checked {
            steps: lesson.steps.len(),
            runs: lesson.runs.len(),
            ..Checked::default()
        },
        notices: Vec::new(),
    };
    for run in &lesson.runs {
        if checker.runs.get(&run.name).is_some_and(Ran::is_too_large) {
            checker.tell(run.line, Problem::TooMuchWork(run.name.clone()));
        }
        if run.subject.lab().is_some_and(|experiment| experiment.second.is_some()) {
            checker.tell(run.line, Problem::Beside(run.name.clone()));
        }
    }
    for (place, step) in lesson.steps.iter().enumerate() {
        checker.step(step, lesson.shown(place));
        if let Some(what) = lesson.seen_before(place) {
            checker.tell(step.line, Problem::Seen(what));
        }
    }
    (checker.checked, checker.notices)
}

struct Checker {
    runs: Runs,
    checked: Checked,
    notices: Vec<Notice>,
}

impl Checker {
    fn tell(&mut self, line: usize, problem: Problem) {
        self.notices.push(Notice { line, problem });
    }

    fn fault(&mut self, line: usize, expression: &Expression, fault: Fault) {
        self.tell(line, Problem::Expression(expression.to_string(), fault));
    }

    fn step(&mut self, step: &Step, show: Option<&str>) {
        let texts = [&step.heading].into_iter().chain(&step.text).chain(&step.tip);
        let choices = step.choices.iter().map(|choice| &choice.text);
        for prose in texts.chain(choices).chain(&step.order) {
            self.prose(step.line, prose, true);
        }
        let feedback = step.choices.iter().filter_map(|choice| choice.feedback.as_ref());
        let early = step.early.iter().map(|(_, text)| text).chain(&step.order_feedback);
        for prose in feedback
            .chain(step.traps.iter().map(|trap| &trap.feedback))
            .chain(early)
        {
            self.prose(step.line, prose, false);
        }
        self.feedback(step);
        let runs = self.runs.clone();
        let now = show.and_then(|name| runs.get(name));
        for proof in &step.proofs {
            self.checked.claims += 1;
            match self.runs.holds(&proof.claim, now) {
                Ok(true) => {}
                Ok(false) => self.tell(proof.line, Problem::Untrue(proof.claim.to_string())),
                Err(fault) => self.fault(proof.line, &proof.claim, fault),
            }
        }
        if let Some(goal) = &step.goal {
            self.checked.claims += 1;
            match self.runs.holds(goal, now) {
                Ok(false) | Err(Fault::SwitchedOff(_) | Fault::NoValue(_)) => {}
                Ok(true) => self.tell(step.line, Problem::ReachedGoal(goal.to_string())),
                Err(fault) => self.fault(step.line, goal, fault),
            }
        }
        match step.asks() {
            Some(Asked::Number(answer)) => self.answer(step, answer, None, now, NUMBERS),
            Some(Asked::Moment(answer)) => self.answer(step, answer, None, now, PLACES),
            Some(Asked::Place(place)) => self.answer(step, &place.at, Some(place), now, PLACES),
            _ => {}
        }
    }

    /// Something of its own is said to whoever errs.
    fn feedback(&mut self, step: &Step) {
        let mut said: Vec<&Prose> = Vec::new();
        for wrong in step.choices.iter().filter(|choice| !choice.is_right) {
            match &wrong.feedback {
                None => self.tell(step.line, Problem::NoFeedback(written(&wrong.text))),
                Some(feedback) if said.contains(&feedback) => {
                    self.tell(step.line, Problem::SameFeedback(written(feedback)));
                }
                Some(feedback) => said.push(feedback),
            }
        }
        if let (Some(Asked::Order), None) = (step.asks(), &step.order_feedback) {
            let order: Vec<String> = step.order.iter().map(written).collect();
            self.tell(step.line, Problem::NoFeedback(order.join(" | ")));
        }
    }

    /// The right number has a value, and enough wrong ones lie far enough from it.
    fn answer(&mut self, step: &Step, answer: &Answer, place: Option<&Place>, now: Option<Ran<'_>>, traps: usize) {
        self.checked.claims += 1;
        if step.kind == StepKind::Bet && step.traps.len() < traps {
            self.tell(step.line, Problem::FewTraps(step.traps.len(), traps));
        }
        let right = match self.runs.value(&answer.is, now) {
            Ok(value) => value.quantity(),
            Err(fault) => return self.fault(step.line, &answer.is, fault),
        };
        let measures = |right: &Quantity| place.is_none_or(|place| place.range.unit.measures_as(right.unit()));
        let banded = |right: &Quantity| match answer.tolerance {
            Tolerance::Share(_) => true,
            Tolerance::Band(band) => band.unit().measures_as(right.unit()),
        };
        let Some(right) = right.filter(measures).filter(banded) else {
            return self.tell(step.line, Problem::OtherKind(answer.is.to_string()));
        };
        for trap in &step.traps {
            self.checked.claims += 1;
            let wrong = match self.runs.value(&trap.is, now) {
                Ok(value) => value.quantity().filter(|wrong| wrong.unit().measures_as(right.unit())),
                Err(fault) => {
                    self.fault(trap.line, &trap.is, fault);
                    continue;
                }
            };
            let Some(wrong) = wrong else {
                self.tell(trap.line, Problem::OtherKind(trap.is.to_string()));
                continue;
            };
            let far = (wrong.base() - right.base()).abs();
            if far <= TOO_NEAR * answer.tolerance.of(right) {
                self.tell(trap.line, Problem::NearTrap(trap.is.to_string()));
            }
        }
    }

    fn prose(&mut self, line: usize, prose: &Prose, counts: bool) {
        for piece in &prose.0 {
            match piece {
                Piece::Text(text) if counts => self.checked.words += text.split_whitespace().count(),
                Piece::Text(_) => {}
                Piece::Figure(figure) => {
                    self.checked.figures += 1;
                    if let Err(fault) = self.runs.value(figure, None) {
                        self.fault(line, figure, fault);
                    }
                }
            }
        }
    }
}

/// The text, with its figures as they are written.
fn written(prose: &Prose) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Figure(figure) => format!("{{{figure}}}"),
    };
    prose.0.iter().map(piece).collect()
}
