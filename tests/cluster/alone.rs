//! One migration that has the links for itself is the Lab's, bit for bit.

use crate::common::{asked, run};
use engine::Lane;
use engine::cluster::{Detail, End, simulate};
use engine::migration::{Observation, measure};
use engine::params::{Settings, Used};
use engine::scenario::Scenario;
use engine::units::SimTime;

/// Links of one VM that moves, with all that says how a migration goes.
const LINKS: [&str; 12] = [
    "",
    "live=postcopy",
    "live=hybrid&class.web=2:4GiB:60%:flat-30%:random-256MiB@400MiB/s",
    "cap=64MiB/s",
    "thread=400MiB/s&channels=2",
    "stop=cloud-hypervisor&downtime=30ms",
    "stop=xen",
    "throttle=on&class.web=2:4GiB:60%:flat-30%:random-2GiB@2GiB/s&hosts=2x16:64GiB:1Gbps&until=2h",
    "by=cold",
    "by=suspended",
    "storage=local&disk=8GiB",
    "compress=zstd&channels=4",
];

#[test]
fn one_alone_is_the_labs_to_the_last_bit() {
    for keys in LINKS {
        let text = format!("screen=cluster&hosts=2x16:64GiB:10Gbps&vms=1xweb@h1&do=move:web1:h2@7s&{keys}");
        let text = if keys.contains("hosts=") {
            text.replace("hosts=2x16:64GiB:10Gbps&", "")
        } else {
            text
        };
        let record = run(&text);
        let [one] = &record.moves[..] else {
            panic!("{text}: {} migrations", record.moves.len())
        };
        let class = record.cluster.class(0);
        let settings = Settings {
            ram: class.ram,
            used: Used::Share(class.used),
            writes: class.writes.clone(),
            link: record.cluster.hosts[0].nic,
            ..record.cluster.migration.clone()
        };
        let scenario = Scenario::new(settings).0;
        let alone = measure(&scenario, one.kind, Observation::Until(SimTime::s(1e6)));
        let alone = engine::Metrics {
            spread: one.figures.spread,
            ..alone
        };
        assert_eq!(one.figures, alone, "{text}");
        assert_eq!(one.outcome, End::Moved, "{text}");
        assert_eq!(one.figures.total.to_bits(), alone.total.to_bits(), "{text}");
    }
}

/// Neither does it matter what goes on elsewhere.
#[test]
fn what_goes_over_other_links_changes_nothing() {
    let alone = run("screen=cluster&hosts=4x16:64GiB:10Gbps&vms=1xdb@h1,3xvideo@h3&do=move:db1:h2@7s");
    let beside =
        run("screen=cluster&hosts=4x16:64GiB:10Gbps&vms=1xdb@h1,3xvideo@h3&do=move:db1:h2@7s,move:video1:h4@7s");
    let of = |record: &engine::cluster::Record| record.moves.iter().find(|one| one.vm == 0).expect("db1 moves").figures;
    assert_eq!(of(&alone), of(&beside));
}

/// One at a time over one path is the Lab's run after run, laid end to end.
#[test]
fn one_at_a_time_is_run_after_run() {
    let text = "screen=cluster&hosts=2x64:256GiB:10Gbps&vms=3xweb@h1,2xdb@h1,1xidle@h1&slots=all:1&do=drain:h1@0s";
    let record = run(text);
    assert_eq!(record.moves.len(), 6);
    let mut time = 0.0;
    for one in &record.moves {
        let class = record.cluster.class(one.vm as usize);
        let settings = Settings {
            ram: class.ram,
            used: Used::Share(class.used),
            writes: class.writes.clone(),
            link: record.cluster.hosts[0].nic,
            ..Settings::default()
        };
        let alone = measure(&Scenario::new(settings).0, Lane::Live, Observation::Auto);
        assert_eq!(one.figures.total, alone.total);
        assert!((one.start.as_s() - time).abs() < 1e-9);
        time += alone.total.as_s();
    }
    let drain = record.figures.drains[0];
    assert!((drain.empty.expect("it is empty").as_s() - time).abs() < 1e-9);
}

#[test]
fn to_record_everything_changes_no_figure() {
    for text in [
        "screen=cluster&vms=16xweb@h1-h2&do=drain:h1@10s,fail:h3@30s&slots=out:4&ha=on",
        "screen=cluster&policy=proxmox&vms=14xweb@h1&until=1h",
        "screen=cluster&policy=power&vms=8xmail@h1-h4&until=12h",
    ] {
        let cluster = asked(text).first.possible().0;
        let (all, figures) = (simulate(&cluster, Detail::All), simulate(&cluster, Detail::Figures));
        assert_eq!(all.figures, figures.figures, "{text}");
        assert_eq!(all.moves, figures.moves, "{text}");
        assert_eq!(all.log, figures.log, "{text}");
    }
}
