//! Rows are named by what happens in them.

use migrascope::link::parse;
use migrascope::params::Lane;
use migrascope::text::Language::English;
use migrascope::trace::simulate;
use migrascope::view::kinds::{name, what};
use migrascope::view::results::ranking;

#[test]
fn both_meanings_of_suspended_have_names_of_their_own() {
    for (link, named, happens) in [
        ("", "Held", "live migration, suspended for 1 min"),
        ("suspend=hold:budget@10s", "Held", "live migration, suspended"),
        (
            "suspend=hold:budget@10s:30s",
            "Held",
            "live migration, suspended for 30 s",
        ),
        ("suspend=save", "Saved", "VM suspended, moved, resumed"),
        ("suspend=file", "Saved", "VM saved to a file, moved, resumed"),
    ] {
        let trace = simulate(&parse(link).0.scenario);
        let lane = trace.lane(Lane::Suspended);
        assert_eq!(
            (name(English, lane), what(English, lane).as_str()),
            (named, happens),
            "{link}"
        );
    }
    let trace = simulate(&parse("live=postcopy").0.scenario);
    assert_eq!(what(English, trace.lane(Lane::Cold)), "VM shut down, moved, started");
    assert_eq!(
        what(English, trace.lane(Lane::Live)),
        "VM moved while it runs, its memory follows"
    );
}

#[test]
fn a_hair_of_downtime_does_not_make_a_winner_of_a_hold() {
    let told = |link: &str, lanes: &[Lane]| ranking(English, &simulate(&parse(link).0.scenario), lanes);
    let all = [Lane::Cold, Lane::Suspended, Lane::Live];
    let held = told("", &all);
    assert!(
        held.starts_with("Live and held stop the VM for about the same 0.29 s, cold for "),
        "{held}"
    );
    let saved = told("suspend=save", &all);
    assert!(
        saved.starts_with("Live stops the VM for 0.29 s, saved for 22"),
        "{saved}"
    );
}
