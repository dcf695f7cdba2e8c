//! The decisions, and why not: each line of the log leads to its moment; the VM that is looked at leads into the Lab.

use std::rc::Rc;

use engine::cluster::Said;
use yew::prelude::*;

use super::Run;
use crate::state::cluster::in_lab;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::{log, vm};
use crate::view::format;
use crate::web::shell::address;
use crate::{count, say, word};

/// So many lines of a run are shown around the moment, unless all are wanted.
const AROUND: usize = 12;
/// More lines than this are never drawn at once.
const MOST: usize = 1_000;

/// What the log shows.
#[derive(Properties)]
pub struct LogProps {
    /// The runs.
    pub runs: Rc<[Run]>,
    /// The moment.
    pub now: SimTime,
    /// The language.
    pub language: Language,
    /// The VM that is looked at.
    pub chosen: Option<u32>,
    /// Goes to a moment.
    pub on_seek: Callback<SimTime>,
    /// Travels to another link.
    pub on_travel: Callback<String>,
}

impl PartialEq for LogProps {
    fn eq(&self, other: &Self) -> bool {
        let line = |props: &Self| -> Vec<usize> { props.runs.iter().map(|run| current(run, props.now)).collect() };
        self.runs == other.runs
            && self.language == other.language
            && self.chosen == other.chosen
            && line(self) == line(other)
    }
}

/// How many lines have been said at a moment.
fn current(run: &Run, now: SimTime) -> usize {
    run.record.log.partition_point(|entry| entry.at <= now)
}

/// The log.
#[component]
pub fn LogView(props: &LogProps) -> Html {
    let language = props.language;
    let all = use_state(|| false);
    let lines: usize = props.runs.iter().map(|run| run.record.log.len()).sum();
    let onclick = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(!*all))
    };
    html! {
        <section class="cluster-log" data-part="narration" aria-label={word!(language, "Decisions, and why not")}>
            <header>
                <h2>{ word!(language, "Decisions, and why not") }</h2>
                if lines > AROUND {
                    <button type="button" class="plain" data-action="all-lines" aria-pressed={all.to_string()} {onclick}>{ count!(language, lines as f64, "{0} line", "all {0} lines", lines) }</button>
                }
            </header>
            { chosen(props) }
            for run in props.runs.iter() {
                { lines_of(props, run, *all) }
            }
        </section>
    }
}

fn lines_of(props: &LogProps, run: &Run, all: bool) -> Html {
    let (language, record) = (props.language, &run.record);
    let now = current(run, props.now);
    let most = if all { MOST } else { AROUND };
    let first = if all && record.log.len() <= MOST {
        0
    } else {
        now.saturating_sub(most * 2 / 3)
    };
    let shown = record.log.iter().enumerate().skip(first).take(most);
    html! {
        <ol key={run.side.letter()} data-log={run.side.letter()}>
            if props.runs.len() > 1 {
                <li key="name" class="cluster-log-name"><span class="cluster-letter">{ run.side.letter() }</span>{ " " }{ &run.name }</li>
            }
            if record.log.is_empty() {
                <li key="none" class="note">{ word!(language, "Nothing happens yet: choose a story, or add an event.") }</li>
            }
            for (index, entry) in shown {
                <li key={index} class={classes!(is_why_not(&entry.said).then_some("why-not"), (index + 1 == now).then_some("now"), (index >= now).then_some("ahead"))}
                    aria-current={(index + 1 == now).then_some("step")}>
                    <button type="button" class="plain" data-action="line" onclick={props.on_seek.reform({ let at = entry.at; move |_: MouseEvent| at })}>{ format::clock(language, entry.at) }</button>
                    <span>{ log::sentence(language, record, entry) }</span>
                </li>
            }
        </ol>
    }
}

/// What did not happen, and the guard or the slot that stopped it.
fn is_why_not(said: &Said) -> bool {
    matches!(
        said,
        Said::Waits { .. }
            | Said::Nothing(_)
            | Said::Already { .. }
            | Said::NoPlace { .. }
            | Said::NoUse(_)
            | Said::Stuck { .. }
    )
}

/// The VM that is looked at: its migrations, and the way into the Lab.
fn chosen(props: &LogProps) -> Html {
    let language = props.language;
    let Some(place) = props.chosen else {
        return html! { <p key="hint" class="note">{ word!(language, "Click on a VM to follow it, and to open its migration in the Lab.") }</p> };
    };
    let Some(first) = props.runs.first() else {
        return html! {};
    };
    html! {
        <div key="chosen" class="cluster-chosen" data-part="chosen">
            <p><b>{ vm(&first.record, place) }</b></p>
            for run in props.runs.iter() {
                for (index, _) in run.record.moves.iter().enumerate().filter(|(_, one)| one.vm == place) {
                    <Way key={format!("{}{index}", run.side.letter())} run={run.clone()} place={index} alone={props.runs.len() == 1} {language}
                        on_travel={props.on_travel.clone()} />
                }
            }
        </div>
    }
}

/// What leads to a migration.
#[derive(PartialEq, Properties)]
struct WayProps {
    run: Run,
    /// Its place in the record.
    place: usize,
    /// Beside another run its letter is said.
    alone: bool,
    language: Language,
    on_travel: Callback<String>,
}

/// The link to a migration in the Lab, with its share of the line as events.
#[component]
fn Way(props: &WayProps) -> Html {
    let (language, run) = (props.language, &props.run);
    let lab = use_memo((run.clone(), props.place), |(run, place)| in_lab(&run.record, *place));
    let href = address::href(&lab.link);
    let (link, on_travel) = (lab.link.clone(), props.on_travel.clone());
    let onclick = address::in_this_tab(move || on_travel.emit(link.clone()));
    let length = |time: Option<SimTime>| time.map_or_else(|| "∞".to_owned(), |time| format::time(language, time));
    let mut told = say!(
        language,
        "Here it takes {0}, in the Lab {1}.",
        length(lab.here),
        length(lab.there)
    );
    if lab.kept < lab.changes {
        told.push(' ');
        told += &say!(
            language,
            "Its share of the line changes {0} times; the link has the {1} largest changes.",
            lab.changes,
            lab.kept
        );
    }
    if let Some(part) = lab.starved {
        told.push(' ');
        told += &say!(
            language,
            "Here the VM at times gets only {0} of the processor time that it wants, and writes as much less; in the Lab it writes at full speed.",
            format::share(language, part)
        );
    }
    let letter = if props.alone { "" } else { run.side.letter() };
    let start = run.record.moves[props.place].start;
    html! {
        <p>
            { letter }{ " " }{ format::clock(language, start) }{ " " }
            <a {href} {onclick} data-action="open-lab">{ word!(language, "Open this migration in the Lab") }</a>
            { ". " }{ told }
        </p>
    }
}
