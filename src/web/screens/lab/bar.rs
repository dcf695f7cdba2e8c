//! What the Lab puts into the header: the stories, and Share.

use yew::prelude::*;

use super::story::story_of;
use crate::link::presets::PRESETS;
use crate::state::lab::Lab;
use crate::web::screens::ScreenProps;
use crate::web::screens::stories::{self, Shelf};
use crate::word;

/// The list of presets.
pub fn bar(props: &ScreenProps) -> Html {
    let language = props.state.language();
    let lab = props.state.screen::<Lab>().expect("the row of the Lab draws the Lab");
    let shelf = Shelf {
        stories: PRESETS.iter().map(|preset| (preset.name, preset.link)).collect(),
        told: story_of(&lab.scenario),
        own: lab
            .is_anything_changed()
            .then(|| word!(language, "Your own experiment")),
    };
    stories::bar(props, shelf)
}
