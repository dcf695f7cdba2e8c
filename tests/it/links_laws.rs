//! Laws of the link language: reading never fails, and undoes printing.

use migrascope::display::{self, Display, Pace};
use migrascope::link::{Experiment, MAX_NOTICES, Page, SECOND, head, page, parse, print, print_scenario};
use migrascope::params::{CLOCK, Choice, Kind, Lane, Part, Pattern, Reason, Reveal, Row, TABLE, Theme, TimeoutAction};
use migrascope::scenario::{
    Act, Hold, Patience, Ramp, Scenario, Settings, Suspend, Switch, TimedEvent, TimedHold, Timeout, Used, WriteClass,
};
use migrascope::text::Language;
use migrascope::units::{Bytes, Rate, Share, SimTime};
use proptest::prelude::*;

/// All keys, in the order in which they are printed.
fn keys() -> impl Iterator<Item = String> {
    let head = head::TABLE.iter().map(|row| row.key);
    let display = display::TABLE.iter().map(|row| row.key);
    let page = page::TABLE.iter().map(|row| row.key);
    let own = || TABLE.iter().map(|row| row.key);
    let second = own().map(|key| format!("{SECOND}{key}"));
    let plain = head.chain(own()).map(str::to_owned);
    plain.chain(second).chain(display.chain(page).map(str::to_owned))
}

/// Round and crooked numbers between nothing and far too much.
fn number(most: f64) -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (0.0..1.0f64).prop_map(move |share| most * share * share * share),
        4 => (0u32..1000, 0i32..40).prop_map(|(digits, two)| f64::from(digits) * f64::from(two).exp2()),
        2 => (1u32..1000, -6i32..12).prop_map(|(digits, ten)| format!("{digits}e{ten}").parse().expect("a number")),
        1 => prop_oneof![Just(0.0), Just(f64::MAX), Just(f64::INFINITY), Just(f64::MIN_POSITIVE)],
    ]
}

fn size() -> impl Strategy<Value = Bytes> {
    number(1e13).prop_map(Bytes::new)
}

fn rate() -> impl Strategy<Value = Rate> {
    number(1e11).prop_map(Rate::bytes_per_s)
}

fn time() -> impl Strategy<Value = SimTime> {
    number(1e5).prop_map(SimTime::s)
}

fn word<C: Choice + std::fmt::Debug>() -> impl Strategy<Value = C> {
    proptest::sample::select(C::ALL)
}

fn used() -> impl Strategy<Value = Used> {
    prop_oneof![
        (0.0..=1.0f64).prop_map(|share| Used::Share(Share::new(share))),
        (0u8..=100).prop_map(|percent| Used::Share(Share::percent(f64::from(percent)))),
        size().prop_map(Used::Size),
    ]
}

fn class() -> impl Strategy<Value = WriteClass> {
    (word::<Pattern>(), size(), rate()).prop_map(|(pattern, region, rate)| WriteClass { pattern, region, rate })
}

fn switch() -> impl Strategy<Value = Switch> {
    prop_oneof![Just(Switch::Start), Just(Switch::Pass), time().prop_map(Switch::At)]
}

fn timeout() -> impl Strategy<Value = Timeout> {
    let patience = prop_oneof![time().prop_map(Patience::Time), time().prop_map(Patience::PerGib)];
    (patience, word::<TimeoutAction>()).prop_map(|(after, action)| Timeout { after, action })
}

fn hold() -> impl Strategy<Value = Hold> {
    let length = || proptest::option::of(time());
    (word::<Reason>(), length(), length()).prop_map(|(reason, length, give_up)| Hold {
        reason,
        length,
        give_up,
    })
}

fn suspend() -> impl Strategy<Value = Suspend> {
    let held = (time(), hold()).prop_map(|(at, hold)| Suspend::Hold(TimedHold { at, hold }));
    prop_oneof![Just(Suspend::Save), Just(Suspend::File), held]
}

fn event() -> impl Strategy<Value = TimedEvent> {
    let length = || proptest::option::of(time());
    let act = prop_oneof![
        4 => hold().prop_map(Act::Hold),
        2 => length().prop_map(|length| Act::LinkDown { length }),
        2 => (rate(), length()).prop_map(|(rate, length)| Act::LinkSlow { rate, length }),
        2 => (rate(), length()).prop_map(|(rate, length)| Act::Burst { rate, length }),
        1 => length().prop_map(|length| Act::AnnouncementLoss { length }),
        6 => proptest::sample::select(vec![
            Act::Resume, Act::Cancel, Act::LinkUp, Act::SourceCrash, Act::DestinationCrash, Act::Force,
        ]),
    ];
    (time(), act).prop_map(|(at, act)| TimedEvent { at, act })
}

/// What any row can be told.
fn plain(row: &Row<Settings>) -> BoxedStrategy<Settings> {
    let id = row.id;
    let with = move |change: &dyn Fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        settings
    };
    match row.kind {
        Kind::Quantity(range) => proptest::option::weighted(0.8, number(range.max.base() * 2.0))
            .prop_map(move |base| with(&|settings| settings.set_quantity(id, base.map(|base| range.unit.of(base)))))
            .boxed(),
        Kind::Choice(words) => (0..words.len())
            .prop_map(move |word| with(&|settings| id.row().value.set_word(settings, word)))
            .boxed(),
        Kind::Flag => (0..2_usize)
            .prop_map(move |word| with(&|settings| id.row().value.set_word(settings, word)))
            .boxed(),
        Kind::Form => Just(Settings::default()).boxed(),
    }
}

prop_compose! {
    fn settings()(
        rows in TABLE.iter().map(plain).collect::<Vec<_>>(),
        (used, writes) in (used(), proptest::collection::vec(class(), 0..20)),
        (switch, timeout) in (proptest::option::of(switch()), proptest::option::of(timeout())),
        ramp in proptest::option::of((1..=20u32, time()).prop_map(|(steps, every)| Ramp { steps, every })),
        (suspend, events) in (suspend(), proptest::collection::vec(event(), 0..40)),
    ) -> Settings {
        let mut settings = Settings::default();
        for (row, told) in TABLE.iter().zip(rows) {
            row.value.copy(&told, &mut settings);
        }
        Settings { used, writes, switch, timeout, ramp, suspend, events, ..settings }
    }
}

fn lanes() -> impl Strategy<Value = Vec<Lane>> {
    (1..=Lane::ALL.len(), Just(Lane::ALL.to_vec()).prop_shuffle())
        .prop_map(|(count, lanes)| lanes.into_iter().take(count).collect())
}

fn pace() -> impl Strategy<Value = Pace> {
    prop_oneof![
        Just(Pace::Cinematic),
        (Pace::SLOWEST..=Pace::FASTEST).prop_map(Pace::Times)
    ]
}

prop_compose! {
    fn display()(
        lanes in lanes(),
        moment in (0.0..1e6f64).prop_map(SimTime::s),
        (pace, reveal) in (pace(), word::<Reveal>()),
    ) -> Display {
        Display { lanes, moment, pace, reveal }
    }
}

prop_compose! {
    fn page()(
        theme in word::<Theme>(),
        language in word::<Language>(),
        hidden in proptest::sample::subsequence(Part::ALL, 0..=Part::ALL.len()),
        embed in any::<bool>(),
        present in any::<bool>(),
    ) -> Page {
        Page { theme, language, hidden, embed, present }
    }
}

/// The first run with some rows of other settings.
fn second(first: &Settings, other: &Settings, taken: &[bool]) -> Settings {
    let mut second = first.clone();
    for (row, _) in TABLE.iter().zip(taken).filter(|(_, taken)| **taken) {
        row.value.copy(other, &mut second);
    }
    second
}

fn experiment() -> impl Strategy<Value = Experiment> {
    let taken = proptest::collection::vec(proptest::bool::weighted(0.15), TABLE.len());
    let other = proptest::option::of((settings(), taken));
    (settings(), other, display(), page()).prop_map(|(settings, other, display, page)| {
        let second = other.map(|(other, taken)| Scenario::new(second(&settings, &other, &taken)).0);
        let scenario = Scenario::new(settings).0;
        Experiment {
            second: second.filter(|second| *second != scenario),
            scenario,
            display,
            page,
        }
    })
}

/// Pieces of the grammar, put together in ways that no one means.
fn fragments() -> impl Strategy<Value = String> {
    let keys: Vec<String> = keys().collect();
    let words = [
        "&",
        "&&",
        "=",
        "#",
        "?",
        ":",
        "@",
        ",",
        "+",
        "%",
        "%25",
        "%2",
        "%00",
        "%FF",
        "none",
        "on",
        "off",
        "random",
        "sequential",
        "pass",
        "start",
        "abort",
        "hold",
        "hold@",
        "suspend=hold:budget@",
        "linkdown@",
        "burst@",
        "resume@",
        "cold",
        "live",
        "rail",
        "cinematic",
        "1",
        "0",
        "-",
        "60%",
        "4GiB",
        "1,5",
        "1,000",
        "9e99TiB",
        "1e-999",
        "40MiB/s",
        "1Gbps",
        "300ms",
        "inf",
        "NaN",
        "x",
        "vs.",
        "default",
        "🐧",
        "\u{0}",
        " ",
    ];
    let piece = prop_oneof![
        3 => proptest::sample::select(keys).prop_map(|key| format!("&{key}=")),
        5 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn harmless(text: &str) -> Result<(), TestCaseError> {
    let (experiment, notices) = parse(text);
    prop_assert!(notices.len() <= MAX_NOTICES + 1);
    for notice in &notices {
        let sentence = notice.to_string();
        prop_assert!(
            sentence.chars().count() < 500 && sentence.ends_with('.'),
            "{}",
            sentence
        );
        prop_assert!(!sentence.contains(char::is_control), "{}", sentence);
    }
    let canonical = print(&experiment);
    let (again, surprises) = parse(&canonical);
    prop_assert_eq!(&surprises, &[], "{}", canonical);
    prop_assert_eq!(print(&again), canonical);
    prop_assert_eq!(again, experiment);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn reading_undoes_printing(experiment in experiment()) {
        let link = print(&experiment);
        prop_assert_eq!(parse(&link), (experiment.clone(), Vec::new()), "{}", link);
        prop_assert_eq!(parse(&format!("https://example.org/?embed=on#{link}&")).0, experiment);
    }

    #[test]
    fn links_hold_only_what_survives_a_chat(experiment in experiment()) {
        let link = print(&experiment);
        prop_assert!(link.chars().all(|c| c.is_ascii_alphanumeric() || "&=.-:@,/+%".contains(c)), "{}", link);
        for (place, _) in link.match_indices('%') {
            prop_assert_eq!(link.get(place..place + 3), Some("%25"));
        }
        prop_assert!(!link.ends_with(|c: char| !c.is_ascii_alphanumeric()), "{}", link);
    }

    #[test]
    fn links_are_in_the_order_of_the_table(experiment in experiment()) {
        let link = print(&experiment);
        let place = |item: &str| keys().position(|key| item.starts_with(&format!("{key}=")));
        let places: Vec<_> = link.split('&').filter(|item| !item.is_empty()).map(place).collect();
        prop_assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", link);
    }

    #[test]
    fn the_scenario_alone_is_printed_without_the_display(experiment in experiment()) {
        let scenario = experiment.scenario;
        let link = print_scenario(&scenario);
        prop_assert_eq!(parse(&link).0, Experiment { scenario, ..Experiment::default() });
    }

    #[test]
    fn encoding_once_or_twice_too_often_changes_nothing(experiment in experiment()) {
        let once: String = print(&experiment)
            .chars()
            .map(|c| if "&=".contains(c) || c.is_ascii_alphanumeric() { c.to_string() } else { format!("%{:02x}", c as u32) })
            .collect();
        prop_assert_eq!(&parse(&once).0, &experiment);
        prop_assert_eq!(&parse(&once.replace('%', "%25")).0, &experiment);
    }

    #[test]
    fn any_text_is_harmless(text in any::<String>()) {
        harmless(&text)?;
    }

    #[test]
    fn any_text_after_a_key_is_harmless(key in proptest::sample::select(keys().collect::<Vec<_>>()), text in any::<String>()) {
        harmless(&format!("{key}={text}"))?;
    }

    #[test]
    fn pieces_of_the_grammar_in_any_order_are_harmless(text in fragments()) {
        harmless(&text)?;
    }
}

#[test]
fn a_display_that_no_link_can_say_is_printed_as_the_nearest() {
    let display = Display {
        lanes: vec![Lane::Live, Lane::Live],
        pace: Pace::Times(f64::NAN),
        moment: SimTime::s(f64::INFINITY),
        ..Display::default()
    };
    let page = Page {
        hidden: vec![Part::Charts, Part::Rail, Part::Charts],
        ..Page::default()
    };
    let experiment = Experiment {
        display,
        page,
        ..Experiment::default()
    };
    let most = migrascope::link::quantity::print(CLOCK.unit, CLOCK.max);
    assert_eq!(
        print(&experiment),
        format!("lanes=live&t={most}&speed=1&hide=rail,charts")
    );
}
