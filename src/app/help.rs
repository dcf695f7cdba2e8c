//! The keys of the page.

use yew::prelude::*;

use super::dialog::Dialog;

/// Keys with what they do.
const KEYS: [(&[&str], &str); 8] = [
    (&["Space"], "Play or pause"),
    (&["←", "→"], "A little back or forward"),
    (&[",", "."], "Previous or next event (also Shift with an arrow)"),
    (&["Home", "End"], "To the start or the end"),
    (&["T"], "Next theme: system, light, dark, projector"),
    (&["?"], "This sheet"),
    (&["Esc"], "Close a sheet or a hint; give a field its value back"),
    (
        &["Page Up", "Page Down"],
        "While presenting: previous or next event (presenter remotes)",
    ),
];

/// Whether it is open.
#[derive(Clone, PartialEq, Properties)]
pub struct HelpProps {
    /// Whether it is open.
    pub open: bool,
    /// Called when the user closes it.
    pub on_close: Callback<()>,
}

/// The sheet.
#[function_component(HelpSheet)]
pub fn help_sheet(props: &HelpProps) -> Html {
    html! {
        <Dialog id="help" title="Keys" open={props.open} on_close={props.on_close.clone()}>
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
