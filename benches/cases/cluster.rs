//! The clusters whose speed is measured, natively and in the page.

/// What is measured: an hour with a drain and a balancer, and a day of a large cluster with about ten thousand migrations.
pub const CASES: [(&str, &str); 2] = [
    (
        "cluster/hour",
        "screen=cluster&hosts=40x16:64GiB:10Gbps&vms=400xn&class.n=2:4GiB:60%25:noise-30%25-30%25-1:random-256MiB@20MiB/s&policy=proxmox&overload=15%25&do=drain:h1@10min&until=1h",
    ),
    (
        "cluster/day",
        "screen=cluster&hosts=1000x16:64GiB:10Gbps&vms=10000xn&class.n=2:4GiB:60%25:noise-60%25-40%25-1:random-256MiB@20MiB/s&policy=thresholds&every=8s&persist=1&overload=70%25&underload=65%25&until=24h",
    ),
];
