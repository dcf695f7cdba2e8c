//! What was right when it was first compared with a report, and stays so.
//!
//! A row names the link, what was reported, and how near the engine has to be. What a report leaves open (how much is
//! used, what is written) stands in the link as a choice.

use migrascope::link;
use migrascope::migration::{DownCause, Metrics, Observation, Status, measure};
use migrascope::params::Lane;
use migrascope::units::SimTime;

/// A figure that was reported, and the part of it that the engine may be off.
enum Reported {
    /// Seconds from start to end.
    Total(f64, f64),
    /// Bytes of memory.
    Sent(f64, f64),
    /// Seconds for which the VM stood still while its last pages were sent.
    LastPass(f64, f64),
    /// Seconds for which the VM stood still, and how many it may be off.
    Downtime(f64, f64),
    /// How it ended.
    Ended(Status),
}

/// A report.
struct Report {
    id: &'static str,
    link: &'static str,
    /// How long it was watched, if it did not end by itself.
    watched_s: f64,
    reported: &'static [Reported],
}

const WITHOUT_END: f64 = 1e6;
const KB: f64 = 1024.0;

use Reported::{Downtime, Ended, LastPass, Sent, Total};

/// What was right when it was first compared, and stays so.
const RIGHT: &[Report] = &[
    Report {
        id: "QEMU, 8 GiB at 128 MiB/s without free-page hints: 28.6 s, 3,722,913 kB",
        link: "ram=8GiB&used=3705460KiB&writes=none&link=1140.5Mbps",
        watched_s: WITHOUT_END,
        reported: &[Total(28.6, 0.05), Sent(3_722_913.0 * KB, 0.05)],
    },
    // Hints spare the scan of the free pages too: they are as if they were not there.
    Report {
        id: "the same with free-page hints: 5.1 s, 659,532 kB",
        link: "ram=659532KiB&used=100%25&writes=none&link=1140.5Mbps",
        watched_s: WITHOUT_END,
        reported: &[Total(5.1, 0.05), Sent(659_532.0 * KB, 0.05)],
    },
    // https://github.com/cloud-hypervisor/cloud-hypervisor/pull/7799: rounds of 5418 MiB at 1799 to 1854 MiB/s.
    Report {
        id: "Cloud Hypervisor, 6 GiB written faster than the line, forced after 15 s: last pass estimated 2.7 to 3.0 s",
        link: "ram=6GiB&used=100%25&writes=random:5418MiB@20GiB/s&link=16.38Gbps&stop=cloud-hypervisor&timeout=15s:force",
        watched_s: WITHOUT_END,
        reported: &[LastPass(2.85, 0.06), Ended(Status::Completed)],
    },
    Report {
        id: "Hyper-V, 8 GB on 1 GbE: 78 s",
        link: "ram=8GB&used=100%25&link=1Gbps",
        watched_s: WITHOUT_END,
        reported: &[Total(78.0, 0.05)],
    },
    Report {
        id: "Proxmox VE, 32 GB through a tunnel that carries 1 MB/s: never",
        link: "ram=32GiB&used=100%25&link=10Gbps&cap=1MB/s",
        watched_s: 7.0 * 86_400.0,
        reported: &[Ended(Status::Running)],
    },
    Report {
        id: "Proxmox VE, the same without the tunnel at 300 MB/s: 2 min",
        link: "ram=32GiB&used=100%25&link=10Gbps&cap=300MB/s",
        watched_s: WITHOUT_END,
        reported: &[Total(120.0, 0.05)],
    },
    Report {
        id: "192 GiB, TLS at 5,274 Mbit/s a channel, one channel: not done in 300 s",
        link: "ram=192GiB&used=100%25&writes=random:4GiB@1.5GiB/s&link=100Gbps&thread=5274Mbps",
        watched_s: 300.0,
        reported: &[Ended(Status::Running)],
    },
    Report {
        id: "two channels: not done in 300 s",
        link: "ram=192GiB&used=100%25&writes=random:4GiB@1.5GiB/s&link=100Gbps&thread=5274Mbps&channels=2",
        watched_s: 300.0,
        reported: &[Ended(Status::Running)],
    },
    Report {
        id: "four channels: done",
        link: "ram=192GiB&used=100%25&writes=random:4GiB@1.5GiB/s&link=100Gbps&thread=5274Mbps&channels=4",
        watched_s: 300.0,
        reported: &[Ended(Status::Completed)],
    },
    Report {
        id: "eight channels: done",
        link: "ram=192GiB&used=100%25&writes=random:4GiB@1.5GiB/s&link=100Gbps&thread=5274Mbps&channels=8",
        watched_s: 300.0,
        reported: &[Ended(Status::Completed)],
    },
    // Proxmox VE divides all memory by the time; its limit is 100 ms at first.
    Report {
        id: "Proxmox VE, 4 GiB at 457 MiB/s: 9 s and 73 ms",
        link: "ram=4GiB&used=90%25&link=10Gbps&thread=457MiB/s&downtime=100ms",
        watched_s: WITHOUT_END,
        reported: &[Total(9.0, 0.1), Downtime(0.073, 0.04)],
    },
    Report {
        id: "Nova, 16 GiB, 500 ms in 10 steps, 800 s a GiB: gave up after 12,800 s and 1.46 TB",
        link: "ram=16GiB&used=100%25&writes=random:8GiB@1GiB/s&link=1Gbps&downtime=500ms&ramp=10x20min&timeout=12800s:abort",
        watched_s: WITHOUT_END,
        reported: &[Total(12_800.0, 0.001), Sent(1.46e12, 0.05), Ended(Status::Cancelled)],
    },
];

/// What the engine says otherwise.
fn differences(report: &Report) -> Vec<String> {
    let (experiment, notices) = link::parse(report.link);
    let watched = Observation::Until(SimTime::s(report.watched_s));
    let run: Metrics = measure(&experiment.scenario, Lane::Live, watched);
    let mut found: Vec<String> = notices.iter().map(|notice| format!("{notice:?}")).collect();
    let mut near = |what: &str, said: f64, reported: f64, most: f64| {
        if (said - reported).abs() > most {
            found.push(format!("{what} {said}, reported {reported}"));
        }
    };
    for figure in report.reported {
        match *figure {
            Total(seconds, part) => near("total", run.total.as_s(), seconds, seconds * part),
            Sent(bytes, part) => near("sent", run.traffic.memory().as_f64(), bytes, bytes * part),
            LastPass(seconds, part) => near(
                "last pass",
                run.downtime[DownCause::FinalCopy].as_s(),
                seconds,
                seconds * part,
            ),
            Downtime(seconds, most) => near("downtime", run.downtime.total().as_s(), seconds, most),
            Ended(status) => near(
                &format!("{:?}, not {status:?}:", run.status),
                f64::from(run.status != status),
                0.0,
                0.0,
            ),
        }
    }
    found
}

#[test]
fn what_was_right_stays_right() {
    let found: Vec<String> = RIGHT
        .iter()
        .map(|report| (report, differences(report)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(report, found)| format!("{}\n  #{}\n  {}", report.id, report.link, found.join("; ")))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
