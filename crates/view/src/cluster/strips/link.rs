//! The link that holds the migrations of a run back for longest: what each sends over it, one above the other.

use std::collections::BTreeMap;

use engine::cluster::{Move, Record, Step, at, spans};
use engine::units::{Bytes, Rate, Share, SimTime};
use text::{say, word};

use super::{Area, AreaKind, Level, Piece, Sheet, Strip, StripKind};
use crate::cluster::pipes::line;
use crate::cluster::vm;
use crate::format;
use crate::labels::{Labelled, Role};

/// Beyond so many rectangles a strip tells its migrations together, in so many parts of the clock.
const MOST_PIECES: usize = 6_000;
const PARTS: usize = 800;

/// The strip of the link that binds most; of the one that carries most if none binds; none if nothing moves.
pub(super) fn link(sheet: &Sheet<'_>, run: usize, record: &Record) -> Option<Strip> {
    let language = sheet.language;
    let binds = record.binds_most();
    let place = binds.or_else(|| busiest(record))?;
    let course = &record.links[place as usize];
    let top = spans(&course.capacity, sheet.end)
        .map(|(_, _, capacity)| *capacity)
        .max()
        .filter(|top| !top.is_zero())?;
    let stack = Stack {
        sheet,
        run,
        record,
        place,
        top,
    };
    let areas = stack.areas();
    if areas.is_empty() {
        return None;
    }
    let name = course.name.to_string();
    let end = sheet.end.min(record.until);
    let carried: Bytes = spans(&course.used, end)
        .map(|(start, until, used)| *used * (until - start))
        .sum();
    let part = format::share(language, Share::new(carried / (top * end)));
    Some(Strip {
        run: Some(run),
        scale: format::bit_rate(language, line(record, course.name)),
        summary: if binds.is_some() {
            say!(
                language,
                "{0} holds the migrations back for longest; it is used by {1} on the mean.",
                name,
                part
            )
        } else {
            say!(
                language,
                "{0} carries most, and holds no migration back; it is used by {1} on the mean.",
                name,
                part
            )
        },
        areas,
        levels: slower(sheet, &course.capacity, top),
        ..sheet.strip(StripKind::Link, name)
    })
}

/// Where a link carries less than it could.
fn slower(sheet: &Sheet<'_>, capacity: &[Step<Rate>], top: Rate) -> Vec<Level> {
    let mut least: Vec<Rate> = spans(capacity, sheet.end).map(|(_, _, capacity)| *capacity).collect();
    least.retain(|capacity| *capacity < top);
    least.sort_unstable();
    least.dedup();
    least
        .into_iter()
        .map(|capacity| Level {
            height: Share::new(capacity / top),
            text: format::rate(sheet.language, capacity),
        })
        .collect()
}

/// The link over which migrations send most.
fn busiest(record: &Record) -> Option<u32> {
    let mut sent = vec![Bytes::ZERO; record.links.len()];
    for one in &record.moves {
        for &link in &one.path {
            sent[link as usize] += one.figures.traffic.total();
        }
    }
    let most = sent.iter().copied().max().filter(|most| !most.is_zero())?;
    sent.iter().position(|&sent| sent == most).map(|link| link as u32)
}

/// What goes over a link.
struct Stack<'a> {
    sheet: &'a Sheet<'a>,
    run: usize,
    record: &'a Record,
    place: u32,
    top: Rate,
}

impl Stack<'_> {
    fn areas(&self) -> Vec<Area> {
        let goes_there = |one: &&Move| one.path.contains(&self.place) && one.start < self.sheet.end;
        let moves: Vec<&Move> = self.record.moves.iter().filter(goes_there).collect();
        let flows: Vec<Vec<Step<(Rate, Role)>>> = moves.iter().map(|one| flow(one)).collect();
        let times = self.times(&flows);
        let mut by_move: BTreeMap<(usize, u8), Area> = BTreeMap::new();
        let mut next = 0;
        let mut active: Vec<usize> = Vec::new();
        let mut count = 0;
        for two in times.windows(2) {
            let (start, until) = (two[0], two[1]);
            while moves.get(next).is_some_and(|one| one.start <= start) {
                active.push(next);
                next += 1;
            }
            active.retain(|&index| start < moves[index].end);
            let flows_now = || {
                active
                    .iter()
                    .filter_map(|&index| Some((index, *at(&flows[index], start)?)))
            };
            let mut low = self.others(start, flows_now().map(|(_, (rate, _))| rate).sum());
            if !low.is_zero() {
                let piece = self.piece((start, until), Rate::ZERO, low);
                add(&mut by_move, (usize::MAX, 0), piece, || self.others_area());
            }
            for (index, (rate, role)) in flows_now().filter(|(_, (rate, _))| !rate.is_zero()) {
                let piece = self.piece((start, until), low, low + rate);
                low += rate;
                count += 1;
                add(&mut by_move, (index, role as u8), piece, || {
                    self.area(moves[index], role)
                });
            }
            if count > MOST_PIECES {
                return self.together(&flows, &moves);
            }
        }
        by_move.into_values().collect()
    }

    /// Every time at which something on the link changes.
    fn times(&self, flows: &[Vec<Step<(Rate, Role)>>]) -> Vec<SimTime> {
        let end = self.sheet.end.min(self.record.until);
        let used = self.record.links[self.place as usize].used.iter().map(|step| step.at);
        let mut times: Vec<SimTime> = flows.iter().flatten().map(|step| step.at).chain(used).collect();
        times.extend([SimTime::ZERO, end]);
        times.retain(|time| *time <= end);
        times.sort_unstable();
        times.dedup();
        times
    }

    /// What of the link migrations do not have at a time: traffic of tenants.
    fn others(&self, time: SimTime, sent: Rate) -> Rate {
        if self.record.cluster.settings.tenant.is_zero() {
            return Rate::ZERO;
        }
        let used = at(&self.record.links[self.place as usize].used, time).copied();
        used.unwrap_or_default() - sent
    }

    fn piece(&self, (start, until): (SimTime, SimTime), low: Rate, high: Rate) -> Piece {
        Piece {
            start: self.sheet.share(start),
            end: self.sheet.share(until),
            low: Share::new(low / self.top),
            high: Share::new(high / self.top),
        }
    }

    fn area(&self, one: &Move, role: Role) -> Area {
        let sends = format::size(self.sheet.language, one.figures.traffic.total());
        Area {
            kind: AreaKind::Sends(role),
            run: self.run,
            vm: Some(one.vm),
            pieces: Vec::new(),
            title: say!(self.sheet.language, "{0}: {1} in all", vm(self.record, one.vm), sends),
        }
    }

    fn others_area(&self) -> Area {
        Area {
            kind: AreaKind::Others,
            run: self.run,
            vm: None,
            pieces: Vec::new(),
            title: word!(self.sheet.language, "traffic of tenants").to_owned(),
        }
    }

    /// All migrations together, as means over parts of the clock.
    fn together(&self, flows: &[Vec<Step<(Rate, Role)>>], moves: &[&Move]) -> Vec<Area> {
        let part = self.sheet.end / PARTS as f64;
        let mut sums: BTreeMap<u8, (Role, Vec<Bytes>)> = BTreeMap::new();
        for flow in flows {
            for (start, until, (rate, role)) in spans(flow, self.sheet.end) {
                let (_, sums) = sums
                    .entry(*role as u8)
                    .or_insert_with(|| (*role, vec![Bytes::ZERO; PARTS]));
                let first = ((start / part) as usize).min(PARTS - 1);
                for (index, sum) in sums.iter_mut().enumerate().skip(first) {
                    let (from, to) = (part * index as f64, part * (index + 1) as f64);
                    if until <= from {
                        break;
                    }
                    *sum += *rate * (until.min(to) - start.max(from));
                }
            }
        }
        let mut low = vec![Rate::ZERO; PARTS];
        let title = text::count!(
            self.sheet.language,
            moves.len() as f64,
            "one migration",
            "{0} migrations together",
            moves.len()
        );
        let area = |(role, sums): (Role, Vec<Bytes>)| {
            let mut pieces = Vec::new();
            for (index, sum) in sums.into_iter().enumerate().filter(|(_, sum)| !sum.is_zero()) {
                let high = low[index] + sum / part;
                let times = (part * index as f64, part * (index + 1) as f64);
                pieces.push(self.piece(times, low[index], high));
                low[index] = high;
            }
            Area {
                kind: AreaKind::Sends(role),
                run: self.run,
                vm: None,
                pieces,
                title: title.clone(),
            }
        };
        sums.into_values().map(area).collect()
    }
}

fn add(areas: &mut BTreeMap<(usize, u8), Area>, key: (usize, u8), piece: Piece, new: impl FnOnce() -> Area) {
    let pieces = &mut areas.entry(key).or_insert_with(new).pieces;
    match pieces.last_mut() {
        Some(last) if last.end == piece.start && last.low == piece.low && last.high == piece.high => {
            last.end = piece.end;
        }
        _ => pieces.push(piece),
    }
}

/// What a migration sends, and in which part of it.
fn flow(one: &Move) -> Vec<Step<(Rate, Role)>> {
    let mut times: Vec<SimTime> = one.rates.iter().map(|step| step.at).collect();
    times.extend(one.stages.iter().map(|stage| stage.start));
    times.retain(|time| *time < one.end);
    times.sort_unstable();
    times.dedup();
    let mut flow: Vec<Step<(Rate, Role)>> = Vec::new();
    for time in times {
        let rate = at(&one.rates, time).map_or(Rate::ZERO, |step| step.rate);
        let role = one.stage_at(time).map_or(
            Role::Idle,
            |stage| {
                if stage.runs { stage.kind.role() } else { Role::Paused }
            },
        );
        let value = (rate, role);
        if flow.last().is_none_or(|last| last.value != value) {
            flow.push(Step { at: time, value });
        }
    }
    flow.push(Step {
        at: one.end,
        value: (Rate::ZERO, Role::Idle),
    });
    flow
}
