//! `--vary`: the values that a sweep gives to one parameter.
//!
//! Values go into links as text, so a sweep can vary whatever a link can say,
//! and each of its points is what `run` makes of that link.

use crate::link::{self, Problem, ValueError, quantity};
use crate::params::{Id, Kind, Quantity, Remark, Row, Scale, Settings, TABLE, Unit};
use crate::text::Language;
use crate::units::Share;
use crate::view::export::table::Cell;

/// More values than this are a slip of the pen.
pub(super) const MAX_STEPS: usize = 1_000_000;

const RANGE_FORM: &str = "KEY=FROM..TO:log|linear:STEPS";
const LIST_FORM: &str = "KEY=A,B,C";

/// One parameter and the values it takes, in order.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    param: &'static Row<Settings>,
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    Steps {
        from: Quantity,
        to: Quantity,
        scale: Scale,
        count: usize,
    },
    Quantities(Vec<Option<Quantity>>),
    Words(Vec<String>),
}

impl Axis {
    /// Reads `KEY=FROM..TO:SCALE:STEPS` or `KEY=A,B,C`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (key, values) = text
            .split_once('=')
            .ok_or_else(|| format!("write it as {RANGE_FORM} or {LIST_FORM}"))?;
        let param = find(key.trim())?;
        let values = match (&param.kind, values.split_once("..")) {
            (Kind::Quantity(_), Some((from, rest))) => steps(param, from, rest)?,
            (_, Some(_)) => {
                return Err(format!(
                    "{} has no range to walk through; list its values as {LIST_FORM} (allowed: {})",
                    param.key,
                    param.allowed(Language::English)
                ));
            }
            (Kind::Quantity(_), None) => quantities(param, values)?,
            (_, None) => Values::Words(listed(values, |text| word(param, text))?),
        };
        Ok(Self { param, values })
    }

    pub(super) fn id(&self) -> Id {
        self.param.id
    }

    pub(super) fn key(&self) -> &'static str {
        self.param.key
    }

    /// How many values.
    pub(super) fn len(&self) -> usize {
        match &self.values {
            Values::Steps { count, .. } => *count,
            Values::Quantities(list) => list.len(),
            Values::Words(list) => list.len(),
        }
    }

    /// The name of its column. The prefix keeps the downtime limit apart from
    /// the downtime, and a figure of the future apart from a key.
    pub(super) fn column(&self) -> String {
        let key = self.param.key.replace('.', "_");
        let sample = (0..self.len()).find_map(|index| self.quantity(index));
        let unit = match (sample, &self.values) {
            (Some(value), _) => suffix(self.unit(), value),
            (None, Values::Words(_)) => "",
            (None, _) => suffix(
                self.unit(),
                self.param
                    .range()
                    .map_or(Quantity::Share(Share::ZERO), |range| range.max),
            ),
        };
        format!("vary_{key}{unit}")
    }

    /// A value for the table, in the base unit.
    pub(super) fn cell(&self, index: usize) -> Cell {
        match (&self.values, self.quantity(index)) {
            (Values::Words(list), _) => list
                .get(index)
                .map_or(Cell::Nothing, |word| Cell::Word(word.clone().into())),
            (_, Some(Quantity::Count(count))) => Cell::Count(count.get().into()),
            (_, Some(value)) => Cell::Number(base(self.unit(), value)),
            (_, None) => Cell::Nothing,
        }
    }

    /// A value as it stands in links, read back as exactly the same one.
    pub(super) fn text(&self, index: usize) -> String {
        match (&self.values, self.quantity(index)) {
            (Values::Words(list), _) => list.get(index).cloned().unwrap_or_default(),
            (_, Some(value)) => quantity::print(self.unit(), value),
            (_, None) => "none".to_owned(),
        }
    }

    fn quantity(&self, index: usize) -> Option<Quantity> {
        match &self.values {
            Values::Steps { from, to, scale, count } => Some(step(*from, *to, *scale, index, *count)),
            Values::Quantities(list) => list.get(index).copied().flatten(),
            Values::Words(_) => None,
        }
    }

    fn unit(&self) -> Unit {
        self.param.range().map_or(Unit::Share, |range| range.unit)
    }
}

fn find(key: &str) -> Result<&'static Row<Settings>, String> {
    if let Some(row) = TABLE.iter().find(|row| row.key.eq_ignore_ascii_case(key)) {
        return Ok(row);
    }
    if key.starts_with(link::SECOND) {
        return Err(format!(
            "{key} is a key of a second run, and a sweep has one (allowed: {key} without {})",
            link::SECOND
        ));
    }
    let fault = match meaning(key) {
        Some(meaning) => format!("no parameter is called “{key}”{meaning}"),
        None => format!("{key} is about the page and changes no figure"),
    };
    let keys: Vec<&str> = TABLE.iter().map(|row| row.key).collect();
    Err(format!("{fault} (allowed: {})", keys.join(", ")))
}

/// What the link language makes of a key that it does not know, if it does not: what was meant, or nothing.
fn meaning(key: &str) -> Option<String> {
    let (_, notices) = link::parse(&format!("{key}="));
    notices.iter().find_map(|notice| match notice.problem() {
        Problem::UnknownKey {
            suggestion: Some(meant),
        } => Some(format!(", did you mean {meant}?")),
        Problem::Elsewhere { why } => Some(format!(": {}", why.english())),
        Problem::UnknownKey { suggestion: None } | Problem::MissingKey { .. } => Some(String::new()),
        _ => None,
    })
}

fn steps(param: &Row<Settings>, from: &str, rest: &str) -> Result<Values, String> {
    let key = param.key;
    let mut parts = rest.rsplitn(3, ':');
    let (Some(count), Some(scale), Some(to)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("the range of {key} is not complete, write it as {RANGE_FORM}"));
    };
    let end = |text| {
        read(param, text)?.ok_or_else(|| format!("a range of {key} cannot end at none; list its values as {LIST_FORM}"))
    };
    let (from, to) = (end(from)?, end(to)?);
    let scale = match scale.trim().to_ascii_lowercase().as_str() {
        "log" => Scale::Log,
        "linear" => Scale::Linear,
        _ => return Err(format!("“{}” is not a scale (allowed: log, linear)", scale.trim())),
    };
    let count = count
        .trim()
        .parse()
        .ok()
        .filter(|count| (2..=MAX_STEPS).contains(count))
        .ok_or_else(|| {
            format!(
                "“{}” is not a number of steps (allowed: 2 to {MAX_STEPS})",
                count.trim()
            )
        })?;
    let [low, high] = [from, to].map(|value| base(Unit::ByteRate, value));
    let [shown_from, shown_to] =
        [from, to].map(|value| quantity::print(param.range().map_or(Unit::Share, |range| range.unit), value));
    if std::mem::discriminant(&from) != std::mem::discriminant(&to) {
        return Err(format!(
            "{shown_from} and {shown_to} are not of the same kind: both a share, or both a size"
        ));
    }
    if low >= high {
        return Err(format!(
            "the range of {key} goes from {shown_from} to {shown_to} (allowed: from the smaller to the larger value)"
        ));
    }
    if scale == Scale::Log && low == 0.0 {
        return Err(format!(
            "a log scale cannot begin at {shown_from} (allowed: linear, or a range of {key} that begins above zero)"
        ));
    }
    Ok(Values::Steps { from, to, scale, count })
}

fn quantities(param: &Row<Settings>, text: &str) -> Result<Values, String> {
    let list = listed(text, |text| read(param, text))?;
    let mut kinds = list.iter().flatten().map(std::mem::discriminant);
    let first = kinds.next();
    if kinds.any(|kind| Some(kind) != first) {
        return Err(format!(
            "the values of {} are not of the same kind: all shares, or all sizes",
            param.key
        ));
    }
    Ok(Values::Quantities(list))
}

fn listed<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    text.split(',').map(|entry| read(entry.trim())).collect()
}

/// A quantity, or `none` where it can be switched off.
fn read(param: &Row<Settings>, text: &str) -> Result<Option<Quantity>, String> {
    let fault = |error: &dyn std::fmt::Display| {
        format!("{}: {error} (allowed: {})", param.key, param.allowed(Language::English))
    };
    let (mut settings, mut remarks) = (Settings::default(), Vec::new());
    param
        .read(text, &mut settings, &mut remarks)
        .map_err(|error| fault(&error))?;
    match remarks.first() {
        Some(Remark::Instead { error, .. }) if !told(error) => return Err(fault(error)),
        Some(Remark::Only { error, .. }) => return Err(fault(error)),
        _ => {}
    }
    Ok(settings.quantity(param.id))
}

/// Whether a value is used as it was written, though another one may have been meant: the table shows it in its base unit.
fn told(error: &ValueError) -> bool {
    !error.readings().is_empty()
}

/// A value that is no plain quantity, in the form in which links have it if
/// that can be found out. The link language judges it: what it refuses is refused here.
fn word(param: &Row<Settings>, text: &str) -> Result<String, String> {
    let key = param.key;
    let link = |value: &str| link::parse(&format!("{key}={value}"));
    let refused =
        |fault: &dyn std::fmt::Display| format!("{key}: {fault} (allowed: {})", param.allowed(Language::English));
    // These would begin another key, or another link.
    if text.is_empty() || text.contains(['&', '#', '?']) {
        return Err(refused(&format!("“{text}” is not a value")));
    }
    let (experiment, notices) = link(text);
    for notice in &notices {
        match notice.problem() {
            Problem::Refused { error, .. } | Problem::LeftOut { error, .. } => {
                return Err(match error {
                    // It names the allowed words itself.
                    ValueError::Word { .. } => format!("{key}: {error}"),
                    _ => refused(error),
                });
            }
            // Whether a value fits is decided at each point, beside the others.
            _ => {}
        }
    }
    // A default is not printed, but then the words that are allowed have it.
    let words = param.allowed(Language::English);
    let same = words
        .split([',', ' '])
        .filter(|word| !word.is_empty())
        .find(|word| link(word) == (experiment.clone(), Vec::new()));
    let printed = link::print(&experiment);
    let value = printed.strip_prefix(key).and_then(|rest| rest.strip_prefix('='));
    Ok(same
        .or(value.filter(|value| !value.contains(['%', '&'])))
        .unwrap_or(text)
        .to_owned())
}

/// The value at a step; the ends exactly as given.
fn step(from: Quantity, to: Quantity, scale: Scale, index: usize, count: usize) -> Quantity {
    let last = count.saturating_sub(1);
    if index == 0 {
        return from;
    }
    if index >= last {
        return to;
    }
    let part = index as f64 / last as f64;
    let mix = |low: f64, high: f64| {
        let value = match scale {
            Scale::Linear => low + (high - low) * part,
            // Not the logarithm of the ratio, which may be beyond all numbers.
            Scale::Log => libm::exp(libm::log(low) * (1.0 - part) + libm::log(high) * part),
        };
        round(value).clamp(low, high)
    };
    from.unit().of(mix(from.base(), to.base()))
}

/// To twelve digits: a step that is meant to be 100 Mbit/s says so.
fn round(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// A quantity as a number; rates in bits where links write them so.
fn base(unit: Unit, value: Quantity) -> f64 {
    match unit {
        Unit::BitRate => (value.base() * 8.0).min(f64::MAX),
        Unit::Size | Unit::ByteRate | Unit::Time | Unit::Share | Unit::Count => value.base(),
    }
}

/// The end of a column's name, for the number that [`base`] gives.
const fn suffix(unit: Unit, value: Quantity) -> &'static str {
    match (value, unit) {
        (Quantity::Size(_), _) => "_bytes",
        (Quantity::Rate(_), Unit::BitRate) => "_bits_per_s",
        (Quantity::Rate(_), _) => "_bytes_per_s",
        (Quantity::Time(_), _) => "_s",
        (Quantity::Share(_), _) => "_share",
        (Quantity::Count(_), _) => "",
    }
}
