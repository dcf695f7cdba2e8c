//! Real migrations: two QEMU processes, a guest that writes at a known rate, and `watch` beside them.
//!
//! They measure, so they run alone and only when asked for: `cargo xtask test --only qemu`.

#[cfg(unix)]
mod guest;
#[cfg(unix)]
mod pair;
#[cfg(unix)]
mod watched;
