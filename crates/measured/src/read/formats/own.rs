//! This project's own records: a line of JSON a moment (`migrascope watch --record`, and what the page
//! saves), or a line a run (`migrascope check`).

use super::qmp::{self, take_members};
use super::{Draft, FORMATS, Format, Here, Kind, Row};
use crate::read::kind::Impossible;
use crate::read::loose::Node;
use crate::record::{Field, Figure};
use crate::save;
use engine::units::{PAGE_BYTES, Quantity, SimTime};
use std::ops::Range;

pub struct Own;

const MOMENT: &[Row] = &[
    ("remaining", Field::Left, Kind::Bytes),
    ("transferred", Field::Sent, Kind::Bytes),
    ("dirty-sync-count", Field::Syncs, Kind::Count),
    ("cpu-throttle-percentage", Field::Throttle, Kind::Percent),
];

impl Format for Own {
    fn name(&self) -> &'static str {
        "migrascope record"
    }

    fn specimen(&self) -> &'static str {
        "watch.jsonl"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let brace = here.line.find('{')?;
        let is_own = ["\"watched_s\"", "\"series\"", "\"migrascope\""]
            .iter()
            .any(|key| here.line.contains(key));
        // A run of `check` is one long line, whose end was cut off here.
        let is_run = || here.line.contains("\"config\"") && here.line.contains("\"result\"");
        if !is_own && !is_run() {
            return None;
        }
        let (node, end) = qmp::value(here, brace, draft)?;
        let offset = here.at + brace;
        take_run(&node, offset, draft)
            .or_else(|| take_watched(&node, offset, draft))
            .or_else(|| take_saved(&node, offset, draft))?;
        Some(end)
    }
}

/// What was printed at a moment of `watch`.
fn take_watched(node: &Node, offset: usize, draft: &mut Draft<'_>) -> Option<()> {
    let watched = node.get("watched-s")?.number()?;
    let at = SimTime::s(Kind::S.of(watched).map_or(0.0, |time| time.base()));
    if let Some(state) = node.get("return") {
        return qmp::take_state(state, offset, draft);
    }
    let output = node.get("output")?;
    let place = output.place.start + offset..output.place.end + offset;
    let inner = crate::read::read(output.text()?);
    for notice in inner.notices {
        draft.say(place.clone(), notice.problem);
    }
    for record in inner.records {
        for format in &record.formats {
            draft.format(format, record.tool.unwrap_or(crate::record::Tool::Qemu));
        }
        for figure in record.settings.all() {
            draft.set(figure.field, Ok(figure.value), place.clone());
        }
        for snapshot in record.snapshots {
            draft.moment();
            draft.at(snapshot.at.unwrap_or(at));
            if let Some(status) = snapshot.status {
                draft.status(status);
            }
            for Figure { field, value, .. } in snapshot.figures.all() {
                draft.figure(*field, Ok(*value), place.clone());
            }
        }
    }
    Some(())
}

/// A line of a record that was saved.
fn take_saved(node: &Node, offset: usize, draft: &mut Draft<'_>) -> Option<()> {
    match node.get("migrascope")?.text()? {
        "migration" => {
            draft.starts();
            let names = node.get("formats").map_or(&[][..], Node::entries);
            for name in names.iter().filter_map(Node::text) {
                if let Some(format) = FORMATS.iter().find(|format| format.name() == name) {
                    draft.format(format.name(), format.tool());
                }
            }
            for (field, value, place) in saved(node.get("settings"), offset) {
                draft.set(field, value, place);
            }
            for (field, value, place) in saved(node.get("said"), offset) {
                draft.said(field, value, place);
            }
            let steps = node.get("ramp").map_or(&[][..], Node::entries);
            for step in steps.iter().map(Node::entries) {
                let time = |index: usize| {
                    let seconds = step.get(index).and_then(Node::number)?;
                    SimTime::try_from(Kind::S.of(seconds).ok()?).ok()
                };
                if let (Some(at), Some(limit)) = (time(0), time(1)) {
                    draft.ramp(Some(at), limit);
                }
            }
        }
        "moment" => {
            draft.moment();
            if let Some(status) = node.get("status").and_then(Node::text).and_then(qmp::status) {
                draft.status(status);
            }
            for (field, value, place) in saved(node.get("figures"), offset) {
                draft.figure(field, value, place);
            }
            let at = node.get("at-s").and_then(Node::number);
            if let Some(Ok(Ok(at))) = at.map(|at| Kind::S.of(at).map(SimTime::try_from)) {
                draft.at(at);
            }
        }
        _ => return None,
    }
    Some(())
}

type Saved = (Field, Result<Quantity, Impossible>, Range<usize>);

/// Figures as they were saved; names that nobody knows are left.
fn saved(figures: Option<&Node>, offset: usize) -> Vec<Saved> {
    const KINDS: [Kind; 5] = [Kind::BytesPerS, Kind::Bytes, Kind::Part, Kind::Count, Kind::S];
    let one = |(name, node): &(String, Node)| {
        let name = name.replace('-', "_");
        let (kind, field) = KINDS.iter().find_map(|kind| {
            let field = name.strip_suffix(save::unit(kind.of(0.0).ok()?))?;
            let field = Field::ALL.iter().find(|known| known.key() == field)?;
            Some((*kind, *field))
        })?;
        let place = node.place.start + offset..node.place.end + offset;
        Some((field, kind.of(node.number()?), place))
    };
    figures.map_or(&[][..], Node::members).iter().filter_map(one).collect()
}

/// A run of `check`: its course, and what QEMU reported in the end.
fn take_run(node: &Node, offset: usize, draft: &mut Draft<'_>) -> Option<()> {
    let (series, result) = (node.get("series")?, node.get("result")?);
    draft.starts();
    for moment in series.entries() {
        let Some(at) = moment.get("t-s").and_then(Node::number) else {
            continue;
        };
        draft.moment();
        if let Some(status) = moment.get("status").and_then(Node::text).and_then(qmp::status) {
            draft.status(status);
        }
        let place = moment.place.start + offset..moment.place.end + offset;
        draft.figure(Field::Elapsed, Kind::S.of(at), place);
        take_members(moment, MOMENT, PAGE_BYTES, offset, draft);
    }
    let config = node.get("config");
    let settings: &[Row] = &[
        ("downtime-limit-ms", Field::Limit, Kind::Ms),
        ("cap", Field::Cap, Kind::BytesPerS),
    ];
    for &(key, field, kind) in settings {
        if let Some((number, member)) = config
            .and_then(|config| config.get(key))
            .and_then(|member| Some((member.number()?, member)))
        {
            let place = member.place.start + offset..member.place.end + offset;
            draft.set(field, kind.of(number), place);
        }
    }
    for capability in config
        .and_then(|config| config.get("capabilities"))
        .map_or(&[][..], Node::entries)
    {
        let place = capability.place.start + offset..capability.place.end + offset;
        let field = match capability.text() {
            Some("auto-converge") => Field::AutoConverge,
            Some("xbzrle") => Field::Delta,
            Some("postcopy-ram") => Field::PostcopyAllowed,
            _ => continue,
        };
        draft.set(field, Kind::Count.of(1.0), place);
    }
    // A note says that the monitor was read too early for its final figures.
    if node.get("note").is_none() {
        qmp::take_state(result, offset, draft);
    }
    draft.moment();
    Some(())
}
