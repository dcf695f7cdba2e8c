//! The whole run as text: what happens in each lane, in the order of time.

use super::labels::Labelled;
use super::{format, kinds, narration};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::SimTime;
use text::Language;

/// Moments nearer to each other than this are one.
const SAME: SimTime = SimTime::ms(0.001);

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When.
    pub at: SimTime,
    /// Where.
    pub lane: Lane,
    /// What it is called.
    pub name: &'static str,
    /// What, in one or two sentences.
    pub text: String,
}

/// All that happens in the shown lanes; at one moment in the order of the lanes.
#[must_use]
pub fn transcript(language: Language, trace: &Trace, lanes: &[Lane]) -> Vec<Line> {
    let mut lines = Vec::new();
    for lane in trace.of(lanes) {
        tell(&mut lines, language, lane);
    }
    lines.sort_by_key(|line| line.at);
    lines
}

/// The chapters of a lane, and the events that begin none of them.
fn tell(lines: &mut Vec<Line>, language: Language, lane: &LaneTrace) {
    let first = lines.len();
    let line = |at, text| Line {
        at,
        lane: lane.lane,
        name: kinds::name(language, lane),
        text,
    };
    for (at, text) in narration::chapters(language, lane) {
        lines.push(line(at, text));
    }
    let chapters = lines.len();
    for event in &lane.events {
        if !lines[first..chapters].iter().any(|chapter| near(chapter.at, event.at)) {
            lines.push(line(event.at, event.kind.explanation().get(language).to_owned()));
        }
    }
}

fn near(a: SimTime, b: SimTime) -> bool {
    a - b <= SAME && b - a <= SAME
}

/// The line that tells the present moment: the last one that has begun.
#[must_use]
pub fn current(lines: &[Line], now: SimTime) -> Option<usize> {
    lines.partition_point(|line| line.at <= now).checked_sub(1)
}

/// As plain text, a line each: time, lane, what happens.
#[must_use]
pub fn plain(language: Language, lines: &[Line]) -> String {
    let mut text = String::new();
    for Line {
        at, name, text: said, ..
    } in lines
    {
        text += &[&format::clock(language, *at), "  ", name, ": ", said, "\n"].concat();
    }
    text
}
