//! What holds from when on: holds, the state of the link, bursts of writes, and commands at a moment.
//!
//! A scenario's events become an ordered list of changes. A migration asks for the next one, and for what holds now.

use std::sync::Arc;

use super::line;
use super::report::EventKind;
use crate::params::{Lane, Reason};
use crate::scenario::{Act, Hold, Scenario, Suspend, TimedHold};
use crate::units::{Share, SimTime};

/// A time that never comes.
pub(super) const NEVER: SimTime = SimTime::s(f64::INFINITY);

/// Events as a set of bits, by their place in the scenario.
pub(super) type Events = u64;
/// The hold that only the suspended lane has.
const OWN: Events = 1 << 63;

/// What holds at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Conditions {
    /// Why the migration is held.
    pub held: Option<Reason>,
    /// Whether the link carries nothing.
    pub link_is_down: bool,
    /// What the link carries of what it can.
    pub line: Share,
    /// How many times as fast as usual the VM writes.
    pub write_factor: f64,
    held_by: Events,
    link_by: Events,
    writes_by: Events,
}

impl Conditions {
    const USUAL: Self = Self {
        held: None,
        link_is_down: false,
        line: Share::new(1.0),
        write_factor: 1.0,
        held_by: 0,
        link_by: 0,
        writes_by: 0,
    };

    /// Whether a stage that uses the wire or not, in which the VM writes or not, goes on alike under both.
    pub fn is_as_good_as(&self, other: &Self, on_the_wire: bool, writes: bool) -> bool {
        let link = !on_the_wire || (self.link_is_down == other.link_is_down && self.line == other.line);
        let written = !writes || self.write_factor == other.write_factor;
        self.held == other.held && link && written
    }
}

/// What is done at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Cancel,
    GiveUp,
    SourceCrash,
    DestinationCrash,
    Force,
}

/// A moment at which something changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub at: SimTime,
    /// What holds from then on.
    pub conditions: Conditions,
    pub command: Option<Command>,
    pub event: EventKind,
    by: Events,
}

/// All that happens to one migration from outside, and how far it has come.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    /// Empty without events.
    script: Option<Arc<Script>>,
    next: usize,
    /// Events that changed anything.
    effective: Events,
}

#[derive(Debug)]
struct Script {
    changes: Vec<Change>,
    /// Stretches in which announcements are lost.
    losses: Vec<Stretch>,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Hold { reason: Reason, gives_up: bool },
    LinkDown,
    LinkSlow(Share),
    Burst(f64),
    AnnouncementLoss,
}

/// Something that lasts from a time to another.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    what: What,
    start: SimTime,
    end: SimTime,
    by: Events,
    /// What ended it early.
    ended_by: Events,
}

impl Stretch {
    fn covers(&self, at: SimTime) -> bool {
        self.start <= at && at < self.end
    }

    const fn is_link(&self) -> bool {
        matches!(self.what, What::LinkDown | What::LinkSlow(_))
    }

    const fn is_hold(&self) -> bool {
        matches!(self.what, What::Hold { .. })
    }
}

impl Timeline {
    /// The events of a scenario, and a hold of the lane's own.
    pub fn new(scenario: &Scenario, own: Option<TimedHold>) -> Self {
        let is_empty = scenario.events.is_empty() && own.is_none();
        Self {
            script: (!is_empty).then(|| Arc::new(Script::new(scenario, own))),
            next: 0,
            effective: 0,
        }
    }

    /// What holds now.
    pub fn now(&self) -> &Conditions {
        self.last().map_or(&Conditions::USUAL, |change| &change.conditions)
    }

    /// What changed last.
    fn last(&self) -> Option<&Change> {
        self.changes().get(self.next.checked_sub(1)?)
    }

    /// Events that changed anything, a bit each.
    pub const fn effective(&self) -> Events {
        self.effective
    }

    fn changes(&self) -> &[Change] {
        self.script.as_ref().map_or(&[], |script| &script.changes)
    }

    /// What changes next.
    pub fn next(&self) -> Option<&Change> {
        self.changes().get(self.next)
    }

    /// All that is still to come.
    pub fn coming(&self) -> &[Change] {
        &self.changes()[self.next..]
    }

    /// When the destination crashes next; never, if it does not.
    pub fn next_destination_crash(&self) -> SimTime {
        let mut coming = self.coming().iter();
        let crash = coming.find(|change| change.command == Some(Command::DestinationCrash));
        crash.map_or(NEVER, |crash| crash.at)
    }

    /// Up to a change that is to come everything has come, and this as well.
    pub fn pass_up_to(&mut self, last: &Change) {
        let before = self.coming().iter().take_while(|change| change.by != last.by).count();
        self.next += before + 1;
    }

    /// When something changes next.
    pub fn next_at(&self) -> SimTime {
        self.next().map_or(NEVER, |change| change.at)
    }

    /// The next change has come.
    pub fn pass(&mut self) {
        let Some(&change) = self.next() else {
            return;
        };
        let before = *self.now();
        self.next += 1;
        // What ends a hold or a failure changed something if that did.
        if self.effective & (before.held_by | before.link_by) != 0
            && matches!(change.event, EventKind::Released | EventKind::LinkUp)
        {
            self.effective |= change.by;
        }
    }

    /// Whether a link that is down will be whole again.
    pub fn link_returns(&self) -> bool {
        let mut later = self.changes().iter().skip(self.next);
        later.any(|change| !change.conditions.link_is_down)
    }

    /// Whether a hold will end by itself or by what somebody does.
    pub fn goes_on(&self) -> bool {
        self.coming().iter().any(|change| change.conditions.held.is_none())
    }

    /// The command that came last changed something.
    pub fn command_took_effect(&mut self) {
        self.effective |= self.last().map_or(0, |last| last.by);
    }

    /// What holds now changes a stage that uses the wire or not, in which the VM writes or not.
    pub fn conditions_take_effect(&mut self, on_the_wire: bool, writes: bool) {
        let now = self.now();
        let link = if on_the_wire { now.link_by } else { 0 };
        let written = if writes { now.writes_by } else { 0 };
        self.effective |= now.held_by | link | written;
    }

    /// Whether an announcement at this time is lost.
    pub fn loses_announcement(&mut self, at: SimTime) -> bool {
        let losses = self.script.as_ref().map_or(&[][..], |script| &script.losses);
        let lost = losses
            .iter()
            .filter(|loss| loss.covers(at))
            .fold(0, |by, loss| by | loss.by);
        self.effective |= lost;
        lost != 0
    }

    /// What follows is not part of the migration: nothing more happens but that hosts crash.
    pub fn close(&mut self) {
        let crashes =
            |change: &&Change| matches!(change.command, Some(Command::SourceCrash | Command::DestinationCrash));
        let changes = self.coming().iter().filter(crashes).map(|&change| Change {
            conditions: Conditions::USUAL,
            ..change
        });
        let script = Script {
            changes: changes.collect(),
            losses: Vec::new(),
        };
        self.script = (!script.changes.is_empty()).then(|| Arc::new(script));
        self.next = 0;
    }
}

impl Script {
    fn new(scenario: &Scenario, own: Option<TimedHold>) -> Self {
        let mut acts: Vec<(SimTime, Act, Events)> = scenario
            .events
            .iter()
            .enumerate()
            .map(|(index, event)| (event.at, event.act, 1 << index))
            .collect();
        if let Some(TimedHold { at, hold }) = own {
            let index = acts.partition_point(|act| act.0 < at);
            acts.insert(index, (at, Act::Hold(hold), OWN));
        }
        let mut stretches = stretches(&acts, scenario);
        let losses;
        (losses, stretches) = stretches
            .into_iter()
            .partition(|stretch| matches!(stretch.what, What::AnnouncementLoss));
        let mut changes = Vec::new();
        for stretch in &stretches {
            changes.extend(edges(stretch, &stretches));
        }
        for &(at, act, by) in &acts {
            let (command, event) = match act {
                Act::Cancel => (Command::Cancel, EventKind::Cancelled),
                Act::SourceCrash => (Command::SourceCrash, EventKind::SourceCrashed),
                Act::DestinationCrash => (Command::DestinationCrash, EventKind::DestinationCrashed),
                Act::Force => (Command::Force, EventKind::Forced),
                _ => continue,
            };
            changes.push(change(at, &stretches, Some(command), event, by));
        }
        changes.sort_by_key(|change| change.at);
        Self { changes, losses }
    }
}

/// What lasts, in the order of its beginning.
fn stretches(acts: &[(SimTime, Act, Events)], scenario: &Scenario) -> Vec<Stretch> {
    let usual_writes: f64 = scenario.writes.iter().map(|class| class.rate.as_f64()).sum();
    let mut stretches: Vec<Stretch> = Vec::new();
    for &(at, act, by) in acts {
        let mut lasts = |what, length: Option<SimTime>| {
            stretches.push(Stretch {
                what,
                start: at,
                end: at + length.unwrap_or(NEVER),
                by,
                ended_by: 0,
            });
        };
        match act {
            Act::Hold(hold) => {
                if !stretches.iter().any(|other| other.is_hold() && other.covers(at)) {
                    stretches.push(held(at, hold, by));
                }
            }
            Act::LinkDown { length } => lasts(What::LinkDown, length),
            Act::LinkSlow { rate, length } => {
                let share = Share::new(rate.as_f64() / scenario.link.as_f64());
                lasts(What::LinkSlow(share), length);
            }
            Act::Burst { rate, length } if usual_writes > 0.0 => {
                lasts(What::Burst(rate.as_f64() / usual_writes), length);
            }
            Act::AnnouncementLoss { length } => lasts(What::AnnouncementLoss, length),
            Act::Resume => end(&mut stretches, at, by, Stretch::is_hold),
            Act::LinkUp => end(&mut stretches, at, by, Stretch::is_link),
            Act::Burst { .. } | Act::Cancel | Act::SourceCrash | Act::DestinationCrash | Act::Force => {}
        }
    }
    stretches.retain(|stretch| stretch.start < stretch.end);
    stretches
}

fn held(start: SimTime, hold: Hold, by: Events) -> Stretch {
    Stretch {
        what: What::Hold {
            reason: hold.reason,
            gives_up: hold.gives_up(),
        },
        start,
        end: start + hold.lasts().unwrap_or(NEVER),
        by,
        ended_by: 0,
    }
}

/// Ends what goes on at a time.
fn end(stretches: &mut [Stretch], at: SimTime, by: Events, which: impl Fn(&Stretch) -> bool) {
    for stretch in stretches
        .iter_mut()
        .filter(|stretch| which(stretch) && stretch.covers(at))
    {
        (stretch.end, stretch.ended_by) = (at, by);
        if let What::Hold { gives_up, .. } = &mut stretch.what {
            *gives_up = false;
        }
    }
}

/// The beginning of a stretch, and its end if it has one.
fn edges(stretch: &Stretch, all: &[Stretch]) -> impl Iterator<Item = Change> {
    let (begins, ends) = match stretch.what {
        What::Hold { gives_up: false, .. } => (EventKind::Held, EventKind::Released),
        What::Hold { gives_up: true, .. } => (EventKind::Held, EventKind::GivenUp),
        What::LinkDown => (EventKind::LinkDown, EventKind::LinkUp),
        What::LinkSlow(_) => (EventKind::LinkSlow, EventKind::LinkUp),
        What::Burst(_) | What::AnnouncementLoss => (EventKind::BurstBegan, EventKind::BurstEnded),
    };
    let command = (ends == EventKind::GivenUp).then_some(Command::GiveUp);
    let begin = change(stretch.start, all, None, begins, stretch.by);
    let end = (stretch.end < NEVER).then(|| change(stretch.end, all, command, ends, stretch.ended_by));
    std::iter::once(begin).chain(end)
}

fn change(at: SimTime, all: &[Stretch], command: Option<Command>, event: EventKind, by: Events) -> Change {
    let mut now = Conditions::USUAL;
    for stretch in all.iter().filter(|stretch| stretch.covers(at)) {
        match stretch.what {
            What::Hold { reason, .. } => (now.held, now.held_by) = (Some(reason), stretch.by),
            What::LinkDown => now.link_is_down = true,
            What::LinkSlow(share) => now.line = now.line.min(share),
            What::Burst(more) => now.write_factor += more,
            What::AnnouncementLoss => {}
        }
        match stretch.what {
            What::LinkDown | What::LinkSlow(_) => now.link_by |= stretch.by,
            What::Burst(_) => now.writes_by |= stretch.by,
            What::Hold { .. } | What::AnnouncementLoss => {}
        }
    }
    Change {
        at,
        conditions: now,
        command,
        event,
        by,
    }
}

/// The hold that only the suspended lane has.
pub(super) fn own_hold(scenario: &Scenario, kind: Lane) -> Option<TimedHold> {
    match (kind, scenario.suspend) {
        (Lane::Suspended, Suspend::Hold(hold)) => Some(hold),
        _ => None,
    }
}

/// How much longer than usual a migration may take: all that it is made to wait.
pub(super) fn waiting(scenario: &Scenario, own: Option<TimedHold>) -> SimTime {
    let own = own.map(|timed| timed.at + timed.hold.lasts().unwrap_or_default());
    let acts = scenario
        .events
        .iter()
        .filter(|event| matches!(event.act, Act::Hold(_) | Act::LinkDown { .. } | Act::LinkSlow { .. }));
    let all = acts
        .map(|event| event.act.length().unwrap_or_default())
        .sum::<SimTime>();
    let resumed = scenario
        .events
        .iter()
        .filter(|event| matches!(event.act, Act::Resume | Act::LinkUp))
        .map(|event| event.at);
    all + own.unwrap_or_default() + resumed.max().unwrap_or_default()
}

/// What the guest says by itself teaches the switches where it is, if all announcements were lost.
pub(super) const GUEST_TALKS: SimTime = SimTime::s(15.0);

/// When the destination announces the VM, from its resume on: five rounds, each 100 ms later than the one before.
pub(super) fn announcements() -> impl Iterator<Item = SimTime> {
    let mut at = SimTime::ZERO;
    (0..5_u32).map(move |round| {
        at += line::announcement() + SimTime::ms(100.0) * f64::from(round);
        at
    })
}
