//! A link as an experiment. Reading never fails: what cannot be taken as it
//! is leaves its default in place and a [`Notice`] behind.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::head::{self, Head};
use super::keys::{self, LAB, ScreenKeys};
use super::learning::{self, Learning};
use super::notice::{Notice, Problem, adjustment_notice};
use super::notices::Notices;
use super::offer::{meant, offers};
use super::page::{self, Page};
use super::second::{self, DEFAULT, without_prefix};
use super::words::{self, Means};
use super::{Experiment, escape};
use crate::display::{self, Display};
use engine::params::{Kind, Param, Parameters, Remark, Row, ScreenName, Settings, ValueError, parse_choice, same_word};
use engine::scenario::Scenario;
use engine::units::Quantity;
use engine::units::written::Echo;
use text::Language;

/// What stands between the members of a family of keys when they are read and printed together.
pub(super) const FAMILY_SEPARATOR: char = ';';

/// Reads a link to the Lab: `#a=b&c`, `?a=b`, a whole address, or the bare `a=b`. Where
/// an address has both, what follows `#` is the link.
///
/// Where a key stands several times, the last one counts. A flag without a
/// value is on. Case matters nowhere but in `Mb/s` and `MB/s`.
///
/// ```
/// use engine::{Bytes, Rate};
///
/// let (experiment, notices) = link::parse("#ram=8GiB&link=10Gbps&linc=1");
/// assert_eq!(experiment.scenario.ram, Bytes::gib(8.0));
/// assert_eq!(experiment.scenario.link, Rate::bits_per_s(10e9));
/// assert_eq!(notices.len(), 1, "`linc` is no parameter: {notices:?}");
/// ```
#[must_use]
pub fn parse(text: &str) -> (Experiment, Vec<Notice>) {
    let mut reader = Reader::new(text, &[LAB]);
    let settings: Settings = reader.read();
    let second = reader.read_second(&settings);
    let display = reader.display();
    let page = reader.page();
    let (scenario, second) = reader.scenarios(settings, second);
    let experiment = Experiment {
        scenario,
        second,
        display,
        page,
    };
    (experiment, reader.finish())
}

/// The language that a link asks for by name, be it the default.
#[must_use]
pub fn asked_language(text: &str) -> Option<Language> {
    Reader::new(text, &[LAB]).asked_language()
}

/// A link taken apart, for the screen that it opens.
#[derive(Debug)]
pub struct Reader<'a> {
    screen: ScreenName,
    values: Vec<Assigned<'a>>,
    /// Of the keys of the second run.
    second: Vec<Assigned<'a>>,
    notices: Notices,
}

impl<'a> Reader<'a> {
    /// Takes a link apart as [`parse`] does. `screens` are those that there are; the first is shown where a link asks for
    /// none of them.
    ///
    /// # Panics
    /// If there is none; a programming error.
    #[must_use]
    pub fn new(text: &'a str, screens: &[ScreenKeys]) -> Self {
        let items: Vec<Item<'a>> = items(link_of(text)).collect();
        let asked = asked_screen(&items);
        let there = |screen: &&ScreenKeys| asked.is_none_or(|asked| asked == screen.screen);
        let first = screens.first().expect("there is a screen");
        let shown = screens.iter().find(there).unwrap_or(first);
        let mut notices = Notices::default();
        let (second, items): (Vec<Item<'a>>, Vec<Item<'a>>) = items
            .into_iter()
            .partition(|(key, _)| without_prefix(key.trim()).is_some());
        let values = assign(items, shown, screens, &mut notices, |notice| notice);
        let second = assign_second(second, shown, screens, &mut notices);
        let mut reader = Self {
            screen: shown.screen,
            values,
            second,
            notices,
        };
        let Head { version, .. } = reader.read();
        if let Some(asked) = version.unknown {
            reader.say(|| Notice::about(head::Id::Version.param(), Problem::Version { asked }));
        }
        if let Some(asked) = asked.filter(|asked| *asked != shown.screen) {
            let used = shown.screen;
            reader.say(|| Notice::about(head::Id::Screen.param(), Problem::NotBuilt { asked, used }));
        }
        reader
    }

    /// The screen to show.
    #[must_use]
    pub fn screen(&self) -> ScreenName {
        self.screen
    }

    /// What the link says to the keys of one table.
    pub fn read<P: Parameters + Default>(&mut self) -> P {
        let mut parameters = P::default();
        for value in &self.values {
            let Some(row) = row_of(value.param) else { continue };
            read(row, &value.text, &mut parameters, &mut self.notices, |notice| notice);
        }
        parameters
    }

    /// The second run: the first with what the link says to `vs.` keys of its table; `None` if that is the same.
    pub fn read_second<P: Parameters + Default>(&mut self, first: &P) -> Option<P> {
        let mut second = first.clone();
        for value in std::mem::take(&mut self.second) {
            let Some(row) = row_of::<P>(value.param) else {
                self.second.push(value);
                continue;
            };
            let before = second.clone();
            let text = match row.family() {
                Some(_) => Cow::Owned(second::with_members(
                    &row.print(&second).unwrap_or_default(),
                    &value.text,
                )),
                None => value.text.clone(),
            };
            if same_word(&value.text, DEFAULT) {
                row.value.copy(&P::default(), &mut second);
            } else if !read(row, &text, &mut second, &mut self.notices, Notice::of_second) {
                continue;
            }
            if row.value.same(&before, &second) {
                let used = row.in_force(first).unwrap_or_else(|| DEFAULT.to_owned());
                self.notices
                    .push(|| Notice::about_text(row.key, Problem::Same { used }).of_second());
            }
        }
        (second != *first).then_some(second)
    }

    /// How the Lab shows its experiment: the nearest that it can.
    pub fn display(&mut self) -> Display {
        shown(&self.read(), &mut self.notices)
    }

    /// What the screen of lessons shows: the nearest that it can.
    pub fn learning(&mut self) -> Learning {
        let asked: Learning = self.read();
        let used = asked.tidy();
        if used.step != asked.step {
            let param = learning::Id::Step.param();
            let [asked, used] = [asked.step, used.step].map(Quantity::Count);
            self.say(|| Notice::about(param, Problem::OutOfRange { param, asked, used }));
        }
        used
    }

    /// The nearest possible scenario.
    pub fn scenario(&mut self, settings: Settings) -> Scenario {
        let (scenario, adjustments) = Scenario::new(settings);
        for adjustment in &adjustments {
            self.say(|| adjustment_notice(adjustment));
        }
        scenario
    }

    /// The nearest possible scenarios of a run and of the one beside it, if they are two.
    pub fn scenarios(&mut self, first: Settings, second: Option<Settings>) -> (Scenario, Option<Scenario>) {
        let (_, said) = Scenario::new(first.clone());
        let first = self.scenario(first);
        let second = second.map(|second| {
            let (second, adjustments) = Scenario::new(second);
            for adjustment in adjustments.iter().filter(|adjustment| !said.contains(adjustment)) {
                self.say(|| adjustment_notice(adjustment).of_second());
            }
            second
        });
        let second = second.filter(|second| *second != first);
        (first, second)
    }

    /// How the page looks: the nearest that it can.
    pub fn page(&mut self) -> Page {
        self.read::<Page>().tidy()
    }

    /// The language that the link asks for by name, be it the default.
    #[must_use]
    pub fn asked_language(&self) -> Option<Language> {
        let language = page::Id::Language.param();
        let asked = self.values.iter().find(|value| *value.param == *language)?;
        parse_choice(&asked.text).ok()
    }

    /// Says what could not be taken as it was.
    pub fn say(&mut self, notice: impl FnOnce() -> Notice) {
        self.notices.push(notice);
    }

    /// What could not be taken as it was. Keys of a second run that nobody has read are unknown to the screen.
    #[must_use]
    pub fn finish(mut self) -> Vec<Notice> {
        for value in &self.second {
            let unknown = Problem::UnknownKey { suggestion: None };
            self.notices
                .push(|| Notice::about_text(value.param.key, unknown).of_second());
        }
        self.notices.finish()
    }
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

/// A key as it stands in a link, and its value.
type Item<'a> = (Cow<'a, str>, Option<Cow<'a, str>>);

fn items(link: &str) -> impl Iterator<Item = Item<'_>> {
    link.split('&').filter_map(|item| {
        // An ampersand that was copied out of HTML.
        let item = item.strip_prefix("amp;").unwrap_or(item);
        if item.trim().is_empty() {
            return None;
        }
        Some(match item.split_once('=') {
            Some((key, value)) => (escape::decode(key), Some(escape::decode(value))),
            None => (escape::decode(item), None),
        })
    })
}

/// The screen that a link asks for: which keys it can have depends on it.
fn asked_screen(items: &[Item<'_>]) -> Option<ScreenName> {
    let key = head::Id::Screen.param().key;
    let mut asked = items.iter().rev();
    let (_, value) = asked.find(|(name, _)| name.trim().eq_ignore_ascii_case(key))?;
    parse_choice(value.as_deref()?).ok()
}

/// What a link says about a parameter.
#[derive(Debug)]
struct Assigned<'a> {
    param: &'static Param,
    text: Cow<'a, str>,
}

/// The last value of each key, in the order of the tables; a flag without
/// a value is `on`. `of` says which run the notices are about.
fn assign<'a>(
    items: Vec<Item<'a>>,
    screen: &ScreenKeys,
    screens: &[ScreenKeys],
    notices: &mut Notices,
    of: fn(Notice) -> Notice,
) -> Vec<Assigned<'a>> {
    let mut found: Vec<(usize, Assigned<'a>)> = Vec::new();
    let mut repeated = BTreeSet::new();
    for (key, value) in items {
        let key = key.trim();
        let Some((place, param)) = keys::find(screen, key) else {
            notices.push(|| of(unknown(screen, screens, key, value.as_deref())));
            continue;
        };
        let on = if matches!(param.kind, Kind::Flag) { "on" } else { "" };
        let text = value.unwrap_or(Cow::Borrowed(on));
        if let Some(name) = keys::name_in(param, key) {
            add_member(&mut found, place, param, &format!("{name}={text}"));
            continue;
        }
        match found.iter_mut().find(|(other, _)| *other == place) {
            Some((_, earlier)) => {
                if earlier.text != text {
                    repeated.insert(place);
                }
                earlier.text = text;
            }
            None => found.push((place, Assigned { param, text })),
        }
    }
    found.sort_unstable_by_key(|(place, _)| *place);
    for (place, Assigned { param, text }) in &found {
        if repeated.contains(place) {
            let used = Echo::new(text);
            notices.push(|| of(Notice::about_text(param.key, Problem::Repeated { used })));
        }
    }
    found.into_iter().map(|(_, assigned)| assigned).collect()
}

/// Keys of a family are read together, as a list of `NAME=VALUE`.
fn add_member(found: &mut Vec<(usize, Assigned<'_>)>, place: usize, param: &'static Param, member: &str) {
    match found.iter_mut().find(|(other, _)| *other == place) {
        Some((_, earlier)) => {
            let list = earlier.text.to_mut();
            list.push(FAMILY_SEPARATOR);
            list.push_str(member);
        }
        None => {
            let text = Cow::Owned(member.to_owned());
            found.push((place, Assigned { param, text }));
        }
    }
}

/// The keys of the second run, as far as two runs can differ in them.
fn assign_second<'a>(
    items: Vec<Item<'a>>,
    screen: &ScreenKeys,
    screens: &[ScreenKeys],
    notices: &mut Notices,
) -> Vec<Assigned<'a>> {
    let plain = |(key, value): Item<'a>| {
        let key = without_prefix(key.trim()).unwrap_or_default().to_owned();
        (Cow::Owned(key), value)
    };
    let items = items.into_iter().map(plain).collect();
    let values = assign(items, screen, screens, notices, Notice::of_second);
    let (values, alike): (Vec<_>, Vec<_>) = values.into_iter().partition(|value| second::can_differ(value.param));
    for value in alike {
        notices.push(|| Notice::about_text(value.param.key, Problem::Alike).of_second());
    }
    values
}

/// The row of a parameter in one table.
fn row_of<P: Parameters>(param: &Param) -> Option<&'static Row<P>> {
    P::table().iter().find(|row| row.param == *param)
}

/// Reads the value of one row; answers whether it could be read. `of` says which run the notices are about.
fn read<P: Parameters + Default>(
    row: &'static Row<P>,
    text: &str,
    to: &mut P,
    notices: &mut Notices,
    of: fn(Notice) -> Notice,
) -> bool {
    let mut remarks = Vec::new();
    let read = row.read(text, to, &mut remarks);
    let was_read = read.is_ok();
    let faults = remarks.len() + usize::from(!was_read);
    if let Err(error) = read {
        let offers = offers(row, text, &error, faults);
        notices.push(|| of(refused(row, error, to).with_offers(offers)));
    }
    for remark in remarks {
        notices.push(|| {
            let offers = match &remark {
                Remark::LeftOut(error) | Remark::Instead { error, .. } => offers(row, text, error, faults),
                Remark::Doubled(_) | Remark::Only { .. } => Vec::new(),
            };
            let problem = Problem::from_remark(&row.param, remark);
            of(Notice::about(&row.param, problem).with_offers(offers))
        });
    }
    was_read
}

pub(super) fn refused<P: Parameters>(row: &'static Row<P>, error: ValueError, parameters: &P) -> Notice {
    let used = row.in_force(parameters);
    let param = &row.param;
    Notice::about(param, Problem::Refused { param, error, used })
}

/// The nearest display that there is, and what is told of the difference.
fn shown(asked: &Display, notices: &mut Notices) -> Display {
    let used = asked.tidy();
    if used.moment != asked.moment {
        let param = display::Id::Moment.param();
        let [asked, used] = [asked.moment, used.moment].map(Quantity::Time);
        notices.push(|| Notice::about(param, Problem::OutOfRange { param, asked, used }));
    }
    if used.pace != asked.pace {
        let row = display::Id::Speed.row();
        let [asked, used] = [asked, &used].map(|display| row.print(display).unwrap_or_default());
        notices.push(|| Notice::about(&row.param, Problem::PaceOutOfRange { asked, used }));
    }
    used
}

fn unknown(screen: &ScreenKeys, screens: &[ScreenKeys], key: &str, value: Option<&str>) -> Notice {
    if key.is_empty() {
        let value = Echo::new(value.unwrap_or_default());
        return Notice::about_text("", Problem::MissingKey { value });
    }
    if let Some(other) = screens.iter().find(|other| keys::find(other, key).is_some()) {
        return Notice::about_text(key, Problem::OtherScreen { screen: other.screen });
    }
    if without_prefix(key).is_some() {
        let suggestion = second::nearest(screen, key);
        return Notice::about_text(key, Problem::UnknownKey { suggestion });
    }
    let suggestion = match words::find(key) {
        Some(Means::Sentence(why)) => return Notice::about_text(key, Problem::Elsewhere { why }),
        Some(Means::Key(key)) => Some(key),
        None => keys::nearest(screen, key),
    };
    let offers = suggestion.zip(value).map(|(key, value)| meant(key, value));
    Notice::about_text(key, Problem::UnknownKey { suggestion }).with_offers(offers.unwrap_or_default())
}
