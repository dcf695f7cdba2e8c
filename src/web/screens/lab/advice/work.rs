//! Advice is found a little at a time, so that the page stays at hand.

use std::rc::Rc;

use yew::prelude::*;

use crate::explore::advice::{Advice, Promise};
use crate::scenario::Scenario;
use crate::web::widgets::slices::{Pending, in_slices};

/// The advice found last, and whether it is for this scenario and this promise; nothing is sought unless `open`.
#[hook]
pub fn use_advice(open: bool, scenario: &Rc<Scenario>, promise: Promise) -> (Option<Rc<Advice>>, bool) {
    let found = use_state(|| None::<Rc<Advice>>);
    let pending: Pending = use_mut_ref(|| None);
    let is_fresh = found
        .as_ref()
        .is_some_and(|advice| *advice.scenario() == **scenario && *advice.promise() == promise);
    let show = found.setter();
    use_effect_with(
        (open && !is_fresh, scenario.clone(), promise),
        move |&(sought, ref scenario, promise)| {
            if sought {
                let scenario = scenario.clone();
                let mut begun = None::<Advice>;
                in_slices(pending.clone(), move |may_go_on| {
                    // To begin is work as well, and belongs to a slice.
                    let mut advice = begun
                        .take()
                        .unwrap_or_else(|| Advice::new((*scenario).clone(), promise));
                    while !advice.is_done() && may_go_on() {
                        advice.go_on();
                    }
                    if advice.is_done() {
                        show.set(Some(Rc::new(advice)));
                        return false;
                    }
                    begun = Some(advice);
                    true
                });
            }
            move || drop(pending.borrow_mut().take())
        },
    );
    ((*found).clone(), is_fresh)
}
