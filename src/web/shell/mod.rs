//! What every screen has around it: header, notices, sheets, keys, address, colours, language.
//!
//! One store holds the [`State`](crate::state::State).

pub(super) mod address;
pub(super) mod crash;
pub(super) mod entrance;
pub(super) mod header;
pub(super) mod help;
pub(super) mod keys;
pub(super) mod language;
pub(super) mod notices;
pub(super) mod presenting;
pub(super) mod scheme;
pub(super) mod store;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::link;
use crate::params::{Choice, Part, Theme};
use crate::state::{Action, ScreenRow};
use crate::web::screens::{Drawn, Row, ScreenProps};
use crate::web::widgets::place;
use crate::web::widgets::readout::Readout;
use crate::word;
use address::Address;
use entrance::Entrance;
use header::Header;
use help::help_sheet;
use notices::notices;
use store::Store;

/// What lies over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// What a migration is, and the keys' own sheet behind it.
    Entrance,
    /// The keys.
    Keys,
    /// The link.
    Share,
}

/// The screens that the page has.
#[derive(Clone, Copy, PartialEq, Properties)]
struct AppProps {
    screens: Screens,
}

/// The same list, not one that is alike.
#[derive(Clone, Copy)]
struct Screens(&'static [Row]);

impl PartialEq for Screens {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

#[component]
fn App(props: &AppProps) -> Html {
    let Screens(screens) = props.screens;
    let store = use_reducer(move || {
        let rows: Vec<ScreenRow> = screens.iter().map(|row| row.screen).collect();
        Store::open(&opened_with(screens), language::of_reader(), &rows)
    });
    let state = &store.0;
    let language = state.language();
    let dispatch = store.dispatcher();
    let sheet = use_state_eq(|| first_visit(screens).map(|_| Sheet::Entrance));
    let plays = use_state(|| 0_u32);

    let link = state.link();
    crash::remember(&link);
    let Address { travel, step } = address::use_address(link, state.page.embed, dispatch.clone());
    let scheme = scheme::use_scheme(&state.page);
    language::use_language(language);
    language::use_texts(state.wanted_language(), language, dispatch.clone());
    let hand = use_hand();
    let drawn = use_drawn();

    let on_action = {
        let dispatch = dispatch.clone();
        use_callback(step.clone(), move |action: Action, step| {
            if hand.replace(false) {
                dispatch.dispatch(Action::Settle);
            }
            match action {
                Action::Language(language) => language::remember(language),
                Action::Show(_) => step.emit(true),
                _ => {}
            }
            dispatch.dispatch(action);
        })
    };
    let on_sheet = {
        let sheet = sheet.setter();
        use_callback((), move |next: Option<Sheet>, ()| sheet.set(next))
    };
    keys::use_keys(state.page.theme, {
        let (on_action, on_sheet) = (on_action.clone(), on_sheet.clone());
        move |key: &keys::Key, theme: &Theme| {
            match key.name.as_str() {
                "t" | "T" => on_action.emit(Action::Theme(next_theme(*theme))),
                keys::UNDO => on_action.emit(Action::Undo),
                keys::REDO => on_action.emit(Action::Redo),
                "?" => on_sheet.emit(Some(Sheet::Entrance)),
                "k" | "K" => on_sheet.emit(Some(Sheet::Keys)),
                // An open sheet takes the key itself; one that is still being drawn does not.
                "Escape" => {
                    on_sheet.emit(None);
                    return false;
                }
                _ => return false,
            }
            true
        }
    });
    let on_play = {
        let (sheet, plays, travel) = (sheet.setter(), plays.clone(), travel.clone());
        Callback::from(move |link: String| {
            sheet.set(None);
            travel.emit(link);
            plays.set(*plays + 1);
        })
    };
    // A sheet that gives way to another one tells that it is closed when the other is open already.
    let closes = |which: Sheet| {
        let sheet = sheet.clone();
        Callback::from(move |()| {
            if *sheet == Some(which) {
                sheet.set(None);
            }
        })
    };
    let (blank, on_blank) = presenting::use_blank(state.page.present, &on_action);
    let whole = state
        .page
        .embed
        .then(|| AttrValue::from(address::absolute(&state.whole_link())));
    let shown = screens.iter().find(|row| row.screen.name() == state.shown());
    let shown = shown.expect("the state shows a screen of the list");
    let given = ScreenProps {
        state: state.clone(),
        scheme,
        drawn,
        blank,
        sheet: *sheet,
        plays: *plays,
        on_action: on_action.clone(),
        on_travel: travel,
        step,
        on_sheet: on_sheet.clone(),
    };
    html! {
        <div class="page">
            <a key="skip" class="skip" href="#stage" onclick={skip_to_main}>{ word!(language, "Skip to the simulation") }</a>
            if state.shows(Part::Header) {
                <Header key="header" state={state.clone()} bar={(shown.bar)(&given)} {whole} {on_action} on_sheet={on_sheet.clone()} />
            } else if let Some(whole) = &whole {
                <header key="header" class="topbar slim">{ header::whole_page(language, whole) }</header>
            }
            <div key="above" class="above">
                { notices(state, &given.on_action.reform(Action::Take), given.on_action.reform(|_| Action::DismissNotices)) }
            </div>
            if blank {
                { presenting::blank(language, &on_blank) }
            }
            { (shown.view)(&given) }
            <Entrance key="entrance" {language} open={*sheet == Some(Sheet::Entrance)} {on_play}
                on_keys={on_sheet.reform(|()| Some(Sheet::Keys))} on_close={closes(Sheet::Entrance)} />
            { help_sheet(language, *sheet == Some(Sheet::Keys), closes(Sheet::Keys)) }
            <Readout key="readout" />
        </div>
    }
}

/// What a page without an address opens, where its first screen has something to open; `None` where there is an address.
fn first_visit(screens: &[Row]) -> Option<String> {
    let first = screens.first()?.first?;
    (!address::is_given()).then(first)
}

/// The link that is opened.
fn opened_with(screens: &[Row]) -> String {
    first_visit(screens).unwrap_or_else(address::read)
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
fn skip_to_main(event: MouseEvent) {
    event.prevent_default();
    if let Some(main) = place::first("main") {
        // Not focusable means not there: then there is nowhere to skip to.
        let _ = main.focus();
    }
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
                Drawn::Frame => Some(Drawn::Side),
                Drawn::Side => Some(Drawn::Main),
                Drawn::Main => Some(Drawn::All),
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

/// Set whenever the hand takes something new: what it changes then is a step of its own. The keys that move a slider are one
/// step until something else is taken, or the focus leaves it.
#[hook]
fn use_hand() -> Rc<Cell<bool>> {
    let taken = use_memo((), |()| Cell::new(false));
    let hand = taken.clone();
    use_effect_with((), move |()| {
        let window = gloo::utils::window();
        let moved = Rc::new(RefCell::new(None::<Element>));
        let listeners = ["pointerdown", "focusout", "keydown"].map(|name| {
            let (taken, moved) = (taken.clone(), moved.clone());
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&window, name, options, move |event| {
                let slider = keys::moved_slider(event);
                let before = moved.replace(slider.clone());
                let goes_on = slider.is_some() && slider == before;
                let held = event.dyn_ref::<KeyboardEvent>().is_some_and(KeyboardEvent::repeat);
                if !(goes_on || held) {
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

/// Starts the page with these screens, as soon as it can speak.
pub fn start(screens: &'static [Row]) {
    crash::answer();
    spawn_local(async move {
        let wanted = link::asked_language(&address::read()).unwrap_or_else(language::of_reader);
        language::load(wanted).await;
        let screens = Screens(screens);
        match place::element("app") {
            Some(root) => yew::Renderer::<App>::with_root_and_props(root.into(), AppProps { screens }).render(),
            None => yew::Renderer::<App>::with_props(AppProps { screens }).render(),
        };
    });
}
