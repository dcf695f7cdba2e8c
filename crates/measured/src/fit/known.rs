//! What of a scenario a record tells without running the engine.

use super::missing::Missing;
use super::observed::{FirstPass, sending_rate};
use super::value::{Assumption, Formula, Origin, Value};
use crate::record::{Field, Record, Snapshot, Status, Tool};
use engine::migration::wire;
use engine::params::{Id, Method, StopRule, TimeoutAction};
use engine::scenario::{Patience, Ramp, Scenario, Settings, Switch, Timeout, Used};
use engine::units::{Bytes, PAGE_BYTES, Pages, Rate, Share, SimTime};

/// What is known without running the engine.
#[derive(Clone, Debug)]
pub struct Known {
    /// The settings, with writes still to be found.
    pub settings: Settings,
    /// Where each value is from.
    pub values: Vec<Value>,
    /// How fast memory goes while the VM runs.
    pub rate: Rate,
    /// By how much the memory in use may be wrong.
    pub unsure: Bytes,
}

/// Usual lines, in bits a second.
pub const LINES: [f64; 9] = [1e9, 2.5e9, 10e9, 25e9, 40e9, 50e9, 100e9, 200e9, 400e9];
/// A rate this near to a cap is held back by it.
const AT_CAP: f64 = 0.9;
/// A line of so many bits carries as many of the stream.
fn line_of(payload: Rate) -> Rate {
    let carried = wire::line_rate(&Scenario::default()) / Settings::default().link;
    payload * (1.0 / carried)
}

/// Reads a record as a scenario.
///
/// # Errors
/// Says what is missing.
pub fn known(record: &Record) -> Result<Known, Missing> {
    if record.snapshots.is_empty() {
        return Err(Missing::Moments);
    }
    let mut known = Known {
        settings: Settings::default(),
        values: Vec::new(),
        rate: Rate::ZERO,
        unsure: Bytes::ZERO,
    };
    let (memory, origin) = memory(record).ok_or(Missing::Memory)?;
    known.settings.ram = memory;
    known.note(Id::Ram, origin, record, &[Field::Memory]);
    known.rate = rate(record, &mut known.values).ok_or(Missing::Rate)?;
    known.read_used(record);
    known.read_line(record);
    known.read_limit(record);
    known.read_method(record);
    known.read_capabilities(record);
    Ok(known)
}

/// All memory of the VM.
fn memory(record: &Record) -> Option<(Bytes, Origin)> {
    let read = record.last_value(Field::Memory);
    let said = || record.said.size(Field::Memory);
    read.map(|memory| (memory, Origin::Read(Field::Memory)))
        .or_else(|| Some((said()?, Origin::Assumed(Assumption::Said))))
}

/// The rate of memory while the VM ran.
fn rate(record: &Record, values: &mut Vec<Value>) -> Option<Rate> {
    let places = |fields: &[Field]| {
        fields
            .iter()
            .filter_map(|&field| record.last(field))
            .map(|f| f.place.clone())
            .collect()
    };
    let mut note = |formula, fields: &[Field]| {
        values.push(Value {
            id: Id::Link,
            origin: Origin::Derived(formula),
            places: places(fields),
        });
    };
    if let Some(rate) = sending_rate(record) {
        note(Formula::SentByTime, &[Field::Sent, Field::Elapsed]);
        return Some(rate);
    }
    let wire: Option<Rate> = record.last_value(Field::Wire).filter(|rate: &Rate| !rate.is_zero());
    let mean = mean_rate(record);
    // What the tool printed is of the last moments: in a stop it may be another rate.
    let is_over = record.status() == Some(Status::Completed);
    match (wire, mean) {
        // While it goes on, the rate may have changed.
        (Some(wire), Some(mean)) if is_over || (wire > mean * 0.7 && wire < mean * 1.5) => {
            note(Formula::SentByTime, &[Field::Sent, Field::Elapsed]);
            Some(mean)
        }
        (Some(wire), _) => {
            note(Formula::Wire, &[Field::Wire]);
            Some(wire)
        }
        (None, Some(mean)) => {
            note(Formula::SentByTime, &[Field::Sent, Field::Elapsed]);
            Some(mean)
        }
        (None, None) => {
            let rate = record.said.rate(Field::Wire)?;
            values.push(Value::new(Id::Link, Origin::Assumed(Assumption::Said), []));
            Some(rate)
        }
    }
}

/// What was sent by the time it took, without what takes time and sends nothing: set-up, and the search for zero pages.
fn mean_rate(record: &Record) -> Option<Rate> {
    let last = record
        .snapshots
        .iter()
        .rev()
        .find(|snapshot| snapshot.at.is_some() && snapshot.figures.size(Field::Sent).is_some())?;
    let (at, sent) = (last.at?, last.figures.size(Field::Sent)?);
    let set_up = record.last_value::<SimTime>(Field::Setup).unwrap_or_default();
    let zero = record.last_value::<Bytes>(Field::Zero).unwrap_or_default();
    let busy = (at - set_up - wire::scan(zero.pages())).max(at * 0.5);
    (!sent.is_zero() && !busy.is_zero()).then(|| sent / busy)
}

impl Known {
    fn note(&mut self, id: Id, origin: Origin, record: &Record, fields: &[Field]) {
        let figure = |&field: &Field| record.settings.figure(field).or_else(|| record.last(field));
        let places = fields.iter().filter_map(figure).map(|figure| figure.place.clone());
        self.values.push(Value::new(id, origin, places));
    }

    fn read_used(&mut self, record: &Record) {
        let memory = self.settings.ram;
        let (used, origin, fields): (Bytes, Origin, &[Field]) = if let Some(used) = used_by_zeros(record, memory) {
            (used, Origin::Derived(Formula::ZeroPages), &[Field::Memory, Field::Zero])
        } else if let Some(used) = used_by_postcopy(record, memory) {
            (used, Origin::Derived(Formula::AllSent), &[Field::Sent])
        } else if let Some((used, unsure)) = used_by_first_pass(record, memory) {
            self.unsure = unsure;
            (used, Origin::Derived(Formula::FirstPass), &[Field::Sent, Field::Syncs])
        } else if let Some(share) = share_so_far(record) {
            let used = memory * Share::new(share);
            (used, Origin::Derived(Formula::SentOfGone), &[Field::Sent, Field::Left])
        } else {
            let sent = record.last_value(Field::Sent).unwrap_or(memory);
            let least = if record.status() == Some(Status::Completed) {
                sent
            } else {
                memory
            };
            (least.min(memory), Origin::Assumed(Assumption::Most), &[])
        };
        self.settings.used = Used::Size(whole_pages(used));
        self.note(Id::Used, origin, record, fields);
    }

    fn read_line(&mut self, record: &Record) {
        let cap = record.settings.rate(Field::Cap).filter(|cap| !cap.is_zero());
        self.settings.link = four_digits(line_of(self.rate));
        let Some(cap) = cap else { return };
        self.settings.cap = Some(cap);
        self.note(Id::Cap, Origin::Read(Field::Cap), record, &[Field::Cap]);
        if self.rate < cap * AT_CAP {
            return;
        }
        // A sender that is late for its windows does not make up for them.
        self.settings.cap = Some(four_digits(self.rate).min(cap));
        // What the line carries shows only when the VM stands still, where the cap is lifted.
        self.values.retain(|value| value.id != Id::Link);
        let stopped = record
            .last_value::<Bytes>(Field::SentStopped)
            .zip(record.last_value::<SimTime>(Field::Downtime))
            .map(|(sent, time)| sent / time)
            .filter(|rate| *rate > cap);
        if let Some(rate) = stopped {
            self.settings.link = four_digits(line_of(rate));
            let fields = [Field::SentStopped, Field::Downtime];
            self.note(Id::Link, Origin::Derived(Formula::Stopped), record, &fields);
        } else {
            let next = LINES
                .iter()
                .map(|&bits| Rate::bits_per_s(bits))
                .find(|&line| line > line_of(cap));
            self.settings.link = next.unwrap_or(line_of(cap));
            self.note(Id::Link, Origin::Assumed(Assumption::NextLine), record, &[]);
        }
    }

    fn read_limit(&mut self, record: &Record) {
        let steps = &record.ramp;
        if let Some(limit) = record.settings.time(Field::Limit) {
            self.settings.downtime = limit;
            self.note(Id::Downtime, Origin::Read(Field::Limit), record, &[Field::Limit]);
        } else if record.tool == Some(Tool::Nova) && !steps.is_empty() {
            // Ten steps that grow alike: the first is a tenth.
            let first = steps.iter().map(|step| step.1).min().unwrap_or_default();
            self.settings.downtime = first * NOVA_STEPS;
            self.settings.ramp = Some(Ramp {
                steps: NOVA_STEPS as u32,
                every: NOVA_STEP_PER_GIB * (self.settings.ram / Bytes::gib(1.0)).round(),
            });
            self.note(Id::Downtime, Origin::Derived(Formula::Ramp), record, &[]);
            self.note(Id::Ramp, Origin::Assumed(Assumption::Of(Tool::Nova)), record, &[]);
        } else if record.tool == Some(Tool::Proxmox) {
            self.settings.downtime = PROXMOX_LIMIT;
            self.note(
                Id::Downtime,
                Origin::Assumed(Assumption::Of(Tool::Proxmox)),
                record,
                &[],
            );
        } else {
            self.note(Id::Downtime, Origin::Assumed(Assumption::Of(Tool::Qemu)), record, &[]);
        }
        if let Some(last) = steps.iter().map(|step| step.1).max()
            && record.tool != Some(Tool::Nova)
        {
            self.settings.downtime = self.settings.downtime.max(last);
            self.values.retain(|value| value.id != Id::Downtime);
            self.note(Id::Downtime, Origin::Derived(Formula::Ramp), record, &[]);
        }
        let give_up = record
            .settings
            .time(Field::GiveUp)
            .map(|time| (Field::GiveUp, Patience::Time(time)));
        let per_gib = record.settings.time(Field::GiveUpPerGib);
        let per_gib = per_gib.map(|time| (Field::GiveUpPerGib, Patience::PerGib(time)));
        if let Some((field, after)) = give_up.or(per_gib) {
            let action = TimeoutAction::Abort;
            self.settings.timeout = Some(Timeout { after, action });
            self.note(Id::Timeout, Origin::Read(field), record, &[field]);
        }
    }

    fn read_method(&mut self, record: &Record) {
        let is_postcopy = |status| status == Some(Status::Postcopy);
        let Some(first) = record
            .snapshots
            .iter()
            .position(|snapshot| is_postcopy(snapshot.status))
        else {
            return;
        };
        let times = |index: usize| record.snapshots.get(index).and_then(|snapshot| snapshot.at);
        let before = first.checked_sub(1).and_then(times);
        self.settings.method = Method::Hybrid;
        self.settings.switch = match (before, times(first)) {
            (Some(before), Some(after)) => Some(Switch::At(round_ms((before + after) * 0.5))),
            (None, Some(at)) => Some(Switch::At(round_ms(at))),
            _ => Some(Switch::Pass),
        };
        for id in [Id::Live, Id::Switch] {
            self.note(id, Origin::Derived(Formula::Status), record, &[]);
        }
    }

    fn read_capabilities(&mut self, record: &Record) {
        let settings = &record.settings;
        let throttled = record
            .snapshots
            .iter()
            .filter_map(|snapshot| snapshot.figures.share(Field::Throttle))
            .any(|share| !share.is_zero());
        if throttled || settings.flag(Field::AutoConverge) == Some(true) {
            let field = if throttled {
                Field::Throttle
            } else {
                Field::AutoConverge
            };
            self.settings.throttle = true;
            self.note(Id::Throttle, Origin::Read(field), record, &[field]);
            // The clock that slows a VM down within a long round came with QEMU 9.2; most have an older one.
            self.settings.stop = StopRule::Qemu72;
            self.note(Id::Stop, Origin::Assumed(Assumption::Default), record, &[]);
        }
        let misses = record.last(Field::CacheMiss).is_some();
        if misses || settings.flag(Field::Delta) == Some(true) {
            self.settings.delta = true;
            self.note(
                Id::Delta,
                Origin::Read(Field::Delta),
                record,
                &[Field::Delta, Field::CacheMiss],
            );
            if let Some(cache) = settings.size(Field::Cache) {
                self.settings.cache = cache;
                self.note(Id::Cache, Origin::Read(Field::Cache), record, &[Field::Cache]);
            }
        }
        match record.tool {
            Some(Tool::Xen) => self.settings.stop = StopRule::XenLegacy,
            Some(Tool::CloudHypervisor) => self.settings.stop = StopRule::CloudHypervisor,
            _ => return,
        }
        self.values.retain(|value| value.id != Id::Stop);
        let tool = record.tool.unwrap_or(Tool::Qemu);
        self.note(Id::Stop, Origin::Assumed(Assumption::Of(tool)), record, &[]);
    }
}

/// Shares of its time that a VM may need for its writes.
const LOADS: [f64; 3] = [1.0, 0.1, 0.01];
/// Nova grows the limit to ten times its first value, a step every 75 s for each GiB of memory.
const NOVA_STEPS: f64 = 10.0;
const NOVA_STEP_PER_GIB: SimTime = SimTime::s(75.0);
/// Proxmox VE begins with this limit.
const PROXMOX_LIMIT: SimTime = SimTime::ms(100.0);

fn round_ms(time: SimTime) -> SimTime {
    SimTime::ms((time.as_s() * 1000.0).round())
}

/// A rate to four digits, so that a link of it can be read.
fn four_digits(rate: Rate) -> Rate {
    let text = format!("{:.3e}", rate.as_f64() * 8.0);
    text.parse().map_or(rate, Rate::bits_per_s)
}

fn whole_pages(size: Bytes) -> Bytes {
    Pages::new((size.as_f64() / PAGE_BYTES).round()).bytes()
}

/// Memory less its zero pages, once the first pass is over.
fn used_by_zeros(record: &Record, memory: Bytes) -> Option<Bytes> {
    let zero = |syncs: u32| {
        record.snapshots.iter().find_map(|snapshot| {
            let is_later = snapshot.figures.count(Field::Syncs)? >= syncs;
            snapshot
                .figures
                .size(Field::Zero)
                .filter(|zero| is_later && !zero.is_zero())
        })
    };
    // Of a later pass, zero pages are those of the first and hardly more.
    let zero = zero(2)?;
    (zero < memory).then(|| memory - zero)
}

/// What was sent when the first pass was over: used pages, and nine bytes for each zero page.
fn used_by_first_pass(record: &Record, memory: Bytes) -> Option<(Bytes, Bytes)> {
    let moments: Vec<(u32, Bytes, Bytes)> = record
        .snapshots
        .iter()
        .filter_map(|snapshot| {
            let figures = &snapshot.figures;
            Some((
                figures.count(Field::Syncs)?,
                figures.size(Field::Sent)?,
                figures.size(Field::Left)?,
            ))
        })
        .collect();
    let pair = moments.windows(2).find(|pair| pair[0].0 == 1 && pair[1].0 >= 2)?;
    // What was left at the last look of the first pass holds something or nothing; if the second look is a few passes later,
    // what lies between is theirs as well.
    let open = (pair[1].1 - pair[0].1).min(pair[0].2) * 0.5;
    let sent = pair[0].1 + open;
    let [page, zero] = [wire::page_stream(Pages::new(1.0)), wire::zero_stream(Pages::new(1.0))];
    let used = (sent - zero * memory.pages().as_f64()) / (page - zero);
    let used = Pages::new(used).bytes();
    (used > Bytes::ZERO && used <= memory).then_some((used, open))
}

/// What was sent in all, where post-copy ended the first pass: hardly a page goes twice.
fn used_by_postcopy(record: &Record, memory: Bytes) -> Option<Bytes> {
    let is_postcopy = |snapshot: &Snapshot| snapshot.status == Some(Status::Postcopy);
    let is_later = |snapshot: &Snapshot| snapshot.figures.count(Field::Syncs).is_some_and(|syncs| syncs > 1);
    let first = record.snapshots.iter().find(|&snapshot| is_later(snapshot))?;
    let is_over = record.status() == Some(Status::Completed);
    let sent: Bytes = record.last_value(Field::Sent)?;
    (is_over && is_postcopy(first)).then(|| {
        let pages = wire::stream_pages(sent - wire::zero_stream(memory.pages()));
        pages.bytes().min(memory)
    })
}

impl Known {
    /// The same for each share of its time that a VM may need for its writes: only a throttled one shows it.
    pub fn loads(&self) -> Vec<Self> {
        if !self.settings.throttle {
            return vec![self.clone()];
        }
        let with = |load: f64| {
            let mut known = self.clone();
            known.settings.load = Share::new(load);
            known
                .values
                .push(Value::new(Id::Load, Origin::Derived(Formula::Passes), []));
            known
        };
        LOADS.map(with).into()
    }

    /// What the first pass sends.
    pub fn first_pass(&self) -> FirstPass {
        let used = Scenario::new(self.settings.clone()).0.used_memory();
        let zero = (self.settings.ram - used).pages();
        FirstPass {
            sent: wire::page_stream(used.pages()) + wire::zero_stream(zero),
            unsure: self.unsure,
        }
    }
}

/// Of the memory that is no longer left in the first pass, the share that was sent.
fn share_so_far(record: &Record) -> Option<f64> {
    let memory: Bytes = record.last_value(Field::Memory)?;
    let first = record.snapshots.iter().rev().find_map(|snapshot| {
        let figures = &snapshot.figures;
        let is_first = figures.count(Field::Syncs).is_none_or(|syncs| syncs == 1);
        let (sent, left) = (figures.size(Field::Sent)?, figures.size(Field::Left)?);
        let gone = memory - left;
        (is_first && sent <= gone * 1.01 && gone > memory * 0.05).then_some(sent / gone)
    })?;
    Some(first.min(1.0))
}
