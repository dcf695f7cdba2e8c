//! Many hosts: VMs that migrate between them over shared links, and what decides that they do.
//!
//! [`ClusterSettings`] are what somebody asks for, a [`Cluster`] is what of it is possible, and [`simulate`] makes a [`Record`]
//! of it. Every migration is the one of the Lab, as a value that advances under its share of the links.
//!
//! ```
//! use engine::cluster::{Cluster, ClusterSettings, Detail, simulate};
//! use engine::Settings;
//!
//! let (cluster, gave_way) = Cluster::new(&ClusterSettings::default(), &Settings::default());
//! assert!(gave_way.is_empty());
//! let record = simulate(&cluster, Detail::All);
//! assert_eq!(record.figures.moved, 0, "nothing asks for anything");
//! ```
//!
//! To read it once from top to bottom: `settings` (what can be asked for) → `setup` (what is possible) → `network` (links) →
//! `sim` (what happens) → `policy` (who decides) → `record`, `log`, `figures` (what is known of it afterwards).

mod bounds;
mod courses;
mod demand;
mod figures;
mod gave;
mod log;
mod network;
mod placement;
mod policy;
mod record;
pub mod settings;
mod setup;
mod sim;
mod trace;
mod watts;

pub use bounds::MOST_TIMES;
pub use demand::{Demand, STEP};
pub use figures::{ClusterFigures, DrainFigures};
pub use gave::Gave;
pub use log::{Entry, Guard, Obstacle, Said};
pub use policy::Guards;
pub use record::{
    End, HostCourse, HostLoad, HostState, LinkCourse, Moment, Move, MoveRate, Record, Stage, Step, VmPlace, Why, at,
    spans,
};
pub use settings::ClusterSettings;
pub use setup::{Act, Cluster, HYPERVISOR, Host, MAX_CLASSES, MAX_CORES, MAX_HOSTS, MAX_VMS, MOST_LOOKS, Vm};
pub use sim::{Detail, simulate, simulate_at_once, simulate_with_pauses};
pub use trace::Trace;
pub use watts::{Curve, Joules, Watts};
