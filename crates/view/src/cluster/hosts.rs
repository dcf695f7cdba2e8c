//! What is on each host at a time: the blocks of its VMs in its memory, what is free, and its processors.

use engine::cluster::{End, HostLoad, HostState, Move, Obstacle, Record, Stage, VmPlace, at, spans};
use engine::migration::PhaseKind;
use engine::units::{Bytes, Share, SimTime};

use super::waits::waiting;

/// For so long a VM that has arrived is shown as one.
const NEW_FOR: SimTime = SimTime::s(600.0);

/// A migration under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Under {
    /// Its place in the record.
    pub place: u32,
    /// The other host.
    pub other: u32,
    /// What it does; nothing between two stages.
    pub stage: Option<PhaseKind>,
    /// How much of the stage's data has gone, if it has any.
    pub part: Option<Share>,
    /// Whether the VM runs, on whichever host.
    pub runs: bool,
    /// Whether it is the destination that it belongs to, so that only memory follows.
    pub follows: bool,
}

/// What a block of memory is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A VM that runs.
    Runs,
    /// It has come a short while ago.
    Arrived,
    /// It runs and is to move; what keeps it.
    Waits(Option<Obstacle>),
    /// It boots.
    Boots,
    /// It leaves.
    Leaves(Under),
    /// Room for one that comes.
    Comes(Under),
    /// It went down with the host and has not been started again: no memory of it is left.
    Lost,
}

/// A VM's memory on a host.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// Which VM.
    pub vm: u32,
    /// Where it begins: what lies below.
    pub from: Bytes,
    /// How large it is.
    pub size: Bytes,
    /// What it is.
    pub what: What,
}

/// A host at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct HostNow {
    /// What it does.
    pub state: HostState,
    /// What of it is taken and wanted.
    pub load: HostLoad,
    /// From below, in the order in which they came or were promised room.
    pub blocks: Vec<Block>,
}

impl HostNow {
    /// How many VMs are there: not those that only have room promised, nor what went down with the host.
    #[must_use]
    pub fn present(&self) -> usize {
        let is_there = |block: &&Block| !matches!(block.what, What::Comes(_) | What::Lost);
        self.blocks.iter().filter(is_there).count()
    }

    /// Whether a VM leaves it or comes.
    #[must_use]
    pub fn moves(&self) -> bool {
        let is_moving = |block: &Block| matches!(block.what, What::Leaves(_) | What::Comes(_));
        self.blocks.iter().any(is_moving)
    }

    /// The larger one of the taken parts of its processors and of its memory.
    #[must_use]
    pub fn load_of(&self, record: &Record, host: usize) -> Share {
        let spec = &record.cluster.hosts[host];
        let memory = (self.load.resident + self.load.booked) / spec.room;
        Share::new(memory.max(self.load.wanted / f64::from(spec.cores)).min(1.0))
    }
}

/// All hosts at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Hosts {
    /// In their order.
    pub hosts: Vec<HostNow>,
    /// VMs that are nowhere, and not on a host that is dead: lost, or never placed.
    pub nowhere: Vec<u32>,
}

/// All hosts at a time.
#[must_use]
pub fn hosts(record: &Record, time: SimTime) -> Hosts {
    let mut found: Vec<HostNow> = record
        .hosts
        .iter()
        .map(|host| HostNow {
            state: at(&host.state, time).copied().unwrap_or(HostState::On),
            load: at(&host.load, time).copied().unwrap_or_default(),
            blocks: Vec::new(),
        })
        .collect();
    let mut moving = vec![None; record.vms.len()];
    for place in record.under_way(time) {
        moving[record.moves[place].vm as usize] = Some(place as u32);
    }
    let (last, waits) = (last_ends(record, time), waiting(record, time));
    let mut blocks: Vec<Vec<(SimTime, Block)>> = vec![Vec::new(); found.len()];
    let mut nowhere = Vec::new();
    for (index, course) in record.vms.iter().enumerate() {
        let vm = index as u32;
        let size = record.cluster.class(index).ram;
        let mut put = |host: u32, since: SimTime, what: What| {
            let block = Block {
                vm,
                from: Bytes::ZERO,
                size,
                what,
            };
            blocks[host as usize].push((since, block));
        };
        let now = at(course, time).copied().unwrap_or(VmPlace {
            host: None,
            runs: false,
        });
        let came = last[index];
        if let Some(place) = moving[index] {
            let one = &record.moves[place as usize];
            let under = under(record, one, place, now, time);
            put(one.from, since(course, one.start, one.from, came), What::Leaves(under));
            let under = Under {
                other: one.from,
                ..under
            };
            put(one.to, one.start, What::Comes(under));
            continue;
        }
        let Some(host) = now.host else {
            if record.cluster.vms[index].added.is_some_and(|added| added > time) {
                continue;
            }
            match died_with(course, came, &found) {
                Some(host) => put(host, SimTime::ZERO, What::Lost),
                None => nowhere.push(vm),
            }
            continue;
        };
        let arrived = came.filter(|one| one.outcome == End::Moved && one.to == host);
        let what = if !now.runs {
            What::Boots
        } else if let Some(obstacle) = waits.get(&vm) {
            What::Waits(*obstacle)
        } else if arrived.is_some_and(|one| time < one.end + NEW_FOR) {
            What::Arrived
        } else {
            What::Runs
        };
        put(host, since(course, time, host, came), what);
    }
    for (host, mut blocks) in found.iter_mut().zip(blocks) {
        blocks.sort_by_key(|(since, block)| (*since, block.vm));
        let mut below = Bytes::ZERO;
        for (_, block) in &mut blocks {
            block.from = below;
            below += block.size;
        }
        host.blocks = blocks.into_iter().map(|(_, block)| block).collect();
    }
    Hosts { hosts: found, nowhere }
}

/// The last migration of each VM that had ended by a time.
fn last_ends(record: &Record, time: SimTime) -> Vec<Option<&Move>> {
    let begun = record.moves.partition_point(|one| one.start <= time);
    let mut last = vec![None; record.vms.len()];
    for one in record.moves[..begun].iter().filter(|one| one.end <= time) {
        last[one.vm as usize] = Some(one);
    }
    last
}

/// Since when a VM has had memory on a host on which it is at a time, or had it promised.
fn since(course: &[engine::cluster::Step<VmPlace>], time: SimTime, host: u32, came: Option<&Move>) -> SimTime {
    if let Some(one) = came.filter(|one| one.outcome == End::Moved && one.to == host) {
        return one.start;
    }
    let until = course.partition_point(|step| step.at <= time);
    let stays = course[..until]
        .iter()
        .rev()
        .take_while(|step| step.value.host == Some(host));
    stays.last().map_or(SimTime::ZERO, |step| step.at)
}

fn under(record: &Record, one: &Move, place: u32, now: VmPlace, time: SimTime) -> Under {
    let stage = one.stage_at(time);
    Under {
        place,
        other: one.to,
        stage: stage.map(|stage| stage.kind),
        part: stage.and_then(|stage| part(record, one, stage, time)),
        runs: now.runs,
        follows: now.runs && now.host == Some(one.to),
    }
}

/// How much of what a migration sends in stages of a kind has gone at a time. What ends early has sent less than all memory.
fn part(record: &Record, one: &Move, stage: &Stage, time: SimTime) -> Option<Share> {
    let alike = one.stages.iter().filter(|other| other.kind == stage.kind);
    let (mut gone, mut all) = (Bytes::ZERO, Bytes::ZERO);
    for other in alike {
        gone += carried(one, other.start, other.end.min(time));
        all += carried(one, other.start, other.end);
    }
    let sends_all = matches!(
        stage.kind,
        PhaseKind::FirstPass | PhaseKind::Transfer | PhaseKind::Save | PhaseKind::PostCopy
    );
    if one.outcome != End::Moved && sends_all {
        let class = record.cluster.class(one.vm as usize);
        all = all.max(class.memory_in_use());
    }
    (!all.is_zero()).then(|| Share::new((gone / all).min(1.0)))
}

/// What a migration sends from a time to another.
fn carried(one: &Move, from: SimTime, to: SimTime) -> Bytes {
    let first = one.rates.partition_point(|step| step.at <= from).saturating_sub(1);
    spans(&one.rates[first..], to)
        .map(|(start, until, rate)| rate.rate * (until - start.max(from)))
        .sum()
}

/// The dead host that a VM went down with.
fn died_with(course: &[engine::cluster::Step<VmPlace>], came: Option<&Move>, hosts: &[HostNow]) -> Option<u32> {
    let last = course.iter().rev().find_map(|step| step.value.host);
    let moved = came.filter(|one| one.outcome == End::Lost);
    let ends = moved.into_iter().flat_map(|one| [one.from, one.to]);
    last.into_iter()
        .chain(ends)
        .find(|&host| hosts[host as usize].state == HostState::Dead)
}
