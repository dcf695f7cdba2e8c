//! What happens at a moment: `drain:h1@10s,alarm:h2@1min+2min`.

use super::lists::{self, Entry};
use super::names::{ClassName, HostName, LinkName, VmName, form};
use super::vms::VmGroup;
use super::words::ActWord;
use crate::params::{CLOCK, Id, Param, Remark, Value, ValueError, parse};
use crate::units::written::{scan, shortest};
use crate::units::{Rate, SimTime, Unit, written};
use text::{Language, Text, say, text};

/// Something that happens, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct TimedAct {
    /// When.
    pub at: SimTime,
    /// What.
    pub act: ClusterAct,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum ClusterAct {
    /// All VMs leave a host, and none comes.
    Drain(HostName),
    /// A host loses its power.
    Fail(HostName),
    /// A host is drained, and loses its power after the lead.
    Alarm(HostName, SimTime),
    /// A VM moves to a host.
    Move(VmName, HostName),
    /// A host takes VMs again.
    Back(HostName),
    /// A host is drained and switched off.
    Off(HostName),
    /// A host is switched on.
    On(HostName),
    /// For a while the VMs of a class want several times as much processor time.
    Crowd {
        /// Whose.
        class: ClassName,
        /// How long.
        length: SimTime,
        /// How many times as much.
        times: f64,
    },
    /// A link carries no more than this, for a while or from then on.
    Link {
        /// Which.
        name: LinkName,
        /// How long.
        length: Option<SimTime>,
        /// The line rate meanwhile; zero is down.
        rate: Rate,
    },
    /// VMs are started.
    Add(VmGroup),
}

const FORMS: Text = text!(
    same "drain:HOST@TIME, fail:HOST@TIME, alarm:HOST@TIME+LEAD, move:VM:HOST@TIME, back:HOST@TIME, off:HOST@TIME, on:HOST@TIME, crowd:CLASS@TIME+LENGTH:xTIMES, link:LINK@TIME+LENGTH:RATE, add:COUNTxCLASS@TIME"
);

/// A time, and a length after a plus sign.
fn moment(text: &str, remarks: &mut Vec<Remark>) -> Result<(SimTime, Option<SimTime>), ValueError> {
    let (at, length) = text
        .split_once('+')
        .map_or((text, None), |(at, length)| (at, Some(length)));
    let length = length.map(|length| parse(&CLOCK, length, remarks)).transpose()?;
    Ok((parse(&CLOCK, at, remarks)?, length))
}

impl ClusterAct {
    /// Which of the things that can happen it is.
    #[must_use]
    pub const fn word(&self) -> ActWord {
        match self {
            Self::Drain(_) => ActWord::Drain,
            Self::Fail(_) => ActWord::Fail,
            Self::Alarm(..) => ActWord::Alarm,
            Self::Move(..) => ActWord::Move,
            Self::Back(_) => ActWord::Back,
            Self::Off(_) => ActWord::Off,
            Self::On(_) => ActWord::On,
            Self::Crowd { .. } => ActWord::Crowd,
            Self::Link { .. } => ActWord::Link,
            Self::Add(_) => ActWord::Add,
        }
    }

    /// How long it lasts, if it is over by itself.
    #[must_use]
    pub const fn length(&self) -> Option<SimTime> {
        match self {
            Self::Crowd { length, .. } => Some(*length),
            Self::Link { length, .. } => *length,
            _ => None,
        }
    }

    /// The host that it is about, if it is about one.
    #[must_use]
    pub const fn host(&self) -> Option<HostName> {
        match self {
            Self::Drain(host)
            | Self::Fail(host)
            | Self::Alarm(host, _)
            | Self::Back(host)
            | Self::Off(host)
            | Self::On(host) => Some(*host),
            Self::Move(..) | Self::Crowd { .. } | Self::Link { .. } | Self::Add(_) => None,
        }
    }
}

impl Entry for TimedAct {
    fn read(text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let wrong = || form(text, FORMS);
        let (word, rest) = text.split_once(':').ok_or_else(wrong)?;
        let word = word.trim().to_ascii_lowercase();
        // What is added may stand on a host itself: the moment comes last.
        let (what, when) = rest.rsplit_once('@').ok_or_else(wrong)?;
        let host = || HostName::parse(what);
        let (when, tail) = match word.as_str() {
            "crowd" | "link" => when
                .split_once(':')
                .map(|(when, tail)| (when, Some(tail)))
                .ok_or_else(wrong)?,
            _ => (when, None),
        };
        let (at, length) = moment(when, remarks)?;
        let act = match word.as_str() {
            "drain" => ClusterAct::Drain(host()?),
            "fail" => ClusterAct::Fail(host()?),
            "alarm" => ClusterAct::Alarm(host()?, length.ok_or_else(wrong)?),
            "move" => {
                let (vm, to) = what.split_once(':').ok_or_else(wrong)?;
                ClusterAct::Move(VmName::parse(vm)?, HostName::parse(to)?)
            }
            "back" => ClusterAct::Back(host()?),
            "off" => ClusterAct::Off(host()?),
            "on" => ClusterAct::On(host()?),
            "crowd" => {
                let (times, _) = scan(tail.unwrap_or_default().trim_start_matches(['x', 'X'])).map_err(|_| wrong())?;
                ClusterAct::Crowd {
                    class: ClassName::parse(what)?,
                    length: length.ok_or_else(wrong)?,
                    times: times.value(0).max(0.0),
                }
            }
            "link" => ClusterAct::Link {
                name: LinkName::parse(what)?,
                length,
                rate: match tail.map(str::trim) {
                    Some("0" | "down") => Rate::ZERO,
                    rate => parse(Id::Link.range(), rate.unwrap_or_default(), remarks)?,
                },
            },
            "add" => ClusterAct::Add(VmGroup::parse(what)?),
            _ => return Err(wrong()),
        };
        let takes_length = matches!(
            act,
            ClusterAct::Alarm(..) | ClusterAct::Crowd { .. } | ClusterAct::Link { .. }
        );
        if length.is_some() && !takes_length {
            Err(wrong())
        } else {
            Ok(Self { at, act })
        }
    }

    fn print(&self) -> String {
        let time = |time: SimTime| written::print(Unit::Time, time.into());
        let at = time(self.at);
        match &self.act {
            ClusterAct::Drain(host) => format!("drain:{host}@{at}"),
            ClusterAct::Fail(host) => format!("fail:{host}@{at}"),
            ClusterAct::Alarm(host, lead) => format!("alarm:{host}@{at}+{}", time(*lead)),
            ClusterAct::Move(vm, to) => format!("move:{vm}:{to}@{at}"),
            ClusterAct::Back(host) => format!("back:{host}@{at}"),
            ClusterAct::Off(host) => format!("off:{host}@{at}"),
            ClusterAct::On(host) => format!("on:{host}@{at}"),
            ClusterAct::Crowd { class, length, times } => {
                format!("crowd:{class}@{at}+{}:x{}", time(*length), shortest(*times))
            }
            ClusterAct::Link { name, length, rate } => {
                let length = length.map_or_else(String::new, |length| format!("+{}", time(length)));
                let rate = if rate.is_zero() {
                    "down".into()
                } else {
                    written::print(Unit::BitRate, (*rate).into())
                };
                format!("link:{name}@{at}{length}:{rate}")
            }
            ClusterAct::Add(group) => format!("add:{}@{at}", group.written()),
        }
    }
}

impl Value for Vec<TimedAct> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        lists::read(text, ',', remarks)
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(lists::print(self))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(language, "none, or with commas between them: {0}", FORMS.get(language))
    }
}
