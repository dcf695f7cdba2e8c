//! How many migrations at once, in words.

use engine::cluster::settings::{Limits, Slots};
use text::{Language, Text, say, text, word};

/// A limit of [`Limits`].
pub struct Limit {
    /// Its word in links.
    pub token: &'static str,
    /// What people call it.
    pub label: Text,
    /// Where it stands.
    pub of: fn(&mut Limits) -> &mut Option<u32>,
}

/// The limits.
pub const LIMITS: [Limit; 5] = [
    Limit {
        token: "out",
        label: text!("out of a host"),
        of: |limits| &mut limits.out,
    },
    Limit {
        token: "in",
        label: text!("into a host"),
        of: |limits| &mut limits.into,
    },
    Limit {
        token: "rack",
        label: text!("in a rack"),
        of: |limits| &mut limits.rack,
    },
    Limit {
        token: "all",
        label: text!("in all"),
        of: |limits| &mut limits.all,
    },
    Limit {
        token: "batch",
        label: text!("in a batch"),
        of: |limits| &mut limits.batch,
    },
];

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
    let mut limits = match slots {
        Slots::Limits(limits) => limits,
        Slots::Platform(platform) => return say!(language, "as {0}", platform.name()),
    };
    let set = LIMITS.iter().filter_map(|limit| {
        let most = (*(limit.of)(&mut limits))?;
        Some(format!("{most} {}", limit.label.get(language)))
    });
    let told: Vec<String> = set.collect();
    if told.is_empty() {
        word!(language, "without a limit").to_owned()
    } else {
        told.join(", ")
    }
}
