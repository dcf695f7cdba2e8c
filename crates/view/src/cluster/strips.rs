//! What runs beside the rows of the migrations on the same clock: the link that holds them back, processors, unevenness, hosts
//! that are on, and what they draw. A strip that would say nothing is left out.

mod course;
mod link;
mod processor;

use engine::cluster::settings::PolicyName;
use engine::cluster::{Entry, Guard, Record, Said, Step};
use engine::units::{Share, SimTime};
use text::{Language, say, word};

use crate::format;
use crate::labels::Role;
use course::{least, most, places, value_at};

/// Power that changes by less than this part of its most is no news.
const NEWS: f64 = 0.25;
/// The same for unevenness, which is a small number itself.
const UNEVEN_NEWS: f64 = 0.02;

/// What a strip is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripKind {
    /// The link that holds migrations back for longest.
    Link,
    /// The processors of the host that goes without for longest, or has most to do.
    Processor,
    /// How uneven the hosts are.
    Imbalance,
    /// How many hosts are on.
    Hosts,
    /// What all hosts draw.
    Power,
}

/// A strip; every place across is a share of the clock, every height a share of the strip's.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What it is about.
    pub kind: StripKind,
    /// The run that it is of; none if both are in it.
    pub run: Option<usize>,
    /// What it is called.
    pub name: String,
    /// What its full height is, or how much there is in all.
    pub scale: String,
    /// Surfaces.
    pub areas: Vec<Area>,
    /// Courses.
    pub lines: Vec<Line>,
    /// Limits.
    pub levels: Vec<Level>,
    /// Looks at which something was wrong and nothing was done yet.
    pub holds: Vec<Hold>,
    /// What is to be seen in it, in a sentence with numbers.
    pub summary: String,
}

/// What a surface shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AreaKind {
    /// What a migration sends.
    Sends(Role),
    /// What tenants send.
    Others,
    /// Processor time that is wanted and not had.
    Missed,
}

/// A surface of one colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// What.
    pub kind: AreaKind,
    /// Of which run.
    pub run: usize,
    /// The VM that moves; none where several are told together.
    pub vm: Option<u32>,
    /// Rectangles in the order of time.
    pub pieces: Vec<Piece>,
    /// What it is.
    pub title: String,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// From where to where.
    pub start: Share,
    /// See [`Piece::start`].
    pub end: Share,
    /// How high it begins and ends.
    pub low: Share,
    /// See [`Piece::low`].
    pub high: Share,
}

/// A course in steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Of which run.
    pub run: usize,
    /// Since when how high.
    pub steps: Vec<(Share, Share)>,
    /// Until when the last holds.
    pub end: Share,
    /// The first and the last value in words.
    pub first: String,
    /// See [`Line::first`].
    pub last: String,
}

/// A limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// How high.
    pub height: Share,
    /// What it is.
    pub text: String,
}

/// For some looks in a row something was wrong, and nothing was done yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// Of which run.
    pub run: usize,
    /// Where it looked, and how high the course was.
    pub looks: Vec<(Share, Share)>,
    /// `seen 2 of 3 times`.
    pub text: String,
}

/// The strips of one run, or of two, up to the end of the clock.
#[must_use]
pub fn strips(language: Language, records: &[&Record], end: SimTime) -> Vec<Strip> {
    if end.is_zero() {
        return Vec::new();
    }
    let sheet = Sheet { language, records, end };
    let links = records.iter().enumerate();
    let mut strips: Vec<Strip> = links
        .filter_map(|(run, record)| link::link(&sheet, run, record))
        .collect();
    strips.extend(
        [sheet.processor(), sheet.imbalance(), sheet.hosts(), sheet.power()]
            .into_iter()
            .flatten(),
    );
    strips
}

/// What strips are made with.
struct Sheet<'a> {
    language: Language,
    records: &'a [&'a Record],
    end: SimTime,
}

impl Sheet<'_> {
    fn share(&self, time: SimTime) -> Share {
        Share::new(time / self.end)
    }

    fn strip(&self, kind: StripKind, name: String) -> Strip {
        Strip {
            kind,
            run: None,
            name,
            scale: String::new(),
            areas: Vec::new(),
            lines: Vec::new(),
            levels: Vec::new(),
            holds: Vec::new(),
            summary: String::new(),
        }
    }

    fn line(&self, run: usize, course: &[Step<f64>], top: f64, words: impl Fn(f64) -> String) -> Line {
        let end = self.end.min(self.records[run].until);
        Line {
            run,
            steps: places(course, end, self.end, top),
            end: self.share(end),
            first: words(value_at(course, SimTime::ZERO)),
            last: words(value_at(course, end)),
        }
    }

    /// What the hosts draw, if that changes.
    fn power(&self) -> Option<Strip> {
        let language = self.language;
        let courses: Vec<Vec<Step<f64>>> = self.records.iter().map(|record| record.power()).collect();
        let (top, least) = (most(&courses, self.end), least(&courses, self.end));
        let is_news = |course: &Vec<Step<f64>>| {
            let course = std::slice::from_ref(course);
            most(course, self.end) - self::least(course, self.end) >= NEWS * most(course, self.end)
        };
        if top <= 0.0 || !courses.iter().any(is_news) {
            return None;
        }
        let watts = |watts: f64| super::words::watts(language, watts);
        let lines = courses.iter().enumerate();
        Some(Strip {
            scale: watts(top),
            summary: say!(
                language,
                "What all hosts draw: {0} at most, {1} at least.",
                watts(top),
                watts(least)
            ),
            lines: lines.map(|(run, course)| self.line(run, course, top, watts)).collect(),
            ..self.strip(StripKind::Power, word!(language, "power" in "watts").to_owned())
        })
    }

    /// How many hosts are on, if one ever is not.
    fn hosts(&self) -> Option<Strip> {
        let language = self.language;
        let courses: Vec<Vec<Step<f64>>> = self.records.iter().map(|record| record.hosts_on()).collect();
        let top = self.records.iter().map(|record| record.hosts.len()).max()? as f64;
        let least = least(&courses, self.end);
        let some_are_off = |(course, record): (&Vec<Step<f64>>, &&Record)| {
            self::least(std::slice::from_ref(course), self.end) < record.hosts.len() as f64
        };
        if !courses.iter().zip(self.records).any(some_are_off) {
            return None;
        }
        let count = |hosts: f64| format::count(language, hosts);
        let lines = courses.iter().enumerate();
        Some(Strip {
            scale: say!(language, "of {0}", count(top)),
            summary: say!(
                language,
                "Hosts that are on: {0} at least, of {1}.",
                count(least),
                count(top)
            ),
            lines: lines.map(|(run, course)| self.line(run, course, top, count)).collect(),
            ..self.strip(StripKind::Hosts, word!(language, "hosts on").to_owned())
        })
    }

    /// How uneven the hosts are, where a policy looks at them.
    fn imbalance(&self) -> Option<Strip> {
        let language = self.language;
        let courses: Vec<&[Step<f64>]> = self.records.iter().map(|record| &record.imbalance[..]).collect();
        let mut levels: Vec<f64> = Vec::new();
        for record in self.records {
            if goes_by_imbalance(record) {
                levels.push(record.cluster.guards().overload.as_f64());
            }
        }
        levels.dedup();
        let (highest, least) = (most(&courses, self.end), least(&courses, self.end));
        if levels.is_empty() && highest - least < UNEVEN_NEWS || !least.is_finite() {
            return None;
        }
        let top = levels.iter().copied().fold(highest, f64::max) * 1.1;
        let words = |value: f64| format::localized(language, format!("{value:.2}"));
        let lines = courses.iter().enumerate().filter(|(_, course)| !course.is_empty());
        Some(Strip {
            summary: say!(
                language,
                "How uneven the hosts are, as the coefficient of variation of their loads: {0} at most, {1} at least.",
                words(highest),
                words(least)
            ),
            lines: lines.map(|(run, course)| self.line(run, course, top, words)).collect(),
            levels: levels
                .iter()
                .map(|&level| Level {
                    height: Share::new(level / top),
                    text: say!(language, "threshold {0}", words(level)),
                })
                .collect(),
            holds: self.holds(goes_by_imbalance, |run| courses[run].to_vec(), top),
            ..self.strip(StripKind::Imbalance, word!(language, "imbalance").to_owned())
        })
    }

    /// When policies of a kind looked, found something wrong and did not act yet.
    fn holds(&self, goes: impl Fn(&Record) -> bool, course: impl Fn(usize) -> Vec<Step<f64>>, top: f64) -> Vec<Hold> {
        let mut holds = Vec::new();
        for (run, record) in self.records.iter().enumerate().filter(|(_, record)| goes(record)) {
            let course = course(run);
            for entry in record.log.iter().filter(|entry| entry.at <= self.end) {
                let Said::Nothing(Guard::Persist(seen, of)) = entry.said else {
                    continue;
                };
                let look = |at: SimTime| (self.share(at), Share::new(value_at(&course, at) / top));
                holds.push(Hold {
                    run,
                    looks: looks(entry).filter(|at| *at <= self.end).map(look).collect(),
                    text: say!(self.language, "seen {0} of {1} times", seen, of),
                });
            }
        }
        holds
    }
}

/// The looks that an entry of the log tells together: one every so often.
fn looks(entry: &Entry) -> impl Iterator<Item = SimTime> + use<> {
    let (first, times) = (entry.at, entry.times);
    let every = (entry.until - first) / f64::from(times.saturating_sub(1).max(1));
    (0..times).map(move |look| first + every * f64::from(look))
}

fn goes_by_imbalance(record: &Record) -> bool {
    record.cluster.settings.policy == PolicyName::Proxmox
}

fn goes_by_load(record: &Record) -> bool {
    matches!(
        record.cluster.settings.policy,
        PolicyName::Thresholds | PolicyName::Power
    )
}
