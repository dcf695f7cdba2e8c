//! What has to be answered, and what an answer says about who gave it.

use super::{Sentence, Slot};
use engine::params::{Quantity, Unit};
use engine::units::{Share, written};
use text::{Language, Text, text};

/// A typed number this near to a wrong one that tells of a mistake is that mistake, even where the answer is asked more exactly.
const NEAR: Share = Share::percent(3.0);

/// What has to be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// A number with its unit.
    Number(Number),
    /// One of some choices, or all that are right.
    Choice(Choices),
}

/// A number that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The right one.
    pub right: Quantity,
    /// What it is counted in where a unit cannot be typed.
    pub counted: Counted,
    /// How far off is right as well, as a share of it.
    pub tolerance: Share,
    /// Numbers farther off that are right as well, and what is said to them.
    pub nearly: Option<Nearly>,
    /// Wrong numbers that tell of a mistake.
    pub traps: Vec<Trap>,
}

/// Numbers that come from the right idea.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearly {
    /// The smallest.
    pub from: Quantity,
    /// The largest.
    pub to: Quantity,
    /// What is said to them.
    pub remark: Sentence,
}

/// A wrong number that tells of a mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Trap {
    /// The number.
    pub is: Quantity,
    /// The mistake and its mechanism; no number of the solution.
    pub feedback: Sentence,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// Whether all that are right have to be chosen; if not, exactly one is.
    pub any_of: bool,
    /// In the order in which they are shown.
    pub options: Vec<Choice>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub text: Sentence,
    /// Whether it is right.
    pub is_right: bool,
    /// What is said to who chooses it though it is wrong, or leaves it out though it is right.
    pub feedback: Sentence,
}

/// What a number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Mebibytes.
    Mebibytes,
    /// Mebibytes per second.
    MebibytesPerSecond,
    /// Things.
    Things,
}

/// What an answer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    /// Right.
    Right,
    /// Right, with a remark.
    Nearly,
    /// Wrong: which wrong numbers it is, or at which choices it errs; none of them if it is just wrong.
    Wrong(Vec<usize>),
    /// No number that can be read, and why.
    Unread(written::QuantityError),
}

impl Judged {
    /// Whether it is right.
    #[must_use]
    pub const fn is_right(&self) -> bool {
        matches!(self, Self::Right | Self::Nearly)
    }
}

impl Counted {
    /// How it is written.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Seconds | Self::Milliseconds => Unit::Time,
            Self::Mebibytes => Unit::Size,
            Self::MebibytesPerSecond => Unit::ByteRate,
            Self::Things => Unit::Count,
        }
    }

    /// How many of it a quantity is.
    #[must_use]
    pub const fn of(self, quantity: Quantity) -> f64 {
        let one = match self {
            Self::Seconds | Self::Things => 1.0,
            Self::Milliseconds => 1e-3,
            Self::Mebibytes | Self::MebibytesPerSecond => 1024.0 * 1024.0,
        };
        quantity.base() / one
    }

    /// Asks for it.
    #[must_use]
    pub const fn asked(self) -> Option<Text> {
        match self {
            Self::Seconds => Some(text!("Answer in seconds.")),
            Self::Milliseconds => Some(text!("Answer in milliseconds.")),
            Self::Mebibytes => Some(text!("Answer in MiB.")),
            Self::MebibytesPerSecond => Some(text!("Answer in MiB/s.")),
            Self::Things => None,
        }
    }
}

impl Number {
    /// Whether a number lies within so many tolerances of the right one.
    #[must_use]
    pub fn is_within(&self, given: Quantity, tolerances: f64) -> bool {
        let right = self.right.base();
        (given.base() - right).abs() <= tolerances * self.tolerance.as_f64() * right.abs()
    }

    /// What a number is.
    #[must_use]
    pub fn judge(&self, given: Quantity) -> Judged {
        if !given.unit().measures_as(self.right.unit()) {
            return Judged::Wrong(Vec::new());
        }
        if self.is_within(given, 1.0) {
            return Judged::Right;
        }
        let is_nearly = |nearly: &Nearly| (nearly.from.base()..=nearly.to.base()).contains(&given.base());
        if self.nearly.as_ref().is_some_and(is_nearly) {
            return Judged::Nearly;
        }
        let exact = matches!(self.right, Quantity::Count(_));
        let near = if exact { 0.0 } else { self.tolerance.max(NEAR).as_f64() };
        let off = |trap: &Trap| (given.base() - trap.is.base()).abs();
        let traps = self.traps.iter().enumerate();
        let nearest = traps
            .filter(|(_, trap)| off(trap) <= near * trap.is.base().abs())
            .min_by(|(_, one), (_, other)| off(one).total_cmp(&off(other)));
        Judged::Wrong(nearest.map(|(place, _)| place).into_iter().collect())
    }

    /// What a typed number is.
    #[must_use]
    pub fn read(&self, typed: &str) -> Judged {
        match written::parse(self.counted.unit(), typed) {
            Ok(given) => self.judge(given),
            Err(error) => Judged::Unread(error),
        }
    }

    /// As it is read.
    #[must_use]
    pub fn shown(&self, language: Language, number: Quantity) -> String {
        Slot::Quantity(self.counted.unit(), number).get(language)
    }
}

impl Choices {
    /// What these choices are, by their places.
    #[must_use]
    pub fn judge(&self, chosen: &[usize]) -> Judged {
        let options = self.options.iter().enumerate();
        let errs: Vec<usize> = if self.any_of {
            options
                .filter(|(place, option)| option.is_right != chosen.contains(place))
                .map(|(place, _)| place)
                .collect()
        } else {
            let is_right = |place: &usize| self.options.get(*place).is_some_and(|option| option.is_right);
            if matches!(chosen, [one] if is_right(one)) {
                return Judged::Right;
            }
            let wrong = chosen.iter().copied().filter(|place| !is_right(place));
            return Judged::Wrong(wrong.filter(|place| *place < self.options.len()).collect());
        };
        if errs.is_empty() {
            Judged::Right
        } else {
            Judged::Wrong(errs)
        }
    }
}
