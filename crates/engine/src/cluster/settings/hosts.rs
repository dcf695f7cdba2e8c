//! Groups of hosts that are alike: `4x16:64GiB:10Gbps:x3550`.

use super::lists::{self, Entry};
use super::names::{form, whole};
use crate::cluster::watts::{Curve, Watts};
use crate::params::{Id, Param, Remark, Value, ValueError, parse};
use crate::units::{Bytes, Rate, Unit, written};
use text::{Language, Text, say, text};

/// Hosts that are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct HostGroup {
    /// How many.
    pub count: u32,
    /// Processor cores of each.
    pub cores: u32,
    /// Memory of each.
    pub ram: Bytes,
    /// The line rate of each one's network card, in and out apart.
    pub nic: Rate,
    /// What each draws.
    pub power: Curve,
}

impl Default for HostGroup {
    fn default() -> Self {
        Self {
            count: 4,
            cores: 16,
            ram: Bytes::gib(64.0),
            nic: Rate::bits_per_s(10e9),
            power: Curve::X3550,
        }
    }
}

const FORM: Text = text!(same "COUNTxCORES:RAM:NIC:POWER");

impl Entry for HostGroup {
    /// What is left out at the end is as usual.
    fn read(text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let wrong = || form(text, FORM);
        let mut fields = text.split(':');
        let (count, cores) = fields
            .next()
            .and_then(|first| first.split_once(['x', 'X']))
            .ok_or_else(wrong)?;
        let usual = Self::default();
        let group = Self {
            count: whole(count).ok_or_else(wrong)?,
            cores: whole(cores).ok_or_else(wrong)?,
            ram: fields
                .next()
                .map_or(Ok(usual.ram), |ram| parse(Id::Ram.range(), ram, remarks))?,
            nic: fields
                .next()
                .map_or(Ok(usual.nic), |nic| parse(Id::Link.range(), nic, remarks))?,
            power: fields.next().map_or(Ok(usual.power), Curve::parse)?,
        };
        if fields.next().is_some() {
            Err(wrong())
        } else {
            Ok(group)
        }
    }

    fn print(&self) -> String {
        let ram = written::print(Unit::Size, self.ram.into());
        let nic = written::print(Unit::BitRate, self.nic.into());
        let usual = Self::default();
        let power = if self.power == usual.power {
            String::new()
        } else {
            format!(":{}", self.power.print())
        };
        format!("{}x{}:{ram}:{nic}{power}", self.count, self.cores)
    }
}

impl Value for Vec<HostGroup> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        lists::read(text, ',', remarks)
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(lists::print(self))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "{0} with commas between them, where POWER is {1} or IDLE-MAX in watts",
            FORM.get(language),
            Curve::NAMES.map(|(name, _)| name).join(", ")
        )
    }
}

/// What a host draws, as it stands in links.
impl Curve {
    /// A name, or watts when idle and at full load.
    ///
    /// # Errors
    /// Says what there is.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let lower = text.trim().to_ascii_lowercase();
        if let Some((_, curve)) = Self::NAMES.iter().find(|(name, _)| *name == lower) {
            return Ok(*curve);
        }
        let watts = |text: &str| whole(text.trim_end_matches('w')).map(|watts| Watts::new(watts.min(100_000)));
        let line = lower
            .split_once('-')
            .and_then(|(idle, full)| Some((watts(idle)?, watts(full)?)));
        match line {
            Some((idle, full)) if idle <= full => Ok(Self::Line { idle, full }),
            _ => Err(form(
                text,
                text!("g3, g4, g5, x3250, x3480, x3550, m3, or watts such as 120-350"),
            )),
        }
    }

    /// As it stands in links.
    #[must_use]
    pub fn print(&self) -> String {
        if let Some((name, _)) = Self::NAMES.iter().find(|(_, curve)| curve == self) {
            return (*name).into();
        }
        match self {
            Self::Line { idle, full } => format!("{}-{}", idle.get(), full.get()),
            Self::Table(_) => String::new(),
        }
    }
}
