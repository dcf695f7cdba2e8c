//! A quantity for which a policy has a usual value of its own.

use crate::params::{Param, Remark, Value, ValueError, same_word, span};
use crate::units::{Count, Quantity, Share, SimTime};
use text::{Language, say};

/// A value, or the policy's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own<T>(pub Option<T>);

impl<T> Own<T> {
    /// The policy's own.
    pub const USUAL: Self = Self(None);
}

const WORD: &str = "auto";

macro_rules! own {
    ($($type:ident),+) => {$(
        impl Value for Own<$type> {
            fn read(param: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
                if same_word(text, WORD) {
                    return Ok(Self::USUAL);
                }
                $type::read(param, text, remarks).map(|value| Self(Some(value)))
            }

            fn print(&self, param: &Param) -> Option<String> {
                self.0.map_or_else(|| Some(WORD.into()), |value| value.print(param))
            }

            fn allowed(param: &Param, language: Language) -> String {
                let span = param.range().map(|range| span(language, range)).unwrap_or_default();
                say!(language, "{0}, or {1}", span, WORD)
            }

            fn quantity(&self) -> Option<Quantity> {
                self.0.map(Quantity::from)
            }

            fn from_quantity(value: Option<Quantity>) -> Option<Self> {
                value.map($type::try_from).transpose().ok().map(Self)
            }
        }
    )+};
}

own!(Share, Count, SimTime);
