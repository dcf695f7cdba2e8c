//! All that one lane shows at a time, as plain data: the VM's power and
//! place, the wire, what stands beside the hosts, and its clients.

mod requests;
mod words;

pub use requests::{Request, SHOWN_REQUESTS, requests};

use std::borrow::Cow;

use super::labels::{Labelled, Role};
use super::slowdown;
use engine::migration::{Cause, Event, EventKind, Host, Phase, PhaseKind, Power, Status};
use engine::trace::{LaneTrace, Moment};
use engine::units::{Bytes, Rate, Share, SimTime};
use text::Language;

/// Part of a lane's length that the VM takes at most to glide to the other
/// host, before and after the handover.
const GLIDE: f64 = 0.03;

/// One lane at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The stage in a few words: `pre-copy, round 2`.
    pub subtitle: String,
    /// What the VM does.
    pub power: Power,
    /// The word on its chip.
    pub chip: Cow<'static, str>,
    /// The colour of its chip.
    pub role: Role,
    /// The host that the VM belongs to.
    pub host: Host,
    /// Where it is drawn: 0 at the source, 1 at the destination.
    pub place: Share,
    /// The disk, if it moves in this lane.
    pub disk: Option<DiskScene>,
    /// What lies between the hosts.
    pub wire: WireScene,
    /// Where the VM is at first.
    pub source: HostScene,
    /// Where it should go.
    pub destination: HostScene,
    /// The host that the requests of clients go to.
    pub clients_at: Host,
}

/// How much of a moving disk is where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiskScene {
    /// The part that is still to be copied.
    pub source: Share,
    /// The part that has arrived.
    pub destination: Share,
}

/// The wire.
#[derive(Clone, Debug, PartialEq)]
pub struct WireScene {
    /// How fast it carries data: `112 MiB/s`; empty if nothing moves.
    pub rate: String,
    /// What it carries, in a few words, or why nothing moves.
    pub note: String,
    /// The colour of the packets.
    pub role: Role,
    /// Its rate as a part of what the line can carry.
    pub density: Share,
    /// The part of it that was asked for by a VM that waits.
    pub pulled: Share,
    /// Whether it is in one piece.
    pub state: WireState,
    /// Why it stands still and for how long still; empty if it does not.
    pub sign: String,
}

/// The state of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireState {
    /// It carries what it is given.
    Whole,
    /// It could, but the migration is held.
    Held,
    /// It carries nothing.
    Broken,
}

/// What stands beside a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostScene {
    /// Its name.
    pub title: &'static str,
    /// What happens there.
    pub lines: Vec<String>,
    /// Whether the VM belongs to it.
    pub present: bool,
    /// Whether it has lost its power.
    pub crashed: bool,
}

/// The lane at a time.
#[must_use]
pub fn scene(language: Language, lane: &LaneTrace, time: SimTime) -> Scene {
    let moment = lane.at(time);
    let stage = Stage {
        lane,
        time,
        moment: &moment,
    };
    let clients_at = if announced(lane, time) {
        Host::Destination
    } else {
        Host::Source
    };
    Scene {
        subtitle: words::subtitle(language, &stage),
        power: moment.power,
        chip: words::chip(language, &stage),
        role: stage.chip_role(),
        host: moment.host,
        place: place(lane, time),
        disk: stage.disk(),
        wire: wire(language, &stage),
        source: host(language, &stage, Host::Source),
        destination: host(language, &stage, Host::Destination),
        clients_at,
    }
}

/// A lane at a moment.
struct Stage<'a> {
    lane: &'a LaneTrace,
    time: SimTime,
    moment: &'a Moment<'a>,
}

impl Stage<'_> {
    /// Whether the migration goes on where the record ends.
    fn unobserved(&self) -> bool {
        self.moment.phase.is_none() && self.lane.metrics.status == Status::Running
    }

    /// Whether what the VM's programs had in memory is lost.
    fn is_lost(&self) -> bool {
        let outcome = &self.lane.metrics.outcome;
        let crashed = outcome.crash_after.is_none_or(|crash| self.time >= crash.at);
        self.moment.phase.is_none() && outcome.lost && crashed
    }

    /// Whether the VM runs, but not as fast as it could.
    fn is_slowed(&self) -> bool {
        self.moment.power == Power::Running && slowdown::is_slow(self.moment.state.speed)
    }

    fn chip_role(&self) -> Role {
        if self.is_lost() {
            Role::Dirty
        } else if self.is_slowed() {
            Role::Slowed
        } else {
            self.moment.power.role()
        }
    }

    fn rate(&self) -> Rate {
        if self.moment.phase.is_some() {
            self.moment.state.wire
        } else {
            Rate::ZERO
        }
    }

    /// All of the disk that moves.
    fn disk_size(&self) -> Bytes {
        self.lane.samples.first().map_or(Bytes::ZERO, |sample| sample.disk_left)
    }

    fn disk(&self) -> Option<DiskScene> {
        let size = self.disk_size();
        let left = Share::new(self.moment.state.disk_left / size);
        // A copy leaves the disk as it is: where the VM is on again, nothing is missing.
        let off = self.moment.power == Power::Off || self.moment.host == Host::Destination;
        (!size.is_zero()).then(|| DiskScene {
            source: if off { left } else { Share::new(1.0) },
            destination: left.rest(),
        })
    }

    fn happened(&self, kind: EventKind) -> bool {
        let past = |event: &&Event| event.at <= self.time;
        self.lane.events.iter().take_while(past).any(|event| event.kind == kind)
    }

    /// Whether the network knows where the VM is.
    fn reachable(&self) -> bool {
        let tells = |event: &Event| event.kind == EventKind::Reachable;
        match self.moment.host {
            Host::Destination if self.lane.events.iter().any(tells) => self.happened(EventKind::Reachable),
            Host::Source | Host::Destination => true,
        }
    }

    fn wire_state(&self) -> WireState {
        let broken = |event: &Event| match event.kind {
            EventKind::LinkDown => Some(true),
            EventKind::LinkUp | EventKind::Recovered => Some(false),
            _ => None,
        };
        let past = |event: &&Event| event.at <= self.time;
        let last = self.lane.events.iter().take_while(past).filter_map(broken).last();
        match self.moment.phase.map(|phase| phase.kind) {
            Some(PhaseKind::Stalled) => WireState::Broken,
            _ if last == Some(true) => WireState::Broken,
            Some(PhaseKind::Held(_)) => WireState::Held,
            _ => WireState::Whole,
        }
    }

    /// The part of what is sent now that the VM waits for.
    fn pulled(&self) -> Share {
        let samples = &self.lane.samples;
        let after = samples.partition_point(|sample| sample.at <= self.time);
        let Some((left, right)) = after
            .checked_sub(1)
            .and_then(|left| samples.get(left))
            .zip(samples.get(after))
        else {
            return Share::ZERO;
        };
        let pulled = right.sent[Cause::OnDemand] - left.sent[Cause::OnDemand];
        Share::new(pulled / (right.sent.total() - left.sent.total()))
    }
}

/// Whether the network sends requests to the destination.
fn announced(lane: &LaneTrace, time: SimTime) -> bool {
    let tells = |kind| matches!(kind, EventKind::Announced | EventKind::Reachable);
    lane.events.iter().any(|event| tells(event.kind) && event.at <= time)
}

fn host(language: Language, stage: &Stage<'_>, host: Host) -> HostScene {
    HostScene {
        title: words::name(host).get(language),
        lines: match host {
            Host::Source => words::source(language, stage),
            Host::Destination => words::destination(language, stage),
        },
        present: stage.moment.host == host,
        crashed: stage.happened(match host {
            Host::Source => EventKind::SourceCrashed,
            Host::Destination => EventKind::DestinationCrashed,
        }),
    }
}

fn wire(language: Language, stage: &Stage<'_>) -> WireScene {
    let rate = stage.rate();
    let (note, role) = words::carried(language, stage);
    let state = stage.wire_state();
    WireScene {
        rate: words::rate(language, stage),
        note,
        role: if rate.is_zero() { Role::Idle } else { role },
        density: Share::new(rate.as_f64() / stage.lane.line.as_f64()),
        pulled: if rate.is_zero() { Share::ZERO } else { stage.pulled() },
        state,
        sign: words::sign(language, stage, state),
    }
}

/// Where the VM is drawn. It glides while it stands still, around the moment
/// at which it passes to the other host; a guest that shuts down or boots
/// does so at its host.
fn place(lane: &LaneTrace, time: SimTime) -> Share {
    let Some(handover) = handover(lane) else {
        return Share::ZERO;
    };
    // A guest whose new host crashed starts again where it was.
    let back = lane
        .phases
        .iter()
        .find(|phase| phase.start >= handover && phase.host == Host::Source);
    if back.is_some_and(|phase| time >= phase.start) {
        return Share::ZERO;
    }
    let stands = |phase: &&Phase| matches!(phase.power, Power::Paused | Power::Off);
    let before = lane.phases.iter().rev().skip_while(|phase| phase.end > handover);
    let after = lane.phases.iter().skip_while(|phase| phase.start < handover);
    let from = before.take_while(stands).last().map_or(handover, |phase| phase.start);
    let until = after.take_while(stands).last().map_or(handover, |phase| phase.end);
    let glide = lane.end() * GLIDE;
    let (from, until) = (from.max(handover - glide), until.min(handover + glide));
    if time >= until {
        Share::new(1.0)
    } else {
        Share::new((time - from) / (until - from))
    }
}

/// When the VM passes to the destination, if it ever does.
fn handover(lane: &LaneTrace) -> Option<SimTime> {
    let there = lane.phases.iter().find(|phase| phase.host == Host::Destination);
    let at_the_end = (lane.metrics.status == Status::Completed).then_some(lane.metrics.total);
    there.map(|phase| phase.start).or(at_the_end)
}
