//! What would become of the live lane if its VM wrote at another rate, or into a region of another size.

use super::map::Fate;
use engine::scenario::{Scenario, Settings};
use engine::units::{Bytes, Rate};
use libm::{exp, log};

/// Places across: write rates.
pub const COLUMNS: usize = 36;
/// Places upwards: regions.
pub const ROWS: usize = 20;
/// So many times beyond what is of interest it goes on at each side.
const BEYOND: f64 = 2.0;

/// The fates of one VM over the rate (columns) and the region (rows, the smallest first) of its first write class, both in even
/// factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    settings: Settings,
    /// Logarithms of the least and the largest.
    rates: (f64, f64),
    regions: (f64, f64),
    cells: Vec<Fate>,
}

impl Plane {
    /// The plane around some writes, of which nothing is known yet; `None` without a write class, or without writes to go around.
    #[must_use]
    pub fn around(scenario: &Scenario, writes: &[(Bytes, Rate)]) -> Option<Self> {
        let ends = |value: &dyn Fn(&(Bytes, Rate)) -> f64| {
            let logs = writes
                .iter()
                .map(|write| log(value(write)))
                .filter(|log| log.is_finite());
            logs.fold(None, |ends: Option<(f64, f64)>, log| {
                let (least, most) = ends.unwrap_or((log, log));
                Some((least.min(log), most.max(log)))
            })
        };
        let beyond = log(BEYOND);
        let rates = ends(&|write| write.1.as_f64())?;
        let regions = ends(&|write| write.0.as_f64())?;
        let used = log(scenario.used_memory().as_f64());
        scenario.writes.first()?;
        Some(Self {
            settings: scenario.clone().into_settings(),
            rates: (rates.0 - beyond, rates.1 + beyond),
            // No region is larger than what is in use.
            regions: (regions.0 - beyond, (regions.1 + beyond).min(used).max(regions.1)),
            cells: Vec::new(),
        })
    }

    /// Whether all of it is known.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.cells.len() == COLUMNS * ROWS
    }

    /// Finds out about one place more.
    pub fn go_on(&mut self) {
        if self.is_done() {
            return;
        }
        let (column, row) = (self.cells.len() % COLUMNS, self.cells.len() / COLUMNS);
        let mut settings = self.settings.clone();
        if let Some(class) = settings.writes.first_mut() {
            (class.region, class.rate) =
                self.at(((column as f64 + 0.5) / COLUMNS as f64, (row as f64 + 0.5) / ROWS as f64));
        }
        self.cells.push(Fate::of_scenario(&Scenario::new(settings).0));
    }

    /// What becomes of it in this cell, if that is known.
    #[must_use]
    pub fn fate(&self, column: usize, row: usize) -> Option<Fate> {
        self.cells.get(row * COLUMNS + column).copied()
    }

    /// Region and rate at a place: shares of the way across and upwards.
    #[must_use]
    pub fn at(&self, (across, up): (f64, f64)) -> (Bytes, Rate) {
        let value = |(least, most): (f64, f64), share: f64| exp(least + (most - least) * share);
        (
            Bytes::new(value(self.regions, up)),
            Rate::bytes_per_s(value(self.rates, across)),
        )
    }

    /// The place of a region and a rate, as shares of the way across and upwards.
    #[must_use]
    pub fn place(&self, (region, rate): (Bytes, Rate)) -> (f64, f64) {
        let share = |(least, most): (f64, f64), value: f64| {
            let way = most - least;
            if way > 0.0 { (log(value) - least) / way } else { 0.5 }
        };
        (share(self.rates, rate.as_f64()), share(self.regions, region.as_f64()))
    }
}
