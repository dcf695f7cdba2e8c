//! Links as pipes, migrations as strands in them, words beside both.

use std::rc::Rc;

use yew::prelude::*;

use crate::view::cluster::plan::{Label, PipeBox, Plan, Rect, Side, StrandBox};
use crate::view::labels::Hatch;
use crate::web::screens::lab::hatch;

/// A length, short: to the hundredth.
pub fn px(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A rectangle.
pub fn rect(at: Rect, class: &str) -> Html {
    html! { <rect class={class.to_owned()} x={px(at.x)} y={px(at.y)} width={px(at.width.max(0.0))} height={px(at.height.max(0.0))} /> }
}

/// What the patterns are for.
#[derive(PartialEq, Properties)]
pub struct PatternsProps {
    /// What their ids begin with.
    pub ids: &'static str,
}

/// The second cue beside colour: tiles half as large as those of bars.
#[component]
pub fn Patterns(props: &PatternsProps) -> Html {
    let ids = props.ids;
    html! {
        <defs>
            for (hatch, name) in hatch::NAMED {
                <pattern key={name} id={format!("{ids}-{name}")} patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="scale(0.5)"
                    viewBox="0 0 12 12">
                    <path d={hatch::strokes(hatch)} stroke="#000" stroke-opacity="0.5" stroke-width="2" fill="none" />
                </pattern>
            }
            <pattern key="booked" id={format!("{ids}-booked")} patternUnits="userSpaceOnUse" width="6" height="6">
                <path class="booked-lines" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
            </pattern>
        </defs>
    }
}

/// What something with this hatch is filled with, once [`Patterns`] are in the picture.
pub fn fill(ids: &str, hatch: Hatch) -> Option<String> {
    hatch::name(hatch).map(|name| format!("url(#{ids}-{name})"))
}

/// So many links are compared, and drawn again, together.
const TOGETHER: usize = 16;

/// The links as they are.
#[derive(PartialEq, Properties)]
struct PipesProps {
    /// Where they are.
    pipes: Vec<Rc<PipeBox>>,
}

/// Links: drawn again only if something of one has changed.
#[component]
fn Pipes(props: &PipesProps) -> Html {
    let pipes = props.pipes.iter().map(|pipe| {
        html! {
            <g class={classes!("pipe", pipe.link.is_none().then_some("is-open"))} data-tip={(!pipe.tip.is_empty()).then(|| pipe.tip.clone())}>
                { rect(pipe.rect, "wall") }
                if let Some(tenants) = pipe.tenants { { rect(tenants, "tenants") } }
                if let Some(closed) = pipe.closed { { rect(closed, "closed") } }
            </g>
        }
    });
    html! { <>{ for pipes }</> }
}

/// All of them.
pub fn wires(plan: &Plan, chosen: Option<u32>, ids: &'static str) -> Html {
    let pipes = plan.pipes.chunks(TOGETHER).enumerate();
    let pipes = pipes.map(|(key, pipes)| html! { <Pipes {key} pipes={pipes.to_vec()} /> });
    let strands = plan.strands.iter().map(|strand| {
        let chosen = chosen == Some(strand.vm);
        html! { <Strand key={strand.place} strand={strand.clone()} {chosen} {ids} /> }
    });
    let full = plan.pipes.iter().filter(|pipe| pipe.is_bottleneck).map(|pipe| {
        let around = Rect {
            x: pipe.rect.x - 2.0,
            y: pipe.rect.y - 1.0,
            width: pipe.rect.width + 4.0,
            height: pipe.rect.height + 2.0,
        };
        rect(around, "bottleneck")
    });
    html! {
        <g class="wires">
            <g>{ for pipes }</g>
            <g>{ for strands }</g>
            { for full }
            <Labels labels={plan.labels.clone()} />
        </g>
    }
}

/// Words beside links.
#[derive(PartialEq, Properties)]
struct LabelsProps {
    /// Where they stand.
    labels: Rc<[Label]>,
}

#[component]
fn Labels(props: &LabelsProps) -> Html {
    let labels = props.labels.iter().map(|label| {
        let anchor = match label.side {
            Side::Start => "start",
            Side::Middle => "middle",
            Side::End => "end",
        };
        let class = classes!("amount", label.is_strong.then_some("is-strong"));
        html! { <text {class} x={px(label.x)} y={px(label.y)} text-anchor={anchor} font-size={px(label.type_size)}>{ &label.text }</text> }
    });
    html! { <>{ for labels }</> }
}

/// A migration on its way.
#[derive(PartialEq, Properties)]
struct StrandProps {
    /// Where it goes.
    strand: Rc<StrandBox>,
    /// Whether its VM is framed.
    chosen: bool,
    /// See [`PatternsProps::ids`].
    ids: &'static str,
}

#[component]
fn Strand(props: &StrandProps) -> Html {
    let StrandProps { strand, chosen, ids } = props;
    let mut path = String::new();
    for at in &strand.rects {
        path.push_str(&format!(
            "M{} {}h{}v{}h-{}z",
            px(at.x),
            px(at.y),
            px(at.width),
            px(at.height),
            px(at.width)
        ));
    }
    let (x, y, half, high) = strand.head;
    path.push_str(&format!(
        "M{} {}l{} {}h-{}z",
        px(x),
        px(y),
        px(half),
        px(high),
        px(half * 2.0)
    ));
    let class = classes!(
        "strand",
        format!("role-{}", strand.role.name()),
        chosen.then_some("is-chosen"),
    );
    html! {
        <g {class} data-vm={strand.vm.to_string()} data-tip={strand.tip.clone()}>
            <path class="body" d={path.clone()} />
            if let Some(fill) = fill(ids, strand.role.hatch()) {
                <path class="hatching" d={path} {fill} />
            }
        </g>
    }
}
