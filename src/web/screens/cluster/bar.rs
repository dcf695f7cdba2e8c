//! What the screen of clusters puts into the header: the stories, and Share.

use yew::prelude::*;

use super::story_of;
use crate::link::cluster::presets::STORIES;
use crate::state::cluster::ClusterScreen;
use crate::web::screens::ScreenProps;
use crate::web::shell::Sheet;
use crate::web::widgets::select::Select;
use crate::word;

/// The list of stories; in a frame of another page there is nothing to share.
pub fn bar(props: &ScreenProps) -> Html {
    let language = props.state.language();
    let screen = props
        .state
        .screen::<ClusterScreen>()
        .expect("the row of clusters draws them");
    let told = story_of(&screen).and_then(|story| STORIES.iter().position(|other| other == story));
    let mut options: Vec<(AttrValue, AttrValue)> = Vec::new();
    if told.is_none() {
        let name = if screen.is_anything_changed() {
            word!(language, "Your own cluster")
        } else {
            word!(language, "Choose a story")
        };
        options.push(("".into(), name.into()));
    }
    options.extend(STORIES.iter().enumerate().map(|(index, story)| {
        let label = format!("{} · {}", index + 1, story.name.get(language));
        (index.to_string().into(), label.into())
    }));
    let value = told.map(|index| index.to_string()).unwrap_or_default();
    let on_travel = props.on_travel.clone();
    let on_choose = Callback::from(move |chosen: String| {
        if let Some(story) = chosen.parse::<usize>().ok().and_then(|index| STORIES.get(index)) {
            on_travel.emit(story.link.to_owned());
        }
    });
    html! {
        <>
            <Select label={word!(language, "Story")} action="preset" {options} {value} {on_choose} />
            if !props.state.page.embed {
                <button type="button" data-action="share" onclick={props.on_sheet.reform(|_| Some(Sheet::Share))}>{ word!(language, "Share") }</button>
            }
        </>
    }
}
