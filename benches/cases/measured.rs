//! Records that are fitted, natively and in wasm.

/// By name: a migration that was looked at four times, one look at one that does not end, and a log with few figures.
pub const RECORDS: [(&str, &str); 3] = [
    (
        "measured/looks",
        include_str!("../../crates/measured/specimens/watch.jsonl"),
    ),
    (
        "measured/look",
        include_str!("../../crates/measured/specimens/domjobinfo-active.txt"),
    ),
    (
        "measured/nova",
        include_str!("../../crates/measured/specimens/nova-compute.log"),
    ),
];

/// 50 MiB of a log in which a migration stands at the end. Braces and quotes that open nothing are the worst: from each the rest of the
/// text might be JSON.
#[cfg(not(target_arch = "wasm32"))]
pub fn long_log() -> String {
    let noise = "2026-01-02 03:04:05 something { happened: \"again\nMem: 12 GiB of 24\n";
    noise.repeat((50 << 20) / noise.len()) + include_str!("../../crates/measured/specimens/proxmox-task-ok.txt")
}
