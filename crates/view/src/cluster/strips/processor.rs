//! The processors of one host: what its VMs want, what they get, and the limits of a policy.

use engine::cluster::{Record, Step, spans};
use engine::units::Share;
use text::{say, word};

use super::course::most;
use super::{Area, AreaKind, Level, Piece, Sheet, Strip, StripKind, goes_by_load};
use crate::cluster::host;
use crate::format;

impl Sheet<'_> {
    /// The processors of the host that goes without for longest; if none does, of the one with most to do, where a policy
    /// goes by that.
    pub(super) fn processor(&self) -> Option<Strip> {
        let language = self.language;
        let missed = self.worst(|load| load.0 - load.1);
        let looks = self.records.iter().any(|record| goes_by_load(record));
        let place = match missed {
            Some(place) => place,
            None => self.worst(|load| load.0).filter(|_| looks)?,
        };
        let there = self
            .records
            .iter()
            .filter(|record| (place as usize) < record.hosts.len());
        let cores = |record: &Record| f64::from(record.cluster.hosts[place as usize].cores);
        let wanted = |record: &Record| {
            let load = &record.hosts.get(place as usize)?.load;
            let course: Vec<Step<f64>> = load
                .iter()
                .map(|step| Step {
                    at: step.at,
                    value: step.value.wanted,
                })
                .collect();
            Some(course)
        };
        let courses: Vec<Vec<Step<f64>>> = self
            .records
            .iter()
            .map(|record| wanted(record).unwrap_or_default())
            .collect();
        let has = there.clone().map(|record| cores(record)).fold(0.0, f64::max);
        let peak = most(&courses, self.end);
        let top = peak.max(has) * 1.05;
        let words = |value: f64| format::count(language, value);
        let mut levels = vec![Level {
            height: Share::new(has / top),
            text: say!(language, "{0} cores: all there are", words(has)),
        }];
        if let Some(record) = there.clone().find(|record| goes_by_load(record)) {
            let guards = record.cluster.guards();
            for (limit, is_over) in [(guards.overload, true), (guards.underload, false)] {
                let share = format::share(language, limit);
                levels.push(Level {
                    height: Share::new(limit.as_f64() * cores(record) / top),
                    text: if is_over {
                        say!(language, "too much: {0}", share)
                    } else {
                        say!(language, "too little: {0}", share)
                    },
                });
            }
        }
        let lines = courses.iter().enumerate().filter(|(_, course)| !course.is_empty());
        Some(Strip {
            scale: word!(language, "cores").to_owned(),
            summary: say!(
                language,
                "Processors that the VMs on {0} want: {1} at most, of {2}.",
                host(place),
                words(peak),
                words(has)
            ),
            areas: self.missed(place, top),
            lines: lines.map(|(run, course)| self.line(run, course, top, words)).collect(),
            levels,
            holds: self.holds(goes_by_load, |run| courses[run].clone(), top),
            ..self.strip(StripKind::Processor, say!(language, "{0} wants", host(place)))
        })
    }

    /// The host with most of something over time, in all runs together; none if no host has any. A load is what is wanted
    /// and what is given.
    fn worst(&self, of: impl Fn((f64, f64)) -> f64) -> Option<u32> {
        let mut sums = vec![0.0; self.records.iter().map(|record| record.hosts.len()).max()?];
        for record in self.records {
            for (sum, host) in sums.iter_mut().zip(&record.hosts) {
                for (start, until, load) in spans(&host.load, self.end) {
                    *sum += of((load.wanted, load.given)) * (until - start).as_s();
                }
            }
        }
        let most = sums.iter().copied().fold(0.0, f64::max);
        // Less than a thousandth of a core-second is what rounding leaves.
        let place = sums.iter().position(|&sum| sum >= most && most > 1e-3)?;
        Some(place as u32)
    }

    fn missed(&self, place: u32, top: f64) -> Vec<Area> {
        let area = |(run, record): (usize, &&Record)| {
            let load = &record.hosts.get(place as usize)?.load;
            let short = spans(load, self.end).filter(|(_, _, load)| load.wanted - load.given > 1e-9);
            let pieces: Vec<Piece> = short
                .map(|(start, until, load)| Piece {
                    start: self.share(start),
                    end: self.share(until),
                    low: Share::new(load.given / top),
                    high: Share::new(load.wanted / top),
                })
                .collect();
            (!pieces.is_empty()).then(|| Area {
                kind: AreaKind::Missed,
                run,
                vm: None,
                pieces,
                title: word!(self.language, "wanted, not had").to_owned(),
            })
        };
        self.records.iter().enumerate().filter_map(area).collect()
    }
}
