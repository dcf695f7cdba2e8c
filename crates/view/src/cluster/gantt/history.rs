//! What becomes of each VM that moves, waits to move or goes down, as spans of time.

use engine::cluster::{Entry, Obstacle, Record, Said, Step, VmPlace};
use engine::units::SimTime;

use crate::cluster::waits::{Turn, turn};

/// What a VM goes through for a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// It waits to move, and for what.
    Waits(Option<Obstacle>),
    /// It moves: the place of the migration in the record.
    Moves(usize),
    /// It went down with its host, and nobody has started it again.
    Gone,
    /// It boots.
    Boots,
}

/// See [`What`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub what: What,
    pub start: SimTime,
    pub end: SimTime,
}

/// What becomes of a VM.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub vm: u32,
    /// One after the other.
    pub spans: Vec<Span>,
    /// What the log says of it: places in the log.
    pub said: Vec<usize>,
}

impl History {
    /// What the log says of it at a time, if it says that.
    pub fn told<'a>(&self, record: &'a Record, at: SimTime, is: impl Fn(&Said) -> bool) -> Option<&'a Entry> {
        let entries = self.said.iter().map(|&place| &record.log[place]);
        entries.filter(|entry| entry.at == at).find(|entry| is(&entry.said))
    }

    /// How long something of it goes on up to a time.
    pub fn length(&self, end: SimTime) -> SimTime {
        let cut = |span: &Span| span.end.min(end) - span.start;
        self.spans.iter().map(cut).sum()
    }
}

/// Of all VMs of which there is something to tell, in the order in which that begins.
pub(super) fn histories(record: &Record) -> Vec<History> {
    let mut all = vec![History::default(); record.vms.len()];
    let mut waiting: Vec<Option<(SimTime, Option<Obstacle>)>> = vec![None; record.vms.len()];
    let mut order = Vec::new();
    for (place, entry) in record.log.iter().enumerate() {
        let Some(vm) = about(record, &entry.said) else { continue };
        let at = vm as usize;
        if all[at].said.is_empty() {
            order.push(vm);
        }
        all[at].vm = vm;
        all[at].said.push(place);
        match turn(record, &entry.said) {
            Some((_, Turn::Asked)) => {
                waiting[at].get_or_insert((entry.at, None));
            }
            Some((_, Turn::Kept(obstacle))) => {
                if let Some(waits) = &mut waiting[at] {
                    waits.1 = Some(obstacle);
                }
            }
            Some((_, Turn::Over)) => {
                let waits = waiting[at].take();
                all[at].spans.extend(waits.map(|waits| wait(waits, entry.at)));
            }
            None => {}
        }
        if let Said::Began(place) = entry.said {
            let one = &record.moves[place as usize];
            all[at].spans.push(Span {
                what: What::Moves(place as usize),
                start: one.start,
                end: one.end,
            });
        }
    }
    let known = order.into_iter().map(|vm| {
        let mut history = std::mem::take(&mut all[vm as usize]);
        let waits = waiting[vm as usize].take();
        history.spans.extend(waits.map(|waits| wait(waits, record.until)));
        let outages = outages(&record.vms[vm as usize], record.until, &history.spans);
        history.spans.extend(outages);
        history.spans.sort_by_key(|span| span.start);
        history.spans.retain(|span| span.start < span.end);
        history
    });
    let mut known: Vec<History> = known.filter(|history| !history.spans.is_empty()).collect();
    known.sort_by_key(|history| history.spans[0].start);
    known
}

fn wait((start, obstacle): (SimTime, Option<Obstacle>), end: SimTime) -> Span {
    Span {
        what: What::Waits(obstacle),
        start,
        end,
    }
}

/// The VM that an entry is about.
fn about(record: &Record, said: &Said) -> Option<u32> {
    match *said {
        Said::Ordered { vm, .. }
        | Said::Waits { vm, .. }
        | Said::Already { vm }
        | Said::Dropped { vm }
        | Said::Down { vm, .. }
        | Said::Restarted { vm, .. }
        | Said::Up { vm }
        | Said::NoPlace { vm, .. }
        | Said::Again(vm, _)
        | Said::GivenUp(vm) => Some(vm),
        Said::Began(place) | Said::Ended(place) => Some(record.moves[place as usize].vm),
        Said::Host(..)
        | Said::Drain(_)
        | Said::Empty(..)
        | Said::Stuck { .. }
        | Said::Detected(_)
        | Said::Nothing(_)
        | Said::Crowd(..)
        | Said::Link(..)
        | Said::NoUse(_) => None,
    }
}

/// When a VM that has run before stands still, but for its migrations.
fn outages(course: &[Step<VmPlace>], until: SimTime, moves: &[Span]) -> Vec<Span> {
    let ends = course.iter().skip(1).map(|step| step.at).chain([until]);
    let first = course.iter().position(|step| step.value.runs).unwrap_or(course.len());
    let mut outages = Vec::new();
    for (step, end) in course.iter().zip(ends).skip(first) {
        if step.value.runs {
            continue;
        }
        let inside = |span: &&Span| matches!(span.what, What::Moves(_)) && span.start <= step.at && step.at < span.end;
        let start = moves.iter().find(inside).map_or(step.at, |span| span.end);
        if start < end {
            let what = if step.value.host.is_some() {
                What::Boots
            } else {
                What::Gone
            };
            outages.push(Span { what, start, end });
        }
    }
    outages
}
