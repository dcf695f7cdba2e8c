//! The second cue beside colour, for legends and for bars.

use yew::prelude::*;

use crate::view::labels::Hatch;

/// The side of a tile, in CSS pixels.
const TILE: &str = "12";

/// Those that have a tile, by the name in its id.
pub const NAMED: [(Hatch, &str); 4] = [
    (Hatch::Rising, "rising"),
    (Hatch::Falling, "falling"),
    (Hatch::Upright, "upright"),
    (Hatch::Crossed, "crossed"),
];

/// The strokes on a tile.
#[must_use]
pub fn strokes(hatch: Hatch) -> &'static str {
    match hatch {
        Hatch::Plain => "",
        Hatch::Rising => "M0 6l6-6M0 12L12 0M6 12l6-6",
        Hatch::Falling => "M6 0l6 6M0 0l12 12M0 6l6 6",
        Hatch::Upright => "M3 0v12M9 0v12",
        Hatch::Level => "M0 3h12M0 9h12",
        Hatch::Dotted => "M2 2h2M8 2h2M5 8h2M11 8h1M0 8h1",
        Hatch::Crossed => "M0 6l6-6M0 12L12 0M6 12l6-6M6 0l6 6M0 0l12 12M0 6l6 6",
    }
}

/// What a bar with this hatch is filled with, once [`patterns`] are on the page.
#[must_use]
pub fn fill(hatch: Hatch) -> Option<String> {
    name(hatch).map(|name| format!("url(#hatch-{name})"))
}

/// What its tile is called in ids.
#[must_use]
pub fn name(hatch: Hatch) -> Option<&'static str> {
    NAMED.iter().find(|(named, _)| *named == hatch).map(|(_, name)| *name)
}

/// The tiles that [`fill`] names.
pub fn patterns() -> Html {
    html! {
        <svg key="patterns" class="hidden" aria-hidden="true">
            for (hatch, name) in NAMED {
                <pattern key={name} id={format!("hatch-{name}")} patternUnits="userSpaceOnUse" width={TILE} height={TILE}>
                    <path d={strokes(hatch)} stroke="#000" stroke-opacity="0.45" fill="none" />
                </pattern>
            }
        </svg>
    }
}
