//! The measured points over the predicted line.

use std::rc::Rc;

use yew::prelude::*;

use crate::measured::Comparison;
use crate::text::Language;
use crate::trace::Trace;
use crate::view::charts::{Frame, memory_left_measured};
use crate::view::palette::Scheme;
use crate::web::screens::lab::charts::figure::framed;
use crate::web::widgets::size::{type_scale, use_size};
use crate::word;

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct OverProps {
    /// Measurement and prediction.
    pub comparison: Rc<Comparison>,
    /// The colours.
    pub scheme: Scheme,
    /// The language.
    pub language: Language,
}

/// Memory still to send.
#[component]
pub fn Over(props: &OverProps) -> Html {
    let node = use_node_ref();
    let as_table = use_state(|| false);
    let size = use_size(&node);
    let place = Rc::as_ptr(&props.comparison) as usize;
    let comparison = props.comparison.clone();
    let chart = use_memo(
        (place, props.scheme, props.language, size),
        move |(_, scheme, language, size)| {
            size.map(|size| {
                // The picture grows with the type of the page around it; a scheme's own factor is the chart's business.
                let scale = (type_scale() / scheme.type_factor()).max(0.5);
                let [width, height] = [size.width, size.height].map(|side| (f64::from(side) / scale) as u32);
                let frame = Frame {
                    width,
                    height,
                    scheme: *scheme,
                    language: *language,
                };
                let trace = Trace::new(vec![comparison.predicted.clone()]);
                let points = comparison.points();
                let points: Vec<_> = points
                    .iter()
                    .filter_map(|point| Some((point.at, point.left?)))
                    .collect();
                memory_left_measured(&trace, &points, &frame)
            })
        },
    );
    let chart = chart.as_ref().as_ref();
    let picture = chart.map(|chart| {
        html! {
            <div key="svg" class="svg" role="img" aria-label={chart.summary.clone()}>
                { Html::from_html_unchecked(AttrValue::from(chart.svg.clone())) }
            </div>
        }
    });
    let language = props.language;
    let key = html! {
        <p class="note over-key">
            <span><span class="measured-point" aria-hidden="true"></span>{ word!(language, "measured") }</span>
            <span><span class="predicted-line" aria-hidden="true"></span>{ word!(language, "predicted") }</span>
        </p>
    };
    framed(
        language,
        "measured",
        (
            chart.map(|chart| chart.caption).unwrap_or_default(),
            word!(
                language,
                "What was measured, over what the model says of the experiment that was fitted to it."
            ),
        ),
        &as_table,
        Some(node),
        (picture.unwrap_or_default(), Some(key)),
        || chart.map(|chart| chart.table.clone()).unwrap_or_default(),
    )
}
