//! What had to give way when a scenario was made, in words.

use text::{Language, say, word};

use engine::params::Choice;
use engine::params::{CLOCK, Control, Id, missing, span};
use engine::scenario::{Adjustment, MAX_EVENTS, MAX_WRITE_CLASSES};
use engine::units::written;
use engine::units::{Bytes, Quantity, SimTime, Unit};

pub(super) fn adjusted(language: Language, adjustment: &Adjustment) -> String {
    match *adjustment {
        Adjustment::OutOfRange { id, asked, used } => {
            let param = id.param();
            let (unit, allowed) = match param.range() {
                Some(range) => (range.unit, span(language, range)),
                None => (CLOCK.unit, param.allowed(language)),
            };
            let part = match param.control {
                Control::FirstClass if unit == Unit::Size => word!(language, "a region of "),
                Control::FirstClass => word!(language, "a rate of "),
                _ => "",
            };
            format!("{part}{}", outside(language, unit, [asked, used], &allowed))
        }
        Adjustment::UsedOverRam { asked, used } => say!(
            language,
            "{0} is more than the memory, so {1} is used (allowed: {2}).",
            size(asked),
            size(used),
            Id::Used.param().allowed(language)
        ),
        Adjustment::RegionsOverUsed { class, asked, used } => say!(
            language,
            "the region of class {0}, {1}, does not fit into what is left of used memory, so {2} is used (allowed: up to {2}).",
            class,
            size(asked),
            size(used)
        ),
        Adjustment::TooManyClasses { asked } => say!(
            language,
            "{0} classes are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            MAX_WRITE_CLASSES
        ),
        Adjustment::TooManyEvents { asked } => say!(
            language,
            "{0} events are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            MAX_EVENTS
        ),
        Adjustment::EventRateOutOfRange { of, asked, used } => {
            let range = of.range();
            outside(language, range.unit, [asked, used], &span(language, range))
        }
        Adjustment::HoldInsideHold { at } => say!(
            language,
            "the hold at {0} begins inside another hold, so it is left out (allowed: one after the other).",
            time(at)
        ),
        Adjustment::EventWithoutEffect { at, kind } => say!(
            language,
            "{0} at {1} finds {2}, so it is left out.",
            kind.token(),
            time(at),
            missing(kind).get(language)
        ),
    }
}

/// A value that is too large or too small, and what is used.
pub(crate) fn outside(language: Language, unit: Unit, [asked, used]: [Quantity; 2], allowed: &str) -> String {
    let wrong = if asked.base() > used.base() {
        word!(language, "large")
    } else {
        word!(language, "small")
    };
    say!(
        language,
        "{0} is too {1}, so {2} is used (allowed: {3}).",
        about(unit, asked),
        wrong,
        about(unit, used),
        allowed
    )
}

fn size(bytes: Bytes) -> String {
    about(Unit::Size, bytes.into())
}

pub(super) fn time(at: SimTime) -> String {
    about(Unit::Time, at.into())
}

/// As in links, but with at most four digits: what room is left for a value
/// is seldom a round number.
fn about(unit: Unit, value: Quantity) -> String {
    let exact = written::print(unit, value);
    let Ok((number, name)) = written::scan(&exact) else {
        return exact;
    };
    let short = written::about(number.value(0)) + name;
    if short.len() < exact.len() { short } else { exact }
}
