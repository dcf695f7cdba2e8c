//! Everything is sent, and everything that can happen is told.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use migrascope::migration::{Cause, Status, wire};
use migrascope::params::{Choice, Method};
use migrascope::scenario::{Scenario, Settings, Used, WriteClass};
use migrascope::trace::simulate;
use migrascope::units::{Bytes, PAGE_BYTES, Share};
use proptest::prelude::*;

use super::{lane, linked, live, moment, scenario};
use crate::laws_cases::any_precopy;

/// Each page in use crosses the wire once as it is: nothing is there that it could differ from.
fn sends_all_of_memory(scenario: &Scenario) -> Result<(), String> {
    let run = live(scenario);
    let least = wire::page_stream(scenario.used_memory().pages());
    let sent = run.traffic.memory();
    if run.status != Status::Completed || sent.as_f64() >= least.as_f64() * (1.0 - 1e-9) {
        Ok(())
    } else {
        Err(format!(
            "{sent:?} of {least:?} sent, {:?} of it before the stop",
            run.traffic[Cause::FirstPass]
        ))
    }
}

/// Pages that were never sent once went as differences.
#[test]
fn delta_coding_begins_after_the_first_full_pass() {
    for text in [
        "used=100%25&downtime=30s&delta=on",
        "used=100%25&downtime=10s&delta=on&cache=4GiB",
        "used=100%25&downtime=30s&delta=on&at=hold@5s+5s:compliance",
        "used=100%25&delta=on&at=hold@5s+5s:compliance",
        "used=100%25&delta=on&at=force@10s",
        "used=100%25&delta=on&timeout=10s:force",
        "ram=1.5GB&used=75%25&writes=random:20MB@14MiB/s&link=3Gbps&downtime=2.03s&delta=on&cache=150MB&change=0B",
    ] {
        assert_eq!(sends_all_of_memory(&scenario(text)), Ok(()), "{text}");
    }
}

/// Links that together tell all that can happen, in one of their lanes.
const STORY: [&str; 22] = [
    "#",
    "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s",
    "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&stop=xen",
    "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&timeout=60s:abort",
    "storage=local",
    "storage=local&suspend=save",
    "suspend=file",
    "live=postcopy",
    "live=postcopy&at=linkdown@5s+40s",
    "at=hold@5s+5s:compliance",
    "at=hold@5s:compliance:5s",
    "at=hold@5s:compliance,resume@8s",
    "at=cancel@5s",
    "at=force@5s",
    "at=linkdown@5s+2s",
    "at=linkdown@5s",
    "at=linkslow@5s+2s:100Mbps",
    "at=srccrash@5s",
    "at=dstcrash@5s",
    "at=burst@5s+2s:100MiB/s",
    "at=arploss@20s",
    "at=arploss@27s+500ms",
];

fn sources(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(sources(path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// All that can happen, as the model's source has it: whoever adds a kind of event has to tell it.
fn kinds() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let declared = sources(root.to_owned())
        .into_iter()
        .filter(|path| !path.starts_with(root.join("target")));
    let texts = declared.filter_map(|path| fs::read_to_string(path).ok());
    let found = texts
        .filter_map(|text| Some(text.split_once("\npub enum EventKind {")?.1.to_owned()))
        .next();
    let body = found.expect("the kinds of events are declared somewhere");
    let body = body.split("\n}").next().unwrap_or_default();
    let names = body
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with(char::is_uppercase));
    names
        .map(|name| name.chars().take_while(|letter| letter.is_alphanumeric()).collect())
        .collect()
}

/// A kind of event that was once listened for and never told.
#[test]
fn every_kind_of_event_is_told() {
    let mut told = BTreeSet::new();
    for text in STORY {
        for lane in simulate(&scenario(text)).migrations() {
            let kinds = lane.events.iter().map(|event| format!("{:?}", event.kind));
            told.extend(kinds.map(|kind| kind.split('(').next().unwrap_or_default().to_owned()));
        }
    }
    let kinds = kinds();
    assert!(kinds.len() > 20, "{kinds:?}");
    let silent: Vec<_> = kinds.difference(&told).collect();
    assert!(silent.is_empty(), "never told: {silent:?}");
}

/// A crash between the resume and the first announcement, or between two that are lost, and one after the last.
#[test]
fn a_host_that_has_crashed_announces_nothing() {
    use migrascope::migration::EventKind::{Announced, AnnouncementLost, DestinationCrashed, Reachable, Resumed};
    let of = [Resumed, Announced, AnnouncementLost, Reachable, DestinationCrashed];
    for text in ["", "live=postcopy&", "at=arploss@0s+1000s,"] {
        let calm = if text.starts_with("at") {
            text.trim_end_matches(',')
        } else {
            text
        };
        let resumed = lane(&scenario(calm))
            .events
            .iter()
            .find_map(|event| (event.kind == Resumed).then_some(event.at.as_s()))
            .expect("it moves");
        for after in [0.001, 0.04, 0.06, 0.3, 0.7, 20.0] {
            let crash = format!("dstcrash@{:.0}ms", (resumed + after) * 1000.0);
            let link = if text.starts_with("at") {
                format!("{text}{crash}")
            } else {
                format!("{text}at={crash}")
            };
            let events = lane(&scenario(&link)).events;
            let mut told = events.iter().filter(|event| of.contains(&event.kind));
            let last = told.next_back().map(|event| event.kind);
            assert_eq!(last, Some(DestinationCrashed), "{link}");
            let announced = events.iter().any(|event| event.kind == Announced);
            assert_eq!(announced, after > 0.05, "{link}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    /// A limit of about the length of the pass, and few writes, so that no page that goes twice hides one that does not.
    #[test]
    fn all_memory_in_use_is_sent(
        settings in any_precopy(), (used, calm) in (0.7..1.0_f64, 0.0..0.1_f64), part in 0.05..1.5_f64,
        (cache, change) in (0.1..1.2_f64, 0.0..0.5_f64), hold in prop::option::weighted(0.3, (0.0..0.5_f64, 0.0..0.2_f64)),
        method in prop_oneof![4 => Just(Method::Precopy), 1 => proptest::sample::select(Method::ALL)],
    ) {
        let pass = settings.ram * used / settings.link;
        let writes = settings.writes.into_iter().map(|class| WriteClass { rate: class.rate * calm, ..class });
        let settings = Settings {
            used: Used::Share(Share::new(used)),
            writes: writes.collect(),
            downtime: pass * part,
            delta: true,
            cache: settings.ram * cache,
            change: Bytes::new(change * PAGE_BYTES),
            method,
            ..settings
        };
        let plain = linked(settings);
        let pause = hold.map(|(at, length)| {
            format!("&at=hold@{}+{}:compliance", moment(pass.as_s() * at), moment(pass.as_s() * length))
        });
        let text = plain + &pause.unwrap_or_default();
        let all = sends_all_of_memory(&scenario(&text));
        prop_assert!(all.is_ok(), "{all:?}: #{text}");
    }
}
