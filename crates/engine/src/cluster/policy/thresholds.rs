//! Thresholds: a host that uses more of its processors than one gives a VM to a host that uses less than another
//! (oVirt's "evenly distributed": 75 % for two minutes, one VM a look; the descheduler's LowNodeUtilization).

use super::{Guards, InARow, Order, Policy, Row, Seen};
use crate::cluster::log::Guard;
use crate::cluster::record::{HostState, Why};
use crate::cluster::settings::{PolicyName, Selection};
use crate::migration::{Observation, measure};
use crate::scenario::Scenario;
use crate::units::{Share, SimTime};

pub(super) const ROW: Row = Row {
    name: PolicyName::Thresholds,
    make: || Box::new(Thresholds::default()),
    usual: Guards {
        looks: true,
        every: SimTime::s(60.0),
        overload: Share::percent(75.0),
        underload: Share::percent(50.0),
        persist: 2,
        margin: Share::ZERO,
        cooldown: SimTime::ZERO,
    },
};

#[derive(Default)]
struct Thresholds {
    over: Vec<InARow>,
}

impl Policy for Thresholds {
    fn look(&mut self, seen: &Seen<'_>, guards: &Guards) -> Vec<Order> {
        let over = overloaded(seen, guards, &mut self.over);
        let order = over.and_then(|over| relieve(seen, guards, &over, guards.underload.as_f64()));
        vec![order.unwrap_or_else(Order::Nothing)]
    }
}

/// A host that has had too much to do for long enough, and its load.
pub(super) type Overloaded = (u32, f64);

/// The hosts that have too much to do, those with most load first; or what keeps them from being any.
pub(super) fn overloaded(seen: &Seen<'_>, guards: &Guards, over: &mut Vec<InARow>) -> Result<Vec<Overloaded>, Guard> {
    over.resize(seen.hosts.len(), InARow::default());
    let limit = guards.overload.as_f64();
    let mut found: Vec<Overloaded> = Vec::new();
    let mut most = (0.0_f64, 0);
    for host in seen.on() {
        // What was measured is what is wrong, and what is on its way may mend it.
        let load = seen.hosts[host as usize].cpu().min(seen.expected_cpu(host));
        let looks = over[host as usize].look(load > limit);
        most = (most.0.max(load), most.1.max(looks));
        if looks >= guards.persist {
            found.push((host, load));
        }
    }
    if found.is_empty() {
        return Err(if most.1 > 0 {
            Guard::Persist(most.1, guards.persist)
        } else {
            Guard::Threshold(most.0, limit)
        });
    }
    found.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    Ok(found)
}

/// One VM leaves the first of some hosts that have too much to do and can give one away, for the host with least load below
/// `takes`; or what keeps those of the first.
pub(super) fn relieve(seen: &Seen<'_>, guards: &Guards, from: &[Overloaded], takes: f64) -> Result<Order, Guard> {
    let mut kept = None;
    for &host in from {
        match relieve_one(seen, guards, host, takes) {
            Ok(order) => return Ok(order),
            Err(guard) => kept = kept.or(Some(guard)),
        }
    }
    Err(kept.unwrap_or(Guard::NothingToMove))
}

/// How much better it gets if a VM that uses so many cores leaves a host with this load for one that has `there` already.
fn gain(load: f64, there: f64) -> f64 {
    (load - there) / load
}

fn relieve_one(seen: &Seen<'_>, guards: &Guards, (from, load): Overloaded, takes: f64) -> Result<Order, Guard> {
    let limit = guards.overload.as_f64();
    let mut vms = seen.vms_on(from);
    let cool = vms.iter().find_map(|&vm| Some((vm, seen.vm(vm).cool_until?)));
    vms.retain(|&vm| seen.vm(vm).is_movable() && seen.vm(vm).cores > 0.0);
    if vms.is_empty() {
        return Err(cool.map_or(Guard::NothingToMove, |(vm, until)| Guard::Cooldown(vm, until)));
    }
    sort(seen, &mut vms);
    let mut most_gain: Option<f64> = None;
    for vm in vms {
        let cores = seen.vm(vm).cores;
        let after = |host: u32| seen.expected_cpu(host) + cores / seen.hosts[host as usize].all_cores;
        let fits = |host: &u32| {
            *host != from && seen.expected_cpu(*host) < takes && after(*host) < limit && seen.has_room(vm, *host)
        };
        let target = seen
            .on()
            .filter(fits)
            .min_by(|&one, &other| seen.expected_cpu(one).total_cmp(&seen.expected_cpu(other)));
        let Some(to) = target else { continue };
        let gain = gain(load, after(to));
        if gain > 0.0 && gain >= guards.margin.as_f64() {
            return Ok(Order::Move {
                vm,
                to,
                why: Why::Overload(Share::new(load), guards.overload),
            });
        }
        most_gain = Some(most_gain.map_or(gain, |most| most.max(gain)));
    }
    Err(most_gain.map_or(Guard::NoTarget, |gain| {
        Guard::Margin(gain.max(0.0), guards.margin.as_f64())
    }))
}

/// A host that is off and, if it were on, would take a VM of one that has too much to do.
pub(super) fn would_help(seen: &Seen<'_>, guards: &Guards, from: &[Overloaded]) -> Option<u32> {
    let off = seen
        .hosts
        .iter()
        .enumerate()
        .filter(|(_, host)| host.state == HostState::Off);
    let mut off = off.map(|(place, host)| (place as u32, host));
    off.find_map(|(place, host)| {
        let takes = |load: f64, vm: u32| {
            let now = seen.vm(vm);
            let after = now.cores / host.all_cores;
            let gain = gain(load, after);
            let better = gain > 0.0 && gain >= guards.margin.as_f64();
            now.is_movable() && now.cores > 0.0 && now.ram <= host.free && after < guards.overload.as_f64() && better
        };
        let helps = |&(from, load): &Overloaded| seen.vms.running_on(from).iter().any(|&vm| takes(load, vm));
        from.iter().any(helps).then_some(place)
    })
}

fn sort(seen: &Seen<'_>, vms: &mut [u32]) {
    let vm = |vm: &u32| seen.vm(*vm);
    match seen.cluster.settings.selection {
        Selection::Mmt => vms.sort_by_key(|one| vm(one).used),
        Selection::Mu => vms.sort_by(|one, other| vm(one).cores.total_cmp(&vm(other).cores)),
        Selection::Busy => vms.sort_by(|one, other| vm(other).cores.total_cmp(&vm(one).cores)),
        Selection::Traffic => vms.sort_by_cached_key(|&one| {
            let cluster = seen.cluster;
            let from = vm(&one).host.map_or(0, |host| host as usize);
            let settings = cluster.lab_settings(cluster.vms[one as usize].class, cluster.hosts[from].nic);
            let kind = cluster.kind(one as usize);
            measure(&Scenario::new(settings).0, kind, Observation::Auto)
                .traffic
                .total()
        }),
    }
}
