//! Lessons over the engine.
//!
//! A lesson is a Markdown file. Named runs in it are links; figures, claims and answers are expressions over these runs, so that
//! the engine computes every number that a reader sees.
#![forbid(unsafe_code)]

mod bet;
mod check;
pub mod cluster;
pub mod exercise;
pub mod expression;
pub mod figures;
pub mod handout;
pub mod lesson;
mod notice;
mod pack;
mod parameter;
mod read;
mod runs;
mod skeleton;
mod subject;

pub use bet::{Guess, Off, Outcome, judge, shuffled};
pub use check::{Checked, check};
pub use expression::{ClusterRan, Ran};
pub use lesson::Lesson;
pub use notice::{Notice, Problem};
pub use pack::{LARGEST, Unreadable, pack, unpack};
pub use parameter::Parameter;
pub use read::{LONGEST, read};
pub use runs::Runs;
pub use skeleton::differences;
pub use subject::Subject;
