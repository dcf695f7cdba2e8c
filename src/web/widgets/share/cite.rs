//! How to cite what an address opens.

use yew::prelude::*;

use super::copy::Copyable;
use crate::view::export::Origin;
use crate::view::export::citation::{self, Day};
use crate::word;

/// The panel.
pub fn cite(origin: &Origin<'_>, say: &Callback<String>) -> Html {
    let language = origin.language;
    let done = word!(language, "Copied: the citation.");
    let sentence = word!(language, "As a sentence");
    html! {
        <div key="cite" class="share-panel">
            <Copyable key="citation" name="citation" label={sentence} text={citation::plain(origin, today())} rows=4 {done} {language} say={say.clone()} />
            <Copyable key="bibtex" name="bibtex" label="BibTeX" text={citation::bibtex(origin, today())} rows=8 {done} {language} say={say.clone()} />
        </div>
    }
}

/// The day of the user's calendar.
fn today() -> Day {
    let now = js_sys::Date::new_0();
    Day {
        year: now.get_full_year(),
        month: now.get_month() + 1,
        day: now.get_date(),
    }
}
