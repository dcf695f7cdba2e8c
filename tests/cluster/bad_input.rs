//! Whatever a link says: notices, a bounded run, and a canonical form that reads back as itself.

use engine::cluster::{Detail, simulate};
use migrascope::link::cluster::{parse, print};
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
