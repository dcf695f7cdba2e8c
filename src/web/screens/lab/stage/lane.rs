//! One migration: two hosts, the wire between them, and what it costs.

use yew::prelude::*;

use super::host::host_view;
use super::outcome::Outcome;
use super::wire::wire;
use crate::model::Host;
use crate::params::{Choice, Lane};
use crate::say;
use crate::units::{Share, SimTime};
use crate::view::labels::Labelled;
use crate::view::palette::Scheme;
use crate::view::{beside, format, parts, results, scene};
use crate::web::screens::lab::show::Show;
use crate::web::widgets::place::use_place;

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct LaneViewProps {
    /// What is played.
    pub show: Show,
    /// The lane.
    pub lane: Lane,
    /// The moment.
    pub now: SimTime,
    /// The colours.
    pub scheme: Scheme,
    /// Whether the figures, which belong to the whole run, stay untold.
    #[prop_or_default]
    pub sealed: bool,
}

/// A lane. After its end nothing in it changes any more, so it is not drawn again.
#[component]
pub fn LaneView(props: &LaneViewProps) -> Html {
    let language = props.show.language;
    let trace = props.show.trace.lane(props.lane);
    let now = props.now.min(trace.end());
    let scene = scene::scene(language, trace, now);
    let story = &props.show.story;
    let requests = scene::requests(trace, story, props.now);
    let so_far = results::so_far(trace, now).map_or_else(AttrValue::default, |time| {
        let time = if time < SimTime::s(60.0) {
            format::time(language, time)
        } else {
            format::clock(language, time)
        };
        say!(language, ", so far {0}", time).into()
    });
    let chip = use_node_ref();
    use_place(&chip, "--place", scene.place);
    let both = props.show.both();
    let behind = both
        .ghost_of(trace)
        .map(|ghost| scene::scene(language, ghost, props.now.min(ghost.end())));
    let ghost_chip = use_node_ref();
    use_place(
        &ghost_chip,
        "--place",
        behind.as_ref().map_or(Share::ZERO, |ghost| ghost.place),
    );
    // At the same host there is no room for a second badge: the name of its stage tells it.
    let away = behind.as_ref().filter(|ghost| ghost.host != scene.host);
    let at = match scene.host {
        Host::Source => &scene.source,
        Host::Destination => &scene.destination,
    };
    let host = |host: Host| host_view(language, trace, now, &scene, &requests, host, props.scheme);
    let told = parts::lane(language, trace, now);
    html! {
        <section class="lane" data-walk="" data-lane={props.lane.token()} data-of={props.lane.token()} data-place={format!("{:.3}", scene.place.as_f64())} aria-label={say!(language, "{0} migration", props.lane.label().get(language))}>
            <div class="name" tabindex="0" data-tip={told}>
                <h2>{ props.lane.label().get(language) }</h2>
                <p class="note">{ scene.subtitle.clone() }</p>
                if let Some(ghost) = behind.as_ref().filter(|ghost| ghost.subtitle != scene.subtitle) {
                    <p key="was" class="note was" data-was="stage">{ format!("{}: {}", beside::pinned(language), ghost.subtitle) }</p>
                }
            </div>
            <div class="track">
                <span class={format!("chip role-{}", scene.role.name())} ref={chip} tabindex="-1" data-tip={scene.power.explanation().get(language)}>
                    { "VM " }{ scene.chip.clone().into_owned() }<span class="hidden">{ say!(language, " on {0}", at.title) }</span>
                </span>
                <span class={classes!("chip", "ghost", away.map(|ghost| format!("role-{}", ghost.role.name())))} ref={ghost_chip}
                    hidden={away.is_none()} data-ghost="">
                    { away.map(|ghost| say!(language, "{0}: VM {1}", beside::pinned(language), ghost.chip)).unwrap_or_default() }
                </span>
                { host(Host::Source) }
                { wire(language, props.lane.token(), &scene.wire, story.story_at(now)) }
                { host(Host::Destination) }
            </div>
            if !props.sealed {
                <Outcome show={props.show.clone()} lane={props.lane} {so_far} />
            }
        </section>
    }
}
