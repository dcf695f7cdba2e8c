//! The screen of lessons, without a browser: its address, what a reader does in it, how answers are read and judged.

mod answers;
mod clusters;
mod screen;
