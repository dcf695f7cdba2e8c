//! What a part of the Lab says of itself to those who point at it: what it is, and what it shows at this moment.

use super::labels::Labelled;
use super::scene::{Request, WireScene};
use engine::migration::{Host, PhaseKind};
use engine::params::{Choice, Lane};
use engine::trace::LaneTrace;
use engine::units::SimTime;
use text::{Language, Text};
use text::{say, text, word};

/// The kind of a lane, and the stage that it is in.
#[must_use]
pub fn lane(language: Language, lane: &LaneTrace, time: SimTime) -> String {
    let kind = kind(lane).get(language);
    match lane.at(time).phase {
        Some(phase) => say!(
            language,
            "{0}\nNow {1}: {2}",
            kind,
            phase.kind.label(language),
            phase.kind.explanation().get(language)
        ),
        None => kind.to_owned(),
    }
}

/// A suspended migration is a live one that waits.
fn kind(lane: &LaneTrace) -> Text {
    let copies_live = lane.phases.iter().any(|phase| phase.kind == PhaseKind::FirstPass);
    if lane.lane == Lane::Suspended && copies_live {
        text!("A live migration that is suspended for a while: the VM keeps running, the transfer waits.")
    } else {
        lane.lane.help()
    }
}

/// A host and what it is in this migration.
#[must_use]
pub fn host(language: Language, host: Host, title: &str) -> String {
    format!("{title}: {}", host.explanation().get(language))
}

/// The wire: what is drawn, and what it carries or why it carries nothing.
#[must_use]
pub fn wire(language: Language, wire: &WireScene) -> String {
    let what = word!(
        language,
        "The network from host A to host B. Packets show what it carries by colour and hatch, and how full it is by their distance."
    );
    let now: Vec<&str> = [&wire.sign, &wire.rate, &wire.note]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let now = match now[..] {
        [] => word!(language, "Nothing moves at this moment.").to_owned(),
        _ => say!(language, "Now: {0}", now.join(", ")),
    };
    format!("{what}\n{now}")
}

/// The requests of clients.
#[must_use]
pub fn clients(language: Language, last: Option<Request>) -> String {
    let what = word!(
        language,
        "Requests of the VM's clients, one after the other: a tick is answered, a wave waits, a cross gets no answer."
    );
    let now = match last {
        Some(Request::Answered) => text!("Now they are answered."),
        Some(Request::Slow) => text!("Now they wait longer for an answer than usual."),
        Some(Request::Lost) | None => {
            text!(
                "Now they get no answer: this time counts as outage, while the VM stands still and until the network knows where it is."
            )
        }
    };
    format!("{what}\n{}", now.get(language))
}
