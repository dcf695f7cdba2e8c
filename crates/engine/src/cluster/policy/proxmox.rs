//! Proxmox VE's dynamic balancer (pve-ha-manager 5.2, `Manager.pm`): of all single moves the one that evens out load best.
//!
//! The load of a host is the mean of the shares of processor time and memory that its VMs use; the imbalance of a cluster is
//! the coefficient of variation of the loads. If it has been above the threshold (30 %) for three looks, all moves of one VM
//! are tried, and the best is made if it lowers the imbalance by a tenth. One migration at a time.

use super::{Guards, InARow, Order, Policy, Row, Seen, SeenHost, load};
use crate::cluster::log::Guard;
use crate::cluster::record::Why;
use crate::cluster::settings::PolicyName;
use crate::units::{Share, SimTime};

pub(super) const ROW: Row = Row {
    name: PolicyName::Proxmox,
    make: || Box::new(Balancer::default()),
    usual: Guards {
        looks: true,
        every: SimTime::s(10.0),
        overload: Share::percent(30.0),
        underload: Share::ZERO,
        persist: 3,
        margin: Share::percent(10.0),
        cooldown: SimTime::ZERO,
    },
};

/// Less is rounding: without a margin a VM would go to and fro between hosts that are alike.
const LEAST_GAIN: f64 = 1e-9;

#[derive(Default)]
struct Balancer {
    uneven: InARow,
}

/// The best move: which VM, where to, and the imbalance after it.
#[derive(Clone, Copy)]
struct Best {
    vm: u32,
    to: u32,
    after: f64,
}

impl Policy for Balancer {
    fn look(&mut self, seen: &Seen<'_>, guards: &Guards) -> Vec<Order> {
        let threshold = guards.overload.as_f64();
        let before = seen.imbalance();
        if seen.under_way > 0 {
            // The loads of hosts are not those that they will have.
            return vec![Order::Nothing(Guard::Busy)];
        }
        let looks = self.uneven.look(before > threshold);
        let guard = if before <= threshold {
            Guard::Threshold(before, threshold)
        } else if looks < guards.persist {
            Guard::Persist(looks, guards.persist)
        } else {
            match best(seen) {
                (Some(Best { vm, to, after }), _)
                    if before - after >= guards.margin.as_f64() * before && before - after > LEAST_GAIN =>
                {
                    self.uneven = InARow::default();
                    return vec![Order::Move {
                        vm,
                        to,
                        why: Why::Uneven(before, after),
                    }];
                }
                (_, Some((vm, until))) => Guard::Cooldown(vm, until),
                (Some(Best { after, .. }), None) => {
                    Guard::Margin(((before - after) / before).max(0.0), guards.margin.as_f64())
                }
                (None, None) => Guard::NoTarget,
            }
        };
        vec![Order::Nothing(guard)]
    }
}

/// The best move of a VM that may move, and one that may not yet.
fn best(seen: &Seen<'_>) -> (Option<Best>, Option<(u32, SimTime)>) {
    let hosts: Vec<u32> = seen.on().collect();
    let loads: Vec<f64> = seen.hosts.iter().map(SeenHost::load).collect();
    let count = hosts.len() as f64;
    let sum: f64 = hosts.iter().map(|&host| loads[host as usize]).sum();
    let squares: f64 = hosts
        .iter()
        .map(|&host| loads[host as usize] * loads[host as usize])
        .sum();
    let groups = alike(seen, &hosts, &loads);
    let (mut best, mut cool): (Option<Best>, _) = (None, None);
    for &from in &hosts {
        for vm in seen.vms_on(from) {
            let now = &seen.vm(vm);
            if let Some(until) = now.cool_until {
                cool = cool.or(Some((vm, until)));
            }
            if !now.is_movable() {
                continue;
            }
            let share = |host: &SeenHost| load(now.cores / host.all_cores, now.used / host.ram);
            let (old, gone) = (loads[from as usize], share(&seen.hosts[from as usize]));
            let left = old - gone;
            for group in &groups {
                // Among hosts that are alike, the one with least load is the best that has room.
                let Some(&to) = group.iter().find(|&&to| to != from && seen.has_room(vm, to)) else {
                    continue;
                };
                let (there, more) = (loads[to as usize], share(&seen.hosts[to as usize]));
                let sum = sum - gone + more;
                let squares = squares - old * old + left * left - there * there + (there + more) * (there + more);
                let mean = sum / count;
                let after = (squares / count - mean * mean).max(0.0).sqrt() / mean;
                if best.is_none_or(|best| after < best.after - 1e-12) {
                    best = Some(Best { vm, to, after });
                }
            }
        }
    }
    (best, cool)
}

/// Hosts that are alike, those with least load first.
fn alike(seen: &Seen<'_>, hosts: &[u32], loads: &[f64]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for &host in hosts {
        let one = &seen.hosts[host as usize];
        let like = |group: &&mut Vec<u32>| {
            let other = &seen.hosts[group[0] as usize];
            one.all_cores == other.all_cores && one.ram == other.ram
        };
        match groups.iter_mut().find(like) {
            Some(group) => group.push(host),
            None => groups.push(vec![host]),
        }
    }
    for group in &mut groups {
        group.sort_by(|&one, &other| loads[one as usize].total_cmp(&loads[other as usize]));
    }
    groups
}
