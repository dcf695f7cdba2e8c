//! Two runs beside each other: the keys, the command line, the pin, what is said of the difference.

mod cli;
mod keys;
mod pin;
