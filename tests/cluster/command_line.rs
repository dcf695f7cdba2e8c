//! `migrascope cluster` as a user runs it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const DRAIN: &str = "#screen=cluster&hosts=3x16:64GiB:10Gbps&vms=6xweb@h1&do=drain:h1@10s";

fn cluster(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_migrascope"))
        .arg("cluster")
        .args(arguments)
        .output()
        .expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// The lines of a CSV as records by the names of its columns.
fn records(csv: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names = reader.headers().expect("a head").clone();
    let named = |line: csv::StringRecord| {
        names
            .iter()
            .map(str::to_owned)
            .zip(line.iter().map(str::to_owned))
            .collect()
    };
    reader
        .records()
        .map(|line| named(line.expect("as many cells")))
        .collect()
}

fn cell<'a>(line: &'a [(String, String)], name: &str) -> &'a str {
    let found = line.iter().find(|(column, _)| column == name);
    &found.unwrap_or_else(|| panic!("{name} is no column of {line:?}")).1
}

#[test]
fn each_table_has_its_lines() {
    for (of, column, least) in [
        ("figures", "moved_live", 1),
        ("drains", "took_s", 1),
        ("migrations", "bound_by", 6),
        ("links", "migrations_bound_s", 6),
        ("hosts", "booked_bytes", 12),
        ("log", "said", 12),
    ] {
        let (status, csv, errors) = cluster(&[DRAIN, "--format", "csv", "--of", of]);
        assert_eq!((status, errors.as_str()), (Some(0), ""));
        let lines = records(&csv);
        assert!(lines.len() >= least, "{of}: {} lines", lines.len());
        for line in &lines {
            assert!(!cell(line, column).is_empty() || of == "migrations", "{of}: {line:?}");
            assert_eq!((cell(line, "link"), cell(line, "run")), (DRAIN, "first"));
        }
    }
}

#[test]
fn what_moved_is_told_by_its_kind() {
    let link = format!("{DRAIN}&vms=3xweb@h1,2xdb@h1,1xidle@h1&by=live,db:cold,idle:suspended");
    let (_, csv, _) = cluster(&[&link, "--format", "csv", "--of", "figures"]);
    let lines = records(&csv);
    let told = ["moved", "moved_live", "moved_suspended", "moved_cold"].map(|name| cell(&lines[0], name));
    assert_eq!(told, ["6", "3", "1", "2"]);
}

#[test]
fn a_sweep_over_keys_of_clusters_is_its_single_runs() {
    let (_, csv, errors) = cluster(&[DRAIN, "--vary", "slots=out:1;out:6", "--vary", "place=spread,ffd"]);
    assert_eq!(errors, "");
    let lines = records(&csv);
    assert_eq!(lines.len(), 4);
    for line in &lines {
        let (slots, place) = (cell(line, "vary_slots"), cell(line, "vary_place"));
        let single = format!("{DRAIN}&slots={slots}&place={place}");
        let (_, csv, _) = cluster(&[&single, "--format", "csv", "--of", "figures"]);
        let single = records(&csv);
        for name in ["drain_s", "bytes_sent", "most_at_once", "imbalance_after"] {
            assert_eq!(cell(line, name), cell(&single[0], name), "{name} of {slots}, {place}");
        }
    }
    let (status, _, errors) = cluster(&[DRAIN, "--vary", "slots"]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("--vary slots: write it as KEY=A,B,C"), "{errors}");
}

/// A folder of traces that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, files: &[(&str, &[u8])]) -> Self {
        let path = std::env::temp_dir().join(format!("migrascope-traces-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        for (file, bytes) in files {
            fs::write(path.join(file), bytes).expect("a file");
        }
        Self(path)
    }

    fn run(&self, link: &str) -> (Option<i32>, String, String) {
        let folder = self.0.to_str().expect("UTF-8");
        cluster(&[link, "--traces", folder, "--format", "csv", "--of", "figures"])
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

#[test]
fn traces_say_what_each_vm_wants() {
    let link = "#screen=cluster&hosts=1x4:64GiB:10Gbps&vms=2xweb@h1&until=15min";
    let folder = Folder::with("good", &[("a", b"100\n100\r\n100\n"), ("b", b"100\n0\n50\n\n")]);
    // Two cores each, and all are there: nobody goes without; on a host with two, both get half for five minutes, and two thirds.
    let starved = |link: &str| {
        let (_, csv, errors) = folder.run(link);
        assert_eq!(errors, "");
        cell(&records(&csv)[0], "starved_vm_s")
            .parse::<f64>()
            .expect("a number")
    };
    assert_eq!(starved(link), 0.0);
    let narrow = starved(&link.replace("1x4:", "1x2:"));
    assert!((narrow - (2.0 * 150.0 + 2.0 * 100.0)).abs() < 1e-6, "{narrow}");
}

#[test]
fn a_folder_of_something_else_is_named_with_what_is_allowed() {
    let large = vec![b'1'; (4 << 20) + 1];
    let photo = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46];
    let hostile: [(&str, &[u8], &str); 8] = [
        ("photo", &photo, "is no text (allowed: a percentage a line)"),
        ("empty", b"", "is empty (allowed: a percentage a line)"),
        ("blank", b"\n\n  \n", "is empty (allowed: a percentage a line)"),
        ("huge", b"12\n1e9\n", "line 2 is no percentage (allowed: 0 to 100)"),
        ("negative", b"-1\n", "line 1 is no percentage (allowed: 0 to 100)"),
        ("nan", b"5\n6\nNaN\n", "line 3 is no percentage (allowed: 0 to 100)"),
        ("words", b"cpu\n5\n", "line 1 is no percentage (allowed: 0 to 100)"),
        ("large", &large, "too large for a trace (allowed: up to 4 MiB)"),
    ];
    for (name, bytes, told) in hostile {
        let folder = Folder::with(name, &[("a", b"50\n"), (name, bytes)]);
        let (status, out, errors) = folder.run(DRAIN);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{name}");
        let file = folder.0.join(name);
        assert!(
            errors.contains(&file.display().to_string()) && errors.contains(told),
            "{name}: {errors}"
        );
    }
    let nothing = Folder::with("none", &[]);
    let (status, _, errors) = nothing.run(DRAIN);
    assert_eq!(status, Some(2));
    assert!(errors.contains("there is no file in it"), "{errors}");
    let (status, _, errors) = cluster(&[DRAIN, "--traces", "/there/is/no/such/folder"]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("/there/is/no/such/folder"), "{errors}");
}

#[test]
fn what_cannot_be_is_told_and_the_rest_is_run() {
    let hostile = "#screen=cluster&hosts=0x16:64GiB:10Gbps&vms=1000000000xweb&racks=99&slots=out:0&do=drain:h99@1s,move:web9999999:h1@1s,drain:h1@1s,drain:h2@1s,drain:h3@1s,drain:h4@1s&policy=thresholds&every=1s&until=1e9h";
    let (status, csv, errors) = cluster(&[hostile, "--format", "csv", "--of", "figures"]);
    assert_eq!(status, Some(1));
    for told in [
        "hosts: ",
        "vms: ",
        "racks: ",
        "slots: ",
        "no host h99",
        "no VM web9999999",
        "until: ",
    ] {
        assert!(errors.contains(told), "{told}: {errors}");
    }
    let lines = records(&csv);
    assert_eq!(
        cell(&lines[0], "moved"),
        "0",
        "all hosts are drained, and nothing has a place to go"
    );
    assert_ne!(cell(&lines[0], "left_behind"), "0");
}
