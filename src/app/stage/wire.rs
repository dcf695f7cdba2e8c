//! The wire between the hosts: what it carries, how fast, how dense.

use yew::prelude::*;

use crate::view::scene::WireScene;

/// The shortest distance between two packets, in CSS pixels.
const CLOSEST: f64 = 11.0;
/// The length of a packet.
const PACKET: f64 = 8.0;
/// A wire that carries this little shows a packet now and then.
const SPARSEST: f64 = 0.04;

/// What is drawn.
#[derive(Clone, PartialEq, Properties)]
pub struct WireProps {
    /// The wire.
    pub wire: WireScene,
}

/// One line of dashes: the browser moves it without a node for each packet.
#[function_component(Wire)]
pub fn wire(props: &WireProps) -> Html {
    let wire = &props.wire;
    let distance = CLOSEST / wire.density.as_f64().max(SPARSEST);
    let offset = (1.0 - wire.phase.as_f64()) * distance;
    let moves = !wire.density.is_zero();
    html! {
        <div class={format!("wire role-{}", wire.role.name())}>
            <p>{ wire.rate.clone() }</p>
            <svg aria-hidden="true">
                <line class="bed" x1="0" x2="100%" y1="50%" y2="50%" />
                if moves {
                    <line class="packets" x1="0" x2="100%" y1="50%" y2="50%"
                        stroke-dasharray={format!("{PACKET} {:.2}", distance - PACKET)} stroke-dashoffset={format!("{offset:.1}")} />
                }
            </svg>
            <p class="note">{ if wire.note.is_empty() { "\u{a0}" } else { &wire.note } }</p>
        </div>
    }
}
