//! Rounds and samples of a record tell the same at every moment.

use migrascope::migration::{Phase, PhaseKind, Round, Sample};
use migrascope::scenario::Scenario;
use migrascope::trace::LaneTrace;
use migrascope::units::{Pages, SimTime};
use proptest::prelude::*;

use super::{any_paused_precopy, lane, scenario};

/// Pages that are left by the lane, zero pages with them.
fn left(sample: &Sample) -> f64 {
    (sample.memory_left().pages() + sample.zero_left).as_f64()
}

/// The part of them that is still to be sent in this round.
fn queued(sample: &Sample) -> f64 {
    (sample.zones.iter().map(|zone| zone.queued).sum::<Pages>() + sample.zero_left).as_f64()
}

/// A page more or less, or what rounding does to a count of all memory.
fn near(lane: &LaneTrace, one: f64, other: f64) -> bool {
    (one - other).abs() <= 1.0 + 1e-9 * lane.memory.as_f64()
}

/// What the lane shows at the ends of its rounds is what they say.
fn rounds_and_lane_agree(scenario: &Scenario) -> Result<(), String> {
    let lane = lane(scenario);
    for round in &lane.rounds {
        let Round { start, end, .. } = *round;
        let at = |time: SimTime| lane.samples.iter().filter(move |sample| sample.at == time);
        let ends: Vec<_> = at(end).map(left).collect();
        let told = round.left.as_f64();
        if round.merged.is_some() {
            // Of later rounds only their beginnings are on record, with the queue of the runs that go on.
            continue;
        }
        if !ends.iter().any(|&shown| near(&lane, shown, told)) {
            return Err(format!(
                "round {} left {told} pages, the lane shows {ends:?}",
                round.number
            ));
        }
        let begins: Vec<_> = at(start).map(left).collect();
        let told = round.queued.as_f64();
        // The runs that go on may have more to send, on the mean, than the zones that are written can show.
        if !begins
            .iter()
            .any(|&shown| near(&lane, shown, told) || (0.95 * told..told).contains(&shown))
        {
            return Err(format!(
                "round {} began with {told} pages, the lane shows {begins:?}",
                round.number
            ));
        }
        let (most, least) = (told, (round.queued - round.sent).as_f64());
        // At the end of a hold the sender asks what was written meanwhile, and the queue is another one.
        let is_held =
            |phase: &Phase| matches!(phase.kind, PhaseKind::Held(_)) && phase.start < end && start < phase.end;
        if lane.phases.iter().any(is_held) {
            continue;
        }
        let inside = lane
            .samples
            .iter()
            .filter(|sample| start < sample.at && sample.at < end);
        for sample in inside {
            let shown = queued(sample);
            let between = shown <= most || near(&lane, shown, most);
            if !between && least.is_finite() {
                return Err(format!("{shown} of {most} pages queued at {:?}", sample.at));
            }
        }
    }
    Ok(())
}

/// While rounds are not told one by one the lane does not stand at the least that a round leaves, and shows what was left
/// to send, at least and at most.
///
/// `least` and `most` are those of the last round before the stretch: what was left of its queue, and the queue.
fn merged_stretches_show_their_middle(scenario: &Scenario) -> Result<(), String> {
    let lane = lane(scenario);
    for (round, merged) in lane.rounds.iter().filter_map(|round| Some((round, round.merged?))) {
        let (least, most) = (merged.least.min(round.queued), merged.most.max(round.queued));
        let (least, most) = (least.as_f64(), most.as_f64());
        let begins = lane.samples.iter().filter(|sample| sample.at == round.start);
        let shown: Vec<_> = begins.map(queued).collect();
        // The runs that go on have a little more to send than the mean of all.
        let between = |shown: &f64| (least * 0.9..=most * 1.1 + 1.0).contains(shown);
        if !shown.is_empty() && !shown.iter().any(between) {
            return Err(format!(
                "round {} left {least} to {most}, shown are {shown:?}",
                round.number
            ));
        }
    }
    for phase in lane
        .phases
        .iter()
        .filter(|phase| matches!(phase.kind, PhaseKind::Rounds(_)))
    {
        let Some(round) = lane.rounds.iter().rev().find(|round| round.end <= phase.start) else {
            continue;
        };
        let (most, least) = (round.queued.as_f64(), (round.queued - round.sent).as_f64());
        let moments = (1..10).map(|tenth| phase.start + (phase.end - phase.start) * (f64::from(tenth) / 10.0));
        let shown: Vec<_> = moments.map(|time| queued(&lane.at(time).state)).collect();
        let mean = shown.iter().sum::<f64>() / shown.len() as f64;
        if most - least > 2.0 && (mean - least) < 0.1 * (most - least) {
            return Err(format!("{mean} pages shown where rounds go from {most} to {least}"));
        }
    }
    Ok(())
}

/// Once "30.6 MiB left" for minutes beside 3.9 GiB.
#[test]
fn a_merged_stretch_says_what_was_left() {
    for text in [
        "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s",
        "ram=4GiB&used=90%25&writes=random:2GiB@300MiB/s",
    ] {
        assert_eq!(merged_stretches_show_their_middle(&scenario(text)), Ok(()), "{text}");
    }
}

#[test]
fn the_lane_shows_what_rounds_left() {
    for text in [
        "#",
        "ram=8GiB&link=10Gbps",
        "used=90%25&writes=random:2GiB@60MiB/s",
        "at=hold@5s+5s:compliance",
    ] {
        assert_eq!(rounds_and_lane_agree(&scenario(text)), Ok(()), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn rounds_and_lane_tell_the_same(text in any_paused_precopy()) {
        let agree = rounds_and_lane_agree(&scenario(&text));
        prop_assert!(agree.is_ok(), "{agree:?}: {}", text);
    }

    #[test]
    fn merged_stretches_tell_what_was_left(text in any_paused_precopy()) {
        let agree = merged_stretches_show_their_middle(&scenario(&text));
        prop_assert!(agree.is_ok(), "{agree:?}: {}", text);
    }
}
