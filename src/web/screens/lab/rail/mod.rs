//! The parameter rail: a control for everything that a link can say about
//! the experiment, in the order and with the words of the one table.

mod events;
mod looks;
mod writes;

use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use crate::params::{self, Choice, Control, Id, Kind, Lane, Section};
use crate::state::lab::{Action, Edit};
use crate::text::Language;
use crate::view::changes::{Change, changes};
use crate::view::{kinds, results};
use crate::web::screens::lab::Shown;
use crate::web::screens::lab::story::{Telling, telling};
use crate::web::shell::scheme::use_media;
use crate::web::widgets::params::control::{About, Beside, ticking, wording};
use crate::web::widgets::params::fold::counted;
use crate::web::widgets::params::forms::{ramp_form, switch_form, timeout_form};
use crate::web::widgets::params::quantity::QuantityControl;
use crate::web::widgets::steps::steps;
use crate::word;
use events::{event_list, suspend_form};
use looks::looks;
use writes::{Groups, class_list, first_class};

/// What the rail shows.
#[derive(PartialEq, Properties)]
pub struct RailProps {
    /// The Lab.
    pub state: Shown,
    /// Which of the presets was told last.
    pub told: Option<usize>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Travels to another experiment.
    pub on_travel: Callback<String>,
}

/// The rail.
#[component]
pub fn Rail(props: &RailProps) -> Html {
    // On a phone the lanes come first and the parameters are folded away.
    let language = props.state.language();
    let wide = use_media("(min-width: 760px)");
    let (front, fold) = (params::front(), params::fold());
    let hidden_changes = fold
        .iter()
        .flat_map(|(_, ids)| ids)
        // Its switch stands on its row.
        .filter(|&&id| !matches!(id, Id::Writes | Id::Suspend) && props.state.is_changed(id))
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
    let events = params::events();
    let quiet = props.state.asked.events.is_empty();
    let settings = fold.iter().map(|(_, ids)| ids.len()).sum::<usize>();
    let count = counted(language, None, [settings, hidden_changes]);
    let group = use_state(|| 0);
    let groups = Groups {
        chosen: (*group).min(props.state.asked.writes.len().saturating_sub(1)),
        on_choose: {
            let group = group.setter();
            Callback::from(move |chosen| group.set(chosen))
        },
    };
    let shown = Shows {
        groups,
        changes: flashing(props, language),
    };
    {
        // Another experiment has groups of its own.
        let group = group.setter();
        use_effect_with(props.state.opened, move |_| group.set(0));
    }
    use_flash(props.state.opened, *unfolded);
    html! {
        <aside class="rail" data-part="rail" aria-label={word!(language, "Parameters")}>
            <details class="rail-fold" open={wide} ontoggle={on_open}>
                <summary class="rail-title">{ word!(language, "Parameters") }</summary>
                if all {
                    if !wide {
                        { numbers(&props.state, language) }
                    }
                    if let Some(told) = props.told.filter(|_| wide) {
                        <p key="story" class="story note">{ telling(language, &Telling { told, now: &props.state.scenario, short: false }, &props.on_travel) }</p>
                    }
                    { head(props, language) }
                    for group in &front {
                        { section(props, &shown, group) }
                    }
                    if !quiet {
                        { for events.iter().map(|group| section(props, &shown, group)) }
                    }
                    <details key="more" class="more" open={*unfolded}>
                        <summary onclick={on_fold}>{ count }</summary>
                        if more {
                            for group in &fold {
                                { section(props, &shown, group) }
                            }
                            if quiet {
                                { for events.iter().map(|group| section(props, &shown, group)) }
                            }
                            { looks(language, &props.state.display, &props.on_action) }
                        }
                    </details>
                }
            </details>
        </aside>
    }
}

/// The downtimes of the lanes, where those are out of sight.
fn numbers(state: &Shown, language: Language) -> Html {
    html! {
        <dl key="numbers" class="numbers" aria-hidden="true">
            for &lane in &state.display.lanes {
                <div key={lane.token()}><dt>{ kinds::name(language, state.trace.lane(lane)) }</dt><dd>{ downtime(state, lane, language) }</dd></div>
            }
        </dl>
    }
}

fn downtime(state: &Shown, lane: Lane, language: Language) -> String {
    let result = results::results(language, state.trace.lane(lane));
    if result.headline.is_empty() {
        result.downtime
    } else {
        result.headline
    }
}

/// Undo, redo, and back to the start.
fn head(props: &RailProps, language: Language) -> Html {
    let history = &props.state.history;
    let possible = [history.can_undo(), history.can_redo()];
    let act = |action: Action| props.on_action.reform(move |_: MouseEvent| action.clone());
    html! {
        <div key="head" class="rail-head">
            { steps(language, possible, act(Action::Undo), act(Action::Redo)) }
            { pin(props, language) }
            <span class="gap"></span>
            <button type="button" class="plain" data-action="reset-all" onclick={props.on_travel.reform(|_| String::new())}
                disabled={!props.state.is_anything_changed()}>{ word!(language, "Reset all") }</button>
        </div>
    }
}

/// The controls of these parameters alone.
pub fn controls(state: &Shown, ids: &[Id], on_action: &Callback<Action>) -> Html {
    let props = RailProps {
        state: state.clone(),
        told: None,
        on_action: on_action.clone(),
        on_travel: Callback::noop(),
    };
    // The first write group alone: a lesson asks for no other.
    let shows = Shows {
        groups: Groups {
            chosen: 0,
            on_choose: Callback::noop(),
        },
        changes: Vec::new(),
    };
    html! {
        for &id in ids {
            <div key={id.param().key}>{ control(&props, &shows, id) }</div>
        }
    }
}

/// Keeps the present run beside what comes, or lets go of the one that is kept.
fn pin(props: &RailProps, language: Language) -> Html {
    let pinned = props.state.pinned.is_some();
    let onclick = props
        .on_action
        .reform(move |_| if pinned { Action::Unpin } else { Action::Pin });
    let tip = word!(
        language,
        "Keeps this run as a ghost behind what is changed from now on (V)"
    );
    html! {
        <button key="pin" type="button" data-action="pin" aria-pressed={pinned.to_string()} data-tip={tip} {onclick}>{ word!(language, "Pin" in "run") }</button>
    }
}

/// What the controls show besides their values.
struct Shows {
    groups: Groups,
    /// What a button has just changed.
    changes: Vec<Change>,
}

/// More changes at once are another experiment: nobody compares them one by one.
const MOST_CHANGES: usize = 4;

/// What is said about, with its value before and after.
fn flashing(props: &RailProps, language: Language) -> Vec<Change> {
    let state = &props.state;
    let changes = state
        .before
        .as_ref()
        .map(|before| changes(language, before, &state.asked));
    changes
        .filter(|changes| changes.len() <= MOST_CHANGES)
        .unwrap_or_default()
}

/// Brings what was changed into sight.
#[hook]
fn use_flash(opened: u32, unfolded: bool) {
    use_effect_with((opened, unfolded), |_| {
        let document = gloo::utils::document();
        if let Some(changed) = document.query_selector(".rail .flash").ok().flatten() {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            changed.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

fn section(props: &RailProps, shows: &Shows, (group, ids): &Section) -> Html {
    let language = props.state.language();
    html! {
        <section key={*group as usize} class="group">
            <h2>{ group.label().get(language) }</h2>
            for &id in ids {
                { changed(props, shows, id) }
            }
        </section>
    }
}

/// A control; with what a button has changed of it.
fn changed(props: &RailProps, shows: &Shows, id: Id) -> Html {
    let change = shows.changes.iter().find(|change| change.id == id);
    let values = change.and_then(|change| change.values.as_ref());
    html! {
        <div key={id.param().key} class={classes!(change.map(|_| "flash"))}>
            { control(props, shows, id) }
            if let Some((before, after)) = values {
                <p key="from-to" class="from-to">{ before.clone() }{ " → " }<b>{ after.clone() }</b></p>
            }
        </div>
    }
}

fn control(props: &RailProps, shows: &Shows, id: Id) -> Html {
    let (state, asked, act) = (&props.state, &props.state.asked, &props.on_action);
    let language = state.language();
    let changed = state.is_changed(id);
    let on_reset = act.reform(move |()| Action::Reset(id));
    let about = About {
        language,
        param: id.param(),
        changed,
        on_reset: on_reset.clone(),
        beside: Beside::default(),
    };
    match id.param().control {
        Control::FirstClass => first_class(state, id, act, &shows.groups),
        Control::Classes => class_list(state, act),
        Control::List => list(props, id, &about),
        Control::Tick => {
            let on = id.row().value.word(asked) == Some(1);
            let on_tick = act.reform(move |on| Action::Edit(Edit::set(id, on)));
            ticking(&about, on, &on_tick)
        }
        Control::Suspend => suspend_form(state, act),
        Control::Events => event_list(state, act),
        Control::Switch => switch_form(&about, asked, &act.reform(|switch| Action::Edit(Edit::Switch(switch)))),
        Control::Ramp => ramp_form(&about, asked, &act.reform(|ramp| Action::Edit(Edit::Ramp(ramp)))),
        Control::Timeout => timeout_form(
            &about,
            asked,
            &act.reform(|timeout| Action::Edit(Edit::Timeout(timeout))),
        ),
        Control::Slider => html! {
            <QuantityControl {language} param={id.param()} size_too={id == Id::Used} value={asked.quantity(id)} {changed} {on_reset} complaint={state.complaint(id, 0)}
                on_set={act.reform(move |value| Action::Edit(Edit::Quantity(id, value)))} />
        },
        Control::Elsewhere(_) => html! {},
    }
}

/// A choice among the words of its row.
fn list(props: &RailProps, id: Id, about: &About) -> Html {
    let (Kind::Choice(words), Some(chosen)) = (id.param().kind, id.row().value.word(&props.state.asked)) else {
        unreachable!("{} has no list of words", id.param().key);
    };
    let on_word = props.on_action.reform(move |word| Action::Edit(Edit::Word(id, word)));
    wording(about, words, chosen, &on_word)
}
