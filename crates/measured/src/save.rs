//! A record as text: what was understood, without the names and addresses that stood around it. A line of JSON tells of the
//! migration, one of each moment; `read` reads them as any other format.

use crate::read::formats::qmp::word;
use crate::record::{Figures, Record};
use engine::units::{Quantity, SimTime};
use serde::{Serialize, Serializer};

/// What stands behind the name of a figure, by its kind.
pub(crate) const fn unit(value: Quantity) -> &'static str {
    match value {
        Quantity::Size(_) => "_bytes",
        Quantity::Rate(_) => "_bytes_per_s",
        Quantity::Time(_) => "_s",
        Quantity::Share(_) => "_share",
        Quantity::Count(_) => "_count",
    }
}

#[derive(Serialize)]
struct Migration<'a> {
    migrascope: &'static str,
    formats: &'a [&'static str],
    settings: Named<'a>,
    /// What the reader said; nothing of the text.
    #[serde(skip_serializing_if = "Named::is_empty")]
    said: Named<'a>,
    ramp: Vec<[f64; 2]>,
}

#[derive(Serialize)]
struct Moment<'a> {
    migrascope: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_s: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    figures: Named<'a>,
}

/// Figures by their names, each with its unit.
struct Named<'a>(&'a Figures);

impl Named<'_> {
    fn is_empty(&self) -> bool {
        self.0.all().is_empty()
    }
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.0.all().iter();
        serializer.collect_map(all.map(|figure| (figure.field.key() + unit(figure.value), figure.value.base())))
    }
}

/// Lines that are read as the same record.
#[must_use]
pub fn save(record: &Record) -> String {
    let head = line(&Migration {
        migrascope: "migration",
        formats: &record.formats,
        settings: Named(&record.settings),
        said: Named(&record.said),
        ramp: record
            .ramp
            .iter()
            .map(|(at, limit)| [at.as_s(), limit.as_s()])
            .collect(),
    });
    let moments = record.snapshots.iter().map(|snapshot| {
        line(&Moment {
            migrascope: "moment",
            at_s: snapshot.at.map(SimTime::as_s),
            status: snapshot.status.and_then(word),
            figures: Named(&snapshot.figures),
        })
    });
    [head].into_iter().chain(moments).collect()
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("names are texts") + "\n"
}
