//! Settings of a live migration that are bound to a time, and how they are written.

use super::row::{Param, Value};
use super::value::{NONE, Remark, ValueError, is_none, parse_choice, parse_time, print_time, same_word, tokens};
use super::{CLOCK, Choice, TimeoutAction};
use crate::units::written::{self, Echo};
use crate::units::{Bytes, SimTime};
use text::{Language, Text};
use text::{say, text};

fn last_moment() -> String {
    written::print(CLOCK.unit, CLOCK.max)
}

/// When post-copy begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Switch {
    /// At once.
    Start,
    /// After the first pass over memory.
    Pass,
    /// At this time.
    At(SimTime),
}

/// `start`, `pass` or a time; a link that says nothing leaves it to the method.
impl Value for Option<Switch> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        Ok(Some(if same_word(text, "start") {
            Switch::Start
        } else if same_word(text, "pass") {
            Switch::Pass
        } else {
            Switch::At(parse_time(text, remarks)?)
        }))
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(match (*self)? {
            Switch::Start => "start".into(),
            Switch::Pass => "pass".into(),
            Switch::At(time) => print_time(time),
        })
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(language, "start, pass, or a time up to {0}", last_moment())
    }
}

/// What happens to a pre-copy that takes too long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timeout {
    /// How long it may take.
    pub after: Patience,
    /// What happens then.
    pub action: TimeoutAction,
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Patience {
    /// So long.
    Time(SimTime),
    /// So long for each GiB of the VM's memory, as OpenStack and KubeVirt have it.
    PerGib(SimTime),
}

impl Patience {
    /// Of a VM with so much memory.
    #[must_use]
    pub fn of(self, memory: Bytes) -> SimTime {
        match self {
            Self::Time(time) => time,
            Self::PerGib(time) => (time * (memory / Bytes::gib(1.0))).min(SimTime::s(CLOCK.max.base())),
        }
    }

    /// The time as it is written, be it in all or for each GiB.
    #[must_use]
    pub const fn written(self) -> SimTime {
        match self {
            Self::Time(time) | Self::PerGib(time) => time,
        }
    }

    /// The same kind with another time.
    #[must_use]
    pub const fn with(self, time: SimTime) -> Self {
        match self {
            Self::Time(_) => Self::Time(time),
            Self::PerGib(_) => Self::PerGib(time),
        }
    }

    fn print(self) -> String {
        let time = print_time(self.written());
        match self {
            Self::Time(_) => time,
            Self::PerGib(_) => time + "/" + GIB,
        }
    }
}

impl From<SimTime> for Patience {
    fn from(time: SimTime) -> Self {
        Self::Time(time)
    }
}

const GIB: &str = "GiB";

/// `60s`, or `150s/GiB`.
fn parse_patience(text: &str, remarks: &mut Vec<Remark>) -> Result<Patience, ValueError> {
    let Some((time, unit)) = text.split_once('/') else {
        return Ok(Patience::Time(parse_time(text, remarks)?));
    };
    if ![GIB, "Gi", "G"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(unit.trim()))
    {
        return Err(ValueError::Form {
            text: Echo::new(text),
            form: TIMEOUT_FORM,
        });
    }
    Ok(Patience::PerGib(parse_time(time, remarks)?))
}

const TIMEOUT_FORM: Text = text!(same "TIME:ACTION");

/// `TIME:ACTION`, or `none`.
impl Value for Option<Timeout> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        // Zero is no timeout, as OpenStack and libvirt have it; with an action it is what it says.
        if is_none(text) || text.trim() == "0" {
            return Ok(None);
        }
        if text.trim().is_empty() {
            return Err(ValueError::Empty);
        }
        let (after, action) = text.split_once(':').ok_or_else(|| ValueError::Form {
            text: Echo::new(text),
            form: TIMEOUT_FORM,
        })?;
        Ok(Some(Timeout {
            after: parse_patience(after, remarks)?,
            action: parse_choice::<TimeoutAction>(action)?,
        }))
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(self.map_or_else(
            || NONE.into(),
            |Timeout { after, action }| format!("{}:{}", after.print(), action.token()),
        ))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "none, or {0} with a time up to {1}, or for each GiB of memory such as 150s/GiB, where ACTION is {2}",
            TIMEOUT_FORM.get(language),
            last_moment(),
            tokens(TimeoutAction::WORDS).join(", ")
        )
    }
}

/// A downtime limit that grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ramp {
    /// In how many steps, between one and [`Ramp::MOST_STEPS`].
    pub steps: u32,
    /// The time between them.
    pub every: SimTime,
}

impl Ramp {
    /// More steps are as good as a slope.
    pub const MOST_STEPS: u32 = 20;
}

const RAMP_FORM: Text = text!("STEPSxTIME with 1 to 20 steps");

/// `STEPSxTIME`, or `none`.
impl Value for Option<Ramp> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        if is_none(text) || text.trim() == "0" {
            return Ok(None);
        }
        if text.trim().is_empty() {
            return Err(ValueError::Empty);
        }
        let form = || ValueError::Form {
            text: Echo::new(text),
            form: RAMP_FORM,
        };
        let (steps, every) = text.split_once(['x', 'X', '×']).ok_or_else(form)?;
        let steps = steps.trim().parse().map_err(|_| form())?;
        if !(1..=Ramp::MOST_STEPS).contains(&steps) {
            return Err(form());
        }
        let every = parse_time(every, remarks)?;
        Ok(Some(Ramp { steps, every }))
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(self.map_or_else(
            || NONE.into(),
            |Ramp { steps, every }| format!("{steps}x{}", print_time(every)),
        ))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(language, "none, or {0}", RAMP_FORM.get(language))
    }
}
