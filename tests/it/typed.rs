//! What people type, and what it means: understood, or asked back with the readings that are possible.

use migrascope::link::{self, Problem, words_table};
use migrascope::migration::{Observation, measure};
use migrascope::params::{Lane, Patience, Settings, TABLE, TimeoutAction};
use migrascope::scenario::Timeout;
use migrascope::state::lab;
use migrascope::state::{Action, State};
use migrascope::text::Language;
use migrascope::units::{Bytes, SimTime};

/// The canonical link of a text, and its notices.
fn read(text: &str) -> (String, Vec<String>) {
    let (experiment, notices) = link::parse(text);
    (
        link::print(&experiment),
        notices.iter().map(ToString::to_string).collect(),
    )
}

/// Understood: the canonical link, and nothing to say about it.
const UNDERSTOOD: &[(&str, &str)] = &[
    // No limit, as in QEMU, libvirt, OpenStack, KubeVirt and Proxmox.
    ("cap=0", ""),
    ("cap=0B/s", ""),
    ("cap=0Mbps", ""),
    ("cap=unlimited", ""),
    ("cap=none", ""),
    ("cap=off", ""),
    ("thread=0", ""),
    ("thread=unlimited", ""),
    ("cap=No-Limit&thread=unbegrenzt", ""),
    ("timeout=0", ""),
    ("timeout=off&ramp=off&writes=off&at=no", "writes=none"),
    // Channels.
    ("channels=3", "channels=3"),
    ("channels=6", "channels=6"),
    ("channels=64", "channels=64"),
    ("channels=255", "channels=255"),
    // Lines are sold in bits.
    ("link=10G", "link=10Gbps"),
    ("link=25G", "link=25Gbps"),
    ("link=10GbE", "link=10Gbps"),
    ("link=25 GbE", "link=25Gbps"),
    ("link=100GE", "link=100Gbps"),
    ("link=10GBASE-T", "link=10Gbps"),
    ("link=100Base-TX", "link=100Mbps"),
    ("link=10Gb", "link=10Gbps"),
    ("link=10Gbit", "link=10Gbps"),
    ("link=10Gbit/s", "link=10Gbps"),
    ("link=10 Gigabit/s", "link=10Gbps"),
    ("link=100M", "link=100Mbps"),
    ("link=1000M", ""),
    ("link=1000Mb/s", ""),
    ("link=1000 Mbit/Sekunde", ""),
    ("link=1250MB/s", "link=10Gbps"),
    ("link=1.250.000.000 B/s", "link=10Gbps"),
    ("at=linkslow@5s:100M", "at=linkslow@5s:100Mbps"),
    // A cap, a thread, storage: a second is meant.
    ("cap=64Mi", "cap=64MiB/s"),
    ("cap=64MiB", "cap=64MiB/s"),
    ("cap=64MB", "cap=64MB/s"),
    ("cap=64MB/s", "cap=64MB/s"),
    ("cap=800Mb", "cap=100MB/s"),
    ("cap=10GbE", "cap=1.25GB/s"),
    ("cap=64 Megabytes", "cap=64MB/s"),
    ("cap=64 mebibytes/s", "cap=64MiB/s"),
    ("thread=600MiB&channels=2", "thread=600MiB/s&channels=2"),
    ("store=1GiB&suspend=file", "suspend=file&store=1GiB/s"),
    ("writes=random:1GiB@100MiB", "writes=random:1GiB@100MiB/s"),
    // As QEMU counts what is written.
    ("writes=random:1GiB@39044pages/s", "writes=random:1GiB@156176KiB/s"),
    ("writes.rate=1000 Seiten/s", "writes=random:512MiB@4000KiB/s"),
    ("writes.region=1000 páginas", "writes=random:4000KiB@40MiB/s"),
    // For each GiB of memory.
    ("timeout=150s/GiB:postcopy", "timeout=2.5min/GiB:postcopy"),
    ("timeout=800s/Gi:abort", "timeout=800s/GiB:abort"),
    (
        "ram=64GiB&timeout=2.5min/gib:force",
        "ram=64GiB&timeout=2.5min/GiB:force",
    ),
    // Sizes.
    ("ram=24TiB", "ram=24TiB"),
    ("ram=256TiB", "ram=256TiB"),
    ("ram=16 gib", "ram=16GiB"),
    ("ram=16g", "ram=16GiB"),
    ("ram=16 384 MiB", "ram=16GiB"),
    ("ram=16\u{2009}384\u{202f}MiB", "ram=16GiB"),
    ("ram=16'384 MiB", "ram=16GiB"),
    ("ram=16.777.216KiB", "ram=16GiB"),
    ("ram=16,777,216KiB", "ram=16GiB"),
    ("ram=1.024,5 MiB", "ram=1024.5MiB"),
    ("ram=1,024.5 MiB", "ram=1024.5MiB"),
    ("ram=1,5 GiB", "ram=1.5GiB"),
    ("ram=16 Gibibyte", "ram=16GiB"),
    ("state=300GiB", "state=300GiB"),
    ("disk=0.5PiB&storage=local", "disk=512TiB&storage=local"),
    // Times and shares.
    ("downtime=500 Millisekunden", "downtime=500ms"),
    ("boot=2 Minuten&shutdown=30 segundos", "shutdown=30s&boot=2min"),
    ("boot=1h 30 min", "boot=90min"),
    ("boot=1m30s&shutdown=2 min 05 s", "shutdown=125s&boot=90s"),
    ("used=70 Prozent", "used=70%25"),
];

#[test]
fn what_is_typed_is_understood() {
    for (text, canonical) in UNDERSTOOD {
        assert_eq!(read(text), ((*canonical).to_owned(), Vec::new()), "{text}");
    }
}

/// Asked back: the readings, as pieces of a link. The default holds meanwhile.
const ASKED: &[(&str, &[&str])] = &[
    ("cap=10G", &["cap=10Gbps", "cap=10GiB/s"]),
    ("thread=10G", &["thread=10Gbps", "thread=10GiB/s"]),
    ("store=500M", &["store=500Mbps", "store=500MiB/s"]),
    ("cap=64mb", &["cap=64Mbps", "cap=64MB/s"]),
    ("cap=64gib", &["cap=68719476736bps", "cap=64GiB/s"]),
    ("link=10mb/s", &["link=10Mbps", "link=10MB/s"]),
    ("link=10GBPS", &["link=10Gbps", "link=10GB/s"]),
    ("link=10GB", &["link=10Gbps", "link=10GB/s"]),
    ("link=10Gi", &["link=10.73741824Gbps", "link=10GiB/s"]),
    ("link=10", &["link=10Gbps", "link=10Mbps"]),
    ("ram=16384", &["ram=16GiB", "ram=16MiB"]),
    ("ram=8", &["ram=8GiB", "ram=8MiB"]),
    ("cap=8192", &["cap=8GiB/s", "cap=8192Mbps", "cap=8MiB/s", "cap=8KiB/s"]),
    ("downtime=50", &["downtime=50s", "downtime=50ms"]),
    ("downtime=300", &["downtime=5min", "downtime=300ms"]),
    ("used=0.6", &["used=60%", "used=0.6%"]),
    ("used=2048", &["used=2GiB", "used=2MiB"]),
    ("disk=1,000GB", &["disk=1TB", "disk=1GB"]),
    (
        "timeout=150:abort",
        &["timeout=2.5h:abort", "timeout=2.5min:abort", "timeout=150ms:abort"],
    ),
    (
        "timeout=150/GiB:abort",
        &[
            "timeout=2.5h/GiB:abort",
            "timeout=2.5min/GiB:abort",
            "timeout=150ms/GiB:abort",
        ],
    ),
    (
        "writes=random:1GiB@10G",
        &["writes=random:1GiB@10Gbps", "writes=random:1GiB@10GiB/s"],
    ),
    (
        "writes=random:10G@10G,sequential:1MiB@1MiB/s",
        &[
            "writes=random:10G@10Gbps,sequential:1MiB@1MiB/s",
            "writes=random:10G@10GiB/s,sequential:1MiB@1MiB/s",
        ],
    ),
    (
        "writes=random:512@40MiB/s",
        &[
            "writes=random:512GiB@40MiB/s",
            "writes=random:512MiB@40MiB/s",
            "writes=random:512KiB@40MiB/s",
        ],
    ),
    ("at=cancel@30", &["at=cancel@30min", "at=cancel@30s", "at=cancel@30ms"]),
];

fn offers(text: &str) -> Vec<String> {
    let notices = link::parse(text).1;
    notices
        .iter()
        .flat_map(|notice| notice.offers().iter().map(ToString::to_string))
        .collect()
}

#[test]
fn what_can_be_read_in_several_ways_is_asked_back_with_all_of_them() {
    for (text, readings) in ASKED {
        assert_eq!(offers(text), *readings, "{text}");
        let (_, notices) = link::parse(text);
        for notice in &notices {
            for offer in notice.offers() {
                let taken = link::parse(&offer.to_string());
                assert!(
                    !taken
                        .1
                        .iter()
                        .any(|notice| matches!(notice.problem(), Problem::Refused { .. } | Problem::LeftOut { .. })),
                    "{text}: {offer} {:?}",
                    taken.1
                );
            }
        }
        let kept = text.split('=').next().expect("a key");
        let used = link::parse(text).0.scenario;
        let usual = link::parse("").0.scenario;
        if !text.contains("sequential") {
            let row = TABLE.iter().find(|row| row.key == kept).expect("a key");
            assert!(row.value.same(&used, &usual), "{text}: the default holds");
        }
    }
    assert_eq!(
        read("ram=16384").1,
        ["ram: “16384” has no unit, so 4GiB is used (16GiB if MiB is meant, 16MiB if KiB is meant)."]
    );
    assert_eq!(
        read("cap=10G").1,
        ["cap: “G” could be bits or bytes, so none is used (10Gbps if bits are meant, 10GiB/s if bytes are meant)."]
    );
}

/// Only one reading is possible: it is used, and a notice says so.
const ONLY: &[(&str, &str)] = &[
    ("downtime=5000", "downtime=5s"),
    ("link=2500", "link=2.5Gbps"),
    ("link=100000000", "link=100Mbps"),
    ("ratio=0.5", "ratio=50%25"),
    ("state=1,500GiB", "state=1.5GiB"),
    ("rtt=20", ""),
];

#[test]
fn the_only_reading_is_used_and_told() {
    for (text, canonical) in &ONLY[..5] {
        let (link, notices) = read(text);
        assert_eq!(link, *canonical, "{text}");
        assert!(
            matches!(&notices[..], [only] if only.contains("no other reading is possible")),
            "{text}: {notices:?}"
        );
    }
    // Microseconds are a round trip, too.
    assert_eq!(offers("rtt=20"), ["rtt=20ms", "rtt=20us"]);
}

/// Used as it stands, with a notice that names what else it may be.
#[test]
fn what_is_likely_a_slip_is_told() {
    for (text, canonical, others) in [
        (
            "ram=16777216",
            "ram=16MiB&writes=random:9.6MiB@40MiB/s",
            &["ram=16TiB", "ram=16GiB"][..],
        ),
        (
            "state=300",
            "state=300B",
            &["state=300GiB", "state=300MiB", "state=300KiB"],
        ),
        ("link=1.000Gbps", "", &["link=1Tbps"]),
        (
            "ram=1.500MiB",
            "ram=4MiB&writes=random:2.4MiB@40MiB/s",
            &["ram=1500MiB"],
        ),
    ] {
        assert_eq!(
            (read(text).0.as_str(), offers(text)),
            (canonical, others.iter().map(ToString::to_string).collect())
        );
    }
}

#[test]
fn hostile_numbers_are_refused_or_brought_into_range_with_a_notice() {
    let huge = "9".repeat(100_000);
    let grouped = "1".to_owned() + &".000".repeat(20_000);
    for number in [
        "1e400",
        "-0",
        "NaN",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "1e-400",
        "0x10",
        "--1",
        "1..2",
        "1e",
        huge.as_str(),
        grouped.as_str(),
    ] {
        for row in TABLE {
            for unit in ["", "GiB", "s", "Gbps", "%", "/s", "pages/s"] {
                let (experiment, notices) = link::parse(&format!("{}={number}{unit}", row.key));
                let printed = link::print(&experiment);
                assert_eq!(link::parse(&printed), (experiment.clone(), Vec::new()), "{printed}");
                let usual = row.value.same(&experiment.scenario, &Settings::default());
                assert!(
                    !notices.is_empty() || (number == "1e-400" && !usual),
                    "{}={:.20}{unit} without a word",
                    row.key,
                    number
                );
            }
        }
    }
}

#[test]
fn a_timeout_for_each_gib_follows_the_memory() {
    let at = |link: &str| {
        let scenario = link::parse(link).0.scenario;
        measure(&scenario, Lane::Live, Observation::Auto)
    };
    let each = "link=1Gbps&writes=random:1GiB@150MiB/s&timeout=15s/GiB:force";
    let whole = "link=1Gbps&writes=random:1GiB@150MiB/s&timeout=";
    for (ram, seconds) in [(4, 60), (8, 120), (16, 240)] {
        assert_eq!(
            at(&format!("ram={ram}GiB&{each}")),
            at(&format!("ram={ram}GiB&{whole}{seconds}s:force")),
            "{ram}"
        );
    }
    let patience = Timeout {
        after: Patience::PerGib(SimTime::s(150.0)),
        action: TimeoutAction::Postcopy,
    };
    assert_eq!(
        link::parse("timeout=150s/GiB:postcopy").0.scenario.timeout,
        Some(patience)
    );
    assert_eq!(patience.after.of(Bytes::gib(8.0)), SimTime::s(1200.0));
    assert!(patience.after.of(Bytes::new(f64::MAX)) <= SimTime::s(1e12));
}

/// Words of QEMU, libvirt, OpenStack, KubeVirt, Proxmox, Xen and VMware.
#[test]
fn words_of_the_field_lead_somewhere() {
    let table = words_table();
    let mut seen = std::collections::BTreeSet::new();
    for line in table.lines().skip(2) {
        let words = line.split('|').nth(1).expect("words");
        for word in words.split(',').map(str::trim) {
            assert!(seen.insert(word.to_owned()), "{word} stands twice");
            let (experiment, notices) = link::parse(&format!("{word}=x"));
            assert_eq!(link::print(&experiment), "", "{word}");
            match notices[0].problem() {
                Problem::UnknownKey { suggestion: Some(key) } => {
                    assert!(TABLE.iter().any(|row| row.key == *key), "{word} leads to {key}");
                }
                Problem::Elsewhere { .. } => {}
                other => panic!("{word}: {other:?}"),
            }
        }
    }
    for word in [
        "vcpus=8",
        "tls=on",
        "hugepages=1GiB",
        "mtu=9000",
        "numa=2",
        "zerocopy=on",
    ] {
        assert!(
            matches!(link::parse(word).1[0].problem(), Problem::Elsewhere { .. }),
            "{word}"
        );
    }
    for (typed, offered) in [
        ("max-bandwidth=1GiB/s", "cap=1GiB/s"),
        ("bandwidthPerMigration=64Mi", "cap=64Mi"),
        ("max_downtime=500ms", "downtime=500ms"),
        ("live_migration_downtime=500ms", "downtime=500ms"),
        ("multifd-channels=8", "channels=8"),
        ("auto-converge=on", "throttle=on"),
        ("xbzrle=on", "delta=on"),
        ("completionTimeoutPerGiB=150s/GiB:abort", "timeout=150s/GiB:abort"),
        ("memory=16GiB", "ram=16GiB"),
        ("live_migration_downtime=5000", "downtime=5s"),
        ("hypervisor=xen", "stop=xen"),
        ("dirty-rate=39044pages/s", "writes.rate=39044pages/s"),
    ] {
        assert_eq!(offers(typed), [offered], "{typed}");
    }
    assert_eq!(offers("memory=16384"), ["ram=16GiB", "ram=16MiB"]);
    assert_eq!(offers("migrate_set_speed=10G"), ["cap=10Gbps", "cap=10GiB/s"]);
}

/// The page takes an offer into the experiment as it is now, and keeps the other notices.
#[test]
fn an_offer_is_taken_and_can_be_undone() {
    let state = State::open("ram=16384&cap=10G&lang=de", Language::English, &[lab::SCREEN]);
    assert_eq!(state.notices.len(), 2);
    let offer = state.notices[0].offers()[0].clone();
    assert_eq!(offer.applied_to(&state.link()), "ram=16GiB&lang=de");
    let taken = state.reduce(Action::Take(offer));
    assert_eq!((taken.link().as_str(), taken.notices.len()), ("ram=16GiB&lang=de", 1));
    let offer = taken.notices[0].offers()[1].clone();
    let both = taken.reduce(Action::Take(offer));
    assert_eq!(
        (both.link().as_str(), both.notices.len()),
        ("ram=16GiB&cap=10GiB/s&lang=de", 0)
    );
    assert_eq!(both.reduce(Action::Undo).link(), taken.link());
}
