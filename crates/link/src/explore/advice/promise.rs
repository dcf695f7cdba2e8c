//! What a migration is wanted to keep.

use engine::migration::{Status, run};
use engine::params::Lane;
use engine::scenario::Scenario;
use engine::{Bytes, Metrics, Observation, Recorder, Sample, Share, SimTime};

/// What a migration is wanted to keep; each `None` is not asked for. An empty promise is that it ends. Where chance decides
/// when it ends, nine runs in ten are wanted to keep it.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Promise {
    /// It ends within this time.
    pub total: Option<SimTime>,
    /// The VM stands still for no longer.
    pub downtime: Option<SimTime>,
    /// Clients wait for no longer.
    pub outage: Option<SimTime>,
    /// No more goes over the wire.
    pub traffic: Option<Bytes>,
    /// The VM runs at least this fast while it runs.
    pub speed: Option<Share>,
}

/// How much of a promise is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// It does not end, or what was promised about its end is broken.
    Nothing,
    /// It ends.
    End,
    /// It ends in time.
    Time,
    /// All of it.
    All,
}

/// The figures of a live migration, and how slow its VM was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// The figures.
    pub metrics: Metrics,
    /// The least speed of the VM while it ran; 1 is full speed.
    pub slowest: Share,
    /// How long it ran below full speed.
    pub slowed: SimTime,
}

impl Outlook {
    /// What becomes of a live migration of this scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let mut speeds = Speeds::default();
        let metrics = run(scenario, Lane::Live, Observation::Auto, &mut speeds);
        Self {
            metrics,
            slowest: speeds.slowest.unwrap_or(Share::new(1.0)),
            slowed: speeds.slowed,
        }
    }
}

impl Promise {
    /// How much of it these figures keep.
    #[must_use]
    pub fn kept_by(&self, outlook: &Outlook) -> Kept {
        let Outlook { metrics, slowest, .. } = outlook;
        let spread = metrics.spread();
        let Some(late) = spread.late.filter(|late| late.status == Status::Completed) else {
            return Kept::Nothing;
        };
        if metrics.status != Status::Completed || metrics.outcome.lost {
            return Kept::Nothing;
        }
        let within = |limit: Option<SimTime>, time: SimTime| limit.is_none_or(|limit| time <= limit);
        if !within(self.total, late.total) {
            return Kept::End;
        }
        let (_, downtime) = spread.downtimes;
        // Clients wait for the VM, and then for as long as ever.
        let outage = metrics.outage + (downtime - metrics.downtime.total());
        let all = within(self.downtime, downtime)
            && within(self.outage, outage)
            && self
                .traffic
                .is_none_or(|most| late.sent.max(metrics.traffic.total()) <= most)
            && self.speed.is_none_or(|least| *slowest >= least);
        if all { Kept::All } else { Kept::Time }
    }
}

/// Listens for the speed of a VM that runs.
#[derive(Default)]
struct Speeds {
    slowest: Option<Share>,
    slowed: SimTime,
    last: Option<(SimTime, Share)>,
}

impl Recorder for Speeds {
    fn records(&self) -> bool {
        true
    }
    fn sample(&mut self, sample: Sample) {
        if let Some((since, speed)) = self.last
            && sample.at > since
            && !speed.is_zero()
        {
            self.slowest = Some(self.slowest.map_or(speed, |slowest| slowest.min(speed)));
            if speed < Share::new(1.0) {
                self.slowed += sample.at - since;
            }
        }
        self.last = Some((sample.at, sample.speed));
    }
}
