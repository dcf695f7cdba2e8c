//! How much each lane sends, and why.

use super::bars::{self, Measure, Part, Row};
use super::{Chart, Frame, Table, heads, sheet};
use crate::model::Cause;
use crate::params::{Choice, Lane};
use crate::trace::{LaneTrace, Trace};
use crate::view::format;
use crate::view::labels::Labelled;

/// Bytes on the wire per lane, stacked by cause on a linear axis.
#[must_use]
pub fn traffic(trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
    let lanes: Vec<&LaneTrace> = lanes.iter().map(|&lane| trace.lane(lane)).collect();
    let rows: Vec<Row> = lanes.iter().map(|lane| row(lane)).collect();
    let summary = summary(&lanes);
    let mut spots = Vec::new();
    let svg = sheet::draw(frame, &summary, |sheet| spots = bars::draw(sheet, &rows, Measure::Size));
    Chart {
        svg,
        spots,
        caption: "Traffic, by cause",
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
            .traffic
            .iter()
            .filter(|(_, bytes)| !bytes.is_zero())
            .map(|(cause, bytes)| Part {
                role: cause.role(),
                label: cause.label().into_owned(),
                help: cause.explanation(),
                value: bytes.as_f64(),
            })
            .collect(),
        text: format::size(lane.metrics.traffic.total()),
    }
}

fn summary(lanes: &[&LaneTrace]) -> String {
    let parts: Vec<String> = lanes
        .iter()
        .map(|lane| {
            let traffic = &lane.metrics.traffic;
            let again = traffic[Cause::Resent];
            let tail = if again.is_zero() {
                String::new()
            } else {
                format!(", of which {} for the second time or more", format::size(again))
            };
            format!(
                "{} {}{tail}",
                lane.lane.label().english(),
                format::size(traffic.total())
            )
        })
        .collect();
    format!("Sent: {}.", parts.join("; "))
}

fn table(lanes: &[&LaneTrace]) -> Table {
    let causes: Vec<Cause> = Cause::ALL
        .into_iter()
        .filter(|&cause| lanes.iter().any(|lane| !lane.metrics.traffic[cause].is_zero()))
        .collect();
    let mut head = heads(&["Lane", "Sent"]);
    head.extend(causes.iter().map(|cause| cause.label().into_owned()));
    let rows = lanes
        .iter()
        .map(|lane| {
            let traffic = &lane.metrics.traffic;
            let mut row = vec![lane.lane.label().english().to_owned(), format::size(traffic.total())];
            row.extend(causes.iter().map(|&cause| format::size(traffic[cause])));
            row
        })
        .collect();
    Table { head, rows }
}
