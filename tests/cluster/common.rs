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

/// The value that this part of them does not exceed.
pub fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() as f64 * part).ceil() as usize).clamp(1, values.len()) - 1]
}

/// A row of a table for who reads the output: how many, median, nine of ten, worst.
pub fn tell(what: &str, values: &mut [f64]) {
    let [median, most, worst] = [0.5, 0.9, 1.0].map(|part| quantile(values, part));
    println!(
        "{what:<50} {:>4} {median:>9.2e} {most:>9.2e} {worst:>9.2e}",
        values.len()
    );
}
