//! The bar at the top.

use yew::prelude::*;

use super::Sheet;
use super::select::{Select, choosing, options_of};
use crate::link::{self, presets::PRESETS};
use crate::params::{Choice, Theme};
use crate::scenario::{Display, Scenario};
use crate::state::Action;

/// What the bar shows.
#[derive(Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// How the experiment is shown.
    pub display: Display,
    /// The experiment, to tell whether it is one of the presets.
    pub scenario: Scenario,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Travels to another experiment.
    pub on_travel: Callback<String>,
    /// Lays a sheet over the page.
    pub on_sheet: Callback<Option<Sheet>>,
}

/// Name, presets, share, present, theme, help.
#[function_component(Header)]
pub fn header(props: &HeaderProps) -> Html {
    let present = props.display.present;
    let theme = choosing(props.on_action.reform(Action::Theme));
    html! {
        <header class="topbar" data-part="header">
            <span class="brand">{ "Migrascope" }</span>
            <span class="gap"></span>
            <Stories scenario={props.scenario.clone()} on_travel={props.on_travel.clone()} />
            <button type="button" data-action="share" onclick={props.on_sheet.reform(|_| Some(Sheet::Share))}>{ "Share" }</button>
            <button type="button" data-action="present" aria-pressed={present.to_string()}
                onclick={props.on_action.reform(|_| Action::TogglePresent)}>{ "Present" }</button>
            <Select label="Theme" action="theme" options={theme_options()} value={props.display.theme.token()} on_choose={theme} />
            <button type="button" class="square" data-action="help" aria-label="Keys"
                onclick={props.on_sheet.reform(|_| Some(Sheet::Help))}>{ "?" }</button>
        </header>
    }
}

fn theme_options() -> Vec<(AttrValue, AttrValue)> {
    let mut options = options_of::<Theme>();
    if let Some(auto) = options.first_mut() {
        auto.1 = "theme: system".into();
    }
    options
}

/// The list of presets.
#[derive(Clone, PartialEq, Properties)]
struct StoriesProps {
    scenario: Scenario,
    on_travel: Callback<String>,
}

#[function_component(Stories)]
fn stories(props: &StoriesProps) -> Html {
    let scenarios = use_memo((), |()| {
        PRESETS
            .iter()
            .map(|preset| link::parse(preset.link).0.scenario)
            .collect::<Vec<_>>()
    });
    let current = scenarios.iter().position(|scenario| *scenario == props.scenario);
    let mut options: Vec<(AttrValue, AttrValue)> = Vec::new();
    if current.is_none() {
        let name = if props.scenario == Scenario::default() {
            "Choose a story"
        } else {
            "Your own experiment"
        };
        options.push(("".into(), name.into()));
    }
    options.extend(
        PRESETS
            .iter()
            .enumerate()
            .map(|(index, preset)| (index.to_string().into(), preset.name.into())),
    );
    let value = current.map(|index| index.to_string()).unwrap_or_default();
    let choose = {
        let on_travel = props.on_travel.clone();
        Callback::from(move |chosen: String| {
            if let Some(preset) = chosen.parse::<usize>().ok().and_then(|index| PRESETS.get(index)) {
                on_travel.emit(preset.link.to_owned());
            }
        })
    };
    html! { <Select label="Story" action="preset" {options} {value} on_choose={choose} /> }
}
