//! Presets, and the links that were published: they stay valid for ever.

use migrascope::link::presets::PRESETS;
use migrascope::link::{parse, print};
use migrascope::model::{Cause, DownCause, Metrics, Observation, Status, measure};
use migrascope::params::Lane;
use migrascope::trace::simulate_lane;
use migrascope::units::Bytes;

const PUBLISHED: &str = include_str!("../data/links-v1.txt");

fn published() -> impl Iterator<Item = (&'static str, &'static str)> {
    PUBLISHED.lines().filter(|line| !line.starts_with("//")).map(|line| {
        let (link, canonical) = line.split_once(" =>").expect("LINK => CANONICAL on every line");
        (link, canonical.trim())
    })
}

#[test]
fn published_links_stay_valid_for_ever() {
    let mut changed = String::new();
    for (link, canonical) in published() {
        let (experiment, notices) = parse(link);
        assert_eq!(notices, [], "{link}");
        let printed = print(&experiment);
        assert_eq!(parse(&printed), (experiment, Vec::new()), "{link}");
        if printed != canonical {
            changed.push_str(&format!("{link} => {printed}\n"));
        }
    }
    assert_eq!(changed, "", "these links have another canonical form now");
    assert!(published().count() >= 60);
}

#[test]
fn presets_are_canonical_and_published() {
    for preset in PRESETS {
        let (experiment, notices) = parse(preset.link);
        assert_eq!(notices, [], "{}", preset.name.english());
        assert_eq!(print(&experiment), preset.link, "{}", preset.name.english());
        assert!(
            published().any(|(link, _)| link == preset.link),
            "{}: append it to links-v1.txt",
            preset.name.english()
        );
        assert_eq!(
            preset.story.english().matches(". ").count(),
            1,
            "{}: two sentences",
            preset.name.english()
        );
        assert!(
            preset.story.english().ends_with('.') && !preset.story.english().contains("  "),
            "{}",
            preset.name.english()
        );
    }
}

#[test]
fn what_a_story_suggests_is_another_experiment() {
    for preset in PRESETS {
        let (name, [here, there]) = (
            preset.name.english(),
            [preset.link, preset.next].map(|link| parse(link).0),
        );
        assert_eq!(parse(preset.next).1, [], "{name}");
        assert_eq!(print(&there), preset.next, "{name}");
        let figures = |of: &migrascope::link::Experiment| {
            use migrascope::params::Choice;
            Lane::ALL
                .iter()
                .map(|&lane| measure(&of.scenario, lane, Observation::Auto))
                .collect::<Vec<_>>()
        };
        assert_ne!(figures(&here), figures(&there), "{name}: there is something to see");
    }
}

/// What a chat, a slide and a QR code still take, with everything that the page can add to the link.
#[test]
fn links_to_presets_are_short() {
    const MOST: usize = 500;
    for preset in PRESETS {
        let link = format!(
            "{}&t=1234.567s&speed=0.001&lanes=live,suspended,cold&lang=en&hide=header,rail,timeline,narration,charts&embed=on",
            preset.link
        );
        let link = print(&parse(&link).0);
        let address = format!("https://some-university.example.org/courses/virtualisation/migrascope/#{link}");
        assert!(
            address.len() < MOST,
            "{}: {} characters",
            preset.name.english(),
            address.len()
        );
    }
}

/// A preset, changed by more keys: the last value of a key counts.
fn run(name: &str, more: &str, lane: Lane) -> Metrics {
    let preset = PRESETS
        .iter()
        .find(|preset| preset.name.english() == name)
        .expect("a preset of this name");
    let (experiment, _) = parse(&format!("{}&{more}", preset.link));
    measure(&experiment.scenario, lane, Observation::Auto)
}

/// How long the first pass and each round of a preset take.
fn lengths(name: &str, more: &str) -> Vec<f64> {
    let preset = PRESETS
        .iter()
        .find(|preset| preset.name.english() == name)
        .expect("a preset of this name");
    let (experiment, _) = parse(&format!("{}&{more}", preset.link));
    let trace = simulate_lane(&experiment.scenario, Lane::Live, Observation::Auto);
    trace
        .rounds
        .iter()
        .map(|round| (round.end - round.start).as_s())
        .collect()
}

fn rounds(name: &str, more: &str) -> usize {
    lengths(name, more).len()
}

#[test]
fn presets_tell_the_truth() {
    let live = |name, more| run(name, more, Lane::Live);
    assert!(live("Idle desktop", "").downtime.total().as_s() < 0.1);
    assert_eq!(rounds("Idle desktop", ""), 1, "what is written in the first pass fits");
    assert_eq!(rounds("Idle desktop", "writes=random:64MiB@2MiB/s"), 2);
    assert!(rounds("Idle desktop", "writes=random:64MiB@32MiB/s") >= 3);
    assert!(live("Idle desktop", "writes=random:256MiB@32MiB/s").syncs > live("Idle desktop", "").syncs);
    assert!(live("Web server", "link=500Mbps").syncs > live("Web server", "").syncs);
    let [half, both] = ["link=500Mbps", "link=500Mbps&downtime=150ms"].map(|more| live("Web server", more).syncs);
    assert!(both >= half + 5, "{half} and {both}");
    let half = lengths("Busy database", "");
    // The last round may be no longer than it takes to look again.
    let long = |pair: &&[f64]| pair[1] > 0.06;
    let ratios: Vec<f64> = half
        .windows(2)
        .skip(1)
        .filter(long)
        .map(|pair| pair[1] / pair[0])
        .collect();
    assert!(
        ratios.len() >= 5 && ratios.iter().all(|ratio| (0.35..0.65).contains(ratio)),
        "{ratios:?}"
    );
    assert!(live("Busy database", "link=5Gbps").syncs > 2 * live("Busy database", "").syncs);
    assert_eq!(live("Memory hog", "").status, Status::Running);
    for way_out in ["throttle=on", "timeout=2min:force", "live=postcopy"] {
        assert_eq!(live("Memory hog", way_out).status, Status::Completed, "{way_out}");
    }
    let (post, hybrid) = (live("Memory hog, post-copy", ""), live("Memory hog, hybrid", ""));
    let halved = live("Memory hog, post-copy", "link=500Mbps");
    assert!(
        (1.95..2.05).contains(&(halved.fault_blocked / post.fault_blocked)),
        "twice as long"
    );
    assert!(hybrid.traffic.total() > post.traffic.total() * 1.3);
    assert!(
        (0.95..1.05).contains(&(hybrid.fault_blocked / post.fault_blocked)),
        "no less waiting"
    );

    let mirrored = |more| live("Live with local disk", more);
    assert!(mirrored("").downtime.total().as_s() < 0.5);
    assert!(!mirrored("").traffic[Cause::DiskResent].is_zero());
    assert!(mirrored("disk-writes=70MiB/s").downtime[DownCause::Disk].as_s() > 1.0);
    let never = mirrored("disk-writes=120MiB/s");
    assert_eq!((never.status, never.traffic.memory()), (Status::Running, Bytes::ZERO));

    for lane in [Lane::Cold, Lane::Suspended, Lane::Live] {
        let total = run("Thin link, local disk", "", lane).total;
        assert!((3000.0..4500.0).contains(&total.as_s()), "an hour");
    }
    assert!(live("Thin link, local disk", "").downtime.total().as_s() < 1.0);
    let [cold, suspended, live_lane] =
        [Lane::Cold, Lane::Suspended, Lane::Live].map(|lane| run("Thin link, local disk", "storage=shared", lane));
    assert!(cold.total < suspended.total && cold.total < live_lane.total);
    assert!(cold.downtime.total() > live_lane.downtime.total());

    let suspended = run("Big machine, fast link", "", Lane::Suspended);
    assert!(
        (75.0..105.0).contains(&suspended.downtime.total().as_s()),
        "about a minute and a half"
    );
    assert_eq!(live("Big machine, fast link", "").status, Status::Completed);
    assert_eq!(live("Big machine, fast link", "link=10Gbps").status, Status::Running);
}
