//! The keys of the page.

use yew::prelude::*;

use super::dialog::Dialog;
use crate::text::{Language, Text};
use crate::{text, word};

/// Keys with what they do.
const KEYS: &[(&[&str], Text)] = &[
    (&["Space"], text!("Play or pause", "Abspielen oder anhalten")),
    (
        &["←", "→"],
        text!("A little back or forward", "Ein wenig zurück oder vor"),
    ),
    (
        &[",", "."],
        text!(
            "Previous or next event (also Shift with an arrow)",
            "Voriges oder nächstes Ereignis (auch Umschalt mit Pfeil)",
        ),
    ),
    (
        &["Home", "End"],
        text!("To the start or the end", "Zum Anfang oder zum Ende"),
    ),
    (
        &["L"],
        text!(
            "Repeat the phase that is told about; L or Esc ends it",
            "Die erzählte Phase wiederholen; L oder Esc beendet es",
        ),
    ),
    (
        &["←", "→", "Enter"],
        text!(
            "In a chart or on a phase: from part to part; Enter repeats the phase",
            "In einem Diagramm, auf einer Phase: von Teil zu Teil; Enter wiederholt die Phase",
        ),
    ),
    (
        &["A"],
        text!("Something happens at this moment", "In diesem Moment geschieht etwas"),
    ),
    (
        &["←", "→", "Del"],
        text!(
            "On an event of the clock: move it, take it away",
            "Auf einem Ereignis der Uhr: verschieben, entfernen",
        ),
    ),
    (
        &["Ctrl+Z", "Ctrl+Y"],
        text!(
            "Undo a change of the experiment, do it again",
            "Eine Änderung am Versuch rückgängig machen, wiederholen",
        ),
    ),
    (
        &["1", "–", "9"],
        text!(
            "While presenting: the first nine stories",
            "Beim Vorführen: die ersten neun Geschichten",
        ),
    ),
    (
        &["T"],
        text!(
            "Next theme: system, light, dark, projector",
            "Nächste Farben: System, hell, dunkel, Projektor",
        ),
    ),
    (&["?"], text!("This sheet", "Dieses Blatt")),
    (
        &["Esc"],
        text!(
            "Close a sheet or a hint; give a field its value back; end the presentation",
            "Ein Blatt oder einen Hinweis schließen; einem Feld seinen Wert zurückgeben; die Vorführung beenden",
        ),
    ),
    (&["R"], text!("All that happens, as text", "Der ganze Verlauf als Text")),
    (&["C"], text!("To the charts and back", "Zu den Diagrammen und zurück")),
    (
        &["P", "B"],
        text!(
            "Present; while presenting, show nothing",
            "Vorführen; beim Vorführen nichts zeigen",
        ),
    ),
    (
        &["Page Up", "Page Down"],
        text!(
            "While presenting: previous or next event (presenter remotes)",
            "Beim Vorführen: voriges oder nächstes Ereignis (Fernbedienung)",
        ),
    ),
];

/// The sheet.
pub fn help_sheet(language: Language, open: bool, on_close: Callback<()>) -> Html {
    html! {
        <Dialog key="help" id="help" {language} title={word!(language, "Keys", "Tasten")} {open} {on_close}>
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
            <p class="note">{ word!(language, "On a slider the arrows change its value, with Shift by the smallest step. Fields take units: 2 GiB, 1 Gbit/s, 300 ms, 60 %.", "Auf einem Regler ändern die Pfeile den Wert, mit Umschalt um den kleinsten Schritt. Felder nehmen Einheiten an: 2 GiB, 1 Gbit/s, 300 ms, 60 %.") }</p>
            <p class="note">{ concat!("Migrascope ", env!("CARGO_PKG_VERSION")) }</p>
        </Dialog>
    }
}
