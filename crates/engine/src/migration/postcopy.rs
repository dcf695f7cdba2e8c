//! Post-copy: the VM runs at the destination while its memory follows.
//!
//! What is missing is pushed without the cap. A vCPU that touches a missing
//! page waits for it: a round trip, and what is queued ahead of it. The push
//! goes on after the page that was asked for, so the memory that is touched
//! most arrives first.

use super::conditions::NEVER;
use super::precopy::memory::Absent;
use super::precopy::sender::{BUFFER, Sender};
use super::report::{Cause, EventKind, Host, Metrics, PhaseKind, Power, Recorder, Sample, ZoneState};
use super::run::Run;
use super::{line, rates};
use crate::params::Pattern;
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// The destination places a zero page with one system call (measured).
const ZERO_PAGE_PLACED: SimTime = SimTime::s(1e-6);
/// Until the destination's last word has closed the migration (measured).
const CLOSING: SimTime = SimTime::ms(10.0);
/// Pages in one write of the sender: 64 buffers, a header and a page each.
const BATCH: f64 = 32.0;

/// Faults and the time that they block a vCPU.
#[derive(Clone, Copy, Debug, Default)]
struct Faults {
    number: f64,
    blocked: SimTime,
}

/// What arrives in one stage of a post-copy.
#[derive(Clone, Copy, Debug)]
enum What {
    /// The missing pages of a zone of memory.
    Zone(usize),
    /// The zero pages come last.
    ZeroPages,
    /// The destination's last word.
    Closing,
}

/// A stage on a line of its own.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    what: What,
    length: SimTime,
    bytes: Bytes,
    missing: Missing,
    /// How long the VM runs until it touches a missing page, on the mean.
    touch: SimTime,
}

/// How the VM meets the pages that arrive.
#[derive(Clone, Copy, Debug)]
enum Missing {
    /// It does not.
    Untouched,
    /// Touches of missing pages a second before and after, if the vCPU never waited.
    Scattered { before: f64, after: f64, pages: Pages },
    /// It walks through them in order.
    InOrder(Absent),
}

impl Arrival {
    /// Faults while it goes from a part to another, on a line of which a part is left.
    fn faults(&self, (from, to): (f64, f64), pace: f64, run: &Run<'_>) -> Faults {
        let (scenario, sender, part) = (run.scenario, sender(run.scenario), to - from);
        // What stands in the socket ahead of a page that is asked for drains no faster than the rest.
        let ahead = BUFFER.min(line::page_stream(scenario.used_memory().pages())) / (sender.line * pace);
        let (latency, factor) = (scenario.rtt + ahead, run.write_factor());
        match self.missing {
            Missing::Untouched => Faults::default(),
            Missing::Scattered { before, after, pages } => {
                let hazard = |at: f64| (before * (1.0 - at) + after * at) * factor;
                let faults = scattered(hazard(from), hazard(to), self.length * (part / pace), latency);
                Faults {
                    number: faults.number.min(pages.as_f64() * part),
                    ..faults
                }
            }
            Missing::InOrder(class) => {
                let page = sender.time(Pages::new(1.0)) * (1.0 / pace);
                let class = Absent {
                    writes: class.writes * factor,
                    ..class
                };
                let faults = in_order(&class, page, latency);
                Faults {
                    number: faults.number.min(class.missing.as_f64()) * part,
                    blocked: faults.blocked * part,
                }
            }
        }
    }
}

/// A post-copy after its switch-over. What is missing is the dirty memory of the moment of the switch.
#[derive(Clone, Debug)]
pub(super) struct Postcopy {
    /// Counted from zero: the write classes by heat, other memory, zero pages, the end.
    index: usize,
    arrival: Arrival,
    /// How much of it has arrived, and the figures when it began.
    done: f64,
    faults: Pages,
    faults_before: Pages,
    sent_before: [Bytes; 2],
    /// Since when the VM has run without a break.
    running_since: SimTime,
    /// Since when nothing has moved.
    waits_since: Option<SimTime>,
    /// The connection was lost, and will come back.
    is_lost: bool,
}

impl Postcopy {
    /// The VM runs at the destination.
    pub fn begin(run: &Run<'_>) -> Self {
        let mut postcopy = Self {
            index: 0,
            arrival: arrival(0, run),
            done: 0.0,
            faults: Pages::ZERO,
            faults_before: Pages::ZERO,
            sent_before: [Bytes::ZERO; 2],
            running_since: run.now,
            waits_since: None,
            is_lost: false,
        };
        postcopy.open(&run.figures);
        postcopy
    }

    fn open(&mut self, figures: &Metrics) {
        (self.done, self.faults) = (0.0, Pages::ZERO);
        self.faults_before = figures.page_faults;
        self.sent_before = [figures.traffic[Cause::OnDemand], figures.traffic[Cause::Pushed]];
    }

    /// Goes on with the next stage; `false` if there is none.
    pub fn turn(&mut self, run: &Run<'_>) -> bool {
        if matches!(self.arrival.what, What::Closing) {
            return false;
        }
        self.index += 1;
        self.arrival = arrival(self.index, run);
        self.open(&run.figures);
        true
    }

    pub const fn is_on_the_wire(&self) -> bool {
        !matches!(self.arrival.what, What::Closing)
    }

    /// What it wants of the line: zero pages that are placed more slowly than they come want nothing.
    pub fn wants(&self, run: &Run<'_>) -> Rate {
        let placed = ZERO_PAGE_PLACED * run.zero_left.as_f64();
        let rate = sender(run.scenario).line;
        match self.arrival.what {
            What::Zone(_) => rate,
            What::ZeroPages if placed < line::zero_stream(run.zero_left) / rate => rate,
            What::ZeroPages | What::Closing => Rate::ZERO,
        }
    }

    /// How fast it goes on, compared with its pace on a line of its own.
    fn pace(&self, run: &Run<'_>) -> f64 {
        let on_the_wire = self.is_on_the_wire();
        let pace = run.pace(on_the_wire);
        if on_the_wire {
            line::pace_of(sender(run.scenario).line, pace, run.scenario)
        } else {
            pace
        }
    }

    /// When the stage ends at the pace of now.
    pub fn segment_end(&self, run: &Run<'_>) -> SimTime {
        let pace = self.pace(run);
        run.now + self.arrival.length * ((1.0 - self.done).max(0.0) / pace)
    }

    /// The stage goes on up to a time, or to its end.
    pub fn pass(&mut self, to: Option<SimTime>, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        self.waits_since = None;
        if std::mem::take(&mut self.is_lost) {
            run.event(EventKind::Recovered, recorder);
        }
        let Arrival {
            length, bytes, what, ..
        } = self.arrival;
        let (start, before, pace) = (run.now, self.done, self.pace(run));
        let end = to.unwrap_or_else(|| self.segment_end(run));
        let done = match to {
            None => 1.0,
            Some(_) => (before + (end - start) / length * pace).min(1.0),
        };
        let faults = self.arrival.faults((before, done), pace, run);
        let span = length * ((done - before) / pace);
        let speed = Share::new(faults.blocked / span).rest();
        self.tell(bytes / length * pace, speed, run, recorder);
        run.now = end;
        self.done = done;
        self.faults += Pages::new(faults.number);
        let asked_for = match what {
            What::Zone(_) => line::page_stream(self.faults),
            What::ZeroPages | What::Closing => Bytes::ZERO,
        };
        run.figures.page_faults = self.faults_before + self.faults;
        run.figures.fault_blocked += faults.blocked;
        run.figures.traffic[Cause::OnDemand] = self.sent_before[0] + asked_for;
        run.figures.traffic[Cause::Pushed] = self.sent_before[1] + (bytes * done - asked_for);
        let (wire, speed) = if done >= 1.0 {
            (Rate::ZERO, Share::new(1.0))
        } else {
            (bytes / length * pace, speed)
        };
        self.tell(wire, speed, run, recorder);
    }

    /// Nothing moves up to a time: the VM runs until it touches a missing page, and waits for it.
    pub fn wait_until(&mut self, end: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let since = *self.waits_since.get_or_insert(run.now);
        let blocked = (since + self.arrival.touch).min(end).max(run.now);
        let (kind, cause) = run.waits_as();
        let runs = blocked > run.now || self.arrival.touch == NEVER;
        let speed = if runs { Share::new(1.0) } else { Share::ZERO };
        self.tell(Rate::ZERO, speed, run, recorder);
        run.wait_until(blocked);
        self.tell(Rate::ZERO, speed, run, recorder);
        if blocked < end {
            self.tell_phase(run, recorder);
            self.tell(Rate::ZERO, Share::ZERO, run, recorder);
            run.wait_until(end);
            self.tell(Rate::ZERO, Share::ZERO, run, recorder);
            run.figures.downtime[cause] += end - blocked;
            run.phase(kind, blocked, Power::Paused, Host::Destination, recorder);
            self.running_since = end;
        }
    }

    pub const fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// The connection is given up; the link will come back, and the post-copy waits for that.
    pub fn lose_connection(&mut self, run: &Run<'_>, recorder: &mut dyn Recorder) {
        if !std::mem::replace(&mut self.is_lost, true) {
            run.event(EventKind::ConnectionLost, recorder);
        }
    }

    /// The VM ran at the destination up to now.
    pub fn tell_phase(&self, run: &Run<'_>, recorder: &mut dyn Recorder) {
        run.phase(
            PhaseKind::PostCopy,
            self.running_since,
            Power::Running,
            Host::Destination,
            recorder,
        );
    }

    fn tell(&self, wire: Rate, speed: Share, run: &Run<'_>, recorder: &mut dyn Recorder) {
        if recorder.records() {
            let picture = self.picture(run);
            run.sample(Sample { wire, speed, ..picture }, recorder);
        }
    }

    /// What is told of now.
    pub fn picture(&self, run: &Run<'_>) -> Sample {
        let zero = run.zero_left;
        let mut zones = run.memory.zone_states(zero, SimTime::ZERO);
        let part = match self.arrival.what {
            What::Zone(_) => 1.0 - self.done,
            What::ZeroPages | What::Closing => 0.0,
        };
        for index in 0..=self.index.min(zones.len() - 1) {
            if let What::Zone(zone) = arrival(index, run).what {
                let left = if index == self.index { part } else { 0.0 };
                zones[zone].queued = zones[zone].queued * left;
            }
        }
        let zero_left = match self.arrival.what {
            What::Zone(_) => zero,
            What::ZeroPages => zero * (1.0 - self.done),
            What::Closing => Pages::ZERO,
        };
        if matches!(self.arrival.what, What::Closing) {
            zones.fill(ZoneState::default());
        }
        Sample {
            speed: Share::new(1.0),
            zones,
            zero_left,
            ..Sample::default()
        }
    }
}

/// The pace after the switch: compression ends there, and so do the cap and the mirror of a disk.
fn sender(scenario: &Scenario) -> Sender {
    if rates::is_packed(scenario) {
        Sender::uncompressed(scenario)
    } else {
        Sender::new(scenario, Share::new(1.0))
    }
}

/// What arrives in a stage, counted from zero.
fn arrival(index: usize, run: &Run<'_>) -> Arrival {
    let (scenario, memory, zero) = (run.scenario, &run.memory, run.zero_left);
    let sender = sender(scenario);
    let (classes, count) = memory.absent_by_heat();
    let classes = &classes[..count];
    let nothing = Arrival {
        what: What::Closing,
        length: CLOSING,
        bytes: Bytes::ZERO,
        missing: Missing::Untouched,
        touch: NEVER,
    };
    if let Some(class) = classes.get(index) {
        let hazard = |classes: &[Absent]| classes.iter().map(touches_missing).sum::<f64>();
        let missing = match class.pattern {
            Some(Pattern::Sequential) => Missing::InOrder(*class),
            _ => Missing::Scattered {
                before: hazard(&classes[index..]),
                after: hazard(&classes[index + 1..]),
                pages: class.missing,
            },
        };
        return Arrival {
            what: What::Zone(class.zone),
            length: sender.time(class.missing),
            bytes: line::page_stream(class.missing),
            missing,
            touch: next_touch(&classes[index..]),
        };
    }
    match index - count {
        0 => {
            let written: Pages = classes.iter().map(|class| class.missing).sum();
            let missing = memory.dirty() - written - zero;
            Arrival {
                what: What::Zone(count),
                length: sender.time(missing),
                bytes: line::page_stream(missing),
                ..nothing
            }
        }
        1 => Arrival {
            what: What::ZeroPages,
            length: (ZERO_PAGE_PLACED * zero.as_f64()).max(line::zero_stream(zero) / sender.line),
            bytes: line::zero_stream(zero),
            ..nothing
        },
        _ => nothing,
    }
}

/// How long the VM runs until it touches a missing page, on the mean.
fn next_touch(classes: &[Absent]) -> SimTime {
    let touches: f64 = classes
        .iter()
        .map(|class| class.writes * (class.missing / class.pages))
        .sum();
    if touches > 0.0 {
        SimTime::s(1.0 / touches)
    } else {
        NEVER
    }
}

/// Touches of missing pages a second, if the vCPU never waited.
fn touches_missing(class: &Absent) -> f64 {
    match class.pattern {
        Some(Pattern::Random) => class.writes * (class.missing / class.pages),
        _ => 0.0,
    }
}

/// Faults while the rate of touches on missing pages falls evenly from
/// `before` to `after` within a time: the integral of h/(1 + h·L), because the
/// vCPU stands still for the latency L at each.
fn scattered(before: f64, after: f64, time: SimTime, latency: SimTime) -> Faults {
    let wait = latency.as_s();
    let fall = (before - after) * wait;
    let number = if fall < 1e-4 {
        let mean = 0.5 * (before + after);
        time.as_s() * mean / (1.0 + mean * wait)
    } else {
        time / latency * (1.0 - libm::log((1.0 + before * wait) / (1.0 + after * wait)) / fall)
    };
    Faults {
        number,
        blocked: latency * number,
    }
}

/// A sequential writer faults once when it is among the missing pages; from
/// there the push runs ahead of it. If it is faster than the wire it meets
/// the end of every batch.
fn in_order(class: &Absent, page: SimTime, latency: SimTime) -> Faults {
    if class.writes == 0.0 {
        return Faults::default();
    }
    let once = class.missing / class.pages;
    let behind = page - SimTime::s(1.0 / class.writes);
    let batches = if behind.is_zero() {
        0.0
    } else {
        class.missing.as_f64() / BATCH
    };
    Faults {
        number: once + batches,
        blocked: latency * once + behind * class.missing.as_f64(),
    }
}
