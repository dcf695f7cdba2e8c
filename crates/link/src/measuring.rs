//! What a link says about a measured migration, in a table of its own: an example by its name, or a whole text. The experiment that
//! is fitted to it needs no key: it is a link to the Lab, which shows the measured run behind it if the text stands in the link too.

use super::keys::{ScreenKeys, params};
use super::learning::{Name, Packed};
use engine::parameters;
use engine::params::Control::Elsewhere;
use engine::params::Effect::Looks;
use engine::params::{Param, Place, ScreenName};
use std::sync::LazyLock;
use text::text;

/// A link with a text is no longer than this, so that every program that passes links on takes it.
pub const LONGEST: usize = 2000;

parameters! {
    /// What the screen of measured migrations shows.
    Measuring;

    Example: Name {
        field: example = Name::default(),
        key: "example",
        label: text!("Example"),
        help: text!("The example of a format, by the name of the format with hyphens for blanks."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the list of formats"),
        unsaid: text!("no example"),
        effect: Looks("what is measured is no experiment"),
    }
    Record: Packed<LONGEST> {
        field: record = Packed::default(),
        key: "record",
        label: text!("Measured text"),
        help: text!("A whole text about a migration, compressed and written in 64 letters; in the Lab it stands behind the live lane."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the ways to share a measured migration"),
        unsaid: text!("no text in the link"),
        effect: Looks("what is measured is no experiment"),
    }
}

/// The keys of the screen.
pub const MEASURED: ScreenKeys = ScreenKeys {
    screen: ScreenName::Measured,
    params: || &MEASURED_PARAMS,
};

static MEASURED_PARAMS: LazyLock<Vec<&'static Param>> = LazyLock::new(|| params::<Measuring>().collect());
