//! The program in a browser: what cannot be tested natively.
#![cfg(target_arch = "wasm32")]
#![forbid(unsafe_code)]

#[path = "it/identity/figures.rs"]
mod figures;

use std::time::Duration;

use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use migrascope::trace::simulate;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::platform::time::sleep;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_engine_runs() {
    let trace = simulate(&Scenario::default());
    assert_eq!(
        trace.lane(Lane::Live).metrics.status,
        migrascope::model::Status::Completed
    );
}

#[wasm_bindgen_test]
async fn the_program_takes_its_place_and_says_so() {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("a browser has a document");
    let place = document.create_element("div").expect("`div` is an element");
    place.set_id("app");
    document
        .body()
        .expect("a page has a body")
        .append_child(&place)
        .expect("a new element has no parent");
    migrascope::web::start();
    let root = document.document_element().expect("a page has a root");
    let said = || root.get_attribute("data-app");
    // The page is drawn once this function has given the browser back its thread.
    for _ in 0..100 {
        if said().is_some() {
            break;
        }
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(said().as_deref(), Some("ready"));
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
