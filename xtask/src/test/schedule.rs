//! Which steps run when: side by side where they take different things, each after those that it builds on.

use super::steps::Step;
use anyhow::{Result, anyhow};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// What a step takes for itself while it runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// Cargo's lock on the build folder: a second build would only wait for it.
    Cargo,
    /// A browser: two of them and a build would be too much for two cores.
    Browser,
    /// The whole machine, because it measures speed.
    Machine,
}

impl Takes {
    fn runs_beside(self, other: Self) -> bool {
        self != other && ![self, other].contains(&Self::Machine)
    }
}

/// What is told while steps run.
pub enum News<'a> {
    /// These run from now on.
    Running(&'a [&'a Step]),
    /// This one has ended, after so long, with its remark or the reason why it failed.
    Ended(&'a Step, Duration, Result<String>),
}

/// Does `work` for all `steps`, at most `at_once` at a time, and returns the names of those that failed. A step that builds on
/// a failed one fails without its work.
pub fn run<'a>(
    steps: &[&'a Step],
    at_once: usize,
    work: impl Fn(&Step) -> Result<String> + Sync,
    mut tell: impl FnMut(News<'_>),
) -> Vec<&'a str> {
    let mut waiting = steps.to_vec();
    let mut running: Vec<&Step> = Vec::new();
    let mut failed: Vec<&str> = Vec::new();
    let (sender, ended) = mpsc::channel();
    let work = &work;
    thread::scope(|scope| {
        while !waiting.is_empty() || !running.is_empty() {
            while let Some(place) = next(&waiting, &running, at_once) {
                let step = waiting.remove(place);
                if let Some(before) = step.after.iter().find(|before| failed.contains(before)) {
                    let reason = anyhow!("not run, because it builds on `{before}`, which failed");
                    failed.push(step.name);
                    tell(News::Ended(step, Duration::ZERO, Err(reason)));
                    continue;
                }
                running.push(step);
                let sender = sender.clone();
                scope.spawn(move || {
                    let begin = Instant::now();
                    let result = catch_unwind(AssertUnwindSafe(|| work(step)))
                        .unwrap_or_else(|_| Err(anyhow!("a mistake in this program, told above")));
                    sender
                        .send((step, begin.elapsed(), result))
                        .expect("the receiver waits for all steps");
                });
            }
            if running.is_empty() {
                assert!(waiting.is_empty(), "a step builds on one that comes after it");
                break;
            }
            tell(News::Running(&running));
            let (step, time, result) = ended.recv().expect("a step runs, and this end has a sender, too");
            running.retain(|other| other.name != step.name);
            if result.is_err() {
                failed.push(step.name);
            }
            tell(News::Ended(step, time, result));
        }
    });
    failed
}

/// The first of those that wait which may start now.
fn next(waiting: &[&Step], running: &[&Step], at_once: usize) -> Option<usize> {
    let unfinished = |name: &str| waiting.iter().chain(running).any(|step| step.name == name);
    let may_start = |step: &&Step| {
        running.iter().all(|other| step.takes.runs_beside(other.takes))
            && !step.after.iter().any(|before| unfinished(before))
    };
    if running.len() < at_once {
        waiting.iter().position(may_start)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{News, Takes, run};
    use crate::test::steps::{STEPS, Step};
    use anyhow::{Result, bail};
    use std::sync::{Condvar, Mutex};
    use std::time::Duration;

    const fn step(name: &'static str, takes: Takes, after: &'static [&'static str]) -> Step {
        Step {
            name,
            about: "",
            needs: &[],
            after,
            takes,
            run: |_| Ok(String::new()),
        }
    }

    const ALL: &[&Step] = &[
        &step("format", Takes::Cargo, &[]),
        &step("build", Takes::Cargo, &[]),
        &step("tests", Takes::Cargo, &[]),
        &step("speed", Takes::Machine, &["build"]),
        &step("e2e", Takes::Browser, &["build"]),
        &step("soak", Takes::Browser, &["build"]),
    ];

    /// What is told, as text: what runs, and what has ended (`!` for a failure).
    fn told(at_once: usize, work: impl Fn(&Step) -> Result<String> + Sync) -> (Vec<String>, Vec<&'static str>) {
        let mut news = Vec::new();
        let failed = run(ALL, at_once, work, |new| {
            news.push(match new {
                News::Running(steps) => {
                    let mut names: Vec<&str> = steps.iter().map(|step| step.name).collect();
                    names.sort_unstable();
                    names.join("+")
                }
                News::Ended(step, _, result) => format!("{}{}", if result.is_ok() { "" } else { "!" }, step.name),
            });
        });
        (news, failed)
    }

    #[test]
    fn steps_run_side_by_side_where_they_take_different_things_and_alone_where_they_measure() {
        // `tests` lasts until `soak` has begun, `soak` until `tests` has ended.
        let (state, changed) = (Mutex::new(Vec::new()), Condvar::new());
        let (news, failed) = told(2, |step| {
            let mut begun = state.lock().expect("no step panics");
            begun.push(step.name);
            changed.notify_all();
            if step.name == "tests" {
                let wait = changed.wait_timeout_while(begun, Duration::from_secs(10), |begun| !begun.contains(&"soak"));
                if wait.expect("no step panics").1.timed_out() {
                    bail!("nothing runs beside it");
                }
                state.lock().expect("no step panics").push("tests ended");
                changed.notify_all();
            } else if step.name == "soak" {
                drop(changed.wait_while(begun, |begun| !begun.contains(&"tests ended")));
            }
            Ok(String::new())
        });
        assert_eq!(failed, [""; 0]);
        assert_eq!(news[..5], ["format", "format", "build", "build", "e2e+tests"]);
        assert_eq!(news[5..7], ["e2e", "soak+tests"]);
        assert_eq!(
            news[news.len() - 2..],
            ["speed", "speed"],
            "alone, when nothing else runs"
        );
    }

    #[test]
    fn one_at_a_time_keeps_the_order() {
        let (news, _) = told(1, |_| Ok(String::new()));
        let order = ["format", "build", "tests", "speed", "e2e", "soak"];
        assert_eq!(news, order.map(|name| [name; 2]).concat());
    }

    #[test]
    fn what_builds_on_a_failure_fails_without_its_work() {
        for panics in [false, true] {
            let (news, failed) = told(1, |step| match step.name {
                "build" if panics => panic!("as a test of panics"),
                "build" => bail!("it does not compile"),
                "speed" | "e2e" | "soak" => unreachable!("not run"),
                _ => Ok(String::new()),
            });
            assert_eq!(failed, ["build", "speed", "e2e", "soak"]);
            assert_eq!(
                news,
                [
                    "format", "format", "build", "!build", "tests", "tests", "!speed", "!e2e", "!soak"
                ]
            );
        }
    }

    #[test]
    fn a_step_builds_on_steps_before_it() {
        for (place, step) in STEPS.iter().enumerate() {
            for before in step.after {
                assert!(
                    STEPS[..place].iter().any(|other| other.name == *before),
                    "{} builds on {before}",
                    step.name
                );
            }
        }
    }
}
