//! Charts, timeline and results say what the trace says.

use std::collections::HashSet;

use expect_test::expect_file;
use migrascope::migration::{Cause, DownCause, Status};
use migrascope::params::{Choice, Lane, Storage};
use migrascope::scenario::{Scenario, Settings, Suspend};
use migrascope::trace::{Trace, simulate};
use migrascope::view::charts::{self, Frame, ticks};
use migrascope::view::labels::{Labelled, Role};
use migrascope::view::palette::{Color, GRAPHIC_CONTRAST, Palette, Scheme, TEXT_CONTRAST};
use migrascope::view::{format, results, timeline};

use crate::charts_layout::{CHARTS, scenarios};
use migrascope::text::Language;

const LANES: [Lane; 3] = [Lane::Cold, Lane::Suspended, Lane::Live];
const DESK: Frame = Frame {
    width: 320,
    height: 160,
    scheme: Scheme::Light,
    language: Language::English,
};

fn trace_of(name: &str) -> Trace {
    let settings = scenarios()
        .into_iter()
        .find(|(other, _)| *other == name)
        .expect("listed")
        .1;
    simulate(&Scenario::new(settings).0)
}

#[test]
fn text_is_readable_on_every_colour() {
    for scheme in Scheme::ALL {
        let palette = Palette::of(scheme);
        let mut pairs: Vec<(String, Color, Color)> = Role::ALL
            .iter()
            .map(|role| {
                let color = role.color(&palette);
                (format!("text on {}", role.name()), color.text_on(), color)
            })
            .collect();
        for ground in [palette.paper, palette.wash] {
            for (name, color) in [("ink", palette.ink), ("soft", palette.soft), ("accent", palette.accent)] {
                pairs.push((name.to_owned(), color, ground));
            }
        }
        for role in Role::ALL {
            pairs.push((
                format!("{} as text", role.name()),
                palette.text(role.color(&palette)),
                palette.paper,
            ));
            let line = palette.graphic(role.color(&palette));
            assert!(
                line.contrast(palette.paper) >= GRAPHIC_CONTRAST,
                "{scheme:?} {}",
                role.name()
            );
        }
        for (name, text, ground) in pairs {
            assert!(
                text.contrast(ground) >= TEXT_CONTRAST,
                "{scheme:?}: {name} {:.2}",
                text.contrast(ground)
            );
        }
    }
}

#[test]
fn roles_differ_in_colour_or_hatch() {
    for scheme in Scheme::ALL {
        let palette = Palette::of(scheme);
        let looks: HashSet<_> = Role::ALL
            .iter()
            .map(|role| format!("{:?} {:?}", role.color(&palette), role.hatch()))
            .collect();
        assert_eq!(looks.len(), Role::ALL.len());
    }
}

#[test]
fn css_variables_have_names_of_their_own() {
    for scheme in Scheme::ALL {
        let variables = Palette::css_variables(scheme);
        let names: HashSet<_> = variables.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), variables.len());
        assert!(variables.contains(&("--sent", Palette::of(scheme).sent)));
    }
    assert_eq!(Palette::of(Scheme::Light).sent.css(), "#0072b2");
}

#[test]
fn tables_say_what_the_metrics_say() {
    for name in ["default", "local-disk", "endless"] {
        let trace = trace_of(name);
        let down = charts::downtime(&trace, &LANES, &DESK).table;
        let traffic = charts::traffic(&trace, &LANES, &DESK).table;
        for (index, lane) in LANES.into_iter().enumerate() {
            let metrics = &trace.lane(lane).metrics;
            for cause in DownCause::ALL {
                match down
                    .head
                    .iter()
                    .position(|head| *head == cause.label(Language::English))
                {
                    Some(column) => assert_eq!(
                        down.rows[index][column],
                        format::time(Language::English, metrics.downtime[cause])
                    ),
                    None => assert!(metrics.downtime[cause].is_zero()),
                }
            }
            assert_eq!(
                down.rows[index].last(),
                Some(&results::results(Language::English, trace.lane(lane)).outage)
            );
            for cause in Cause::ALL {
                match traffic
                    .head
                    .iter()
                    .position(|head| *head == cause.label(Language::English))
                {
                    Some(column) => assert_eq!(
                        traffic.rows[index][column],
                        format::size(Language::English, metrics.traffic[cause])
                    ),
                    None => assert!(metrics.traffic[cause].is_zero()),
                }
            }
            assert_eq!(
                traffic.rows[index][1],
                format::size(Language::English, metrics.traffic.total())
            );
        }
        let memory = charts::memory_left(&trace, &LANES, &DESK).table;
        let live = trace.lane(Lane::Live);
        let first = memory
            .rows
            .iter()
            .find(|row| row[0] == "Live")
            .expect("live moves memory");
        assert_eq!(first[3], format::size(Language::English, live.samples[0].memory_left()));
    }
}

#[test]
fn a_lane_without_memory_is_not_in_the_memory_chart() {
    let trace = trace_of("default");
    let chart = charts::memory_left(&trace, &[Lane::Cold], &DESK);
    assert_eq!(chart.plot, None);
    assert!(chart.table.rows.is_empty() && chart.spots.is_empty());
    let chart = charts::memory_left(&trace, &LANES, &DESK);
    let plot = chart.plot.expect("two lanes move memory");
    assert_eq!(plot.end, trace.lane(Lane::Live).metrics.total);
    assert!(plot.left > 0.0 && plot.left < plot.right && plot.right <= 1.0);
}

#[test]
fn ticks_are_round_and_inside() {
    for exponent in -36..60 {
        let end = libm::exp2(f64::from(exponent) / 2.0);
        for most in 2..9 {
            let marks = ticks::time(Language::English, migrascope::units::SimTime::s(end), most);
            assert!((1..=most).contains(&marks.len()), "{end} {most}: {marks:?}");
            assert!(marks.iter().all(|(value, _)| *value <= end * 1.000_001));
            let labels: HashSet<_> = marks.iter().map(|(_, label)| label).collect();
            assert_eq!(labels.len(), marks.len(), "{end} {most}: {marks:?}");
        }
    }
}

#[test]
fn the_timeline_covers_every_phase() {
    for (name, settings) in scenarios() {
        let trace = simulate(&Scenario::new(settings).0);
        let timeline = timeline::timeline(Language::English, &trace, &LANES);
        assert_eq!(timeline.end, trace.end(), "{name}");
        for row in &timeline.lanes {
            let lane = trace.lane(row.lane);
            assert_eq!(row.bars.len(), lane.phases.len());
            assert_eq!(row.ticks.len(), lane.events.len());
            assert!(row.bars.iter().all(|bar| bar.start <= bar.end && !bar.label.is_empty()));
            assert!(row.bars.windows(2).all(|pair| pair[0].end == pair[1].start), "{name}");
        }
        assert!((2..=9).contains(&timeline.axis.len()), "{name}: {:?}", timeline.axis);
    }
}

#[test]
fn results_leave_zeros_out() {
    let trace = trace_of("default");
    for lane in trace.migrations() {
        let result = results::results(Language::English, lane);
        assert_eq!(result.status, "");
        assert!(
            result
                .downtime_split
                .iter()
                .chain(&result.traffic_split)
                .all(|(_, text)| !text.starts_with("0 "))
        );
        assert_eq!(result.times_memory.is_empty(), lane.lane == Lane::Cold);
    }
    let ranking = results::ranking(Language::English, &trace, &LANES);
    assert!(ranking.starts_with("Live stops the VM for "), "{ranking}");
    assert!(ranking.contains(" times as long; live sends the most: "), "{ranking}");
    let [cold, live] = [Lane::Cold, Lane::Live].map(|lane| trace.lane(lane).metrics.downtime.total().as_s());
    let (_, rest) = ranking.split_once("cold for ").expect("it is compared");
    let told = rest
        .split([',', ' '])
        .filter_map(|word| word.replace('\u{202f}', "").parse::<f64>().ok());
    let close = |times: f64| (times / (cold / live) - 1.0).abs() < 0.06;
    assert!(told.into_iter().any(close), "{ranking}: {} times", cold / live);
    let used = results::results(Language::English, trace.lane(Lane::Live)).times_memory;
    assert!(ranking.ends_with(&format!(", {used} the memory in use.")), "{ranking}");
    assert!(!results::ranking(Language::English, &trace, &[Lane::Live]).contains("times as long"));
    assert_eq!(results::ranking(Language::English, &trace, &[]), "");
}

#[test]
fn a_run_that_never_ends_is_said_to() {
    let trace = trace_of("endless");
    let live = trace.lane(Lane::Live);
    assert_eq!(live.metrics.status, Status::Running);
    let result = results::results(Language::English, live);
    assert_eq!(
        (result.downtime.as_str(), result.headline.as_str()),
        ("none yet", "never ends")
    );
    let last = live.rounds.last().expect("there are rounds");
    let [leaves, allowed] = [last.left, last.threshold].map(|pages| format::size(Language::English, pages.bytes()));
    let why =
        format!("It never ends within 10 min: each round still leaves {leaves}, and at most {allowed} may be left");
    assert!(result.status.starts_with(&why), "{}", result.status);
    let ranking = results::ranking(Language::English, &trace, &LANES);
    assert!(
        ranking.contains("Live: it never ends within 10 min: each round"),
        "{ranking}"
    );
}

#[test]
fn pictures_stay_as_they_were_looked_at() {
    let default = trace_of("default");
    let local = simulate(
        &Scenario::new(Settings {
            storage: Storage::Local,
            suspend: Suspend::Save,
            ..Settings::default()
        })
        .0,
    );
    expect_file!["charts/downtime.svg"].assert_eq(&charts::downtime(&local, &LANES, &DESK).svg);
    expect_file!["charts/traffic.svg"].assert_eq(&charts::traffic(&local, &LANES, &DESK).svg);
    expect_file!["charts/memory.svg"].assert_eq(&charts::memory_left(&default, &LANES, &DESK).svg);
    expect_file!["charts/speeds.svg"].assert_eq(&charts::speeds(&default, &LANES, &DESK).svg);
}

#[test]
fn words_are_plain() {
    let trace = trace_of("default");
    for (name, make) in CHARTS {
        let chart = make(&trace, &LANES, &DESK);
        assert!(chart.summary.ends_with('.') && !chart.caption.is_empty(), "{name}");
        assert!(chart.svg.contains("role=\"img\" aria-label=\""), "{name}");
        assert!(!chart.spots.is_empty() && !chart.table.rows.is_empty(), "{name}");
    }
    for cause in DownCause::ALL {
        assert!(cause.explanation().english().ends_with('.'));
    }
    assert_eq!(Lane::ALL.len(), LANES.len());
}

/// Strokes of the first line in a chart, in backend coordinates.
fn first_line(svg: &str) -> Vec<(f64, f64)> {
    let path = svg
        .split(" d=\"M")
        .nth(1)
        .expect("a line")
        .split('"')
        .next()
        .expect("its end");
    path.split('L')
        .map(|point| {
            let (x, y) = point.split_once(' ').expect("x and y");
            (x.parse().expect("a number"), y.parse().expect("a number"))
        })
        .collect()
}

#[test]
fn a_thinned_line_passes_by_every_sample() {
    for name in ["default", "busy", "endless"] {
        let trace = trace_of(name);
        let chart = charts::memory_left(&trace, &[Lane::Live], &DESK);
        let plot = chart.plot.expect("live moves memory");
        let line = first_line(&chart.svg);
        let samples = &trace.lane(Lane::Live).samples;
        let most = samples
            .iter()
            .map(|sample| sample.memory_left())
            .max()
            .expect("samples");
        let (width, height) = (f64::from(DESK.width) * 4.0, f64::from(DESK.height) * 4.0);
        for sample in samples {
            let x = (plot.left + (plot.right - plot.left) * (sample.at / plot.end)) * width;
            let y = (plot.bottom - (plot.bottom - plot.top) * (sample.memory_left() / most)) * height;
            let off = line
                .windows(2)
                .map(|pair| distance((x, y), pair[0], pair[1]))
                .fold(f64::INFINITY, f64::min);
            assert!(off < 6.0, "{name}: {off:.1} quarter pixels off at {:?}", sample.at);
        }
    }
}

fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).max(1e-9);
    let part = (((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length).clamp(0.0, 1.0);
    libm::hypot(point.0 - from.0 - part * dx, point.1 - from.1 - part * dy)
}
