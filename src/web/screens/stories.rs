//! The stories of a screen: a list in the header with Share beside it, and digits while presenting.

use yew::prelude::*;

use super::ScreenProps;
use crate::text::{Language, Text};
use crate::web::shell::Sheet;
use crate::web::shell::keys::{Key, use_keys};
use crate::web::widgets::select::Select;
use crate::word;

/// While presenting, digits open so many of them.
const DIGITS: usize = 9;

/// A story: its name and its link.
pub type Story = (Text, &'static str);

/// What is shown of the stories: all of them, which of them is on the page, and what stands there if it is none.
pub struct Shelf {
    /// All.
    pub stories: Vec<Story>,
    /// The place of the one that is on the page.
    pub told: Option<usize>,
    /// What the page has that is none of them.
    pub own: Option<&'static str>,
}

/// The list of stories, and Share; in a frame of another page there is nothing to share.
pub fn bar(props: &ScreenProps, shelf: Shelf) -> Html {
    let language = props.state.language();
    html! {
        <>
            { list(props, language, shelf) }
            if !props.state.page.embed {
                <button type="button" data-action="share" onclick={props.on_sheet.reform(|_| Some(Sheet::Share))}>{ word!(language, "Share") }</button>
            }
        </>
    }
}

fn list(props: &ScreenProps, language: Language, shelf: Shelf) -> Html {
    let mut options: Vec<(AttrValue, AttrValue)> = Vec::new();
    if shelf.told.is_none() {
        let name = shelf.own.unwrap_or(word!(language, "Choose a story"));
        options.push(("".into(), name.into()));
    }
    options.extend(shelf.stories.iter().enumerate().map(|(index, (name, _))| {
        let name = name.get(language);
        let label = if props.state.page.present && index < DIGITS {
            format!("{} {name}", index + 1).into()
        } else {
            name.into()
        };
        (index.to_string().into(), label)
    }));
    let value = shelf.told.map(|index| index.to_string()).unwrap_or_default();
    let on_travel = props.on_travel.clone();
    let on_choose = Callback::from(move |chosen: String| {
        let story = chosen.parse::<usize>().ok().and_then(|index| shelf.stories.get(index));
        if let Some((_, link)) = story {
            on_travel.emit((*link).to_owned());
        }
    });
    html! { <Select label={word!(language, "Story")} action="preset" {options} {value} {on_choose} /> }
}

/// While presenting, digits open the first stories.
#[hook]
pub fn use_story_keys(present: bool, on_travel: &Callback<String>, link: fn(usize) -> Option<&'static str>) {
    let on_travel = on_travel.clone();
    use_keys(present, move |key: &Key, present: &bool| {
        let digit = key
            .name
            .parse::<usize>()
            .ok()
            .filter(|digit| *present && *digit <= DIGITS);
        let link = digit.and_then(|digit| link(digit.checked_sub(1)?));
        if let Some(link) = link {
            on_travel.emit(link.to_owned());
        }
        link.is_some()
    });
}
