//! What makes sense next: an event, more hosts, more VMs, another value for the run beside it.

use super::acts::LEAD;
use engine::cluster::Cluster;
use engine::cluster::settings::{
    ActWord, Class, ClassName, ClusterAct, ClusterSettings, HostGroup, HostName, Id, Limits, LinkName, Slots, TimedAct,
    VmGroup, Way,
};
use engine::params::{Kind, Parameters, Row};
use engine::units::{Bytes, Quantity, Rate, Share, SimTime};

/// When what a button adds happens: late enough to see how it was before.
const AT: SimTime = SimTime::s(10.0);
/// How long a host that was emptied is away at first.
const AWAY: SimTime = SimTime::s(120.0);
/// Long enough for a policy to act on.
const CROWD: SimTime = SimTime::s(600.0);
/// As many times as much processor time.
const TIMES: f64 = 2.5;
/// How long a link is slow.
const SLOW: SimTime = SimTime::s(60.0);
/// What is left of its rate.
const LEFT: f64 = 0.1;
/// VMs of a new line.
const MORE: u32 = 4;
/// At once, where it is otherwise.
const MANY: u32 = 8;

/// An event to begin with: about the host, VM, class or link that makes most sense after what the list has already. `None`
/// where there is nothing that it could be about.
#[must_use]
pub fn event(word: ActWord, cluster: &Cluster) -> Option<TimedAct> {
    let acts = &cluster.settings.acts;
    let at_once = |act| Some(TimedAct { at: AT, act });
    match word {
        ActWord::Drain => at_once(ClusterAct::Drain(next_host(cluster))),
        ActWord::Fail => at_once(ClusterAct::Fail(next_host(cluster))),
        ActWord::Alarm => at_once(ClusterAct::Alarm(next_host(cluster), LEAD)),
        ActWord::Off => at_once(ClusterAct::Off(next_host(cluster))),
        ActWord::Back => Some(returns(
            acts,
            |act| matches!(act, ClusterAct::Drain(_)),
            ClusterAct::Back,
        )),
        ActWord::On => Some(returns(acts, |act| matches!(act, ClusterAct::Off(_)), ClusterAct::On)),
        ActWord::Move => {
            let moves = |vm| {
                acts.iter()
                    .any(|timed| matches!(&timed.act, ClusterAct::Move(moved, _) if *moved == vm))
            };
            let vms = 0..cluster.vms.len();
            let vm = vms.clone().find(|&vm| !moves(cluster.vm_name(vm))).or(vms.last())?;
            let to = roomiest(cluster, cluster.vms[vm].first)?;
            at_once(ClusterAct::Move(cluster.vm_name(vm), to))
        }
        ActWord::Crowd => at_once(ClusterAct::Crowd {
            class: frequent(cluster)?,
            length: CROWD,
            times: TIMES,
        }),
        ActWord::Link => {
            let host = acts.iter().find_map(|timed| timed.act.host());
            let host = host.unwrap_or_else(|| next_host(cluster));
            let nic = cluster
                .hosts
                .get(host.0 as usize - 1)
                .map_or(Rate::ZERO, |host| host.nic);
            at_once(ClusterAct::Link {
                name: LinkName::Host(host, Way::Both),
                length: Some(SLOW),
                rate: nic * LEFT,
            })
        }
        ActWord::Add => at_once(ClusterAct::Add(VmGroup {
            count: MORE,
            class: frequent(cluster).or_else(|| unused(cluster))?,
            on: None,
        })),
    }
}

/// A while after a host went, it comes back: the first that does not yet.
fn returns(acts: &[TimedAct], went: fn(&ClusterAct) -> bool, back: fn(HostName) -> ClusterAct) -> TimedAct {
    let comes = |host| acts.iter().any(|timed| timed.act == back(host));
    let gone = acts.iter().filter(|timed| went(&timed.act));
    let mut gone = gone.filter_map(|timed| Some((timed.at, timed.act.host()?)));
    let waits = gone.clone().find(|(_, host)| !comes(*host));
    let (at, host) = waits.or_else(|| gone.next_back()).unwrap_or((AT, HostName(1)));
    TimedAct {
        at: at + AWAY,
        act: back(host),
    }
}

/// The first host with VMs to which nothing happens yet; or the first one to which nothing happens; or the first one.
fn next_host(cluster: &Cluster) -> HostName {
    let met = |host: HostName| cluster.settings.acts.iter().any(|timed| timed.act.host() == Some(host));
    let left = || (0..cluster.hosts.len() as u32).filter(|&host| !met(HostName(host + 1)));
    let full = |host: &u32| cluster.vms.iter().any(|vm| vm.first == Some(*host));
    let next = left().find(full).or_else(|| left().next());
    HostName(next.unwrap_or(0) + 1)
}

/// The host with most memory free at first, but for one.
fn roomiest(cluster: &Cluster, but: Option<u32>) -> Option<HostName> {
    let mut booked = vec![Bytes::ZERO; cluster.hosts.len()];
    for (place, vm) in cluster.vms.iter().enumerate() {
        if let Some(host) = vm.first {
            booked[host as usize] += cluster.class(place).ram;
        }
    }
    let free = |host: usize| cluster.hosts[host].room.as_f64() - booked[host].as_f64();
    let hosts = (0..cluster.hosts.len()).filter(|&host| but != Some(host as u32));
    let best = hosts.reduce(|best, host| if free(host) > free(best) { host } else { best });
    best.map(|host| HostName(host as u32 + 1))
}

/// The class of most VMs.
fn frequent(cluster: &Cluster) -> Option<ClassName> {
    let mut counts = vec![0_u32; cluster.classes.len()];
    for vm in &cluster.vms {
        counts[usize::from(vm.class)] += 1;
    }
    let most = (0..counts.len()).reduce(|most, class| if counts[class] > counts[most] { class } else { most })?;
    Some(cluster.classes[most].name.clone())
}

/// A class of which there are no VMs yet: one that was described, or one that is there without that.
fn unused(cluster: &Cluster) -> Option<ClassName> {
    let used = |name: &ClassName| cluster.settings.vms.iter().any(|group| group.class == *name);
    let all = names(&cluster.settings);
    all.iter().find(|name| !used(name)).or(all.first()).cloned()
}

/// The names of all classes that VMs can have: those that are described, then the others.
#[must_use]
pub fn names(asked: &ClusterSettings) -> Vec<ClassName> {
    let mut names: Vec<ClassName> = asked.classes.iter().map(|class| class.name.clone()).collect();
    for (name, _) in Class::BUILT_IN {
        let name = ClassName::parse(name).expect("it is one of the names that are there");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What a class is: as it was described, or as it is without that. `None` if it is neither.
#[must_use]
pub fn class(asked: &ClusterSettings, name: &ClassName) -> Option<Class> {
    let described = asked.classes.iter().find(|class| class.name == *name);
    described.cloned().or_else(|| Class::built_in(name))
}

/// A class that nobody has described yet, to begin with.
#[must_use]
pub fn new_class(asked: &ClusterSettings) -> Option<Class> {
    let known = names(asked);
    let name = ('a'..='z').find_map(|letter| {
        let name = ClassName::parse(&format!("own{letter}")).ok()?;
        (!known.contains(&name)).then_some(name)
    })?;
    let like = ClassName::parse(Class::BUILT_IN[1].0).ok()?;
    Some(Class {
        name,
        ..Class::built_in(&like)?
    })
}

/// Calls a class otherwise, wherever it is named.
pub fn rename(asked: &mut ClusterSettings, from: &ClassName, to: &ClassName) {
    let called = |name: &mut ClassName| {
        if name == from {
            name.clone_from(to);
        }
    };
    asked.classes.iter_mut().for_each(|class| called(&mut class.name));
    asked.vms.iter_mut().for_each(|group| called(&mut group.class));
    asked.kinds.of.iter_mut().for_each(|(class, _)| called(class));
    for timed in &mut asked.acts {
        match &mut timed.act {
            ClusterAct::Move(vm, _) => called(&mut vm.class),
            ClusterAct::Crowd { class, .. } => called(class),
            ClusterAct::Add(group) => called(&mut group.class),
            _ => {}
        }
    }
    asked.classes.sort_by(|one, other| one.name.cmp(&other.name));
    asked.kinds.of.sort_by(|(one, _), (other, _)| one.cmp(other));
}

/// A line more in the list of VMs, of a class that is not there yet.
#[must_use]
pub fn vms(cluster: &Cluster) -> Option<VmGroup> {
    Some(VmGroup {
        count: MORE,
        class: unused(cluster)?,
        on: None,
    })
}

/// One host more, like the last.
#[must_use]
pub fn hosts(asked: &ClusterSettings) -> HostGroup {
    HostGroup {
        count: 1,
        ..asked.hosts.last().cloned().unwrap_or_default()
    }
}

/// The first and the last host of each group.
#[must_use]
pub fn spans(groups: &[HostGroup]) -> Vec<Option<(HostName, HostName)>> {
    let mut before = 0_u32;
    let span = |group: &HostGroup| {
        let first = before.saturating_add(1);
        before = before.saturating_add(group.count);
        (group.count > 0).then_some((HostName(first), HostName(before)))
    };
    groups.iter().map(span).collect()
}

/// Gives a row of the cluster another value, to see what comes of it; a list stays as it is until somebody changes it.
pub fn otherwise(id: Id, asked: &mut ClusterSettings) {
    if id == Id::Slots {
        let many = Limits {
            out: Some(MANY),
            ..Limits::default()
        };
        asked.slots = match asked.slots {
            Slots::Limits(limits) if limits.out != Some(MANY) => Slots::Limits(Limits {
                out: Some(MANY),
                ..limits
            }),
            Slots::Platform(_) => Slots::Limits(many),
            Slots::Limits(_) => Slots::USUAL,
        };
    } else {
        other_value(id.row(), asked);
    }
}

/// Gives a row another value: the next word, twice as much or, where that is off its slider, half as much. A form stays.
pub fn other_value<P: Parameters>(row: &Row<P>, asked: &mut P) {
    match row.kind {
        Kind::Flag => {
            let on = row.value.word(asked) == Some(1);
            row.value.set_word(asked, usize::from(!on));
        }
        Kind::Choice(words) => {
            if let Some(word) = row.value.word(asked) {
                row.value.set_word(asked, (word + 1) % words.len());
            }
        }
        Kind::Quantity(range) => {
            let times = |value: Quantity, times: f64| range.unit.of(value.base() * times);
            let middle = || range.at(Share::new(0.5));
            let value = match row.value.quantity(asked) {
                Some(value) if value.base() == 0.0 => middle(),
                Some(value) if value.base() * 2.0 <= range.slider.1.base() => times(value, 2.0),
                Some(value) => times(value, 0.5),
                None => middle(),
            };
            row.value.set_quantity(asked, Some(range.rounded(value)));
        }
        Kind::Form => {}
    }
}
