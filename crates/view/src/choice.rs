//! When to choose which kind, read off a run: what each does better than the others, what worse, and what must be true of the VM.

use super::{format, kinds, results, slowdown, verdict};
use engine::migration::{Cause, DownCause, Metrics};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::Pages;
use text::{Language, Text, say, text};

/// Figures that differ by less than this are no reason to choose.
const ALIKE: f64 = 1.1;

/// What speaks for a kind and against it in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub lane: Lane,
    /// What it is called.
    pub name: &'static str,
    /// What it does better than the others.
    pub good: Vec<String>,
    /// What it does worse.
    pub bad: Vec<String>,
    /// What must be true of the VM for it to be the right one, or why it is not.
    pub when: String,
}

/// A figure that kinds are compared by: the less the better.
struct Figure {
    of: fn(&Metrics) -> f64,
    told: fn(Language, &Metrics) -> String,
    best: Text,
    worst: Text,
}

const FIGURES: [Figure; 3] = [
    Figure {
        of: |run| run.downtime.total().as_s(),
        told: |language, run| format::time(language, run.downtime.total()),
        best: text!("stops the VM for the shortest time: {0}", 1),
        worst: text!("stops the VM for the longest time: {0}", 1),
    },
    Figure {
        of: |run| run.total.as_s(),
        told: |language, run| format::time(language, run.total),
        best: text!("is over the soonest: after {0}", 1),
        worst: text!("takes the longest: {0}", 1),
    },
    Figure {
        of: |run| run.traffic.total().as_f64(),
        told: |language, run| format::size(language, run.traffic.total()),
        best: text!("sends the least: {0}", 1),
        worst: text!("sends the most: {0}", 1),
    },
];

/// Of each shown lane of a whole run; empty where there is nothing to compare.
///
/// ```
/// use engine::{Lane, params::Choice, simulate};
/// use text::Language::English;
/// use view::choice::choices;
///
/// let trace = simulate(&link::parse("suspend=save").0.scenario);
/// let [cold, saved, live] = choices(English, &trace, Lane::ALL).try_into().expect("three lanes are compared");
/// assert_eq!(cold.good, ["sends the least: 64.0 KiB"]);
/// assert_eq!(saved.when, "The VM may stand still for 22.1 s, and what is in its memory must stay.");
/// assert!(live.when.starts_with("The VM must go on running: it stops for 0.29 s."), "{}", live.when);
/// ```
#[must_use]
pub fn choices(language: Language, trace: &Trace, lanes: &[Lane]) -> Vec<Choice> {
    let all: Vec<&LaneTrace> = trace.of(lanes).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let of = |lane: &&LaneTrace| {
        let others = all.iter().filter(|other| other.name != lane.name);
        let moved: Vec<&LaneTrace> = others.filter(|other| verdict::has_moved(other)).copied().collect();
        choice(language, lane, &moved)
    };
    all.iter().map(of).collect()
}

/// Beside the others that have moved.
fn choice(language: Language, lane: &LaneTrace, others: &[&LaneTrace]) -> Choice {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let own = &lane.metrics;
    for figure in FIGURES
        .iter()
        .filter(|_| verdict::has_moved(lane) && !others.is_empty())
    {
        let value = (figure.of)(own);
        let told = |text: Text| text.fill(language, &[&(figure.told)(language, own)]);
        if others.iter().all(|other| (figure.of)(&other.metrics) > value * ALIKE) {
            good.push(told(figure.best));
        } else if others.iter().all(|other| (figure.of)(&other.metrics) * ALIKE < value) {
            bad.push(told(figure.worst));
        }
    }
    let down = own.downtime.total();
    if verdict::has_moved(lane) && bad.is_empty() && down > own.total * 0.5 {
        bad.push(say!(
            language,
            "lets the VM stand still for {0} of {1}",
            format::time(language, down),
            format::time(language, own.total)
        ));
    }
    let again = own.traffic[Cause::Resent];
    if !again.is_zero() {
        bad.push(say!(
            language,
            "sends again what was written meanwhile: {0}",
            format::size(language, again)
        ));
    }
    let boot = own.downtime[DownCause::Boot];
    if !boot.is_zero() {
        bad.push(say!(
            language,
            "what was in memory is gone: the guest boots for {0}",
            format::time(language, boot)
        ));
    }
    if results::sends_memory_once(lane) {
        good.push(say!(language, "sends each page once, and loses none"));
    }
    let slowed = slowdown::told(language, lane);
    if !slowed.is_empty() {
        bad.push(say!(language, "slows the VM down: {0}", slowed));
    }
    Choice {
        lane: lane.lane,
        name: kinds::name(language, lane),
        good,
        bad,
        when: when(language, lane, others),
    }
}

fn when(language: Language, lane: &LaneTrace, others: &[&LaneTrace]) -> String {
    if !verdict::has_moved(lane) {
        return say!(language, "Not here: {0}", verdict::ending(language, lane));
    }
    let down = format::time(language, lane.metrics.downtime.total());
    if let Some(better) = others.iter().find(|other| outdoes(other, lane)) {
        return say!(
            language,
            "Hardly here: {0} is over as soon, sends as little, and stops the VM for {1} instead of {2}.",
            kinds::name(language, better).to_ascii_lowercase(),
            format::time(language, better.metrics.downtime.total()),
            down
        );
    }
    match (lane.lane, lane.own_hold) {
        (Lane::Cold, _) => say!(
            language,
            "The VM may be off for {0}, and its programs may begin anew.",
            down
        ),
        (Lane::Suspended, None) => say!(
            language,
            "The VM may stand still for {0}, and what is in its memory must stay.",
            down
        ),
        (Lane::Suspended, Some(_)) => say!(
            language,
            "Somebody must check or decide first: the migration waits for {0}, the VM stops for {1}.",
            format::time(language, lane.metrics.outcome.held),
            down
        ),
        (Lane::Live, _) => {
            let text = say!(language, "The VM must go on running: it stops for {0}.", down);
            format!("{text} {}", why_it_ends(language, lane)).trim_end().to_owned()
        }
    }
}

/// Whether another kind keeps as much, stops the VM for less, and costs no more.
fn outdoes(other: &LaneTrace, lane: &LaneTrace) -> bool {
    let [down, total, sent] = FIGURES
        .each_ref()
        .map(|figure| [other, lane].map(|run| (figure.of)(&run.metrics)));
    let no_more = |[other, own]: [f64; 2]| other <= own * ALIKE;
    let comparable = other.lane != Lane::Cold && lane.own_hold.is_none();
    comparable && down[0] * ALIKE < down[1] && no_more(total) && no_more(sent)
}

/// That the first pass left less than it sent; empty where something else made it end.
fn why_it_ends(language: Language, lane: &LaneTrace) -> String {
    let in_use: Pages = lane.zones.iter().map(|zone| zone.pages).sum();
    let first = lane.rounds.first().filter(|round| round.merged.is_none());
    let Some(first) = first.filter(|round| round.number == 1 && round.left < in_use) else {
        return String::new();
    };
    say!(
        language,
        "It writes less than the wire carries: the first pass sent {0}, and {1} had been written again.",
        format::size(language, in_use.bytes()),
        format::size(language, first.left.bytes())
    )
}
