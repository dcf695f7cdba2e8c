//! A host: the memory on it, and what stands beside it.

use yew::prelude::*;

use super::canvas::MemoryMap;
use crate::migration::Host;
use crate::text::Language;
use crate::trace::LaneTrace;
use crate::units::{Share, SimTime};
use crate::view::pagemap::{Cell, PageMap, page_map};
use crate::view::palette::Scheme;
use crate::view::parts;
use crate::view::scene::{Request, Scene};
use crate::{say, word};

/// Memory map, name, lines, disk and clients of one of the two hosts.
pub fn host_view(
    language: Language,
    lane: &LaneTrace,
    now: SimTime,
    scene: &Scene,
    requests: &[(u32, Request)],
    host: Host,
    scheme: Scheme,
) -> Html {
    let map = page_map(lane, now, host);
    let empty = map.cells.iter().all(|&cell| cell == Cell::Absent);
    let (side, of, disk) = match host {
        Host::Source => ("source", &scene.source, scene.disk.map(|disk| disk.source)),
        Host::Destination => (
            "destination",
            &scene.destination,
            scene.disk.map(|disk| disk.destination),
        ),
    };
    let label = words(language, &map, of.title);
    html! {
        <div key={side} class={classes!("host", side, empty.then_some("empty"), of.present.then(|| format!("present role-{}", scene.role.name())))}>
            <MemoryMap {language} {map} memory={lane.memory} {scheme} {label} />
            if of.crashed {
                <svg key="crashed" class="crashed" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><path d="M0 0L100 100M100 0L0 100" /></svg>
            }
            <div class="meta" tabindex="-1" data-tip={parts::host(language, host, of.title)}>
                <h3>{ of.title }</h3>
                for (index, line) in of.lines.iter().enumerate() {
                    <p key={index}>{ line }</p>
                }
                if let Some(share) = disk {
                    { disk_bar(share) }
                }
                if scene.clients_at == host {
                    { clients(language, requests) }
                }
            </div>
        </div>
    }
}

/// The map in words, with whole percents so that it does not change with every frame.
fn words(language: Language, map: &PageMap, host: &str) -> String {
    const CELLS: [Cell; 7] = [
        Cell::Unsent,
        Cell::Sent,
        Cell::Dirty,
        Cell::Arriving,
        Cell::Missing,
        Cell::Off,
        Cell::Zero,
    ];
    let parts: Vec<String> = CELLS
        .iter()
        .map(|&cell| (map.count(cell) * 100 / map.cells.len().max(1), cell))
        .filter(|&(percent, _)| percent > 0)
        .map(|(percent, cell)| format!("{percent} % {}", cell.name(language)))
        .collect();
    let parts = if parts.is_empty() {
        word!(language, "nothing").to_owned()
    } else {
        parts.join(", ")
    };
    say!(language, "Memory on {0}: {1}", host, parts)
}

/// A disk and the part of it that is here, in tenths.
fn disk_bar(share: Share) -> Html {
    let part = format!("{:.2}", share.as_f64() * 100.0);
    html! {
        <p key="disk" class="disk" aria-hidden="true">
            <svg class="drum" viewBox="0 0 12 14"><path d="M1 3v8c0 3 10 3 10 0V3M1 3c0-2.700 10-2.700 10 0s-10 2.700-10 0" /></svg>
            <svg class="level">
                <line class="all" x2="100%" y1="50%" y2="50%" pathLength="100" stroke-dasharray="9 1" />
                if !share.is_zero() {
                    <line class="there" x2={part.clone() + "%"} y1="50%" y2="50%" pathLength={part} stroke-dasharray="9 1" />
                }
            </svg>
        </p>
    }
}

/// A mark for each of the last requests; shape first, colour second.
fn clients(language: Language, requests: &[(u32, Request)]) -> Html {
    let said = match requests.last() {
        Some((_, Request::Answered)) => word!(language, "are answered"),
        Some((_, Request::Slow)) => word!(language, "wait for an answer"),
        Some((_, Request::Lost)) | None => word!(language, "get no answer"),
    };
    let told = parts::clients(language, requests.last().map(|&(_, request)| request));
    html! {
        <p key="clients" class="clients" tabindex="-1" data-tip={told}>
            <span>{ word!(language, "clients") }</span>
            <svg viewBox="0 0 80 10" aria-hidden="true">
                for (place, &(number, request)) in requests.iter().enumerate() {
                    <path key={number} class={class(request)} d={mark(request)} transform={format!("translate({})", place * 8)} />
                }
            </svg>
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
        Request::Answered => "M1 5.500l2 2.500 3-6",
        Request::Slow => "M.5 6c1-3 2-3 3-1s2 2 3-1",
        Request::Lost => "M1 2l5 6M6 2l-5 6",
    }
}
