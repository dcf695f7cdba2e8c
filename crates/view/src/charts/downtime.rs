//! How long each lane stops the VM, and why.

use super::bars::{self, Measure, Part, Row, Whisker};
use super::ghosts::{self, Ghost};
use super::{Chart, Frame, LANE, Table, heads, sheet};
use crate::beside::Beside;
use crate::labels::Labelled;
use crate::{format, kinds, results, verdict};
use engine::migration::{DownCause, PhaseKind, Power};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use text::Language;
use text::{say, text, word};

/// Downtime per lane, split by cause. Where the lanes differ by more than
/// twenty times the axis is logarithmic, and says so: a bar then ends at its
/// total, and its parts are shares of the bar.
#[must_use]
pub fn downtime(trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
    downtime_beside(&Beside::alone(trace), lanes, frame)
}

/// The same with the bars of the pinned run below those of the present one.
#[must_use]
pub fn downtime_beside(both: &Beside<'_>, lanes: &[Lane], frame: &Frame) -> Chart {
    let language = frame.language;
    let ghosts: Vec<Option<&LaneTrace>> = ghosts::of(both, lanes, |known| known.figures[1]);
    let lanes: Vec<&LaneTrace> = both.trace.of(lanes).collect();
    let rows = lanes.iter().zip(&ghosts);
    let rows: Vec<Row> = rows.map(|(lane, ghost)| row(language, lane, *ghost)).collect();
    let summary = summary(language, &lanes, &rows) + &ghosts::told(language, both.behind, &rows);
    let mut spots = Vec::new();
    let svg = sheet::draw(frame, &summary, |sheet| spots = bars::draw(sheet, &rows, Measure::Time));
    Chart {
        svg,
        spots,
        caption: word!(language, "Downtime"),
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
            .downtime
            .iter()
            .filter(|(_, time)| !time.is_zero())
            .map(|(cause, time)| Part {
                role: cause.role(),
                label: cause.label(language).into_owned(),
                help: cause.explanation(),
                value: time.as_s(),
                at: lane
                    .phases
                    .iter()
                    .find(|phase| phase.power != Power::Running && causes(phase.kind, cause))
                    .map(|phase| phase.start),
            })
            .collect(),
        text: results::downtime_and_verdict(language, lane),
        spread: whisker(language, lane),
        ghost: ghost.map(|ghost| Ghost {
            value: ghost.metrics.downtime.total().as_s(),
            text: results::downtime_and_verdict(language, ghost),
        }),
    }
}

/// Whether the VM stands still for this cause in this stage.
fn causes(stage: PhaseKind, cause: DownCause) -> bool {
    match cause {
        DownCause::Shutdown => stage == PhaseKind::Shutdown,
        DownCause::Configuration => matches!(stage, PhaseKind::Configuration | PhaseKind::Definition),
        DownCause::Disk => stage == PhaseKind::Disk,
        DownCause::Boot => stage == PhaseKind::Boot,
        DownCause::FinalCopy => stage == PhaseKind::StopAndCopy,
        DownCause::Transfer => stage == PhaseKind::Transfer,
        DownCause::Save => stage == PhaseKind::Save,
        DownCause::Restore => stage == PhaseKind::Restore,
        DownCause::DeviceState => stage == PhaseKind::DeviceState,
        DownCause::Resume => stage == PhaseKind::Resume,
        DownCause::Held => matches!(stage, PhaseKind::Held(_)),
        DownCause::LinkDown => stage == PhaseKind::Stalled,
    }
}

fn whisker(language: Language, lane: &LaneTrace) -> Option<Whisker> {
    let spread = verdict::spread(lane)?;
    let range = verdict::downtime_by_chance(language, lane);
    (!range.is_empty()).then(|| Whisker {
        from: spread.downtimes.0.as_s(),
        to: spread.downtimes.1.as_s(),
        open: spread.late.is_none(),
        text: verdict::chance_told(language, &range),
    })
}

fn summary(language: Language, lanes: &[&LaneTrace], rows: &[Row]) -> String {
    let parts: Vec<String> = lanes
        .iter()
        .map(|lane| {
            let text = results::downtime_and_verdict(language, lane);
            match results::main_cause(lane) {
                Some((cause, time)) if format::time(language, time) != text => {
                    say!(
                        language,
                        "{0} {1}, of which {2} {3}",
                        kinds::name(language, lane),
                        text,
                        cause.label(language),
                        format::time(language, time)
                    )
                }
                _ => format!("{} {text}", kinds::name(language, lane)),
            }
        })
        .collect();
    let scale = if bars::needs_log(rows) {
        word!(
            language,
            " On a log scale: each bar ends at its total, its parts are shares of the bar."
        )
    } else {
        ""
    };
    say!(language, "Downtime: {0}.{1}", parts.join("; "), scale)
}

fn table(language: Language, lanes: &[&LaneTrace]) -> Table {
    let causes: Vec<DownCause> = DownCause::ALL
        .into_iter()
        .filter(|&cause| lanes.iter().any(|lane| !lane.metrics.downtime[cause].is_zero()))
        .collect();
    let mut head = heads(language, &[LANE, text!("Downtime")]);
    head.extend(causes.iter().map(|cause| cause.label(language).into_owned()));
    head.push(word!(language, "Outage").to_owned());
    let rows = lanes
        .iter()
        .map(|lane| {
            let metrics = &lane.metrics;
            let mut row = vec![
                kinds::name(language, lane).to_owned(),
                results::downtime_and_verdict(language, lane),
            ];
            row.extend(
                causes
                    .iter()
                    .map(|&cause| format::time(language, metrics.downtime[cause])),
            );
            row.push(results::outage_text(language, lane));
            row
        })
        .collect();
    Table { head, rows }
}
