//! `migrascope run --trace` as a notebook reads it.

use serde_json::Value;

use super::cli::{migrascope, objects, stdout};

const LINKS: [&str; 8] = [
    "#",
    "#live=postcopy",
    "#live=hybrid&storage=local",
    "#suspend=file&writes=none",
    "#writes=random:1GiB@400MiB/s",
    "#writes=random:1GiB@400MiB/s&timeout=30s:abort",
    "#writes=random:1GiB@400MiB/s&throttle=on",
    "#writes=random:64MiB@200MiB/s,sequential:1GiB@20MiB/s&cap=50MiB/s",
];

fn number(value: &Value, key: &str) -> f64 {
    let found = value.get(key).and_then(Value::as_f64);
    found.unwrap_or_else(|| panic!("{key} is no number of {value}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    let found = value.get(key).and_then(Value::as_array);
    found.unwrap_or_else(|| panic!("{key} is no list"))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn traces() -> Vec<Value> {
    let mut arguments = vec!["run", "--trace"];
    arguments.extend(LINKS);
    let output = migrascope(&arguments, b"");
    assert_eq!(output.status.code(), Some(1), "some of them never end");
    objects(&output)
}

#[test]
fn sums_over_a_trace_are_the_figures_of_the_run() {
    let mut arguments = vec!["run"];
    arguments.extend(LINKS);
    let runs = objects(&migrascope(&arguments, b""));
    for (trace, run) in traces().iter().zip(&runs) {
        assert_eq!(trace["link"], run["link"]);
        assert_eq!(list(trace, "lanes").len(), 3);
        for (lane, figures) in list(trace, "lanes").iter().zip(list(run, "lanes")) {
            let name = format!("{} {}", trace["link"], lane["lane"]);
            for (key, value) in figures.as_object().expect("an object") {
                assert_eq!(&lane[key], value, "{name}");
            }
            let (phases, samples) = (list(lane, "phases"), list(lane, "samples"));
            let total = number(lane, "total_time_s");
            let mut clock = 0.0;
            let mut down = 0.0;
            for phase in phases {
                assert!(close(number(phase, "start_s"), clock), "{name}: a gap before {phase}");
                clock = number(phase, "end_s");
                if phase["power"] != "running" {
                    down += clock - number(phase, "start_s");
                }
            }
            assert!(close(clock, total), "{name}: {clock} {total}");
            assert!(close(down, number(lane, "downtime_s")), "{name}: {down}");
            let last = samples.last().expect("samples");
            assert!(close(number(last, "sent_bytes"), number(lane, "bytes_sent")), "{name}");
            for (cause, bytes) in lane["traffic_by_bytes"].as_object().expect("an object") {
                let sent = number(last, &format!("sent_{cause}_bytes"));
                assert!(close(sent, bytes.as_f64().expect("a number")), "{name} {cause}");
            }
        }
    }
}

#[test]
fn samples_are_in_order_and_add_up() {
    for trace in traces() {
        for lane in list(&trace, "lanes") {
            let samples = list(lane, "samples");
            assert!(samples.len() >= 2);
            for pair in samples.windows(2) {
                assert!(number(&pair[0], "time_s") <= number(&pair[1], "time_s"));
                assert!(number(&pair[0], "sent_bytes") <= number(&pair[1], "sent_bytes") * (1.0 + 1e-12));
            }
            let events: Vec<f64> = list(lane, "events").iter().map(|event| number(event, "at_s")).collect();
            assert!(events.is_sorted(), "{events:?}");
            for sample in samples {
                let fields = sample.as_object().expect("an object");
                let sum = |wanted: &dyn Fn(&str) -> bool| -> f64 {
                    let of = fields.iter().filter(|(key, _)| wanted(key));
                    of.filter_map(|(_, value)| value.as_f64()).sum()
                };
                let by_cause = sum(&|key| key.starts_with("sent_") && key != "sent_bytes");
                assert!(close(by_cause, number(sample, "sent_bytes")), "{sample}");
                let by_zone = sum(&|key| key.starts_with("zone"));
                assert!(close(by_zone, number(sample, "memory_left_bytes")), "{sample}");
            }
        }
    }
}

#[test]
fn a_trace_tells_phases_rounds_events_and_zones() {
    let output = migrascope(&["run", "#lanes=live", "--trace"], b"");
    let lane = &objects(&output)[0]["lanes"][0];
    let phases = list(lane, "phases");
    assert_eq!(
        (&phases[0]["kind"], &phases[0]["detail"]),
        (&"first_pass".into(), &Value::Null)
    );
    assert_eq!((&phases[1]["kind"], &phases[1]["detail"]), (&"round".into(), &2.into()));
    assert_eq!(
        (&phases[1]["power"], &phases[1]["host"]),
        (&"running".into(), &"source".into())
    );
    let rounds = list(lane, "rounds");
    assert_eq!(rounds[0]["number"], 1);
    assert!(number(&rounds[0], "dirtied_pages") > 0.0);
    let kinds: Vec<&str> = list(lane, "events")
        .iter()
        .filter_map(|event| event["kind"].as_str())
        .collect();
    for kind in ["round_end", "threshold_reached", "paused", "resumed", "reachable"] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    let zones = list(lane, "zones");
    assert_eq!(
        (&zones[0]["pattern"], &zones[1]["pattern"]),
        (&"random".into(), &Value::Null)
    );
    assert_eq!(number(&zones[0], "size_bytes"), 512.0 * 1024.0 * 1024.0);
    assert_eq!(number(lane, "ram_bytes"), 4.0 * 1024.0 * 1024.0 * 1024.0);
}

/// Links with fewer zones leave the last columns empty.
#[test]
fn csv_is_the_table_of_samples() {
    let links = "#\n#lanes=live&writes=random:1MiB@1MiB/s,random:2MiB@1MiB/s,random:3MiB@1MiB/s\n";
    let output = migrascope(&["run", "-", "--trace", "--format", "csv"], links.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let head = reader.headers().expect("a head").clone();
    assert_eq!(
        head.iter().take(4).collect::<Vec<_>>(),
        ["link", "lane", "run", "time_s"]
    );
    assert_eq!(head.iter().next_back(), Some("zone4_dirty_bytes"));
    let mut rows = reader.records().map(|record| record.expect("as long as the head"));
    for trace in objects(&migrascope(&["run", "-", "--trace"], links.as_bytes())) {
        for lane in list(&trace, "lanes") {
            for sample in list(lane, "samples") {
                let row = rows.next().expect("a line a sample");
                assert_eq!(Some(&row[0]), trace["link"].as_str());
                assert_eq!(Some(&row[1]), lane["lane"].as_str());
                assert_eq!(&row[2], "first");
                for (name, field) in head.iter().zip(&row).skip(3) {
                    match sample.get(name) {
                        // The reader of JSON may be off by the last bit.
                        Some(Value::Number(number)) => {
                            let read = field.parse().ok().zip(number.as_f64());
                            assert!(read.is_some_and(|(a, b)| close(a, b)), "{name}: {field} {number}");
                        }
                        other => assert_eq!(other.and_then(Value::as_str).unwrap_or(""), field, "{name}"),
                    }
                }
            }
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn notices_and_wrong_formats_are_told() {
    let output = migrascope(&["run", "#link=1bps", "--trace", "--format", "csv"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("10kbps"));
    let output = migrascope(&["run", "#", "--trace", "--format", "table"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    assert!(String::from_utf8_lossy(&output.stderr).contains("json, csv"));
}
