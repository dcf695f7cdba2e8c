//! A time has one form: what a run says of itself spells no time in two ways.

use std::collections::BTreeMap;

use migrascope::link::parse;
use migrascope::link::presets::PRESETS;
use migrascope::text::Language;
use migrascope::trace::simulate;
use migrascope::view::narration::sentence;
use migrascope::view::steps::event_times;
use migrascope::view::{results, timeline, transcript, verdict};

/// All figures and sentences of a run, at all of its turns.
fn texts(language: Language, link: &str) -> Vec<String> {
    let (experiment, _) = parse(link);
    let (trace, lanes) = (simulate(&experiment.scenario), &experiment.display.lanes);
    let mut texts = vec![results::ranking(language, &trace, lanes)];
    for lane in trace.of(lanes) {
        let result = results::results(language, lane);
        texts.extend([
            result.headline,
            result.downtime,
            result.outage,
            result.total,
            result.slowed,
            result.status,
        ]);
        let split = result.downtime_split.into_iter().chain(result.outage_split);
        texts.extend(split.map(|(_, value)| value));
        texts.push(verdict::sentence(language, lane));
    }
    for time in event_times(&trace, lanes) {
        texts.push(sentence(language, &trace, lanes, time).text);
    }
    texts.extend(
        transcript::transcript(language, &trace, lanes)
            .into_iter()
            .map(|line| line.text),
    );
    texts
}

/// The spans in a text: how long, and how it is spelt. `1 min 25 s` is one.
fn spans(text: &str) -> Vec<(f64, String)> {
    let units = [
        ("d", 86_400.0),
        ("h", 3600.0),
        ("min", 60.0),
        ("s", 1.0),
        ("ms", 1e-3),
        ("µs", 1e-6),
    ];
    let plain = text.replace('\u{a0}', " ");
    let words: Vec<&str> = plain.split([' ', '\n']).collect();
    let mut found: Vec<(f64, String, usize)> = Vec::new();
    for (place, pair) in words.windows(2).enumerate() {
        let unit = pair[1].trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let number = pair[0].trim_start_matches('(').replace(',', ".");
        let (Some((_, size)), Ok(value)) = (units.iter().find(|(name, _)| *name == unit), number.parse::<f64>()) else {
            continue;
        };
        let spelt = format!("{} {unit}", pair[0].trim_start_matches('('));
        let goes_on = |before: usize| before + 2 == place && words[place - 1].ends_with(char::is_alphanumeric);
        let smaller = |spelt: &str| {
            units
                .iter()
                .any(|(name, larger)| larger > size && spelt.ends_with(&format!(" {name}")))
        };
        match found
            .last_mut()
            .filter(|(_, spelt, before)| goes_on(*before) && !pair[0].starts_with('(') && smaller(spelt))
        {
            Some((seconds, text, before)) => {
                *seconds += value * size;
                *text += &(String::from(" ") + &spelt);
                *before = place;
            }
            None => found.push((value * size, spelt, place)),
        }
    }
    found.into_iter().map(|(seconds, spelt, _)| (seconds, spelt)).collect()
}

#[test]
fn spans_are_found() {
    let found = spans("it took 1 min 25 s (0,30 s, 5 ms), 4 min; 2 h 5 min.");
    let spelt: Vec<&str> = found.iter().map(|(_, spelt)| spelt.as_str()).collect();
    assert_eq!(spelt, ["1 min 25 s", "0,30 s", "5 ms", "4 min", "2 h 5 min"]);
    assert_eq!(found[0].0, 85.0);
}

#[test]
fn no_run_spells_a_time_in_two_ways() {
    let own = [
        "ram=1TiB&link=10Mbps&until=10min",
        "lanes=live&at=hold@5s+85s:compliance",
        "boot=85s&shutdown=61s",
        "live=postcopy&writes=random:1GiB@400MiB/s&at=linkdown@5s+85s",
    ];
    let stories = PRESETS.iter().flat_map(|preset| {
        [preset.link]
            .into_iter()
            .chain(preset.tries.iter().map(|next| next.link))
    });
    for link in stories.chain(own) {
        for language in [Language::English, Language::German] {
            let mut forms: BTreeMap<u64, String> = BTreeMap::new();
            for text in texts(language, link) {
                let clock = text.as_bytes().windows(4).any(|four| {
                    four[0].is_ascii_digit() && four[1] == b':' && four[2].is_ascii_digit() && four[3].is_ascii_digit()
                });
                assert!(!clock, "{link}: a span as on a clock in {text:?}");
                // Below a second a limit is told in the unit that it is set in; from there on all spans are alike.
                for (seconds, spelt) in spans(&text).into_iter().filter(|(seconds, _)| *seconds >= 1.0) {
                    assert!(
                        seconds < 60.0 || !spelt.ends_with(" s") || spelt.contains("min"),
                        "{link}: {spelt} in {text:?}"
                    );
                    // What is set has no tenths that it does not need.
                    let spelt = spelt.replace(".0 s", " s").replace(",0 s", " s");
                    let key = (seconds * 1e6).round() as u64;
                    let form = forms.entry(key).or_insert_with(|| spelt.clone());
                    assert_eq!(*form, spelt, "{link}: {text:?}");
                }
            }
        }
    }
}

#[test]
fn titles_of_the_clock_have_moments_and_spans() {
    let trace = simulate(&parse("boot=85s").0.scenario);
    let line = timeline::timeline(Language::English, &trace, &[migrascope::params::Lane::Cold]);
    let boot = line.lanes[0]
        .bars
        .iter()
        .find(|bar| bar.label == "boot")
        .expect("a cold VM boots");
    assert!(
        boot.title.starts_with("boot: 0:20.5 to 1:45.5, 1 min 25 s\n"),
        "{}",
        boot.title
    );
}
