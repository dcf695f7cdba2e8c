//! The run as text, for those who would rather read; the time of a line moves the clock there.

use gloo::render::request_animation_frame;
use yew::prelude::*;

use crate::params::Choice;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::format;
use crate::view::transcript::{self, Line};
use crate::web::clock::Beat;
use crate::web::screens::lab::show::Show;
use crate::web::widgets::dialog::Dialog;
use crate::word;

/// So many lines are drawn in a frame: more than a window holds, in less time than anybody notices.
const AT_ONCE: usize = 40;

/// The sheet; its lines are made only while it is open.
pub fn transcript_sheet(
    language: Language,
    open: bool,
    (show, now): (&Show, SimTime),
    on_beat: &Callback<Beat>,
    on_close: Callback<()>,
) -> Html {
    let title = word!(language, "What happens, as text");
    html! {
        <Dialog key="transcript" id="transcript" {language} {title} {open} {on_close}>
            if open {
                <Lines show={show.clone()} {now} on_beat={on_beat.clone()} />
            }
        </Dialog>
    }
}

/// What is read.
#[derive(PartialEq, Properties)]
struct LinesProps {
    /// What is played.
    show: Show,
    /// The moment.
    now: SimTime,
    /// Called with the time of a line.
    on_beat: Callback<Beat>,
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let language = props.show.language;
    let lines = use_memo(props.show.clone(), |show| {
        transcript::transcript(show.language, show.both().trace, &show.lanes)
    });
    // The sheet opens first: to open it is the browser's own work, and it is not little.
    let drawn = use_state(|| 0);
    {
        let drawn = drawn.clone();
        use_effect_with((*drawn, lines.len()), move |&(so_far, all)| {
            let more = (so_far < all).then(|| request_animation_frame(move |_| drawn.set(so_far + AT_ONCE)));
            move || drop(more)
        });
    }
    let current = transcript::current(&lines, props.now);
    html! {
        <ol class="transcript" aria-busy={(*drawn < lines.len()).to_string()}>
            for (index, line) in lines.iter().enumerate().take(*drawn) {
                { row(language, index, line, current == Some(index), &props.on_beat) }
            }
        </ol>
    }
}

fn row(language: Language, index: usize, line: &Line, current: bool, on_beat: &Callback<Beat>) -> Html {
    let at = line.at;
    let onclick = on_beat.reform(move |_| Beat::Seek(at));
    html! {
        <li key={index} data-lane={line.lane.token()} aria-current={current.then_some("step")}>
            <button type="button" class="plain" {onclick}>{ format::clock(language, at) }</button>
            <b>{ line.name }</b>
            <span>{ format::unbroken(&line.text) }</span>
        </li>
    }
}
