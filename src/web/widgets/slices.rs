//! Long work in slices, so that the page stays at hand.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;

/// So long the page may be kept busy at a time, in milliseconds.
const SLICE_MS: f64 = 4.0;

/// What waits for its turn; the work ends when it is dropped.
pub type Pending = Rc<RefCell<Option<Timeout>>>;

/// Does a slice after the other until one says that nothing is left to do. A slice asks whether it may go on.
pub fn in_slices(pending: Pending, mut slice: impl FnMut(&dyn Fn() -> bool) -> bool + 'static) {
    let next = pending.clone();
    let turn = Timeout::new(0, move || {
        let now = || gloo::utils::window().performance().map_or(0.0, |clock| clock.now());
        let start = now();
        if slice(&|| now() - start < SLICE_MS) {
            in_slices(next, slice);
        }
    });
    *pending.borrow_mut() = Some(turn);
}
