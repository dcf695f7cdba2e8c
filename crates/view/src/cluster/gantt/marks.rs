//! What stands over all rows of a run: what was done to the cluster, and when its hosts were empty.

use engine::cluster::{Cluster, DrainFigures, HostState, Record, at};
use engine::units::{Share, SimTime};
use text::{Language, count, say};

use super::place;
use crate::cluster::acts::{asked, words};
use crate::cluster::host;
use crate::format;

/// More hosts than this are counted and not named.
const MOST_NAMES: usize = 4;

/// What was done, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct ActMark {
    /// Where.
    pub at: Share,
    /// Where it is over, if it lasts.
    pub until: Option<Share>,
    /// What, in a few words.
    pub text: String,
}

/// How a drain ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrainEnd {
    /// The host was empty.
    Empty,
    /// It died with VMs on it.
    Died,
    /// It still has VMs when the clock ends or the drain is called off.
    Left,
}

/// A drain, or several that took as long and ended at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct DrainMark {
    /// The hosts.
    pub hosts: Vec<u32>,
    /// Where it ended, and how.
    pub at: Share,
    /// See [`DrainMark::at`].
    pub end: DrainEnd,
    /// The same in words: `h1 empty after 42.8 s`.
    pub text: String,
    /// When the host dies, if it had been empty before: where, and in words.
    pub deadline: Option<(Share, String)>,
}

/// How much later the hosts of one run are empty than those of the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// Where those of the first run are, and those of the second.
    pub first: Share,
    /// See [`Later::first`].
    pub second: Share,
    /// `+18.6 s`: of the second.
    pub text: String,
}

/// The drains of a run that had begun by the end of the clock.
pub(super) fn drains(language: Language, record: &Record, end: SimTime) -> Vec<DrainMark> {
    let mut marks = Vec::new();
    let mut together: Vec<Vec<&DrainFigures>> = Vec::new();
    for drain in record.figures.drains.iter().filter(|drain| drain.asked <= end) {
        if drain.empty.is_none_or(|empty| empty > end) {
            marks.push(unfinished(language, record, drain, end));
            continue;
        }
        let is_alike = |other: &DrainFigures| {
            (other.asked, other.empty, other.deadline) == (drain.asked, drain.empty, drain.deadline)
        };
        match together.iter_mut().find(|drains| is_alike(drains[0])) {
            Some(drains) => drains.push(drain),
            None => together.push(vec![drain]),
        }
    }
    marks.extend(together.iter().filter_map(|drains| finished(language, drains, end)));
    marks
}

/// Hosts that were emptied in the same time.
fn finished(language: Language, drains: &[&DrainFigures], end: SimTime) -> Option<DrainMark> {
    let hosts: Vec<u32> = drains.iter().map(|drain| drain.host).collect();
    let names: Vec<String> = hosts.iter().copied().take(MOST_NAMES).map(host).collect();
    let (drain, empty) = (drains[0], drains[0].empty?);
    let after = format::time(language, empty - drain.asked);
    let text = if hosts.len() > MOST_NAMES {
        say!(language, "{0} hosts empty after {1}", hosts.len(), after)
    } else {
        say!(language, "{0} empty after {1}", names.join(", "), after)
    };
    let dies = if hosts.len() > MOST_NAMES {
        say!(language, "{0} hosts die", hosts.len())
    } else {
        count!(language, hosts.len() as f64, "{0} dies", "{0} die", names.join(", "))
    };
    let deadline = drain.deadline.filter(|deadline| *deadline <= end);
    Some(DrainMark {
        at: place(empty, end),
        end: DrainEnd::Empty,
        text,
        deadline: deadline.map(|deadline| (place(deadline, end), dies)),
        hosts,
    })
}

fn unfinished(language: Language, record: &Record, drain: &DrainFigures, end: SimTime) -> DrainMark {
    let name = host(drain.host);
    let states = &record.hosts[drain.host as usize].state;
    let over = states
        .iter()
        .find(|step| step.at >= drain.asked && step.value != HostState::Draining);
    let over = over.filter(|over| over.at <= end && drain.empty.is_none());
    let died = over.is_some_and(|over| over.value == HostState::Dead);
    let when = over.map_or(end, |over| over.at);
    let left = if over.is_some() {
        drain.left_behind
    } else {
        resident(record, drain.host, end)
    };
    let text = if died {
        count!(
            language,
            f64::from(left),
            "{1} dies with one VM on it",
            "{1} dies with {0} VMs on it",
            left,
            name
        )
    } else {
        count!(
            language,
            f64::from(left),
            "{1} not empty: one VM left",
            "{1} not empty: {0} VMs left",
            left,
            name
        )
    };
    DrainMark {
        hosts: vec![drain.host],
        at: place(when, end),
        end: if died { DrainEnd::Died } else { DrainEnd::Left },
        text,
        deadline: None,
    }
}

/// How many VMs a host has at a time.
fn resident(record: &Record, host: u32, time: SimTime) -> u32 {
    let is_there =
        |course: &&Vec<_>| at(course, time).is_some_and(|vm: &engine::cluster::VmPlace| vm.host == Some(host));
    record.vms.iter().filter(is_there).count() as u32
}

/// How much later the second run is done, where both began at one time and empty all that they should.
pub(super) fn later(language: Language, first: &Record, second: &Record, end: SimTime) -> Option<Later> {
    let drained = |record: &Record| {
        let begun = record.figures.drains.iter().map(|drain| drain.asked).min()?;
        Some((begun, begun + record.figures.drained()?, record.figures.drains.len()))
    };
    let ((begun, one, count), (also, other, counts)) = (drained(first)?, drained(second)?);
    if begun != also || count != counts || one.max(other) > end || one == other {
        return None;
    }
    let (sign, by) = if other > one {
        ("+", other - one)
    } else {
        ("−", one - other)
    };
    Some(Later {
        first: place(one, end),
        second: place(other, end),
        text: format!("{sign}{}", format::time(language, by)),
    })
}

/// What is done to a cluster up to the end of the clock; what comes at one time stands together.
pub(super) fn acts(language: Language, cluster: &Cluster, end: SimTime) -> Vec<ActMark> {
    let mut marks: Vec<(SimTime, ActMark)> = Vec::new();
    for (at, act) in cluster.acts.iter().filter(|(at, _)| *at <= end) {
        let act = asked(cluster, *at, act);
        let (text, until) = (words(language, &act), act.length().map(|length| *at + length));
        match marks.last_mut() {
            Some((last, mark)) if last == at && mark.until.is_none() && until.is_none() => {
                mark.text = say!(language, "{0}, {1}", mark.text, text);
            }
            _ => marks.push((
                *at,
                ActMark {
                    at: place(*at, end),
                    until: until.map(|until| place(until, end)),
                    text,
                },
            )),
        }
    }
    marks.into_iter().map(|(_, mark)| mark).collect()
}
