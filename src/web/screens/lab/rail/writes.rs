//! The write classes: the first is one of the essentials, all of them can be
//! edited below.

use yew::prelude::*;

use crate::params::{Choice, Id, Quantity};
use crate::scenario::{MAX_WRITE_CLASSES, WriteClass};
use crate::state::lab::{Action, Edit};
use crate::text::{Language, Text};
use crate::view::format;
use crate::web::screens::lab::Shown;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::Head;
use crate::web::widgets::params::quantity::QuantityControl;
use crate::web::widgets::select::{Select, choice_list};
use crate::{say, text, word};

const ADD: Text = text!("Add writes");

/// A class has one size and one rate.
fn edit_of(class: usize, value: Option<Quantity>) -> Option<Edit> {
    match value? {
        Quantity::Size(region) => Some(Edit::WriteRegion(class, region)),
        Quantity::Rate(rate) => Some(Edit::WriteRate(class, rate)),
        Quantity::Time(_) | Quantity::Share(_) | Quantity::Count(_) => None,
    }
}

fn quantity_of(id: Id, class: WriteClass) -> Quantity {
    match id.range().min {
        Quantity::Rate(_) => Quantity::Rate(class.rate),
        Quantity::Size(_) | Quantity::Time(_) | Quantity::Share(_) | Quantity::Count(_) => Quantity::Size(class.region),
    }
}

fn setter(class: usize, on_action: &Callback<Action>) -> Callback<Option<Quantity>> {
    let on_action = on_action.clone();
    Callback::from(move |value| {
        if let Some(edit) = edit_of(class, value) {
            on_action.emit(Action::Edit(edit));
        }
    })
}

/// Which of several write groups the sliders edit.
pub struct Groups {
    /// Its place.
    pub chosen: usize,
    /// Takes another one.
    pub on_choose: Callback<usize>,
}

/// The rate or the region of a class, or an offer to have one. Where there are several, it says which one and lets choose.
pub fn first_class(state: &Shown, id: Id, act: &Callback<Action>, groups: &Groups) -> Html {
    let language = state.language();
    let (writes, place) = (&state.asked.writes, groups.chosen);
    match writes.get(place) {
        Some(class) if writes.len() == 1 => html! {
            <QuantityControl key="class" {language} param={id.param()} value={quantity_of(id, *class)} changed={state.is_changed(id)}
                complaint={state.complaint(id, 0)} on_reset={act.reform(move |()| Action::Reset(id))} on_set={setter(0, act)} />
        },
        Some(class) => {
            let default = quantity_of(id, WriteClass::default());
            let value = quantity_of(id, *class);
            let set = setter(place, act);
            let named = say!(
                language,
                "{0}, group {1} of {2}",
                id.param().label.get(language),
                place + 1,
                writes.len()
            );
            html! {
                <>
                    if id == Id::WriteRate {
                        { group_choice(state, groups) }
                    }
                    <QuantityControl key={format!("class-{place}")} {language} param={id.param()} {named} {value} changed={value != default}
                        complaint={state.complaint(id, place)} on_reset={set.reform(move |()| Some(default))} on_set={set} />
                </>
            }
        }
        None if id == Id::WriteRate => html! {
            <p key="none" class="control note" data-param={id.param().key}>
                { word!(language, "Nothing is written. ") }
                <button type="button" class="plain" onclick={act.reform(|_| Action::Edit(Edit::AddWrites))}>{ ADD.get(language) }</button>
            </p>
        },
        None => html! { <span key="absent" hidden=true></span> },
    }
}

/// All groups, to be chosen among.
fn group_choice(state: &Shown, groups: &Groups) -> Html {
    let language = state.language();
    let label = word!(language, "Write groups");
    html! {
        <div key="groups" class="groups" role="group" aria-label={label}>
            <span class="note">{ label }</span>
            for (index, class) in state.asked.writes.iter().enumerate() {
                { group_button(language, index, *class, groups) }
            }
        </div>
    }
}

fn group_button(language: Language, index: usize, class: WriteClass, groups: &Groups) -> Html {
    let tip = say!(
        language,
        "{0}, {1} at {2}",
        class.pattern.label().get(language),
        format::short_size(language, class.region),
        format::rate(language, class.rate)
    );
    let pressed = index == groups.chosen;
    html! {
        <button key={index} type="button" data-group={index.to_string()} aria-pressed={pressed.to_string()} aria-label={say!(language, "Write group {0}: {1}", index + 1, tip)}
            data-tip={tip} onclick={groups.on_choose.reform(move |_: MouseEvent| index)}>{ index + 1 }</button>
    }
}

/// The patterns of all classes, and everything about the second and later ones.
pub fn class_list(state: &Shown, act: &Callback<Action>) -> Html {
    let language = state.language();
    let full = state.asked.writes.len() >= MAX_WRITE_CLASSES;
    let param = Id::Writes.param();
    html! {
        <div class="classes" data-param={param.key}>
            <Head key="head" {language} label={param.label.get(language)} target="p-add-writes" help={param.help.get(language)} changed={state.is_changed(Id::Writes)}
                on_reset={act.reform(|()| Action::Reset(Id::Writes))} />
            for (index, class) in state.asked.writes.iter().enumerate() {
                { class_html(state, index, *class, act) }
            }
            <button key="add" id="p-add-writes" type="button" class="plain" data-action="add-writes" disabled={full}
                onclick={act.reform(|_| Action::Edit(Edit::AddWrites))}>{ Icon::Add.html() }{ " " }{ ADD.get(language) }</button>
        </div>
    }
}

fn class_html(state: &Shown, index: usize, class: WriteClass, act: &Callback<Action>) -> Html {
    let language = state.language();
    let name = say!(language, "Writes {0}", index + 1);
    let pattern = choice_list(language, class.pattern, act, move |pattern| {
        Action::Edit(Edit::WritePattern(index, pattern))
    });
    html! {
        <fieldset key={index} class="class" data-class={index.to_string()}>
            <legend class="hidden">{ name.clone() }</legend>
            <div key="head" class="head">
                <b>{ name.clone() }</b>
                <span class="gap"></span>
                <Select label={say!(language, "{0}: pattern", name)} ..pattern />
                <button type="button" class="reset" aria-label={say!(language, "Remove {0}", name)}
                    onclick={act.reform(move |_| Action::Edit(Edit::RemoveWrites(index)))}>{ Icon::Close.html() }</button>
            </div>
            if index > 0 {
                { quantity_html(state, Id::WriteRate, index, class, act) }
                { quantity_html(state, Id::WriteRegion, index, class, act) }
            }
        </fieldset>
    }
}

fn quantity_html(state: &Shown, id: Id, index: usize, class: WriteClass, act: &Callback<Action>) -> Html {
    let default = quantity_of(id, WriteClass::default());
    let value = quantity_of(id, class);
    let set = setter(index, act);
    html! {
        <QuantityControl key={id.param().key} language={state.language()} param={id.param()} class={index} {value} changed={value != default}
            complaint={state.complaint(id, index)} on_reset={set.reform(move |()| Some(default))} on_set={set} />
    }
}
