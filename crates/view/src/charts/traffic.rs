//! How much each lane sends, and why.

use super::bars::{self, Measure, Part, Row, Whisker};
use super::ghosts::{self, Ghost};
use super::{Chart, Frame, LANE, Table, heads, sheet};
use crate::beside::Beside;
use crate::labels::Labelled;
use crate::{format, kinds, verdict};
use engine::migration::Cause;
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::SimTime;
use text::Language;
use text::{say, text, word};

/// Bytes on the wire per lane, stacked by cause on a linear axis.
#[must_use]
pub fn traffic(trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
    traffic_beside(&Beside::alone(trace), lanes, frame)
}

/// The same with the bars of the pinned run below those of the present one.
#[must_use]
pub fn traffic_beside(both: &Beside<'_>, lanes: &[Lane], frame: &Frame) -> Chart {
    let language = frame.language;
    let ghosts: Vec<Option<&LaneTrace>> = ghosts::of(both, lanes, |known| known.figures[3]);
    let lanes: Vec<&LaneTrace> = both.trace.of(lanes).collect();
    let rows = lanes.iter().zip(&ghosts);
    let rows: Vec<Row> = rows.map(|(lane, ghost)| row(language, lane, *ghost)).collect();
    let summary = summary(language, &lanes) + &ghosts::told(language, both.behind, &rows);
    let mut spots = Vec::new();
    let svg = sheet::draw(frame, &summary, |sheet| spots = bars::draw(sheet, &rows, Measure::Size));
    Chart {
        svg,
        spots,
        caption: word!(language, "Traffic, by cause"),
        summary,
        table: ghosts::with_ghosts(language, both.behind, table(language, &lanes), &rows),
        plot: None,
    }
}

fn row(language: Language, lane: &LaneTrace, ghost: Option<&LaneTrace>) -> Row {
    Row {
        lane: lane.lane,
        name: kinds::name(language, lane),
        parts: lane
            .metrics
            .traffic
            .iter()
            .filter(|(_, bytes)| !bytes.is_zero())
            .map(|(cause, bytes)| Part {
                role: cause.role(),
                label: cause.label(language).into_owned(),
                help: cause.explanation(),
                value: bytes.as_f64(),
                at: begins(lane, cause),
            })
            .collect(),
        text: format::size(language, lane.metrics.traffic.total()),
        spread: whisker(language, lane),
        ghost: ghost.map(|ghost| Ghost {
            value: ghost.metrics.traffic.total().as_f64(),
            text: format::size(language, ghost.metrics.traffic.total()),
        }),
    }
}

/// When the first byte of this cause is sent.
fn begins(lane: &LaneTrace, cause: Cause) -> Option<SimTime> {
    let sent = |index: usize| !lane.samples[index].sent[cause].is_zero();
    let first = (0..lane.samples.len()).find(|&index| sent(index))?;
    Some(lane.samples[first.saturating_sub(1)].at)
}

fn whisker(language: Language, lane: &LaneTrace) -> Option<Whisker> {
    let spread = verdict::spread(lane)?;
    let early = spread.early?;
    let range = verdict::by_chance(language, lane, |run| format::size(language, run.sent));
    let late = spread.late.map(|run| run.sent);
    Some(Whisker {
        from: early.sent.as_f64(),
        to: late.unwrap_or(lane.metrics.traffic.total()).as_f64(),
        open: late.is_none(),
        text: verdict::chance_told(language, &range),
    })
}

fn summary(language: Language, lanes: &[&LaneTrace]) -> String {
    let parts: Vec<String> = lanes
        .iter()
        .map(|lane| {
            let traffic = &lane.metrics.traffic;
            let again = traffic[Cause::Resent];
            let tail = if again.is_zero() {
                String::new()
            } else {
                say!(
                    language,
                    ", of which {0} for the second time or more",
                    format::size(language, again)
                )
            };
            format!(
                "{} {}{tail}",
                kinds::name(language, lane),
                format::size(language, traffic.total())
            )
        })
        .collect();
    say!(language, "Sent: {0}.", parts.join("; "))
}

fn table(language: Language, lanes: &[&LaneTrace]) -> Table {
    let causes: Vec<Cause> = Cause::ALL
        .into_iter()
        .filter(|&cause| lanes.iter().any(|lane| !lane.metrics.traffic[cause].is_zero()))
        .collect();
    let mut head = heads(language, &[LANE, text!("Sent")]);
    head.extend(causes.iter().map(|cause| cause.label(language).into_owned()));
    let rows = lanes
        .iter()
        .map(|lane| {
            let traffic = &lane.metrics.traffic;
            let mut row = vec![
                kinds::name(language, lane).to_owned(),
                format::size(language, traffic.total()),
            ];
            row.extend(causes.iter().map(|&cause| format::size(language, traffic[cause])));
            row
        })
        .collect();
    Table { head, rows }
}
