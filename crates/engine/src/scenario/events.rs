//! Events in their ranges, in the order of time, without those that cannot mean anything.

use super::{Act, Adjustment, Hold, MAX_EVENTS, Settings, Suspend, TimedEvent, TimedHold};
use crate::params::{CLOCK, Id};
use crate::units::{Quantity, Rate, SimTime};

const NEVER: SimTime = SimTime::s(f64::INFINITY);

/// Brings events into their ranges and into the order of time, and leaves
/// those out that cannot mean anything.
pub(super) fn fit(settings: &mut Settings, adjustments: &mut Vec<Adjustment>) {
    if let Suspend::Hold(timed) = &mut settings.suspend {
        fit_time(Id::Suspend, &mut timed.at, adjustments);
        fit_hold(Id::Suspend, &mut timed.hold, adjustments);
    }
    if settings.events.len() > MAX_EVENTS {
        let asked = settings.events.len();
        adjustments.push(Adjustment::TooManyEvents { asked });
        settings.events.truncate(MAX_EVENTS);
    }
    for event in &mut settings.events {
        fit_event(event, adjustments);
    }
    // Stable: what happens at the same time happens in the order given.
    settings.events.sort_by_key(|event| event.at);
    let events = std::mem::take(&mut settings.events);
    let mut open = Open::default();
    for event in events {
        match open.misfit(settings, event) {
            Some(adjustment) => adjustments.push(adjustment),
            None => settings.events.push(event),
        }
    }
}

fn fit_event(event: &mut TimedEvent, adjustments: &mut Vec<Adjustment>) {
    let id = Id::At;
    fit_time(id, &mut event.at, adjustments);
    match &mut event.act {
        Act::Hold(hold) => fit_hold(id, hold, adjustments),
        Act::LinkDown { length } | Act::AnnouncementLoss { length } => fit_length(id, length, adjustments),
        Act::LinkSlow { rate, length } => {
            fit_rate(Id::Link, rate, adjustments);
            fit_length(id, length, adjustments);
        }
        Act::Burst { rate, length } => {
            fit_rate(Id::WriteRate, rate, adjustments);
            fit_length(id, length, adjustments);
        }
        Act::Resume | Act::Cancel | Act::LinkUp | Act::SourceCrash | Act::DestinationCrash | Act::Force => {}
    }
}

fn fit_hold(id: Id, hold: &mut Hold, adjustments: &mut Vec<Adjustment>) {
    fit_length(id, &mut hold.length, adjustments);
    fit_length(id, &mut hold.give_up, adjustments);
}

fn fit_length(id: Id, length: &mut Option<SimTime>, adjustments: &mut Vec<Adjustment>) {
    if let Some(length) = length {
        fit_time(id, length, adjustments);
    }
}

fn fit_time(id: Id, time: &mut SimTime, adjustments: &mut Vec<Adjustment>) {
    let (range, asked) = (&CLOCK, Quantity::Time(*time));
    let used = range.clamp(asked);
    if let Quantity::Time(used) = used {
        *time = used;
    }
    adjustments.extend(super::out_of_range(id, range, asked));
}

fn fit_rate(of: Id, rate: &mut Rate, adjustments: &mut Vec<Adjustment>) {
    let (range, asked) = (of.range(), Quantity::Rate(*rate));
    let used = range.clamp(asked);
    if let Quantity::Rate(used) = used {
        *rate = used;
    }
    if !range.contains(asked) {
        adjustments.push(Adjustment::EventRateOutOfRange { of, asked, used });
    }
}

/// What goes on while events follow each other.
#[derive(Default)]
struct Open {
    /// When the hold ends that began last.
    hold: SimTime,
    /// When the link is whole again.
    link: SimTime,
}

/// When a hold ends if nobody resumes it; a time that never comes if it does not.
fn end(timed: TimedHold) -> SimTime {
    timed.at + timed.hold.lasts().unwrap_or(NEVER)
}

impl Open {
    /// What is wrong with the next event.
    fn misfit(&mut self, settings: &Settings, event: TimedEvent) -> Option<Adjustment> {
        let TimedEvent { at, act } = event;
        let nothing = Some(Adjustment::EventWithoutEffect { at, kind: act.kind() });
        match act {
            Act::Hold(_) if at < self.hold => return Some(Adjustment::HoldInsideHold { at }),
            Act::Hold(hold) => self.hold = end(TimedHold { at, hold }),
            Act::Resume => {
                let shown = settings.suspend.hold();
                let in_lane = shown.is_some_and(|hold| hold.at <= at && at < end(hold));
                if at >= self.hold && !in_lane {
                    return nothing;
                }
                self.hold = SimTime::ZERO;
            }
            Act::LinkDown { length } => self.link = self.link.max(at + length.unwrap_or(NEVER)),
            Act::LinkSlow { rate, .. } if rate >= settings.link => return nothing,
            Act::LinkSlow { length, .. } => self.link = self.link.max(at + length.unwrap_or(NEVER)),
            Act::LinkUp if at >= self.link => return nothing,
            Act::LinkUp => self.link = SimTime::ZERO,
            Act::Burst { .. } if settings.writes.iter().all(|class| class.rate.is_zero()) => return nothing,
            Act::Burst { .. }
            | Act::Cancel
            | Act::SourceCrash
            | Act::DestinationCrash
            | Act::Force
            | Act::AnnouncementLoss { .. } => {}
        }
        None
    }
}
