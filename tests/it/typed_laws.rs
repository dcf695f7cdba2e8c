//! Laws of what is typed: never a silently different magnitude, and sane answers for the largest machines.

use migrascope::link::{self, Problem};
use migrascope::migration::{Host, Observation, measure};
use migrascope::params::{Choice, Id, Kind, Lane, Param, Quantity, Settings, TABLE, Unit, parse_in};
use migrascope::text::Language;
use migrascope::trace::simulate;
use migrascope::units::{Share, SimTime};
use migrascope::view::charts::Frame;
use migrascope::view::format;
use migrascope::view::pagemap::page_map;
use migrascope::view::palette::Scheme;
use proptest::prelude::*;

use crate::charts_layout::CHARTS;

/// An independent table of spellings: what they measure, and how much of its base unit they are.
const SPELT: &[(&str, Unit, f64)] = &[
    ("B", Unit::Size, 1.0),
    (" bytes", Unit::Size, 1.0),
    ("kB", Unit::Size, 1e3),
    ("KB", Unit::Size, 1e3),
    ("KiB", Unit::Size, 1024.0),
    ("K", Unit::Size, 1024.0),
    ("MB", Unit::Size, 1e6),
    ("mb", Unit::Size, 1e6),
    (" MByte", Unit::Size, 1e6),
    ("MiB", Unit::Size, 1_048_576.0),
    ("mib", Unit::Size, 1_048_576.0),
    ("Mi", Unit::Size, 1_048_576.0),
    ("M", Unit::Size, 1_048_576.0),
    ("GB", Unit::Size, 1e9),
    ("GiB", Unit::Size, 1_073_741_824.0),
    ("G", Unit::Size, 1_073_741_824.0),
    (" Gigabyte", Unit::Size, 1e9),
    ("TiB", Unit::Size, 1_099_511_627_776.0),
    ("TB", Unit::Size, 1e12),
    (" pages", Unit::Size, 4096.0),
    ("bps", Unit::BitRate, 0.125),
    ("kbps", Unit::BitRate, 125.0),
    ("Kbit/s", Unit::BitRate, 125.0),
    ("Mbps", Unit::BitRate, 125e3),
    ("mbps", Unit::BitRate, 125e3),
    ("Mb/s", Unit::BitRate, 125e3),
    ("Mbit", Unit::BitRate, 125e3),
    ("Gbit/s", Unit::BitRate, 125e6),
    ("Gb", Unit::BitRate, 125e6),
    ("GbE", Unit::BitRate, 125e6),
    (" Megabit/s", Unit::BitRate, 125e3),
    ("B/s", Unit::ByteRate, 1.0),
    ("kB/s", Unit::ByteRate, 1e3),
    ("MB/s", Unit::ByteRate, 1e6),
    ("MBps", Unit::ByteRate, 1e6),
    ("KiB/s", Unit::ByteRate, 1024.0),
    ("MiB/s", Unit::ByteRate, 1_048_576.0),
    ("GiB/s", Unit::ByteRate, 1_073_741_824.0),
    ("pages/s", Unit::ByteRate, 4096.0),
    ("us", Unit::Time, 1e-6),
    ("ms", Unit::Time, 1e-3),
    ("s", Unit::Time, 1.0),
    (" sec", Unit::Time, 1.0),
    ("min", Unit::Time, 60.0),
    ("h", Unit::Time, 3600.0),
    (" días", Unit::Time, 86_400.0),
    ("%", Unit::Share, 0.01),
];

/// Spellings of a size that are a rate where one is wanted, with the second left out.
const OF_A_SECOND: [&str; 10] = [
    "B",
    " bytes",
    "kB",
    "KB",
    "MB",
    " MByte",
    "MiB",
    "Mi",
    "GB",
    " Gigabyte",
];

/// What a spelling means of this parameter, if it can mean only one thing.
fn meant(param: &Param, number: f64, (spelling, unit, factor): (&str, Unit, f64)) -> Option<f64> {
    let wanted = param.range()?.unit;
    let size_for_share = param.key == "used" && unit == Unit::Size;
    let in_bytes = OF_A_SECOND.contains(&spelling) || matches!(spelling, "KiB" | "GiB" | "TiB" | "TB" | " pages");
    let second_left_out = match wanted {
        Unit::ByteRate => in_bytes,
        Unit::BitRate => in_bytes && !matches!(spelling, "Mi" | "kB" | "KB" | "MB" | "GB" | "TB"),
        _ => false,
    };
    match spelling {
        // No size is in bits.
        "Gb" if wanted == Unit::Size || param.key == "used" => Some(number * 1e9),
        "M" if wanted == Unit::Time => Some(number * 60.0),
        "M" | "G" | "K" if wanted == Unit::BitRate => Some(number * 1000_f64.powi(" KMG".find(spelling)? as i32) / 8.0),
        _ => {
            let right = unit.measures_as(wanted) || size_for_share || (unit == Unit::Size && second_left_out);
            right.then_some(number * factor)
        }
    }
}

fn quantities() -> Vec<&'static Param> {
    TABLE
        .iter()
        .map(|row| &row.param)
        .filter(|param| matches!(param.kind, Kind::Quantity(_)))
        .collect()
}

fn value_of(param: &Param, settings: &Settings) -> Option<f64> {
    let row = TABLE.iter().find(|row| row.param == *param)?;
    row.value.quantity(settings).map(Quantity::base)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn the_value_read_is_the_one_meant_or_a_notice_says_so(
        param in proptest::sample::select(quantities()),
        spelt in proptest::sample::select(SPELT),
        (digits, ten) in (1_u32..10_000, -3_i32..4),
        form in 0..3_usize,
    ) {
        let number: f64 = format!("{digits}e{ten}").parse().expect("a number");
        let plain = if ten < 0 { format!("{number}") } else { format!("{number:.0}") };
        let written = match form {
            0 => plain,
            1 => plain.replace('.', ","),
            _ => format!("{digits}e{ten}"),
        };
        let text = format!("{}={written}{}", param.key, spelt.0);
        let (experiment, notices) = link::parse(&text);
        let read = value_of(param, &experiment.scenario);
        match meant(param, number, spelt) {
            None => prop_assert!(!notices.is_empty(), "{text} has no meaning, but {read:?} was read"),
            Some(expected) if notices.is_empty() => {
                let read = read.unwrap_or(f64::NAN);
                prop_assert!((read - expected).abs() <= expected * 1e-9, "{text}: {read} is not {expected}");
            }
            Some(expected) => {
                let range = param.range().expect("a quantity");
                let inside = (range.min.base()..=range.max.base()).contains(&expected) && !matches!(param.key, "used" | "writes.region");
                let asked = written.contains(',') || written.contains('.');
                // Regions that do not fit into a small memory are told, too.
                let about_it = notices.iter().any(|notice| notice.key() == param.key);
                prop_assert!(!inside || asked || !about_it, "{text}: {notices:?}");
            }
        }
    }

    #[test]
    fn a_number_alone_is_bytes_or_is_asked_back(
        param in proptest::sample::select(quantities()),
        (digits, ten) in (1_u32..10_000, -6_i32..12),
    ) {
        let number: f64 = format!("{digits}e{ten}").parse().expect("a number");
        let (experiment, notices) = link::parse(&format!("{}={digits}e{ten}", param.key));
        if notices.is_empty() {
            let range = param.range().expect("a quantity");
            let expected = if range.unit == Unit::Share { number / 100.0 } else { number };
            let counts = matches!(range.unit, Unit::Size | Unit::Share | Unit::Count);
            prop_assert!(counts, "{}={number}", param.key);
            let read = value_of(param, &experiment.scenario).unwrap_or(f64::NAN);
            prop_assert!((read - expected).abs() <= expected * 1e-9, "{}={number}: {read}", param.key);
        }
        for notice in &notices {
            for offer in notice.offers() {
                let refused = link::parse(&offer.to_string()).1;
                let refused = refused.iter().any(|notice| matches!(notice.problem(), Problem::Refused { .. }));
                prop_assert!(!refused, "{offer}");
            }
        }
    }

    #[test]
    fn what_the_page_shows_can_be_typed_again(
        param in proptest::sample::select(quantities()),
        position in 0.0..=1.0_f64,
        language in proptest::sample::select(Language::ALL.to_vec()),
    ) {
        let range = param.range().expect("a quantity");
        let value = range.at(Share::new(position));
        let shown = format::quantity(language, range.unit, value);
        let mut remarks = Vec::new();
        let again = parse_in(range, &shown, &mut remarks);
        prop_assert!(remarks.is_empty(), "{shown}: {remarks:?}");
        let again = again.map(Quantity::base);
        let near = |base: &f64| (base - value.base()).abs() <= value.base() * 0.01 + 1e-12;
        prop_assert!(again.as_ref().is_ok_and(near), "{}: {shown}: {again:?}", param.key);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// The largest machines there are: every figure finite, every picture drawn.
    #[test]
    fn the_largest_machines_are_sane(
        ram in 44.0..48.0_f64,
        used in 0.0..=100.0_f64,
        state in 20.0..40.0_f64,
        region in 30.0..47.0_f64,
        rate in 20.0..40.0_f64,
        link in 9.0..13.0_f64,
        channels in 1..=255_u32,
        method in proptest::sample::select(vec!["precopy", "postcopy", "hybrid"]),
    ) {
        let text = format!(
            "ram={}&used={used}%&state={}&writes=random:{}B@{}B/s&link={}bps&channels={channels}&thread=1GiB/s&live={method}",
            ram.exp2(), state.exp2(), region.exp2(), rate.exp2(), 10_f64.powf(link)
        );
        let (experiment, notices) = link::parse(&text);
        prop_assert!(notices.iter().all(|notice| notice.key() == "writes"), "{notices:?}");
        prop_assert!(Id::Ram.range().contains(Quantity::Size(experiment.scenario.ram)));
        let trace = simulate(&experiment.scenario);
        for &lane in Lane::ALL {
            let metrics = measure(&experiment.scenario, lane, Observation::Auto);
            for time in [metrics.total, metrics.downtime.total(), metrics.outage] {
                prop_assert!(time.as_s().is_finite(), "{text}: {lane:?}");
            }
            prop_assert!(metrics.traffic.total().as_f64().is_finite());
        }
        for (name, draw) in CHARTS {
            let frame = Frame { width: 480, height: 200, scheme: Scheme::Light, language: Language::English };
            let chart = draw(&trace, Lane::ALL, &frame);
            prop_assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{name}: {text}");
        }
        for lane in trace.migrations().iter() {
            for part in [0.0, 0.5, 1.0] {
                let time = SimTime::s(lane.metrics.total.as_s() * part);
                let map = page_map(lane, time, Host::Source);
                prop_assert!(!map.cells.is_empty(), "{text}");
            }
        }
    }
}
