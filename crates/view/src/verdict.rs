//! What became of a migration, in words: the lane, its headline, the log, the figures and the map take them from here.

use super::format;
use engine::migration::{Asked, Decides, Figures, Never, Primary, Spread, Status, Undecided, Verdict};
use engine::params::Lane;
use engine::trace::LaneTrace;
use engine::units::SimTime;
use link::explore::map::Fate;
use text::{Language, Text};
use text::{say, text};

const NEVER: Text = text!("never ends");
const HOVERS: Text = text!("hovers");
const HELD: Text = text!("still on hold");
const UNFINISHED: Text = text!("not finished");
const NOT_DECIDED: Text = text!("not decided");
const LOST: Text = text!("VM lost");
/// What became of the migration of a lane.
#[must_use]
pub fn verdict(lane: &LaneTrace) -> Verdict {
    lane.metrics.verdict()
}

/// Whether the VM has moved, by itself or because somebody wanted it to.
#[must_use]
pub fn has_moved(lane: &LaneTrace) -> bool {
    lane.metrics.status == Status::Completed && !lane.metrics.outcome.lost
}

/// The worst that happened, in the largest type of a lane; empty where the downtime is all there is to say.
#[must_use]
pub fn headline(language: Language, lane: &LaneTrace) -> String {
    let text = match verdict(lane) {
        _ if has_moved(lane) => return String::new(),
        Verdict::Hovers if lane.metrics.status == Status::Running => HOVERS,
        Verdict::Never(_) => NEVER,
        Verdict::Stopped(Asked::Hold) => HELD,
        Verdict::NotDecided(Undecided::Observation) => UNFINISHED,
        Verdict::NotDecided(Undecided::Rounds) => NOT_DECIDED,
        Verdict::Lost(_) => LOST,
        Verdict::Failed(_) => where_it_is(
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
        Verdict::Ends | Verdict::Hovers | Verdict::Stopped(_) => where_it_is(
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
        _ if has_moved(lane) && !reachable => text!("announcing itself"),
        _ if has_moved(lane) => text!("done"),
        Verdict::Hovers if lane.metrics.status == Status::Running => HOVERS,
        Verdict::Never(_) => NEVER,
        Verdict::Stopped(Asked::Hold) => HELD,
        Verdict::NotDecided(Undecided::Observation) => UNFINISHED,
        Verdict::NotDecided(Undecided::Rounds) => NOT_DECIDED,
        Verdict::Lost(_) => LOST,
        Verdict::Failed(_) if lane.metrics.outcome.primary == Primary::Split => text!("waiting to be recovered"),
        Verdict::Failed(_) => text!("failed"),
        Verdict::Ends | Verdict::Hovers | Verdict::Stopped(_) => text!("given up"),
    }
    .get(language)
    .to_owned()
}

/// The same while the host still runs that takes the VM with it later.
#[must_use]
pub fn stage_before_a_crash(language: Language, lane: &LaneTrace, reachable: bool) -> String {
    match lane.metrics.status {
        Status::Completed if !reachable => text!("announcing itself"),
        Status::Completed => text!("done"),
        Status::Failed => text!("failed"),
        Status::Cancelled | Status::Running => text!("given up"),
    }
    .get(language)
    .to_owned()
}

/// How it ended, after the name of the lane; empty for a migration that simply succeeded.
#[must_use]
pub fn ending(language: Language, lane: &LaneTrace) -> String {
    let outcome = &lane.metrics.outcome;
    let total = format::time(language, lane.metrics.total);
    let fate = fate(lane).get(language);
    let unfinished = |outlook: Text| say!(language, "not finished after {0}; {1}.", total, outlook.get(language));
    match verdict(lane) {
        Verdict::Hovers => hovering(language, lane),
        _ if has_moved(lane) && outcome.held.is_zero() => String::new(),
        _ if has_moved(lane) => say!(language, "resumed after {0}.", format::time(language, outcome.held)),
        Verdict::Never(never) => say!(
            language,
            "it never ends within {0}: {1}.",
            format::time(language, never.within),
            why_never(language, &never)
        ),
        Verdict::Stopped(Asked::GiveUp) => say!(
            language,
            "suspended, and given up after {0}; {1}.",
            format::time(language, outcome.held),
            fate
        ),
        Verdict::Stopped(Asked::Hold) if outcome.up => {
            say!(language, "still suspended after {0}; {1}.", total, fate)
        }
        Verdict::Stopped(Asked::Hold) => say!(language, "still suspended after {0}, with the VM down.", total),
        Verdict::Lost(_) => match outcome.crash_after {
            Some(crash) => say!(
                language,
                "moved after {0}; at {1} its host crashed, and the VM is lost.",
                total,
                format::time(language, crash.at)
            ),
            None => say!(language, "failed after {0}; {1}.", total, fate),
        },
        Verdict::Failed(_) => say!(language, "failed after {0}; {1}.", total, fate),
        Verdict::NotDecided(Undecided::Observation) if !outcome.up && outcome.recoverable => {
            unfinished(text!("with the VM down"))
        }
        Verdict::NotDecided(Undecided::Observation) => unfinished(text!("it was observed for no longer")),
        Verdict::NotDecided(Undecided::Rounds) => unfinished(text!("too many rounds to be followed")),
        Verdict::Ends | Verdict::Stopped(_) => say!(language, "given up after {0}; {1}.", total, fate),
    }
}

/// The same as a sentence of its own.
#[must_use]
pub fn sentence(language: Language, lane: &LaneTrace) -> String {
    let mut text = ending(language, lane);
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A run that ends when chance has it.
fn hovering(language: Language, lane: &LaneTrace) -> String {
    let spread = lane.metrics.spread();
    let [early, late] = [spread.early, spread.late].map(|run| run.map(|run| format::time(language, run.total)));
    match (early, late) {
        (Some(early), Some(late)) => say!(
            language,
            "it hovers, so chance decides when it ends: one run in ten within {0}, nine in ten within {1}.",
            early,
            late
        ),
        _ => say!(
            language,
            "it hovers, so chance decides whether it ends: {0} of all runs do while they are observed.",
            format::share(language, lane.metrics.ended_share())
        ),
    }
}

/// What chance makes of a migration that hovers.
#[must_use]
pub fn spread(lane: &LaneTrace) -> Option<Spread> {
    lane.metrics.spread.filter(|_| verdict(lane) == Verdict::Hovers)
}

/// From where to where one run in ten and nine in ten lie: `1 min 47 s … 4 min 5 s`; empty where chance decides nothing.
#[must_use]
pub fn by_chance(language: Language, lane: &LaneTrace, told: impl Fn(&Figures) -> String) -> String {
    let Some(spread) = spread(lane) else {
        return String::new();
    };
    match (&spread.early, &spread.late) {
        (Some(early), Some(late)) => format!("{} … {}", told(early), told(late)),
        (Some(early), None) => say!(language, "{0} … no end", told(early)),
        (None, _) => String::new(),
    }
}

/// Such a range in words, for what is pointed at.
#[must_use]
pub fn chance_told(language: Language, range: &str) -> String {
    say!(language, "by chance, 10 % … 90 % of all runs: {0}", range)
}

/// The same of the downtime, whose shortest and longest need not be those of the early and the late run.
#[must_use]
pub fn downtime_by_chance(language: Language, lane: &LaneTrace) -> String {
    let spread = spread(lane).filter(|spread| spread.early.is_some());
    spread.map_or_else(String::new, |spread| {
        let (least, most) = spread.downtimes;
        format!("{} … {}", format::time(language, least), format::time(language, most))
    })
}

/// What each round leaves, what may be left, and what would have to change, as the end of a sentence.
#[must_use]
pub fn why_never(language: Language, never: &Never) -> String {
    let leaves = format::size(language, never.leaves);
    if never.decides == Decides::Disk {
        return say!(
            language,
            "the VM writes to its disk as fast as it is copied, and {0} still differ",
            leaves
        );
    }
    let allowed = format::size(language, never.allowed);
    let text = match never.decides {
        Decides::Rate | Decides::Disk => text!(
            "each round still leaves {0}, and at most {1} may be left; the write rate decides",
            2,
        ),
        Decides::Region => text!(
            "each round still leaves {0}, and at most {1} may be left; the size of what is written decides",
            2,
        ),
        Decides::Limit => text!(
            "each round still leaves {0}, and at most {1} may be left; the downtime limit decides",
            2,
        ),
        Decides::Throttle => text!(
            "each round still leaves {0}, and at most {1} may be left, though the VM is slowed down",
            2,
        ),
    };
    text.fill(language, &[&leaves, &allowed])
}

/// [`sentence`] where there is little room: what decides, and no more.
#[must_use]
pub fn brief(language: Language, lane: &LaneTrace) -> String {
    match verdict(lane) {
        Verdict::Never(never) if never.decides != Decides::Disk => say!(
            language,
            "each round leaves {0}, {1} may be left",
            format::size(language, never.leaves),
            format::size(language, never.allowed)
        ),
        _ => sentence(language, lane),
    }
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
        Fate::Hovers(Some(downtime)) => say!(language, "{0}, hovers", format::time(language, downtime)),
        Fate::Hovers(None) => HOVERS.get(language).to_owned(),
        Fate::Hurried(downtime) => say!(language, "{0}, as asked", format::time(language, downtime)),
        Fate::Lost => LOST.get(language).to_owned(),
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
        .any(|event| event.kind == engine::migration::EventKind::ThresholdReached);
    let limit = lane.rounds.last()?.allowed?.limit;
    let longer = lane.metrics.downtime.total() > limit;
    let told = |time| format::time(Language::English, time);
    (stopped_by_rule && longer && told(lane.metrics.downtime.total()) != told(limit)).then_some(limit)
}
