//! What can be done by hand: with a host, and with the VM that is chosen. All that the pointer does in the picture goes here too.

use engine::cluster::HostState;
use engine::cluster::settings::ClusterAct;
use yew::prelude::*;

use super::super::Run;
use crate::text::Language;
use crate::view::cluster::acts::{HostAct, move_to};
use crate::view::cluster::plan::Level;
use crate::view::cluster::{host, vm, words};
use crate::web::widgets::select::Select;
use crate::{say, word};

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct ActsProps {
    /// For the focus.
    pub bench: NodeRef,
    /// The run.
    pub run: Run,
    /// The host that something can be done with, and what it does now.
    pub host: Option<(u32, HostState)>,
    /// The VM that something can be done with.
    pub chosen: Option<u32>,
    /// VMs that are nowhere, in words.
    pub nowhere: AttrValue,
    /// The language.
    pub language: Language,
    /// Called with another host.
    pub on_host: Callback<Option<u32>>,
    /// Called with another VM.
    pub on_choose: Callback<Option<u32>>,
    /// Called with what is done now.
    pub on_act: Callback<ClusterAct>,
}

/// A row of controls below the picture. It is always there, so that nothing jumps.
#[component]
pub fn Acts(props: &ActsProps) -> Html {
    let (language, record) = (props.language, &props.run.record);
    let list = |first: &'static str| -> Vec<(AttrValue, AttrValue)> {
        let hosts = 0..record.cluster.hosts.len() as u32;
        let hosts = hosts.map(|place| (place.to_string().into(), host(place).into()));
        std::iter::once((AttrValue::default(), first.into()))
            .chain(hosts)
            .collect()
    };
    let buttons = props.host.map(|(place, state)| {
        let buttons = HostAct::of(state).iter().map(|&act| {
            let onclick = props.on_act.reform(move |_: MouseEvent| act.act(place));
            html! { <button key={act.token()} type="button" data-act={act.token()} {onclick}>{ act.label().get(language) }</button> }
        });
        html! {
            <div key="host" class="host-acts" role="group" tabindex="-1" ref={props.bench.clone()} aria-label={format!("{}, {}", host(place), words::state(language, state))}>
                { for buttons }
            </div>
        }
    });
    let moves = props.chosen.filter(|&chosen| (chosen as usize) < record.vms.len()).map(|chosen| {
        let name = vm(record, chosen);
        let (run, on_act) = (props.run.clone(), props.on_act.clone());
        let on_choose = Callback::from(move |to: String| {
            if let Ok(to) = to.parse() {
                on_act.emit(move_to(&run.record, chosen, to));
            }
        });
        html! {
            <div key="vm" class="vm-acts" role="group" aria-label={name.clone()}>
                <b>{ &name }</b>
                <Select options={list(word!(language, "Move to …"))} value="" label={say!(language, "Move {0} to", name)} action="move-to" {on_choose} />
                <button type="button" class="plain" data-action="let-go" onclick={props.on_choose.reform(|_: MouseEvent| None)}>{ word!(language, "Let go" in "VM") }</button>
            </div>
        }
    });
    let on_host = props.on_host.reform(|place: String| place.parse().ok());
    html! {
        <div class="hosts-acts" data-part="host-acts">
            <Select options={list(word!(language, "A host …"))} value={props.host.map_or_else(AttrValue::default, |(place, _)| place.to_string().into())}
                label={word!(language, "What to do with a host")} action="host" on_choose={on_host} />
            { for buttons }
            { for moves }
            if !props.nowhere.is_empty() {
                <span key="nowhere" class="hosts-nowhere">{ &props.nowhere }</span>
            } else if props.host.is_none() && props.chosen.is_none() {
                <span key="hint" class="note">{ hint(language, record.cluster.hosts.len()) }</span>
            }
        </div>
    }
}

/// How it goes in the picture itself.
fn hint(language: Language, hosts: usize) -> &'static str {
    match Level::of(hosts) {
        Level::Full => word!(language, "Drag a VM onto another host, or click on a host's name."),
        Level::Compact => word!(
            language,
            "Drag a VM onto another host, or click on the room above a host."
        ),
        Level::Cells => word!(language, "Click on a host to see what can be done with it."),
    }
}
