//! The search for the experiment, a little in each frame, so that the page stays at hand; the next text ends it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::render::{AnimationFrame, request_animation_frame};
use yew::prelude::*;

use crate::measured::{Fit, Record};
use crate::state::measured::Action;

/// So long the page may be kept busy in a frame, in milliseconds; the last run may take a little longer.
const SLICE_MS: f64 = 6.0;

type Pending = Rc<RefCell<Option<AnimationFrame>>>;

struct Work {
    record: Rc<Record>,
    fit: Fit,
    runs: u32,
}

fn go_on(mut work: Work, pending: Pending, on_action: Callback<Action>, show: UseStateSetter<u32>) {
    let next = pending.clone();
    let slice = request_animation_frame(move |_| {
        let now = || gloo::utils::window().performance().map_or(0.0, |clock| clock.now());
        let start = now();
        while !work.fit.is_done() && now() - start < SLICE_MS {
            work.fit.go_on();
            work.runs += 1;
        }
        if work.fit.is_done() {
            on_action.emit(Action::Found(work.record, Ok(Box::new(work.fit.result()))));
        } else {
            show.set(work.runs);
            go_on(work, next, on_action, show);
        }
    });
    *pending.borrow_mut() = Some(slice);
}

/// Seeks the experiment for a record, and tells it; gives how often the engine was run so far.
#[hook]
pub fn use_fit(sought: Option<&Rc<Record>>, on_action: &Callback<Action>) -> u32 {
    let runs = use_state(|| 0);
    let pending: Pending = use_mut_ref(|| None);
    let show = runs.setter();
    let on_action = on_action.clone();
    let sought = sought.cloned();
    let key = sought.as_ref().map(|record| Rc::as_ptr(record) as usize);
    use_effect_with(key, move |_| {
        if let Some(record) = sought {
            show.set(0);
            match Fit::new(&record) {
                Ok(fit) => {
                    let work = Work { record, fit, runs: 0 };
                    go_on(work, pending.clone(), on_action, show);
                }
                Err(missing) => on_action.emit(Action::Found(record, Err(missing))),
            }
        }
        move || drop(pending.borrow_mut().take())
    });
    *runs
}
