//! The link language: tables of what is read, printed and told.

use expect_test::{Expect, expect};
use migrascope::link::{self, Notice};

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
        assert_eq!(experiment, Default::default(), "{text}");
        assert_eq!(keys(&notices), [""; 0], "{text}");
    }
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
        ram: “-1” is negative, so 4GiB is used (allowed: 4MiB to 16TiB).
        used: “NaN” is not a share (write it like 60%), so 60% is used (allowed: 0% to 100%, or a size up to the memory).
        writes: “x” is not a data rate (write it like 40MiB/s or 1Gbps), so random:512MiB@40MiB/s is used (allowed: none, or classes PATTERN:REGION@RATE with commas between them, where PATTERN is random or sequential).
    "#]],
    );
}
