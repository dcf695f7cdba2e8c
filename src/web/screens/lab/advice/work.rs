//! Advice is found a little at a time, so that the page stays at hand.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::render::{AnimationFrame, request_animation_frame};
use yew::prelude::*;

use crate::explore::advice::{Advice, Promise};
use crate::scenario::Scenario;

/// So long the page may be kept busy in a frame, in milliseconds; the last run may take a little longer.
const SLICE_MS: f64 = 6.0;

type Pending = Rc<RefCell<Option<AnimationFrame>>>;
type Begun = Box<dyn FnOnce() -> Advice>;

fn go_on(begun: Begun, pending: Pending, show: UseStateSetter<Option<Rc<Advice>>>) {
    let next = pending.clone();
    let slice = request_animation_frame(move |_| {
        let now = || gloo::utils::window().performance().map_or(0.0, |clock| clock.now());
        let start = now();
        let mut advice = begun();
        while !advice.is_done() && now() - start < SLICE_MS {
            advice.go_on();
        }
        if advice.is_done() {
            show.set(Some(Rc::new(advice)));
        } else {
            go_on(Box::new(|| advice), next, show);
        }
    });
    *pending.borrow_mut() = Some(slice);
}

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
        (open, is_fresh, scenario.clone(), promise),
        move |(open, is_fresh, scenario, promise)| {
            if *open && !is_fresh {
                let (scenario, promise) = ((**scenario).clone(), *promise);
                go_on(Box::new(move || Advice::new(scenario, promise)), pending.clone(), show);
            }
            move || drop(pending.borrow_mut().take())
        },
    );
    ((*found).clone(), is_fresh)
}
