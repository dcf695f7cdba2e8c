//! Whatever a link says: notices, a bounded run, and a canonical form that reads back as itself.

use engine::cluster::{Detail, simulate};
use migrascope::link::cluster::{parse, print};
use migrascope::text::Language;
use proptest::prelude::*;

/// What a link gives, and how many notices; it is simulated, and its canonical form reads back as the same.
fn survives(text: &str) -> usize {
    let (link, notices) = parse(text);
    let again = print(&link);
    assert_eq!(parse(&again).0, link, "{text} is printed as {again}");
    let record = simulate(&link.first.possible().0, Detail::Figures);
    assert!(
        record.figures.steps < 3_000_000,
        "{text}: {} steps",
        record.figures.steps
    );
    notices.len()
}

#[test]
fn mistakes_get_a_notice_and_a_bounded_run() {
    for text in [
        "hosts=0x16:64GiB:10Gbps",
        "hosts=none",
        "hosts=9999999999x16",
        "hosts=2x0:64GiB:10Gbps",
        "hosts=2x16:1MiB:10Gbps:x9999",
        "vms=1000000000xweb",
        "vms=4xweb@h99",
        "vms=4xnobody",
        "class.big=4:512GiB:50%25&vms=3xbig",
        "class.db=many&vms=2xdb",
        "class.w=2:4GiB:60%25:flat-30%25:random-256GiB@20MiB/s&vms=2xw",
        "racks=900",
        "slots=out:0",
        "slots=sometimes",
        "do=move:web99:h2@1s",
        "do=move:web1:h99@1s",
        "do=drain:h77@1s",
        "do=crowd:nobody@1s+1s:x3",
        "do=link:core@1s:1Gbps",
        "do=explode:h1@1s",
        "lanes=live",
        "at=cancel@5s",
        "suspend=save",
        "ram=8GiB",
        "policy=clever",
    ] {
        assert!(
            survives(&format!("screen=cluster&until=10min&{text}")) > 0,
            "{text} has no notice"
        );
    }
}

#[test]
fn a_notice_says_what_was_wrong_what_is_used_and_what_is_allowed() {
    for (text, told) in [
        ("racks=0", "racks: 0 is too small, so 1 is used (allowed: 1 to 1000)."),
        (
            "racks=9",
            "racks: 9 racks are more than there are hosts, so there are 4 (allowed: up to 4).",
        ),
        (
            "persist=0",
            "persist: 0 is too small, so 1 is used (allowed: 1 to 1000).",
        ),
        (
            "every=1ms",
            "every: 1ms is too small, so 1s is used (allowed: 1s to 24h).",
        ),
        (
            "cooldown=99999h",
            "cooldown: 99999h is too large, so 24h is used (allowed: 0s to 24h).",
        ),
        (
            "bootup=1e9h",
            "bootup: 1e9h is too large, so 24h is used (allowed: 0s to 24h).",
        ),
        (
            "hosts=2x16:1MiB:10Gbps",
            "hosts: 1MiB is too small, so 4MiB is used (allowed: 4MiB to 256TiB).",
        ),
        (
            "hosts=2x16:64GiB:0bps",
            "hosts: 0bps is too small, so 10kbps is used (allowed: 10kbps to 10Tbps).",
        ),
        (
            "do=drain:h1@1e99s",
            "do: 1e99s is too large, so 1e12s is used (allowed: 0s to 1e12s).",
        ),
        (
            "do=alarm:h1@1s+1e99s",
            "do: 1e99s is too large, so 1e12s is used (allowed: 0s to 1e12s).",
        ),
        (
            "do=crowd:web@1s+1h:x9999",
            "do: a crowd cannot want 9999 times as much, so it wants 1000 times as much (allowed: up to that).",
        ),
        (
            "class.a=9999:4GiB:50%25:flat-40%25:none",
            "class.NAME: the VMs of the class a cannot have 9999 processors, so they have 4096 (allowed: 1 to 4096).",
        ),
    ] {
        let (link, notices) = parse(&format!("screen=cluster&{text}"));
        let notices: Vec<String> = notices.iter().map(|notice| notice.text(Language::English)).collect();
        assert!(notices.iter().any(|notice| notice == told), "{text}: {notices:?}");
        let record = simulate(&link.first.possible().0, Detail::Figures);
        assert!(record.figures.steps < 3_000_000, "{text}");
    }
    // What is not complete leaves out nothing else, and no notice has a hole.
    for text in [
        "hosts=NaNx16",
        "class.a=NaN",
        "vms=-5xweb",
        "slots=all:0",
        "until=NaN",
        "margin=inf",
        "do=drain:h1@NaN",
    ] {
        let (_, notices) = parse(&format!("screen=cluster&{text}"));
        let told = notices.first().expect("it is told").text(Language::English);
        let key = text.split('=').next().expect("it has a key").split('.').next();
        assert!(told.starts_with(key.expect("it has a name")), "{told}");
        assert!(told.contains("(allowed: ") && !told.contains("  "), "{told}");
    }
}

#[test]
fn of_hosts_that_are_none_nothing_is_said_to_be_used() {
    let (_, notices) = parse("screen=cluster&hosts=0x16:0B:1bps");
    let told: Vec<String> = notices.iter().map(|notice| notice.text(Language::English)).collect();
    assert_eq!(
        told,
        ["hosts: there is no host, so the usual ones are used (allowed: at least one)."]
    );
}

#[test]
fn two_megabytes_are_read_soon_and_told_shortly() {
    let start = std::time::Instant::now();
    let (link, notices) = parse(&format!("screen=cluster&do={}", "drain:h1@1s,".repeat(170_000)));
    assert_eq!(link.first.possible().0.acts.len(), 64);
    assert!(
        print(&link).len() < 2_000,
        "what is used is what the page lists and the address says"
    );
    let told: Vec<String> = notices.iter().map(|notice| notice.text(Language::English)).collect();
    assert!(
        told.iter()
            .any(|told| told.starts_with("do: 170000 entries are too many, so the first 64 are used")),
        "{told:?}"
    );
    assert!(notices.len() < 20, "{}", notices.len());
    let (_, notices) = parse(&format!("screen=cluster&{}", "nonsense=1&".repeat(180_000)));
    let told: usize = notices.iter().map(|notice| notice.text(Language::English).len()).sum();
    assert!(told < 10_000, "{told} letters");
    // Many times what it takes on a busy machine.
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn odd_wishes_are_simulated() {
    let all = "drain:h1@1s,drain:h2@1s,drain:h3@1s,drain:h4@1s";
    let cycle = (0..30)
        .map(|at| format!("off:h1@{at}s,on:h1@{at}s"))
        .collect::<Vec<_>>()
        .join(",");
    for text in [
        format!("do={all}"),
        format!("do={all}&vms=40xweb"),
        format!("do={cycle}"),
        "do=fail:h1@0s,fail:h1@0s,back:h1@0s,drain:h1@0s&ha=on".into(),
        "do=move:web1:h1@0s,move:web1:h2@0s,move:web1:h3@0s".into(),
        "do=link:h1@1s:down&vms=4xweb@h1".into(),
        "do=drain:h1@1s,link:h1@2s+5s:down&vms=4xweb@h1".into(),
        "detect=0s&bootup=0s&powerdown=0s&ha=on&do=fail:h1@1s,off:h2@1s".into(),
        "policy=proxmox&every=1s&persist=1&margin=0%25".into(),
        "policy=power&hosts=1x16:64GiB".into(),
    ] {
        survives(&format!("screen=cluster&until=30min&{text}"));
    }
    let many = (0..90)
        .map(|at| format!("drain:h1@{at}s"))
        .collect::<Vec<_>>()
        .join(",");
    assert!(
        survives(&format!("screen=cluster&do={many}")) > 0,
        "64 entries are used"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(keys in prop::collection::vec((0_usize..12, "[a-z0-9:@,x%+.-]{0,24}"), 0..6)) {
        const KEYS: [&str; 12] =
            ["hosts", "vms", "do", "class.a", "slots", "by", "policy", "racks", "uplink", "margin", "place", "persist"];
        let items: Vec<String> = keys.iter().map(|(key, value)| format!("{}={value}", KEYS[*key])).collect();
        let (link, _) = parse(&format!("screen=cluster&{}", items.join("&")));
        let printed = print(&link);
        let (again, notices) = parse(&printed);
        prop_assert_eq!(&again, &link, "{}", printed);
        prop_assert_eq!(print(&again), printed);
        drop(notices);
    }
}
