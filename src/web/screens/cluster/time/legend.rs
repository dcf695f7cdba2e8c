//! What the colours of the rows and strips mean: only what is there.

use yew::prelude::*;

use super::{Picture, rows, strips};
use crate::text::Language;
use crate::view::cluster::gantt::SegmentKind;
use crate::view::cluster::strips::AreaKind;
use crate::view::labels::Hatch;
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
    let bars = SegmentKind::in_order()
        .into_iter()
        .filter(|kind| kinds.contains(kind))
        .map(|kind| (rows::look(kind), kind.name(language)));
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

fn of_area(language: Language, kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Others => word!(language, "traffic of tenants"),
        AreaKind::Missed | AreaKind::Sends(_) => word!(language, "wanted, not had"),
    }
}
