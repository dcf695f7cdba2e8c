//! What the page gives to take along is what the command line prints.

use std::fmt::Debug;
use std::rc::Rc;

use migrascope::link::presets::PRESETS;
use migrascope::migration::{Bound, Cause, DownCause, Host, PhaseKind, Power, Primary, RoundRange, Status, Why};
use migrascope::params::Reason;
use migrascope::state::State;
use migrascope::state::lab::{self, Lab};
use migrascope::view::export::Word;
use serde_json::Value;

use super::cli::{migrascope, objects, stdout};
use migrascope::text::Language;

/// Presets, the default, and what fields have to be quoted for.
fn links() -> impl Iterator<Item = &'static str> {
    let own = [
        "",
        "lanes=live",
        "lanes=live,cold&writes=none",
        "suspend=file&at=linkdown@8s%2B2s,cancel@9s",
        "writes=random:1MiB@1MiB/s,random:2MiB@1MiB/s,random:3MiB@1MiB/s",
    ];
    PRESETS.iter().map(|preset| preset.link).chain(own)
}

/// The page of a link, and the Lab in it.
fn open(link: &str) -> (State, Rc<Lab>) {
    let page = State::open(link, Language::English, &[lab::SCREEN]);
    let lab = page.screen().expect("the Lab is shown");
    (page, lab)
}

fn printed(link: &str, more: &[&str]) -> String {
    let link = format!("#{link}");
    let mut arguments = vec!["run", &link];
    arguments.extend(more);
    stdout(&migrascope(&arguments, b""))
}

#[test]
fn csv_is_that_of_the_command_line() {
    for link in links() {
        let (page, state) = open(link);
        assert_eq!(state.results_csv(&page), printed(link, &["--format", "csv"]), "{link}");
        let trace = printed(link, &["--trace", "--format", "csv"]);
        // Not with assert_eq: a difference would print megabytes.
        assert!(state.trace_csv(&page) == trace, "the traces of {link} differ");
    }
}

/// Numbers may be written in another way, or be off by the last bit of the reader.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| {
            let size = a.abs().max(b.abs());
            (a - b).abs() <= 1e-15 * size
        }),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

#[test]
fn json_is_that_of_the_command_line() {
    // An event without effect is a notice, and notices quote.
    for link in links().chain(["at=linkdown@90000s%2B2s"]) {
        let (page, state) = open(link);
        let text = state.results_json(&page);
        let ours: Value = serde_json::from_str(&text).expect("JSON");
        let theirs = objects(&migrascope(&["run", &format!("#{link}")], b"")).remove(0);
        assert!(same(&ours, &theirs), "{ours}\n{theirs}");
        assert!(text.ends_with("}\n") && text.lines().count() == 1);
    }
}

/// Scripts read them, so they are written out and do not change by renaming.
#[test]
fn words_are_the_names_of_the_variants() {
    fn check<T: Word + Debug + Copy>(all: &[T]) {
        for &each in all {
            let name = format!("{each:?}");
            let mut words = String::new();
            for letter in name.chars().take_while(|letter| letter.is_alphabetic()) {
                if letter.is_uppercase() && !words.is_empty() {
                    words.push('_');
                }
                words.extend(letter.to_lowercase());
            }
            assert_eq!(each.word(), words);
        }
    }
    check(&[Status::Completed, Status::Failed, Status::Cancelled, Status::Running]);
    check(&[Bound::Line, Bound::Cap, Bound::Processor]);
    check(&[Host::Source, Host::Destination]);
    check(&[
        Power::Running,
        Power::Paused,
        Power::ShuttingDown,
        Power::Off,
        Power::Booting,
    ]);
    check(&[
        Why::Finished,
        Why::Cancelled,
        Why::GaveUp,
        Why::TimedOut,
        Why::LinkBroken,
    ]);
    check(&[Why::SourceCrash, Why::DestinationCrash, Why::ObservationEnded]);
    check(&[
        Primary::Source,
        Primary::Destination,
        Primary::File,
        Primary::Split,
        Primary::Nowhere,
    ]);
    check(&Cause::ALL);
    check(&DownCause::ALL);
    use PhaseKind::*;
    check(&[
        Shutdown,
        Configuration,
        Disk,
        Definition,
        Boot,
        Transfer,
        Save,
        Restore,
        Mirror,
        Setup,
        FirstPass,
    ]);
    check(&[
        Round(2),
        Rounds(RoundRange { first: 3, last: 9 }),
        StopAndCopy,
        DeviceState,
        Resume,
        PostCopy,
        Held(Reason::Bandwidth),
        Stalled,
    ]);
}
