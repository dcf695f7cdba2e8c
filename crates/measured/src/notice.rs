//! What in a text was not taken as it stands, and where.

use crate::read::LONGEST;
use engine::units::Bytes;
use std::ops::Range;
use text::{Language, count, say, word};
use view::format;

/// One thing in a text that was not taken as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Where in the text, in bytes; nothing where it is about all of it.
    pub place: Range<usize>,
    /// What.
    pub problem: Problem,
}

/// What was not taken as it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// Nothing in the text is known.
    Nothing,
    /// The text is empty.
    Empty,
    /// It is no text but a file of another kind.
    NoText,
    /// It is a link of this program.
    Link,
    /// A tool says that there is no migration.
    Idle,
    /// A number that this figure cannot have; it is left out.
    Impossible(String),
    /// The text ends in the middle.
    CutOff,
    /// Times run backwards; the moments were put in order.
    Backwards,
    /// Several migrations.
    Several(usize),
    /// A translated label; it is left out.
    Translated(String),
    /// A bandwidth that is a 64th of the true one.
    Sixtyfourth,
    /// The text is longer than what is read, in bytes.
    TooLong(usize),
    /// Of a text of so many bytes only the lines that tell anything.
    Gleaned(usize),
    /// Lines that are known to belong to a migration and say nothing that can be used.
    Settings,
}

impl Notice {
    /// In a sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let quoted = |text: &str| language.quoted(text);
        match &self.problem {
            Problem::Nothing => word!(
                language,
                "Nothing in this text is known here. What can be read: the output of query-migrate, info migrate, virsh domjobinfo or virsh migrate --verbose, a task log of Proxmox, the logs of Nova, KubeVirt, vMotion, Hyper-V, Xen or Cloud Hypervisor, and records of migrascope watch."
            )
            .to_owned(),
            Problem::Empty => word!(language, "There is no text.").to_owned(),
            Problem::NoText => word!(language, "This is no text but a file of another kind, such as a picture.").to_owned(),
            Problem::Link => word!(
                language,
                "This is a link, an experiment and no measurement: the Lab and migrascope run take it."
            )
            .to_owned(),
            Problem::Idle => word!(
                language,
                "The tool says that no migration is under way. Ask while one is, or for the last one: virsh domjobinfo --completed."
            )
            .to_owned(),
            Problem::Impossible(value) => say!(
                language,
                "{0} is no value that this figure can have; it is left out.",
                quoted(value)
            ),
            Problem::CutOff => word!(language, "The text ends in the middle; what stands before it was taken.").to_owned(),
            Problem::Backwards => word!(language, "The times run backwards; the moments were put in order.").to_owned(),
            Problem::Several(migrations) => count!(
                language,
                *migrations as f64,
                "The text tells of {0} migration.",
                "The text tells of {0} migrations, one after the other.",
                migrations
            ),
            Problem::Translated(label) => say!(
                language,
                "{0} is a translated label; with LANG=C the tool prints what can be read.",
                quoted(label)
            ),
            Problem::Sixtyfourth => word!(
                language,
                "The bandwidth is a 64th of the true one, as KubeVirt printed it before 2024; it was multiplied."
            )
            .to_owned(),
            Problem::Gleaned(whole) => say!(
                language,
                "Of {0} only the lines stand here that are known.",
                format::short_size(language, Bytes::new(*whole as f64))
            ),
            Problem::TooLong(most) if *most < LONGEST => say!(
                language,
                "The text is longer than {0}; the rest was left out. The command migrascope explain FILE reads up to {1}.",
                format::short_size(language, Bytes::new(*most as f64)),
                format::short_size(language, Bytes::new(LONGEST as f64))
            ),
            Problem::TooLong(most) => say!(
                language,
                "The text is longer than {0}; the rest was left out.",
                format::short_size(language, Bytes::new(*most as f64))
            ),
            Problem::Settings => word!(
                language,
                "These are settings alone: they say how migrations are made here, and tell of none."
            )
            .to_owned(),
        }
    }
}
