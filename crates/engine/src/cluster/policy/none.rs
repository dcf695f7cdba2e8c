//! Nobody decides anything: only what events ask for moves.

use super::{Guards, Order, Policy, Row, Seen};
use crate::cluster::settings::PolicyName;
use crate::units::{Share, SimTime};

pub(super) const ROW: Row = Row {
    name: PolicyName::None,
    make: || Box::new(Nobody),
    usual: Guards {
        looks: false,
        every: SimTime::s(60.0),
        overload: Share::new(1.0),
        underload: Share::ZERO,
        persist: 1,
        margin: Share::ZERO,
        cooldown: SimTime::ZERO,
    },
};

struct Nobody;

impl Policy for Nobody {
    fn look(&mut self, _: &Seen<'_>, _: &Guards) -> Vec<Order> {
        Vec::new()
    }
}
