//! No text of a chart is cut off or covers another, whatever is simulated.

use migrascope::params::{Lane, Method, Pattern, Storage};
use migrascope::scenario::{Scenario, Settings, Suspend, Used, WriteClass};
use migrascope::trace::{Trace, simulate};
use migrascope::units::{Bytes, Rate, Share, SimTime};
use migrascope::view::charts::{self, Chart, Frame, widths};
use migrascope::view::kinds;
use migrascope::view::palette::Scheme;

use migrascope::text::Language;
use proptest::prelude::*;

/// Coordinates per CSS pixel.
const SCALE: f64 = 4.0;
const LANES: [Lane; 3] = [Lane::Cold, Lane::Suspended, Lane::Live];

type MakeChart = fn(&Trace, &[Lane], &Frame) -> Chart;
pub const CHARTS: [(&str, MakeChart); 4] = [
    ("downtime", charts::downtime),
    ("traffic", charts::traffic),
    ("memory", charts::memory_left),
    ("speeds", charts::speeds),
];

fn writes(region: Bytes, rate: Rate) -> Vec<WriteClass> {
    vec![WriteClass {
        pattern: Pattern::Random,
        region,
        rate,
    }]
}

/// Scenarios that stretch the charts in different directions.
pub fn scenarios() -> Vec<(&'static str, Settings)> {
    let base = || Settings {
        suspend: Suspend::Save,
        ..Settings::default()
    };
    vec![
        ("default", base()),
        (
            "local-disk",
            Settings {
                storage: Storage::Local,
                ..base()
            },
        ),
        (
            "tiny",
            Settings {
                ram: Bytes::mib(8.0),
                writes: writes(Bytes::kib(64.0), Rate::bytes_per_s(4096.0)),
                shutdown: SimTime::ZERO,
                boot: SimTime::ms(1.0),
                ..base()
            },
        ),
        (
            "huge",
            Settings {
                ram: Bytes::gib(1024.0),
                storage: Storage::Local,
                disk: Bytes::gib(10_240.0),
                writes: writes(Bytes::gib(64.0), Rate::mib_per_s(80.0)),
                ..base()
            },
        ),
        (
            "endless",
            Settings {
                writes: writes(Bytes::gib(2.0), Rate::mib_per_s(4000.0)),
                ..base()
            },
        ),
        (
            "busy",
            Settings {
                writes: writes(Bytes::mib(512.0), Rate::mib_per_s(90.0)),
                ..base()
            },
        ),
        (
            "postcopy",
            Settings {
                method: Method::Postcopy,
                ..base()
            },
        ),
        (
            "through-a-file",
            Settings {
                suspend: Suspend::File,
                ..base()
            },
        ),
        (
            "hybrid",
            Settings {
                method: Method::Hybrid,
                ..base()
            },
        ),
        (
            "empty",
            Settings {
                used: Used::Share(Share::ZERO),
                writes: Vec::new(),
                ..base()
            },
        ),
        (
            "fast-link",
            Settings {
                link: Rate::bits_per_s(4e11),
                downtime: SimTime::s(60.0),
                ..base()
            },
        ),
    ]
}

#[derive(Debug)]
struct Label {
    #[allow(dead_code, reason = "shown when a test fails")]
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

/// The boxes of all texts, in CSS pixels, as a browser would draw them at most.
fn labels(svg: &str) -> Vec<Label> {
    let number = |tag: &str, name: &str| -> f64 {
        let value = attribute(tag, name).expect("the charts write this attribute");
        value.parse().expect("a number")
    };
    let em = number(svg, "font-size");
    let mut labels = Vec::new();
    for piece in svg.split("<text").skip(1) {
        let (tag, rest) = piece.split_once('>').expect("a tag ends");
        let text = rest.split('<').next().expect("a split has a first part");
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let width = widths::width(&text, em);
        let x = number(tag, "x");
        let left = match attribute(tag, "text-anchor") {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        let baseline = number(tag, "y");
        labels.push(Label {
            text,
            left: left / SCALE,
            right: (left + width) / SCALE,
            top: (baseline - em * 0.76) / SCALE,
            bottom: (baseline + em * 0.22) / SCALE,
        });
    }
    labels
}

fn check(name: &str, chart: &Chart, frame: &Frame) {
    let labels = labels(&chart.svg);
    let (width, height) = (f64::from(frame.width), f64::from(frame.height));
    for (index, label) in labels.iter().enumerate() {
        assert!(
            label.left >= -0.5 && label.right <= width + 0.5 && label.top >= -0.5 && label.bottom <= height + 0.5,
            "{name} {frame:?}: {label:?} is cut off"
        );
        for other in &labels[index + 1..] {
            let apart = label.right <= other.left
                || other.right <= label.left
                || label.bottom <= other.top
                || other.bottom <= label.top;
            assert!(apart, "{name} {frame:?}: {label:?} covers {other:?}");
        }
    }
    assert!(
        !chart.svg.contains("style=") && !chart.svg.contains("<script"),
        "{name}: the content policy"
    );
    assert!(
        !chart.svg.contains("NaN") && !chart.svg.contains("inf"),
        "{name}: no number"
    );
    assert!(chart.svg.len() < 24_000, "{name} {frame:?}: {} bytes", chart.svg.len());
    for row in &chart.table.rows {
        assert_eq!(
            row.len(),
            chart.table.head.len(),
            "{name}: a row is as long as the head"
        );
    }
}

fn check_all(name: &str, trace: &Trace, lanes: &[Lane], frame: &Frame) {
    for (chart_name, make) in CHARTS {
        check(&format!("{chart_name} of {name}"), &make(trace, lanes, frame), frame);
    }
}

fn frames() -> Vec<Frame> {
    let sizes = [(280, 150), (320, 180), (460, 150), (600, 220), (900, 300)];
    let schemes = [Scheme::Light, Scheme::Projector];
    sizes
        .into_iter()
        .flat_map(|(width, height)| {
            schemes.map(|scheme| Frame {
                width,
                height,
                scheme,
                language: Language::English,
            })
        })
        .collect()
}

#[test]
fn labels_stay_in_the_frame_and_apart() {
    for (name, settings) in scenarios() {
        let trace = simulate(&Scenario::new(settings).0);
        for frame in frames() {
            check_all(name, &trace, &LANES, &frame);
            if name != "empty" {
                let memory = charts::memory_left(&trace, &LANES, &frame).svg;
                let suspended = kinds::name(Language::English, trace.lane(Lane::Suspended)).to_ascii_lowercase();
                for label in [">live<".to_owned(), format!(">{suspended}<")] {
                    assert!(memory.contains(&label), "{name} {frame:?}: no label {label}");
                }
                if name != "postcopy" {
                    assert!(memory.contains(">stop below "), "{name} {frame:?}: no threshold");
                }
            }
            check_all(name, &trace, &[Lane::Live], &frame);
            check_all(name, &trace, &[], &frame);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn labels_stay_apart_for_any_scenario(
        ram in 2.0..14.0_f64,
        used in 0.0..=1.0_f64,
        region in 0.0..14.0_f64,
        rate in 0.0..10.0_f64,
        link in 6.0..11.6_f64,
        disk in 0.0..13.0_f64,
        local in any::<bool>(),
        width in 280_u32..900,
        height in 150_u32..300,
    ) {
        let scenario = Scenario::new(Settings {
            ram: Bytes::mib(4.0 * libm::exp2(ram)),
            used: Used::Share(Share::new(used)),
            writes: writes(Bytes::mib(libm::exp2(region)), Rate::bytes_per_s(libm::pow(10.0, rate))),
            link: Rate::bits_per_s(libm::pow(10.0, link)),
            disk: Bytes::new(libm::pow(10.0, disk)),
            storage: if local { Storage::Local } else { Storage::Shared },
            ..Settings::default()
        }).0;
        let trace = simulate(&scenario);
        for scheme in [Scheme::Light, Scheme::Projector] {
            check_all("any", &trace, &LANES, &Frame { width, height, scheme, language: Language::English });
        }
    }
}
