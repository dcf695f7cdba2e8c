//! The figures of a run as they are printed: names end in their unit.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::link;
use crate::model::{Bound, Cause, Metrics, Status};
use crate::params::{Choice, Lane};
use crate::scenario::Scenario;

/// One link with its outcome.
#[derive(Debug, Serialize)]
pub(super) struct LinkReport<L> {
    pub link: String,
    pub notices: Vec<String>,
    pub lanes: Vec<L>,
}

/// The figures of one lane, and how they split up.
#[derive(Debug, Serialize)]
pub(super) struct LaneReport {
    #[serde(flatten)]
    pub figures: Figures,
    pub downtime_by_s: BTreeMap<String, f64>,
    pub traffic_by_bytes: BTreeMap<String, f64>,
}

/// The figures of one lane: a line of the CSV.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    pub lane: &'static str,
    pub status: &'static str,
    pub total_time_s: f64,
    pub downtime_s: f64,
    pub outage_s: f64,
    pub bytes_sent: f64,
    pub memory_bytes: f64,
    pub disk_bytes: f64,
    pub state_bytes: f64,
    pub syncs: u32,
    pub page_faults: f64,
    pub fault_blocked_s: f64,
    pub throttle_max_pct: f64,
    pub bound_by: &'static str,
    pub ended_by: String,
    pub primary: String,
    pub vm: &'static str,
    pub recoverable: &'static str,
    pub held_s: f64,
}

/// One value of a table whose columns are only known at run time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Number(f64),
    Count(u64),
    Word(String),
    /// `null` in JSON, an empty field in CSV.
    Nothing,
}

impl<L> LinkReport<L> {
    pub(super) fn new(text: &str, report: impl Fn(&Scenario, Lane) -> (L, Metrics)) -> Self {
        let (experiment, mut notices) = link::parse(text);
        let lanes = experiment.display.lanes.iter();
        let (lanes, runs): (Vec<L>, Vec<Metrics>) = lanes.map(|&lane| report(&experiment.scenario, lane)).unzip();
        notices.extend(link::idle_events(&experiment.scenario, &runs));
        Self {
            link: format!("#{}", link::print(&experiment)),
            notices: notices.iter().map(ToString::to_string).collect(),
            lanes,
        }
    }
}

impl Figures {
    pub(super) fn new(lane: Lane, metrics: &Metrics) -> Self {
        Self {
            lane: lane.token(),
            status: status_word(metrics.status),
            total_time_s: metrics.total.as_s(),
            downtime_s: metrics.downtime.total().as_s(),
            outage_s: metrics.outage.as_s(),
            bytes_sent: metrics.traffic.total().as_f64(),
            memory_bytes: metrics.traffic.memory().as_f64(),
            disk_bytes: metrics.traffic[Cause::Disk].as_f64(),
            state_bytes: metrics.traffic[Cause::State].as_f64(),
            syncs: metrics.syncs,
            page_faults: metrics.page_faults.as_f64(),
            fault_blocked_s: metrics.fault_blocked.as_s(),
            throttle_max_pct: metrics.throttle_max.as_f64() * 100.0,
            bound_by: match metrics.bound {
                Bound::Line => "line",
                Bound::Cap => "cap",
                Bound::Processor => "processor",
            },
            ended_by: snake_case(&format!("{:?}", metrics.outcome.why)),
            primary: snake_case(&format!("{:?}", metrics.outcome.primary)),
            vm: match (metrics.outcome.lost, metrics.outcome.up) {
                (true, _) => "lost",
                (false, true) => "up",
                (false, false) => "down",
            },
            recoverable: if metrics.outcome.recoverable { "yes" } else { "no" },
            held_s: metrics.outcome.held.as_s(),
        }
    }

    /// The names of the columns, in order.
    pub(super) fn names() -> Vec<String> {
        let any = Self::new(Lane::Live, &Metrics::default());
        match serde_json::to_value(&any) {
            Ok(serde_json::Value::Object(fields)) => fields.keys().cloned().collect(),
            other => unreachable!("a struct of words and numbers serialises to an object, not {other:?}"),
        }
    }
}

impl LaneReport {
    pub(super) fn new(lane: Lane, metrics: &Metrics) -> Self {
        Self {
            figures: Figures::new(lane, metrics),
            downtime_by_s: metrics
                .downtime
                .iter()
                .filter(|(_, time)| !time.is_zero())
                .map(|(cause, time)| (snake_case(&format!("{cause:?}")), time.as_s()))
                .collect(),
            traffic_by_bytes: metrics
                .traffic
                .iter()
                .filter(|(_, bytes)| !bytes.is_zero())
                .map(|(cause, bytes)| (snake_case(&format!("{cause:?}")), bytes.as_f64()))
                .collect(),
        }
    }
}

/// The status as scripts read it.
pub(super) const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Completed => "completed",
        Status::Failed => "failed",
        Status::Cancelled => "cancelled",
        Status::Running => "running",
    }
}

pub(super) fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for (index, letter) in name.char_indices() {
        if letter.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
