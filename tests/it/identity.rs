//! Holds the platforms together: the figures of many links, bit for bit.
//!
//! `tests/data/identity.txt` has the bits of every figure of a list of links,
//! written by a native run. This test compares the native program with it,
//! `tests/web.rs` the program in a browser. The file says nothing about
//! whether the figures are right; when the model changes on purpose, write it
//! anew with `UPDATE_EXPECT=1 cargo test --test it identity`.

mod figures;

use expect_test::expect_file;
use migrascope::link;
use migrascope::migration::{Observation, Status, measure};
use migrascope::params::Lane;

const IDENTITY: &str = include_str!("../data/identity.txt");

#[test]
fn the_figures_have_the_bits_on_record() {
    expect_file!["../data/identity.txt"].assert_eq(&figures::again(IDENTITY));
}

/// The record is worth something only if it goes through all parts of the engine.
#[test]
fn the_record_goes_through_all_of_the_engine() {
    let (clusters, links): (Vec<&str>, Vec<&str>) =
        figures::links(IDENTITY).partition(|text| figures::is_cluster(text));
    assert!(
        links.len() >= 25 && clusters.len() >= 5,
        "{} {}",
        links.len(),
        clusters.len()
    );
    let mut endings = Vec::new();
    for text in &links {
        let (experiment, notices) = link::parse(text);
        assert_eq!(notices, [], "{text}");
        endings.push(measure(&experiment.scenario, Lane::Live, Observation::Auto).status);
    }
    for status in [Status::Completed, Status::Cancelled, Status::Running] {
        assert!(endings.contains(&status), "{status:?}");
    }
    let words =
        "random: sequential: cap= throttle=on delta=on live=postcopy live=hybrid switch= suspend=file storage=local";
    for word in words
        .split(' ')
        .chain([":abort", ":force", ":postcopy", "writes=none", "downtime=0s"])
    {
        assert!(links.iter().any(|link| link.contains(word)), "no link with {word}");
    }
}
