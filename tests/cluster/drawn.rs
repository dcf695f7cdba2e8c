//! Clusters that are drawn.

use engine::cluster::settings::PolicyName;
use engine::cluster::{Detail, Record, simulate};
use engine::params::Choice as _;
use proptest::prelude::*;
use std::fmt::Write as _;

const CLASSES: [&str; 6] = ["web", "idle", "db", "mail", "batch", "noisy"];

prop_compose! {
    /// A link to a small cluster in which much happens.
    pub fn anything()(
        hosts in 2_u32..7, cores in 4_u32..40, ram in 16_u32..160, nic in prop::sample::select(vec!["1Gbps", "10Gbps", "25Gbps"]),
        racks in 1_u32..4, uplink in prop::option::of(prop::sample::select(vec!["1Gbps", "10Gbps"])),
        core in prop::option::of(prop::sample::select(vec!["5Gbps", "20Gbps"])),
        vms in prop::collection::vec((1_u32..7, 0..CLASSES.len(), prop::option::of(1_u32..7)), 1..6),
        acts in prop::collection::vec((0_u32..10, 1_u32..7, 0_u32..600, 1_u32..300), 0..6),
        slots in prop::sample::select(vec!["out:1", "out:2,in:1", "all:2", "nova", "kubevirt", "batch:3", "none", "vmotion", "rack:1"]),
        policy in 0..PolicyName::ALL.len(),
        more in prop::sample::select(vec![
            "", "&live=postcopy", "&live=hybrid", "&ha=on", "&ha=on&by=live,idle:cold", "&cap=50MiB/s", "&timeout=30s",
            "&tenant=300Mbps", "&place=bfd&order=wws", "&by=suspended", "&channels=4", "&reserve=1&margin=20%",
        ]),
    ) -> String {
        let mut link = format!(
            "screen=cluster&hosts={hosts}x{cores}:{ram}GiB:{nic}&racks={}&class.noisy=2:4GiB:50%:noise-30%-30%-1:random-1GiB@80MiB/s",
            racks.min(hosts)
        );
        for (key, value) in [("uplink", uplink), ("core", core)] {
            if let Some(value) = value {
                write!(link, "&{key}={value}").expect("a string takes everything");
            }
        }
        let group = |(count, class, on): &(u32, usize, Option<u32>)| {
            let on = on.map_or_else(String::new, |on| format!("@h{}", on.min(hosts)));
            format!("{count}x{}{on}", CLASSES[*class])
        };
        let groups: Vec<String> = vms.iter().map(group).collect();
        let act = |(kind, host, at, length): &(u32, u32, u32, u32)| {
            let host = (*host).min(hosts);
            match kind {
                0 | 1 => format!("drain:h{host}@{at}s"),
                2 => format!("fail:h{host}@{at}s"),
                3 => format!("alarm:h{host}@{at}s+{length}s"),
                4 => format!("back:h{host}@{at}s"),
                5 => format!("off:h{host}@{at}s"),
                6 => format!("on:h{host}@{at}s"),
                7 => format!("crowd:{}@{at}s+{length}s:x3", CLASSES[vms[0].1]),
                8 => format!("link:h{host}@{at}s+{length}s:100Mbps"),
                _ => format!("add:2x{}@{at}s", CLASSES[vms[0].1]),
            }
        };
        let acts: Vec<String> = acts.iter().map(act).collect();
        let acts = if acts.is_empty() { "none".to_owned() } else { acts.join(",") };
        let policy = PolicyName::ALL[policy].token();
        format!("{link}&vms={}&do={acts}&slots={slots}&policy={policy}&until=30min{more}", groups.join(","))
    }
}

/// What happens in a cluster that is drawn.
pub fn drawn(link: &str) -> Record {
    let (asked, _) = migrascope::link::cluster::parse(link);
    simulate(&asked.first.possible().0, Detail::All)
}

prop_compose! {
    /// Two kinds of hosts, three classes with constant loads that write so, VMs anywhere; some hosts want more than they have.
    pub fn even_load(writes: &'static str)(
        counts in (1_u32..5, 0_u32..3),
        cores in (8_u32..33, 8_u32..33),
        rams in (34_u32..130, 34_u32..130),
        classes in prop::collection::vec((1_u32..9, 1_u32..17, 20_u32..101, 1_u32..101), 3),
        vms in prop::collection::vec((1_u32..6, 0_usize..3, 1_u32..7), 1..7),
    ) -> String {
        let hosts = counts.0 + counts.1;
        let mut groups = vec![format!("{}x{}:{}GiB:25Gbps", counts.0, cores.0, rams.0)];
        if counts.1 > 0 {
            groups.push(format!("{}x{}:{}GiB:10Gbps", counts.1, cores.1, rams.1));
        }
        let names = ["a", "b", "c"];
        let classes: Vec<String> = names.iter().zip(&classes)
            .map(|(name, (vcpus, ram, used, load))| {
                format!("class.{name}={vcpus}:{ram}GiB:{used}%:flat-{load}%:{writes}")
            })
            .collect();
        let vms: Vec<String> = vms.iter()
            .map(|(count, class, host)| format!("{count}x{}@h{}", names[*class], host.min(&hosts)))
            .collect();
        format!("screen=cluster&hosts={}&{}&vms={}", groups.join(","), classes.join("&"), vms.join(","))
    }
}
