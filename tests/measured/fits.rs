//! How near the fit comes on the measured runs: the engine gets nothing but text, as QEMU's monitor would have printed it.

use migrascope::measured::runs::{Kind, Run};
use migrascope::measured::{Comparison, Fit, Record, compare, read};
use migrascope::migration::Status;
use serde_json::{Value, json};

const MEASURED: &str = include_str!("../data/qemu-7.2.jsonl");

/// What `query-migrate` and `info migrate_parameters` print of a run: status, passes, remaining, transferred, throttle, and in the
/// end total and downtime. No dirty rate, no count of pages.
fn printed(run: &Value) -> String {
    let result = &run["result"];
    let snapshot = |status: &Value, total_ms: f64, ram: Value| {
        let mut state = json!({"status": status, "total-time": total_ms, "ram": ram});
        if let Some(ram) = state["ram"].as_object_mut() {
            ram.insert("total".to_owned(), result["ram"]["total"].clone());
        }
        state
    };
    let mut text = String::new();
    for moment in run["series"].as_array().expect("a series") {
        if moment["remaining"].is_null() || moment["status"] == "completed" {
            continue;
        }
        let ram = json!({
            "transferred": moment["transferred"],
            "remaining": moment["remaining"],
            "dirty-sync-count": moment["dirty_sync_count"],
        });
        let total = moment["t_s"].as_f64().expect("a time") * 1000.0;
        let mut state = snapshot(&moment["status"], total.round(), ram);
        state["cpu-throttle-percentage"] = moment["cpu_throttle_percentage"].clone();
        text += &format!("{}\n", json!({"return": state}));
    }
    // A note says that the last figures cannot be used.
    if run.get("note").is_none() {
        let ram = json!({
            "transferred": result["ram"]["transferred"],
            "remaining": result["ram"]["remaining"],
            "dirty-sync-count": result["ram"]["dirty-sync-count"],
        });
        let mut state = snapshot(&result["status"], result["total-time"].as_f64().expect("a time"), ram);
        state["downtime"] = result["downtime"].clone();
        text += &format!("{}\n", json!({"return": state}));
    }
    let config = &run["config"];
    text += &format!("downtime-limit: {} ms\n", config["downtime_limit_ms"]);
    if let Some(cap) = config["cap"].as_f64() {
        text += &format!("max-bandwidth: {cap} bytes/second\n");
    }
    text
}

/// A run, what was read of it, and what was fitted to that.
struct Case {
    run: Run,
    config: Value,
    comparison: Comparison,
}

fn cases() -> Vec<Case> {
    let case = |line: &str| {
        let json: Value = serde_json::from_str(line).expect("every line is JSON");
        let reading = read(&printed(&json));
        let record: &Record = reading.records.first().expect("a migration");
        let fitted = Fit::whole(record).expect("QEMU prints what is needed");
        Case {
            run: Run::read(line.as_bytes()).expect("every line is a run"),
            config: json["config"].clone(),
            comparison: compare(record, &fitted),
        }
    };
    MEASURED.lines().map(case).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    assert!(!values.is_empty(), "there are such runs");
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn the_fit_comes_near_to_the_measured_runs() {
    let cases = cases();
    assert_eq!(cases.len(), 100);
    let (mut regions, mut rates, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    for case in &cases {
        let Case {
            run,
            config,
            comparison,
        } = case;
        let metrics = &comparison.predicted.metrics;
        let ended = run.result.status == "completed";
        assert_eq!(metrics.status == Status::Completed, ended, "run {}", run.id);
        if ended && run.has_times() {
            let measured = run.result.total().as_s();
            totals.push((metrics.total.as_s() / measured - 1.0).abs());
        }
        // Three syncs that the text shows: that at the start and the ends of two passes.
        let passes = comparison.fitted.observed.as_ref().map_or(0, |seen| seen.passes.len());
        if !ended || passes < 2 || run.kind == Kind::Suspended {
            continue;
        }
        let truth = |key: &str| config[key].as_f64().expect("a number");
        let class = comparison.fitted.scenario.writes.first();
        let (region, rate) = class.map_or((0.0, 0.0), |class| {
            (class.region.pages().as_f64(), class.rate.pages_per_s())
        });
        regions.push((region / truth("working_set_pages") - 1.0).abs());
        rates.push((rate / truth("writes_per_s") - 1.0).abs());
    }
    let runs = regions.len();
    let [region, rate, total] = [regions, rates, totals].map(median);
    println!("{runs} runs with three syncs: region {region:.3}, rate {rate:.3}; total {total:.4}");
    assert!(runs >= 35, "only {runs} runs");
    assert!(region < 0.25 && rate < 0.15 && total < 0.03, "{region} {rate} {total}");
}

#[test]
fn the_same_record_has_the_same_fit_whether_it_is_made_in_slices_or_at_once() {
    let line = MEASURED.lines().nth(12).expect("a run");
    let json: Value = serde_json::from_str(line).expect("JSON");
    let record = &read(&printed(&json)).records[0];
    let whole = Fit::whole(record).expect("it can be fitted");
    let mut fit = Fit::new(record).expect("it can be fitted");
    let mut steps = 0;
    while !fit.is_done() {
        fit.go_on();
        // Looking at what was found so far changes nothing.
        let _ = fit.result();
        steps += 1;
    }
    assert_eq!(fit.result(), whole);
    assert!(steps < 5000, "{steps} runs of the engine");
}
