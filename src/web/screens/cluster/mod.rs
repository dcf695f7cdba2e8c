//! A cluster: hosts and links at a moment, two runs on one clock, and the decisions.
//!
//! Its state is [`ClusterScreen`]; the playhead lives apart in the [`stage`], because it moves with every frame. A large run is
//! simulated by [`work`], a slice a frame.

mod bar;
pub(super) mod hosts;
mod lane;
mod log;
pub(super) mod rail;
mod share;
pub(super) mod stage;
mod time;
pub(super) mod work;

use std::rc::Rc;

use engine::cluster::Record;
use yew::prelude::*;

use super::learn::own::make_step;
use super::stories::use_story_keys;
use super::{Row, ScreenProps};
use crate::link::cluster::presets::STORIES;
use crate::params::Part;
use crate::state;
use crate::state::cluster::{self, Action, ClusterScreen, Side};
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::{beside, brief};
use crate::web::clock::use_left_moment;
use crate::web::shell::Sheet;
use crate::web::widgets::fold::{handle, use_fold};
use crate::word;
use rail::Rail;
use share::ShareSheet;
use stage::Stage;
use work::Progress;

/// Its row of the list of screens.
pub const CLUSTER: Row = Row {
    screen: cluster::SCREEN,
    bar: bar::bar,
    first: None,
    view: |props| html! { <ClusterView key="cluster" ..props.clone() /> },
};

/// One of the runs. Equal only if it is the same record.
#[derive(Clone)]
pub struct Run {
    /// Which.
    pub side: Side,
    /// What happened.
    pub record: Rc<Record>,
    /// What it is called: what it has otherwise.
    pub name: AttrValue,
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        self.side == other.side && Rc::ptr_eq(&self.record, &other.record) && self.name == other.name
    }
}

/// The runs that are shown, as soon as all of them are there.
pub fn runs(screen: &ClusterScreen, language: Language) -> Option<Rc<[Run]>> {
    let changes = screen.other().map_or_else(Vec::new, |second| {
        beside::changes(language, &screen.first.asked, &second.asked)
    });
    screen
        .runs()
        .map(|(side, run)| {
            Some(Run {
                side,
                record: run.record.clone()?,
                name: beside::name(&changes, side).into(),
            })
        })
        .collect()
}

#[component]
fn ClusterView(props: &ScreenProps) -> Html {
    let shell = &props.state;
    let screen: Rc<ClusterScreen> = shell.screen().expect("the row of clusters draws them");
    let (language, present) = (shell.language(), shell.page.present);
    let moment = use_mut_ref(|| screen.moment());
    let on_action = props.on_action.reform(state::Action::on_screen::<Action>);
    use_left_moment(&moment, &on_action.reform(Action::Leave));
    let progress = work::use_work(screen.sought(), &on_action);
    let runs = use_memo((Rc::as_ptr(&screen) as usize, language), {
        let screen = screen.clone();
        move |_| runs(&screen, language)
    });
    let story = use_memo(Rc::as_ptr(&screen) as usize, {
        let screen = screen.clone();
        move |_| bar::story_of(&screen).and_then(|place| STORIES.get(place))
    });
    use_story_keys(present, &props.on_travel, |place| {
        STORIES.get(place).map(|story| story.link)
    });
    let (unfolded, on_rail) = use_fold(present);
    let foldable = shell.shows(Part::Rail) && present;
    let rail = shell.shows(Part::Rail) && (!present || unfolded);
    let told: AttrValue = headline(language, runs.as_deref(), present).into();
    html! {
        <div class={classes!("lab", "cluster", rail.then_some("with-rail"))}>
            <section key="strip" class="strip cluster-strip" aria-label={word!(language, "What comes of it")}>
                <h1 key="headline" class="cluster-headline" data-part="headline">{ &told }</h1>
                if let Some(story) = story.filter(|_| !present) {
                    <p key="story" class="note" data-part="story">{ story.teaches.get(language) }</p>
                }
            </section>
            if foldable {
                { handle(language, unfolded, &on_rail) }
            }
            if rail {
                <Rail key="rail" state={screen.clone()} {language} on_action={on_action.clone()} on_page={props.on_action.clone()} />
            }
            if let Some(runs) = &*runs {
                <Stage key="stage" runs={runs.clone()} display={screen.display.clone()} page={shell.page.clone()}
                    opening={props.opening(screen.moment(), screen.opened)} scheme={props.scheme} {language}
                    moment={moment.clone()} on_action={on_action.clone()} on_travel={props.on_travel.clone()} />
            } else {
                { waits(language, &progress) }
            }
            <ShareSheet key="share" open={props.sheet == Some(Sheet::Share)} shell={shell.clone()} {screen} runs={(*runs).clone()} {told} {moment}
                on_step={make_step(props)} on_close={props.on_sheet.reform(|()| None)} />
        </div>
    }
}

/// What came of it: in a sentence, and what that costs in another where there is room.
fn headline(language: Language, runs: Option<&[Run]>, short: bool) -> String {
    match runs {
        Some([one]) => brief::one(language, &one.record),
        Some([first, second]) => {
            let (first, second) = (&first.record, &second.record);
            let cost = brief::cost(language, first, second).filter(|_| !short);
            let told = brief::two(language, first, second);
            cost.map_or_else(|| told.clone(), |cost| format!("{told} {cost}"))
        }
        _ => String::new(),
    }
}

/// A large run is simulated.
pub fn waits(language: Language, progress: &Progress) -> Html {
    let part = progress.done / progress.of.max(SimTime::ms(1.0));
    html! {
        <main id="stage" class="stage cluster-waits" tabindex="-1" data-cluster="sought">
            <label>
                { word!(language, "The run is simulated …") }
                <progress max="1" value={format!("{part:.3}")} />
            </label>
        </main>
    }
}
