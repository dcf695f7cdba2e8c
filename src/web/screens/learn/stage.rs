//! The lanes beside a lesson: the Lab's stage, or its lanes alone while an answer is not told.

use yew::prelude::*;

use super::Shown;
use crate::explore::map::Base;
use crate::params::Choice;
use crate::state::lab;
use crate::state::learn::Action;
use crate::state::learn::question::Question;
use crate::view::palette::Scheme;
use crate::web::screens::lab::expected::Expected;
use crate::web::screens::lab::show::use_show;
use crate::web::screens::lab::stage::Stage;
use crate::web::screens::lab::stage::lane::LaneView;
use crate::web::shell::scheme::use_media;
use crate::word;

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct LessonStageProps {
    /// The lessons.
    pub shown: Shown,
    /// The colours.
    pub scheme: Scheme,
    /// Whether the charts are drawn already.
    pub charts: bool,
    /// Nobody sees the clock.
    pub blank: bool,
}

/// The stage of a lesson.
#[component]
pub fn LessonStage(props: &LessonStageProps) -> Html {
    let shown = &props.shown;
    let (learn, language) = (&shown.learn, shown.language());
    let lab = &learn.lab;
    let show = use_show(lab, language);
    let base = use_memo(lab.scenario.clone(), Base::of);
    let scenario = use_memo(lab.scenario.clone(), Clone::clone);
    let moment = use_mut_ref(|| lab.moment());
    let on_action = shown.on_action.reform(|action: lab::Action| Action::Stage(action));
    // Where the lesson stands below the lanes, charts between the two would push it out of sight.
    let (is_below, unfolded) = (use_media("(max-width: 1023px)"), use_state(|| false));
    if learn.is_sealed() {
        let now = lab.moment();
        return html! {
            <main id="stage" class="stage sealed" tabindex="-1" data-lanes={show.lanes.len().to_string()}>
                <div key="lanes" class="lanes">
                    for &lane in show.lanes.iter() {
                        <LaneView key={lane.token()} show={show.clone()} {lane} {now} scheme={props.scheme} sealed=true />
                    }
                </div>
                <p key="cover" class="cover">{ word!(language, "What happens is shown after the answer.") }</p>
            </main>
        };
    }
    let expected = learn.placed().and_then(|(question, given, is)| {
        let of = match question {
            Question::Moment(_) => None,
            Question::Place(id, _) => Some(id),
            _ => return None,
        };
        Some(Expected { of, given, is })
    });
    // A place that was bet on is marked on one of them.
    let folds = is_below && expected.as_ref().is_none_or(|expected| expected.of.is_none());
    let onclick = {
        let unfolded = unfolded.clone();
        move |_: MouseEvent| unfolded.set(!*unfolded)
    };
    html! {
        <ContextProvider<Option<Expected>> context={expected}>
        <Stage {show} charts={props.charts && (!folds || *unfolded)} display={lab.display.clone()} page={shown.shell.page.clone()}
            opening={shown.opening(lab.moment(), lab.opened, props.blank)} scheme={props.scheme} events={lab.events(language)} {base} {scenario} spot={lab.scenario.spot()}
            lab={lab.clone()} {moment} {on_action} />
        if folds {
            <p class="lesson-charts"><button type="button" class="plain" data-action="charts" aria-expanded={unfolded.to_string()} {onclick}>
                { word!(language, "Charts") }
            </button></p>
        }
        </ContextProvider<Option<Expected>>>
    }
}
