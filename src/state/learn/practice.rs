//! Exercises: which one a seed draws, and what was answered.

use std::collections::BTreeMap;

use super::question::Draft;
use crate::learn::exercise::{self, Exercise, Judged, TEMPLATES, Task, Template};
use crate::link::Learning;
use crate::link::learning::{Name, Numbers, Seed};

/// The name in links of practice that mixes exercises.
pub const MIXED: &str = "mixed";
/// The name in links of the sheet of seeds.
pub const SEEDS: &str = "seeds";

/// After which lesson an exercise can be done, by its name without the version.
const AFTER: [(&str, usize); 15] = [
    ("g1", 3),
    ("g2", 2),
    ("g3", 8),
    ("g4", 7),
    ("g5", 8),
    ("g6", 7),
    ("g7", 8),
    ("g8", 9),
    ("g9", 4),
    ("g10", 4),
    ("g11", 10),
    ("g12", 13),
    ("g13", 11),
    ("g14", 11),
    ("g15", 14),
];

/// What was answered in an exercise.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Tried {
    /// What stands in its fields.
    pub draft: Draft,
    /// What was checked, one after the other.
    pub judged: Vec<Judged>,
    /// The solution was wanted.
    pub given_up: bool,
}

impl Tried {
    /// Whether the solution is told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        let right = self.judged.last().is_some_and(Judged::is_right);
        let tries = self
            .judged
            .iter()
            .filter(|judged| !matches!(judged, Judged::Unread(_)))
            .count();
        self.given_up || right || tries >= super::TRIES
    }
}

/// What was answered in all exercises of this visit, by name and seed.
pub type Tries = BTreeMap<(String, String), Tried>;

/// Whether these keys show an exercise.
#[must_use]
pub fn is_exercise(keys: &Learning) -> bool {
    keys.exercise != Name::default() || keys.learn.as_str() == MIXED
}

/// The exercise that the keys name; `None` if there is none of that name.
#[must_use]
pub fn drawn(keys: &Learning) -> Option<Exercise> {
    let template = if keys.exercise == Name::default() {
        mixed(&keys.done, keys.seed.as_str())?
    } else {
        exercise::template(keys.exercise.as_str())?
    };
    template.draw(keys.seed.as_str())
}

/// One of the exercises that can be done after these lessons; of all, if none is done yet.
fn mixed(done: &Numbers, seed: &str) -> Option<&'static Template> {
    let can = |template: &&&Template| {
        let after = AFTER.iter().find(|(name, _)| *name == template.family());
        after.is_some_and(|(_, lesson)| done.contains(*lesson))
    };
    // What was replaced is there for its own links alone.
    let newest = |template: &&&Template| exercise::template(template.family()) == Some(**template);
    let all = || TEMPLATES.iter().filter(newest);
    let mut known: Vec<&'static Template> = all().filter(can).copied().collect();
    if known.is_empty() {
        known = all().copied().collect();
    }
    let mut order: Vec<usize> = (0..known.len()).collect();
    exercise::Dice::of(&format!("{MIXED}|{}", exercise::seed(seed))).shuffle(&mut order);
    known.get(*order.first()?).copied()
}

/// The seed after this one: `a` goes on with `a-2`, `a-3`, a number with the next number.
#[must_use]
pub fn next_seed(seed: &Seed) -> Seed {
    let text = seed.as_str();
    let digits = text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = text.split_at(digits);
    Seed::new(&match number.parse::<u64>() {
        Ok(number) => format!("{before}{}", number.saturating_add(1)),
        Err(_) if text.is_empty() => "2".to_owned(),
        Err(_) => format!("{text}-2"),
    })
}

/// What an answer is.
#[must_use]
pub fn judge(exercise: &Exercise, draft: &Draft) -> Option<Judged> {
    match &exercise.task {
        Task::Number(_) if draft.text.trim().is_empty() => None,
        Task::Number(number) => Some(number.read(&draft.text)),
        Task::Choice(choices) if draft.choices.is_empty() && !choices.any_of => None,
        Task::Choice(choices) => {
            let chosen: Vec<usize> = draft.choices.iter().copied().collect();
            Some(choices.judge(&chosen))
        }
    }
}
