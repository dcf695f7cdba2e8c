//! The row of a VM: its segments, the words beside them, and its story.

use engine::cluster::{End, Move, Record, Said, Stage};
use engine::migration::{PhaseKind, Status};
use engine::units::SimTime;
use text::{Language, say, word};

use super::history::{History, Span, What};
use super::{Note, Row, Segment, SegmentKind, cut, place};
use crate::cluster::{host, log, vm};
use crate::format;
use crate::key::{self, Mark};
use crate::labels::{Labelled, Role};

/// A story has this many sentences at most.
const MOST_SENTENCES: usize = 12;

pub(super) fn row(language: Language, record: &Record, history: &History, end: SimTime) -> Row {
    let to = Sheet { language, record, end };
    let mut segments = Vec::new();
    let mut notes = Vec::new();
    for (index, span) in history.spans.iter().enumerate() {
        let next = history.spans.get(index + 1).map_or(end, |next| next.start);
        // What follows before it is over takes its place.
        let span = Span {
            end: span.end.min(next.max(span.start)),
            ..*span
        };
        if span.start >= end {
            break;
        }
        match span.what {
            What::Moves(place) => to.moves(history, &record.moves[place], &mut segments),
            _ => segments.extend(to.stands(history, &span)),
        }
        let rest = &history.spans[index + 1..];
        let free = rest.iter().find(|other| !matches!(other.what, What::Waits(_)));
        let until = free.map_or(end, |free| free.start.min(end));
        notes.extend(to.note(history, index, &span, until));
    }
    Row {
        vm: history.vm,
        name: vm(record, history.vm),
        from: None,
        segments,
        notes,
        story: story(language, record, history),
    }
}

/// What the rows of a run are made with.
struct Sheet<'a> {
    language: Language,
    record: &'a Record,
    end: SimTime,
}

impl Sheet<'_> {
    /// The segments of a migration.
    fn moves(&self, history: &History, one: &Move, segments: &mut Vec<Segment>) {
        let first = segments.len();
        let mut labels = String::new();
        for stage in &one.stages {
            let Some((start, end)) = cut(stage.start, stage.end, self.end) else {
                break;
            };
            if start >= end {
                continue;
            }
            let kind = kind(one, stage);
            let label = stage.kind.label(self.language);
            match segments[first..].last_mut() {
                Some(last) if last.kind == kind => {
                    last.span.1 = end;
                    last.end = place(end, self.end);
                    if kind == SegmentKind::Phase(Role::Dirty) {
                        last.ticks.push(place(start, self.end));
                        labels = word!(self.language, "sent again").to_owned();
                    } else {
                        labels = say!(self.language, "{0}, {1}", labels, label);
                    }
                }
                _ => {
                    labels = label.into_owned();
                    segments.push(self.segment(kind, (start, end)));
                }
            }
            let explanation = self.explanation(history, one, stage, kind);
            if let Some(last) = segments.last_mut() {
                last.title = self.title(self.named(kind, &labels), last.span, &explanation);
            }
        }
    }

    fn named<'b>(&'b self, kind: SegmentKind, labels: &'b str) -> &'b str {
        match kind {
            SegmentKind::GivenUp => word!(self.language, "in vain"),
            _ => labels,
        }
    }

    fn explanation(&self, history: &History, one: &Move, stage: &Stage, kind: SegmentKind) -> String {
        match kind {
            SegmentKind::GivenUp => self.told(history, one.end, |said| matches!(said, Said::Ended(_))),
            SegmentKind::Down => key::meaning(self.language, Mark::Role(Role::Paused)).to_owned(),
            _ => stage.kind.explanation().get(self.language).to_owned(),
        }
    }

    /// A time in which it waits, or is down.
    fn stands(&self, history: &History, span: &Span) -> Option<Segment> {
        let span_cut = cut(span.start, span.end, self.end).filter(|(start, end)| start < end)?;
        let (kind, name, explanation) = match span.what {
            What::Waits(obstacle) => (
                SegmentKind::Waits,
                word!(self.language, "waits").to_owned(),
                obstacle.map_or_else(String::new, |obstacle| log::obstacle(self.language, obstacle)),
            ),
            What::Boots => (
                SegmentKind::Boots,
                word!(self.language, "boots again").to_owned(),
                PhaseKind::Boot.explanation().get(self.language).to_owned(),
            ),
            What::Gone | What::Moves(_) => (
                SegmentKind::Gone,
                word!(self.language, "down with its host").to_owned(),
                self.told(history, span.start, |said| matches!(said, Said::Down { .. })),
            ),
        };
        let title = self.title(&name, span_cut, &explanation);
        Some(Segment {
            title,
            ..self.segment(kind, span_cut)
        })
    }

    fn told(&self, history: &History, at: SimTime, is: impl Fn(&Said) -> bool) -> String {
        let entry = history.told(self.record, at, is);
        entry.map_or_else(String::new, |entry| log::sentence(self.language, self.record, entry))
    }

    fn segment(&self, kind: SegmentKind, span: (SimTime, SimTime)) -> Segment {
        Segment {
            kind,
            span,
            start: place(span.0, self.end),
            end: place(span.1, self.end),
            ticks: Vec::new(),
            title: String::new(),
        }
    }

    fn title(&self, name: &str, (start, end): (SimTime, SimTime), explanation: &str) -> String {
        let language = self.language;
        say!(
            language,
            "{0}: {1} to {2}, {3}\n{4}",
            name,
            format::clock(language, start),
            format::clock(language, end),
            format::time(language, end - start),
            explanation
        )
        .trim_end()
        .to_owned()
    }

    /// The words that belong to a span.
    fn note(&self, history: &History, index: usize, span: &Span, until: SimTime) -> Option<Note> {
        let goes_on = span.end > self.end;
        let on_bar = |text: String| Note {
            at: place(span.start, self.end),
            until: place(span.end, self.end),
            on_bar: true,
            text,
        };
        let after = |text: String| Note {
            at: place(span.end, self.end),
            until: place(until.max(span.end), self.end),
            on_bar: false,
            text,
        };
        match span.what {
            What::Waits(obstacle) => {
                // Who gets its turn tells it by that.
                let has_turn = history.spans.get(index + 1).is_some_and(|next| next.start < self.end);
                let obstacle = obstacle.filter(|_| !has_turn)?;
                Some(on_bar(log::obstacle(self.language, obstacle)))
            }
            What::Gone => Some(on_bar(word!(self.language, "down with its host").to_owned())),
            What::Boots if goes_on => None,
            What::Boots => {
                let at = engine::cluster::at(&self.record.vms[history.vm as usize], span.end)?;
                Some(after(host(at.host?)))
            }
            What::Moves(place) => {
                let one = &self.record.moves[place];
                if goes_on || one.outcome == End::Unfinished {
                    return Some(on_bar(self.still(one)));
                }
                Some(match one.outcome {
                    End::Moved => after(self.arrived(history, index, one)),
                    End::Stays => on_bar(self.gave_up(history, one)),
                    End::Lost | End::Unfinished => after(word!(self.language, "lost").to_owned()),
                })
            }
        }
    }

    fn still(&self, one: &Move) -> String {
        let before = |stage: &&Stage| stage.start < self.end;
        match one.stages.iter().rfind(before).map(|stage| stage.kind) {
            Some(PhaseKind::Round(pass)) => say!(self.language, "still on its way, in pass {0}", pass),
            Some(PhaseKind::Rounds(passes)) => say!(self.language, "still on its way, in pass {0}", passes.last),
            _ => word!(self.language, "still on its way").to_owned(),
        }
    }

    fn arrived(&self, history: &History, index: usize, one: &Move) -> String {
        let left = |span: &Span| {
            matches!(span.what, What::Moves(place)
                if self.record.moves[place].from == one.to && self.record.moves[place].outcome == End::Moved)
        };
        if history.spans[..index].iter().any(left) {
            say!(self.language, "{0}, back again", host(one.to))
        } else {
            host(one.to)
        }
    }

    fn gave_up(&self, history: &History, one: &Move) -> String {
        let language = self.language;
        let again = history.told(self.record, one.end, |said| matches!(said, Said::Again(..)));
        let after = format::time(language, one.end - one.start);
        match (one.figures.status, again) {
            (Status::Failed, Some(_)) => say!(language, "failed after {0}, tries again", after),
            (Status::Failed, None) => say!(language, "failed after {0}", after),
            (_, Some(_)) => say!(language, "gave up after {0}, tries again", after),
            (_, None) => say!(language, "gave up after {0}", after),
        }
    }
}

fn kind(one: &Move, stage: &Stage) -> SegmentKind {
    if !stage.runs {
        SegmentKind::Down
    } else if one.outcome == End::Stays {
        SegmentKind::GivenUp
    } else {
        SegmentKind::Phase(stage.kind.role())
    }
}

/// What became of a VM: what the log says of it, but for orders that have been carried out.
fn story(language: Language, record: &Record, history: &History) -> String {
    let began = history
        .said
        .iter()
        .any(|&place| matches!(record.log[place].said, Said::Began(_)));
    let tells = |said: &Said| match said {
        Said::Began(_) | Said::Ended(_) | Said::Down { .. } | Said::Restarted { .. } | Said::Up { .. } => true,
        Said::Waits { .. } => !began,
        _ => false,
    };
    let entries = history.said.iter().map(|&place| &record.log[place]);
    let told: Vec<String> = entries
        .filter(|entry| tells(&entry.said))
        .take(MOST_SENTENCES)
        .map(|entry| {
            say!(
                language,
                "{0}: {1}",
                format::clock(language, entry.at),
                log::sentence(language, record, entry)
            )
        })
        .collect();
    told.join(" ")
}
