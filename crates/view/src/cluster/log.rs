//! The log of decisions as sentences: why each VM moved, and what kept those that did not.

use engine::cluster::{End, Entry, Guard, Obstacle, Record, Said, Why};
use engine::units::{Rate, Share, SimTime};
use text::{Language, count, say, word};

use super::{host, vm, words};
use crate::format;

/// A line of the log, without its time.
#[must_use]
pub fn sentence(language: Language, record: &Record, entry: &Entry) -> String {
    let time = |time: SimTime| format::time(language, time);
    let name = |one: u32| vm(record, one);
    match entry.said {
        Said::Ordered { vm, from, to, why } => ordered(language, &name(vm), (from, to), why),
        Said::Waits { vm, obstacle } => {
            say!(
                language,
                "{0} waits: {1}.",
                name(vm),
                self::obstacle(language, obstacle)
            )
        }
        Said::Began(place) => {
            let one = &record.moves[place as usize];
            let waited = one.waited();
            let begins = say!(
                language,
                "{0} sets out from {1} to {2}",
                name(one.vm),
                host(one.from),
                host(one.to)
            );
            if waited.is_zero() {
                format!("{begins}.")
            } else {
                say!(language, "{0}, {1} after it was asked for.", begins, time(waited))
            }
        }
        Said::Ended(place) => ended(language, record, place),
        Said::Again(one, tries) => {
            say!(language, "{0} is to move still: try number {1}.", name(one), tries + 1)
        }
        Said::GivenUp(one) => say!(language, "{0} stays where it is: it is not tried again.", name(one)),
        Said::Already { vm } => say!(
            language,
            "{0} is on its way or waits for that already, so the second order changes nothing.",
            name(vm)
        ),
        Said::Dropped { vm } => say!(language, "The order for {0} has no object any more.", name(vm)),
        Said::Host(place, state) => words::state_sentence(language, &host(place), state),
        Said::Drain(place) => say!(language, "{0} is to be emptied.", host(place)),
        Said::Empty(place, after) => {
            say!(
                language,
                "{0} is empty, {1} after that was asked for.",
                host(place),
                time(after)
            )
        }
        Said::Stuck {
            host: place,
            vm,
            count,
            obstacle,
        } => {
            let left = count!(
                language,
                f64::from(count),
                "At the end {1} still has one VM, {2}",
                "At the end {1} still has {0} VMs, {2} among them",
                count,
                host(place),
                name(vm)
            );
            match obstacle {
                Some(obstacle) => format!("{left}: {}.", self::obstacle(language, obstacle)),
                None => format!("{left}."),
            }
        }
        Said::Detected(place) => say!(
            language,
            "{0} is known to be dead: its VMs are started elsewhere.",
            host(place)
        ),
        Said::Down { vm, host: place } => {
            say!(
                language,
                "{0} goes down with {1}: what it had in memory is gone.",
                name(vm),
                host(place)
            )
        }
        Said::Restarted { vm, host: place } => say!(language, "{0} is started on {1}.", name(vm), host(place)),
        Said::Up { vm } => say!(language, "{0} has booted and runs.", name(vm)),
        Said::NoPlace { vm, obstacle } => {
            say!(
                language,
                "{0} cannot be started: {1}.",
                name(vm),
                self::obstacle(language, obstacle)
            )
        }
        Said::Nothing(guard) => nothing(language, record, guard, entry),
        Said::Crowd(class, times) => {
            let class = &record.cluster.classes[usize::from(class)].name;
            if times == 1.0 {
                say!(language, "VMs of the class {0} want as much as usual again.", class)
            } else {
                let times = format::times(language, times);
                say!(
                    language,
                    "VMs of the class {0} want {1} the usual processor time.",
                    class,
                    times
                )
            }
        }
        Said::Link(link, share) if share.is_zero() => say!(language, "The link {0} carries nothing.", link),
        Said::Link(link, share) => {
            say!(
                language,
                "The link {0} carries {1} of what it was built for.",
                link,
                format::share(language, share)
            )
        }
        Said::NoUse(place) => say!(
            language,
            "What is asked of {0} makes no sense now: nothing changes.",
            host(place)
        ),
    }
}

fn ordered(language: Language, name: &str, (from, to): (u32, Option<u32>), why: Why) -> String {
    let share = |share: Share| format::share(language, share);
    let from = host(from);
    let goes = match to {
        Some(to) => say!(language, "{0} goes from {1} to {2}", name, from, host(to)),
        None => say!(language, "{0} is to leave {1}", name, from),
    };
    match why {
        Why::Drain => say!(language, "{0}, which is drained.", goes),
        Why::Alarm => say!(language, "{0} before it dies.", goes),
        Why::Off => say!(language, "{0}, which is to be switched off.", goes),
        Why::ByHand => say!(language, "{0}, as somebody wants it.", goes),
        Why::Uneven(before, after) => {
            let [before, after] = [before, after].map(|number| format::localized(language, format!("{number:.2}")));
            say!(
                language,
                "{0}: that lowers the imbalance of the hosts from {1} to {2}, more than any other move.",
                goes,
                before,
                after
            )
        }
        Why::Overload(load, limit) => {
            say!(
                language,
                "{0}, whose processors are busy for {1} of the time (limit {2}).",
                goes,
                share(load),
                share(limit)
            )
        }
        Why::Underload(load, limit) => say!(
            language,
            "{0}, whose processors are busy for {1} of the time only (limit {2}): it can be switched off.",
            goes,
            share(load),
            share(limit)
        ),
    }
}

fn ended(language: Language, record: &Record, place: u32) -> String {
    let one = &record.moves[place as usize];
    let (name, took) = (vm(record, one.vm), format::time(language, one.end - one.start));
    match one.outcome {
        End::Moved => say!(
            language,
            "{0} is on {1} after {2}; it stood still for {3}.",
            name,
            host(one.to),
            took,
            format::time(language, one.figures.downtime.total())
        ),
        End::Stays => say!(
            language,
            "{0} stays on {1}: its migration ended early, after {2}.",
            name,
            host(one.from),
            took
        ),
        End::Lost => say!(
            language,
            "{0} is lost in the middle of its migration from {1} to {2}.",
            name,
            host(one.from),
            host(one.to)
        ),
        End::Unfinished => say!(
            language,
            "{0} is still on its way from {1} to {2}.",
            name,
            host(one.from),
            host(one.to)
        ),
    }
}

/// What keeps a VM, as a clause.
#[must_use]
pub fn obstacle(language: Language, obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::SlotsOut(most) => count!(
            language,
            f64::from(most),
            "one VM leaves its host already, and no more may at once",
            "{0} VMs leave its host already, and no more may at once",
            most
        ),
        Obstacle::SlotsIn(most) => count!(
            language,
            f64::from(most),
            "one VM comes to each host with room already, and no more may at once",
            "{0} VMs come to each host with room already, and no more may at once",
            most
        ),
        Obstacle::SlotsRack(most) => count!(
            language,
            f64::from(most),
            "one VM moves in the rack already, and no more may at once",
            "{0} VMs move in the rack already, and no more may at once",
            most
        ),
        Obstacle::SlotsAll(most) => count!(
            language,
            f64::from(most),
            "one VM moves already, and no more may at once",
            "{0} VMs move already, and no more may at once",
            most
        ),
        Obstacle::Batch => word!(language, "the batch before it has not ended").into(),
        Obstacle::NoHost => word!(language, "no other host takes VMs").into(),
        Obstacle::NoRoom => word!(language, "no host has room for it").into(),
        Obstacle::NoRoomThere(to) => say!(language, "{0} has no room for it", host(to)),
        Obstacle::NotThere(to) => say!(language, "{0} takes no VM", host(to)),
        Obstacle::Pinned => word!(language, "it is pinned to its host").into(),
        Obstacle::Apart => word!(
            language,
            "each host with room has one of its class, and they have to be apart"
        )
        .into(),
    }
}

fn nothing(language: Language, record: &Record, guard: Guard, entry: &Entry) -> String {
    let why = self::guard(language, record, guard);
    if entry.times == 1 {
        return say!(language, "Nothing moves: {0}.", why);
    }
    let until = format::time(language, entry.until);
    say!(
        language,
        "Nothing moves until {0}, at {1} looks: {2}.",
        until,
        entry.times,
        why
    )
}

/// The guard that kept a policy from moving anything, as a clause.
#[must_use]
pub fn guard(language: Language, record: &Record, guard: Guard) -> String {
    let number = |number: f64| format::localized(language, format!("{number:.2}"));
    match guard {
        Guard::Threshold(is, limit) => {
            say!(language, "{0} is not past the threshold {1}", number(is), number(limit))
        }
        Guard::Persist(looks, of) => {
            say!(
                language,
                "something is wrong for {0} looks in a row, and it takes {1}",
                looks,
                of
            )
        }
        Guard::Margin(best, margin) => {
            let [best, margin] = [best, margin].map(|part| format::share(language, Share::new(part)));
            say!(
                language,
                "the best move makes it better by {0}, and it takes {1}",
                best,
                margin
            )
        }
        Guard::Cooldown(one, until) => say!(
            language,
            "{0} would help, but it has moved and is left alone until {1}",
            vm(record, one),
            format::time(language, until)
        ),
        Guard::Busy => word!(language, "something is on its way already").into(),
        Guard::NoTarget => word!(language, "no host could take a VM").into(),
        Guard::NothingToMove => word!(language, "there is no VM that could move").into(),
    }
}

/// Which link holds a migration back at a time, and how much of it the migration has.
#[must_use]
pub fn bound_by(language: Language, record: &Record, place: usize, at: SimTime) -> String {
    let one = &record.moves[place];
    let Some(rate) = engine::cluster::at(&one.rates, at) else {
        return String::new();
    };
    let name = vm(record, one.vm);
    let goes = format::rate(language, rate.rate);
    match rate.bound {
        Some(link) => {
            let course = &record.links[link as usize];
            let all = engine::cluster::at(&course.capacity, at).copied().unwrap_or(Rate::ZERO);
            let part = format::share(language, Share::new(rate.rate / all));
            say!(
                language,
                "{0} gets {1}: {2} holds it back, of which it has {3}.",
                name,
                goes,
                course.name,
                part
            )
        }
        None if rate.rate.is_zero() => say!(language, "{0} sends nothing now.", name),
        None => say!(language, "{0} gets {1}, as much as it takes.", name, goes),
    }
}
