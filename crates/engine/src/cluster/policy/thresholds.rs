//! Thresholds: a host that uses more of its processors than one gives a VM to a host that uses less than another
//! (oVirt's "evenly distributed": 75 % for two minutes, one VM a look; the descheduler's LowNodeUtilization).

use super::{Guards, InARow, Order, Policy, Row, Seen};
use crate::cluster::log::Guard;
use crate::cluster::record::Why;
use crate::cluster::settings::{PolicyName, Selection};
use crate::model::{Observation, measure};
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
        relieve(seen, guards, &mut self.over, guards.underload.as_f64())
            .map_or_else(|guard| vec![Order::Nothing(guard)], |order| vec![order])
    }
}

/// One VM leaves the host with most load above the limit for the one with least load below `takes`; or what keeps it.
pub(super) fn relieve(seen: &Seen<'_>, guards: &Guards, over: &mut Vec<InARow>, takes: f64) -> Result<Order, Guard> {
    over.resize(seen.hosts.len(), InARow::default());
    let limit = guards.overload.as_f64();
    let mut worst: Option<(u32, f64)> = None;
    let mut most = (0.0_f64, 0);
    for host in seen.on() {
        // What was measured is what is wrong, and what is on its way may mend it.
        let load = seen.hosts[host as usize].cpu().min(seen.expected_cpu(host));
        let looks = over[host as usize].look(load > limit);
        most = (most.0.max(load), most.1.max(looks));
        if looks >= guards.persist && worst.is_none_or(|(_, worst)| load > worst) {
            worst = Some((host, load));
        }
    }
    let Some((from, load)) = worst else {
        return Err(if most.1 > 0 {
            Guard::Persist(most.1, guards.persist)
        } else {
            Guard::Threshold(most.0, limit)
        });
    };
    let mut vms = seen.vms_on(from);
    let cool = vms.iter().find_map(|&vm| Some((vm, seen.vm(vm).cool_until?)));
    vms.retain(|&vm| seen.vm(vm).is_movable() && seen.vm(vm).cores > 0.0);
    if vms.is_empty() {
        return Err(cool.map_or(Guard::NothingToMove, |(vm, until)| Guard::Cooldown(vm, until)));
    }
    sort(seen, &mut vms);
    let mut least_gain: Option<f64> = None;
    for vm in vms {
        let cores = seen.vm(vm).cores;
        let fits = |host: &u32| {
            let after = seen.expected_cpu(*host) + cores / seen.hosts[*host as usize].all_cores;
            *host != from && seen.expected_cpu(*host) < takes && after < limit && seen.has_room(vm, *host)
        };
        let target = seen
            .on()
            .filter(fits)
            .min_by(|&one, &other| seen.expected_cpu(one).total_cmp(&seen.expected_cpu(other)));
        let Some(to) = target else { continue };
        let gain = (load - (seen.expected_cpu(to) + cores / seen.hosts[to as usize].all_cores)) / load;
        if gain > 0.0 && gain >= guards.margin.as_f64() {
            return Ok(Order::Move {
                vm,
                to,
                why: Why::Overload(Share::new(load), guards.overload),
            });
        }
        least_gain = Some(least_gain.map_or(gain, |least| least.max(gain)));
    }
    Err(least_gain.map_or(Guard::NoTarget, |gain| {
        Guard::Margin(gain.max(0.0), guards.margin.as_f64())
    }))
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
