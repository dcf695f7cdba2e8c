//! Power saving: hosts that do little are emptied and switched off, one a look, and come back when the others have too much to
//! do or something finds no room (oVirt: between 20 and 75 %, `HostsInReserve` empty hosts stay on).

use super::thresholds::{overloaded, relieve, would_help};
use super::{Guards, InARow, Order, Policy, Row, Seen};
use crate::cluster::log::Guard;
use crate::cluster::record::{HostState, Why};
use crate::cluster::settings::PolicyName;
use crate::units::{Bytes, Share, SimTime};

pub(super) const ROW: Row = Row {
    name: PolicyName::Power,
    make: || Box::new(PowerSaving::default()),
    usual: Guards {
        looks: true,
        every: SimTime::s(60.0),
        overload: Share::percent(75.0),
        underload: Share::percent(20.0),
        persist: 2,
        margin: Share::ZERO,
        cooldown: SimTime::ZERO,
    },
};

#[derive(Default)]
struct PowerSaving {
    over: Vec<InARow>,
    under: Vec<InARow>,
}

impl Policy for PowerSaving {
    fn look(&mut self, seen: &Seen<'_>, guards: &Guards) -> Vec<Order> {
        let mut orders = Vec::new();
        let over = overloaded(seen, guards, &mut self.over);
        let over = over.as_ref().map_or_else(|_| &[][..], Vec::as_slice);
        orders.extend(relieve(seen, guards, over, guards.overload.as_f64()));
        // One more host is of use only if it takes what the others cannot: else it would boot and be switched off for ever.
        let helper = would_help(seen, guards, over).filter(|_| orders.is_empty());
        let short = seen.without_room || self.reserve_is_short(seen);
        let first = || seen.hosts.iter().position(|host| host.state == HostState::Off);
        let wanted = helper.or_else(|| first().filter(|_| short).map(|host| host as u32));
        if !seen.hosts.iter().any(|host| host.state == HostState::Booting) {
            orders.extend(wanted.map(|host| Order::SwitchOn { host }));
        }
        if orders.is_empty() {
            orders.push(self.save(seen, guards).unwrap_or_else(Order::Nothing));
        }
        orders
    }
}

impl PowerSaving {
    fn reserve_is_short(&self, seen: &Seen<'_>) -> bool {
        let reserve = seen.cluster.settings.reserve.get() as usize;
        seen.on().filter(|&host| seen.hosts[host as usize].is_empty).count() < reserve
    }

    /// The host with least to do is emptied, if its VMs find room and none of the others gets too much to do.
    fn save(&mut self, seen: &Seen<'_>, guards: &Guards) -> Result<Order, Guard> {
        self.under.resize(seen.hosts.len(), InARow::default());
        let limit = guards.underload.as_f64();
        let mut least: Option<(u32, f64)> = None;
        let mut nearest = (f64::INFINITY, 0);
        for host in seen.on() {
            let load = seen.hosts[host as usize].cpu().max(seen.expected_cpu(host));
            let looks = self.under[host as usize].look(load < limit);
            nearest = (nearest.0.min(load), nearest.1.max(looks));
            if looks >= guards.persist && least.is_none_or(|(_, least)| load < least) {
                least = Some((host, load));
            }
        }
        if seen.under_way > 0 {
            return Err(Guard::Busy);
        }
        if seen.without_room {
            return Err(Guard::NoTarget);
        }
        let Some((host, load)) = least else {
            return Err(if nearest.1 > 0 {
                Guard::Persist(nearest.1, guards.persist)
            } else {
                Guard::Threshold(nearest.0, limit)
            });
        };
        let spare = seen.on().filter(|&other| seen.hosts[other as usize].is_empty).count();
        let reserve = seen.cluster.settings.reserve.get() as usize;
        // A host that is emptied joins the reserve: it can be switched off only if that is large enough without it.
        let enough = spare - usize::from(seen.hosts[host as usize].is_empty) >= reserve;
        let stays = !enough || seen.on().count() <= 1;
        if stays || !fits_elsewhere(seen, host, guards.overload.as_f64()) {
            return Err(Guard::NoTarget);
        }
        self.under[host as usize] = InARow::default();
        Ok(Order::Empty {
            host,
            why: Why::Underload(Share::new(load), guards.underload),
        })
    }
}

/// Whether all VMs of a host find room on others that stay below a load: the largest first, each where least room is left. An empty
/// host takes none: nothing would be saved.
fn fits_elsewhere(seen: &Seen<'_>, host: u32, limit: f64) -> bool {
    let others = seen
        .on()
        .filter(|&other| other != host && !seen.hosts[other as usize].is_empty);
    let mut others: Vec<(u32, Bytes, f64)> = others
        .map(|other| (other, seen.hosts[other as usize].free, seen.expected[other as usize]))
        .collect();
    let mut vms = seen.vms_on(host);
    vms.sort_by_key(|&vm| std::cmp::Reverse(seen.vm(vm).ram));
    vms.iter().all(|&vm| {
        let now = seen.vm(vm);
        if now.is_pinned || now.cool_until.is_some() {
            return false;
        }
        let fits = |(other, free, cores): &&mut (u32, Bytes, f64)| {
            *free >= now.ram
                && (*cores + now.cores) / seen.hosts[*other as usize].all_cores < limit
                && seen.has_room(vm, *other)
        };
        let best = others.iter_mut().filter(fits).min_by_key(|(_, free, _)| *free);
        best.map(|(_, free, cores)| {
            *free = *free - now.ram;
            *cores += now.cores;
        })
        .is_some()
    })
}
