//! What a run reports: phases, rounds, samples and events while it goes on,
//! and its [`Metrics`] at the end.

pub use super::causes::{Bound, Cause, DownCause, Downtime, Traffic};
use super::outcome::Outcome;
pub use super::outcome::Status;
use super::spread::{Chance, Spread};
use std::fmt;

use crate::params::{Pattern, Reason};
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// What the VM does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// Its vCPUs run.
    Running,
    /// Its vCPUs stand still; its memory is kept.
    Paused,
    /// The guest shuts down.
    ShuttingDown,
    /// It is off.
    Off,
    /// The guest starts.
    Booting,
}

/// One of the two hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Where the VM is at first.
    Source,
    /// Where it should go.
    Destination,
}

/// A stage of a migration. The stages of a run follow each other without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseKind {
    /// The guest shuts down.
    Shutdown,
    /// The VM's configuration is copied.
    Configuration,
    /// The disk is copied.
    Disk,
    /// The VM is defined on the destination.
    Definition,
    /// The guest boots.
    Boot,
    /// Memory of a paused VM is sent (streamed).
    Transfer,
    /// Memory of a paused VM is written to a file.
    Save,
    /// The file is read back.
    Restore,
    /// The disk is copied while the VM runs, and what is written meanwhile goes again.
    Mirror,
    /// The channel is opened, memory is registered.
    Setup,
    /// All memory is sent once while the VM runs.
    FirstPass,
    /// Pages written meanwhile are sent again while the VM runs; counted from two.
    Round(u32),
    /// Rounds that are told together.
    Rounds(RoundRange),
    /// The VM is paused and the rest is sent.
    StopAndCopy,
    /// Device state is sent while the VM is paused.
    DeviceState,
    /// The VM is started again.
    Resume,
    /// The VM runs at the destination while the rest of its memory follows.
    PostCopy,
    /// The migration is suspended on purpose.
    Held(Reason),
    /// Nothing moves because the link is down.
    Stalled,
}

/// Rounds that a record keeps one by one; those after them are told as one-sample rounds that may be merged.
pub const ROUNDS_KEPT: u32 = 200;

/// Some rounds, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RoundRange {
    /// The first of them.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// `9-812`, as scripts read it.
impl fmt::Debug for RoundRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

/// The figures of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// How it ended.
    pub status: Status,
    /// From the start to the end of the migration (or of its observation).
    pub total: SimTime,
    /// How long the vCPUs stood still, by cause.
    pub downtime: Downtime,
    /// How long clients got no answer: downtime plus network redirection.
    pub outage: SimTime,
    /// What was sent.
    pub traffic: Traffic,
    /// Syncs of the dirty bitmap, the first and the last included.
    pub syncs: u32,
    /// Expected number of page faults served over the network.
    pub page_faults: Pages,
    /// How long vCPUs waited for them.
    pub fault_blocked: SimTime,
    /// What held memory back while the VM ran.
    pub bound: Bound,
    /// The strongest throttling of the vCPUs.
    pub throttle_max: Share,
    /// What the sender's socket held when the VM was stopped: by the sender's
    /// own clock, the run is shorter by the time this takes on the wire.
    pub buffered: Bytes,
    /// What became of the VM.
    pub outcome: Outcome,
    /// Where among all runs this one is: it is the median.
    pub chance: Chance,
    /// Other runs, where chance decides.
    pub spread: Option<Spread>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            status: Status::Completed,
            total: SimTime::ZERO,
            downtime: Downtime::default(),
            outage: SimTime::ZERO,
            traffic: Traffic::default(),
            syncs: 0,
            page_faults: Pages::ZERO,
            fault_blocked: SimTime::ZERO,
            bound: Bound::Line,
            throttle_max: Share::ZERO,
            buffered: Bytes::ZERO,
            outcome: Outcome::default(),
            chance: Chance::NONE,
            spread: None,
        }
    }
}

/// A stage with its time and what the VM did meanwhile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase {
    /// Which.
    pub kind: PhaseKind,
    /// When it began.
    pub start: SimTime,
    /// When it ended.
    pub end: SimTime,
    /// What the VM did.
    pub power: Power,
    /// Where the VM was.
    pub host: Host,
}

/// One round of a pre-copy: from a sync to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Round {
    /// Counted from one, the first pass.
    pub number: u32,
    /// When it began.
    pub start: SimTime,
    /// When it ended.
    pub end: SimTime,
    /// Pages to send when it began.
    pub queued: Pages,
    /// Pages sent in it.
    pub sent: Pages,
    /// Pages that the workload made dirty meanwhile: they go again.
    pub dirtied: Pages,
    /// What was left to send after the sync, in the sender's eyes.
    pub left: Pages,
    /// What could have been left for the VM to be stopped.
    pub threshold: Pages,
    /// What [`Round::threshold`] is the product of; `None` where the rule asks for something else than a downtime.
    pub allowed: Option<Allowed>,
    /// Set if these are several rounds: `queued` is then the first one's, `number`, `left` and `threshold` are the last
    /// one's, and the others are sums.
    pub merged: Option<Merged>,
}

/// A downtime limit, and the bandwidth at which it was turned into an amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowed {
    /// The limit in force.
    pub limit: SimTime,
    /// What the rule took the bandwidth for.
    pub bandwidth: Rate,
}

/// Rounds that are told together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merged {
    /// The number of the first one.
    pub first: u32,
    /// The least and the most that one of them left to send.
    pub least: Pages,
    /// See [`Merged::least`].
    pub most: Pages,
    /// Why they are told together.
    pub why: MergedBecause,
}

/// Why rounds are told together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergedBecause {
    /// Each round is like the one before.
    Alike,
    /// Whatever a round leaves, it is more than may be left.
    NoPossibleEnd,
    /// There are so many that the record keeps the least and the most of them.
    Many,
}

/// A part of memory whose pages are treated alike: the region of a write
/// class, or used memory that nobody writes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// How it is written; `None` where nobody writes.
    pub pattern: Option<Pattern>,
    /// Where it begins in memory.
    pub start: Pages,
    /// How long it is.
    pub pages: Pages,
}

/// The pages of one zone at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct ZoneState {
    /// Pages the sender still has to send in this round. After a switch to
    /// post-copy: pages missing at the destination.
    pub queued: Pages,
    /// Pages written since the last sync, to be sent again; the sender learns of them at the sync.
    pub dirty: Pages,
}

/// A moment of a run. Between two samples everything changes linearly; two
/// samples at the same time are a jump.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sample {
    /// When.
    pub at: SimTime,
    /// What was sent so far.
    pub sent: Traffic,
    /// How fast the wire carries data from now on.
    pub wire: Rate,
    /// How fast the VM runs from now on; 1 is full speed.
    pub speed: Share,
    /// The zones of memory, in address order.
    pub zones: Vec<ZoneState>,
    /// Zero pages not yet scanned in the first pass.
    pub zero_left: Pages,
    /// Disk still to copy.
    pub disk_left: Bytes,
    /// What may be left for the VM to be stopped; zero where no rule applies.
    pub threshold: Bytes,
}

impl Sample {
    /// Memory still to send: queued and dirty again.
    #[must_use]
    pub fn memory_left(&self) -> Bytes {
        self.zones
            .iter()
            .map(|zone| zone.queued + zone.dirty)
            .sum::<Pages>()
            .bytes()
    }
}

/// Something that happens at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A round ended with a sync; counted from one.
    RoundEnd(u32),
    /// What is left fits into the downtime limit.
    ThresholdReached,
    /// The stop rule ends the rounds although more is left.
    RuleStopped,
    /// The vCPUs were stopped.
    Paused,
    /// Control passed to the destination.
    Switchover,
    /// The VM runs again.
    Resumed,
    /// The guest is off.
    PoweredOff,
    /// The disk has arrived, and the mirror follows what is written.
    DiskInSync,
    /// The disk has arrived.
    DiskCopied,
    /// The saved file is complete.
    Saved,
    /// The timeout struck.
    TimedOut,
    /// All memory has arrived.
    MemoryComplete,
    /// The destination announced the VM on the network for the first time.
    Announced,
    /// Clients reach the VM again.
    Reachable,
    /// The observation ended before the migration did.
    ObservationEnded,
    /// The migration was suspended on purpose.
    Held,
    /// It goes on.
    Released,
    /// It was held for longer than somebody would wait.
    GivenUp,
    /// It was cancelled.
    Cancelled,
    /// It was told to finish now.
    Forced,
    /// The link carries nothing any more.
    LinkDown,
    /// The link carries less.
    LinkSlow,
    /// The link carries all it can again.
    LinkUp,
    /// The connection was given up.
    ConnectionLost,
    /// The connection is back, and the post-copy goes on.
    Recovered,
    /// The source host crashed.
    SourceCrashed,
    /// The destination host crashed.
    DestinationCrashed,
    /// The VM writes more.
    BurstBegan,
    /// It writes as usual again.
    BurstEnded,
    /// An announcement was lost.
    AnnouncementLost,
}

/// [`EventKind`] with its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub at: SimTime,
    /// What.
    pub kind: EventKind,
}

/// Listens to a run, to as much of it as it has methods for. The model computes the same with every recorder.
///
/// ```
/// use engine::migration::run;
/// use engine::{Lane, Observation, Recorder, Round, Scenario};
///
/// /// Counts the rounds of a pre-copy.
/// struct Rounds(u32);
///
/// impl Recorder for Rounds {
///     fn records(&self) -> bool {
///         true
///     }
///     fn round(&mut self, round: Round) {
///         self.0 = round.number;
///     }
/// }
///
/// let mut rounds = Rounds(0);
/// run(&Scenario::default(), Lane::Live, Observation::Auto, &mut rounds);
/// assert!(rounds.0 > 1);
/// ```
pub trait Recorder {
    /// Whether a record is wanted; the model makes neither rounds nor samples otherwise.
    fn records(&self) -> bool {
        false
    }
    /// The zones of memory, told once before everything else.
    fn zones(&mut self, _zones: &[Zone]) {}
    /// A stage ended.
    fn phase(&mut self, _phase: Phase) {}
    /// A round ended.
    fn round(&mut self, _round: Round) {}
    /// A moment.
    fn sample(&mut self, _sample: Sample) {}
    /// An event.
    fn event(&mut self, _event: Event) {}
    /// By a time so many runs have ended, where chance decides.
    fn ended(&mut self, _at: SimTime, _share: Share) {}
}

/// Listens to nothing: for metrics alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Recorder for Silent {}
