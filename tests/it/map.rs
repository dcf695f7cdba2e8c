//! The map of what would become of the live lane elsewhere.

use std::mem::discriminant;

use migrascope::explore::map::{Base, Fate, Map, SIDE, cell_at, place_of, spot_at};
use migrascope::link;
use migrascope::migration::{Effort, Observation, measure, measure_with};
use migrascope::params::Lane;
use migrascope::scenario::{Scenario, Settings, Spot};
use migrascope::state::lab::{Action, Edit, Lab};
use migrascope::text::Language;
use migrascope::units::Rate;
use migrascope::view::format;
use migrascope::view::map as view;
use migrascope::view::palette::{Palette, Scheme};
use proptest::prelude::*;
use rayon::prelude::*;

use crate::laws_cases::any_scenario;

fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert!(notices.is_empty(), "{notices:?}");
    experiment.scenario
}

fn map(text: &str) -> Map {
    Map::whole(Base::of(&scenario(text)))
}

fn fates(map: &Map) -> impl Iterator<Item = Fate> {
    (0..SIDE * SIDE).map(|index| map.fate(index % SIDE, index / SIDE).expect("the whole map is known"))
}

/// The fate after a click on the cell.
fn clicked(text: &str, (column, row): (usize, usize)) -> Fate {
    let state = Lab::open(text).reduce(Action::Edit(Edit::GoTo(spot_at(column, row))));
    Fate::of(&measure(&state.scenario, Lane::Live, Observation::Auto))
}

#[test]
fn every_place_shows_what_a_click_on_it_brings() {
    for text in [
        "",
        "live=postcopy",
        "throttle=on&downtime=100ms",
        "timeout=60s:abort",
        "at=dstcrash@20s",
    ] {
        let map = map(text);
        for cell in [
            (0, 0),
            (63, 0),
            (0, 63),
            (63, 63),
            (30, 30),
            (31, 34),
            (40, 35),
            (12, 50),
        ] {
            assert_eq!(
                map.fate(cell.0, cell.1),
                Some(clicked(text, cell)),
                "{text} at {cell:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_map_is_about_the_live_lane_alone(any in any_scenario(), column in 0..SIDE, row in 0..SIDE) {
        let spot = spot_at(column, row);
        let mut asked = any.clone().into_settings();
        asked.go_to(spot);
        let there = Scenario::new(asked).0;
        let base = Base::of(&any);
        if any.writes.len() < 2 {
            let live = |scenario: &Scenario| measure(scenario, Lane::Live, Observation::Auto);
            prop_assert_eq!(live(&base.at(spot)), live(&there), "cold and suspended settings do not matter");
            prop_assert_eq!(Base::of(&there), base, "the same map wherever one goes on it");
        }
        let went = there.spot();
        prop_assert!((went.writes / spot.writes - 1.0).abs() < 0.01 && went.link == spot.link, "{went:?}");
    }

    #[test]
    fn a_cell_lies_where_its_spot_is(column in 0..SIDE, row in 0..SIDE) {
        prop_assert_eq!(cell_at(place_of(spot_at(column, row))), (column, row));
    }
}

#[test]
fn classes_keep_their_shares() {
    let mut settings: Settings = scenario("writes=random:24MiB@60MiB/s,random:1GiB@6MiB/s").into_settings();
    let to = |mib: f64| Spot {
        writes: Rate::mib_per_s(mib),
        link: Rate::bits_per_s(1e9),
    };
    settings.go_to(to(132.0));
    assert_eq!(settings.writes[0].rate, Rate::mib_per_s(120.0));
    assert_eq!(settings.writes[1].rate, Rate::mib_per_s(12.0));
    for class in &mut settings.writes {
        class.rate = Rate::ZERO;
    }
    settings.go_to(to(10.0));
    assert_eq!(
        settings.writes[1].rate,
        Rate::mib_per_s(5.0),
        "equal shares where nothing was written"
    );
    settings.writes.clear();
    settings.go_to(to(10.0));
    assert_eq!(settings.spot(), to(10.0), "and a class where there was none");
}

#[test]
fn it_is_known_roughly_before_it_is_known() {
    let mut growing = Map::new(Base::of(&Scenario::default()));
    assert_eq!(growing.fate(5, 5), None);
    while !growing.is_coarse() {
        growing.go_on();
    }
    assert!(!growing.is_done());
    let whole = map("");
    for index in 0..SIDE * SIDE {
        let (column, row) = (index % SIDE, index / SIDE);
        let middle = |at: usize| at / 4 * 4 + 2;
        assert_eq!(growing.fate(column, row), whole.fate(middle(column), middle(row)));
    }
    while !growing.is_done() {
        growing.go_on();
    }
    assert_eq!(growing, whole);
}

#[test]
fn the_frontier_is_where_writes_fill_the_link() {
    let map = map("");
    let line = map.frontier();
    assert!(line.len() > 100, "it crosses the map");
    for &(across, up) in &line {
        let (column, row) = cell_at((across, up));
        let spot = spot_at(column, row);
        let share = spot.writes / spot.link;
        assert!((0.7..1.3).contains(&share), "{spot:?}: {share}");
    }
    let capped = self::map("cap=50MiB/s").frontier();
    let most = capped.iter().map(|place| place.0).fold(0.0, f64::max);
    assert!(
        (most
            - place_of(Spot {
                writes: Rate::mib_per_s(50.0),
                link: Rate::bits_per_s(1e9)
            })
            .0)
            .abs()
            < 0.01
    );
}

#[test]
fn each_fate_is_told_apart() {
    let has = |text: &str, wanted: fn(&Fate) -> bool| assert!(fates(&map(text)).any(|fate| wanted(&fate)), "{text}");
    has("", |fate| *fate == Fate::Never);
    has("", |fate| matches!(fate, Fate::Moved(_)));
    has("live=postcopy", |fate| matches!(fate, Fate::PostCopied(_)));
    has("timeout=60s:abort", |fate| *fate == Fate::Cancelled);
    has("at=dstcrash@20s", |fate| *fate == Fate::Failed);
    let (_, others) = view::legend(
        Language::English,
        &map("timeout=60s:abort"),
        &Palette::of(Scheme::Light),
    );
    assert!(others.iter().any(|entry| entry.label == "given up"));
}

#[test]
fn the_picture_shows_the_cells() {
    let map = map("");
    for scheme in Scheme::ALL {
        let palette = Palette::of(scheme);
        let pixels = view::pixels(&map, &palette, (3, 2), 1);
        assert_eq!(pixels.len(), SIDE * 3 * SIDE * 2 * 4);
        let at = |column: usize, row: usize| {
            let first = ((SIDE - 1 - row) * 2 * SIDE * 3 + column * 3) * 4;
            let line = |y: usize| &pixels[first + y * SIDE * 12..][..12];
            [line(0), line(1)].concat()
        };
        let uniform = |column, row| at(column, row).chunks(4).all(|pixel| pixel == &at(column, row)[..4]);
        let plain = (0..SIDE * SIDE).all(|index| {
            let (column, row) = (index % SIDE, index / SIDE);
            matches!(map.fate(column, row), Some(Fate::Never | Fate::Hovers(_))) || uniform(column, row)
        });
        assert!(plain, "downtimes are even surfaces");
        assert!(
            !(0..SIDE).all(|row| uniform(SIDE - 1, row)),
            "what never converges is hatched"
        );
        assert!(pixels.chunks(4).all(|pixel| pixel[3] == 255));
    }
}

#[test]
fn words_and_numbers_say_the_same() {
    let map = map("");
    let spot = Scenario::default().spot();
    assert_eq!(
        view::readout(Language::English, &map, (SIDE - 1, 0)).split(": ").last(),
        Some("never ends")
    );
    let fate_of = |scenario: &Scenario| Fate::of(&measure(scenario, Lane::Live, Observation::Auto));
    let fate = fate_of(&Scenario::default());
    let text = view::summary(Language::English, &map, spot, fate);
    assert!(
        text.contains("40 MiB/s, 1 Gbit/s: 0.2") && text.contains("it never ends."),
        "{text}"
    );
    let german = view::summary(Language::German, &map, spot, fate);
    assert!(german.contains("endet sie nie"), "{german}");
    let hog = scenario("writes=random:4GiB@400MiB/s&ram=8GiB&used=90%25");
    let stuck = view::summary(
        Language::English,
        &Map::whole(Base::of(&hog)),
        hog.spot(),
        fate_of(&hog),
    );
    assert!(stuck.contains("never ends. It needs a link of"), "{stuck}");
    let table = view::table(Language::English, &map);
    assert_eq!((table.rows.len(), table.head.len()), (8, 9));
    assert!(table.rows.iter().all(|row| row.len() == 9));
    assert_eq!(table.rows[7][8], "never ends");
}

/// Every cell of six maps, with its rounds followed one by one to the end of the observation: `cargo test --release --test
/// it six_maps -- --ignored`.
#[test]
#[ignore = "minutes"]
fn six_maps_end_as_their_rounds_do() {
    const EVERY_ROUND: Effort = Effort {
        rounds: u32::MAX,
        every_round: true,
    };
    let texts = [
        "",
        "downtime=30ms",
        "ram=16GiB&used=60%25&writes=random:4GiB@100MiB/s",
        "writes=sequential:512MiB@40MiB/s&downtime=100ms",
        "throttle=on&downtime=100ms",
        "ramp=10x30s&cap=400MiB/s",
    ];
    let mut found = Vec::new();
    for text in texts {
        let (map, base) = (map(text), Base::of(&scenario(text)));
        let cells: Vec<(usize, usize)> = (0..SIDE * SIDE).map(|index| (index % SIDE, index / SIDE)).collect();
        let differ = cells.par_iter().filter_map(|&(column, row)| {
            let quick = map.fate(column, row).expect("the whole map is known");
            let there = base.at(spot_at(column, row));
            let exact = Fate::of(&measure_with(&there, Lane::Live, Observation::Auto, EVERY_ROUND));
            let decided = quick != Fate::NotDecided;
            let differs = discriminant(&quick) != discriminant(&exact);
            (!decided || differs).then(|| (decided, format!("{text} at {column}, {row}: {quick:?}, not {exact:?}")))
        });
        let differ: Vec<(bool, String)> = differ.collect();
        let open = differ.iter().filter(|(decided, _)| !decided).count();
        println!("{text:?}: {} wrong, {open} not decided", differ.len() - open);
        assert!(open * 100 <= SIDE * SIDE, "{text}: {open} cells are not decided");
        found.extend(differ.into_iter().filter_map(|(decided, said)| decided.then_some(said)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A writer that the wire only just outruns shares its cell of the map with others that outrun the wire.
#[test]
fn what_is_said_of_the_experiment_is_what_its_lane_does() {
    let text = "writes=sequential:256MiB@110MiB/s";
    let (map, narrow) = (map(text), scenario(text));
    let (spot, run) = (narrow.spot(), measure(&narrow, Lane::Live, Observation::Auto));
    let (column, row) = cell_at(place_of(spot));
    assert_eq!(map.fate(column, row), Some(Fate::Never));
    let fate = Fate::of(&run);
    let downtime = format::time(Language::English, run.downtime.total());
    let here = view::here(Language::English, spot, fate);
    assert!(here.ends_with(&downtime), "{here}, not {downtime}");
    let summary = view::summary(Language::English, &map, spot, fate);
    let beyond = (0..SIDE)
        .map(|column| spot_at(column, row).writes)
        .find(|&writes| writes > spot.writes)
        .expect("the map goes on");
    let beyond = view::writes(Language::English, beyond);
    assert!(
        summary.ends_with(&format!("From {beyond} on it never ends.")),
        "{summary}"
    );
}
