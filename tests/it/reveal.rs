//! Guess first: nothing that is shown of a run tells what comes.

use migrascope::link;
use migrascope::params::{Choice, Lane, Reveal};
use migrascope::scenario::Scenario;
use migrascope::state::Screen;
use migrascope::state::lab::{Action, Lab};
use migrascope::text::Language;
use migrascope::trace::{self, Trace};
use migrascope::units::SimTime;
use migrascope::view::beside::Beside;
use migrascope::view::charts::{self, Frame};
use migrascope::view::palette::Scheme;
use migrascope::view::seen::{horizon, is_over, seen};
use migrascope::view::{key, narration, results, scene, timeline, transcript};

const ENGLISH: Language = Language::English;
const FRAME: Frame = Frame {
    width: 480,
    height: 240,
    scheme: Scheme::Light,
    language: ENGLISH,
};

/// Two runs that are alike until five seconds, and end in different ways: a crash, a cut link, a cancel.
const PAIRS: [[&str; 2]; 4] = [
    ["at=dstcrash@9s", ""],
    ["at=linkdown@8s%2B60s", "at=cancel@7s"],
    [
        "writes=random:3GiB@400MiB/s&timeout=60s:abort",
        "writes=random:3GiB@400MiB/s&timeout=300s:abort",
    ],
    ["ram=8GiB&live=hybrid&at=srccrash@70s", "ram=8GiB&live=hybrid"],
];

fn run(link: &str) -> (Scenario, Trace) {
    let scenario = link::parse(link).0.scenario;
    let trace = trace::simulate(&scenario);
    (scenario, trace)
}

/// All that the page says of a run in words, and its pictures.
fn shown(run: &Trace, until: SimTime) -> Vec<String> {
    let both = Beside {
        until: Some(horizon(until)),
        ..Beside::alone(run)
    };
    let mut said = Vec::new();
    for draw in [
        charts::downtime_beside,
        charts::traffic_beside,
        charts::memory_left_beside,
        charts::speeds_beside,
    ] {
        let chart = draw(&both, Lane::ALL, &FRAME);
        said.extend([chart.svg, chart.summary, format!("{:?}{:?}", chart.spots, chart.table)]);
    }
    said.push(format!("{:?}", timeline::timeline_beside(ENGLISH, &both, Lane::ALL)));
    said.push(format!("{:?}", key::key(ENGLISH, run, Lane::ALL)));
    said.push(format!("{:?}", transcript::transcript(ENGLISH, run, Lane::ALL)));
    said.push(results::so_far_told(ENGLISH, run, Lane::ALL));
    for lane in run.migrations() {
        let mut result = results::results(ENGLISH, lane);
        if !is_over(lane, until) {
            result.so_far_only(ENGLISH);
        }
        said.push(format!("{result:?}"));
    }
    said
}

#[test]
fn runs_that_are_alike_so_far_look_alike() {
    for pair in PAIRS {
        let [(one, first), (other, second)] = pair.map(run);
        for until in [0.0, 0.3, 2.0, 5.0].map(SimTime::s) {
            let [a, b] = [seen(&one, &first, until), seen(&other, &second, until)].map(|run| shown(&run, until));
            assert_eq!(a, b, "{pair:?} at {until:?}");
        }
    }
}

/// The lanes and the sentence are drawn from the whole run: they too say only what is so by now.
#[test]
fn lanes_and_narration_tell_nothing_that_comes() {
    for pair in PAIRS {
        let [(_, first), (_, second)] = pair.map(run);
        for now in [0.0, 0.3, 2.0, 5.0].map(SimTime::s) {
            for (one, other) in first.migrations().iter().zip(second.migrations()) {
                let [a, b] = [one, other].map(|lane| scene::scene(ENGLISH, lane, now));
                assert_eq!(a, b, "{pair:?} at {now:?}");
                let [a, b] = [&first, &second].map(|run| narration::sentence(ENGLISH, run, &[one.lane], now).text);
                assert_eq!(a, b, "{pair:?} at {now:?}");
            }
        }
    }
}

/// Nothing stands still, or is out of reach, for longer than the run has been seen.
#[test]
fn no_figure_so_far_is_of_a_time_that_comes() {
    for link in [
        "",
        "suspend=save",
        "suspend=file",
        "live=postcopy",
        "ram=8GiB&live=hybrid&disk=10GiB",
    ] {
        let (scenario, whole) = run(link);
        for until in [0.0, 0.3, 2.0, 8.0, 30.0, 70.0].map(SimTime::s) {
            let cut = seen(&scenario, &whole, until);
            for lane in cut
                .migrations()
                .iter()
                .filter(|lane| !is_over(whole.lane(lane.lane), until))
            {
                let (metrics, what) = (&lane.metrics, format!("{link}, {:?} at {until:?}", lane.lane));
                let least = until.max(SimTime::ms(0.001));
                assert!(
                    metrics.downtime.total() <= least && metrics.outage <= least,
                    "{what}: {metrics:?}"
                );
                assert!(
                    metrics.traffic.total() <= whole.lane(lane.lane).metrics.traffic.total(),
                    "{what}"
                );
                assert!(lane.phases.iter().all(|phase| phase.end <= least), "{what}");
            }
        }
    }
}

#[test]
fn a_lane_that_is_over_is_whole_and_the_run_grows_into_itself() {
    let (scenario, whole) = run("");
    assert_eq!(seen(&scenario, &whole, whole.end()), whole);
    let at = SimTime::s(30.0);
    let cut = seen(&scenario, &whole, at);
    assert_eq!(cut.lane(Lane::Live), whole.lane(Lane::Live), "it is over by then");
    let cold = cut.lane(Lane::Cold);
    assert!(!is_over(whole.lane(Lane::Cold), at) && cold.end() <= at);
    assert!(cold.samples.iter().all(|sample| sample.at <= at) && cold.phases.iter().all(|phase| phase.end <= at));
    let before = cold.samples.iter().filter(|sample| sample.at < at);
    let (before, known): (Vec<_>, _) = (before.collect(), &whole.lane(Lane::Cold).samples);
    assert!(!before.is_empty() && before.iter().zip(known).all(|(&sample, known)| sample == known));
}

#[test]
fn the_clock_ends_ahead_at_a_round_time() {
    let ends = [0.0, 5.0, 9.0, 30.0, 170.0].map(|until| horizon(SimTime::s(until)).as_s());
    assert_eq!(ends, [10.0, 10.0, 20.0, 50.0, 500.0]);
}

#[test]
fn a_link_hides_until_the_end_or_a_touch() {
    let link_of = |lab: &Lab| {
        let mut link = String::new();
        lab.link(&mut link);
        link
    };
    let lab = Lab::open("ram=8GiB&reveal=run");
    assert!(lab.hides() && !Lab::open("ram=8GiB").hides());
    let revealed = lab.reduce(Action::Reveal);
    assert!(!revealed.hides());
    assert_eq!(
        link_of(&revealed),
        "ram=8GiB&reveal=run",
        "the link stays the same question"
    );
    let off = lab.reduce(Action::GuessFirst(false));
    assert_eq!((off.hides(), link_of(&off).as_str()), (false, "ram=8GiB"));
    let again = revealed.reduce(Action::GuessFirst(true));
    assert!(again.hides() && again.opened > lab.opened);
    assert_eq!(Reveal::ALL.len(), 2);
}
