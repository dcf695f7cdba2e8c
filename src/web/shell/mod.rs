//! The page: Yew components over the pure core.
//!
//! One store holds the [`State`](crate::state::State); the playhead lives
//! apart in the [`stage`], because it moves with every frame and only what
//! depends on it may be drawn again.

pub(super) mod address;
pub(super) mod crash;
pub(super) mod header;
pub(super) mod help;
pub(super) mod keys;
pub(super) mod language;
pub(super) mod notices;
pub(super) mod presenting;
pub(super) mod scheme;
pub(super) mod store;

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::link::{self, presets::PRESETS};
use crate::model::map::Base;
use crate::params::{Choice, Part, Theme};
use crate::state::{Action, Edit};
use crate::web::screens::lab::rail::Rail;
use crate::web::screens::lab::share::ShareSheet;
use crate::web::screens::lab::stage::Stage;
use crate::web::screens::lab::{show, story};
use crate::web::widgets::place;
use crate::web::widgets::readout::Readout;
use crate::word;
use address::Address;
use header::Header;
use help::help_sheet;
use notices::notices;
use store::Store;

/// What lies over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The keys.
    Help,
    /// The link.
    Share,
}

#[component]
fn App() -> Html {
    let store = use_reducer(|| Store::open(&address::read(), language::of_reader()));
    let state = &store.0;
    let language = state.language();
    let dispatch = store.dispatcher();
    let sheet = use_state(|| None::<Sheet>);
    let moment = use_mut_ref(|| state.display.moment);

    let link = state.link();
    crash::remember(&link);
    let Address { travel, step } = address::use_address(link, state.display.embed, dispatch.clone());
    let scheme = scheme::use_scheme(&state.display);
    let show = show::use_show(state);
    let story = header::use_story(&state.scenario);
    let told = story::use_told(story, state.is_anything_changed());
    let closed = use_state(|| None::<usize>);
    let steps = story::use_first_steps(language).filter(|_| !state.display.embed && !state.display.present);
    let wide = scheme::use_media("(min-width: 760px)");
    language::use_language(language);
    language::use_texts(state.wanted_language(), language, dispatch.clone());
    let base = use_memo(state.scenario.clone(), Base::of);
    let hand = use_hand();
    let drawn = use_drawn();

    let on_action = {
        let dispatch = dispatch.clone();
        use_callback(step, move |action: Action, step| {
            if hand.replace(false) {
                dispatch.dispatch(Action::Settle);
            }
            match action {
                Action::Language(language) => language::remember(language),
                Action::Edit(Edit::AddEvent(_) | Edit::RemoveEvent(_) | Edit::Suspend(_)) => step.emit(true),
                Action::Edit(Edit::ChangeEvent(..)) => step.emit(false),
                _ => {}
            }
            dispatch.dispatch(action);
        })
    };
    let on_sheet = {
        let sheet = sheet.setter();
        use_callback((), move |next: Option<Sheet>, ()| sheet.set(next))
    };
    let theme = state.display.theme;
    keys::use_keys((theme, state.display.present), {
        let (on_action, on_sheet, travel) = (on_action.clone(), on_sheet.clone(), travel.clone());
        move |key: &keys::Key, (theme, present): &(Theme, bool)| match key.name.as_str() {
            "t" | "T" => {
                on_action.emit(Action::Theme(next_theme(*theme)));
                true
            }
            keys::UNDO => {
                on_action.emit(Action::Undo);
                true
            }
            keys::REDO => {
                on_action.emit(Action::Redo);
                true
            }
            digit if *present && digit.parse::<usize>().is_ok() => {
                let preset = digit
                    .parse::<usize>()
                    .ok()
                    .and_then(|digit| PRESETS.get(digit.checked_sub(1)?));
                if let Some(preset) = preset {
                    travel.emit(preset.link.to_owned());
                }
                preset.is_some()
            }
            "?" => {
                on_sheet.emit(Some(Sheet::Help));
                true
            }
            _ => false,
        }
    });

    let present = state.display.present;
    let (desk, on_rail) = presenting::use_presenting(present, &on_action);
    let foldable = state.shows(Part::Rail) && present;
    let rail = state.shows(Part::Rail) && (!present || desk.rail);
    let whole = state
        .display
        .embed
        .then(|| AttrValue::from(address::absolute(&state.whole_link())));
    html! {
        <div class={classes!("page", rail.then_some("with-rail"))}>
            <a key="skip" class="skip" href="#stage" onclick={skip_to_stage}>{ word!(language, "Skip to the simulation") }</a>
            if state.shows(Part::Header) {
                <Header key="header" {language} wanted={state.wanted_language()} display={state.display.clone()} {story} own={state.is_anything_changed()} {whole}
                    on_action={on_action.clone()} on_travel={travel.clone()} on_sheet={on_sheet.clone()} />
            } else if let Some(whole) = &whole {
                <header key="header" class="topbar slim">{ header::whole_page(language, whole) }</header>
            }
            <div key="above" class="above">
                { notices(state, on_action.reform(|_| Action::DismissNotices)) }
                if let Some(told) = told.filter(|told| !(rail && wide) && *closed != Some(*told)) {
                    { story::strip(language, story::telling(language, told, story.is_some(), &travel), &Callback::from({
                        let closed = closed.setter();
                        move |()| closed.set(Some(told))
                    })) }
                } else if !(rail && wide) {
                    { steps.clone() }
                }
            </div>
            if foldable {
                { presenting::handle(language, desk, &on_rail) }
            }
            if desk.blank {
                { presenting::blank(language) }
            }
            if rail {
                <Rail key="rail" state={state.clone()} {story} {told} steps={steps.filter(|_| wide)}
                    on_action={on_action.clone()} on_travel={travel} />
            }
            if drawn >= Drawn::Lanes {
                <Stage key="stage" {show} charts={drawn == Drawn::All} display={state.display.clone()} opened={state.opened} {scheme}
                    events={state.events()} {base} spot={state.scenario.spot()} moment={moment.clone()} {on_action} />
            }
            { help_sheet(language, *sheet == Some(Sheet::Help), on_sheet.reform(|()| None)) }
            <Readout key="readout" />
            <ShareSheet key="share" open={*sheet == Some(Sheet::Share)} state={state.clone()} {moment} {scheme}
                {language} on_close={on_sheet.reform(|()| None)} />
        </div>
    }
}

/// The next theme in the order of the table.
fn next_theme(theme: Theme) -> Theme {
    let after = Theme::ALL
        .iter()
        .position(|&other| other == theme)
        .map_or(0, |index| index + 1);
    Theme::ALL[after % Theme::ALL.len()]
}

/// The hash is the scenario, so a jump inside the page must not use it.
fn skip_to_stage(event: MouseEvent) {
    event.prevent_default();
    if let Some(stage) = place::element("stage") {
        // Not focusable means not there: then there is nowhere to skip to.
        let _ = stage.focus();
    }
}

/// How much of the page is drawn.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Drawn {
    Frame,
    Lanes,
    All,
}

/// The page is drawn in steps, each a task of its own, so that a slow device answers in between. Tells tests and the start script
/// when all of it stands.
#[hook]
fn use_drawn() -> Drawn {
    let drawn = use_state(|| Drawn::Frame);
    {
        let setter = drawn.setter();
        use_effect_with(*drawn, move |&drawn| {
            let next = match drawn {
                Drawn::Frame => Some(Drawn::Lanes),
                Drawn::Lanes => Some(Drawn::All),
                Drawn::All => None,
            };
            if next.is_none()
                && let Some(root) = place::root()
            {
                // A page that cannot say that it is ready is still ready.
                let _ = root.dataset().set("app", "ready");
            }
            let rest = next.map(|next| Timeout::new(0, move || setter.set(next)));
            move || drop(rest)
        });
    }
    *drawn
}

/// Set whenever the hand takes something new: what it changes then is a step of its own.
#[hook]
fn use_hand() -> Rc<Cell<bool>> {
    let taken = use_memo((), |()| Cell::new(false));
    let hand = taken.clone();
    use_effect_with((), move |()| {
        let window = gloo::utils::window();
        let listeners = ["pointerdown", "keydown"].map(|name| {
            let taken = taken.clone();
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&window, name, options, move |event| {
                let held = event.dyn_ref::<KeyboardEvent>().is_some_and(KeyboardEvent::repeat);
                if !held {
                    taken.set(true);
                }
            })
        });
        move || drop(listeners)
    });
    hand
}

/// Listens to an event of the window as long as the component lives.
#[hook]
fn use_window_event(name: &'static str, callback: Callback<Event>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&gloo::utils::window(), name, move |event| callback.emit(event.clone()));
        move || drop(listener)
    });
}

/// Starts the page, as soon as it can speak.
pub fn start() {
    crash::answer();
    spawn_local(async {
        let wanted = link::asked_language(&address::read()).unwrap_or_else(language::of_reader);
        language::load(wanted).await;
        match place::element("app") {
            Some(root) => yew::Renderer::<App>::with_root(root.into()).render(),
            None => yew::Renderer::<App>::new().render(),
        };
    });
}
