//! What is understood of every format.

use migrascope::measured::{FORMATS, Record, Status, read};

/// The only migration of a text.
fn record(text: &str) -> Record {
    let mut records = read(text).records;
    assert_eq!(records.len(), 1, "{text}");
    records.remove(0)
}

#[test]
fn every_format_reads_its_own_example() {
    for format in FORMATS {
        let reading = read(format.example());
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
