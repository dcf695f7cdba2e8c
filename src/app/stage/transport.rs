//! The buttons of the clock, its reading and its speed.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::player::Beat;
use crate::app::icon::Icon;
use crate::app::select::Select;
use crate::app::show::Show;
use crate::link;
use crate::scenario::Pace;
use crate::state::Action;
use crate::units::SimTime;
use crate::view::format;

/// Stops of the scrubber.
const STOPS: f64 = 10_000.0;

/// Multiples of real time on offer.
const SPEEDS: [(&str, f64); 9] = [
    ("1/100 ×", 0.01),
    ("1/10 ×", 0.1),
    ("1/4 ×", 0.25),
    ("real time", 1.0),
    ("2 ×", 2.0),
    ("5 ×", 5.0),
    ("10 ×", 10.0),
    ("100 ×", 100.0),
    ("1000 ×", 1000.0),
];

/// What the transport shows.
#[derive(Clone, PartialEq, Properties)]
pub struct TransportProps {
    /// What is played.
    pub show: Show,
    /// The moment.
    pub now: SimTime,
    /// Whether the clock moves.
    pub playing: bool,
    /// Its speed.
    pub pace: Pace,
    /// Called with what the user does to the clock.
    pub on_beat: Callback<Beat>,
    /// Called with what the user does to the state.
    pub on_action: Callback<Action>,
    /// Asks what shall happen at this moment.
    pub on_acts: Callback<()>,
}

/// Buttons, scrubber, reading, speed.
#[function_component(Transport)]
pub fn transport(props: &TransportProps) -> Html {
    let end = props.show.end();
    let (play_icon, play_name) = if props.playing {
        (Icon::Pause, "Pause")
    } else {
        (Icon::Play, "Play")
    };
    let stop = (props.now / end * STOPS).round();
    let oninput = props.on_beat.reform(move |event: InputEvent| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let stop = input
            .and_then(|input| input.value().parse::<i32>().ok())
            .unwrap_or_default();
        Beat::Seek(end * (f64::from(stop) / STOPS))
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
    let told = format!("{} of {}", format::clock(props.now), format::clock(end));
    html! {
        <div class="transport">
            <div class="buttons" role="group" aria-label="Clock">
                { button(props, "start", "To the start", Icon::Start, Beat::Start) }
                { button(props, "prev", "Previous event", Icon::Previous, Beat::PreviousEvent) }
                { button(props, "play", play_name, play_icon, Beat::Toggle) }
                { button(props, "next", "Next event", Icon::Next, Beat::NextEvent) }
                { button(props, "end", "To the end", Icon::End, Beat::End) }
            </div>
            <input class="scrub" type="range" data-action="scrub" min="0" max={STOPS.to_string()} step="1" value={stop.to_string()}
                aria-label="Moment" aria-valuetext={format::speak(&told)} {oninput} {onkeydown} />
            <span class="clock" data-clock={format!("{:.3}", props.now.as_s())}>
                <b>{ format::clock(props.now) }</b>{ format!(" of {}", format::clock(end)) }
            </span>
            <div class="paceline">
                <button key="act" type="button" data-action="act" onclick={props.on_acts.reform(|_: MouseEvent| ())}>{ "Act now …" }</button>
                { speed(props.pace, &props.on_action) }
                <span class="scale note">{ scale(props) }</span>
            </div>
        </div>
    }
}

fn button(props: &TransportProps, action: &'static str, name: &'static str, icon: Icon, beat: Beat) -> Html {
    let onclick = props.on_beat.reform(move |_: MouseEvent| beat.clone());
    html! { <button key={action} type="button" class="square" data-action={action} aria-label={name} {onclick}>{ icon.html() }</button> }
}

/// How fast the simulation passes now.
fn scale(props: &TransportProps) -> String {
    let factor = match props.pace {
        Pace::Cinematic => props.show.story.scale_at(props.now),
        Pace::Times(factor) => factor,
    };
    format!("1 s here = {} there", format::time(SimTime::s(factor)))
}

/// The list of speeds.
fn speed(pace: Pace, on_action: &Callback<Action>) -> Html {
    let mut paces: Vec<(Pace, AttrValue)> = vec![(Pace::Cinematic, "cinematic".into())];
    paces.extend(
        SPEEDS
            .iter()
            .map(|&(label, factor)| (Pace::Times(factor), label.into())),
    );
    // A link may say any multiple.
    if let Pace::Times(factor) = pace
        && !paces.iter().any(|&(offered, _)| offered == pace)
    {
        paces.push((pace, format::times(factor).into()));
    }
    let options: Vec<(AttrValue, AttrValue)> = paces
        .into_iter()
        .map(|(pace, label)| (link::print_pace(pace).into(), label))
        .collect();
    let choose = on_action.reform(|chosen: String| Action::Pace(link::parse_pace(&chosen).unwrap_or(Pace::Cinematic)));
    html! { <Select label="Speed" action="speed" {options} value={link::print_pace(pace)} on_choose={choose} /> }
}
