//! A VM that is nothing but a flow, as SimGrid's plugin has it: the sharing of links alone, without the Lab's migration.
//!
//! All memory goes once; then what was written meanwhile, round by round, until it fits into 30 ms of the last round's rate.

use engine::sharing::{Filling, Flow, Want};
use engine::units::Rate;

/// A job of SimGrid.
#[derive(Clone, Debug)]
pub struct Job {
    pub start: f64,
    pub bytes: f64,
    pub cap: f64,
    pub dirty: f64,
    pub region: f64,
    pub weight: f64,
    pub latency: f64,
    pub path: Vec<u32>,
    /// Whether it is a migration, and no transfer alone.
    pub live: bool,
}

/// Where a job is.
#[derive(Clone, Debug)]
struct Now {
    left: f64,
    /// Bytes of the round, and when it began.
    round: (f64, f64),
    /// Until when it waits: for its start, or for its latency.
    until: f64,
    stage: u8,
    end: f64,
}

const LIMIT: f64 = 0.03;
const MOVES: u8 = 1;
const SUSPENDED: u8 = 2;
const RESUMES: u8 = 3;
const OVER: u8 = 4;

/// When each job ends; a migration opens its channel first, and its VM writes meanwhile.
pub fn run(links: &[f64], jobs: &[Job], set_up: f64) -> Vec<f64> {
    let mut all: Vec<Now> = jobs
        .iter()
        .map(|job| Now {
            left: job.bytes,
            round: (job.bytes, job.start),
            until: job.start + job.latency + set_up,
            stage: MOVES,
            end: f64::INFINITY,
        })
        .collect();
    let mut time = 0.0_f64;
    let mut filling = Filling::default();
    while all.iter().any(|now| now.stage != OVER) {
        let flows: Vec<Flow<'_>> = jobs
            .iter()
            .zip(&all)
            .map(|(job, now)| {
                let goes = now.stage != OVER && now.until <= time && now.left > 0.0;
                let most = Rate::bytes_per_s(if goes { job.cap } else { 0.0 });
                Flow {
                    want: Want {
                        most,
                        weight: job.weight,
                    },
                    path: &job.path,
                }
            })
            .collect();
        let mut left: Vec<Rate> = links.iter().map(|&link| Rate::bytes_per_s(link)).collect();
        let mut rates = vec![Rate::ZERO; jobs.len()];
        filling.fill(&flows, &mut left, &mut rates);
        let rates: Vec<f64> = rates.iter().map(|rate| rate.as_f64()).collect();
        let next = |(now, rate): (&Now, &f64)| {
            if now.stage == OVER {
                f64::INFINITY
            } else if now.until > time {
                now.until - time
            } else if now.left <= 0.0 {
                0.0
            } else {
                now.left / rate
            }
        };
        let step = all.iter().zip(&rates).map(next).fold(f64::INFINITY, f64::min);
        assert!(step.is_finite(), "nothing moves at {time}");
        let ends: Vec<bool> = all
            .iter()
            .zip(&rates)
            .map(|pair| next(pair) <= step * (1.0 + 1e-14))
            .collect();
        for ((now, &rate), (&ends, job)) in all.iter_mut().zip(&rates).zip(ends.iter().zip(jobs)) {
            if now.stage == OVER {
                continue;
            }
            if now.until > time {
                if ends {
                    now.until = time + step;
                }
                continue;
            }
            now.left = if ends { 0.0 } else { now.left - rate * step };
            if ends {
                turn(now, job, time + step);
            }
        }
        time += step;
    }
    all.iter().map(|now| now.end).collect()
}

/// The round, or the stage, is over.
fn turn(now: &mut Now, job: &Job, time: f64) {
    let over = |now: &mut Now| (now.stage, now.end) = (OVER, time);
    match now.stage {
        MOVES => {
            let span = time - now.round.1;
            let dirty = (job.dirty * span).min(job.region);
            let small = dirty <= now.round.0 / span * LIMIT;
            (now.left, now.round) = (dirty, (dirty, time));
            if !job.live {
                return over(now);
            }
            if small {
                now.stage = SUSPENDED;
            }
            now.until = time + job.latency;
            if small && dirty <= 0.0 && job.latency == 0.0 {
                over(now);
            }
        }
        SUSPENDED => {
            if job.latency == 0.0 {
                return over(now);
            }
            // One more message before the VM resumes.
            (now.stage, now.left, now.until) = (RESUMES, 0.0, time + job.latency);
        }
        _ => over(now),
    }
}
