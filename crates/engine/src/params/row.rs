//! A row of a table of parameters: what it says about one, and the way to its value.
//!
//! [`parameters!`](crate::parameters) makes of a table the struct that holds the values, their defaults, the names of the
//! rows and the rows. Whatever speaks of parameters (links, sliders, sweeps, undo, the documentation, tests) loops over them.

use std::fmt;
use std::ops::Deref;

use super::value::{Remark, ValueError};
use super::{Group, Range, Word};
use crate::units::Quantity;
use text::{Language, Text};

/// What kind of value a parameter has.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A number with a unit.
    Quantity(Range),
    /// One word of a [`Choice`](super::Choice).
    Choice(&'static [Word]),
    /// `on` or `off`.
    Flag,
    /// A form of its own.
    Form,
}

impl Kind {
    #[doc(hidden)]
    #[must_use]
    pub const fn of(range: Option<Range>, other: Self) -> Self {
        match range {
            Some(range) => Self::Quantity(range),
            None => other,
        }
    }
}

/// With what the page changes a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// A slider and a field; a box to tick where it can be switched off.
    Slider,
    /// A list of words.
    List,
    /// A box to tick.
    Tick,
    /// The slider of the first write class, or an offer to have one.
    FirstClass,
    /// The list of write classes.
    Classes,
    /// When post-copy begins.
    Switch,
    /// Steps and time of a ramp.
    Ramp,
    /// Time and action of a timeout.
    Timeout,
    /// What the suspended lane shows.
    Suspend,
    /// The list of events.
    Events,
    /// None among the parameters: where it is instead, or why nowhere.
    Elsewhere(&'static str),
}

/// Where among the parameters its control stands: the lower its rank, the higher within its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among what decides most.
    Front(u8),
    /// One click away.
    Fold(u8),
    /// One click away until there are any, then in front.
    FrontOnceUsed,
    /// Not among the parameters.
    Nowhere,
}

impl Place {
    /// Its rank among what decides most.
    #[must_use]
    pub const fn front(self) -> Option<u8> {
        match self {
            Self::Front(rank) => Some(rank),
            Self::Fold(_) | Self::FrontOnceUsed | Self::Nowhere => None,
        }
    }

    /// Its rank among what is one click away.
    #[must_use]
    pub const fn fold(self) -> Option<u8> {
        match self {
            Self::Fold(rank) => Some(rank),
            Self::Front(_) | Self::FrontOnceUsed | Self::Nowhere => None,
        }
    }
}

/// What a parameter changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A figure, when it goes from the one end of its range, or its words, to the other in this scenario.
    Figures(&'static str),
    /// The same for a form, between two of its values.
    Between(&'static str, [&'static str; 2]),
    /// No figure, for this reason.
    Looks(&'static str),
}

/// What a table says about a parameter.
#[derive(Clone, Copy)]
pub struct Param {
    /// Its name in links; never renamed.
    pub key: &'static str,
    /// Its name on the page.
    pub label: Text,
    /// One or two sentences that teach what it does.
    pub help: Text,
    /// What it belongs to.
    pub group: Group,
    /// Where its control stands within the group.
    pub place: Place,
    /// What its control is.
    pub control: Control,
    /// Its values.
    pub kind: Kind,
    /// What it changes.
    pub effect: Effect,
    /// What holds if a link says nothing, where no value says it.
    pub unsaid: Option<Text>,
    #[doc(hidden)]
    pub allowed: fn(&Self, Language) -> String,
}

impl Param {
    /// The range of a quantity; `None` for other kinds.
    #[must_use]
    pub const fn range(&self) -> Option<&Range> {
        match &self.kind {
            Kind::Quantity(range) => Some(range),
            Kind::Choice(_) | Kind::Flag | Kind::Form => None,
        }
    }

    /// Whether it is part of another parameter, which is printed instead.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.key.contains('.') && self.family().is_none()
    }

    /// What the keys of a family have in common that differ in a name: `class.` of `class.NAME`.
    #[must_use]
    pub fn family(&self) -> Option<&'static str> {
        self.key.strip_suffix("NAME").filter(|family| family.ends_with('.'))
    }

    /// What it can be, as the second half of a sentence.
    #[must_use]
    pub fn allowed(&self, language: Language) -> String {
        (self.allowed)(self, language)
    }
}

/// Rows are static and each has a key of its own.
impl PartialEq for Param {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl fmt::Debug for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

/// What has a table of parameters, one for each of its fields.
pub trait Parameters: Clone + PartialEq + 'static {
    /// The names of its rows inside the program.
    type Id: Copy + PartialEq + fmt::Debug;
    /// The rows, in the order of display and of canonical links.
    fn table() -> &'static [Row<Self>];
}

/// What the value of a parameter can be, and how it is written.
pub trait Value: Clone + PartialEq + 'static {
    /// Its kind; that of a quantity is its range, which stands in the row.
    const KIND: Kind = Kind::Form;

    /// Reads what a link or a field says.
    ///
    /// # Errors
    /// Says what is wrong with the text; what was only left out or changed is a remark.
    fn read(param: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError>;

    /// As it stands in links; `None` where there is nothing to say.
    fn print(&self, param: &Param) -> Option<String>;

    /// What it can be, as the second half of a sentence.
    fn allowed(param: &Param, language: Language) -> String;

    /// As a quantity; `None` where it is none, or is switched off.
    fn quantity(&self) -> Option<Quantity> {
        None
    }

    /// From a quantity, or from nothing if it can be switched off.
    fn from_quantity(_: Option<Quantity>) -> Option<Self> {
        None
    }

    /// Its place among the words of a choice; for a flag, 1 is on.
    fn word(&self) -> Option<usize> {
        None
    }

    /// The value at this place.
    fn from_word(_: usize) -> Option<Self> {
        None
    }
}

/// The way to one value among the parameters `P`.
pub trait Wiring<P>: Sync {
    /// Whether two have the same value.
    fn same(&self, one: &P, other: &P) -> bool;
    /// Takes over the value of another one.
    fn copy(&self, from: &P, to: &mut P);
    /// Reads the value from text.
    ///
    /// # Errors
    /// As [`Value::read`]; then nothing has changed.
    fn read(&self, param: &Param, text: &str, to: &mut P, remarks: &mut Vec<Remark>) -> Result<(), ValueError>;
    /// The value as it stands in links; `None` where there is nothing to say.
    fn print(&self, param: &Param, of: &P) -> Option<String>;
    /// What holds, as a notice quotes it.
    fn in_force(&self, param: &Param, of: &P) -> Option<String> {
        self.print(param, of)
    }
    /// See [`Value::quantity`].
    fn quantity(&self, of: &P) -> Option<Quantity>;
    /// See [`Value::from_quantity`]; what it cannot be changes nothing.
    fn set_quantity(&self, to: &mut P, value: Option<Quantity>);
    /// See [`Value::word`].
    fn word(&self, of: &P) -> Option<usize>;
    /// See [`Value::from_word`]; what it cannot be changes nothing.
    fn set_word(&self, to: &mut P, word: usize);
}

/// The way to a field.
pub struct Field<P, V> {
    /// Reads it.
    pub get: fn(&P) -> &V,
    /// Writes it.
    pub get_mut: fn(&mut P) -> &mut V,
}

impl<P, V: Value> Wiring<P> for Field<P, V> {
    fn same(&self, one: &P, other: &P) -> bool {
        (self.get)(one) == (self.get)(other)
    }

    fn copy(&self, from: &P, to: &mut P) {
        (self.get_mut)(to).clone_from((self.get)(from));
    }

    fn read(&self, param: &Param, text: &str, to: &mut P, remarks: &mut Vec<Remark>) -> Result<(), ValueError> {
        *(self.get_mut)(to) = V::read(param, text, remarks)?;
        Ok(())
    }

    fn print(&self, param: &Param, of: &P) -> Option<String> {
        (self.get)(of).print(param)
    }

    fn quantity(&self, of: &P) -> Option<Quantity> {
        (self.get)(of).quantity()
    }

    fn set_quantity(&self, to: &mut P, value: Option<Quantity>) {
        if let Some(value) = V::from_quantity(value) {
            *(self.get_mut)(to) = value;
        }
    }

    fn word(&self, of: &P) -> Option<usize> {
        (self.get)(of).word()
    }

    fn set_word(&self, to: &mut P, word: usize) {
        if let Some(value) = V::from_word(word) {
            *(self.get_mut)(to) = value;
        }
    }
}

/// A row: a parameter and the way to its value among the parameters `P`.
pub struct Row<P: Parameters> {
    /// Which one.
    pub id: P::Id,
    /// What it is.
    pub param: Param,
    /// The way to its value.
    pub value: &'static dyn Wiring<P>,
}

impl<P: Parameters> Row<P> {
    /// Reads the value from text.
    ///
    /// # Errors
    /// As [`Value::read`]; then nothing has changed.
    pub fn read(&self, text: &str, to: &mut P, remarks: &mut Vec<Remark>) -> Result<(), ValueError> {
        self.value.read(&self.param, text, to, remarks)
    }

    /// The value as it stands in links; `None` where there is nothing to say.
    #[must_use]
    pub fn print(&self, of: &P) -> Option<String> {
        self.value.print(&self.param, of)
    }

    /// What holds, as a notice quotes it.
    #[must_use]
    pub fn in_force(&self, of: &P) -> Option<String> {
        self.value.in_force(&self.param, of)
    }
}

impl<P: Parameters> Deref for Row<P> {
    type Target = Param;
    fn deref(&self) -> &Param {
        &self.param
    }
}

impl<P: Parameters> Clone for Row<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Parameters> Copy for Row<P> {}

impl<P: Parameters> fmt::Debug for Row<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.param.fmt(f)
    }
}

/// A table of parameters. Each row has
///
/// - its name in the program and the type of its value,
/// - `field`: the field that holds the value, and its default; or `part`: the [`Wiring`] to a part of another value,
/// - `key`, `label` and `help` (English / German),
/// - `group`, `place` and `control`: where the page offers it, and with what,
/// - `range`, for quantities; `unsaid`, where no value says what holds without it,
/// - `effect`: a scenario in which it changes a figure, which a test tries.
#[macro_export]
macro_rules! parameters {
    ($(#[$meta:meta])* $name:ident;
    $($id:ident: $type:ty {
        $(field: $field:ident = $default:expr,)?
        $(part: $part:expr,)?
        key: $key:literal,
        label: text!($label:literal $(in $label_in:literal)?),
        help: text!($help:literal $(in $help_in:literal)?),
        group: $group:ident, place: $place:expr, control: $control:expr,
        $(range: $range:expr,)?
        $(unsaid: $unsaid:expr,)?
        effect: $effect:expr,
    })+) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[doc = $help] pub $field: $type,)?)+
        }

        impl Default for $name {
            fn default() -> Self {
                Self {
                    $($($field: $default,)?)+
                }
            }
        }

        /// Names of the parameters inside the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Id {
            $(#[doc = $help] $id,)+
        }

        /// The table, in the order of display and of canonical links.
        pub static TABLE: &[$crate::params::Row<$name>] = &[$($crate::params::Row {
            id: Id::$id,
            param: $crate::params::Param {
                key: $key,
                label: $crate::text::text!($label $(in $label_in)?),
                help: $crate::text::text!($help $(in $help_in)?),
                group: $crate::params::Group::$group,
                place: $place,
                control: $control,
                kind: $crate::params::Kind::of(
                    $crate::parameters!(@option $($range)?),
                    <$type as $crate::params::Value>::KIND,
                ),
                effect: $effect,
                unsaid: $crate::parameters!(@option $($unsaid)?),
                allowed: <$type as $crate::params::Value>::allowed,
            },
            value: {
                $(&$crate::params::Field::<$name, $type> {
                    get: |parameters| &parameters.$field,
                    get_mut: |parameters| &mut parameters.$field,
                })?
                $(&$part)?
            },
        },)+];

        impl $crate::params::Parameters for $name {
            type Id = Id;
            fn table() -> &'static [$crate::params::Row<Self>] {
                TABLE
            }
        }

        impl Id {
            /// Its row of the table.
            #[must_use]
            pub fn row(self) -> &'static $crate::params::Row<$name> {
                &TABLE[self as usize]
            }

            /// What its row says about it.
            #[must_use]
            pub fn param(self) -> &'static $crate::params::Param {
                &self.row().param
            }

            /// Its range.
            ///
            /// # Panics
            /// If the parameter is not a quantity; a programming error.
            #[must_use]
            pub fn range(self) -> &'static $crate::params::Range {
                self.param().range().expect("only asked of quantities")
            }
        }
    };
    (@option) => { None };
    (@option $value:expr) => { Some($value) };
}
