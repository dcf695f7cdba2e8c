//! The buttons of the clock, its reading and its speed.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::player::{Beat, Span};
use crate::display::Pace;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::format;
use crate::web::widgets::icon::Icon;
use crate::{say, word};

/// Stops of the scrubber.
const STOPS: i32 = 10_000;

/// Multiples of real time on offer, evenly spaced on a log scale.
const SPEEDS: [f64; 16] = [
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0,
];

/// What the transport shows.
#[derive(PartialEq, Properties)]
pub struct TransportProps {
    /// The language of its words.
    pub language: Language,
    /// The moment.
    pub now: SimTime,
    /// Where the clock ends.
    pub end: SimTime,
    /// What stands in place of the end where nobody may know it yet.
    #[prop_or_default]
    pub unknown: Option<Html>,
    /// Whether the clock moves.
    pub playing: bool,
    /// What can be played again and again: the stage that is told about.
    pub phase: Option<Span>,
    /// What is.
    pub looped: Option<Span>,
    /// Its speed.
    pub pace: Pace,
    /// Simulated seconds for each second of the spectator's, as the story has it now.
    pub scale: f64,
    /// Called with what the user does to the clock.
    pub on_beat: Callback<Beat>,
    /// Called with another speed.
    pub on_pace: Callback<Pace>,
    /// What else stands beside the buttons.
    #[prop_or_default]
    pub children: Html,
}

/// Buttons, scrubber, reading, speed.
#[component]
pub fn Transport(props: &TransportProps) -> Html {
    let (language, end) = (props.language, props.end);
    let (play_icon, play_name) = if props.playing {
        (Icon::Pause, word!(language, "Pause"))
    } else {
        (Icon::Play, word!(language, "Play"))
    };
    let stop = (props.now / end * f64::from(STOPS)).round() as i32;
    let oninput = props.on_beat.reform(move |event: InputEvent| {
        let stop = event
            .target_dyn_into::<HtmlInputElement>()
            .and_then(|input| input.value().parse::<i32>().ok())
            .unwrap_or_default();
        Beat::Seek(end * (f64::from(stop) / f64::from(STOPS)))
    });
    // A thousandth of a long migration jumps over everything short: keys go along the story instead.
    let onkeydown = {
        let on_beat = props.on_beat.clone();
        Callback::from(move |event: KeyboardEvent| {
            let beat = match (event.key().as_str(), event.shift_key()) {
                ("ArrowRight" | "ArrowUp", true) | ("PageUp", _) => Beat::NextEvent,
                ("ArrowLeft" | "ArrowDown", true) | ("PageDown", _) => Beat::PreviousEvent,
                ("ArrowRight" | "ArrowUp", false) => Beat::Nudge(1),
                ("ArrowLeft" | "ArrowDown", false) => Beat::Nudge(-1),
                _ => return,
            };
            event.prevent_default();
            on_beat.emit(beat);
        })
    };
    let now = format::clock(language, props.now);
    let told = match props.unknown {
        Some(_) => now,
        None => say!(language, "{0} of {1}", now, format::clock(language, end)),
    };
    html! {
        <div class="transport">
            <div class="buttons" role="group" aria-label={word!(language, "Clock")}>
                { button(props, "start", word!(language, "To the start"), Icon::Start, Beat::Start) }
                { button(props, "prev", word!(language, "Previous event"), Icon::Previous, Beat::PreviousEvent) }
                { button(props, "play", play_name, play_icon, Beat::Toggle) }
                { button(props, "next", word!(language, "Next event"), Icon::Next, Beat::NextEvent) }
                { button(props, "end", word!(language, "To the end"), Icon::End, Beat::End) }
            </div>
            <input class="scrub" type="range" data-action="scrub" min="0" max={STOPS.to_string()} step="1" value={stop.to_string()}
                aria-label={word!(language, "Moment")} aria-valuetext={format::speak(language, &told)} {oninput} {onkeydown} />
            <span class="clock" data-clock={format!("{:.3}", props.now.as_s())}>
                <b>{ format::clock(language, props.now) }</b>
                if let Some(unknown) = &props.unknown {
                    { " " }{ unknown.clone() }
                } else {
                    { say!(language, " of {0}", format::clock(language, end)) }
                }
            </span>
            <div class="paceline">
                <div key="do" class="set">
                    { loop_button(props) }
                    { props.children.clone() }
                </div>
                { speed(props) }
                <span class="scale note">{ scale(language, factor(props)) }</span>
            </div>
        </div>
    }
}

fn button(props: &TransportProps, action: &'static str, name: &'static str, icon: Icon, beat: Beat) -> Html {
    let onclick = props.on_beat.reform(move |_| beat);
    html! { <button key={action} type="button" class="square" data-action={action} aria-label={name} {onclick}>{ icon.html() }</button> }
}

/// Plays the stage that is told about again and again, or no longer.
fn loop_button(props: &TransportProps) -> Html {
    let language = props.language;
    let on = props.looped.is_some();
    let next = if on { None } else { props.phase };
    let name = word!(language, "Loop this phase");
    let onclick = props.on_beat.reform(move |_| Beat::Loop(next));
    html! {
        <button key="loop" type="button" class="square" data-action="loop" aria-label={name} data-tip={name} aria-pressed={on.to_string()}
            disabled={!on && next.is_none()} {onclick}>{ Icon::Loop.html() }</button>
    }
}

/// How fast the simulation passes now, as a multiple of real time.
fn factor(props: &TransportProps) -> f64 {
    match props.pace {
        Pace::Cinematic => props.scale,
        Pace::Times(factor) => factor,
    }
}

fn scale(language: Language, factor: f64) -> String {
    let there = SimTime::s(factor);
    // As the clock beside it tells minutes: in words they are too long for the place.
    let there = if factor < 60.0 {
        format::time(language, there)
    } else {
        format::clock(language, there)
    };
    say!(language, "1 s here = {0} there", there)
}

/// The pace: as the story wants it, or a multiple of real time. The thumb shows both.
fn speed(props: &TransportProps) -> Html {
    let language = props.language;
    let factor = factor(props);
    let cinematic = props.pace == Pace::Cinematic;
    let stop = SPEEDS
        .partition_point(|speed| speed * 1.4 < factor)
        .min(SPEEDS.len() - 1);
    let oninput = props.on_pace.reform(|event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let stop = input.and_then(|input| input.value().parse::<usize>().ok());
        stop.and_then(|stop| SPEEDS.get(stop))
            .map_or(Pace::Cinematic, |&factor| Pace::Times(factor))
    });
    let other = if cinematic {
        Pace::Times(SPEEDS[stop])
    } else {
        Pace::Cinematic
    };
    let onclick = props.on_pace.reform(move |_| other);
    let help = word!(language, "The whole story in about 25 seconds, slow where much happens");
    html! {
        <div key="pace" class="set">
            <button type="button" data-action="cinematic" aria-pressed={cinematic.to_string()} data-tip={help} {onclick}>
                { word!(language, "cinematic") }
            </button>
            <span class="speed" data-tip={word!(language, "Multiples of real time, from 1/100 to 1000; the mark is real time")}>
                <input type="range" data-action="speed" min="0" max={(SPEEDS.len() - 1).to_string()} step="1" value={stop.to_string()}
                    aria-label={word!(language, "Speed")} aria-valuetext={format::speak(language, &scale(language, factor))} {oninput} />
            </span>
        </div>
    }
}
