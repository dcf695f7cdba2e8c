//! What a lecture room needs of the Lab: the moment in the address, the charts at a key.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::lab::{Action, tidy};
use crate::units::SimTime;
use crate::web::shell::keys::{Key, use_keys};
use crate::web::widgets::place;

/// A presentation that is loaded again goes on where it was: the address is told the moment this often, in milliseconds.
const KEEP_MS: u32 = 500;

/// Keeps the moment in the address while presenting, and no longer.
#[hook]
pub fn use_kept_moment(present: bool, moment: &Rc<RefCell<SimTime>>, end: SimTime, on_action: &Callback<Action>) {
    let (moment, on_action) = (moment.clone(), on_action.clone());
    use_effect_with((present, end), move |&(present, end)| {
        let watch = present.then(|| {
            let on_action = on_action.clone();
            let mut kept = None;
            Interval::new(KEEP_MS, move || {
                let now = tidy(*moment.borrow(), end);
                if kept.replace(now) != Some(now) {
                    on_action.emit(Action::Keep(now));
                }
            })
        });
        move || {
            if watch.is_some() {
                on_action.emit(Action::Keep(SimTime::ZERO));
            }
        }
    });
}

/// A key for the charts.
#[hook]
pub fn use_charts_key() {
    use_keys((), |key: &Key, (): &()| {
        let used = key.name.eq_ignore_ascii_case("c");
        if used {
            look_at_charts();
        }
        used
    });
}

/// From the lanes to the charts, and from the charts back.
fn look_at_charts() {
    let stage = place::element("stage").and_then(|stage| stage.dyn_into::<HtmlElement>().ok());
    let charts = gloo::utils::document().query_selector(".charts").ok().flatten();
    if let (Some(stage), Some(charts)) = (stage, charts) {
        if stage.scroll_top() > 0 {
            stage.set_scroll_top(0);
        } else {
            charts.scroll_into_view();
        }
    }
}
