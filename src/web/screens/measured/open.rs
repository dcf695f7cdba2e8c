//! What the text leaves open: the writes that fit as a line on a map of region and rate.

use std::rc::Rc;

use yew::prelude::*;

use super::chart::{pictured, use_frame};
use crate::explore::map::Fate;
use crate::explore::plane::Plane;
use crate::measured::range::plane;
use crate::measured::{Comparison, range};
use crate::text::Language;
use crate::units::{Bytes, Rate};
use crate::view::charts::open;
use crate::view::palette::Scheme;
use crate::web::screens::lab::charts::figure::framed;
use crate::web::widgets::slices::{Pending, in_slices};
use crate::word;

/// The map around what fits; `None` while it is computed.
#[hook]
fn use_plane(comparison: &Rc<Comparison>) -> Option<Rc<Plane>> {
    let shown = use_state(|| None);
    let pending: Pending = use_mut_ref(|| None);
    let show = shown.setter();
    let comparison = comparison.clone();
    use_effect_with(Rc::as_ptr(&comparison) as usize, move |_| {
        show.set(None);
        if let Some(mut plane) = plane(&comparison.fitted) {
            in_slices(pending.clone(), move |may_go_on| {
                while !plane.is_done() && may_go_on() {
                    plane.go_on();
                }
                if plane.is_done() {
                    show.set(Some(Rc::new(plane.clone())));
                }
                !plane.is_done()
            });
        }
        move || drop(pending.borrow_mut().take())
    });
    (*shown).clone()
}

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct OpenProps {
    /// Measurement and prediction.
    pub comparison: Rc<Comparison>,
    /// The colours.
    pub scheme: Scheme,
    /// The language.
    pub language: Language,
}

/// Region and rate.
#[component]
pub fn Open(props: &OpenProps) -> Html {
    let (node, frame) = use_frame(props.scheme, props.language);
    let as_table = use_state(|| false);
    let plane = use_plane(&props.comparison);
    let at = plane.as_ref().map(|plane| Rc::as_ptr(plane) as usize);
    let comparison = props.comparison.clone();
    let chart = use_memo((at, frame), move |(_, frame)| {
        let fitted = &comparison.fitted;
        let here = fitted.scenario.writes.first()?;
        let possible = range(fitted, usize::MAX);
        let writes: Vec<(Bytes, Rate, Fate)> = possible
            .iter()
            .map(|possible| (possible.region, possible.rate, Fate::of(&possible.outlook)))
            .collect();
        Some(open(
            plane.as_ref()?,
            &writes,
            (here.region, here.rate),
            frame.as_ref()?,
        ))
    });
    let chart = chart.as_ref().as_ref();
    let language = props.language;
    let key = html! {
        <p class="note over-key">
            { word!(language, "Each point of the line fits the text as well as any other; the square stands in for them. The stronger the colour, the longer the downtime; dark: it never ends.") }
        </p>
    };
    framed(
        language,
        "open",
        (
            chart.map(|chart| chart.caption).unwrap_or_default(),
            word!(
                language,
                "How much memory the VM may write to, and how fast, for the measured figures to come out."
            ),
        ),
        &as_table,
        Some(node),
        (pictured(chart), Some(key)),
        || chart.map(|chart| chart.table.clone()).unwrap_or_default(),
    )
}
