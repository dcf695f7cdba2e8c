//! Classes of VMs: `class.db=4:16GiB:80%:flat-40%:random-1GiB@60MiB/s`.

use super::lists::{self, Entry};
use super::names::{ClassName, form, whole};
use crate::cluster::demand::Demand;
use crate::params::{
    Choice, Id, Param, Pattern, Remark, Value, ValueError, WriteClass, is_none, parse, parse_choice, print_list,
};
use crate::units::{Bytes, Rate, Share, Unit, written};
use text::{Language, Text, say, text};

/// VMs that are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// What they are called.
    pub name: ClassName,
    /// Processors of each.
    pub vcpus: u32,
    /// Memory of each.
    pub ram: Bytes,
    /// The part of it that holds something.
    pub used: Share,
    /// How much processor time each wants.
    pub demand: Demand,
    /// What each writes to memory.
    pub writes: Vec<WriteClass>,
    /// What else there is to them.
    pub traits: Traits,
}

/// What else there is to the VMs of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Traits {
    /// They stay where they are.
    pub pinned: bool,
    /// No two of them may be on one host.
    pub apart: bool,
    /// Which go first: high, usual, low.
    pub priority: Priority,
}

/// Which go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Priority {
    /// Before all others.
    High,
    /// Between.
    #[default]
    Usual,
    /// After all others.
    Low,
}

const FORM: Text = text!(same "VCPU:RAM:USED:LOAD:WRITES");
type Set = fn(&mut Traits);

const TRAITS: [(&str, Set); 4] = [
    ("pinned", |traits| traits.pinned = true),
    ("apart", |traits| traits.apart = true),
    ("high", |traits| traits.priority = Priority::High),
    ("low", |traits| traits.priority = Priority::Low),
];

impl Class {
    /// The classes that need not be described, as links would describe them.
    pub const BUILT_IN: [(&'static str, &'static str); 7] = [
        ("idle", "1:2GiB:25%:flat-1%:random-16MiB@256KiB/s"),
        ("web", "2:4GiB:60%:flat-30%:random-256MiB@20MiB/s"),
        ("db", "4:16GiB:80%:flat-40%:random-1GiB@60MiB/s"),
        ("cache", "2:16GiB:90%:flat-20%:random-4GiB@30MiB/s"),
        ("batch", "4:8GiB:60%:flat-95%:sequential-2GiB@100MiB/s:low"),
        ("video", "4:8GiB:70%:flat-70%:sequential-1GiB@200MiB/s"),
        ("mail", "2:8GiB:50%:day-5%-40%:random-512MiB@10MiB/s"),
    ];

    /// A class that need not be described.
    #[must_use]
    pub fn built_in(name: &ClassName) -> Option<Self> {
        let (_, body) = Self::BUILT_IN.iter().find(|(known, _)| *known == name.as_str())?;
        Self::described(name.clone(), body, &mut Vec::new()).ok()
    }

    /// As described after `class.NAME=`; what is left out at the end is as usual.
    ///
    /// # Errors
    /// Says how it is written.
    pub fn described(name: ClassName, body: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let wrong = || form(body, FORM);
        let mut fields = body.splitn(6, ':');
        let vcpus = fields
            .next()
            .and_then(whole)
            .filter(|&vcpus| vcpus > 0)
            .ok_or_else(wrong)?;
        let ram = parse(Id::Ram.range(), fields.next().ok_or_else(wrong)?, remarks)?;
        let used = fields
            .next()
            .map_or(Ok(Share::percent(60.0)), |used| share(used, remarks))?;
        let demand = fields
            .next()
            .map_or(Ok(Demand::USUAL), |load| Demand::parse(load, remarks))?;
        let writes = fields
            .next()
            .map_or(Ok(Vec::new()), |writes| read_writes(writes, remarks))?;
        let traits = fields.next().map_or(Ok(Traits::default()), read_traits)?;
        Ok(Self {
            name,
            vcpus,
            ram,
            used,
            demand,
            writes,
            traits,
        })
    }

    /// What stands after `class.NAME=`.
    #[must_use]
    pub fn body(&self) -> String {
        let ram = written::print(Unit::Size, self.ram.into());
        let used = written::print(Unit::Share, self.used.into());
        let writes = print_list(self.writes.iter().map(print_write));
        let mut body = format!("{}:{ram}:{used}:{}:{writes}", self.vcpus, self.demand.print());
        let mut traits = Vec::new();
        let own = &self.traits;
        for (word, set) in TRAITS {
            let mut with = *own;
            set(&mut with);
            if with == *own && *own != Traits::default() {
                traits.push(word);
            }
        }
        if !traits.is_empty() {
            body.push(':');
            body.push_str(&traits.join("+"));
        }
        body
    }

    /// Memory in use of each.
    #[must_use]
    pub fn memory_in_use(&self) -> Bytes {
        self.ram * self.used
    }

    /// How fast one writes in all.
    #[must_use]
    pub fn write_rate(&self) -> Rate {
        self.writes.iter().map(|class| class.rate).sum()
    }
}

pub(crate) fn share(text: &str, remarks: &mut Vec<Remark>) -> Result<Share, ValueError> {
    Ok(parse(Id::Used.range(), text, remarks)?)
}

fn read_writes(text: &str, remarks: &mut Vec<Remark>) -> Result<Vec<WriteClass>, ValueError> {
    if is_none(text) {
        return Ok(Vec::new());
    }
    text.split(',').map(|entry| read_write(entry, remarks)).collect()
}

fn read_write(text: &str, remarks: &mut Vec<Remark>) -> Result<WriteClass, ValueError> {
    let wrong = || form(text, text!(same "PATTERN-REGION@RATE"));
    let (pattern, rest) = text.split_once('-').ok_or_else(wrong)?;
    let (region, rate) = rest.split_once('@').ok_or_else(wrong)?;
    Ok(WriteClass {
        pattern: parse_choice::<Pattern>(pattern)?,
        region: parse(Id::WriteRegion.range(), region, remarks)?,
        rate: parse(Id::WriteRate.range(), rate, remarks)?,
    })
}

fn print_write(class: &WriteClass) -> String {
    let region = written::print(Unit::Size, class.region.into());
    let rate = written::print(Unit::ByteRate, class.rate.into());
    format!("{}-{region}@{rate}", class.pattern.token())
}

fn read_traits(text: &str) -> Result<Traits, ValueError> {
    let mut traits = Traits::default();
    for word in text.split('+').map(str::trim).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let (_, set) = TRAITS
            .iter()
            .find(|(known, _)| *known == lower)
            .ok_or_else(|| form(word, text!("pinned, apart, high or low, with a plus sign between them")))?;
        set(&mut traits);
    }
    Ok(traits)
}

impl Entry for Class {
    /// `NAME=VCPU:…`, as the reader hands over each key `class.NAME`.
    fn read(text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let (name, body) = text.split_once('=').ok_or_else(|| form(text, FORM))?;
        Self::described(ClassName::parse(name)?, body, remarks)
    }

    fn print(&self) -> String {
        format!("{}={}", self.name, self.body())
    }
}

/// Sorted by name; of two with one name the last one counts.
impl Value for Vec<Class> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let mut classes: Self = lists::read(text, ';', remarks)?;
        classes.reverse();
        classes.sort_by(|one, other| one.name.cmp(&other.name));
        classes.dedup_by(|one, other| one.name == other.name);
        Ok(classes)
    }

    fn print(&self, _: &Param) -> Option<String> {
        let classes: Vec<String> = self.iter().map(Entry::print).collect();
        Some(classes.join(";"))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "{0}, where LOAD is {1} and WRITES is none or PATTERN-REGION@RATE with commas between them",
            FORM.get(language),
            Demand::FORMS
        )
    }
}
