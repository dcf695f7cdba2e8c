//! The parameters of a cluster: a control for every row of its table, and for those of the Lab that say how each migration
//! goes; two of them where the second run has it otherwise.

mod acts;
mod classes;
mod fields;
mod hand;
mod hosts;
mod kinds;
mod row;
mod slots;
mod vms;

use std::rc::Rc;

use engine::cluster::settings::ClusterSettings;
use engine::params::{Group, Parameters, Place, Row, Settings, ranked};
use yew::prelude::*;

use crate::learn::Parameter;
use crate::link::cluster::migration;
use crate::state;
use crate::state::cluster::{Action, ClusterScreen};
use crate::text::Language;
use crate::web::shell::scheme::use_media;
use crate::web::widgets::params::fold::{Fold, counted};
use crate::web::widgets::steps::steps;
use crate::word;
use row::{Forms, Rows};

/// What the rail shows.
#[derive(Properties)]
pub struct RailProps {
    /// The screen.
    pub state: Rc<ClusterScreen>,
    /// The language.
    pub language: Language,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Called with what the user does to the page.
    pub on_page: Callback<state::Action>,
}

impl PartialEq for RailProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
            && self.language == other.language
            && self.on_action == other.on_action
            && self.on_page == other.on_page
    }
}

/// The groups of a cluster, in the order of display.
const GROUPS: [Group; 5] = [Group::Hosts, Group::Vms, Group::Events, Group::Moves, Group::Policy];
/// Those of how each migration goes.
const MIGRATION: [Group; 6] = [
    Group::Live,
    Group::Network,
    Group::Machine,
    Group::Suspended,
    Group::Cold,
    Group::Workload,
];

type Section<P> = (Group, Vec<&'static Row<P>>);

fn sections<P: Parameters>(
    rows: &[&'static Row<P>],
    groups: &[Group],
    rank: fn(Place) -> Option<u8>,
) -> Vec<Section<P>> {
    let of = |&group| (group, ranked(rows.iter().copied(), group, rank));
    groups.iter().map(of).filter(|(_, rows)| !rows.is_empty()).collect()
}

/// Wherever it stands among the parameters of the Lab: those in front first.
fn anywhere(place: Place) -> Option<u8> {
    const BEHIND: u8 = 100;
    place
        .front()
        .or_else(|| place.fold().map(|rank| rank.saturating_add(BEHIND)))
}

/// The rail.
#[component]
pub fn Rail(props: &RailProps) -> Html {
    let language = props.language;
    // On a phone the picture comes first and the parameters are folded away.
    let wide = use_media("(min-width: 760px)");
    let split = use_state(Vec::new);
    let rows = Rows {
        state: props.state.clone(),
        language,
        split,
        on_action: props.on_action.clone(),
    };
    let cluster: Vec<&'static Row<ClusterSettings>> = ClusterSettings::table().iter().collect();
    let migration: Vec<&'static Row<Settings>> = migration().collect();
    let more = sections(&cluster, &GROUPS, Place::fold);
    let each = sections(&migration, &MIGRATION, anywhere);
    let counts = [tally(&rows, &more), tally(&rows, &each)];
    html! {
        <aside class="rail cluster-rail" data-part="rail" aria-label={word!(language, "Parameters")}>
            <details class="rail-fold" open={wide}>
                <summary class="rail-title">{ word!(language, "Parameters") }</summary>
                { head(props) }
                if props.state.second.is_some() && props.state.other().is_none() {
                    <p key="alike" class="note" data-part="alike">{ word!(language, "Both runs are alike so far: A|B at a parameter gives the second another value.") }</p>
                }
                for section in &sections(&cluster, &GROUPS, Place::front) {
                    { section_html(&rows, section) }
                }
                <Fold key="more" title={counted(language, None, counts[0])} changed={counts[0][1]} opened={props.state.opened}>
                    for section in &more {
                        { section_html(&rows, section) }
                    }
                </Fold>
                <Fold key="each" title={counted(language, Some(word!(language, "How each migration goes")), counts[1])} changed={counts[1][1]} opened={props.state.opened}>
                    for section in &each {
                        { section_html(&rows, section) }
                    }
                </Fold>
            </details>
        </aside>
    }
}

/// What the controls of some parameters show.
#[derive(Properties)]
pub struct ControlsProps {
    /// The screen.
    pub state: Rc<ClusterScreen>,
    /// The language.
    pub language: Language,
    /// The parameters.
    pub keys: Vec<Parameter>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

impl PartialEq for ControlsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
            && self.language == other.language
            && self.keys == other.keys
            && self.on_action == other.on_action
    }
}

/// The controls of these parameters alone, of the first run.
#[component]
pub fn Controls(props: &ControlsProps) -> Html {
    let rows = Rows {
        state: props.state.clone(),
        language: props.language,
        split: use_state(Vec::new),
        on_action: props.on_action.clone(),
    };
    let control = |key: Parameter| match key {
        Parameter::Cluster(id) => rows.alone(id.row()),
        Parameter::Migration(id) => rows.alone(id.row()),
    };
    html! {
        for &key in &props.keys {
            { control(key) }
        }
    }
}

/// How many rows there are, and how many of them are changed.
fn tally<P: Forms + Default>(rows: &Rows, sections: &[Section<P>]) -> [usize; 2] {
    let all = || sections.iter().flat_map(|(_, rows)| rows);
    [all().count(), all().filter(|row| rows.is_changed(row)).count()]
}

fn section_html<P: Forms + Default>(rows: &Rows, (group, of): &Section<P>) -> Html {
    html! {
        <section key={*group as usize} class="group" data-group={format!("{group:?}").to_lowercase()}>
            <h2>{ group.label().get(rows.language) }</h2>
            for row in of {
                { rows.row(row) }
            }
        </section>
    }
}

/// Undo, redo, a second run, and back to the start.
fn head(props: &RailProps) -> Html {
    let (language, history) = (props.language, &props.state.history);
    let possible = [history.can_undo(), history.can_redo()];
    let act = |action: state::Action| props.on_page.reform(move |_: MouseEvent| action.clone());
    let two = props.state.second.is_some();
    let tip = word!(
        language,
        "Runs it a second time on the same clock; A|B at a parameter says what is otherwise there"
    );
    html! {
        <div key="head" class="rail-head">
            { steps(language, possible, act(state::Action::Undo), act(state::Action::Redo)) }
            <button key="compare" type="button" data-action="compare" aria-pressed={two.to_string()} data-tip={tip}
                onclick={props.on_action.reform(move |_| Action::Compare(!two))}>{ word!(language, "Compare") }</button>
            <span class="gap"></span>
            <button type="button" class="plain" data-action="reset-all" onclick={props.on_page.reform(|_| state::Action::Travel("screen=cluster".to_owned()))}
                disabled={!props.state.is_anything_changed()}>{ word!(language, "Reset all") }</button>
        </div>
    }
}
