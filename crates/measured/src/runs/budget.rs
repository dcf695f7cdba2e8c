//! What errors of prediction are accepted, group by group.

use super::run::Kind;

/// Runs that are judged together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Plain pre-copy.
    Precopy,
    /// Hot and cold writes; bandwidth caps.
    HotColdCapped,
    /// Stopped first.
    Suspended,
    /// Post-copy and hybrid.
    Postcopy,
    /// CPU throttling.
    AutoConverge,
    /// Delta compression.
    Delta,
    /// Writes faster than the link.
    NeverConverging,
}

impl Group {
    /// All groups, in the order of the table.
    pub const ALL: [Self; 7] = [
        Self::Precopy,
        Self::HotColdCapped,
        Self::Suspended,
        Self::Postcopy,
        Self::AutoConverge,
        Self::Delta,
        Self::NeverConverging,
    ];

    /// The group of a kind of run.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Precopy | Kind::PrecopyKvm => Self::Precopy,
            Kind::Hotcold | Kind::Cap => Self::HotColdCapped,
            Kind::Suspended => Self::Suspended,
            Kind::Postcopy | Kind::Hybrid => Self::Postcopy,
            Kind::AutoConverge => Self::AutoConverge,
            Kind::Xbzrle => Self::Delta,
            Kind::Nonconvergent => Self::NeverConverging,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Precopy => "pre-copy",
            Self::HotColdCapped => "hot/cold, capped",
            Self::Suspended => "suspended",
            Self::Postcopy => "post-copy, hybrid",
            Self::AutoConverge => "auto-converge",
            Self::Delta => "delta compression",
            Self::NeverConverging => "never converging",
        }
    }

    /// The largest errors that are accepted.
    #[must_use]
    pub const fn budget(self) -> Budget {
        const NONE: Spread = Spread {
            median: f64::INFINITY,
            p90: f64::INFINITY,
        };
        const fn spread(median: f64, p90: f64) -> Spread {
            Spread { median, p90 }
        }
        match self {
            Self::Precopy => Budget {
                total: spread(0.012, 0.05),
                bytes: spread(0.005, 0.06),
                downtime_s: spread(0.020, 0.070),
                blocked_ratio: f64::INFINITY,
            },
            Self::HotColdCapped => Budget {
                total: spread(0.03, 0.10),
                bytes: spread(0.02, 0.08),
                downtime_s: NONE,
                blocked_ratio: f64::INFINITY,
            },
            Self::Suspended => Budget {
                total: spread(0.02, f64::INFINITY),
                bytes: spread(0.01, f64::INFINITY),
                downtime_s: NONE,
                blocked_ratio: f64::INFINITY,
            },
            Self::Postcopy => Budget {
                total: spread(0.03, f64::INFINITY),
                bytes: spread(0.03, f64::INFINITY),
                downtime_s: NONE,
                blocked_ratio: 2.0,
            },
            Self::AutoConverge | Self::Delta | Self::NeverConverging => Budget {
                total: spread(0.1, f64::INFINITY),
                bytes: spread(0.1, f64::INFINITY),
                downtime_s: NONE,
                blocked_ratio: f64::INFINITY,
            },
        }
    }
}

/// Median and 90th percentile of an error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Half of the runs are not worse.
    pub median: f64,
    /// Nine of ten runs are not worse.
    pub p90: f64,
}

impl Spread {
    /// Nearest-rank percentiles of errors; zero for none.
    pub(super) fn of(mut errors: Vec<f64>) -> Self {
        errors.sort_by(f64::total_cmp);
        let rank = |part: f64| {
            let index = (part * errors.len() as f64).ceil() as usize;
            errors.get(index.saturating_sub(1)).copied().unwrap_or(0.0)
        };
        Self {
            median: rank(0.5),
            p90: rank(0.9),
        }
    }

    pub(super) fn holds(&self, limit: &Self) -> bool {
        self.median <= limit.median && self.p90 <= limit.p90
    }
}

/// More steps of throttling than this are not accepted in any run.
pub const THROTTLE_STEPS: f64 = 1.0;

/// What is accepted: errors of total time and bytes as shares, of downtime in
/// seconds, of blocked time as a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Total time.
    pub total: Spread,
    /// Stream bytes of memory.
    pub bytes: Spread,
    /// Downtime.
    pub downtime_s: Spread,
    /// Blocked time of the median run with more than [`MANY_FAULTS`](super::MANY_FAULTS).
    pub blocked_ratio: f64,
}
