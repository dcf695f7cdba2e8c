//! The keys of the page.

use yew::prelude::*;

use super::dialog::Dialog;

/// Keys with what they do.
const KEYS: [(&[&str], &str); 10] = [
    (&["Space"], "Play or pause"),
    (&["←", "→"], "A little back or forward"),
    (&[",", "."], "Previous or next event (also Shift with an arrow)"),
    (&["Home", "End"], "To the start or the end"),
    (&["A"], "Something happens at this moment"),
    (&["←", "→", "Del"], "On an event of the clock: move it, take it away"),
    (&["T"], "Next theme: system, light, dark, projector"),
    (&["?"], "This sheet"),
    (&["Esc"], "Close a sheet or a hint; give a field its value back"),
    (
        &["Page Up", "Page Down"],
        "While presenting: previous or next event (presenter remotes)",
    ),
];

/// The sheet.
pub fn help_sheet(open: bool, on_close: Callback<()>) -> Html {
    html! {
        <Dialog key="help" id="help" title="Keys" {open} {on_close}>
            <dl class="keys">
                { for KEYS.iter().map(|(keys, meaning)| html! {
                    <div key={*meaning}>
                        <dt>{ for keys.iter().map(|key| html! { <kbd key={*key}>{ *key }</kbd> }) }</dt>
                        <dd>{ *meaning }</dd>
                    </div>
                }) }
            </dl>
            <p class="note">{ "On a slider the arrows change its value, with Shift by the smallest step. Fields take units: 2 GiB, 1 Gbit/s, 300 ms, 60 %." }</p>
        </Dialog>
    }
}
