//! The small drawings of the entrance: runs of the engine.

use migrascope::link::parse;
use migrascope::migration::Host::{Destination, Source};
use migrascope::params::Lane;
use migrascope::text::Language::English;
use migrascope::trace::simulate;
use migrascope::view::sketch::{Sketch, sketch};

fn drawn(link: &str, lane: Lane) -> Sketch {
    sketch(English, &simulate(&parse(link).0.scenario), lane)
}

#[test]
fn a_drawing_has_neither_gaps_nor_overlaps_and_tells_where_the_vm_is() {
    for (link, lane, words) in [
        (
            "",
            Lane::Cold,
            &[
                (Source, "runs"),
                (Source, "off"),
                (Destination, "starts"),
                (Destination, "runs"),
            ][..],
        ),
        (
            "suspend=save",
            Lane::Suspended,
            &[(Source, "runs"), (Source, "stands still"), (Destination, "runs")],
        ),
        (
            "",
            Lane::Live,
            &[(Source, "runs"), (Source, "stands still"), (Destination, "runs")],
        ),
    ] {
        let drawing = drawn(link, lane);
        let told: Vec<_> = drawing.stays.iter().map(|stay| (stay.host, stay.word)).collect();
        let told: Vec<_> = told.iter().copied().filter(|stay| words.contains(stay)).collect();
        assert_eq!(told, words, "{link} {lane:?}");
        let mut at = 0.0;
        for stay in &drawing.stays {
            assert!((stay.span.from.as_f64() - at).abs() < 1e-9, "{stay:?} begins at {at}");
            at = stay.span.to.as_f64();
        }
        assert!((at - 1.0).abs() < 1e-9, "it ends at {at}");
    }
}

#[test]
fn a_hold_can_be_seen_as_one_and_nothing_goes_over_meanwhile() {
    for length in ["1s", "1min", "7d"] {
        let drawing = drawn(&format!("suspend=hold:compliance@12s+{length}"), Lane::Suspended);
        let held = drawing.flows.iter().find(|flow| flow.held).expect("it is held");
        let width = held.span.to.as_f64() - held.span.from.as_f64();
        assert!((0.15..0.5).contains(&width), "{length}: {width}");
        for flow in drawing.flows.iter().filter(|flow| !flow.held) {
            let beside = flow.span.to.as_f64() <= held.span.from.as_f64() + 1e-9
                || flow.span.from.as_f64() >= held.span.to.as_f64() - 1e-9;
            assert!(beside, "{flow:?}");
        }
    }
}

#[test]
fn clients_wait_as_long_as_the_vm_does_not_run() {
    let width = |link, lane| {
        let silent = drawn(link, lane).silent.expect("it stops for a while");
        silent.to.as_f64() - silent.from.as_f64()
    };
    let [cold, saved, live] = [
        width("", Lane::Cold),
        width("suspend=save", Lane::Suspended),
        width("", Lane::Live),
    ];
    assert!(cold > 0.5 && saved > 0.5 && live < 0.2, "{cold}, {saved}, {live}");
}
