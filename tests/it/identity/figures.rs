//! The bits of all figures of a link, as text.

use migrascope::link;
use migrascope::model::{Metrics, Observation, measure};
use migrascope::params::{Choice, Lane};

/// The links of a record.
pub fn links(record: &str) -> impl Iterator<Item = &str> {
    record.lines().filter(|line| line.starts_with('#'))
}

/// The record with its figures computed again: its comments, then each link
/// with a line a lane.
pub fn again(record: &str) -> String {
    let mut out = String::new();
    for line in record.lines().filter(|line| line.starts_with("//")) {
        out.push_str(line);
        out.push('\n');
    }
    for text in links(record) {
        let (experiment, _) = link::parse(text);
        out.push_str(&format!("{text}\n"));
        for &lane in Lane::ALL {
            let metrics = measure(&experiment.scenario, lane, Observation::Auto);
            out.push_str(&format!("  {}{}\n", lane.token(), bits(&metrics)));
        }
    }
    out
}

/// Status, counters, and every quantity in hexadecimal; zeros short.
fn bits(metrics: &Metrics) -> String {
    let figures = [
        metrics.total.to_bits(),
        metrics.outage.to_bits(),
        metrics.page_faults.to_bits(),
        metrics.fault_blocked.to_bits(),
        metrics.throttle_max.to_bits(),
        metrics.buffered.to_bits(),
    ];
    let downtime = metrics.downtime.iter().map(|(_, time)| time.to_bits());
    let traffic = metrics.traffic.iter().map(|(_, bytes)| bytes.to_bits());
    let mut out = format!(" {:?} {}", metrics.status, metrics.syncs);
    for bits in figures.into_iter().chain(downtime).chain(traffic) {
        out.push_str(&format!(" {bits:x}"));
    }
    out
}
