//! A host: the memory on it, and what stands beside it.

use yew::prelude::*;

use super::canvas::MemoryMap;
use crate::app::show::Show;
use crate::model::Host;
use crate::params::Lane;
use crate::units::{Share, SimTime};
use crate::view::pagemap::{Cell, PageMap, page_map};
use crate::view::palette::Scheme;
use crate::view::scene::{HostScene, Request};

/// What is drawn.
#[derive(Clone, PartialEq, Properties)]
pub struct HostProps {
    /// What is played.
    pub show: Show,
    /// The lane.
    pub lane: Lane,
    /// The moment.
    pub now: SimTime,
    /// Which of the two hosts.
    pub host: Host,
    /// What is said about it.
    pub scene: HostScene,
    /// The part of the disk that is here, where the disk moves.
    pub disk: Option<Share>,
    /// The requests of clients that hang on it; empty if they hang on the other.
    pub clients: Vec<Request>,
    /// The colours.
    pub scheme: Scheme,
}

/// Memory map, name, lines, disk and clients.
#[function_component(HostView)]
pub fn host_view(props: &HostProps) -> Html {
    let lane = props.show.trace.lane(props.lane);
    let map = page_map(lane, props.now, props.host);
    let empty = map.cells.iter().all(|&cell| cell == Cell::Absent);
    let side = match props.host {
        Host::Source => "source",
        Host::Destination => "destination",
    };
    let label = words(&map, props.scene.title);
    html! {
        <div class={classes!("host", side, empty.then_some("empty"))}>
            <MemoryMap {map} scheme={props.scheme} {label} />
            <div class="meta">
                <h3>{ props.scene.title }</h3>
                { for props.scene.lines.iter().enumerate().map(|(index, line)| html! { <p key={index}>{ line }</p> }) }
                if let Some(share) = props.disk {
                    <svg key="disk" class="disk" aria-hidden="true">
                        <rect class="all" width="100%" height="100%" />
                        <rect class="there" width={format!("{:.2}%", share.as_f64() * 100.0)} height="100%" />
                    </svg>
                }
                if !props.clients.is_empty() {
                    <Clients key="clients" requests={props.clients.clone()} />
                }
            </div>
        </div>
    }
}

/// The map in words, with whole percents so that it does not change with every frame.
fn words(map: &PageMap, host: &str) -> String {
    const NAMES: [(Cell, &str); 7] = [
        (Cell::Unsent, "not sent"),
        (Cell::Sent, "sent"),
        (Cell::Dirty, "written again"),
        (Cell::Arriving, "arriving"),
        (Cell::Missing, "missing"),
        (Cell::Off, "off"),
        (Cell::Zero, "zero"),
    ];
    let parts: Vec<String> = NAMES
        .iter()
        .map(|&(cell, name)| (map.count(cell) * 100 / map.cells.len().max(1), name))
        .filter(|&(percent, _)| percent > 0)
        .map(|(percent, name)| format!("{percent} % {name}"))
        .collect();
    if parts.is_empty() {
        format!("Memory on {host}: nothing")
    } else {
        format!("Memory on {host}: {}", parts.join(", "))
    }
}

/// What is drawn.
#[derive(Clone, PartialEq, Properties)]
struct ClientsProps {
    requests: Vec<Request>,
}

/// A mark for the request of each client; shape first, colour second.
#[function_component(Clients)]
fn clients(props: &ClientsProps) -> Html {
    let count = |wanted: Request| props.requests.iter().filter(|&&request| request == wanted).count();
    let said = [
        (Request::Answered, "answered"),
        (Request::Slow, "slow"),
        (Request::Lost, "lost"),
    ]
    .into_iter()
    .map(|(request, name)| (count(request), name))
    .filter(|&(count, _)| count > 0)
    .map(|(count, name)| format!("{count} {name}"))
    .collect::<Vec<_>>()
    .join(", ");
    html! {
        <p class="clients">
            <span>{ "clients" }</span>
            { for props.requests.iter().enumerate().map(|(index, request)| html! {
                <svg key={index} class={class(*request)} viewBox="0 0 12 12" aria-hidden="true"><path d={mark(*request)} fill="none" stroke="currentColor" stroke-width="2" /></svg>
            }) }
            <span class="hidden">{ said }</span>
        </p>
    }
}

fn class(request: Request) -> &'static str {
    match request {
        Request::Answered => "answered",
        Request::Slow => "slow",
        Request::Lost => "lost",
    }
}

fn mark(request: Request) -> &'static str {
    match request {
        Request::Answered => "M1 6l4 4 6-8",
        Request::Slow => "M1 7c2-4 3-4 5-1s3 3 5-1",
        Request::Lost => "M2 2l8 8M10 2l-8 8",
    }
}
