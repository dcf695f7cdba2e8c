//! The measured points over the predicted lines.

use std::rc::Rc;

use yew::prelude::*;

use crate::measured::Comparison;
use crate::text::Language;
use crate::trace::Trace;
use crate::view::charts::{Chart, Course, Frame, course, memory_left_measured};
use crate::view::palette::Scheme;
use crate::web::screens::lab::charts::figure::framed;
use crate::web::widgets::size::{type_scale, use_size};
use crate::word;

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct OverProps {
    /// Which quantity; memory still to send without one.
    #[prop_or_default]
    pub course: Option<Course>,
    /// Measurement and prediction.
    pub comparison: Rc<Comparison>,
    /// The colours.
    pub scheme: Scheme,
    /// The language.
    pub language: Language,
}

/// A place for a chart, and its frame as soon as it has a size.
#[hook]
pub fn use_frame(scheme: Scheme, language: Language) -> (NodeRef, Option<Frame>) {
    let node = use_node_ref();
    let size = use_size(&node);
    let frame = size.map(|size| {
        // The picture grows with the type of the page around it; a scheme's own factor is the chart's business.
        let scale = (type_scale() / scheme.type_factor()).max(0.5);
        let [width, height] = [size.width, size.height].map(|side| (f64::from(side) / scale) as u32);
        Frame {
            width,
            height,
            scheme,
            language,
        }
    });
    (node, frame)
}

/// The picture of a chart.
pub fn pictured(chart: Option<&Chart>) -> Html {
    let picture = chart.map(|chart| {
        html! {
            <div key="svg" class="svg" role="img" aria-label={chart.summary.clone()}>
                { Html::from_html_unchecked(AttrValue::from(chart.svg.clone())) }
            </div>
        }
    });
    picture.unwrap_or_default()
}

/// Memory still to send, or another quantity.
#[component]
pub fn Over(props: &OverProps) -> Html {
    let language = props.language;
    let (node, frame) = use_frame(props.scheme, language);
    let as_table = use_state(|| false);
    let place = Rc::as_ptr(&props.comparison) as usize;
    let (comparison, of) = (props.comparison.clone(), props.course);
    let chart = use_memo((place, of, frame), move |(_, of, frame)| {
        let frame = frame.as_ref()?;
        let predicted = &comparison.predicted;
        match of {
            Some(of) => course(*of, predicted, &comparison.course(*of), frame),
            None => {
                let points = comparison.points();
                let points: Vec<_> = points
                    .iter()
                    .filter_map(|point| Some((point.at, point.left?)))
                    .collect();
                Some(memory_left_measured(
                    &Trace::new(vec![predicted.clone()]),
                    &points,
                    frame,
                ))
            }
        }
    });
    let chart = chart.as_ref().as_ref();
    let key = html! {
        <p class="note over-key">
            <span><span class="measured-point" aria-hidden="true"></span>{ word!(language, "measured") }</span>
            <span><span class="predicted-line" aria-hidden="true"></span>{ word!(language, "predicted") }</span>
        </p>
    };
    framed(
        language,
        name(of),
        (
            chart.map(|chart| chart.caption).unwrap_or_default(),
            word!(
                language,
                "What was measured, over what the model says of the experiment that was fitted to it."
            ),
        ),
        &as_table,
        Some(node),
        (pictured(chart), of.is_none().then_some(key)),
        || chart.map(|chart| chart.table.clone()).unwrap_or_default(),
    )
}

const fn name(course: Option<Course>) -> &'static str {
    match course {
        None => "measured",
        Some(Course::Sent) => "measured-sent",
        Some(Course::Wire) => "measured-wire",
        Some(Course::Dirtied) => "measured-dirtied",
        Some(Course::Throttle) => "measured-throttle",
    }
}
