//! One chart with its caption, legend, and the same numbers as a table.

use yew::prelude::*;

use super::ChartKind;
use super::playhead::PlayheadLine;
use crate::app::hatch::strokes;
use crate::app::show::Show;
use crate::app::size::{type_scale, use_size};
use crate::view::charts::{Chart, Cue, Frame, Legend, Table};
use crate::view::palette::Scheme;

/// What is drawn.
#[derive(Clone, PartialEq, Properties)]
pub struct FigureProps {
    /// Which chart.
    pub kind: ChartKind,
    /// What is played.
    pub show: Show,
    /// The colours.
    pub scheme: Scheme,
}

/// A figure.
#[function_component(ChartFigure)]
pub fn chart_figure(props: &FigureProps) -> Html {
    let frame = use_node_ref();
    let as_table = use_state(|| false);
    let size = use_size(&frame);
    let chart = use_memo(
        (props.kind, props.show.clone(), props.scheme, size),
        |(kind, show, scheme, size)| {
            size.map(|size| {
                // The picture grows with the type of the page around it; a scheme's own factor is the chart's business.
                let scale = (type_scale() / scheme.type_factor()).max(0.5);
                let [width, height] = [size.width, size.height].map(|side| (f64::from(side) / scale) as u32);
                let scheme = *scheme;
                let frame = Frame { width, height, scheme };
                kind.draw(&show.trace, &show.lanes, &frame)
            })
        },
    );
    let name = props.kind.name();
    let toggle = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let chart = chart.as_ref().as_ref();
    html! {
        <figure data-chart={name} class={classes!("chart", as_table.then_some("as-table"))}>
            <figcaption>
                <b id={format!("chart-{name}")}>{ chart.map(|chart| chart.caption).unwrap_or_default() }</b>
                <button type="button" class="plain" aria-pressed={as_table.to_string()} onclick={toggle}
                    aria-label={format!("{}: {}", chart.map(|chart| chart.caption).unwrap_or_default(), if *as_table { "as chart" } else { "as table" })}>
                    { if *as_table { "chart" } else { "table" } }
                </button>
            </figcaption>
            <div key="drawing" class="drawing" ref={frame} hidden={*as_table}>
                if let Some(chart) = chart {
                    { drawing(chart) }
                }
            </div>
            if let Some(chart) = chart {
                if *as_table {
                    <div key="table" class="table" tabindex="0" role="region" aria-labelledby={format!("chart-{name}")}>{ table(&chart.table) }</div>
                } else {
                    <ul key="legend" class="legend">{ for chart.legend.iter().map(legend) }</ul>
                }
            }
        </figure>
    }
}

fn drawing(chart: &Chart) -> Html {
    html! {
        <>
            <div key="svg" class="svg" role="img" aria-label={chart.summary.clone()}>
                { Html::from_html_unchecked(AttrValue::from(chart.svg.clone())) }
            </div>
            if let Some(plot) = &chart.plot {
                <PlayheadLine key="playhead" plot={*plot} />
            }
        </>
    }
}

fn legend(entry: &Legend) -> Html {
    html! { <li key={entry.label.clone()}>{ swatch(entry) }{ &entry.label }</li> }
}

/// A piece of the bar or line itself: colour, and what tells it apart without.
fn swatch(entry: &Legend) -> Html {
    let color = entry.color.css();
    match entry.cue {
        Cue::Hatch(hatch) => {
            let on = entry.color.text_on().css();
            html! {
                <svg class="swatch" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                    <rect width="12" height="12" fill={color} />
                    <path d={strokes(hatch)} stroke={on} stroke-opacity="0.55" fill="none" />
                </svg>
            }
        }
        Cue::Dash(dash) => {
            let dashes = dash.pattern().map(|(stroke, gap)| format!("{stroke} {gap}"));
            html! {
                <svg class="swatch" viewBox="0 0 20 12" width="20" height="12" aria-hidden="true">
                    <path d="M0 6h20" stroke={color} stroke-width="2" stroke-dasharray={dashes} />
                </svg>
            }
        }
    }
}

fn table(table: &Table) -> Html {
    html! {
        <table>
            <thead><tr>{ for table.head.iter().enumerate().map(|(index, text)| html! { <th key={index} scope="col">{ text }</th> }) }</tr></thead>
            <tbody>
                { for table.rows.iter().enumerate().map(|(index, row)| html! {
                    <tr key={index}>{ for row.iter().enumerate().map(|(index, text)| html! {
                        if index == 0 { <th key={index} scope="row">{ text }</th> } else { <td key={index}>{ text }</td> }
                    }) }</tr>
                }) }
            </tbody>
        </table>
    }
}
