//! What happens to a lane from outside, as conditions over time: holds, the
//! link, bursts of writes, and commands at a moment.

use super::report::EventKind;
use super::wire;
use crate::params::Reason;
use crate::scenario::{Act, Hold, Scenario, TimedHold};
use crate::units::{Share, SimTime, put_in_order};

/// A time that never comes.
pub(super) const NEVER: SimTime = SimTime::s(f64::INFINITY);
/// A stalled connection is given up after this long: five unanswered probes,
/// five seconds apart, and the time to notice.
pub const PATIENCE: SimTime = SimTime::s(30.0);

/// Events as a set of bits, by their place in the scenario.
pub(super) type Events = u64;
/// The hold that only the suspended lane has.
const OWN: Events = 1 << 63;

/// What lasts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conditions {
    /// Why the migration is held.
    pub held: Option<Reason>,
    /// Whether the link carries nothing.
    pub down: bool,
    /// What the link carries of what it can.
    pub line: Share,
    /// How many times as fast the VM writes.
    pub burst: f64,
    held_by: Events,
    link_by: Events,
    burst_by: Events,
}

impl Conditions {
    const USUAL: Self = Self {
        held: None,
        down: false,
        line: Share::new(1.0),
        burst: 1.0,
        held_by: 0,
        link_by: 0,
        burst_by: 0,
    };

    /// How fast a stage goes on, compared with its usual pace.
    pub fn pace(&self, on_the_wire: bool) -> f64 {
        if self.held.is_some() || (on_the_wire && self.down) {
            0.0
        } else if on_the_wire {
            self.line.as_f64()
        } else {
            1.0
        }
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
#[derive(Clone, Copy)]
struct Step {
    at: SimTime,
    now: Conditions,
    command: Option<Command>,
    told: EventKind,
    by: Events,
}

/// What is due: tell it, and do it if it is a command.
#[derive(Clone, Copy)]
pub(super) struct Due {
    pub told: EventKind,
    pub command: Option<Command>,
    by: Events,
}

/// The script of one lane. Without events it costs nothing.
pub(super) struct Script {
    steps: Vec<Step>,
    next: usize,
    pub now: Conditions,
    /// Stretches in which announcements are lost.
    losses: Vec<Stretch>,
    /// Events that changed anything.
    pub felt: Events,
    /// When somebody looks away from a lane that waits for ever.
    pub limit: SimTime,
}

#[derive(Clone, Copy)]
enum What {
    Hold { reason: Reason, gives_up: bool },
    Down,
    Slow(Share),
    Burst(f64),
    Loss,
}

/// Something that lasts from a time to another.
#[derive(Clone, Copy)]
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
        matches!(self.what, What::Down | What::Slow(_))
    }

    const fn is_hold(&self) -> bool {
        matches!(self.what, What::Hold { .. })
    }
}

impl Script {
    /// The script of the events of a scenario, and of a hold of the lane's own.
    pub fn new(scenario: &Scenario, own: Option<TimedHold>, limit: SimTime) -> Self {
        let mut script = Self {
            steps: Vec::new(),
            next: 0,
            now: Conditions::USUAL,
            losses: Vec::new(),
            felt: 0,
            limit,
        };
        if !scenario.events.is_empty() || own.is_some() {
            script.write(scenario, own);
        }
        script
    }

    fn write(&mut self, scenario: &Scenario, own: Option<TimedHold>) {
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
        let mut stretches: Vec<Stretch> = Vec::new();
        let usual_writes: f64 = scenario.writes.iter().map(|class| class.rate.as_f64()).sum();
        for &(at, act, by) in &acts {
            let mut last = |what, length: Option<SimTime>| {
                let end = at + length.unwrap_or(NEVER);
                stretches.push(Stretch {
                    what,
                    start: at,
                    end,
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
                Act::LinkDown { length } => last(What::Down, length),
                Act::LinkSlow { rate, length } => {
                    last(What::Slow(Share::new(rate.as_f64() / scenario.link.as_f64())), length)
                }
                Act::Burst { rate, length } if usual_writes > 0.0 => {
                    last(What::Burst(rate.as_f64() / usual_writes), length);
                }
                Act::AnnouncementLoss { length } => last(What::Loss, length),
                Act::Resume => end(&mut stretches, at, by, Stretch::is_hold),
                Act::LinkUp => end(&mut stretches, at, by, Stretch::is_link),
                Act::Burst { .. } | Act::Cancel | Act::SourceCrash | Act::DestinationCrash | Act::Force => {}
            }
        }
        stretches.retain(|stretch| stretch.start < stretch.end);
        self.losses = stretches
            .iter()
            .copied()
            .filter(|stretch| matches!(stretch.what, What::Loss))
            .collect();
        stretches.retain(|stretch| !matches!(stretch.what, What::Loss));
        for stretch in &stretches {
            self.edges(stretch, &stretches);
        }
        for &(at, act, by) in &acts {
            let (command, told) = match act {
                Act::Cancel => (Command::Cancel, EventKind::Cancelled),
                Act::SourceCrash => (Command::SourceCrash, EventKind::SourceCrashed),
                Act::DestinationCrash => (Command::DestinationCrash, EventKind::DestinationCrashed),
                Act::Force => (Command::Force, EventKind::Forced),
                _ => continue,
            };
            self.step(at, &stretches, Some(command), told, by);
        }
        put_in_order(&mut self.steps, |a, b| a.at < b.at);
    }

    /// The beginning and the end of a stretch.
    fn edges(&mut self, stretch: &Stretch, all: &[Stretch]) {
        let (begins, ends) = match stretch.what {
            What::Hold { gives_up: false, .. } => (EventKind::Held, EventKind::Released),
            What::Hold { gives_up: true, .. } => (EventKind::Held, EventKind::GivenUp),
            What::Down => (EventKind::LinkDown, EventKind::LinkUp),
            What::Slow(_) => (EventKind::LinkSlow, EventKind::LinkUp),
            What::Burst(_) | What::Loss => (EventKind::BurstBegan, EventKind::BurstEnded),
        };
        self.step(stretch.start, all, None, begins, stretch.by);
        if stretch.end < NEVER {
            let command = (ends == EventKind::GivenUp).then_some(Command::GiveUp);
            self.step(stretch.end, all, command, ends, stretch.ended_by);
        }
    }

    fn step(&mut self, at: SimTime, all: &[Stretch], command: Option<Command>, told: EventKind, by: Events) {
        let mut now = Conditions::USUAL;
        for stretch in all.iter().filter(|stretch| stretch.covers(at)) {
            match stretch.what {
                What::Hold { reason, .. } => (now.held, now.held_by) = (Some(reason), stretch.by),
                What::Down => now.down = true,
                What::Slow(share) => now.line = now.line.min(share),
                What::Burst(more) => now.burst += more,
                What::Loss => {}
            }
            match stretch.what {
                What::Down | What::Slow(_) => now.link_by |= stretch.by,
                What::Burst(_) => now.burst_by |= stretch.by,
                What::Hold { .. } | What::Loss => {}
            }
        }
        self.steps.push(Step {
            at,
            now,
            command,
            told,
            by,
        });
    }

    /// When something changes next.
    pub fn next(&self) -> SimTime {
        self.steps.get(self.next).map_or(NEVER, |step| step.at)
    }

    /// Whether a link that is down will be whole again.
    pub fn link_returns(&self) -> bool {
        self.steps.iter().skip(self.next).any(|step| !step.now.down)
    }

    /// Whether nothing is out of the usual before or at a time.
    pub fn is_quiet_until(&self, time: SimTime) -> bool {
        // Without events there is nothing to look at.
        self.steps.is_empty() || (self.is_usual() && self.next() > time)
    }

    /// Whether everything is as usual now.
    pub fn is_usual(&self) -> bool {
        self.now.held.is_none() && !self.now.down && self.now.line == Share::new(1.0) && self.now.burst == 1.0
    }

    /// The next thing that is due by now.
    pub fn due(&mut self, now: SimTime) -> Option<Due> {
        let step = *self.steps.get(self.next).filter(|step| step.at <= now)?;
        self.next += 1;
        let before = self.now;
        self.now = step.now;
        // What ends a hold or a failure is felt if that was.
        if self.felt & (before.held_by | before.link_by) != 0
            && matches!(step.told, EventKind::Released | EventKind::LinkUp)
        {
            self.felt |= step.by;
        }
        Some(Due {
            told: step.told,
            command: step.command,
            by: step.by,
        })
    }

    /// All times count from a later moment.
    pub fn begin_anew(&mut self, passed: SimTime) {
        self.limit = self.limit - passed;
        for step in &mut self.steps {
            step.at = step.at - passed;
        }
        for loss in &mut self.losses {
            (loss.start, loss.end) = (loss.start - passed, loss.end - passed);
        }
    }

    /// A command changed something.
    pub fn feel(&mut self, due: &Due) {
        self.felt |= due.by;
    }

    /// The conditions changed a stage that uses the wire or not, in which the VM writes or not.
    pub fn feel_conditions(&mut self, on_the_wire: bool, writes: bool) {
        self.felt |= self.now.held_by;
        if on_the_wire {
            self.felt |= self.now.link_by;
        }
        if writes {
            self.felt |= self.now.burst_by;
        }
    }

    /// Whether an announcement at this time is lost.
    pub fn loses(&mut self, at: SimTime) -> bool {
        let lost = self
            .losses
            .iter()
            .filter(|loss| loss.covers(at))
            .fold(0, |by, loss| by | loss.by);
        self.felt |= lost;
        lost != 0
    }

    /// Nothing more happens: what follows is not part of the migration.
    pub fn close(&mut self) {
        self.steps.clear();
        self.next = 0;
        self.now = Conditions::USUAL;
    }
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

/// How much longer than usual a lane may take: all that it is made to wait.
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
        at += wire::announcement() + SimTime::ms(100.0) * f64::from(round);
        at
    })
}
