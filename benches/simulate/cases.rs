//! What is measured: every kind of migration, every stop rule and every convergence aid on every sort of workload.

use migrascope::link;
use migrascope::params::{Choice, Lane, StopRule};
use migrascope::scenario::Scenario;

/// Workloads: how a run ends depends on little else.
pub const WORKLOADS: [(&str, &str); 8] = [
    ("default", ""),
    ("idle", "writes=random:64MiB@1MiB/s"),
    ("sequential", "writes=sequential:512MiB@40MiB/s"),
    ("hot-cold", "writes=random:64MiB@200MiB/s,random:1GiB@20MiB/s"),
    ("hovering", "writes=random:512MiB@100MiB/s"),
    ("sequential-hovering", "writes=sequential:512MiB@110MiB/s"),
    ("never", "writes=random:1GiB@400MiB/s"),
    (
        "eight",
        "writes=random:64MiB@4MiB/s,random:64MiB@8MiB/s,random:64MiB@16MiB/s,random:64MiB@1MiB/s,\
         sequential:64MiB@4MiB/s,sequential:64MiB@8MiB/s,random:64MiB@2MiB/s,random:64MiB@3MiB/s",
    ),
];

/// The kinds of live migration and what helps them, on each workload.
const LIVE: [(&str, &str); 15] = [
    ("postcopy", "live=postcopy"),
    ("hybrid", "live=hybrid"),
    ("cap", "cap=50MiB/s"),
    ("throttle", "throttle=on"),
    ("throttle-7.2", "throttle=on&stop=qemu-7.2"),
    ("delta", "delta=on"),
    ("delta-throttle", "delta=on&throttle=on"),
    ("ramp", "ramp=10x30s"),
    ("channels", "channels=4&thread=20MiB/s"),
    ("compression", "compress=zstd"),
    ("local-disk", "storage=local"),
    ("timeout", "timeout=60s:force"),
    ("hold", "at=hold@5s+60s:compliance"),
    ("link", "at=linkdown@8s+2s,linkslow@20s+5s:100Mbps"),
    ("burst", "at=burst@3s+2s:200MiB/s"),
];

/// The lanes in which the VM is down, which no workload changes.
const DOWN: [(&str, Lane, &str); 5] = [
    ("cold/shared", Lane::Cold, ""),
    ("cold/local", Lane::Cold, "storage=local"),
    ("cold/hold", Lane::Cold, "at=hold@5s+60s:compliance"),
    ("suspended/save", Lane::Suspended, "suspend=save"),
    ("suspended/file", Lane::Suspended, "suspend=file"),
];

pub fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert!(notices.is_empty(), "{text}: {notices:?}");
    experiment.scenario
}

/// Every kind of migration and every stop rule, on the default experiment.
pub fn kinds_and_rules() -> Vec<(Lane, Scenario)> {
    let rules = StopRule::ALL
        .iter()
        .map(|rule| (Lane::Live, format!("stop={}", rule.token())));
    let others = [
        (Lane::Cold, ""),
        (Lane::Suspended, ""),
        (Lane::Suspended, "suspend=save"),
        (Lane::Suspended, "suspend=file"),
        (Lane::Live, "live=postcopy"),
        (Lane::Live, "live=hybrid"),
    ]
    .map(|(lane, text)| (lane, text.to_owned()));
    let all = rules.chain(others);
    all.map(|(lane, text)| (lane, scenario(&text))).collect()
}

/// All lanes by name.
pub fn cases() -> Vec<(String, Lane, Scenario)> {
    let mut cases: Vec<_> = DOWN
        .iter()
        .map(|&(name, lane, text)| (name.to_owned(), lane, scenario(text)))
        .collect();
    let rules = StopRule::ALL
        .iter()
        .map(|rule| (rule.token().to_owned(), format!("stop={}", rule.token())));
    let aids = LIVE.iter().map(|&(name, text)| (name.to_owned(), text.to_owned()));
    for (group, settings) in rules.chain(aids) {
        for (workload, writes) in WORKLOADS {
            let text = format!("{settings}&{writes}");
            cases.push((format!("{group}/{workload}"), Lane::Live, scenario(&text)));
        }
    }
    for (workload, writes) in WORKLOADS {
        cases.push((format!("suspended/hold-{workload}"), Lane::Suspended, scenario(writes)));
    }
    cases
}
