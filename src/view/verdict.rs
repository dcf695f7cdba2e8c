//! What became of a migration, in words: the lane, its headline, the log, the figures and the map take them from here.

use super::format;
use crate::model::map::Fate;
use crate::model::{MergedBecause, PhaseKind, Primary, Status, Why};
use crate::params::Lane;
use crate::text::{Language, Text};
use crate::trace::LaneTrace;
use crate::units::{Bytes, SimTime};
use crate::{say, text};

/// What became of a migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// It ends by itself.
    Ends,
    /// Round after round leaves more than may be left.
    Never(Never),
    /// It waits, because somebody wants it to.
    Held,
    /// It went on when the observation ended.
    Unfinished,
    /// More rounds were needed than are followed.
    NotDecided,
    /// It was given up.
    Stopped,
    /// It broke.
    Failed,
    /// What the VM's programs had in memory is lost.
    Lost,
}

/// Why a migration never ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Never {
    /// What is still left after each round, of memory or of a disk.
    pub leaves: Bytes,
    /// What may be left.
    pub allowed: Bytes,
}

const NEVER: Text = text!("never ends");
const HELD: Text = text!("still on hold");
const UNFINISHED: Text = text!("not finished");
const NOT_DECIDED: Text = text!("not decided");
const LOST: Text = text!("VM lost");
/// A mirror that differs this little less than halfway has not come nearer to its end.
const NO_NEARER: f64 = 0.98;

/// What became of the migration of a lane.
#[must_use]
pub fn verdict(lane: &LaneTrace) -> Verdict {
    let outcome = &lane.metrics.outcome;
    let waits = |kind| matches!(kind, PhaseKind::Held(_));
    match lane.metrics.status {
        _ if outcome.lost => Verdict::Lost,
        Status::Completed => Verdict::Ends,
        Status::Failed => Verdict::Failed,
        Status::Cancelled => Verdict::Stopped,
        Status::Running if outcome.why == Why::NotDecided => Verdict::NotDecided,
        Status::Running if lane.phases.last().is_some_and(|phase| waits(phase.kind)) => Verdict::Held,
        Status::Running => never(lane).map_or(Verdict::Unfinished, Verdict::Never),
    }
}

/// What each round leaves, if more time would not help.
fn never(lane: &LaneTrace) -> Option<Never> {
    let mirrors = lane.phases.last().is_some_and(|phase| phase.kind == PhaseKind::Mirror);
    let differs = |time| lane.at(time).state.disk_left;
    let total = lane.metrics.total;
    if mirrors {
        return (differs(total) >= differs(total * 0.5) * NO_NEARER).then(|| Never {
            leaves: differs(total),
            allowed: Bytes::ZERO,
        });
    }
    let (middle, last) = (lane.rounds.get(lane.rounds.len() / 2)?, lane.rounds.last()?);
    let merged = lane.rounds.iter().rev().find_map(|round| round.merged);
    let for_ever = merged.is_some_and(|merged| merged.why != MergedBecause::Many);
    let no_nearer = last.left >= middle.left * NO_NEARER && last.left > last.threshold;
    (for_ever || no_nearer).then(|| Never {
        leaves: last.left.bytes(),
        allowed: last.threshold.bytes(),
    })
}

/// The worst that happened, in the largest type of a lane; empty where the downtime is all there is to say.
#[must_use]
pub fn headline(language: Language, lane: &LaneTrace) -> String {
    let text = match verdict(lane) {
        Verdict::Ends => return String::new(),
        Verdict::Never(_) => NEVER,
        Verdict::Held => HELD,
        Verdict::Unfinished => UNFINISHED,
        Verdict::NotDecided => NOT_DECIDED,
        Verdict::Lost => LOST,
        Verdict::Failed => where_it_is(
            lane,
            &[
                text!("failed, VM still on A"),
                text!("failed, VM back on A"),
                text!("failed, VM down on A"),
                text!("failed, VM in a file"),
                text!("failed, VM stands still"),
                text!("failed, VM on B"),
            ],
        ),
        Verdict::Stopped => where_it_is(
            lane,
            &[
                text!("given up, VM still on A"),
                text!("given up, VM back on A"),
                text!("given up, VM down on A"),
                text!("given up, VM in a file"),
                text!("given up, VM stands still"),
                text!("given up, VM on B"),
            ],
        ),
    };
    text.get(language).to_owned()
}

/// The text that fits to where the VM is: still there, there again, down there, in a file, on both hosts, on the other.
fn where_it_is(lane: &LaneTrace, texts: &[Text; 6]) -> Text {
    let outcome = &lane.metrics.outcome;
    texts[match (outcome.primary, outcome.up) {
        (Primary::Source, true) if lane.lane == Lane::Cold => 1,
        (Primary::Source, true) => 0,
        (Primary::Source, false) => 2,
        (Primary::File, _) => 3,
        (Primary::Split, _) => 4,
        (Primary::Destination | Primary::Nowhere, _) => 5,
    }]
}

/// The stage of a lane that is over: the same in a word or two, without the VM.
#[must_use]
pub fn stage(language: Language, lane: &LaneTrace, reachable: bool) -> String {
    match verdict(lane) {
        Verdict::Ends if !reachable => text!("announcing itself"),
        Verdict::Ends => text!("done"),
        Verdict::Never(_) => NEVER,
        Verdict::Held => HELD,
        Verdict::Unfinished => UNFINISHED,
        Verdict::NotDecided => NOT_DECIDED,
        Verdict::Lost => LOST,
        Verdict::Failed if lane.metrics.outcome.primary == Primary::Split => text!("waiting to be recovered"),
        Verdict::Failed => text!("failed"),
        Verdict::Stopped => text!("given up"),
    }
    .get(language)
    .to_owned()
}

/// How it ended, after the name of the lane; empty for a migration that simply succeeded.
#[must_use]
pub fn ending(language: Language, lane: &LaneTrace) -> String {
    let outcome = &lane.metrics.outcome;
    let total = format::short_time(language, lane.metrics.total);
    let fate = fate(lane).get(language);
    let unfinished = |outlook: Text| say!(language, "not finished after {0}; {1}.", total, outlook.get(language));
    match verdict(lane) {
        Verdict::Ends if outcome.held.is_zero() => String::new(),
        Verdict::Ends => say!(
            language,
            "resumed after {0}.",
            format::short_time(language, outcome.held)
        ),
        Verdict::Stopped if outcome.why == Why::GaveUp => say!(
            language,
            "suspended, and given up after {0}; {1}.",
            format::time(language, outcome.held),
            fate
        ),
        Verdict::Lost | Verdict::Failed => say!(language, "failed after {0}; {1}.", total, fate),
        Verdict::Stopped => say!(language, "given up after {0}; {1}.", total, fate),
        Verdict::Held if outcome.up => unfinished(text!("still on hold")),
        Verdict::Held => unfinished(text!("still on hold, with the VM down")),
        Verdict::Unfinished if !outcome.up && outcome.recoverable => unfinished(text!("with the VM down")),
        Verdict::Unfinished => unfinished(text!("it was observed for no longer")),
        Verdict::NotDecided => unfinished(text!("too many rounds to be followed")),
        Verdict::Never(never) => say!(language, "never ends: {0}.", why_never(language, &never)),
    }
}

/// What each round leaves and what may be left, as the end of a sentence.
#[must_use]
pub fn why_never(language: Language, never: &Never) -> String {
    if never.allowed.is_zero() {
        return say!(
            language,
            "{0} of the disk still differ, and they get no fewer",
            format::size(language, never.leaves)
        );
    }
    say!(
        language,
        "each round still leaves {0}, and at most {1} may be left",
        format::size(language, never.leaves),
        format::size(language, never.allowed)
    )
}

/// What became of the VM, as the end of a sentence.
fn fate(lane: &LaneTrace) -> Text {
    let outcome = &lane.metrics.outcome;
    match (outcome.primary, outcome.up) {
        _ if outcome.lost => text!("the VM is lost"),
        (Primary::Source, true) => text!("the VM runs where it was"),
        (Primary::Source, false) => text!("the VM is down, its disk is intact",),
        (Primary::File, _) => text!("the VM waits in a file"),
        (Primary::Split, _) => text!("the VM stands still and can be recovered",),
        (Primary::Destination | Primary::Nowhere, _) => text!("the VM has moved"),
    }
}

/// What becomes of the VM at a place of the map, in a few words.
#[must_use]
pub fn of_a_cell(language: Language, fate: Fate) -> String {
    match fate {
        Fate::Moved(downtime) => format::time(language, downtime),
        Fate::PostCopied(downtime) => say!(language, "{0}, post-copy", format::time(language, downtime)),
        Fate::Never => NEVER.get(language).to_owned(),
        Fate::Cancelled => text!("given up").get(language).to_owned(),
        Fate::Failed => text!("fails").get(language).to_owned(),
        Fate::NotDecided => NOT_DECIDED.get(language).to_owned(),
    }
}

/// When a lane is over, how long the VM was down beyond what its rule allows; `None` if it was not, or nobody set a limit.
#[must_use]
pub fn over_limit(lane: &LaneTrace) -> Option<SimTime> {
    let stopped_by_rule = lane
        .events
        .iter()
        .any(|event| event.kind == crate::model::EventKind::ThresholdReached);
    let limit = lane.rounds.last()?.allowed?.limit;
    let longer = lane.metrics.downtime.total() > limit;
    let told = |time| format::time(Language::English, time);
    (stopped_by_rule && longer && told(lane.metrics.downtime.total()) != told(limit)).then_some(limit)
}
