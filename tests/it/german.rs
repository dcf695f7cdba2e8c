//! The German page: everything is translated, and nothing of English shines through.

use migrascope::display;
use migrascope::link::{self, Notice, ValueError};
use migrascope::model::{Cause, DownCause};
use migrascope::params::{
    ActDetail, ActKind, Choice, Compression, Family, Group, Id, Lane, Method, Part, Pattern, Reason, StopRule, Storage,
    SuspendMode, TABLE, Theme, TimeoutAction,
};
use migrascope::scenario::{Scenario, Settings};
use migrascope::text::{Language, Text};
use migrascope::trace::simulate;
use migrascope::units::{Bytes, Rate, SimTime};
use migrascope::view::labels::Labelled;
use migrascope::view::narration::sentence;
use migrascope::view::results::ranking;
use migrascope::view::scene::scene;
use migrascope::view::transcript::transcript;
use migrascope::view::{format, key};
use proptest::prelude::*;

use crate::scene_cases::{any_lanes, any_scenario, times};

/// The same word in both languages.
const SHARED: &[&str] = &[
    "Version",
    "Live",
    "zlib",
    "zstd",
    "QEMU",
    "QEMU 7.2",
    "Clark 2005",
    "Xen",
    "Cloud Hypervisor",
    "Rate",
];

/// Words that German does not have, between blanks.
const ENGLISH: &[&str] = &[
    "the", "is", "are", "of", "and", "to", "with", "from", "for", "by", "it", "its", "not", "no", "then", "at", "on",
    "over", "out", "has", "have", "were", "went", "goes", "this", "that", "than", "while", "until", "after", "before",
    "or", "but", "all", "allowed", "used", "needs", "takes", "stays", "written", "sent",
];

/// Words of links, which stay as they are.
const TOKENS: &[&str] = &["on oder", "oder none"];

fn untranslated(text: Text) -> Option<&'static str> {
    let [english, german] = [Language::English, Language::German].map(|language| text.get(language));
    (english == german && !SHARED.contains(&english)).then_some(english)
}

fn english_in(text: &str) -> Option<&'static str> {
    let plain = TOKENS
        .iter()
        .fold(text.to_owned(), |text, token| text.replace(token, ""));
    let words: Vec<String> = plain
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .map(str::to_lowercase)
        .collect();
    ENGLISH
        .iter()
        .copied()
        .find(|word| words.iter().any(|other| other == word))
}

fn choices<C: Choice>(found: &mut Vec<Text>) {
    for choice in C::ALL {
        found.extend([choice.label(), choice.help()]);
    }
}

#[test]
fn every_table_is_translated() {
    let mut texts: Vec<Text> = TABLE.iter().flat_map(|row| [row.label, row.help]).collect();
    texts.extend(display::TABLE.iter().flat_map(|row| [row.label, row.help]));
    texts.extend(TABLE.iter().filter_map(|row| row.unsaid));
    texts.extend(display::TABLE.iter().filter_map(|row| row.unsaid));
    choices::<Lane>(&mut texts);
    choices::<Pattern>(&mut texts);
    choices::<Storage>(&mut texts);
    choices::<Compression>(&mut texts);
    choices::<Method>(&mut texts);
    choices::<StopRule>(&mut texts);
    choices::<TimeoutAction>(&mut texts);
    choices::<SuspendMode>(&mut texts);
    choices::<ActKind>(&mut texts);
    choices::<ActDetail>(&mut texts);
    choices::<Reason>(&mut texts);
    choices::<Theme>(&mut texts);
    choices::<Part>(&mut texts);
    texts.extend(Reason::ALL.iter().map(|reason| reason.resumes_when()));
    texts.extend(Family::ALL.iter().map(|family| family.label()));
    texts.extend(Group::ALL.iter().map(|group| group.label()));
    let missing: Vec<_> = texts.iter().copied().filter_map(untranslated).collect();
    assert_eq!(missing, [""; 0]);
    let english: Vec<_> = texts
        .iter()
        .map(|text| text.get(Language::German))
        .filter_map(|text| english_in(text).map(|word| (word, text)))
        .collect();
    assert_eq!(english, []);
}

/// The German label and explanation, if they are not English.
fn labelled(thing: &impl Labelled) -> Result<(), String> {
    let [english, german] = [Language::English, Language::German].map(|language| thing.label(language));
    if english == german && !SHARED.contains(&&*english) {
        return Err(german.into_owned());
    }
    let explanation = thing.explanation();
    let same = untranslated(explanation).map(str::to_owned);
    let shines = [&german, explanation.get(Language::German)]
        .into_iter()
        .find(|text| english_in(text).is_some())
        .map(str::to_owned);
    same.or(shines).map_or(Ok(()), Err)
}

#[test]
fn every_cause_is_translated() {
    let wrong: Vec<_> = Cause::ALL
        .iter()
        .map(labelled)
        .chain(DownCause::ALL.iter().map(labelled))
        .filter_map(Result::err)
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn numbers_have_a_decimal_comma() {
    let german = Language::German;
    assert_eq!(format::size(german, Bytes::gib(2.4)), "2,4 GiB");
    assert_eq!(format::time(german, SimTime::s(1.5)), "1,50 s");
    assert!(format::rate(german, Rate::mib_per_s(1.25)).starts_with("1,"));
}

#[test]
fn what_is_shown_can_be_typed() {
    for text in ["1,5 s", "2,4 GiB", "0,5 Gbit/s"] {
        let unit = match text.split_once(' ').expect("a unit").1 {
            "s" => migrascope::params::Unit::Time,
            "GiB" => migrascope::params::Unit::Size,
            _ => migrascope::params::Unit::BitRate,
        };
        let point = link::quantity::parse(unit, &text.replace(',', "."));
        assert_eq!(link::quantity::parse(unit, text), point, "{text}");
        assert!(point.is_ok(), "{text}");
    }
}

/// A link with nearly everything wrong that can be.
const WRONG: &[&str] = &[
    "ram=abc",
    "ram=-1",
    "ram=1,000GiB",
    "ram=5",
    "ram=3s",
    "ram=3xyz",
    "link=10mb/s",
    "link=5",
    "used=150%",
    "used=x",
    "ram=1PiB",
    "ram=1B",
    "ram=",
    "storage=cloud",
    "v=7",
    "v=",
    "writes=random",
    "writes=none,random:1GiB",
    "=5",
    "writes=random:1PiB@1GiB/s",
    "writes=random:1GiB@1000TB/s",
    "ramm=1GiB",
    "nonsense=1",
    "ram=1GiB&ram=2GiB",
    "ram=1GiB&used=2GiB",
    "lanes=live,live",
    "lanes=none",
    "at=hold",
    "at=boom@1s",
    "at=resume@1s",
    "at=linkup@1s",
    "at=linkslow@1s+1s:900Gbps",
    "at=hold@1s+20s,hold@5s+5s",
    "at=burst@1s+2s:900TB/s",
    "suspend=hold:x",
    "suspend=hold:bandwidth",
    "ramp=30x1s",
    "ramp=5",
    "timeout=5s",
    "timeout=5s:x",
    "speed=fast",
    "speed=1e9",
    "t=1e300s",
    "hide=x",
    "throttle=maybe",
    "switch=x",
    "live=x",
    "stop=x",
    "embed=x",
    "rtt=1000s",
];

/// The German sentence without the key before it.
fn told(notice: &Notice) -> String {
    let text = notice.text(Language::German);
    let key = format!("{}: ", notice.key());
    text.strip_prefix(&key).map_or(text.clone(), str::to_owned)
}

fn shining(notices: &[Notice]) -> Vec<(String, &'static str)> {
    notices
        .iter()
        .map(told)
        .filter_map(|text| english_in(&text).map(|word| (text, word)))
        .collect()
}

#[test]
fn notices_are_german() {
    let mut all = Vec::new();
    for wrong in WRONG {
        let notices = link::parse(wrong).1;
        assert!(!notices.is_empty(), "{wrong}");
        for notice in &notices {
            let [english, german] = [Language::English, Language::German].map(|language| notice.text(language));
            assert_eq!(english, notice.to_string());
            assert_ne!(english, german);
        }
        all.extend(shining(&notices));
    }
    let noise: Vec<String> = (0..30).map(|number| format!("x{number}=1")).collect();
    all.extend(shining(&link::parse(&noise.join("&")).1));
    assert_eq!(all, []);
}

#[test]
fn errors_of_fields_are_german() {
    let texts = ["", "x", "-1s", "1,000s", "5", "3xyz", "3GiB"];
    let quantities = texts.map(|text| link::quantity::parse(migrascope::params::Unit::Time, text));
    let quantities = quantities
        .into_iter()
        .map(|error| ValueError::from(error.expect_err("wrong")));
    let bits = link::quantity::parse(migrascope::params::Unit::BitRate, "3mb/s").expect_err("bits or bytes");
    let forms = [
        Id::Ramp
            .row()
            .read("x", &mut Settings::default(), &mut Vec::new())
            .expect_err("wrong"),
        display::Id::Speed
            .row()
            .read("x", &mut display::Display::default(), &mut Vec::new())
            .expect_err("wrong"),
        link::parse_event("hold").expect_err("wrong"),
        link::parse_choice::<Storage>("x").expect_err("wrong"),
        bits.into(),
    ];
    for error in quantities.chain(forms) {
        let german = error.text(Language::German);
        assert_ne!(german, error.to_string());
        assert_eq!(english_in(&german), None, "{german}");
    }
}

fn all_german(scenario: &Scenario, lanes: &[Lane]) -> Result<(), TestCaseError> {
    let german = Language::German;
    let trace = simulate(scenario);
    let mut texts = vec![ranking(german, &trace, lanes)];
    texts.extend(transcript(german, &trace, lanes).into_iter().map(|line| line.text));
    texts.extend(
        key::key(german, &trace, lanes)
            .into_iter()
            .map(|(_, text)| text.to_owned()),
    );
    texts.extend(link::idle_events(scenario, &[]).iter().map(told));
    for &lane in lanes {
        let lane = trace.lane(lane);
        for phase in &lane.phases {
            prop_assert_eq!(labelled(&phase.kind), Ok(()));
            prop_assert_eq!(labelled(&phase.power), Ok(()));
            prop_assert_eq!(labelled(&phase.host), Ok(()));
        }
        for event in &lane.events {
            prop_assert_eq!(labelled(&event.kind), Ok(()));
        }
        for time in times(lane).into_iter().step_by(5) {
            texts.push(sentence(german, &trace, lanes, time).text);
            let debug = format!("{:?}", scene(german, lane, time));
            // Only what stands in quotation marks is a text.
            texts.extend(debug.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    for text in texts {
        prop_assert_eq!(english_in(&text), None, "{}", text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_happens_is_told_in_german(scenario in any_scenario(), lanes in any_lanes()) {
        all_german(&scenario, &lanes)?;
    }
}

#[test]
fn holds_and_failures_are_told_in_german() {
    let links = Reason::ALL
        .iter()
        .map(|reason| format!("suspend=hold:{}@3s+9s", reason.token()));
    let events = [
        "linkdown@2s+3s",
        "linkslow@2s+3s:10Mbps",
        "srccrash@3s",
        "dstcrash@3s",
        "cancel@3s",
        "force@3s",
    ];
    let more = ["burst@2s+9s:900MiB/s", "arploss@0s+90s", "hold@3s+9s:operator:3s"];
    let events = events.into_iter().chain(more).map(|event| format!("at={event}"));
    for link in links.chain(events) {
        for method in Method::ALL {
            let link = format!("{link}&live={}", method.token());
            let scenario = link::parse(&link).0.scenario;
            all_german(&scenario, Lane::ALL).unwrap_or_else(|error| panic!("{link}: {error}"));
        }
    }
}
