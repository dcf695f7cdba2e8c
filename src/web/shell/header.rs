//! The bar at the top.

use yew::prelude::*;

use super::address;
use super::presenting::whole_screen;
use super::store::Shared;
use super::{Sheet, language};
use crate::link::page;
use crate::params::{Choice, ScreenName};
use crate::state::Action;
use crate::text::Language;
use crate::web::widgets::select::{Select, choice_list};
use crate::word;

/// What the bar shows.
#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    /// The page.
    pub state: Shared,
    /// What the screen puts into it.
    pub bar: Html,
    /// In a frame of another page: the address of the whole page.
    pub whole: Option<AttrValue>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Lays a sheet over the page.
    pub on_sheet: Callback<Option<Sheet>>,
}

/// Name, screens, what the screen puts there, present, language, theme, help.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let language = props.state.language();
    let present = props.state.page.present;
    let mut theme = choice_list(language, props.state.page.theme, &props.on_action, Action::Theme);
    if let Some(auto) = theme.options.first_mut() {
        auto.1 = word!(language, "theme: system").into();
    }
    html! {
        <header class="topbar" data-part="header">
            <span class="brand">{ "Migrascope" }</span>
            { screens(props) }
            <span class="gap"></span>
            { props.bar.clone() }
            if let Some(whole) = &props.whole {
                { whole_page(language, whole) }
            } else {
                <button type="button" data-action="present" aria-pressed={present.to_string()}
                    onclick={props.on_action.reform(|_| Action::TogglePresent)}>{ word!(language, "Present") }</button>
                if present {
                    { whole_screen(language) }
                }
            }
            { languages(props) }
            <Select label={word!(language, "Theme")} action="theme" ..theme />
            <button type="button" class="square" data-action="help" aria-label={word!(language, "What is a migration?")}
                onclick={props.on_sheet.reform(|_| Some(Sheet::Entrance))}>{ "?" }</button>
        </header>
    }
}

/// The way to the other screens, as soon as there are any.
fn screens(props: &HeaderProps) -> Html {
    let (state, language) = (&props.state, props.state.language());
    if state.names().count() < 2 {
        return html! {};
    }
    html! {
        <nav class="screens" aria-label={word!(language, "Screens")}>
            for name in state.names() {
                { screen(props, name, language) }
            }
        </nav>
    }
}

/// A link, so that it can be opened in another tab as well.
fn screen(props: &HeaderProps, name: ScreenName, language: Language) -> Html {
    let state = &props.state;
    let current = (name == state.shown()).then_some("page");
    let on_action = props.on_action.clone();
    let onclick = address::in_this_tab(move || on_action.emit(Action::Show(name)));
    html! {
        <a key={name.token()} href={address::href(&state.link_to(name))} data-screen={name.token()} aria-current={current}
            title={name.help().get(language)} {onclick}>{ name.label().get(language) }</a>
    }
}

/// The way out of a frame: the same experiment with everything around it, in a tab of its own.
pub fn whole_page(language: Language, address: &AttrValue) -> Html {
    html! {
        <a key="whole" class="whole" data-action="whole" href={address.clone()} target="_blank" rel="noopener">
            { word!(language, "Open in Migrascope") }
        </a>
    }
}

/// The list of languages, by their tags: there is little room.
fn languages(props: &HeaderProps) -> Html {
    let (language, wanted) = (props.state.language(), props.state.wanted_language());
    let others = (wanted == Language::Pseudo).then_some(wanted);
    let options: Vec<(AttrValue, AttrValue)> = language::offered()
        .chain(others)
        .map(|language| (language.tag().into(), language.tag().to_ascii_uppercase().into()))
        .collect();
    let on_choose = props
        .on_action
        .reform(move |tag: String| Action::Language(Language::from_token(&tag).unwrap_or(wanted)));
    html! {
        <Select label={page::Id::Language.param().label.get(language)} action="language" {options} value={wanted.tag()} {on_choose} />
    }
}
