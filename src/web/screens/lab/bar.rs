//! What the Lab puts into the header: the stories, and Share.

use yew::prelude::*;

use super::story::story_of;
use crate::link::presets::PRESETS;
use crate::state::lab::Lab;
use crate::text::Language;
use crate::web::screens::ScreenProps;
use crate::web::shell::Sheet;
use crate::web::widgets::select::Select;
use crate::word;

/// The list of stories; in a frame of another page there is nothing to share.
pub fn bar(props: &ScreenProps) -> Html {
    let language = props.state.language();
    let lab = props.state.screen::<Lab>().expect("the row of the Lab draws the Lab");
    html! {
        <>
            { stories(props, &lab, language) }
            if !props.state.page.embed {
                <button type="button" data-action="share" onclick={props.on_sheet.reform(|_| Some(Sheet::Share))}>{ word!(language, "Share") }</button>
            }
        </>
    }
}

/// The list of presets.
fn stories(props: &ScreenProps, lab: &Lab, language: Language) -> Html {
    let story = story_of(&lab.scenario);
    let mut options: Vec<(AttrValue, AttrValue)> = Vec::new();
    if story.is_none() {
        let name = if lab.is_anything_changed() {
            word!(language, "Your own experiment")
        } else {
            word!(language, "Choose a story")
        };
        options.push(("".into(), name.into()));
    }
    options.extend(PRESETS.iter().enumerate().map(|(index, preset)| {
        let name = preset.name.get(language);
        // While presenting, digits open the first nine.
        let label = if props.state.page.present && index < 9 {
            format!("{} {name}", index + 1).into()
        } else {
            name.into()
        };
        (index.to_string().into(), label)
    }));
    let value = story.map(|index| index.to_string()).unwrap_or_default();
    let on_travel = props.on_travel.clone();
    let on_choose = Callback::from(move |chosen: String| {
        if let Some(preset) = chosen.parse::<usize>().ok().and_then(|index| PRESETS.get(index)) {
            on_travel.emit(preset.link.to_owned());
        }
    });
    html! { <Select label={word!(language, "Story")} action="preset" {options} {value} {on_choose} /> }
}
