//! The three kinds, each on a card; suspended means two things.

use yew::prelude::*;

use super::drawing::{Drawings, Which};
use crate::text;
use crate::text::{Language, Text};
use crate::web::widgets::icon::Icon;
use crate::word;

/// A kind of migration.
pub struct Card {
    /// As links call it.
    token: &'static str,
    /// Its name.
    name: Text,
    /// What it is, in a few words.
    what: Text,
    /// What can be seen run.
    runs: &'static [Run],
}

/// One way of it.
pub struct Run {
    /// Which drawing.
    which: Which,
    /// Its name, where there are two.
    name: Option<(Text, Text)>,
    /// What is said, in the order of [`ASPECTS`].
    said: [Text; 6],
    /// What "See it run" opens.
    link: &'static str,
}

/// What is said of each.
const ASPECTS: [Text; 6] = [
    text!("Moves"),
    text!("The VM meanwhile"),
    text!("Key points"),
    text!("Advantage"),
    text!("Disadvantage"),
    text!("When to choose it"),
];

/// In the order of the lanes.
pub static CARDS: [Card; 3] = [
    Card {
        token: "cold",
        name: text!("Cold"),
        what: text!("Powered off, moved, started again."),
        runs: &[Run {
            which: Which::Cold,
            name: None,
            said: [
                text!("Configuration files, storage and other data; no memory."),
                text!("Is off, and boots anew on host B."),
                text!("Needs downtime: nobody is served until the guest has booted."),
                text!("Simple; low network overhead, if both hosts reach the same storage."),
                text!("Service is disrupted, and what was in memory is gone: not for high availability."),
                text!("Downtime is acceptable, as in planned maintenance."),
            ],
            link: "suspend=save&lanes=cold",
        }],
    },
    Card {
        token: "suspended",
        name: text!("Suspended"),
        what: text!("Something waits on purpose: the migration, or the VM."),
        runs: &[
            Run {
                which: Which::Held,
                name: Some((text!("Held" in "kind"), text!("the migration waits"))),
                said: [
                    text!("Nothing during the hold; before and after as live."),
                    text!("Runs on, on host A, and does not notice."),
                    text!(
                        "Not failed: it goes on later. Reasons: technical, resources, priorities, compliance, tests, dependencies."
                    ),
                    text!("Urgent things go first, and nothing sent is lost."),
                    text!("Host A is not free yet; what is written meanwhile goes again."),
                    text!("Somebody must check, test or decide first."),
                ],
                link: "suspend=hold:compliance@12s+1min&lanes=suspended,live",
            },
            Run {
                which: Which::Saved,
                name: Some((text!("Saved" in "kind"), text!("the VM waits"))),
                said: [
                    text!("All memory in use, once; processor and device states."),
                    text!("Stands still, then goes on where it was."),
                    text!("Downtime is the memory in use divided by the speed of the link."),
                    text!("Nothing goes twice, nothing in memory is lost."),
                    text!("Stands still as long as all of it is copied."),
                    text!("Work that may pause but not begin anew."),
                ],
                link: "suspend=save&lanes=suspended",
            },
        ],
    },
    Card {
        token: "live",
        name: text!("Live"),
        what: text!("Copied while it runs."),
        runs: &[Run {
            which: Which::Live,
            name: None,
            said: [
                text!("Memory, processor and device states; then the network learns where the VM is."),
                text!("Runs on host A, stops for a moment, runs on host B."),
                text!("Minimal downtime, often milliseconds."),
                text!("High availability; users hardly notice."),
                text!("Complex (dirty tracking, convergence, switchover, network), and needs much bandwidth."),
                text!("Services that must not stop, as in cloud data centres."),
            ],
            link: "suspend=save&lanes=live",
        }],
    },
];

/// Draws one.
pub fn card(language: Language, index: usize, card: &Card, drawings: &Drawings, on_play: &Callback<String>) -> Html {
    let heading = format!("entrance-{}", card.token);
    html! {
        <section key={index} class={classes!("card", card.token)} aria-labelledby={heading.clone()}>
            <h3 id={heading}>{ card.name.get(language) }</h3>
            <p class="kind-is">{ card.what.get(language) }</p>
            for run in card.runs {
                { one(language, card, run, drawings, on_play) }
            }
        </section>
    }
}

fn one(language: Language, card: &Card, run: &Run, drawings: &Drawings, on_play: &Callback<String>) -> Html {
    let link = run.link;
    let name = run.name.map_or(card.name, |(name, _)| name).get(language);
    html! {
        <div key={run.link} class="run">
            if let Some((name, what)) = run.name {
                <h4>{ name.get(language) }<span>{ ": " }{ what.get(language) }</span></h4>
            }
            { drawings.html(run.which) }
            <dl>
                for (aspect, said) in ASPECTS.iter().zip(&run.said) {
                    <div key={aspect.english()}><dt>{ aspect.get(language) }</dt><dd>{ said.get(language) }</dd></div>
                }
            </dl>
            <button type="button" data-see={run.which.token()} onclick={on_play.reform(move |_: MouseEvent| link.to_owned())}>
                { Icon::Play.html() }{ " " }{ word!(language, "See it run") }<span class="hidden">{ ": " }{ name }</span>
            </button>
        </div>
    }
}
