//! The rows of a run.

use yew::prelude::*;

use super::drawing::px;
use super::frame::{ARROW, Frame, GAP, Placed, Run};
use crate::view::cluster::gantt::{DrainEnd, Later, Note, Row, RunRows, Segment, SegmentKind};
use crate::view::labels::Hatch;
use crate::web::screens::lab::hatch;

/// A VM that stands still is never drawn thinner: 12 ms of downtime are the point of the story.
const THINNEST_DOWN: f64 = 2.0;
const THINNEST: f64 = 0.8;
/// Notes begin at one place if they are no further apart than this part of the clock.
const NEAR: f64 = 0.02;
/// Ticks closer to each other than this would be a surface.
const BETWEEN_TICKS: f64 = 3.0;

/// The rows of a run, and what stands over them; the first is the so many-th of all.
pub(super) fn run(
    frame: &Frame,
    run: &RunRows,
    place: &Run,
    letter: Option<&'static str>,
    before: usize,
    focus: usize,
    chosen: Option<u32>,
) -> Html {
    let head = place.top + 0.6 * frame.line();
    html! {
        <g key={letter.unwrap_or("run")} class="cluster-run" role="group" aria-label={letter}>
            if let Some(letter) = letter {
                <text class="letter" x="2" y={px(head)} dominant-baseline="central" aria-hidden="true">{ letter }</text>
                <line class="rule" x1="0" x2={px(frame.width)} y1={px(place.top - 2.0)} y2={px(place.top - 2.0)} />
            }
            for (index, (act, mark)) in place.acts.iter().zip(&run.acts).enumerate() {
                if let Some(until) = mark.until {
                    <rect key={format!("lasts{index}")} class="lasts" x={px(act.at)} width={px(frame.x(until) - act.at)} y={px(place.rows)} height={px(place.bottom - place.rows)} />
                }
            }
            for (index, row) in run.rows.iter().enumerate() {
                { row_html(frame, row, place.rows + index as f64 * frame.row, before + index == focus, chosen == Some(row.vm), index.checked_sub(1).map(|above| &run.rows[above])) }
            }
            if let Some(more) = &run.more {
                <text key="more" class="more" x={px(frame.left + GAP)} y={px(place.bottom - 0.5 * frame.line())} dominant-baseline="central">{ more.clone() }</text>
            }
            for (index, act) in place.acts.iter().enumerate() {
                { word_html(frame, place, act, "act", index) }
            }
            for (index, deadline) in place.deadlines.iter().flatten().enumerate() {
                { word_html(frame, place, deadline, "deadline", index) }
            }
            for (index, (drain, mark)) in place.drains.iter().zip(&run.drains).enumerate() {
                { word_html(frame, place, drain, drain_class(mark.end), index) }
            }
        </g>
    }
}

fn drain_class(end: DrainEnd) -> &'static str {
    match end {
        DrainEnd::Empty => "drain",
        DrainEnd::Died => "drain died",
        DrainEnd::Left => "drain left",
    }
}

/// A line through the rows, and its word above them.
fn word_html(frame: &Frame, place: &Run, word: &Placed, class: &'static str, index: usize) -> Html {
    let line = word
        .stands
        .map_or(place.rows, |stands| place.top + stands.line as f64 * frame.line());
    html! {
        <g key={format!("{class}{index}")} class={class} data-tip={word.text.clone()}>
            <line x1={px(word.at)} x2={px(word.at)} y1={px(line)} y2={px(place.bottom)} />
            if let Some(stands) = word.stands {
                <text x={px(stands.left)} y={px(line + 0.5 * frame.line())} dominant-baseline="central">{ word.text.clone() }</text>
            }
        </g>
    }
}

/// By how much the second run is later, as an arrow.
pub(super) fn later(frame: &Frame, later: &Later) -> Html {
    let word = frame.runs.get(1).and_then(|run| Some((run.top, run.later.as_ref()?)));
    let Some((top, stands)) = word.and_then(|(top, word)| Some((top, word.stands?))) else {
        return Html::default();
    };
    let [from, to] = [later.first, later.second].map(|at| frame.x(at));
    let middle = top + (stands.line as f64 + 0.5) * frame.line();
    let tip = if to > from { -5.0 } else { 5.0 };
    let (long, text) = ((to - from).abs(), frame.bold(&later.text));
    let (left, right) = (from.min(to), from.max(to));
    let on_arrow = long > text + ARROW;
    let start = if on_arrow {
        f64::midpoint(from, to) - text / 2.0
    } else {
        stands.left + long
    };
    // The words are cut out of the line.
    let shaft = if on_arrow {
        format!(
            "M{left:.1} {middle:.1}H{:.1}M{:.1} {middle:.1}H{right:.1}",
            start - GAP,
            start + text + GAP
        )
    } else {
        format!("M{left:.1} {middle:.1}H{right:.1}")
    };
    html! {
        <g key="later" class="cluster-later" data-tip={later.text.clone()}>
            <path d={format!("{shaft}M{to:.1} {middle:.1}m{tip} -3l{0} 3l{tip} 3", -tip)} />
            <text x={px(start)} y={px(middle)} dominant-baseline="central">{ later.text.clone() }</text>
        </g>
    }
}

fn row_html(frame: &Frame, row: &Row, top: f64, reached: bool, chosen: bool, above: Option<&Row>) -> Html {
    let middle = top + frame.row / 2.0;
    let name = frame.name(&row.name, row.from.as_deref());
    // Standing still is drawn over what is beside it.
    let (still, moving): (Vec<&Segment>, Vec<&Segment>) = row
        .segments
        .iter()
        .partition(|segment| segment.kind == SegmentKind::Down);
    html! {
        <g key={row.vm.to_string()} class={classes!("gantt-row", chosen.then_some("chosen"))} data-vm={row.vm.to_string()} role="option"
            aria-selected={chosen.to_string()} aria-label={format!("{}. {}", row.name, row.story)} tabindex={if reached { "0" } else { "-1" }}>
            <rect class="hit" x="0" width={px(frame.width)} y={px(top)} height={px(frame.row)} />
            if frame.has_names() || chosen {
                <text class={classes!("name", (frame.row < frame.em).then_some("dense"))} x={px(frame.left - GAP)} y={px(middle)} text-anchor="end" dominant-baseline="central">{ name }</text>
            }
            for (index, segment) in moving.into_iter().chain(still).enumerate() {
                { segment_html(index, frame, segment, top) }
            }
            for (index, note) in row.notes.iter().enumerate().filter(|(_, note)| frame.has_names() && (!note.on_bar || !says(above, note))) {
                { note_html(index, frame, note, middle) }
            }
        </g>
    }
}

/// The class and the hatch of a segment.
pub(super) fn look(kind: SegmentKind) -> (String, Hatch) {
    let class = match (kind, kind.role()) {
        (SegmentKind::Waits, _) => "waits".to_owned(),
        (SegmentKind::Down, _) => "down".to_owned(),
        (SegmentKind::Gone, _) => "gone".to_owned(),
        (SegmentKind::GivenUp, Some(role)) => format!("role-{} given-up", role.name()),
        (_, role) => role.map_or_else(String::new, |role| format!("role-{}", role.name())),
    };
    (class, kind.hatch())
}

fn segment_html(index: usize, frame: &Frame, segment: &Segment, top: f64) -> Html {
    let (class, hatch) = look(segment.kind);
    let (start, end) = (frame.x(segment.start), frame.x(segment.end));
    let (y, high) = match segment.kind {
        SegmentKind::Waits => (top + frame.row / 2.0 - 0.5, 1.0),
        SegmentKind::Gone => (top + frame.row * 0.3, frame.row * 0.4),
        _ => (top + 1.0, frame.row - 2.0),
    };
    let least = match segment.kind {
        SegmentKind::Down => THINNEST_DOWN,
        _ => THINNEST,
    };
    let long = (end - start).max(least);
    let (x, width, y, height) = (px(start), px(long), px(y), px(high));
    let mut last = start;
    let ticks: Vec<f64> = segment
        .ticks
        .iter()
        .map(|tick| frame.x(*tick))
        .filter(|&at| {
            let is_apart = at - last >= BETWEEN_TICKS && end - at >= 1.0;
            if is_apart {
                last = at;
            }
            is_apart
        })
        .collect();
    html! {
        <g key={index} class={class} data-tip={segment.title.clone()}>
            <rect class="ground" x={x.clone()} width={width.clone()} y={y.clone()} height={height.clone()} />
            if let Some(fill) = hatch::fill(hatch) {
                <rect {x} {width} {y} {height} {fill} />
            }
            for at in ticks {
                <line class="pass" x1={px(at)} x2={px(at)} y1={px(top + 1.0)} y2={px(top + frame.row - 1.0)} />
            }
        </g>
    }
}

/// What a row says that the row above it says too at that place goes without saying.
fn says(above: Option<&Row>, note: &Note) -> bool {
    let same =
        |other: &Note| other.on_bar && other.text == note.text && (other.at.as_f64() - note.at.as_f64()).abs() < NEAR;
    above.is_some_and(|above| above.notes.iter().any(same))
}

fn note_html(index: usize, frame: &Frame, note: &Note, middle: f64) -> Html {
    let (start, end) = (frame.x(note.at), frame.x(note.until));
    let gap = if note.on_bar { GAP } else { GAP + THINNEST_DOWN };
    let wide = frame.wide(&note.text);
    if start + gap + wide > end {
        return Html::default();
    }
    html! {
        <g key={format!("note{index}")} class={classes!("words", note.on_bar.then_some("on-bar"))}>
            if note.on_bar {
                <rect x={px(start + 1.0)} width={px(wide + 2.0 * GAP - 2.0)} y={px(middle - 0.5 * frame.row)} height={px(frame.row)} />
            }
            <text x={px(start + gap)} y={px(middle)} dominant-baseline="central">{ note.text.clone() }</text>
        </g>
    }
}
