//! What happens at a moment: the list of events, and the hold of the
//! suspended lane. Every word of them can be changed here.

use yew::prelude::*;

use crate::params::{ActDetail, Choice, Family, Id, Quantity, Range, Reason, SuspendMode};
use crate::say;
use crate::scenario::{Act, Hold, TimedEvent, TimedHold};
use crate::state::lab::{Action, Edit};
use crate::text::Language;
use crate::units::SimTime;
use crate::web::screens::lab::Shown;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::{About, Beside, choosing};
use crate::web::widgets::params::forms::{moments, time_of};
use crate::web::widgets::params::quantity::Field;
use crate::web::widgets::select::{Select, choice_list};

/// How long what gets a length lasts at first.
const FIRST_LENGTH: SimTime = SimTime::s(10.0);

/// All events, as far as there are any.
pub fn event_list(state: &Shown, act: &Callback<Action>) -> Html {
    let language = state.language();
    let param = Id::At.param();
    html! {
        <div class="classes" data-param={param.key}>
            if state.asked.events.is_empty() {
                <p key="none" class="note">{ param.help.get(language) }</p>
            }
            for (index, event) in state.asked.events.iter().enumerate() {
                { event_html(language, index, *event, act) }
            }
        </div>
    }
}

fn event_html(language: Language, index: usize, event: TimedEvent, act: &Callback<Action>) -> Html {
    let kind = event.act.kind();
    let name = format!("{} {}", index + 1, kind.label().get(language));
    let id = format!("p-event-{index}");
    let on_set = act.reform(move |event| Action::Edit(Edit::ChangeEvent(index, event)));
    let on_act = on_set.reform(move |act| TimedEvent { act, ..event });
    let rate = |rate, of: Id, make: fn(crate::units::Rate, Option<SimTime>) -> Act, length| {
        let on_rate = on_act.reform(move |value| match value {
            Quantity::Rate(rate) => make(rate, length),
            _ => event.act,
        });
        field(
            language,
            &id,
            ActDetail::Rate,
            *of.range(),
            Quantity::Rate(rate),
            on_rate,
            None,
        )
    };
    let details = match event.act {
        Act::Hold(hold) => hold_html(language, &id, hold, &on_act.reform(Act::Hold)),
        Act::LinkDown { length } => {
            length_html(language, &id, length, on_act.reform(|length| Act::LinkDown { length }))
        }
        Act::AnnouncementLoss { length } => length_html(
            language,
            &id,
            length,
            on_act.reform(|length| Act::AnnouncementLoss { length }),
        ),
        Act::LinkSlow { rate: link, length } => html! {<>
            { length_html(language, &id, length, on_act.reform(move |length| Act::LinkSlow { rate: link, length })) }
            { rate(link, Id::Link, |rate, length| Act::LinkSlow { rate, length }, length) }
        </>},
        Act::Burst { rate: more, length } => html! {<>
            { length_html(language, &id, length, on_act.reform(move |length| Act::Burst { rate: more, length })) }
            { rate(more, Id::WriteRate, |rate, length| Act::Burst { rate, length }, length) }
        </>},
        Act::Resume | Act::Cancel | Act::LinkUp | Act::SourceCrash | Act::DestinationCrash | Act::Force => html! {},
    };
    html! {
        <fieldset key={index} class="class" data-event={index.to_string()}>
            <legend class="hidden">{ name.clone() }</legend>
            <div class="head">
                <b>{ kind.label().get(language) }</b>
                <span class="gap"></span>
                <button type="button" class="reset" aria-label={say!(language, "Remove {0}", name)}
                    onclick={act.reform(move |_| Action::Edit(Edit::RemoveEvent(index)))}>{ Icon::Close.html() }</button>
            </div>
            { at_html(language, &id, event.at, on_set.reform(move |at| TimedEvent { at, ..event })) }
            { details }
        </fieldset>
    }
}

/// What the suspended lane shows, with the details of a hold.
pub fn suspend_form(state: &Shown, act: &Callback<Action>) -> Html {
    let suspend = state.asked.suspend;
    let mode = suspend.mode();
    let language = state.language();
    let list = choice_list(language, mode, act, |mode| Action::Edit(Edit::Suspend(mode)));
    let about = About {
        language,
        param: Id::Suspend.param(),
        changed: state.is_changed(Id::Suspend),
        on_reset: act.reform(|()| Action::Reset(Id::Suspend)),
        beside: Beside::default(),
    };
    let on_set = act.reform(|hold| Action::Edit(Edit::SuspendHold(hold)));
    html! {
        <>
            { choosing(&about, mode.help(), list) }
            if let Some(timed) = suspend.hold() {
                <fieldset key="hold" class="class" data-hold="">
                    <legend class="hidden">{ SuspendMode::Hold.label().get(language) }</legend>
                    { at_html(language, "p-hold", timed.at, on_set.reform(move |at| TimedHold { at, ..timed })) }
                    { hold_html(language, "p-hold", timed.hold, &on_set.reform(move |hold| TimedHold { hold, ..timed })) }
                </fieldset>
            }
        </>
    }
}

/// Reason, length and patience of a hold.
fn hold_html(language: Language, id: &str, hold: Hold, on_set: &Callback<Hold>) -> Html {
    let target = format!("{id}-{}", ActDetail::Reason.token());
    let mut list = choice_list(language, hold.reason, on_set, move |reason: Reason| {
        // A length that is usual for one reason is seldom right for another.
        let usual = hold.length == Hold::usual(hold.reason).length;
        let length = if usual { Hold::usual(reason).length } else { hold.length };
        Hold { reason, length, ..hold }
    });
    list.groups = Family::ALL
        .map(|family| (family.label().get(language), family.reasons().count()))
        .to_vec();
    let give_up = on_set.reform(move |give_up| Hold { give_up, ..hold });
    html! {
        <>
            <div key="reason" class="detail">
                <label for={target.clone()}>{ ActDetail::Reason.label().get(language) }</label>
                <Select id={target} ..list />
            </div>
            <p key="story" class="note">{ hold.reason.help().get(language) }{ " " }{ hold.reason.resumes_when().get(language) }</p>
            { length_html(language, id, hold.length, on_set.reform(move |length| Hold { length, ..hold })) }
            { optional(language, id, ActDetail::GiveUp, hold.give_up, give_up) }
        </>
    }
}

fn at_html(language: Language, id: &str, at: SimTime, on_set: Callback<SimTime>) -> Html {
    field(
        language,
        id,
        ActDetail::At,
        moments(),
        Quantity::Time(at),
        on_set.reform(time_of),
        None,
    )
}

fn length_html(language: Language, id: &str, length: Option<SimTime>, on_set: Callback<Option<SimTime>>) -> Html {
    optional(language, id, ActDetail::Length, length, on_set)
}

/// A time that need not be there.
fn optional(
    language: Language,
    id: &str,
    detail: ActDetail,
    time: Option<SimTime>,
    on_set: Callback<Option<SimTime>>,
) -> Html {
    let label = detail.label().get(language);
    match time {
        Some(time) => {
            let off = on_set.reform(|_| None);
            let off = html! {
                <button type="button" class="reset" aria-label={say!(language, "No end: {0}", label)} onclick={off}>{ Icon::Close.html() }</button>
            };
            let on_set = on_set.reform(|time| Some(time_of(time)));
            field(language, id, detail, moments(), Quantity::Time(time), on_set, Some(off))
        }
        None => {
            let on = on_set.reform(|_| Some(FIRST_LENGTH));
            html! {
                <button key={detail.token()} type="button" class="plain" title={detail.help().get(language)} onclick={on}>
                    { Icon::Add.html() }{ format!(" {label} …") }
                </button>
            }
        }
    }
}

fn field(
    language: Language,
    id: &str,
    detail: ActDetail,
    range: Range,
    value: Quantity,
    on_set: Callback<Quantity>,
    after: Option<Html>,
) -> Html {
    let target = format!("{id}-{}", detail.token());
    html! {
        <div key={detail.token()} class="detail" title={detail.help().get(language)}>
            <label for={target.clone()}>{ detail.label().get(language) }</label>
            <Field {language} {target} label={detail.label().get(language)} {range} {value} {on_set} />
            { after.unwrap_or_default() }
        </div>
    }
}
