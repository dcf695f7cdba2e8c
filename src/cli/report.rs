//! The figures of a run as they are printed: names end in their unit.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::link::{self, Notice};
use crate::migration::{Metrics, Verdict};
use crate::params::Lane;
use crate::scenario::{Scenario, Settings};
use crate::view::export::table::{self, Field};
use crate::view::export::two::{Changes, Differences, Second, difference};

/// One link with its outcome.
#[derive(Debug, Serialize)]
pub(super) struct LinkReport<L> {
    pub link: String,
    pub notices: Vec<String>,
    pub lanes: Vec<L>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Second<L>>,
    #[serde(skip)]
    pub verdicts: Vec<Verdict>,
}

/// The figures of one lane, and how they split up.
#[derive(Debug, Serialize)]
pub(super) struct LaneReport {
    #[serde(skip)]
    pub lane: Lane,
    #[serde(skip)]
    pub metrics: Metrics,
    #[serde(flatten)]
    pub figures: Figures,
    pub downtime_by_s: BTreeMap<&'static str, f64>,
    pub traffic_by_bytes: BTreeMap<&'static str, f64>,
}

/// The figures of one lane; an object in JSON.
#[derive(Debug)]
pub(super) struct Figures(pub Vec<Field>);

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, cell)| (name, cell)))
    }
}

impl<L> LinkReport<L> {
    pub(super) fn new(text: &str, report: impl Fn(&Scenario, Lane) -> (L, Metrics)) -> Self {
        let (experiment, mut notices) = link::parse(text);
        let lanes = &experiment.display.lanes;
        let run = |scenario: &Scenario| -> (Vec<L>, Vec<Metrics>) {
            lanes.iter().map(|&lane| report(scenario, lane)).unzip()
        };
        let (reports, runs) = run(&experiment.scenario);
        notices.extend(link::idle_events(&experiment.scenario, &runs));
        let mut verdicts: Vec<Verdict> = runs.iter().map(Metrics::verdict).collect();
        let second = experiment.second.as_ref().map(|scenario| {
            let (reports, beside) = run(scenario);
            let told = link::idle_events(scenario, &beside);
            let fresh = told.into_iter().map(Notice::of_second);
            notices.extend(fresh);
            verdicts.extend(beside.iter().map(Metrics::verdict));
            let figures = |runs: &[Metrics], place: usize| table::figures(lanes[place], &runs[place]);
            Second {
                changes: Changes(link::changes::<Settings>(&experiment.scenario, scenario)),
                lanes: reports,
                difference: (0..lanes.len())
                    .map(|place| Differences(difference(&figures(&runs, place), &figures(&beside, place))))
                    .collect(),
            }
        });
        Self {
            link: format!("#{}", link::print(&experiment)),
            notices: notices.iter().map(ToString::to_string).collect(),
            lanes: reports,
            second,
            verdicts,
        }
    }
}

impl Figures {
    pub(super) fn new(lane: Lane, metrics: &Metrics) -> Self {
        Self(table::figures(lane, metrics))
    }

    /// The names of the columns, in order.
    pub(super) fn names() -> Vec<&'static str> {
        let any = table::figures(Lane::Live, &Metrics::default());
        any.into_iter().map(|(name, _)| name).collect()
    }
}

impl LaneReport {
    pub(super) fn new(lane: Lane, metrics: &Metrics) -> Self {
        let [downtime, traffic] = table::splits(metrics).map(|(_, parts)| parts.into_iter().collect());
        Self {
            lane,
            metrics: *metrics,
            figures: Figures::new(lane, metrics),
            downtime_by_s: downtime,
            traffic_by_bytes: traffic,
        }
    }
}
