//! The parameter rail: a control for everything that a link can say about
//! the experiment, in the order and with the words of the one table.

mod control;
mod forms;
mod looks;
mod quantity;
mod writes;

use yew::prelude::*;

use super::scheme::use_media;
use super::select::{choosing, options_of};
use crate::params::{Choice, Group, Id, Method, StopRule, Storage, SuspendMode};
use crate::state::{Action, Edit, State};
use control::{Choosing, Ticking};
use forms::{SwitchForm, TimeoutForm};
use looks::Looks;
use quantity::QuantityControl;
use writes::{ClassList, FirstClass};

/// What the rail shows.
#[derive(Clone, PartialEq, Properties)]
pub struct RailProps {
    /// The state.
    pub state: State,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Travels to another experiment.
    pub on_travel: Callback<String>,
}

/// The essentials of a group stand at the top, the rest below "more settings".
const ESSENTIAL: [(Group, &[Id]); 4] = [
    (Group::Machine, &[Id::Ram, Id::Used]),
    (Group::Workload, &[Id::WriteRate, Id::WriteRegion]),
    (Group::Network, &[Id::Link]),
    (Group::Live, &[Id::Live, Id::Downtime]),
];

const MORE: [(Group, &[Id]); 6] = [
    (Group::Workload, &[Id::Writes]),
    (Group::Network, &[Id::Rtt, Id::Cap]),
    (
        Group::Live,
        &[Id::Switch, Id::Stop, Id::Timeout, Id::Throttle, Id::Delta],
    ),
    (Group::Machine, &[Id::DeviceState, Id::Disk, Id::Storage]),
    (Group::Suspended, &[Id::Suspend, Id::StoreRate]),
    (Group::Cold, &[Id::Shutdown, Id::Boot]),
];

/// The rail.
#[function_component(Rail)]
pub fn rail(props: &RailProps) -> Html {
    // On a phone the lanes come first and the parameters are folded away.
    let wide = use_media("(min-width: 760px)");
    let hidden_changes = MORE
        .iter()
        .flat_map(|(_, ids)| *ids)
        .filter(|&&id| id != Id::Writes && props.state.is_changed(id))
        .count();
    // Only an opened link unfolds them: a fold that moves by itself takes controls away under the hand.
    let unfolded = use_memo(props.state.opened, |_| hidden_changes > 0);
    let reset_all = props.on_travel.reform(|_: MouseEvent| String::new());
    html! {
        <aside class="rail" data-part="rail" aria-label="Parameters">
            <details class="rail-fold" open={wide}>
                <summary class="rail-title">{ "Parameters" }</summary>
                { for ESSENTIAL.iter().map(|group| section(props, *group)) }
                <details class="more" open={*unfolded}>
                    <summary>
                        { "More settings" }
                        if hidden_changes > 0 {
                            <span class="note">{ format!(" · {hidden_changes} changed") }</span>
                        }
                    </summary>
                    { for MORE.iter().map(|group| section(props, *group)) }
                    <Looks key="looks" display={props.state.display.clone()} on_action={props.on_action.clone()} />
                </details>
                <button type="button" class="plain" data-action="reset-all" onclick={reset_all}
                    disabled={!props.state.is_anything_changed()}>{ "Reset all parameters" }</button>
            </details>
        </aside>
    }
}

fn section(props: &RailProps, (group, ids): (Group, &[Id])) -> Html {
    html! {
        <section key={group.label()} class="group">
            <h2>{ group.label() }</h2>
            { for ids.iter().map(|&id| html! { <div key={id.param().key}>{ control(props, id) }</div> }) }
        </section>
    }
}

fn control(props: &RailProps, id: Id) -> Html {
    let (state, asked, act) = (&props.state, &props.state.asked, &props.on_action);
    let changed = state.is_changed(id);
    let on_reset = act.reform(move |()| Action::Reset(id));
    let edit = |edit: fn(bool) -> Edit| act.reform(move |on| Action::Edit(edit(on)));
    match id {
        Id::WriteRate | Id::WriteRegion => html! {
            <FirstClass {id} class={asked.writes.first().copied()} {changed} complaint={state.complaint(id, 0)} on_action={act.clone()} />
        },
        Id::Writes => html! {
            <ClassList classes={asked.writes.clone()} complaints={writes::complaints(state)} {changed} on_action={act.clone()} />
        },
        Id::Storage => html! {
            <Choosing {id} {changed} {on_reset} options={options_of::<Storage>()} value={asked.storage.token()} help={asked.storage.help()}
                on_choose={choosing(act.reform(|storage| Action::Edit(Edit::Storage(storage))))} />
        },
        Id::Live => html! {
            <Choosing {id} {changed} {on_reset} options={options_of::<Method>()} value={asked.method.token()} help={asked.method.help()}
                on_choose={choosing(act.reform(|method| Action::Edit(Edit::Method(method))))} />
        },
        Id::Stop => html! {
            <Choosing {id} {changed} {on_reset} options={options_of::<StopRule>()} value={asked.stop.token()} help={asked.stop.help()}
                on_choose={choosing(act.reform(|rule| Action::Edit(Edit::Stop(rule))))} />
        },
        Id::Suspend => html! {
            <Choosing {id} {changed} {on_reset} options={options_of::<SuspendMode>()} value={asked.suspend.token()} help={asked.suspend.help()}
                on_choose={choosing(act.reform(|mode| Action::Edit(Edit::Suspend(mode))))} />
        },
        Id::Throttle => {
            html! { <Ticking {id} {changed} {on_reset} on={asked.throttle} on_tick={edit(Edit::Throttle)} /> }
        }
        Id::Delta => html! { <Ticking {id} {changed} {on_reset} on={asked.delta} on_tick={edit(Edit::Delta)} /> },
        Id::Switch => html! {
            <SwitchForm method={asked.method} switch={asked.switch} {changed} {on_reset}
                on_set={act.reform(|switch| Action::Edit(Edit::Switch(switch)))} />
        },
        Id::Timeout => html! {
            <TimeoutForm timeout={asked.timeout} {changed} {on_reset}
                on_set={act.reform(|timeout| Action::Edit(Edit::Timeout(timeout)))} />
        },
        _ => html! {
            <QuantityControl {id} range={*id.range()} value={asked.quantity(id)} {changed} {on_reset} complaint={state.complaint(id, 0)}
                on_set={act.reform(move |value| Action::Edit(Edit::Quantity(id, value)))} />
        },
    }
}
