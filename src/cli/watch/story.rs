//! What is known of a migration that goes on, and what is new at each look.

use serde::Serialize;

use super::Finding;
use crate::explore::advice::{Advice, Answer, Promise};
use crate::link;
use crate::measured::forecast::rate;
use crate::measured::{Field, Fitted, Forecast, Record, Status, forecast};
use crate::scenario::{Scenario, WriteClass};
use crate::text::Language;
use crate::units::{Bytes, Count, Rate, Share, SimTime};
use crate::view::{advice as words, format};

const ENGLISH: Language = Language::English;
/// An end that moves by more than this share of the time is said to have moved.
const MOVES: f64 = 0.05;
/// Writes that are off by more than this share need another remedy.
const OTHER: f64 = 0.1;
/// A rate that was fitted may be off by this share; a change that is just enough for it would not do.
const UNSURE: f64 = 0.15;

/// Something that changed what is known.
#[derive(Debug, Serialize)]
pub(super) struct News {
    /// Since the start of the migration.
    at_s: f64,
    /// What: `begins`, `estimate`, `pass`, `ends`, `moves`, `never`, `open`, `changed`, `over`.
    kind: &'static str,
    /// The predicted end, from the start of the migration.
    #[serde(skip_serializing_if = "Option::is_none")]
    end_s: Option<f64>,
    /// The experiment as a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// What helps, the mildest first, as experiments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remedies: Vec<String>,
    /// For reading.
    pub(super) text: String,
}

/// How it stands now.
pub(super) struct State {
    /// How much of the time has gone by.
    pub(super) done: f64,
    pub(super) text: String,
}

/// What is known so far.
#[derive(Default)]
pub(super) struct Story {
    pass: u32,
    told_end: Option<SimTime>,
    /// The writes with which it was last said that it does not converge.
    never: Option<WriteClass>,
    forecast: Option<Forecast>,
    /// Limit and cap, as they were first told.
    settings: Option<(Option<SimTime>, Option<Rate>)>,
    /// Whether somebody changed them: what was seen before says nothing about the end any more.
    changed: bool,
    begun: bool,
    /// Whether the early estimate was told.
    estimated: bool,
    over: Option<Status>,
}

fn pass(record: &Record) -> u32 {
    record.last_value::<Count>(Field::Syncs).map_or(0, Count::get)
}

/// Passes that are told by themselves when they end: the first few, then ever fewer, for what does not converge has thousands.
const fn is_told(pass: u32) -> bool {
    pass <= 4 || pass.is_power_of_two()
}

fn link_of(fitted: &Fitted) -> String {
    format!("#{}", link::print_scenario(&fitted.scenario))
}

impl Story {
    /// Whether a migration was seen under way; one that was over before says nothing of the next.
    pub(super) const fn has_begun(&self) -> bool {
        self.begun
    }

    pub(super) fn finding(&self) -> Finding {
        match self.over {
            Some(Status::Completed) => Finding::Nothing,
            _ => Finding::Something,
        }
    }

    /// What is new at this look.
    pub(super) fn learn(&mut self, record: &Record) -> Vec<News> {
        let mut news = Vec::new();
        let at = record.observed().unwrap_or_default();
        let status = record.status();
        // While it is set up there is nothing to tell of it.
        if status == Some(Status::Setup) {
            return news;
        }
        if !self.begun && status.is_some_and(|status| !status.is_end()) {
            self.begun = true;
            news.push(self.begins(record, at));
        }
        if let Some(status) = status.filter(|status| status.is_end()) {
            if self.begun {
                self.over = Some(status);
                news.push(over(record, at, status));
            }
            return news;
        }
        let settings = (record.settings.time(Field::Limit), record.settings.rate(Field::Cap));
        let told = *self.settings.get_or_insert(settings);
        if told != settings && !self.changed {
            self.changed = true;
            self.forecast = None;
            news.push(changed(at, settings));
        }
        let now = pass(record);
        let is_new = now != self.pass || self.forecast.is_none();
        if self.pass > 0 && (self.pass..now).any(is_told) {
            news.push(pass_ended(record, at, now - 1));
        }
        self.pass = now;
        if self.changed {
            return news;
        }
        if is_new || matches!(self.forecast, Some(Forecast::TooEarly { .. })) {
            let forecast = forecast(record);
            news.extend(self.tell(&forecast, at));
            self.forecast = Some(forecast);
        }
        news
    }

    fn begins(&self, record: &Record, at: SimTime) -> News {
        let memory = record.last_value::<Bytes>(Field::Memory);
        let limit = record.settings.time(Field::Limit);
        let mut text = format!("{} ", format::clock(ENGLISH, at));
        text += &memory.map_or_else(|| "a migration".to_owned(), |memory| format::size(ENGLISH, memory));
        match limit {
            Some(limit) => text += &format!(", limit {}", format::time(ENGLISH, limit)),
            None => text += ", limit 300 ms (a default; the text does not say)",
        }
        if let Some(cap) = record.settings.rate(Field::Cap).filter(|cap| !cap.is_zero()) {
            text += &format!(", cap {}", format::rate(ENGLISH, cap));
        }
        News {
            at_s: at.as_s(),
            kind: "begins",
            end_s: None,
            link: None,
            remedies: Vec::new(),
            text,
        }
    }

    /// What a forecast says that was not said before.
    fn tell(&mut self, forecast: &Forecast, at: SimTime) -> Option<News> {
        let clock = format::clock(ENGLISH, at);
        let news = |kind, end: Option<SimTime>, link, text| News {
            at_s: at.as_s(),
            kind,
            end_s: end.map(SimTime::as_s),
            link,
            remedies: Vec::new(),
            text,
        };
        match forecast {
            Forecast::Ends {
                at: end,
                span,
                downtime,
                fitted,
            } => {
                let before = self.told_end.replace(*end);
                let moved = before.is_some_and(|before| (*end - before).max(before - *end) > *end * MOVES);
                if before.is_some() && !moved && self.never.is_none() {
                    return None;
                }
                self.never = None;
                let [early, late] = [span.0, span.1].map(|time| format::clock(ENGLISH, time));
                let end_told = format::clock(ENGLISH, *end);
                let spread = if early == late {
                    String::new()
                } else {
                    format!(" ({early} to {late})")
                };
                let stop = format::time(ENGLISH, *downtime);
                let class = fitted.scenario.writes.first();
                let writes = class.map_or_else(
                    || "it writes nothing that goes again".to_owned(),
                    |class| {
                        let [rate, region] = [format::rate(ENGLISH, class.rate), format::size(ENGLISH, class.region)];
                        format!("it writes {rate} into {region}")
                    },
                );
                let text = match before.filter(|_| moved) {
                    Some(before) => format!(
                        "{clock} the end moves from {} to {end_told}{spread}: by this pass {writes}",
                        format::clock(ENGLISH, before)
                    ),
                    None => format!("{clock} ends {end_told}{spread}, stops the VM for {stop}: {writes}"),
                };
                let kind = if moved { "moves" } else { "ends" };
                Some(news(kind, Some(*end), Some(link_of(fitted)), text))
            }
            Forecast::Never {
                leaves,
                allowed,
                fitted,
            } => {
                // A later pass may know better how much would help.
                let class = fitted.scenario.writes.first().copied();
                let again = self.never.is_some();
                if again && !class.zip(self.never).is_some_and(|(new, told)| differ(new, told)) {
                    return None;
                }
                (self.never, self.told_end) = (class, None);
                let [leaves, allowed] = [leaves, allowed].map(|size| format::size(ENGLISH, *size));
                let says = if again {
                    "still does not converge"
                } else {
                    "will not converge"
                };
                let mut text = format!("{clock} {says}: each pass leaves {leaves}, {allowed} may be left");
                let advice = Advice::whole(busier(&fitted.scenario), Promise::default());
                let helpful = advice.helpful();
                if let Some(remedy) = helpful.first() {
                    let end = format::time(ENGLISH, remedy.outlook.metrics.total);
                    text += &format!(
                        "; the mildest change that helps, even if it writes {} more: {} (ends after {end} from the start)",
                        format::share(ENGLISH, Share::new(UNSURE)),
                        words::change(ENGLISH, remedy)
                    );
                }
                let link = |remedy: &&Answer| format!("#{}", link::print_scenario(&remedy.scenario));
                Some(News {
                    remedies: helpful.iter().map(link).collect(),
                    ..news("never", None, Some(link_of(fitted)), text)
                })
            }
            Forecast::Open { fitted } => {
                let is_news = !matches!(self.forecast, Some(Forecast::Open { .. }));
                let text = format!("{clock} chance decides: what each pass leaves is about what may be left");
                is_news.then(|| news("open", None, Some(link_of(fitted)), text))
            }
            Forecast::TooEarly { early, .. } => {
                let early = early.as_deref().filter(|_| !self.estimated)?;
                self.estimated = true;
                let (end, fitted, told) = match early {
                    Forecast::Ends { at, span, fitted, .. } => {
                        let [from, to] = [span.0, span.1].map(|time| format::clock(ENGLISH, time));
                        (Some(*at), fitted, format!("would end between {from} and {to}"))
                    }
                    Forecast::Never { fitted, .. } => (None, fitted, "would not converge".to_owned()),
                    Forecast::Open { fitted } => (None, fitted, "may converge or not".to_owned()),
                    _ => return None,
                };
                let rate = written(fitted);
                let text = format!(
                    "{clock} early estimate, by a sample of pages: it writes {rate}, and {told}; the second pass tells more"
                );
                Some(news("estimate", end, Some(link_of(fitted)), text))
            }
            Forecast::Over(_) => None,
            Forecast::Unknown(missing) => {
                let is_news = !matches!(self.forecast, Some(Forecast::Unknown(_)));
                let text = format!("{clock} {}", missing.text(ENGLISH));
                is_news.then(|| news("open", None, None, text))
            }
        }
    }

    /// How it stands now.
    pub(super) fn state(&self, record: &Record) -> State {
        let at = record.observed().unwrap_or_default();
        let sent = record.last_value::<Bytes>(Field::Sent);
        let left = record.last_value::<Bytes>(Field::Left);
        let mut parts = vec![format::clock(ENGLISH, at)];
        if self.pass > 0 {
            parts.push(format!("pass {}", self.pass));
        }
        if let Some(sent) = sent {
            parts.push(format!("{} sent", format::size(ENGLISH, sent)));
        }
        if let Some(wire) = record.last_value::<Rate>(Field::Wire).filter(|rate| !rate.is_zero()) {
            parts.push(format!("at {}", format::rate(ENGLISH, wire)));
        }
        if let Some(left) = left {
            parts.push(format!("{} left", format::size(ENGLISH, left)));
        }
        let (end, told) = match &self.forecast {
            Some(Forecast::Ends { at: end, .. }) => (Some(*end), format!("ends {}", format::clock(ENGLISH, *end))),
            Some(Forecast::Never { .. }) => (None, "will not converge".to_owned()),
            Some(Forecast::TooEarly {
                not_before: Some(end), ..
            }) => (
                Some(*end),
                format!("too early to tell: not before {}", format::clock(ENGLISH, *end)),
            ),
            Some(Forecast::Open { fitted }) => (None, format!("hovers at {}", format::rate(ENGLISH, rate(fitted)))),
            None if self.changed => (None, "the settings were changed".to_owned()),
            _ => (None, "too early to tell".to_owned()),
        };
        parts.push(told);
        State {
            done: end.map_or(0.0, |end| (at.as_s() / end.as_s().max(1e-9)).min(1.0)),
            text: parts.join("  "),
        }
    }
}

/// How fast it writes, by an early estimate: no region is known yet.
fn written(fitted: &Fitted) -> String {
    fitted.scenario.writes.first().map_or_else(
        || "hardly anything".to_owned(),
        |class| format!("about {}", format::rate(ENGLISH, class.rate)),
    )
}

/// The same VM, if it writes somewhat more than was seen.
fn busier(scenario: &Scenario) -> Scenario {
    let mut settings = scenario.clone().into_settings();
    for class in &mut settings.writes {
        class.rate = class.rate * (1.0 + UNSURE);
    }
    Scenario::new(settings).0
}

/// Whether it is other writes that do not converge, so that what helps is another as well.
fn differ(new: WriteClass, told: WriteClass) -> bool {
    let off = |new: f64, told: f64| (new / told - 1.0).abs() > OTHER;
    off(new.rate.as_f64(), told.rate.as_f64()) || off(new.region.as_f64(), told.region.as_f64())
}

fn pass_ended(record: &Record, at: SimTime, pass: u32) -> News {
    let left = record.last_value::<Bytes>(Field::Left);
    let left = left.map_or_else(String::new, |left| {
        format!(", {} are to be sent again", format::size(ENGLISH, left))
    });
    News {
        at_s: at.as_s(),
        kind: "pass",
        end_s: None,
        link: None,
        remedies: Vec::new(),
        text: format!("{} pass {pass} ends{left}", format::clock(ENGLISH, at)),
    }
}

fn changed(at: SimTime, (limit, cap): (Option<SimTime>, Option<Rate>)) -> News {
    let limit = limit.map(|limit| format!(", limit {}", format::time(ENGLISH, limit)));
    let cap = cap.filter(|cap| !cap.is_zero());
    let cap = cap.map(|cap| format!(", cap {}", format::rate(ENGLISH, cap)));
    News {
        at_s: at.as_s(),
        kind: "changed",
        end_s: None,
        link: None,
        remedies: Vec::new(),
        text: format!(
            "{} somebody changed the settings{}{}: what was seen before does not tell the end any more",
            format::clock(ENGLISH, at),
            limit.unwrap_or_default(),
            cap.unwrap_or_default()
        ),
    }
}

fn over(record: &Record, at: SimTime, status: Status) -> News {
    let mut text = format!("{} {}", format::clock(ENGLISH, at), status.label().english());
    if let Some(sent) = record.last_value::<Bytes>(Field::Sent) {
        text += &format!(", {} sent", format::size(ENGLISH, sent));
    }
    if let Some(downtime) = record.last_value::<SimTime>(Field::Downtime) {
        text += &format!(", stopped for {}", format::time(ENGLISH, downtime));
    }
    News {
        at_s: at.as_s(),
        kind: "over",
        end_s: Some(at.as_s()),
        link: None,
        remedies: Vec::new(),
        text,
    }
}
