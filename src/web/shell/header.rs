//! The bar at the top.

use yew::prelude::*;

use crate::display::{self, Display};
use crate::link::{self, presets::PRESETS};
use crate::params::Choice;
use crate::scenario::Scenario;
use crate::state::Action;
use crate::text::Language;
use crate::web::shell::Sheet;
use crate::web::shell::language;
use crate::web::shell::presenting::whole_screen;
use crate::web::widgets::select::{Select, choice_list};
use crate::word;

/// What the bar shows.
#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    /// The language of its words.
    pub language: Language,
    /// The language that is on its way, or the same.
    pub wanted: Language,
    /// How the experiment is shown.
    pub display: Display,
    /// Which of the presets the experiment is.
    pub story: Option<usize>,
    /// Whether anything in it differs from the defaults.
    pub own: bool,
    /// In a frame of another page: the address of the whole page.
    pub whole: Option<AttrValue>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Travels to another experiment.
    pub on_travel: Callback<String>,
    /// Lays a sheet over the page.
    pub on_sheet: Callback<Option<Sheet>>,
}

/// Name, presets, share, present, language, theme, help.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let language = props.language;
    let present = props.display.present;
    let mut theme = choice_list(language, props.display.theme, &props.on_action, Action::Theme);
    if let Some(auto) = theme.options.first_mut() {
        auto.1 = word!(language, "theme: system").into();
    }
    html! {
        <header class="topbar" data-part="header">
            <span class="brand">{ "Migrascope" }</span>
            <span class="gap"></span>
            { stories(props) }
            if let Some(whole) = &props.whole {
                { whole_page(language, whole) }
            } else {
                <button type="button" data-action="share" onclick={props.on_sheet.reform(|_| Some(Sheet::Share))}>{ word!(language, "Share") }</button>
                <button type="button" data-action="present" aria-pressed={present.to_string()}
                    onclick={props.on_action.reform(|_| Action::TogglePresent)}>{ word!(language, "Present") }</button>
                if present {
                    { whole_screen(language) }
                }
            }
            { languages(props) }
            <Select label={word!(language, "Theme")} action="theme" ..theme />
            <button type="button" class="square" data-action="help" aria-label={word!(language, "Keys")}
                onclick={props.on_sheet.reform(|_| Some(Sheet::Help))}>{ "?" }</button>
        </header>
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
    let HeaderProps { language, wanted, .. } = *props;
    let others = (wanted == Language::Pseudo).then_some(wanted);
    let options: Vec<(AttrValue, AttrValue)> = language::offered()
        .chain(others)
        .map(|language| (language.tag().into(), language.tag().to_ascii_uppercase().into()))
        .collect();
    let on_choose = props
        .on_action
        .reform(move |tag: String| Action::Language(Language::from_token(&tag).unwrap_or(wanted)));
    html! {
        <Select label={display::Id::Language.param().label.get(language)} action="language" {options} value={wanted.tag()} {on_choose} />
    }
}

/// The list of presets.
fn stories(props: &HeaderProps) -> Html {
    let language = props.language;
    let mut options: Vec<(AttrValue, AttrValue)> = Vec::new();
    if props.story.is_none() {
        let name = if props.own {
            word!(language, "Your own experiment")
        } else {
            word!(language, "Choose a story")
        };
        options.push(("".into(), name.into()));
    }
    options.extend(PRESETS.iter().enumerate().map(|(index, preset)| {
        let name = preset.name.get(language);
        // While presenting, digits open the first nine.
        let label = if props.display.present && index < 9 {
            format!("{} {name}", index + 1).into()
        } else {
            name.into()
        };
        (index.to_string().into(), label)
    }));
    let value = props.story.map(|index| index.to_string()).unwrap_or_default();
    let on_travel = props.on_travel.clone();
    let on_choose = Callback::from(move |chosen: String| {
        if let Some(preset) = chosen.parse::<usize>().ok().and_then(|index| PRESETS.get(index)) {
            on_travel.emit(preset.link.to_owned());
        }
    });
    html! { <Select label={word!(language, "Story")} action="preset" {options} {value} {on_choose} /> }
}

/// Which of the presets the experiment is.
#[hook]
pub fn use_story(scenario: &Scenario) -> Option<usize> {
    let scenarios = use_memo((), |()| {
        PRESETS
            .iter()
            .map(|preset| link::parse(preset.link).0.scenario)
            .collect::<Vec<_>>()
    });
    scenarios.iter().position(|preset| preset == scenario)
}
