//! Events and holds as text: `hold@5s+60s:compliance`, `linkdown@8s+2s`,
//! and the suspended lane's `hold:bandwidth@10s+60s`.

use super::{Act, Hold, Suspend, TimedEvent, TimedHold};
use crate::params::list::print_list;
use crate::params::row::{Param, Value};
use crate::params::value::{
    Remark, ValueError, entries, is_none, parse, parse_choice, parse_time, print_time, same_word,
};
use crate::params::{ActKind, Choice, Family, Id, Reason, SuspendMode};
use crate::units::written::{self, Echo};
use crate::units::{Rate, SimTime, Unit};
use text::{Language, Text};
use text::{say, text};

const SUSPEND_FORM: Text = text!(same "hold:REASON@START+LENGTH:GIVEUP");

/// How an event is written.
const fn form(kind: ActKind) -> Text {
    match kind {
        ActKind::Hold => text!(same "hold@TIME+LENGTH:REASON:GIVEUP"),
        ActKind::Resume => text!(same "resume@TIME"),
        ActKind::Cancel => text!(same "cancel@TIME"),
        ActKind::LinkDown => text!(same "linkdown@TIME+LENGTH"),
        ActKind::LinkUp => text!(same "linkup@TIME"),
        ActKind::LinkSlow => text!(same "linkslow@TIME+LENGTH:RATE"),
        ActKind::SourceCrash => text!(same "srccrash@TIME"),
        ActKind::DestinationCrash => text!(same "dstcrash@TIME"),
        ActKind::Burst => text!(same "burst@TIME+LENGTH:RATE"),
        ActKind::Force => text!(same "force@TIME"),
        ActKind::AnnouncementLoss => text!(same "arploss@TIME+LENGTH"),
    }
}

/// All forms, as the second half of a sentence.
fn forms(language: Language) -> String {
    let forms: Vec<_> = ActKind::ALL.iter().map(|&kind| form(kind).get(language)).collect();
    forms.join(", ")
}

/// What an event needs that was not there, for a notice.
pub const fn missing(kind: ActKind) -> Text {
    match kind {
        ActKind::Resume => text!("no hold that it could end"),
        ActKind::LinkUp => text!("no link that is down or slow",),
        ActKind::LinkSlow => text!("a link that is no faster"),
        ActKind::Burst => text!("no writes that could become more",),
        ActKind::Hold
        | ActKind::Cancel
        | ActKind::LinkDown
        | ActKind::SourceCrash
        | ActKind::DestinationCrash
        | ActKind::Force
        | ActKind::AnnouncementLoss => text!("nothing that it could change"),
    }
}

/// `TIME+LENGTH` and the parts after its colons.
struct Parts<'a> {
    at: SimTime,
    length: Option<SimTime>,
    details: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn read(text: &'a str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let mut details: Vec<&str> = text.split(':').collect();
        let when = details.remove(0);
        let (at, length) = match when.split_once('+') {
            Some((at, length)) => (at, Some(parse_time(length, remarks)?)),
            None => (when, None),
        };
        Ok(Self {
            at: parse_time(at, remarks)?,
            length,
            details,
        })
    }
}

/// One event.
///
/// # Errors
/// An unknown word, or a part that is missing, wrong or too much.
pub fn parse_event(text: &str) -> Result<TimedEvent, ValueError> {
    read_event(text, &mut Vec::new())
}

fn read_event(text: &str, remarks: &mut Vec<Remark>) -> Result<TimedEvent, ValueError> {
    let (word, rest) = text.split_once('@').unwrap_or((text, ""));
    let kind = parse_choice::<ActKind>(word)?;
    let wrong = || ValueError::Form {
        text: Echo::new(text),
        form: form(kind),
    };
    if rest.trim().is_empty() {
        return Err(wrong());
    }
    let Parts { at, length, details } = Parts::read(rest, remarks)?;
    let act = match (kind, length, details.as_slice()) {
        (ActKind::Hold, length, []) => hold(Reason::Bandwidth.token(), length, None, remarks)?,
        (ActKind::Hold, length, [reason]) => hold(reason, length, None, remarks)?,
        (ActKind::Hold, length, [reason, give_up]) => hold(reason, length, Some(give_up), remarks)?,
        (ActKind::LinkSlow, length, [text]) => Act::LinkSlow {
            rate: parse(Id::Link.range(), text, remarks)?,
            length,
        },
        (ActKind::Burst, length, [text]) => Act::Burst {
            rate: parse(Id::WriteRate.range(), text, remarks)?,
            length,
        },
        (ActKind::LinkDown, length, []) => Act::LinkDown { length },
        (ActKind::AnnouncementLoss, length, []) => Act::AnnouncementLoss { length },
        (ActKind::Resume, None, []) => Act::Resume,
        (ActKind::Cancel, None, []) => Act::Cancel,
        (ActKind::LinkUp, None, []) => Act::LinkUp,
        (ActKind::SourceCrash, None, []) => Act::SourceCrash,
        (ActKind::DestinationCrash, None, []) => Act::DestinationCrash,
        (ActKind::Force, None, []) => Act::Force,
        _ => return Err(wrong()),
    };
    Ok(TimedEvent { at, act })
}

fn hold(
    reason: &str,
    length: Option<SimTime>,
    give_up: Option<&str>,
    remarks: &mut Vec<Remark>,
) -> Result<Act, ValueError> {
    Ok(Act::Hold(Hold {
        reason: parse_choice(reason)?,
        length,
        give_up: give_up.map(|text| parse_time(text, remarks)).transpose()?,
    }))
}

/// Events with commas between them, or `none`. One bad event does not spoil the others.
impl Value for Vec<TimedEvent> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let (mut events, mut any) = (Self::new(), is_none(text));
        if any {
            return Ok(events);
        }
        for entry in entries(text) {
            any = true;
            match read_event(entry, remarks) {
                Ok(event) => events.push(event),
                Err(error) => remarks.push(Remark::LeftOut(error)),
            }
        }
        if any { Ok(events) } else { Err(ValueError::Empty) }
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(print_list(self.iter().map(print_event)))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(language, "none, or with commas between them {0}", forms(language))
    }
}

/// The canonical form of an event.
#[must_use]
pub fn print_event(event: &TimedEvent) -> String {
    let word = event.act.kind().token();
    let when = |length| print_when(event.at, length);
    match event.act {
        Act::Hold(hold) => {
            let give_up = print_give_up(hold);
            format!("{word}@{}:{}{give_up}", when(hold.length), hold.reason.token())
        }
        Act::LinkDown { length } | Act::AnnouncementLoss { length } => format!("{word}@{}", when(length)),
        Act::LinkSlow { rate, length } => format!("{word}@{}:{}", when(length), print_rate(Unit::BitRate, rate)),
        Act::Burst { rate, length } => format!("{word}@{}:{}", when(length), print_rate(Unit::ByteRate, rate)),
        Act::Resume | Act::Cancel | Act::LinkUp | Act::SourceCrash | Act::DestinationCrash | Act::Force => {
            format!("{word}@{}", when(None))
        }
    }
}

fn print_when(at: SimTime, length: Option<SimTime>) -> String {
    length.map_or_else(
        || print_time(at),
        |length| format!("{}+{}", print_time(at), print_time(length)),
    )
}

fn print_give_up(hold: Hold) -> String {
    hold.give_up
        .map_or_else(String::new, |after| format!(":{}", print_time(after)))
}

fn print_rate(unit: Unit, rate: Rate) -> String {
    written::print(unit, rate.into())
}

/// `save`, `file` or a hold; `hold` alone is the usual one.
fn parse_suspend(text: &str, remarks: &mut Vec<Remark>) -> Result<Suspend, ValueError> {
    let Some((word, rest)) = text.split_once(':') else {
        return parse_choice::<SuspendMode>(text).map(Suspend::from);
    };
    if !same_word(word, SuspendMode::Hold.token()) {
        return parse_choice::<SuspendMode>(text).map(Suspend::from);
    }
    let wrong = || ValueError::Form {
        text: Echo::new(text),
        form: SUSPEND_FORM,
    };
    let (reason, when) = rest.split_once('@').ok_or_else(wrong)?;
    let Parts { at, length, details } = Parts::read(when, remarks)?;
    let give_up = match details.as_slice() {
        [] => None,
        [give_up] => Some(parse_time(give_up, remarks)?),
        _ => return Err(wrong()),
    };
    let hold = Hold {
        reason: parse_choice(reason)?,
        length,
        give_up,
    };
    Ok(Suspend::Hold(TimedHold { at, hold }))
}

impl Value for Suspend {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        parse_suspend(text, remarks)
    }

    fn print(&self, _: &Param) -> Option<String> {
        let word = self.mode().token();
        Some(match *self {
            Self::Save | Self::File => word.into(),
            Self::Hold(TimedHold { at, hold }) => format!(
                "{word}:{}@{}{}",
                hold.reason.token(),
                print_when(at, hold.length),
                print_give_up(hold)
            ),
        })
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(language, "save, file, or {0}", SUSPEND_FORM.get(language))
    }
}

/// The words of events as a Markdown table.
#[must_use]
pub fn events_table() -> String {
    let mut table = String::from("| event | meaning |\n| --- | --- |\n");
    for &kind in ActKind::ALL {
        table.push_str(&format!("| `{}` | {} |\n", form(kind).english(), kind.help().english()));
    }
    table
}

/// The reasons of holds as a Markdown table.
#[must_use]
pub fn reasons_table() -> String {
    let mut table = String::from(
        "| reason | family | what happened | typical length | the condition to go on |\n| --- | --- | --- | --- | --- |\n",
    );
    for family in Family::ALL {
        for reason in family.reasons() {
            table.push_str(&format!(
                "| `{}` | {} | **{}.** {} | {} | {} |\n",
                reason.token(),
                family.label().english(),
                reason.label().english(),
                reason.help().english(),
                print_time(reason.typical()),
                reason.resumes_when().english(),
            ));
        }
    }
    table
}
