//! Exercises: a question whose numbers are drawn from a seed, and whose answer the engine computes.
//!
//! A [`Template`] has a name with its version, `g1.1`, which never changes: the same name and seed are the same exercise for ever.
//! How a page uses it:
//!
//! ```
//! use learn::exercise::{self, Judged, Task};
//! use text::Language;
//!
//! let template = exercise::template("g1").expect("the newest version of it");
//! let exercise = template.draw(" 2026001 ").expect("a draw that tells right from wrong");
//! assert_eq!((exercise.name(), exercise.seed.as_str()), ("g1.1", "2026001"));
//! let question = exercise.question.get(Language::English);
//! assert!(question.starts_with("A VM with 48 GiB of memory, 65 % in use,"), "{question}");
//!
//! let Task::Number(number) = &exercise.task else { panic!("a field for a number with its unit") };
//! assert_eq!(number.read("58,7 s"), Judged::Right);
//! let wrong = number.read("7.1 s");
//! // The first try is told the mistake, the second the solution; `exercise.runs` are the links "see it run".
//! assert!(exercise.reply(Language::English, &wrong, 1)[0].contains("bits for bytes"));
//! assert!(exercise.reply(Language::English, &wrong, 2).last().expect("the worked line").contains("48 GiB"));
//! ```

mod dice;
pub mod export;
mod sentence;
mod task;
mod templates;

pub use dice::Dice;
pub use sentence::{Sentence, Slot};
pub use task::{Choice, Choices, Counted, Judged, Nearly, Number, Task, Trap};
pub use templates::TEMPLATES;

use crate::subject::Subject;
use engine::migration::{Metrics, Observation, measure};
use engine::params::Lane;
use link::Experiment;
use link::cluster::ClusterLink;
use text::{Language, Text, say, text, word};

/// So often a draw may be refused.
pub const MOST_REDRAWS: u32 = 20;
/// A wrong number nearer than this many tolerances cannot be told from the right one.
pub const TOO_NEAR: f64 = 1.5;

/// A kind of exercise.
#[derive(Debug)]
pub struct Template {
    /// Its name with its version, as in links: `g1.1`.
    pub name: &'static str,
    /// What it is about.
    pub title: Text,
    make: fn(&mut Dice) -> Result<Draft, Refusal>,
}

/// Why a draw is no exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// A wrong number lies too near the right one.
    Near,
    /// A migration does not end as the question needs it.
    Ends,
    /// Not as many answers are right as should be.
    NotUnique,
    /// A figure lies so near a bound that it cannot be seen on which side.
    Tight,
    /// The engine counts more than a little that the question does not tell.
    Untold,
    /// The link was not taken as it was written.
    Notice,
}

/// An exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What it was drawn from.
    pub template: &'static Template,
    /// The text that it was drawn with.
    pub seed: String,
    /// How many draws were refused before.
    pub redraws: u32,
    /// What was drawn, each by its name.
    pub numbers: Vec<(&'static str, Slot)>,
    /// What is asked.
    pub question: Sentence,
    /// A table that belongs to the question.
    pub table: Option<Table>,
    /// What has to be answered.
    pub task: Task,
    /// The solution, with the numbers.
    pub worked: Sentence,
    /// The runs that show it.
    pub runs: Vec<Shown>,
}

/// A table that belongs to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The names of its columns.
    pub head: Vec<Text>,
    /// Its rows, as long as the head.
    pub rows: Vec<Vec<Slot>>,
}

/// A run that shows a solution.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What it is of, where there are several.
    pub name: Option<Slot>,
    /// What is run.
    pub subject: Subject,
}

/// What a template makes of a draw.
struct Draft {
    numbers: Vec<(&'static str, Slot)>,
    question: Sentence,
    table: Option<Table>,
    task: Task,
    worked: Sentence,
    runs: Vec<Shown>,
}

/// The template of this name: `g1.1`, or `g1` for its newest version.
#[must_use]
pub fn template(name: &str) -> Option<&'static Template> {
    let is_version = |template: &&&Template| {
        let rest = template.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    TEMPLATES.iter().copied().rfind(|template| is_version(&template))
}

/// The seed that a text is: blanks around it and the case of ASCII letters make no other.
#[must_use]
pub fn seed(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Template {
    /// Its name without the version, for lessons: `g1`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.name.split('.').next().unwrap_or(self.name)
    }

    /// The exercise of a seed. `None` if each draw was refused, which no seed is known to bring about.
    #[must_use]
    pub fn draw(&'static self, text: &str) -> Option<Exercise> {
        let seed = seed(text);
        (0..=MOST_REDRAWS).find_map(|redraws| self.attempt(&seed, redraws).ok())
    }

    /// The draw of a seed after so many that were refused.
    ///
    /// # Errors
    /// Why it is no exercise.
    pub fn attempt(&'static self, text: &str, redraws: u32) -> Result<Exercise, Refusal> {
        let seed = seed(text);
        let mut dice = Dice::of(&format!("{}|{seed}|{redraws}", self.name));
        let draft = (self.make)(&mut dice)?;
        draft.task.tells_apart()?;
        Ok(Exercise {
            template: self,
            seed,
            redraws,
            numbers: draft.numbers,
            question: draft.question,
            table: draft.table,
            task: draft.task,
            worked: draft.worked,
            runs: draft.runs,
        })
    }
}

impl Task {
    /// Whether right and wrong answers can be told apart.
    fn tells_apart(&self) -> Result<(), Refusal> {
        match self {
            Self::Number(number) => {
                let near = |trap: &Trap| number.is_within(trap.is, TOO_NEAR) || number.judge(trap.is).is_right();
                if number.traps.iter().any(near) {
                    return Err(Refusal::Near);
                }
            }
            Self::Choice(choices) => {
                let right = choices.options.iter().filter(|option| option.is_right).count();
                if right == 0 || !choices.any_of && right > 1 {
                    return Err(Refusal::NotUnique);
                }
            }
        }
        Ok(())
    }
}

impl Exercise {
    /// The name of its template, with the version.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.template.name
    }

    /// Where it is, as in links.
    #[must_use]
    pub fn place(&self) -> (&'static str, &str) {
        (self.name(), &self.seed)
    }

    /// The right answer as it is read; of choices, all that are right.
    #[must_use]
    pub fn answer(&self, language: Language) -> String {
        match &self.task {
            Task::Number(number) => number.shown(language, number.right),
            Task::Choice(choices) => {
                let right = choices.options.iter().filter(|option| option.is_right);
                let right: Vec<String> = right.map(|option| option.text.get(language)).collect();
                right.join("; ")
            }
        }
    }

    /// What is said to an answer, in paragraphs; after the second try the last one is the solution.
    #[must_use]
    pub fn reply(&self, language: Language, judged: &Judged, tries: u32) -> Vec<String> {
        let mut said = Vec::new();
        match judged {
            Judged::Right => said.push(say!(language, "Right: {0}.", self.answer(language))),
            Judged::Nearly => {
                said.push(say!(language, "Right: {0}.", self.answer(language)));
                if let Task::Number(Number {
                    nearly: Some(nearly), ..
                }) = &self.task
                {
                    said.push(nearly.remark.get(language));
                }
            }
            Judged::Unread(error) => return vec![error.text(language)],
            Judged::Wrong(mistakes) => {
                said.extend(
                    mistakes
                        .iter()
                        .filter_map(|place| self.feedback(*place))
                        .map(|it| it.get(language)),
                );
                if said.is_empty() {
                    said.push(word!(language, "That is not it.").to_owned());
                }
            }
        }
        if tries > 1 && !judged.is_right() {
            said.push(self.worked.get(language));
        }
        said
    }

    fn feedback(&self, place: usize) -> Option<&Sentence> {
        match &self.task {
            Task::Number(number) => number.traps.get(place).map(|trap| &trap.feedback),
            Task::Choice(choices) => choices.options.get(place).map(|option| &option.feedback),
        }
    }
}

impl Exercise {
    /// The wrong answers that are known, as they are read, and what is said to each.
    #[must_use]
    pub fn mistakes(&self, language: Language) -> Vec<(String, String)> {
        match &self.task {
            Task::Number(number) => {
                let trap = |trap: &Trap| (number.shown(language, trap.is), trap.feedback.get(language));
                number.traps.iter().map(trap).collect()
            }
            Task::Choice(choices) => {
                let wrong = choices.options.iter().filter(|option| !option.is_right);
                wrong
                    .map(|option| (option.text.get(language), option.feedback.get(language)))
                    .collect()
            }
        }
    }

    /// The links that show the solution, each with its name.
    #[must_use]
    pub fn links(&self, language: Language) -> Vec<(String, String)> {
        let shown = |shown: &Shown| {
            let name = match &shown.name {
                None => SEE.get(language).to_owned(),
                Some(name) => say!(language, "See it run: {0}", name.get(language)),
            };
            (name, format!("#{}", shown.subject.print()))
        };
        self.runs.iter().map(shown).collect()
    }
}

impl Table {
    /// A line a row, for plain text.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<String> {
        let head: Vec<String> = self.head.iter().map(|text| text.get(language).to_owned()).collect();
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(|slot| slot.get(language)).collect());
        [head]
            .into_iter()
            .chain(rows)
            .map(|cells: Vec<String>| cells.join(" | "))
            .collect()
    }
}

/// The link that shows the solution, on the page.
pub const SEE: Text = text!("See it run");

impl Draft {
    /// A number that is asked for, with the one run that gives it.
    fn number(
        question: Sentence,
        numbers: Vec<(&'static str, Slot)>,
        number: Number,
        worked: Sentence,
        run: Experiment,
    ) -> Self {
        Self {
            numbers,
            question,
            table: None,
            task: Task::Number(number),
            worked,
            runs: vec![Shown {
                name: None,
                subject: run.into(),
            }],
        }
    }
}

/// The experiment of a link that says nothing but what is possible.
fn experiment(link: &str) -> Result<Experiment, Refusal> {
    let (experiment, notices) = link::parse(link);
    if notices.is_empty() {
        Ok(experiment)
    } else {
        Err(Refusal::Notice)
    }
}

/// The cluster of a link that says nothing but what is possible.
fn cluster(link: &str) -> Result<ClusterLink, Refusal> {
    let (cluster, notices) = link::cluster::parse(link);
    if notices.is_empty() {
        Ok(cluster)
    } else {
        Err(Refusal::Notice)
    }
}

/// What a migration of it comes to.
fn figures(experiment: &Experiment, lane: Lane) -> Metrics {
    measure(&experiment.scenario, lane, Observation::Auto)
}
