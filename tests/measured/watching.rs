//! `watch` beside commands that behave, and commands that do not.
#![cfg(unix)]

use std::process::{Command, Output};
use std::time::{Duration, Instant};
use std::{env, fs};

/// Runs `watch` on a shell script that gets the number of the question in `$n`.
fn watch(name: &str, script: &str) -> (String, Output) {
    let folder = env::temp_dir().join(format!("migrascope-watch-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let (count, record) = (folder.join("count"), folder.join("record.jsonl"));
    let counted = format!(
        "n=$(cat {0} 2>/dev/null || echo 0); n=$((n + 1)); echo $n > {0}; {script}",
        count.display()
    );
    let output = Command::new(env!("CARGO_BIN_EXE_migrascope"))
        .args(["watch", "--every", "10ms", "--record"])
        .arg(&record)
        .args(["--", "sh", "-c", &counted])
        .output()
        .expect("it runs");
    let recorded = fs::read_to_string(&record).unwrap_or_default();
    fs::remove_dir_all(&folder).expect("it is ours");
    (recorded, output)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A line of `watch.jsonl`, as a monitor would print it.
const STATES: &str = r#"
one='{"return": {"status": "active", "total-time": 1002, "ram": {"total": 4312072192, "transferred": 118203410, "remaining": 4190113792, "dirty-sync-count": 1, "duplicate": 402}}}'
two='{"return": {"status": "active", "total-time": 23009, "ram": {"total": 4312072192, "transferred": 2710041133, "remaining": 389021696, "dirty-sync-count": 2, "duplicate": 395870}}}'
end='{"return": {"status": "completed", "total-time": 28110, "downtime": 262, "ram": {"total": 4312072192, "transferred": 3311204512, "remaining": 0, "dirty-sync-count": 6, "duplicate": 396004}}}'
"#;

#[test]
fn a_migration_is_told_line_by_line_and_recorded() {
    let script = format!("{STATES} case $n in 1) echo \"$one\";; 2) echo \"$two\";; *) echo \"$end\";; esac");
    let (record, output) = watch("ends", &script);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    for words in [
        "limit 300 ms",
        "pass 1 ends",
        "ends 0:",
        "completed, 3.1 GiB sent, stopped for 0.26 s",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let reading = migrascope::measured::read(&record);
    assert_eq!((reading.records.len(), reading.notices.len()), (1, 0), "{record}");
    assert_eq!(reading.records[0].snapshots.len(), 3);
}

#[test]
fn of_thousands_of_passes_few_are_told() {
    let pass = r#"one='{"return": {"status": "active", "total-time": '$((n * 1000))', "ram": {"total": 4312072192, "transferred": '$((n * 118000000))', "remaining": 90000000, "dirty-sync-count": '$n', "duplicate": 402}}}'"#;
    let script = format!("{STATES} {pass}; if [ $n -gt 40 ]; then echo \"$end\"; else echo \"$one\"; fi");
    let (_, output) = watch("passes", &script);
    let text = said(&output);
    let told: Vec<&str> = text.lines().filter(|line| line.contains("to be sent again")).collect();
    assert_eq!(told.len(), 7, "{text}");
    assert!(told[6].contains("pass 32 ends"), "{text}");
}

#[test]
fn trouble_is_told_and_the_question_asked_again() {
    // It fails, prints nothing, prints something else, and then behaves.
    let script = format!(
        "{STATES} case $n in 1) echo oh no >&2; exit 3;; 2) true;; 3) echo \"$one\";; 4) echo 'error: Domain not found';; 5) echo \"$two\";; *) echo \"$end\";; esac"
    );
    let (_, output) = watch("trouble", &script);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    for words in [
        "sh failed",
        "oh no",
        "printed nothing",
        "It said: error: Domain not found",
        "completed",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn a_command_that_hangs_is_left_and_asked_again() {
    let script = format!("{STATES} case $n in 1) exec sleep 60;; 2) echo \"$one\";; *) echo \"$end\";; esac");
    let start = Instant::now();
    let (_, output) = watch("hangs", &script);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.contains("did not end within 10 s") && text.contains("completed"),
        "{text}"
    );
    assert!(start.elapsed() < Duration::from_secs(45), "it waited for the command");
}

#[test]
fn a_command_that_prints_another_format_in_the_middle_goes_on() {
    let script = format!(
        "{STATES} case $n in 1) echo \"$one\";; 2) printf 'Job type: Unbounded\\nTime elapsed: 20000 ms\\nMemory processed: 2.3 GiB\\nMemory remaining: 1.0 GiB\\nMemory total: 4.016 GiB\\n';; 3) echo \"$two\";; *) echo \"$end\";; esac"
    );
    let (record, output) = watch("formats", &script);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("pass 1 ends") && text.contains("completed"), "{text}");
    assert_eq!(migrascope::measured::read(&record).records[0].snapshots.len(), 4);
}

#[test]
fn what_a_command_leaves_behind_is_not_waited_for() {
    // Like the shared connection of an ssh, it holds the output open.
    let script = format!("{STATES} sleep 60 & case $n in 1) echo \"$one\";; *) echo \"$end\";; esac");
    let start = Instant::now();
    let (_, output) = watch("left", &script);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        start.elapsed() < Duration::from_secs(45),
        "it waited for what was left behind"
    );
}

#[test]
fn a_migration_that_is_told_no_longer_is_watched_no_longer() {
    // The VM is gone, or the tool has forgotten the job: neither tells how it ended.
    for (name, last, told) in [
        ("forgotten", "Job type:         None", "no migration is under way"),
        ("gone", "VM not found", "It said: VM not found"),
    ] {
        let script = format!("{STATES} case $n in 1) echo \"$one\";; 2) echo \"$two\";; *) echo '{last}';; esac");
        let (_, output) = watch(name, &script);
        let text = said(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert_eq!(text.matches(told).count(), 1, "{text}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("nothing was learned"),
            "{text}"
        );
    }
}

#[test]
fn a_command_that_never_says_anything_is_left() {
    let (_, output) = watch("silent", "true");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing was learned"));
}

#[test]
fn nothing_to_watch_is_wrong_usage() {
    let output = Command::new(env!("CARGO_BIN_EXE_migrascope"))
        .arg("watch")
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--qmp SOCKET"));
}
