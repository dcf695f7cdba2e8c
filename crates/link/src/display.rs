//! How the Lab shows an experiment: what a link says beside the scenario, in a table of its own.

use engine::parameters;
use engine::params::Control::Elsewhere;
use engine::params::Effect::Looks;
use engine::params::{CLOCK, Choice, Lane, Param, Place, Remark, Reveal, Value, ValueError, same_word};
use engine::units::written::{Echo, scan, shortest};
use engine::units::{Quantity, SimTime};
use text::Language;
use text::{say, text};

parameters! {
    /// How the Lab shows the experiment; not part of what is simulated.
    Display;

    Lanes: Vec<Lane> {
        field: lanes = Lane::ALL.to_vec(),
        key: "lanes",
        label: text!("Lanes"),
        help: text!("Which migrations are shown, separated by commas."),
        group: Display, place: Place::Nowhere, control: Elsewhere("boxes below the parameters"),
        effect: Looks("each lane is simulated by itself, shown or not"),
    }
    Moment: SimTime {
        field: moment = SimTime::ZERO,
        key: "t",
        label: text!("Moment"),
        help: text!("The moment on the clock at which the page opens."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the clock"),
        range: CLOCK,
        effect: Looks("the clock shows what has been simulated"),
    }
    Speed: Pace {
        field: pace = Pace::Cinematic,
        key: "speed",
        label: text!("Speed"),
        help: text!("How fast the clock runs: cinematic, or a multiple of real time such as 0.1 or 10."),
        group: Display, place: Place::Nowhere, control: Elsewhere("beside the clock"),
        effect: Looks("the clock shows what has been simulated"),
    }
    Reveal: Reveal {
        field: reveal = Reveal::All,
        key: "reveal",
        label: text!("Guess first"),
        help: text!("When figures, charts and the rest of the clock are shown: all at once, or as the run reaches them."),
        group: Display, place: Place::Nowhere, control: Elsewhere("a box below the parameters"),
        effect: Looks("the clock shows what has been simulated"),
    }
}

/// The pace of the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// The whole story in about 25 s, slow where things happen fast.
    Cinematic,
    /// A multiple of real time, between [`Pace::SLOWEST`] and [`Pace::FASTEST`].
    Times(f64),
}

impl Pace {
    /// The smallest multiple of real time.
    pub const SLOWEST: f64 = 1e-4;
    /// The largest multiple of real time.
    pub const FASTEST: f64 = 1e5;
}

const CINEMATIC: &str = "cinematic";

/// `cinematic`, or a multiple of real time (`0.1`, `10x`).
impl Value for Pace {
    fn read(_: &Param, text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        if text.trim().is_empty() {
            return Err(ValueError::Empty);
        }
        if same_word(text, CINEMATIC) {
            return Ok(Self::Cinematic);
        }
        match scan(text) {
            Ok((factor, "" | "x" | "X" | "×")) => Ok(Self::Times(factor.value(0))),
            Ok(_) | Err(_) => Err(ValueError::Form {
                text: Echo::new(text),
                form: text!("cinematic, or a number such as 0.1 or 10",),
            }),
        }
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(match *self {
            Self::Cinematic => CINEMATIC.into(),
            Self::Times(factor) => shortest(factor),
        })
    }

    fn allowed(_: &Param, language: Language) -> String {
        let [slowest, fastest] = [Self::SLOWEST, Self::FASTEST].map(shortest);
        say!(language, "cinematic, or a number from {0} to {1}", slowest, fastest)
    }
}

impl Display {
    /// The nearest that a link can say.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let mut lanes: Vec<Lane> = Vec::new();
        for &lane in &self.lanes {
            if !lanes.contains(&lane) {
                lanes.push(lane);
            }
        }
        if lanes.is_empty() {
            lanes.extend(Lane::ALL);
        }
        let moment = match CLOCK.clamp(Quantity::Time(self.moment)) {
            Quantity::Time(moment) => moment,
            other => unreachable!("the clock shows times, not {other:?}"),
        };
        let pace = match self.pace {
            Pace::Times(factor) => {
                let number = if factor.is_nan() { 1.0 } else { factor };
                Pace::Times(number.clamp(Pace::SLOWEST, Pace::FASTEST))
            }
            Pace::Cinematic => Pace::Cinematic,
        };
        Self {
            lanes,
            moment,
            pace,
            reveal: self.reveal,
        }
    }
}
