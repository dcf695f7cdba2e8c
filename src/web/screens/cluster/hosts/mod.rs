//! Hosts and links at a time: bins, pipes and strands, and what can be done with them.

mod acts;
mod bin;
mod cells;
mod drag;
mod wires;

use std::cell::RefCell;
use std::rc::Rc;

use engine::cluster::settings::ClusterAct;
use engine::cluster::{HostState, Record, at};
use yew::prelude::*;

use super::Run;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::acts::move_to;
use crate::view::cluster::plan::{Frame, Plan, Planner, block_tip};
use crate::view::cluster::vm;
use crate::view::palette::Scheme;
use crate::web::widgets::size::{type_scale, use_size};
use crate::{count, word};
use acts::Acts;
use bin::Bin;
use cells::CellMap;
use drag::{Down, Grip, Held};

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct HostsViewProps {
    /// The run.
    pub run: Run,
    /// The moment.
    pub now: SimTime,
    /// The VM that is framed everywhere.
    pub chosen: Option<u32>,
    /// The language.
    pub language: Language,
    /// The colours.
    pub scheme: Scheme,
    /// Called with a VM that is chosen, or with none.
    pub on_choose: Callback<Option<u32>>,
    /// Called with what is done now.
    pub on_act: Callback<ClusterAct>,
}

/// The picture of hosts and links. It has no motion of its own.
#[component]
pub fn HostsView(props: &HostsViewProps) -> Html {
    let (node, bench) = (use_node_ref(), use_node_ref());
    let size = use_size(&node);
    let scale = *use_memo((size, props.scheme), |_| type_scale());
    let host = use_state(|| None::<u32>);
    let held = use_state(|| None::<Held>);
    let down = use_mut_ref(|| None::<Down>);
    let to_bench = use_mut_ref(|| false);
    let record = &props.run.record;
    let known = record.cluster.hosts.len() as u32;
    let host_shown = host.filter(|&host| host < known);
    {
        let (bench, to_bench) = (bench.clone(), to_bench.clone());
        use_effect_with(host_shown, move |_| {
            if std::mem::take(&mut *to_bench.borrow_mut())
                && let Some(element) = bench.cast::<web_sys::HtmlElement>()
            {
                // What cannot take the focus leaves it where it is.
                let _ = element.focus();
            }
        });
    }
    let frame = size.map(|size| Frame {
        width: f64::from(size.width),
        scale,
        language: props.language,
    });
    let planner = use_memo((props.run.clone(), frame), |(run, frame)| {
        frame.map(|frame| RefCell::new(Planner::new(run.record.clone(), frame)))
    });
    let drawn = (*planner).as_ref().map(|planner| planner.borrow_mut().at(props.now));
    let grip = Grip {
        held: held.clone(),
        on_choose: props.on_choose.clone(),
        on_host: {
            let host = host.clone();
            Callback::from(move |(place, by_key): (u32, bool)| {
                *to_bench.borrow_mut() = by_key;
                host.set(Some(place).filter(|_| *host != Some(place) || by_key));
            })
        },
        on_drop: {
            let (record, on_act) = (record.clone(), props.on_act.clone());
            Callback::from(move |(vm, to): (u32, u32)| on_act.emit(move_to(&record, vm, to)))
        },
        chosen: props.chosen,
        tip: {
            let (record, now, language) = (record.clone(), props.now, props.language);
            Callback::from(move |spot| block_tip(&record, now, language, spot))
        },
    };
    let on_host = {
        let host = host.setter();
        use_callback((), move |place: Option<u32>, ()| host.set(place))
    };
    let nowhere = drawn.as_ref().map_or_else(String::new, |plan| nowhere(props, plan));
    html! {
        <div class="hosts-view" data-part="hosts">
            <div class="hosts-picture" ref={node}>
                if let Some(plan) = drawn {
                    { picture(props, plan, grip, host_shown, &down) }
                }
            </div>
            <Acts {bench} run={props.run.clone()} host={host_shown.map(|place| (place, state(record, place, props.now)))} chosen={props.chosen} {nowhere}
                language={props.language} {on_host} on_choose={props.on_choose.clone()} on_act={props.on_act.clone()} />
        </div>
    }
}

/// What a host does.
fn state(record: &Record, place: u32, now: SimTime) -> HostState {
    let state = at(&record.hosts[place as usize].state, now).copied();
    state.unwrap_or(HostState::On)
}

fn picture(
    props: &HostsViewProps,
    plan: Plan,
    grip: Grip,
    host: Option<u32>,
    down: &Rc<RefCell<Option<Down>>>,
) -> Html {
    let (held, on_host) = (*grip.held, grip.on_host.clone());
    let language = props.language;
    let label = word!(language, "Hosts and links");
    let ids = props.run.side.letter();
    let (width, height) = (plan.width, plan.height.ceil());
    let over = held.and_then(|held| held.over);
    let ghost = held.map(|held| drag::ghost(&props.run.record, &held, &plan));
    let wires = wires::wires(&plan, props.chosen, ids);
    let spots = plan.hosts.iter().map(|place| (place.host, place.whole)).collect();
    let listeners = grip.listeners(spots, down);
    let level = plan.level;
    let bins = plan.hosts.into_iter().map(|place| {
        let key = place.host;
        let (is_open, is_over) = (host == Some(key), over == Some(key));
        html! { <Bin {key} {place} {level} chosen={props.chosen} {ids} {is_open} {is_over} /> }
    });
    let bins: Html = bins.collect();
    let cells = plan.cells.map(|cells| {
        html! { <CellMap {cells} run={props.run.clone()} now={props.now} {language} {host} {on_host} /> }
    });
    html! {
        <svg class="hosts-svg" role="group" aria-label={label} width={width.to_string()} height={height.to_string()}
            viewBox={format!("0 0 {width} {height}")} onpointerdown={listeners.down} onpointermove={listeners.moved}
            onpointerup={listeners.up} onpointercancel={listeners.cancel} onclick={listeners.click} onkeydown={listeners.key}>
            <wires::Patterns {ids} />
            { wires }
            { bins }
            { for cells }
            { for ghost }
        </svg>
    }
}

/// VMs that are on no host, in words.
fn nowhere(props: &HostsViewProps, plan: &Plan) -> String {
    /// More names are only counted.
    const NAMED: usize = 8;
    if plan.nowhere.is_empty() {
        return String::new();
    }
    let names = plan.nowhere.iter().take(NAMED);
    let mut names: Vec<String> = names.map(|&one| vm(&props.run.record, one)).collect();
    if plan.nowhere.len() > NAMED {
        names.push("…".to_owned());
    }
    let (count, names) = (plan.nowhere.len(), names.join(", "));
    count!(
        props.language,
        count as f64,
        "{0} VM is down and on no host: {1}",
        "{0} VMs are down and on no host: {1}",
        count,
        names
    )
}
