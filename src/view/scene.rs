//! All that one lane shows at a time, as plain data: the VM's power and
//! place, the wire, what stands beside the hosts, and its clients.

mod words;

use std::borrow::Cow;

use super::labels::{Labelled, Role};
use crate::model::{EventKind, Host, Phase, Power, Status};
use crate::trace::{LaneTrace, Moment};
use crate::units::{Bytes, Rate, Share, SimTime};

/// Part of a lane's length that the VM takes at most to glide to the other
/// host, before and after the handover.
const GLIDE: f64 = 0.03;
/// Packets that stand for all bytes of a lane.
const PACKETS: f64 = 400.0;
/// Clients that are drawn.
const CLIENTS: usize = 5;

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
    /// What happens to a request of each client now.
    pub clients: Vec<Request>,
    /// The host that their requests go to.
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
    /// How fast it carries data: `117 MB/s`, or that nothing moves.
    pub rate: String,
    /// What it carries, in a few words; empty if nothing moves.
    pub note: String,
    /// The colour of the packets.
    pub role: Role,
    /// Its rate as a part of what the line can carry.
    pub density: Share,
    /// How far the packets have moved, as a part of the distance between two.
    pub phase: Share,
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
}

/// What happens to a client's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// It is answered.
    Answered,
    /// It is answered late: the VM is throttled or waits for missing pages.
    Slow,
    /// It is lost: the VM is down, or the network does not know yet where it is.
    Lost,
}

/// The lane at a time.
#[must_use]
pub fn scene(lane: &LaneTrace, time: SimTime) -> Scene {
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
        subtitle: words::subtitle(&stage),
        power: moment.power,
        chip: moment.power.label(),
        role: moment.power.role(),
        host: moment.host,
        place: place(lane, time),
        disk: stage.disk(),
        wire: wire(&stage),
        source: host(&stage, Host::Source),
        destination: host(&stage, Host::Destination),
        clients: clients(&stage),
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
        let source = Share::new(self.moment.state.disk_left / size);
        (!size.is_zero()).then(|| DiskScene {
            source,
            destination: source.rest(),
        })
    }

    /// Whether the network knows where the VM is.
    fn reachable(&self) -> bool {
        let found = |kind| {
            self.lane
                .events
                .iter()
                .any(|event| event.kind == kind && event.at <= self.time)
        };
        let tells = |kind| self.lane.events.iter().any(|event| event.kind == kind);
        match self.moment.host {
            Host::Source => true,
            Host::Destination if tells(EventKind::Reachable) => found(EventKind::Reachable),
            Host::Destination => true,
        }
    }
}

/// Whether the network sends requests to the destination.
fn announced(lane: &LaneTrace, time: SimTime) -> bool {
    let tells = |kind| matches!(kind, EventKind::Announced | EventKind::Reachable);
    lane.events.iter().any(|event| tells(event.kind) && event.at <= time)
}

fn host(stage: &Stage<'_>, host: Host) -> HostScene {
    HostScene {
        title: words::name(host),
        lines: match host {
            Host::Source => words::source(stage),
            Host::Destination => words::destination(stage),
        },
        present: stage.moment.host == host,
    }
}

fn wire(stage: &Stage<'_>) -> WireScene {
    let rate = stage.rate();
    let packet = stage.lane.metrics.traffic.total() / PACKETS;
    let sent = stage.moment.state.sent.total() / packet;
    let (note, role) = words::carried(stage);
    WireScene {
        rate: words::rate(stage),
        note: if rate.is_zero() { String::new() } else { note },
        role: if rate.is_zero() { Role::Idle } else { role },
        density: Share::new(rate.as_f64() / stage.lane.line.as_f64()),
        phase: Share::new(if sent.is_finite() {
            sent - libm::floor(sent)
        } else {
            0.0
        }),
    }
}

/// As many clients wait as the VM is slower than at full speed.
fn clients(stage: &Stage<'_>) -> Vec<Request> {
    if stage.moment.power != Power::Running || !stage.reachable() {
        return vec![Request::Lost; CLIENTS];
    }
    let slowed = stage.moment.state.speed.rest().as_f64();
    let slow = libm::round(slowed * CLIENTS as f64) as usize;
    let request = |client| {
        if client < slow {
            Request::Slow
        } else {
            Request::Answered
        }
    };
    (0..CLIENTS).map(request).collect()
}

/// Where the VM is drawn. It glides while it stands still, around the moment
/// at which it passes to the other host; a guest that shuts down or boots
/// does so at its host.
fn place(lane: &LaneTrace, time: SimTime) -> Share {
    let Some(handover) = handover(lane) else {
        return Share::ZERO;
    };
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
