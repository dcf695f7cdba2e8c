//! What a text may have meant, as pieces of a link that can be put into it.

use std::fmt;

use super::second::SECOND;
use super::{escape, parse, print};
use engine::params::{Parameters, Remark, Row, Settings, ValueError};
use engine::units::written::Reading;

/// What a text may have meant, as a piece of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The key.
    pub key: &'static str,
    /// The value, before escaping.
    pub value: String,
    /// Whether it is a key of the second run.
    pub second: bool,
}

impl Offer {
    /// The link of an experiment, with this in it.
    #[must_use]
    pub fn applied_to(&self, link: &str) -> String {
        print(&parse(&self.after(link)).0)
    }

    /// The link with this at its end, where it holds against what stands before.
    #[must_use]
    pub fn after(&self, link: &str) -> String {
        let mut link = link.to_owned();
        link.push('&');
        link.push_str(self.prefix());
        link.push_str(self.key);
        link.push('=');
        escape::encode(&mut link, &self.value);
        link
    }
}

impl Offer {
    fn prefix(&self) -> &'static str {
        if self.second { SECOND } else { "" }
    }
}

/// As a piece of a link that somebody reads.
impl fmt::Display for Offer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}={}", self.prefix(), self.key, self.value)
    }
}

/// Longer values are none that somebody typed.
const LONGEST_OFFER: usize = 400;

/// The value with each of the readings in place of what can be read in several ways, as far as that mends a fault.
pub(super) fn offers<P: Parameters + Default>(
    row: &Row<P>,
    value: &str,
    error: &ValueError,
    faults: usize,
) -> Vec<Offer> {
    let Some(asked) = error.asked_back().filter(|_| value.len() <= LONGEST_OFFER) else {
        return Vec::new();
    };
    let asked = asked.as_str();
    let mends = |value: &String| {
        let mut remarks = Vec::new();
        let read = row.read(value, &mut P::default(), &mut remarks);
        remarks.len() + usize::from(read.is_err()) < faults
    };
    let offer = |reading: &Reading| {
        let places = value.match_indices(asked).map(|(at, _)| at);
        let mut mended = places.map(|at| {
            let (before, rest) = value.split_at(at);
            let after = rest.strip_prefix(asked).unwrap_or_default();
            format!("{before}{}{after}", reading.print()).trim().to_owned()
        });
        let value = mended.find(mends)?;
        Some(Offer {
            key: row.param.key,
            value,
            second: false,
        })
    };
    error.readings().iter().filter_map(offer).collect()
}

/// The value under the key that was meant, or its readings, as far as they are values of that key.
pub(super) fn meant(key: &'static str, value: &str) -> Vec<Offer> {
    let value = value.trim();
    let row = Settings::table().iter().find(|row| row.key == key);
    let Some(row) = row.filter(|_| !value.is_empty() && value.len() <= LONGEST_OFFER) else {
        return Vec::new();
    };
    let mut remarks = Vec::new();
    let read = row.read(value, &mut Settings::default(), &mut remarks);
    let offer = |value: String| {
        let second = false;
        vec![Offer { key, value, second }]
    };
    match (read, remarks.first()) {
        (Ok(()), None) => offer(value.to_owned()),
        (Ok(()), Some(Remark::Only { used, .. })) if row.range().is_some() => offer(used.clone()),
        (Ok(()), Some(_)) => Vec::new(),
        (Err(error), _) => offers(row, value, &error, remarks.len() + 1),
    }
}
