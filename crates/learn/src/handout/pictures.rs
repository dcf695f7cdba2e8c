//! The runs of a lesson as pictures, and what is marked on by hand.

use super::{Block, Writer};
use crate::lesson::{Asked, Run, Step};
use engine::SimTime;
use engine::params::{Id, Lane, Parameters as _, Reveal, Settings};
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
        let mut experiment = run.experiment.clone();
        if let Some(moment) = until {
            experiment.display.moment = moment;
            experiment.display.reveal = Reveal::Run;
        }
        format!("{}#{}", self.printed.page, link::print(&experiment))
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
        let address = self.address(run, until);
        let origin = Origin {
            address: &address,
            version: VERSION,
            language: self.language,
        };
        let lanes: &[Lane] = &run.experiment.display.lanes;
        let svg = match until {
            Some(moment) => sealed(ran.trace, lanes, moment, Scheme::Light, &origin),
            None => picture(ran.trace, lanes, ran.trace.end(), Scheme::Light, &origin),
        };
        self.pictured = Some(what);
        self.blocks.push(Block::Picture(svg, address));
    }

    /// What a moment or a place is marked on.
    pub(super) fn axis(&mut self, step: &Step) {
        let blank = match step.asks() {
            Some(Asked::Moment(answer)) => {
                let mut names = Vec::new();
                answer.is.runs(&mut names);
                let lesson = self.printed.lesson;
                let run = names.first().and_then(|name| lesson.run(name));
                let ran = run.and_then(|run| Some((run, self.runs.get(&run.name)?.trace)));
                ran.map(|(run, trace)| paper::clock(self.language, trace, &run.experiment.display.lanes))
            }
            Some(Asked::Place(place)) => {
                let row = Settings::table().iter().find(|row| row.key == place.key);
                let ranged = row.and_then(|row| Some((row.id, row.range()?)));
                ranged.map(|(id, range)| match (id, self.shown()) {
                    (Id::WriteRate | Id::Link, Some(run)) => paper::map(self.language, run.experiment.scenario.spot()),
                    _ => paper::scale(self.language, id, range),
                })
            }
            _ => None,
        };
        self.blocks.extend(blank.map(Block::Blank));
    }
}
