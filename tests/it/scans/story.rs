//! At any moment, lane, sentence, chart, table and JSON tell one story.

use migrascope::link;
use migrascope::migration::{Host, PhaseKind, Power, Primary, Status};
use migrascope::params::{Choice, Lane};
use migrascope::text::Language;
use migrascope::trace::{LaneTrace, Trace, simulate};
use migrascope::units::{Bytes, Pages, SimTime};
use migrascope::view::charts::{memory_at, speeds_at};
use migrascope::view::export::table::{Runs, results_json};
use migrascope::view::labels::Labelled;
use migrascope::view::narration::sentence;
use migrascope::view::pagemap::{Cell, page_map, spans};
use migrascope::view::results::{results, so_far};
use migrascope::view::scene::scene;
use migrascope::view::{format, kinds};
use proptest::prelude::*;
use serde_json::Value;

use super::{any_usual, events, run, scan, valid, with_events};

const ENGLISH: Language = Language::English;

/// What is told at a moment of a lane, and does not fit together.
struct Teller<'a> {
    trace: &'a Trace,
    lane: &'a LaneTrace,
    time: SimTime,
    found: Vec<String>,
}

impl Teller<'_> {
    fn must(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.found
                .push(format!("{:?} at {:?}: {}", self.lane.lane, self.time, what()));
        }
    }

    /// The line of a chart's readout that is about this lane.
    fn line(&self, text: &str) -> String {
        let start = format!("{}: ", kinds::name(ENGLISH, self.lane));
        let line = text.lines().find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_default().to_owned()
    }

    fn power_and_host(&mut self) {
        let moment = self.lane.at(self.time);
        let shown = scene(ENGLISH, self.lane, self.time);
        self.must((shown.power, shown.host) == (moment.power, moment.host), || {
            format!(
                "lane {:?} {:?}, trace {:?} {:?}",
                shown.power, shown.host, moment.power, moment.host
            )
        });
        let speeds = self.line(&speeds_at(ENGLISH, self.trace, &[self.lane.lane], self.time));
        let word = match moment.power {
            Power::Running => format::share(ENGLISH, moment.state.speed),
            power => power.label(ENGLISH).into_owned(),
        };
        self.must(speeds.starts_with(&format!("VM {word}, ")), || {
            format!("{speeds}, not {word}")
        });
        for (host, beside) in [(Host::Source, &shown.source), (Host::Destination, &shown.destination)] {
            self.must(beside.present == (moment.host == host), || {
                format!("{host:?}: {beside:?}")
            });
            let runs_there = beside.present && moment.power == Power::Running;
            self.must(!(runs_there && beside.crashed), || {
                format!("a VM runs on {host:?}, which crashed")
            });
        }
    }

    /// What is left to send: beside the host, in the chart and in the map of pages.
    fn left(&mut self) {
        let moment = self.lane.at(self.time);
        let chart = self.line(&memory_at(ENGLISH, self.trace, &[self.lane.lane], self.time));
        let left = moment.state.memory_left();
        self.must(
            chart.is_empty() || chart == format!("{} to send", format::size(ENGLISH, left)),
            || format!("the chart has {chart}, the trace {left:?}"),
        );
        let Some(phase) = moment.phase else { return };
        let is_round = matches!(
            phase.kind,
            PhaseKind::FirstPass | PhaseKind::Round(_) | PhaseKind::Rounds(_)
        );
        if self.lane.lane != Lane::Live || !is_round {
            return;
        }
        let queued: Pages = moment.state.zones.iter().map(|zone| zone.queued).sum();
        let dirty: Pages = moment.state.zones.iter().map(|zone| zone.dirty).sum();
        let lines = scene(ENGLISH, self.lane, self.time).source.lines;
        let said =
            |pages: Pages, what: &str| lines.contains(&format!("{} {what}", format::size(ENGLISH, pages.bytes())));
        let left = queued + dirty;
        self.must(said(left, "left"), || format!("{left:?} are left, {lines:?}"));
        self.must(dirty.as_f64() < 1.0 || said(dirty, "of it dirty"), || {
            format!("{dirty:?} of it are dirty, {lines:?}")
        });
        let map = page_map(self.lane, self.time, Host::Source);
        let cell = self.lane.memory / map.cells.len() as f64;
        let drawn = cell * (map.count(Cell::Unsent) + map.count(Cell::Dirty)) as f64;
        // A page that is queued and written again is one page; each zone is rounded to cells.
        let zones = self.lane.zones.iter().zip(&moment.state.zones);
        let both: Pages = zones
            .clone()
            .map(|(zone, state)| (state.queued + state.dirty).min(zone.pages))
            .sum();
        let least: Pages = zones.map(|(_, state)| state.queued.max(state.dirty)).sum();
        let rounding = cell * (2 * spans(self.lane).count() + 2) as f64;
        self.must(drawn <= both + rounding && drawn + rounding >= least, || {
            format!("the map has {drawn:?}, the trace {least:?} to {both:?}")
        });
    }

    fn downtime(&mut self) {
        let whole = self.lane.metrics.downtime.total();
        let hair = SimTime::s(1e-6 + whole.as_s() * 1e-9);
        let stood: SimTime = self
            .lane
            .phases
            .iter()
            .filter(|phase| phase.power != Power::Running && phase.start < self.time)
            .map(|phase| phase.end.min(self.time) - phase.start)
            .sum();
        self.must(stood <= whole + hair, || {
            format!("the VM stood still for {stood:?} of {whole:?}")
        });
        if let Some(so_far) = so_far(self.lane, self.time) {
            self.must((so_far - stood).max(stood - so_far) <= hair, || {
                format!("{so_far:?} so far, not {stood:?}")
            });
        }
        if self.time >= self.lane.end() {
            self.must(stood + hair >= whole, || {
                format!("the stages stand still for {stood:?} of {whole:?}")
            });
        }
    }

    /// What became of it: one word everywhere.
    fn end(&mut self, json: &Value) {
        let metrics = &self.lane.metrics;
        // A host that crashes after the end takes the VM with it.
        let done = metrics.status == Status::Completed && !metrics.outcome.lost;
        let shown = scene(ENGLISH, self.lane, self.time);
        let told = sentence(ENGLISH, self.trace, &[self.lane.lane], self.time).text;
        let figures = results(ENGLISH, self.lane);
        self.must((shown.subtitle == "done") == done, || {
            format!("{:?}, {}", metrics.status, shown.subtitle)
        });
        self.must(told.starts_with("Done: ") == done, || {
            format!("{:?}, {told}", metrics.status)
        });
        self.must(done || !figures.status.is_empty(), || {
            "not a word of how it ended".to_owned()
        });
        self.must(json["status"] == format!("{:?}", metrics.status).to_lowercase(), || {
            json["status"].to_string()
        });
        for (name, figure) in [
            ("total_time_s", metrics.total.as_s()),
            ("downtime_s", metrics.downtime.total().as_s()),
            ("outage_s", metrics.outage.as_s()),
            ("bytes_sent", metrics.traffic.total().as_f64()),
        ] {
            let said = json[name].as_f64().unwrap_or(f64::NAN);
            self.must((said - figure).abs() <= 1e-9 * figure, || {
                format!("{name}: {said}, not {figure}")
            });
        }
        let sent = self.lane.at(self.time).state.sent.total();
        let near = |one: Bytes, other: Bytes| (one - other).max(other - one) <= Bytes::new(1.0) + one * 1e-9;
        self.must(near(sent, metrics.traffic.total()), || {
            format!("the record ends with {sent:?} of {:?}", metrics.traffic.total())
        });
        let down = format::time(ENGLISH, metrics.downtime.total());
        self.must(!done || (figures.downtime == down && told.contains(&down)), || {
            format!("{down}, {}, {told}", figures.downtime)
        });
        let host = match metrics.outcome.primary {
            Primary::Source => Some(Host::Source),
            Primary::Destination => Some(Host::Destination),
            Primary::File | Primary::Split | Primary::Nowhere => None,
        };
        self.must(
            !metrics.outcome.up || host.is_none_or(|host| host == shown.host),
            || format!("the VM is at {host:?}, and drawn at {:?}", shown.host),
        );
        let runs = shown.power == Power::Running;
        self.must(metrics.status == Status::Running || metrics.outcome.up == runs, || {
            format!("up: {}, and {:?} is drawn", metrics.outcome.up, shown.power)
        });
    }
}

/// What does not fit together in an experiment, at parts of its lanes and at their ends.
fn contradictions(text: &str, parts: &[f64]) -> Vec<String> {
    let scenario = link::parse(text).0.scenario;
    let trace = simulate(&scenario);
    let json: Value = serde_json::from_str(&results_json(text, &[], &Runs::one(&trace), &[], Lane::ALL)).expect("JSON");
    let mut found = Vec::new();
    for (index, lane) in trace.migrations().iter().enumerate() {
        let times = parts
            .iter()
            .map(|&part| lane.metrics.total * part)
            .chain([lane.end() + SimTime::s(1.0)]);
        for time in times {
            let mut teller = Teller {
                trace: &trace,
                lane,
                time,
                found: Vec::new(),
            };
            teller.power_and_host();
            teller.left();
            teller.downtime();
            if time > lane.end() {
                teller.end(&json["lanes"][index]);
            }
            found.extend(teller.found);
        }
    }
    found.into_iter().map(|found| format!("{found}\n  #{text}")).collect()
}

#[test]
fn one_story_is_told_at_every_moment() {
    let draws = (any_usual(), events(), prop::collection::vec(0.0..1.0_f64, 12));
    let found = scan(400, draws, |(settings, events, parts)| {
        let scenario = valid(settings);
        let total = run(&scenario, Lane::Live).total.min(SimTime::s(3600.0));
        contradictions(&with_events(&link::print_scenario(&scenario), &events, total), &parts)
    });
    assert!(
        found.is_empty(),
        "{} contradictions:\n{}",
        found.len(),
        found.join("\n")
    );
}
