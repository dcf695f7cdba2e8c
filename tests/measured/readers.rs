//! What is understood of every format.

use crate::example;
use migrascope::measured::{FORMATS, Forecast, Record, Status, forecast, read, save};

/// The only migration of a text.
fn record(text: &str) -> Record {
    let mut records = read(text).records;
    assert_eq!(records.len(), 1, "{text}");
    records.remove(0)
}

#[test]
fn every_format_reads_its_own_example() {
    for format in FORMATS {
        let reading = read(&example(*format));
        assert_eq!(reading.records.len(), 1, "{}", format.name());
        assert!(
            reading.records[0].formats.contains(&format.name()),
            "{} is read as {:?}",
            format.name(),
            reading.records[0].formats
        );
    }
}

#[test]
fn a_sample_of_pages_is_an_early_estimate_and_no_moment() {
    let state = r#"{"watched_s": 1.2, "return": {"status": "active", "total-time": 1002, "ram": {"total": 4312072192, "transferred": 118203410, "remaining": 4190113792, "dirty-sync-count": 1, "duplicate": 402}}}"#;
    let sample = r#"{"watched_s": 2.3, "return": {"status": "measured", "sample-pages": 512, "dirty-rate": 40, "start-time": 11, "calc-time": 1, "mode": "page-sampling"}}"#;
    let without = record(state);
    let with = record(&format!("{state}\n{sample}\n"));
    assert_eq!(with.snapshots.len(), without.snapshots.len());
    let early = |record: &Record| match forecast(record) {
        Forecast::TooEarly { early, .. } => early.map(|early| *early),
        other => panic!("the first pass goes on: {other:?}"),
    };
    assert_eq!(early(&without), None);
    let Some(Forecast::Ends { fitted, .. }) = early(&with) else {
        panic!("it writes less than is sent")
    };
    // A second in which 40 MiB of different pages were written: at least as much.
    let rate = fitted.scenario.writes.first().map_or(0.0, |class| class.rate.as_f64());
    assert!((40.0..90.0).contains(&(rate / 1_048_576.0)), "{rate}");
}

#[test]
fn a_log_is_read_as_moments_of_one_clock() {
    let record = record(include_str!("../../crates/measured/specimens/proxmox-task-ok.txt"));
    let times: Vec<f64> = record
        .snapshots
        .iter()
        .filter_map(|moment| moment.at.map(|at| at.as_s()))
        .collect();
    assert_eq!(times, [1.0, 4.0, 8.0, 9.0]);
    assert_eq!(record.status(), Some(Status::Completed));
}

/// All that a record tells, without where it stood.
fn told(record: &Record) -> String {
    let figures = |figures: &migrascope::measured::record::Figures| {
        let mut all: Vec<String> = figures
            .all()
            .iter()
            .map(|figure| format!("{:?}={:?}", figure.field, figure.value))
            .collect();
        all.sort();
        all.join(" ")
    };
    let moments = record.snapshots.iter();
    let moments = moments.map(|moment| format!("{:?} {:?} {}", moment.at, moment.status, figures(&moment.figures)));
    let moments: Vec<String> = moments.collect();
    format!(
        "{:?} {:?} {}\n{}",
        record.tool,
        record.ramp,
        figures(&record.settings),
        moments.join("\n")
    )
}

#[test]
fn a_saved_record_is_read_as_the_same() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/measured/specimens");
    let mut saved_records = 0;
    for entry in std::fs::read_dir(folder).expect("specimens") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        if path.extension().is_some_and(|ending| ending == "md") {
            continue;
        }
        let before = read(&text).records;
        let text: String = before.iter().map(save).collect();
        let after = read(&text).records;
        let [before, after] = [before, after].map(|records| records.iter().map(told).collect::<Vec<_>>());
        assert_eq!(before, after, "{}: {text}", path.display());
        saved_records += before.len();
    }
    assert!(saved_records >= 23, "{saved_records}");
}
