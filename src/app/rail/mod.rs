//! The parameter rail: a control for everything that a link can say about
//! the experiment, in the order and with the words of the one table.

mod control;
mod events;
mod forms;
mod looks;
mod quantity;
mod writes;

use yew::prelude::*;

use super::icon::Icon;
use super::scheme::use_media;
use super::select::choice_list;
use super::story::telling;
use crate::app::hooks::{use_effect_with, use_mut_ref, use_state};
use crate::app::markup::{html, piece};
use crate::app::says::Says as _;
use crate::app::store::Shared;
use crate::params::{Choice, Group, Id};
use crate::state::{Action, Edit};
use crate::text::Language;
use crate::{count, word};
use control::{choosing, ticking};
use events::{event_list, suspend_form};
use forms::{ramp_form, switch_form, timeout_form};
use looks::looks;
use quantity::QuantityControl;
use writes::{class_list, first_class};

/// What the rail shows.
#[derive(Clone, PartialEq)]
pub struct Rail {
    /// The state.
    pub state: Shared,
    /// Which of the presets it is.
    pub story: Option<usize>,
    /// Which of them was told last.
    pub told: Option<usize>,
    /// What to do first, for those who are here for the first time.
    pub steps: Option<Html>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Travels to another experiment.
    pub on_travel: Callback<String>,
}

/// What decides most stands at the top, the rest one click away.
const ESSENTIAL: [(Group, &[Id]); 4] = [
    (Group::Machine, &[Id::Ram]),
    (Group::Workload, &[Id::WriteRate, Id::WriteRegion]),
    (Group::Network, &[Id::Link]),
    (Group::Live, &[Id::Live, Id::Downtime]),
];

const MORE: [(Group, &[Id]); 6] = [
    (Group::Suspended, &[Id::Suspend, Id::StoreRate]),
    (
        Group::Machine,
        &[
            Id::Used,
            Id::DeviceState,
            Id::Disk,
            Id::Storage,
            Id::DiskWrites,
            Id::DiskRegion,
        ],
    ),
    (Group::Workload, &[Id::Writes]),
    (
        Group::Network,
        &[Id::Rtt, Id::Cap, Id::Thread, Id::Channels, Id::Compress, Id::Ratio],
    ),
    (
        Group::Live,
        &[
            Id::Stop,
            Id::Ramp,
            Id::Throttle,
            Id::Timeout,
            Id::Switch,
            Id::MinRate,
            Id::Load,
            Id::Delta,
            Id::Cache,
            Id::Change,
        ],
    ),
    (Group::Cold, &[Id::Shutdown, Id::Boot]),
];

/// Events stand beside what decides most as soon as there are any.
const EVENTS: (Group, &[Id]) = (Group::Events, &[Id::At]);

/// The rail.
#[piece]
fn rail(props: &Rail) -> Html {
    // On a phone the lanes come first and the parameters are folded away.
    let language = props.state.language();
    let wide = use_media("(min-width: 760px)");
    let hidden_changes = MORE
        .iter()
        .flat_map(|(_, ids)| *ids)
        .filter(|&&id| id != Id::Writes && props.state.is_changed(id))
        .count();
    let unfolded = use_state(|| false);
    {
        // Only an opened link unfolds them by itself: a fold that moves otherwise takes controls away under the hand.
        let unfolded = unfolded.setter();
        use_effect_with(props.state.opened, move |_| {
            if hidden_changes > 0 {
                unfolded.set(true);
            }
        });
    }
    let on_fold = {
        let unfolded = unfolded.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            unfolded.set(!*unfolded);
        })
    };
    let opened = use_state(|| false);
    let on_open = {
        let opened = opened.setter();
        Callback::from(move |_: Event| opened.set(true))
    };
    // What was never unfolded need not be there; what was stays, with whatever stands half typed in it.
    let drawn = use_mut_ref(|| (false, false));
    let (all, more) = {
        let mut drawn = drawn.borrow_mut();
        *drawn = (drawn.0 || wide || *opened, drawn.1 || *unfolded);
        *drawn
    };
    let quiet = props.state.asked.events.is_empty();
    let settings = MORE.iter().map(|(_, ids)| ids.len()).sum::<usize>();
    let mut count = count!(
        language,
        settings as f64,
        "{0} more setting",
        "{0} more settings",
        settings
    );
    if hidden_changes > 0 {
        count += &count!(
            language,
            hidden_changes as f64,
            " · {0} changed",
            " · {0} changed",
            hidden_changes
        );
    }
    html! {
        <aside class="rail" data-part="rail" aria-label={word!(language, "Parameters")}>
            <details class="rail-fold" open={wide} ontoggle={on_open}>
                <summary class="rail-title">{ word!(language, "Parameters") }</summary>
                if all {
                    if let Some(told) = props.told.filter(|_| wide) {
                        <p key="story" class="story note">{ telling(language, told, props.story.is_some(), &props.on_travel) }</p>
                    }
                    { head(props, language) }
                    { for ESSENTIAL.iter().map(|group| section(props, *group)) }
                    if !quiet {
                        { section(props, EVENTS) }
                    }
                    <details key="more" class="more" open={*unfolded}>
                        <summary onclick={on_fold}>{ count }</summary>
                        if more {
                            { for MORE.iter().map(|group| section(props, *group)) }
                            if quiet {
                                { section(props, EVENTS) }
                            }
                            { looks(language, &props.state.display, &props.on_action) }
                        }
                    </details>
                    { props.steps.clone().unwrap_or_default() }
                }
            </details>
        </aside>
    }
}

/// Undo, redo, and back to the start.
fn head(props: &Rail, language: Language) -> Html {
    let (history, act) = (&props.state.history, &props.on_action);
    let step = |name: &'static str, title: &'static str, icon: Icon, possible: bool, action: Action| {
        let onclick = act.says(action);
        html! {
            <button type="button" class="square" data-action={name} aria-label={title} {title} aria-disabled={(!possible).to_string()} {onclick}>{ icon.html() }</button>
        }
    };
    html! {
        <div key="head" class="rail-head">
            { step("undo", word!(language, "Undo (Ctrl+Z)"), Icon::Undo, history.can_undo(), Action::Undo) }
            { step("redo", word!(language, "Redo (Ctrl+Y)"), Icon::Redo, history.can_redo(), Action::Redo) }
            <span class="gap"></span>
            <button type="button" class="plain" data-action="reset-all" onclick={props.on_travel.says(String::new())}
                disabled={!props.state.is_anything_changed()}>{ word!(language, "Reset all") }</button>
        </div>
    }
}

fn section(props: &Rail, (group, ids): (Group, &[Id])) -> Html {
    let language = props.state.language();
    html! {
        <section key={group as usize} class="group">
            <h2>{ group.label().get(language) }</h2>
            { for ids.iter().map(|&id| html! { <div key={id.param().key}>{ control(props, id) }</div> }) }
        </section>
    }
}

fn control(props: &Rail, id: Id) -> Html {
    let (state, asked, act) = (&props.state, &props.state.asked, &props.on_action);
    let language = state.language();
    let changed = state.is_changed(id);
    let on_reset = act.says(Action::Reset(id));
    let flag = |on, edit: fn(bool) -> Edit| {
        ticking(
            language,
            id,
            changed,
            on_reset.clone(),
            on,
            &act.reform(move |on| Action::Edit(edit(on))),
        )
    };
    match id {
        Id::WriteRate | Id::WriteRegion => first_class(state, id, act),
        Id::Writes => class_list(state, act),
        Id::Storage => word(props, id, asked.storage, Edit::Storage),
        Id::Live => word(props, id, asked.method, Edit::Method),
        Id::Channels => word(props, id, asked.channels, Edit::Channels),
        Id::Compress => word(props, id, asked.compress, Edit::Compress),
        Id::Stop => word(props, id, asked.stop, Edit::Stop),
        Id::Suspend => suspend_form(state, act),
        Id::At => event_list(state, act),
        Id::Throttle => flag(asked.throttle, Edit::Throttle),
        Id::Delta => flag(asked.delta, Edit::Delta),
        Id::Switch => switch_form(language, asked, changed, on_reset, act),
        Id::Ramp => ramp_form(language, asked, changed, on_reset, act),
        Id::Timeout => timeout_form(language, asked, changed, on_reset, act),
        _ => html! {
            <QuantityControl class={None} {language} {id} range={*id.range()} value={asked.quantity(id)} {changed} {on_reset} complaint={state.complaint(id, 0)}
                on_set={act.reform(move |value| Action::Edit(Edit::Quantity(id, value)))} />
        },
    }
}

fn word<C: Choice>(props: &Rail, id: Id, value: C, edit: fn(C) -> Edit) -> Html {
    let act = &props.on_action;
    let language = props.state.language();
    let list = choice_list(language, value, act, move |value| Action::Edit(edit(value)));
    choosing(
        language,
        id,
        props.state.is_changed(id),
        act.says(Action::Reset(id)),
        value.help(),
        list,
    )
}
