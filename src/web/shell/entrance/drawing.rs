//! The small drawings: where the VM is, what goes over, and whether it is served. Each is a run of the engine.

use yew::prelude::*;

use crate::link;
use crate::migration::Host;
use crate::params::Lane;
use crate::text::Language;
use crate::trace::simulate;
use crate::view::labels::Role;
use crate::view::sketch::{Flow, Sketch, Span, Stay, sketch};
use crate::word;

/// Which of the drawings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// A VM that is off meanwhile.
    Cold,
    /// A migration that waits.
    Held,
    /// A VM that stands still meanwhile.
    Saved,
    /// A VM that runs meanwhile.
    Live,
}

impl Which {
    const ALL: [Self; 4] = [Self::Cold, Self::Held, Self::Saved, Self::Live];

    /// Its name for tests.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Cold => "cold",
            Self::Held => "held",
            Self::Saved => "saved",
            Self::Live => "live",
        }
    }

    /// The run that is drawn.
    const fn run(self) -> (&'static str, Lane) {
        match self {
            Self::Cold => ("", Lane::Cold),
            Self::Held => ("suspend=hold:compliance@12s+1min", Lane::Suspended),
            Self::Saved => ("suspend=save", Lane::Suspended),
            Self::Live => ("", Lane::Live),
        }
    }
}

/// All of them.
#[derive(PartialEq)]
pub struct Drawings([Html; 4]);

impl Drawings {
    /// One of them.
    pub fn html(&self, which: Which) -> Html {
        self.0[which as usize].clone()
    }
}

/// Runs and draws all of them.
pub fn all(language: Language) -> Drawings {
    Drawings(Which::ALL.map(|which| {
        let (link, lane) = which.run();
        let trace = simulate(&link::parse(link).0.scenario);
        drawing(language, &sketch(language, &trace, lane))
    }))
}

const WIDTH: f64 = 340.0;
/// Where the time begins, beside the names of the rows.
const LEFT: f64 = 48.0;
const BAR: f64 = 20.0;
const SOURCE: f64 = 1.0;
const DESTINATION: f64 = 47.0;
const CLIENTS: f64 = 84.0;
/// A mark for every so much.
const PITCH: f64 = 12.0;
/// The width of a letter in a bar, and what is left free beside its word.
const LETTER: f64 = 6.2;
const MARGIN: f64 = 8.0;

fn x(at: f64) -> f64 {
    (WIDTH - LEFT - 1.0).mul_add(at, LEFT)
}

fn ends(span: Span) -> (f64, f64) {
    (x(span.from.as_f64()), x(span.to.as_f64()))
}

fn top(host: Host) -> f64 {
    match host {
        Host::Source => SOURCE,
        Host::Destination => DESTINATION,
    }
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// For the eye alone: the words beside it say the same.
fn drawing(language: Language, sketch: &Sketch) -> Html {
    let row = |name: &'static str, y: f64| html! { <text class="row-name" x="0" y={number(y)}>{ name }</text> };
    html! {
        <svg class="sketch" viewBox={format!("0 0 {WIDTH} 92")} aria-hidden="true">
            { row(word!(language, "host A"), SOURCE + 14.0) }
            { row(word!(language, "host B"), DESTINATION + 14.0) }
            { row(word!(language, "clients"), CLIENTS + 4.0) }
            for host in [Host::Source, Host::Destination] {
                <path class="empty" d={format!("M{LEFT} {:.1}H{WIDTH}", top(host) + BAR / 2.0)} />
            }
            for flow in &sketch.flows {
                { flowing(language, flow) }
            }
            for one in &sketch.stays {
                { staying(one) }
            }
            { clients(sketch.silent) }
        </svg>
    }
}

fn staying(stay: &Stay) -> Html {
    let (left, right) = ends(stay.span);
    let width = (right - left).max(1.5);
    let room = stay.word.chars().count() as f64 * LETTER + MARGIN;
    let y = top(stay.host);
    html! {
        <g class={format!("role-{}", stay.role.name())}>
            <rect class="stay" x={number(left)} y={number(y)} width={number(width)} height={number(BAR)} />
            if width >= room {
                <text class="word" x={number(left + 5.0)} y={number(y + 14.0)}>{ stay.word }</text>
            }
        </g>
    }
}

fn flowing(language: Language, flow: &Flow) -> Html {
    let (left, right) = ends(flow.span);
    let (from, to) = (SOURCE + BAR + 2.0, DESTINATION - 2.0);
    if flow.held {
        let word = word!(language, "waits" in "sketch");
        let middle = f64::midpoint(left, right);
        return html! {
            <g class="waits">
                <rect x={number(left + 2.0)} y={number(from + 2.0)} width={number((right - left - 4.0).max(1.0))} height={number(to - from - 4.0)} />
                <text x={number(middle)} y={number(from + 16.0)} text-anchor="middle">{ word }</text>
            </g>
        };
    }
    let mut path = String::new();
    let mut at = left;
    while at < right.max(left + 1.0) {
        path += &format!("M{at:.1} {from:.1}L{:.1} {to:.1}", at + 6.0);
        at += 5.0;
    }
    let again = (flow.role == Role::Dirty).then_some("again");
    html! { <path class={classes!("flow", format!("role-{}", flow.role.name()), again)} d={path} /> }
}

/// A tick for each request that is answered, a cross for each that is not.
fn clients(silent: Option<Span>) -> Html {
    let silent = silent.map(ends);
    let (mut served, mut unserved) = (String::new(), String::new());
    let mut at = LEFT + 4.0;
    while at < WIDTH - 4.0 {
        // The one that falls into the silence, however short that is.
        let asks = |(from, to): (f64, f64)| at + PITCH > from && at < to;
        let y = CLIENTS;
        if silent.is_some_and(|(from, to)| (from..to).contains(&at) || (to - from < PITCH && asks((from, from + 0.1))))
        {
            unserved += &format!("M{:.1} {:.1}l7 7m-7 0l7-7", at - 3.5, y - 3.5);
        } else {
            served += &format!("M{:.1} {y:.1}l2.5 3.5l4.5-7.5", at - 3.5);
        }
        at += PITCH;
    }
    html! {
        <>
            <path class="served" d={served} />
            <path class="unserved" d={unserved} />
        </>
    }
}
