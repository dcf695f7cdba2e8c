//! A link as an experiment. Reading never fails: what cannot be taken as it
//! is leaves its default in place and a [`Notice`] behind.

use std::borrow::Cow;

use super::echo::Echo;
use super::escape;
use super::event::{parse_event, parse_suspend};
use super::keys;
use super::notice::{Notice, Problem, adjustment_notice};
use super::quantity::{self, QuantityError};
use super::value::{
    self, ValueError, entries, is_none, parse_choice, parse_class, parse_flag, parse_pace, parse_ramp, parse_rate,
    parse_size, parse_switch, parse_time, parse_timeout, parse_used, print_pace,
};
use super::write;
use crate::params::{Choice, Id, Kind, Lane, Part, TABLE};
use crate::scenario::{Display, Experiment, Scenario, Settings, Used, WriteClass};
use crate::text::Language;
use crate::units::Share;

/// More notices than this are counted, not listed.
pub const MAX_NOTICES: usize = 20;

/// Reads a link: `#a=b&c`, `?a=b`, a whole address, or the bare `a=b`. Where
/// an address has both, what follows `#` is the link.
///
/// Where a key stands several times, the last one counts. A flag without a
/// value is on. Case matters nowhere but in `Mb/s` and `MB/s`.
#[must_use]
pub fn parse(text: &str) -> (Experiment, Vec<Notice>) {
    let mut reader = Reader::default();
    for (id, value) in reader.assign(link_of(text)) {
        if let Err(error) = reader.set(id, &value) {
            reader.refuse(id, error);
        }
    }
    let (scenario, adjustments) = Scenario::new(reader.settings);
    for adjustment in &adjustments {
        reader.notices.push(|| adjustment_notice(adjustment));
    }
    let experiment = Experiment {
        scenario,
        display: reader.display,
    };
    (experiment, reader.notices.finish())
}

/// The language that a link asks for by name, be it the default.
#[must_use]
pub fn asked_language(text: &str) -> Option<Language> {
    let assigned = Reader::default().assign(link_of(text));
    let (_, value) = assigned.into_iter().find(|&(id, _)| id == Id::Language)?;
    parse_choice(&value).ok()
}

/// The part of an address that is the link.
fn link_of(text: &str) -> &str {
    let text = text.trim();
    let (before, fragment) = text.split_once('#').unwrap_or((text, ""));
    if !fragment.is_empty() {
        return fragment;
    }
    match before.split_once('?') {
        // A question mark inside a value is none of an address.
        Some((address, query)) if !address.contains('=') => query,
        None if before.split(':').skip(1).any(|rest| rest.starts_with("//")) && !before.contains('=') => "",
        _ => before,
    }
}

#[derive(Default)]
struct Notices {
    listed: Vec<Notice>,
    more: usize,
}

impl Notices {
    /// Makes the notice only if it will be listed: noise is long.
    fn push(&mut self, notice: impl FnOnce() -> Notice) {
        if self.listed.len() < MAX_NOTICES {
            self.listed.push(notice());
        } else {
            self.more += 1;
        }
    }

    fn finish(mut self) -> Vec<Notice> {
        if self.more > 0 {
            self.listed
                .push(Notice::about_text("", Problem::More { count: self.more }));
        }
        self.listed
    }
}

#[derive(Default)]
struct Reader {
    settings: Settings,
    display: Display,
    notices: Notices,
}

impl Reader {
    /// The last value of each key, in the order of the table; a flag without
    /// a value is `on`.
    fn assign<'a>(&mut self, link: &'a str) -> Vec<(Id, Cow<'a, str>)> {
        let mut values: Vec<Option<Cow<'a, str>>> = vec![None; TABLE.len()];
        let mut repeated = vec![false; TABLE.len()];
        for item in link.split('&') {
            // An ampersand that was copied out of HTML.
            let item = item.strip_prefix("amp;").unwrap_or(item);
            if item.trim().is_empty() {
                continue;
            }
            let (key, value) = match item.split_once('=') {
                Some((key, value)) => (key, Some(escape::decode(value))),
                None => (item, None),
            };
            let key = escape::decode(key);
            let key = key.trim();
            let Some(param) = keys::find(key) else {
                self.notices.push(|| unknown(key, value.as_deref()));
                continue;
            };
            let on = if param.kind == Kind::Flag { "on" } else { "" };
            let value = value.unwrap_or(Cow::Borrowed(on));
            let index = param.id as usize;
            repeated[index] |= values[index].as_ref().is_some_and(|earlier| *earlier != value);
            values[index] = Some(value);
        }
        let mut assigned = Vec::new();
        for ((param, value), repeated) in TABLE.iter().zip(values).zip(repeated) {
            let Some(value) = value else { continue };
            if repeated {
                let used = Echo::new(&value);
                self.notices
                    .push(|| Notice::about_text(param.key, Problem::Repeated { used }));
            }
            assigned.push((param.id, value));
        }
        assigned
    }

    fn set(&mut self, id: Id, text: &str) -> Result<(), ValueError> {
        let (settings, display) = (&mut self.settings, &mut self.display);
        match id {
            Id::Version => self.version(text)?,
            Id::Used => self.used(text)?,
            Id::Writes => self.writes(text)?,
            Id::WriteRegion => first_class(settings).region = parse_size(text)?,
            Id::WriteRate => first_class(settings).rate = parse_rate(text)?,
            Id::Storage => settings.storage = parse_choice(text)?,
            Id::Channels => settings.channels = parse_choice(text)?,
            Id::Compress => settings.compress = parse_choice(text)?,
            Id::Live => settings.method = parse_choice(text)?,
            Id::Switch => settings.switch = Some(parse_switch(text)?),
            Id::Stop => settings.stop = parse_choice(text)?,
            Id::Throttle => settings.throttle = parse_flag(text)?,
            Id::Delta => settings.delta = parse_flag(text)?,
            Id::Ramp => settings.ramp = parse_ramp(text)?,
            Id::Timeout => settings.timeout = parse_timeout(text)?,
            Id::Suspend => settings.suspend = parse_suspend(text)?,
            Id::At => self.events(text)?,
            Id::Lanes => {
                let lanes = self.list::<Lane>(id, text)?;
                self.display.lanes = lanes;
            }
            Id::Moment => self.moment(text)?,
            Id::Speed => self.pace(text)?,
            Id::Theme => display.theme = parse_choice(text)?,
            Id::Language => display.language = parse_choice(text)?,
            Id::Hide if is_none(text) => {}
            Id::Hide => {
                let hidden = self.list::<Part>(id, text)?;
                self.display.hidden = hidden;
                self.display = write::tidy(std::mem::take(&mut self.display));
            }
            Id::Embed => display.embed = parse_flag(text)?,
            Id::Present => display.present = parse_flag(text)?,
            _ => self.quantity(id, text)?,
        }
        Ok(())
    }

    fn refuse(&mut self, id: Id, error: ValueError) {
        let usual = Experiment::default();
        let used = match id {
            Id::WriteRegion | Id::WriteRate => value::print_writes(&self.settings.writes),
            Id::Switch => keys::METHODS_MOMENT.english().into(),
            Id::Version => keys::VERSION.into(),
            _ => write::value(&usual, id).unwrap_or_default(),
        };
        self.notices
            .push(|| Notice::about(id, Problem::Refused { id, error, used }));
    }

    fn leave_out(&mut self, id: Id, error: ValueError) {
        self.notices.push(|| Notice::about(id, Problem::LeftOut { id, error }));
    }

    fn version(&mut self, text: &str) -> Result<(), ValueError> {
        if text.trim().is_empty() {
            return Err(ValueError::Empty);
        }
        if text.trim() != keys::VERSION {
            let asked = Echo::new(text);
            self.notices
                .push(|| Notice::about(Id::Version, Problem::Version { asked }));
        }
        Ok(())
    }

    fn quantity(&mut self, id: Id, text: &str) -> Result<(), ValueError> {
        let range = id.range();
        let value = if range.optional && is_none(text) {
            None
        } else {
            Some(quantity::parse(range.unit, text)?)
        };
        self.settings.set_quantity(id, value);
        Ok(())
    }

    /// More than all of the memory is a range that was left, not a text that
    /// cannot be read: all of it is used.
    fn used(&mut self, text: &str) -> Result<(), ValueError> {
        self.settings.used = match parse_used(text) {
            Err(ValueError::Quantity(error @ QuantityError::OverWhole { .. })) => {
                let all = Used::Share(Share::new(1.0));
                let (id, error, used) = (Id::Used, ValueError::Quantity(error), value::print_used(all));
                self.notices
                    .push(|| Notice::about(id, Problem::Refused { id, error, used }));
                all
            }
            other => other?,
        };
        Ok(())
    }

    /// One bad class does not spoil the others.
    fn writes(&mut self, text: &str) -> Result<(), ValueError> {
        if is_none(text) {
            self.settings.writes.clear();
            return Ok(());
        }
        let (mut classes, mut errors) = (Vec::new(), Vec::new());
        for entry in entries(text) {
            match parse_class(entry) {
                Ok(class) => classes.push(class),
                Err(error) => errors.push(error),
            }
        }
        if classes.is_empty() {
            return Err(errors.into_iter().next().unwrap_or(ValueError::Empty));
        }
        for error in errors {
            self.leave_out(Id::Writes, error);
        }
        self.settings.writes = classes;
        Ok(())
    }

    /// One bad event does not spoil the others.
    fn events(&mut self, text: &str) -> Result<(), ValueError> {
        self.settings.events.clear();
        if is_none(text) {
            return Ok(());
        }
        let mut any = false;
        for entry in entries(text) {
            any = true;
            match parse_event(entry) {
                Ok(event) => self.settings.events.push(event),
                Err(error) => self.leave_out(Id::At, error),
            }
        }
        if any { Ok(()) } else { Err(ValueError::Empty) }
    }

    /// A list of words, each once; at least one.
    fn list<C: Choice>(&mut self, id: Id, text: &str) -> Result<Vec<C>, ValueError> {
        let mut list: Vec<C> = Vec::new();
        let mut errors = Vec::new();
        for entry in text.split(',').filter(|entry| !entry.trim().is_empty()) {
            match parse_choice::<C>(entry) {
                Ok(choice) if list.contains(&choice) => {
                    let entry = Echo::new(entry);
                    self.notices.push(|| Notice::about(id, Problem::Doubled { entry }));
                }
                Ok(choice) => list.push(choice),
                Err(error) => errors.push(error),
            }
        }
        if list.is_empty() {
            return Err(errors.into_iter().next().unwrap_or(ValueError::Empty));
        }
        for error in errors {
            self.leave_out(id, error);
        }
        Ok(list)
    }

    fn moment(&mut self, text: &str) -> Result<(), ValueError> {
        use crate::params::Quantity::Time;
        use crate::scenario::Adjustment;
        let asked = parse_time(text)?;
        self.display.moment = asked;
        self.display = write::tidy(std::mem::take(&mut self.display));
        let used = self.display.moment;
        if used != asked {
            let (id, asked, used) = (Id::Moment, Time(asked), Time(used));
            self.notices
                .push(|| adjustment_notice(&Adjustment::OutOfRange { id, asked, used }));
        }
        Ok(())
    }

    fn pace(&mut self, text: &str) -> Result<(), ValueError> {
        let asked = parse_pace(text)?;
        self.display.pace = asked;
        self.display = write::tidy(std::mem::take(&mut self.display));
        let used = self.display.pace;
        if used != asked {
            let [asked, used] = [asked, used].map(print_pace);
            self.notices
                .push(|| Notice::about(Id::Speed, Problem::PaceOutOfRange { asked, used }));
        }
        Ok(())
    }
}

/// The class that `writes.region` and `writes.rate` speak of.
fn first_class(settings: &mut Settings) -> &mut WriteClass {
    if settings.writes.is_empty() {
        settings.writes.push(WriteClass::default());
    }
    &mut settings.writes[0]
}

fn unknown(key: &str, value: Option<&str>) -> Notice {
    if key.is_empty() {
        let value = Echo::new(value.unwrap_or_default());
        return Notice::about_text("", Problem::MissingKey { value });
    }
    let suggestion = keys::nearest(key);
    Notice::about_text(key, Problem::UnknownKey { suggestion })
}
