//! A migration of a cluster as an experiment of the Lab: its share of the line becomes events of the link.

use engine::cluster::{Move, Record, Step};
use engine::params::Settings;

use engine::scenario::{Act, MAX_EVENTS, Scenario, TimedEvent};
use engine::units::{Rate, Share, SimTime};

use crate::display::Display;
use crate::link::{self, Experiment, Page};
use crate::trace;

/// The way to it, and how far it differs.
#[derive(Clone, Debug, PartialEq)]
pub struct InLab {
    /// The link, without `#`.
    pub link: String,
    /// How often its share of the line changed, and how many changes the link has.
    pub changes: usize,
    /// See [`InLab::changes`].
    pub kept: usize,
    /// The least part of the processor time it wants that the VM gets here, where it writes less for that: the Lab does not know.
    pub starved: Option<Share>,
    /// How long it takes in the cluster and in the Lab; `None` where it does not end.
    pub here: Option<SimTime>,
    /// See [`InLab::here`].
    pub there: Option<SimTime>,
}

/// A migration of a record in the Lab.
#[must_use]
pub fn in_lab(record: &Record, place: usize) -> InLab {
    let one = &record.moves[place];
    let vm = &record.cluster.vms[one.vm as usize];
    let all = shares(record, place);
    let kept = merged(all.clone(), MAX_EVENTS);
    let settings = Settings {
        events: kept.iter().map(|step| event(one.line, step)).collect(),
        ..record.cluster.lab_settings(vm.class, one.line)
    };
    let (scenario, _) = Scenario::new(settings);
    let display = Display {
        lanes: vec![one.kind],
        ..Display::default()
    };
    let trace = trace::simulate(&scenario);
    let there = trace.lane(one.kind).metrics.total;
    let finite = |time: SimTime| Some(time).filter(|time| time.as_s().is_finite());
    InLab {
        link: link::print(&Experiment {
            scenario,
            second: None,
            display,
            page: Page::default(),
        }),
        changes: all.len(),
        kept: kept.len(),
        starved: starved(record, one),
        here: finite(one.end - one.start),
        there: finite(there),
    }
}

/// The least part of the processor time it wants that a VM gets while it moves, if it ever goes short and writes.
fn starved(record: &Record, one: &Move) -> Option<Share> {
    let parts = one
        .speeds
        .iter()
        .filter(|step| step.at < one.end)
        .map(|step| step.value);
    let least = parts.reduce(Share::min)?;
    let writes = !record.cluster.class(one.vm as usize).writes.is_empty();
    (writes && least < Share::new(1.0)).then_some(least)
}

/// Its share of the line, from its own beginning, where it is not the whole line.
fn shares(record: &Record, place: usize) -> Vec<Step<Share>> {
    let one = &record.moves[place];
    let mut steps: Vec<Step<Share>> = Vec::new();
    for (index, step) in one.rates.iter().enumerate() {
        let until = one.rates.get(index + 1).map_or(one.end, |next| next.at);
        // While it takes nothing of the line, its share says nothing.
        if step.value.rate.is_zero() || until <= step.at {
            continue;
        }
        let value = step.value.share.min(Share::new(1.0));
        let at = step.at - one.start;
        match steps.last() {
            Some(last) if last.value == value => {}
            None if value == Share::new(1.0) => {}
            _ => steps.push(Step { at, value }),
        }
    }
    steps
}

/// So many steps at most: those go first whose share differs least from the one before.
fn merged(mut steps: Vec<Step<Share>>, most: usize) -> Vec<Step<Share>> {
    while steps.len() > most {
        let gap = |pair: &[Step<Share>]| (pair[1].value.as_f64() - pair[0].value.as_f64()).abs();
        let gaps = steps.windows(2).map(gap).enumerate();
        let least = gaps.min_by(|(_, one), (_, other)| one.total_cmp(other));
        let (place, _) = least.expect("there are more steps than one");
        steps.remove(place + 1);
    }
    steps
}

fn event(line: Rate, step: &Step<Share>) -> TimedEvent {
    let act = if step.value == Share::new(1.0) {
        Act::LinkUp
    } else {
        Act::LinkSlow {
            rate: line * step.value.as_f64(),
            length: None,
        }
    };
    TimedEvent { at: step.at, act }
}
