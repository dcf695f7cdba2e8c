//! Live pre-copy: memory is sent while the VM runs, and again what it writes meanwhile, iteration after iteration, until a
//! stop rule says that the rest is small enough.
//!
//! A [`Precopy`] is between two syncs, or on its way to the next one: the [`Plan`]. One closed-form step a round; nothing
//! loops over pages or quanta. Where conditions change, the plan is interrupted, what has gone by then is counted, and the rest is
//! planned anew with the same equations.
//!
//! What is planned runs by the sender's clock. What is told runs by the wire's clock, which is later by what the socket
//! holds.

mod course;
mod delta;
mod downtime_limit;
mod first_pass;
mod iteration;
pub(super) mod memory;
mod plan;
mod rounds;
pub(super) mod rules;
mod scan;
mod segment;
pub(super) mod sender;
pub(super) mod skip;
mod standing;
mod stop_probability;
mod throttle;
mod wants;

use delta::Cache;
use downtime_limit::DowntimeLimit;
use plan::{Plan, Then};
use rounds::Rounds;
use sender::{Flow, Sender};
use skip::Followed;
use stop_probability::{Scatter, Scattered};
use throttle::Throttle;

use super::conditions::NEVER;
use super::effort::Effort;
use super::report::{Cause, Host, PhaseKind, Power, Recorder};
use super::run::Run;
use super::{line, rates};
use crate::params::TimeoutAction;
use crate::scenario::{Scenario, Switch};
use crate::units::{Bytes, Pages, Share, SimTime};

/// What comes after a segment of a pre-copy.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// It goes on.
    GoesOn,
    /// The VM is stopped, for a reason, and these pages, zero pages included, are sent meanwhile.
    StopAndCopy(Pages, StopReason),
    /// The VM moves, and what is left follows.
    Postcopy,
    /// It took longer than its timeout and is given up.
    TimedOut,
    /// More rounds were followed than anybody waits for.
    NotDecided,
}

/// Why the VM is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StopReason {
    /// Little enough is left.
    Threshold,
    /// The rule has had enough.
    Rule,
    /// Somebody wants it so.
    Command,
}

/// What is done at a time unless the pre-copy ends before.
#[derive(Clone, Copy, Debug)]
struct Deadline {
    at: SimTime,
    then: AtDeadline,
}

#[derive(Clone, Copy, Debug)]
enum AtDeadline {
    Switch,
    TimeOut(TimeoutAction),
}

impl Deadline {
    fn of(scenario: &Scenario) -> Option<Self> {
        let timeout = scenario.timeout.or(rules::usual_timeout(scenario)).map(|timeout| Self {
            at: timeout.after.of(scenario.ram),
            then: AtDeadline::TimeOut(timeout.action),
        });
        match scenario.switch_moment() {
            Some(Switch::At(at)) if timeout.is_none_or(|timeout| at <= timeout.at) => Some(Self {
                at,
                then: AtDeadline::Switch,
            }),
            _ => timeout,
        }
    }
}

/// A round from its first segment on.
#[derive(Clone, Copy, Debug)]
struct Round {
    /// Counted from one, the first pass.
    number: u32,
    start: SimTime,
    queued: Pages,
    sent: Pages,
}

/// A first pass: what it has to send, and what of that has gone.
#[derive(Clone, Copy, Debug)]
struct FirstPass {
    way: first_pass::Way,
    gone: segment::Gone,
}

/// A pre-copy under way.
#[derive(Clone, Debug)]
pub(super) struct Precopy {
    limit: DowntimeLimit,
    deadline: Option<Deadline>,
    one_pass: bool,
    /// The rounds of another rule than QEMU's.
    rounds: Option<Box<Rounds>>,
    /// The pace of whole pages under the conditions of now, and the pace of the current round, under those of its beginning.
    whole_pages: Sender,
    sender: Sender,
    cache: Option<Box<Cache>>,
    flow: Flow,
    /// Pages to send, over the runs that are still going.
    queue: Scattered,
    /// What may be left for the VM to be stopped.
    threshold: Pages,
    /// The same at the next two looks, while the bandwidth estimate remembers the zero pages.
    next_thresholds: Option<[Pages; 2]>,
    /// The downtime limit that the threshold comes from.
    limit_in_force: SimTime,
    /// Probability that a run has not stopped yet.
    alive: f64,
    throttle: Throttle,
    /// How many times as fast as usual the VM writes.
    write_factor: f64,
    round: Round,
    /// What is left of opening the channel.
    setup_left: SimTime,
    first_pass: Option<FirstPass>,
    /// When what was written was counted last.
    counted: SimTime,
    /// What the VM wrote between the last sync and then, as time at full speed.
    exposure: SimTime,
    /// Pages that the last sync found newly written.
    written: Pages,
    /// Pages that have not been sent at all, and their share of what is sent.
    unsent: Pages,
    fresh: Share,
    /// Syncs at the end of holds.
    extra_syncs: u32,
    /// The rounds that were followed one by one, to see whether they are alike.
    followed: Option<Box<Followed>>,
    /// How many rounds may still be followed.
    effort: Effort,
    /// The run that is followed stops when so many have.
    chance: Share,
    plan: Plan,
}

impl Precopy {
    /// A pre-copy that begins now.
    pub fn start(run: &Run<'_>, effort: Effort, chance: Share) -> Self {
        let (scenario, now) = (run.scenario, run.now);
        let sender = Sender::new(scenario, run.line_of_memory());
        let (zero, dirty) = (run.zero_left, run.memory.dirty());
        let switch = scenario.switch_moment();
        let limit = DowntimeLimit::new(scenario, now);
        Self {
            limit,
            deadline: Deadline::of(scenario),
            one_pass: switch == Some(Switch::Pass),
            rounds: Rounds::new(scenario, rates::live_rate(scenario).min(sender.line)).map(Box::new),
            whole_pages: sender,
            sender,
            cache: Cache::new(scenario).map(Box::new),
            flow: Flow::start(now, zero),
            queue: Scattered {
                mean: dirty,
                variance: 0.0,
            },
            threshold: rules::small(scenario, limit.at(now), rates::live_rate(scenario).min(sender.line)),
            next_thresholds: None,
            limit_in_force: limit.at(now),
            alive: 1.0,
            throttle: Throttle::new(scenario, now),
            write_factor: run.write_factor(),
            round: Round {
                number: 1,
                start: now,
                queued: dirty,
                sent: Pages::ZERO,
            },
            setup_left: rules::setup(scenario),
            first_pass: Some(FirstPass {
                way: first_pass::Way {
                    used: dirty - zero,
                    zero,
                    behind: Pages::ZERO,
                    goes_on: false,
                },
                gone: segment::Gone::default(),
            }),
            counted: now,
            exposure: SimTime::ZERO,
            written: Pages::ZERO,
            unsent: dirty,
            fresh: Share::new(1.0),
            extra_syncs: 0,
            followed: None,
            effort,
            chance,
            plan: Plan::OpenChannel,
        }
    }

    /// What comes first: the first pass, unless post-copy begins at once or the rule wants none.
    pub fn begin(&mut self, run: &mut Run<'_>) -> Next {
        if run.scenario.switch_moment() == Some(Switch::Start) {
            self.setup_left = line::SETUP;
            return Next::GoesOn;
        }
        run.figures.syncs = 1;
        if let Some(stop) = self.decided(&run.memory) {
            return stop;
        }
        self.plan(run);
        Next::GoesOn
    }

    /// The stage that goes on.
    pub fn phase_kind(&self) -> PhaseKind {
        match (&self.plan, self.round.number) {
            (Plan::OpenChannel, _) => PhaseKind::Setup,
            (_, 1) => PhaseKind::FirstPass,
            (_, number) => PhaseKind::Round(number),
        }
    }

    /// When the segment that goes on now ends if nothing changes.
    pub fn segment_end(&self, now: SimTime) -> SimTime {
        match &self.plan {
            Plan::OpenChannel => now + self.setup_left,
            Plan::Sending(sending) => sending.end,
            Plan::Stretch(stretch) => now + stretch.span * stretch.turns,
            Plan::Stopping(_) => now,
        }
    }

    /// The segment is over.
    pub fn finish_segment(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) -> Next {
        match self.plan {
            Plan::OpenChannel => {
                self.pass_setup(run.now + self.setup_left, run, recorder);
                Next::Postcopy
            }
            Plan::Stretch(stretch) => {
                self.pass_rounds(&stretch, stretch.turns, run, recorder);
                self.followed_up_to_now(&stretch, &run.memory);
                self.look_or_go_on(run, recorder);
                Next::GoesOn
            }
            Plan::Stopping(stopping) => Next::StopAndCopy(stopping.rest, StopReason::Threshold),
            Plan::Sending(sending) => {
                self.pass_sending(&sending, run, recorder);
                match sending.then {
                    Then::Deadline => self.at_deadline(run, recorder),
                    Then::Turn => {
                        self.begin_scan_again(&sending);
                        self.plan(run);
                        Next::GoesOn
                    }
                    Then::Sync => {
                        self.end_round(&sending, run, recorder);
                        self.after_sync(run, recorder)
                    }
                }
            }
        }
    }

    /// Something comes at a time in a stretch of rounds: the last of them before it is followed, so that what comes finds
    /// what a round would have left. Whether there was such a stretch.
    pub fn leave_stretch(&mut self, at: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) -> bool {
        let Plan::Stretch(stretch) = self.plan else {
            return false;
        };
        let turns = ((at - run.now) / stretch.span).min(stretch.turns).floor();
        self.pass_rounds(&stretch, turns, run, recorder);
        self.followed = None;
        self.next_round(run.now);
        self.plan(run);
        true
    }

    /// Conditions change in the middle of the segment: it is over as far as it came.
    pub fn interrupt_segment(&mut self, at: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        match self.plan {
            Plan::OpenChannel => self.pass_setup(at, run, recorder),
            Plan::Sending(sending) => self.pass_part(at, &sending, run, recorder),
            Plan::Stretch(_) | Plan::Stopping(_) => {}
        }
        self.count_writes();
    }

    /// Nothing is sent until a time; the VM runs on at the source.
    pub fn wait_until(&mut self, end: SimTime, kind: PhaseKind, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        self.write_factor = run.write_factor();
        self.tell_wait(end, run, recorder);
        let start = run.wait_until(end);
        (self.flow.now, self.flow.buffered) = (run.now, Bytes::ZERO);
        self.flow.window_start += run.now - start;
        if let Some(pass) = &mut self.first_pass {
            // The sender's clock goes on: its first window ends, and with it a bandwidth is known.
            pass.way.goes_on |= run.now > self.round.start + sender::WINDOW;
        }
        if let Plan::Sending(sending) = &mut self.plan {
            // Whatever was planned is to be planned anew.
            sending.flow.now = NEVER;
        }
        self.count_writes();
        self.close_phase(kind, start, run, recorder);
    }

    /// Goes on under new conditions, with what is left.
    pub fn go_on(&mut self, run: &Run<'_>) {
        let now = Sender::new(run.scenario, run.line_of_memory());
        let before = std::mem::replace(&mut self.whole_pages, now);
        self.write_factor = run.write_factor();
        self.followed = None;
        match &self.plan {
            Plan::OpenChannel | Plan::Stopping(_) => {}
            // What is written meanwhile is for the next sync to find.
            Plan::Sending(sending)
                if sending.flow.now != NEVER && self.rounds.is_none() && now.goes_on_like(&before) => {}
            Plan::Sending(sending) if sending.is_through(run.now) => {
                self.plan = Plan::Sending(self.plan_the_rest(sending, run.now));
            }
            Plan::Sending(_) | Plan::Stretch(_) => self.plan(run),
        }
    }

    /// After a hold the sender asks what was written meanwhile: all of it is to be sent again.
    pub fn sync_after_hold(&mut self, run: &mut Run<'_>) {
        if matches!(self.plan, Plan::OpenChannel) || !rules::syncs_after_hold(run.scenario) {
            return;
        }
        let scatter = Scatter::of_queue(self.queue.variance);
        self.sync(scatter, &mut run.memory);
        self.extra_syncs += 1;
        run.figures.syncs = run.figures.syncs.saturating_add(1);
        if self.rounds.is_some() {
            if self.round.number == 1 {
                self.fresh = Share::new(self.unsent / self.queue.mean);
            }
        } else if let Some(pass) = &mut self.first_pass {
            // What has not been sent lies ahead of the scan, all else behind it.
            *pass = FirstPass {
                way: first_pass::Way {
                    used: self.unsent - self.flow.zero_left,
                    zero: self.flow.zero_left,
                    behind: self.queue.mean - self.unsent,
                    goes_on: true,
                },
                gone: segment::Gone::default(),
            };
        }
        self.flow.to_look = self.whole_pages.by_clock;
        self.flow.allowance = Pages::ZERO;
        self.flow.window_start = self.flow.now - sender::WINDOW;
    }

    /// Everything that is left, to be sent while the VM stands still.
    pub fn all_that_is_left(&mut self, run: &mut Run<'_>) -> Pages {
        self.sync(Scatter::default(), &mut run.memory);
        run.memory.dirty()
    }

    /// Zero pages still to be scanned.
    pub fn zero_left(&self) -> Pages {
        self.flow.zero_left
    }

    /// What the sender's socket holds.
    pub fn buffered(&self) -> Bytes {
        self.flow.buffered
    }

    /// The stream bytes of pages that are sent while the VM stands still.
    pub fn stream(&self, used: Pages) -> Bytes {
        self.pace_of(used).stream(used)
    }

    /// The pace of pages of which some go as differences.
    fn pace_of(&self, queue: Pages) -> Sender {
        match &self.cache {
            Some(cache) if self.round.number > 1 => cache.pace(&self.whole_pages, self.first_time(queue)),
            _ => self.whole_pages,
        }
    }

    /// The share of these pages that was never sent.
    fn first_time(&self, queue: Pages) -> Share {
        Share::new((self.unsent - self.flow.zero_left) / queue)
    }

    fn close_phase(&self, kind: PhaseKind, start: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        run.figures.throttle_max = self.throttle.strength();
        run.phase(kind, start, Power::Running, Host::Source, recorder);
    }

    fn count_bytes(&self, bytes: Bytes, run: &mut Run<'_>) {
        run.figures.traffic[Cause::FirstPass] += bytes * self.fresh;
        run.figures.traffic[Cause::Resent] += bytes * self.fresh.rest();
    }
}
