//! The figures of a run as they are printed: names end in their unit.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Cause, Metrics, Status};
use crate::params::{Choice, Lane};

/// One link with its outcome.
#[derive(Debug, Serialize)]
pub(super) struct LinkReport {
    pub link: String,
    pub notices: Vec<String>,
    pub lanes: Vec<LaneReport>,
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
}

impl LaneReport {
    pub(super) fn new(lane: Lane, metrics: &Metrics) -> Self {
        let figures = Figures {
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
        };
        Self {
            figures,
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

fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for (index, letter) in name.char_indices() {
        if letter.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
