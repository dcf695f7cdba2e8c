//! The search for the experiment, a little at a time, so that the page stays at hand; the next text ends it.

use std::rc::Rc;

use yew::prelude::*;

use crate::measured::{Fit, Record};
use crate::state::measured::Action;
use crate::web::widgets::slices::{Pending, in_slices};

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
                Ok(mut fit) => {
                    let mut runs = 0;
                    in_slices(pending.clone(), move |may_go_on| {
                        while !fit.is_done() && may_go_on() {
                            fit.go_on();
                            runs += 1;
                        }
                        if fit.is_done() {
                            on_action.emit(Action::Found(record.clone(), Ok(Box::new(fit.result()))));
                        } else {
                            show.set(runs);
                        }
                        !fit.is_done()
                    });
                }
                Err(missing) => on_action.emit(Action::Found(record, Err(missing))),
            }
        }
        move || drop(pending.borrow_mut().take())
    });
    *runs
}
