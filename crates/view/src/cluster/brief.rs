//! What a run came to, in a few large figures; and the difference of two runs in a sentence.

use engine::cluster::Record;
use engine::cluster::settings::{ClusterAct, PolicyName};
use engine::units::SimTime;
use text::{Language, count, say, word};

use super::{host, now};
use crate::format;

/// A figure with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// With its unit.
    pub value: String,
    /// What it is.
    pub label: String,
}

/// What a cluster is asked about: its first figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Hosts die: how many VMs are lost.
    Save,
    /// Hosts are emptied: how long that takes.
    Drain,
    /// Hosts are switched off: the energy.
    Power,
    /// Something moves by itself or by hand: how much.
    Move,
}

impl Aim {
    /// What the events and the policy of a cluster are about.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let settings = &record.cluster.settings;
        let any = |is: fn(&ClusterAct) -> bool| settings.acts.iter().any(|timed| is(&timed.act));
        if any(|act| matches!(act, ClusterAct::Alarm(..) | ClusterAct::Fail(_))) {
            Self::Save
        } else if settings.policy == PolicyName::Power {
            Self::Power
        } else if any(|act| matches!(act, ClusterAct::Drain(_) | ClusterAct::Off(_))) {
            Self::Drain
        } else {
            Self::Move
        }
    }
}

/// The large figure and those beside it. Runs beside each other are asked about the same: the aim of the first.
#[must_use]
pub fn figures(language: Language, record: &Record, aim: Aim) -> Vec<Brief> {
    let figures = &record.figures;
    let brief = |value: String, label: String| Brief { value, label };
    let mut briefs = vec![main(language, record, aim)];
    if figures.down_at_end > 0 {
        // How long they are down is how long somebody looks.
        let count = f64::from(figures.down_at_end);
        briefs.push(brief(
            format::count(language, count),
            count!(language, count, "VM stays down", "VMs stay down"),
        ));
    } else {
        briefs.push(brief(
            format::time(language, figures.down),
            word!(language, "down, all VMs").into(),
        ));
        briefs.push(brief(
            format::time(language, figures.worst_down),
            word!(language, "down, worst VM").into(),
        ));
    }
    if figures.starved >= SimTime::s(0.5) {
        briefs.push(brief(
            format::time(language, figures.starved),
            word!(language, "of processor time missed").into(),
        ));
    }
    if !figures.memory.is_zero() {
        let times = format::times(language, figures.sent / figures.memory);
        briefs.push(brief(
            format::size(language, figures.sent),
            say!(language, "sent, {0} used", times),
        ));
    }
    if aim == Aim::Power {
        let hours = figures.host_time.as_s() / 3600.0;
        briefs.push(brief(
            format::count(language, hours.round()),
            word!(language, "host hours").into(),
        ));
    }
    briefs
}

fn main(language: Language, record: &Record, aim: Aim) -> Brief {
    let figures = &record.figures;
    match aim {
        Aim::Save => Brief {
            value: format::count(language, f64::from(figures.lost)),
            label: count!(language, f64::from(figures.lost), "VM is lost", "VMs are lost"),
        },
        Aim::Drain => match (figures.drained(), figures.drains.as_slice()) {
            (Some(time), [one]) => Brief {
                value: format::time(language, time),
                label: say!(language, "to empty {0}", host(one.host)),
            },
            (Some(time), drains) => Brief {
                value: format::time(language, time),
                label: say!(language, "to empty {0} hosts", drains.len()),
            },
            (None, _) => {
                let left = figures.left_behind();
                Brief {
                    value: word!(language, "never" in "empty").into(),
                    label: count!(
                        language,
                        f64::from(left),
                        "empty: one VM stays",
                        "empty: {0} VMs stay",
                        left
                    ),
                }
            }
        },
        Aim::Power => Brief {
            value: energy(language, record),
            label: say!(language, "in {0}", format::time(language, record.until)),
        },
        Aim::Move => Brief {
            value: format::count(language, f64::from(figures.moved)),
            label: count!(language, f64::from(figures.moved), "VM moved", "VMs moved"),
        },
    }
}

/// The energy of a run.
#[must_use]
pub fn energy(language: Language, record: &Record) -> String {
    let kwh = record.figures.energy.kwh();
    let number = |number: f64| {
        let digits = if number < 10.0 { 2 } else { 1 };
        format::localized(language, format!("{number:.digits$}"))
    };
    if kwh < 1.0 {
        format!("{} Wh", number(kwh * 1000.0))
    } else {
        format!("{} kWh", number(kwh))
    }
}

/// What came of one run, in a sentence.
#[must_use]
pub fn one(language: Language, record: &Record) -> String {
    let figures = &record.figures;
    let moved = now::count_moved(language, figures.moved as usize);
    match Aim::of(record) {
        Aim::Save => count!(
            language,
            f64::from(figures.lost),
            "{1} in time, {0} is lost.",
            "{1} in time, {0} are lost.",
            figures.lost,
            moved
        ),
        Aim::Drain => match figures.drained() {
            Some(time) => say!(
                language,
                "{0}, and what was to be emptied is empty after {1}.",
                moved,
                format::time(language, time)
            ),
            None => say!(language, "{0}, but what was to be emptied is not empty.", moved),
        },
        Aim::Power => say!(
            language,
            "{0}; the hosts take {1} in {2}.",
            moved,
            energy(language, record),
            format::time(language, record.until)
        ),
        Aim::Move => format!("{moved}."),
    }
}

/// What a second run does otherwise, in a sentence.
#[must_use]
pub fn two(language: Language, first: &Record, second: &Record) -> String {
    let [a, b] = [&first.figures, &second.figures];
    match Aim::of(first) {
        Aim::Save => {
            let told = if a.lost == b.lost {
                count!(
                    language,
                    f64::from(a.lost),
                    "Both lose one VM.",
                    "Both lose {0} VMs.",
                    a.lost
                )
            } else {
                say!(language, "A loses {0} VMs, B {1}.", a.lost, b.lost)
            };
            back(language, first, second).map_or_else(|| told.clone(), |back| format!("{told} {back}"))
        }
        Aim::Drain => drains(language, first, second),
        Aim::Power => say!(
            language,
            "A takes {0}, B {1}.",
            energy(language, first),
            energy(language, second)
        ),
        Aim::Move => say!(language, "A moves {0} VMs, B {1}.", a.moved, b.moved),
    }
}

/// When those that were lost are up again; nothing if none is in either run, or nothing was lost in one.
fn back(language: Language, first: &Record, second: &Record) -> Option<String> {
    let [a, b] = [&first.figures, &second.figures];
    if a.lost == 0 || b.lost == 0 || a.restarted + b.restarted == 0 {
        return None;
    }
    let last = |record: &Record| format::time(language, record.figures.worst_down);
    Some(match (a.down_at_end, b.down_at_end) {
        (0, 0) => say!(
            language,
            "The last one is up again after {0} in A and after {1} in B.",
            last(first),
            last(second)
        ),
        (0, stay) => count!(
            language,
            f64::from(stay),
            "The last one is up again after {1} in A; in B one stays down.",
            "The last one is up again after {1} in A; in B {0} stay down.",
            stay,
            last(first)
        ),
        (stay, 0) => count!(
            language,
            f64::from(stay),
            "The last one is up again after {1} in B; in A one stays down.",
            "The last one is up again after {1} in B; in A {0} stay down.",
            stay,
            last(second)
        ),
        (a, b) => say!(language, "{0} stay down in A, {1} in B.", a, b),
    })
}

/// What that costs in traffic and downtime, in another sentence; nothing if they send the same.
#[must_use]
pub fn cost(language: Language, first: &Record, second: &Record) -> Option<String> {
    let [a, b] = [&first.figures, &second.figures];
    if a.sent.is_zero() || b.sent.is_zero() || (b.sent / a.sent - 1.0).abs() < 0.01 {
        return None;
    }
    let [sent_a, sent_b] = [a.sent, b.sent].map(|sent| format::size(language, sent));
    if a.down_at_end + b.down_at_end > 0 {
        return Some(say!(language, "A sends {0}, B {1}.", sent_a, sent_b));
    }
    if Aim::of(first) == Aim::Drain && a.moved != b.moved && a.left_behind() + b.left_behind() == 0 {
        return Some(say!(
            language,
            "That takes A {0} moves and {1}, B {2} and {3}.",
            a.moved,
            sent_a,
            b.moved,
            sent_b
        ));
    }
    Some(say!(
        language,
        "A sends {0}, B {1}; VMs are down for {2} in A and for {3} in B.",
        sent_a,
        sent_b,
        format::time(language, a.down),
        format::time(language, b.down)
    ))
}

fn drains(language: Language, first: &Record, second: &Record) -> String {
    let time = |time: SimTime| format::time(language, time);
    let of = |record: &Record| match record.figures.drains.as_slice() {
        [one] => host(one.host),
        drains => say!(language, "{0} hosts", drains.len()),
    };
    match (first.figures.drained(), second.figures.drained()) {
        (Some(a), Some(b)) if a < b => say!(
            language,
            "B empties {0} {1} later than A: after {2} instead of {3}.",
            of(first),
            time(b - a),
            time(b),
            time(a)
        ),
        (Some(a), Some(b)) if b < a => say!(
            language,
            "B empties {0} {1} sooner than A: after {2} instead of {3}.",
            of(first),
            time(a - b),
            time(b),
            time(a)
        ),
        (Some(a), Some(_)) => say!(language, "Both empty {0} after {1}.", of(first), time(a)),
        (Some(a), None) => say!(language, "A empties {0} after {1}, B never does.", of(first), time(a)),
        (None, Some(b)) => say!(language, "B empties {0} after {1}, A never does.", of(first), time(b)),
        (None, None) => say!(language, "Neither empties {0}.", of(first)),
    }
}
