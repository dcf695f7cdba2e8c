//! A stage that events cut into pieces: it is held, waits for the link, or
//! goes on more slowly, and takes that much longer.

use super::course::{Course, Load, Stop};
use super::halt::Halt;
use super::report::{Cause, DownCause, EventKind, Host, PhaseKind, Power, Recorder, ZoneState};
use super::script::{NEVER, PATIENCE};
use super::wire;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// Memory and disk when a stage began.
struct Before {
    zones: Vec<ZoneState>,
    zero: Pages,
    disk: Bytes,
}

/// How a stage goes on until the next change.
pub(super) struct Piece {
    pub pace: f64,
    pub end: SimTime,
    /// How much of the stage is done then.
    pub done: f64,
    pub halt: Option<Halt>,
}

impl<R: Recorder> Course<'_, R> {
    /// A stage in which the VM stands still, piece by piece.
    pub(super) fn pieces(&mut self, stop: Stop) -> Result<(), Halt> {
        let on_the_wire = stop.load.is_on_the_wire();
        let from = self.metrics.traffic;
        let before = Before {
            zones: self.now.zones.clone(),
            zero: self.now.zero_left,
            disk: self.now.disk_left,
        };
        let (mut done, mut stalled) = (0.0, None);
        loop {
            while let Some(due) = self.due() {
                self.obey(due, stop.kind)?;
            }
            self.script.feel_conditions(on_the_wire, false);
            let piece = self.piece(stop.length, done, on_the_wire, &mut stalled);
            self.stand(&stop, &piece, done, &before, from);
            done = piece.done;
            match piece.halt {
                Some(halt) => return Err(halt),
                None if done >= 1.0 => return Ok(()),
                None => {}
            }
        }
    }

    /// The stretch from now until something changes or the stage is done.
    pub(super) fn piece(&self, length: SimTime, done: f64, on_the_wire: bool, stalled: &mut Option<SimTime>) -> Piece {
        let (here, now) = (self.metrics.total, self.script.now);
        let pace = now.pace(on_the_wire);
        let next = self.script.next();
        if pace > 0.0 {
            *stalled = None;
            let end = here + length * ((1.0 - done).max(0.0) / pace);
            if end <= next {
                return Piece {
                    pace,
                    end,
                    done: 1.0,
                    halt: None,
                };
            }
            let done = done + (next - here) / length * pace;
            return Piece {
                pace,
                end: next,
                done: done.min(1.0),
                halt: None,
            };
        }
        let (end, halt) = if now.held.is_some() {
            *stalled = None;
            (next, Halt::LookedAway)
        } else {
            let since = *stalled.get_or_insert(here);
            let broken = (since + PATIENCE).max(here);
            (next.min(broken), Halt::LinkBroken)
        };
        let waits_for_ever = end == NEVER;
        let end = if waits_for_ever {
            self.script.limit.max(here)
        } else {
            end
        };
        let breaks = halt == Halt::LinkBroken && end < next;
        Piece {
            pace,
            end,
            done,
            halt: (waits_for_ever || breaks).then_some(halt),
        }
    }

    /// Tells a piece of a stage and counts it.
    fn stand(&mut self, stop: &Stop, piece: &Piece, done: f64, before: &Before, from: super::report::Traffic) {
        let start = self.metrics.total;
        let span = piece.end - start;
        let (kind, cause, power) = match (piece.pace > 0.0, self.script.now.held) {
            (true, _) => (stop.kind, stop.cause, stop.power),
            (false, Some(reason)) => (PhaseKind::Held(reason), DownCause::Held, standing(stop.power)),
            (false, None) => (PhaseKind::Stalled, DownCause::LinkDown, standing(stop.power)),
        };
        if self.records() {
            self.now.speed = Share::ZERO;
            self.now.wire = if piece.pace > 0.0 {
                Rate::bytes_per_s((stop.load.bytes() / stop.length).as_f64() * piece.pace)
            } else {
                Rate::ZERO
            };
            self.sample();
        }
        if let (true, Load::Memory(cause, bytes)) = (self.records(), stop.load) {
            // Memory goes in address order: the wire comes to the zero pages in the middle of a piece.
            let corner = used_part(before, bytes);
            if done < corner && corner < piece.done {
                self.metrics.total = start + span * ((corner - done) / (piece.done - done));
                self.metrics.traffic[cause] = from[cause] + bytes * corner;
                self.drain(before, bytes, corner);
                self.sample();
            }
        }
        self.metrics.total = piece.end;
        self.metrics.downtime[cause] += span;
        if cause == DownCause::Held {
            self.held += span;
        }
        if let Some(cause) = stop.load.cause() {
            self.metrics.traffic[cause] = from[cause] + stop.load.bytes() * piece.done;
        }
        if self.records() {
            match stop.load {
                Load::Memory(_, bytes) => self.drain(before, bytes, piece.done),
                Load::Disk(bytes) | Load::Blocks(bytes) => self.now.disk_left = before.disk - bytes * piece.done,
                Load::Nothing | Load::State(_) => {}
            }
            self.sample();
        }
        self.phase(kind, start, power, stop.host);
    }

    /// Memory when a part of the stage is done.
    fn drain(&mut self, before: &Before, bytes: Bytes, done: f64) {
        let corner = used_part(before, bytes);
        let left = if corner > 0.0 {
            (1.0 - done / corner).max(0.0)
        } else {
            0.0
        };
        for (zone, before) in self.now.zones.iter_mut().zip(&before.zones) {
            zone.queued = before.queued * left;
            zone.dirty = before.dirty * left;
        }
        let zeros = if corner < 1.0 {
            ((1.0 - done) / (1.0 - corner)).min(1.0)
        } else {
            0.0
        };
        self.now.zero_left = before.zero * zeros;
    }

    /// A stage in which the VM runs at the destination while its memory
    /// follows. `touch` is the time until it touches a missing page: from
    /// there on it stands still, as long as nothing moves. `show` tells the
    /// state when a part of the stage is done.
    pub(super) fn behind(
        &mut self,
        length: SimTime,
        touch: SimTime,
        mut show: impl FnMut(&mut Self, f64, f64),
    ) -> Result<(), Halt> {
        let (mut done, mut stalled, mut lost) = (0.0, None, false);
        loop {
            while let Some(due) = self.due() {
                self.obey(due, PhaseKind::PostCopy)?;
            }
            self.script.feel_conditions(true, false);
            let mut piece = self.piece(length, done, true, &mut stalled);
            if piece.pace > 0.0 {
                if lost {
                    self.event(EventKind::Recovered);
                    lost = false;
                }
                show(self, done, piece.pace);
                self.sample();
                self.metrics.total = piece.end;
                done = piece.done;
                show(self, done, piece.pace);
                self.sample();
                if done >= 1.0 {
                    return Ok(());
                }
                continue;
            }
            if piece.halt == Some(Halt::LinkBroken) && self.script.link_returns() {
                // The link comes back: the post-copy waits, and is recovered then.
                if !lost {
                    self.event_at(piece.end, EventKind::ConnectionLost);
                    lost = true;
                }
                (piece.end, piece.halt) = (self.script.next(), None);
            }
            self.wait_for_pages(piece.end, touch);
            if let Some(halt) = piece.halt {
                return Err(halt);
            }
        }
    }

    /// Nothing moves: the VM runs until it touches a missing page, and waits for it.
    fn wait_for_pages(&mut self, until: SimTime, touch: SimTime) {
        let held = self.script.now.held;
        let start = self.metrics.total;
        let blocked = (start + touch).min(until);
        if self.records() {
            (self.now.wire, self.now.speed) = (Rate::ZERO, Share::new(1.0));
            self.sample();
        }
        self.metrics.total = blocked;
        self.sample();
        if blocked < until {
            self.ran_behind();
            if self.records() {
                self.now.speed = Share::ZERO;
                self.sample();
            }
            self.metrics.total = until;
            self.sample();
            let (kind, cause) = match held {
                Some(reason) => (PhaseKind::Held(reason), DownCause::Held),
                None => (PhaseKind::Stalled, DownCause::LinkDown),
            };
            self.metrics.downtime[cause] += until - blocked;
            self.phase(kind, blocked, Power::Paused, Host::Destination);
            self.behind_since = Some(until);
        }
        if held.is_some() {
            self.held += until - start;
        }
    }
}

/// A guest that is held in the middle of its shutdown or its start stands still.
const fn standing(power: Power) -> Power {
    match power {
        Power::Off => Power::Off,
        Power::Running | Power::Paused | Power::ShuttingDown | Power::Booting => Power::Paused,
    }
}

/// The part of a stage that goes by before the wire comes to the zero pages.
fn used_part(before: &Before, bytes: Bytes) -> f64 {
    1.0 - (wire::zero_stream(before.zero).min(bytes)) / bytes
}

impl Load {
    /// Saved and read back, memory goes to shared storage and not to the other host.
    const fn is_on_the_wire(self) -> bool {
        !matches!(self, Self::Nothing | Self::Memory(Cause::Saved | Cause::ReadBack, _))
    }

    const fn cause(self) -> Option<Cause> {
        match self {
            Self::Nothing => None,
            Self::State(_) => Some(Cause::State),
            Self::Disk(_) => Some(Cause::Disk),
            Self::Blocks(_) => Some(Cause::DiskResent),
            Self::Memory(cause, _) => Some(cause),
        }
    }

    pub const fn bytes(self) -> Bytes {
        match self {
            Self::Nothing => Bytes::ZERO,
            Self::State(bytes) | Self::Disk(bytes) | Self::Blocks(bytes) | Self::Memory(_, bytes) => bytes,
        }
    }
}
