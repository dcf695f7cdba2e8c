//! The engine: what it takes to move a running virtual machine, computed.
//!
//! [`Settings`] are what somebody asks for, a [`Scenario`] is what of it is possible. From it come figures alone
//! ([`measure`]), a record of everything that happens ([`simulate`]), or a [`Migration`] that advances under a share of the
//! line for as long as its user likes. No clock, no dice, no screen: one scenario has one result, bit for bit, everywhere.
//!
//! ```
//! use engine::{Bytes, Lane, Rate, Scenario, Settings, simulate};
//!
//! let settings = Settings {
//!     ram: Bytes::gib(8.0),
//!     link: Rate::bits_per_s(10e9),
//!     ..Settings::default()
//! };
//! let (scenario, gave_way) = Scenario::new(settings);
//! assert!(gave_way.is_empty());
//!
//! let trace = simulate(&scenario);
//! let [cold, live] = [Lane::Cold, Lane::Live].map(|kind| trace.lane(kind).metrics.downtime.total());
//! assert!(live.as_s() < 0.1 && cold.as_s() > 10.0);
//! ```
//!
//! The names here are what a program needs that runs migrations. The modules hold the rest: the table of [`params`], how
//! quantities are written ([`units::written`]), and all that a record tells ([`migration`]).
#![forbid(unsafe_code)]

pub mod cluster;
pub mod migration;
pub mod params;
pub mod scenario;
pub mod sharing;
pub mod trace;
pub mod units;

pub use migration::{
    Downtime, Effort, Event, Metrics, Migration, Observation, Outcome, Phase, Recorder, Round, Sample, Silent, Status,
    Traffic, measure,
};
pub use params::Lane;
pub use scenario::{Adjustment, Scenario, Settings};
pub use text;
pub use trace::{LaneTrace, Moment, Trace, simulate};
pub use units::{Bytes, Pages, Rate, Share, SimTime};
