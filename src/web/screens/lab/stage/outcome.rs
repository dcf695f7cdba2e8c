//! The figures of a lane: they belong to the whole run, not to the moment.

use yew::prelude::*;

use crate::migration::Status;
use crate::params::Lane;
use crate::text::Language;
use crate::view::beside::Was;
use crate::view::{beside, format, results};
use crate::web::screens::lab::show::Show;
use crate::{say, word};

/// Whose figures.
#[derive(PartialEq, Properties)]
pub struct OutcomeProps {
    /// What is played.
    pub show: Show,
    /// The lane.
    pub lane: Lane,
    /// The downtime until now, while there is more to come.
    pub so_far: AttrValue,
}

/// Downtime large, the rest below.
#[component]
pub fn Outcome(props: &OutcomeProps) -> Html {
    let result = use_memo((props.show.clone(), props.lane), |(show, lane)| {
        let mut result = results::results(show.language, show.both().trace.lane(*lane));
        if !show.is_final(*lane) {
            result.so_far_only(show.language);
        }
        result
    });
    let language = props.show.language;
    let ghost = use_memo((props.show.clone(), props.lane), |(show, lane)| {
        let both = show.both();
        let present = both.trace.lane(*lane);
        both.ghost_of(present)?;
        Some((
            both.figures(show.language, present)?,
            both.ending_was(show.language, present),
        ))
    });
    let ghost = ghost.as_ref().as_ref();
    let compared = |place: usize| {
        let figure = ghost.map(|(figures, _)| figures[place].sentence(language));
        let figure = figure.filter(|sentence| !sentence.is_empty());
        figure.map_or_else(String::new, |sentence| format!("\n{sentence}"))
    };
    let ending_was = ghost.map(|(_, ending)| ending).filter(|ending| !ending.is_empty());
    let differs = |place: usize| ghost.is_some_and(|(figures, _)| figures[place].differs());
    // What it was in the pinned run, where that is another figure; that there was none is no figure.
    let before = |place: usize| {
        let was = ghost.map(|(figures, _)| &figures[place]).filter(|_| differs(place));
        was.filter(|was| was.before != results::none_yet(language))
    };
    let was = |place: usize| -> Html {
        let untold = |was: &&Was| ending_was != Some(&was.before) && was.after != results::none_yet(language);
        let before = before(place).filter(untold);
        before.map_or_else(Html::default, |was| was_html(language, &was.before))
    };
    let was_big = || before(1).map(|was| say!(language, ", was {0}", was.before));
    let is_final = props.show.is_final(props.lane);
    let ended = !is_final || props.show.both().trace.lane(props.lane).metrics.status == Status::Completed;
    let split = |name: &str, whole: &str, parts: &[(String, String)]| {
        let parts = parts.iter().map(|(name, value)| format!("\n{name} {value}"));
        format!("{name} {whole}{}", parts.collect::<String>())
    };
    let downtime = word!(language, "downtime");
    let outage = word!(language, "outage");
    let sent = word!(language, "sent");
    let over_limit = Some(result.over_limit.as_str()).filter(|text| !text.is_empty());
    let tips = [
        split(downtime, &result.downtime, &result.downtime_split)
            + &over_limit.map_or_else(String::new, |text| format!("\n{text}"))
            + &compared(1),
        split(outage, &result.outage, &result.outage_split) + &compared(2),
        split(sent, &result.sent, &result.traffic_split) + &compared(3),
    ];
    let total_was = compared(0).trim_start().to_owned();
    let parts = [tips[0].as_str(), &tips[1], &total_was, &tips[2]];
    let all = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n");
    let chance = result
        .by_chance
        .iter()
        .map(|(name, range)| format!("\n{name} {range}"))
        .collect::<String>();
    let chance = word!(
        language,
        "One run in ten ends by the first of these, nine in ten by the second:"
    )
    .to_owned()
        + &chance;
    let status = format::unbroken(&result.brief);
    let total = word!(language, "total");
    let total_told = say!(
        language,
        "{0}: from the start of the migration to its end.",
        result.total
    ) + &compared(0);
    let status_name = word!(language, "status");
    html! {
        <div class={classes!("outcome", (!is_final).then_some("unfinished"))} role="group" tabindex="-1" data-whole="" data-tip={all.clone()} aria-label={all}>
        if !is_final {
            <p key="unfinished" class="so-far-note">{ word!(language, "so far") }</p>
        }
        <dl>
            if result.headline.is_empty() {
                <div key="big" class="big" data-tip={tips[0].clone()}>
                    <dt>{ downtime }<span class="was" data-was="">{ was_big().unwrap_or_default() }</span><span class="so-far">{ if is_final { props.so_far.clone() } else { AttrValue::default() } }</span></dt><dd data-result="downtime">{ result.downtime.clone() }</dd>
                    <dd class="split" aria-hidden="true">{ result.downtime_split.iter().map(|(name, value)| format!("{name} {value}").replace(' ', "\u{a0}")).collect::<Vec<_>>().join(" · ") }</dd>
                </div>
            } else {
                <div key="big" class="big" data-tip={result.status.clone()}>
                    <dt class="hidden">{ status_name }</dt><dd data-result="headline" class="words">{ result.headline.clone() }</dd>
                    if let Some(ending) = ending_was {
                        <dd key="was" class="was" data-was="">{ say!(language, "was {0}", ending) }</dd>
                    }
                </div>
                { figure("downtime", downtime, was(1), &result.downtime, &tips[0]) }
            }
            if let Some((_, range)) = result.by_chance.first() {
                <div key="chance" class="chance" data-tip={chance.clone()}>
                    <dt>{ word!(language, "by chance") }</dt><dd data-result="chance">{ range.clone() }</dd>
                </div>
            }
            if !result.slowed.is_empty() {
                <div key="slowed" class="slowed" data-tip={word!(language, "The VM runs slower than it could: it is throttled, or waits for pages that are missing.")}>
                    <dt class="hidden">{ word!(language, "speed of the VM") }</dt><dd data-result="slowed">{ format::unbroken(&result.slowed) }</dd>
                </div>
            }
            { figure("outage", outage, was(2), &result.outage, &tips[1]) }
            if ended || result.status.is_empty() {
                { figure("total", total, was(0), &result.total, &total_told) }
            } else {
                // In place of the total, which it tells: the lane does not grow with it.
                <div key="status" class="status" data-tip={result.status.clone()}>
                    <dt class="hidden">{ total }</dt><dd class="hidden" data-result="total">{ result.total.clone() }</dd>
                    <dt class="hidden">{ status_name }</dt><dd data-result="status">{ status.clone() }</dd>
                </div>
            }
            <div key="sent" data-tip={tips[2].clone()}>
                <dt>{ sent }</dt>
                { was(3) }
                <dd data-result="sent">{ result.sent.clone() }</dd>
                if differs(3) {
                } else if !result.sent_apart.is_empty() {
                    <dd class="apart" data-result="apart">{ result.sent_apart.replace("; ", "\n") }</dd>
                } else if !result.times_memory.is_empty() {
                    <dd class="times" data-result="times">{ result.times_memory.clone() }<span class="hidden">{ word!(language, " the memory in use") }</span></dd>
                }
            </div>
            if ended && !result.status.is_empty() {
                <div key="status" class="status" data-tip={result.status.clone()}>
                    <dt class="hidden">{ status_name }</dt><dd data-result="status">{ status.clone() }</dd>
                </div>
            }
        </dl>
        </div>
    }
}

fn figure(key: &'static str, name: &'static str, was: Html, value: &str, tip: &str) -> Html {
    html! { <div {key} class={key} data-tip={tip.to_owned()}><dt>{ name }</dt>{ was }<dd data-result={key}>{ value.to_owned() }</dd></div> }
}

/// What a figure was in the pinned run: words and an arrow, so that nobody takes it for the figure itself.
fn was_html(language: Language, before: &str) -> Html {
    html! { <dd class="was" data-was=""><span class="hidden">{ beside::was(language, before) }</span><span aria-hidden="true">{ format!("{before} →") }</span></dd> }
}
