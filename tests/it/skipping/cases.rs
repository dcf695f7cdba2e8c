//! Where a live migration is hard to follow; benchmarks time the same.

/// Near the rate of the wire (112.2 MiB/s), where runs are long.
pub fn long() -> impl Iterator<Item = String> {
    let rates = [60, 80, 90, 95, 100, 103, 106, 108, 109, 110, 111, 120];
    let regions = [64, 256, 512, 1500];
    let settings = [
        "",
        "&downtime=50ms",
        "&downtime=5ms",
        "&link=10Gbps",
        "&ramp=10x30s",
        "&cap=60MiB/s",
        "&throttle=on",
        "&delta=on",
        "&stop=cloud-hypervisor",
    ];
    rates.into_iter().flat_map(move |rate| {
        regions.into_iter().flat_map(move |region| {
            ["random", "sequential"].into_iter().flat_map(move |pattern| {
                settings
                    .into_iter()
                    .map(move |setting| format!("writes={pattern}:{region}MiB@{rate}MiB/s{setting}"))
            })
        })
    })
}

/// Caps of which a window takes so few pages that the one more which goes is a few per cent, and writes near them.
pub fn narrow() -> impl Iterator<Item = String> {
    [300.0_f64, 616.0, 1000.0].into_iter().flat_map(|cap| {
        [0.98, 1.0, 1.01, 1.02, 1.04, 1.08, 1.2]
            .into_iter()
            .flat_map(move |part| {
                [64, 1024].map(|region| {
                    format!(
                        "link=10Mbps&writes=random:{region}MiB@{:.1}KiB/s&cap={cap}KiB/s",
                        cap * part
                    )
                })
            })
    })
}

/// Runs whose rounds looked alike for a while, or never-ending, and were not.
pub fn found() -> impl Iterator<Item = String> {
    [
        // The scan had not come to the region that ends the run.
        "ram=44393KiB&used=85.8%25&writes=sequential:14.834MiB@18.263MiB/s,random:4.328MiB@18.625MiB/s&link=282.3Mbps\
         &cap=8194KiB/s&downtime=2384ms",
        // A window holds one page more than the cap allows: 4 % here.
        "ram=63.18GiB&used=56.32%25&writes=random:32GiB@622.4KiB/s&link=10Mbps&cap=616.1KiB/s&downtime=1s",
    ]
    .map(str::to_owned)
    .into_iter()
}

/// Long runs in which something comes from outside.
pub fn interrupted() -> impl Iterator<Item = String> {
    let writes = [
        "random:64MiB@200MiB/s,random:1GiB@20MiB/s",
        "random:1GiB@400MiB/s",
        "sequential:512MiB@110MiB/s",
        "sequential:512MiB@111.9MiB/s",
        "random:512MiB@100MiB/s",
    ];
    let settings = [
        "timeout=60s:force",
        "timeout=217.3s:force",
        "timeout=100s:postcopy",
        "live=hybrid&switch=90s",
        "at=hold@99s+30s:compliance",
        "at=linkdown@80s+5s,force@150s",
        "at=burst@120s+20s:300MiB/s",
        "ramp=10x30s&timeout=200s:force",
        "stop=cloud-hypervisor&timeout=60s:force",
    ];
    writes
        .into_iter()
        .flat_map(move |writes| settings.map(|setting| format!("writes={writes}&{setting}")))
}
