//! The pinned or measured run: what has been changed since, what that did, and the way to let go of it.

use yew::prelude::*;

use super::Shown;
use super::show::Show;
use crate::state::lab::Action;
use crate::state::measured::Unread;
use crate::view::behind::{Behind, Known};
use crate::view::beside::{Change, Was};
use crate::view::kinds;
use crate::web::shell::keys::{Key, use_keys};
use crate::web::widgets::icon::Icon;
use crate::{say, word};

/// What is compared.
#[derive(PartialEq, Properties)]
pub struct BesideProps {
    /// The Lab and the page around it.
    pub state: Shown,
    /// What is played.
    pub show: Show,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

/// A strip above the lanes while there is a pin or a measured run, and the key for pins.
#[component]
pub fn BesideView(props: &BesideProps) -> Html {
    let language = props.state.language();
    let pinned = props.state.pinned.is_some();
    use_keys(pinned, {
        let on_action = props.on_action.clone();
        move |key: &Key, pinned: &bool| {
            let used = key.name.eq_ignore_ascii_case("v");
            if used {
                on_action.emit(if *pinned { Action::Unpin } else { Action::Pin });
            }
            used
        }
    });
    let open = use_state(|| false);
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            open.set(!*open);
        })
    };
    let measured = props.state.measured.as_ref().filter(|_| !pinned);
    if !pinned && measured.is_none() {
        return html! {};
    }
    let changes = props.state.changes_told(language);
    let behind = props.state.behind();
    let what = match (measured, behind) {
        (None, _) => Behind::Pinned,
        (Some(_), behind) => behind.map_or(Behind::Measured(Known::default()), |(_, behind)| behind),
    };
    let name = what.title(language);
    let note = match measured.map(|measured| measured.run.is_some()) {
        None if changes.is_empty() => word!(language, "Whatever is changed now stands beside it."),
        None => "",
        Some(true) => word!(
            language,
            "Its figures and its course, as far as they were told, stand behind the live lane."
        ),
        Some(false) => Unread::Record.text(language),
    };
    html! {
        <section class="beside" data-part="beside" aria-label={name}>
            <p key="changes" class="changes">
                <b>{ name }</b>
                if !note.is_empty() {
                    <span key="none">{ note }</span>
                }
                for change in &changes {
                    { change_html(change) }
                }
            </p>
            if behind.is_some() && !props.state.hides() {
                <details key="difference" class="difference" open={*open} data-action="difference">
                    <summary onclick={on_toggle}>{ word!(language, "Difference") }</summary>
                    if *open {
                        { difference(props) }
                    }
                </details>
            }
            <button key="unpin" type="button" class="square" data-action="unpin" aria-label={what.let_go(language)}
                data-tip={what.let_go(language)} onclick={props.on_action.reform(|_| Action::Unpin)}>{ Icon::Close.html() }</button>
        </section>
    }
}

fn change_html(change: &Change) -> Html {
    html! {
        <span key={change.key} data-changed={change.key}>{ change.label }{ " " }<span class="was">{ change.before.clone() }{ " → " }</span>{ change.after.clone() }</span>
    }
}

/// Total, downtime, outage and traffic of each lane.
fn difference(props: &BesideProps) -> Html {
    let language = props.state.language();
    let both = props.show.both();
    let lanes: Vec<(&'static str, [Was; 4])> = props
        .show
        .trace
        .of(&props.show.lanes)
        .filter_map(|lane| Some((kinds::name(language, lane), both.figures(language, lane)?)))
        .collect();
    let heads = lanes.first().map(|(_, figures)| figures.each_ref().map(|was| was.name));
    html! {
        <div class="table" tabindex="0" role="region" aria-label={word!(language, "Difference")}>
            <table>
                <thead><tr>
                    <th key="lane" scope="col">{ word!(language, "Lane") }</th>
                    for head in heads.into_iter().flatten() {
                        <th key={head} scope="col">{ head }</th>
                    }
                </tr></thead>
                <tbody>
                    for (lane, figures) in &lanes {
                        <tr key={*lane}>
                            <th key="lane" scope="row">{ lane }</th>
                            for was in figures {
                                <td key={was.name}>{ cell(props, was) }</td>
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn cell(props: &BesideProps, was: &Was) -> String {
    let language = props.state.language();
    match was.difference.as_str() {
        "" if !was.differs() => was.after.clone(),
        "" => format!("{} → {}", was.before, was.after),
        difference => say!(language, "{0} → {1} ({2})", was.before, was.after, difference),
    }
}
