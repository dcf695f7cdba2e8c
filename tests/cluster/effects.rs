//! Every key of a cluster changes a figure in the scenario that its row names.

use engine::cluster::Move;
use engine::cluster::settings::ClusterSettings;
use engine::params::{Effect, Kind, Parameters, Row};
use migrascope::link::Problem;
use migrascope::link::cluster::parse;
use migrascope::link::quantity;
use migrascope::view::cluster::figures;

/// Two values as far apart as the row allows, and the scenario in which they differ.
fn ends(row: &Row<ClusterSettings>) -> (&'static str, [String; 2]) {
    match (row.effect, &row.kind) {
        (Effect::Figures(scenario), Kind::Quantity(range)) => (
            scenario,
            [range.min, range.max].map(|end| quantity::print(range.unit, end)),
        ),
        (Effect::Figures(scenario), Kind::Choice(words)) => {
            let (first, last) = (words.first().expect("words"), words.last().expect("words"));
            (scenario, [first, last].map(|word| word.token.to_owned()))
        }
        (Effect::Figures(scenario), Kind::Flag) => (scenario, ["off", "on"].map(str::to_owned)),
        (Effect::Between(scenario, ends), _) => (scenario, ends.map(str::to_owned)),
        (effect, kind) => panic!("{row:?} is {kind:?} and has {effect:?}"),
    }
}

/// The figures of a link, and who moved where.
fn outcome(text: &str) -> String {
    let (link, notices) = parse(text);
    let refused = |problem: &Problem| matches!(problem, Problem::Refused { .. } | Problem::LeftOut { .. });
    assert!(
        !notices.iter().any(|notice| refused(notice.problem())),
        "{text}: {notices:?}"
    );
    let record = engine::cluster::simulate(&link.first.possible().0, engine::cluster::Detail::Figures);
    let way = |one: &Move| (one.vm, one.from, one.to, one.start);
    let ways: Vec<_> = record.moves.iter().map(way).collect();
    format!("{:?} {ways:?}", figures::fields(&record))
}

#[test]
fn every_key_changes_a_figure() {
    let mut idle = Vec::new();
    for row in ClusterSettings::table() {
        let (scenario, ends) = ends(row);
        let [from, to] = ends.map(|end| match row.family() {
            // A member of the family stands in the value.
            Some(family) => format!("screen=cluster&{scenario}&{family}{end}"),
            None => format!("screen=cluster&{scenario}&{}={end}", row.key),
        });
        if outcome(&from) == outcome(&to) {
            idle.push(format!("{from} and {to}"));
        }
    }
    assert_eq!(idle, [""; 0]);
}
