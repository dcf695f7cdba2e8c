//! Quantities as text.

use migrascope::link::quantity::{parse, print};
use migrascope::params::{Kind, Quantity, Settings, TABLE, Unit};
use migrascope::units::{Bytes, Count, Rate, Share, SimTime};
use proptest::prelude::*;

const UNITS: [Unit; 6] = [
    Unit::Size,
    Unit::BitRate,
    Unit::ByteRate,
    Unit::Time,
    Unit::Share,
    Unit::Count,
];

fn of(unit: Unit, base: f64) -> Quantity {
    match unit {
        Unit::Size => Quantity::Size(Bytes::new(base)),
        Unit::BitRate | Unit::ByteRate => Quantity::Rate(Rate::bytes_per_s(base)),
        Unit::Time => Quantity::Time(SimTime::s(base)),
        Unit::Share => Quantity::Share(Share::new(base)),
        Unit::Count => Quantity::Count(Count::nearest(base)),
    }
}

fn reads(unit: Unit, base: f64, texts: &[&str]) {
    for text in texts {
        assert_eq!(parse(unit, text), Ok(of(unit, base)), "{text}");
    }
}

const GIB: f64 = 1024.0 * 1024.0 * 1024.0;

#[test]
fn sizes_are_read() {
    reads(
        Unit::Size,
        2.0 * GIB,
        &[
            "2GiB", "2 GiB", " 2  gib ", "2G", "2g", "2Gi", "2048MiB", "2,0 GiB", "2.0e0GiB",
        ],
    );
    reads(
        Unit::Size,
        2.0 * GIB,
        &[
            "2147483648",
            "2147483648 B",
            "2147483648bytes",
            "2\u{a0}GiB",
            "2\u{202f}GiB",
        ],
    );
    reads(
        Unit::Size,
        1e9,
        &[
            "1GB",
            "1gb",
            "1000MB",
            "1e3MB",
            "1E+3MB",
            "1000000 kB",
            "1000000KB",
            ".001TB",
        ],
    );
    reads(Unit::Size, 1536.0, &["1.5KiB", "1,5K", "1536"]);
    reads(Unit::Size, 0.0, &["0", "0B", "0.0GiB", "1e-999"]);
    reads(Unit::Size, f64::MAX, &["1e999", "1e99999999999TiB"]);
}

#[test]
fn rates_are_read() {
    let gbit: &[&str] = &[
        "1Gbps",
        "1gbps",
        "1 Gbit/s",
        "1Gb/s",
        "1 gbit/s",
        "1Gbit",
        "1000 Mbps",
        "125MB/s",
        "125 MBps",
    ];
    for unit in [Unit::BitRate, Unit::ByteRate] {
        reads(unit, 125e6, gbit);
        reads(
            unit,
            128.0 * 1024.0 * 1024.0,
            &["128MiB/s", "128 MiBps", "128mibyte/s", "1Gibit/s", "134217728B/s"],
        );
        reads(
            unit,
            7000.0,
            &[
                "56kbps",
                "56 Kbit/s",
                "56Kb/s",
                "56000 bit/s",
                "56000bps",
                "7kB/s",
                "7 KB/sec",
            ],
        );
        reads(unit, 0.0, &["0", "0bps"]);
    }
}

#[test]
fn times_and_shares_are_read() {
    reads(
        Unit::Time,
        0.3,
        &[
            "300ms",
            "0.3s",
            "300 MS",
            "0,3 s",
            "300000us",
            "300000µs",
            "300000μs",
            "3e-1s",
        ],
    );
    reads(Unit::Time, 600.0, &["10min", "10 m", "600s", "600 sec"]);
    reads(Unit::Time, 5400.0, &["1.5h", "90 minutes"]);
    reads(Unit::Share, 0.6, &["60%", "60 %", "60", "60,0%"]);
    reads(Unit::Share, 1.0, &["100%", "100"]);
    reads(Unit::Share, 0.006, &["0.6%"]);
    reads(Unit::Count, 4.0, &["4", " 4 ", "4.0", "0.4e1"]);
}

#[test]
fn refusals_say_why() {
    let refused = |unit, text: &str| parse(unit, text).expect_err(text).to_string();
    let expected = [
        (Unit::Size, "", "the value is missing (write it like 2GiB or 500MB)"),
        (Unit::Size, "-1GiB", "“-1GiB” is negative"),
        (Unit::Time, "− 5 s", "“− 5 s” is negative"),
        (Unit::Size, "nan", "“nan” is not a size (write it like 2GiB or 500MB)"),
        (
            Unit::Time,
            "inf",
            "“inf” is not a time (write it like 300ms, 1.5s or 10min)",
        ),
        (
            Unit::Size,
            "0x10",
            "“x10” is not a unit of a size (write it like 2GiB or 500MB)",
        ),
        (Unit::Size, "1 00", "“1 00” is not a size (write it like 2GiB or 500MB)"),
        (
            Unit::Size,
            "1,000MB",
            "the comma in “1,000MB” could part thousands or decimals (1GB if thousands are parted, 1MB if decimals are parted)",
        ),
        (
            Unit::Time,
            "300",
            "“300” has no unit (write it like 300ms, 1.5s or 10min)",
        ),
        (
            Unit::BitRate,
            "10mb/s",
            "“mb/s” could be bits or bytes (10Mbps if bits are meant, 10MB/s if bytes are meant)",
        ),
        (
            Unit::BitRate,
            "10GBPS",
            "“GBPS” could be bits or bytes (10Gbps if bits are meant, 10GB/s if bytes are meant)",
        ),
        (
            Unit::BitRate,
            "10GB",
            "“GB” could be bits or bytes (10Gbps if bits are meant, 10GB/s if bytes are meant)",
        ),
        (Unit::Share, "101%", "“101%” is more than the whole"),
        (Unit::Count, "2.5", "“2.5” is not a whole number (write it like 4)"),
        (
            Unit::Count,
            "4GiB",
            "“GiB” is a unit of a size, not of a count (write it like 4)",
        ),
        (Unit::Share, "0.6", "“0.6” has no unit (write it like 60%)"),
        (
            Unit::Size,
            "1e",
            "“e” is not a unit of a size (write it like 2GiB or 500MB)",
        ),
    ];
    for (unit, text, error) in expected {
        assert_eq!(refused(unit, text), error);
    }
}

#[test]
fn one_short_form_is_printed() {
    let cases = [
        (Unit::Size, 0.0, "0B"),
        (Unit::Size, 4.0 * GIB, "4GiB"),
        (Unit::Size, 0.5 * GIB, "512MiB"),
        (Unit::Size, 1.5 * GIB, "1.5GiB"),
        (Unit::Size, 5e8, "500MB"),
        (Unit::Size, 1024.0 * 300.0, "300KiB"),
        (Unit::Size, 0.25, "0.25B"),
        (Unit::Size, 1e100, "1e88TB"),
        (Unit::Size, f64::MAX, "1.6349923815708423e296TiB"),
        (Unit::BitRate, 125e6, "1Gbps"),
        (Unit::BitRate, 12.5e6, "100Mbps"),
        (Unit::BitRate, 0.0, "0bps"),
        (Unit::ByteRate, 40.0 * 1024.0 * 1024.0, "40MiB/s"),
        (Unit::ByteRate, 117e6, "117MB/s"),
        (Unit::Time, 0.3, "300ms"),
        (Unit::Time, 0.0002, "0.2ms"),
        (Unit::Time, 0.000_05, "50us"),
        (Unit::Time, 1.5, "1.5s"),
        (Unit::Time, 90.0, "90s"),
        (Unit::Time, 600.0, "10min"),
        (Unit::Time, 86400.0, "24h"),
        (Unit::Time, 0.1 + 0.2, "300.00000000000004ms"),
        (Unit::Share, 0.6, "60%"),
        (Unit::Share, 0.07, "7%"),
        (Unit::Share, 0.145, "14.5%"),
        (Unit::Share, 1.0, "100%"),
        (Unit::Count, 0.0, "0"),
        (Unit::Count, 16.0, "16"),
        (Unit::Share, 1.0 / 3.0, "33.33333333333333%"),
    ];
    for (unit, base, text) in cases {
        assert_eq!(print(unit, of(unit, base)), text);
    }
    assert_eq!(
        print(Unit::Time, of(Unit::Time, f64::INFINITY)),
        print(Unit::Time, of(Unit::Time, f64::MAX))
    );
    assert_eq!(
        print(Unit::Share, of(Unit::Size, GIB)),
        "1GiB",
        "used memory can be a size"
    );
}

#[test]
fn ends_defaults_and_stops_of_every_slider_are_short() {
    for param in TABLE {
        let Kind::Quantity(range) = &param.kind else { continue };
        let ends = [
            Some(range.min),
            Some(range.max),
            Settings::default().quantity(param.id),
            Some(range.slider.0),
            Some(range.slider.1),
        ];
        let stops = (0..=200).map(|step| range.at(Share::new(f64::from(step) / 200.0)));
        for value in ends.into_iter().flatten().chain(stops) {
            let text = print(range.unit, value);
            assert_eq!(parse(range.unit, &text), Ok(value), "{}: {text}", param.key);
            assert!(text.len() <= 14, "{}: {text}", param.key);
        }
    }
}

fn any_base() -> impl Strategy<Value = f64> {
    prop_oneof![
        proptest::num::f64::POSITIVE | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
        0.0..1e13f64,
        0.0..1.0f64,
        (0u64..1 << 50).prop_map(|whole| whole as f64),
        (0u32..100_000, -9i32..13).prop_map(|(digits, ten)| format!("{digits}e{ten}").parse().expect("a number")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn printing_and_reading_keep_every_bit(base in any_base(), kind in 0usize..6) {
        let unit = UNITS[kind];
        let value = of(unit, base);
        let text = print(unit, value);
        prop_assert!(!text.contains(char::is_whitespace));
        prop_assert_eq!(parse(unit, &text), Ok(value), "{}", text);
        let bits = |value| match value {
            Quantity::Size(size) => size.to_bits(),
            Quantity::Rate(rate) => rate.to_bits(),
            Quantity::Time(time) => time.to_bits(),
            Quantity::Share(share) => share.to_bits(),
            Quantity::Count(count) => count.get().into(),
        };
        prop_assert_eq!(parse(unit, &text).map(bits), Ok(bits(value)));
    }

    #[test]
    fn the_nearest_number_is_read(digits in "[0-9]{1,18}", point in 0usize..18, exponent in -345i32..310) {
        let point = point.min(digits.len());
        let text = format!("{}.{}e{exponent}", &digits[..point], &digits[point..]);
        let text = if text.starts_with('.') { format!("0{text}") } else { text };
        let text = text.replace(".e", "e");
        let nearest: f64 = text.parse().expect("a number");
        let read = parse(Unit::Time, &format!("{text}s"));
        prop_assert_eq!(read, Ok(of(Unit::Time, nearest.min(f64::MAX))), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*", kind in 0usize..6) {
        if let Err(error) = parse(UNITS[kind], &text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn what_is_read_is_printed_canonically(
        text in "[0-9]{0,4}[.,]?[0-9]{0,4}(e-?[0-9]{1,3})? ?[kKmMgGtTuµ]?i?(B|b|bit|s|h|min|%)?(/s|ps)?",
        kind in 0usize..6,
    ) {
        let unit = UNITS[kind];
        if let Ok(value) = parse(unit, &text) {
            let canonical = print(unit, value);
            prop_assert_eq!(parse(unit, &canonical), Ok(value));
        }
    }
}
