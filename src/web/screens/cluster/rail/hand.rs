//! One run in the hands of who edits it.

use std::rc::Rc;

use engine::cluster::settings::ClusterSettings;
use engine::params::{Parameters, Row, Settings};
use yew::prelude::*;

use crate::link;
use crate::state::cluster::{Action, Asked, ClusterScreen, Run, Side};
use crate::text::Language;
use crate::web::widgets::params::control::Beside;
use crate::web::widgets::params::typed::Taken;

/// A table of what is asked for.
pub trait Table: Parameters {
    /// Its part of what is asked for.
    fn of(asked: &Asked) -> &Self;
    /// The same, to be changed.
    fn of_mut(asked: &mut Asked) -> &mut Self;
}

impl Table for ClusterSettings {
    fn of(asked: &Asked) -> &Self {
        &asked.cluster
    }

    fn of_mut(asked: &mut Asked) -> &mut Self {
        &mut asked.cluster
    }
}

impl Table for Settings {
    fn of(asked: &Asked) -> &Self {
        &asked.migration
    }

    fn of_mut(asked: &mut Asked) -> &mut Self {
        &mut asked.migration
    }
}

/// One run, and the way to ask for it otherwise.
#[derive(Clone)]
pub struct Hand {
    /// The screen.
    pub state: Rc<ClusterScreen>,
    /// Which of the runs.
    pub side: Side,
    /// Whether the control of the other run stands beside.
    pub beside: Beside,
    /// The language.
    pub language: Language,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

impl Hand {
    /// The run.
    pub fn run(&self) -> &Run {
        self.state.run(self.side)
    }

    /// What is asked for of a cluster.
    pub fn cluster(&self) -> &ClusterSettings {
        &self.run().asked.cluster
    }

    /// An id that the control of the other run has not.
    pub fn id(&self, name: &str) -> String {
        self.beside.id(format!("p-{name}"))
    }

    /// A name that the control of the other run has not.
    pub fn name(&self, name: &str) -> String {
        self.beside.name(name)
    }

    /// What asks for the run with this change of a key.
    pub fn edit<T: 'static>(&self, key: &'static str, change: impl Fn(&mut Asked, T) + 'static) -> Callback<T> {
        let (state, side) = (self.state.clone(), self.side);
        self.on_action.reform(move |value: T| {
            let mut asked = state.run(side).asked.clone();
            change(&mut asked, value);
            Action::Ask {
                side,
                key,
                asked: Box::new(asked),
            }
        })
    }

    /// The same for the cluster alone.
    pub fn edit_cluster<T: 'static>(
        &self,
        key: &'static str,
        change: impl Fn(&mut ClusterSettings, T) + 'static,
    ) -> Callback<T> {
        self.edit(key, move |asked, value| change(&mut asked.cluster, value))
    }

    /// Takes a row as it is typed.
    pub fn typed<P: Table>(&self, row: &'static Row<P>) -> Callback<String, Taken> {
        let (state, side, language) = (self.state.clone(), self.side, self.language);
        let on_action = self.on_action.clone();
        Callback::from(move |text: String| {
            let mut asked = state.run(side).asked.clone();
            let remarks = link::typed(row, &text, P::of_mut(&mut asked)).map_err(|notice| notice.sentence(language))?;
            on_action.emit(Action::Ask {
                side,
                key: row.key,
                asked: Box::new(asked),
            });
            let said: Vec<String> = remarks.iter().map(|notice| notice.sentence(language)).collect();
            Ok((!said.is_empty()).then(|| said.join(" ")))
        })
    }
}
