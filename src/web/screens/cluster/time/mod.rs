//! The migrations over time.

use std::rc::Rc;

use yew::prelude::*;

use super::Run;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::vm;
use crate::view::format;
use crate::view::palette::Scheme;

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct TimeProps {
    /// The runs.
    pub runs: Rc<[Run]>,
    /// The moment.
    pub now: SimTime,
    /// Where the clock ends.
    pub end: SimTime,
    /// The VM that is looked at.
    pub chosen: Option<u32>,
    /// The language.
    pub language: Language,
    /// The colours.
    pub scheme: Scheme,
    /// Looks at another VM.
    pub on_choose: Callback<Option<u32>>,
    /// Goes to a moment.
    pub on_seek: Callback<SimTime>,
}

/// The migrations.
#[component]
pub fn TimeView(props: &TimeProps) -> Html {
    let language = props.language;
    html! {
        <ul class="cluster-time">
            for run in props.runs.iter() {
                for one in run.record.moves.iter().take(40) {
                    <li>{ run.side.letter() }{ " " }{ vm(&run.record, one.vm) }{ " " }{ format::clock(language, one.start) }</li>
                }
            }
        </ul>
    }
}
