//! On which host a VM goes.

use super::gave::Gave;
use super::settings::Placement;
use super::setup::Cluster;
use crate::units::Bytes;

/// A host that could take a VM, as the rule of placement sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub host: u32,
    /// Memory that nobody has and that is promised to nobody, and all that VMs can have.
    pub free: Bytes,
    pub room: Bytes,
    /// Whether it is back from maintenance.
    pub done: bool,
}

/// The best of some hosts that all have room; of equals the first.
pub(super) fn choose(rule: Placement, candidates: impl Iterator<Item = Candidate>) -> Option<u32> {
    let mut best: Option<Candidate> = None;
    for candidate in candidates {
        if best.is_none_or(|best| is_better(rule, &candidate, &best)) {
            best = Some(candidate);
        }
    }
    best.map(|best| best.host)
}

fn is_better(rule: Placement, one: &Candidate, other: &Candidate) -> bool {
    let freer = || one.free / one.room > other.free / other.room;
    match rule {
        Placement::Spread => freer(),
        Placement::Worst => one.free > other.free,
        Placement::Best => one.free < other.free,
        Placement::First => false,
        Placement::Done => one.done && !other.done || one.done == other.done && freer(),
    }
}

/// Places the VMs that are there from the beginning.
pub(super) fn place_at_first(cluster: &mut Cluster, gave: &mut Vec<Gave>) {
    let mut free: Vec<Bytes> = cluster.hosts.iter().map(|host| host.room).collect();
    let mut classes_on = vec![0_u16; cluster.hosts.len()];
    let mut left_out = vec![0_u32; cluster.classes.len()];
    let largest = cluster.hosts.iter().map(|host| host.room).max().unwrap_or_default();
    for index in 0..cluster.vms.len() {
        let vm = &cluster.vms[index];
        let class = cluster.class(index);
        if vm.added.is_some() {
            if class.ram > largest {
                left_out[usize::from(vm.class)] += 1;
            }
            continue;
        }
        let bit = 1_u16.checked_shl(vm.class.into()).unwrap_or(0);
        let hosts = cluster.hosts.iter().enumerate();
        let fits = hosts.filter(|(host, _)| {
            let lonely = !class.traits.apart || classes_on[*host] & bit == 0;
            vm.on.is_none_or(|on| on as usize == *host) && free[*host] >= class.ram && lonely
        });
        let candidates = fits.map(|(host, spec)| Candidate {
            host: host as u32,
            free: free[host],
            room: spec.room,
            done: false,
        });
        let first = choose(cluster.settings.placement, candidates);
        match first {
            Some(host) => {
                free[host as usize] = free[host as usize] - class.ram;
                classes_on[host as usize] |= bit;
            }
            None => left_out[usize::from(vm.class)] += 1,
        }
        cluster.vms[index].first = first;
    }
    for (class, &count) in left_out.iter().enumerate().filter(|(_, count)| **count > 0) {
        let class = &cluster.classes[class];
        gave.push(Gave::NoRoom {
            count,
            class: class.name.clone(),
            too_large: class.ram > largest,
        });
    }
}
