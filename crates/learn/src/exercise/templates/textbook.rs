//! What G5 and G6 share: the geometric series of the textbook, run by the engine.
//!
//! Clark et al. 2005, Voorsluys et al. 2009 and the courses that follow them: a VM of V bytes writes at a share q of the rate R, so that
//! each round leaves q of what it sent; it stops as soon as no more than V_th is left.

use crate::exercise::{Dice, Refusal, Sentence, Slot, experiment, figures};
use engine::Metrics;
use engine::migration::Status;
use engine::params::Lane;
use engine::units::{Bytes, Rate};
use link::Experiment;
use text::Text;

const MEMORY: [f64; 9] = [2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0];
const RATE: [f64; 7] = [100.0, 125.0, 200.0, 250.0, 400.0, 500.0, 1000.0];
const RATIO: [f64; 10] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const THRESHOLD: [f64; 7] = [10.0, 20.0, 25.0, 40.0, 50.0, 80.0, 100.0];
/// What is left after a round lies at least so far from the threshold, as a share of it.
const MARGIN: f64 = 0.03;

pub(super) struct Textbook {
    pub memory: Bytes,
    pub rate: Rate,
    pub writes: Rate,
    pub threshold: Bytes,
    /// What a round leaves of what it sent.
    pub ratio: f64,
    /// After so many rounds no more than the threshold is left.
    pub rounds: u32,
    /// What is left then.
    pub left: Bytes,
    pub run: Experiment,
    pub metrics: Metrics,
}

pub(super) fn draw(dice: &mut Dice) -> Result<Textbook, Refusal> {
    let (gib, mib_per_s) = (dice.pick(&MEMORY), dice.pick(&RATE));
    let (ratio, mib) = (dice.pick(&RATIO), dice.pick(&THRESHOLD));
    let (memory, rate, threshold) = (Bytes::gib(gib), Rate::mib_per_s(mib_per_s), Bytes::mib(mib));
    let (mut left, mut rounds) = (memory, 0);
    while left > threshold {
        left = left * ratio;
        rounds += 1;
        if (left / threshold - 1.0).abs() < MARGIN {
            return Err(Refusal::Tight);
        }
    }
    let limit = (threshold / rate).as_s() * 1e3;
    let writes = mib_per_s * ratio;
    let run = experiment(&format!(
        "lanes=live&ram={gib}GiB&used=100%25&state=0B&rtt=0s&writes=random:{gib}GiB@{writes}MiB/s&link=100Gbps\
         &cap={mib_per_s}MiB/s&stop=textbook&downtime={limit}ms"
    ))?;
    let metrics = figures(&run, Lane::Live);
    // One sync before the first round, one after each, and one when the VM has stopped.
    if metrics.status != Status::Completed || metrics.syncs != rounds + 2 {
        return Err(Refusal::Ends);
    }
    Ok(Textbook {
        memory,
        rate,
        writes: Rate::mib_per_s(writes),
        threshold,
        ratio,
        rounds,
        left,
        run,
        metrics,
    })
}

impl Textbook {
    /// A question about it; its slots are what is sent, how quickly, how quickly other pages are written, and how much may be left.
    pub(super) fn asks(&self, text: Text) -> Sentence {
        let slots = self.numbers().into_iter().map(|(_, slot)| slot);
        Sentence::new(text, slots.collect())
    }

    pub(super) fn numbers(&self) -> Vec<(&'static str, Slot)> {
        vec![
            ("memory", self.memory.into()),
            ("rate", self.rate.into()),
            ("writes", self.writes.into()),
            ("threshold", self.threshold.into()),
        ]
    }
}
