//! One migration: two hosts, the wire between them, and what it costs.

use yew::prelude::*;

use super::host::HostView;
use super::outcome::Outcome;
use super::wire::Wire;
use crate::app::place::use_place;
use crate::app::show::Show;
use crate::model::Host;
use crate::params::{Choice, Lane};
use crate::units::SimTime;
use crate::view::palette::Scheme;
use crate::view::scene::{self, Scene};

/// What is drawn.
#[derive(Clone, PartialEq, Properties)]
pub struct LaneProps {
    /// What is played.
    pub show: Show,
    /// The lane.
    pub lane: Lane,
    /// The moment.
    pub now: SimTime,
    /// The colours.
    pub scheme: Scheme,
}

/// A lane. After its end nothing in it changes any more, so it is not drawn again.
#[function_component(LaneView)]
pub fn lane_view(props: &LaneProps) -> Html {
    let trace = props.show.trace.lane(props.lane);
    let now = props.now.min(trace.end());
    let scene = scene::scene(trace, now);
    let chip = use_node_ref();
    use_place(&chip, "--place", scene.place);
    let host = |host: Host| {
        let of = match host {
            Host::Source => &scene.source,
            Host::Destination => &scene.destination,
        };
        html! {
            <HostView show={props.show.clone()} lane={props.lane} {now} {host} scene={of.clone()} disk={disk(&scene, host)}
                clients={if scene.clients_at == host { scene.clients.clone() } else { Vec::new() }} scheme={props.scheme} />
        }
    };
    html! {
        <section class="lane" data-lane={props.lane.token()} data-place={format!("{:.3}", scene.place.as_f64())} aria-label={format!("{} migration", props.lane.label())}>
            <div class="name">
                <h2>{ props.lane.label() }</h2>
                <p class="note">{ scene.subtitle.clone() }</p>
            </div>
            <div class="track">
                { host(Host::Source) }
                <Wire wire={scene.wire.clone()} />
                { host(Host::Destination) }
                <span class={format!("chip role-{}", scene.role.name())} ref={chip}>{ scene.chip.clone() }</span>
            </div>
            <Outcome show={props.show.clone()} lane={props.lane} />
        </section>
    }
}

fn disk(scene: &Scene, host: Host) -> Option<crate::units::Share> {
    let disk = scene.disk?;
    Some(match host {
        Host::Source => disk.source,
        Host::Destination => disk.destination,
    })
}
