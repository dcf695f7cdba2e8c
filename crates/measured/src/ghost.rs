//! A record as a run: what it tells of a live migration, in the shape in which the engine tells one, so that it can stand behind a
//! simulated one. What it does not tell is marked as unknown.

use crate::record::{Field, Record, Snapshot, Status as Seen};
use engine::migration::{
    Cause, DownCause, Downtime, Event, EventKind, Host, Metrics, Outcome, Phase, PhaseKind, Power, Primary, RoundRange,
    Sample, Status, Traffic, Unfinished, Why, Zone, ZoneState,
};
use engine::params::{Choice, Lane};
use engine::trace::LaneTrace;
use engine::units::{Bytes, Count, Pages, Rate, Share, SimTime};
use view::behind::Known;

/// A measured run, and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    /// The run.
    pub lane: LaneTrace,
    /// What of it is from the record.
    pub known: Known,
}

/// The run that a record tells of; `None` if it does not say how the migration stands, or has no figure of it.
#[must_use]
pub fn ghost(record: &Record) -> Option<Ghost> {
    let seen = record.status()?;
    let total = record.observed().filter(|total| !total.is_zero());
    let downtime = record.last_value::<SimTime>(Field::Downtime);
    let sent = record.last_value::<Bytes>(Field::Sent);
    let downtime_known = downtime.is_some() || !seen.is_end();
    let figures = [total.is_some(), downtime_known, false, sent.is_some()];
    if total.is_none() && downtime.is_none() && sent.is_none() {
        return None;
    }
    let total = total.unwrap_or_default();
    let downtime = downtime.unwrap_or_default().min(total);
    let samples = samples(record, total, seen);
    let told = |field| {
        let told = |moment: &&Snapshot| moment.at.is_some() && moment.figures.figure(field).is_some();
        record.snapshots.iter().filter(told).count()
    };
    let is_live = record.status() != Some(Seen::Postcopy) && record.last(Field::SentPostcopy).is_none();
    let passes = record.last_value::<Count>(Field::Syncs).map(Count::get);
    let known = Known {
        figures,
        left: told(Field::Left) > usize::from(seen == Seen::Completed),
        wire: told(Field::Sent) > 1,
        stages: is_live && passes.is_some() && !total.is_zero(),
    };
    let memory = record.last_value::<Bytes>(Field::Memory);
    let memory = memory.unwrap_or_else(|| samples[0].memory_left());
    let phases = phases(total, downtime, passes.unwrap_or(1), seen);
    Some(Ghost {
        known,
        lane: LaneTrace {
            name: Lane::Live.token().into(),
            lane: Lane::Live,
            own_hold: None,
            metrics: metrics(seen, total, downtime, sent.unwrap_or_default(), passes.unwrap_or(0)),
            memory: memory.pages(),
            line: samples.iter().map(|sample| sample.wire).max().unwrap_or_default(),
            zones: vec![Zone {
                pattern: None,
                start: Pages::ZERO,
                pages: memory.pages(),
            }],
            events: moments(&phases, seen),
            phases,
            rounds: Vec::new(),
            samples,
            odds: engine::migration::Odds::default(),
        },
    })
}

/// The figures, in the engine's terms. Why something was sent, and why the VM stood still, is not told: only sums are shown.
fn metrics(seen: Seen, total: SimTime, downtime: SimTime, sent: Bytes, syncs: u32) -> Metrics {
    let (status, why, primary) = match seen {
        Seen::Completed => (Status::Completed, Why::Finished, Primary::Destination),
        Seen::Cancelled => (Status::Cancelled, Why::Cancelled, Primary::Source),
        Seen::Failed => (Status::Failed, Why::LinkBroken, Primary::Source),
        Seen::Setup | Seen::Active | Seen::Device => (Status::Running, Why::ObservationEnded, Primary::Source),
        Seen::Postcopy => (Status::Running, Why::ObservationEnded, Primary::Split),
    };
    let mut metrics = Metrics {
        status,
        total,
        downtime: Downtime::default(),
        outage: downtime,
        traffic: Traffic::default(),
        syncs,
        outcome: Outcome {
            why,
            primary,
            unfinished: match status {
                Status::Running => Unfinished::CutShort,
                _ => Unfinished::No,
            },
            ..Outcome::default()
        },
        ..Metrics::default()
    };
    metrics.downtime[DownCause::FinalCopy] = downtime;
    metrics.traffic[Cause::FirstPass] = sent;
    metrics
}

/// Its passes, told together, and its stop.
fn phases(total: SimTime, downtime: SimTime, passes: u32, seen: Seen) -> Vec<Phase> {
    let stop = if seen == Seen::Completed {
        total - downtime
    } else {
        total
    };
    let rounds = RoundRange { first: 1, last: passes };
    let phase = |kind, start, end, power| Phase {
        kind,
        start,
        end,
        power,
        host: Host::Source,
    };
    let kind = if passes > 1 {
        PhaseKind::Rounds(rounds)
    } else {
        PhaseKind::FirstPass
    };
    let live = phase(kind, SimTime::ZERO, stop, Power::Running);
    let stopped = phase(PhaseKind::StopAndCopy, stop, total, Power::Paused);
    [live, stopped]
        .into_iter()
        .filter(|phase| phase.end > phase.start)
        .collect()
}

/// When it was stopped and resumed.
fn moments(phases: &[Phase], seen: Seen) -> Vec<Event> {
    let end = phases.last().map_or(SimTime::ZERO, |phase| phase.end);
    let stopped = phases.iter().find(|phase| phase.power == Power::Paused);
    let paused = stopped.map(|phase| (phase.start, EventKind::Paused));
    let resumed = (seen == Seen::Completed).then_some((end, EventKind::Resumed));
    let events = paused.into_iter().chain(resumed);
    events.map(|(at, kind)| Event { at, kind }).collect()
}

/// Pages of zeros that are still among what is left; where the text counts them they are taken out, as the model does.
fn zeros(record: &Record) -> Option<Bytes> {
    let counts = |moment: &Snapshot| {
        let figures = &moment.figures;
        figures.figure(Field::Left).is_none() || figures.figure(Field::Zero).is_some()
    };
    let past_first = record
        .last_value(Field::Syncs)
        .is_some_and(|passes: Count| passes.get() > 1);
    let all = record.snapshots.iter().all(counts) && past_first;
    record.last_value::<Bytes>(Field::Zero).filter(|_| all)
}

/// Its moments. At the start all memory is left; what a moment does not tell is as it was before.
fn samples(record: &Record, total: SimTime, seen: Seen) -> Vec<Sample> {
    let all = record.last_value::<Bytes>(Field::Memory);
    let first_left = || {
        record
            .snapshots
            .iter()
            .find_map(|moment| moment.figures.size(Field::Left))
    };
    let zeros = zeros(record).unwrap_or_default();
    let used = |left: Bytes, found: Bytes| left - (zeros - found);
    let mut left = used(all.or_else(first_left).unwrap_or_default(), Bytes::ZERO);
    let mut sent = Bytes::ZERO;
    let mut speed = Share::new(1.0);
    let mut samples = vec![sample(SimTime::ZERO, left, sent, speed)];
    for moment in &record.snapshots {
        let last = samples.last().map_or(SimTime::ZERO, |sample| sample.at);
        let Some(at) = moment.at.filter(|&at| at > last) else {
            continue;
        };
        let found = moment.figures.size(Field::Zero).unwrap_or(zeros);
        left = moment.figures.size(Field::Left).map_or(left, |left| used(left, found));
        sent = moment.figures.size(Field::Sent).unwrap_or(sent).max(sent);
        speed = moment.figures.share(Field::Throttle).map_or(speed, Share::rest);
        samples.push(sample(at, left, sent, speed));
    }
    if seen == Seen::Completed {
        // Nothing is left at the end, whether the last words said so or not.
        match samples.last_mut().filter(|last| last.at >= total) {
            Some(last) => last.zones = zones(Bytes::ZERO),
            None => samples.push(sample(total, Bytes::ZERO, sent, speed)),
        }
    } else if samples.len() == 1 {
        samples.push(sample(total, left, sent, speed));
    }
    // The rate from a moment to the next is what was sent between them.
    for index in 1..samples.len() {
        let (before, after) = (&samples[index - 1], &samples[index]);
        let time = after.at - before.at;
        let wire = if time.is_zero() {
            Rate::ZERO
        } else {
            (after.sent.total() - before.sent.total()) / time
        };
        samples[index - 1].wire = wire;
    }
    samples
}

fn sample(at: SimTime, left: Bytes, sent: Bytes, speed: Share) -> Sample {
    let mut traffic = Traffic::default();
    traffic[Cause::FirstPass] = sent;
    Sample {
        at,
        sent: traffic,
        speed,
        zones: zones(left),
        ..Sample::default()
    }
}

fn zones(left: Bytes) -> Vec<ZoneState> {
    vec![ZoneState {
        queued: left.pages(),
        ..ZoneState::default()
    }]
}
