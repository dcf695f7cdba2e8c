//! Clicks, keys and dragging in the picture, told from each other by what has a `data-vm` or `data-acts`.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::view::cluster::plan::{Plan, Rect};
use crate::view::cluster::{host, vm};
use crate::web::widgets::place::number;
use crate::web::widgets::readout;
use engine::cluster::Record;

use super::wires::px;

/// A pointer that has moved less than this has not moved, in CSS pixels.
const STILL: f64 = 5.0;

/// A VM that is held over the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// Which.
    pub vm: u32,
    /// Where the pointer is.
    pub x: f64,
    /// See [`Held::x`].
    pub y: f64,
    /// The host below it.
    pub over: Option<u32>,
}

/// What the pointer and keys do.
pub struct Grip {
    /// What is held.
    pub held: UseStateHandle<Option<Held>>,
    /// Called with a VM that is chosen.
    pub on_choose: Callback<Option<u32>>,
    /// Called with a host whose acts are wanted, and whether a key was pressed for it.
    pub on_host: Callback<(u32, bool)>,
    /// Called with a VM and the host that it was dropped on.
    pub on_drop: Callback<(u32, u32)>,
    /// The VM that is chosen.
    pub chosen: Option<u32>,
    /// What is told of a VM on a host, where that is not said before.
    pub tip: Callback<(u32, u32), String>,
}

/// What listens.
pub struct Listeners {
    /// A pointer comes down, moves, goes up, is taken away.
    pub down: Callback<PointerEvent>,
    /// See [`Listeners::down`].
    pub moved: Callback<PointerEvent>,
    /// See [`Listeners::down`].
    pub up: Callback<PointerEvent>,
    /// See [`Listeners::down`].
    pub cancel: Callback<PointerEvent>,
    /// Something is clicked.
    pub click: Callback<MouseEvent>,
    /// A key is pressed.
    pub key: Callback<KeyboardEvent>,
}

/// A pointer that is down.
pub struct Down {
    pointer: i32,
    vm: Option<u32>,
    x: f64,
    y: f64,
    /// Whether it has moved a VM, so that the click that follows is none.
    moved: bool,
}

impl Grip {
    /// What listens on the picture, in which the hosts are at these places.
    pub fn listeners(self, hosts: Vec<(u32, Rect)>, down: &Rc<RefCell<Option<Down>>>) -> Listeners {
        let grip = Rc::new(self);
        let on_down = {
            let (down, grip) = (down.clone(), grip.clone());
            Callback::from(move |event: PointerEvent| {
                if event.button() == 0 {
                    // A finger that taps has not moved before.
                    grip.tell(&event);
                    let (x, y) = spot(&event);
                    *down.borrow_mut() = Some(Down {
                        pointer: event.pointer_id(),
                        vm: number(&event, "data-vm"),
                        x,
                        y,
                        moved: false,
                    });
                }
            })
        };
        let moved = {
            let (down, grip) = (down.clone(), grip.clone());
            Callback::from(move |event: PointerEvent| {
                grip.tell(&event);
                let mut down = down.borrow_mut();
                let Some(down) = down.as_mut().filter(|down| down.pointer == event.pointer_id()) else {
                    return;
                };
                let (x, y) = spot(&event);
                let Some(vm) = down.vm else { return };
                if !down.moved && (x - down.x).hypot(y - down.y) < STILL {
                    return;
                }
                if !std::mem::replace(&mut down.moved, true)
                    && let Some(svg) = svg(&event)
                {
                    // Without the capture a pointer that leaves the picture lets go of the VM.
                    let _ = svg.set_pointer_capture(event.pointer_id());
                }
                let over = hosts.iter().find(|(_, whole)| whole.has(x, y));
                let over = over.map(|(host, _)| *host);
                grip.held.set(Some(Held { vm, x, y, over }));
            })
        };
        let up = {
            let grip = grip.clone();
            Callback::from(move |_: PointerEvent| {
                if let Some(Held { vm, over: Some(to), .. }) = *grip.held {
                    grip.on_drop.emit((vm, to));
                }
                grip.held.set(None);
            })
        };
        let cancel = {
            let (down, grip) = (down.clone(), grip.clone());
            Callback::from(move |_: PointerEvent| {
                *down.borrow_mut() = None;
                grip.held.set(None);
            })
        };
        let click = {
            let (down, grip) = (down.clone(), grip.clone());
            Callback::from(move |event: MouseEvent| {
                if !down.borrow_mut().take().is_some_and(|down| down.moved) {
                    grip.taken(&event, false);
                }
            })
        };
        let key = Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" | " " => {
                // The space bar is the clock's elsewhere.
                event.prevent_default();
                event.stop_propagation();
                grip.taken(&event, true);
            }
            "Escape" => grip.held.set(None),
            _ => {}
        });
        Listeners {
            down: on_down,
            moved,
            up,
            cancel,
            click,
            key,
        }
    }

    /// Before the readout comes to hear of it.
    fn tell(&self, event: &Event) {
        let part = target(event).and_then(|target| target.closest("[data-late]").ok().flatten());
        if let (Some(part), Some(vm), Some(host)) = (part, number(event, "data-vm"), number(event, "data-place")) {
            readout::say(&part, &self.tip.emit((vm, host)));
        }
    }

    /// Something is chosen.
    fn taken(&self, event: &Event, by_key: bool) {
        if let Some(vm) = number(event, "data-vm") {
            self.on_choose.emit(Some(vm).filter(|_| self.chosen != Some(vm)));
        } else if let Some(host) = number(event, "data-acts") {
            self.on_host.emit((host, by_key));
        }
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn svg(event: &Event) -> Option<Element> {
    target(event)?.closest(".hosts-svg").ok()?
}

/// Where a pointer is in the picture.
fn spot(event: &PointerEvent) -> (f64, f64) {
    let place = svg(event).map(|svg| svg.get_bounding_client_rect());
    let (left, top) = place.map_or((0.0, 0.0), |place| (place.left(), place.top()));
    (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
}

/// What is held, beside the pointer.
pub fn ghost(record: &Record, held: &Held, plan: &Plan) -> Html {
    let name = vm(record, held.vm);
    let text = match held.over {
        Some(over) => format!("{name} → {}", host(over)),
        None => name,
    };
    let size = plan.hosts.first().map_or(12.0, |host| host.type_size * 1.1);
    let width = text.chars().count() as f64 * size * 0.6 + 12.0;
    let x = (held.x + 10.0).min(plan.width - width).max(0.0);
    let y = (held.y - size).max(0.0);
    html! {
        <g class="ghost-vm">
            <rect x={px(x)} y={px(y)} width={px(width)} height={px(size * 1.7)} />
            <text x={px(x + 6.0)} y={px(y + size * 1.2)} font-size={px(size)}>{ text }</text>
        </g>
    }
}
