//! What the screen of clusters puts into the header: the stories, and Share.

use std::sync::LazyLock;

use yew::prelude::*;

use crate::link::cluster::presets::STORIES;
use crate::link::cluster::{Asked, parse};
use crate::state::cluster::ClusterScreen;
use crate::web::screens::ScreenProps;
use crate::web::screens::stories::{self, Shelf};
use crate::word;

/// What each story asks for, in both runs.
static ASKED: LazyLock<Vec<(Asked, Option<Asked>)>> = LazyLock::new(|| {
    let asked = STORIES.iter().map(|story| parse(story.link).0);
    asked.map(|link| (link.first, link.second)).collect()
});

/// The place of the story that a screen shows.
pub fn story_of(screen: &ClusterScreen) -> Option<usize> {
    let second = screen.other().map(|run| &run.asked);
    ASKED
        .iter()
        .position(|(first, other)| *first == screen.first.asked && other.as_ref() == second)
}

/// The list of stories.
pub fn bar(props: &ScreenProps) -> Html {
    let language = props.state.language();
    let screen = props
        .state
        .screen::<ClusterScreen>()
        .expect("the row of clusters draws them");
    let shelf = Shelf {
        stories: STORIES.iter().map(|story| (story.name, story.link)).collect(),
        told: story_of(&screen),
        own: screen
            .is_anything_changed()
            .then(|| word!(language, "Your own cluster")),
    };
    stories::bar(props, shelf)
}
