//! The page: Yew components over the pure core.
//!
//! `shell` is what every screen has around it, `screens` are the screens, `widgets` what both are made of, `clock` what moves
//! a run.

mod clock;
mod screens;
mod shell;
mod widgets;

pub use screens::{CLUSTER, Drawn, LAB, Row, SCREENS, ScreenProps};
pub use shell::store::Shared;
pub use shell::{Sheet, start};
