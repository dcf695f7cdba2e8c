//! Controls of parameters: what a row of any table says about one is enough for them.

pub mod control;
pub mod fold;
pub mod forms;
pub mod quantity;
pub mod typed;
