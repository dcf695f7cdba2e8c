//! The link language: tables of what is read, printed and told.

use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use migrascope::link::{self, Experiment, MAX_NOTICES, Notice, Problem};
use migrascope::scenario::MAX_WRITE_CLASSES;

/// The canonical link, and what is told about the text.
fn check(text: &str, expected: Expect) {
    let (experiment, notices) = link::parse(text);
    let mut told = format!("#{}\n", link::print(&experiment));
    for notice in &notices {
        told.push_str(&format!("{notice}\n"));
    }
    expected.assert_eq(&told);
}

fn keys(notices: &[Notice]) -> Vec<&str> {
    notices.iter().map(Notice::key).collect()
}

#[test]
fn nothing_is_the_default() {
    for text in [
        "",
        "#",
        "?",
        "&&&",
        "  ",
        "https://example.org/migrascope/",
        "https://example.org/?#",
    ] {
        let (experiment, notices) = link::parse(text);
        assert_eq!(experiment, Experiment::default(), "{text}");
        assert_eq!(keys(&notices), [""; 0], "{text}");
    }
    assert_eq!(link::print(&Experiment::default()), "");
}

#[test]
fn a_hostile_link_gives_a_notice_for_each_fault() {
    check(
        "#ram=-1&used=NaN&writes=random:9e99TiB@x&foo&%&v=99",
        expect![[r#"
            #
            foo: this key is unknown, so it is left out.
            %: this key is unknown, so it is left out.
            v: version “99” of the link language is unknown, so the link is read as version 1 (allowed: 1).
            ram: “-1” is negative, so 4GiB is used (allowed: 4MiB to 256TiB).
            used: “NaN” is not a share, so 60% is used (allowed: 0% to 100%, or a size up to the memory).
            writes: “x” is not a data rate, so random:512MiB@40MiB/s is used (allowed: none, or PATTERN:REGION@RATE with commas between them, where PATTERN is random or sequential).
        "#]],
    );
}

#[test]
fn values_out_of_range_are_brought_into_it() {
    check(
        "ram=1B&link=9e99Tbps&rtt=1h&cap=1B/s&downtime=3h&speed=0",
        expect![[r#"
            #ram=4MiB&writes=random:2.4MiB@40MiB/s&link=10Tbps&rtt=10s&cap=1KiB/s&downtime=2000s&speed=0.0001
            speed: 0 is out of range, so 0.0001 is used (allowed: cinematic, or a number from 0.0001 to 100000).
            ram: 1B is too small, so 4MiB is used (allowed: 4MiB to 256TiB).
            link: 9e99Tbps is too large, so 10Tbps is used (allowed: 10kbps to 10Tbps).
            rtt: 1h is too large, so 10s is used (allowed: 0s to 10s).
            cap: 1B/s is too small, so 1KiB/s is used (allowed: 1KiB/s to 1TiB/s).
            downtime: 3h is too large, so 2000s is used (allowed: 0s to 2000s).
            writes: the region of class 1, 512MiB, does not fit into what is left of used memory, so 2.4MiB is used (allowed: up to 2.4MiB).
        "#]],
    );
    check(
        "used=150%&t=1e99h&live=hybrid&switch=1e99s&timeout=1e99s:abort&speed=1e9x",
        expect![[r#"
            #used=100%25&live=hybrid&switch=1e12s&timeout=1e12s:abort&t=1e12s&speed=100000
            used: “150%” is more than the whole, so 100% is used (allowed: 0% to 100%, or a size up to the memory).
            t: 1e99h is too large, so 1e12s is used (allowed: 0s to 1e12s).
            speed: 1e9 is out of range, so 100000 is used (allowed: cinematic, or a number from 0.0001 to 100000).
            switch: 1e99s is too large, so 1e12s is used (allowed: start, pass, or a time up to 1e12s).
            timeout: 1e99s is too large, so 1e12s is used (allowed: none, or TIME:ACTION with a time up to 1e12s, or for each GiB of memory such as 150s/GiB, where ACTION is abort, force, postcopy).
        "#]],
    );
    check(
        "writes=random:1B@1B/s,random:1KiB@2TiB/s",
        expect![[r#"
            #writes=random:4KiB@1B/s,random:4KiB@1TiB/s
            writes: a region of 1B is too small, so 4KiB is used (allowed: 4KiB to 256TiB).
            writes: a rate of 2TiB/s is too large, so 1TiB/s is used (allowed: 0B/s to 1TiB/s).
            writes: a region of 1KiB is too small, so 4KiB is used (allowed: 4KiB to 256TiB).
        "#]],
    );
    check(
        "ram=9e999TiB&store=1e-999B/s",
        expect![[r#"
            #ram=256TiB&store=1KiB/s
            ram: 1.635e296TiB is too large, so 256TiB is used (allowed: 4MiB to 256TiB).
            store: 0B/s is too small, so 1KiB/s is used (allowed: 1KiB/s to 1TiB/s).
        "#]],
    );
}

#[test]
fn a_count_is_a_whole_number() {
    check(
        "channels=3",
        expect![[r#"
            #channels=3
        "#]],
    );
    check(
        "channels=0",
        expect![[r#"
            #
            channels: 0 is too small, so 1 is used (allowed: 1 to 255).
        "#]],
    );
    check(
        "channels=2.5",
        expect![[r#"
            #
            channels: “2.5” is not a whole number, so 1 is used (allowed: 1 to 255).
        "#]],
    );
}

#[test]
fn values_that_exclude_each_other_give_way() {
    check(
        "used=8GiB",
        expect![[r#"
        #used=4GiB
        used: 8GiB is more than the memory, so 4GiB is used (allowed: 0% to 100%, or a size up to the memory).
    "#]],
    );
    check(
        "writes=random:2GiB@1MiB/s,random:1GiB@1MiB/s,random:1GiB@1MiB/s",
        expect![[r#"
            #writes=random:2GiB@1MiB/s,random:409.5999999999999MiB@1MiB/s,random:0B@1MiB/s
            writes: the region of class 2, 1GiB, does not fit into what is left of used memory, so 409.6MiB is used (allowed: up to 409.6MiB).
            writes: the region of class 3, 1GiB, does not fit into what is left of used memory, so 0B is used (allowed: up to 0B).
        "#]],
    );
    let many = format!("writes={}", ["random:1MiB@1MiB/s"; MAX_WRITE_CLASSES + 2].join(","));
    let (experiment, notices) = link::parse(&many);
    assert_eq!(experiment.scenario.writes.len(), MAX_WRITE_CLASSES);
    assert_eq!(keys(&notices), ["writes"]);
}

#[test]
fn units_are_never_guessed() {
    check(
        "ram=2s&rtt=5&downtime=300&link=10mb/s&cap=100MBPS&disk=1,000GB&boot=1apple",
        expect![[r#"
            #
            ram: “s” is a unit of a time, not of a size, so 4GiB is used (allowed: 4MiB to 256TiB).
            disk: the comma in “1,000GB” could part thousands or decimals, so 20GiB is used (1TB if thousands are parted, 1GB if decimals are parted).
            link: “mb/s” could be bits or bytes, so 1Gbps is used (10Mbps if bits are meant, 10MB/s if bytes are meant).
            rtt: “5” has no unit, so 0.2ms is used (5s if s is meant, 5ms if ms is meant, 5us if us is meant).
            cap: “MBPS” could be bits or bytes, so none is used (100Mbps if bits are meant, 100MB/s if bytes are meant).
            downtime: “300” has no unit, so 300ms is used (5min if s is meant, 300ms if ms is meant).
            boot: “apple” is not a unit of a time, so 35s is used (allowed: 0s to 24h).
        "#]],
    );
    check(
        "used=0.6",
        expect![[r#"
            #
            used: “0.6” has no unit, so 60% is used (60% if a part of one is meant, 0.6% if % is meant).
        "#]],
    );
    check(
        "used=2048",
        expect![[r#"
            #
            used: “2048” has no unit, so 60% is used (2GiB if MiB is meant, 2MiB if KiB is meant).
        "#]],
    );
}

#[test]
fn no_infinity_no_hexadecimal_no_glued_digits() {
    check(
        "ram=inf&disk=0x10&rtt=1.2.3s&boot=1_000s&state=+5B&shutdown=--1s&store=−1B/s&used=٣%",
        expect![[r#"
            #
            ram: “inf” is not a size, so 4GiB is used (allowed: 4MiB to 256TiB).
            used: “٣%” is not a share, so 60% is used (allowed: 0% to 100%, or a size up to the memory).
            disk: “x10” is not a unit of a size, so 20GiB is used (allowed: 0B to 1024TiB).
            state: “+5B” is not a size, so 300KiB is used (allowed: 0B to 1TiB).
            rtt: “1.2.3s” is not a time, so 0.2ms is used (allowed: 0s to 10s).
            store: “−1B/s” is negative, so 200MiB/s is used (allowed: 1KiB/s to 1TiB/s).
            shutdown: “--1s” is not a time, so 20s is used (allowed: 0s to 24h).
            boot: “_000s” is not a unit of a time, so 35s is used (allowed: 0s to 24h).
        "#]],
    );
}

#[test]
fn words_that_are_unknown_or_not_simulated_yet() {
    check(
        "stop=vmotion&suspend=hold:mood@5s+60s&live=teleport&lang=fr",
        expect![[r#"
            #
            live: “teleport” is not known here, so precopy is used (allowed: precopy, postcopy, hybrid).
            stop: “vmotion” is not known here, so qemu is used (allowed: qemu, qemu-7.2, textbook, clark, xen, xen-legacy, cloud-hypervisor, one-pass).
            suspend: “mood” is not known here, so hold:bandwidth@10s+1min is used (allowed: incompatible, transfer, application, bandwidth, staff, budget, infrastructure, priorities, urgent, compliance, integrity, testing, validation, systems, third-party).
            lang: “fr” is not known here, so en is used (allowed: en, de, es, en-XA).
        "#]],
    );
    check(
        "stop=xen-legacy&stop=fast",
        expect![[r#"
            #
            stop: this key is given more than once, so the last value, “fast”, is used.
            stop: “fast” is not known here, so qemu is used (allowed: qemu, qemu-7.2, textbook, clark, xen, xen-legacy, cloud-hypervisor, one-pass).
        "#]],
    );
    check(
        "lanes=live,warm,live&hide=ceiling&theme=&throttle=maybe&embed=",
        expect![[r#"
            #lanes=live
            throttle: “maybe” is not known here, so off is used (allowed: on or off).
            lanes: “live” is given twice, so it is used once.
            lanes: “warm” is not known here, so this entry is left out (allowed: cold, suspended, live, with commas between them).
            theme: the value is missing, so auto is used (allowed: auto, light, dark, projector).
            hide: “ceiling” is not known here, so none is used (allowed: none, or header, rail, timeline, narration, charts, with commas between them).
            embed: the value is missing, so off is used (allowed: on or off).
        "#]],
    );
    check(
        "lanes=,&hide=,&writes=,&at=,",
        expect![[r#"
            #
            writes: the value is missing, so random:512MiB@40MiB/s is used (allowed: none, or PATTERN:REGION@RATE with commas between them, where PATTERN is random or sequential).
            at: the value is missing, so none is used (allowed: none, or with commas between them hold@TIME+LENGTH:REASON:GIVEUP, resume@TIME, cancel@TIME, linkdown@TIME+LENGTH, linkup@TIME, linkslow@TIME+LENGTH:RATE, srccrash@TIME, dstcrash@TIME, burst@TIME+LENGTH:RATE, force@TIME, arploss@TIME+LENGTH).
            lanes: the value is missing, so cold,suspended,live is used (allowed: cold, suspended, live, with commas between them).
            hide: the value is missing, so none is used (allowed: none, or header, rail, timeline, narration, charts, with commas between them).
        "#]],
    );
}

#[test]
fn forms_with_parts_missing() {
    check(
        "timeout=60s&switch=soon&writes=512MiB@40MiB/s",
        expect![[r#"
            #
            writes: “512MiB@40MiB/s” is not complete, so random:512MiB@40MiB/s is used (allowed: none, or PATTERN:REGION@RATE with commas between them, where PATTERN is random or sequential).
            switch: “soon” is not a time, so the method's own moment is used (allowed: start, pass, or a time up to 1e12s).
            timeout: “60s” is not complete, so none is used (allowed: none, or TIME:ACTION with a time up to 1e12s, or for each GiB of memory such as 150s/GiB, where ACTION is abort, force, postcopy).
        "#]],
    );
    check(
        "timeout=60s:explode&switch=&writes=random:1GiB,sequential:64MiB@1MiB/s,@,random:x@1B/s",
        expect![[r#"
            #writes=sequential:64MiB@1MiB/s
            writes: “random:1GiB” is not complete, so this entry is left out (allowed: none, or PATTERN:REGION@RATE with commas between them, where PATTERN is random or sequential).
            writes: “@” is not complete, so this entry is left out (allowed: none, or PATTERN:REGION@RATE with commas between them, where PATTERN is random or sequential).
            writes: “x” is not a size, so this entry is left out (allowed: none, or PATTERN:REGION@RATE with commas between them, where PATTERN is random or sequential).
            switch: the value is missing, so the method's own moment is used (allowed: start, pass, or a time up to 1e12s).
            timeout: “explode” is not known here, so none is used (allowed: none, or TIME:ACTION with a time up to 1e12s, or for each GiB of memory such as 150s/GiB, where ACTION is abort, force, postcopy).
        "#]],
    );
    check(
        "timeout=:abort&writes.rate=fast&writes.region=",
        expect![[r#"
            #
            writes: the value is missing, so random:512MiB@40MiB/s is used (allowed: 4KiB to 256TiB).
            writes: “fast” is not a data rate, so random:512MiB@40MiB/s is used (allowed: 0B/s to 1TiB/s).
            timeout: the value is missing, so none is used (allowed: none, or TIME:ACTION with a time up to 1e12s, or for each GiB of memory such as 150s/GiB, where ACTION is abort, force, postcopy).
        "#]],
    );
}

#[test]
fn the_last_of_several_values_counts() {
    check(
        "ram=1GiB&ram=2GiB&link=10Gbps&link=10Gbps",
        expect![[r#"
            #ram=2GiB&link=10Gbps
            ram: this key is given more than once, so the last value, “2GiB”, is used.
        "#]],
    );
    check(
        "ram=2GiB&ram=lots",
        expect![[r#"
            #
            ram: this key is given more than once, so the last value, “lots”, is used.
            ram: “lots” is not a size, so 4GiB is used (allowed: 4MiB to 256TiB).
        "#]],
    );
}

#[test]
fn unknown_keys_are_left_out_with_a_guess() {
    check(
        "Memory=2GiB&speicher=2GiB&lnik=10Gbps&round-trip=5ms&downtimes=1s&xyz=1&=5&a=b=c",
        expect![[r#"
            #
            Memory: this key is unknown, so it is left out (did you mean ram?).
            speicher: this key is unknown, so it is left out (did you mean ram?).
            lnik: this key is unknown, so it is left out (did you mean link?).
            round-trip: this key is unknown, so it is left out (did you mean rtt?).
            downtimes: this key is unknown, so it is left out (did you mean downtime?).
            xyz: this key is unknown, so it is left out.
            The value “5” has no key, so it is left out.
            a: this key is unknown, so it is left out.
        "#]],
    );
}

#[test]
fn keys_without_values() {
    check(
        "ram&throttle&embed&v&t",
        expect![[r#"
            #throttle=on&embed=on
            v: the value is missing, so 1 is used (allowed: 1).
            ram: the value is missing, so 4GiB is used (allowed: 4MiB to 256TiB).
            t: the value is missing, so 0s is used (allowed: 0s to 1e12s).
        "#]],
    );
}

#[test]
fn emoji_control_characters_and_broken_encoding_are_only_text() {
    check(
        "🐧=🐧🐧&ram=🦀GiB&used=%FF%FE&%00=%00&live=\u{202E}post\u{0}copy\n&theme=%E2%82%ZZ",
        expect![[r#"
            #
            🐧: this key is unknown, so it is left out.
            �: this key is unknown, so it is left out.
            ram: “🦀GiB” is not a size, so 4GiB is used (allowed: 4MiB to 256TiB).
            used: “��” is not a share, so 60% is used (allowed: 0% to 100%, or a size up to the memory).
            live: “�post�copy” is not known here, so precopy is used (allowed: precopy, postcopy, hybrid).
            theme: “�%ZZ” is not known here, so auto is used (allowed: auto, light, dark, projector).
        "#]],
    );
}

#[test]
fn long_texts_are_cut_in_notices() {
    let (_, notices) = link::parse(&format!("ram={}&{}=1", "ß".repeat(1000), "é".repeat(1000)));
    assert_eq!(keys(&notices)[1], "ram");
    for notice in &notices {
        assert!(notice.to_string().chars().count() < 160, "{notice}");
        assert!(notice.key().chars().count() <= 41);
    }
}

#[test]
fn noise_is_counted_not_listed() {
    let started = Instant::now();
    for noise in [
        "a&".repeat(50_000),
        "=&%".repeat(33_000),
        "ram=1&".repeat(17_000),
        "-".repeat(100_000),
    ] {
        let (experiment, notices) = link::parse(&noise);
        assert!(notices.len() <= MAX_NOTICES + 1, "{}", notices.len());
        assert_eq!(link::parse(&link::print(&experiment)), (experiment, Vec::new()));
    }
    for item in [
        "1",
        "-",
        ",",
        "random:",
        "random:1B@1B/s,",
        "hold,",
        "9",
        "%25",
        "cold,",
        "x,",
    ] {
        for key in [
            "ram", "used", "writes", "at", "lanes", "hide", "timeout", "switch", "speed", "v",
        ] {
            let (_, notices) = link::parse(&format!("{key}={}", item.repeat(100_000 / item.len())));
            assert!(notices.len() <= MAX_NOTICES + 1, "{key}={item}…");
        }
    }
    let (_, notices) = link::parse(&"a&".repeat(50_000));
    let last = notices.last().expect("noise is noticed");
    assert_eq!(
        last.problem(),
        &Problem::More {
            count: 50_000 - MAX_NOTICES
        }
    );
    assert_eq!(last.to_string(), "… and 49980 more like these.");
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "noise must not stop the page"
    );
}
