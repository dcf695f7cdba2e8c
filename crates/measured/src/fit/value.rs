//! A value of a fitted scenario, and where it is from.

use crate::record::{Field, Tool};
use engine::params::{Id, TABLE};
use engine::scenario::Scenario;
use std::ops::Range;
use text::{Language, Text, say, text, word};
use view::{changes, essentials};

/// A value of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Which parameter it is.
    pub id: Id,
    /// Where it is from.
    pub origin: Origin,
    /// Where in the text stands what it was taken from, in bytes.
    pub places: Vec<Range<usize>>,
}

/// Where a value is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The text has it.
    Read(Field),
    /// It follows from figures of the text.
    Derived(Formula),
    /// The text does not say it.
    Assumed(Assumption),
}

/// How a value follows from figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// Memory less its pages of zeros.
    ZeroPages,
    /// What the first pass sent, by the size of a page on the wire.
    FirstPass,
    /// What was sent in all, by the size of a page on the wire: post-copy sends hardly a page twice.
    AllSent,
    /// What was sent, of what was no longer left.
    SentOfGone,
    /// What was sent, by the time.
    SentByTime,
    /// The rate that the tool printed.
    Wire,
    /// What was sent while the VM stood still, by the downtime.
    Stopped,
    /// What was left after each pass, and when it ended: the region and the rate of random (or sequential) writes with which the
    /// engine comes nearest.
    Passes,
    /// The dirty rate, turned round: D·T = R·(1 − e^(−w·T/R)).
    Dirtied,
    /// Nothing was left after the first pass.
    NothingLeft,
    /// The status says so.
    Status,
    /// The largest step of the growing limit.
    Ramp,
}

/// Why a value is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The usual one.
    Default,
    /// The default of the tool.
    Of(Tool),
    /// Nothing says less.
    Most,
    /// The next usual line above the cap.
    NextLine,
    /// The text leaves it open, within a range.
    Open,
    /// The text does not say it, its reader does.
    Said,
}

impl Origin {
    /// The kind of origin, in a word.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Read(_) => text!("read"),
            Self::Derived(_) => text!("derived"),
            Self::Assumed(_) => text!("assumed"),
        }
    }

    /// The sign in front of the value: a full, an empty, and a dotted circle.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Read(_) => "●",
            Self::Derived(_) => "○",
            Self::Assumed(_) => "◌",
        }
    }

    /// Why it is what it is.
    #[must_use]
    pub fn why(self, language: Language) -> String {
        match self {
            Self::Read(field) => field.label().get(language).to_owned(),
            Self::Derived(formula) => formula.label().get(language).to_owned(),
            Self::Assumed(Assumption::Of(tool)) => say!(language, "the default of {0}", tool.name()),
            Self::Assumed(assumption) => match assumption {
                Assumption::Most => word!(language, "nothing in the text says less"),
                Assumption::NextLine => word!(language, "the next usual line above the cap"),
                Assumption::Open => word!(language, "the text leaves it open"),
                Assumption::Said => word!(language, "as you say"),
                Assumption::Default | Assumption::Of(_) => word!(language, "the usual one"),
            }
            .to_owned(),
        }
    }
}

impl Formula {
    /// In a few words.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::ZeroPages => text!("memory less its pages of zeros"),
            Self::FirstPass => text!("what the first pass sent"),
            Self::AllSent => text!("what was sent in all, for post-copy sends hardly a page twice"),
            Self::SentOfGone => text!("what was sent, of what was no longer left"),
            Self::SentByTime => text!("what was sent, by the time"),
            Self::Wire => text!("the rate that the tool printed"),
            Self::Stopped => text!("what was sent while the VM stood still, by the downtime"),
            Self::Passes => text!("what each pass left, and when it ended"),
            Self::Dirtied => text!("the dirty rate turned round: D·T = R·(1 − e^(−w·T/R))"),
            Self::NothingLeft => text!("nothing was left after the first pass"),
            Self::Status => text!("what the status says"),
            Self::Ramp => text!("the steps of the limit"),
        }
    }
}

impl Tool {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Qemu => "QEMU",
            Self::Proxmox => "Proxmox VE",
            Self::Nova => "Nova",
            Self::KubeVirt => "KubeVirt",
            Self::Vmware => "VMware",
            Self::HyperV => "Hyper-V",
            Self::Xen => "Xen",
            Self::CloudHypervisor => "Cloud Hypervisor",
        }
    }
}

impl Value {
    pub(crate) fn new(id: Id, origin: Origin, places: impl IntoIterator<Item = Range<usize>>) -> Self {
        Self {
            id,
            origin,
            places: places.into_iter().collect(),
        }
    }

    /// Its parameter's key in links.
    #[must_use]
    pub fn key(&self) -> &'static str {
        let row = TABLE.iter().find(|row| row.id == self.id);
        row.map_or("", |row| row.key)
    }

    /// Its parameter's name.
    #[must_use]
    pub fn label(&self, language: Language) -> &'static str {
        let row = TABLE.iter().find(|row| row.id == self.id);
        row.map_or("", |row| row.label.get(language))
    }

    /// Its value in a scenario, as it is read; as a link has it where words are too few.
    #[must_use]
    pub fn told(&self, language: Language, scenario: &Scenario) -> String {
        let told = match self.id {
            Id::Writes => essentials::writes(language, scenario),
            id => changes::said(language, id, scenario),
        };
        told.unwrap_or_else(|| self.written(scenario))
    }

    /// Its value in a scenario, as a link has it.
    #[must_use]
    pub fn written(&self, scenario: &Scenario) -> String {
        let row = TABLE.iter().find(|row| row.id == self.id);
        row.and_then(|row| row.print(scenario)).unwrap_or_default()
    }
}
