//! How many migrations at once, in words.

use engine::cluster::settings::{Limit, Slots};
use text::{Language, Text, say, text, word};

/// What people call a limit.
#[must_use]
pub const fn label(limit: Limit) -> Text {
    match limit {
        Limit::Out => text!("out of a host"),
        Limit::Into => text!("into a host"),
        Limit::Rack => text!("in a rack"),
        Limit::All => text!("in all"),
        Limit::Batch => text!("in a batch"),
    }
}

/// `8 out of a host`, or `as kubevirt`.
///
/// ```
/// use engine::cluster::settings::{Limits, Slots};
/// use text::Language;
///
/// let slots = Slots::Limits(Limits { out: Some(8), all: Some(20), ..Limits::default() });
/// assert_eq!(view::cluster::limits::words(Language::English, slots), "8 out of a host, 20 in all");
/// ```
#[must_use]
pub fn words(language: Language, slots: Slots) -> String {
    let limits = match slots {
        Slots::Limits(limits) => limits,
        Slots::Platform(platform) => return say!(language, "as {0}", platform.name()),
    };
    let set = Limit::ALL
        .into_iter()
        .filter_map(|limit| Some(format!("{} {}", limits.of(limit)?, label(limit).get(language))));
    let told: Vec<String> = set.collect();
    if told.is_empty() {
        word!(language, "without a limit").to_owned()
    } else {
        told.join(", ")
    }
}
