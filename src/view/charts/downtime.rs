//! How long each lane stops the VM, and why.

use super::bars::{self, Measure, Part, Row};
use super::{Chart, Frame, Table, heads, sheet};
use crate::model::DownCause;
use crate::params::{Choice, Lane};
use crate::trace::{LaneTrace, Trace};
use crate::view::labels::Labelled;
use crate::view::{format, results};

/// Downtime per lane, split by cause. Where the lanes differ by more than
/// twenty times the axis is logarithmic, and says so: a bar then ends at its
/// total, and its parts are shares of the bar.
#[must_use]
pub fn downtime(trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
    let lanes: Vec<&LaneTrace> = lanes.iter().map(|&lane| trace.lane(lane)).collect();
    let rows: Vec<Row> = lanes.iter().map(|lane| row(lane)).collect();
    let summary = summary(&lanes, &rows);
    let mut spots = Vec::new();
    let svg = sheet::draw(frame, &summary, |sheet| spots = bars::draw(sheet, &rows, Measure::Time));
    Chart {
        svg,
        spots,
        caption: "Downtime",
        summary,
        table: table(&lanes),
        plot: None,
    }
}

fn row(lane: &LaneTrace) -> Row {
    Row {
        lane: lane.lane,
        parts: lane
            .metrics
            .downtime
            .iter()
            .filter(|(_, time)| !time.is_zero())
            .map(|(cause, time)| Part {
                role: cause.role(),
                label: cause.label().into_owned(),
                help: cause.explanation(),
                value: time.as_s(),
            })
            .collect(),
        text: results::downtime_text(lane),
    }
}

fn summary(lanes: &[&LaneTrace], rows: &[Row]) -> String {
    let parts: Vec<String> = lanes
        .iter()
        .map(|lane| {
            let text = results::downtime_text(lane);
            match results::main_cause(lane) {
                Some((cause, time)) if format::time(time) != text => {
                    format!(
                        "{} {text}, of which {} {}",
                        lane.lane.label().english(),
                        cause.label(),
                        format::time(time)
                    )
                }
                _ => format!("{} {text}", lane.lane.label().english()),
            }
        })
        .collect();
    let scale = if bars::needs_log(rows) {
        " On a log scale: each bar ends at its total, its parts are shares of the bar."
    } else {
        ""
    };
    format!("Downtime: {}.{scale}", parts.join("; "))
}

fn table(lanes: &[&LaneTrace]) -> Table {
    let causes: Vec<DownCause> = DownCause::ALL
        .into_iter()
        .filter(|&cause| lanes.iter().any(|lane| !lane.metrics.downtime[cause].is_zero()))
        .collect();
    let mut head = heads(&["Lane", "Downtime"]);
    head.extend(causes.iter().map(|cause| cause.label().into_owned()));
    head.push("Outage".to_owned());
    let rows = lanes
        .iter()
        .map(|lane| {
            let metrics = &lane.metrics;
            let mut row = vec![lane.lane.label().english().to_owned(), results::downtime_text(lane)];
            row.extend(causes.iter().map(|&cause| format::time(metrics.downtime[cause])));
            row.push(results::outage_text(lane));
            row
        })
        .collect();
    Table { head, rows }
}
