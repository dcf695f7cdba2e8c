//! What `watch` says of real migrations, and when.

use crate::guest::{Guest, START};
use crate::pair::Pair;
use migrascope::link;
use migrascope::measured::{Fit, read};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use std::{fs, thread};

const PROGRAM: &str = env!("CARGO_BIN_EXE_migrascope");
/// Nothing takes longer.
const PATIENCE: Duration = Duration::from_secs(90);

/// Bytes a second.
const CAP: f64 = 20e6;
/// A first pass that takes no more times as long as its cap allows went at its cap; some of it is between two looks.
const KEEPS_UP: f64 = 1.15;
/// After so many tries the machine cannot measure; what is foretold is looked at all the same.
const TRIES: u32 = 4;

/// `watch`, and what it says when.
struct Watch {
    process: Child,
    news: Receiver<(Instant, Value)>,
    all: Vec<Value>,
}

impl Watch {
    fn start(pair: &Pair, record: &Path) -> Self {
        let mut process = Command::new(PROGRAM)
            .args(["watch", "--json", "--every", "200ms", "--qmp"])
            .arg(pair.socket())
            .arg("--record")
            .arg(record)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was built");
        let out = process.stdout.take().expect("it is piped");
        let (send, news) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                println!("{line}");
                if let Ok(value) = serde_json::from_str(&line) {
                    // Nobody listens any more once the test has what it waits for.
                    let _ = send.send((Instant::now(), value));
                }
            }
        });
        Self {
            process,
            news,
            all: Vec::new(),
        }
    }

    /// Waits for news of one of these kinds.
    fn wait(&mut self, kinds: &[&str]) -> (Instant, Value) {
        let start = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(start.elapsed());
            let (at, value) = self
                .news
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("no news of {kinds:?} in {PATIENCE:?}; there were {:?}", self.all));
            self.all.push(value.clone());
            if kinds.iter().any(|kind| value["kind"] == **kind) {
                return (at, value);
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn near(value: f64, truth: f64, share: f64, what: &str) {
    let off = (value / truth - 1.0).abs();
    assert!(
        off <= share,
        "{what}: {value} and not {truth}: off by {:.1} %",
        off * 100.0
    );
}

/// Whether the first pass, whose end is told here, went at its cap.
fn keeps_up(guest: Guest, pass: &Value) -> bool {
    let at_cap = f64::from(guest.filled) * 4096.0 / CAP;
    pass["at_s"].as_f64().is_some_and(|time| time < at_cap * KEEPS_UP)
}

#[test]
#[ignore = "it measures: cargo xtask test --only qemu"]
fn a_migration_that_ends_is_foretold_and_explains_itself() {
    let guest = Guest {
        filled: 25_600,
        region: 8192,
        writes: 32,
    };
    assert!(START / 4096 + guest.filled < 256 * 256, "it fits into memory");
    // A sender that does not keep up with its cap competes for the processor: what is measured then is the machine.
    let mut tries = 0;
    let (mut pair, mut watch, record, start, before, synced, keeps_up) = loop {
        let mut pair = Pair::start("ends", guest);
        let record = pair.file("record.jsonl");
        let (start, before) = (Instant::now(), pair.monitor.writes());
        pair.migrate(CAP, 300);
        let mut watch = Watch::start(&pair, &record);
        let (synced, pass) = watch.wait(&["pass"]);
        tries += 1;
        let keeps_up = keeps_up(guest, &pass);
        if tries == TRIES || keeps_up {
            break (pair, watch, record, start, before, synced, keeps_up);
        }
        println!("the machine is busy: again");
    };
    let (told, foretold) = watch.wait(&["ends", "never", "open"]);
    assert!(told - synced <= Duration::from_secs(1), "the verdict came late");
    assert_eq!(foretold["kind"], "ends", "{foretold}");
    let written = pair.monitor.writes() - before;
    let rate = written / start.elapsed().as_secs_f64();
    let (_, over) = watch.wait(&["over"]);
    if !keeps_up {
        println!("NOT MEASURED: the machine is too busy to send at the cap, so times and rates are its own");
        return;
    }
    let (end, real) = (
        foretold["end_s"].as_f64().expect("a time"),
        over["end_s"].as_f64().expect("a time"),
    );
    assert!(
        (end - real).abs() <= (real * 0.1).max(2.0),
        "foretold {end} s, and it was {real} s"
    );

    // The record explains itself.
    let text = fs::read_to_string(&record).expect("it was recorded");
    let reading = read(&text);
    let measured = reading.records.last().expect("a migration");
    let fitted = Fit::whole(measured).expect("QEMU tells all that is needed");
    println!("#{}", link::print_scenario(&fitted.scenario));
    let class = fitted.scenario.writes.first().expect("it writes");
    near(class.rate.pages_per_s(), rate, 0.15, "write rate");
    near(class.region.pages().as_f64(), f64::from(guest.region), 0.25, "region");
    let explained = Command::new(PROGRAM)
        .arg("explain")
        .arg(&record)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&explained.stdout);
    println!("{said}");
    assert!(
        said.contains("QMP query-migrate") || said.contains("migrascope record"),
        "{said}"
    );
}

#[test]
#[ignore = "it measures: cargo xtask test --only qemu"]
fn a_migration_that_never_ends_is_called_so_and_ends_after_the_advised_change() {
    let guest = Guest {
        filled: 25_600,
        region: 16_384,
        writes: 150,
    };
    let mut pair = Pair::start("never", guest);
    let record = pair.file("record.jsonl");
    pair.migrate(CAP, 300);
    let mut watch = Watch::start(&pair, &record);
    let (_, never) = watch.wait(&["never", "ends", "over"]);
    assert_eq!(never["kind"], "never", "{never}");
    let kinds: Vec<&str> = watch.all.iter().filter_map(|news| news["kind"].as_str()).collect();
    let place = |kind: &str| kinds.iter().position(|told| *told == kind);
    assert!(
        place("estimate").is_some_and(|estimate| Some(estimate) < place("pass")),
        "a sample tells something before the first pass is over: {kinds:?}"
    );
    let passes = watch.all.iter().filter(|news| news["kind"] == "pass").count();
    assert!(passes <= 2, "it took {passes} passes to say so");
    // Two passes more tell how fast it really writes; the last advice counts.
    watch.wait(&["pass"]);
    watch.wait(&["pass"]);
    let told = watch
        .all
        .iter()
        .rev()
        .find(|news| news["kind"] == "never")
        .expect("it was told");
    let now = link::parse(told["link"].as_str().expect("an experiment")).0.scenario;
    // Of what helps, what can be set while a migration goes on.
    let remedies = told["remedies"].as_array().expect("a list");
    let change = remedies
        .iter()
        .find_map(|remedy| {
            let scenario = link::parse(remedy.as_str()?).0.scenario;
            if scenario.cap != now.cap {
                return scenario.cap.map(|cap| json!({"max-bandwidth": cap.as_f64() as u64}));
            }
            (scenario.downtime != now.downtime)
                .then(|| json!({"downtime-limit": (scenario.downtime.as_s() * 1000.0).ceil() as u64}))
        })
        .expect("a cap or a limit helps");
    println!("{change}");
    let first = watch.all.iter().find(|news| news["kind"] == "pass").expect("it ended");
    if !keeps_up(guest, first) {
        println!("NOT MEASURED: the machine is too busy to send at the cap, so it would not at a higher one");
        return;
    }
    pair.set(change);
    let (_, over) = watch.wait(&["over"]);
    assert!(
        over["text"].as_str().is_some_and(|text| text.contains("completed")),
        "{over}"
    );
}
