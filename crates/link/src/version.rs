//! `v`, which says in which version of the language a link is written.

use engine::params::{Control, Effect, Group, Kind, Param, Parameters, Place, Remark, Row, ValueError, Wiring};
use engine::units::Quantity;
use engine::units::written::Echo;
use text::text;

/// The version of the link language that is printed and read.
pub const VERSION: &str = "1";

/// What a link says about itself: the only version there is, or another one.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Version {
    pub(super) unknown: Option<Echo>,
}

static TABLE: [Row<Version>; 1] = [Row {
    id: (),
    param: Param {
        key: "v",
        label: text!("Version"),
        help: text!("The version of the link language. Old links stay valid for ever.",),
        group: Group::Display,
        place: Place::Nowhere,
        control: Control::Elsewhere("nothing to choose from"),
        kind: Kind::Form,
        effect: Effect::Looks("there is one version"),
        unsaid: None,
        allowed: |_, _| VERSION.into(),
    },
    value: &Known,
}];

impl Parameters for Version {
    type Id = ();
    fn table() -> &'static [Row<Self>] {
        &TABLE
    }
}

struct Known;

impl Wiring<Version> for Known {
    fn same(&self, one: &Version, other: &Version) -> bool {
        one == other
    }

    fn copy(&self, from: &Version, to: &mut Version) {
        to.clone_from(from);
    }

    fn read(&self, _: &Param, text: &str, to: &mut Version, _: &mut Vec<Remark>) -> Result<(), ValueError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ValueError::Empty);
        }
        to.unknown = (text != VERSION).then(|| Echo::new(text));
        Ok(())
    }

    fn print(&self, _: &Param, _: &Version) -> Option<String> {
        Some(VERSION.into())
    }

    fn quantity(&self, _: &Version) -> Option<Quantity> {
        None
    }

    fn set_quantity(&self, _: &mut Version, _: Option<Quantity>) {}

    fn word(&self, _: &Version) -> Option<usize> {
        None
    }

    fn set_word(&self, _: &mut Version, _: usize) {}
}
