//! A record as text: what was understood, without the names and addresses that stood around it. A line of JSON tells of the
//! migration, one of each moment; `read` reads them as any other format.

use crate::record::{Figures, Record, Status};
use engine::units::Quantity;

/// The words for how a migration stands, as QEMU has them.
const STATUSES: [(Status, &str); 7] = [
    (Status::Setup, "setup"),
    (Status::Active, "active"),
    (Status::Device, "device"),
    (Status::Postcopy, "postcopy-active"),
    (Status::Completed, "completed"),
    (Status::Cancelled, "cancelled"),
    (Status::Failed, "failed"),
];

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

/// Lines that are read as the same record.
#[must_use]
pub fn save(record: &Record) -> String {
    let formats: Vec<String> = record.formats.iter().map(|name| format!("\"{name}\"")).collect();
    let step = |(at, limit): &(engine::SimTime, engine::SimTime)| format!("[{}, {}]", at.as_s(), limit.as_s());
    let ramp: Vec<String> = record.ramp.iter().map(step).collect();
    let mut text = format!(
        "{{\"migrascope\": \"migration\", \"formats\": [{}], \"settings\": {{{}}}, \"ramp\": [{}]}}\n",
        formats.join(", "),
        figures(&record.settings),
        ramp.join(", ")
    );
    for snapshot in &record.snapshots {
        text += "{\"migrascope\": \"moment\"";
        if let Some(at) = snapshot.at {
            text += &format!(", \"at_s\": {}", at.as_s());
        }
        let status = STATUSES.iter().find(|(status, _)| Some(*status) == snapshot.status);
        if let Some((_, word)) = status {
            text += &format!(", \"status\": \"{word}\"");
        }
        text += &format!(", \"figures\": {{{}}}}}\n", figures(&snapshot.figures));
    }
    text
}

fn figures(figures: &Figures) -> String {
    let one = |figure: &crate::record::Figure| {
        let (name, unit) = (figure.field.key(), unit(figure.value));
        format!("\"{name}{unit}\": {}", figure.value.base())
    };
    let all: Vec<String> = figures.all().iter().map(one).collect();
    all.join(", ")
}
