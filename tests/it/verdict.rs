//! One verdict: JSON, CSV, table, sentence, map and exit code say the same word.

use std::collections::BTreeMap;
use std::process::Output;

use migrascope::explore::map::Fate;
use migrascope::link::{self, print_scenario};
use migrascope::migration::{Observation, Status, Verdict};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use migrascope::text::Language;
use migrascope::trace::{LaneTrace, simulate_lane};
use migrascope::view::export::Word;
use migrascope::view::results;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::cli::{migrascope, objects, stdout};
use crate::events_laws::eventful;
use crate::laws_cases::any_precopy;

const DRAWN: usize = 2000;

/// Half of them are such as people have, and half are anything.
fn links() -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let (any, precopy) = (eventful(), any_precopy());
    let drawn = (0..DRAWN).map(|index| {
        if index % 40 == 7 {
            // Where a ramp's first limit is hardly reached.
            let rate = 115.5 + 0.3 * index as f64 / DRAWN as f64;
            let ramp = "downtime=500ms&ramp=10x20min";
            return format!("#ram=16GiB&writes=random:100MiB@{rate}MiB/s&{ramp}&lanes=live");
        }
        let scenario = if index % 2 == 0 {
            any.new_tree(&mut runner).expect("every draw is a case").current()
        } else {
            Scenario::new(precopy.new_tree(&mut runner).expect("every draw is a case").current()).0
        };
        format!("#{}&lanes=live", print_scenario(&scenario))
    });
    drawn.collect()
}

/// The word of a sentence.
fn told(lane: &LaneTrace) -> &'static str {
    let status = results::results(Language::English, lane).status;
    let signs = [
        ("hovers", "hovers"),
        ("never", "never"),
        ("the VM is lost", "lost"),
        ("ailed", "failed"),
        ("iven up", "stopped"),
        ("still suspended", "stopped"),
        ("Still suspended", "stopped"),
        ("Not finished", "not_decided"),
    ];
    signs
        .into_iter()
        .find(|(sign, _)| status.contains(sign))
        .map_or("", |(_, word)| word)
}

/// The word of a place of the map.
fn drawn(fate: Fate) -> &'static str {
    match fate {
        Fate::Moved(_) | Fate::PostCopied(_) => "ends",
        Fate::Hovers(_) => "hovers",
        Fate::Never => "never",
        Fate::Hurried(_) | Fate::Cancelled => "stopped",
        Fate::Failed => "failed",
        Fate::Lost => "lost",
        Fate::NotDecided => "not_decided",
    }
}

#[test]
fn everything_says_the_same_word() {
    let links = links();
    // As many at a time as fit into a pipe.
    let run = |format| -> Vec<Output> {
        let parts = links.chunks(50).map(|part| part.join("\n"));
        parts
            .map(|input| migrascope(&["run", "-", "--format", format], input.as_bytes()))
            .collect()
    };
    let json: Vec<String> = run("json")
        .iter()
        .flat_map(objects)
        .map(|report| report["lanes"][0]["verdict"].as_str().expect("a word").to_owned())
        .collect();
    let csv: Vec<String> = run("csv").iter().flat_map(|output| column(&stdout(output))).collect();
    let tables: String = run("table").iter().map(stdout).collect();
    let table: Vec<String> = tables
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("live "))
        .map(|line| line.split_whitespace().next().expect("a word").to_owned())
        .collect();
    assert_eq!((json.len(), csv.len(), table.len()), (DRAWN, DRAWN, DRAWN));
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, link) in links.iter().enumerate() {
        let scenario = link::parse(link).0.scenario;
        let trace = simulate_lane(&scenario, Lane::Live, Observation::Auto);
        let verdict = trace.metrics.verdict();
        let word = verdict.word();
        assert_eq!([&json[index], &csv[index], &table[index]], [word; 3], "{link}");
        let sentence = told(&trace);
        let silent = sentence.is_empty() && trace.metrics.status == Status::Completed;
        assert!(
            sentence == word || silent && matches!(verdict, Verdict::Ends | Verdict::Stopped(_)),
            "{link}: {word}, but told as {sentence:?}"
        );
        let place = drawn(Fate::of_scenario(&scenario));
        // A place of the map follows fewer rounds.
        assert!(
            place == word || place == "not_decided",
            "{link}: {word}, but on the map {place}"
        );
        *words.entry(word).or_default() += 1;
    }
    println!("{words:?}");
    for word in ["ends", "hovers", "never", "stopped", "failed", "lost"] {
        assert!(
            words.get(word).is_some_and(|&count| count >= 10),
            "too few of {word}: {words:?}"
        );
    }
}

/// The column `verdict` of a table.
fn column(csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let place = head.iter().position(|name| name == "verdict").expect("a verdict");
    reader
        .records()
        .map(|record| record.expect("a line")[place].to_owned())
        .collect()
}

/// 1 if a lane is lost, failed or never ends; 0 if it was stopped as asked, or chance decides.
#[test]
fn the_exit_code_says_whether_there_is_something_to_look_at() {
    for (link, code) in [
        ("#", 0),
        ("#lanes=live&writes=random:1GiB@150MiB/s", 1),
        ("#lanes=live&writes=random:1GiB@150MiB/s&timeout=11min:abort", 0),
        ("#lanes=live&writes=random:1GiB@150MiB/s&at=cancel@15min", 0),
        ("#lanes=live&writes=random:1GiB@150MiB/s&at=force@15min", 0),
        ("#lanes=live&at=hold@1s", 0),
        ("#lanes=live&at=dstcrash@10s", 1),
        ("#lanes=live&at=srccrash@10s", 1),
        ("#lanes=live&at=dstcrash@30s", 1),
        (
            "#lanes=live&ram=16GiB&writes=random:100MiB@115.65MiB/s&downtime=500ms",
            0,
        ),
        ("#lanes=live&until=10s", 1),
    ] {
        for format in ["json", "csv", "table"] {
            let output = migrascope(&["run", link, "--format", format], b"");
            assert_eq!(output.status.code(), Some(code), "{link} as {format}");
        }
    }
}

/// A sweep has the words and the whiskers.
#[test]
fn a_sweep_tells_the_spread() {
    let arguments = [
        "sweep",
        "#lanes=live&compress=zstd",
        "--vary",
        "writes=random:512MiB@300MiB/s",
    ];
    let csv = stdout(&migrascope(&arguments, b""));
    let head = csv.lines().next().unwrap_or_default();
    for name in [
        "verdict",
        "ended_share",
        "total_time_p10_s",
        "total_time_p90_s",
        "downtime_p10_s",
        "sent_p90_bytes",
    ] {
        assert!(head.split(',').any(|column| column == name), "{name} in {head}");
    }
}
