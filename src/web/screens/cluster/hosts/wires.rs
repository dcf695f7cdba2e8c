//! Links as pipes, migrations as strands in them, words beside both.

use yew::prelude::*;

use super::bin::name_of;
use crate::view::cluster::plan::{Plan, Rect, Side, StrandBox};
use crate::view::labels::Hatch;
use crate::web::screens::lab::hatch::strokes;

/// A length, short.
pub fn px(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A rectangle.
pub fn rect(at: Rect, class: &str) -> Html {
    html! { <rect class={class.to_owned()} x={px(at.x)} y={px(at.y)} width={px(at.width.max(0.0))} height={px(at.height.max(0.0))} /> }
}

/// The second cue beside colour.
pub fn patterns(ids: &str) -> Html {
    let named = [Hatch::Rising, Hatch::Falling, Hatch::Upright, Hatch::Crossed];
    let named = named.into_iter().map(|hatch| {
        html! {
            <pattern key={name_of(hatch)} id={format!("{ids}-{}", name_of(hatch))} patternUnits="userSpaceOnUse" width="6" height="6" patternTransform="scale(0.5)"
                viewBox="0 0 12 12">
                <path d={strokes(hatch)} stroke="#000" stroke-opacity="0.5" stroke-width="2" fill="none" />
            </pattern>
        }
    });
    html! {
        <defs>
            { for named }
            <pattern key="booked" id={format!("{ids}-booked")} patternUnits="userSpaceOnUse" width="6" height="6">
                <path class="booked-lines" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
            </pattern>
        </defs>
    }
}

/// All of them.
pub fn wires(plan: &Plan, chosen: Option<u32>, ids: &str) -> Html {
    let pipes = plan.pipes.iter().map(|pipe| {
        html! {
            <g class={classes!("pipe", pipe.link.is_none().then_some("is-open"))} data-tip={(!pipe.tip.is_empty()).then(|| pipe.tip.clone())}>
                { rect(pipe.rect, "wall") }
                if let Some(tenants) = pipe.tenants { { rect(tenants, "tenants") } }
                if let Some(closed) = pipe.closed { { rect(closed, "closed") } }
            </g>
        }
    });
    let strands = plan.strands.iter().map(|strand| strand_view(strand, chosen, ids));
    let full = plan.pipes.iter().filter(|pipe| pipe.is_bottleneck).map(|pipe| {
        let around = Rect {
            x: pipe.rect.x - 2.0,
            y: pipe.rect.y - 1.0,
            width: pipe.rect.width + 4.0,
            height: pipe.rect.height + 2.0,
        };
        rect(around, "bottleneck")
    });
    let labels = plan.labels.iter().map(|label| {
        let anchor = match label.side {
            Side::Start => "start",
            Side::Middle => "middle",
            Side::End => "end",
        };
        let class = classes!("amount", label.is_strong.then_some("is-strong"));
        html! { <text {class} x={px(label.x)} y={px(label.y)} text-anchor={anchor} font-size={px(label.type_size)}>{ &label.text }</text> }
    });
    html! {
        <g class="wires">
            { for pipes }
            { for strands }
            { for full }
            { for labels }
        </g>
    }
}

fn strand_view(strand: &StrandBox, chosen: Option<u32>, ids: &str) -> Html {
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
    let hatch = strand.role.hatch();
    let class = classes!(
        "strand",
        format!("role-{}", strand.role.name()),
        (chosen == Some(strand.vm)).then_some("is-chosen"),
    );
    html! {
        <g key={strand.place} {class} data-vm={strand.vm.to_string()} data-tip={strand.tip.clone()}>
            <path class="body" d={path.clone()} />
            if hatch != Hatch::Plain {
                <path class="hatching" d={path} fill={format!("url(#{ids}-{})", name_of(hatch))} />
            }
        </g>
    }
}
