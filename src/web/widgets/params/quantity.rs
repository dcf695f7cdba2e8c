//! A slider and a field for one quantity.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::control::{Beside, Head, complaint, help_id, tick};
use crate::params::{self, Id, Param, Quantity, Range, Remark, Settings, Unit, ValueError};
use crate::text::Language;
use crate::units::Share;
use crate::units::written::Reading;
use crate::view::format;
use crate::{say, text, word};

/// Stops of a slider.
const STOPS: i32 = 1000;
/// Stops that an arrow key moves by.
const ARROW: i32 = 10;
/// Stops that Page Up and Page Down move by.
const PAGE: i32 = 100;

/// What the control shows.
#[derive(PartialEq, Properties)]
pub struct QuantityControlProps {
    /// The language of its words.
    pub language: Language,
    /// The parameter that names and explains it.
    pub param: &'static Param,
    /// Which of several, where there are several; counted from zero.
    #[prop_or_default]
    pub class: Option<usize>,
    /// Its name, where that of the parameter does not say enough.
    #[prop_or_default]
    pub named: Option<String>,
    /// Whether a size may stand for a share.
    #[prop_or_default]
    pub size_too: bool,
    /// The value; `None` is switched off.
    pub value: Option<Quantity>,
    /// Whether it differs from the default.
    pub changed: bool,
    /// What gave way.
    #[prop_or_default]
    pub complaint: Option<String>,
    /// Gives the default back.
    pub on_reset: Callback<()>,
    /// Where it is one of two.
    #[prop_or_default]
    pub beside: Beside,
    /// Called with another value.
    pub on_set: Callback<Option<Quantity>>,
}

/// A field that could not be understood: what was typed, and why not.
#[derive(Clone, PartialEq)]
struct Draft {
    text: String,
    problem: Option<String>,
    /// What it may mean.
    readings: Vec<Reading>,
}

/// Slider and field; for an optional quantity a box to tick as well.
#[component]
pub fn QuantityControl(props: &QuantityControlProps) -> Html {
    let language = props.language;
    let param = props.param;
    let range = *param.range().expect("only quantities have this control");
    let target = props.beside.id(props.class.map_or_else(
        || format!("p-{}", param.key),
        |class| format!("p-{}-{class}", param.key),
    ));
    let name = props.beside.name(param.label.get(language));
    let label = props.class.map_or_else(
        || {
            let named = props.named.clone();
            named.unwrap_or_else(|| param.label.get(language).to_owned())
        },
        |class| format!("{} {}", param.label.get(language), class + 1),
    );
    let unsaid = param
        .unsaid
        .map_or_else(|| word!(language, "none" in "quantity"), |text| text.get(language));
    let last = use_mut_ref(|| None::<Quantity>);
    if props.value.is_some() {
        *last.borrow_mut() = props.value;
    }
    let tick_id = if props.value.is_some() {
        format!("{target}-on")
    } else {
        target.clone()
    };
    let on_tick = {
        let (on_set, last) = (props.on_set.clone(), last.clone());
        Callback::from(move |on: bool| {
            let before = last.borrow().unwrap_or_else(|| range.at(Share::new(0.5)));
            on_set.emit(on.then_some(before));
        })
    };
    html! {
        <div class="control" data-param={param.key} data-class={props.class.map(|class| class.to_string())} data-mark={props.beside.mark}>
            <Head {language} {label} target={target.clone()} help={param.help.get(language)} changed={props.changed} on_reset={props.on_reset.clone()} beside={props.beside.clone()}>
                if range.optional {
                    <span key="optional" class="optional">
                        { tick(&tick_id, props.value.is_some(), &on_tick) }
                        <label for={format!("{target}-on")} class={classes!(props.value.is_some().then_some("hidden"))}>{ unsaid }</label>
                    </span>
                }
                if let Some(value) = props.value {
                    <Field key="field" {language} target={target.clone()} label={name.clone()} size_too={props.size_too} {range}
                        {value} on_set={props.on_set.reform(Some)} on_off={range.optional.then(|| props.on_set.reform(|()| None))} />
                }
            </Head>
            if let Some(value) = props.value {
                { slider(language, name.into(), &help_id(&target), range, value, props.on_set.reform(Some)) }
            }
            { complaint(&format!("{target}-gave-way"), props.complaint.as_deref()) }
        </div>
    }
}

fn stop_of(range: &Range, value: Quantity) -> i32 {
    (range.position(value).as_f64() * f64::from(STOPS)).round() as i32
}

fn at_stop(range: &Range, stop: i32) -> Quantity {
    range.at(Share::new(f64::from(stop) / f64::from(STOPS)))
}

/// The stop of the next other value in a direction. Values are rounded, so a single stop may
/// change nothing and a key would seem dead.
fn stepped(range: &Range, value: Quantity, by: i32) -> i32 {
    let mut stop = (stop_of(range, value) + by).clamp(0, STOPS);
    while at_stop(range, stop) == value && (1..STOPS).contains(&stop) {
        stop += by.signum();
    }
    stop
}

fn bubbling() -> web_sys::InputEventInit {
    let init = web_sys::InputEventInit::new();
    init.set_bubbles(true);
    init
}

/// A native slider over a thousand stops.
pub fn slider(
    language: Language,
    label: AttrValue,
    described_by: &str,
    range: Range,
    value: Quantity,
    on_set: Callback<Quantity>,
) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        let stop = text_of(&event).and_then(|text| text.parse::<i32>().ok());
        if let Some(stop) = stop {
            on_set.emit(at_stop(&range, stop));
        }
    });
    let onkeydown = {
        Callback::from(move |event: KeyboardEvent| {
            let stops = if event.shift_key() { 1 } else { ARROW };
            let by = match event.key().as_str() {
                "ArrowRight" | "ArrowUp" => stops,
                "ArrowLeft" | "ArrowDown" => -stops,
                "PageUp" => PAGE,
                "PageDown" => -PAGE,
                _ => return,
            };
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            event.prevent_default();
            input.set_value(&stepped(&range, value, by).to_string());
            // The same way as a pointer goes.
            if let Ok(moved) = web_sys::InputEvent::new_with_event_init_dict("input", &bubbling()) {
                let _ = input.dispatch_event(&moved);
            }
        })
    };
    html! {
        <input key="slider" type="range" min="0" max={STOPS.to_string()} step="1" value={stop_of(&range, value).to_string()}
            aria-label={label} aria-valuetext={format::spoken(language, range.unit, value)}
            aria-describedby={described_by.to_owned()} {oninput} {onkeydown} />
    }
}

/// The field.
#[derive(Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// The language of its words.
    pub language: Language,
    /// Its id.
    pub target: AttrValue,
    /// The name of what is set.
    pub label: AttrValue,
    /// Whether it needs the name itself, because the label belongs to another control.
    #[prop_or_default]
    pub named: bool,
    /// Whether a size may stand for a share.
    #[prop_or_default]
    pub size_too: bool,
    /// Its values.
    pub range: Range,
    /// What is in force.
    pub value: Quantity,
    /// Called with another value.
    pub on_set: Callback<Quantity>,
    /// Called when what is typed switches it off.
    #[prop_or_default]
    pub on_off: Option<Callback<()>>,
}

impl FieldProps {
    /// How the value in force is written: `In use` takes a size as well as a share.
    fn unit(&self) -> Unit {
        match self.value {
            Quantity::Size(_) => Unit::Size,
            _ => self.range.unit,
        }
    }

    fn allowed(&self) -> String {
        let language = self.language;
        let [least, most] =
            [self.range.min, self.range.max].map(|end| format::quantity(language, self.range.unit, end));
        let text = if self.size_too {
            text!("{0} takes {1} to {2}, or a size such as 2 GiB", 3,)
        } else {
            text!("{0} takes {1} to {2}", 3)
        };
        text.fill(language, &[&self.label, &least, &most])
    }

    /// As a link is read, with what stands for a share too.
    fn read(&self, text: &str) -> Result<Quantity, ValueError> {
        let mut remarks = Vec::new();
        if !self.size_too {
            return Ok(params::parse_in(&self.range, text, &mut remarks)?);
        }
        let mut settings = Settings::default();
        Id::Used.row().read(text, &mut settings, &mut remarks)?;
        for remark in remarks {
            if let Remark::Instead { error, .. } = remark
                && error.readings().is_empty()
            {
                return Err(error);
            }
        }
        Ok(settings.quantity(Id::Used).unwrap_or(self.value))
    }

    /// What is typed, or what is wrong with it.
    fn parse(&self, text: &str) -> Result<Quantity, Draft> {
        let language = self.language;
        let still = format::quantity(language, self.unit(), self.value);
        let draft = |problem, readings: &[Reading]| Draft {
            text: text.to_owned(),
            problem: Some(problem),
            readings: readings.to_vec(),
        };
        match self.read(text) {
            Ok(Quantity::Size(size)) if self.size_too => Ok(Quantity::Size(size)),
            Ok(value) if self.range.contains(value) => Ok(value),
            Ok(_) => {
                let problem = say!(
                    language,
                    "“{0}” is out of range: {1}. {2} stays in force.",
                    text,
                    self.allowed(),
                    still
                );
                Err(draft(problem, &[]))
            }
            Err(error) => {
                let problem = say!(
                    language,
                    "{0}. {1}. {2} stays in force.",
                    error.text(language),
                    self.allowed(),
                    still
                );
                Err(draft(problem, error.readings()))
            }
        }
    }
}

/// A field that holds what is being typed until it is committed.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let draft = use_state(|| None::<Draft>);
    {
        // Another value from elsewhere (slider, link, reset) is newer than what was being typed.
        let draft = draft.setter();
        use_effect_with(props.value, move |_| draft.set(None));
    }
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = text_of(&event) {
                let (problem, readings) = draft.as_ref().map_or_else(Default::default, |draft| {
                    (draft.problem.clone(), draft.readings.clone())
                });
                draft.set(Some(Draft {
                    text,
                    problem,
                    readings,
                }));
            }
        })
    };
    let onchange = {
        let (draft, props) = (draft.clone(), props.clone());
        Callback::from(move |event: Event| {
            let Some(text) = text_of(&event) else { return };
            if let Some(on_off) = props.on_off.as_ref().filter(|_| params::is_unlimited(&text)) {
                on_off.emit(());
                return;
            }
            match props.parse(&text) {
                Ok(value) => {
                    draft.set(None);
                    props.on_set.emit(value);
                }
                Err(refused) => draft.set(Some(refused)),
            }
        })
    };
    let onkeydown = {
        let draft = draft.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && draft.is_some() {
                event.stop_propagation();
                draft.set(None);
            }
        })
    };
    let shown = draft.as_ref().map_or_else(
        || format::quantity(props.language, props.unit(), props.value),
        |draft| draft.text.clone(),
    );
    let problem = draft.as_ref().and_then(|draft| draft.problem.clone());
    let readings = draft.as_ref().map(|draft| draft.readings.clone()).unwrap_or_default();
    let offer = |reading: &Reading| {
        let (value, draft) = (reading.value, draft.setter());
        let onclick = props.on_set.reform(move |_: MouseEvent| {
            draft.set(None);
            value
        });
        let shown = format::quantity(props.language, reading.unit, value);
        html! { <button key={shown.clone()} type="button" class="plain" data-action="reading" {onclick}>{ shown }</button> }
    };
    let problem_id = format!("{}-problem", props.target);
    let described = problem.is_some().then(|| problem_id.clone());
    html! {
        <>
            <input key="field" type="text" id={props.target.clone()} value={shown} autocomplete="off" spellcheck="false"
                aria-label={props.named.then(|| props.label.clone())}
                aria-invalid={problem.is_some().then_some("true")} aria-describedby={described} {oninput} {onchange} {onkeydown} />
            { complaint(&problem_id, problem.as_deref()) }
            if !readings.is_empty() {
                <span key="readings" class="offers">{ for readings.iter().map(offer) }</span>
            }
        </>
    }
}

fn text_of(event: &Event) -> Option<String> {
    Some(event.target_dyn_into::<HtmlInputElement>()?.value())
}
