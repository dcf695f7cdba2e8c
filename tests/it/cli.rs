//! The command line as a user runs it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub(super) fn migrascope(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_migrascope"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(input)
        .expect("the child reads");
    child.wait_with_output().expect("the child ends")
}

pub(super) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub(super) fn objects(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("one JSON object a line"))
        .collect()
}

#[test]
fn run_prints_one_object_per_link() {
    let output = migrascope(&["run", "#", "#ram=8GiB&lanes=live"], b"");
    assert_eq!(output.status.code(), Some(0));
    let reports = objects(&output);
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[0]["link"], "#");
    assert_eq!(reports[0]["lanes"].as_array().map(Vec::len), Some(3));
    assert_eq!(reports[1]["link"], "#ram=8GiB&lanes=live");
    let live = &reports[1]["lanes"][0];
    assert_eq!(live["lane"], "live");
    assert_eq!(live["status"], "completed");
    for figure in ["total_time_s", "downtime_s", "outage_s", "bytes_sent", "syncs"] {
        assert!(
            live[figure].as_f64().is_some_and(|value| value > 0.0),
            "{figure}: {live}"
        );
    }
    for figure in ["page_faults", "fault_blocked_s", "throttle_max_pct", "disk_bytes"] {
        assert_eq!(live[figure].as_f64(), Some(0.0), "{figure}");
    }
    let parts = ["memory_bytes", "disk_bytes", "state_bytes"].map(|part| live[part].as_f64().unwrap_or(f64::NAN));
    assert_eq!(Some(parts.iter().sum()), live["bytes_sent"].as_f64());
}

#[test]
fn links_come_from_standard_input_too() {
    let output = migrascope(&["run", "-"], b"#link=10Gbps\n\nlink=100Mbps&nonsense\n\xff\xfe\n");
    assert_eq!(output.status.code(), Some(1), "a notice is something to look at");
    let reports = objects(&output);
    assert_eq!(reports.len(), 3);
    assert_eq!(reports[0]["notices"].as_array().map(Vec::len), Some(0));
    assert_eq!(reports[1]["link"], "#link=100Mbps");
    assert_eq!(reports[1]["notices"].as_array().map(Vec::len), Some(1));
}

#[test]
fn observation_ends_where_it_is_told_to() {
    let link = "#writes=random:2GiB@10GiB/s&lanes=live";
    let output = migrascope(&["run", link, "--until", "90s"], b"");
    let live = &objects(&output)[0]["lanes"][0];
    assert_eq!(live["status"], "running");
    assert_eq!(live["total_time_s"].as_f64(), Some(90.0));
    assert_eq!(live["downtime_s"].as_f64(), Some(0.0));
}

#[test]
fn csv_and_table_have_a_line_per_lane() {
    let csv = stdout(&migrascope(&["run", "#", "#ram=1GiB", "--format", "csv"], b""));
    assert_eq!(csv.lines().count(), 7, "{csv}");
    assert!(csv.starts_with("link,lane,status,total_time_s,downtime_s,"), "{csv}");
    let table = stdout(&migrascope(&["run", "#", "--format", "table"], b""));
    assert!(table.contains("suspended") && table.contains("downtime"), "{table}");
}

#[test]
fn a_mistake_on_the_command_line_names_itself() {
    for wrong in [
        &["run"][..],
        &["run", "#", "--until", "soon"],
        &["check", "no such file"],
        &["sing"],
        &[],
    ] {
        let output = migrascope(wrong, b"");
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(!output.stderr.is_empty(), "{wrong:?}");
    }
    assert_eq!(migrascope(&["--version"], b"").status.code(), Some(0));
}

#[test]
fn check_reports_a_broken_line_and_goes_on() {
    let mut runs: Vec<&str> = include_str!("../data/qemu-7.2.jsonl").lines().take(3).collect();
    runs.insert(1, "{\"id\": 4, \"kind\": ");
    let output = migrascope(&["check", "-"], runs.join("\n").as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("line 2"), "{errors}");
    let table = stdout(&output);
    assert!(table.contains("3 runs compared, 1 lines could not be read"), "{table}");
}
