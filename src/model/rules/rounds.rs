//! Rounds that take all dirty pages, send them, and then ask what was written.

use super::textbook::Series;
use super::{Ended, Rule, Verdict};
use crate::model::course::Course;
use crate::model::memory::Scan;
use crate::model::precopy::{CHECKED, CutRound, Ending, Precopy};
use crate::model::report::{PhaseKind, Recorder};
use crate::model::sender::{Flow, Sender};
use crate::model::trend::{State, Trend};
use crate::model::{sampling, wire};
use crate::params::StopRule;
use crate::scenario::Scenario;
use crate::units::{Pages, Rate, Share, SimTime};

/// How far a rule has come.
#[derive(Clone, Copy)]
pub(in crate::model) struct Rounds {
    rule: &'static Rule,
    verdict: Verdict,
    /// The pace of all rounds, but for their rate.
    pub sender: Sender,
    sent: Pages,
    /// What a round may use of the line at most.
    pub rate: Rate,
    /// The rounds of the textbook.
    series: Option<Series>,
}

impl Rounds {
    pub fn new(scenario: &Scenario) -> Option<Self> {
        let (rule, rate) = (Rule::of(scenario)?, wire::live_rate(scenario));
        Some(Self {
            rule,
            verdict: (rule.begin)(scenario),
            sender: Sender::even(scenario, rate),
            sent: Pages::ZERO,
            rate,
            series: (scenario.stop == StopRule::Textbook).then(|| Series::new(scenario)),
        })
    }
}

/// The first pass, unless the time comes before or the rule wants none.
pub(in crate::model) fn first_pass<R: Recorder>(run: &mut Precopy<'_>, course: &mut Course<'_, R>) -> Option<Ending> {
    course.metrics.syncs = 1;
    if let Some(rounds) = &run.other_rule {
        let small = (rounds.rule.small)(run.scenario);
        run.threshold = small.pages();
        if course.records() {
            course.now.threshold = small;
        }
    }
    course.sample();
    if let Some(ending) = decided(run) {
        return Some(ending);
    }
    round(run, PhaseKind::FirstPass, course)
        .is_none()
        .then_some(Ending::Interrupted)
}

/// Rounds until the rule ends them or the time comes.
pub(in crate::model) fn rounds<R: Recorder>(run: &mut Precopy<'_>, course: &mut Course<'_, R>) -> Ending {
    let endless = run.other_rule.is_some_and(|rounds| rounds.rule.endless);
    let mut trend = (endless && !course.every_round).then(|| Trend::new(run));
    for step in 1.. {
        // A round that an event cut goes on; between two rounds the rule decides.
        let goes_on = run.goes_on_with_a_round();
        if !goes_on && let Some(ending) = decided(run) {
            return ending;
        }
        if run.flow.now >= run.until.time() {
            return Ending::Interrupted;
        }
        let before = trend.is_some().then(|| State::new(run));
        if !goes_on {
            run.next_round();
        }
        if round(run, run.phase_kind(), course).is_none() {
            return Ending::Interrupted;
        }
        if run.one_pass && run.round == 1 {
            return Ending::PassDone;
        }
        let (Some(trend), Some(before), None) = (&mut trend, before, decided(run)) else {
            continue;
        };
        if step % CHECKED == 0 && run.leap_evenly(course) {
            *trend = Trend::new(run);
        } else {
            run.skip(&before, trend, course);
        }
    }
    unreachable!("the loop has no end of its own")
}

/// What the verdict asks for, if it is not another round.
fn decided(run: &Precopy<'_>) -> Option<Ending> {
    let rounds = run.other_rule.as_ref()?;
    let rest = || {
        // To the textbook the rest may be more than memory holds.
        let series = rounds.series.filter(|_| run.flow.zero_left.is_zero());
        series.map_or_else(|| run.memory.dirty(), |series| wire::stream_pages(series.volume))
    };
    match rounds.verdict {
        Verdict::Again(_) => None,
        Verdict::Small => Some(Ending::Converged { rest: rest() }),
        Verdict::Enough => Some(Ending::RuledOut { rest: rest() }),
    }
}

/// One round and the sync after it; the pages that it sent, or nothing if the time came before its end.
fn round<R: Recorder>(run: &mut Precopy<'_>, kind: PhaseKind, course: &mut Course<'_, R>) -> Option<Pages> {
    let &Rounds {
        rule,
        verdict: Verdict::Again(rate),
        sender,
        rate: most_rate,
        mut series,
        ..
    } = run.other_rule.as_ref()?
    else {
        return None;
    };
    let (before, start) = (run.flow, course.metrics.total);
    let zero = before.zero_left;
    let first = kind == PhaseKind::FirstPass;
    let cut = run.take_cut();
    let mut sender = sender.at(rate.min(run.whole_pages.line));
    let setup = if first && cut.is_none() {
        super::setup(run.scenario)
    } else {
        SimTime::ZERO
    };
    let mut queued = run.queued() - zero;
    if let Some(Series { volume, .. }) = series {
        sender = sender.that_scans_for_nothing();
        queued = wire::stream_pages(volume - wire::zero_stream(zero));
    }
    // Whatever is left out of the round was written again and counts then.
    let scan = |most: SimTime| {
        if most.is_zero() {
            Scan::NOTHING
        } else if rule.skips {
            run.memory
                .scan_past_the_written(setup, zero, sender.time(Pages::new(1.0)), most)
        } else {
            let passed = queued.min(sender.pages_in(most));
            Scan { passed, sent: passed }
        }
    };
    let all = scan(SimTime::s(f64::INFINITY));
    let costly_time = sender.time(all.sent);
    let end = before.now + setup + costly_time + sender.zero_time(zero);
    let now = end.min(run.until.time());
    let (Scan { passed: costly, sent }, zero_sent) = if now < end {
        let span = now - before.now - setup;
        (scan(span), zero.min(sender.zero_pages_in(span - costly_time)))
    } else {
        (all, zero)
    };
    let sender = sender.that_sends(Share::new(sent / costly));
    run.sender = sender;
    run.flow = Flow {
        now,
        bytes: before.bytes + sender.stream(costly) + wire::zero_stream(zero_sent),
        zero_left: zero - zero_sent,
        ..before
    };
    let used = (costly, (now - before.now).min(setup + costly_time));
    sampling::even(run, &before, used, zero_sent, course);
    run.close_phase(kind, start, course);
    run.sender = run.whole_pages;
    if now < end {
        run.memory.send(costly + zero_sent);
        // A run that ends before it has begun is a record too.
        course.sample();
        if let Some(Series { volume, .. }) = run.other_rule.as_mut().and_then(|rounds| rounds.series.as_mut()) {
            *volume = *volume - sender.stream(costly) - wire::zero_stream(zero_sent);
        }
        run.put_cut(cut, start, queued + zero, costly + zero_sent);
        return None;
    }
    let earlier = cut.unwrap_or(CutRound {
        start,
        queued: queued + zero,
        sent: Pages::ZERO,
    });
    run.memory.send_all();
    run.sync(0.0);
    if let Some(series) = &mut series {
        series.go_on();
        run.set_queue(wire::stream_pages(series.volume));
    }
    let dirty = run.queued();
    let rounds = run.other_rule.as_mut()?;
    rounds.series = series;
    rounds.sent += earlier.sent + sent + zero;
    rounds.verdict = (rule.judge)(
        run.scenario,
        &Ended {
            round: run.round,
            queued: earlier.queued,
            sent_so_far: rounds.sent,
            dirty,
            bytes: run.flow.bytes - before.bytes + wire::page_stream(earlier.sent),
            span: if cut.is_some() {
                now - earlier.start
            } else {
                now - before.now
            },
            rate: most_rate,
            wanted: series.map_or(f64::INFINITY, |series| series.wanted),
        },
    );
    run.report(earlier.start, earlier.queued, earlier.sent + sent + zero, course);
    Some(sent)
}
