//! Where the playhead is, for those who come back to it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use yew::prelude::*;

use crate::state::tidy;
use crate::units::SimTime;

/// A presentation that is loaded again goes on where it was: the address is told the moment this often, in milliseconds.
const KEEP_MS: u32 = 500;

/// Keeps the moment in the address while presenting, and no longer.
#[hook]
pub fn use_kept_moment(present: bool, moment: &Rc<RefCell<SimTime>>, end: SimTime, on_keep: &Callback<SimTime>) {
    let (moment, on_keep) = (moment.clone(), on_keep.clone());
    use_effect_with((present, end), move |&(present, end)| {
        let watch = present.then(|| {
            let on_keep = on_keep.clone();
            let mut kept = None;
            Interval::new(KEEP_MS, move || {
                let now = tidy(*moment.borrow(), end);
                if kept.replace(now) != Some(now) {
                    on_keep.emit(now);
                }
            })
        });
        move || {
            if watch.is_some() {
                on_keep.emit(SimTime::ZERO);
            }
        }
    });
}

/// Tells where the playhead was when the screen is left for another one.
#[hook]
pub fn use_left_moment(moment: &Rc<RefCell<SimTime>>, on_leave: &Callback<SimTime>) {
    let (moment, on_leave) = (moment.clone(), on_leave.clone());
    use_effect_with((), move |()| {
        move || {
            let moment = *moment.borrow();
            on_leave.emit(moment);
        }
    });
}
