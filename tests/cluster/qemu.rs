//! Real QEMU guests that move at the same time (`tests/data/cluster/qemu-concurrent.jsonl`), beside the cluster's prediction.
//! Nothing is fitted.

use crate::common::{quantile, tell};
use engine::cluster::settings::{Class, ClassName, ClusterSettings, HostGroup, Limits, Slots, Traits};
use engine::cluster::{Act, Cluster, Curve, Demand, Detail, HYPERVISOR, Move, Record, Vm, simulate};
use engine::migration::{self, wire};
use engine::params::{Method, Pattern, Settings, Switch, WriteClass};
use engine::scenario::Scenario;
use engine::units::{Bytes, Count, Pages, Rate, Share, SimTime};
use serde_json::Value;

/// With fewer faults, blocked time is a matter of chance, as in the single runs.
const MANY_FAULTS: f64 = 15.0;
const RUNS: &str = include_str!("../data/cluster/qemu-concurrent.jsonl");
/// What QEMU moves beside the guest's own memory, as in the single runs.
const EXTRA: Bytes = Bytes::kib(520.0);
const FIRMWARE: f64 = 112.0;
/// By the source's own clock a run is shorter by what the last bytes take on the wire: see `measured::runs`.
const FREE_AT_STOP: f64 = 1.0 / 6.0;
const BURST: Bytes = Bytes::new(256e3);

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}

/// A shaped line as an Ethernet line with the same payload.
fn line(run: &Value, mbit: f64) -> Rate {
    Rate::bits_per_s(mbit * 1e6 * number(run, "payload_share") * 1538.0 / 1448.0)
}

fn as_cluster(run: &Value) -> Cluster {
    let topology = &run["topology"];
    let names: Vec<String> = match &topology["nics"] {
        Value::Object(nics) => nics.keys().cloned().collect(),
        _ => vec!["A".into(), "B".into()],
    };
    let nic = |name: &str| match &topology["nics"] {
        Value::Object(nics) => nics[name][0].as_f64().expect("a rate"),
        _ => number(topology, "mbit"),
    };
    let core = topology["core_mbit"].as_f64();
    // Two bridges: the senders on the one, the receivers on the other.
    let sends = |name: &str| {
        run["jobs"]
            .as_array()
            .expect("jobs")
            .iter()
            .any(|job| text(job, "src") == name)
    };
    let mut sorted = names.clone();
    sorted.sort_by_key(|name| !sends(name));
    let settings = ClusterSettings {
        hosts: sorted
            .iter()
            .map(|name| HostGroup {
                count: 1,
                cores: 64,
                ram: Bytes::gib(64.0) + HYPERVISOR,
                nic: line(run, nic(name)),
                power: Curve::X3550,
            })
            .collect(),
        racks: Count::new(if core.is_some() { 2 } else { 1 }),
        core: core.map(|core| line(run, core)),
        vms: Vec::new(),
        slots: Slots::Limits(Limits::default()),
        ..ClusterSettings::default()
    };
    let migration = Settings {
        until: Some(SimTime::s(600.0)),
        ..Settings::default()
    };
    let (mut cluster, gave) = Cluster::new(&settings, &migration);
    assert_eq!(gave, []);
    for (place, (job, result)) in run["jobs"]
        .as_array()
        .expect("jobs")
        .iter()
        .zip(run["results"].as_array().expect("results"))
        .enumerate()
    {
        let host = |key: &str| sorted.iter().position(|name| name == text(job, key)).expect("a host") as u32;
        let ram = Bytes::mib(number(job, "memory_mib")) + EXTRA;
        let used = Pages::new(number(job, "filled_pages") + FIRMWARE).bytes();
        let (region, rate) = (number(job, "working_set_pages"), number(job, "writes_per_s"));
        let class = |pages: f64, rate: f64| WriteClass {
            pattern: if text(job, "pattern") == "sequential" {
                Pattern::Sequential
            } else {
                Pattern::Random
            },
            region: Pages::new(pages).bytes(),
            rate: Rate::bytes_per_s(Pages::new(rate).bytes().as_f64()),
        };
        let hot = number(job, "hot_fraction");
        let writes = match (rate > 0.0, hot > 0.0) {
            (false, _) => Vec::new(),
            (true, false) => vec![class(region, rate)],
            (true, true) => {
                let pages = number(job, "hot_pages");
                vec![class(pages, rate * hot), class(region - pages, rate * (1.0 - hot))]
            }
        };
        let postcopy = job["postcopy_after_s"].as_f64();
        let cap = Some(number(job, "cap")).filter(|&cap| cap > 0.0);
        cluster.classes.push(Class {
            name: ClassName::parse("guest").expect("a name"),
            vcpus: 1,
            ram,
            used: Share::new(used / ram),
            demand: Demand::Flat(Share::ZERO),
            writes,
            traits: Traits::default(),
        });
        let own = Settings {
            cap: cap.map(Rate::bytes_per_s),
            downtime: SimTime::ms(number(job, "downtime_limit_ms")),
            method: if postcopy.is_some() {
                Method::Postcopy
            } else {
                Method::Precopy
            },
            switch: postcopy.map(|at| Switch::At(SimTime::s(at))),
            ..migration.clone()
        };
        cluster.own_migration.push((place as u16, own));
        cluster.vms.push(Vm {
            class: place as u16,
            number: place as u32 + 1,
            on: Some(host("src")),
            first: Some(host("src")),
            added: None,
        });
        cluster.acts.push((
            SimTime::s(number(result, "start_s")),
            Act::Move(place as u32, host("dst")),
        ));
    }
    cluster.acts.sort_by_key(|(at, _)| *at);
    cluster
}

/// Total and downtime by the clock of QEMU's source, at the share that the migration had in the end.
fn as_reported(record: &Record, one: &Move) -> (f64, f64) {
    let own = &record.cluster.own_migration[one.vm as usize].1;
    let class = record.cluster.class(one.vm as usize);
    let scenario = Scenario::new(Settings {
        ram: class.ram,
        link: one.line,
        writes: Vec::new(),
        ..own.clone()
    })
    .0;
    let share = one
        .rates
        .iter()
        .rev()
        .map(|step| step.value.share)
        .find(|share| !share.is_zero());
    let line = wire::line_rate(&scenario) * share.unwrap_or(Share::new(1.0));
    let downtime = one.figures.downtime.total();
    let free = (migration::SOCKET_BUFFER - one.figures.buffered).max(migration::SOCKET_BUFFER * FREE_AT_STOP);
    let burst = BURST.min((line - wire::live_rate(&scenario)) * migration::WINDOW);
    let reported = (downtime - (free + burst) / line).max(wire::RESUME.min(downtime));
    let total = one.figures.total - one.figures.buffered / line - (downtime - reported);
    (total.as_s(), reported.as_s())
}

#[test]
fn concurrent_migrations_of_qemu_are_predicted() {
    let (mut totals, mut bytes, mut downs, mut blocked) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for line in RUNS.lines() {
        let run: Value = serde_json::from_str(line).expect("every line is JSON");
        let record = simulate(&as_cluster(&run), Detail::Figures);
        let backbone = text(&run["topology"], "kind") == "core";
        // Of two post-copies on one line chance decides which one waits: they are taken together.
        let mut waited = (0.0, 0.0, 0.0);
        for one in &record.moves {
            let measured = &run["results"][one.vm as usize];
            assert_eq!(text(measured, "status"), "completed");
            let (total, down) = as_reported(&record, one);
            let postcopy = !run["jobs"][one.vm as usize]["postcopy_after_s"].is_null();
            let theirs = (
                number(measured, "total_ms") / 1e3,
                number(measured, "downtime_ms") / 1e3,
            );
            let sent = one.figures.traffic.memory().as_f64();
            let error = (total - theirs.0).abs() / theirs.0;
            let byte_error =
                (sent - number(&measured["ram"], "transferred")).abs() / number(&measured["ram"], "transferred");
            println!(
                "{} vm{} total {total:.2}/{:.2} {:.1}% bytes {:.2}% down {:.0}/{:.0} ms{}",
                text(&run, "id"),
                one.vm,
                theirs.0,
                error * 100.0,
                byte_error * 100.0,
                down * 1e3,
                theirs.1 * 1e3,
                if postcopy { " postcopy" } else { "" },
            );
            if let Some(theirs) = measured["postcopy_blocktime_ms"].as_f64() {
                let ours = one.figures.fault_blocked.as_s();
                let faults = number(&measured["ram"], "postcopy-requests");
                println!("   blocked {ours:.3} {:.3}, faults {faults}", theirs / 1e3);
                waited = (waited.0 + ours, waited.1 + theirs / 1e3, waited.2 + faults);
            }
            if backbone {
                continue;
            }
            totals.push(error);
            bytes.push(byte_error);
            downs.push((down - theirs.1).abs());
        }
        let (ours, theirs, faults) = waited;
        if faults > MANY_FAULTS {
            blocked.push((ours / theirs).max(theirs / ours));
        }
    }
    let row = |values: &mut Vec<f64>| (quantile(values, 0.5), quantile(values, 0.9));
    let (total, sent, down) = (row(&mut totals), row(&mut bytes), row(&mut downs));
    let worst_blocked = blocked.iter().copied().fold(1.0, f64::max);
    tell("QEMU, total, relative", &mut totals);
    tell("QEMU, bytes, relative", &mut bytes);
    tell("QEMU, downtime, s", &mut downs);
    tell("QEMU, time blocked on pages, factor", &mut blocked);
    assert!(total.0 <= 0.015 && total.1 <= 0.04, "total {total:?}");
    assert!(sent.0 <= 0.002 && sent.1 <= 0.01, "bytes {sent:?}");
    assert!(down.0 <= 0.015 && down.1 <= 0.12, "downtime {down:?}");
    assert!(worst_blocked <= 2.0, "blocked {worst_blocked}");
}
