//! Many hosts as cells.

use std::rc::Rc;

use yew::prelude::*;

use super::super::Run;
use super::wires::{px, rect};
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::plan::{Cell, Cells, LEVELS, host_tip};
use crate::web::widgets::readout;
use crate::word;
use engine::cluster::HostState;
use wasm_bindgen::JsCast;

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct CellMapProps {
    /// The cells.
    pub cells: Rc<Cells>,
    /// The run.
    pub run: Run,
    /// The moment.
    pub now: SimTime,
    /// The language.
    pub language: Language,
    /// The host whose acts are shown.
    pub host: Option<u32>,
    /// Called with a host, and whether a key chose it.
    pub on_host: Callback<(u32, bool)>,
}

/// The map: a path for each step of colour, so that a thousand hosts are a dozen elements.
#[component]
pub fn CellMap(props: &CellMapProps) -> Html {
    let surfaces = use_memo(props.cells.clone(), |cells| surfaces(cells));
    let at = |event: &MouseEvent, cells: &Cells| {
        let svg = event.target_dyn_into::<web_sys::Element>()?.closest("svg").ok()??;
        let place = svg.get_bounding_client_rect();
        let (x, y) = (
            f64::from(event.client_x()) - place.left(),
            f64::from(event.client_y()) - place.top(),
        );
        cells.at(x, y).map(|cell| cell.host)
    };
    let onpointermove = {
        let (cells, run, now, language) = (props.cells.clone(), props.run.clone(), props.now, props.language);
        Callback::from(move |event: PointerEvent| {
            let told = at(&event, &cells).map(|host| host_tip(&run.record, now, language, host));
            let group = event
                .current_target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if let Some(group) = group {
                readout::say(&group, &told.unwrap_or_default());
            }
        })
    };
    let onclick = {
        let (cells, on_host) = (props.cells.clone(), props.on_host.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(host) = at(&event, &cells) {
                on_host.emit((host, false));
            }
        })
    };
    let open = props.host.and_then(|host| props.cells.cells.get(host as usize));
    let label = word!(
        props.language,
        "The stronger the colour of a host, the more of its processors or memory is taken; a dot is a migration."
    );
    html! {
        <g class="cells" role="img" aria-label={label} data-tip={label} {onpointermove} {onclick}>
            { (*surfaces).clone() }
            if let Some(cell) = open {
                { rect(cell.rect, "cell-open") }
            }
        </g>
    }
}

fn surfaces(cells: &Cells) -> Html {
    let mut levels = vec![String::new(); usize::from(LEVELS)];
    let (mut off, mut crosses, mut leaves, mut comes) = (String::new(), String::new(), String::new(), String::new());
    for Cell {
        rect: at,
        state,
        level,
        leaves: out,
        comes: into,
        ..
    } in &cells.cells
    {
        let square = format!(
            "M{} {}h{}v{}h-{}z",
            px(at.x),
            px(at.y),
            px(at.width),
            px(at.height),
            px(at.width)
        );
        if matches!(state, HostState::Off | HostState::Dead | HostState::ShuttingDown) {
            off.push_str(&square);
            if *state == HostState::Dead {
                let (x, y, side) = (px(at.x), px(at.y), px(at.width));
                crosses.push_str(&format!("M{x} {y}l{side} {side}m-{side} 0l{side} -{side}"));
            }
        } else {
            levels[usize::from(*level)].push_str(&square);
        }
        let (x, y, radius) = (at.x + at.width / 2.0, at.y + at.height / 2.0, at.width * 0.24);
        let ring = format!(
            "M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0",
            px(x - radius),
            px(y),
            r = px(radius),
            d = px(radius * 2.0)
        );
        if *out {
            leaves.push_str(&ring);
        } else if *into {
            comes.push_str(&ring);
        }
    }
    let levels = levels
        .into_iter()
        .enumerate()
        .map(|(level, path)| html! { <path class={format!("level-{level}")} d={path} /> });
    html! {
        <>
            { for levels }
            <path class="cell-off" d={off} />
            <path class="cell-cross" d={crosses} />
            <path class="cell-leaves" d={leaves} />
            <path class="cell-comes" d={comes} />
        </>
    }
}
