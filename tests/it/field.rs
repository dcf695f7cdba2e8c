//! What people see when they migrate, and what the engine says of it.

mod right;
mod verdicts;
