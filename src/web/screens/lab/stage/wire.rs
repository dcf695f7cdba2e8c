//! The wire between the hosts: what it carries, how fast, how dense.

use yew::prelude::*;

use crate::text::Language;
use crate::units::SimTime;
use crate::view::labels::Role;
use crate::view::parts;
use crate::view::scene::{WireScene, WireState};
use crate::web::screens::lab::hatch::strokes;

/// The shortest distance between two packets, in CSS pixels.
const CLOSEST: f64 = 13.0;
/// The width of a packet.
const PACKET: f64 = 9.0;
/// A wire that carries this little shows a packet now and then.
const SPARSEST: f64 = 0.06;
/// Distances differ at least by this factor, so that packets do not tremble while a rate drifts.
const STEP: f64 = 1.15;
/// How far packets travel in a second of the story.
const SPEED: f64 = 60.0;
/// Packets that repeat; one of them at least shows that some pages were asked for.
const TILE: usize = 4;

/// Packets on their way. A tile of a few repeats, so that the browser moves one thing and not a node for each packet.
pub fn wire(language: Language, lane: &'static str, wire: &WireScene, told: SimTime) -> Html {
    let steps = -wire.density.as_f64().max(SPARSEST).log(STEP).round();
    let distance = CLOSEST * STEP.powf(steps);
    let width = distance * TILE as f64;
    let tiles = told.as_s() * SPEED / width;
    let passed = tiles.fract() * width;
    let moves = !wire.density.is_zero();
    let pulled = match wire.pulled.as_f64() {
        none if none < 0.001 => 0,
        some => ((some * TILE as f64).round() as usize).max(1),
    };
    let role = |packet: usize| if packet < pulled { Role::Fetched } else { wire.role };
    let tile = |name: &str, x: f64, content: Html| {
        html! {
            <pattern key={name.to_owned()} id={format!("{name}-{lane}")} patternUnits="userSpaceOnUse" x={px(x)} width={px(width)} height="34">{ content }</pattern>
        }
    };
    let row = |name: &str| html! { <rect key={format!("row-{name}")} width="100%" height="34" fill={format!("url(#{name}-{lane})")} /> };
    let state = match wire.state {
        WireState::Whole => "whole",
        WireState::Held => "held",
        WireState::Broken => "broken",
    };
    html! {
        <div class={classes!("wire", state)} tabindex="-1" data-tip={parts::wire(language, wire)}>
            <p class="rate">{ line(&wire.rate) }</p>
            <svg class="cable" aria-hidden="true">
                if wire.state == WireState::Broken {
                    <g key="bed"><rect class="bed" x="-2" y="11" width="46%" height="12" /><rect class="bed" x="56%" y="11" width="50%" height="12" /></g>
                } else {
                    <rect key="bed" class="bed" x="-2" y="11" width="110%" height="12" />
                }
                if moves {
                    { tile("packets", passed, (0..TILE).map(|packet| box_of(packet, role(packet), distance)).collect()) }
                    { row("packets") }
                }
                if pulled > 0 {
                    { tile("pulls", width - passed, (0..pulled).map(|packet| call(packet, distance)).collect()) }
                    { row("pulls") }
                }
            </svg>
            if !wire.sign.is_empty() {
                <p key="sign" class="sign"><span>{ wire.sign.clone() }</span></p>
            }
            <p class="note">{ line(&wire.note) }</p>
        </div>
    }
}

/// A packet: colour and hatch say what is in it.
fn box_of(packet: usize, role: Role, distance: f64) -> Html {
    html! {
        <svg key={packet} class={format!("role-{}", role.name())} x={px(packet as f64 * distance)} y="12" width={px(PACKET)} height="10">
            <rect class="packet" width="100%" height="100%" />
            <path d={strokes(role.hatch())} />
        </svg>
    }
}

/// A request that goes the other way, to ask for a page.
fn call(packet: usize, distance: f64) -> Html {
    let x = packet as f64 * distance;
    html! { <path key={packet} class="call" d={format!("M{} 1l-4 3.5 4 3.5M{} 4.5h-7", px(x + 8.0), px(x + 13.0))} /> }
}

/// A text that keeps its line when there is none.
fn line(text: &str) -> String {
    if text.is_empty() { "\u{a0}" } else { text }.to_owned()
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}
