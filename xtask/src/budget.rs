//! The limits that a build must keep, in one place.

/// One figure and how large it may be.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// How a measurement names the figure.
    pub key: &'static str,
    pub what: &'static str,
    pub limit: f64,
    pub unit: &'static str,
}

const fn budget(key: &'static str, what: &'static str, limit: f64, unit: &'static str) -> Budget {
    Budget { key, what, limit, unit }
}

/// 550 were hoped for with all screens. The Lab that explains itself has 435 with advice; the entrance, kinds and stories, a run that
/// is pinned, everything that answers and what a phone and a projector need are some 60, lessons with their exercises and slides 80,
/// the keys of clusters 25, reading and fitting what tools print 60, the simulation of clusters with its pictures, its parameters and
/// eighteen stories 210; what a measurement leaves open as a map and its charts, the sheet of a cluster, clusters on paper, steps that
/// the Lab makes for a lesson, the map as a file and links for others 40; when to choose which kind, a measured run behind the Lab's and a
/// field for what its text leaves open 20. Most is Yew's own code for each component, and a twelfth the standard library's sorting, once
/// for each of 57 types. Less of any would be code that reads oddly, or a page that says less.
pub const SIZE: Budget = budget("size", "all a visit downloads, with one language, brotli", 950.0, "KB");
/// One microsecond was hoped for: a run takes 29,000 instructions (its syncs, each with the chance that it is the last one; an early
/// and a late run beside the median one), and no function has more than a twentieth of them.
pub const LANE: Budget = budget("default", "one lane of the default, figures only, native", 5.0, "µs");
/// The same for two microseconds.
pub const HARD_MEDIAN: Budget = budget(
    "hard-median",
    "the hard cases of `tests/it/skipping`: median",
    9.0,
    "µs",
);
pub const HARD_MOST: Budget = budget("hard-p99", "… 99th percentile", 200.0, "µs");
pub const HARD_WORST: Budget = budget("hard-worst", "… worst", 1000.0, "µs");
pub const CLUSTER_HOUR: Budget = budget(
    "cluster-hour",
    "40 hosts, 400 VMs, an hour with a drain and a balancer",
    5.0,
    "ms",
);
pub const CLUSTER_DAY: Budget = budget(
    "cluster-day",
    "1,000 hosts, 10,000 VMs, a day with 10,000 migrations",
    2.0,
    "s",
);
pub const PAGE_HOUR: Budget = budget(
    "cluster/hour",
    "the same hour, with all that is drawn, in wasm",
    15.0,
    "ms",
);
pub const PAGE_DAY: Budget = budget(
    "cluster/day",
    "the same day, with all that is drawn, in wasm",
    6000.0,
    "ms",
);
pub const LINK: Budget = budget(
    "link",
    "a link through `migrascope run -`, text in, text out",
    10.0,
    "µs",
);
pub const FIT: Budget = budget("fit", "a usual record fitted, the slowest of three", 300.0, "ms");
pub const LOG: Budget = budget("log", "50 MiB of a log read", 5.0, "s");
pub const PAGE_FIT: Budget = budget("measured/looks", "a usual record fitted, in wasm", 300.0, "ms");
pub const TRACES: Budget = budget("traces", "three lanes with full traces, in wasm", 2.0, "ms");
pub const MAP: Budget = budget("map", "convergence map of 64 × 64 of the default, in wasm", 33.0, "ms");
pub const INPUT: Budget = budget("input", "slider input to painted charts, 95th percentile", 50.0, "ms");
pub const FRAME: Budget = budget("frame", "script time a frame while playing, 95th percentile", 8.0, "ms");
pub const CLUSTER_FRAME: Budget = budget("frame/cluster", "the same with 200 hosts and 2000 VMs", 8.0, "ms");
/// The least that Lighthouse may give, unlike the others.
pub const LIGHTHOUSE: Budget = budget("lighthouse", "Lighthouse, every category but speed", 95.0, "of 100");
/// The same for the speed on a phone: 90 are wanted. A first visit downloads the whole program, all four screens of it, and opens the
/// entrance, whose drawings come from runs; 77 were measured.
pub const PHONE_SPEED: Budget = budget("lighthouse", "Lighthouse, speed on a phone", 70.0, "of 100");
/// The same for the speed on a desktop: 95 are wanted; 90 were measured.
pub const DESKTOP_SPEED: Budget = budget("lighthouse", "Lighthouse, speed on a desktop", 84.0, "of 100");
