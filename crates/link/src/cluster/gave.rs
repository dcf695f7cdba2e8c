//! What of a cluster had to give way, as sentences.

use engine::cluster::settings::MAX_ENTRIES;
use engine::cluster::{Gave, MAX_CLASSES, MAX_CORES, MOST_LOOKS, MOST_TIMES};
use engine::params::span;
use engine::units::{Unit, written};
use text::{Language, count, say, word};

use crate::gave_way::outside;

/// The key that it is about.
#[must_use]
pub fn key(gave: &Gave) -> &'static str {
    match gave {
        Gave::NoHosts | Gave::TooManyHosts { .. } | Gave::Cores { .. } => "hosts",
        Gave::TooManyVms { .. } | Gave::NoRoom { .. } => "vms",
        Gave::TooManyRacks { .. } => "racks",
        Gave::TooManyClasses { .. } | Gave::Region { .. } => "class.NAME",
        Gave::TooManyEntries { key, .. } | Gave::NoClass(key, _) | Gave::NoHost(key, _) => key,
        Gave::Outside { key, .. } => key,
        Gave::Processors { .. } => "class.NAME",
        Gave::TooLong { .. } => "until",
        Gave::NoVm(_) | Gave::NoLink(_) | Gave::Crowd { .. } => "do",
    }
}

/// What was wrong, what is used instead, what is allowed.
#[must_use]
pub fn sentence(language: Language, gave: &Gave) -> String {
    match gave {
        Gave::NoHosts => word!(
            language,
            "there is no host, so the usual ones are used (allowed: at least one)."
        )
        .into(),
        Gave::TooManyHosts { asked, used } => say!(
            language,
            "{0} hosts are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            used
        ),
        Gave::Cores { asked, used } => say!(
            language,
            "a host cannot have {0} cores, so it has {1} (allowed: 1 to {2}).",
            asked,
            used,
            MAX_CORES
        ),
        Gave::TooManyVms { asked, used } => say!(
            language,
            "{0} VMs are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            used
        ),
        Gave::TooManyRacks { asked, used } => say!(
            language,
            "{0} racks are more than there are hosts, so there are {1} (allowed: up to {1}).",
            asked,
            used
        ),
        Gave::TooManyClasses { asked } => say!(
            language,
            "{0} classes are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            MAX_CLASSES
        ),
        Gave::TooManyEntries { asked, .. } => say!(
            language,
            "{0} entries are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            MAX_ENTRIES
        ),
        Gave::NoClass(_, name) => say!(
            language,
            "no class is called {0}, so what is said of it is left out (class.{0} describes it).",
            name
        ),
        Gave::NoHost(_, name) => say!(
            language,
            "there is no host {0}, so what is said of it is left out.",
            name
        ),
        Gave::NoVm(name) => say!(language, "there is no VM {0}, so what is said of it is left out.", name),
        Gave::NoLink(name) => say!(
            language,
            "there is no link {0}, so what is said of it is left out.",
            name
        ),
        Gave::Region { class, asked, used } => say!(
            language,
            "the VMs of the class {0} would write to {1} and have {2} in use, so they write to {2} (allowed: up to that).",
            class,
            written::print(Unit::Size, (*asked).into()),
            written::print(Unit::Size, (*used).into())
        ),
        Gave::Outside { range, asked, used, .. } => {
            outside(language, range.unit, [*asked, *used], &span(language, range))
        }
        Gave::Processors { class, asked, used } => say!(
            language,
            "the VMs of the class {0} cannot have {1} processors, so they have {2} (allowed: 1 to {3}).",
            class,
            asked,
            used,
            MAX_CORES
        ),
        Gave::Crowd { asked } => say!(
            language,
            "a crowd cannot want {0} times as much, so it wants {1} times as much (allowed: up to that).",
            written::about(*asked),
            MOST_TIMES
        ),
        Gave::TooLong { asked, used } => say!(
            language,
            "in {0} the policy would look, or the load change, more than {2} times, so the cluster is observed for {1} (allowed: up to that).",
            written::print(Unit::Time, (*asked).into()),
            written::print(Unit::Time, (*used).into()),
            MOST_LOOKS
        ),
        Gave::NoRoom {
            count,
            class,
            too_large: true,
        } => count!(
            language,
            f64::from(*count),
            "one VM of the class {1} is larger than any host, so it is left out.",
            "{0} VMs of the class {1} are larger than any host, so they are left out.",
            count,
            class
        ),
        Gave::NoRoom { count, class, .. } => count!(
            language,
            f64::from(*count),
            "one VM of the class {1} finds no room, so it is left out.",
            "{0} VMs of the class {1} find no room, so they are left out.",
            count,
            class
        ),
    }
}
