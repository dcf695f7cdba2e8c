//! How much processor time a VM wants: patterns that are the same however often they are asked.
//!
//! A pattern is constant for [`STEP`], as CloudSim's traces are; so energy and starvation are sums of products.

use super::settings::share;
use crate::params::{CLOCK, Remark, ValueError, parse};
use crate::units::written::Echo;
use crate::units::{Share, SimTime, Unit, written};
use text::text;

/// How long a demand stays as it is.
pub const STEP: SimTime = SimTime::s(300.0);
const DAY: f64 = 86_400.0;
/// VMs of a daily pattern are apart by up to this: not all people get up at once.
const SPREAD: f64 = 3600.0;

/// The share of its processors that a VM wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Demand {
    /// Always as much.
    Flat(Share),
    /// Least at four in the morning, most at four in the afternoon.
    Day {
        /// At night.
        low: Share,
        /// By day.
        high: Share,
    },
    /// From a time on another.
    Step {
        /// Before.
        before: Share,
        /// From then on.
        after: Share,
        /// When.
        at: SimTime,
    },
    /// A peak in the first quarter of each period, which begins later for each VM.
    Burst {
        /// Most of the time.
        base: Share,
        /// In the peak.
        peak: Share,
        /// From peak to peak.
        period: SimTime,
    },
    /// Without memory: exponential above its least, as the traces of PlanetLab look.
    Noise {
        /// The mean.
        mean: Share,
        /// The standard deviation.
        sd: Share,
        /// Another number gives another course.
        seed: u32,
    },
}

impl Demand {
    /// What holds if a class says nothing.
    pub const USUAL: Self = Self::Flat(Share::percent(30.0));
    /// How they are written.
    pub const FORMS: &'static str =
        "flat-40%, day-LOW-HIGH, step-BEFORE-AFTER-TIME, burst-BASE-PEAK-PERIOD or noise-MEAN-SD-SEED";

    /// Whether it is ever another.
    #[must_use]
    pub const fn is_flat(&self) -> bool {
        matches!(self, Self::Flat(_))
    }

    /// What the VM with this number wants in the step that begins at a time.
    #[must_use]
    pub fn at(&self, vm: u32, time: SimTime) -> Share {
        let slot = (time.as_s() / STEP.as_s() + 1e-9).floor();
        let middle = (slot + 0.5) * STEP.as_s();
        match *self {
            Self::Flat(share) => share,
            Self::Day { low, high } => {
                let ahead = (f64::from(vm % 8) / 8.0 - 0.4375) * SPREAD;
                let turn = (middle + ahead - DAY / 6.0) / DAY;
                let up = 0.5 - 0.5 * libm::cos(turn * std::f64::consts::TAU);
                Share::new(low.as_f64() + (high.as_f64() - low.as_f64()) * up)
            }
            Self::Step { before, after, at } => {
                if STEP * slot < at {
                    before
                } else {
                    after
                }
            }
            Self::Burst { base, peak, period } => {
                let begins = period.as_s() * f64::from(vm % 16) / 16.0;
                let turn = (middle - begins) / period.as_s().max(1.0);
                if turn - turn.floor() < 0.25 { peak } else { base }
            }
            Self::Noise { mean, sd, seed } => {
                let dice = uniform(u64::from(vm), slot as u64, u64::from(seed));
                Share::new(mean.as_f64() + sd.as_f64() * (-libm::log1p(-dice) - 1.0))
            }
        }
    }

    /// Reads what stands in a class.
    ///
    /// # Errors
    /// Says how it is written.
    pub fn parse(text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let wrong = || ValueError::Form {
            text: Echo::new(text),
            form: text!("flat-40%, day-20%-80%, step-10%-80%-8h, burst-10%-90%-20min or noise-12%-10%-1"),
        };
        let lower = text.trim().to_ascii_lowercase();
        let (word, rest) = lower.split_once('-').ok_or_else(wrong)?;
        let fields: Vec<&str> = rest.split('-').collect();
        match (word, fields.as_slice()) {
            ("flat", [level]) => Ok(Self::Flat(share(level, remarks)?)),
            ("day", [low, high]) => Ok(Self::Day {
                low: share(low, remarks)?,
                high: share(high, remarks)?,
            }),
            ("step", [before, after, at]) => Ok(Self::Step {
                before: share(before, remarks)?,
                after: share(after, remarks)?,
                at: parse(&CLOCK, at, remarks)?,
            }),
            ("burst", [base, peak, period]) => Ok(Self::Burst {
                base: share(base, remarks)?,
                peak: share(peak, remarks)?,
                period: parse(&CLOCK, period, remarks)?,
            }),
            ("noise", [mean, sd, seed]) => Ok(Self::Noise {
                mean: share(mean, remarks)?,
                sd: share(sd, remarks)?,
                seed: seed.parse().map_err(|_| wrong())?,
            }),
            _ => Err(wrong()),
        }
    }

    /// As it stands in a class.
    #[must_use]
    pub fn print(&self) -> String {
        let share = |share: Share| written::print(Unit::Share, share.into());
        let time = |time: SimTime| written::print(Unit::Time, time.into());
        match *self {
            Self::Flat(level) => format!("flat-{}", share(level)),
            Self::Day { low, high } => format!("day-{}-{}", share(low), share(high)),
            Self::Step { before, after, at } => format!("step-{}-{}-{}", share(before), share(after), time(at)),
            Self::Burst { base, peak, period } => format!("burst-{}-{}-{}", share(base), share(peak), time(period)),
            Self::Noise { mean, sd, seed } => format!("noise-{}-{}-{seed}", share(mean), share(sd)),
        }
    }
}

/// A number below one that looks drawn: three numbers through the finaliser of SplitMix64.
fn uniform(vm: u64, slot: u64, seed: u64) -> f64 {
    let mut x = vm.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ slot.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ seed << 17;
    for _ in 0..2 {
        x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
    }
    (x >> 11) as f64 / (1_u64 << 53) as f64
}
