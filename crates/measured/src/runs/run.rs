//! Measured QEMU runs, and each one's configuration as a link.
//!
//! A file of measurements has one JSON object a line, as in
//! `tests/data/qemu-7.2.jsonl`; `docs/model.md` tells how they were taken.

use serde::Deserialize;

use engine::params::{Lane, Method, Pattern, StopRule};
use engine::scenario::{Adjustment, Scenario, Settings, Suspend, Switch, Used, WriteClass};
use engine::units::{Bytes, Pages, Rate, Share, SimTime};
use link::Experiment;
use link::display::Display;

/// One measured migration.
#[derive(Debug, Deserialize)]
pub struct Run {
    /// Its number in the file.
    pub id: u64,
    /// What was done.
    pub kind: Kind,
    /// How it was set up.
    pub config: Config,
    /// What QEMU reported.
    pub result: Outcome,
    /// What was seen while it ran.
    #[serde(default)]
    series: Vec<Moment>,
    /// Why some figures are unusable, if they are.
    #[serde(default)]
    pub note: Option<String>,
}

/// What was seen at a moment of a run.
#[derive(Debug, Deserialize)]
struct Moment {
    #[serde(rename = "cpu_throttle_percentage", default)]
    throttle: Option<f64>,
}

/// Kinds of measured runs.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Plain live migration.
    Precopy,
    /// The same with hardware virtualisation.
    PrecopyKvm,
    /// Two write classes, a hot and a cold one.
    Hotcold,
    /// With a bandwidth cap below the link.
    Cap,
    /// The guest was stopped, then migrated.
    Suspended,
    /// Switched to post-copy at a time in the first pass.
    Postcopy,
    /// Switched to post-copy after the first pass.
    Hybrid,
    /// With delta compression.
    Xbzrle,
    /// With CPU throttling.
    AutoConverge,
    /// Writes faster than the link.
    Nonconvergent,
}

/// The set-up of a run; field names are those of the file.
#[derive(Debug, Deserialize)]
pub struct Config {
    memory_mib: f64,
    filled_pages: f64,
    working_set_pages: f64,
    writes_per_s: f64,
    pattern: String,
    #[serde(default)]
    hot_fraction: Option<f64>,
    #[serde(default)]
    hot_pages: Option<f64>,
    #[serde(default)]
    cap: Option<f64>,
    downtime_limit_ms: f64,
    #[serde(default)]
    capabilities: Vec<String>,
    #[serde(default)]
    parameters: Parameters,
    postcopy_after_s: Option<f64>,
    payload_bytes_per_s: f64,
    /// How long the run was observed that did not end.
    #[serde(default)]
    observed_for_s: Option<f64>,
}

/// Migration parameters that were set.
#[derive(Debug, Default, Deserialize)]
struct Parameters {
    #[serde(rename = "xbzrle-cache-size")]
    cache: Option<f64>,
}

/// What QEMU reported; times in milliseconds.
#[derive(Debug, Deserialize)]
pub struct Outcome {
    /// `completed` or `active`.
    pub status: String,
    #[serde(rename = "total-time")]
    total_time: f64,
    downtime: Option<f64>,
    #[serde(rename = "postcopy-blocktime")]
    blocked: Option<f64>,
    /// Memory.
    pub ram: Ram,
}

/// What QEMU reported about memory.
#[derive(Debug, Deserialize)]
pub struct Ram {
    transferred: f64,
    /// Syncs of the dirty bitmap.
    #[serde(rename = "dirty-sync-count")]
    pub syncs: u32,
    /// Page faults served over the network.
    #[serde(rename = "postcopy-requests")]
    pub faults: f64,
}

impl Outcome {
    /// From the command to the end.
    #[must_use]
    pub fn total(&self) -> SimTime {
        SimTime::ms(self.total_time)
    }

    /// How long the vCPUs stood still, if it ended.
    #[must_use]
    pub fn downtime(&self) -> Option<SimTime> {
        self.downtime.map(SimTime::ms)
    }

    /// How long the vCPU waited for pages.
    #[must_use]
    pub fn blocked(&self) -> Option<SimTime> {
        self.blocked.map(SimTime::ms)
    }

    /// Stream bytes of memory.
    #[must_use]
    pub fn transferred(&self) -> Bytes {
        Bytes::new(self.ram.transferred)
    }
}

/// Pages that firmware and video memory fill besides the workload: read from
/// the page counts of the file, the same in all its runs.
const FIRMWARE_PAGES: f64 = 112.0;
/// Read-only and video memory that QEMU migrates besides the configured memory.
const EXTRA_MEMORY: Bytes = Bytes::kib(520.0);
/// What a shaped veth pair sends for each payload byte over what Ethernet
/// does: its filter counts 1514 bytes a frame, a real port 1538.
const ETHERNET_BYTES_PER_PAYLOAD: f64 = 1538.0 / 1448.0;

/// The workload writes one word of a page.
const WORD: Bytes = Bytes::new(4.0);

/// What a write costs the guest: one whose page QEMU watches leaves the
/// translated code (inferred from run 65, which allows 1.2 to 11 µs).
const WRITE_TIME: SimTime = SimTime::s(3e-6);

impl Run {
    /// Reads a line of a file of measurements.
    ///
    /// # Errors
    /// Says what in the line is no run.
    pub fn read(line: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(line)
    }

    /// The lane that was measured.
    #[must_use]
    pub fn lane(&self) -> Lane {
        if self.kind == Kind::Suspended {
            Lane::Suspended
        } else {
            Lane::Live
        }
    }

    /// Whether the reported times can be used.
    #[must_use]
    pub fn has_times(&self) -> bool {
        self.note.is_none() && self.result.status == "completed"
    }

    /// How long it was observed, if it did not end.
    #[must_use]
    pub fn observed_for(&self) -> Option<SimTime> {
        self.config.observed_for_s.map(SimTime::s)
    }

    /// The strongest throttling that was seen.
    #[must_use]
    pub fn throttle_max(&self) -> Share {
        let seen = self.series.iter().filter_map(|moment| moment.throttle);
        Share::percent(seen.fold(0.0, f64::max))
    }

    /// The set-up as a link, and what of it a scenario cannot say.
    #[must_use]
    pub fn link(&self) -> (String, Vec<Adjustment>) {
        let (scenario, adjustments) = Scenario::new(self.settings());
        let display = Display {
            lanes: vec![self.lane()],
            ..Display::default()
        };
        let experiment = Experiment {
            scenario,
            display,
            ..Experiment::default()
        };
        (link::print(&experiment), adjustments)
    }

    fn settings(&self) -> Settings {
        let config = &self.config;
        let defaults = Settings::default();
        let method = match self.kind {
            Kind::Postcopy => Method::Postcopy,
            Kind::Hybrid => Method::Hybrid,
            _ => Method::Precopy,
        };
        Settings {
            ram: Bytes::mib(config.memory_mib) + EXTRA_MEMORY,
            used: Used::Size(Pages::new(config.filled_pages + FIRMWARE_PAGES).bytes()),
            writes: config.write_classes(),
            link: Rate::bytes_per_s(config.payload_bytes_per_s * ETHERNET_BYTES_PER_PAYLOAD),
            // The file says 0 for no cap, as QEMU does.
            cap: config.cap.filter(|&cap| cap > 0.0).map(Rate::bytes_per_s),
            suspend: Suspend::Save,
            downtime: SimTime::ms(config.downtime_limit_ms),
            method,
            stop: StopRule::Qemu72,
            switch: config
                .postcopy_after_s
                .filter(|_| method != Method::Precopy)
                .map(|after| Switch::At(SimTime::s(after))),
            throttle: config.has("auto-converge"),
            // The guest writes by a clock and waits in between, so a throttled one catches up.
            load: Share::new(config.writes_per_s * WRITE_TIME.as_s()),
            delta: config.has("xbzrle"),
            cache: config.parameters.cache.map_or(defaults.cache, Bytes::new),
            change: WORD,
            ..defaults
        }
    }
}

impl Config {
    fn has(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|name| name == capability)
    }

    fn write_classes(&self) -> Vec<WriteClass> {
        let class = |pattern, pages: f64, writes: f64| WriteClass {
            pattern,
            region: Pages::new(pages).bytes(),
            rate: Rate::bytes_per_s(Pages::new(writes).bytes().as_f64()),
        };
        let (all, writes) = (self.working_set_pages, self.writes_per_s);
        if writes == 0.0 {
            return Vec::new();
        }
        match (self.hot_fraction, self.hot_pages, self.pattern.as_str()) {
            (Some(hot), Some(pages), "hotcold") => vec![
                class(Pattern::Random, pages, writes * hot),
                class(Pattern::Random, all - pages, writes * (1.0 - hot)),
            ],
            (_, _, "sequential") => vec![class(Pattern::Sequential, all, writes)],
            _ => vec![class(Pattern::Random, all, writes)],
        }
    }
}
