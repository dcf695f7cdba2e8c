//! The one table of parameters: key, unit, range, scale, default, label, help.
//!
//! Controls, link codec, notices, documentation and tests all read it, so a
//! parameter is described in exactly one place. Words that a value can take
//! (`precopy`, `shared`, …) are tables too: see [`Choice`].

mod choices;
mod range;
mod reasons;
mod table;

pub use choices::{
    ActDetail, ActKind, Channels, Choice, Compression, Lane, Method, Part, Pattern, StopRule, Storage, SuspendMode,
    Theme, TimeoutAction, Word,
};
pub use range::{Quantity, Range, Scale, Unit};
pub use reasons::{Family, Reason};
pub use table::{Id, TABLE};

use crate::text;
use crate::text::Text;

/// Groups of parameters, as headed in the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The machine.
    Machine,
    /// What it does.
    Workload,
    /// What lies between the hosts.
    Network,
    /// The live lane.
    Live,
    /// The suspended lane.
    Suspended,
    /// The cold lane.
    Cold,
    /// What happens to all lanes.
    Events,
    /// How the page looks; not part of the experiment.
    Display,
}

impl Group {
    /// All groups with controls, in order.
    pub const ALL: [Self; 8] = [
        Self::Machine,
        Self::Workload,
        Self::Network,
        Self::Live,
        Self::Suspended,
        Self::Cold,
        Self::Events,
        Self::Display,
    ];

    /// The heading.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Machine => text!("Virtual machine"),
            Self::Workload => text!("Workload"),
            Self::Network => text!("Network"),
            Self::Live => text!("Live migration"),
            Self::Suspended => text!("Suspended migration"),
            Self::Cold => text!("Cold migration"),
            Self::Events => text!("Events"),
            Self::Display => text!("Display"),
        }
    }
}

/// What kind of value a parameter has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number with a unit.
    Quantity(Range),
    /// One word of a [`Choice`] table.
    Choice,
    /// `on` or `off`.
    Flag,
    /// A form of its own, described by the help text.
    Form,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Which one.
    pub id: Id,
    /// Its name in links; never renamed.
    pub key: &'static str,
    /// Its name on the page.
    pub label: Text,
    /// One or two sentences that teach what it does.
    pub help: Text,
    /// Where its control stands.
    pub group: Group,
    /// Its values.
    pub kind: Kind,
}

impl Param {
    /// The range of a quantity; `None` for other kinds.
    #[must_use]
    pub const fn range(&self) -> Option<&Range> {
        match &self.kind {
            Kind::Quantity(range) => Some(range),
            Kind::Choice | Kind::Flag | Kind::Form => None,
        }
    }
}

impl Id {
    /// Its row of the table.
    #[must_use]
    pub fn param(self) -> &'static Param {
        &TABLE[self as usize]
    }

    /// Its range.
    ///
    /// # Panics
    /// If the parameter is not a quantity; a programming error.
    #[must_use]
    pub fn range(self) -> &'static Range {
        self.param().range().expect("only asked of quantities")
    }
}
