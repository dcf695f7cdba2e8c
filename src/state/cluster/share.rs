//! What is given to others of a cluster: links, files.

use engine::cluster::Record;

use super::ClusterScreen;
use crate::display::Display;
use crate::link::{Page, cluster::add_runs};
use crate::params::{ScreenName, Theme};
use crate::state::State;
use crate::state::share::Embed;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::table::{self, Of};
use crate::view::export::two;

/// What is given to others is a link to the clusters and the page around it, `shell`.
impl ClusterScreen {
    /// The link as others shall open it, at a moment or at its start: theme, frame and presentation are those of their screen, not
    /// of this one.
    #[must_use]
    pub fn shared_link(&self, shell: &State, moment: SimTime) -> String {
        self.link_in(shell, moment, |page| page.embed = false)
    }

    /// The link of a frame in another page.
    #[must_use]
    pub fn embed_link(&self, shell: &State, embed: &Embed, moment: SimTime) -> String {
        self.link_in(shell, moment, |page| {
            page.embed = true;
            page.hidden.clone_from(&embed.hidden);
        })
    }

    fn link_in(&self, shell: &State, moment: SimTime, change: impl FnOnce(&mut Page)) -> String {
        let mut shell = shell.clone();
        shell.page.theme = Theme::Auto;
        shell.page.present = false;
        change(&mut shell.page);
        let display = Display {
            moment,
            ..self.display.clone()
        };
        let second = self.other().map(|run| &run.asked);
        shell.link_with(ScreenName::Cluster, |text| {
            add_runs(text, &self.first.asked, second, &display)
        })
    }

    /// Lines of all runs that are there, as the command line prints them.
    #[must_use]
    pub fn csv(&self, shell: &State, of: Of, language: Language) -> String {
        let link = format!("#{}", self.shared_link(shell, SimTime::ZERO));
        let records: Vec<&Record> = self.runs().filter_map(|(_, run)| run.record.as_deref()).collect();
        let both = [two::Of::First, two::Of::Second];
        table::csv(of, language, &link, both.into_iter().zip(records))
    }
}
