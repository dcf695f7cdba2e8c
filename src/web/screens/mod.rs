//! The screens of the page: a row each.

mod cluster;
mod lab;
mod learn;
mod measured;
mod stories;

use yew::prelude::*;

use super::clock::Opening;
use super::shell::Sheet;
use super::shell::store::Shared;
use crate::state::{Action, ScreenRow};
use crate::units::SimTime;
use crate::view::palette::Scheme;
pub use cluster::CLUSTER;
pub use lab::LAB;
pub use learn::LEARN;
pub use measured::MEASURED;

/// The screens that are built, in the order of the header.
pub static SCREENS: &[Row] = &[LAB, LEARN, MEASURED, CLUSTER];

/// A screen: what it knows, and how it is drawn.
#[derive(Clone, Copy)]
pub struct Row {
    /// Its name, its keys in links, and its state.
    pub screen: ScreenRow,
    /// What it puts into the header.
    pub bar: fn(&ScreenProps) -> Html,
    /// What a page without an address opens, if it has something for those who are here for the first time.
    pub first: Option<fn() -> String>,
    /// What it shows: a component with a key of its own, in which there is one `<main tabindex="-1">`.
    pub view: fn(&ScreenProps) -> Html,
}

/// What the shell gives to the screen that is shown.
#[derive(Clone, PartialEq, Properties)]
pub struct ScreenProps {
    /// The page, and in it the screen.
    pub state: Shared,
    /// Its colours.
    pub scheme: Scheme,
    /// How much of it is to be drawn now.
    pub drawn: Drawn,
    /// Nothing of it is seen.
    pub blank: bool,
    /// What lies over it.
    pub sheet: Option<Sheet>,
    /// Counts the links that were opened to be played at once.
    pub plays: u32,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Travels to another link of this screen; Back returns to this one.
    pub on_travel: Callback<String>,
    /// The next change is a step that Back undoes. `false`: unless it goes on with the last one, as a drag does.
    pub step: Callback<bool>,
    /// Lays a sheet over the page, or takes it away.
    pub on_sheet: Callback<Option<Sheet>>,
}

impl ScreenProps {
    /// How the clock of a screen begins.
    fn opening(&self, start: SimTime, opened: u32) -> Opening {
        Opening {
            start,
            opened,
            plays: self.plays,
            at_once: false,
            blank: self.blank,
        }
    }
}

/// How much of a page is drawn: it comes in steps, so that a slow device answers in between.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Drawn {
    /// What is around everything.
    Frame,
    /// What stands beside the main thing: parameters.
    Side,
    /// What the screen is about.
    Main,
    /// The rest.
    All,
}
