//! The write classes: the first is one of the essentials, all of them can be
//! edited below.

use yew::prelude::*;

use super::control::Head;
use super::quantity::QuantityControl;
use crate::params::{Id, Quantity};
use crate::scenario::{MAX_WRITE_CLASSES, WriteClass};
use crate::state::lab::{Action, Edit};
use crate::text::Text;
use crate::web::screens::lab::Shown;
use crate::web::widgets::icon::Icon;
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

/// The first class's rate or region, or an offer to have one.
pub fn first_class(state: &Shown, id: Id, act: &Callback<Action>) -> Html {
    let language = state.language();
    match state.asked.writes.first() {
        Some(class) => html! {
            <QuantityControl key="class" {language} {id} range={*id.range()} value={quantity_of(id, *class)} changed={state.is_changed(id)}
                complaint={state.complaint(id, 0)} on_reset={act.reform(move |()| Action::Reset(id))} on_set={setter(0, act)} />
        },
        None if id == Id::WriteRate => html! {
            <p key="none" class="control note" data-param={id.param().key}>
                { word!(language, "Nothing is written. ") }
                <button type="button" class="plain" onclick={act.reform(|_| Action::Edit(Edit::AddWrites))}>{ ADD.get(language) }</button>
            </p>
        },
        None => html! { <span key="absent" hidden=true></span> },
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
        <QuantityControl key={id.param().key} language={state.language()} {id} class={index} range={*id.range()} {value} changed={value != default}
            complaint={state.complaint(id, index)} on_reset={set.reform(move |()| Some(default))} on_set={set} />
    }
}
