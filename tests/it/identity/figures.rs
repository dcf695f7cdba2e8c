//! The bits of all figures of a link, as text.

use engine::cluster::{Detail, simulate};
use migrascope::link;
use migrascope::migration::{Metrics, Observation, measure};
use migrascope::params::{Choice, Lane};
use migrascope::view::cluster::figures;
use migrascope::view::export::table::Cell;

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
        out.push_str(&format!("{text}\n"));
        if is_cluster(text) {
            out.push_str(&cluster(text));
            continue;
        }
        let (experiment, _) = link::parse(text);
        for &lane in Lane::ALL {
            let metrics = measure(&experiment.scenario, lane, Observation::Auto);
            out.push_str(&format!("  {}{}\n", lane.token(), bits(&metrics)));
        }
    }
    out
}

/// Whether a link is about a cluster.
pub fn is_cluster(text: &str) -> bool {
    text.starts_with("#screen=cluster")
}

/// All figures of a cluster, and when each of its migrations began and ended.
fn cluster(text: &str) -> String {
    let (link, _) = link::cluster::parse(text);
    let record = simulate(&link.first.possible().0, Detail::All);
    let mut out = String::from("  figures");
    for (_, cell) in figures::fields(&record) {
        out.push_str(&match cell {
            Cell::Number(number) => format!(" {:x}", number.to_bits()),
            Cell::Count(count) => format!(" {count}"),
            Cell::Word(word) => format!(" {word}"),
            Cell::Nothing => " -".to_owned(),
        });
    }
    out.push_str("\n  moves");
    for one in &record.moves {
        out.push_str(&format!(" {:x}:{:x}", one.start.to_bits(), one.end.to_bits()));
    }
    out.push('\n');
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
