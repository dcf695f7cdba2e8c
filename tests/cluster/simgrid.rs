//! SimGrid 3.32: a hundred scenarios of flows and live migrations that share links (`tests/data/cluster/simgrid-3.32.jsonl`).

use crate::common::{near, tell};
use crate::fluid::{self, Job};
use engine::cluster::settings::{Class, ClassName, ClusterSettings, HostGroup, Limits, Slots, Traits};
use engine::cluster::{Act, Cluster, Curve, Demand, Detail, HYPERVISOR, Vm, simulate};
use engine::params::{Pattern, Settings, StopRule, WriteClass};
use engine::units::{Bytes, Rate, Share, SimTime};
use serde_json::Value;
use std::collections::BTreeMap;

const RUNS: &str = include_str!("../data/cluster/simgrid-3.32.jsonl");

fn scenarios() -> impl Iterator<Item = Value> {
    RUNS.lines()
        .map(|line| serde_json::from_str(line).expect("every line is JSON"))
}

fn number(value: &Value, key: &str) -> Option<f64> {
    value[key].as_f64()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().expect("a list")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}

/// Links by name, with bandwidth and latency.
fn links(scenario: &Value) -> (BTreeMap<&str, u32>, Vec<(f64, f64)>) {
    let all = list(&scenario["platform"], "links");
    let places = all
        .iter()
        .enumerate()
        .map(|(place, link)| (text(link, "name"), place as u32));
    let links = all.iter().map(|link| {
        let latency = number(link, "latency_s").unwrap_or(0.0);
        (number(link, "bytes_per_s").expect("a bandwidth"), latency)
    });
    (places.collect(), links.collect())
}

/// The places of the links from one host to another.
fn path(scenario: &Value, job: &Value, places: &BTreeMap<&str, u32>) -> Vec<u32> {
    let (src, dst) = (text(job, "src"), text(job, "dst"));
    let mut routes = list(&scenario["platform"], "routes").iter();
    let route = routes
        .find(|route| text(route, "src") == src && text(route, "dst") == dst)
        .expect("a route");
    list(route, "links")
        .iter()
        .map(|link| places[link.as_str().expect("a name")])
        .collect()
}

fn ends(scenario: &Value) -> Vec<f64> {
    list(scenario, "results")
        .iter()
        .map(|result| number(result, "end_s").expect("an end"))
        .collect()
}

/// How SimGrid's default model differs from the plain one: latencies count 13.01 times, bandwidths 0.97 times, answers take a
/// twentieth of a flow's rate on the way back, and flows weigh by their latency and their links.
fn lv08(scenario: &Value) -> bool {
    text(scenario, "network_model") == "lv08"
}

fn fluid_ends(scenario: &Value, set_up: f64) -> Vec<f64> {
    let (places, links) = links(scenario);
    let lv08 = lv08(scenario);
    let routes = list(&scenario["platform"], "routes");
    // A route whose way back goes over the same links pays for its answers there.
    let back = |src: &str, dst: &str| {
        routes
            .iter()
            .find(|route| text(route, "src") == dst && text(route, "dst") == src)
    };
    let jobs: Vec<Job> = list(scenario, "jobs")
        .iter()
        .map(|job| {
            let path = path(scenario, job, &places);
            let latency: f64 = path.iter().map(|&link| links[link as usize].1).sum();
            let penalty = latency + path.iter().map(|&link| 20537.0 / links[link as usize].0).sum::<f64>();
            Job {
                start: number(job, "start_s").unwrap_or(0.0),
                bytes: number(job, "bytes").expect("a size"),
                cap: number(job, "cap_bytes_per_s").unwrap_or(1e15),
                dirty: number(job, "dirty_bytes_per_s").unwrap_or(0.0),
                region: number(job, "working_set_bytes").unwrap_or(0.0),
                weight: if lv08 { 1.0 / penalty } else { 1.0 },
                latency: if lv08 { latency * 13.01 } else { latency },
                path,
                live: text(scenario, "kind") == "live",
            }
        })
        .collect();
    let both_ways = list(scenario, "jobs").iter().any(|job| {
        let (src, dst) = (text(job, "src"), text(job, "dst"));
        let way = path(scenario, job, &places);
        back(src, dst).is_some_and(|route| {
            list(route, "links")
                .iter()
                .any(|link| way.contains(&places[link.as_str().expect("a name")]))
        })
    });
    let factor = match (lv08, both_ways) {
        (false, _) => 1.0,
        (true, true) => 0.97 / 1.05,
        (true, false) => 0.97,
    };
    let capacities: Vec<f64> = links.iter().map(|(bandwidth, _)| bandwidth * factor).collect();
    fluid::run(&capacities, &jobs, set_up)
}

#[test]
fn the_sharing_of_links_alone_is_simgrids() {
    let mut errors = Vec::new();
    for scenario in scenarios().filter(|scenario| !lv08(scenario)) {
        let id = text(&scenario, "id");
        for (ours, theirs) in fluid_ends(&scenario, 0.0).into_iter().zip(ends(&scenario)) {
            near(ours, theirs, 1e-6, id);
            errors.push((ours - theirs).abs() / theirs);
        }
    }
    tell("SimGrid, sharing alone, relative", &mut errors);
    assert!(errors.len() > 500, "{}", errors.len());
}

#[test]
fn the_published_golden_values_come_out() {
    for scenario in scenarios().filter(|scenario| text(scenario, "id").starts_with("golden")) {
        let id = text(&scenario, "id");
        for (ours, theirs) in fluid_ends(&scenario, 0.0).into_iter().zip(ends(&scenario)) {
            println!("{id}: {ours:.4} s, SimGrid {theirs:.4} s");
            near(ours, theirs, 1e-4, id);
        }
    }
}

/// Set-up and resume, which SimGrid does not have.
const OWN: f64 = SET_UP + RESUME;
const SET_UP: f64 = 0.003;
const RESUME: f64 = 0.002;

/// A scenario as a cluster: hosts with lines whose payload is SimGrid's bandwidth of whole pages, VMs that use all memory.
fn as_cluster(scenario: &Value) -> Cluster {
    let line = |bandwidth: f64| Rate::bytes_per_s(bandwidth * 1538.0 / 1448.0 * 4104.0 / 4096.0);
    let (places, links) = links(scenario);
    let names: Vec<&str> = list(&scenario["platform"], "hosts")
        .iter()
        .map(|host| text(host, "name"))
        .collect();
    let nic = |name: &str| links[places[format!("{name}_out").as_str()] as usize].0;
    let settings = ClusterSettings {
        hosts: names
            .iter()
            .map(|name| HostGroup {
                count: 1,
                cores: 4096,
                ram: Bytes::gib(4096.0) + HYPERVISOR,
                nic: line(nic(name)),
                power: Curve::X3550,
            })
            .collect(),
        racks: engine::units::Count::new(if places.contains_key("core") {
            names.len() as u32
        } else {
            1
        }),
        core: places.get("core").map(|&core| line(links[core as usize].0)),
        vms: Vec::new(),
        slots: Slots::Limits(Limits::default()),
        ..ClusterSettings::default()
    };
    let migration = Settings {
        device_state: Bytes::ZERO,
        rtt: SimTime::ZERO,
        stop: StopRule::CloudHypervisor,
        downtime: SimTime::ms(30.0),
        until: Some(SimTime::s(1e6)),
        ..Settings::default()
    };
    let (mut cluster, gave) = Cluster::new(&settings, &migration);
    assert_eq!(gave, [], "{}", text(scenario, "id"));
    for (place, job) in list(scenario, "jobs").iter().enumerate() {
        let host = |key: &str| names.iter().position(|name| *name == text(job, key)).expect("a host") as u32;
        let writes = number(job, "dirty_bytes_per_s")
            .filter(|&rate| rate > 0.0)
            .map(|rate| WriteClass {
                pattern: Pattern::Sequential,
                region: Bytes::new(number(job, "working_set_bytes").expect("a size")),
                rate: Rate::bytes_per_s(rate),
            });
        cluster.classes.push(Class {
            name: ClassName::parse("job").expect("a name"),
            vcpus: 1,
            ram: Bytes::new(number(job, "bytes").expect("a size")),
            used: Share::new(1.0),
            demand: Demand::Flat(Share::ZERO),
            writes: writes.into_iter().collect(),
            traits: Traits::default(),
        });
        // A cap of SimGrid holds to the end, as a sending thread does.
        let thread = number(job, "cap_bytes_per_s").map(|cap| Rate::bytes_per_s(cap * 4104.0 / 4096.0));
        cluster.own_migration.push((
            place as u16,
            Settings {
                thread,
                ..migration.clone()
            },
        ));
        cluster.vms.push(Vm {
            class: place as u16,
            number: place as u32 + 1,
            on: Some(host("src")),
            first: Some(host("src")),
            added: None,
        });
        let start = SimTime::s(number(job, "start_s").unwrap_or(0.0));
        cluster.acts.push((start, Act::Move(place as u32, host("dst"))));
    }
    cluster.acts.sort_by_key(|(at, _)| *at);
    cluster
}

/// What links a scenario has that a cluster has not.
fn fits(scenario: &Value) -> bool {
    let (places, _) = links(scenario);
    let hosts = list(&scenario["platform"], "hosts");
    let lines = places
        .keys()
        .all(|name| *name == "core" || name.ends_with("_out") || name.ends_with("_in"));
    lines
        && hosts
            .iter()
            .all(|host| places.contains_key(format!("{}_out", text(host, "name")).as_str()))
}

#[test]
fn live_migrations_take_as_long_as_simgrids() {
    let live = |scenario: &Value| text(scenario, "kind") == "live" && !lv08(scenario) && fits(scenario);
    let (mut plain, mut writing) = (Vec::new(), Vec::new());
    let mut own = Vec::new();
    for scenario in scenarios().filter(live) {
        let id = text(&scenario, "id");
        let record = simulate(&as_cluster(&scenario), Detail::Figures);
        let jobs = list(&scenario, "jobs");
        assert_eq!(record.moves.len(), jobs.len(), "{id}");
        let any_writes = jobs
            .iter()
            .any(|job| number(job, "dirty_bytes_per_s").unwrap_or(0.0) > 0.0);
        let with_set_up = fluid_ends(&scenario, SET_UP);
        for one in &record.moves {
            let result = &list(&scenario, "results")[one.vm as usize];
            let theirs = number(result, "total_s").expect("a total");
            let ours = one.figures.total.as_s() - OWN;
            let error = (ours - theirs).abs();
            // The same physics with a channel to open: what is left then is rounding.
            let fluid = with_set_up[one.vm as usize] + RESUME;
            own.push(((one.end.as_s() - fluid).abs() / theirs, format!("{id} vm{}", one.vm)));
            let dirty = number(&jobs[one.vm as usize], "dirty_bytes_per_s").unwrap_or(0.0);
            let rates = one
                .rates
                .iter()
                .map(|step| step.value.rate.as_f64())
                .filter(|&rate| rate > 0.0);
            let slowest = rates.fold(f64::INFINITY, f64::min);
            let allowed = if dirty > 0.8 * slowest {
                (theirs * 0.01).max(0.01)
            } else {
                (theirs * 0.001).max(0.01)
            };
            if !any_writes {
                near(ours, theirs, 1e-6, id);
                plain.push(error / theirs);
            } else {
                writing.push((error / allowed, format!("{id} vm{}: {ours:.4} {theirs:.4}", one.vm)));
            }
        }
    }
    let worst = |list: &[(f64, String)]| {
        list.iter()
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .cloned()
            .expect("some")
    };
    let parts = |list: &[(f64, String)]| list.iter().map(|(part, _)| *part).collect::<Vec<f64>>();
    tell("SimGrid, live, without writes, relative", &mut plain);
    tell("SimGrid, live, with writes, of what is allowed", &mut parts(&writing));
    tell("SimGrid's physics with a channel to open, relative", &mut parts(&own));
    println!("with writes: worst {:?}", worst(&writing));
    assert!(worst(&own).0 < 1e-9 && worst(&writing).0 <= 1.0);
    assert!(plain.len() > 250 && writing.len() > 120);
}
