//! The colours of the page, as asked for by the link, the user or the system.

use gloo::events::EventListener;
use web_sys::MediaQueryList;
use yew::prelude::*;

use crate::link::Page;
use crate::params::Theme;
use crate::view::palette::Scheme;
use crate::web::widgets::place;

/// Whether a media query holds now.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let list = use_memo((), |()| gloo::utils::window().match_media(query).ok().flatten());
    let holds = use_state(|| list.as_ref().as_ref().is_some_and(MediaQueryList::matches));
    let setter = holds.setter();
    use_effect_with((), move |()| {
        let listener = list.as_ref().as_ref().map(|list| {
            let asked = list.clone();
            EventListener::new(list, "change", move |_| setter.set(asked.matches()))
        });
        move || drop(listener)
    });
    *holds
}

/// The scheme in force, also told to the style sheet.
#[hook]
pub fn use_scheme(page: &Page) -> Scheme {
    let dark = use_media("(prefers-color-scheme: dark)");
    let scheme = match page.theme {
        Theme::Light => Scheme::Light,
        Theme::Dark => Scheme::Dark,
        Theme::Projector => Scheme::Projector,
        Theme::Auto if page.present => Scheme::Projector,
        Theme::Auto if dark => Scheme::Dark,
        Theme::Auto => Scheme::Light,
    };
    use_effect_with((scheme, page.present), |&(scheme, present)| {
        if let Some(root) = place::root() {
            // The root of a document takes data attributes.
            let _ = root.dataset().set("theme", name(scheme));
            let _ = root.dataset().set("present", if present { "on" } else { "off" });
        }
    });
    scheme
}

fn name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Light => "light",
        Scheme::Dark => "dark",
        Scheme::Projector => "projector",
    }
}
