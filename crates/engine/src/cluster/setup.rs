//! A cluster that is possible: what somebody asked for, with names found and numbers within bounds.

use super::demand::STEP;
use super::gave::Gave;
use super::settings::{
    Class, ClassName, ClusterAct, ClusterSettings, HostGroup, HostName, LinkName, MAX_ENTRIES, VmGroup, VmName,
};
use super::watts::Curve;
use crate::params::{Lane, Settings, Used};
use crate::units::{Bytes, Rate, SimTime};

/// More hosts, VMs and classes than this are not simulated.
pub const MAX_HOSTS: u32 = 2_000;
/// See [`MAX_HOSTS`].
pub const MAX_VMS: u32 = 20_000;
/// See [`MAX_HOSTS`].
pub const MAX_CLASSES: usize = 16;
/// The most cores of a host.
pub const MAX_CORES: u32 = 4096;
/// Memory of a host that no VM gets.
pub const HYPERVISOR: Bytes = Bytes::gib(2.0);

/// A policy looks, and load changes, at most this often: what is observed for longer is cut.
pub const MOST_LOOKS: u32 = 200_000;

/// A host.
#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    /// Its name.
    pub name: HostName,
    /// Cores.
    pub cores: u32,
    /// Memory that VMs can have.
    pub room: Bytes,
    /// The line rate, in and out apart.
    pub nic: Rate,
    /// What it draws.
    pub power: Curve,
    /// The place of its rack.
    pub rack: u32,
}

/// A VM.
#[derive(Clone, Debug, PartialEq)]
pub struct Vm {
    /// The place of its class.
    pub class: u16,
    /// Its number in the class, counted from one.
    pub number: u32,
    /// The hosts on which it may be at first; all, if nobody said.
    pub on: Option<u32>,
    /// Where it is at first, if there is room.
    pub first: Option<u32>,
    /// When an event starts it; it is there from the beginning if none does.
    pub added: Option<SimTime>,
}

/// Something that happens, with the places of what it is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// See [`ClusterAct::Drain`].
    Drain(u32),
    /// See [`ClusterAct::Fail`].
    Fail(u32),
    /// See [`ClusterAct::Alarm`]; the time at which the host dies.
    Alarm(u32, SimTime),
    /// See [`ClusterAct::Move`].
    Move(u32, u32),
    /// See [`ClusterAct::Back`].
    Back(u32),
    /// See [`ClusterAct::Off`].
    Off(u32),
    /// See [`ClusterAct::On`].
    On(u32),
    /// See [`ClusterAct::Crowd`]; the class, how many times as much, and until when.
    Crowd(u16, f64, SimTime),
    /// See [`ClusterAct::Link`].
    Link(LinkName, Rate, Option<SimTime>),
    /// VMs are started: the first and the one after the last.
    Add(u32, u32),
}

/// A cluster that is possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The hosts.
    pub hosts: Vec<Host>,
    /// How many racks they are in.
    pub racks: u32,
    /// The classes of the VMs.
    pub classes: Vec<Class>,
    /// The VMs, those that are started later among them.
    pub vms: Vec<Vm>,
    /// What happens, in the order of time.
    pub acts: Vec<(SimTime, Act)>,
    /// All that was asked for, with what has no place of its own here.
    pub settings: ClusterSettings,
    /// How each migration goes.
    pub migration: Settings,
    /// How migrations of some classes go, by their places; no link says it.
    pub own_migration: Vec<(u16, Settings)>,
    /// Processor time that VMs want, in steps, by VM in turn, instead of the patterns of their classes.
    pub traces: Vec<super::Trace>,
}

impl Cluster {
    /// The nearest possible cluster, and what had to give way.
    #[must_use]
    pub fn new(settings: &ClusterSettings, migration: &Settings) -> (Self, Vec<Gave>) {
        let mut gave = Vec::new();
        let mut settings = settings.clone();
        bound(&mut settings.hosts, "hosts", &mut gave);
        bound(&mut settings.vms, "vms", &mut gave);
        bound(&mut settings.acts, "do", &mut gave);
        if settings.classes.len() > MAX_CLASSES {
            gave.push(Gave::TooManyClasses {
                asked: settings.classes.len(),
            });
            settings.classes.truncate(MAX_CLASSES);
        }
        super::bounds::within(&mut settings, &mut gave);
        gave.extend(settings.classes.iter().filter_map(region));
        let (hosts, racks) = hosts(&settings, &mut gave);
        let mut cluster = Self {
            hosts,
            racks,
            classes: settings.classes.clone(),
            vms: Vec::new(),
            acts: Vec::new(),
            settings,
            migration: migration.clone(),
            own_migration: Vec::new(),
            traces: Vec::new(),
        };
        for group in cluster.settings.vms.clone() {
            cluster.add("vms", &group, None, &mut gave);
        }
        cluster.find_acts(&mut gave);
        super::placement::place_at_first(&mut cluster, &mut gave);
        let (asked, used) = (cluster.asked_until(), cluster.until());
        if used < asked {
            gave.push(Gave::TooLong { asked, used });
        }
        (cluster, gave)
    }

    /// The kind of migration of a VM.
    #[must_use]
    pub fn kind(&self, vm: usize) -> Lane {
        self.settings.kinds.of(&self.class(vm).name)
    }

    /// The class of a VM.
    #[must_use]
    pub fn class(&self, vm: usize) -> &Class {
        &self.classes[usize::from(self.vms[vm].class)]
    }

    /// How VMs of a class migrate over a line, as the Lab would be asked.
    #[must_use]
    pub fn lab_settings(&self, class: u16, line: Rate) -> Settings {
        let own = self.own_migration.iter().find(|(of, _)| *of == class);
        let migration = own.map_or(&self.migration, |(_, migration)| migration);
        let class = &self.classes[usize::from(class)];
        Settings {
            ram: class.ram,
            used: Used::Share(class.used),
            writes: class.writes.clone(),
            link: line,
            events: Vec::new(),
            ..migration.clone()
        }
    }

    /// What a VM is called.
    #[must_use]
    pub fn vm_name(&self, vm: usize) -> VmName {
        VmName {
            class: self.class(vm).name.clone(),
            number: self.vms[vm].number,
        }
    }

    /// Whether what VMs want changes by itself.
    #[must_use]
    pub(super) fn load_changes(&self) -> bool {
        !self.traces.is_empty() || self.classes.iter().any(|class| !class.demand.is_flat())
    }

    /// Until when it is observed at the latest.
    #[must_use]
    pub fn until(&self) -> SimTime {
        let guards = self.guards();
        let looks = guards.looks.then_some(guards.every);
        let loads = self.load_changes().then_some(STEP);
        let longest = looks.into_iter().chain(loads).min();
        let asked = self.asked_until();
        longest.map_or(asked, |every| asked.min(every * f64::from(MOST_LOOKS)))
    }

    fn asked_until(&self) -> SimTime {
        const AFTER: SimTime = SimTime::s(3600.0);
        let last = self.acts.iter().map(|(at, act)| match act {
            Act::Alarm(_, dies) => *dies,
            Act::Crowd(_, _, until) => *until,
            Act::Link(_, _, until) => until.unwrap_or(*at),
            _ => *at,
        });
        self.migration
            .until
            .unwrap_or_else(|| last.max().unwrap_or_default() + AFTER)
    }

    fn class_place(&mut self, name: &ClassName) -> Option<u16> {
        if let Some(place) = self.classes.iter().position(|class| class.name == *name) {
            return Some(place as u16);
        }
        self.classes.push(Class::built_in(name)?);
        Some((self.classes.len() - 1) as u16)
    }

    /// Adds VMs of a group that a key names: the first and the one after the last.
    fn add(
        &mut self,
        key: &'static str,
        group: &VmGroup,
        added: Option<SimTime>,
        gave: &mut Vec<Gave>,
    ) -> Option<(u32, u32)> {
        let Some(class) = self.class_place(&group.class) else {
            gave.push(Gave::NoClass(key, group.class.clone()));
            return None;
        };
        let first = self.vms.len() as u32;
        let asked = u64::from(first) + u64::from(group.count);
        let count = group.count.min(MAX_VMS - first);
        if count < group.count {
            gave.push(Gave::TooManyVms { asked, used: MAX_VMS });
        }
        let on = match group.on {
            None => None,
            Some((low, high)) => {
                let known = self.hosts.len() as u32;
                if let Some(name) = [low, high].into_iter().find(|name| name.0 > known) {
                    gave.push(Gave::NoHost(key, name));
                }
                // A host that is not there cannot hold anything: the others of the span do, or any.
                (low.0 <= known).then(|| (low.0 - 1, high.0.min(known)))
            }
        };
        let before = self.vms.iter().filter(|vm| vm.class == class).count() as u32;
        for index in 0..count {
            let on = on.map(|(low, end)| low + index % (end - low));
            self.vms.push(Vm {
                class,
                number: before + index + 1,
                on,
                first: None,
                added,
            });
        }
        Some((first, first + count))
    }

    fn find_acts(&mut self, gave: &mut Vec<Gave>) {
        for timed in self.settings.acts.clone() {
            if let ClusterAct::Add(group) = &timed.act {
                if let Some((first, end)) = self.add("do", group, Some(timed.at), gave) {
                    self.acts.push((timed.at, Act::Add(first, end)));
                }
                continue;
            }
            match self.found(timed.at, &timed.act) {
                Ok(act) => self.acts.push((timed.at, act)),
                Err(why) => gave.push(why),
            }
        }
        self.acts.sort_by_key(|(at, _)| *at);
    }

    fn found(&self, at: SimTime, act: &ClusterAct) -> Result<Act, Gave> {
        Ok(match act {
            ClusterAct::Drain(name) => Act::Drain(self.host(*name)?),
            ClusterAct::Fail(name) => Act::Fail(self.host(*name)?),
            ClusterAct::Alarm(name, lead) => Act::Alarm(self.host(*name)?, at + *lead),
            ClusterAct::Move(vm, to) => Act::Move(self.vm(vm)?, self.host(*to)?),
            ClusterAct::Back(name) => Act::Back(self.host(*name)?),
            ClusterAct::Off(name) => Act::Off(self.host(*name)?),
            ClusterAct::On(name) => Act::On(self.host(*name)?),
            ClusterAct::Crowd { class, length, times } => {
                let place = self.classes.iter().position(|known| known.name == *class);
                let place = place.ok_or_else(|| Gave::NoClass("do", class.clone()))?;
                Act::Crowd(place as u16, *times, at + *length)
            }
            ClusterAct::Link { name, length, rate } => {
                match *name {
                    LinkName::Host(host, _) => self.host(host).map(|_| ())?,
                    LinkName::Rack(rack, _) if rack > self.racks => return Err(Gave::NoLink(*name)),
                    LinkName::Rack(..) if self.settings.uplink.is_none() => return Err(Gave::NoLink(*name)),
                    LinkName::Core if self.settings.core.is_none() => return Err(Gave::NoLink(*name)),
                    LinkName::Rack(..) | LinkName::Core => {}
                }
                Act::Link(*name, *rate, length.map(|length| at + length))
            }
            ClusterAct::Add(_) => unreachable!("added before"),
        })
    }

    fn host(&self, name: HostName) -> Result<u32, Gave> {
        if name.0 as usize <= self.hosts.len() {
            Ok(name.0 - 1)
        } else {
            Err(Gave::NoHost("do", name))
        }
    }

    fn vm(&self, name: &VmName) -> Result<u32, Gave> {
        let class = self.classes.iter().position(|class| class.name == name.class);
        let found = class.and_then(|class| {
            self.vms
                .iter()
                .position(|vm| usize::from(vm.class) == class && vm.number == name.number)
        });
        found.map(|place| place as u32).ok_or_else(|| Gave::NoVm(name.clone()))
    }
}

fn bound<T>(list: &mut Vec<T>, key: &'static str, gave: &mut Vec<Gave>) {
    if list.len() > MAX_ENTRIES {
        gave.push(Gave::TooManyEntries { key, asked: list.len() });
        list.truncate(MAX_ENTRIES);
    }
}

/// Regions are cut to the memory in use by the migration ([`Scenario`](crate::scenario::Scenario)).
fn region(class: &Class) -> Option<Gave> {
    let asked: Bytes = class.writes.iter().map(|writes| writes.region).sum();
    let used = class.memory_in_use();
    (asked > used).then(|| Gave::Region {
        class: class.name.clone(),
        asked,
        used,
    })
}

fn hosts(settings: &ClusterSettings, gave: &mut Vec<Gave>) -> (Vec<Host>, u32) {
    let asked: u64 = settings.hosts.iter().map(|group| u64::from(group.count)).sum();
    let usual = [HostGroup::default()];
    let groups = if asked == 0 { &usual[..] } else { &settings.hosts };
    if asked == 0 {
        gave.push(Gave::NoHosts);
    }
    if asked > u64::from(MAX_HOSTS) {
        gave.push(Gave::TooManyHosts { asked, used: MAX_HOSTS });
    }
    let mut hosts: Vec<Host> = Vec::new();
    for group in groups {
        let cores = group.cores.clamp(1, MAX_CORES);
        if cores != group.cores {
            gave.push(Gave::Cores {
                asked: group.cores,
                used: cores,
            });
        }
        for _ in 0..group.count.min(MAX_HOSTS - hosts.len() as u32) {
            hosts.push(Host {
                name: HostName(hosts.len() as u32 + 1),
                cores,
                room: group.ram - HYPERVISOR,
                nic: group.nic,
                power: group.power,
                rack: 0,
            });
        }
    }
    let (count, asked) = (hosts.len() as u32, settings.racks.get());
    let racks = asked.min(count);
    if racks < asked {
        gave.push(Gave::TooManyRacks { asked, used: racks });
    }
    for (index, host) in hosts.iter_mut().enumerate() {
        host.rack = index as u32 * racks / count;
    }
    (hosts, racks)
}
