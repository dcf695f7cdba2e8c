//! What published links answer: `tests/data/answers-v1.jsonl` has the figures of every one of them, a line a question
//! and lane, as they were when the link was recorded.
//!
//! A link is the same question for ever; its answer may become truer. Whoever changes one by more than 1 % and 5 ms
//! names it in `CHANGELOG.md` under "Answers that changed", in an entry that begins with the links:
//!
//! ```text
//! ### Answers that changed
//!
//! - `#ram=8GiB&link=10Gbps`, `#ram=16GiB`: why the answer is truer now.
//! ```
//!
//! A link is written as it is in the file, `#` being the default. One that is named and answers what it always did is a
//! mistake as well. The file only grows, as `links-v1.txt` does: `UPDATE_EXPECT=1 cargo test --test it answers` appends
//! the answers of new links and never changes one.

use std::collections::BTreeSet;
use std::fs;

use migrascope::link;
use migrascope::migration::{Observation, measure};
use migrascope::params::{Choice, Lane};
use serde::{Deserialize, Serialize};

use crate::links_golden::{Seal, only_grows, path};

pub const ANSWERS: &str = "tests/data/answers-v1.jsonl";
pub const SEALS: &str = "tests/data/answers-v1.seal";
const FIRST: Seal = Seal {
    lines: 369,
    hash: 0x88b4_c159_0716_ace5,
};
const LINKS: &str = include_str!("../data/links-v1.txt");
const CHANGELOG: &str = include_str!("../../CHANGELOG.md");
const HEADING: &str = "### Answers that changed";
const SAME_PART: f64 = 0.01;
const SAME_S: f64 = 0.005;

/// The figures of a link in a lane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Answer {
    /// In its canonical form.
    link: String,
    lane: String,
    status: String,
    total_s: f64,
    downtime_s: f64,
    outage_s: f64,
    sent_bytes: f64,
}

impl Answer {
    fn now(link: &str, lane: Lane) -> Self {
        let scenario = link::parse(link).0.scenario;
        let metrics = measure(&scenario, lane, Observation::Auto);
        Self {
            link: link.to_owned(),
            lane: lane.token().to_owned(),
            status: format!("{:?}", metrics.status).to_lowercase(),
            total_s: to_microseconds(metrics.total.as_s()),
            downtime_s: to_microseconds(metrics.downtime.total().as_s()),
            outage_s: to_microseconds(metrics.outage.as_s()),
            sent_bytes: metrics.traffic.total().as_f64().round(),
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        let times = [
            (self.total_s, other.total_s),
            (self.downtime_s, other.downtime_s),
            (self.outage_s, other.outage_s),
        ];
        // What goes in 5 ms at the run's own pace is to bytes what 5 ms are to its length.
        let pace = self.sent_bytes / self.total_s.max(SAME_S);
        (&self.link, &self.lane, &self.status) == (&other.link, &other.lane, &other.status)
            && times.into_iter().all(|(one, two)| are_alike(one, two, SAME_S))
            && are_alike(self.sent_bytes, other.sent_bytes, SAME_S * pace)
    }
}

fn to_microseconds(seconds: f64) -> f64 {
    (seconds * 1e6).round() / 1e6
}

fn are_alike(one: f64, other: f64, small: f64) -> bool {
    (one - other).abs() <= small.max(SAME_PART * one.abs().max(other.abs()))
}

/// The questions of all published links, each once, in the order in which they were published.
fn questions() -> Vec<String> {
    let mut questions: Vec<String> = Vec::new();
    for line in LINKS.lines().filter(|line| !line.starts_with("//")) {
        let (_, canonical) = line.split_once("=>").expect("LINK => CANONICAL on every line");
        let question = format!("#{}", canonical.trim());
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

fn recorded(text: &str) -> Vec<Answer> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{ANSWERS}: {error}: {line}"));
    text.lines().map(parse).collect()
}

fn lines(answers: &[Answer]) -> String {
    let line = |answer| serde_json::to_string(answer).expect("words and numbers are JSON") + "\n";
    answers.iter().map(line).collect()
}

/// Links whose answer in any lane is another one now, with both.
fn changed(before: &[Answer]) -> Vec<(Answer, Answer)> {
    let lane = |answer: &Answer| Lane::from_token(&answer.lane).unwrap_or_else(|| panic!("{} is no lane", answer.lane));
    before
        .iter()
        .map(|old| (old.clone(), Answer::now(&old.link, lane(old))))
        .filter(|(old, new)| !old.is_like(new))
        .collect()
}

/// The links that a changelog says to have changed; an entry without a reason is an error.
fn named(changelog: &str) -> Result<BTreeSet<String>, String> {
    let mut links = BTreeSet::new();
    let mut inside = false;
    for line in changelog.lines() {
        if line.starts_with('#') {
            inside = line == HEADING;
        } else if inside && line.starts_with("- ") {
            let words = line.split('`').step_by(2).collect::<String>();
            if words.chars().filter(|letter| letter.is_alphabetic()).count() < 10 {
                return Err(format!("no reason: {line}"));
            }
            let quoted = line.split('`').skip(1).step_by(2);
            let before = links.len();
            links.extend(quoted.filter(|word| word.starts_with('#')).map(str::to_owned));
            if links.len() == before {
                return Err(format!("no link that was not named before: {line}"));
            }
        }
    }
    Ok(links)
}

#[test]
fn every_published_link_has_its_answer_on_record() {
    let text = fs::read_to_string(path(ANSWERS)).unwrap_or_default();
    let answers = recorded(&text);
    let has = |question: &String, lane: Lane| {
        let of_it = |answer: &&Answer| answer.link == *question && answer.lane == lane.token();
        answers.iter().filter(of_it).count() == 1
    };
    let mut new = Vec::new();
    for question in questions() {
        let missing = Lane::ALL.iter().filter(|&&lane| !has(&question, lane));
        new.extend(missing.map(|&lane| Answer::now(&question, lane)));
    }
    if !new.is_empty() {
        assert!(
            std::env::var_os("UPDATE_EXPECT").is_some(),
            "no answer on record, or two: {}; UPDATE_EXPECT=1 cargo test --test it answers appends those of new links",
            lines(&new)
        );
        fs::write(path(ANSWERS), text + &lines(&new)).expect("the file of answers can be written");
    }
    only_grows(ANSWERS, SEALS, FIRST);
}

#[test]
fn an_answer_that_changed_is_in_the_changelog() {
    let text = fs::read_to_string(path(ANSWERS)).expect("the file of answers");
    let changed = changed(&recorded(&text));
    let named = named(CHANGELOG).unwrap_or_else(|wrong| panic!("CHANGELOG.md: {wrong}"));
    let silent: Vec<String> = changed
        .iter()
        .filter(|(old, _)| !named.contains(&old.link))
        .map(|pair| lines(&[pair.0.clone(), pair.1.clone()]))
        .collect();
    assert!(silent.is_empty(), "\"{HEADING}\" does not name:\n{}", silent.join("\n"));
    for link in named {
        assert!(
            changed.iter().any(|(old, _)| old.link == link),
            "{link} is named and answers what it always did"
        );
    }
}

#[test]
fn an_answer_is_another_beyond_one_per_cent_and_five_milliseconds() {
    let answer = Answer::now("#", Lane::Live);
    let with = |change: fn(&mut Answer)| {
        let mut other = answer.clone();
        change(&mut other);
        answer.is_like(&other) && other.is_like(&answer)
    };
    assert!(with(|_| {}));
    assert!(with(|answer| answer.total_s *= 1.0099));
    assert!(!with(|answer| answer.total_s *= 1.011));
    assert!(with(|answer| answer.downtime_s += 0.0049));
    assert!(!with(|answer| answer.downtime_s *= 0.9));
    assert!(!with(|answer| answer.outage_s += 0.02));
    assert!(!with(|answer| answer.sent_bytes *= 1.02));
    assert!(!with(|answer| answer.status = "running".to_owned()));
}

#[test]
fn the_changelog_is_read() {
    let of = |text: &str| named(text).map(|links| links.into_iter().collect::<Vec<_>>());
    let text = "## Unreleased\n- `#a=1` elsewhere\n\n### Answers that changed\n\n- `#ram=8GiB`, `#`: zero pages count.\n\
                - `#b=2`: with `cap` as QEMU has it.\n\n## 0.1\n- `#c=3`: another section\n";
    assert_eq!(
        of(text),
        Ok(vec!["#".to_owned(), "#b=2".to_owned(), "#ram=8GiB".to_owned()])
    );
    assert_eq!(of("## Unreleased\n"), Ok(vec![]));
    assert!(of("### Answers that changed\n- `#ram=8GiB`:\n").is_err());
    assert!(of("### Answers that changed\n- without a link, alas\n").is_err());
    assert!(of("### Answers that changed\n- `#`: it is truer now\n- `#`: it is truer now\n").is_err());
}
