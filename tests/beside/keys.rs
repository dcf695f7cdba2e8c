//! `vs.KEY=VALUE`: read, printed, told.

use std::sync::LazyLock;

use expect_test::{Expect, expect};
use migrascope::link::{self, LAB, Offer, Reader, ScreenKeys, params};
use migrascope::parameters;
use migrascope::params::Control::Elsewhere;
use migrascope::params::Effect::{Figures, Looks};
use migrascope::params::{Param, Place, ScreenName};
use migrascope::units::{Bytes, Rate};

fn check(text: &str, expected: Expect) {
    let (experiment, notices) = link::parse(text);
    let mut told = format!("#{}\n", link::print(&experiment));
    for notice in &notices {
        told.push_str(&format!("{notice}\n"));
    }
    expected.assert_eq(&told);
}

#[test]
fn the_second_run_is_the_first_with_these_keys_changed() {
    let (experiment, notices) = link::parse("ram=8GiB&vs.link=10Gbps");
    assert_eq!(notices, []);
    let second = experiment.second.expect("there is one");
    assert_eq!(experiment.scenario.link, Rate::bits_per_s(1e9));
    assert_eq!((second.ram, second.link), (Bytes::gib(8.0), Rate::bits_per_s(10e9)));
}

#[test]
fn keys_are_printed_after_those_of_the_first_run_in_the_order_of_the_table() {
    check(
        "t=5s&vs.downtime=500ms&VS.Link=10000Mbps&downtime=1s&vs.throttle&lanes=live",
        expect![[r#"
            #downtime=1s&vs.link=10Gbps&vs.downtime=500ms&vs.throttle=on&lanes=live&t=5s
        "#]],
    );
}

#[test]
fn a_default_is_said_where_the_first_run_has_something_else() {
    check(
        "ram=8GiB&switch=5s&live=postcopy&vs.ram=4GiB&vs.switch=default",
        expect![[r#"
            #ram=8GiB&live=postcopy&switch=5s&vs.ram=4GiB&vs.switch=default
        "#]],
    );
    check(
        "ram=8GiB&vs.ram=default",
        expect![[r#"
            #ram=8GiB&vs.ram=4GiB
        "#]],
    );
}

#[test]
fn parts_of_a_value_change_it() {
    check(
        "vs.writes.rate=300MiB/s",
        expect![[r#"
            #vs.writes=random:512MiB@300MiB/s
        "#]],
    );
}

#[test]
fn hostile_keys_get_notices() {
    check(
        "vs.foo=1&vs.vs.link=10Gbps&vs.lanes=live&vs.theme=dark&vs.link=mud&vs.=5&vs.vs.x=1",
        expect![[r#"
            #
            vs.foo: this key is unknown, so it is left out.
            vs.vs.link: this key is unknown, so it is left out (did you mean vs.link?).
            The value “5” has no key, so it is left out.
            vs.vs.x: this key is unknown, so it is left out.
            vs.lanes: both runs have this key in common, so it is left out (allowed: keys that change a figure).
            vs.theme: both runs have this key in common, so it is left out (allowed: keys that change a figure).
            vs.link: “mud” is not a data rate, so 1Gbps is used (allowed: 10kbps to 10Tbps).
        "#]],
    );
    check(
        "vs.link=1Gbps",
        expect![[r#"
        #
        vs.link: the first run has 1Gbps as well, so this changes nothing.
    "#]],
    );
    check(
        "vs.ram=8GiB&vs.ram=16GiB",
        expect![[r#"
        #vs.ram=16GiB
        vs.ram: this key is given more than once, so the last value, “16GiB”, is used.
    "#]],
    );
    check(
        "vs.ram=1B",
        expect![[r#"
        #vs.ram=4MiB&vs.writes=random:2.4MiB@40MiB/s
        vs.ram: 1B is too small, so 4MiB is used (allowed: 4MiB to 256TiB).
        vs.writes: the region of class 1, 512MiB, does not fit into what is left of used memory, so 2.4MiB is used (allowed: up to 2.4MiB).
    "#]],
    );
    check(
        "vs=link:10Gbps",
        expect![[r#"
        #
        vs: this key is unknown, so it is left out. A second run is said key by key, such as vs.link=10Gbps: the first with this key changed.
    "#]],
    );
    check(
        "vs.linc=10Gbps&vs.bandwidth=1MiB/s",
        expect![[r#"
        #
        vs.linc: this key is unknown, so it is left out (did you mean vs.link?).
        vs.bandwidth: this key is unknown, so it is left out (did you mean vs.cap?).
    "#]],
    );
    check(
        "ram=1GiB&used=2GiB&vs.rtt=1ms",
        expect![[r#"
        #ram=1GiB&used=1GiB&vs.rtt=1ms
        used: 2GiB is more than the memory, so 1GiB is used (allowed: 0% to 100%, or a size up to the memory).
    "#]],
    );
}

#[test]
fn what_may_have_been_meant_is_offered_for_the_second_run() {
    let (_, notices) = link::parse("vs.ram=16384");
    let offers: Vec<Offer> = notices.iter().flat_map(|notice| notice.offers().to_vec()).collect();
    let taken: Vec<String> = offers.iter().map(|offer| offer.applied_to("disk=1GiB")).collect();
    assert_eq!(
        taken,
        [
            "disk=1GiB&vs.ram=16GiB",
            "disk=1GiB&vs.ram=16MiB&vs.writes=random:9.6MiB@40MiB/s"
        ]
    );
    assert_eq!(offers[0].to_string(), "vs.ram=16GiB");
}

parameters! {
    /// What another screen may have.
    Fleet;

    Drain: bool {
        field: drain = false,
        key: "drain",
        label: text!("Auto-converge"),
        help: text!("Slow the VM down, step by step, when it writes too fast to converge."),
        group: Display, place: Place::Nowhere, control: Elsewhere("nowhere"),
        effect: Figures("#"),
    }
    Zoom: bool {
        field: zoom = false,
        key: "zoom",
        label: text!("Embedded"),
        help: text!("For a frame in another page: the address is never rewritten."),
        group: Display, place: Place::Nowhere, control: Elsewhere("nowhere"),
        effect: Looks("nothing"),
    }
}

/// Reader and printer know no table.
#[test]
fn any_table_has_a_second_run() {
    static PARAMS: LazyLock<Vec<&'static Param>> = LazyLock::new(|| params::<Fleet>().collect());
    let cluster = ScreenKeys {
        screen: ScreenName::Cluster,
        params: || &PARAMS,
    };
    let mut reader = Reader::new(
        "screen=cluster&drain&vs.drain=off&vs.zoom&vs.link=1Gbps",
        &[LAB, cluster],
    );
    let first: Fleet = reader.read();
    let second = reader.read_second(&first).expect("it is another one");
    assert_eq!((first.drain, second.drain, second.zoom), (true, false, false));
    let told: Vec<String> = reader.finish().iter().map(|notice| notice.key().to_owned()).collect();
    assert_eq!(told, ["vs.link", "vs.zoom"]);
    let mut link = String::new();
    link::add(&mut link, &first);
    link::add_second(&mut link, &first, &second);
    assert_eq!(link, "drain=on&vs.drain=off");
}
