//! What somebody expected, beside what it is: a pair of marks on the clock or on the map.

use yew::prelude::*;

use crate::params::{Id, Quantity};
use crate::scenario::Spot;
use crate::text::Language;
use crate::units::{Share, SimTime};
use crate::web::widgets::mark::AxisMark;
use crate::word;

/// A pair of marks, for the parts of a stage that have its axis; provided as a context.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// What it is a value of: a parameter, or the clock.
    pub of: Option<Id>,
    /// What was expected.
    pub given: Quantity,
    /// What it is.
    pub is: Quantity,
}

impl Expected {
    /// Both, with a sign and what it means.
    pub fn both(self, language: Language) -> [(Quantity, &'static str); 2] {
        [
            (self.given, word!(language, "◇ your bet")),
            (self.is, word!(language, "◆ it is")),
        ]
    }

    /// The spots of the map at which the marks stand, with their names; `None` if it has no such axis.
    pub fn spots(self, language: Language, spot: Spot) -> Option<[(Spot, &'static str); 2]> {
        let at = |quantity: Quantity| match (self.of, quantity) {
            (Some(Id::WriteRate), Quantity::Rate(writes)) => Some(Spot { writes, ..spot }),
            (Some(Id::Link), Quantity::Rate(link)) => Some(Spot { link, ..spot }),
            _ => None,
        };
        let [(given, first), (is, second)] = self.both(language);
        Some([(at(given)?, first), (at(is)?, second)])
    }
}

/// The marks on a clock that ends here; nothing where a parameter was meant.
pub fn on_clock(expected: Option<Expected>, language: Language, end: SimTime) -> Html {
    let Some(expected) = expected.filter(|expected| expected.of.is_none()) else {
        return html! {};
    };
    html! {
        <div key="expected" class="expected" data-part="expected" aria-hidden="true">
            for (moment, name) in expected.both(language) {
                <AxisMark key={name} share={Share::new(moment.base() / end.as_s())} {name} />
            }
        </div>
    }
}
