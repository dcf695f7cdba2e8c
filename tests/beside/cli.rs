//! `migrascope run LINK` with a second run.

use std::process::{Command, Output};

use migrascope::params::{Choice, Lane};
use migrascope::state::State;
use migrascope::state::lab::{self, Lab};
use migrascope::text::Language;
use serde_json::Value;

const LINK: &str = "#ram=8GiB&vs.link=10Gbps";

fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_migrascope");
    Command::new(program)
        .arg("run")
        .args(arguments)
        .output()
        .expect("it runs")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn object(link: &str) -> Value {
    serde_json::from_str(&text(&run(&[link]))).expect("JSON")
}

#[test]
fn json_has_both_runs_and_the_difference() {
    let both = object(LINK);
    let [first, second] = ["#ram=8GiB", "#ram=8GiB&link=10Gbps"].map(object);
    assert_eq!(both["link"], LINK);
    assert_eq!(both["lanes"], first["lanes"]);
    assert_eq!(both["second"]["lanes"], second["lanes"]);
    let changes = serde_json::json!({ "link": { "first": "1Gbps", "second": "10Gbps" } });
    assert_eq!(both["second"]["changes"], changes);
    for (place, lane) in Lane::ALL.iter().enumerate() {
        let difference = &both["second"]["difference"][place];
        assert_eq!(difference["lane"], lane.token());
        for figure in ["total_time_s", "downtime_s", "outage_s", "bytes_sent", "syncs"] {
            let [before, after] = [&first, &second].map(|run| run["lanes"][place][figure].as_f64().expect("a number"));
            let said = difference[figure].as_f64().expect("a number");
            // The reader may be off by the last bit of each.
            assert!(
                (said - (after - before)).abs() <= 1e-15 * (before + after),
                "{figure}: {said}"
            );
        }
        assert_eq!(difference.get("status"), None);
    }
    assert_eq!(first.get("second"), None);
}

#[test]
fn csv_has_a_line_a_run_and_one_for_the_difference() {
    let text = text(&run(&[LINK, "#", "--format", "csv"]));
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let [head, rest @ ..] = lines.as_slice() else {
        panic!("a head")
    };
    assert_eq!(head.last(), Some(&"run"));
    assert!(lines.iter().all(|line| line.len() == head.len()));
    let runs: Vec<&str> = rest.iter().filter_map(|line| line.last().copied()).collect();
    let both = ["first"; 3].into_iter().chain(["second"; 3]).chain(["difference"; 3]);
    assert_eq!(runs, both.chain(["first"; 3]).collect::<Vec<_>>());
    let total = head.iter().position(|name| *name == "total_time_s").expect("a column");
    let figure = |line: usize| rest[line][total].parse::<f64>().expect("a number");
    for lane in 0..3 {
        assert_eq!(figure(lane + 6), figure(lane + 3) - figure(lane));
    }
}

#[test]
fn the_table_tells_what_is_changed_and_what_it_does() {
    let text = text(&run(&[LINK, "--format", "table"]));
    assert!(text.contains("link: 1Gbps -> 10Gbps"), "{text}");
    for run in ["first", "second", "difference"] {
        assert_eq!(
            text.lines().filter(|line| line.trim_start().starts_with(run)).count(),
            3,
            "{text}"
        );
    }
}

#[test]
fn the_page_gives_the_same_files() {
    for link in [
        "ram=8GiB&vs.link=10Gbps",
        "lanes=live,cold&vs.at=linkdown@90000s%2B2s,burst@1s%2B2s:200MiB/s",
    ] {
        let page = State::open(link, Language::English, &[lab::SCREEN]);
        let lab = page.screen::<Lab>().expect("the Lab is shown");
        let link = format!("#{link}");
        assert_eq!(lab.results_csv(&page), text(&run(&[&link, "--format", "csv"])));
        assert!(
            lab.trace_csv(&page) == text(&run(&[&link, "--trace", "--format", "csv"])),
            "{link}"
        );
        let ours: Value = serde_json::from_str(&lab.results_json(&page)).expect("JSON");
        let theirs = object(&link);
        assert_eq!(ours["notices"], theirs["notices"]);
        assert_eq!(ours["second"]["changes"], theirs["second"]["changes"]);
        assert_eq!(ours["second"]["difference"], theirs["second"]["difference"]);
    }
}

#[test]
fn commands_for_one_run_say_that_they_take_the_first() {
    let program = env!("CARGO_BIN_EXE_migrascope");
    let sweep = |vary: &str| {
        let arguments = ["sweep", LINK, "--vary", vary];
        Command::new(program).args(arguments).output().expect("it runs")
    };
    let said = |output: &Output| String::from_utf8(output.stderr.clone()).expect("UTF-8");
    assert!(said(&sweep("rtt=1ms,2ms")).contains("the keys of the second run are left out"));
    let refused = sweep("vs.rtt=1ms,2ms");
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("a key of a second run"), "{}", said(&refused));
}
