//! Hosts and links at a moment.

use engine::cluster::settings::ClusterAct;
use yew::prelude::*;

use super::Run;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::{host, vm, words};
use crate::view::format;
use crate::view::palette::Scheme;

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct HostsProps {
    /// The run.
    pub run: Run,
    /// The moment.
    pub now: SimTime,
    /// The VM that is looked at.
    pub chosen: Option<u32>,
    /// The language.
    pub language: Language,
    /// The colours.
    pub scheme: Scheme,
    /// Looks at another VM.
    pub on_choose: Callback<Option<u32>>,
    /// Does something now.
    pub on_act: Callback<ClusterAct>,
}

/// The hosts.
#[component]
pub fn HostsView(props: &HostsProps) -> Html {
    let (language, record) = (props.language, &props.run.record);
    let moment = record.at(props.now);
    html! {
        <ul class="cluster-hosts">
            for (place, (state, load)) in moment.hosts.iter().enumerate() {
                <li key={place}>
                    <b>{ host(place as u32) }</b>{ " " }{ words::state(language, *state) }{ " " }{ format::size(language, load.resident) }
                    for (index, _) in moment.vms.iter().enumerate().filter(|(_, at)| at.host == Some(place as u32)) {
                        { " " }<button type="button" class="plain" onclick={props.on_choose.reform(move |_| Some(index as u32))}>{ vm(record, index as u32) }</button>
                    }
                </li>
            }
        </ul>
    }
}
