//! What became of a migration is said alike, worst first, and figures that are said together add up.

use migrascope::migration::{Host, PhaseKind};
use migrascope::params::{Choice, Lane};
use migrascope::text::Language;
use migrascope::trace::Trace;
use migrascope::units::{Bytes, SimTime};
use migrascope::view::charts;
use migrascope::view::narration::chapters;
use migrascope::view::palette::Scheme;
use migrascope::view::results::{ranking, results};
use migrascope::view::scene::scene;
use migrascope::view::{format, slowdown, transcript};

use crate::one_story::trace_of;

const ENGLISH: Language = Language::English;

fn size(bytes: Bytes) -> String {
    format::size(ENGLISH, bytes)
}

#[test]
fn the_largest_word_is_the_worst_that_happened() {
    for (link, lane, headline) in [
        ("#live=postcopy&at=dstcrash@10s", Lane::Live, "VM lost"),
        ("#at=dstcrash@10s", Lane::Live, "failed, VM still on A"),
        ("#at=dstcrash@30s", Lane::Cold, "failed, VM back on A"),
        ("#at=cancel@10s", Lane::Live, "given up, VM still on A"),
        ("#at=hold@1s", Lane::Live, "still on hold"),
        (
            "#ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s",
            Lane::Live,
            "never ends",
        ),
        ("#at=dstcrash@30s", Lane::Live, "VM lost"),
        ("#live=postcopy&at=linkdown@5s", Lane::Live, "failed, VM stands still"),
        ("#", Lane::Live, ""),
    ] {
        let trace = trace_of(link);
        assert_eq!(results(ENGLISH, trace.lane(lane)).headline, headline, "{link}");
    }
}

/// A guest whose new host crashed boots again where it was, and its badge stands there.
#[test]
fn badges_stand_where_the_vm_is() {
    let trace = trace_of("#at=dstcrash@30s");
    let cold = trace.lane(Lane::Cold);
    let before = scene(ENGLISH, cold, SimTime::s(29.0));
    assert_eq!((before.host, before.place.as_f64()), (Host::Destination, 1.0));
    for seconds in [31.0, 60.0, 200.0] {
        let shown = scene(ENGLISH, cold, SimTime::s(seconds));
        assert_eq!((shown.host, shown.place.as_f64()), (Host::Source, 0.0), "{seconds}");
        assert!(shown.destination.crashed && !shown.source.crashed);
    }
}

/// A host that crashes after the migration takes the VM with it: not before, and not without a word.
#[test]
fn a_crash_after_the_end_is_told_when_it_comes() {
    let trace = trace_of("#at=dstcrash@30s");
    let live = trace.lane(Lane::Live);
    for (seconds, subtitle, chip, crashed) in [(29.0, "done", "running", false), (30.5, "VM lost", "lost", true)] {
        let shown = scene(ENGLISH, live, SimTime::s(seconds));
        assert_eq!((shown.subtitle.as_str(), shown.chip.as_ref()), (subtitle, chip));
        assert_eq!((shown.host, shown.destination.crashed), (Host::Destination, crashed));
    }
    let told = chapters(ENGLISH, live);
    let [.., (done, before), (lost, after)] = &told[..] else {
        panic!("{told:?}");
    };
    assert!(*done < SimTime::s(28.0) && before.starts_with("Done: "), "{before}");
    assert_eq!(*lost, SimTime::s(30.0));
    assert!(
        after.starts_with("Host B crashes, and the VM with it. The VM is lost"),
        "{after}"
    );
}

#[test]
fn one_verdict_where_rounds_shrink_and_then_do_not() {
    let trace = trace_of("#ram=16GiB&used=50%25&writes=random:2GiB@300MiB/s&downtime=10150ms");
    let live = trace.lane(Lane::Live);
    let figures = results(ENGLISH, live);
    let why = "each round still leaves 1.4 GiB, and at most 1.1 GiB may be left";
    assert_eq!(figures.headline, "never ends");
    assert_eq!(
        figures.status,
        format!("It never ends within 10 min: {why}; the size of what is written decides.")
    );
    let told = transcript::plain(ENGLISH, &transcript::transcript(ENGLISH, &trace, &[Lane::Live]));
    assert!(
        told.contains(why) && told.contains("This pre-copy never ends."),
        "{told}"
    );
    for contradiction in ["less and less", "no round leaves less", "never converge"] {
        assert!(
            !told.contains(contradiction) && !figures.status.contains(contradiction),
            "{contradiction}"
        );
    }
}

#[test]
fn what_goes_on_is_told_with_what_is_left_of_it() {
    let trace = trace_of("#");
    let held = trace.lane(Lane::Suspended);
    let resumed = held
        .phases
        .iter()
        .rfind(|phase| phase.kind == PhaseKind::FirstPass)
        .expect("a first pass");
    let left = size(held.at(resumed.start).state.memory_left());
    let told = chapters(ENGLISH, held);
    let (_, text) = told
        .iter()
        .find(|(start, _)| *start == resumed.start)
        .expect("it is told");
    assert_eq!(
        text,
        &format!("It goes on with the first pass: {left}, with what was written meanwhile.")
    );
    assert!(left != "2.4 GiB", "some of it has gone");
}

#[test]
fn a_pause_longer_than_its_limit_names_its_parts() {
    let trace = trace_of("#lanes=live&state=128MiB");
    let live = trace.lane(Lane::Live);
    let limit = live
        .rounds
        .last()
        .and_then(|round| round.allowed)
        .expect("a limit")
        .limit;
    assert!(live.metrics.downtime.total() > limit * 2.0);
    let told = chapters(ENGLISH, live);
    let stop = told
        .iter()
        .find(|(_, text)| text.starts_with("Stop-and-copy"))
        .expect("a stop");
    assert!(
        stop.1
            .contains("That is more than the limit of 300 ms: stop and copy 0."),
        "{}",
        stop.1
    );
    assert!(
        stop.1.contains("device state 1.") && stop.1.contains("resume "),
        "{}",
        stop.1
    );
    assert!(results(ENGLISH, live).over_limit.contains("300 ms"));
    assert_eq!(results(ENGLISH, trace_of("#").lane(Lane::Live)).over_limit, "");
}

#[test]
fn disk_and_memory_have_a_factor_each() {
    let trace = trace_of("#storage=local&disk=40GiB");
    let live = trace.lane(Lane::Live);
    let used: Bytes = live.zones.iter().map(|zone| zone.pages.bytes()).sum();
    let traffic = &live.metrics.traffic;
    let [disk, memory] =
        [traffic.disk() / Bytes::gib(40.0), traffic.memory() / used].map(|times| format::times(ENGLISH, times));
    let expected = format!(
        "disk {}, {disk}; memory {}, {memory}",
        size(traffic.disk()),
        size(traffic.memory())
    );
    assert_eq!(results(ENGLISH, live).sent_apart, expected);
    assert!(ranking(ENGLISH, &trace, &[Lane::Cold, Lane::Live]).contains(&expected));
    let file = trace_of("#suspend=file");
    let file = results(ENGLISH, file.lane(Lane::Suspended));
    assert_eq!(file.sent_apart, format!("memory {}, out 1.00×, in 1.00×", file.sent));
    assert_eq!(results(ENGLISH, trace_of("#").lane(Lane::Live)).sent_apart, "");
}

#[test]
fn a_vm_that_is_slowed_down_says_how_much_and_for_how_long() {
    let trace = trace_of("#throttle=on&writes=random:1GiB@300MiB/s");
    let live = trace.lane(Lane::Live);
    let slow = slowdown::slowdown(live).expect("it is throttled");
    assert!((slow.lowest.as_f64() - live.metrics.throttle_max.rest().as_f64()).abs() < 1e-12);
    let told = results(ENGLISH, live).slowed;
    let length = format::time(ENGLISH, slow.length);
    assert_eq!(told, format!("20 % to 80 % speed for {length}"));
    assert!(ranking(ENGLISH, &trace, Lane::ALL).contains(&told));
    let middle = live
        .phases
        .iter()
        .find(|phase| live.at(phase.start).state.speed == slow.lowest)
        .expect("it is slow then");
    let shown = scene(ENGLISH, live, middle.start);
    assert_eq!((shown.chip.as_ref(), shown.role.name()), ("at 20 %", "slowed"));
    assert_eq!(slowdown::slowdown(trace_of("#").lane(Lane::Live)), None);
    // A post-copy loses as much time as its page faults take.
    let lazy = trace_of("#live=postcopy");
    let lazy = lazy.lane(Lane::Live);
    let lost: f64 = lazy
        .samples
        .windows(2)
        .filter(|pair| slowdown::is_slow(pair[0].speed))
        .map(|pair| pair[0].speed.rest().as_f64() * (pair[1].at - pair[0].at).as_s())
        .sum();
    assert!(
        (lost / lazy.metrics.fault_blocked.as_s() - 1.0).abs() < 0.05,
        "{lost} s of {:?}",
        lazy.metrics.fault_blocked
    );
}

#[test]
fn a_hold_without_an_end_is_one_truth() {
    let trace = trace_of("#at=hold@1s");
    for lane in trace.migrations().iter() {
        let figures = results(ENGLISH, lane);
        assert!(
            figures.status.starts_with("Still suspended after "),
            "{}",
            figures.status
        );
        let told = transcript::plain(ENGLISH, &transcript::transcript(ENGLISH, &trace, &[lane.lane]));
        assert!(
            told.contains("Nobody lets it go on") && !told.contains("resumed after"),
            "{told}"
        );
        let end = scene(ENGLISH, lane, lane.end());
        let in_place = end.destination.lines.iter().any(|line| line.ends_with("in place"));
        assert_eq!(in_place, lane.lane != Lane::Cold, "{:?}", end.destination.lines);
    }
}

/// A run that ends by chance says from where to where, in figures, charts and log.
#[test]
fn what_hovers_tells_its_spread() {
    let trace = trace_of("#ram=16GiB&writes=random:100MiB@115.65MiB/s&downtime=500ms&ramp=10x20min");
    let live = trace.lane(Lane::Live);
    let spread = live.metrics.spread.expect("chance decides");
    let [early, late] = [spread.early, spread.late].map(|run| run.expect("it ends").total);
    assert!(early < live.metrics.total && live.metrics.total < late);
    let range = [early, late].map(|time| format::time(ENGLISH, time)).join(" … ");
    let figures = results(ENGLISH, live);
    assert_eq!(figures.by_chance[0], ("total".to_owned(), range));
    assert_eq!(figures.headline, "");
    assert!(figures.status.contains("one run in ten within"), "{}", figures.status);
    let (_, last) = chapters(ENGLISH, live).pop().expect("it ends");
    assert!(last.contains(&figures.status), "{last}");
    assert!(ranking(ENGLISH, &trace, Lane::ALL).contains("it hovers"));
    let frame = charts::Frame {
        width: 400,
        height: 200,
        scheme: Scheme::Light,
        language: ENGLISH,
    };
    for chart in [charts::downtime, charts::traffic] {
        let told = |trace: &Trace| chart(trace, &[Lane::Live], &frame).spots[0].tip.clone();
        assert!(
            told(&trace).contains("by chance, 10 % … 90 % of all runs: "),
            "{}",
            told(&trace)
        );
        assert!(!told(&trace_of("#")).contains("by chance"));
    }
    assert_eq!(results(ENGLISH, trace_of("#").lane(Lane::Live)).by_chance, []);
}
