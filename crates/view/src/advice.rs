//! Advice in words: what a remedy is called, what it costs, and why another one is of no use.

use super::format;
use engine::model::{Bound, Cause, Status};
use engine::params::Id;
use engine::units::Share;
use link::explore::advice::{Advice, Answer};
use text::{Language, say, word};

/// A share below this is not worth a word.
const LITTLE: f64 = 0.005;

/// The change: `Link 2.56 Gbit/s`, `Auto-converge`.
#[must_use]
pub fn change(language: Language, answer: &Answer) -> String {
    let name = answer.remedy.name.get(language);
    match answer.value {
        Some((id, value)) => format!("{name} {}", format::quantity(language, id.range().unit, value)),
        None => name.to_owned(),
    }
}

/// What it costs, and how near it is to being too little; a short phrase each.
#[must_use]
pub fn costs(language: Language, advice: &Advice, answer: &Answer) -> Vec<String> {
    let (before, with) = (&advice.outlook().metrics, &answer.outlook.metrics);
    let mut costs = Vec::new();
    if answer.outlook.slowest.as_f64() < 1.0 - LITTLE {
        costs.push(say!(
            language,
            "the VM runs at {0} for {1}",
            format::share(language, answer.outlook.slowest),
            format::time(language, answer.outlook.slowed)
        ));
    }
    let behind = with.traffic[Cause::OnDemand] + with.traffic[Cause::Pushed];
    if !behind.is_zero() {
        costs.push(word!(language, "a host that crashes after the switch takes the VM with it").to_owned());
    }
    costs.extend(assumption(language, advice, answer));
    if advice.scenario().timeout != answer.scenario.timeout {
        costs.push(word!(language, "what is left goes while the VM stands still").to_owned());
    }
    if before.status == Status::Completed && with.traffic.total() > before.traffic.total() {
        costs.push(say!(
            language,
            "sends {0}",
            format::size(language, with.traffic.total())
        ));
    }
    if matches!(answer.value, Some((Id::WriteRate, _))) {
        let less = Share::new(answer.scenario.spot().writes / advice.scenario().spot().writes).rest();
        costs.push(say!(
            language,
            "{0} less than it wants to write",
            format::share(language, less)
        ));
    }
    costs.extend(edge(language, answer));
    costs
}

/// What has to be so for the remedy to do this much.
fn assumption(language: Language, advice: &Advice, answer: &Answer) -> Option<String> {
    let (before, with) = (advice.scenario(), &answer.scenario);
    if before.compress != with.compress {
        let ratio = format::share(language, with.ratio);
        return Some(say!(language, "if pages shrink to {0}", ratio));
    }
    let deltas = !before.delta && with.delta;
    deltas.then(|| {
        let change = format::size(language, with.change);
        say!(language, "if {0} change in a page at a time", change)
    })
}

/// What the next smaller change gives.
fn edge(language: Language, answer: &Answer) -> Option<String> {
    let (id, _) = answer.value?;
    let (value, outlook) = answer.short?;
    let value = format::quantity(language, id.range().unit, value);
    Some(match outlook.metrics.status {
        Status::Completed => {
            let total = format::time(language, outlook.metrics.total);
            say!(language, "with {0}: {1}", value, total)
        }
        _ => say!(language, "with {0}: never", value),
    })
}

/// Why a remedy does not help: `more channels: the line is full, not a thread`.
#[must_use]
pub fn reason(language: Language, advice: &Advice, answer: &Answer) -> String {
    let (before, with) = (advice.outlook(), &answer.outlook);
    let changed = change(language, answer);
    if before.metrics == with.metrics {
        return match before.metrics.bound {
            Bound::Line => say!(language, "{0} changes nothing: the line is full", changed),
            Bound::Cap => say!(language, "{0} changes nothing: the cap holds memory back", changed),
            Bound::Scan => say!(
                language,
                "{0} changes nothing: the scan of zero pages takes the time",
                changed
            ),
            Bound::Processor => say!(
                language,
                "{0} changes nothing: the processors hold memory back",
                changed
            ),
        };
    }
    match with.metrics.status {
        Status::Completed => say!(
            language,
            "{0} is not enough: {1}, and the VM stands still for {2}",
            changed,
            format::time(language, with.metrics.total),
            format::time(language, with.metrics.downtime.total())
        ),
        _ => say!(language, "{0} is not enough: it does not end", changed),
    }
}
