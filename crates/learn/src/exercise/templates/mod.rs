//! The templates, a file each.

mod g1;
mod g10;
mod g11;
mod g12;
mod g13;
mod g14;
mod g15;
mod g15_drain;
mod g2;
mod g3;
mod g4;
mod g5;
mod g6;
mod g7;
mod g8;
mod g9;
mod shared;
mod textbook;

use super::Template;

/// All templates. A version that was published stays as it is; what changes becomes another version below it.
pub static TEMPLATES: &[&Template] = &[
    &g1::TEMPLATE,
    &g2::TEMPLATE,
    &g3::TEMPLATE,
    &g4::TEMPLATE,
    &g5::TEMPLATE,
    &g6::TEMPLATE,
    &g7::TEMPLATE,
    &g8::TEMPLATE,
    &g9::TEMPLATE,
    &g10::TEMPLATE,
    &g11::TEMPLATE,
    &g12::TEMPLATE,
    &g13::TEMPLATE,
    &g14::TEMPLATE,
    &g15::TEMPLATE,
    &g15_drain::TEMPLATE,
];
