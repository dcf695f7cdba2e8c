//! The page in other languages: everything is translated, and nothing of English shines through.

mod notices;

use notices::told;

use migrascope::display::{self, Display};
use migrascope::link::{self, Head, Notice, Page, ValueError};
use migrascope::migration::{Cause, DownCause};
use migrascope::params::{
    ActDetail, ActKind, Choice, Compression, Family, Group, Id, Lane, Method, Part, Pattern, Reason, Reveal,
    ScreenName, StopRule, Storage, SuspendMode, TABLE, Theme, TimeoutAction,
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
use std::path::Path;
use std::sync::LazyLock;
use translations::Texts;

use crate::scene_cases::{any_lanes, any_scenario, times};

/// A language and what it shares with English.
struct Other {
    language: Language,
    /// The same word in both.
    shared: &'static [&'static str],
    /// Words of links, which stay as they are, where they look like English.
    tokens: &'static [&'static str],
    /// Words of [`ENGLISH`] that the language has too.
    own: &'static [&'static str],
}

const ALL: [Other; 2] = [
    Other {
        language: Language::German,
        shared: &[
            "Version",
            "Live",
            "Rate",
            "Link",
            "Parameter",
            "Cluster",
            "Hosts",
            "Racks",
            "VMs",
            "Proxmox VE",
            "{0}: VM {1}",
            "Host",
            "VM",
            "Name",
            "{0} VM",
            "{0} VMs",
            "in {0}",
        ],
        tokens: &["on oder", "oder none"],
        own: &[],
    },
    Other {
        language: Language::Spanish,
        shared: &[
            "local",
            "total",
            "total {0}",
            "host A",
            "host B",
            "Hosts",
            "Racks",
            "Proxmox VE",
            "{0}: VM {1}",
            "Host",
            "VM",
            "{0} VM",
            "{0} hosts",
            "Ping-pong",
        ],
        tokens: &["on u off"],
        own: &["no"],
    },
];

/// Names, which every language leaves as they are.
const NAMES: &str = "zlib, zstd, QEMU, QEMU 7.2, Clark 2005, Xen, Cloud Hypervisor, SPECweb99 (2005), Quake 3 (2005), Auto-converge, Tetris, N+1, \
    byte, bytes, kibibyte, kibibytes, mebibyte, mebibytes, gibibyte, gibibytes, tebibyte, tebibytes, pebibyte, pebibytes, exbibyte, exbibytes";

/// Words that only English has, between blanks.
const ENGLISH: &[&str] = &[
    "the", "is", "are", "of", "and", "to", "with", "from", "for", "by", "it", "its", "not", "no", "then", "at", "on",
    "over", "out", "has", "have", "were", "went", "goes", "this", "that", "than", "while", "until", "after", "before",
    "or", "but", "all", "allowed", "used", "needs", "takes", "stays", "written", "sent",
];

impl Other {
    /// An English text that stands for its translation.
    fn untranslated(&self, text: Text) -> Option<&'static str> {
        self.same(text.english(), text.get(self.language))
            .then_some(text.english())
    }

    fn same(&self, english: &str, other: &str) -> bool {
        english == other && !self.shared.contains(&english) && NAMES.split(", ").all(|name| name != english)
    }

    /// A word of English in a text.
    fn english_in(&self, text: &str) -> Option<&'static str> {
        let plain = self
            .tokens
            .iter()
            .fold(text.to_owned(), |text, token| text.replace(token, ""));
        let words: Vec<String> = plain
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
            .map(str::to_lowercase)
            .collect();
        ENGLISH
            .iter()
            .copied()
            .filter(|word| !self.own.contains(word))
            .find(|word| words.iter().any(|other| other == word))
    }
}

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the sources and languages can be read")
});

/// The languages in which nothing may be English: those that have every text. German does; where another lacks some, English
/// stands in for them.
fn others() -> impl Iterator<Item = &'static Other> {
    static COMPLETE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let complete = TEXTS
            .progress()
            .into_iter()
            .filter(|progress| progress.missing.is_empty());
        complete.map(|progress| progress.language.tag.as_str()).collect()
    });
    assert!(COMPLETE.contains(&Language::German.tag()));
    ALL.iter().filter(|other| COMPLETE.contains(&other.language.tag()))
}

#[test]
fn every_language_of_the_page_has_its_file_and_is_tested() {
    assert_eq!(TEXTS.check(), Ok(()));
    let files: Vec<&str> = TEXTS.languages.iter().map(|file| file.tag.as_str()).collect();
    assert_eq!(files, ALL.each_ref().map(|other| other.language.tag()));
    let offered = Language::ALL
        .into_iter()
        .filter(|language| !matches!(language, Language::English | Language::Pseudo));
    assert_eq!(offered.collect::<Vec<_>>(), ALL.each_ref().map(|other| other.language));
}

/// Every sentence of every file, those too that no other test makes the program say.
#[test]
fn no_translation_is_english() {
    for other in &ALL {
        let file = TEXTS.languages.iter().find(|file| file.tag == other.language.tag());
        let file = file.expect("a language is a file");
        let mut wrong = Vec::new();
        for message in &TEXTS.messages {
            for form in file.get(&message.context, &message.english).unwrap_or_default() {
                let blanks = |text: &str| [text.starts_with(' '), text.ends_with(' ')];
                let words = |text: &str| text.chars().any(char::is_alphabetic);
                let same = |english: &String| words(english) && other.same(english, form);
                if same(&message.english)
                    || message.plural.as_ref().is_some_and(same)
                    || other.english_in(form).is_some()
                    || blanks(form) != blanks(&message.english)
                {
                    wrong.push(form.clone());
                }
            }
        }
        assert_eq!(wrong, [""; 0], "{}", file.head.name);
    }
}

fn choices<C: Choice>(found: &mut Vec<Text>) {
    for choice in C::ALL {
        found.extend([choice.label(), choice.help()]);
    }
}

#[test]
fn every_table_is_translated() {
    let mut texts: Vec<Text> = TABLE.iter().flat_map(|row| [row.label, row.help]).collect();
    let shown = || {
        link::params::<Head>()
            .chain(link::params::<Display>())
            .chain(link::params::<Page>())
    };
    texts.extend(shown().flat_map(|param| [param.label, param.help]));
    texts.extend(TABLE.iter().filter_map(|row| row.unsaid));
    texts.extend(shown().filter_map(|param| param.unsaid));
    choices::<Lane>(&mut texts);
    choices::<Pattern>(&mut texts);
    choices::<Storage>(&mut texts);
    choices::<Compression>(&mut texts);
    choices::<Method>(&mut texts);
    choices::<ScreenName>(&mut texts);
    choices::<StopRule>(&mut texts);
    choices::<TimeoutAction>(&mut texts);
    choices::<SuspendMode>(&mut texts);
    choices::<ActKind>(&mut texts);
    choices::<ActDetail>(&mut texts);
    choices::<Reason>(&mut texts);
    choices::<Theme>(&mut texts);
    choices::<Reveal>(&mut texts);
    choices::<Part>(&mut texts);
    texts.extend(Reason::ALL.iter().map(|reason| reason.resumes_when()));
    texts.extend(Family::ALL.iter().map(|family| family.label()));
    texts.extend(Group::ALL.iter().map(|group| group.label()));
    for other in others() {
        let missing: Vec<_> = texts.iter().filter_map(|text| other.untranslated(*text)).collect();
        assert_eq!(missing, [""; 0]);
        let english: Vec<_> = texts
            .iter()
            .map(|text| text.get(other.language))
            .filter_map(|text| other.english_in(text).map(|word| (word, text)))
            .collect();
        assert_eq!(english, []);
    }
}

/// The label and explanation in another language, if they are English.
fn labelled(other: &Other, thing: &impl Labelled) -> Result<(), String> {
    let [english, label] = [Language::English, other.language].map(|language| thing.label(language));
    if other.same(&english, &label) {
        return Err(label.into_owned());
    }
    let explanation = thing.explanation();
    let same = other.untranslated(explanation).map(str::to_owned);
    let shines = [&label, explanation.get(other.language)]
        .into_iter()
        .find(|text| other.english_in(text).is_some())
        .map(str::to_owned);
    same.or(shines).map_or(Ok(()), Err)
}

#[test]
fn every_cause_is_translated() {
    for other in others() {
        let causes = Cause::ALL.iter().map(|cause| labelled(other, cause));
        let wrong: Vec<_> = causes
            .chain(DownCause::ALL.iter().map(|cause| labelled(other, cause)))
            .filter_map(Result::err)
            .collect();
        assert_eq!(wrong, [""; 0]);
    }
}

#[test]
fn numbers_have_a_decimal_comma() {
    for Other { language, .. } in ALL {
        assert_eq!(format::size(language, Bytes::gib(2.4)), "2,4 GiB");
        assert_eq!(format::time(language, SimTime::s(1.5)), "1,50 s");
        assert!(format::rate(language, Rate::mib_per_s(1.25)).starts_with("1,"));
        assert_eq!(format::count(language, 12_400.0), "12\u{202f}400");
    }
    let millions = |language| [1e6, 1.25e6].map(|count| format::count(language, count));
    assert_eq!(millions(Language::German), ["1 Mio.", "1,25 Mio."]);
    assert_eq!(millions(Language::Spanish), ["1 millón de", "1,25 millones de"]);
}

#[test]
fn each_language_has_its_quotation_marks() {
    let quoted = Language::ALL.map(|language| language.quoted("x"));
    assert_eq!(quoted, ["“x”", "„x“", "«x»", "“x”"]);
}

#[test]
fn units_are_spoken_in_the_form_of_their_number() {
    let spoken = |language| format::speak(language, "1 min 02 s");
    assert_eq!(spoken(Language::German), "1 Minute 2 Sekunden");
    assert_eq!(spoken(Language::Spanish), "1 minuto 2 segundos");
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

fn all_translated(other: &Other, scenario: &Scenario, lanes: &[Lane]) -> Result<(), TestCaseError> {
    let language = other.language;
    let trace = simulate(scenario);
    let mut texts = vec![ranking(language, &trace, lanes)];
    texts.extend(transcript(language, &trace, lanes).into_iter().map(|line| line.text));
    texts.extend(
        key::key(language, &trace, lanes)
            .into_iter()
            .map(|(_, text)| text.to_owned()),
    );
    texts.extend(
        link::idle_events(scenario, &[])
            .iter()
            .map(|notice| told(other, notice)),
    );
    for &lane in lanes {
        let lane = trace.lane(lane);
        for phase in &lane.phases {
            prop_assert_eq!(labelled(other, &phase.kind), Ok(()));
            prop_assert_eq!(labelled(other, &phase.power), Ok(()));
            prop_assert_eq!(labelled(other, &phase.host), Ok(()));
        }
        for event in &lane.events {
            prop_assert_eq!(labelled(other, &event.kind), Ok(()));
        }
        for time in times(lane).into_iter().step_by(5) {
            texts.push(sentence(language, &trace, lanes, time).text);
            let debug = format!("{:?}", scene(language, lane, time));
            // Only what stands in quotation marks is a text.
            texts.extend(debug.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    for text in texts {
        prop_assert_eq!(other.english_in(&text), None, "{}", text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_happens_is_told_in_every_language(scenario in any_scenario(), lanes in any_lanes()) {
        for other in others() {
            all_translated(other, &scenario, &lanes)?;
        }
    }
}

#[test]
fn holds_and_failures_are_told_in_every_language() {
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
            for other in others() {
                all_translated(other, &scenario, Lane::ALL).unwrap_or_else(|error| panic!("{link}: {error}"));
            }
        }
    }
}
