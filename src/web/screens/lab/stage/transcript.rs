//! The run as text, for those who would rather read; the time of a line moves the clock there.

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

/// The sheet; its lines are made only while it is open.
pub fn transcript_sheet(
    language: Language,
    open: bool,
    (show, now): (&Show, SimTime),
    on_beat: &Callback<Beat>,
    on_close: Callback<()>,
) -> Html {
    let lines = match open {
        true => transcript::transcript(language, show.both().trace, &show.lanes),
        false => Vec::new(),
    };
    let current = transcript::current(&lines, now);
    let title = word!(language, "What happens, as text");
    html! {
        <Dialog key="transcript" id="transcript" {language} {title} {open} {on_close}>
            <ol class="transcript">
                for (index, line) in lines.iter().enumerate() {
                    { row(language, index, line, current == Some(index), on_beat) }
                }
            </ol>
        </Dialog>
    }
}

fn row(language: Language, index: usize, line: &Line, current: bool, on_beat: &Callback<Beat>) -> Html {
    let at = line.at;
    let onclick = on_beat.reform(move |_| Beat::Seek(at));
    html! {
        <li key={index} data-lane={line.lane.token()} aria-current={current.then_some("step")}>
            <button type="button" class="plain" {onclick}>{ format::clock(language, at) }</button>
            <b>{ line.name }</b>
            <span>{ line.text.clone() }</span>
        </li>
    }
}
