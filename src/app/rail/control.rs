//! What all controls have in common: label, mark of a change, help, reset.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::icon::Icon;
use crate::app::select::Select;
use crate::params::Id;

/// The row above a control.
#[derive(Clone, PartialEq, Properties)]
pub struct HeadProps {
    /// The label's text.
    pub label: AttrValue,
    /// The id of the control that the label names.
    pub target: AttrValue,
    /// What the parameter does.
    pub help: AttrValue,
    /// Whether it differs from the default.
    pub changed: bool,
    /// Gives the default back.
    pub on_reset: Callback<()>,
    /// A field beside the label.
    #[prop_or_default]
    pub children: Html,
}

/// The id of the help of a control.
#[must_use]
pub fn help_id(target: &str) -> String {
    format!("{target}-help")
}

/// Label, help, mark and reset.
#[function_component(Head)]
pub fn head(props: &HeadProps) -> Html {
    let open = use_state(|| false);
    let tip = help_id(&props.target);
    let set = |shown: bool| {
        let open = open.setter();
        move || open.set(shown)
    };
    let (show, hide, leave) = (set(true), set(false), set(false));
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let on_escape = {
        let (open, hide) = (*open, set(false));
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && open {
                event.stop_propagation();
                hide();
            }
        })
    };
    let reset = {
        let target = props.target.clone();
        props.on_reset.reform(move |_: MouseEvent| {
            // The button goes away with its reason; the focus must not get lost with it.
            if let Some(control) = crate::app::place::element(&target) {
                let _ = control.focus();
            }
        })
    };
    html! {
        <div class="head">
            <label for={props.target.clone()}>
                if props.changed {
                    <span key="mark" class="mark" aria-hidden="true"></span>
                }
                <span key="text">{ props.label.clone() }</span>
                if props.changed {
                    <span key="said" class="hidden">{ " (changed)" }</span>
                }
            </label>
            <button type="button" class="help" aria-label={format!("Help: {}", props.label)} aria-expanded={open.to_string()}
                aria-describedby={tip.clone()} onclick={toggle} onkeydown={on_escape}
                onmouseenter={Callback::from(move |_| show())} onmouseleave={Callback::from(move |_| leave())}
                onblur={Callback::from(move |_| hide())}>{ "?" }</button>
            if props.changed {
                <button key="reset" type="button" class="reset" aria-label={format!("Reset: {}", props.label)} onclick={reset}>{ Icon::Undo.html() }</button>
            }
            <span class="gap"></span>
            { props.children.clone() }
            <p class="tip" id={tip} role="tooltip" hidden={!*open}>{ props.help.clone() }</p>
        </div>
    }
}

/// A list with its head.
#[derive(Clone, PartialEq, Properties)]
pub struct ChoosingProps {
    /// The parameter.
    pub id: Id,
    /// Whether it differs from the default.
    pub changed: bool,
    /// Gives the default back.
    pub on_reset: Callback<()>,
    /// Values with labels.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The chosen value.
    pub value: AttrValue,
    /// What the chosen value means.
    pub help: AttrValue,
    /// Called with another value.
    pub on_choose: Callback<String>,
}

/// A choice of words.
#[function_component(Choosing)]
pub fn choosing_control(props: &ChoosingProps) -> Html {
    let param = props.id.param();
    let target = format!("p-{}", param.key);
    html! {
        <div class="control" data-param={param.key}>
            <Head label={param.label} target={target.clone()} help={format!("{} Now: {}", param.help, props.help)}
                changed={props.changed} on_reset={props.on_reset.clone()}>
                <Select id={target.clone()} described_by={help_id(&target)} options={props.options.clone()}
                    value={props.value.clone()} on_choose={props.on_choose.clone()} />
            </Head>
        </div>
    }
}

/// A box to tick, with its head.
#[derive(Clone, PartialEq, Properties)]
pub struct TickingProps {
    /// The parameter.
    pub id: Id,
    /// Whether it differs from the default.
    pub changed: bool,
    /// Gives the default back.
    pub on_reset: Callback<()>,
    /// Whether it is ticked.
    pub on: bool,
    /// Called with the other.
    pub on_tick: Callback<bool>,
}

/// On or off.
#[function_component(Ticking)]
pub fn ticking(props: &TickingProps) -> Html {
    let param = props.id.param();
    let target = format!("p-{}", param.key);
    html! {
        <div class="control" data-param={param.key}>
            <Head label={param.label} target={target.clone()} help={param.help} changed={props.changed} on_reset={props.on_reset.clone()}>
                <Tick id={target.clone()} described_by={help_id(&target)} on={props.on} on_tick={props.on_tick.clone()} />
            </Head>
        </div>
    }
}

/// The box itself.
#[derive(Clone, PartialEq, Properties)]
pub struct TickProps {
    /// Its id, for a label.
    pub id: AttrValue,
    /// The id of its help.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Whether it is ticked.
    pub on: bool,
    /// Called with the other.
    pub on_tick: Callback<bool>,
}

/// A native box.
#[function_component(Tick)]
pub fn tick(props: &TickProps) -> Html {
    let onchange = props.on_tick.reform(|event: Event| {
        event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            .is_some_and(|input| input.checked())
    });
    html! {
        <input type="checkbox" id={props.id.clone()} checked={props.on} aria-describedby={props.described_by.clone()} {onchange} />
    }
}

/// A complaint below a control.
pub fn complaint(id: &str, text: Option<&str>) -> Html {
    html! {
        <p key="complaint" id={id.to_owned()} class="complaint" role="status" hidden={text.is_none()}>{ text.unwrap_or_default() }</p>
    }
}
