//! A run of a lesson may be a cluster: its figures, what it has not, and what a reader does with it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::cluster::{Cluster, ClusterSettings, Detail, simulate};
use engine::params::Settings;
use migrascope::learn::cluster::{Figure, names};
use migrascope::learn::expression::{Fault, Value};
use migrascope::learn::handout::{Printed, Sheet, html, markdown};
use migrascope::learn::{Runs, differences, read};
use migrascope::link;
use migrascope::text::Language;
use migrascope::view::cluster::figures::fields;
use migrascope::view::export::table::Cell;

use crate::common::{self, each_is_told, problems};

const LESSON: &str = "lesson: drain
lang: en

## look: Empty it
run one: #screen=cluster&hosts=3x32:128GiB:1Gbps&vms=4xweb@h1,1xdb@h1,1xbatch@h1&do=drain:h1@0s
run lab: #lanes=live
show: one
It takes {one.cluster.drain}, and sends {one.cluster.sent}.

## bet: All at once?
run both: #screen=cluster&hosts=3x32:128GiB:1Gbps&vms=4xweb@h1,1xdb@h1,1xbatch@h1&do=drain:h1@0s&vs.slots=out:6
prove: both.vs.status == running and both.cluster.status == completed and both.vs.moved == 0
- ( ) Quicker
  > They share the line.
- (x) Never

## show: The line is shared
show: both
One by one it takes {both.cluster.drain}.

## do: In five minutes
keys: slots, by, order
goal: cluster.drain < 5min

## ask: Six web servers. How many VMs have moved?
run eight: #screen=cluster&hosts=3x32:128GiB:1Gbps&vms=6xweb@h1,1xdb@h1,1xbatch@h1&do=drain:h1@0s
answer: eight.cluster.moved ± 1%
trap: both.vs.moved > Those are all at once.
";

fn line(of: &str) -> usize {
    common::line(LESSON, of)
}

#[test]
fn a_lesson_about_a_cluster_is_read_and_true() {
    assert_eq!(problems(LESSON), Vec::<String>::new());
    let (lesson, _) = read(LESSON);
    let runs = Runs::of(&lesson);
    let text = runs.text(&lesson.steps[0].text[0], None, Language::English);
    assert!(text.starts_with("It takes 7 min 20 s, and sends "), "{text}");
    let never = migrascope::learn::expression::Expression::read("both.vs.drain").expect("a figure");
    assert_eq!(runs.value(&never, None), Err(Fault::NoValue("drain")));
    let (other, _) = read(&LESSON.replace("slots=out:6", "slots=out:4"));
    assert_eq!(differences(&lesson, &other).len(), 1);
}

/// Whatever the command line prints of a cluster, a lesson can name, and it is the same.
#[test]
fn the_figures_are_those_of_the_command_line() {
    let (link, _) = link::cluster::parse("vms=4xweb@h1,1xdb@h1&do=drain:h1@0s&hosts=3x32:128GiB:1Gbps");
    let record = simulate(&link.first.possible().0, Detail::All);
    let columns = fields(&record);
    let figures: Vec<&str> = names().filter(|name| *name != "status").collect();
    assert_eq!(figures.len(), columns.len(), "{figures:?}");
    for name in figures {
        let value = Figure::named(name).expect("it is one of them").of(&record);
        let (column, cell) = columns
            .iter()
            .find(|(column, _)| {
                let plain = column.replace("bytes_", "").replace("mean_", "").replace("fault_", "");
                let ends = ["", "_s", "_vm_s", "_share", "_on"];
                ends.iter().any(|end| plain == format!("{name}{end}"))
            })
            .unwrap_or_else(|| panic!("{name} is none of {columns:?}"));
        let same = match (cell, &value) {
            (Cell::Number(cell), Some(Value::Quantity(value))) => (value.base() - cell).abs() <= 1e-9 * cell.abs(),
            (Cell::Number(cell), Some(Value::Number(value))) => value == cell,
            (Cell::Count(cell), Some(Value::Number(value))) => *value == *cell as f64,
            (Cell::Word(cell), Some(Value::Word(value))) => value == cell,
            (Cell::Nothing, None) => true,
            _ => false,
        };
        assert!(same, "{name}, {column}: {cell:?} {value:?}");
    }
}

/// Each is told with the line where it stands.
#[test]
fn what_a_cluster_has_not_is_told() {
    let look = line("It takes");
    let spoiled = [
        ("&do=drain", "&lanes=live&do=drain", line("run one")),
        ("{one.cluster.drain}", "{one.live.total}", look),
        ("{one.cluster.drain}", "{lab.cluster.drain}", look),
        ("{one.cluster.drain}", "{lab.vs.drain}", look),
        ("{one.cluster.drain}", "{one.cluster.speed}", look),
        ("{one.cluster.drain}", "{one.ram}", look),
        ("{one.cluster.drain}", "{lab.racks}", look),
        ("{both.cluster.drain}", "{both.vs.drain}", line("## show")),
        ("keys: slots, by", "keys: slots, ram", line("keys:")),
        ("keys: slots, by", "keys: slots, lanes", line("keys:")),
        ("&vs.slots=out:6", "", line("prove:")),
        ("cluster.drain < 5min", "cluster.drain < 2GiB", line("## do")),
        ("cluster.drain < 5min", "cluster.drain < 2h", line("## do")),
        ("cluster.drain < 5min", "live.total < 5min", line("## do")),
        (
            "answer: eight.cluster.moved ± 1%",
            "moment: eight.cluster.drain",
            line("## ask"),
        ),
        ("show: both\n", "show: lab\n", line("keys:")),
        (
            "hosts=3x32:128GiB:1Gbps&vms=4xweb@h1,1xdb@h1,1xbatch@h1",
            "hosts=1000x32:128GiB:1Gbps&vms=9000xweb@h1-h900&until=24h&policy=proxmox",
            line("run one"),
        ),
    ];
    each_is_told(LESSON, &spoiled);
}

/// Parameters of a cluster, and of how each migration goes.
#[test]
fn parameters_of_a_cluster_can_be_named() {
    let text = LESSON.replace("&do=", "&racks=2&downtime=500ms&do=").replace(
        "prove: ",
        "prove: one.order != big and one.downtime == 500ms and one.order == given\nprove: ",
    );
    assert_eq!(problems(&text), Vec::<String>::new());
    let wrong = text.replace("one.downtime == 500ms", "one.downtime == 400ms");
    assert_eq!(problems(&wrong).len(), 1);
}

/// Nothing on the sheet of questions tells how it ends; the answers do, with the link.
#[test]
fn a_cluster_is_printed() {
    let (lesson, _) = read(LESSON);
    let printed = Printed {
        lesson: &lesson,
        sheet: Sheet::Handout,
        answers: true,
        page: "https://example.org/",
        packed: None,
    };
    let text = markdown(&printed);
    let (asked, answers) = text.split_once("---").expect("answers on a page of their own");
    assert!(!asked.contains("B never does"), "{asked}");
    assert!(
        answers.contains("A empties h1 after 7 min 20 s, B never does."),
        "{answers}"
    );
    assert!(
        answers.contains("<https://example.org/#screen=cluster&hosts="),
        "{answers}"
    );
}

/// The rows of its VMs stand on the sheet as a picture; a question has them up to its moment, without a way to what comes after it.
#[test]
fn a_cluster_is_printed_as_a_picture() {
    let pictures = |text: &str, answers: bool| -> Vec<String> {
        let (lesson, _) = read(text);
        let printed = Printed {
            lesson: &lesson,
            sheet: Sheet::Handout,
            answers,
            page: "https://example.org/",
            packed: None,
        };
        let sheet = html(&printed);
        let parts = sheet.split("data:image/svg+xml;base64,").skip(1);
        let decode = |part: &str| {
            let data = STANDARD
                .decode(part.split('"').next().expect("it ends"))
                .expect("base64");
            String::from_utf8(data).expect("an SVG is text")
        };
        parts.map(decode).collect()
    };
    let all = pictures(LESSON, true);
    let never = "not empty: 6 VMs left";
    let both = all.iter().find(|svg| svg.contains(never)).expect("the answer has one");
    for said in ["web1", "db1", "batch1", "h1 empty after 7 min 20 s", "first pass"] {
        assert!(both.contains(said), "{said}");
    }
    let asked = pictures(LESSON, false);
    assert_eq!(asked.len(), 1, "what is looked at");
    assert!(!asked[0].contains(never), "the look tells nothing of the bet");
    let until = LESSON.replace("## bet: All at once?\n", "## bet: All at once?\nat: 1min\n");
    let asked = pictures(&until, false);
    let last = asked.last().expect("the bet has one");
    assert!(
        last.contains("h1 not empty") && !last.contains("7 min"),
        "it ends at its moment"
    );
    assert!(!last.contains("screen=cluster"), "no way to what comes after it");
}

/// A cluster that nothing is asked of has ended.
#[test]
fn an_idle_cluster_is_completed() {
    let (cluster, _) = Cluster::new(&ClusterSettings::default(), &Settings::default());
    let record = simulate(&cluster, Detail::All);
    let status = Figure::named("status").expect("it is one").of(&record);
    assert_eq!(status, Some(Value::Word("completed".into())));
    let drain = Figure::named("drain").expect("it is one").of(&record);
    assert_eq!(drain, None);
}
