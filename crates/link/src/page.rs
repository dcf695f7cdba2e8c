//! The page around a screen: what every link can say, whichever screen it opens.

use engine::parameters;
use engine::params::Control::Elsewhere;
use engine::params::Effect::Looks;
use engine::params::{Choice, Part, Place, Theme};
use text::Language;
use text::text;

parameters! {
    /// How the page looks, whichever screen it shows.
    Page;

    Theme: Theme {
        field: theme = Theme::Auto,
        key: "theme",
        label: text!("Theme"),
        help: text!("Light, dark, projector, or as the system asks."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the header"),
        effect: Looks("colours and sizes of the page"),
    }
    Language: Language {
        field: language = Language::English,
        key: "lang",
        label: text!("Language"),
        help: text!("The language of the page."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the header"),
        unsaid: text!("the reader's own"),
        effect: Looks("the words of the page"),
    }
    Hide: Vec<Part> {
        field: hidden = Vec::new(),
        key: "hide",
        label: text!("Hidden parts"),
        help: text!("Parts of the page to leave out, separated by commas."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the sheet Share, for frames"),
        effect: Looks("parts of the page"),
    }
    Embed: bool {
        field: embed = false,
        key: "embed",
        label: text!("Embedded"),
        help: text!("For a frame in another page: the address is never rewritten."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the sheet Share, for frames"),
        effect: Looks("the address of the page"),
    }
    Present: bool {
        field: present = false,
        key: "present",
        label: text!("Presentation"),
        help: text!("For a lecture room: projector theme, parameters folded away."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the header"),
        effect: Looks("colours and sizes of the page"),
    }
}

impl Page {
    /// The nearest that a link can say.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let hidden = |part: &&Part| self.hidden.contains(*part);
        Self {
            hidden: Part::ALL.iter().filter(hidden).copied().collect(),
            ..self.clone()
        }
    }
}
