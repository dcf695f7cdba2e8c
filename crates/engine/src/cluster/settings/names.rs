//! What hosts, VMs, classes and links are called.

use std::fmt;

use crate::params::ValueError;
use crate::units::written::Echo;
use text::{Text, text};

/// The name of a VM class: one to twelve small letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassName(String);

impl ClassName {
    /// The most letters.
    pub const LONGEST: usize = 12;

    /// From text, in any case.
    ///
    /// # Errors
    /// Says how it is written.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let name = text.trim().to_ascii_lowercase();
        let fits = (1..=Self::LONGEST).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
        fits.then_some(Self(name))
            .ok_or_else(|| form(text, text!("a word of at most twelve letters")))
    }

    pub(super) fn usual() -> Self {
        Self("web".into())
    }

    /// As it stands in links.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClassName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A host, counted from one: `h1` is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostName(pub u32);

impl HostName {
    /// From `h3` or `H3`.
    ///
    /// # Errors
    /// Says how it is written.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        numbered(text, 'h')
            .map(Self)
            .ok_or_else(|| form(text, text!("a host such as h1")))
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h{}", self.0)
    }
}

/// A VM: its class and its number in it, counted from one, as `web3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VmName {
    /// The class.
    pub class: ClassName,
    /// Its number among the VMs of the class.
    pub number: u32,
}

impl VmName {
    /// From `web3`.
    ///
    /// # Errors
    /// Says how it is written.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let wrong = || form(text, text!("a class and a number, such as web3"));
        let text = text.trim();
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
        let number = whole(&text[digits..]).filter(|&number| number > 0).ok_or_else(wrong)?;
        Ok(Self {
            class: ClassName::parse(&text[..digits])?,
            number,
        })
    }
}

impl fmt::Display for VmName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.class, self.number)
    }
}

/// A link, or both directions of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkName {
    /// A host's line: out of it, into it, or both.
    Host(HostName, Way),
    /// A rack's uplink, counted from one.
    Rack(u32, Way),
    /// What joins the racks.
    Core,
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Away from the host, up from the rack.
    Out,
    /// Towards the host, down to the rack.
    In,
    /// Both.
    Both,
}

impl LinkName {
    /// From `h1`, `h1.out`, `r2.in` or `core`.
    ///
    /// # Errors
    /// Says how it is written.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let wrong = || form(text, text!(same "h1, h1.out, h1.in, r1, r1.out, r1.in, core"));
        let lower = text.trim().to_ascii_lowercase();
        if lower == "core" {
            return Ok(Self::Core);
        }
        let (name, way) = match lower.split_once('.') {
            None => (lower.as_str(), Way::Both),
            Some((name, "out" | "up")) => (name, Way::Out),
            Some((name, "in" | "down")) => (name, Way::In),
            Some(_) => return Err(wrong()),
        };
        match (numbered(name, 'h'), numbered(name, 'r')) {
            (Some(host), _) => Ok(Self::Host(HostName(host), way)),
            (_, Some(rack)) => Ok(Self::Rack(rack, way)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for LinkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self {
            Self::Host(host, way) => {
                write!(f, "{host}")?;
                way
            }
            Self::Rack(rack, way) => {
                write!(f, "r{rack}")?;
                way
            }
            Self::Core => return f.write_str("core"),
        };
        f.write_str(match way {
            Way::Out => ".out",
            Way::In => ".in",
            Way::Both => "",
        })
    }
}

fn numbered(text: &str, letter: char) -> Option<u32> {
    let text = text.trim();
    let rest = text
        .strip_prefix(letter)
        .or_else(|| text.strip_prefix(letter.to_ascii_uppercase()))?;
    whole(rest).filter(|&number| number > 0)
}

/// A whole number of digits alone; one that is too large is the largest.
pub(super) fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u32::MAX))
}

pub(super) fn form(text: &str, form: Text) -> ValueError {
    ValueError::Form {
        text: Echo::new(text),
        form,
    }
}
