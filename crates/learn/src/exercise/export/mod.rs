//! Exercises as files: for learning management systems, spreadsheets and paper. All are functions from exercises to text.

mod gift;
mod moodle;
mod sheet;

pub use gift::gift;
pub use moodle::moodle_xml;
pub use sheet::{csv, markdown};

use super::{Counted, Exercise, Number, SEE, Task};
use engine::params::Quantity;
use text::{Language, Text, text};

const RIGHT: Text = text!("Right.");
/// A wrong number is told this near, as a share of it.
const NEAR: f64 = 0.03;

/// Who the file is for.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The language of its texts.
    pub language: Language,
    /// The address of the page, which stands before links; nothing if it is not known.
    pub page: &'a str,
}

/// A number that is accepted, or is a known mistake.
struct Accepted {
    /// In what it is counted in.
    number: f64,
    off: f64,
    is_right: bool,
    feedback: String,
}

/// The numbers that an answer is compared with, the right one first.
fn accepted(number: &Number, language: Language) -> Vec<Accepted> {
    let counted = |quantity: Quantity| number.counted.of(quantity);
    let right = counted(number.right);
    let tolerance = right * number.tolerance.as_f64();
    let mut all = vec![Accepted {
        number: right,
        off: tolerance,
        is_right: true,
        feedback: RIGHT.get(language).to_owned(),
    }];
    all.extend(number.nearly.iter().map(|nearly| {
        let (from, to) = (counted(nearly.from), counted(nearly.to));
        Accepted {
            number: (from + to) / 2.0,
            off: (to - from) / 2.0,
            is_right: true,
            feedback: nearly.remark.get(language),
        }
    }));
    let exact = number.counted == Counted::Things;
    all.extend(number.traps.iter().map(|trap| Accepted {
        number: counted(trap.is),
        off: if exact { 0.0 } else { counted(trap.is) * NEAR },
        is_right: false,
        feedback: trap.feedback.get(language),
    }));
    all
}

/// A number with five digits, as every program reads it.
fn plain(number: f64) -> String {
    let rounded = format!("{number:.4e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

impl Exercise {
    /// The question with what it is counted in, for who cannot type a unit.
    #[must_use]
    pub fn asked(&self, language: Language) -> String {
        let asked = match &self.task {
            Task::Number(number) => number.counted.asked(),
            Task::Choice(_) => None,
        };
        let mut text = self.question.get(language);
        if let Some(asked) = asked {
            text.push(' ');
            text.push_str(asked.get(language));
        }
        text
    }

    /// Its address on the page.
    #[must_use]
    pub fn address(&self, page: &str) -> String {
        format!(
            "{page}#screen=learn&exercise={}&seed={}",
            self.name(),
            link::escaped(&self.seed)
        )
    }

    /// The solution and the first run that shows it.
    fn solution(&self, reader: Reader<'_>) -> String {
        let worked = self.worked.get(reader.language);
        match self.links(reader.language).first() {
            Some((_, link)) => format!("{worked} {}: {}{link}", SEE.get(reader.language), reader.page),
            None => worked,
        }
    }
}

/// What each choice is worth, in percent: the right ones share all of it, the wrong ones lose as much where several can be chosen.
fn fractions(choices: &super::Choices) -> Vec<f64> {
    let right = choices.options.iter().filter(|option| option.is_right).count();
    let wrong = choices.options.len() - right;
    let worth = |option: &super::Choice| match (option.is_right, choices.any_of) {
        (true, _) => 100.0 / right as f64,
        (false, true) => -100.0 / wrong as f64,
        (false, false) => 0.0,
    };
    choices.options.iter().map(worth).collect()
}

/// A share in percent as Moodle knows it: at most five decimals.
fn percent(share: f64) -> String {
    let text = format!("{share:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
