//! A link as an experiment. Reading never fails: what cannot be taken as it
//! is leaves its default in place and a [`Notice`] behind.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::head::{self, Head};
use super::keys::{self, LAB, ScreenKeys};
use super::learning::{self, Learning};
use super::notice::{Notice, Problem, adjustment_notice};
use super::offer::{meant, offers};
use super::page::{self, Page};
use super::words::{self, Means};
use super::{Experiment, escape};
use crate::display::{self, Display};
use engine::params::{Kind, Param, Parameters, Remark, Row, ScreenName, Settings, ValueError, parse_choice};
use engine::scenario::Scenario;
use engine::units::Quantity;
use engine::units::written::Echo;
use text::Language;

/// More notices than this are counted, not listed.
pub const MAX_NOTICES: usize = 20;

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
    let display = reader.display();
    let page = reader.page();
    let scenario = reader.scenario(settings);
    let experiment = Experiment {
        scenario,
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
        let values = assign(items, shown, screens, &mut notices);
        let mut reader = Self {
            screen: shown.screen,
            values,
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
        read(&self.values, &mut self.notices)
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

    /// What could not be taken as it was.
    #[must_use]
    pub fn finish(self) -> Vec<Notice> {
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

#[derive(Debug, Default)]
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
/// a value is `on`.
fn assign<'a>(
    items: Vec<Item<'a>>,
    screen: &ScreenKeys,
    screens: &[ScreenKeys],
    notices: &mut Notices,
) -> Vec<Assigned<'a>> {
    let mut found: Vec<(usize, Assigned<'a>)> = Vec::new();
    let mut repeated = BTreeSet::new();
    for (key, value) in items {
        let key = key.trim();
        let Some((place, param)) = keys::find(screen, key) else {
            notices.push(|| unknown(screen, screens, key, value.as_deref()));
            continue;
        };
        let on = if matches!(param.kind, Kind::Flag) { "on" } else { "" };
        let text = value.unwrap_or(Cow::Borrowed(on));
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
            notices.push(|| Notice::about_text(param.key, Problem::Repeated { used }));
        }
    }
    found.into_iter().map(|(_, assigned)| assigned).collect()
}

/// The parameters of one table.
fn read<P: Parameters + Default>(values: &[Assigned<'_>], notices: &mut Notices) -> P {
    let mut parameters = P::default();
    let mut remarks = Vec::new();
    for Assigned { param, text } in values {
        let Some(row) = P::table().iter().find(|row| row.param == **param) else {
            continue;
        };
        let mut faults = 0;
        if let Err(error) = row.read(text, &mut parameters, &mut remarks) {
            faults = 1;
            let offers = offers(row, text, &error, remarks.len() + 1);
            notices.push(|| refused(row, error, &parameters).with_offers(offers));
        }
        faults += remarks.len();
        for remark in remarks.drain(..) {
            notices.push(|| {
                let offers = match &remark {
                    Remark::LeftOut(error) | Remark::Instead { error, .. } => offers(row, text, error, faults),
                    Remark::Doubled(_) | Remark::Only { .. } => Vec::new(),
                };
                Notice::about(param, Problem::from_remark(param, remark)).with_offers(offers)
            });
        }
    }
    parameters
}

fn refused<P: Parameters>(row: &'static Row<P>, error: ValueError, parameters: &P) -> Notice {
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
    let suggestion = match words::find(key) {
        Some(Means::Sentence(why)) => return Notice::about_text(key, Problem::Elsewhere { why }),
        Some(Means::Key(key)) => Some(key),
        None => keys::nearest(screen, key),
    };
    let offers = suggestion.zip(value).map(|(key, value)| meant(key, value));
    Notice::about_text(key, Problem::UnknownKey { suggestion }).with_offers(offers.unwrap_or_default())
}
