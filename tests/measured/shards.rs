//! Sweeps that several workers share.

use std::process::{Command, Stdio};

fn sweep(more: &[&str]) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_migrascope"))
        .args(["sweep", "#lanes=live", "--vary", "link=10Mbps..10Gbps:log:23"])
        .args(["--vary", "writes.rate=1MiB/s..1GiB/s:log:31"])
        .args(more)
        .stderr(Stdio::null())
        .output()
        .expect("it runs");
    run.stdout
}

#[test]
fn the_parts_one_after_the_other_are_the_sweep() {
    for format in ["csv", "json"] {
        let whole = sweep(&["--format", format]);
        assert!(whole.len() > 10_000);
        // Two workers at once.
        let parts: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let work = |shard| scope.spawn(move || sweep(&["--format", format, "--shard", shard]));
            let workers = ["1/2", "2/2"].map(work);
            workers.map(|worker| worker.join().expect("it worked")).into()
        });
        assert_eq!(parts.concat(), whole, "{format}");
        let many: Vec<u8> = (1..=9)
            .flat_map(|part| sweep(&["--format", format, "--shard", &format!("{part}/9")]))
            .collect();
        assert_eq!(many, whole, "{format}");
    }
}

#[test]
fn arrow_has_the_numbers_of_the_csv() {
    use arrow_array::Array as _;
    let csv = String::from_utf8(sweep(&["--format", "csv"])).expect("text");
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let arrow = sweep(&["--format", "arrow"]);
    let reader = arrow_ipc::reader::StreamReader::try_new(arrow.as_slice(), None).expect("a stream");
    let names: Vec<String> = reader
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    assert_eq!(names, head);
    let batches: Vec<arrow_array::RecordBatch> = reader.collect::<Result<_, _>>().expect("batches");
    assert_eq!(
        batches.iter().map(arrow_array::RecordBatch::num_rows).sum::<usize>(),
        rows.len()
    );
    let total = head.iter().position(|name| *name == "total_time_s").expect("a column");
    let verdict = head.iter().position(|name| *name == "verdict").expect("a column");
    let mut row = 0;
    for batch in &batches {
        let times = batch
            .column(total)
            .as_any()
            .downcast_ref::<arrow_array::Float64Array>()
            .expect("numbers");
        let words = batch
            .column(verdict)
            .as_any()
            .downcast_ref::<arrow_array::StringArray>()
            .expect("words");
        for index in 0..batch.num_rows() {
            assert_eq!(Ok(times.value(index)), rows[row][total].parse());
            assert_eq!(words.value(index), rows[row][verdict]);
            row += 1;
        }
    }
}

#[test]
fn a_part_that_is_none_is_wrong_usage() {
    for shard in ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"] {
        let run = Command::new(env!("CARGO_BIN_EXE_migrascope"))
            .args(["sweep", "#", "--vary", "ram=1GiB,2GiB", &format!("--shard={shard}")])
            .output()
            .expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{shard}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("is no part"), "{shard}");
    }
}
