//! What all controls have in common: label, mark of a change, help, reset.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::params::{Param, Word};
use crate::text::{Language, Text};
use crate::web::widgets::icon::Icon;
use crate::web::widgets::select::{Select, SelectProps, options};
use crate::{say, word};

/// What a control says about itself.
#[derive(Clone, PartialEq)]
pub struct About {
    /// The language of its words.
    pub language: Language,
    /// The row of its parameter.
    pub param: &'static Param,
    /// Whether it differs from the default.
    pub changed: bool,
    /// Gives the default back.
    pub on_reset: Callback<()>,
    /// Where it is one of two.
    pub beside: Beside,
}

/// One of two controls of the same parameter.
#[derive(Clone, Default, PartialEq)]
pub struct Beside {
    /// What it is called beside the other.
    pub mark: Option<&'static str>,
    /// What else can be done with the two.
    pub tools: Html,
}

impl Beside {
    /// An id that the other one has not.
    #[must_use]
    pub fn id(&self, id: String) -> String {
        match self.mark {
            Some(mark) => format!("{id}-{mark}"),
            None => id,
        }
    }

    /// A name that the other one has not.
    #[must_use]
    pub fn name(&self, name: &str) -> String {
        match self.mark {
            Some(mark) => format!("{mark} {name}"),
            None => name.to_owned(),
        }
    }
}

impl About {
    /// The id of the control.
    #[must_use]
    pub fn target(&self) -> String {
        self.beside.id(format!("p-{}", self.param.key))
    }

    /// Its help.
    #[must_use]
    pub fn help(&self) -> AttrValue {
        self.param.help.get(self.language).into()
    }

    /// Head and body of a control; `inside` stands in the row of its name, `below` under it.
    pub fn control(&self, help: AttrValue, inside: Html, below: Html) -> Html {
        html! {
            <div class="control" data-param={self.param.key} data-mark={self.beside.mark}>
                <Head language={self.language} label={self.param.label.get(self.language)} target={self.target()} {help} changed={self.changed}
                    on_reset={self.on_reset.clone()} beside={self.beside.clone()}>
                    { inside }
                </Head>
                { below }
            </div>
        }
    }
}

/// The row above a control.
#[derive(PartialEq, Properties)]
pub struct HeadProps {
    /// The language of its words.
    pub language: Language,
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
    /// Where it is one of two.
    #[prop_or_default]
    pub beside: Beside,
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
#[component]
pub fn Head(props: &HeadProps) -> Html {
    let language = props.language;
    let open = use_state(|| false);
    let tip = help_id(&props.target);
    // A finger first hovers, then clicks: a click that closed again would show nothing.
    let show = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let hide = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let on_escape = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                event.stop_propagation();
                open.set(false);
            }
        })
    };
    let reset = {
        let target = props.target.clone();
        props.on_reset.reform(move |_: MouseEvent| {
            // The button goes away with its reason; the focus must not get lost with it.
            if let Some(control) = crate::web::widgets::place::element(&target) {
                let _ = control.focus();
            }
        })
    };
    html! {
        <div class="head">
            if props.changed {
                <button key="reset" type="button" class="reset mark" aria-label={say!(language, "Reset: {0}", props.label)} onclick={reset}>{ Icon::Undo.html() }</button>
            }
            <label key="label" for={props.target.clone()}>
                if let Some(mark) = props.beside.mark {
                    <span key="mark" class="letter">{ mark }</span>{ " " }
                }
                { props.label.clone() }
                if props.changed {
                    <span key="said" class="hidden">{ word!(language, " (changed)") }</span>
                }
            </label>
            <button key="help" type="button" class="help" aria-label={say!(language, "Help: {0}", props.label)}
                aria-describedby={tip.clone()} onclick={show.clone()} onkeydown={on_escape} onmouseenter={show}
                onmouseleave={hide.reform(|_| ())} onblur={hide.reform(|_| ())}>{ "?" }</button>
            <span key="gap" class="gap"></span>
            { props.beside.tools.clone() }
            { props.children.clone() }
            <p key="tip" class="tip" id={tip} role="tooltip" hidden={!*open}>{ props.help.clone() }</p>
        </div>
    }
}

/// A choice of words; `help` says what the chosen one means.
pub fn choosing(about: &About, help: Text, list: SelectProps) -> Html {
    let language = about.language;
    let help = say!(
        language,
        "{0} Now: {1}",
        about.param.help.get(language),
        help.get(language)
    );
    let target = about.target();
    about.control(
        help.into(),
        html! { <Select id={target.clone()} described_by={help_id(&target)} ..list /> },
        html! {},
    )
}

/// A choice among the words of a parameter, by their places.
pub fn wording(about: &About, words: &'static [Word], chosen: usize, on_word: &Callback<usize>) -> Html {
    let list = SelectProps {
        options: options(about.language, words),
        value: words[chosen].token.into(),
        on_choose: on_word.reform(move |token: String| {
            let word = words.iter().position(|word| word.token == token);
            word.unwrap_or(chosen)
        }),
        ..SelectProps::default()
    };
    choosing(about, words[chosen].help, list)
}

/// On or off.
pub fn ticking(about: &About, on: bool, on_tick: &Callback<bool>) -> Html {
    about.control(about.help(), tick(&about.target(), on, on_tick), html! {})
}

/// A native box to tick, described by the help of its control.
pub fn tick(id: &str, on: bool, on_tick: &Callback<bool>) -> Html {
    let onchange = on_tick.reform(|event: Event| {
        event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked())
    });
    html! { <input key="tick" type="checkbox" id={id.to_owned()} checked={on} aria-describedby={help_id(id)} {onchange} /> }
}

/// A complaint below a control.
pub fn complaint(id: &str, text: Option<&str>) -> Html {
    html! {
        <p key="complaint" id={id.to_owned()} class="complaint" role="status" hidden={text.is_none()}>{ text.unwrap_or_default().to_owned() }</p>
    }
}
