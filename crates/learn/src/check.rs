//! Whether a lesson is true: every claim, every answer, every wrong number, and every goal.

use crate::expression::{Expression, Fault, Value};
use crate::lesson::{Answer, Lesson, Piece, Prose, Step};
use crate::notice::{Notice, Problem};
use crate::runs::Runs;

/// A wrong number nearer than this many tolerances cannot be told from the right one.
const TOO_NEAR: f64 = 1.5;

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
    let mut show = None;
    for step in &lesson.steps {
        show = step.show.as_deref().or(show);
        checker.step(step, show);
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
        for prose in feedback.chain(step.traps.iter().map(|trap| &trap.feedback)) {
            self.prose(step.line, prose, false);
        }
        let now = show.and_then(|name| self.runs.get(name)).cloned();
        for proof in &step.proofs {
            self.checked.claims += 1;
            match self.runs.holds(&proof.claim, now.as_ref()) {
                Ok(true) => {}
                Ok(false) => self.tell(proof.line, Problem::Untrue(proof.claim.to_string())),
                Err(fault) => self.fault(proof.line, &proof.claim, fault),
            }
        }
        if let Some(goal) = &step.goal {
            self.checked.claims += 1;
            match self.runs.holds(goal, now.as_ref()) {
                Ok(false) => {}
                Ok(true) => self.tell(step.line, Problem::ReachedGoal(goal.to_string())),
                Err(fault) => self.fault(step.line, goal, fault),
            }
        }
        let answers: Vec<&Answer> = step.answer.iter().chain(&step.moment).collect();
        for answer in answers {
            self.checked.claims += 1;
            match self.runs.value(&answer.is, now.as_ref()) {
                Ok(value) => self.traps(step, &value, answer.tolerance.as_f64()),
                Err(fault) => self.fault(step.line, &answer.is, fault),
            }
        }
    }

    /// Wrong numbers lie far enough from the right one.
    fn traps(&mut self, step: &Step, right: &Value, tolerance: f64) {
        for trap in &step.traps {
            self.checked.claims += 1;
            match (self.runs.value(&trap.is, None), number(right)) {
                (Ok(wrong), Some(right)) => {
                    let far =
                        number(&wrong).is_some_and(|wrong| (wrong - right).abs() > TOO_NEAR * tolerance * right.abs());
                    if !far {
                        self.tell(trap.line, Problem::NearTrap(trap.is.to_string()));
                    }
                }
                (Ok(_), None) => self.fault(step.line, &trap.is, Fault::NoStatement),
                (Err(fault), _) => self.fault(trap.line, &trap.is, fault),
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

/// The number in its base unit.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Quantity(quantity) => Some(quantity.base()),
        Value::Word(_) | Value::Truth(_) => None,
    }
}
