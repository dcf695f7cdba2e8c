//! Accounts that have to agree: energy and starvation with the courses, memory with the VMs, and what does not depend on names or scale.

use crate::common::{near, run};
use crate::drawn::{anything, drawn};
use engine::cluster::{Detail, HostState, Record, at, simulate, spans};
use engine::units::{Bytes, SimTime};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn energy_and_starvation_are_what_the_courses_add_up_to(link in anything()) {
        let record = drawn(&link);
        let (mut joules, mut on) = (0.0, 0.0);
        for (spec, host) in record.cluster.hosts.iter().zip(&record.hosts) {
            for (start, end, state) in spans(&host.state, record.until) {
                let mut covered = 0.0;
                for (from, to, load) in spans(&host.load, record.until) {
                    let (from, to) = (from.max(start), to.min(end));
                    if from < to {
                        let seconds = (to - from).as_s();
                        let watts = spec.watts(*state, load.wanted);
                        prop_assert!(watts == 0.0 || !matches!(state, HostState::Off | HostState::Dead));
                        joules += watts * seconds;
                        covered += seconds;
                    }
                }
                if !matches!(state, HostState::Off | HostState::Dead) {
                    on += covered;
                }
            }
        }
        near(record.figures.energy.kwh(), joules / 3.6e6, 1e-6, &link);
        near(record.figures.host_time.as_s(), on, 1e-6, &link);
        prop_assert!((0.0..=1.0).contains(&record.figures.otf.as_f64()) && (0.0..=1.0).contains(&record.figures.pdm.as_f64()));
        if record.moves.is_empty() {
            prop_assert!(record.figures.pdm.is_zero());
        }
    }

    /// Where nothing moves, the memory of a host is that of the VMs that are there; each is on one host, and runs on one that can.
    #[test]
    fn memory_is_that_of_the_vms(link in anything()) {
        let record = drawn(&link);
        let times = record.log.iter().map(|entry| entry.at).filter(|&time| record.under_way(time).next().is_none());
        for time in times.step_by(3) {
            let moment = record.at(time);
            let mut held = vec![Bytes::ZERO; record.hosts.len()];
            for (vm, place) in moment.vms.iter().enumerate() {
                if let Some(host) = place.host {
                    held[host as usize] += record.cluster.class(vm).ram;
                    let state = moment.hosts[host as usize].0;
                    let can = !matches!(state, HostState::Off | HostState::Dead | HostState::ShuttingDown | HostState::Booting);
                    prop_assert!(!place.runs || can, "vm {} runs on a host that is {:?}: {}", vm, state, link);
                }
                prop_assert!(!place.runs || place.host.is_some());
            }
            for (host, (_, load)) in moment.hosts.iter().enumerate() {
                near(load.resident.as_f64().max(1.0), held[host].as_f64().max(1.0), 1e-9, &format!("h{} at {time:?} of {link}", host + 1));
            }
        }
    }

    #[test]
    fn to_record_everything_changes_no_figure_of_what_is_drawn(link in anything()) {
        let all = drawn(&link);
        let figures = simulate(&all.cluster, Detail::Figures);
        prop_assert_eq!(all.figures, figures.figures);
        prop_assert_eq!(all.moves, figures.moves);
    }

    /// Numbers of VMs are names: another order of the groups gives the same course to each VM that is moved by hand.
    #[test]
    fn another_order_of_vms_is_another_order(
        moves in prop::collection::vec((0_usize..3, 1_u32..4, 1_u32..4, 0_u32..60), 1..8),
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
        more in prop::sample::select(vec!["", "&live=postcopy", "&tenant=300Mbps", "&racks=3&uplink=2Gbps"]),
    ) {
        let classes = ["web", "db", "mail"];
        let acts: Vec<String> = moves.iter().enumerate()
            .map(|(place, (class, vm, to, at))| format!("move:{}{vm}:h{to}@{}.{place}s", classes[*class], at))
            .collect();
        let link = |order: &[usize]| {
            let groups: Vec<String> = order.iter().map(|&class| format!("3x{}@h{}", classes[class], class + 1)).collect();
            format!("screen=cluster&hosts=3x64:256GiB:1Gbps&vms={}&slots=none&do={}&until=2h{more}", groups.join(","), acts.join(","))
        };
        let ends = |record: &Record| {
            let mut ends: Vec<(String, u32, f64)> = record.moves.iter()
                .map(|one| (record.cluster.vm_name(one.vm as usize).to_string(), one.to, one.end.as_s()))
                .collect();
            ends.sort_by(|one, other| one.partial_cmp(other).expect("no end is not a number"));
            ends
        };
        let (plain, other) = (run(&link(&[0, 1, 2])), run(&link(&order)));
        let (plain, other) = (ends(&plain), ends(&other));
        prop_assert_eq!(plain.len(), other.len());
        for (one, other) in plain.iter().zip(&other) {
            prop_assert_eq!((&one.0, one.1), (&other.0, other.1));
            near(one.2, other.2, 1e-9, "the end");
        }
    }

    /// Lines, sizes and write rates that are all k times as large leave every time as it is.
    #[test]
    fn a_larger_scale_takes_as_long(
        k in 2_u32..9,
        vms in prop::collection::vec((1_u32..9, 1_u32..60), 1..5),
        starts in prop::collection::vec(0_u32..20, 4),
        racks in prop::option::of(500_u32..2000),
    ) {
        let link = |k: u32| {
            let classes: Vec<String> = vms.iter().enumerate()
                .map(|(place, (ram, rate))| {
                    let (ram, region, rate) = (ram * 256 * k, ram * 64 * k, rate * k);
                    format!("class.{}=1:{ram}MiB:100%:flat-0%:sequential-{region}MiB@{rate}MiB/s", ["a", "b", "c", "d"][place])
                })
                .collect();
            let names: Vec<&str> = ["a", "b", "c", "d"][..vms.len()].to_vec();
            let groups: Vec<String> = names.iter().map(|name| format!("1x{name}@h1")).collect();
            let acts: Vec<String> = names.iter().zip(&starts).enumerate()
                .map(|(place, (name, at))| format!("move:{name}1:h{}@{at}s", 2 + place % 2))
                .collect();
            let racks = racks.map_or_else(String::new, |rate| format!("&racks=3&uplink={}Mbps", rate * k));
            format!(
                "screen=cluster&hosts=3x64:4096GiB:{}Mbps&{}&vms={}&slots=none&do={}&state=0B&stop=cloud-hypervisor&downtime=30ms&until=1h{racks}",
                1000 * k, classes.join("&"), groups.join(","), acts.join(",")
            )
        };
        let (one, many) = (drawn(&link(1)), drawn(&link(k)));
        prop_assert_eq!(one.moves.len(), many.moves.len());
        for (one, many) in one.moves.iter().zip(&many.moves) {
            prop_assert_eq!((one.vm, one.outcome), (many.vm, many.outcome));
            near(one.end.as_s(), many.end.as_s(), 1e-6, "the end");
            near(one.figures.traffic.total().as_f64() * f64::from(k), many.figures.traffic.total().as_f64(), 1e-6, "what is sent");
        }
    }
}

/// Energy up to a time, and from there on, add up to that of both.
#[test]
fn energy_adds_up_over_time() {
    let until = |minutes: u32| {
        run(&format!(
            "screen=cluster&policy=power&vms=8xmail@h1-h4&until={minutes}min"
        ))
        .figures
        .energy
        .kwh()
    };
    let whole = run("screen=cluster&policy=power&vms=8xmail@h1-h4&until=600min");
    for minutes in [60_u32, 300, 599] {
        let split = SimTime::s(f64::from(minutes) * 60.0);
        let mut after = 0.0;
        for (spec, host) in whole.cluster.hosts.iter().zip(&whole.hosts) {
            for (from, to, load) in spans(&host.load, whole.until) {
                for (start, end, state) in spans(&host.state, whole.until) {
                    let (from, to) = (from.max(start).max(split), to.min(end));
                    if from < to {
                        after += spec.watts(*state, load.wanted) * (to - from).as_s() / 3.6e6;
                    }
                }
            }
        }
        near(until(minutes) + after, whole.figures.energy.kwh(), 1e-9, "energy");
    }
    assert!(at(&whole.hosts[0].state, whole.until).is_some());
}
