//! Stories: what they say, what they suggest, and how they are told to an audience.

mod choice;
mod claims;
mod kinds;
mod presets;
mod sketch;
mod talk;
mod times;
