//! Proxmox' dynamic balancer, from its formula: cases worked out on paper, and beside a search that tries everything.

use crate::common::{near, run};
use crate::drawn::even_load;
use engine::cluster::{End, Guard, Move, Record, Said, Why};
use engine::units::{Bytes, SimTime};
use proptest::prelude::*;

/// The imbalance before and after each move, and where it went.
fn steps(record: &Record) -> Vec<(f64, f64, u32)> {
    let step = |one: &Move| match one.why {
        Why::Uneven(before, after) => (before, after, one.to),
        other => panic!("{other:?}"),
    };
    record.moves.iter().map(step).collect()
}

fn assert_steps(record: &Record, expected: &[(f64, f64)]) {
    let found = steps(record);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((before, after, _), (first, second)) in found.iter().zip(expected) {
        near(*before, *first, 1e-9, "before");
        near(*after, *second, 1e-9, "after");
    }
}

/// Five VMs that each are a tenth of a host, on one of four hosts: with n of them on a host the imbalance is √(4·Σn²/25 − 1).
const FIVE_ON_ONE: &str =
    "screen=cluster&hosts=4x20:66GiB:10Gbps&class.a=4:8GiB:80%:flat-50%:none&vms=5xa@h1&policy=proxmox&until=10min";

#[test]
fn each_move_evens_out_as_worked_out_on_paper() {
    let record = run(FIVE_ON_ONE);
    let imbalance = |squares: f64| (4.0 * squares / 25.0 - 1.0).sqrt();
    let course = [25.0, 17.0, 11.0, 7.0].map(imbalance);
    assert_steps(
        &record,
        &[(course[0], course[1]), (course[1], course[2]), (course[2], course[3])],
    );
    let hosts: Vec<u32> = steps(&record).iter().map(|step| step.2).collect();
    assert_eq!(hosts, [1, 2, 3], "to hosts that have none");
    near(record.figures.imbalance_after, course[3], 1e-9, "at the end");
}

/// At √0.12 the hosts are still above the threshold of 0.3, but no move makes it a tenth better.
#[test]
fn what_gains_less_than_the_margin_is_left() {
    let record = run(FIVE_ON_ONE);
    let last = record.log.iter().rev().find_map(|entry| match entry.said {
        Said::Nothing(guard) => Some(guard),
        _ => None,
    });
    assert_eq!(last, Some(Guard::Margin(0.0, 0.1)));
}

#[test]
fn it_waits_for_the_third_look_in_a_row() {
    let record = run(FIVE_ON_ONE);
    assert_eq!(record.moves[0].asked, SimTime::s(30.0));
    // Looks while something moves do not count: three more follow its end.
    for pair in record.moves.windows(2) {
        let looks = (pair[1].asked - pair[0].end).as_s() / 10.0;
        assert!((2.0..=3.0).contains(&looks), "{looks} looks");
    }
}

/// On a host of twice the size a VM is half the load: 3·0.2 and 0 are an imbalance of 1, 0.4 and 0.1 one of 0.6, 0.2 and 0.2 none.
#[test]
fn a_vm_is_less_of_a_larger_host() {
    let record = run(
        "screen=cluster&hosts=1x10:34GiB:10Gbps,1x20:66GiB:10Gbps&class.a=4:8GiB:80%:flat-50%:none&vms=3xa@h1&policy=proxmox&until=10min",
    );
    assert_steps(&record, &[(1.0, 0.6), (0.6, 0.0)]);
}

/// Processors and memory count alike: 0.4 of the one and 0.2 of the other are a load of 0.3.
#[test]
fn the_load_is_the_mean_of_processors_and_memory() {
    let record = run(
        "screen=cluster&hosts=2x20:66GiB:10Gbps&class.a=8:16GiB:80%:flat-100%:none&class.b=2:32GiB:80%:flat-100%:none&vms=1xa@h1,1xb@h1&policy=proxmox&until=10min",
    );
    // a: (0.4 + 0.2) / 2 = 0.3; b: (0.1 + 0.4) / 2 = 0.25.
    assert_steps(&record, &[(1.0, 0.05 / 0.55)]);
}

/// One VM makes two hosts as uneven as they can be, and so it does on the other.
#[test]
fn a_single_vm_stays() {
    let record = run(
        "screen=cluster&hosts=2x20:66GiB:10Gbps&class.a=4:8GiB:80%:flat-50%:none&vms=1xa@h1&policy=proxmox&until=10min",
    );
    assert_eq!(steps(&record), []);
}

#[test]
fn without_room_the_best_is_what_has_room() {
    let record = run(
        "screen=cluster&hosts=1x20:66GiB:10Gbps,1x20:10GiB:10Gbps&class.a=4:8GiB:80%:flat-50%:none&vms=3xa@h1&policy=proxmox&until=10min",
    );
    // 8 GiB fit once: (0.2 + 0.2) / 2 = 0.1 each at h1, but (0.2 / 2 + 0.8 / 2) = 0.45 at h2 would be worse than 0.3 and 0.
    let load = |cpu: f64, memory: f64| (cpu + memory) / 2.0;
    let gone = [2.0 * load(0.1, 0.1), load(0.1, 0.8)];
    let mean = (gone[0] + gone[1]) / 2.0;
    let after = (gone[1] - gone[0]) / 2.0 / mean;
    assert_steps(&record, &[(1.0, after)]);
}

/// Everything that can be done, tried one after the other.
struct Search<'a> {
    record: &'a Record,
    /// Where each VM is, the cores that it gets, and its memory: in use and in all.
    vms: Vec<(usize, f64, Bytes, Bytes)>,
}

impl<'a> Search<'a> {
    fn at(record: &'a Record, time: SimTime) -> Self {
        let places: Vec<usize> = record
            .at(time)
            .vms
            .iter()
            .map(|place| place.host.expect("every VM is somewhere") as usize)
            .collect();
        let cluster = &record.cluster;
        let wants =
            |vm: usize| f64::from(cluster.class(vm).vcpus) * cluster.class(vm).demand.at(vm as u32, time).as_f64();
        let mut wanted = vec![0.0; cluster.hosts.len()];
        for (vm, &host) in places.iter().enumerate() {
            wanted[host] += wants(vm);
        }
        let speed = |host: usize| (f64::from(cluster.hosts[host].cores) / f64::max(wanted[host], 1e-9)).min(1.0);
        let vms = places.iter().enumerate().map(|(vm, &host)| {
            let class = cluster.class(vm);
            (host, wants(vm) * speed(host), class.ram * class.used, class.ram)
        });
        Self {
            vms: vms.collect(),
            record,
        }
    }

    /// The coefficient of variation, from scratch.
    fn imbalance(&self) -> f64 {
        let hosts = &self.record.cluster.hosts;
        let mut loads = vec![0.0; hosts.len()];
        for &(host, cores, used, _) in &self.vms {
            loads[host] += (cores / f64::from(hosts[host].cores) + used / hosts[host].room) / 2.0;
        }
        let mean = loads.iter().sum::<f64>() / loads.len() as f64;
        if mean == 0.0 {
            return 0.0;
        }
        let variance = loads.iter().map(|load| (load - mean).powi(2)).sum::<f64>() / loads.len() as f64;
        variance.sqrt() / mean
    }

    /// The least imbalance that one move leaves.
    fn best(&mut self) -> Option<f64> {
        let mut least: Option<f64> = None;
        for vm in 0..self.vms.len() {
            let (from, _, _, ram) = self.vms[vm];
            for to in (0..self.record.cluster.hosts.len()).filter(|&to| to != from) {
                let there: Bytes = self.vms.iter().filter(|vm| vm.0 == to).map(|vm| vm.3).sum();
                if there + ram > self.record.cluster.hosts[to].room {
                    continue;
                }
                self.vms[vm].0 = to;
                let after = self.imbalance();
                self.vms[vm].0 = from;
                least = Some(least.map_or(after, |least| least.min(after)));
            }
        }
        least
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_move_is_the_best_of_all(cluster in even_load("none")) {
        let link = format!("{cluster}&policy=proxmox&until=1h");
        let (asked, _) = migrascope::link::cluster::parse(&link);
        let mut cluster = asked.first.possible().0;
        // VMs that find no room at first are not there.
        let there: Vec<bool> = cluster.vms.iter().map(|vm| vm.first.is_some()).collect();
        let mut there = there.into_iter();
        cluster.vms.retain(|_| there.next().unwrap_or(false));
        let record = engine::cluster::simulate(&cluster, engine::cluster::Detail::All);
        for one in &record.moves {
            let Why::Uneven(before, after) = one.why else { panic!("{:?}", one.why) };
            let mut search = Search::at(&record, one.asked);
            near(before, search.imbalance(), 1e-9, &link);
            let best = search.best().expect("it has found a move");
            // The root of what rounding leaves of a variance that is nothing is a hundred millionth.
            prop_assert!((after * after - best * best).abs() < 1e-12, "{after} is left, {best} were possible: {link}");
            prop_assert!(before > 0.3 && after <= before * 0.9);
            prop_assert_eq!(one.outcome, End::Moved);
        }
        // And what is left is what no move mends.
        let mut search = Search::at(&record, record.until);
        let left = search.imbalance();
        let rests = left <= 0.3 || search.best().is_none_or(|best| left - best < left * 0.1 + 1e-9);
        prop_assert!(rests, "{left} is left, and a move leaves {:?}: {link}", search.best());
    }
}
