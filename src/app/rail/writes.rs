//! The write classes: the first is one of the essentials, all of them can be
//! edited below.

use yew::prelude::*;

use super::control::Head;
use super::quantity::QuantityControl;
use crate::app::icon::Icon;
use crate::app::select::{Select, choosing, options_of};
use crate::params::{Choice, Id, Pattern, Quantity};
use crate::scenario::{MAX_WRITE_CLASSES, WriteClass};
use crate::state::{Action, Edit, State};

/// What gave way, by class: its region, its rate.
#[must_use]
pub fn complaints(state: &State) -> Vec<(Option<String>, Option<String>)> {
    (0..state.asked.writes.len())
        .map(|class| (state.complaint(Id::WriteRegion, class), None))
        .collect()
}

fn edit_of(id: Id, class: usize, value: Option<Quantity>) -> Option<Edit> {
    match (id, value?) {
        (Id::WriteRegion, Quantity::Size(region)) => Some(Edit::WriteRegion(class, region)),
        (Id::WriteRate, Quantity::Rate(rate)) => Some(Edit::WriteRate(class, rate)),
        _ => None,
    }
}

fn quantity_of(id: Id, class: WriteClass) -> Quantity {
    match id {
        Id::WriteRate => Quantity::Rate(class.rate),
        _ => Quantity::Size(class.region),
    }
}

fn setter(id: Id, class: usize, on_action: &Callback<Action>) -> Callback<Option<Quantity>> {
    let on_action = on_action.clone();
    Callback::from(move |value| {
        if let Some(edit) = edit_of(id, class, value) {
            on_action.emit(Action::Edit(edit));
        }
    })
}

/// The first class's rate or region.
#[derive(Clone, PartialEq, Properties)]
pub struct FirstClassProps {
    /// Which of the two.
    pub id: Id,
    /// The class; `None` when nothing is written at all.
    pub class: Option<WriteClass>,
    /// Whether it differs from the default.
    pub changed: bool,
    /// What gave way.
    pub complaint: Option<String>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

/// A quantity of the first class, or an offer to have one.
#[function_component(FirstClass)]
pub fn first_class(props: &FirstClassProps) -> Html {
    let id = props.id;
    match props.class {
        Some(class) => html! {
            <QuantityControl key="class" {id} range={*id.range()} value={quantity_of(id, class)} changed={props.changed}
                complaint={props.complaint.clone()} on_reset={props.on_action.reform(move |()| Action::Reset(id))}
                on_set={setter(id, 0, &props.on_action)} />
        },
        None if id == Id::WriteRate => html! {
            <p key="none" class="control note" data-param={id.param().key}>
                { "Nothing is written. " }
                <button type="button" class="plain" onclick={props.on_action.reform(|_| Action::Edit(Edit::AddWrites))}>{ "Add writes" }</button>
            </p>
        },
        None => html! { <span key="absent" hidden=true></span> },
    }
}

/// All classes.
#[derive(Clone, PartialEq, Properties)]
pub struct ClassListProps {
    /// The classes.
    pub classes: Vec<WriteClass>,
    /// What gave way, by class.
    pub complaints: Vec<(Option<String>, Option<String>)>,
    /// Whether they differ from the default.
    pub changed: bool,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

/// The patterns of all classes, and everything about the second and later ones.
#[function_component(ClassList)]
pub fn class_list(props: &ClassListProps) -> Html {
    let full = props.classes.len() >= MAX_WRITE_CLASSES;
    let (act, param) = (&props.on_action, Id::Writes.param());
    html! {
        <div class="classes" data-param={param.key}>
            <Head key="head" label={param.label} target="p-add-writes" help={param.help} changed={props.changed}
                on_reset={act.reform(|()| Action::Reset(Id::Writes))} />
            { for props.classes.iter().enumerate().map(|(index, class)| class_html(props, index, *class)) }
            <button key="add" id="p-add-writes" type="button" class="plain" data-action="add-writes" disabled={full}
                onclick={act.reform(|_| Action::Edit(Edit::AddWrites))}>{ Icon::Add.html() }{ " Add writes" }</button>
        </div>
    }
}

fn class_html(props: &ClassListProps, index: usize, class: WriteClass) -> Html {
    let act = &props.on_action;
    let pattern = choosing(act.reform(move |pattern: Pattern| Action::Edit(Edit::WritePattern(index, pattern))));
    let name = format!("Writes {}", index + 1);
    let (region, rate) = props.complaints.get(index).cloned().unwrap_or_default();
    html! {
        <fieldset key={index} class="class" data-class={index.to_string()}>
            <legend class="hidden">{ name.clone() }</legend>
            <div key="head" class="head">
                <b>{ name.clone() }</b>
                <span class="gap"></span>
                <Select label={format!("{name}: pattern")} options={options_of::<Pattern>()} value={class.pattern.token()} on_choose={pattern} />
                <button type="button" class="reset" aria-label={format!("Remove {name}")}
                    onclick={act.reform(move |_| Action::Edit(Edit::RemoveWrites(index)))}>{ Icon::Close.html() }</button>
            </div>
            if index > 0 {
                { quantity_html(Id::WriteRate, index, class, rate, act) }
                { quantity_html(Id::WriteRegion, index, class, region, act) }
            }
        </fieldset>
    }
}

fn quantity_html(id: Id, index: usize, class: WriteClass, gave_way: Option<String>, act: &Callback<Action>) -> Html {
    let default = quantity_of(id, WriteClass::default());
    let value = quantity_of(id, class);
    let set = setter(id, index, act);
    html! {
        <QuantityControl key={id.param().key} {id} class={Some(index)} range={*id.range()} {value} changed={value != default}
            complaint={gave_way} on_reset={set.reform(move |()| Some(default))} on_set={set} />
    }
}
