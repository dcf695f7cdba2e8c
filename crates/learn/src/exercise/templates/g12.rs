//! G12: which ways keep a promise.
//!
//! Five ways, four clauses: out of reach, slowed, waiting for pages, done in time. All that keep it have to be ticked.

use super::shared::{is_tight, option, round};
use crate::exercise::sentence::sentence;
use crate::exercise::{Choices, Dice, Draft, Refusal, Sentence, Shown, Slot, Task, Template, experiment, figures};
use engine::migration::wire::page_rate;
use engine::params::Lane;
use engine::units::{Bytes, Rate, Share, SimTime};
use engine::{Metrics, Status};
use text::{Text, text};

pub(super) static TEMPLATE: Template = Template {
    name: "g12.1",
    title: text!("What keeps the promise?"),
    make,
};

const RAM: [f64; 3] = [8.0, 16.0, 32.0];
const USED: [f64; 4] = [60.0, 70.0, 80.0, 90.0];
const REGION: [f64; 5] = [256.0, 512.0, 1024.0, 2048.0, 4096.0];
/// How fast the VM writes, as a share of what the link carries.
const WRITES: [f64; 5] = [0.3, 0.6, 1.2, 1.6, 2.5];
const GBIT: [f64; 3] = [1.0, 2.5, 10.0];
const OUTAGE: [f64; 5] = [0.5, 1.0, 2.0, 30.0, 120.0];
const SLOWED: [f64; 3] = [10.0, 35.0, 65.0];
const WAITING: [f64; 3] = [1.0, 5.0, 60.0];
const WINDOW: [f64; 4] = [60.0, 120.0, 300.0, 600.0];

/// The ways: what each is called, what a link says, and which lane.
const WAYS: [(Text, &str, Lane); 5] = [
    (text!("Cold"), "", Lane::Cold),
    (text!("Saved, sent and resumed"), "", Lane::Suspended),
    (text!("Live"), "", Lane::Live),
    (text!("Live, with auto-converge"), "&throttle=on", Lane::Live),
    (text!("Post-copy"), "&live=postcopy", Lane::Live),
];

#[derive(Clone, Copy)]
struct Promise {
    outage: SimTime,
    slowed: Share,
    waiting: SimTime,
    window: SimTime,
}

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (ram, used, region) = (dice.pick(&RAM), dice.pick(&USED), dice.pick(&REGION));
    let (writes, link) = (dice.pick(&WRITES), dice.pick(&GBIT));
    let promise = Promise {
        outage: SimTime::s(dice.pick(&OUTAGE)),
        slowed: Share::percent(dice.pick(&SLOWED)),
        waiting: SimTime::s(dice.pick(&WAITING)),
        window: SimTime::s(dice.pick(&WINDOW)),
    };
    let vm = format!("suspend=save&ram={ram}GiB&used={used}%25&link={link}Gbps");
    let rate = round(page_rate(&experiment(&vm)?.scenario) / Rate::mib_per_s(1.0) * writes);
    let (mut options, mut runs) = (Vec::new(), Vec::new());
    for (name, with, lane) in WAYS {
        let run = experiment(&format!(
            "{vm}&writes=random:{region}MiB@{rate}MiB/s{with}&lanes={}",
            word(lane)
        ))?;
        let broken = promise.judge(&figures(&run, lane))?;
        let is_right = broken.is_none();
        let keeps = text!("It keeps all of the promise.").into();
        options.push(option(name, is_right, broken.unwrap_or(keeps)));
        runs.push(Shown {
            name: Some(name.into()),
            subject: run.into(),
        });
    }
    let (ram, share, line) = (Bytes::gib(ram), Share::percent(used), Slot::line(link));
    let (region, rate) = (Bytes::mib(region), Rate::mib_per_s(rate));
    let Promise {
        outage,
        slowed,
        waiting,
        window,
    } = promise;
    let right = options.iter().filter(|option| option.is_right).count();
    Ok(Draft {
        numbers: vec![
            ("ram", ram.into()),
            ("used", share.into()),
            ("link", line.clone()),
            ("rate", rate.into()),
            ("region", region.into()),
            ("outage", outage.into()),
            ("slowed", slowed.into()),
            ("waiting", waiting.into()),
            ("window", window.into()),
        ],
        question: Sentence::new(
            text!(
                "A VM has {0} of memory, {1} in use, and writes {2} within {3}. The link carries {4}. The promise: out of reach for at most {5}, slowed by at most {6}, waiting for pages for at most {7}, done within {8}. Which ways keep it? Tick all of them.",
                9
            ),
            vec![
                ram.into(),
                share.into(),
                rate.into(),
                region.into(),
                line,
                outage.into(),
                slowed.into(),
                waiting.into(),
                window.into(),
            ],
        ),
        table: None,
        task: Task::Choice(Choices { any_of: true, options }),
        worked: sentence!(
            text!("Each way is held against all four clauses: {0} of {1} keep them.", 2),
            right as f64,
            WAYS.len() as f64,
        ),
        runs,
    })
}

fn word(lane: Lane) -> &'static str {
    engine::params::Choice::token(lane)
}

impl Promise {
    /// The first clause that a migration breaks.
    fn judge(self, metrics: &Metrics) -> Result<Option<Sentence>, Refusal> {
        let over = |figure: f64, limit: f64| {
            if is_tight(figure, limit) {
                Err(Refusal::Tight)
            } else {
                Ok(figure > limit)
            }
        };
        if metrics.status != Status::Completed {
            return Ok(Some(
                text!("It never ends: the VM makes pages stale faster than they go.").into(),
            ));
        }
        let outage = over(metrics.outage.as_s(), self.outage.as_s())?;
        let slowed = over(metrics.throttle_max.as_f64(), self.slowed.as_f64())?;
        let waiting = over(metrics.fault_blocked.as_s(), self.waiting.as_s())?;
        let late = over(metrics.total.as_s(), self.window.as_s())?;
        Ok(if outage {
            Some(sentence!(text!("It is out of reach for {0}.", 1), metrics.outage))
        } else if slowed {
            Some(sentence!(text!("It is slowed by {0}.", 1), metrics.throttle_max))
        } else if waiting {
            Some(sentence!(
                text!("It waits for pages for {0}.", 1),
                metrics.fault_blocked
            ))
        } else if late {
            Some(sentence!(text!("It takes {0}.", 1), metrics.total))
        } else {
            None
        })
    }
}
