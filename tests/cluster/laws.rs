//! What holds in every cluster, in those that are drawn too.

use crate::common::{cluster, near, run};
use crate::drawn::{anything, drawn};
use engine::cluster::settings::{PolicyName, Slots};
use engine::cluster::{Cluster, Detail, End, HostState, Move, Record, Said, Why, at, simulate};
use engine::params::{Choice, Lane};
use engine::sharing::{Filling, Flow, Want};
use engine::units::{Rate, Share, SimTime};
use proptest::prelude::*;

/// The moments at which anything that is recorded changes.
fn moments(record: &Record) -> Vec<SimTime> {
    let mut times: Vec<SimTime> = record
        .hosts
        .iter()
        .flat_map(|host| host.load.iter().map(|step| step.at))
        .collect();
    times.extend(
        record
            .links
            .iter()
            .flat_map(|link| link.used.iter().map(|step| step.at)),
    );
    times.sort();
    times.dedup();
    times
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn hosts_links_and_limits_are_kept(link in anything()) {
        let record = drawn(&link);
        keeps_hosts_and_links(&record);
        keeps_limits(&record);
        accounts_for_everything(&record);
    }

    /// Moves by hand: where several things happen at one time, rounding decides which VM a rule of placement sees first.
    #[test]
    fn a_shift_shifts_everything(
        moves in prop::collection::vec((1_u32..9, 1_u32..4, 0_u32..200), 1..9),
        slow in prop::option::of((1_u32..4, 0_u32..100, 1_u32..100)),
        crowd in prop::option::of((0_u32..100, 1_u32..100)),
        more in prop::sample::select(vec!["", "&live=postcopy", "&by=suspended", "&by=cold", "&cap=50MiB/s", "&tenant=300Mbps"]),
    ) {
        let link = |by: u32| {
            let mut acts: Vec<String> = moves.iter().map(|(vm, to, at)| format!("move:web{vm}:h{to}@{}s", at + by)).collect();
            acts.extend(slow.map(|(host, at, length)| format!("link:h{host}@{}s+{length}s:300Mbps", at + by)));
            acts.extend(crowd.map(|(at, length)| format!("crowd:web@{}s+{length}s:x3", at + by)));
            format!(
                "screen=cluster&hosts=3x8:256GiB:1Gbps&vms=3xweb@h1,3xweb@h2,2xweb@h3&slots=none&do={}&until={}s{more}",
                acts.join(","), 4000 + by
            )
        };
        let (now, later) = (run(&link(0)), run(&link(512)));
        prop_assert_eq!(now.moves.len(), later.moves.len());
        for (one, other) in now.moves.iter().zip(&later.moves) {
            near(one.start.as_s() + 512.0, other.start.as_s(), 1e-9, &link(0));
            near(one.end.as_s() + 512.0, other.end.as_s(), 1e-9, &link(0));
            prop_assert_eq!(one.outcome, other.outcome);
        }
    }

    #[test]
    fn shares_are_fair(
        links in prop::collection::vec(1.0_f64..1e9, 1..8),
        flows in prop::collection::vec((prop::collection::btree_set(0_u32..8, 1..5), 1.0_f64..1e9, 1_u32..9), 1..24),
    ) {
        let count = links.len() as u32;
        let paths: Vec<Vec<u32>> = flows.iter().map(|(path, ..)| {
            let mut path: Vec<u32> = path.iter().map(|link| link % count).collect();
            path.sort_unstable();
            path.dedup();
            path
        }).collect();
        let all: Vec<Flow<'_>> = flows.iter().zip(&paths).map(|((_, most, weight), path)| Flow {
            want: Want { most: Rate::bytes_per_s(*most), weight: f64::from(*weight) },
            path,
        }).collect();
        let rates = filled(&links, &all);
        for (link, &capacity) in links.iter().enumerate() {
            let used: f64 = all.iter().zip(&rates).filter(|(flow, _)| flow.path.contains(&(link as u32))).map(|(_, rate)| rate).sum();
            prop_assert!(used <= capacity * (1.0 + 1e-9), "link {} carries {} of {}", link, used, capacity);
        }
        for (flow, &rate) in all.iter().zip(&rates) {
            let most = flow.want.most.as_f64();
            prop_assert!(rate <= most * (1.0 + 1e-9));
            let level = rate / flow.want.weight;
            let held_back = flow.path.iter().any(|&link| {
                let there = || all.iter().zip(&rates).filter(move |(other, _)| other.path.contains(&link));
                let used: f64 = there().map(|(_, rate)| rate).sum();
                let fastest = there().map(|(other, rate)| rate / other.want.weight).fold(0.0, f64::max);
                used >= links[link as usize] * (1.0 - 1e-9) && level >= fastest * (1.0 - 1e-9)
            });
            prop_assert!(rate >= most * (1.0 - 1e-9) || held_back, "nothing holds a flow at {} of {}", rate, most);
        }
        // Twice the capacities and mosts are twice the rates; another order is another order.
        let twice: Vec<f64> = links.iter().map(|link| link * 2.0).collect();
        let doubled: Vec<Flow<'_>> = all.iter().map(|flow| Flow { want: Want { most: flow.want.most * 2.0, ..flow.want }, ..*flow }).collect();
        for (one, other) in rates.iter().zip(filled(&twice, &doubled)) {
            near(one * 2.0, other, 1e-12, "scale");
        }
        let backwards: Vec<Flow<'_>> = all.iter().rev().copied().collect();
        for (one, other) in rates.iter().rev().zip(filled(&links, &backwards)) {
            near(*one, other, 1e-9, "order");
        }
    }
}

fn filled(links: &[f64], flows: &[Flow<'_>]) -> Vec<f64> {
    let mut left: Vec<Rate> = links.iter().map(|&link| Rate::bytes_per_s(link)).collect();
    let mut rates = vec![Rate::ZERO; flows.len()];
    Filling::default().fill(flows, &mut left, &mut rates);
    rates.iter().map(|rate| rate.as_f64()).collect()
}

fn keeps_hosts_and_links(record: &Record) {
    for (spec, host) in record.cluster.hosts.iter().zip(&record.hosts) {
        for step in &host.load {
            let taken = step.value.resident + step.value.booked;
            assert!(
                taken.as_f64() <= spec.room.as_f64() * (1.0 + 1e-9) + 1.0,
                "{} of {} at {:?}",
                taken.as_f64(),
                spec.room.as_f64(),
                step.at
            );
            assert!(step.value.given <= f64::from(spec.cores) + 1e-9);
            assert!(step.value.given <= step.value.wanted + 1e-9);
        }
    }
    for link in &record.links {
        for step in &link.used {
            let capacity = at(&link.capacity, step.at).expect("a capacity");
            assert!(
                step.value.as_f64() <= capacity.as_f64() * (1.0 + 1e-9),
                "{} at {:?}",
                link.name,
                step.at
            );
        }
    }
    // Seen from the VMs the hosts hold the same.
    for time in moments(record).into_iter().step_by(7) {
        let moment = record.at(time);
        for (host, (_, load)) in moment.hosts.iter().enumerate() {
            let running =
                (0..moment.vms.len()).filter(|&vm| moment.vms[vm].runs && moment.vms[vm].host == Some(host as u32));
            let cores: f64 = running.map(|vm| f64::from(record.cluster.class(vm).vcpus)).sum();
            let carrying = 100.0;
            assert!(
                load.wanted <= cores + carrying,
                "{} cores are wanted of {cores} at {time:?}",
                load.wanted
            );
        }
    }
}

/// At no instant more migrations than there are slots.
fn keeps_limits(record: &Record) {
    let slots: Slots = record.cluster.settings.slots;
    let overlapping = |one: &Move, time: SimTime| one.start <= time && time < one.end;
    for one in &record.moves {
        let together: Vec<&Move> = record
            .moves
            .iter()
            .filter(|other| overlapping(other, one.start))
            .collect();
        let limits = slots.limits(record.cluster.hosts[one.from as usize].nic);
        let out = together.iter().filter(|other| other.from == one.from).count() as u32;
        let into = together.iter().filter(|other| other.to == one.to).count() as u32;
        assert!(limits.out.is_none_or(|most| out <= most), "{out} out");
        let into_limit = slots.limits(record.cluster.hosts[one.to as usize].nic).into;
        assert!(into_limit.is_none_or(|most| into <= most), "{into} in");
        assert!(
            limits.all.is_none_or(|most| together.len() as u32 <= most),
            "{} in all",
            together.len()
        );
        assert!(limits.batch.is_none_or(|most| out <= most), "{out} of a batch");
    }
}

fn accounts_for_everything(record: &Record) {
    let figures = &record.figures;
    let count = |end: End| record.moves.iter().filter(|one| one.outcome == end).count() as u32;
    assert_eq!(figures.moved, count(End::Moved));
    assert_eq!(figures.failed, count(End::Stays));
    assert_eq!(figures.lost_moving, count(End::Lost));
    assert_eq!(figures.unfinished, count(End::Unfinished));
    for one in &record.moves {
        assert!(one.asked <= one.start && one.start <= one.end, "{one:?}");
        let used = record.cluster.class(one.vm as usize).ram * record.cluster.class(one.vm as usize).used;
        if one.outcome == End::Moved && one.kind != Lane::Cold {
            assert!(one.figures.traffic.total() >= used * 0.999_999, "{one:?}");
        }
        for pair in one.stages.windows(2) {
            assert!((pair[1].start.as_s() - pair[0].end.as_s()).abs() < 1e-6, "{:?}", pair);
        }
        if let Why::Uneven(before, after) = one.why {
            let margin = record.cluster.settings.margin.0.map_or(0.1, Share::as_f64);
            assert!(after <= before * (1.0 - margin) + 1e-12, "{before} to {after}");
        }
    }
    if record.cluster.settings.policy == PolicyName::None && record.cluster.acts.is_empty() {
        assert!(record.moves.is_empty());
        assert!(figures.pdm.is_zero());
    }
    let idle: f64 = record
        .cluster
        .hosts
        .iter()
        .map(|host| host.power.watts(Share::ZERO))
        .fold(f64::INFINITY, f64::min);
    let full: f64 = record
        .cluster
        .hosts
        .iter()
        .map(|host| host.power.watts(Share::new(1.0)))
        .fold(0.0, f64::max);
    let hours = figures.host_time.as_s() / 3.6e6;
    assert!(figures.energy.kwh() >= idle * hours * (1.0 - 1e-9) && figures.energy.kwh() <= full * hours * (1.0 + 1e-9));
    // A drained host ends empty, or the log says who is left.
    for (place, host) in record.hosts.iter().enumerate() {
        let last = host.state.last().map(|step| step.value);
        let resident = host.load.last().is_some_and(|step| !step.value.resident.is_zero());
        let told =
            |entry: &engine::cluster::Entry| matches!(entry.said, Said::Stuck { host, .. } if host == place as u32);
        if last == Some(HostState::Draining) && resident {
            assert!(record.log.iter().any(told), "nobody says what h{} still has", place + 1);
        }
        if matches!(
            last,
            Some(HostState::Off | HostState::Dead | HostState::Maintenance | HostState::ShuttingDown)
        ) {
            assert!(!resident, "h{} is {last:?} and has VMs", place + 1);
        }
    }
}

/// Names of hosts are names: hosts in another order give the same course.
#[test]
fn another_order_of_hosts_is_another_order() {
    let one = run(
        "screen=cluster&hosts=1x16:64GiB:10Gbps,2x16:64GiB:1Gbps&vms=2xweb@h1,2xdb@h1&slots=none&do=move:web1:h2@0s,move:web2:h3@0s,move:db1:h2@3s,move:db2:h3@1s",
    );
    let other = run(
        "screen=cluster&hosts=2x16:64GiB:1Gbps,1x16:64GiB:10Gbps&vms=2xweb@h3,2xdb@h3&slots=none&do=move:web1:h2@0s,move:web2:h1@0s,move:db1:h2@3s,move:db2:h1@1s",
    );
    for vm in 0..4 {
        let of = |record: &Record| {
            record
                .moves
                .iter()
                .find(|one| one.vm == vm)
                .expect("it moves")
                .end
                .as_s()
        };
        near(of(&one), of(&other), 1e-9, "the end");
    }
}

/// Without writes the line is never idle: the last end is the sum of all bytes over the line, whatever the order and the slots.
#[test]
fn without_writes_the_line_is_never_idle() {
    let mut ends = Vec::new();
    for (slots, order) in [
        ("out:1", "given"),
        ("out:1", "big"),
        ("out:2", "small"),
        ("none", "given"),
    ] {
        let record = run(&format!(
            "screen=cluster&hosts=2x64:256GiB:1Gbps&class.a=1:1GiB:100%:flat-0%:none&class.b=1:3GiB:100%:flat-0%:none&vms=3xa@h1,2xb@h1&slots={slots}&order={order}&do=drain:h1@0s"
        ));
        let sent: f64 = record
            .moves
            .iter()
            .map(|one| one.figures.traffic.total().as_f64())
            .sum();
        assert_eq!(record.figures.moved, 5);
        let line = record.links[0].capacity[0].value.as_f64();
        let end = record.figures.drains[0].empty.expect("it is empty").as_s();
        // Set-up, device state and resume of each are beside the line.
        assert!(
            end >= sent / line && end <= sent / line + 5.0 * 0.006,
            "{slots}: {end} {}",
            sent / line
        );
        ends.push((end, sent));
    }
    assert!(ends.iter().all(|(_, sent)| (sent - ends[0].1).abs() < 1.0), "{ends:?}");
}

/// Of VMs that write in a line, more at once never send fewer bytes.
#[test]
fn more_at_once_never_sends_less() {
    for rate in ["2MiB/s", "5MiB/s", "8MiB/s"] {
        let mut before = 0.0;
        for slots in 1..=8 {
            let record = run(&format!(
                "screen=cluster&hosts=2x64:256GiB:1Gbps&class.a=1:2GiB:60%:flat-10%:sequential-1GiB@{rate}&vms=8xa@h1&slots=out:{slots}&do=drain:h1@0s&until=1h"
            ));
            let sent = record.figures.sent.as_f64();
            assert!(sent >= before * 0.999, "{rate} out:{slots}: {sent} after {before}");
            before = sent;
        }
    }
}

#[test]
fn at_constant_load_policies_come_to_rest() {
    for policy in PolicyName::ALL {
        let policy = policy.token();
        for vms in ["14xweb@h1,3xweb@h2", "3xdb@h1,1xbatch@h1,4xidle@h2-h4", "2xweb@h1-h4"] {
            let record = run(&format!("screen=cluster&policy={policy}&vms={vms}&until=8h"));
            let late = record
                .moves
                .iter()
                .filter(|one| one.start > SimTime::s(4.0 * 3600.0))
                .count();
            assert_eq!(late, 0, "{policy} of {vms} still moves after four hours");
        }
    }
}

#[test]
fn nobody_moves_within_its_cooldown() {
    let text = "screen=cluster&hosts=3x16:64GiB&class.hot=8:16GiB:50%:burst-5%-95%-20min:none&vms=3xhot@h1&policy=proxmox&persist=1&margin=1%";
    let count = |cooldown: &str| {
        let record = run(&format!("{text}&cooldown={cooldown}&until=8h"));
        for vm in 0..record.vms.len() as u32 {
            let mut moves: Vec<&Move> = record.moves.iter().filter(|one| one.vm == vm).collect();
            moves.sort_by_key(|one| one.start);
            for pair in moves.windows(2) {
                let least = record.cluster.settings.cooldown;
                assert!(
                    pair[1].asked >= pair[0].end + least,
                    "vm {vm} moves again after {:?}",
                    pair[1].asked
                );
            }
        }
        record.figures.moved
    };
    let (without, with) = (count("0s"), count("1h"));
    assert!(without > with, "{without} {with}");
}

/// The same cluster gives the same record, however often it is simulated.
#[test]
fn there_is_no_dice() {
    let cluster: Cluster = cluster(
        "screen=cluster&policy=thresholds&class.n=4:4GiB:50%:noise-40%-30%-7:random-256MiB@20MiB/s&vms=20xn&until=6h",
    );
    assert_eq!(simulate(&cluster, Detail::All), simulate(&cluster, Detail::All));
}
