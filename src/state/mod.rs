//! The state of the page and how actions change it: pure.
//!
//! [`State`] is the shell: language, colours, notices, and which screen is shown. What a screen knows is behind the trait
//! [`Screen`], a value of its own; the [`lab`] is one. The shell is given the list of screens, a [`ScreenRow`] each.

mod clock;
pub mod cluster;
mod history;
pub mod lab;
pub mod learn;
pub mod measured;
mod screen;
pub mod share;

use std::any::Any;
use std::rc::Rc;

pub use clock::{Clock, tidy};
use history::History;
pub use history::MOST_STEPS;
use screen::keys_of;
pub use screen::{Screen, ScreenRow};

use crate::link::{self, Experiment, Head, Notice, Offer, Page, Problem, Reader, ScreenKeys, page};
use crate::params::{Part, ScreenName, Theme};
use crate::text::Language;

/// The page: what is around the screens, and each screen as it was left.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// How the page looks; its language is the one that it speaks.
    pub page: Page,
    /// The language that the link asks for or the user chose; it goes into links.
    pub asked_language: Option<Language>,
    /// The reader's own language, for links that ask for none.
    pub reader: Language,
    /// What the opened link got wrong, until dismissed.
    pub notices: Vec<Notice>,
    /// The language that was wanted and could not be had, until dismissed.
    pub missing_language: Option<Language>,
    /// The theme to go back to when the presentation is over.
    pub before_present: Option<Theme>,
    rows: Rc<[ScreenRow]>,
    /// The place of the screen that is shown, in `rows` and in `screens`.
    shown: usize,
    /// `None` for those that nobody has seen yet.
    screens: Vec<Option<Rc<dyn Screen>>>,
}

/// What can happen to the page.
#[derive(Clone, Debug)]
pub enum Action {
    /// An action of a screen; made by [`Action::on_screen`].
    OnScreen(Rc<dyn Any>),
    /// The hand has left what it changed: the next change is a step of its own.
    Settle,
    /// The last change on the screen is taken back.
    Undo,
    /// The change taken back last is made again.
    Redo,
    /// Another screen, as it was left.
    Show(ScreenName),
    /// A link is opened: the address of the page, or a step back in history.
    Open(String),
    /// A link is opened for what it says about its screen; the look of the page stays.
    Travel(String),
    /// What a link may have meant is taken.
    Take(Offer),
    /// The notices were read.
    DismissNotices,
    /// Other colours.
    Theme(Theme),
    /// Another language.
    Language(Language),
    /// The texts of the wanted language have come.
    Speak(Language),
    /// The texts of the wanted language could not be had.
    KeepLanguage(Language),
    /// For a lecture room, or not any more.
    TogglePresent,
}

impl Action {
    /// What is done on a screen.
    #[must_use]
    pub fn on_screen<A: Any>(action: A) -> Self {
        Self::OnScreen(Rc::new(action))
    }
}

impl State {
    /// The page as a link describes it. `rows` are the screens that there are; the first is shown where a link asks for none.
    ///
    /// # Panics
    /// If there is none; a programming error.
    #[must_use]
    pub fn open(text: &str, reader: Language, rows: &[ScreenRow]) -> Self {
        Self::open_in(text, reader, rows.into())
    }

    fn open_in(text: &str, own: Language, rows: Rc<[ScreenRow]>) -> Self {
        let mut link = reader(text, &rows);
        let shown = place_of(&rows, link.screen());
        let asked_language = link.asked_language();
        let page = Page {
            language: asked_language.unwrap_or(own),
            ..link.page()
        };
        let mut screens = vec![None; rows.len()];
        screens[shown] = Some((rows[shown].open)(&mut link));
        Self {
            page,
            asked_language,
            reader: own,
            notices: link.finish(),
            missing_language: None,
            before_present: None,
            rows,
            shown,
            screens,
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::OnScreen(action) => next.act(&*action),
            Action::Settle => next.change(Screen::settle),
            Action::Undo => next.change(Screen::undo),
            Action::Redo => next.change(Screen::redo),
            Action::Show(name) => next.show(name),
            Action::Open(text) => next = self.elsewhere(&text),
            Action::Travel(text) => next.travel(&text),
            Action::Take(offer) => next.take(&offer),
            Action::DismissNotices => {
                next.notices.clear();
                next.missing_language = None;
            }
            Action::Theme(theme) => next.page.theme = theme,
            Action::Language(language) => next.choose(language),
            Action::Speak(language) if language == self.wanted_language() => {
                next.page.language = language;
                next.missing_language = None;
            }
            Action::KeepLanguage(missing) if missing == self.wanted_language() => {
                next.choose(self.language());
                next.missing_language = Some(missing);
            }
            // Meanwhile another one was chosen.
            Action::Speak(_) | Action::KeepLanguage(_) => {}
            Action::TogglePresent => {
                next.page.present = !next.page.present;
                if next.page.present {
                    // The colours of the desk would keep the large type away.
                    next.before_present = Some(std::mem::replace(&mut next.page.theme, Theme::Auto));
                } else if let Some(theme) = next.before_present.take()
                    && next.page.theme == Theme::Auto
                {
                    next.page.theme = theme;
                }
            }
        }
        next
    }

    /// The screen that knows an action takes it, even if it has been left meanwhile.
    fn act(&mut self, action: &dyn Any) {
        for screen in self.screens.iter_mut().flatten() {
            if let Some(next) = screen.reduce(action) {
                *screen = next;
                return;
            }
        }
    }

    fn change(&mut self, change: impl FnOnce(&dyn Screen) -> Option<Rc<dyn Screen>>) {
        if let Some(next) = change(&**self.current()) {
            self.screens[self.shown] = Some(next);
        }
    }

    fn show(&mut self, name: ScreenName) {
        self.shown = place_of(&self.rows, name);
        if self.screens[self.shown].is_none() {
            let row = &self.rows[self.shown];
            let fresh = (row.open)(&mut reader(row.usual, &self.rows));
            self.screens[self.shown] = Some(fresh);
        }
        // They were about the link that opened another screen.
        self.notices.clear();
    }

    /// Another link, opened in the same page.
    fn elsewhere(&self, text: &str) -> Self {
        let mut next = Self {
            before_present: self.before_present,
            ..Self::open_in(text, self.reader, self.rows.clone())
        };
        let fresh = next.current().clone();
        next.screens.clone_from(&self.screens);
        next.put(fresh, false);
        next
    }

    fn travel(&mut self, text: &str) {
        let rows = self.rows.clone();
        let mut link = reader(text, &rows);
        self.shown = place_of(&rows, link.screen());
        let fresh = (rows[self.shown].open)(&mut link);
        self.put(fresh, true);
        self.notices = link.finish();
        self.missing_language = None;
    }

    /// What a link may have meant, on the screen as it is now. Other notices stay.
    fn take(&mut self, offer: &Offer) {
        let before = std::mem::take(&mut self.notices);
        self.travel(&offer.after(&self.link()));
        let repeated = |notice: &Notice| matches!(notice.problem(), Problem::Repeated { .. });
        self.notices.retain(|notice| !repeated(notice));
        let others = before.into_iter().filter(|notice| !notice.offers().contains(offer));
        self.notices.splice(0..0, others);
    }

    /// Puts a screen where the same one was before. One that a step in history leads back to is as it was left.
    fn put(&mut self, fresh: Rc<dyn Screen>, anew: bool) {
        let before = self.screens[self.shown].take();
        self.screens[self.shown] = Some(match before {
            Some(before) if !anew && keys_of(&*before) == keys_of(&*fresh) => before,
            Some(before) => before.reopened(fresh, anew),
            None => fresh,
        });
    }

    fn choose(&mut self, language: Language) {
        // A link without a language opens in its reader's; the default needs no words unless one was asked for.
        let named = language != Language::default() || self.asked_language.is_some();
        self.asked_language = named.then_some(language);
        self.reader = language;
        self.page.language = language;
        self.missing_language = None;
    }

    fn current(&self) -> &Rc<dyn Screen> {
        self.screens[self.shown].as_ref().expect("what is shown is there")
    }

    /// The names of all screens, in the order of the list.
    pub fn names(&self) -> impl Iterator<Item = ScreenName> + '_ {
        self.rows.iter().map(ScreenRow::name)
    }

    /// Which screen is shown.
    #[must_use]
    pub fn shown(&self) -> ScreenName {
        self.rows[self.shown].name()
    }

    /// The screen that is shown, if it is of this type.
    #[must_use]
    pub fn screen<S: Screen>(&self) -> Option<Rc<S>> {
        let shown: Rc<dyn Any> = self.current().clone();
        shown.downcast().ok()
    }

    /// The link to what is shown, without the moment of a playhead.
    #[must_use]
    pub fn link(&self) -> String {
        self.link_to(self.shown())
    }

    /// The link to a screen as it was left.
    #[must_use]
    pub fn link_to(&self, screen: ScreenName) -> String {
        let place = place_of(&self.rows, screen);
        match &self.screens[place] {
            Some(left) => self.link_with(screen, |text| left.link(text)),
            None if self.rows[place].usual.is_empty() => self.link_with(screen, |_| {}),
            None => self.with_page(self.rows[place].usual.to_owned()),
        }
    }

    /// The link to a screen about which `say` tells.
    #[must_use]
    pub fn link_with(&self, screen: ScreenName, say: impl FnOnce(&mut String)) -> String {
        let mut text = String::new();
        let head = Head {
            screen,
            ..Head::default()
        };
        link::add(&mut text, &head);
        say(&mut text);
        self.with_page(text)
    }

    fn with_page(&self, mut text: String) -> String {
        link::add(&mut text, &self.linked_page());
        self.with_language(text)
    }

    /// The link to what is shown, from a frame in another page to the whole page.
    #[must_use]
    pub fn whole_link(&self) -> String {
        let mut whole = self.clone();
        whole.page = Page {
            language: whole.page.language,
            ..Page::default()
        };
        whole.link()
    }

    /// A link to the Lab.
    #[must_use]
    pub fn print(&self, experiment: &Experiment) -> String {
        self.with_language(link::print(experiment))
    }

    /// What a link says about the page.
    #[must_use]
    pub fn linked_page(&self) -> Page {
        Page {
            language: self.asked_language.unwrap_or_default(),
            ..self.page.clone()
        }
    }

    /// A default language that was asked for is said, because it holds against the reader's own.
    fn with_language(&self, mut text: String) -> String {
        if self.asked_language == Some(Language::default()) {
            let sign = if text.is_empty() { "" } else { "&" };
            text += sign;
            text += page::Id::Language.param().key;
            text.push('=');
            text += Language::default().tag();
        }
        text
    }

    /// The language of the page: the wanted one, as soon as its texts are there.
    #[must_use]
    pub fn language(&self) -> Language {
        self.page.language
    }

    /// What the link asks for, or else the reader's own.
    #[must_use]
    pub fn wanted_language(&self) -> Language {
        self.asked_language.unwrap_or(self.reader)
    }

    /// Whether a part of the page is shown.
    #[must_use]
    pub fn shows(&self, part: Part) -> bool {
        !self.page.hidden.contains(&part)
    }
}

fn reader<'a>(text: &'a str, rows: &[ScreenRow]) -> Reader<'a> {
    let keys: Vec<ScreenKeys> = rows.iter().map(|row| row.keys).collect();
    Reader::new(text, &keys)
}

/// The place of a screen in the list; the first for one that is not there.
fn place_of(rows: &[ScreenRow], name: ScreenName) -> usize {
    rows.iter().position(|row| row.name() == name).unwrap_or(0)
}
