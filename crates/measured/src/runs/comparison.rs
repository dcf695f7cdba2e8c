//! A measured run beside its prediction: its set-up becomes a link, the link is simulated like any other, and the figures
//! are compared. Nothing is fitted to a run.

use super::budget::{Group, Spread, THROTTLE_STEPS};
use super::run::Run;
use engine::migration::{self, Metrics, Observation, Status};
use engine::params::Lane;
use engine::scenario::Scenario;
use engine::units::{Bytes, Share, SimTime};

/// With fewer faults, blocked time is a matter of chance.
pub const MANY_FAULTS: f64 = 20.0;

/// A measured run beside its prediction.
#[derive(Debug)]
pub struct Comparison {
    /// The measurement.
    pub run: Run,
    /// Its set-up.
    pub link: String,
    /// The prediction.
    pub predicted: Metrics,
    /// The predicted total as QEMU would report it.
    pub reported_total: SimTime,
    /// The predicted downtime as QEMU would report it.
    pub reported_downtime: SimTime,
}

/// The sender is woken when a third of its socket's buffer is free, so on
/// average a sixth of it takes the first bytes after the stop at once.
const FREE_AT_STOP: f64 = 1.0 / 6.0;

/// What the filter that shapes a measured link lets through at once after a pause of the wire.
const FILTER_BURST: Bytes = Bytes::new(256e3);

/// Simulates a measured run's set-up.
#[must_use]
pub fn compare(run: Run, until: Option<Observation>) -> Comparison {
    let (text, _) = run.link();
    let (experiment, _) = link::parse(&text);
    let observation = until.unwrap_or_else(|| run.observed_for().map_or(Observation::Auto, Observation::Until));
    let predicted = migration::measure(&experiment.scenario, run.lane(), observation);
    let (reported_total, reported_downtime) = as_reported(&experiment.scenario, &predicted);
    Comparison {
        run,
        link: text,
        predicted,
        reported_total,
        reported_downtime,
    }
}

/// Total and downtime by the clock of QEMU's source: it stops when the last
/// byte is in its socket's buffer. A capped sender leaves the wire idle at the
/// end of each window, so the filter takes its burst at once as well. A
/// post-copy ends with the destination's last word, so its total needs no
/// correction.
pub(crate) fn as_reported(scenario: &Scenario, predicted: &Metrics) -> (SimTime, SimTime) {
    let line = migration::wire::line_rate(scenario);
    let downtime = predicted.downtime.total();
    let free = (migration::SOCKET_BUFFER - predicted.buffered).max(migration::SOCKET_BUFFER * FREE_AT_STOP);
    let burst = FILTER_BURST.min((line - migration::wire::live_rate(scenario)) * migration::WINDOW);
    let reported = (downtime - (free + burst) / line).max(migration::wire::RESUME.min(downtime));
    (
        predicted.total - predicted.buffered / line - (downtime - reported),
        reported,
    )
}

impl Comparison {
    /// Which budget it counts for.
    #[must_use]
    pub fn group(&self) -> Group {
        Group::of(self.run.kind)
    }

    /// The error of total time, as a share; `None` where the reported times cannot be used.
    #[must_use]
    pub fn total_error(&self) -> Option<f64> {
        let measured = self.run.result.total();
        (self.run.has_times() && !measured.is_zero()).then(|| relative(self.reported_total.as_s(), measured.as_s()))
    }

    fn bytes_error(&self) -> f64 {
        relative(
            self.predicted.traffic.memory().as_f64(),
            self.run.result.transferred().as_f64(),
        )
    }

    /// A suspended VM is down all the time, whatever QEMU reports.
    fn downtime_error(&self) -> Option<f64> {
        let measured = self
            .run
            .result
            .downtime()
            .filter(|_| self.run.has_times() && self.run.lane() == Lane::Live)?;
        Some((self.reported_downtime.as_s() - measured.as_s()).abs())
    }

    /// How many times too long or too short, for runs with many faults.
    fn blocked_ratio(&self) -> Option<f64> {
        let measured = self
            .run
            .result
            .blocked()
            .filter(|_| self.run.result.ram.faults > MANY_FAULTS)?;
        let (a, b) = (self.predicted.fault_blocked.as_s(), measured.as_s());
        Some(if a > b { a / b } else { b / a })
    }

    /// How many steps of throttling the strongest one is off.
    fn throttle_error(&self) -> f64 {
        let steps = |share: Share| (share.as_f64() * 10.0 - 1.0 - 1e-9).max(0.0).ceil();
        (steps(self.predicted.throttle_max) - steps(self.run.throttle_max())).abs()
    }

    /// Whether the outcome is the measured one.
    #[must_use]
    pub fn same_ending(&self) -> bool {
        (self.predicted.status == Status::Completed) == (self.run.result.status == "completed")
    }
}

fn relative(predicted: f64, measured: f64) -> f64 {
    (predicted - measured).abs() / measured
}

/// The errors of a group.
#[derive(Clone, Debug)]
pub struct Errors {
    /// Which.
    pub group: Group,
    /// How many runs.
    pub runs: usize,
    /// How many ended as measured.
    pub same_ending: usize,
    /// Total time, as a share.
    pub total: Spread,
    /// Stream bytes of memory, as a share.
    pub bytes: Spread,
    /// Downtime in seconds.
    pub downtime_s: Spread,
    /// Blocked time as a factor; runs with many faults only.
    pub blocked_ratio: Option<Spread>,
    /// Steps of throttling in the worst run.
    pub throttle_steps: f64,
}

impl Errors {
    /// Whether the group's budget holds.
    #[must_use]
    pub fn within_budget(&self) -> bool {
        let budget = self.group.budget();
        self.same_ending == self.runs
            && self.total.holds(&budget.total)
            && self.bytes.holds(&budget.bytes)
            && self.downtime_s.holds(&budget.downtime_s)
            && self.throttle_steps <= THROTTLE_STEPS
            && self
                .blocked_ratio
                .is_none_or(|ratio| ratio.median <= budget.blocked_ratio)
    }
}

/// The errors of each group that has runs.
#[must_use]
pub fn summarise(comparisons: &[Comparison]) -> Vec<Errors> {
    let summary = |group| {
        let runs: Vec<&Comparison> = comparisons.iter().filter(|run| run.group() == group).collect();
        let blocked: Vec<f64> = runs.iter().filter_map(|run| run.blocked_ratio()).collect();
        Errors {
            group,
            runs: runs.len(),
            same_ending: runs.iter().filter(|run| run.same_ending()).count(),
            total: Spread::of(runs.iter().filter_map(|run| run.total_error()).collect()),
            bytes: Spread::of(runs.iter().map(|run| run.bytes_error()).collect()),
            downtime_s: Spread::of(runs.iter().filter_map(|run| run.downtime_error()).collect()),
            throttle_steps: runs.iter().map(|run| run.throttle_error()).fold(0.0, f64::max),
            blocked_ratio: (!blocked.is_empty()).then(|| Spread::of(blocked)),
        }
    };
    Group::ALL
        .into_iter()
        .map(summary)
        .filter(|errors| errors.runs > 0)
        .collect()
}
