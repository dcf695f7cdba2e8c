//! What is understood of every format.

use crate::example;
use migrascope::measured::{FORMATS, Record, Status, read, save};

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
