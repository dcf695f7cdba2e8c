//! What the colours of the rows and strips mean: only what is there.

use yew::prelude::*;

use super::{Picture, rows, strips};
use crate::text::Language;
use crate::view::cluster::gantt::SegmentKind;
use crate::view::cluster::strips::AreaKind;
use crate::view::labels::{Hatch, Role};
use crate::web::screens::lab::hatch;
use crate::word;

#[derive(PartialEq, Properties)]
pub(super) struct LegendProps {
    pub picture: Picture,
    pub lanes: usize,
    pub language: Language,
}

#[component]
pub(super) fn Legend(props: &LegendProps) -> Html {
    let language = props.language;
    let segments = props
        .picture
        .rows
        .runs
        .iter()
        .flat_map(|run| &run.rows)
        .flat_map(|row| &row.segments);
    let kinds: Vec<SegmentKind> = segments.map(|segment| segment.kind).collect();
    let areas: Vec<AreaKind> = props
        .picture
        .strips
        .iter()
        .flat_map(|strip| &strip.areas)
        .map(|area| area.kind)
        .collect();
    let bars = in_order()
        .into_iter()
        .filter(|kind| kinds.contains(kind))
        .map(|kind| (rows::look(kind), of_row(language, kind)));
    let surfaces = [AreaKind::Others, AreaKind::Missed]
        .into_iter()
        .filter(|kind| areas.contains(kind));
    let surfaces = surfaces.map(|kind| (strips::look(kind), of_area(language, kind)));
    let marks: Vec<((String, Hatch), &str)> = bars.chain(surfaces).collect();
    let lines = props.lanes > 1 && props.picture.strips.iter().any(|strip| strip.lines.len() > 1);
    html! {
        <ul class="cluster-legend" aria-label={word!(language, "What the colours mean")}>
            for (index, ((class, hatch), name)) in marks.into_iter().enumerate() {
                <li key={index}>
                    <svg class={class} width="14" height="10" aria-hidden="true">
                        <rect class="ground" width="14" height="10" />
                        if let Some(fill) = hatch::fill(hatch) {
                            <rect width="14" height="10" {fill} />
                        }
                    </svg>
                    { name }
                </li>
            }
            if lines {
                for (letter, second) in [("A", None), ("B", Some("second"))] {
                    <li key={letter}>
                        <svg class={classes!("course", second)} width="24" height="10" aria-hidden="true"><path d="M0 5H24" /></svg>
                        { letter }
                    </li>
                }
            }
        </ul>
    }
}

/// In the order in which they come in a row.
fn in_order() -> Vec<SegmentKind> {
    let phases = Role::ALL.map(SegmentKind::Phase);
    let others = [
        SegmentKind::Down,
        SegmentKind::GivenUp,
        SegmentKind::Gone,
        SegmentKind::Boots,
    ];
    [SegmentKind::Waits].into_iter().chain(phases).chain(others).collect()
}

fn of_row(language: Language, kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Waits => word!(language, "waits"),
        SegmentKind::Down => word!(language, "VM down"),
        SegmentKind::GivenUp => word!(language, "in vain"),
        SegmentKind::Gone => word!(language, "down with its host"),
        SegmentKind::Boots => word!(language, "boots again"),
        SegmentKind::Phase(role) => match role {
            Role::Sent => word!(language, "first pass"),
            Role::Dirty | Role::DiskAgain => word!(language, "sent again"),
            Role::Arriving | Role::Fetched => word!(language, "post-copy"),
            Role::Disk => word!(language, "disk"),
            Role::Running => word!(language, "VM runs"),
            Role::Idle | Role::State | Role::Slowed | Role::Paused | Role::Off | Role::Booting => {
                word!(language, "nothing is sent")
            }
        },
    }
}

fn of_area(language: Language, kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Others => word!(language, "traffic of tenants"),
        AreaKind::Missed | AreaKind::Sends(_) => word!(language, "wanted, not had"),
    }
}
