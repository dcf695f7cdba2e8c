//! How many migrations at once: limits, or the name of a platform that has them.

use super::names::{form, whole};
use crate::params::{Param, Remark, Value, ValueError, is_none};
use crate::units::Rate;
use text::{Language, say, text};

/// The most migrations at once; where there is no number, there is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Out of each host.
    pub out: Option<u32>,
    /// Into each host.
    pub into: Option<u32>,
    /// Out of or into each rack.
    pub rack: Option<u32>,
    /// In the cluster.
    pub all: Option<u32>,
    /// So many leave a host together, and the next begin when the last of them has ended.
    pub batch: Option<u32>,
}

/// One of the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::out`].
    Out,
    /// [`Limits::into`].
    Into,
    /// [`Limits::rack`].
    Rack,
    /// [`Limits::all`].
    All,
    /// [`Limits::batch`].
    Batch,
}

impl Limit {
    /// All of them, as links have them one after the other.
    pub const ALL: [Self; 5] = [Self::Out, Self::Into, Self::Rack, Self::All, Self::Batch];

    /// Its word in links.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Into => "in",
            Self::Rack => "rack",
            Self::All => "all",
            Self::Batch => "batch",
        }
    }

    /// The one with such a word.
    #[must_use]
    pub fn read(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.token() == token)
    }
}

impl Limits {
    /// How many one of them allows.
    #[must_use]
    pub const fn of(&self, limit: Limit) -> Option<u32> {
        match limit {
            Limit::Out => self.out,
            Limit::Into => self.into,
            Limit::Rack => self.rack,
            Limit::All => self.all,
            Limit::Batch => self.batch,
        }
    }

    /// The same with another number for one of them.
    #[must_use]
    pub const fn with(mut self, limit: Limit, most: Option<u32>) -> Self {
        match limit {
            Limit::Out => self.out = most,
            Limit::Into => self.into = most,
            Limit::Rack => self.rack = most,
            Limit::All => self.all = most,
            Limit::Batch => self.batch = most,
        }
        self
    }
}

/// Limits as a link says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slots {
    /// By number.
    Limits(Limits),
    /// As a platform has them.
    Platform(Platform),
}

/// A platform with limits of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platform(u8);

impl Platform {
    /// As a link has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        PLATFORMS[self.0 as usize].name
    }
}

struct PlatformRow {
    name: &'static str,
    limits: Limits,
}

const NO: Limits = Limits {
    out: None,
    into: None,
    rack: None,
    all: None,
    batch: None,
};
/// Nova: `max_concurrent_live_migrations`. KubeVirt: `parallelOutboundMigrationsPerNode`, `parallelMigrationsPerCluster`.
/// vMotion: eight on a line of ten gigabits, four below. oVirt: `max_concurrent_migrations` of the policy "minimal downtime".
/// Hyper-V: simultaneous live migrations. Xen Orchestra: migrations in a pool. Proxmox VE: `max_workers`.
const PLATFORMS: [PlatformRow; 7] = [
    PlatformRow {
        name: "nova",
        limits: Limits { out: Some(1), ..NO },
    },
    PlatformRow {
        name: "kubevirt",
        limits: Limits {
            out: Some(2),
            all: Some(5),
            ..NO
        },
    },
    PlatformRow {
        name: "vmotion",
        limits: Limits {
            out: Some(8),
            into: Some(8),
            ..NO
        },
    },
    PlatformRow {
        name: "ovirt",
        limits: Limits {
            out: Some(2),
            into: Some(2),
            ..NO
        },
    },
    PlatformRow {
        name: "hyperv",
        limits: Limits {
            out: Some(2),
            into: Some(2),
            ..NO
        },
    },
    PlatformRow {
        name: "xcp",
        limits: Limits { all: Some(3), ..NO },
    },
    PlatformRow {
        name: "proxmox",
        limits: Limits { out: Some(4), ..NO },
    },
];
const VMOTION: Platform = Platform(2);
const VMOTION_SLOW: u32 = 4;
const FAST: Rate = Rate::bits_per_s(10e9);

impl Slots {
    /// The limits of a host with such a line.
    #[must_use]
    pub fn limits(self, nic: Rate) -> Limits {
        match self {
            Self::Limits(limits) => limits,
            Self::Platform(VMOTION) if nic < FAST => Limits {
                out: Some(VMOTION_SLOW),
                into: Some(VMOTION_SLOW),
                ..NO
            },
            Self::Platform(Platform(place)) => PLATFORMS[usize::from(place)].limits,
        }
    }

    /// One out of each host, as Nova and KubeVirt's operator have it.
    pub const USUAL: Self = Self::Limits(Limits { out: Some(1), ..NO });

    /// The names of the platforms that have limits of their own.
    pub fn platforms() -> impl Iterator<Item = &'static str> {
        PLATFORMS.iter().map(|platform| platform.name)
    }

    fn of(entry: &str, limits: &mut Limits) -> Option<u32> {
        let (word, number) = entry.split_once(':')?;
        let number = whole(number)?;
        let limit = Limit::read(&word.trim().to_ascii_lowercase())?;
        *limits = limits.with(limit, Some(number.max(1)));
        Some(number)
    }
}

impl Value for Slots {
    fn read(param: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let wrong = |entry: &str| {
            form(
                entry,
                text!(same "out:1,in:2,rack:2,all:5,batch:10, nova, kubevirt, vmotion, ovirt, hyperv, xcp, proxmox"),
            )
        };
        let lower = text.trim().to_ascii_lowercase();
        if lower.is_empty() {
            return Err(ValueError::Empty);
        }
        if is_none(&lower) {
            return Ok(Self::Limits(NO));
        }
        if let Some(place) = PLATFORMS.iter().position(|platform| platform.name == lower) {
            return Ok(Self::Platform(Platform(place as u8)));
        }
        let mut limits = NO;
        let mut least = u32::MAX;
        for entry in lower.split(',').filter(|entry| !entry.trim().is_empty()) {
            least = least.min(Self::of(entry.trim(), &mut limits).ok_or_else(|| wrong(entry))?);
        }
        let slots = Self::Limits(limits);
        if least == 0 {
            // With none at all nothing would ever move.
            let error = form(text, text!("a number from 1 on"));
            remarks.push(Remark::Instead {
                error,
                used: slots.print(param).unwrap_or_default(),
            });
        }
        Ok(slots)
    }

    fn print(&self, _: &Param) -> Option<String> {
        let limits = match self {
            Self::Platform(platform) => return Some(platform.name().into()),
            Self::Limits(limits) => limits,
        };
        let said: Vec<String> = Limit::ALL
            .into_iter()
            .filter_map(|limit| Some(format!("{}:{}", limit.token(), limits.of(limit)?)))
            .collect();
        Some(if said.is_empty() { "none".into() } else { said.join(",") })
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "{0}, each with a number and commas between them; none; or a platform: {1}",
            "out, in, rack, all, batch",
            PLATFORMS.map(|platform| platform.name).join(", ")
        )
    }
}
