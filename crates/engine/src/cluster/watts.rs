//! What a host draws, by its load.

use super::record::HostState;
use super::setup::Host;
use crate::units::{Share, SimTime};

/// Watts, whole ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Watts(u32);

impl Watts {
    /// So many.
    #[must_use]
    pub const fn new(watts: u32) -> Self {
        Self(watts)
    }
    /// As a number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// Energy in joules.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Joules(f64);

impl Joules {
    /// A draw for a time.
    #[must_use]
    pub(crate) fn of(watts: f64, time: SimTime) -> Self {
        Self(watts * time.as_s())
    }
    /// As kilowatt-hours.
    #[must_use]
    pub fn kwh(self) -> f64 {
        self.0 / 3.6e6
    }
    /// As a number of joules.
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0
    }
}

impl std::ops::AddAssign for Joules {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::ops::Add for Joules {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// Measured watts at 0, 10, …, 100 % load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured([f64; 11]);

/// What a host draws by its load, linear between the points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// As measured for SPECpower_ssj2008.
    Table(&'static Measured),
    /// A line from idle to full load.
    Line {
        /// At no load.
        idle: Watts,
        /// At full load.
        full: Watts,
    },
}

/// SPECpower_ssj2008 results, as CloudSim 3.0.3 has them (`PowerModelSpecPower*.java`).
const G3: Measured = Measured([
    105.0, 112.0, 118.0, 125.0, 131.0, 137.0, 147.0, 153.0, 157.0, 164.0, 169.0,
]);
const G4: Measured = Measured([86.0, 89.4, 92.6, 96.0, 99.5, 102.0, 106.0, 108.0, 112.0, 114.0, 117.0]);
const G5: Measured = Measured([
    93.7, 97.0, 101.0, 105.0, 110.0, 116.0, 121.0, 125.0, 129.0, 133.0, 135.0,
]);
const X3470: Measured = Measured([41.6, 46.7, 52.3, 57.9, 65.4, 73.0, 80.7, 89.5, 99.6, 105.0, 113.0]);
const X3480: Measured = Measured([42.3, 46.7, 49.7, 55.4, 61.8, 69.3, 76.1, 87.0, 96.1, 106.0, 113.0]);
const X5670: Measured = Measured([
    66.0, 107.0, 120.0, 131.0, 143.0, 156.0, 173.0, 191.0, 211.0, 229.0, 247.0,
]);
const X5675: Measured = Measured([
    58.4, 98.0, 109.0, 118.0, 128.0, 140.0, 153.0, 170.0, 189.0, 205.0, 222.0,
]);

impl Curve {
    /// IBM System x3550 (Xeon X5670).
    pub const X3550: Self = Self::Table(&X5670);
    /// The curves that have a name in links.
    pub const NAMES: [(&'static str, Self); 7] = [
        ("g3", Self::Table(&G3)),
        ("g4", Self::Table(&G4)),
        ("g5", Self::Table(&G5)),
        ("x3250", Self::Table(&X3470)),
        ("x3480", Self::Table(&X3480)),
        ("x3550", Self::X3550),
        ("m3", Self::Table(&X5675)),
    ];

    /// Watts at a load.
    #[must_use]
    pub fn watts(&self, load: Share) -> f64 {
        match self {
            Self::Line { idle, full } => {
                let (idle, full) = (f64::from(idle.0), f64::from(full.0));
                idle + (full - idle) * load.as_f64()
            }
            Self::Table(Measured(points)) => {
                let tenths = load.as_f64() * 10.0;
                let below = (tenths.floor() as usize).min(9);
                let part = tenths - below as f64;
                points[below] + (points[below + 1] - points[below]) * part
            }
        }
    }
}

impl Host {
    /// Watts that it draws in a state, when this many cores are wanted of it. Booting and shutting down take full power.
    #[must_use]
    pub fn watts(&self, state: HostState, wanted: f64) -> f64 {
        match state {
            HostState::Off | HostState::Dead => 0.0,
            HostState::Booting | HostState::ShuttingDown => self.power.watts(Share::new(1.0)),
            HostState::On | HostState::Draining | HostState::Maintenance => {
                self.power.watts(Share::new(wanted / f64::from(self.cores)))
            }
        }
    }
}
