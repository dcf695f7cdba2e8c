//! Stories: what they say, what they suggest, how they are told to an audience, and what can be done in the middle of them.

mod acts;
mod choice;
mod claims;
mod kinds;
mod presets;
mod sketch;
mod talk;
mod times;
