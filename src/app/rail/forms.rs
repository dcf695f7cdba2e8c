//! Parameters that are a word, with a time for some words.

use yew::prelude::*;

use super::control::{Head, help_id};
use super::quantity::{Field, Slider};
use crate::app::select::Select;
use crate::params::{Choice, Id, Method, Quantity, Range, Scale, TimeoutAction};
use crate::scenario::{Switch, Timeout};
use crate::units::SimTime;

/// Times on the clock, on a slider as long as anybody waits for a migration.
fn moments() -> Range {
    Range {
        default: None,
        scale: Scale::Log,
        slider: (Quantity::Time(SimTime::s(0.1)), Quantity::Time(SimTime::s(3600.0))),
        ..*Id::Moment.range()
    }
}

/// Long enough for an ordinary migration, short enough to see it strike.
const FIRST_TIMEOUT: SimTime = SimTime::s(60.0);
/// In the midst of an ordinary first pass.
const FIRST_SWITCH: SimTime = SimTime::s(10.0);

const NONE: &str = "none";
const START: &str = "start";
const PASS: &str = "pass";
const TIME: &str = "time";

fn time_of(quantity: Quantity) -> SimTime {
    match quantity {
        Quantity::Time(time) => time,
        Quantity::Size(_) | Quantity::Rate(_) | Quantity::Share(_) => SimTime::ZERO,
    }
}

fn moment(id: Id, target: &str, time: SimTime, on_set: &Callback<SimTime>) -> (Html, Html) {
    let label = id.param().label;
    let (value, range) = (Quantity::Time(time), moments());
    let on_set = on_set.reform(time_of);
    let field = html! {
        <Field key="time" target={format!("{target}-time")} {label} named={true} size_too={false} {range} {value} on_set={on_set.clone()} />
    };
    let slider = html! { <Slider key="slider" {label} described_by={help_id(target)} {range} {value} {on_set} /> };
    (field, slider)
}

/// When post-copy begins.
#[derive(Clone, PartialEq, Properties)]
pub struct SwitchProps {
    /// The method, which has a moment of its own.
    pub method: Method,
    /// What was asked for.
    pub switch: Option<Switch>,
    /// Whether it differs from the default.
    pub changed: bool,
    /// Gives the default back.
    pub on_reset: Callback<()>,
    /// Called with another value.
    pub on_set: Callback<Option<Switch>>,
}

/// A word, and for one of them a time.
#[function_component(SwitchForm)]
pub fn switch_form(props: &SwitchProps) -> Html {
    let param = Id::Switch.param();
    let target = format!("p-{}", param.key);
    let last = use_mut_ref(|| FIRST_SWITCH);
    if let Some(Switch::At(time)) = props.switch {
        *last.borrow_mut() = time;
    }
    let own = match props.method {
        Method::Precopy => "never (pre-copy)",
        Method::Postcopy => "at the start (usual)",
        Method::Hybrid => "after the first pass (usual)",
    };
    let options = [
        (NONE, own),
        (START, "at the start"),
        (PASS, "after the first pass"),
        (TIME, "at a time"),
    ];
    let value = match props.switch {
        None => NONE,
        Some(Switch::Start) => START,
        Some(Switch::Pass) => PASS,
        Some(Switch::At(_)) => TIME,
    };
    let choose = {
        let last = last.clone();
        props.on_set.reform(move |word: String| match word.as_str() {
            START => Some(Switch::Start),
            PASS => Some(Switch::Pass),
            TIME => Some(Switch::At(*last.borrow())),
            _ => None,
        })
    };
    let (field, slider) = match props.switch {
        Some(Switch::At(time)) => moment(
            Id::Switch,
            &target,
            time,
            &props.on_set.reform(|time| Some(Switch::At(time))),
        ),
        _ => Default::default(),
    };
    html! {
        <div class="control" data-param={param.key}>
            <Head label={param.label} target={target.clone()} help={param.help} changed={props.changed} on_reset={props.on_reset.clone()} />
            <div class="pair">
                <Select key="word" id={target.clone()} described_by={help_id(&target)} {value} on_choose={choose}
                    options={options.map(|(value, label)| (value.into(), label.into())).to_vec()} />
                { field }
            </div>
            { slider }
        </div>
    }
}

/// What happens to a pre-copy that takes too long.
#[derive(Clone, PartialEq, Properties)]
pub struct TimeoutProps {
    /// What was asked for.
    pub timeout: Option<Timeout>,
    /// Whether it differs from the default.
    pub changed: bool,
    /// Gives the default back.
    pub on_reset: Callback<()>,
    /// Called with another value.
    pub on_set: Callback<Option<Timeout>>,
}

/// A word and a time.
#[function_component(TimeoutForm)]
pub fn timeout_form(props: &TimeoutProps) -> Html {
    let param = Id::Timeout.param();
    let target = format!("p-{}", param.key);
    let last = use_mut_ref(|| FIRST_TIMEOUT);
    if let Some(timeout) = props.timeout {
        *last.borrow_mut() = timeout.after;
    }
    let mut options: Vec<(AttrValue, AttrValue)> = vec![(NONE.into(), NONE.into())];
    options.extend(
        TimeoutAction::ALL
            .iter()
            .map(|action| (action.token().into(), action.label().into())),
    );
    let choose = {
        let last = last.clone();
        props.on_set.reform(move |word: String| {
            let after = *last.borrow();
            TimeoutAction::from_token(&word).map(|action| Timeout { after, action })
        })
    };
    let (field, slider) = match props.timeout {
        Some(Timeout { after, action }) => {
            let set = props.on_set.reform(move |after| Some(Timeout { after, action }));
            moment(Id::Timeout, &target, after, &set)
        }
        None => Default::default(),
    };
    html! {
        <div class="control" data-param={param.key}>
            <Head label={param.label} target={target.clone()} help={param.help} changed={props.changed} on_reset={props.on_reset.clone()} />
            <div class="pair">
                <Select key="word" id={target.clone()} described_by={help_id(&target)} {options}
                    value={props.timeout.map_or(NONE, |timeout| timeout.action.token())} on_choose={choose} />
                { field }
            </div>
            { slider }
        </div>
    }
}
