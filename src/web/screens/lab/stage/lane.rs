//! One migration: two hosts, the wire between them, and what it costs.

use yew::prelude::*;

use super::host::host_view;
use super::outcome::Outcome;
use super::wire::wire;
use crate::migration::Host;
use crate::params::{Choice, Lane, SuspendMode};
use crate::state::lab::{Action, Edit};
use crate::text::Language;
use crate::units::{Share, SimTime};
use crate::view::labels::Labelled;
use crate::view::palette::Scheme;
use crate::view::{format, kinds, parts, results, scene};
use crate::web::screens::lab::show::Show;
use crate::web::widgets::place::use_place;
use crate::{say, word};

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
    /// Called with what the user does; without it there is nothing to be switched on the row.
    #[prop_or_default]
    pub on_action: Option<Callback<Action>>,
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
        <section class="lane" data-walk="" data-lane={props.lane.token()} data-of={props.lane.token()} data-place={format!("{:.3}", scene.place.as_f64())} aria-label={kinds::name(language, trace)}>
            <div class="name" tabindex="0" data-tip={told}>
                <h2>{ kinds::name(language, trace) }</h2>
                <p key="what" class="what">{ kinds::what(language, trace) }</p>
                if let Some(on_action) = props.on_action.as_ref().filter(|_| props.lane == Lane::Suspended) {
                    { kind_switch(language, trace.own_hold.is_some(), on_action) }
                }
                <p class="note">{ scene.subtitle.clone() }</p>
                if let Some(ghost) = behind.as_ref().filter(|ghost| both.behind.known().stages && ghost.subtitle != scene.subtitle) {
                    <p key="was" class="note was" data-was="stage">{ format!("{}: {}", both.behind.name(language), ghost.subtitle) }</p>
                }
            </div>
            <div class="track">
                <span class={format!("chip role-{}", scene.role.name())} ref={chip} tabindex="-1" data-tip={scene.power.explanation().get(language)}>
                    { "VM " }{ scene.chip.clone().into_owned() }<span class="hidden">{ say!(language, " on {0}", at.title) }</span>
                </span>
                <span class={classes!("ghost", away.map(|ghost| format!("chip role-{}", ghost.role.name())))} ref={ghost_chip}
                    hidden={away.is_none()} data-ghost="" data-tip={away.map(|ghost| ghost.power.explanation().get(language))}>
                    { away.map(|ghost| say!(language, "{0}: VM {1}", both.behind.name(language), ghost.chip)).unwrap_or_default() }
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

/// What is suspended in this row: the migration or the VM.
fn kind_switch(language: Language, held: bool, on_action: &Callback<Action>) -> Html {
    let choice = |mode: SuspendMode, on: bool, name: &'static str, tip: &'static str| {
        let onclick = on_action.reform(move |_: MouseEvent| Action::Edit(Edit::Suspend(mode)));
        html! {
            <button key={mode.token()} type="button" data-kind={mode.token()} aria-pressed={on.to_string()} data-tip={tip}
                onclick={(!on).then_some(onclick)}>{ name }</button>
        }
    };
    html! {
        <div key="switch" class="kinds" role="group" aria-label={word!(language, "What is suspended")}>
            { choice(SuspendMode::Hold, held, word!(language, "held" in "switch"), word!(language, "The migration is suspended: it waits, while the VM runs on.")) }
            { choice(SuspendMode::Save, !held, word!(language, "saved" in "switch"), word!(language, "The VM is suspended: it stands still while all of its memory moves.")) }
        </div>
    }
}
