//! What several of the tests need.

use engine::cluster::{Cluster, Detail, Record, simulate};
use migrascope::link::cluster::{ClusterLink, parse};

/// A link that is read without a notice.
pub fn asked(text: &str) -> ClusterLink {
    let (link, notices) = parse(text);
    assert_eq!(notices, [], "{text}");
    link
}

/// The cluster of a link that is read without a notice.
pub fn cluster(text: &str) -> Cluster {
    asked(text).first.possible().0
}

/// What happens in it.
pub fn run(text: &str) -> Record {
    simulate(&cluster(text), Detail::All)
}

pub fn near(one: f64, other: f64, relative: f64, what: &str) {
    let scale = one.abs().max(other.abs()).max(1e-9);
    assert!((one - other).abs() <= relative * scale, "{one} is not {other}: {what}");
}
