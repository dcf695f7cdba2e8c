//! `info migrate_parameters`, `info migrate_capabilities`, and the same over QMP.

use super::qmp::value;
use super::{Draft, Format, Here, Kind, Row, labelled};
use crate::read::loose::Node;
use crate::record::Field;

pub struct QemuSettings;

const PARAMETERS: &[Row] = &[
    ("max-bandwidth", Field::Cap, Kind::BytesPerS),
    ("downtime-limit", Field::Limit, Kind::Ms),
    ("multifd-channels", Field::Channels, Kind::Count),
    ("xbzrle-cache-size", Field::Cache, Kind::Bytes),
];

const CAPABILITIES: &[(&str, Field)] = &[
    ("auto-converge", Field::AutoConverge),
    ("xbzrle", Field::Delta),
    ("multifd", Field::Multifd),
    ("postcopy-ram", Field::PostcopyAllowed),
];

/// Others, which change no migration that is simulated here, or another parameter.
const KNOWN: &[&str] = &[
    "rdma-pin-all",
    "events",
    "return-path",
    "postcopy-preempt",
    "switchover-ack",
    "dirty-limit",
    "mapped-ram",
    "zero-copy-send",
    "zero-blocks",
    "compress",
    "x-colo",
    "release-ram",
    "pause-before-switchover",
    "dirty-bitmaps",
    "postcopy-blocktime",
    "late-block-activate",
    "background-snapshot",
    "validate-uuid",
    "x-ignore-shared",
    "block",
    "throttle-trigger-threshold",
    "cpu-throttle-initial",
    "cpu-throttle-increment",
    "cpu-throttle-tailslow",
    "max-cpu-throttle",
    "tls-hostname",
    "tls-authz",
    "avail-switchover-bandwidth",
    "multifd-compression",
    "zero-page-detection",
    "max-postcopy-bandwidth",
    "x-vcpu-dirty-limit-period",
    "vcpu-dirty-limit",
    "x-checkpoint-delay",
    "announce-initial",
    "announce-max",
    "announce-rounds",
    "announce-step",
    "mode",
];

/// So far behind its beginning an object of settings has one that is known, in bytes.
const NEAR: usize = 4096;

impl Format for QemuSettings {
    fn name(&self) -> &'static str {
        "QEMU migration settings"
    }

    fn specimen(&self) -> &'static str {
        "hmp-parameters.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        if here.line.contains('{') {
            return take_json(here, draft);
        }
        let line = here.line.trim();
        if line.starts_with("(qemu) info migrate_") {
            return Some(here.next_line());
        }
        let (label, value) = labelled(here.line)?;
        if label == "tls-creds" {
            let is_set = !value.trim().trim_matches('\'').is_empty();
            draft.set(
                Field::Tls,
                Kind::Count.of(f64::from(u8::from(is_set))),
                here.place(value.trim()),
            );
            return Some(here.next_line());
        }
        let row = PARAMETERS.iter().find(|(name, ..)| *name == label);
        let is_taken = row.is_some_and(|&(_, field, kind)| draft.take_setting(field, kind, value));
        let mut is_flag = || take_flag(label, value, draft);
        (is_taken || is_flag() || KNOWN.contains(&label)).then(|| here.next_line())
    }
}

fn take_flag(label: &str, value: &str, draft: &mut Draft<'_>) -> bool {
    let capability = CAPABILITIES.iter().find(|(name, _)| *name == label);
    capability.is_some_and(|&(_, field)| draft.take_setting(field, Kind::Flag, value))
}

/// Capabilities on one line, as `info migrate` had them: `xbzrle: on auto-converge: off …`.
pub(super) fn take_flags(part: &str, draft: &mut Draft<'_>) {
    let words: Vec<&str> = part.split_whitespace().collect();
    for pair in words.windows(2) {
        if let [name, value] = pair
            && let Some(name) = name.strip_suffix(':')
        {
            take_flag(name, value, draft);
        }
    }
}

fn take_json(here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
    // Settings may begin on a line of their own.
    let mut end = here.rest().len().min(NEAR);
    while !here.text.is_char_boundary(here.at + end) {
        end -= 1;
    }
    let near = &here.rest()[..end];
    if !near.contains("capabilit") && !near.contains("downtime-limit") {
        return None;
    }
    let brace = here.line.find(['{', '['])?;
    let (node, end) = value(here, brace, draft)?;
    let offset = here.at + brace;
    let place = |node: &Node| node.place.start + offset..node.place.end + offset;
    let inner = node.get("return").unwrap_or(&node);
    let mut taken = 0;
    for &(key, field, kind) in PARAMETERS {
        if let Some((number, member)) = inner.get(key).and_then(|member| Some((member.number()?, member))) {
            draft.set(field, kind.of(number), place(member));
            taken += 1;
        }
    }
    if let Some(creds) = inner.get("tls-creds").filter(|_| taken > 0) {
        let is_set = creds.text().is_some_and(|name| !name.is_empty());
        draft.set(Field::Tls, Kind::Count.of(f64::from(u8::from(is_set))), place(creds));
    }
    let list = if inner.entries().is_empty() {
        inner.get("capabilities").map_or(&[][..], Node::entries)
    } else {
        inner.entries()
    };
    for entry in list {
        let (Some(name), Some(state)) = (entry.get("capability").and_then(Node::text), entry.get("state")) else {
            continue;
        };
        taken += 1;
        if let Some((_, field)) = CAPABILITIES.iter().find(|(known, _)| *known == name) {
            draft.set(*field, Kind::Count.of(state.number()?), place(state));
        }
    }
    (taken > 0).then_some(end)
}
