//! The parameters of an experiment: the one table of them, their values, and how these are written.
//!
//! Links, controls, sweeps, notices, documentation and tests all loop over [`TABLE`], so a parameter is described in
//! exactly one place: its row, which holds the way to its value as well. How the Lab shows an experiment, and how
//! the page looks, are tables of the same kind of row: they stand with the link language.

mod choices;
mod events;
mod list;
mod meant;
mod moments;
mod rail;
mod range;
mod reasons;
mod row;
mod table;
mod value;
mod writes;

pub use choices::{
    ActDetail, ActKind, Choice, Compression, Lane, Method, Part, Pattern, Reveal, ScreenName, StopRule, Storage,
    SuspendMode, Theme, TimeoutAction, Word,
};
pub use events::missing;
pub use events::{
    Act, Hold, MAX_EVENTS, Suspend, TimedEvent, TimedHold, events_table, parse_event, print_event, reasons_table,
};
pub use meant::parse_in;
pub use moments::{Patience, Ramp, Switch, Timeout};
pub use rail::{Section, events, fold, front, ranked};
pub use range::{Range, Scale};
pub use reasons::{Family, Reason};
pub use row::{Control, Effect, Field, Kind, Param, Parameters, Place, Row, Value, Wiring};
pub use table::{CLOCK, Id, Settings, TABLE};
pub use value::{Remark, ValueError, is_unlimited, parse_choice, same_word, span};
pub use writes::{Used, WriteClass};

pub(crate) use choices::choices;
pub(crate) use list::print_list;
pub(crate) use value::{is_none, parse};

pub use crate::units::{Quantity, Unit};

use text::Text;
use text::text;

/// More write classes than this say nothing more about a workload.
pub const MAX_WRITE_CLASSES: usize = 8;

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
    /// A cluster's hosts and links.
    Hosts,
    /// Its VMs.
    Vms,
    /// How they move.
    Moves,
    /// Who decides what moves.
    Policy,
}

impl Group {
    /// All groups with controls of the Lab, in order.
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
            Self::Hosts => text!("Hosts and links"),
            Self::Vms => text!("Virtual machines"),
            Self::Moves => text!("Migrations"),
            Self::Policy => text!("Who decides"),
        }
    }
}

impl Settings {
    /// The value of a parameter as a quantity. `None` where it is switched off (no cap), is not there (no write class), or
    /// is no quantity.
    #[must_use]
    pub fn quantity(&self, id: Id) -> Option<Quantity> {
        id.row().value.quantity(self)
    }

    /// Sets a quantity; `None` switches an optional one off. What the parameter cannot be changes nothing.
    pub fn set_quantity(&mut self, id: Id, value: Option<Quantity>) {
        id.row().value.set_quantity(self, value);
    }

    /// Gives one parameter its default back.
    pub fn reset(&mut self, id: Id) {
        id.row().value.copy(&Self::default(), self);
    }
}
