//! What is given to others of the Lab: links, files.

use super::Lab;
use crate::display::Display;
use crate::link::{self, Difference, Experiment, Notice, Page};
use crate::migration::Metrics;
use crate::params::{Choice, Lane, Theme};
use crate::scenario::Scenario;
use crate::state::State;
use crate::state::share::Embed;
use crate::trace::Trace;
use crate::units::SimTime;
use crate::view::export::table::{self, Runs};

/// What is given to others is a link to the Lab and the page around it, `shell`.
impl Lab {
    /// The experiment as others shall open it, at a moment or at its start: theme, frame and
    /// presentation are those of their screen, not of this one.
    #[must_use]
    pub fn shared(&self, shell: &State, moment: SimTime) -> Experiment {
        Experiment {
            scenario: self.first().clone(),
            second: self.second().cloned(),
            display: Display {
                moment,
                ..self.display.clone()
            },
            page: Page {
                theme: Theme::Auto,
                embed: false,
                present: false,
                ..shell.linked_page()
            },
        }
    }

    /// The link to [`Self::shared`], and to the measured run if that came with a link.
    #[must_use]
    pub fn shared_link(&self, shell: &State, moment: SimTime) -> String {
        let mut text = shell.print(&self.shared(shell, moment));
        link::add(&mut text, &self.measuring());
        text
    }

    /// The link of a frame: the address of the page that holds it stays as it is.
    #[must_use]
    pub fn embed_link(&self, shell: &State, lanes: &[Lane], embed: &Embed, moment: SimTime) -> String {
        let mut shared = self.shared(shell, moment);
        shared.page.embed = true;
        shared.display.lanes = lanes.to_vec();
        shared.page.hidden.clone_from(&embed.hidden);
        shell.print(&shared)
    }

    /// What in the scenario differs from the defaults.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        let experiment = Experiment {
            scenario: self.scenario.clone(),
            ..Experiment::default()
        };
        link::differences(&experiment)
    }

    /// The figures of the shown lanes, a line a lane and run.
    #[must_use]
    pub fn results_csv(&self, shell: &State) -> String {
        table::results_csv(&self.named_link(shell), &self.runs(), &self.display.lanes)
    }

    /// The figures of the shown lanes.
    #[must_use]
    pub fn results_json(&self, shell: &State) -> String {
        let lanes = &self.display.lanes;
        let idle = |scenario: &Scenario, trace: &Trace| {
            let runs: Vec<Metrics> = lanes.iter().map(|&lane| trace.lane(lane).metrics).collect();
            link::idle_events(scenario, &runs)
        };
        let runs = self.runs();
        let mut notices = idle(self.first(), runs.first);
        if let Some((scenario, trace)) = self.second().zip(runs.second) {
            notices.extend(idle(scenario, trace).into_iter().map(Notice::of_second));
        }
        let notices: Vec<String> = notices.iter().map(ToString::to_string).collect();
        table::results_json(&self.named_link(shell), &notices, &runs, &self.changes(), lanes)
    }

    /// As a link has them: the pinned run is the first.
    fn runs(&self) -> Runs<'_> {
        match self.ghost() {
            Some(pinned) => Runs {
                first: &pinned.trace,
                second: Some(&self.trace),
            },
            None => Runs::one(&self.trace),
        }
    }

    /// The samples of the shown lanes, a line a sample.
    #[must_use]
    pub fn trace_csv(&self, shell: &State) -> String {
        table::trace_csv(&self.named_link(shell), &self.runs(), &self.display.lanes)
    }

    /// A file name that says what it holds: the lanes, if some are left out, and the rest in a word.
    #[must_use]
    pub fn file_name(&self, what: &str, ending: &str) -> String {
        let mut name = String::from("migrascope");
        let lanes = &self.display.lanes;
        for lane in lanes.iter().filter(|_| lanes.len() < Lane::ALL.len()) {
            name = name + "-" + lane.token();
        }
        name + "-" + what + "." + ending
    }

    /// As the command line prints it: what was simulated.
    #[must_use]
    pub fn named_link(&self, shell: &State) -> String {
        format!("#{}", shell.print(&self.shared(shell, SimTime::ZERO)))
    }
}
