//! The phases of all lanes as bars on the one clock, with the playhead.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};
use yew::prelude::*;

use super::marks::{self, Marks};
use crate::params::{Choice, Lane};
use crate::state::lab::{Action, Events};
use crate::units::{Share, SimTime};
use crate::view::kinds;
use crate::view::timeline::{self, AxisTick, Bar, LaneBars, Tick};
use crate::web::clock::{Beat, Span};
use crate::web::screens::lab::expected::{Expected, on_clock};
use crate::web::screens::lab::hatch;
use crate::web::screens::lab::show::Show;
use crate::web::widgets::place::use_place;
use crate::web::widgets::size::use_size;
use crate::word;

/// A letter on a bar is about this wide, in rem.
const LETTER: f64 = 0.457;
/// The gap below a row, in CSS pixels; the heights of a row and of the axis, in rem (`clock.css`).
const ROW_GAP: f64 = 2.0;
const ROW: f64 = 1.143;
const AXIS: f64 = 1.429;
/// A bar is never thinner than this: 12 ms of downtime are the point of the story.
const THINNEST: f64 = 1.5;
/// Ticks nearer to each other than this, in CSS pixels, would be a comb.
const BETWEEN: f64 = 6.0;

/// What the timeline shows.
#[derive(PartialEq, Properties)]
pub struct TimelineViewProps {
    /// What is played.
    pub show: Show,
    /// The moment.
    pub now: SimTime,
    /// What is played again and again.
    pub looped: Option<Span>,
    /// What happens to the migrations.
    pub events: Events,
    /// Called with what the user does to the clock.
    pub on_beat: Callback<Beat>,
    /// Called with what the user does to an event.
    pub on_action: Callback<Action>,
    /// Called with the lane and the moment that the user points out.
    pub on_choose: Callback<(Lane, SimTime)>,
}

/// Bars to point at, and the playhead.
#[component]
pub fn TimelineView(props: &TimelineViewProps) -> Html {
    let head = use_node_ref();
    let area = use_node_ref();
    let end = props.show.clock_end();
    let expected = use_context::<Option<Expected>>().flatten();
    use_place(&head, "--at", Share::new(props.now / end));
    let unseen = use_node_ref();
    let seen = props.show.seen.as_ref().map_or(end, |seen| seen.until);
    use_place(&unseen, "--at", Share::new(seen / end));
    let looped = use_node_ref();
    let (from, until) = props.looped.unwrap_or_default();
    use_place(&looped, "--at", Share::new(from / end));
    use_place(&looped, "--until", Share::new(until / end));
    let seek = {
        let (area, on_beat, on_choose) = (area.clone(), props.on_beat.clone(), props.on_choose.clone());
        move |event: &PointerEvent| {
            if let Some(area) = area.cast::<Element>() {
                let place = area.get_bounding_client_rect();
                let share = (f64::from(event.client_x()) - place.left()) / place.width();
                let moment = end * share.clamp(0.0, 1.0);
                on_beat.emit(Beat::Seek(moment));
                if let Some(lane) = lane_of(event) {
                    on_choose.emit((lane, moment));
                }
            }
        }
    };
    let onpointerdown = {
        let seek = seek.clone();
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            if let Some(area) = event
                .current_target()
                .and_then(|target| target.dyn_into::<Element>().ok())
            {
                // Without the capture a drag ends at the border of the area, nothing worse.
                let _ = area.set_pointer_capture(event.pointer_id());
            }
            seek(&event);
        })
    };
    let onpointermove = Callback::from(move |event: PointerEvent| {
        if event.buttons() & 1 == 1 {
            seek(&event);
        }
    });
    html! {
        <>
            <div key="names" class="names" data-below={marks::rows(&props.events, end, props.show.language).to_string()} aria-hidden="true">
                for lane in props.show.lanes.iter() {
                    <span key={lane.token()} data-of={lane.token()}>{ kinds::name(props.show.language, props.show.trace.lane(*lane)) }</span>
                }
            </div>
            <div key="bars" class="bars" ref={area} {onpointerdown} {onpointermove}>
                <Marks events={props.events.clone()} {end} language={props.show.language} on_action={props.on_action.clone()} />
                <Bars show={props.show.clone()} events={props.events.clone()} on_beat={props.on_beat.clone()} on_action={props.on_action.clone()}
                    on_choose={props.on_choose.clone()} />
                <div class="loop" ref={looped} hidden={props.looped.is_none()}></div>
                <div class="unseen" ref={unseen} hidden={props.show.seen.is_none()} data-tip={word!(props.show.language, "Not yet seen")}></div>
                { on_clock(expected, props.show.language, end) }
                <div class="playhead" ref={head}></div>
            </div>
        </>
    }
}

/// What the bars show: nothing that moves.
#[derive(PartialEq, Properties)]
struct BarsProps {
    show: Show,
    events: Events,
    on_action: Callback<Action>,
    on_beat: Callback<Beat>,
    on_choose: Callback<(Lane, SimTime)>,
}

/// The lane to whose row something belongs.
fn lane_of(event: &Event) -> Option<Lane> {
    let row = event.target_dyn_into::<Element>()?.closest(".row").ok()??;
    let token = row.get_attribute("data-of")?;
    Lane::ALL.iter().copied().find(|lane| lane.token() == token)
}

#[component]
fn Bars(props: &BarsProps) -> Html {
    let frame = use_node_ref();
    let [width, height] = use_size(&frame).map_or([0.0; 2], |size| [size.width, size.height].map(f64::from));
    // The size of type is the height's: rows are as high as their letters need.
    let rows = props.show.lanes.len() as f64;
    let letter = LETTER * (height - rows * ROW_GAP) / (rows * ROW + AXIS);
    let timeline = use_memo(props.show.clone(), |show| {
        timeline::timeline_beside(show.language, &show.both(), &show.lanes)
    });
    html! {
        <div class="rows" ref={frame}>
            for lane in &timeline.lanes {
                { row(lane, width, letter, props) }
            }
            <svg key="axis" class="axis" width="100%" aria-hidden="true">
                for (index, tick) in timeline.axis.iter().enumerate() {
                    { axis_html(index, tick, width) }
                }
            </svg>
        </div>
    }
}

/// Ticks with some room between them: of many events in a row the marks above tell, and the story as text.
fn apart(ticks: &[Tick], width: f64) -> impl Iterator<Item = (usize, &Tick)> {
    let mut last = f64::NEG_INFINITY;
    ticks.iter().enumerate().filter(move |(_, tick)| {
        let x = tick.at.as_f64() * width;
        let shown = x - last >= BETWEEN;
        if shown {
            last = x;
        }
        shown
    })
}

fn row(lane: &LaneBars, width: f64, letter: f64, props: &BarsProps) -> Html {
    let language = props.show.language;
    // A bar is chosen with two clicks or Enter: one click goes to a moment.
    let bars: Rc<[Span]> = lane.bars.iter().map(|bar| bar.span).collect();
    let choose = {
        let (on_beat, on_choose, lane) = (props.on_beat.clone(), props.on_choose.clone(), lane.lane);
        move |event: &Event| {
            let target = event.target_dyn_into::<Element>();
            let bar = target.and_then(|target| target.closest("[data-bar]").ok().flatten());
            let index = bar.and_then(|bar| bar.get_attribute("data-bar")?.parse::<usize>().ok());
            if let Some(&span) = index.and_then(|index| bars.get(index)) {
                event.prevent_default();
                on_beat.emit(Beat::Loop(Some(span)));
                on_choose.emit((lane, span.0));
            }
        }
    };
    let ondblclick = {
        let choose = choose.clone();
        Callback::from(move |event: MouseEvent| choose(&event))
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            choose(&event);
        }
    });
    html! {
        <svg key={lane.lane.token()} class="row" width="100%" role="group" aria-label={lane.name} data-of={lane.lane.token()} {ondblclick} {onkeydown}>
            for (index, bar) in lane.bars.iter().enumerate() {
                { bar_html(index, bar, width, letter) }
            }
            for (index, tick) in apart(&lane.ticks, width) {
                { tick_html(index, tick, width) }
            }
            for (index, bar) in lane.ghost.iter().enumerate() {
                { ghost_html(index, bar, width) }
            }
            if lane.lane == Lane::Suspended && props.events.own.is_some() {
                <Marks key="own" own=true events={props.events.clone()} {language} end={props.show.clock_end()} on_action={props.on_action.clone()} />
            }
        </svg>
    }
}

fn bar_html(index: usize, bar: &Bar, width: f64, letter: f64) -> Html {
    let start = bar.start.as_f64() * width;
    let long = ((bar.end.as_f64() - bar.start.as_f64()) * width - 0.5).max(THINNEST);
    let room = bar.label.chars().count() as f64 * letter + 8.0;
    let fits = long > room;
    // Strokes under letters would make both hard to read.
    let clear = if fits { room } else { 0.0 };
    html! {
        <g key={index} class={format!("bar role-{}", bar.role.name())} data-bar={index.to_string()} data-tip={bar.title.clone()}
            role="img" aria-label={bar.title.clone()} tabindex={if index == 0 { "0" } else { "-1" }}>
            <rect class="ground" x={px(start)} width={px(long)} y="0" height="100%" />
            if let Some(fill) = hatch::fill(bar.role.hatch()) {
                <rect x={px(start + clear)} width={px(long - clear)} y="0" height="100%" {fill} />
            }
            if fits {
                <text x={px(start + 4.0)} y="50%" dominant-baseline="central">{ bar.label.clone() }</text>
            }
        </g>
    }
}

/// A bar of the pinned run: flat and hollow, at the foot of the row.
fn ghost_html(index: usize, bar: &Bar, width: f64) -> Html {
    let start = bar.start.as_f64() * width;
    let long = ((bar.end.as_f64() - bar.start.as_f64()) * width - 0.5).max(THINNEST);
    html! {
        <rect key={format!("ghost{index}")} class={format!("ghost role-{}", bar.role.name())} data-tip={bar.title.clone()}
            x={px(start)} width={px(long)} y="74%" height="26%" />
    }
}

fn axis_html(index: usize, tick: &AxisTick, width: f64) -> Html {
    let at = tick.at.as_f64() * width;
    // The first and the last label stay inside.
    let anchor = if at < 16.0 {
        "start"
    } else if at > width - 16.0 {
        "end"
    } else {
        "middle"
    };
    html! {
        <g key={index}>
            <line x1={px(at)} x2={px(at)} y1="0" y2="4" />
            <text x={px(at)} y="100%" dy="-3" text-anchor={anchor}>{ tick.label.clone() }</text>
        </g>
    }
}

fn tick_html(index: usize, tick: &Tick, width: f64) -> Html {
    let x = px(tick.at.as_f64() * width);
    html! {
        <line key={format!("tick{index}")} class="tick" x1={x.clone()} x2={x} y1="60%" y2="100%" data-tip={tick.label.clone()} />
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}
