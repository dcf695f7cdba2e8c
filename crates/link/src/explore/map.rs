//! What would become of the live lane elsewhere: at other write rates, over
//! other links.

use engine::migration::{Cause, Effort, Metrics, Observation, Status, Verdict, measure_with, wire};
use engine::params::{Id, Lane, Quantity};
use engine::scenario::{Scenario, Settings, Spot};
use engine::units::{Rate, Share, SimTime};

/// Places along a side.
pub const SIDE: usize = 64;
/// Places along a side of the coarse map, which is computed first.
const COARSE: usize = 16;
/// Each of them stands for a square of this side until the rest is known.
const BLOCK: usize = SIDE / COARSE;

/// What becomes of a live migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    /// Memory moved, then the VM, which stood still this long.
    Moved(SimTime),
    /// The VM moved with this downtime before all of its memory.
    PostCopied(SimTime),
    /// Chance decides when it ends, or whether: the downtime of the median run, if that ends.
    Hovers(Option<SimTime>),
    /// It goes on and on.
    Never,
    /// Somebody wanted it to finish, with this downtime.
    Hurried(SimTime),
    /// It was given up, or is held.
    Cancelled,
    /// It broke.
    Failed,
    /// It broke, or a host did, and the VM is lost.
    Lost,
    /// It is not known.
    NotDecided,
}

/// What a cell may cost.
const EFFORT: Effort = Effort {
    rounds: 20_000,
    every_round: false,
};

impl Fate {
    /// What these figures mean.
    #[must_use]
    pub fn of(metrics: &Metrics) -> Self {
        let behind = metrics.traffic[Cause::OnDemand] + metrics.traffic[Cause::Pushed];
        let downtime = metrics.downtime.total();
        let completed = metrics.status == Status::Completed;
        match metrics.verdict() {
            Verdict::Ends if behind.is_zero() => Self::Moved(downtime),
            Verdict::Ends => Self::PostCopied(downtime),
            Verdict::Hovers => Self::Hovers(completed.then_some(downtime)),
            Verdict::Never(_) => Self::Never,
            Verdict::Stopped(_) if completed => Self::Hurried(downtime),
            Verdict::Stopped(_) => Self::Cancelled,
            Verdict::Failed(_) => Self::Failed,
            Verdict::Lost(_) => Self::Lost,
            Verdict::NotDecided(_) => Self::NotDecided,
        }
    }

    /// Of the live lane of a scenario, with what a place of a map may cost.
    #[must_use]
    pub fn of_scenario(scenario: &Scenario) -> Self {
        Self::of(&measure_with(scenario, Lane::Live, Observation::Auto, EFFORT))
    }
}

/// What a map depends on: everything about the live lane but write rate and link.
#[derive(Clone, Debug, PartialEq)]
pub struct Base(Scenario);

impl Base {
    /// What of a scenario matters; the same for all places that its map leads to.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let fresh = Settings::default();
        let mut settings = Settings {
            suspend: fresh.suspend,
            store: fresh.store,
            shutdown: fresh.shutdown,
            boot: fresh.boot,
            ..scenario.clone().into_settings()
        };
        settings.go_to(spot_at(SIDE / 2, SIDE / 2));
        Self(Scenario::new(settings).0)
    }

    /// The scenario at another place.
    #[must_use]
    pub fn at(&self, spot: Spot) -> Scenario {
        let mut settings = self.0.clone().into_settings();
        settings.go_to(spot);
        Scenario::new(settings).0
    }
}

/// The fates of one VM over write rate (columns) and link (rows, the slowest
/// first), evenly spread over the sliders of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    base: Base,
    cells: Vec<Option<Fate>>,
    done: usize,
}

impl Map {
    /// A map of which nothing is known yet.
    #[must_use]
    pub fn new(base: Base) -> Self {
        Self {
            base,
            cells: vec![None; SIDE * SIDE],
            done: 0,
        }
    }

    /// All of it at once.
    ///
    /// ```
    /// use link::explore::map::{Base, Fate, Map, SIDE};
    ///
    /// let map = Map::whole(Base::of(&link::parse("").0.scenario));
    /// // Few writes over a quick link: the VM moves. Many over a slow one: it never does.
    /// assert!(matches!(map.fate(0, SIDE - 1), Some(Fate::Moved(_))));
    /// assert_eq!(map.fate(SIDE - 1, 0), Some(Fate::Never));
    /// ```
    #[must_use]
    pub fn whole(base: Base) -> Self {
        let mut map = Self::new(base);
        while !map.is_done() {
            map.go_on();
        }
        map
    }

    /// What it depends on.
    #[must_use]
    pub const fn base(&self) -> &Base {
        &self.base
    }

    /// Computes one place more: a coarse map first, then what lies between.
    pub fn go_on(&mut self) {
        if self.is_done() {
            return;
        }
        let block = self.done / (COARSE * COARSE);
        let square = self.done % (COARSE * COARSE);
        // The first place of each square is near its middle, for the sake of the coarse map.
        let inside = (block + BLOCK * BLOCK / 2 + BLOCK / 2) % (BLOCK * BLOCK);
        let column = square % COARSE * BLOCK + inside % BLOCK;
        let row = square / COARSE * BLOCK + inside / BLOCK;
        let there = self.base.at(spot_at(column, row));
        self.cells[row * SIDE + column] = Some(Fate::of_scenario(&there));
        self.done += 1;
    }

    /// Whether each place is at least known roughly.
    #[must_use]
    pub fn is_coarse(&self) -> bool {
        self.done >= COARSE * COARSE
    }

    /// Whether everything is known.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done == self.cells.len()
    }

    /// What happens at a place, as far as it is known; roughly before it is known exactly.
    #[must_use]
    pub fn fate(&self, column: usize, row: usize) -> Option<Fate> {
        let middle = |at: usize| at / BLOCK * BLOCK + BLOCK / 2;
        self.cells[row * SIDE + column].or_else(|| self.cells[middle(row) * SIDE + middle(column)])
    }

    /// Where the textbook says that rounds neither shrink nor grow, because pages are written as fast as the link carries
    /// them: the way across the map, as shares of its sides.
    #[must_use]
    pub fn frontier(&self) -> Vec<(f64, f64)> {
        let steps = SIDE * 4;
        let writes = self.base.0.spot().writes;
        (0..=steps)
            .filter_map(|step| {
                let up = Share::new(step as f64 / steps as f64);
                let link = rate_at(Id::Link, up);
                let pages = wire::page_rate(&self.base.at(Spot { writes, link }));
                let across = position(Id::WriteRate, pages);
                (across > 0.0 && across < 1.0).then_some((across, up.as_f64()))
            })
            .collect()
    }
}

fn rate_at(id: Id, position: Share) -> Rate {
    match id.range().at(position) {
        Quantity::Rate(rate) => rate,
        other => unreachable!("{id:?} is a rate in the table, not {other:?}"),
    }
}

fn position(id: Id, rate: Rate) -> f64 {
    id.range().position(Quantity::Rate(rate)).as_f64()
}

/// What the middle of a cell stands for.
#[must_use]
pub fn spot_at(column: usize, row: usize) -> Spot {
    let middle = |at: usize| Share::new((at as f64 + 0.5) / SIDE as f64);
    Spot {
        writes: rate_at(Id::WriteRate, middle(column)),
        link: rate_at(Id::Link, middle(row)),
    }
}

/// Where a spot is, as shares of the sides; what lies outside is at the edge.
#[must_use]
pub fn place_of(spot: Spot) -> (f64, f64) {
    (position(Id::WriteRate, spot.writes), position(Id::Link, spot.link))
}

/// The cell at a place.
#[must_use]
pub fn cell_at((across, up): (f64, f64)) -> (usize, usize) {
    let cell = |share: f64| ((share * SIDE as f64) as usize).min(SIDE - 1);
    (cell(across), cell(up))
}
