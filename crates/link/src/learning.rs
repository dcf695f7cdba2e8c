//! What a link says about lessons and exercises, in a table of its own. Names, packed lessons and seeds keep their case.

use std::collections::BTreeSet;

use super::keys::{ScreenKeys, params};
use engine::parameters;
use engine::params::Control::Elsewhere;
use engine::params::Effect::Looks;
use engine::params::Scale::Linear;
use engine::params::{Param, Place, Range, Remark, ScreenName, Value, ValueError, same_word};
use engine::units::written::Echo;
use engine::units::{Count, Unit};
use std::sync::LazyLock;
use text::{Language, text, word};

/// Steps of a lesson, and the end after them.
const MOST_STEPS: f64 = 61.0;
/// Lessons that can be told apart by number.
const MOST_LESSONS: u8 = 99;
/// Of lessons that are done.
const NONE: &str = "none";

parameters! {
    /// What the screen of lessons shows.
    Learning;

    Learn: Name {
        field: learn = Name::default(),
        key: "learn",
        label: text!("Lesson"),
        help: text!("The name of a lesson, a file beside the page that ends in .md, or mixed for practice; without it all lessons are listed."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the list of lessons"),
        unsaid: text!("the list of lessons"),
        effect: Looks("a lesson has runs of its own"),
    }
    Packed: Packed {
        field: packed = Packed::default(),
        key: "lesson",
        label: text!("Packed lesson"),
        help: text!("A whole lesson: its text, compressed and written in 64 letters."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the editor of lessons"),
        unsaid: text!("no lesson in the link"),
        effect: Looks("a lesson has runs of its own"),
    }
    Step: Count {
        field: step = Count::new(1),
        key: "step",
        label: text!("Step"),
        help: text!("Which step of the lesson is shown."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the steps of a lesson"),
        range: Range::new(Unit::Count, (1.0, MOST_STEPS), (1.0, MOST_STEPS), Linear),
        effect: Looks("a lesson has runs of its own"),
    }
    Done: Numbers {
        field: done = Numbers::default(),
        key: "done",
        label: text!("Done"),
        help: text!("The numbers of the lessons that are done, such as 1-5,8."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the end of a lesson"),
        effect: Looks("what is marked in the list of lessons"),
    }
    Exercise: Name {
        field: exercise = Name::default(),
        key: "exercise",
        label: text!("Exercise"),
        help: text!("The name of an exercise with its version, such as g1.1."),
        group: Display, place: Place::Nowhere, control: Elsewhere("mixed practice"),
        unsaid: text!("no exercise"),
        effect: Looks("an exercise has runs of its own"),
    }
    Seed: Seed {
        field: seed = Seed::default(),
        key: "seed",
        label: text!("Seed"),
        help: text!("Any text; the same text gives the same numbers to everybody."),
        group: Display, place: Place::Nowhere, control: Elsewhere("the sheet Seeds"),
        unsaid: text!("an empty text"),
        effect: Looks("an exercise has runs of its own"),
    }
}

impl Learning {
    /// The nearest that a link can say.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let step = self.step.as_f64().clamp(1.0, MOST_STEPS);
        Self {
            step: Count::nearest(step),
            ..self.clone()
        }
    }
}

/// The keys of the screen.
pub const LEARN: ScreenKeys = ScreenKeys {
    screen: ScreenName::Learn,
    params: || &LEARN_PARAMS,
};

static LEARN_PARAMS: LazyLock<Vec<&'static Param>> = LazyLock::new(|| params::<Learning>().collect());

/// A name of letters, digits, `.`, `_`, `-` with `/` between its parts; none of them is `..` or begins with a point, so that a
/// name that is a path leads no further up than the folder of the page. Empty means none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Name(String);

impl Name {
    const LONGEST: usize = 120;

    /// The name, if it is one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let is_part = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        let is_name = text.len() <= Self::LONGEST && text.split('/').all(is_part);
        (is_name || text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it names a file beside the page.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.0.ends_with(".md")
    }
}

impl Value for Name {
    fn read(_: &Param, text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ValueError::Empty);
        }
        Self::new(text).ok_or_else(|| ValueError::Form {
            text: Echo::new(text),
            form: text!("letters, digits, points and hyphens, with / between the parts of a path",),
        })
    }

    fn print(&self, _: &Param) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.clone())
    }

    fn allowed(_: &Param, language: Language) -> String {
        word!(
            language,
            "letters, digits, points and hyphens, with / between the parts of a path"
        )
        .into()
    }
}

/// Compressed text in the 64 letters `A-Z a-z 0-9 - _`, printed as it came. Empty means none. No address bar carries more than 60,000.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Packed<const MOST: usize = 60_000>(String);

impl<const MOST: usize> Packed<MOST> {
    /// The letters, if they are nothing else and no more than `MOST`.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
        (text.len() <= MOST && text.bytes().all(is_letter)).then(|| Self(text.to_owned()))
    }

    /// The letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> Value for Packed<MOST> {
    fn read(_: &Param, text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let text = text.trim().trim_end_matches('=');
        if text.is_empty() {
            return Err(ValueError::Empty);
        }
        Self::new(text).ok_or_else(|| ValueError::Form {
            text: Echo::new(text),
            form: text!("letters, digits, - and _, as the page packs them",),
        })
    }

    fn print(&self, _: &Param) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.clone())
    }

    fn allowed(_: &Param, language: Language) -> String {
        word!(language, "letters, digits, - and _, as the page packs them").into()
    }
}

/// Any text, without blanks around it; its case counts as it is written. Empty means none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Seed(String);

impl Seed {
    const LONGEST: usize = 100;

    /// What of a text is a seed: its beginning, in one line. A `%` before two hexadecimal digits would not come through a link.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let line = text.trim().chars().filter(|c| !c.is_control() && *c != '%');
        let seed: String = line.take(Self::LONGEST).collect();
        Self(seed.trim().to_owned())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Seed {
    fn read(_: &Param, text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let seed = Self::new(text);
        if seed.0.is_empty() {
            return Err(ValueError::Empty);
        }
        Ok(seed)
    }

    fn print(&self, _: &Param) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.clone())
    }

    fn allowed(_: &Param, language: Language) -> String {
        word!(language, "any text, at most 100 letters").into()
    }
}

/// Numbers from 1 on, written `1-5,8`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Numbers(BTreeSet<u8>);

impl Numbers {
    /// Whether a number is among them.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        u8::try_from(number).is_ok_and(|number| self.0.contains(&number))
    }

    /// Adds a number; one that is too large for a link is none.
    pub fn insert(&mut self, number: usize) {
        let fits = u8::try_from(number).ok().filter(|n| (1..=MOST_LESSONS).contains(n));
        self.0.extend(fits);
    }

    /// Adds those of another list.
    pub fn extend(&mut self, others: &Self) {
        self.0.extend(&others.0);
    }

    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().map(|&number| number.into())
    }

    /// `3` or `3-7`.
    fn span(text: &str) -> Option<std::ops::RangeInclusive<u8>> {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let number = |text: &str| {
            text.trim()
                .parse::<u8>()
                .ok()
                .filter(|n| (1..=MOST_LESSONS).contains(n))
        };
        Some(number(from)?..=number(to)?)
    }
}

impl Value for Numbers {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        if same_word(text, NONE) {
            return Ok(Self::default());
        }
        let (mut numbers, mut faults) = (BTreeSet::new(), Vec::new());
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            match Self::span(part) {
                Some(span) => numbers.extend(span),
                None => faults.push(ValueError::Form {
                    text: Echo::new(part),
                    form: text!("numbers such as 1-5,8",),
                }),
            }
        }
        if numbers.is_empty() {
            return Err(faults.into_iter().next().unwrap_or(ValueError::Empty));
        }
        remarks.extend(faults.into_iter().map(Remark::LeftOut));
        Ok(Self(numbers))
    }

    fn print(&self, _: &Param) -> Option<String> {
        let mut spans: Vec<(u8, u8)> = Vec::new();
        for &number in &self.0 {
            match spans.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => spans.push((number, number)),
            }
        }
        let span = |(from, to): &(u8, u8)| {
            if from == to {
                from.to_string()
            } else {
                format!("{from}-{to}")
            }
        };
        let spans: Vec<String> = spans.iter().map(span).collect();
        Some(if spans.is_empty() { NONE.into() } else { spans.join(",") })
    }

    fn allowed(_: &Param, language: Language) -> String {
        word!(language, "numbers such as 1-5,8").into()
    }
}
