//! What the shell and the screens are made of.

pub mod dialog;
pub mod focus;
pub mod fold;
pub mod icon;
pub mod mark;
pub mod params;
pub mod place;
pub mod quantity;
pub mod readout;
pub mod select;
pub mod share;
pub mod size;
pub mod slices;
pub mod steps;
