//! This project's own records: a line of JSON a moment (`migrascope watch --record`), or a line a run (`migrascope check`).

use super::qmp::{self, take_members};
use super::{Draft, Format, Here, Kind, Row};
use crate::read::loose::Node;
use crate::record::{Field, Figure};
use engine::units::{PAGE_BYTES, SimTime};

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

    fn example(&self) -> &'static str {
        include_str!("../../../specimens/watch.jsonl")
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let brace = here.line.find('{')?;
        let is_own = here.line.contains("\"watched_s\"") || here.line.contains("\"series\"");
        // A run of `check` is one long line, whose end was cut off here.
        let is_run = || here.line.contains("\"config\"") && here.line.contains("\"result\"");
        if !is_own && !is_run() {
            return None;
        }
        let (node, end) = qmp::value(here, brace, draft)?;
        let offset = here.at + brace;
        take_run(&node, offset, draft).or_else(|| take_watched(&node, offset, draft))?;
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
