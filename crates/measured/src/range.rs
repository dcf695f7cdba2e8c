//! What a text leaves open about the writes of a VM, with what would become of it.

use crate::fit::Fitted;
use engine::migration::Observation;
use engine::params::Lane;
use engine::scenario::{Scenario, Settings};
use engine::units::{Bytes, Rate};
use engine::{Metrics, measure};
use link::explore::plane::Plane;

/// Writes that fit as well as others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Possible {
    /// Into how much memory.
    pub region: Bytes,
    /// How fast.
    pub rate: Rate,
    /// What becomes of the migration with them, if it is left alone.
    pub outlook: Metrics,
}

/// At most so many of the writes that fit, from the smallest region to the largest; none where the text tells the region.
#[must_use]
pub fn range(fitted: &Fitted, most: usize) -> Vec<Possible> {
    let curve = fitted.writes.curve();
    let last = curve.len().saturating_sub(1);
    let steps = most.saturating_sub(1).min(last).max(1);
    let mut places: Vec<usize> = (0..=steps).map(|step| step * last / steps).collect();
    places.dedup();
    places
        .into_iter()
        .filter_map(|place| curve.get(place))
        .map(|&(region, rate)| {
            let mut settings = patient(fitted);
            if let Some(class) = settings.writes.first_mut() {
                (class.region, class.rate) = (region, rate);
            }
            let scenario = Scenario::new(settings).0;
            Possible {
                region,
                rate,
                outlook: measure(&scenario, Lane::Live, Observation::Auto),
            }
        })
        .collect()
}

/// The map around them; `None` where the text tells the region.
#[must_use]
pub fn plane(fitted: &Fitted) -> Option<Plane> {
    Plane::around(&Scenario::new(patient(fitted)).0, fitted.writes.curve())
}

/// A timeout ends a migration in any case, and hides whether it would have ended.
fn patient(fitted: &Fitted) -> Settings {
    Settings {
        timeout: None,
        ..fitted.scenario.clone().into_settings()
    }
}
