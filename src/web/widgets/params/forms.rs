//! Parameters that are a word, with a time for some words.

use yew::prelude::*;

use super::control::{About, help_id};
use super::quantity::{Field, slider};
use crate::params::{CLOCK, Choice, Method, Quantity, Range, Scale, TimeoutAction};
use crate::scenario::{Patience, Ramp, Settings, Switch, Timeout};
use crate::units::SimTime;
use crate::web::widgets::select::Select;
use crate::{count, say, text, word};

/// Times on the clock, on a slider as long as anybody waits for a migration.
pub fn moments() -> Range {
    Range {
        scale: Scale::Log,
        slider: (Quantity::Time(SimTime::s(0.1)), Quantity::Time(SimTime::s(3600.0))),
        ..CLOCK
    }
}

/// Long enough for an ordinary migration, short enough to see it strike.
const FIRST_TIMEOUT: SimTime = SimTime::s(60.0);
/// In the midst of an ordinary first pass.
const FIRST_SWITCH: SimTime = SimTime::s(10.0);

/// Slow enough for a few rounds between two steps of an ordinary migration.
const FIRST_STEP: SimTime = SimTime::s(10.0);
/// Numbers of steps that are offered; a link can say others.
const STEPS: [u32; 4] = [2, 5, 10, Ramp::MOST_STEPS];

/// Behind the word of an action whose time is for each GiB of memory.
const PER_GIB: &str = "/GiB";

const NONE: &str = "none";
const START: &str = "start";
const PASS: &str = "pass";
const TIME: &str = "time";

/// A word, and for some words a time.
#[derive(PartialEq, Properties)]
struct MomentFormProps {
    about: About,
    options: Vec<(AttrValue, AttrValue)>,
    word: AttrValue,
    time: Option<SimTime>,
    first: SimTime,
    on_set: Callback<(String, SimTime)>,
}

/// Remembers the time while another word is chosen.
#[component]
fn MomentForm(props: &MomentFormProps) -> Html {
    let (about, language) = (&props.about, props.about.language);
    let target = about.target();
    let name = about.beside.name(about.param.label.get(language));
    let last = use_mut_ref(|| props.first);
    if let Some(time) = props.time {
        *last.borrow_mut() = time;
    }
    let on_choose = props.on_set.reform(move |word: String| (word, *last.borrow()));
    let word = props.word.to_string();
    let on_time = props.on_set.reform(move |time| (word.clone(), time_of(time)));
    let range = moments();
    let below = html! {
        <>
            <div key="pair" class="pair">
                <Select key="word" id={target.clone()} described_by={help_id(&target)} value={props.word.clone()}
                    options={props.options.clone()} {on_choose} />
                if let Some(time) = props.time {
                    <Field key="time" {language} target={format!("{target}-time")} label={name.clone()} named=true {range}
                        value={Quantity::Time(time)} on_set={on_time.clone()} />
                }
            </div>
            if let Some(time) = props.time {
                { slider(language, name.into(), &help_id(&target), range, Quantity::Time(time), on_time) }
            }
        </>
    };
    about.control(about.help(), html! {}, below)
}

/// The time that a field of times holds.
pub fn time_of(quantity: Quantity) -> SimTime {
    match quantity {
        Quantity::Time(time) => time,
        Quantity::Size(_) | Quantity::Rate(_) | Quantity::Share(_) | Quantity::Count(_) => SimTime::ZERO,
    }
}

/// When post-copy begins.
pub fn switch_form(about: &About, asked: &Settings, on_choose: &Callback<Option<Switch>>) -> Html {
    let language = about.language;
    let own = match asked.method {
        Method::Precopy => text!("never (pre-copy)"),
        Method::Postcopy => text!("at the start (usual)"),
        Method::Hybrid => text!("after the first pass (usual)"),
    };
    let options = [
        (NONE, own),
        (START, text!("at the start")),
        (PASS, text!("after the first pass")),
        (TIME, text!("at a time")),
    ];
    let (word, time) = match asked.switch {
        None => (NONE, None),
        Some(Switch::Start) => (START, None),
        Some(Switch::Pass) => (PASS, None),
        Some(Switch::At(time)) => (TIME, Some(time)),
    };
    let on_set = on_choose.reform(|(word, time): (String, SimTime)| match word.as_str() {
        START => Some(Switch::Start),
        PASS => Some(Switch::Pass),
        TIME => Some(Switch::At(time)),
        _ => None,
    });
    html! {
        <MomentForm about={about.clone()} options={options.map(|(value, label)| (value.into(), label.get(language).into())).to_vec()} {word} {time}
            first={FIRST_SWITCH} {on_set} />
    }
}

/// In how many steps the downtime limit grows, and the time between them.
pub fn ramp_form(about: &About, asked: &Settings, on_choose: &Callback<Option<Ramp>>) -> Html {
    let language = about.language;
    let own = asked.ramp.map(|ramp| ramp.steps);
    let mut steps: Vec<u32> = STEPS
        .into_iter()
        .chain(own.filter(|own| !STEPS.contains(own)))
        .collect();
    steps.sort_unstable();
    let mut options: Vec<(AttrValue, AttrValue)> =
        vec![(NONE.into(), word!(language, "none" in "ramp of the limit").into())];
    options.extend(steps.iter().map(|steps| {
        (
            steps.to_string().into(),
            count!(language, f64::from(*steps), "{0} step", "{0} steps", steps).into(),
        )
    }));
    let word = own.map_or_else(|| NONE.to_owned(), |steps| steps.to_string());
    let on_set =
        on_choose.reform(|(word, every): (String, SimTime)| word.parse().ok().map(|steps| Ramp { steps, every }));
    html! {
        <MomentForm about={about.clone()} {options} {word} time={asked.ramp.map(|ramp| ramp.every)}
            first={FIRST_STEP} {on_set} />
    }
}

/// What happens to a pre-copy that takes too long.
pub fn timeout_form(about: &About, asked: &Settings, on_choose: &Callback<Option<Timeout>>) -> Html {
    let language = about.language;
    let mut options: Vec<(AttrValue, AttrValue)> = vec![(NONE.into(), word!(language, "none" in "timeout").into())];
    let all = || TimeoutAction::ALL.iter();
    options.extend(all().map(|action| (action.token().into(), action.label().get(language).into())));
    options.extend(all().map(|action| {
        let label = say!(language, "{0}, after a time for each GiB", action.label().get(language));
        (format!("{}{PER_GIB}", action.token()).into(), label.into())
    }));
    let word = asked.timeout.map_or_else(
        || NONE.to_owned(),
        |timeout| match timeout.after {
            Patience::Time(_) => timeout.action.token().to_owned(),
            Patience::PerGib(_) => format!("{}{PER_GIB}", timeout.action.token()),
        },
    );
    let on_set = on_choose.reform(|(word, time): (String, SimTime)| {
        let (token, after) = match word.strip_suffix(PER_GIB) {
            Some(token) => (token, Patience::PerGib(time)),
            None => (word.as_str(), Patience::Time(time)),
        };
        let action = TimeoutAction::from_token(token);
        action.map(|action| Timeout { after, action })
    });
    html! {
        <MomentForm about={about.clone()} {options} {word} time={asked.timeout.map(|timeout| timeout.after.written())}
            first={FIRST_TIMEOUT} {on_set} />
    }
}
