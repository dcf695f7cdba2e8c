//! The program in a browser: what cannot be tested natively.
#![cfg(target_arch = "wasm32")]
#![forbid(unsafe_code)]

#[path = "it/identity/figures.rs"]
mod figures;

use std::any::Any;
use std::rc::Rc;
use std::time::Duration;

use migrascope::link::ScreenKeys;
use migrascope::params::{Lane, ScreenName};
use migrascope::scenario::Scenario;
use migrascope::state::{Action, Screen, ScreenRow};
use migrascope::trace::simulate;
use migrascope::web::{LAB, Row, ScreenProps};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, HtmlElement, KeyboardEvent, KeyboardEventInit};
use yew::platform::time::sleep;
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_engine_runs() {
    let trace = simulate(&Scenario::default());
    assert_eq!(
        trace.lane(Lane::Live).metrics.status,
        migrascope::migration::Status::Completed
    );
}

fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .expect("a browser has a document")
}

/// Waits until something holds; the page is drawn once this function has given the browser back its thread.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("it does not come to it that {what}");
}

/// The page with two screens; started once.
async fn page() {
    let document = document();
    if document.get_element_by_id("app").is_none() {
        let place = document.create_element("div").expect("`div` is an element");
        place.set_id("app");
        document
            .body()
            .expect("a page has a body")
            .append_child(&place)
            .expect("a new element has no parent");
        migrascope::web::start(SCREENS);
    }
    let root = document.document_element().expect("a page has a root");
    until("the page is ready", || {
        root.get_attribute("data-app").as_deref() == Some("ready")
    })
    .await;
}

fn found(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).expect("it is a selector");
    found.map(|element| element.dyn_into().expect("the page is made of HTML"))
}

fn click(selector: &str) {
    found(selector).unwrap_or_else(|| panic!("{selector} is there")).click();
}

fn hash() -> String {
    let location = web_sys::window().expect("a browser has a window").location();
    location.hash().expect("an address has a hash")
}

/// A screen that counts, beside the Lab: all that another one needs.
static SCREENS: &[Row] = &[
    LAB,
    Row {
        first: None,
        screen: ScreenRow {
            keys: ScreenKeys {
                screen: ScreenName::Cluster,
                params: || &[],
            },
            usual: "",
            open: |_| Rc::new(Counter(Vec::new())),
        },
        bar: |_| html! {},
        view: |props| html! { <CounterView key="counter" ..props.clone() /> },
    },
];

/// What was counted, step by step.
struct Counter(Vec<u32>);

struct Count;

impl Screen for Counter {
    fn link(&self, _: &mut String) {}

    fn reduce(&self, action: &dyn Any) -> Option<Rc<dyn Screen>> {
        let Count = action.downcast_ref()?;
        let next = self.0.last().map_or(1, |last| last + 1);
        Some(Rc::new(Self([&self.0[..], &[next]].concat())))
    }

    fn undo(&self) -> Option<Rc<dyn Screen>> {
        let (_, before) = self.0.split_last()?;
        Some(Rc::new(Self(before.to_vec())))
    }
}

#[component]
fn CounterView(props: &ScreenProps) -> Html {
    let count = props.state.screen::<Counter>().map_or(0, |counter| counter.0.len());
    let onclick = props.on_action.reform(|_: MouseEvent| Action::on_screen(Count));
    html! { <main tabindex="-1"><button id="count" type="button" {onclick}>{ count }</button></main> }
}

#[wasm_bindgen_test]
async fn the_program_takes_its_place_and_says_so() {
    page().await;
    assert!(found(".lab .stage").is_some());
}

#[wasm_bindgen_test]
async fn screens_are_switched_and_found_as_they_were() {
    page().await;
    let count = || found("#count").map(|button| button.inner_text());
    let current = |screen: &str| found(&format!("nav a[data-screen={screen}][aria-current=page]")).is_some();
    assert!(current("lab") && !current("cluster"));
    click("nav a[data-screen=cluster]");
    until("the other screen is shown", || count().as_deref() == Some("0")).await;
    until("the bar follows", || current("cluster") && !current("lab")).await;
    assert!(
        found(".lab").is_none() && found("[data-action=share]").is_none(),
        "nothing of the Lab is left"
    );
    until("the address says so", || hash() == "#screen=cluster").await;
    click("#count");
    click("#count");
    until("it has counted", || count().as_deref() == Some("2")).await;

    click("nav a[data-screen=lab]");
    until("the Lab is back", || found(".lab .stage").is_some()).await;
    until("the address says so", || hash().is_empty()).await;
    let history = web_sys::window().and_then(|window| window.history().ok());
    history
        .expect("a browser has a history")
        .back()
        .expect("there is a step back");
    until("a step back leads to the other screen as it was", || {
        count().as_deref() == Some("2")
    })
    .await;
    let key = KeyboardEventInit::new();
    key.set_key("z");
    key.set_ctrl_key(true);
    key.set_bubbles(true);
    let undo = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &key).expect("an event");
    document().dispatch_event(&undo).expect("an event can be sent");
    until("the last step is undone", || count().as_deref() == Some("1")).await;
}

/// Every figure has the bits that a native run has: one differing bit anywhere
/// would show as another line. What the record is, `tests/it/identity.rs` says.
#[wasm_bindgen_test]
fn figures_have_the_bits_of_a_native_run() {
    let record = include_str!("data/identity.txt");
    assert!(figures::links(record).count() >= 25);
    let again = figures::again(record);
    for (expected, computed) in record.lines().zip(again.lines()) {
        assert_eq!(expected, computed);
    }
    assert_eq!(record, again);
}
