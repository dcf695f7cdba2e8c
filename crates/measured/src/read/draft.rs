//! What was read so far: moments are gathered, then put together to migrations.

use super::kind::{Impossible, Kind};
use crate::notice::{Notice, Problem};
use crate::record::{Field, Figure, Figures, Record, Snapshot, Status, Tool};
use engine::units::{Quantity, SimTime};
use std::ops::Range;

/// More notices are not kept: a file with a million faults has one fault.
const MOST_NOTICES: usize = 20;

/// What was read so far.
pub struct Draft<'a> {
    text: &'a str,
    /// The time in front of the line that is read now.
    pub stamp: Option<SimTime>,
    record: Record,
    now: Snapshot,
    start: Option<SimTime>,
    /// When the VM was stopped, by the clock of the log.
    pub stopped: Option<SimTime>,
    /// How much of the text was looked at for nothing, in bytes.
    pub in_vain: usize,
    done: Vec<Record>,
    notices: Vec<Notice>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            stamp: None,
            record: Record::default(),
            now: Snapshot::default(),
            start: None,
            stopped: None,
            in_vain: 0,
            done: Vec::new(),
            notices: Vec::new(),
        }
    }

    pub(super) fn format(&mut self, name: &'static str, tool: Tool) {
        if !self.record.formats.contains(&name) {
            self.record.formats.push(name);
        }
        // What stands around QEMU's own output says more about its defaults.
        if self.record.tool.is_none_or(|tool| tool == Tool::Qemu) {
            self.record.tool = Some(tool);
        }
    }

    /// Says that something was not taken as it stands.
    pub fn say(&mut self, place: Range<usize>, problem: Problem) {
        if self.notices.len() < MOST_NOTICES && !self.notices.iter().any(|notice| notice.problem == problem) {
            self.notices.push(Notice { place, problem });
        }
    }

    /// The next figures belong to another moment.
    pub fn moment(&mut self) {
        let now = std::mem::take(&mut self.now);
        if now.status.is_some() || !now.figures.all().is_empty() {
            self.push(now);
        }
        self.now.stamp = self.stamp;
    }

    /// The migration began now, by the clock of the log.
    pub fn starts(&mut self) {
        self.moment();
        if !self.record.snapshots.is_empty() {
            self.end_record();
        }
        self.start = self.stamp;
    }

    /// How it stands at this moment. Another status begins another moment.
    pub fn status(&mut self, status: Status) {
        if self.now.status.is_some_and(|now| now != status) {
            self.moment();
        }
        self.now.stamp = self.now.stamp.or(self.stamp);
        self.now.status = Some(status);
    }

    /// This moment is so long after the start.
    pub fn at(&mut self, at: SimTime) {
        self.now.at = Some(at);
    }

    /// A figure of this moment. A second one of its kind begins another moment.
    pub fn figure(&mut self, field: Field, value: Result<Quantity, Impossible>, place: Range<usize>) {
        let Ok(value) = value else {
            let written = self.text.get(place.clone()).unwrap_or_default();
            let shown: String = written.chars().take(40).collect();
            self.say(place, Problem::Impossible(shown));
            return;
        };
        let figure = Figure { field, value, place };
        if self.now.figures.figure(field).is_some() {
            self.moment();
        }
        self.now.stamp = self.now.stamp.or(self.stamp);
        if field == Field::Elapsed {
            self.now.at = SimTime::try_from(value).ok();
        }
        self.now.figures.set(figure);
    }

    /// The figure of a kind at the beginning of a part of the text, as one of this moment; whether there is one.
    pub fn take(&mut self, field: Field, kind: Kind, part: &str) -> bool {
        let Some((value, part)) = kind.take(part) else {
            return false;
        };
        self.figure(field, value, super::here::place(self.text, part));
        true
    }

    /// A setting, which holds for all of the migration.
    pub fn set(&mut self, field: Field, value: Result<Quantity, Impossible>, place: Range<usize>) {
        match value {
            Ok(value) => self.record.settings.set(Figure { field, value, place }),
            Err(_) => self.figure(field, value, place),
        }
    }

    /// What a reader said when the record was saved.
    pub fn said(&mut self, field: Field, value: Result<Quantity, Impossible>, place: Range<usize>) {
        match value {
            Ok(value) => self.record.said.set(Figure { field, value, place }),
            Err(_) => self.figure(field, value, place),
        }
    }

    /// The setting of a kind at the beginning of a part of the text; whether there is one.
    pub fn take_setting(&mut self, field: Field, kind: Kind, part: &str) -> bool {
        let Some((value, part)) = kind.take(part) else {
            return false;
        };
        self.set(field, value, super::here::place(self.text, part));
        true
    }

    /// The downtime limit grew to this, so long after the start.
    pub fn ramp(&mut self, at: Option<SimTime>, limit: SimTime) {
        let now = match (self.stamp, self.start) {
            (Some(stamp), Some(start)) => stamp - start,
            _ => SimTime::ZERO,
        };
        self.record.ramp.push((at.unwrap_or(now), limit));
    }

    /// This moment is at a time of the log's clock.
    pub fn place_in_time(&mut self, stamp: SimTime) {
        self.now.stamp = Some(stamp);
    }

    /// The last figure of a kind, of this moment or one before.
    pub fn last<Q: TryFrom<Quantity>>(&self, field: Field) -> Option<Q> {
        self.now.figures.get(field).or_else(|| self.record.last_value(field))
    }

    /// What the figures of this moment are so far.
    pub const fn now(&self) -> &Figures {
        &self.now.figures
    }

    fn push(&mut self, mut snapshot: Snapshot) {
        let figures = snapshot.figures.all();
        let start = figures.iter().map(|figure| figure.place.start).min().unwrap_or(0);
        let end = figures.iter().map(|figure| figure.place.end).max().unwrap_or(start);
        snapshot.place = start..end;
        if self.is_another(&snapshot) {
            self.end_record();
        }
        self.record.snapshots.push(snapshot);
    }

    /// Whether this moment belongs to another migration than those before it.
    fn is_another(&self, next: &Snapshot) -> bool {
        let Some(last) = self.record.snapshots.last() else {
            return false;
        };
        let has_ended = last.status.is_some_and(Status::is_end) && next.status.is_some_and(|status| !status.is_end());
        let sent = |snapshot: &Snapshot| snapshot.figures.size(Field::Sent);
        let begins_anew = match (last.at.zip(next.at), sent(last).zip(sent(next))) {
            (Some((before, after)), Some((had, has))) => after < before && has < had,
            _ => false,
        };
        has_ended || begins_anew
    }

    fn end_record(&mut self) {
        let mut record = std::mem::take(&mut self.record);
        let start = self.start.take();
        let first = record.snapshots.iter().find_map(|snapshot| snapshot.stamp);
        let first_at = record.snapshots.iter().find_map(|s| s.at.zip(s.stamp));
        // A moment whose tool tells its time places the clock of the log; else the first line is the start.
        let zero = start.or(first_at.map(|(at, stamp)| stamp - at)).or(first);
        for snapshot in &mut record.snapshots {
            if let (None, Some(stamp), Some(zero)) = (snapshot.at, snapshot.stamp, zero) {
                snapshot.at = (stamp >= zero).then(|| stamp - zero);
            }
        }
        let times: Vec<SimTime> = record.snapshots.iter().filter_map(|snapshot| snapshot.at).collect();
        if times.len() == record.snapshots.len() && !times.is_sorted() {
            let place = record.snapshots.first().map_or(0..0, |snapshot| snapshot.place.clone());
            self.say(place, Problem::Backwards);
            // What was seen of the end is the end, whatever clock it was seen by.
            let is_end = |snapshot: &Snapshot| snapshot.status.is_some_and(Status::is_end);
            record.snapshots.sort_by_key(|snapshot| (is_end(snapshot), snapshot.at));
        }
        self.done.push(record);
    }

    pub(super) fn finish(mut self) -> (Vec<Record>, Vec<Notice>) {
        self.moment();
        self.end_record();
        let mut records = self.done;
        records.retain(|record| !record.is_empty());
        // Settings that are printed alone, before or after, belong to the migration beside them.
        if let Some(alone) = records.iter().position(|record| record.snapshots.is_empty())
            && records.len() > 1
        {
            let settings = records.remove(alone);
            let beside = alone.min(records.len() - 1);
            for figure in settings.settings.all() {
                records[beside].settings.set(figure.clone());
            }
            let formats = &mut records[beside].formats;
            formats.extend(settings.formats);
            formats.dedup();
        }
        let mut notices = self.notices;
        if records.len() > 1 {
            notices.push(Notice {
                place: 0..0,
                problem: Problem::Several(records.len()),
            });
        }
        if let [only] = records.as_slice()
            && only.snapshots.is_empty()
        {
            notices.push(Notice {
                place: 0..0,
                problem: Problem::Settings,
            });
        }
        (records, notices)
    }
}
