//! What happened in a cluster: an immutable record, from which everything on a screen is a function of a time.

use super::figures::ClusterFigures;
use super::log::Entry;
use super::setup::Cluster;
use crate::migration::{Metrics, PhaseKind};
use crate::params::Lane;
use crate::units::{Bytes, Rate, Share, SimTime};

/// A value from a time on, until the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<T> {
    /// Since when.
    pub at: SimTime,
    /// What holds.
    pub value: T,
}

/// The step of a course in force at a time.
pub fn at<T>(course: &[Step<T>], time: SimTime) -> Option<&T> {
    let after = course.partition_point(|step| step.at <= time);
    Some(&course[after.checked_sub(1)?].value)
}

/// The values of a course up to a time: from when to when it is what.
///
/// ```
/// use engine::cluster::{Step, spans};
/// use engine::units::SimTime;
///
/// let step = |at, value| Step { at: SimTime::s(at), value };
/// let course = [step(0.0, 'a'), step(2.0, 'b'), step(9.0, 'c')];
/// let told: Vec<_> = spans(&course, SimTime::s(5.0)).map(|(from, to, value)| (from.as_s(), to.as_s(), *value)).collect();
/// assert_eq!(told, [(0.0, 2.0, 'a'), (2.0, 5.0, 'b')]);
/// ```
pub fn spans<T>(course: &[Step<T>], end: SimTime) -> impl Iterator<Item = (SimTime, SimTime, &T)> {
    let ends = course.iter().skip(1).map(|step| step.at).chain([end]);
    course
        .iter()
        .zip(ends)
        .take_while(move |(step, _)| step.at < end)
        .map(move |(step, until)| (step.at, until.min(end), &step.value))
        .filter(|(start, until, _)| start < until)
}

/// Writes down a value if it is another one than before.
pub(super) fn note<T: PartialEq>(course: &mut Vec<Step<T>>, time: SimTime, value: T) {
    if course.last().is_some_and(|last| last.value == value) {
        return;
    }
    if course.last().is_some_and(|last| last.at == time) {
        course.pop();
        if course.last().is_some_and(|last| last.value == value) {
            return;
        }
    }
    course.push(Step { at: time, value });
}

/// What a host does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostState {
    /// It runs VMs and takes more.
    On,
    /// Its VMs leave, and none comes.
    Draining,
    /// It is on, empty, and takes none.
    Maintenance,
    /// It switches off.
    ShuttingDown,
    /// It is off.
    Off,
    /// It starts.
    Booting,
    /// It has lost its power.
    Dead,
}

impl HostState {
    /// Whether it draws power.
    #[must_use]
    pub const fn draws(self) -> bool {
        !matches!(self, Self::Off | Self::Dead)
    }
}

/// Where a VM is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VmPlace {
    /// The host that has its memory; while it moves, the source until it runs at the destination.
    pub host: Option<u32>,
    /// Whether it runs.
    pub runs: bool,
}

/// What of a host is taken and wanted.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct HostLoad {
    /// Memory of VMs that are there, and memory that is promised to VMs on their way.
    pub resident: Bytes,
    /// See [`HostLoad::resident`].
    pub booked: Bytes,
    /// Cores that its VMs want, and what sending and receiving takes.
    pub wanted: f64,
    /// Cores that are given.
    pub given: f64,
}

impl HostLoad {
    /// Whether more is wanted than given, by more than rounding.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.wanted > self.given * (1.0 + 1e-9)
    }
}

/// A rate of a migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MoveRate {
    /// What it gets of every link on its path.
    pub rate: Rate,
    /// The part of its line that it can have.
    pub share: Share,
    /// The link that holds it back; none if that is its own cap or processor.
    pub bound: Option<u32>,
}

/// A stage of a migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// Which.
    pub kind: PhaseKind,
    /// On the cluster's clock.
    pub start: SimTime,
    /// See [`Stage::start`].
    pub end: SimTime,
    /// Whether the VM runs meanwhile.
    pub runs: bool,
}

/// Why a VM is moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// Its host is drained.
    Drain,
    /// Its host is drained before it dies.
    Alarm,
    /// Its host is to be switched off.
    Off,
    /// Somebody wants it there.
    ByHand,
    /// The hosts are uneven: the imbalance before and after.
    Uneven(f64, f64),
    /// Its host has too much to do: its load and the limit.
    Overload(Share, Share),
    /// Its host does too little to stay on: its load and the limit.
    Underload(Share, Share),
}

impl Why {
    /// Whether a policy wants it, and no order.
    #[must_use]
    pub const fn is_by_policy(&self) -> bool {
        matches!(self, Self::Uneven(..) | Self::Overload(..) | Self::Underload(..))
    }
}

/// How a migration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The VM is at the destination.
    Moved,
    /// It stays at the source.
    Stays,
    /// The VM went down with a host.
    Lost,
    /// It had not ended when the observation did.
    Unfinished,
}

/// A migration in a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Which VM.
    pub vm: u32,
    /// From which host.
    pub from: u32,
    /// To which.
    pub to: u32,
    /// Of which kind.
    pub kind: Lane,
    /// Why.
    pub why: Why,
    /// When it was asked for, begun and ended.
    pub asked: SimTime,
    /// See [`Move::asked`].
    pub start: SimTime,
    /// See [`Move::asked`].
    pub end: SimTime,
    /// How it ended.
    pub outcome: End,
    /// How often it had been tried before.
    pub tries: u32,
    /// The line rate of its path.
    pub line: Rate,
    /// The links of its path.
    pub path: Vec<u32>,
    /// Its stages, one after the other.
    pub stages: Vec<Stage>,
    /// What it gets of the links on its path.
    pub rates: Vec<Step<MoveRate>>,
    /// The part of the processor time it wants that the VM gets while it moves, which slows its writes.
    pub speeds: Vec<Step<Share>>,
    /// Its figures, as the Lab has them.
    pub figures: Metrics,
}

/// The course of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkCourse {
    /// Its name.
    pub name: super::settings::LinkName,
    /// What it carries of data at most.
    pub capacity: Vec<Step<Rate>>,
    /// What it carries.
    pub used: Vec<Step<Rate>>,
}

/// The course of a host.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostCourse {
    /// What it does.
    pub state: Vec<Step<HostState>>,
    /// What of it is taken.
    pub load: Vec<Step<HostLoad>>,
}

/// What happened in a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What was simulated.
    pub cluster: Cluster,
    /// Until when it was observed, and when something last changed but load.
    pub until: SimTime,
    /// See [`Record::until`].
    pub last: SimTime,
    /// The migrations in the order in which they began.
    pub moves: Vec<Move>,
    /// What was decided, and what happened.
    pub log: Vec<Entry>,
    /// Hosts, in their order.
    pub hosts: Vec<HostCourse>,
    /// Where each VM is.
    pub vms: Vec<Vec<Step<VmPlace>>>,
    /// Links.
    pub links: Vec<LinkCourse>,
    /// How uneven the hosts are, where a policy looked: the coefficient of variation of their loads.
    pub imbalance: Vec<Step<f64>>,
    /// The figures.
    pub figures: ClusterFigures,
}

/// A cluster at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment<'a> {
    /// When.
    pub at: SimTime,
    /// Each host's state and load.
    pub hosts: Vec<(HostState, HostLoad)>,
    /// Where each VM is.
    pub vms: Vec<VmPlace>,
    /// What each link carries, and could.
    pub links: Vec<(Rate, Rate)>,
    /// The migrations under way: their place in the record, the stage, and the rate.
    pub moves: Vec<(usize, Option<&'a Stage>, Option<&'a MoveRate>)>,
}

impl Record {
    /// Everything as it is at a time.
    #[must_use]
    pub fn at(&self, time: SimTime) -> Moment<'_> {
        let nowhere = VmPlace {
            host: None,
            runs: false,
        };
        Moment {
            at: time,
            hosts: self
                .hosts
                .iter()
                .map(|host| {
                    let state = at(&host.state, time).copied().unwrap_or(HostState::On);
                    (state, at(&host.load, time).copied().unwrap_or_default())
                })
                .collect(),
            vms: self
                .vms
                .iter()
                .map(|vm| at(vm, time).copied().unwrap_or(nowhere))
                .collect(),
            links: self
                .links
                .iter()
                .map(|link| {
                    let now = |course| at(course, time).copied().unwrap_or_default();
                    (now(&link.used), now(&link.capacity))
                })
                .collect(),
            moves: self
                .under_way(time)
                .map(|place| {
                    (
                        place,
                        self.moves[place].stage_at(time),
                        at(&self.moves[place].rates, time),
                    )
                })
                .collect(),
        }
    }

    /// The places of the migrations that go on at a time. One that is not over when the observation is goes on for ever.
    pub fn under_way(&self, time: SimTime) -> impl Iterator<Item = usize> + '_ {
        let begun = self.moves.partition_point(|one| one.start <= time);
        let goes_on = move |one: &Move| time < one.end || one.outcome == End::Unfinished;
        (0..begun).filter(move |&place| goes_on(&self.moves[place]))
    }
}

impl Move {
    /// The stage that goes on at a time.
    #[must_use]
    pub fn stage_at(&self, time: SimTime) -> Option<&Stage> {
        let after = self.stages.partition_point(|stage| stage.start <= time);
        let goes_on = |stage: &&Stage| time < stage.end || self.outcome == End::Unfinished;
        self.stages[..after].last().filter(goes_on)
    }

    /// How long it waited until it began.
    #[must_use]
    pub fn waited(&self) -> SimTime {
        self.start - self.asked
    }
}
