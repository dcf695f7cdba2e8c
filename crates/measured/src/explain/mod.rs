//! Why a migration went as it did: sentences, the weightiest first. A rule looks at a comparison and says something if it has
//! evidence; each stands in a file of its own, and has a row in [`RULES`].

mod cap;
mod delta;
mod devices;
mod disk;
mod given_up;
mod line;
mod never;
mod open;
mod other_end;
mod postcopy;
mod repeated;
mod scan;
mod set_up;
mod slower;
mod stopped;
mod task;
mod thread;
mod throttle;

use crate::compare::Comparison;
use crate::record::Field;
use std::ops::Range;
use text::Language;

/// A sentence with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The rule that says it.
    pub rule: &'static str,
    /// How much it explains, in seconds of the migration; what decides the ending explains all of it.
    pub weight: f64,
    /// The sentence.
    pub text: String,
    /// Where in the text its evidence stands, in bytes.
    pub places: Vec<Range<usize>>,
}

/// A reason that can be found.
#[derive(Debug)]
pub struct Rule {
    /// What it is called in JSON.
    pub name: &'static str,
    find: fn(&Comparison, Language) -> Option<Found>,
}

/// What a rule found.
struct Found {
    weight: f64,
    text: String,
    evidence: &'static [Field],
}

/// What decides the ending weighs more than any time.
const DECIDES: f64 = 1e9;
/// What is only good to know weighs less than a second.
const GOOD_TO_KNOW: f64 = 0.01;

/// All reasons that can be found.
pub static RULES: &[Rule] = &[
    never::RULE,
    stopped::RULE,
    other_end::RULE,
    given_up::RULE,
    devices::RULE,
    slower::RULE,
    repeated::RULE,
    throttle::RULE,
    postcopy::RULE,
    cap::RULE,
    thread::RULE,
    line::RULE,
    scan::RULE,
    delta::RULE,
    set_up::RULE,
    disk::RULE,
    task::RULE,
    open::RULE,
];

/// Why a migration went as it did, the weightiest reason first.
#[must_use]
pub fn explain(comparison: &Comparison, language: Language) -> Vec<Explanation> {
    let mut all: Vec<Explanation> = RULES
        .iter()
        .filter_map(|rule| {
            let found = (rule.find)(comparison, language)?;
            let record = &comparison.record;
            let figure = |&field: &Field| record.settings.figure(field).or_else(|| record.last(field));
            let places = found
                .evidence
                .iter()
                .filter_map(figure)
                .map(|figure| figure.place.clone());
            Some(Explanation {
                rule: rule.name,
                weight: found.weight,
                text: found.text,
                places: places.collect(),
            })
        })
        .collect();
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    all
}
