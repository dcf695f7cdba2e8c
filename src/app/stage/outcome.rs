//! The figures of a lane: they belong to the whole run, not to the moment.

use yew::prelude::*;

use crate::app::show::Show;
use crate::params::Lane;
use crate::view::results;

/// Whose figures.
#[derive(Clone, PartialEq, Properties)]
pub struct OutcomeProps {
    /// What is played.
    pub show: Show,
    /// The lane.
    pub lane: Lane,
}

/// Downtime large, the rest below.
#[function_component(Outcome)]
pub fn outcome(props: &OutcomeProps) -> Html {
    let result = use_memo((props.show.clone(), props.lane), |(show, lane)| results::results(show.trace.lane(*lane)));
    let split = |parts: &[(String, String)]| {
        parts.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(" · ")
    };
    html! {
        <dl class="outcome">
            <div key="downtime" class="big" title={split(&result.downtime_split)}>
                <dt>{ "downtime" }</dt><dd data-result="downtime">{ result.downtime.clone() }</dd>
            </div>
            { figure("outage", "outage", &result.outage, "") }
            { figure("total", "total", &result.total, "") }
            { figure("sent", "sent", &result.sent, &split(&result.traffic_split)) }
            if !result.times_memory.is_empty() {
                { figure("times", "memory in use", &result.times_memory, "") }
            }
            if !result.status.is_empty() {
                <div key="status" class="status"><dt class="hidden">{ "status" }</dt><dd data-result="status">{ result.status.clone() }</dd></div>
            }
        </dl>
    }
}

fn figure(key: &'static str, name: &'static str, value: &str, title: &str) -> Html {
    html! {
        <div {key} title={(!title.is_empty()).then(|| title.to_owned())}>
            <dt>{ name }</dt><dd data-result={key}>{ value.to_owned() }</dd>
        </div>
    }
}
