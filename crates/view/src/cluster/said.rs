//! What one of two runs has otherwise of a list, in words and not as links have it.

use engine::cluster::settings::{Class, ClusterSettings, HostGroup, Id, Kinds, TimedAct, VmGroup};
use engine::params::{Choice as _, Lane, WriteClass};
use text::{Language, count, say, word};

use super::{acts, limits};
use crate::format;

/// What a run has of a row and the other has not; nothing for rows that are a word or a number.
pub(super) fn otherwise(language: Language, id: Id, one: &ClusterSettings, other: &ClusterSettings) -> Option<String> {
    let told = match id {
        Id::Do => without(&one.acts, &other.acts, |act| happens(language, act)),
        Id::Hosts => beside(&one.hosts, &other.hosts, |group, other| hosts(language, group, other)),
        Id::Vms => without(&one.vms, &other.vms, |group| vms(language, group)),
        Id::Classes => without(&one.classes, &other.classes, |class| {
            let other = other.classes.iter().find(|other| other.name == class.name);
            of_class(language, class, other)
        }),
        Id::By => kinds(language, &one.kinds, &other.kinds),
        Id::Slots => vec![limits::words(language, one.slots)],
        _ => return None,
    };
    Some(if told.is_empty() {
        word!(language, "nothing else").to_owned()
    } else {
        told.join(", ")
    })
}

/// Those of a list that another list does not have.
fn without<T: PartialEq>(list: &[T], other: &[T], told: impl Fn(&T) -> String) -> Vec<String> {
    list.iter().filter(|one| !other.contains(one)).map(told).collect()
}

/// Those of a list that differ from the one at the same place, which tells what can be left out.
fn beside<T: PartialEq>(list: &[T], other: &[T], told: impl Fn(&T, Option<&T>) -> String) -> Vec<String> {
    let same_length = list.len() == other.len();
    let pairs = list.iter().enumerate().map(|(place, one)| (one, other.get(place)));
    pairs
        .filter(|(one, other)| *other != Some(one))
        .map(|(one, other)| told(one, other.filter(|_| same_length)))
        .collect()
}

/// `crowd: web 2.5 × at 5 min for 10 min`.
fn happens(language: Language, timed: &TimedAct) -> String {
    let (what, at) = (
        acts::words(language, &timed.act),
        format::short_time(language, timed.at),
    );
    match timed.act.length() {
        Some(length) => say!(
            language,
            "{0} at {1} for {2}" in "event",
            what,
            at,
            format::short_time(language, length)
        ),
        None => say!(language, "{0} at {1}" in "event", what, at),
    }
}

/// What a group of hosts has otherwise: `10 Gbit/s`; all of it where there is no other.
fn hosts(language: Language, group: &HostGroup, other: Option<&HostGroup>) -> String {
    let is_new = |same: fn(&HostGroup, &HostGroup) -> bool| other.is_none_or(|other| !same(group, other));
    let parts = [
        is_new(|one, other| one.count == other.count)
            .then(|| count!(language, f64::from(group.count), "one host", "{0} hosts", group.count)),
        is_new(|one, other| one.cores == other.cores).then(|| cores(language, group.cores)),
        is_new(|one, other| one.ram == other.ram).then(|| format::size(language, group.ram)),
        is_new(|one, other| one.nic == other.nic).then(|| format::bit_rate(language, group.nic)),
        is_new(|one, other| one.power == other.power).then(|| group.power.print()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn cores(language: Language, count: u32) -> String {
    count!(language, f64::from(count), "one core", "{0} cores", count)
}

fn vms(language: Language, group: &VmGroup) -> String {
    let what = format!("{} {}", group.count, group.class);
    match group.on {
        None => what,
        Some((from, to)) if from == to => say!(language, "{0} on {1}" in "VMs", what, from),
        Some((from, to)) => say!(language, "{0} on {1} to {2}" in "VMs", what, from, to),
    }
}

fn of_class(language: Language, class: &Class, other: Option<&Class>) -> String {
    let is_new = |same: fn(&Class, &Class) -> bool| other.is_none_or(|other| !same(class, other));
    let write = |writes: &WriteClass| {
        let (rate, region) = (
            format::rate(language, writes.rate),
            format::size(language, writes.region),
        );
        say!(language, "writes {0} to {1}", rate, region)
    };
    let writes: Vec<String> = class.writes.iter().map(write).collect();
    let parts = [
        is_new(|one, other| one.vcpus == other.vcpus).then(|| cores(language, class.vcpus)),
        is_new(|one, other| one.ram == other.ram).then(|| format::size(language, class.ram)),
        is_new(|one, other| one.used == other.used)
            .then(|| say!(language, "{0} used", format::share(language, class.used))),
        is_new(|one, other| one.demand == other.demand).then(|| class.demand.print()),
        is_new(|one, other| one.writes == other.writes).then(|| match writes.as_slice() {
            [] => word!(language, "writes nothing").to_owned(),
            writes => writes.join(" + "),
        }),
    ];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: {}", class.name, told.join(" · "))
}

fn kinds(language: Language, one: &Kinds, other: &Kinds) -> Vec<String> {
    let label = |lane: Lane| lane.label().get(language);
    let usual = (one.usual != other.usual).then(|| label(one.usual).to_owned());
    let names = one.of.iter().chain(&other.of).map(|(name, _)| name);
    let mut differ: Vec<_> = names.filter(|name| one.of(name) != other.of(name)).collect();
    differ.sort();
    differ.dedup();
    let own = differ
        .into_iter()
        .map(|name| format!("{name}: {}", label(one.of(name))));
    usual.into_iter().chain(own).collect()
}
