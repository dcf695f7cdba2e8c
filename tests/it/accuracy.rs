//! The model beside measured runs of QEMU 7.2.
//!
//! Each line of `tests/data/qemu-7.2.jsonl` is one migration of a real VM.
//! Its set-up becomes a link, the link is simulated like any other, and the
//! errors have to stay within the budgets of each group.

use expect_test::expect_file;
use migrascope::cli::error_table;
use migrascope::link;
use migrascope::measured::runs::{Comparison, Errors, Kind, Run, compare, summarise};
use migrascope::migration::{Status, wire};
use migrascope::scenario::Scenario;
use migrascope::units::{Bytes, Pages};
use serde_json::Value;

const MEASURED: &str = include_str!("../data/qemu-7.2.jsonl");
const DOCS: &str = include_str!("../../docs/model.md");

fn runs() -> impl Iterator<Item = (Run, Value)> {
    MEASURED.lines().map(|line| {
        let run = serde_json::from_str(line).expect("every line is a run");
        (run, serde_json::from_str(line).expect("every line is JSON"))
    })
}

fn comparisons() -> Vec<Comparison> {
    runs().map(|(run, _)| compare(run, None)).collect()
}

#[test]
fn predictions_stay_within_their_budgets() {
    let comparisons = comparisons();
    assert_eq!(comparisons.len(), 100);
    let errors = summarise(&comparisons);
    let table = error_table(&errors);
    println!("{table}");
    assert_eq!(errors.iter().map(|group| group.runs).sum::<usize>(), 100);
    for group in &errors {
        assert_eq!(group.same_ending, group.runs, "{:?}", group.group);
        assert!(Errors::within_budget(group), "{:?}\n{table}", group.group);
    }
}

#[test]
fn what_never_converged_is_predicted_not_to() {
    let endless: Vec<Comparison> = comparisons()
        .into_iter()
        .filter(|run| run.run.kind == Kind::Nonconvergent)
        .collect();
    assert_eq!(endless.len(), 3);
    for run in endless {
        assert_eq!(run.predicted.status, Status::Running, "{}", run.link);
        assert_eq!(Some(run.predicted.total), run.run.observed_for(), "{}", run.link);
        assert!(run.predicted.downtime.total().is_zero(), "{}", run.link);
    }
}

/// What the file says about a run, taken from the raw JSON and not from the
/// reader that made the link, is what the link says.
#[test]
fn a_link_gives_back_the_measured_set_up() {
    for (run, json) in runs() {
        let (text, adjustments) = run.link();
        assert_eq!(adjustments, [], "{}: {text}", run.id);
        let (experiment, notices) = link::parse(&text);
        assert_eq!(notices, [], "{}: {text}", run.id);
        assert_eq!(experiment.display.lanes, [run.lane()], "{}", run.id);
        says_the_same(&experiment.scenario, &json["config"], &text);
    }
}

fn says_the_same(scenario: &Scenario, config: &Value, text: &str) {
    let number = |key: &str| config[key].as_f64();
    let given = |key: &str| number(key).unwrap_or_else(|| panic!("{key} of {text}"));
    // QEMU moves its firmware and video memory too, the same amount in each run.
    assert_eq!(
        scenario.ram,
        Bytes::mib(given("memory_mib")) + Bytes::kib(520.0),
        "{text}"
    );
    let used = Pages::new(given("filled_pages") + 112.0);
    assert_eq!(scenario.used_memory().pages(), used, "{text}");
    near(
        wire::line_rate(scenario).as_f64(),
        given("payload_bytes_per_s"),
        &format!("link of {text}"),
    );
    let cap = number("cap").filter(|&cap| cap > 0.0);
    assert_eq!(scenario.cap.map(|cap| cap.as_f64()), cap, "{text}");
    near(scenario.downtime.as_s() * 1000.0, given("downtime_limit_ms"), text);
    let capabilities = config["capabilities"].as_array().expect("a list");
    let has = |name: &str| capabilities.iter().any(|capability| capability == name);
    assert_eq!(
        (scenario.throttle, scenario.delta),
        (has("auto-converge"), has("xbzrle")),
        "{text}"
    );
    let writes = given("writes_per_s");
    let all = &scenario.writes;
    if writes == 0.0 {
        assert_eq!(all.len(), 0, "{text}");
        return;
    }
    near(all.iter().map(|class| class.rate.pages_per_s()).sum(), writes, text);
    near(
        all.iter().map(|class| class.region.pages().as_f64()).sum(),
        given("working_set_pages"),
        text,
    );
    let hot = config["pattern"] == "hotcold";
    assert_eq!(all.len(), if hot { 2 } else { 1 }, "{text}");
    if hot {
        near(all[0].region.pages().as_f64(), given("hot_pages"), text);
        near(all[0].rate.pages_per_s() / writes, given("hot_fraction"), text);
    }
    let pattern = format!("{:?}", all[0].pattern).to_lowercase();
    let expected = if hot {
        Some("random")
    } else {
        config["pattern"].as_str()
    };
    assert_eq!(Some(pattern.as_str()), expected, "{text}");
}

/// The same but for the rounding of products.
fn near(a: f64, b: f64, what: &str) {
    assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} is not {b}: {what}");
}

/// If this fails, the model has changed: run
/// `UPDATE_EXPECT=1 cargo test --test it accuracy` and read the difference.
#[test]
fn the_documentation_shows_the_errors_of_today() {
    let table = error_table(&summarise(&comparisons()));
    let (open, close) = ("<!-- accuracy -->", "<!-- /accuracy -->");
    let (before, rest) = DOCS.split_once(open).expect("the mark where the table begins");
    let (_, after) = rest.split_once(close).expect("the mark where the table ends");
    let docs = format!("{before}{open}\n```text\n{}\n```\n{close}{after}", table.trim_end());
    expect_file!["../../docs/model.md"].assert_eq(&docs);
}
