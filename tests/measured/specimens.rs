//! What is understood of each specimen.

use migrascope::measured::Field::{self, *};
use migrascope::measured::{Status, read};

const KIB: f64 = 1024.0;
const MIB: f64 = 1024.0 * KIB;
const GIB: f64 = 1024.0 * MIB;
const PAGE: f64 = 4096.0;
/// Megabits a second, in bytes a second.
const MBPS: f64 = 125_000.0;

/// A specimen, how it stands in it, how many moments it has, and the last figure of each kind: bytes, seconds, bytes a second, shares.
type Specimen = (&'static str, Option<Status>, usize, &'static [(Field, f64)]);

/// As the texts have it, in the units of the README beside them.
const SPECIMENS: &[Specimen] = &[
    (
        "cloud-hypervisor.log",
        Some(Status::Active),
        2,
        &[
            (Syncs, 2.0),
            (Left, 3010.0 * MIB),
            (Sent, 9154.0 * MIB),
            (Wire, 1093.8 * MIB),
            (ExpectedDowntime, 2.751),
        ],
    ),
    (
        "domjobinfo-active.txt",
        Some(Status::Active),
        1,
        &[
            (Elapsed, 294.154),
            (Sent, 32.196 * GIB),
            (Left, 26.287 * GIB),
            (Memory, 32.009 * GIB),
            (Wire, 101.96 * MIB),
            (Dirtied, 31_340.0 * PAGE),
            (PageSize, PAGE),
            (Syncs, 2.0),
            (Faults, 0.0),
            (Zero, 15_212.0 * PAGE),
            (Whole, 32.127 * GIB),
            (ExpectedDowntime, 264.01),
            (Setup, 0.015),
        ],
    ),
    (
        "domjobinfo-completed.txt",
        Some(Status::Completed),
        1,
        &[
            (Elapsed, 9.821),
            (Sent, 1.03 * GIB),
            (Left, 0.0),
            (Memory, 8.005 * GIB),
            (Wire, 108.412 * MIB),
            (Dirtied, 0.0),
            (Syncs, 4.0),
            (Zero, 1_829_411.0 * PAGE),
            (Whole, 1.023 * GIB),
            (Downtime, 0.121),
            (Setup, 0.006),
            (Throttle, 0.2),
        ],
    ),
    (
        "hmp-10a-compact.txt",
        Some(Status::Postcopy),
        1,
        &[
            (Elapsed, 118.43),
            (Setup, 0.006),
            (ExpectedDowntime, 0.3),
            (Downtime, 0.076),
            (Wire, 8717.04 * MBPS),
            (PageSize, PAGE),
            (Memory, 16_777_992.0 * KIB),
            (Sent, 125_829_120.0 * KIB),
            (Left, 4_404_019.0 * KIB),
            (SentPostcopy, 8_694_348.0 * KIB),
            (Zero, 1_508_732.0 * PAGE),
            (Syncs, 10.0),
            (Dirtied, 402_117.0 * PAGE),
            (Faults, 5835.0),
        ],
    ),
    (
        "hmp-2x-xbzrle-active.txt",
        Some(Status::Active),
        1,
        &[
            (Elapsed, 10_545.458),
            (ExpectedDowntime, 0.504),
            (Setup, 0.012),
            (Sent, 345_547_218.0 * KIB),
            (Wire, 268.57 * MBPS),
            (Left, 17_064.0 * KIB),
            (Memory, 8_405_768.0 * KIB),
            (Zero, 1_908_110.0 * PAGE),
            (Whole, 344_136_840.0 * KIB),
            (Syncs, 30_466.0),
            (Dirtied, 10_003.0 * PAGE),
            (CacheMiss, 0.97),
            (Delta, 1.0),
            (AutoConverge, 0.0),
        ],
    ),
    (
        "hmp-8x-completed.txt",
        Some(Status::Completed),
        1,
        &[
            (Elapsed, 23.51),
            (Downtime, 1.018),
            (Setup, 0.38),
            (Sent, 5_317_587.0 * KIB),
            (Wire, 1886.0 * MBPS),
            (Left, 0.0),
            (Memory, 209_736_520.0 * KIB),
            (Zero, 51_628_634.0 * PAGE),
            (Whole, 4_726_088.0 * KIB),
            (Syncs, 4.0),
            (SentStopped, 4883.0 * KIB),
            (DeviceState, 209_431.0 * KIB),
        ],
    ),
    (
        "hmp-capabilities.txt",
        None,
        0,
        &[
            (Delta, 0.0),
            (AutoConverge, 1.0),
            (Multifd, 1.0),
            (PostcopyAllowed, 0.0),
        ],
    ),
    (
        "hmp-parameters.txt",
        None,
        0,
        &[
            (Tls, 0.0),
            (Cap, 128.0 * MIB),
            (Limit, 0.3),
            (Channels, 2.0),
            (Cache, 64.0 * MIB),
        ],
    ),
    (
        "hyperv-events.txt",
        Some(Status::Completed),
        1,
        &[(Elapsed, 19.43), (Downtime, 1.02), (SentStopped, 4210.0 * PAGE)],
    ),
    (
        "igvm-progress.txt",
        Some(Status::Active),
        1,
        &[
            (Disk, 12_319.0 * MIB),
            (DiskSent, 12_319.0 * MIB),
            (Sent, 191.0 * MIB),
            (Memory, 3585.0 * MIB),
        ],
    ),
    // 14 Mbit/s are printed.
    (
        "kubevirt-launcher-before-2024.log",
        Some(Status::Active),
        1,
        &[
            (Elapsed, 30.01),
            (Sent, 3391.0 * MIB),
            (Left, 4824.0 * MIB),
            (Memory, 8215.0 * MIB),
            (Wire, 14.0 * 64.0 * MBPS),
            (Syncs, 1.0),
        ],
    ),
    (
        "kubevirt-launcher.log",
        Some(Status::Completed),
        3,
        &[
            (Elapsed, 51.23),
            (Sent, 5774.0 * MIB),
            (Left, 0.0),
            (Memory, 8215.0 * MIB),
            (Wire, 951.0 * MBPS),
            (Syncs, 5.0),
            (Zero, 811_102.0 * PAGE),
            (Whole, 5760.0 * MIB),
            (Downtime, 0.281),
        ],
    ),
    (
        "kubevirt-migrationState.yaml",
        Some(Status::Completed),
        1,
        &[(GiveUpPerGib, 150.0), (AutoConverge, 0.0), (PostcopyAllowed, 0.0)],
    ),
    (
        "nova-compute.log",
        Some(Status::Cancelled),
        5,
        &[
            (Elapsed, 12_180.0),
            (Sent, 1_463_919_506_985.0),
            (Left, 831_111_168.0),
            (Memory, 17_184_923_648.0),
            (Least, 2_117_632.0),
            (GiveUp, 12_800.0),
        ],
    ),
    (
        "proxmox-task-cancelled.txt",
        Some(Status::Cancelled),
        3,
        &[
            (Sent, 3.1 * GIB),
            (Memory, 16.0 * GIB),
            (Wire, 112.7 * MIB),
            (Task, 36.0),
        ],
    ),
    (
        "proxmox-task-local-disk.txt",
        Some(Status::Active),
        1,
        &[
            (Disk, 100.0 * GIB),
            (DiskSent, 100.0 * GIB),
            (Sent, 94.8 * MIB),
            (Memory, 10.0 * GIB),
            (Wire, 106.6 * MIB),
        ],
    ),
    (
        "proxmox-task-not-converging.txt",
        Some(Status::Active),
        1,
        &[
            (Sent, 40.6 * GIB),
            (Memory, 32.0 * GIB),
            (Wire, 34.5 * MIB),
            (Dirtied, 36.2 * MIB),
            (CacheMiss, 0.9959),
            (Delta, 1.0),
        ],
    ),
    (
        "proxmox-task-ok.txt",
        Some(Status::Completed),
        4,
        &[
            (Sent, 2.5 * GIB),
            (Memory, 4.0 * GIB),
            (Wire, 443.7 * MIB),
            (MemoryByTime, 457.0 * MIB),
            (Downtime, 0.073),
            (Limit, 0.1),
            (Cache, 512.0 * MIB),
            (Task, 18.0),
        ],
    ),
    (
        "proxmox-task-old.txt",
        Some(Status::Completed),
        2,
        &[
            (Sent, 1_180_262_314.0),
            (Left, 3_212_541_952.0),
            (Memory, 4_429_328_384.0),
            (MemoryByTime, 256.0 * MIB),
            (Downtime, 0.057),
            (Task, 21.0),
        ],
    ),
    (
        "qmp-11-with-top-level-remaining.json",
        Some(Status::Active),
        1,
        &[
            (Elapsed, 4.21),
            (Setup, 0.003),
            (ExpectedDowntime, 0.074),
            (Memory, 17_196_908_544.0),
            (Sent, 4_563_402_752.0),
            (Left, 1_342_177_280.0),
            (Wire, 8717.2 * MBPS),
            (Dirtied, 8451.0 * PAGE),
            (Zero, 2_891_044.0 * PAGE),
            (Syncs, 2.0),
        ],
    ),
    (
        "qmp-7x-completed.json",
        Some(Status::Completed),
        1,
        &[
            (Elapsed, 10.194),
            (Setup, 0.052),
            (Downtime, 0.358),
            (Memory, 8_607_571_968.0),
            (Sent, 923_795_456.0),
            (Left, 0.0),
            (Wire, 911.8 * MBPS),
            (Zero, 1_887_521.0 * PAGE),
            (Whole, 901_775_360.0),
            (SentStopped, 1_206_432.0),
            (SentPostcopy, 0.0),
            (DeviceState, 2_621_440.0),
            (Syncs, 3.0),
            (Faults, 0.0),
        ],
    ),
    (
        "qmp-9x-device-vfio.json",
        Some(Status::Device),
        1,
        &[
            (Elapsed, 88.133),
            (Setup, 0.295),
            (ExpectedDowntime, 0.368),
            (Memory, 137_452_265_472.0),
            (Sent, 3_128_949_385.0),
            (Left, 0.0),
            (Wire, 8203.37 * MBPS),
            (Syncs, 4.0),
        ],
    ),
    // From the stop to the destination's word that it runs.
    (
        "qmp-events.jsonl",
        Some(Status::Completed),
        6,
        &[(Syncs, 2.0), (Downtime, 0.385)],
    ),
    (
        "virsh-migrate-verbose-new.txt",
        Some(Status::Completed),
        5,
        &[(Done, 1.0)],
    ),
    (
        "vmotion.txt",
        Some(Status::Device),
        2,
        &[(Left, 1296.0 * PAGE), (Wire, 931.354 * MIB), (Limit, 0.5)],
    ),
    (
        "watch.jsonl",
        Some(Status::Completed),
        4,
        &[
            (Elapsed, 28.11),
            (Downtime, 0.262),
            (Memory, 4_312_072_192.0),
            (Sent, 3_311_204_512.0),
            (Left, 0.0),
            (Syncs, 6.0),
            (Zero, 396_004.0 * PAGE),
            (SentStopped, 30_122_004.0),
        ],
    ),
    // What the passes sent, and how long they took, added up.
    (
        "xend-xc_save.txt",
        Some(Status::Device),
        3,
        &[
            (Sent, (28_847.0 + 3462.0 + 42.0) * PAGE),
            (Elapsed, 1.903),
            (Left, 602.0 * PAGE),
            (Syncs, 13.0),
        ],
    ),
];

#[test]
fn every_specimen_gives_its_figures() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/measured/specimens");
    let files = std::fs::read_dir(folder).expect("specimens").count();
    assert_eq!(
        SPECIMENS.len(),
        files - 1,
        "each has a row, and beside them is the README"
    );
    for (file, status, moments, figures) in SPECIMENS {
        let text = std::fs::read_to_string(format!("{folder}/{file}")).expect("a text");
        let records = read(&text).records;
        assert_eq!(records.len(), 1, "{file}");
        let record = &records[0];
        assert_eq!((record.status(), record.snapshots.len()), (*status, *moments), "{file}");
        for (field, right) in *figures {
            let figure = record.last(*field).or_else(|| record.settings.figure(*field));
            let got = figure.map(|figure| figure.value.base());
            let is_right = got.is_some_and(|got| (got - right).abs() <= 1e-7 * right.abs());
            assert!(is_right, "{file}: {field:?} is {right}, and {got:?} was read");
        }
    }
}
