//! A link to this setup or to this moment, as text and as a QR code.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::copy::Copyable;
use super::public::Public;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::format;
use crate::view::qr::{Qr, qr};
use crate::web::shell::address;
use crate::web::widgets::dialog::Dialog;
use crate::{say, word};

/// What the link is to.
#[derive(PartialEq, Properties)]
pub struct LinkPanelProps {
    /// The moment at which the sheet was opened.
    pub at: SimTime,
    /// The link to a moment, or to the start.
    pub link: Callback<SimTime, String>,
    /// The language.
    pub language: Language,
    /// Makes what a link opens a step of a lesson.
    pub on_step: Callback<String>,
    /// Says what has happened.
    pub say: Callback<String>,
    /// What stands below.
    #[prop_or_default]
    pub children: Html,
}

/// The panel.
#[component]
pub fn LinkPanel(props: &LinkPanelProps) -> Html {
    let language = props.language;
    // The moment is what is looked at; at the start there is nothing to choose.
    let here = use_state(|| true);
    let large = use_state(|| false);
    let at = if *here { props.at } else { SimTime::ZERO };
    let again = use_force_update();
    let link = props.link.emit(at);
    let address = address::for_others(&link);
    let open_to_others = address::is_open_to_others();
    let code = use_memo((address.clone(), open_to_others), |(address, open)| {
        open.then(|| qr(address)).flatten()
    });
    let choices = [
        (false, "setup", word!(language, "this setup, from the start").to_owned()),
        (
            true,
            "moment",
            say!(language, "this moment, {0}", format::clock(language, props.at)),
        ),
    ];
    let done = if at.is_zero() {
        word!(language, "Copied: the link opens this setup.").to_owned()
    } else {
        say!(
            language,
            "Copied: the link opens this setup at {0}.",
            format::clock(language, at)
        )
    };
    let enlarge = |on: bool| {
        let large = large.setter();
        move || large.set(on)
    };
    let (open, close) = (enlarge(true), enlarge(false));
    let share = can_share().then(|| {
        let address = address.clone();
        let onclick = move |_: MouseEvent| share(&address);
        html! { <button key="system" type="button" data-action="system-share" {onclick}>{ word!(language, "Send …") }</button> }
    });
    let on_step = props.on_step.reform(move |_: MouseEvent| link.clone());
    html! {
        <div class="share-panel">
            if !props.at.is_zero() {
                <fieldset key="moment" class="row-of-boxes">
                    <legend>{ word!(language, "The link opens") }</legend>
                    { for choices.into_iter().map(|(moment, name, label)| {
                        let setter = here.setter();
                        let onchange = move |_: Event| setter.set(moment);
                        html! { <label key={name} class="ticked"><input type="radio" name="share-moment" value={name} checked={*here == moment} {onchange} />{ label }</label> }
                    }) }
                </fieldset>
            }
            <Public key="public" {language} on_place={move |()| again.force_update()} />
            <div key="link" class="with-code">
                <Copyable name="link" label={word!(language, "Link" in "address")} text={address.clone()} rows=5 {done} {language} say={props.say.clone()}>
                    { share.unwrap_or_default() }
                </Copyable>
                if let Some(code) = code.as_ref() {
                    <button type="button" class="code" data-action="large-code" onclick={move |_: MouseEvent| open()}
                        aria-label={word!(language, "QR code of the link: show it large")}>
                        { drawing(code) }
                        <span>{ word!(language, "enlarge") }</span>
                    </button>
                } else if !open_to_others {
                    <p class="note" data-part="no-code">{ word!(language, "It goes behind the address of any copy of this page. A QR code needs the public address.") }</p>
                } else {
                    <p class="note">{ word!(language, "This link is too long for a QR code.") }</p>
                }
            </div>
            <p key="step" class="ways">
                <button type="button" data-action="make-step" onclick={on_step}>{ word!(language, "Make this a step of a lesson") }</button>
            </p>
            { props.children.clone() }
            <Dialog key="large" id="code" {language} title={word!(language, "Scan to open")} open={*large} on_close={move |()| close()}>
                if let Some(code) = code.as_ref().as_ref().filter(|_| *large) {
                    { drawing(code) }
                    <p>{ address }</p>
                }
            </Dialog>
        </div>
    }
}

/// Black on white in every theme: readers of codes expect it.
pub fn drawing(code: &Qr) -> Html {
    let side = code.side.to_string();
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} shape-rendering="crispEdges" aria-hidden="true">
            <rect width={side.clone()} height={side} fill="#fff" /><path d={code.path.clone()} fill="#000" />
        </svg>
    }
}

/// Whether the system has a sheet of its own for sending links.
fn can_share() -> bool {
    let navigator = gloo::utils::window().navigator();
    js_sys::Reflect::has(&navigator, &JsValue::from_str("share")).unwrap_or(false)
}

fn share(address: &str) {
    let data = ShareData::new();
    data.set_title("Migrascope");
    data.set_url(address);
    let sent = gloo::utils::window().navigator().share_with_data(&data);
    // Who closes the system's sheet has changed their mind: nothing to tell.
    spawn_local(async move { drop(JsFuture::from(sent).await) });
}
