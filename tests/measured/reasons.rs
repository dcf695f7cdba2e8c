//! Why a migration went as it did: each reason from a text that has its evidence, and none without.

use migrascope::explore::advice::{Advice, Kept, Outlook, Promise};
use migrascope::link;
use migrascope::measured::{Comparison, Fit, compare, explain, read};
use migrascope::text::Language;
use migrascope::units::SimTime;

fn comparison(text: &str) -> Comparison {
    let record = &read(text).records[0];
    let fitted = Fit::whole(record).expect("the text has what is needed");
    compare(record, &fitted)
}

/// The reasons that are given, with what they say.
fn reasons(text: &str) -> Vec<(&'static str, String)> {
    let all = explain(&comparison(text), Language::English);
    all.into_iter().map(|why| (why.rule, why.text)).collect()
}

fn has(text: &str, rule: &str, words: &str) {
    let all = reasons(text);
    let said = all.iter().find(|(name, _)| *name == rule);
    let said = said.unwrap_or_else(|| panic!("{rule} is not among {all:?}"));
    assert!(said.1.contains(words), "{}", said.1);
}

fn has_not(text: &str, rule: &str) {
    let all = reasons(text);
    assert!(all.iter().all(|(name, _)| *name != rule), "{all:?}");
}

/// A run that ended, as QEMU's monitor prints it, with another downtime and more at its end.
fn ended(downtime_ms: u32, more: &str) -> String {
    format!(
        r#"{{"return": {{"status": "completed", "total-time": 10100, "setup-time": 2, "downtime": {downtime_ms},
        "ram": {{"total": 4312072192, "transferred": 1076822016, "duplicate": 793000, "dirty-sync-count": 3}}{more}}}}}"#
    )
}

const NOVA: &str = include_str!("../../crates/measured/specimens/nova-compute.log");
const NOT_CONVERGING: &str = include_str!("../../crates/measured/specimens/proxmox-task-not-converging.txt");
const HANGS: &str = include_str!("../../crates/measured/specimens/domjobinfo-active.txt");
const VFIO: &str = include_str!("../../crates/measured/specimens/hmp-8x-completed.txt");
const CANCELLED: &str = include_str!("../../crates/measured/specimens/proxmox-task-cancelled.txt");
const LOCAL_DISK: &str = include_str!("../../crates/measured/specimens/proxmox-task-local-disk.txt");
const PROXMOX: &str = include_str!("../../crates/measured/specimens/proxmox-task-ok.txt");
const XBZRLE: &str = include_str!("../../crates/measured/specimens/hmp-2x-xbzrle-active.txt");
const POSTCOPY: &str = include_str!("../../crates/measured/specimens/hmp-10a-compact.txt");
const THROTTLED: &str = include_str!("../../crates/measured/specimens/domjobinfo-completed.txt");

#[test]
fn what_never_converges_says_what_each_pass_leaves() {
    has(NOVA, "never", "each round still leaves");
    has(NOVA, "repeated", "had been sent before");
    assert_eq!(reasons(NOVA)[0].0, "never", "what decides comes first");
    has_not(&ended(20, ""), "never");
}

#[test]
fn a_stop_that_is_longer_than_memory_needs_points_at_the_devices() {
    has(&ended(52_000, ""), "devices", "are not memory: look at the devices");
    has(VFIO, "devices", "whose state was 205 MiB");
    has_not(&ended(20, ""), "devices");
}

#[test]
fn what_was_given_up_would_have_ended() {
    has(CANCELLED, "given_up", "given up after 29.0 s");
    has(CANCELLED, "task", "are not the migration");
    has_not(&ended(20, ""), "given_up");
}

/// Of 10 s and some zero pages, as many bytes as go at this rate.
fn at_rate(mb_per_s: u32, more: &str) -> String {
    let sent = u64::from(mb_per_s) * 10_000_000;
    format!(
        r#"{{"return": {{"status": "completed", "total-time": 10000, "setup-time": 0, "downtime": 20,
        "ram": {{"total": 4312072192, "transferred": {sent}, "duplicate": 0, "dirty-sync-count": 3}}}}}}
{more}"#
    )
}

#[test]
fn a_full_line_a_cap_and_a_thread_are_told_apart() {
    has(&at_rate(118, ""), "line", "a line of 1 Gbit/s carries");
    has_not(&at_rate(118, ""), "cap");
    let capped = at_rate(118, "max-bandwidth: 118000000 bytes/second\n");
    has(&capped, "cap", "holds it back, not the line");
    has_not(&capped, "line");
    let encrypted = "tls-creds: 'tls0'\nmultifd: off\n";
    has(&at_rate(80, encrypted), "thread", "one thread encrypts");
    has_not(&at_rate(80, encrypted), "line");
    // A line that is full is no thread, and several threads are not one.
    has_not(&at_rate(118, encrypted), "thread");
    has_not(&at_rate(80, "tls-creds: 'tls0'\nmultifd: on\n"), "thread");
    has_not(&at_rate(80, ""), "thread");
    has(&at_rate(134, ""), "cap", "QEMU's usual cap of 128 MiB/s");
}

#[test]
fn figures_that_are_not_what_they_seem_are_named() {
    has(PROXMOX, "task", "pages of zeros count in it");
    has(LOCAL_DISK, "disk", "A disk of 100 GiB");
    has(XBZRLE, "delta", "Delta compression saves nothing");
    has(POSTCOPY, "postcopy", "waited for");
    has(THROTTLED, "throttle", "20 %");
    has(VFIO, "set_up", "0.38 s");
    has(VFIO, "scan", "nothing but zeros");
}

#[test]
fn every_remedy_that_is_named_keeps_its_promise() {
    let within = Promise {
        total: Some(SimTime::s(600.0)),
        downtime: Some(SimTime::ms(500.0)),
        ..Promise::default()
    };
    for text in [NOVA, NOT_CONVERGING, HANGS, XBZRLE] {
        let scenario = comparison(text).fitted.scenario;
        for promise in [Promise::default(), within] {
            let advice = Advice::whole(scenario.clone(), promise);
            let helpful = advice.helpful();
            assert!(!helpful.is_empty(), "{text}");
            for answer in helpful {
                // As somebody opens it.
                let opened = link::parse(&link::print_scenario(&answer.scenario)).0.scenario;
                let kept = promise.kept_by(&Outlook::of(&opened));
                let name = answer.remedy.name.english();
                assert!(
                    kept == answer.kept && kept > advice.now() && kept >= Kept::End,
                    "{name}: {text}"
                );
            }
        }
    }
}
