//! Large runs are simulated a slice a frame, so that the page answers in between.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use engine::cluster::{Cluster, Detail, simulate_with_pauses};
use wasm_bindgen_futures::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

use crate::state::cluster::Action;
use crate::units::SimTime;

/// A slice takes as long as leaves a frame its time, in milliseconds.
const SLICE_MS: f64 = 8.0;

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// The simulated time so far.
    pub done: SimTime,
    /// Until when it is observed.
    pub of: SimTime,
}

/// Simulates the cluster that is sought; another one takes its place, and what has been done of it is dropped.
#[hook]
pub fn use_work(sought: Option<&Rc<Cluster>>, on_action: &Callback<Action>) -> Progress {
    let progress = use_state(Progress::default);
    let setter = progress.setter();
    let on_action = on_action.clone();
    let sought = sought.cloned();
    use_effect_with(sought.as_ref().map(|cluster| Rc::as_ptr(cluster) as usize), move |_| {
        let wanted = Rc::new(Cell::new(true));
        if let Some(cluster) = sought {
            let wanted = wanted.clone();
            spawn_local(async move {
                let until = cluster.until();
                let mut since = js_sys::Date::now();
                let pause = async |at: SimTime| {
                    if js_sys::Date::now() - since >= SLICE_MS {
                        setter.set(Progress { done: at, of: until });
                        sleep(Duration::ZERO).await;
                        since = js_sys::Date::now();
                    }
                    wanted.get()
                };
                if let Some(record) = simulate_with_pauses(&cluster, Detail::All, pause).await {
                    on_action.emit(Action::Done(cluster, Rc::new(record)));
                }
            });
        }
        move || wanted.set(false)
    });
    *progress
}
