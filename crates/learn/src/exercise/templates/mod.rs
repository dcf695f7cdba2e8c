//! The templates, a file each.

mod g1;

use super::Template;

/// All templates. A version that was published stays as it is; what changes becomes another version below it.
pub static TEMPLATES: &[&Template] = &[&g1::TEMPLATE];
