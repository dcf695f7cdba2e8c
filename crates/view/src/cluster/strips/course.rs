//! Courses in steps: their spans, their values, and where they are drawn.

use engine::cluster::{Step, at, spans};
use engine::units::{Share, SimTime};

/// A course is drawn with as many steps as this at most; beyond that each part of the clock shows its lowest and its highest.
const MOST_STEPS: usize = 2_000;

/// The value in force; before the first step that of the first.
pub(super) fn value_at(course: &[Step<f64>], time: SimTime) -> f64 {
    let first = course.first().map_or(0.0, |step| step.value);
    at(course, time).copied().unwrap_or(first)
}

/// All values of some courses up to the end of the clock.
fn all<C: AsRef<[Step<f64>]>>(courses: &[C], end: SimTime) -> impl Iterator<Item = f64> {
    courses
        .iter()
        .flat_map(move |course| spans(course.as_ref(), end).map(|(_, _, value)| *value))
}

/// The highest of them, at least zero.
pub(super) fn most<C: AsRef<[Step<f64>]>>(courses: &[C], end: SimTime) -> f64 {
    all(courses, end).fold(0.0, f64::max)
}

/// The lowest of them; endless if there is none.
pub(super) fn least<C: AsRef<[Step<f64>]>>(courses: &[C], end: SimTime) -> f64 {
    all(courses, end).fold(f64::INFINITY, f64::min)
}

/// Where the steps of a course are drawn that ends before the clock does.
pub(super) fn places(course: &[Step<f64>], end: SimTime, clock: SimTime, top: f64) -> Vec<(Share, Share)> {
    let place = |at: SimTime, value: f64| (Share::new(at / clock), Share::new(value / top));
    let all: Vec<(SimTime, SimTime, &f64)> = spans(course, end).collect();
    if all.len() <= MOST_STEPS {
        return all.into_iter().map(|(at, _, value)| place(at, *value)).collect();
    }
    let parts = MOST_STEPS / 4;
    let mut drawn = Vec::new();
    let mut rest = &all[..];
    for part in 1..=parts {
        let until = end * (part as f64 / parts as f64);
        let here = rest.partition_point(|(at, _, _)| *at < until || part == parts);
        let (now, later) = rest.split_at(here);
        rest = later;
        drawn.extend(extremes(now).into_iter().map(|(at, value)| place(at, value)));
    }
    drawn
}

/// The first, the lowest, the highest and the last of some steps, in the order of time.
fn extremes(steps: &[(SimTime, SimTime, &f64)]) -> Vec<(SimTime, f64)> {
    let by_value = |one: &&(SimTime, SimTime, &f64), other: &&(SimTime, SimTime, &f64)| one.2.total_cmp(other.2);
    let chosen = [
        steps.first(),
        steps.iter().min_by(by_value),
        steps.iter().max_by(by_value),
        steps.last(),
    ];
    let mut kept: Vec<(SimTime, f64)> = chosen.into_iter().flatten().map(|step| (step.0, *step.2)).collect();
    kept.sort_by_key(|step| step.0);
    kept.dedup_by_key(|step| step.0);
    kept
}
