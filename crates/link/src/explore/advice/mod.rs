//! What would make a live migration end, or keep a promise.
//!
//! Each remedy of [`REMEDIES`] is tried alone, on the experiment as it is. Of a quantity the smallest change is sought that is
//! enough: the value found is, the next one with three digits is not, whatever lies elsewhere. Where nothing of a remedy keeps
//! all of the promise, it is sought what makes the migration end in time, then what makes it end at all. Where chance decides
//! when a migration ends, what nine runs in ten keep is kept.

mod promise;
mod remedies;
mod search;

pub use promise::{Kept, Outlook, Promise};
pub use remedies::{Class, REMEDIES, Remedy};

use engine::params::{Id, Quantity};
use engine::scenario::Scenario;
use remedies::Way;
use search::Search;

/// What a remedy does.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Which.
    pub remedy: &'static Remedy,
    /// The experiment with it.
    pub scenario: Scenario,
    /// The quantity that was changed, if it is one.
    pub value: Option<(Id, Quantity)>,
    /// How much of the promise it keeps; more than the experiment without it, or it does not help.
    pub kept: Kept,
    /// What becomes of the migration.
    pub outlook: Outlook,
    /// What the next smaller change gives, which keeps less.
    pub short: Option<(Quantity, Outlook)>,
}

impl PartialEq for Remedy {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// The remedies for one experiment and one promise. They are found one run of the engine after the other, so that whoever
/// asks can stop between them.
///
/// ```
/// use link::explore::advice::{Advice, Kept, Promise};
///
/// let scenario = link::parse("ram=16GiB&used=50%&writes=random:2GiB@300MiB/s").0.scenario;
/// let advice = Advice::whole(scenario, Promise::default());
/// assert_eq!(advice.now(), Kept::Nothing);
/// let link = advice.answers().iter().find(|answer| answer.remedy.name.english() == "Link");
/// let link = link.expect("it is a remedy").scenario.link.as_f64() * 8.0;
/// assert!((link - 2.56e9).abs() < 0.03e9, "{link}");
/// ```
#[derive(Clone, Debug)]
pub struct Advice {
    scenario: Scenario,
    promise: Promise,
    now: Outlook,
    answers: Vec<Answer>,
    remedy: usize,
    search: Option<Search>,
}

impl Advice {
    /// Looks at the experiment as it is; nothing has been tried yet.
    #[must_use]
    pub fn new(scenario: Scenario, promise: Promise) -> Self {
        let now = Outlook::of(&scenario);
        let is_kept = promise.kept_by(&now) == Kept::All;
        Self {
            scenario,
            promise,
            now,
            answers: Vec::new(),
            // What is kept needs no remedy.
            remedy: if is_kept { REMEDIES.len() } else { 0 },
            search: None,
        }
    }

    /// All of it at once.
    #[must_use]
    pub fn whole(scenario: Scenario, promise: Promise) -> Self {
        let mut advice = Self::new(scenario, promise);
        while !advice.is_done() {
            advice.go_on();
        }
        advice
    }

    /// Whether all remedies have been tried.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.remedy == REMEDIES.len()
    }

    /// How much of the promise the experiment keeps as it is.
    #[must_use]
    pub fn now(&self) -> Kept {
        self.promise.kept_by(&self.now)
    }

    /// What becomes of the experiment as it is.
    #[must_use]
    pub const fn outlook(&self) -> &Outlook {
        &self.now
    }

    /// The experiment as it is.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// What was promised.
    #[must_use]
    pub const fn promise(&self) -> &Promise {
        &self.promise
    }

    /// What was found so far, in the order of [`REMEDIES`]; those that cannot be taken are left out.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Those that keep more of the promise than the experiment does by itself: what keeps most of it first, and of these the
    /// mildest.
    #[must_use]
    pub fn helpful(&self) -> Vec<&Answer> {
        let mut helpful = Vec::new();
        for kept in [Kept::All, Kept::Time, Kept::End] {
            if kept > self.now() {
                for class in Class::ALL {
                    let fits = |answer: &&Answer| (answer.kept, answer.remedy.class) == (kept, class);
                    helpful.extend(self.answers.iter().filter(fits));
                }
            }
        }
        helpful
    }

    /// Those that do not.
    pub fn useless(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(|answer| answer.kept <= self.now())
    }

    /// Runs the engine once more, if something is left to try.
    pub fn go_on(&mut self) {
        let Some(remedy) = REMEDIES.get(self.remedy) else {
            return;
        };
        if self.search.is_none() {
            self.begin(remedy);
        }
        let Some(search) = &mut self.search else { return };
        match search.next() {
            Some(value) => {
                let outlook = Outlook::of(&with(remedy, &self.scenario, value));
                search.learn(value, outlook, self.promise.kept_by(&outlook));
            }
            None => self.finish(remedy),
        }
    }

    /// Begins with a remedy, and ends with it if it has no size.
    fn begin(&mut self, remedy: &'static Remedy) {
        match &remedy.way {
            Way::Quantity { id, from, most, .. } => {
                let from = from(&self.scenario);
                let most = most(&self.scenario, &self.promise).filter(|most| *most != from);
                self.search = most.map(|most| Search::new(*id, from, most, self.now()));
                if self.search.is_none() {
                    self.remedy += 1;
                }
            }
            Way::Switch { set } => {
                if let Some(settings) = set(&self.scenario, &self.promise) {
                    let scenario = Scenario::new(settings).0;
                    let outlook = Outlook::of(&scenario);
                    self.answer(remedy, scenario, None, outlook, None);
                }
                self.remedy += 1;
            }
        }
    }

    /// Ends with a remedy that has a size.
    fn finish(&mut self, remedy: &'static Remedy) {
        let Some(search) = self.search.take() else { return };
        let (id, (value, outlook), short) = search.found();
        let scenario = with(remedy, &self.scenario, value);
        let outlook = outlook.expect("something was tried");
        let short = short.map(|(value, outlook)| (value, outlook.unwrap_or(self.now)));
        self.answer(remedy, scenario, Some((id, value)), outlook, short);
        self.remedy += 1;
    }

    fn answer(
        &mut self,
        remedy: &'static Remedy,
        scenario: Scenario,
        value: Option<(Id, Quantity)>,
        outlook: Outlook,
        short: Option<(Quantity, Outlook)>,
    ) {
        self.answers.push(Answer {
            remedy,
            scenario,
            value,
            kept: self.promise.kept_by(&outlook),
            outlook,
            short,
        });
    }
}

/// The experiment with a remedy of this size.
fn with(remedy: &Remedy, scenario: &Scenario, value: Quantity) -> Scenario {
    let mut settings = scenario.clone().into_settings();
    if let Way::Quantity { set, .. } = &remedy.way {
        set(&mut settings, value);
    }
    Scenario::new(settings).0
}
