//! The runs of a lesson as pictures, and what is marked on by hand.

use super::{Block, Writer, cluster};
use crate::expression::Ran;
use crate::lesson::{Asked, Run, Step};
use crate::subject::Subject;
use engine::SimTime;
use engine::params::{Id, Lane, Reveal};
use view::export::{Origin, VERSION};
use view::palette::Scheme;
use view::paper;
use view::picture::{picture, sealed};

impl<'a> Writer<'a> {
    /// The run that the lanes show.
    pub(super) fn shown(&self) -> Option<&'a Run> {
        self.printed.lesson.run(self.show?)
    }

    /// The link that opens a run: whole, or at a moment with what comes after it covered.
    pub(super) fn address(&self, run: &Run, until: Option<SimTime>) -> String {
        let mut subject = run.subject.clone();
        if let (Some(moment), Subject::Lab(experiment)) = (until, &mut subject) {
            experiment.display.moment = moment;
            experiment.display.reveal = Reveal::Run;
        }
        format!("{}#{}", self.printed.page, subject.print())
    }

    /// The lanes that are shown now.
    pub(super) fn picture(&mut self, until: Option<SimTime>) {
        if let Some(run) = self.shown() {
            self.picture_of(run, until);
        }
    }

    /// The lanes, unless they were just shown so: those of the whole run, or as they are at this moment, for what comes after the moment of
    /// a question would tell its answer.
    pub(super) fn picture_of(&mut self, run: &'a Run, until: Option<SimTime>) {
        let what = (run.name.as_str(), until);
        if self.pictured == Some(what) || until.is_some_and(SimTime::is_zero) {
            return;
        }
        let Some(ran) = self.runs.get(&run.name) else { return };
        self.pictured = Some(what);
        let address = self.address(run, until);
        let (trace, experiment) = match (ran, run.subject.lab()) {
            (Ran::Lab { trace, .. }, Some(experiment)) => (trace, experiment),
            (ran, _) => {
                let blocks = cluster::blocks(self.language, ran, until, address);
                return self.blocks.extend(blocks);
            }
        };
        let origin = Origin {
            address: &address,
            version: VERSION,
            language: self.language,
        };
        let lanes: &[Lane] = &experiment.display.lanes;
        let svg = match until {
            Some(moment) => sealed(trace, lanes, moment, Scheme::Light, &origin),
            None => picture(trace, lanes, trace.end(), Scheme::Light, &origin),
        };
        self.blocks.push(Block::Picture(svg, address));
    }

    /// What a moment or a place is marked on.
    pub(super) fn axis(&mut self, step: &Step) {
        let blank = match step.asks() {
            Some(Asked::Moment(answer)) => {
                let run = self.printed.lesson.measured(answer);
                match run.and_then(|run| Some((self.runs.get(&run.name)?, run.subject.lab()?))) {
                    Some((Ran::Lab { trace, .. }, experiment)) => {
                        Some(paper::clock(self.language, trace, &experiment.display.lanes))
                    }
                    _ => None,
                }
            }
            Some(Asked::Place(place)) => {
                let shown = self.shown().and_then(|run| run.subject.lab());
                Some(match (place.parameter, shown) {
                    (Id::WriteRate | Id::Link, Some(shown)) => paper::map(self.language, shown.scenario.spot()),
                    (parameter, _) => paper::scale(self.language, parameter, &place.range),
                })
            }
            _ => None,
        };
        self.blocks.extend(blank.map(Block::Blank));
    }
}
