//! Guess first: what comes after the playhead is not shown until the run reaches it.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::lab::{Action, Lab};
use crate::text::Language;
use crate::trace::Trace;
use crate::units::SimTime;
use crate::view::seen::horizon;
use crate::web::clock::Course as _;
use crate::web::screens::lab::show::{Seen, Show};
use crate::word;

/// While the clock runs, charts follow it in steps of the story, in seconds.
const STEP: f64 = 0.25;

/// The show as far as it has been seen; the whole one where nothing is hidden. What was seen stays when the clock goes back; another
/// run has not been seen.
#[hook]
pub fn use_seen(show: &Show, lab: &Rc<Lab>, now: SimTime, playing: bool, on_action: &Callback<Action>) -> Show {
    let hides = lab.hides();
    let place = |trace: &Rc<Trace>| Rc::as_ptr(trace) as usize;
    let of = (place(&show.trace), show.ghost.as_ref().map(place), lab.opened);
    let last = use_mut_ref(|| (of, now));
    let until = {
        let mut last = last.borrow_mut();
        *last = if last.0 == of { (of, last.1.max(now)) } else { (of, now) };
        last.1
    };
    let over = until >= show.end();
    {
        let on_action = on_action.clone();
        use_effect_with((hides, over), move |&(hides, over)| {
            if hides && over {
                on_action.emit(Action::Reveal);
            }
        });
    }
    // While the clock runs the figures come in steps; where it stands they are exact.
    let until = match playing {
        true => {
            let told = show.story.story_at(until).as_s();
            show.story.sim_at(SimTime::s((told / STEP).floor() * STEP))
        }
        false => until,
    };
    let hidden = hides && !over;
    let cut = use_memo((show.clone(), hidden, if hidden { until } else { SimTime::ZERO }), {
        let lab = lab.clone();
        move |(_, hidden, until)| {
            let (trace, ghost) = lab.cut(*until).filter(|_| *hidden)?;
            Some(Rc::new(Seen {
                trace,
                ghost,
                until: *until,
                horizon: horizon(*until),
            }))
        }
    });
    Show {
        seen: (*cut).clone(),
        ..show.clone()
    }
}

/// The way to see all of it at once, where the clock says otherwise how long the run is.
pub fn button(language: Language, on_action: &Callback<Action>) -> Html {
    let onclick = on_action.reform(|_: MouseEvent| Action::Reveal);
    html! {
        <button type="button" class="plain" data-part="reveal" data-action="reveal" {onclick}
            data-tip={word!(language, "Guess first: figures and charts come as the run reaches them.")}>{ word!(language, "Show all (S)") }</button>
    }
}
