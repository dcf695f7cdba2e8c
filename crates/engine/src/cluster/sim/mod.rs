//! The simulation: an ordered heap of moments at which something changes, and nothing between them.
//!
//! All that comes at one time happens first; then links are shared anew, then what waits may begin. A migration keeps a clock
//! of its own that begins with it, so one that has the links for itself goes through exactly what it does in the Lab.

mod acts;
mod arrivals;
mod ends;
mod hosts;
mod look;
mod moves;
mod queue;
mod restart;

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::demand;
use super::figures::ClusterFigures;
use super::log::{self, Entry, Obstacle, Said};
use super::network::Network;
use super::policy::{self, Guards, Policy};
use super::record::{HostCourse, LinkCourse, Record, Step, VmPlace, note};
use super::setup::Cluster;
use crate::scenario::Scenario;
use crate::units::{Rate, SimTime};

use hosts::HostNow;
use moves::MoveNow;
use queue::Request;

/// Where a VM is and what it has had.
#[derive(Clone, Debug, Default)]
struct VmNow {
    /// The host that has its memory.
    host: Option<u32>,
    /// The host on which it runs.
    runs_on: Option<u32>,
    /// Its place among the VMs that run there.
    place: u32,
    /// The migration that moves it.
    moving: Option<u32>,
    /// Whether an order for it waits.
    is_queued: bool,
    /// Cores that it wants.
    wanted: f64,
    /// Its host's clocks when it came there or its demand changed, see [`HostNow`].
    supplied_mark: f64,
    starved_mark: f64,
    /// Core-seconds that it has had, in all and since the policy last looked; seconds that it missed; and stood still.
    used: f64,
    used_since_look: f64,
    /// The look after which the last of these was counted.
    look_number: u32,
    starved: f64,
    down: SimTime,
    down_since: Option<SimTime>,
    /// When its last migration ended, the hosts that it has left, and when.
    moved_at: Option<SimTime>,
    left: Vec<(u32, SimTime)>,
    /// The host that it went down with, until that is known; how often it was started; what kept it from that last.
    died_with: Option<u32>,
    starts: u32,
    no_place: Option<Obstacle>,
}

/// What comes next, in the order in which it happens at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Edge(u32, u32),
    HostChange(u32, u32),
    VmUp(u32, u32),
    Detected(u32, u32),
    Act(u32),
    Death(u32),
    CrowdEnds(u16),
    LinkEnds(u32),
    Load,
    Look,
}

struct World<'a> {
    cluster: &'a Cluster,
    scenarios: &'a Scenarios,
    now: SimTime,
    until: SimTime,
    heap: BinaryHeap<Reverse<(SimTime, Next)>>,
    hosts: Vec<HostNow>,
    vms: Vec<VmNow>,
    /// How many times as much the VMs of each class want.
    crowds: Vec<f64>,
    network: Network,
    /// Flow to migration.
    by_flow: Vec<u32>,
    moves: Vec<MoveNow<'a>>,
    /// Those that go on.
    active: Vec<u32>,
    queue: Vec<Request>,
    /// VMs to start, in their order.
    waiting_vms: Vec<u32>,
    may_begin: bool,
    policy: Option<Box<dyn Policy>>,
    guards: Guards,
    looked: SimTime,
    look_number: u32,
    figures: ClusterFigures,
    waits: (SimTime, u32),
    missed_moving: f64,
    /// What came to pass, and VMs that were looked at.
    work: u64,
    log: Vec<Entry>,
    courses: Courses,
    last: SimTime,
    touched: (Vec<u32>, Vec<u32>),
}

/// What is written down as it happens.
struct Courses {
    /// Whether everything is; the figures are the same.
    all: bool,
    hosts: Vec<HostCourse>,
    vms: Vec<Vec<Step<VmPlace>>>,
    links: Vec<LinkCourse>,
    imbalance: Vec<Step<f64>>,
}

/// The scenarios of migrations, by class and line, made when they are needed.
struct Scenarios {
    lines: Vec<Rate>,
    made: Vec<OnceCell<Scenario>>,
}

impl Scenarios {
    fn new(cluster: &Cluster) -> Self {
        let settings = &cluster.settings;
        let mut lines: Vec<Rate> = cluster.hosts.iter().map(|host| host.nic).collect();
        lines.extend(settings.uplink);
        lines.extend(settings.core);
        lines.sort();
        lines.dedup();
        let made = vec![OnceCell::new(); lines.len() * cluster.classes.len()];
        Self { lines, made }
    }

    fn get(&self, cluster: &Cluster, class: u16, line: Rate) -> &Scenario {
        let place = self.lines.binary_search(&line).expect("every line of a path is listed");
        self.made[usize::from(class) * self.lines.len() + place]
            .get_or_init(|| Scenario::new(cluster.lab_settings(class, line)).0)
    }
}

/// How much is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Everything that a screen shows.
    All,
    /// The figures, the migrations and the log.
    Figures,
}

/// Simulates a cluster.
#[must_use]
pub fn simulate(cluster: &Cluster, detail: Detail) -> Record {
    let scenarios = Scenarios::new(cluster);
    let mut world = World::new(cluster, &scenarios, detail);
    world.begin();
    while world.step() {}
    world.finish()
}

/// The same, if somebody can wait for it: nothing of what takes longer than a tenth of a second.
#[must_use]
pub fn simulate_at_once(cluster: &Cluster, detail: Detail) -> Option<Record> {
    /// What comes to pass, and VMs that are looked at.
    const MOST_WORK: u64 = 200_000;
    let scenarios = Scenarios::new(cluster);
    let mut world = World::new(cluster, &scenarios, detail);
    world.begin();
    while world.step() {
        if world.work > MOST_WORK {
            return None;
        }
    }
    Some(world.finish())
}

/// The same for those who have other things to do meanwhile: `pause` is called after each step with the time that it has come to,
/// may wait, and says whether it is still wanted.
///
/// ```
/// use engine::cluster::{Cluster, ClusterSettings, Detail, simulate, simulate_with_pauses};
/// use engine::Settings;
///
/// let (cluster, _) = Cluster::new(&ClusterSettings::default(), &Settings::default());
/// let mut paused = Box::pin(simulate_with_pauses(&cluster, Detail::All, async |_| true));
/// let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// let std::task::Poll::Ready(record) = paused.as_mut().poll(&mut context) else { panic!("nothing waited") };
/// assert_eq!(record, Some(simulate(&cluster, Detail::All)));
/// ```
pub async fn simulate_with_pauses(
    cluster: &Cluster,
    detail: Detail,
    mut pause: impl AsyncFnMut(SimTime) -> bool,
) -> Option<Record> {
    let scenarios = Scenarios::new(cluster);
    let mut world = World::new(cluster, &scenarios, detail);
    world.begin();
    while world.step() {
        if !pause(world.now).await {
            return None;
        }
    }
    Some(world.finish())
}

impl<'a> World<'a> {
    fn new(cluster: &'a Cluster, scenarios: &'a Scenarios, detail: Detail) -> Self {
        let (policy, guards) = policy::of(cluster);
        let network = Network::new(cluster);
        let links = network.links.iter().map(|link| LinkCourse {
            name: link.name,
            capacity: vec![Step {
                at: SimTime::ZERO,
                value: link.capacity,
            }],
            used: Vec::new(),
        });
        Self {
            cluster,
            scenarios,
            now: SimTime::ZERO,
            until: cluster.until(),
            heap: BinaryHeap::new(),
            hosts: cluster.hosts.iter().map(|host| HostNow::new(host, cluster)).collect(),
            vms: vec![VmNow::default(); cluster.vms.len()],
            crowds: vec![1.0; cluster.classes.len()],
            courses: Courses {
                all: detail == Detail::All,
                hosts: vec![HostCourse::default(); cluster.hosts.len()],
                vms: vec![Vec::new(); cluster.vms.len()],
                links: links.collect(),
                imbalance: Vec::new(),
            },
            network,
            by_flow: Vec::new(),
            moves: Vec::new(),
            active: Vec::new(),
            queue: Vec::new(),
            waiting_vms: Vec::new(),
            may_begin: false,
            policy: Some(policy),
            guards,
            looked: SimTime::ZERO,
            look_number: 1,
            figures: ClusterFigures::default(),
            waits: (SimTime::ZERO, 0),
            missed_moving: 0.0,
            work: 0,
            log: Vec::new(),
            last: SimTime::ZERO,
            touched: (Vec::new(), Vec::new()),
        }
    }

    fn begin(&mut self) {
        for vm in 0..self.cluster.vms.len() as u32 {
            if let Some(host) = self.cluster.vms[vm as usize].first {
                self.take_in(vm, host);
                self.runs(vm, Some(host));
            }
            self.note_vm(vm);
        }
        for host in 0..self.hosts.len() as u32 {
            self.note_state(host);
            self.load_changed(host);
        }
        self.figures.imbalance_before = self.imbalance_now();
        self.figures.spare_before = self.has_spare();
        for index in 0..self.cluster.acts.len() as u32 {
            self.plan(self.cluster.acts[index as usize].0, Next::Act(index));
        }
        if self.cluster.load_changes() {
            self.load();
        }
        if self.guards.looks {
            self.plan(self.guards.every, Next::Look);
        }
        self.settle();
    }

    fn plan(&mut self, at: SimTime, next: Next) {
        if at <= self.until {
            self.heap.push(Reverse((at.max(self.now), next)));
        }
    }

    /// All that comes at the next moment. Whether there was one.
    fn step(&mut self) -> bool {
        let Some(&Reverse((at, _))) = self.heap.peek() else {
            return false;
        };
        self.now = at;
        while let Some(&Reverse((time, next))) = self.heap.peek()
            && time <= at
        {
            self.heap.pop();
            self.figures.steps += 1;
            self.work += match next {
                Next::Load | Next::Look => self.vms.len() as u64,
                _ => 1,
            };
            self.happen(next);
        }
        self.settle();
        true
    }

    fn happen(&mut self, next: Next) {
        match next {
            Next::Edge(place, version) => self.edge(place, version),
            Next::HostChange(host, version) => self.host_change(host, version),
            Next::VmUp(vm, version) => self.vm_up(vm, version),
            Next::Detected(host, version) => self.detected(host, version),
            Next::Act(index) => self.act(self.cluster.acts[index as usize].1),
            Next::Death(host) => self.fail(host),
            Next::CrowdEnds(class) => self.crowd(class),
            Next::LinkEnds(link) => self.set_link(link),
            Next::Load => self.load(),
            Next::Look => self.look(),
        }
    }

    /// Links are shared anew, and what waits may begin, until nothing changes any more.
    fn settle(&mut self) {
        loop {
            if self.network.is_dirty() {
                self.share_links();
            } else if std::mem::take(&mut self.may_begin) {
                self.admit();
            } else {
                return;
            }
        }
    }

    /// Demand goes on to its next step.
    fn load(&mut self) {
        for vm in 0..self.vms.len() as u32 {
            self.demand_changed(vm);
        }
        for host in 0..self.hosts.len() as u32 {
            self.load_changed(host);
        }
        let slot = (self.now.as_s() / demand::STEP.as_s() + 0.5).floor();
        self.plan(demand::STEP * (slot + 1.0), Next::Load);
    }

    fn say(&mut self, said: Said) {
        if !matches!(said, Said::Nothing(_)) {
            self.last = self.now;
        }
        log::say(&mut self.log, self.now, said);
    }

    fn note_vm(&mut self, vm: u32) {
        let now = &self.vms[vm as usize];
        let value = VmPlace {
            host: now.runs_on.or(now.host),
            runs: now.runs_on.is_some(),
        };
        note(&mut self.courses.vms[vm as usize], self.now, value);
    }
}
