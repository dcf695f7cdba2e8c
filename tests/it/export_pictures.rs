//! Pictures that leave the page stand alone: well-formed, with their colours, type, link and version inside, and made of
//! nothing that the painter of the page does not know.

use migrascope::explore::map::{Base, Fate, Map, SIDE};
use migrascope::link::{parse, presets::PRESETS};
use migrascope::params::{Choice, Lane};
use migrascope::text::Language;
use migrascope::trace::{Trace, simulate};
use migrascope::units::SimTime;
use migrascope::view::beside::Beside;
use migrascope::view::charts::{Chart, Frame, downtime, memory_left, speeds, traffic};
use migrascope::view::export::citation::{Day, bibtex, plain};
use migrascope::view::export::{Origin, VERSION, document, map};
use migrascope::view::key;
use migrascope::view::labels::Role;
use migrascope::view::palette::{Palette, Scheme};
use migrascope::view::picture::{picture, picture_beside};
use migrascope::view::timeline;

const ADDRESS: &str = "https://example.org/migrascope/#ram=8GiB&used=40%25&writes=random:64MiB@128KiB/s";

fn origin(language: Language) -> Origin<'static> {
    Origin {
        address: ADDRESS,
        version: VERSION,
        language,
    }
}

const KNOWN: [(&str, &[&str]); 8] = [
    ("svg", &["xmlns", "role", "width", "height", "viewBox", "font-family"]),
    ("title", &[]),
    ("desc", &[]),
    ("g", &["transform", "font-size", "stroke-linejoin"]),
    ("rect", &["x", "y", "width", "height", "fill"]),
    ("path", &["d", "fill", "stroke", "stroke-width", "stroke-dasharray"]),
    ("circle", &["cx", "cy", "r", "fill"]),
    (
        "text",
        &[
            "x",
            "y",
            "font-size",
            "font-weight",
            "text-anchor",
            "fill",
            "stroke",
            "stroke-width",
            "paint-order",
        ],
    ),
];

/// Reads the SVG strictly: every element is closed, known, and has known attributes; gives all of its text.
fn text_of(svg: &str) -> String {
    let mut open: Vec<&str> = Vec::new();
    let mut text = String::new();
    for part in svg.split_inclusive('>') {
        let (content, tag) = part.split_once('<').expect("a tag");
        assert!(!content.contains('&') || content.contains(';'), "{content}");
        // A canvas keeps a space at the end, and a line that ends at the right would end short of it.
        assert_eq!(content, content.trim_end(), "a line ends with its last letter");
        text += content;
        text.push('\n');
        let tag = tag.strip_suffix('>').expect("an end of the tag");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (name, attributes) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag, ""));
        let (_, known) = KNOWN
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("<{name}>"));
        let mut pieces = attributes.split('"');
        while let (Some(attribute), Some(value)) = (pieces.next(), pieces.next()) {
            let attribute = attribute.trim().strip_suffix('=').expect("NAME=");
            assert!(known.contains(&attribute), "{name} {attribute}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{tag}");
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
}

/// Lines may break anywhere in an address.
fn holds(text: &str, wanted: &str) -> bool {
    let joined = |text: &str| {
        text.chars()
            .filter(|letter| !letter.is_whitespace())
            .collect::<String>()
    };
    joined(text).contains(&joined(wanted))
}

fn traces() -> impl Iterator<Item = (&'static str, Trace)> {
    let own = [
        "",
        "lanes=live&writes=none&at=dstcrash@3s",
        "ram=4MiB&used=100%25&live=postcopy&at=linkdown@0.01s%2B2s",
    ];
    let links = PRESETS.iter().map(|preset| preset.link).chain(own);
    links.map(|link| (link, simulate(&parse(link).0.scenario)))
}

fn charts(trace: &Trace, frame: &Frame) -> [Chart; 4] {
    [downtime, traffic, memory_left, speeds].map(|draw| draw(trace, Lane::ALL, frame))
}

#[test]
fn charts_stand_alone() {
    for (link, trace) in traces() {
        for scheme in Scheme::ALL {
            let frame = Frame {
                width: 640,
                height: 280,
                scheme,
                language: Language::English,
            };
            let marks = key::key(Language::English, &trace, Lane::ALL);
            for chart in charts(&trace, &frame) {
                let svg = document(&chart, &frame, &marks, &origin(Language::English));
                let text = text_of(&svg);
                for wanted in [ADDRESS, VERSION, &chart.summary, chart.caption] {
                    assert!(holds(&text, wanted), "{link}: {wanted} is missing from {text}");
                }
                let bars = chart.svg.contains(&Role::Paused.color(&Palette::of(scheme)).css());
                assert!(
                    !bars || chart.plot.is_some() || holds(&text, "VM paused"),
                    "{link}: a key"
                );
            }
        }
    }
}

#[test]
fn the_picture_of_the_lab_stands_alone() {
    for (link, trace) in traces() {
        for (part, scheme) in [
            (0.0, Scheme::Light),
            (0.3, Scheme::Dark),
            (0.7, Scheme::Projector),
            (2.0, Scheme::Light),
        ] {
            for language in [Language::English, Language::German] {
                let time = SimTime::s(trace.end().as_s() * part);
                let text = text_of(&picture(&trace, Lane::ALL, time, scheme, &origin(language)));
                assert!(holds(&text, ADDRESS) && holds(&text, VERSION), "{link}: {text}");
                for lane in Lane::ALL {
                    let result = migrascope::view::results::results(language, trace.lane(*lane));
                    for wanted in [&result.downtime, &result.total, &result.sent] {
                        assert!(holds(&text, wanted), "{link} {lane:?}: {wanted} is missing");
                    }
                }
            }
        }
    }
}

#[test]
fn a_picture_holds_only_the_lanes_that_are_shown() {
    let trace = simulate(&parse("").0.scenario);
    let svg = picture(
        &trace,
        &[Lane::Live],
        SimTime::s(5.0),
        Scheme::Light,
        &origin(Language::English),
    );
    assert!(!svg.contains("Cold") && svg.contains("Live"));
    let three = picture(
        &trace,
        Lane::ALL,
        SimTime::s(5.0),
        Scheme::Light,
        &origin(Language::English),
    );
    assert!(three.len() > svg.len());
}

#[test]
fn a_citation_names_link_version_and_day() {
    let day = Day {
        year: 2026,
        month: 3,
        day: 7,
    };
    for language in [Language::English, Language::German] {
        let origin = origin(language);
        for text in [plain(&origin, day), bibtex(&origin, day)] {
            for wanted in [ADDRESS, VERSION, "2026-03-07"] {
                assert!(text.contains(wanted), "{wanted} is missing from {text}");
            }
        }
        let entry = bibtex(&origin, day);
        let braces = |brace| entry.matches(brace).count();
        assert!(entry.starts_with("@misc{migrascope,") && braces('{') == braces('}'));
    }
}

#[test]
fn the_map_stands_alone() {
    let (experiment, _) = parse("ram=8GiB&used=40%25&writes=random:64MiB@128KiB/s");
    let map = Map::whole(Base::of(&experiment.scenario));
    let fate = Fate::of_scenario(&experiment.scenario);
    for scheme in Scheme::ALL {
        let svg = map::picture(
            &map,
            experiment.scenario.spot(),
            fate,
            scheme,
            &origin(Language::English),
        );
        let text = text_of(&svg);
        for wanted in [
            ADDRESS,
            VERSION,
            "Where live migration works",
            "writes = link",
            "never ends",
        ] {
            assert!(holds(&text, wanted), "{wanted} is missing from {text}");
        }
        assert!(svg.len() < 700_000, "{} bytes", svg.len());
    }
    let table = map::csv(&map, "#ram=8GiB");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), SIDE * SIDE + 1);
    assert_eq!(
        lines[0],
        "link,lane,vary_writes_rate_bytes_per_s,vary_link_bits_per_s,verdict,downtime_s"
    );
    assert!(
        lines[1].starts_with("#ram=8GiB,live,") && lines[1].contains(",never,"),
        "{}",
        lines[1]
    );
    assert!(lines.iter().skip(1).any(|line| line.contains(",ends,0.")), "some end");
}

#[test]
fn what_happens_is_in_the_picture_of_the_lab() {
    let (experiment, _) = parse("at=linkslow@5s+9s:200Mbps,burst@6s+2s:200MiB/s,cancel@1h");
    let trace = simulate(&experiment.scenario);
    let both = Beside::alone(&trace);
    let (language, end) = (Language::English, both.end(Lane::ALL));
    let marks = timeline::marks(language, &experiment.scenario.events, &experiment.scenario.events, end);
    let svg = picture_beside(
        &both,
        Lane::ALL,
        &marks,
        SimTime::s(3.0),
        Scheme::Light,
        &origin(language),
    );
    let text = text_of(&svg);
    for mark in &marks {
        assert!(holds(&text, &mark.label), "{} is missing from {text}", mark.label);
    }
    assert!(marks.len() >= 2, "two events at least find something to change");
}
