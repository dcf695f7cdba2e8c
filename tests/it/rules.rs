//! Stop rules of other hypervisors and of textbooks: closed forms, published
//! runs, and a page-by-page simulation.

use migrascope::link;
use migrascope::link::presets::PRESETS;
use migrascope::migration::{Bound, EventKind, Metrics, Observation, Status, measure, wire};
use migrascope::params::{Choice, Lane, StopRule};
use migrascope::scenario::Scenario;
use migrascope::trace::{LaneTrace, simulate_lane};

pub(super) fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert_eq!(notices, [], "{text}");
    experiment.scenario
}

pub(super) fn live(text: &str) -> Metrics {
    measure(&scenario(text), Lane::Live, Observation::Auto)
}

pub(super) fn trace(text: &str) -> LaneTrace {
    simulate_lane(&scenario(text), Lane::Live, Observation::Auto)
}

pub(super) fn near(a: f64, b: f64, part: f64, what: &str) {
    assert!((a - b).abs() <= part * b.abs(), "{a} is not {b}: {what}");
}

/// n, T and the downtime of the textbook, straight from its formula.
fn closed_form(s: &Scenario) -> (f64, f64, f64) {
    let used = s.used_memory().as_f64() / 4096.0;
    let volume = used * 4104.0 + (s.ram.as_f64() / 4096.0 - used) * 9.0;
    let line = s.link.as_f64() * 1448.0 / 1538.0;
    let rate = s.cap.map_or(line, |cap| cap.as_f64().min(line));
    let written: f64 = s.writes.iter().map(|class| class.rate.as_f64()).sum();
    let r = written / 4096.0 * 4104.0 / rate;
    let small = rate * s.downtime.as_s();
    let n = if volume <= small {
        0.0
    } else if r == 0.0 {
        1.0
    } else if r >= 1.0 {
        30.0
    } else {
        ((small / volume).ln() / r.ln()).ceil().min(30.0)
    };
    let rest = s.device_state.as_f64() / line + s.rtt.as_s() + 0.002;
    let sum = if r == 1.0 {
        n + 1.0
    } else {
        (1.0 - r.powf(n + 1.0)) / (1.0 - r)
    };
    let downtime = volume / rate * r.powf(n) + rest;
    (n, volume / rate * sum + rest, downtime)
}

#[test]
fn the_textbook_is_its_closed_form() {
    let links = [
        "",
        "writes=none",
        "writes=random:1GiB@100MiB/s",
        "writes=random:64MiB@60MiB/s,sequential:32MiB@20MiB/s&downtime=10ms",
        "writes=random:512MiB@110MiB/s",
        "writes=random:512MiB@112.2MiB/s&downtime=1ms",
        "writes=random:64MiB@150MiB/s&ram=64MiB&used=100%",
        "writes=random:1MiB@130MiB/s&ram=8MiB&used=100%",
        "ram=16MiB&used=30%&writes=random:4MiB@40MiB/s&downtime=10s",
        "cap=30MiB/s&writes=random:100MiB@10MiB/s",
        "ram=8GiB&used=90%&link=10Gbps&writes=random:4GiB@400MiB/s&downtime=5ms",
    ];
    for link in links {
        let text = format!("{link}&stop=textbook");
        let (n, total, downtime) = closed_form(&scenario(&text));
        let long = Observation::Until(migrascope::units::SimTime::s(1e9));
        let metrics = measure(&scenario(&text), Lane::Live, long);
        assert_eq!(metrics.status, Status::Completed, "{text}");
        near(metrics.total.as_s(), total, 1e-12, &format!("total of {text}"));
        near(
            metrics.downtime.total().as_s(),
            downtime,
            1e-12,
            &format!("downtime of {text}"),
        );
        // One sync at the start, one after each round, one after the stop.
        assert_eq!(f64::from(metrics.syncs), n + 2.0, "{text}");
    }
}

/// The rounds of NSDI'05 in millions of bytes, the stopped one last.
fn sent_per_round(lane: &LaneTrace) -> Vec<f64> {
    let mut sent: Vec<f64> = lane.rounds.iter().map(|round| round.sent.as_f64() * 4104e-6).collect();
    sent.extend(lane.rounds.last().map(|round| round.left.as_f64() * 4104e-6));
    sent
}

fn preset(name: &str) -> LaneTrace {
    let preset = PRESETS
        .iter()
        .find(|preset| preset.name.english() == name)
        .expect("a preset of this name");
    trace(preset.link)
}

/// Total bytes, time and downtime, each as published within its own part.
fn published(lane: &LaneTrace, total: (f64, f64), time: (f64, f64), downtime: (f64, f64)) {
    let metrics = &lane.metrics;
    assert_eq!(metrics.status, Status::Completed);
    near(metrics.traffic.memory().as_f64(), total.0, total.1, "bytes");
    near(metrics.total.as_s(), time.0, time.1, "time");
    near(metrics.downtime.total().as_s(), downtime.0, downtime.1, "downtime");
}

#[test]
fn specweb_of_2005() {
    let lane = preset("SPECweb99 (2005)");
    published(&lane, (960e6, 0.1), (71.0, 0.1), (0.210, 0.1));
    let rounds = sent_per_round(&lane);
    let paper = [676.8, 126.7, 39.0, 28.4, 24.2, 16.7, 14.2, 15.3, 18.2];
    assert_eq!(rounds.len(), paper.len(), "{rounds:?}");
    for (round, published) in rounds.iter().zip(paper).take(3) {
        near(*round, published, 0.1, &format!("{rounds:?}"));
    }
    near(
        (lane.rounds[0].end - lane.rounds[0].start).as_s(),
        54.1,
        0.02,
        "the first pass",
    );
}

/// Of the 60 ms of downtime 40 are Xen's restart, which is no part of this model.
#[test]
fn quake_of_2005() {
    let lane = preset("Quake 3 (2005)");
    published(&lane, (88e6, 0.1), (7.0, 0.1), (0.020, 0.7));
    let rounds = sent_per_round(&lane);
    near(rounds[0], 56.3, 0.1, &format!("{rounds:?}"));
    assert!((10..=13).contains(&rounds.len()), "{rounds:?}");
}

#[test]
fn memory_muncher_of_2005() {
    let lane = preset("Memory muncher (2005)");
    published(&lane, (638e6, 0.15), (25.0, 0.1), (3.5, 0.1));
}

#[test]
fn xen_ends_after_five_rounds_or_when_hardly_a_page_is_dirty() {
    let busy = trace("stop=xen&writes=random:512MiB@100MiB/s");
    assert_eq!(busy.rounds.len(), 5);
    assert!(busy.events.iter().any(|event| event.kind == EventKind::RuleStopped));
    let idle = trace("stop=xen&writes=random:100kB@1MB/s");
    assert_eq!(idle.rounds.len(), 1);
    assert!(idle.rounds[0].left.as_f64() < 50.0);
    assert!(
        idle.events
            .iter()
            .any(|event| event.kind == EventKind::ThresholdReached)
    );
}

#[test]
fn legacy_xen_ends_after_29_rounds_or_three_times_the_memory() {
    // 20 MiB written much faster than the line carries are dirty after each round.
    let long = trace("stop=xen-legacy&ram=4GiB&used=100%&writes=random:20MiB@4000MiB/s");
    assert_eq!(long.rounds.len(), 29);
    let heavy = trace("stop=xen-legacy&ram=256MiB&used=100%&writes=random:256MiB@150MiB/s");
    let sent = |rounds: &[migrascope::migration::Round]| rounds.iter().map(|round| round.sent.as_f64()).sum::<f64>();
    let three = 3.0 * 256.0 * 256.0;
    assert!(heavy.rounds.len() < 29);
    assert!(sent(&heavy.rounds) > three && sent(&heavy.rounds[..heavy.rounds.len() - 1]) <= three);
    let idle = trace("stop=xen-legacy&writes=none");
    assert_eq!(idle.rounds.len(), 2, "an empty round has fewer than 50 pages");
}

#[test]
fn cloud_hypervisor_keeps_its_downtime_limit_or_gives_up() {
    for link in [
        "",
        "&downtime=20ms",
        "&writes=random:64MiB@200MiB/s,random:1GiB@20MiB/s&downtime=600ms",
    ] {
        let text = format!("stop=cloud-hypervisor{link}");
        let (s, metrics) = (scenario(&text), live(&text));
        assert_eq!(metrics.status, Status::Completed, "{text}");
        let fixed = wire::state_time(&s) + wire::RESUME;
        assert!(metrics.downtime.total() <= s.downtime + fixed, "{text}");
    }
    let hog = "stop=cloud-hypervisor&writes=random:1GiB@400MiB/s";
    assert_eq!(live(hog).status, Status::Running);
    let patient = Observation::Until(migrascope::units::SimTime::s(4000.0));
    let given_up = measure(&scenario(hog), Lane::Live, patient);
    assert_eq!(given_up.status, Status::Cancelled);
    near(given_up.total.as_s(), 3600.0, 1e-9, "an hour");
}

#[test]
fn one_pass_sends_what_was_written_meanwhile() {
    let text = "stop=one-pass&ram=1GiB&used=100%&writes=random:512MiB@40MiB/s";
    let lane = trace(text);
    let line = 125e6 * 1448.0 / 1538.0;
    let pages = 262_144.0_f64;
    let pass = 0.003 + pages * 4104.0 / line;
    let dirty = 131_072.0 * (1.0 - (-10_240.0 * pass / 131_072.0_f64).exp());
    near(lane.rounds[0].end.as_s(), pass, 1e-12, "the pass");
    near(
        lane.metrics.traffic.memory().as_f64(),
        (pages + dirty) * 4104.0,
        1e-12,
        "bytes",
    );
    assert_eq!(lane.rounds.len(), 1);
}

/// A scan over real pages with random writes: what was written again before
/// its turn is left out.
#[test]
fn pages_written_before_their_turn_are_skipped() {
    let mut seed = 2005_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    for (pattern, region, rate_mib) in [("random", 8192, 4.0), ("sequential", 8192, 1.5), ("random", 4096, 10.0)] {
        let text = format!(
            "stop=clark&ram=64MiB&used=100%&writes={pattern}:{}B@{rate_mib}MiB/s&min-rate=8MiB/s",
            region * 4096
        );
        let (page, writes_per_s) = (4104.0 / (8.0 * 1024.0 * 1024.0), rate_mib * 256.0);
        let runs = 40;
        let mut sent = 0_u32;
        for _ in 0..runs {
            let mut written = vec![false; region];
            let (mut now, mut done) = (0.003, 0.0);
            let mut next = random(region);
            for address in 0..16_384_usize {
                while done < writes_per_s * now {
                    if pattern == "random" {
                        next = random(region);
                    } else {
                        next = (next + 1) % region;
                    }
                    written[next] = true;
                    done += 1.0;
                }
                if !written.get(address).is_some_and(|&written| written) {
                    sent += 1;
                    now += page;
                }
            }
        }
        let mean = f64::from(sent) / f64::from(runs);
        near(trace(&text).rounds[0].sent.as_f64(), mean, 0.01, &text);
    }
}

#[test]
fn every_rule_tells_its_course_as_it_is() {
    for rule in StopRule::ALL {
        for more in [
            "",
            "&writes=none",
            "&writes=random:1GiB@400MiB/s",
            "&used=0&writes=none",
            "&timeout=20s:force",
            "&live=hybrid&switch=15s",
        ] {
            let text = format!("stop={}{more}", rule.token());
            let lane = trace(&text);
            assert_eq!(lane.metrics, live(&text), "{text}");
            assert!(
                lane.phases.windows(2).all(|pair| pair[0].end == pair[1].start),
                "{text}"
            );
            assert_eq!(
                lane.phases.last().map(|phase| phase.end),
                Some(lane.metrics.total),
                "{text}"
            );
            assert!(lane.samples.windows(2).all(|pair| pair[0].at <= pair[1].at), "{text}");
            let last = lane.samples.last().expect("samples").sent.total().as_f64();
            near(last, lane.metrics.traffic.total().as_f64(), 1e-9, &text);
            for round in lane.rounds.iter().filter(|round| round.merged.is_none()) {
                assert!(
                    round.sent.as_f64() <= round.queued.as_f64() * (1.0 + 1e-9),
                    "{text}: {round:?}"
                );
            }
            for sample in &lane.samples {
                for (zone, state) in lane.zones.iter().zip(&sample.zones) {
                    let held = (state.queued + state.dirty).as_f64();
                    assert!(
                        held <= zone.pages.as_f64() * (1.0 + 1e-9) + 1e-6,
                        "{text}: {zone:?} holds {held}"
                    );
                }
            }
        }
    }
}

/// On a line that one thread cannot fill, memory goes as fast as the threads; more of them than it takes do nothing.
#[test]
fn channels_help_where_the_processor_is_the_limit() {
    let base = "ram=64GiB&used=100%&writes=none&link=100Gbps";
    let free = live(base);
    assert_eq!(free.bound, Bound::Line);
    for (channels, bound) in [(1.0, Bound::Processor), (4.0, Bound::Processor), (8.0, Bound::Line)] {
        let metrics = live(&format!("{base}&thread=2GiB/s&channels={channels}"));
        assert_eq!(metrics.bound, bound, "{channels}");
        let rate = (channels * 2.0_f64 * 1024.0 * 1024.0 * 1024.0).min(100e9 / 8.0 * 1448.0 / 1538.0);
        near(metrics.total.as_s(), 16_777_216.0 * 4104.0 / rate, 2e-3, "total");
    }
    assert_eq!(live(&format!("{base}&thread=2GiB/s&channels=16")), free);
    assert_eq!(live("cap=50MiB/s").bound, Bound::Cap);
    // On a slow line nothing changes.
    assert_eq!(live("thread=500MiB/s&channels=8"), live(""));
}
