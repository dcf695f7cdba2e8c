//! What a link says about itself: the version of the language, and the screen that it opens.

use engine::parameters;
use engine::params::Control::Elsewhere;
use engine::params::Effect::Looks;
use engine::params::{Param, Place, Remark, ScreenName, Value, ValueError};
use engine::units::written::Echo;
use text::Language;

/// The version of the link language that is printed and read.
pub const VERSION: &str = "1";

parameters! {
    /// What a link says about itself.
    Head;

    Version: Version {
        field: version = Version::default(),
        key: "v",
        label: text!("Version"),
        help: text!("The version of the link language. Old links stay valid for ever."),
        group: Display, place: Place::Nowhere, control: Elsewhere("nothing to choose from"),
        effect: Looks("there is one version"),
    }
    Screen: ScreenName {
        field: screen = ScreenName::Lab,
        key: "screen",
        label: text!("Screen"),
        help: text!("The screen that the link opens. A link has the keys of this screen and those of the page."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the header"),
        effect: Looks("which keys a link has"),
    }
}

/// The only version there is, or another one.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Version {
    pub(super) unknown: Option<Echo>,
}

impl Value for Version {
    fn read(_: &Param, text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ValueError::Empty);
        }
        Ok(Self {
            unknown: (text != VERSION).then(|| Echo::new(text)),
        })
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(VERSION.into())
    }

    fn allowed(_: &Param, _: Language) -> String {
        VERSION.into()
    }
}
