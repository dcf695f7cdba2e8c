//! Advice in words: what a remedy is called, what it costs, and why another one is of no use.

use super::format;
use engine::migration::{Bound, Cause, Status};
use engine::params::{CLOCK, Id, Quantity, Range, Scale};
use engine::units::{Bytes, Share, SimTime, Unit};
use link::explore::advice::{Advice, Answer, Kept, Outlook, Promise};
use text::{Language, Text, count, say, text, word};

/// A share below this is not worth a word.
const LITTLE: f64 = 0.005;

/// What can be promised of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    /// When it ends.
    Total,
    /// How long the VM stands still.
    Downtime,
    /// How long clients wait.
    Outage,
    /// What goes over the wire.
    Traffic,
    /// How fast the VM runs while it runs.
    Speed,
}

impl Clause {
    /// All of them, those that are promised most often first.
    pub const ALL: [Self; 5] = [Self::Total, Self::Downtime, Self::Outage, Self::Traffic, Self::Speed];

    /// Its name in a link.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Downtime => "downtime",
            Self::Outage => "outage",
            Self::Traffic => "traffic",
            Self::Speed => "speed",
        }
    }

    /// Before what is promised.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Total => text!("It ends within"),
            Self::Downtime => text!("The VM stands still for at most"),
            Self::Outage => text!("Clients wait for at most"),
            Self::Traffic => text!("It sends at most"),
            Self::Speed => text!("The VM runs at least at"),
        }
    }

    /// Above what comes of it.
    #[must_use]
    pub const fn heading(self) -> Text {
        match self {
            Self::Total => text!("It ends after"),
            Self::Downtime => text!("The VM stands still"),
            Self::Outage => text!("Clients wait"),
            Self::Traffic => text!("It sends"),
            Self::Speed => text!("The VM runs at"),
        }
    }

    /// What can be promised at all.
    #[must_use]
    pub const fn range(self) -> Range {
        match self {
            Self::Total | Self::Downtime | Self::Outage => CLOCK,
            Self::Traffic => Range::new(Unit::Size, (0.0, 1e18), (1e6, 1e15), Scale::Log),
            Self::Speed => Range::new(Unit::Share, (0.0, 1.0), (0.0, 1.0), Scale::Linear),
        }
    }

    /// What a promise says of it.
    #[must_use]
    pub fn asked(self, promise: &Promise) -> Option<Quantity> {
        match self {
            Self::Total => promise.total.map(Quantity::Time),
            Self::Downtime => promise.downtime.map(Quantity::Time),
            Self::Outage => promise.outage.map(Quantity::Time),
            Self::Traffic => promise.traffic.map(Quantity::Size),
            Self::Speed => promise.speed.map(Quantity::Share),
        }
    }

    /// The promise with another value of it; a quantity of another kind asks for nothing.
    #[must_use]
    pub fn with(self, promise: Promise, value: Option<Quantity>) -> Promise {
        let time = value.and_then(|value| SimTime::try_from(value).ok());
        match self {
            Self::Total => Promise { total: time, ..promise },
            Self::Downtime => Promise {
                downtime: time,
                ..promise
            },
            Self::Outage => Promise {
                outage: time,
                ..promise
            },
            Self::Traffic => Promise {
                traffic: value.and_then(|value| Bytes::try_from(value).ok()),
                ..promise
            },
            Self::Speed => Promise {
                speed: value.and_then(|value| Share::try_from(value).ok()),
                ..promise
            },
        }
    }

    /// What comes of it, and whether that keeps the promise, if there is one.
    #[must_use]
    pub fn figure(self, language: Language, promise: &Promise, outlook: &Outlook) -> (String, Option<bool>) {
        let metrics = &outlook.metrics;
        let time = |time: SimTime, most: Option<SimTime>| (format::time(language, time), most.map(|most| time <= most));
        match self {
            Self::Total => time(metrics.total, promise.total),
            Self::Downtime => time(metrics.downtime.total(), promise.downtime),
            Self::Outage => time(metrics.outage, promise.outage),
            Self::Traffic => {
                let sent = metrics.traffic.total();
                (format::size(language, sent), promise.traffic.map(|most| sent <= most))
            }
            Self::Speed => {
                let speed = outlook.slowest;
                (
                    format::share(language, speed),
                    promise.speed.map(|least| speed >= least),
                )
            }
        }
    }
}

/// What becomes of the experiment as it is.
#[must_use]
pub fn present(language: Language, advice: &Advice) -> String {
    let metrics = &advice.outlook().metrics;
    let [total, downtime] = [metrics.total, metrics.downtime.total()].map(|time| format::time(language, time));
    match (advice.now(), metrics.status) {
        (Kept::All, _) if *advice.promise() == Promise::default() => say!(
            language,
            "As it is, it ends after {0} and the VM stands still for {1}. Promise more to see what would keep it.",
            total,
            downtime
        ),
        (Kept::All, _) => say!(
            language,
            "As it is, it keeps the promise: it ends after {0} and the VM stands still for {1}.",
            total,
            downtime
        ),
        _ if metrics.outcome.lost => word!(language, "As it is, the VM is lost.").to_owned(),
        (_, Status::Completed) => say!(
            language,
            "As it is, it ends after {0} and the VM stands still for {1}, which breaks the promise.",
            total,
            downtime
        ),
        _ => word!(language, "As it is, it does not end.").to_owned(),
    }
}

/// How many changes were found that help.
#[must_use]
pub fn found(language: Language, advice: &Advice) -> String {
    let helpful = advice.helpful();
    if helpful.is_empty() {
        return word!(language, "Nothing that is known here helps.").to_owned();
    }
    let all = helpful.iter().filter(|answer| answer.kept == Kept::All).count();
    let part = helpful.len() - all;
    let mut found = if all == 0 {
        word!(language, "No change alone would be enough.").to_owned()
    } else {
        count!(
            language,
            all as f64,
            "{0} change alone would be enough.",
            "{0} changes would be enough, each alone.",
            all
        )
    };
    if part > 0 {
        found += " ";
        found += &count!(
            language,
            part as f64,
            "{0} keeps a part of the promise.",
            "{0} keep a part of the promise.",
            part
        );
    }
    found
}

/// The change: `Link 2.56 Gbit/s`, `Auto-converge`.
#[must_use]
pub fn change(language: Language, answer: &Answer) -> String {
    let name = answer.remedy.name.get(language);
    match answer.value {
        Some((id, value)) => format!("{name} {}", format::quantity(language, id.range().unit, value)),
        None => name.to_owned(),
    }
}

/// What it costs, and how near it is to being too little; a short phrase each.
#[must_use]
pub fn costs(language: Language, advice: &Advice, answer: &Answer) -> Vec<String> {
    let (before, with) = (&advice.outlook().metrics, &answer.outlook.metrics);
    let mut costs = Vec::new();
    if answer.outlook.slowest.as_f64() < 1.0 - LITTLE {
        costs.push(say!(
            language,
            "the VM runs at {0} for {1}",
            format::share(language, answer.outlook.slowest),
            format::time(language, answer.outlook.slowed)
        ));
    }
    let behind = with.traffic[Cause::OnDemand] + with.traffic[Cause::Pushed];
    if !behind.is_zero() {
        costs.push(word!(language, "a host that crashes after the switch takes the VM with it").to_owned());
    }
    costs.extend(assumption(language, advice, answer));
    if advice.scenario().timeout != answer.scenario.timeout {
        costs.push(word!(language, "what is left goes while the VM stands still").to_owned());
    }
    if before.status == Status::Completed && with.traffic.total() > before.traffic.total() {
        costs.push(say!(
            language,
            "sends {0}",
            format::size(language, with.traffic.total())
        ));
    }
    if matches!(answer.value, Some((Id::WriteRate, _))) {
        let less = Share::new(answer.scenario.spot().writes / advice.scenario().spot().writes).rest();
        costs.push(say!(
            language,
            "{0} less than it wants to write",
            format::share(language, less)
        ));
    }
    costs.extend(edge(language, answer));
    costs
}

/// What has to be so for the remedy to do this much.
fn assumption(language: Language, advice: &Advice, answer: &Answer) -> Option<String> {
    let (before, with) = (advice.scenario(), &answer.scenario);
    if before.compress != with.compress {
        let ratio = format::share(language, with.ratio);
        return Some(say!(language, "if pages shrink to {0}", ratio));
    }
    let deltas = !before.delta && with.delta;
    deltas.then(|| {
        let change = format::size(language, with.change);
        say!(language, "if {0} change in a page at a time", change)
    })
}

/// What the next smaller change gives.
fn edge(language: Language, answer: &Answer) -> Option<String> {
    let (id, _) = answer.value?;
    let (value, outlook) = answer.short?;
    let value = format::quantity(language, id.range().unit, value);
    Some(match outlook.metrics.status {
        Status::Completed => {
            let total = format::time(language, outlook.metrics.total);
            say!(language, "with {0}: {1}", value, total)
        }
        _ => say!(language, "with {0}: never", value),
    })
}

/// Why a remedy does not help: `more channels: the line is full, not a thread`.
#[must_use]
pub fn reason(language: Language, advice: &Advice, answer: &Answer) -> String {
    let (before, with) = (advice.outlook(), &answer.outlook);
    let changed = change(language, answer);
    if before.metrics == with.metrics {
        return match before.metrics.bound {
            Bound::Line => say!(language, "{0} changes nothing: the line is full", changed),
            Bound::Cap => say!(language, "{0} changes nothing: the cap holds memory back", changed),
            Bound::Scan => say!(
                language,
                "{0} changes nothing: the scan of zero pages takes the time",
                changed
            ),
            Bound::Processor => say!(
                language,
                "{0} changes nothing: the processors hold memory back",
                changed
            ),
        };
    }
    match with.metrics.status {
        Status::Completed => say!(
            language,
            "{0} is not enough: {1}, and the VM stands still for {2}",
            changed,
            format::time(language, with.metrics.total),
            format::time(language, with.metrics.downtime.total())
        ),
        _ => say!(language, "{0} is not enough: it does not end", changed),
    }
}
