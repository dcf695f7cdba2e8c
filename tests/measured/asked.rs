//! What a text leaves open its reader says: one value, with what is likely.

use crate::screen::{open, seek, shown};
use std::io::Write;
use std::process::{Command, Stdio};

use migrascope::measured::fit::{Assumption, Origin};
use migrascope::measured::{Fit, Missing, Record, compare, explain as explained, read, save};
use migrascope::params::Id;
use migrascope::params::Quantity;
use migrascope::state::{Action, measured};
use migrascope::text::Language;
use migrascope::units::{Bytes, Rate};

const NO_MEMORY: &str = "22508 VM01 brownout time: 75.00 seconds\n20418 Migration of virtual machine VM01 completed successfully\n\
                         Migration status: completed\nthroughput: 900.00 mbps\nremaining ram: 5767168 kbytes\n";
const NO_RATE: &str =
    "Migration status: completed\ntotal time: 8800 ms\ntotal ram: 201338888 kbytes\nduplicate: 50331648 pages\n";

fn record(text: &str) -> Record {
    read(text).records.first().cloned().expect("a migration")
}

fn origin(record: &Record, id: Id) -> Origin {
    let fitted = Fit::whole(record).expect("nothing is missing");
    fitted
        .values
        .iter()
        .find(|value| value.id == id)
        .expect("it is named")
        .origin
}

#[test]
fn what_is_missing_is_asked_for_with_what_is_likely() {
    let without = record(NO_MEMORY);
    let ask = Missing::Memory.asks(&without).expect("it is asked for");
    assert_eq!((ask.id, ask.likely), (Id::Ram, Quantity::Size(Bytes::gib(8.0))));
    let without = record(NO_RATE);
    assert_eq!(Missing::Rate.asks(&without).map(|ask| ask.id), Some(Id::Link));
    assert_eq!(Missing::Moments.asks(&without), None);
}

#[test]
fn what_is_said_is_assumed_and_what_the_text_says_counts() {
    let memory = Quantity::Size(Bytes::gib(16.0));
    let said = Missing::Memory.said(&record(NO_MEMORY), memory).expect("a size");
    assert_eq!(origin(&said, Id::Ram), Origin::Assumed(Assumption::Said));
    assert_eq!(Fit::whole(&said).expect("it is said").scenario.ram, Bytes::gib(16.0));
    let line = Quantity::Rate(Rate::bits_per_s(25e9));
    let quick = Missing::Rate.said(&record(NO_RATE), line).expect("a rate");
    assert_eq!(origin(&quick, Id::Link), Origin::Assumed(Assumption::Said));
    let link = Fit::whole(&quick).expect("it is said").scenario.link;
    assert!(
        (link.as_f64() / Rate::bits_per_s(25e9).as_f64() - 1.0).abs() < 1e-3,
        "{link:?}"
    );
    let fitted = Fit::whole(&quick).expect("it is said");
    let why = explained(&compare(&quick, &fitted), Language::English);
    assert!(
        why.iter().all(|reason| reason.rule != "line"),
        "a line that is assumed shows nothing: {why:?}"
    );
    let told = Missing::Memory.said(&record(NO_RATE), memory).expect("a size");
    let told = Missing::Rate.said(&told, line).expect("a rate");
    assert_eq!(
        Fit::whole(&told).expect("it is there").scenario.ram,
        Bytes::kib(201_338_888.0)
    );
    assert_eq!(Missing::Memory.said(&told, line), None, "a rate is no memory");
}

#[test]
fn what_is_said_is_saved_as_said() {
    for (text, missing, id, value) in [
        (NO_MEMORY, Missing::Memory, Id::Ram, Quantity::Size(Bytes::gib(16.0))),
        (NO_RATE, Missing::Rate, Id::Link, Quantity::Rate(Rate::bits_per_s(25e9))),
    ] {
        let said = missing.said(&record(text), value).expect("it is what is missing");
        let again = record(&save(&said));
        assert_eq!(
            Fit::whole(&again).map(|fitted| fitted.scenario),
            Fit::whole(&said).map(|fitted| fitted.scenario)
        );
        assert_eq!(origin(&again, id), Origin::Assumed(Assumption::Said));
        // A record to which nobody said anything has no word of it.
        assert!(!save(&record(text)).contains("said"));
    }
}

#[test]
fn the_page_goes_on_with_what_is_said_and_undo_takes_it_back() {
    let paste = measured::Action::Take(None, NO_MEMORY.into());
    let lacks = seek(&open("screen=measured").reduce(Action::on_screen(paste)));
    assert_eq!(
        shown(&lacks).found.clone().map(|found| found.err()),
        Some(Some(Missing::Memory))
    );
    let say = |value| lacks.reduce(Action::on_screen(measured::Action::Say(value)));
    let said = seek(&say(Quantity::Size(Bytes::gib(8.0))));
    assert!(shown(&said).comparison().is_some());
    assert!(shown(&said).lab_link().expect("an experiment").contains("ram=8GiB"));
    let back = seek(&said.reduce(Action::Undo));
    assert_eq!(
        shown(&back).found.clone().map(|found| found.err()),
        Some(Some(Missing::Memory))
    );
    assert_eq!(&*shown(&back).given.text, NO_MEMORY);
    let nonsense = say(Quantity::Rate(Rate::bits_per_s(1e9)));
    assert!(
        shown(&nonsense).found.is_some(),
        "a rate is no memory, and changes nothing"
    );
}

fn explain(text: &str, more: &[&str]) -> (String, String) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_migrascope"))
        .args(["explain", "-"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // One that complains of its options reads nothing.
    let _ = run.stdin.take().expect("it is piped").write_all(text.as_bytes());
    let output = run.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_command_line_names_the_option_and_takes_it() {
    let (told, _) = explain(NO_MEMORY, &[]);
    assert!(told.starts_with(Missing::Memory.text(Language::English)), "{told}");
    assert!(told.contains("Say it with --ram, such as --ram 8GiB."), "{told}");
    let (told, _) = explain(NO_MEMORY, &["--ram", "8GiB"]);
    assert!(told.contains("#ram=8GiB") && told.contains("as you say"), "{told}");
    let (told, _) = explain(NO_RATE, &["--link", "25Gbps"]);
    assert!(told.contains("as you say"), "{told}");
    let (told, problem) = explain(NO_MEMORY, &["--ram", "blue"]);
    assert!(told.is_empty() && problem.contains("blue"), "{problem}");
}
