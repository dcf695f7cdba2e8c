//! What a lesson shows of a cluster: its own stage, or its hosts alone while an answer is not told.

use std::rc::Rc;

use yew::prelude::*;

use super::Shown;
use crate::state::cluster::{self, ClusterScreen};
use crate::state::learn::Action;
use crate::view::palette::Scheme;
use crate::web::screens::cluster::hosts::HostsView;
use crate::web::screens::cluster::stage::Stage;
use crate::web::screens::cluster::work::use_work;
use crate::web::screens::cluster::{runs, waits};
use crate::word;

/// What is shown.
#[derive(Properties)]
pub struct ClusterStageProps {
    /// The lessons.
    pub shown: Shown,
    /// The cluster.
    pub screen: Rc<ClusterScreen>,
    /// The colours.
    pub scheme: Scheme,
    /// Nobody sees the clock.
    pub blank: bool,
}

impl PartialEq for ClusterStageProps {
    fn eq(&self, other: &Self) -> bool {
        self.shown == other.shown
            && Rc::ptr_eq(&self.screen, &other.screen)
            && self.scheme == other.scheme
            && self.blank == other.blank
    }
}

/// The stage of a lesson about a cluster.
#[component]
pub fn ClusterStage(props: &ClusterStageProps) -> Html {
    let (shown, screen, scheme) = (&props.shown, &props.screen, props.scheme);
    let language = shown.language();
    let moment = use_mut_ref(|| screen.moment());
    let on_action = use_callback(shown.on_action.clone(), |action: cluster::Action, on_action| {
        on_action.emit(Action::Cluster(action));
    });
    let progress = use_work(screen.sought(), &on_action);
    let runs = use_memo((Rc::as_ptr(screen) as usize, language), {
        let screen = screen.clone();
        move |_| runs(&screen, language)
    });
    let Some(runs) = &*runs else {
        return waits(language, &progress);
    };
    if shown.learn.is_sealed() {
        return html! {
            <main id="stage" class="stage cluster-stage sealed" tabindex="-1" data-cluster="sealed">
                <div key="lanes" class="cluster-lanes">
                    <section class="cluster-lane" aria-label={word!(language, "Run")}>
                        <HostsView run={runs[0].clone()} now={screen.moment()} chosen={None} {language} {scheme}
                            on_choose={Callback::noop()} on_act={Callback::noop()} />
                    </section>
                </div>
                <p key="cover" class="cover">{ word!(language, "What happens is shown after the answer.") }</p>
            </main>
        };
    }
    html! {
        <Stage {runs} display={screen.display.clone()} page={shown.shell.page.clone()}
            opening={shown.opening(screen.moment(), screen.opened, props.blank)} {scheme} {language} {moment} {on_action}
            on_travel={shown.on_travel.clone()} />
    }
}
