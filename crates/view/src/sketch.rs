//! A run as a small drawing, not to scale: where the VM is and whether it runs, what goes over, and whether clients are served.

use super::labels::Role;
use super::pace::Story;
use engine::migration::{EventKind, Host, Phase, PhaseKind, Power};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::{Share, SimTime};
use text::Language;
use text::word;

/// Before it begins and after it has ended the VM runs for this part of the drawing.
const BEFORE: f64 = 0.14;
const AFTER: f64 = 0.2;
/// A hold takes at least this much of what all the rest takes.
const HOLD: f64 = 0.55;

/// From where to where, as parts of the width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its beginning.
    pub from: Share,
    /// Its end.
    pub to: Share,
}

/// What a VM does for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// When.
    pub span: Span,
    /// Where.
    pub host: Host,
    /// Its colour.
    pub role: Role,
    /// In a word.
    pub word: &'static str,
}

/// What goes from host to host for a while; nothing while the migration is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// When.
    pub span: Span,
    /// Its colour.
    pub role: Role,
    /// It waits on purpose.
    pub held: bool,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// What the VM does, one after the other.
    pub stays: Vec<Stay>,
    /// What goes over.
    pub flows: Vec<Flow>,
    /// While clients get no answer.
    pub silent: Option<Span>,
}

/// The drawing of a lane that comes to an end.
///
/// ```
/// use engine::{migration::Host, params::Lane, trace::simulate};
/// use text::Language::English;
///
/// let trace = simulate(&link::parse("suspend=save").0.scenario);
/// let sketch = view::sketch::sketch(English, &trace, Lane::Suspended);
/// let words: Vec<_> = sketch.stays.iter().map(|stay| (stay.host, stay.word)).collect();
/// assert_eq!(words, [(Host::Source, "runs"), (Host::Source, "stands still"), (Host::Destination, "stands still"), (Host::Destination, "runs")]);
/// ```
#[must_use]
pub fn sketch(language: Language, trace: &Trace, lane: Lane) -> Sketch {
    let story = Story::new(trace, &[lane]);
    let lane = trace.lane(lane);
    let pace = Pace::of(lane, &story);
    let place = |time: SimTime| Share::new(pace.part(time).mul_add(1.0 - BEFORE - AFTER, BEFORE));
    let span = |from: SimTime, to: SimTime| Span {
        from: place(from),
        to: place(to),
    };
    let mut stays = vec![stay(
        language,
        Span {
            from: Share::ZERO,
            to: place(SimTime::ZERO),
        },
        Host::Source,
        Power::Running,
    )];
    for phase in &lane.phases {
        stays.push(stay(language, span(phase.start, phase.end), phase.host, phase.power));
    }
    let end = lane.at(lane.end());
    let last = Span {
        from: place(lane.metrics.total),
        to: Share::new(1.0),
    };
    stays.push(stay(language, last, end.host, end.power));
    stays.dedup_by(|later, first| {
        let goes_on = (later.host, later.word) == (first.host, first.word);
        if goes_on {
            first.span.to = later.span.to;
        }
        goes_on
    });
    let flows = lane.phases.iter().filter_map(|phase| {
        let span = span(phase.start, phase.end);
        let (role, held) = match phase.kind {
            PhaseKind::FirstPass | PhaseKind::PostCopy => (Role::Sent, false),
            PhaseKind::Round(_) | PhaseKind::Rounds(_) => (Role::Dirty, false),
            PhaseKind::StopAndCopy | PhaseKind::Transfer | PhaseKind::Save | PhaseKind::Restore => {
                (Role::Paused, false)
            }
            PhaseKind::Configuration => (Role::State, false),
            PhaseKind::Held(_) => (Role::Paused, true),
            _ => return None,
        };
        Some(Flow { span, role, held })
    });
    let flows = flows.collect();
    let answers = lane.events.iter().rfind(|event| event.kind == EventKind::Reachable);
    let stops = lane.phases.iter().find(|phase| phase.power != Power::Running);
    let silent = stops.zip(answers).map(|(stops, answers)| span(stops.start, answers.at));
    Sketch { stays, flows, silent }
}

/// The pace of the story, in which a hold is long enough to be seen as one.
struct Pace {
    /// Ends of stages, and how much of the whole has passed by then.
    ends: Vec<(SimTime, f64)>,
}

impl Pace {
    fn of(lane: &LaneTrace, story: &Story) -> Self {
        let told = |from: SimTime, to: SimTime| (story.story_at(to) - story.story_at(from)).as_s();
        let held = |phase: &&Phase| matches!(phase.kind, PhaseKind::Held(_));
        let rest = story.length().as_s()
            - lane
                .phases
                .iter()
                .filter(held)
                .map(|phase| told(phase.start, phase.end))
                .sum::<f64>();
        let mut ends = vec![(SimTime::ZERO, 0.0)];
        let mut passed = 0.0;
        for phase in &lane.phases {
            let length = told(phase.start, phase.end);
            passed += if held(&phase) { length.max(rest * HOLD) } else { length };
            ends.push((phase.end, passed));
        }
        passed += told(lane.metrics.total, lane.end());
        ends.push((lane.end(), passed));
        for (_, part) in &mut ends {
            *part /= passed;
        }
        Self { ends }
    }

    /// How much of the whole has passed by a time.
    fn part(&self, time: SimTime) -> f64 {
        let right = self
            .ends
            .partition_point(|&(end, _)| end < time)
            .clamp(1, self.ends.len() - 1);
        let ((from, before), (to, after)) = (self.ends[right - 1], self.ends[right]);
        let length = (to - from).as_s();
        if length <= 0.0 {
            return after;
        }
        let part = ((time - from).as_s() / length).clamp(0.0, 1.0);
        (after - before).mul_add(part, before)
    }
}

fn stay(language: Language, span: Span, host: Host, power: Power) -> Stay {
    let (role, word) = match power {
        Power::Running => (Role::Running, word!(language, "runs" in "sketch")),
        Power::Paused => (Role::Paused, word!(language, "stands still" in "sketch")),
        Power::ShuttingDown | Power::Off => (Role::Off, word!(language, "off" in "sketch")),
        Power::Booting => (Role::Booting, word!(language, "starts" in "sketch")),
    };
    Stay { span, host, role, word }
}
