//! Cloud Hypervisor's log of a live migration: what a pass sends (`curr`), all so far (`total`), its bandwidth (`bw`) and the
//! downtime that it expects (`est_downtime`).

use super::{Draft, Format, Here, Kind};
use crate::record::{Field, Status, Tool};

pub struct CloudHypervisor;

const MARKS: [(&str, Field, Kind); 5] = [
    ("iteration", Field::Syncs, Kind::Count),
    ("curr", Field::Left, Kind::Size),
    ("total", Field::Sent, Kind::Size),
    ("bw", Field::Wire, Kind::Rate),
    ("est_downtime", Field::ExpectedDowntime, Kind::Ms),
];

impl Format for CloudHypervisor {
    fn name(&self) -> &'static str {
        "Cloud Hypervisor log"
    }

    fn tool(&self) -> Tool {
        Tool::CloudHypervisor
    }

    fn specimen(&self) -> &'static str {
        "cloud-hypervisor.log"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        if !here.line.contains("est_downtime") || !here.line.contains("bw") {
            return None;
        }
        draft.moment();
        draft.status(Status::Active);
        for (mark, field, kind) in MARKS {
            if let Some(part) = behind_word(here.line, mark) {
                draft.take(field, kind, part);
            }
        }
        Some(here.next_line())
    }
}

/// What stands behind a word and its sign: `bw=`, `bw: `, `bw `.
fn behind_word<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).find_map(|(at, _)| {
        let (before, behind) = (&line[..at], &line[at + word.len()..]);
        let stands_alone = !before.ends_with(is_letter) && !behind.starts_with(is_letter);
        stands_alone.then(|| behind.trim_start_matches([' ', '=', ':', '~']))
    })
}
