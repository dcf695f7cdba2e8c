//! What people reported of their migrations, as their tools print it: memory in use, rate, kind and verdict are right where the
//! text has them; where it has too little, a sentence says what is missing. Figures are the reports'; what a report left out is left
//! out here. The expected values are reckoned by hand from the printed ones, as the comments say.

use migrascope::measured::{Comparison, Fit, Missing, Status, compare, explain, read};
use migrascope::migration::{Verdict, wire};
use migrascope::params::Method;
use migrascope::text::Language;
use migrascope::units::Bytes;

/// How it is told to go.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Right {
    /// The model says that it ends.
    Ends,
    /// The model says that it never does.
    Never,
    /// The text has too little for an experiment.
    Lacks(Missing),
}

struct Report {
    what: &'static str,
    text: &'static str,
    right: Right,
    /// How it stood when it was printed.
    stood: Option<Status>,
    method: Method,
    /// Memory in use, in GiB, where the text tells it.
    used: Option<f64>,
    /// What went over the wire, in MiB/s.
    rate: Option<f64>,
    /// Words of the first sentence.
    says: &'static str,
}

const NOTHING: Report = Report {
    what: "",
    text: "",
    right: Right::Ends,
    stood: Some(Status::Completed),
    method: Method::Precopy,
    used: None,
    rate: None,
    says: "",
};

const REPORTS: &[Report] = &[
    Report {
        what: "8 GiB without free-page hints, at 128 MiB/s",
        text: "Migration status: completed\ntotal time: 28600 milliseconds\ntransferred ram: 3722913 kbytes\nremaining ram: 0 kbytes\n\
               total ram: 8405768 kbytes\nmax-bandwidth: 134217728 bytes/second\n",
        // All that was sent, less nine bytes for each of the 1.2 million zero pages.
        used: Some(3.54),
        // 3,722,913 KiB in 28.6 s.
        rate: Some(127.1),
        ..NOTHING
    },
    Report {
        what: "the same with them",
        text: "Migration status: completed\ntotal time: 5100 milliseconds\ntransferred ram: 659532 kbytes\nremaining ram: 0 kbytes\n\
               total ram: 8405768 kbytes\nmax-bandwidth: 134217728 bytes/second\n",
        used: Some(0.62),
        rate: Some(126.3),
        ..NOTHING
    },
    Report {
        what: "8 GiB on 1 GbE over 10 ms with a socket buffer of 0.5 MB",
        text: "Migration status: completed\ntotal time: 172000 ms\ntransferred ram: 8407000 kbytes\nthroughput: 400.00 mbps\n\
               total ram: 8405768 kbytes\nduplicate: 0 pages\ndirty sync count: 2\n",
        used: Some(8.02),
        // 8,407,000 KiB in 172 s.
        rate: Some(47.7),
        ..NOTHING
    },
    Report {
        what: "192 GiB of zeros in 8.8 s",
        text: "Migration status: completed\ntotal time: 8800 ms\ntotal ram: 201338888 kbytes\nduplicate: 50331648 pages\n",
        right: Right::Lacks(Missing::Rate),
        says: "how much was sent",
        ..NOTHING
    },
    Report {
        what: "a stop of 483 ms under a limit of 300 ms",
        text: "{\"return\": {\"status\": \"completed\", \"downtime\": 483}}\ndowntime-limit: 300 ms\n",
        right: Right::Lacks(Missing::Memory),
        says: "how much memory",
        ..NOTHING
    },
    Report {
        what: "192 GiB through TLS on one channel, not done after 300 s",
        text: "Migration status: active\ntotal time: 300000 ms\nthroughput: 5274.00 mbps\ntotal ram: 201338888 kbytes\n\
               transferred ram: 193140000 kbytes\nremaining ram: 8200000 kbytes\ndirty sync count: 1\ntls-creds: 'tls0'\nmultifd-channels: 1\n",
        stood: Some(Status::Active),
        // 193,140,000 KiB in 300 s; 5274 Mbit/s are as much.
        rate: Some(628.7),
        says: "thread",
        ..NOTHING
    },
    Report {
        what: "huge pages of 16 MiB: 39,044 dirty pages a second of an idle guest",
        text: "Migration status: active\nexpected downtime: 300 milliseconds\ndirty pages rate: 39044 pages\n",
        right: Right::Lacks(Missing::Memory),
        stood: Some(Status::Active),
        says: "how much memory",
        ..NOTHING
    },
    Report {
        what: "Cloud Hypervisor: 6 GiB written faster than the line",
        text: include_str!("../../crates/measured/specimens/cloud-hypervisor.log"),
        right: Right::Lacks(Missing::Memory),
        stood: Some(Status::Active),
        says: "how much memory",
        ..NOTHING
    },
    Report {
        what: "Hyper-V: 8 GB on 1 GbE in 75 s",
        text: "22508 VM01 brownout time: 75.00 seconds\n20418 Migration of virtual machine VM01 completed successfully\n",
        right: Right::Lacks(Missing::Memory),
        says: "how much memory",
        ..NOTHING
    },
    Report {
        what: "Proxmox VE through a tunnel of 1 MB/s",
        text: "2026-01-02 03:04:00 start migrate command to unix:/run/qemu-server/105.migrate\n\
               2026-01-02 03:05:00 migration active, transferred 60.0 MiB of 32.0 GiB VM-state, 1.0 MiB/s\n\
               2026-01-02 03:06:00 migration active, transferred 120.0 MiB of 32.0 GiB VM-state, 1.0 MiB/s, VM dirties lots of memory: 8.0 MiB/s\n",
        right: Right::Never,
        stood: Some(Status::Active),
        rate: Some(1.0),
        says: "never converges",
        ..NOTHING
    },
    Report {
        what: "the same VM without the tunnel",
        text: "2026-01-02 03:04:00 start migrate command to tcp:192.0.2.11:60000\n\
               2026-01-02 03:05:00 migration active, transferred 16.4 GiB of 32.0 GiB VM-state, 280.1 MiB/s\n\
               2026-01-02 03:05:57 average migration speed: 280.1 MiB/s - downtime 73 ms\n\
               2026-01-02 03:05:57 migration status: completed\n",
        // 16.4 GiB in 60 s.
        rate: Some(279.9),
        ..NOTHING
    },
    Report {
        what: "Proxmox VE: 4 GiB, 68 ms",
        text: include_str!("../../crates/measured/specimens/proxmox-task-ok.txt"),
        ..NOTHING
    },
    Report {
        what: "Proxmox VE: 16 GiB, cancelled after 29 s",
        text: include_str!("../../crates/measured/specimens/proxmox-task-cancelled.txt"),
        stood: Some(Status::Cancelled),
        // 3.1 GiB less 107.8 MiB in 27 s.
        rate: Some(113.6),
        says: "given up after 29.0 s",
        ..NOTHING
    },
    Report {
        what: "Proxmox VE: 32 GiB, written faster than the line",
        text: include_str!("../../crates/measured/specimens/proxmox-task-not-converging.txt"),
        right: Right::Never,
        stood: Some(Status::Active),
        rate: Some(34.5),
        says: "never converges",
        ..NOTHING
    },
    Report {
        what: "Proxmox VE: 64 GiB, looked at in the middle: no pass is numbered, and more is written than sent",
        text: "2026-01-02 10:00:01 start migrate command to unix:/run/qemu-server/105.migrate\n\
               2026-01-02 10:00:02 migration active, transferred 110.2 MiB of 64.0 GiB VM-state, 112.1 MiB/s\n\
               2026-01-02 10:10:02 migration active, transferred 66.0 GiB of 64.0 GiB VM-state, 112.7 MiB/s, VM dirties lots of memory: 140.2 MiB/s\n\
               2026-01-02 10:10:05 auto-increased downtime to continue migration: 200 ms\n",
        right: Right::Never,
        stood: Some(Status::Active),
        rate: Some(112.4),
        says: "never converges",
        ..NOTHING
    },
    Report {
        what: "libvirt: the same 32 GiB, cut off before the number of the pass",
        text: "Job type:         Unbounded\nTime elapsed:     294154       ms\nMemory processed: 32.196 GiB\nMemory remaining: 26.287 GiB\n\
               Memory total:     32.009 GiB\nMemory bandwidth: 101.960 MiB/s\nDirty rate:       31340        pages/s\n",
        right: Right::Never,
        stood: Some(Status::Active),
        rate: Some(112.1),
        says: "never converges",
        ..NOTHING
    },
    Report {
        what: "QEMU: the connection broke",
        text: "(qemu) info migrate\nMigration status: failed (Unable to write to socket: Broken pipe)\ntotal time: 65010 ms\n\
               transferred ram: 7108864 kbytes\ntotal ram: 33571336 kbytes\n",
        stood: Some(Status::Failed),
        rate: Some(106.8),
        says: "It failed after 1 min 5 s",
        ..NOTHING
    },
    Report {
        what: "Nova: 16 GiB, given up after 12,800 s and 1.46 TB",
        text: include_str!("../../crates/measured/specimens/nova-compute.log"),
        right: Right::Never,
        stood: Some(Status::Cancelled),
        // At 60 s 7,190,652,899 of 8,196,108,288 bytes that were no longer left had been sent: 87.7 % of 16.0 GiB.
        used: Some(14.04),
        says: "never converges",
        ..NOTHING
    },
    Report {
        what: "libvirt: 32 GiB that are written all the time",
        text: include_str!("../../crates/measured/specimens/domjobinfo-active.txt"),
        right: Right::Never,
        stood: Some(Status::Active),
        // 32.009 GiB less 15,212 pages.
        used: Some(31.95),
        // 32.196 GiB in 294.1 s.
        rate: Some(112.1),
        says: "never converges",
        ..NOTHING
    },
    Report {
        what: "QEMU with XBZRLE, 30,466 passes",
        text: include_str!("../../crates/measured/specimens/hmp-2x-xbzrle-active.txt"),
        right: Right::Never,
        stood: Some(Status::Active),
        // 8,405,768 KiB less 1,908,110 pages.
        used: Some(0.7375),
        // 345,547,218 KiB in 10,545 s.
        rate: Some(32.0),
        says: "never converges",
        ..NOTHING
    },
    Report {
        what: "QEMU with a passed-through device, 200 GiB",
        text: include_str!("../../crates/measured/specimens/hmp-8x-completed.txt"),
        // 209,736,520 KiB less 51,628,634 pages.
        used: Some(3.073),
        says: "look at the devices",
        ..NOTHING
    },
    Report {
        what: "QEMU with eight virtual functions",
        text: include_str!("../../crates/measured/specimens/qmp-7x-completed.json"),
        used: Some(0.816),
        says: "look at the devices",
        ..NOTHING
    },
    Report {
        what: "QEMU, 88 s, stopped and waiting for a device",
        text: include_str!("../../crates/measured/specimens/qmp-9x-device-vfio.json"),
        stood: Some(Status::Device),
        // 134,230,728 KiB less 32,876,281 pages.
        used: Some(2.599),
        // 8203.37 Mbit/s.
        rate: Some(977.9),
        says: "look at the devices",
        ..NOTHING
    },
    Report {
        what: "QEMU 10.1 in post-copy after ten passes",
        text: include_str!("../../crates/measured/specimens/hmp-10a-compact.txt"),
        stood: Some(Status::Postcopy),
        method: Method::Hybrid,
        // 16,777,992 KiB less 1,508,732 pages.
        used: Some(10.25),
        says: "had been sent before",
        ..NOTHING
    },
];

fn is_near(got: f64, right: f64, share: f64) -> bool {
    (got / right - 1.0).abs() < share
}

fn check(report: &Report, comparison: &Comparison) {
    let what = report.what;
    let scenario = &comparison.fitted.scenario;
    assert_eq!(scenario.method, report.method, "{what}");
    if let Some(used) = report.used {
        let got = scenario.used_memory() / Bytes::gib(1.0);
        assert!(is_near(got, used, 0.02), "{what}: {got} GiB are in use");
    }
    if let Some(rate) = report.rate {
        let carried = wire::line_rate(scenario).as_f64();
        let cap = scenario.cap.map_or(carried, |cap| cap.as_f64());
        let got = carried.min(cap) / Bytes::mib(1.0).as_f64();
        assert!(is_near(got, rate, 0.05), "{what}: {got} MiB/s");
    }
    let verdict = comparison.outlook.verdict();
    match report.right {
        Right::Never => assert!(matches!(verdict, Verdict::Never(_)), "{what}: {verdict:?}"),
        // Given up by hand or not, left alone it would have ended.
        _ => assert!(
            !matches!(verdict, Verdict::Never(_)) || report.method == Method::Hybrid,
            "{what}: {verdict:?}"
        ),
    }
}

#[test]
fn each_report_is_an_experiment_or_a_sentence_why_not() {
    for report in REPORTS {
        let what = report.what;
        let reading = read(report.text);
        assert_eq!(reading.records.len(), 1, "{what}");
        let record = &reading.records[0];
        assert_eq!(record.status(), report.stood, "{what}");
        let said = match (Fit::whole(record), report.right) {
            (Ok(fitted), Right::Ends | Right::Never) => {
                let comparison = compare(record, &fitted);
                check(report, &comparison);
                let why = explain(&comparison, Language::English);
                why.first().map_or_else(String::new, |first| first.text.clone())
            }
            (Err(missing), Right::Lacks(right)) => {
                assert_eq!(missing, right, "{what}");
                missing.text(Language::English).to_owned()
            }
            (fit, right) => panic!("{what}: {right:?}, and yet {fit:?}"),
        };
        assert!(said.contains(report.says), "{what}: {said}");
    }
}
