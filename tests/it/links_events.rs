//! Events and holds in links: notices, forms, effects of what cannot be.

use expect_test::{Expect, expect};
use migrascope::link::{parse, print, print_event};
use migrascope::params::{ActKind, Choice, Family, Reason};
use migrascope::scenario::{Act, MAX_EVENTS, TimedEvent};
use migrascope::units::SimTime;

fn check(link: &str, expected: Expect) {
    let (experiment, notices) = parse(link);
    let mut text = format!("#{}\n", print(&experiment));
    for notice in notices {
        text.push_str(&format!("{notice}\n"));
    }
    expected.assert_eq(&text);
}

#[test]
fn events_are_read_in_any_order_and_printed_in_that_of_time() {
    check(
        "at=linkdown@8s+2s,hold@5s+60s:compliance,burst@3s+2s:200MiB/s,linkslow@1min:100Mbps,hold@90s:third_party:2min,arploss@0s",
        expect![[r#"
            #at=arploss@0s,burst@3s+2s:200MiB/s,hold@5s+1min:compliance,linkdown@8s+2s,linkslow@1min:100Mbps,hold@90s:third-party:2min
        "#]],
    );
    check(
        "suspend=hold",
        expect![[r#"
            #
        "#]],
    );
    check(
        "suspend=HOLD:Budget@1,5s+1h:30min",
        expect![[r#"
        #suspend=hold:budget@1.5s+1h:30min
    "#]],
    );
}

#[test]
fn events_that_cannot_be_read_are_left_out() {
    check(
        "at=hold@-5s+60s,hold@5s+60s:mood,cancel@9s+1s,cancel,meteor@1s,burst@3s,linkdown@2s:3s,resume@,hold@1s+:budget,force@3",
        expect![[r#"
            #
            at: “-5s” is negative, so this entry is left out (allowed: none, or with commas between them hold@TIME+LENGTH:REASON:GIVEUP, resume@TIME, cancel@TIME, linkdown@TIME+LENGTH, linkup@TIME, linkslow@TIME+LENGTH:RATE, srccrash@TIME, dstcrash@TIME, burst@TIME+LENGTH:RATE, force@TIME, arploss@TIME+LENGTH).
            at: “mood” is not known here, so this entry is left out (allowed: incompatible, transfer, application, bandwidth, staff, budget, infrastructure, priorities, urgent, compliance, integrity, testing, validation, systems, third-party).
            at: “cancel@9s+1s” is not complete, so this entry is left out (allowed: cancel@TIME).
            at: “cancel” is not complete, so this entry is left out (allowed: cancel@TIME).
            at: “meteor” is not known here, so this entry is left out (allowed: hold, resume, cancel, linkdown, linkup, linkslow, srccrash, dstcrash, burst, force, arploss).
            at: “burst@3s” is not complete, so this entry is left out (allowed: burst@TIME+LENGTH:RATE).
            at: “linkdown@2s:3s” is not complete, so this entry is left out (allowed: linkdown@TIME+LENGTH).
            at: “resume@” is not complete, so this entry is left out (allowed: resume@TIME).
            at: the value is missing, so this entry is left out (allowed: none, or with commas between them hold@TIME+LENGTH:REASON:GIVEUP, resume@TIME, cancel@TIME, linkdown@TIME+LENGTH, linkup@TIME, linkslow@TIME+LENGTH:RATE, srccrash@TIME, dstcrash@TIME, burst@TIME+LENGTH:RATE, force@TIME, arploss@TIME+LENGTH).
            at: “3” has no unit, so this entry is left out (3min if min is meant, 3s if s is meant, 3ms if ms is meant).
        "#]],
    );
    check(
        "at=",
        expect![[r#"
        #
        at: the value is missing, so none is used (allowed: none, or with commas between them hold@TIME+LENGTH:REASON:GIVEUP, resume@TIME, cancel@TIME, linkdown@TIME+LENGTH, linkup@TIME, linkslow@TIME+LENGTH:RATE, srccrash@TIME, dstcrash@TIME, burst@TIME+LENGTH:RATE, force@TIME, arploss@TIME+LENGTH).
    "#]],
    );
    check(
        "at=cancel@9e99s,burst@1s:9e99GiB/s",
        expect![[r#"
        #at=burst@1s:1TiB/s,cancel@1e12s
        at: 9e99s is too large, so 1e12s is used (allowed: none, or with commas between them hold@TIME+LENGTH:REASON:GIVEUP, resume@TIME, cancel@TIME, linkdown@TIME+LENGTH, linkup@TIME, linkslow@TIME+LENGTH:RATE, srccrash@TIME, dstcrash@TIME, burst@TIME+LENGTH:RATE, force@TIME, arploss@TIME+LENGTH).
        at: 9e99GiB/s is too large, so 1TiB/s is used (allowed: 0B/s to 1TiB/s).
    "#]],
    );
}

#[test]
fn events_that_mean_nothing_are_left_out() {
    check(
        "at=hold@5s+10s,hold@7s+1s:budget,resume@16s,linkup@1s,linkslow@2s:10Gbps,hold@20s,resume@25s,hold@26s+1s",
        expect![[r#"
            #at=hold@5s+10s:bandwidth,resume@16s,hold@20s:bandwidth,resume@25s,hold@26s+1s:bandwidth
            at: linkup at 1s finds no link that is down or slow, so it is left out.
            at: linkslow at 2s finds a link that is no faster, so it is left out.
            at: the hold at 7s begins inside another hold, so it is left out (allowed: one after the other).
        "#]],
    );
    check(
        "writes=none&at=burst@1s:1GiB/s",
        expect![[r#"
        #writes=none
        at: burst at 1s finds no writes that could become more, so it is left out.
    "#]],
    );
    check(
        "suspend=hold:budget@10s&at=resume@70s",
        expect![[r#"
        #suspend=hold:budget@10s&at=resume@70s
    "#]],
    );
    let many = vec!["cancel@1s"; MAX_EVENTS + 3].join(",");
    let notices = parse(&format!("at={many}")).1;
    assert_eq!(notices.len(), 1);
    assert!(
        notices[0].to_string().starts_with("at: 35 events are too many"),
        "{}",
        notices[0]
    );
}

#[test]
fn every_act_has_a_form_that_reads_back() {
    for &kind in ActKind::ALL {
        let event = TimedEvent {
            at: SimTime::s(4.0),
            act: Act::usual(kind),
        };
        assert_eq!(event.act.kind(), kind);
        let text = print_event(&event);
        assert_eq!(migrascope::link::parse_event(&text), Ok(event), "{text}");
    }
}

#[test]
fn fifteen_reasons_in_six_families_each_with_a_story() {
    assert_eq!((Reason::ALL.len(), Family::ALL.len()), (15, 6));
    for &reason in Reason::ALL {
        assert!(
            Family::ALL
                .iter()
                .any(|family| family.reasons().any(|each| each == reason))
        );
        assert_eq!(Reason::from_token(reason.token()), Some(reason));
        for sentence in [reason.help().english(), reason.resumes_when().english()] {
            assert!(sentence.ends_with('.') && !sentence.contains(". "), "{sentence}");
        }
        assert!(!reason.typical().is_zero());
    }
}
