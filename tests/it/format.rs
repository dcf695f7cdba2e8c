//! Numbers as people read them.

use migrascope::params::{Quantity, Unit};
use migrascope::text::Language;
use migrascope::units::{Bytes, Rate, Share, SimTime};
use migrascope::view::format;

const ENDLESS: f64 = f64::INFINITY;

fn check<T: Copy>(written: impl Fn(T) -> String, table: &[(T, &str)]) {
    for &(value, expected) in table {
        assert_eq!(written(value), expected);
    }
}

#[test]
fn sizes() {
    check(
        |bytes| format::size(Language::English, Bytes::new(bytes)),
        &[
            (0.0, "0 B"),
            (1.0, "1 B"),
            (1023.0, "1023 B"),
            (1024.0, "1.0 KiB"),
            (1.25 * 1024.0, "1.2 KiB"),
            (1_048_575.0, "1.0 MiB"),
            (99.94 * 1_048_576.0, "99.9 MiB"),
            (99.96 * 1_048_576.0, "100 MiB"),
            (1023.4 * 1_048_576.0, "1023 MiB"),
            (1023.6 * 1_048_576.0, "1.0 GiB"),
            (2_791_728_742.0, "2.6 GiB"),
            (20.0 * 1_073_741_824.0, "20.0 GiB"),
            (1e24, "867362 EiB"),
            (ENDLESS, "without end"),
        ],
    );
    check(
        |mib| format::short_size(Language::English, Bytes::mib(mib)),
        &[
            (0.0, "0 B"),
            (4096.0, "4 GiB"),
            (512.0, "512 MiB"),
            (2.5, "2.5 MiB"),
            (1234.0, "1.21 GiB"),
        ],
    );
}

#[test]
fn rates() {
    check(
        |rate| format::rate(Language::English, Rate::bytes_per_s(rate)),
        &[
            (0.0, "0 B/s"),
            (117_685_306.0, "112 MiB/s"),
            (11_768_530.0, "11.2 MiB/s"),
            (1_048_500.0, "1.0 MiB/s"),
        ],
    );
    check(
        |rate| format::bit_rate(Language::English, Rate::bits_per_s(rate)),
        &[
            (0.0, "0 bit/s"),
            (1e4, "10 kbit/s"),
            (1e9, "1 Gbit/s"),
            (2.5e9, "2.5 Gbit/s"),
            (4e11, "400 Gbit/s"),
            (1e13, "10 Tbit/s"),
        ],
    );
}

#[test]
fn times() {
    check(
        |seconds| format::time(Language::English, SimTime::s(seconds)),
        &[
            (0.0, "0 s"),
            (1e-9, "1 µs"),
            (0.000_2, "200 µs"),
            (0.000_999_9, "1.0 ms"),
            (0.001_23, "1.2 ms"),
            (0.012, "12 ms"),
            (0.099_7, "0.10 s"),
            (0.28, "0.28 s"),
            (9.996, "10.0 s"),
            (22.31, "22.3 s"),
            (59.96, "1 min"),
            (66.0, "1 min 6 s"),
            (231.0, "3 min 51 s"),
            (3599.6, "1 h"),
            (86_399.0, "1 d"),
            (90_000.0, "1 d 1 h"),
            (1e7, "116 d"),
            (1e9, "32 years"),
            (1e15, "over a million years"),
            (ENDLESS, "without end"),
        ],
    );
    check(
        |seconds| format::short_time(Language::English, SimTime::s(seconds)),
        &[
            (0.0, "0 s"),
            (0.000_2, "200 µs"),
            (0.3, "300 ms"),
            (0.999_9, "1 s"),
            (1.5, "1.5 s"),
            (20.0, "20 s"),
            (60.0, "1 min"),
            (62.5, "1 min 3 s"),
            (85.0, "1 min 25 s"),
            (90.0, "1 min 30 s"),
            (600.0, "10 min"),
            (605.0, "10 min 5 s"),
            (5400.0, "1 h 30 min"),
            (86_400.0, "1 d"),
        ],
    );
}

/// From a minute on a span is told alike whether it was measured or set, and where a clock would count days by the thousand, so is a moment.
#[test]
fn one_form_of_time() {
    let mut seconds = 60.0;
    while seconds < 1e11 {
        let time = SimTime::s(seconds);
        for language in [Language::English, Language::German] {
            let reading = format::time(language, time);
            assert_eq!(reading, format::short_time(language, time));
            if seconds >= 2.0 * 365.25 * 86_400.0 {
                assert_eq!(reading, format::clock(language, time));
            }
        }
        seconds *= 1.37;
    }
}

#[test]
fn clocks() {
    check(
        |seconds| format::clock(Language::English, SimTime::s(seconds)),
        &[
            (0.0, "0:00.0"),
            (24.6, "0:24.6"),
            (59.96, "1:00.0"),
            (231.0, "3:51.0"),
            (3599.96, "1:00:00"),
            (3723.4, "1:02:03"),
            (360_000.0, "4 d 04:00"),
            (59_793_984_000.0, "1895 years"),
            (ENDLESS, "without end"),
        ],
    );
}

#[test]
fn shares_counts_and_factors() {
    check(
        |part| format::share(Language::English, Share::new(part)),
        &[
            (0.0, "0 %"),
            (0.000_2, "< 0.1 %"),
            (0.015, "1.5 %"),
            (0.05, "5 %"),
            (0.604, "60 %"),
            (0.994, "99.4 %"),
            (0.999_9, "> 99.9 %"),
            (1.0, "100 %"),
        ],
    );
    check(
        |number| format::count(Language::English, number),
        &[
            (0.0, "0"),
            (2.4, "2"),
            (9999.0, "9999"),
            (12_400.0, "12\u{202f}400"),
            (1.24e6, "1.24 million"),
            (ENDLESS, "countless"),
        ],
    );
    check(
        |factor| format::times(Language::English, factor),
        &[
            (0.0, "0.00×"),
            (0.001, "< 0.01×"),
            (1.0, "1.00×"),
            (1.274, "1.27×"),
            (12.34, "12.3×"),
            (240.4, "240×"),
            (ENDLESS, "without end"),
        ],
    );
}

#[test]
fn settings_and_what_screen_readers_say() {
    let table = [
        (Unit::Size, Quantity::Size(Bytes::gib(4.0)), "4 GiB", "4 gibibytes"),
        (Unit::Size, Quantity::Size(Bytes::gib(1.0)), "1 GiB", "1 gibibyte"),
        (
            Unit::BitRate,
            Quantity::Rate(Rate::bits_per_s(1e9)),
            "1 Gbit/s",
            "1 gigabit per second",
        ),
        (
            Unit::ByteRate,
            Quantity::Rate(Rate::mib_per_s(40.0)),
            "40 MiB/s",
            "40 mebibytes per second",
        ),
        (
            Unit::Time,
            Quantity::Time(SimTime::ms(300.0)),
            "300 ms",
            "300 milliseconds",
        ),
        (
            Unit::Time,
            Quantity::Time(SimTime::s(61.0)),
            "1 min 1 s",
            "1 minute 1 second",
        ),
        (
            Unit::Time,
            Quantity::Time(SimTime::s(185.0)),
            "3 min 5 s",
            "3 minutes 5 seconds",
        ),
        (Unit::Share, Quantity::Share(Share::percent(60.0)), "60 %", "60 percent"),
        (Unit::Share, Quantity::Size(Bytes::gib(2.5)), "2.5 GiB", "2.5 gibibytes"),
    ];
    for (unit, value, written, spoken) in table {
        assert_eq!(format::quantity(Language::English, unit, value), written);
        assert_eq!(format::spoken(Language::English, unit, value), spoken);
    }
    for (text, whole) in [
        (
            "after 1 min 6 s, 3.0 GiB were sent",
            "after 1~min~6~s, 3.0~GiB were sent",
        ),
        ("to 10 %; 4,2 MiB/s.", "to 10~%; 4,2~MiB/s."),
        (" round 9 to 12 of a B", " round 9 to 12 of a B"),
        ("", ""),
    ] {
        assert_eq!(format::unbroken(text), whole.replace('~', "\u{a0}"));
    }
    check(
        |text| format::speak(Language::English, text),
        &[
            ("3 min 05 s", "3 minutes 5 seconds"),
            ("1 min 01 s", "1 minute 1 second"),
            ("0.28 s", "0.28 seconds"),
            ("1.27×", "1.27 times"),
            ("< 0.1 %", "less than 0.1 percent"),
            ("117 MB/s", "117 megabytes per second"),
            ("none yet", "none yet"),
        ],
    );
}
