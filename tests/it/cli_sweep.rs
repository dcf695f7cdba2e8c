//! `migrascope sweep` as a user runs it.

use std::process::Command;

use super::cli::{migrascope, objects, stdout};

/// The lines of a CSV as fields; a quoted comma does not occur.
fn rows(csv: &str) -> Vec<Vec<String>> {
    csv.lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

fn sweep(link: &str, vary: &[&str], more: &[&str]) -> (Option<i32>, String, String) {
    let mut arguments = vec!["sweep", link];
    for axis in vary {
        arguments.extend(["--vary", axis]);
    }
    arguments.extend(more);
    let output = migrascope(&arguments, b"");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), stdout(&output), errors)
}

fn column(rows: &[Vec<String>], name: &str) -> usize {
    let at = rows[0].iter().position(|field| field == name);
    at.unwrap_or_else(|| panic!("{name} is no column of {:?}", rows[0]))
}

/// Every point is what `run` says about its link, also where the link asks
/// for something that only some points can have.
#[test]
fn a_sweep_equals_its_single_runs() {
    let cases: [(&str, [(&str, &str); 2]); 7] = [
        (
            "#lanes=live",
            [
                ("link=10Mbps..10Gbps:log:4", "10Mbps,100Mbps,1Gbps,10Gbps"),
                ("live=precopy,Post-Copy,hybrid", "precopy,postcopy,hybrid"),
            ],
        ),
        (
            "#used=6GiB&writes=random:5GiB@10MiB/s,random:2GiB@1MiB/s",
            [
                ("ram=4GiB..16GiB:linear:4", "4GiB,8GiB,12GiB,16GiB"),
                ("cap=none,20MiB/s", "none,20MiB/s"),
            ],
        ),
        (
            "#writes=none",
            [
                ("writes.region=1MiB,64MiB", "1MiB,64MiB"),
                ("writes.rate=0..1GiB/s:linear:3", "0,512MiB/s,1GiB/s"),
            ],
        ),
        (
            "#link=100Mbps&live=hybrid",
            [
                ("switch=start,pass,5s", "start,pass,5s"),
                ("used=25%..75%:linear:3", "25%,50%,75%"),
            ],
        ),
        (
            "https://example.org/#link=100Mbps&storage=local",
            [
                ("timeout=none,10s:abort,1min:force", "none,10s:abort,1min:force"),
                ("downtime=0,1s", "0,1s"),
            ],
        ),
        (
            "#link=10Gbps&thread=100MiB/s",
            [("channels=1..7:linear:3", "1,4,7"), ("compress=none,zstd", "none,zstd")],
        ),
        (
            "#cache=256MiB",
            [("throttle=off,on", "off,on"), ("delta=no,yes", "no,yes")],
        ),
    ];
    for (link, [(slow, slow_values), (fast, fast_values)]) in cases {
        let (_, csv, _) = sweep(link, &[slow, fast], &[]);
        let swept = rows(&csv);
        let key = |axis: &str| axis.split('=').next().unwrap_or("").to_owned();
        let fragment = link.split('#').nth(1).unwrap_or("");
        let mut links = Vec::new();
        for slow_value in slow_values.split(',') {
            for fast_value in fast_values.split(',') {
                // Later values count, as in the sweep.
                links.push(format!(
                    "#{fragment}&{}={slow_value}&{}={fast_value}",
                    key(slow),
                    key(fast)
                ));
            }
        }
        let mut arguments: Vec<&str> = vec!["run", "--format", "csv"];
        arguments.extend(links.iter().map(String::as_str));
        let output = migrascope(&arguments, b"");
        let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
        let single: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("CSV")).collect();
        assert_eq!(swept.len(), single.len() + 1, "{link}");
        let head = reader.headers().expect("a head");
        // Between the link and the word for the run stand the figures.
        let figures = 1..head.len() - 1;
        let expected = || head.iter().skip(figures.start).take(figures.len());
        assert!(swept[0][2..swept[0].len() - 1].iter().eq(expected()), "{csv}");
        for (row, single) in swept[1..].iter().zip(&single) {
            assert!(
                row[2..row.len() - 1]
                    .iter()
                    .eq(single.iter().skip(figures.start).take(figures.len())),
                "{row:?} {single:?}"
            );
        }
    }
}

#[test]
fn columns_name_their_units_and_hold_what_was_asked_for() {
    let cases = [
        (
            "link=10Mbps..1Gbps:log:3",
            "vary_link_bits_per_s",
            "10000000.0 100000000.0 1000000000.0",
        ),
        (
            "writes.rate=1MiB/s,1kB/s",
            "vary_writes_rate_bytes_per_s",
            "1048576.0 1000.0",
        ),
        (
            "writes.region=1MiB,2MiB",
            "vary_writes_region_bytes",
            "1048576.0 2097152.0",
        ),
        ("downtime=0..1s:linear:3", "vary_downtime_s", "0.0 0.5 1.0"),
        ("used=10%,60", "vary_used_share", "0.1 0.6"),
        (
            "used=1GiB..2GiB:linear:2",
            "vary_used_bytes",
            "1073741824.0 2147483648.0",
        ),
        ("cap=None,1MiB/s", "vary_cap_bytes_per_s", " 1048576.0"),
        ("live=HYBRID,pre-copy", "vary_live", "hybrid precopy"),
        ("throttle=yes,no", "vary_throttle", "on off"),
        ("timeout=none,60s:Abort", "vary_timeout", "none 1min:abort"),
        ("rtt=1s,100s", "vary_rtt_s", "1.0 100.0"),
    ];
    for (axis, name, values) in cases {
        let (_, csv, errors) = sweep("#lanes=live", &[axis], &[]);
        let rows = rows(&csv);
        assert_eq!(rows[0][0], name, "{axis} {errors}");
        let swept: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(swept.join(" "), values, "{axis}");
    }
}

#[test]
fn names_of_columns_are_never_used_twice() {
    let (_, csv, _) = sweep("#", &["state=1MiB,2MiB", "downtime=1s,2s"], &[]);
    let mut names = rows(&csv).remove(0);
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{csv}");
}

#[test]
fn the_order_is_that_of_the_grid_on_any_number_of_cores() {
    let run = |threads: &str| {
        let axes = ["writes.rate=1MiB/s..1GiB/s:log:31", "link=100Mbps..10Gbps:linear:47"];
        Command::new(env!("CARGO_BIN_EXE_migrascope"))
            .args(["sweep", "#lanes=live,cold", "--vary", axes[0], "--vary", axes[1]])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the binary runs")
            .stdout
    };
    let one = run("1");
    assert_eq!(one, run("4"));
    let rows = rows(std::str::from_utf8(&one).expect("UTF-8"));
    assert_eq!(rows.len(), 1 + 31 * 47 * 2);
    let number = |row: &[String], column: usize| row[column].parse::<f64>().expect("a number");
    for pair in rows[1..].windows(2) {
        let [(slow, fast), (later_slow, later_fast)] = [&pair[0], &pair[1]].map(|row| (number(row, 0), number(row, 1)));
        assert!(
            later_slow > slow || (later_slow == slow && later_fast >= fast),
            "{pair:?}"
        );
    }
    assert_eq!((rows[1][2].as_str(), rows[2][2].as_str()), ("live", "cold"));
}

/// What cannot depend on chance or on a stop rule gets better with the link.
#[test]
fn a_faster_link_is_never_slower() {
    let (code, csv, _) = sweep(
        "#storage=local&lanes=cold,suspended",
        &["suspend=save,file", "link=1Mbps..100Gbps:log:60"],
        &[],
    );
    assert_eq!(code, Some(0));
    let rows = rows(&csv);
    let [lane, suspend] = ["lane", "vary_suspend"].map(|name| column(&rows, name));
    for figure in ["total_time_s", "downtime_s", "outage_s"].map(|name| column(&rows, name)) {
        for kind in [["cold", "save"], ["suspended", "save"], ["suspended", "file"]] {
            let of_kind = rows
                .iter()
                .filter(|row| row[lane] == kind[0] && row[suspend] == kind[1]);
            let times: Vec<f64> = of_kind.map(|row| row[figure].parse().expect("a number")).collect();
            assert_eq!(times.len(), 60);
            assert!(times.windows(2).all(|pair| pair[1] <= pair[0]), "{kind:?} {times:?}");
        }
    }
}

#[test]
fn json_says_the_same_as_csv() {
    let axes = ["live=precopy,postcopy", "cap=none,30MiB/s"];
    let (_, csv, _) = sweep("#", &axes, &[]);
    let arguments = ["sweep", "#", "--vary", axes[0], "--vary", axes[1], "--format", "json"];
    let objects = objects(&migrascope(&arguments, b""));
    let rows = rows(&csv);
    assert_eq!(objects.len() + 1, rows.len());
    for (object, row) in objects.iter().zip(&rows[1..]) {
        let fields = object.as_object().expect("an object");
        assert!(fields.keys().eq(rows[0].iter()), "{object}");
        for (value, field) in fields.values().zip(row) {
            match value.as_f64() {
                // The reader of JSON may be off by the last bit.
                Some(number) => {
                    let read: f64 = field.parse().expect("a number");
                    assert!((read - number).abs() <= 1e-12 * number.abs(), "{read} {number}");
                }
                None => assert_eq!(value.as_str().unwrap_or(""), field),
            }
        }
    }
}

#[test]
fn an_observation_ends_where_it_is_told_to() {
    let (_, csv, _) = sweep(
        "#lanes=live",
        &["writes.rate=10GiB/s", "writes.region=1GiB,2GiB"],
        &["--until", "90s"],
    );
    let rows = rows(&csv);
    let total = column(&rows, "total_time_s");
    assert!(rows[1..].iter().all(|row| row[total] == "90.0"), "{csv}");
}

#[test]
fn what_gave_way_is_counted_and_told_once() {
    let (code, csv, errors) = sweep(
        "#lanes=cold",
        &["writes.region=1MiB..8GiB:log:5", "link=1kbps,1Gbps"],
        &[],
    );
    assert_eq!(code, Some(1));
    assert_eq!(errors.lines().count(), 1, "{errors}");
    for part in [
        "6 of 10 points",
        "link 5",
        "writes 2",
        "writes.region=1MiB, link=1kbps",
        "10kbps to 10Tbps",
    ] {
        assert!(errors.contains(part), "{part}: {errors}");
    }
    let rows = rows(&csv);
    let adjusted = column(&rows, "adjusted");
    let counts: Vec<&str> = rows[1..].iter().map(|row| row[adjusted].as_str()).collect();
    assert_eq!(counts.join(" "), "1 0 1 0 1 0 1 0 2 1");
}

#[test]
fn a_mistake_in_the_link_itself_is_told_once() {
    let (code, csv, errors) = sweep("#lnik=1&link=5Mbps", &["link=1Gbps..2Gbps:linear:7"], &[]);
    assert_eq!(code, Some(1));
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.contains("lnik"), "{errors}");
    let rows = rows(&csv);
    let adjusted = column(&rows, "adjusted");
    assert!(rows[1..].iter().all(|row| row[adjusted] == "0"), "{csv}");
}

#[test]
fn absurd_axes_are_refused_with_what_is_allowed() {
    let cases: [(&[&str], &[&str]); 35] = [
        (&[], &["--vary"]),
        (&["nonsense"], &["KEY=FROM..TO:log|linear:STEPS", "KEY=A,B,C"]),
        (&[""], &["KEY=A,B,C"]),
        (&["=1"], &["no parameter", "ram"]),
        (&["foo=1"], &["foo", "ram", "writes.rate"]),
        (&["lnik=1Gbps"], &["did you mean link"]),
        (&["theme=dark"], &["theme", "changes no figure"]),
        (&["t=1s..2s:log:3"], &["changes no figure"]),
        (&["v=1"], &["changes no figure"]),
        (&["link="], &["link", "missing"]),
        (&["link=1Gbps,,2Gbps"], &["link", "missing"]),
        (&["link=1..2:log:3"], &["no unit", "10kbps to 10Tbps"]),
        (&["link=1s..2s:log:3"], &["a time", "a data rate"]),
        (&["cap=10G,20G"], &["10Gbps if bits", "10GiB/s if bytes", "or none"]),
        (&["downtime=5000,1s"], &["5s if ms"]),
        (&["tls=on"], &["thread=600MiB/s"]),
        (&["link=10Gbps..1Gbps:log:3"], &["10Gbps to 1Gbps", "smaller"]),
        (&["link=1Gbps..1Gbps:log:3"], &["1Gbps to 1Gbps"]),
        (&["link=-1Gbps..1Gbps:log:3"], &["negative"]),
        (&["link=1Gbps..2Gbps:log:0"], &["“0”", "2 to 1000000"]),
        (&["link=1Gbps..2Gbps:log:1"], &["“1”", "2 to 1000000"]),
        (&["link=1Gbps..2Gbps:log:-3"], &["“-3”"]),
        (&["link=1Gbps..2Gbps:log:2.5"], &["“2.5”"]),
        (&["link=1Gbps..2Gbps:log:1000000000"], &["1000000000", "2 to 1000000"]),
        (&["link=1Gbps..2Gbps:log:99999999999999999999999"], &["2 to 1000000"]),
        (&["link=1Gbps..2Gbps"], &["not complete", "STEPS"]),
        (&["link=1Gbps..2Gbps:cubic:3"], &["“cubic”", "log, linear"]),
        (&["rtt=0..1s:log:3"], &["0s", "linear"]),
        (&["cap=none..1MiB/s:log:3"], &["none", "KEY=A,B,C"]),
        (&["used=10%..1GiB:log:3"], &["same kind"]),
        (&["live=precopy..hybrid:log:3"], &["precopy, postcopy, hybrid"]),
        (&["live=precopy,sideways"], &["sideways", "precopy, postcopy, hybrid"]),
        (&["live=hybrid&ram=1GiB"], &["live"]),
        (&["link=1Gbps", "LINK=2Gbps"], &["link is varied twice"]),
        (&["link=1Gbps", "ram=2GiB", "rtt=0"], &["3 times", "once or twice"]),
    ];
    for (vary, parts) in cases {
        let (code, out, errors) = sweep("#", vary, &[]);
        assert_eq!(code, Some(2), "{vary:?}");
        assert_eq!(out, "", "{vary:?}");
        for part in parts {
            assert!(errors.contains(part), "{vary:?} does not say {part}: {errors}");
        }
    }
    let millions = ["link=1Gbps..2Gbps:log:1000000", "ram=1GiB..2GiB:log:1000000"];
    assert_eq!(sweep("#", &millions, &[]).0, Some(2));
}
