//! The keys of the page.

use yew::prelude::*;

use crate::text::{Language, Text};
use crate::web::widgets::dialog::Dialog;
use crate::{text, word};

/// Keys with what they do.
const KEYS: &[(&[&str], Text)] = &[
    (&["Space"], text!("Play or pause")),
    (&["←", "→"], text!("A little back or forward")),
    (&[",", "."], text!("Previous or next event (also Shift with an arrow)",)),
    (&["Home", "End"], text!("To the start or the end")),
    (&["L"], text!("Repeat the phase that is told about; L or Esc ends it",)),
    (
        &["←", "→", "Enter"],
        text!("In a chart or on a phase: from part to part; Enter repeats the phase",),
    ),
    (&["A"], text!("Something happens at this moment")),
    (
        &["←", "→", "Del"],
        text!("On an event of the clock: move it, take it away",),
    ),
    (
        &["Ctrl+Z", "Ctrl+Y"],
        text!("Undo a change of the experiment, do it again",),
    ),
    (&["S"], text!("Show all of a run that is guessed first")),
    (&["V"], text!("Pin this run beside what comes, or let go of it")),
    (&["1", "–", "9"], text!("While presenting: the first nine stories",)),
    (&["T"], text!("Next theme: system, light, dark, projector",)),
    (&["?"], text!("What a migration is, and the three kinds")),
    (&["K"], text!("This sheet")),
    (
        &["Esc"],
        text!("Close a sheet or a hint; give a field its value back; end the presentation",),
    ),
    (&["R"], text!("All that happens, as text")),
    (&["C"], text!("To the charts and back")),
    (&["P"], text!("Present")),
    (
        &["B", "."],
        text!("While presenting: show nothing, and the clock stands still; any key or click shows it again",),
    ),
    (
        &["V", "R"],
        text!("On a question for the room: type the votes; reveal what is right and play it"),
    ),
    (
        &["Page Up", "Page Down"],
        text!("While presenting: previous or next step of the story (presenter remotes)",),
    ),
];

/// The sheet.
pub fn help_sheet(language: Language, open: bool, on_close: Callback<()>) -> Html {
    html! {
        <Dialog key="keys" id="keys" {language} title={word!(language, "Keys")} {open} {on_close}>
            <dl class="keys">
                for (index, (keys, meaning)) in KEYS.iter().enumerate() {
                    <div key={index}>
                        <dt>
                            for key in *keys {
                                <kbd key={*key}>{ key }</kbd>
                            }
                        </dt>
                        <dd>{ meaning.get(language) }</dd>
                    </div>
                }
            </dl>
            <p class="note">{ word!(language, "On a slider the arrows change its value, with Shift by the smallest step. Fields take units: 2 GiB, 1 Gbit/s, 300 ms, 60 %.") }</p>
            <p class="note">{ concat!("Migrascope ", env!("CARGO_PKG_VERSION")) }</p>
        </Dialog>
    }
}
