//! A host: its memory as a bin, its VMs as blocks in it, its processors as a bar.

use std::rc::Rc;

use yew::prelude::*;

use super::wires::{fill, px, rect};
use crate::view::cluster::plan::{BlockBox, HostBox, Kind, Level, Rect};
use crate::view::cluster::{host, words};
use crate::view::labels::Hatch;
use engine::cluster::HostState;

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct BinProps {
    /// Where everything is.
    pub place: Rc<HostBox>,
    /// How much is shown.
    pub level: Level,
    /// The VM that is framed.
    pub chosen: Option<u32>,
    /// What the ids of hatchings begin with.
    pub ids: &'static str,
    /// Whether what can be done with it is shown.
    pub is_open: bool,
    /// Whether a VM is held over it.
    pub is_over: bool,
}

/// A host. It is drawn again only if something of it has changed.
#[component]
pub fn Bin(props: &BinProps) -> Html {
    let place = &*props.place;
    let name = host(place.host);
    let (bin, whole) = (place.bin, place.whole);
    let full = props.level == Level::Full;
    let class = classes!(
        "host",
        format!("is-{}", words::state_token(place.state)),
        props.is_open.then_some("is-open"),
        props.is_over.then_some("is-over"),
    );
    let size = place.type_size;
    let baseline = whole.y + size + 1.0;
    let head = format!(
        "M{} {}h{}V{}h-{}z",
        px(whole.x - 2.0),
        px(whole.y),
        px(whole.width + 4.0),
        px(bin.y.min(whole.bottom())),
        px(whole.width + 4.0)
    );
    let hatch = match place.state {
        HostState::Off | HostState::ShuttingDown | HostState::Booting => Some("booked"),
        _ => None,
    };
    let bar = &place.bar;
    let tip = AttrValue::from(place.tip.clone());
    html! {
        <g {class} data-host={name.clone()} data-place={place.host.to_string()} data-walk="">
            <g class="host-head" role="button" tabindex="0" data-acts={place.host.to_string()} data-tip={tip.clone()} aria-label={tip}
                aria-expanded={props.is_open.to_string()}>
                <path class="hit" d={head} />
                if let Some(name) = &place.name {
                    <text class="host-name" x={px(whole.x)} y={px(if full { baseline } else { whole.bottom() - bin_gap(place) })} font-size={px(if full { size * 1.09 } else { size * 0.82 })}>{ name }</text>
                }
                if let Some(note) = &place.note {
                    <text class={classes!("host-note", place.is_short.then_some("is-short"))} x={px(whole.x)} y={px(baseline + size * 1.1)} font-size={px(size * 0.9)}>{ note }</text>
                }
            </g>
            { rect(bin, "bin") }
            if let Some(hatch) = hatch {
                <rect class="bin-hatch" x={px(bin.x)} y={px(bin.y)} width={px(bin.width)} height={px(bin.height)} fill={format!("url(#{}-{hatch})", props.ids)} />
            }
            { rect(place.hypervisor, "hypervisor") }
            <Memory blocks={place.blocks.clone()} chosen={props.chosen} ids={props.ids} />
            if let Some((y, free)) = &place.free {
                <text class="free" x={px(bin.x + bin.width / 2.0)} y={px(y + size * 0.35)} text-anchor="middle" font-size={px(size)}>{ free }</text>
            }
            for (index, callout) in place.callouts.iter().enumerate() {
                <text key={index} class={classes!("callout", callout.is_strong.then_some("is-strong"))} x={px(bin.x + 5.0)} y={px(callout.y)}
                    font-size={px(size * 0.86)}>{ &callout.text }</text>
            }
            if place.state == HostState::Dead {
                <path class="cross" d={format!("M{} {}L{} {}M{} {}L{} {}", px(bin.x), px(bin.y), px(bin.right()), px(bin.bottom()), px(bin.right()), px(bin.y), px(bin.x), px(bin.bottom()))} />
            }
            <g class="cores" data-tip={AttrValue::from(bar.tip.clone())}>
                { rect(bar.all, "cores-all") }
                { rect(bar.given, "cores-given") }
                if let Some(missing) = bar.missing {
                    { rect(missing, "cores-missing") }
                    <rect class="hatching" x={px(missing.x)} y={px(missing.y)} width={px(missing.width)} height={px(missing.height)} fill={fill(props.ids, Hatch::Rising)} />
                }
                <path class="cores-wanted" d={format!("M{} {}h{}", px(bar.all.x - 1.0), px(bar.missing.map_or(bar.given.y, |missing| missing.y)), px(bar.all.width + 2.0))} />
            </g>
            if props.is_over {
                { rect(bin, "over") }
            }
        </g>
    }
}

/// From the name of a small bin to the bin.
fn bin_gap(place: &HostBox) -> f64 {
    place.whole.bottom() - place.bin.y.min(place.whole.bottom()) + 3.0
}

/// What is in a bin.
#[derive(PartialEq, Properties)]
struct MemoryProps {
    /// From below.
    blocks: Vec<Rc<BlockBox>>,
    /// See [`BinProps::chosen`].
    chosen: Option<u32>,
    /// See [`BinProps::ids`].
    ids: &'static str,
}

/// The VMs of a host: what they want of its processors changes far more often than who is there.
#[component]
fn Memory(props: &MemoryProps) -> Html {
    let blocks = props.blocks.iter().map(|block| {
        let chosen = block.vm.is_some() && block.vm == props.chosen;
        let key = block.vm.map_or_else(
            || format!("from {}", px(block.rect.bottom())),
            |vm| format!("{vm} {}", block.kind == Kind::Comes),
        );
        html! { <Block {key} block={block.clone()} {chosen} ids={props.ids} /> }
    });
    html! { <>{ for blocks }</> }
}

/// The memory of a VM.
#[derive(PartialEq, Properties)]
struct BlockProps {
    /// Where it is.
    block: Rc<BlockBox>,
    /// Whether it is framed.
    chosen: bool,
    /// See [`BinProps::ids`].
    ids: &'static str,
}

#[component]
fn Block(props: &BlockProps) -> Html {
    let BlockProps { block, chosen, ids } = props;
    let chosen = *chosen;
    let at = block.rect;
    let class = classes!(
        "block",
        format!("kind-{}", block.kind.name()),
        chosen.then_some("is-chosen")
    );
    let hatched = matches!(block.kind, Kind::Leaves | Kind::Comes | Kind::Lost);
    // A block that nothing tells from its neighbours needs a line between them.
    let body = Rect {
        y: at.y + 0.5,
        height: (at.height - 1.0).max(at.height * 0.6),
        ..at
    };
    let baseline = at.y + at.height / 2.0 + block.type_size * 0.36;
    let inner = html! {
        <>
            { rect(body, "body") }
            if hatched {
                <rect class="hatching" x={px(body.x)} y={px(body.y)} width={px(body.width)} height={px(body.height)} fill={format!("url(#{ids}-booked)")} />
            }
            if let Some((strip, role)) = block.progress {
                { rect(strip, &format!("progress role-{}", role.name())) }
            }
            if block.kind == Kind::Arrived {
                { rect(Rect { width: 3.0, ..body }, "arrived-edge") }
            }
            if let Some(name) = &block.name {
                <text class="vm-name" x={px(at.x + 5.0)} y={px(baseline)} font-size={px(block.type_size)}>{ name }</text>
            }
            if let Some(word) = &block.word {
                <text class="vm-word" x={px(at.right() - 4.0)} y={px(baseline)} text-anchor="end" font-size={px(block.type_size)}>{ word }</text>
            }
            if chosen {
                { rect(body, "frame") }
            }
        </>
    };
    match block.vm {
        Some(vm) => {
            let tip = block.tip.clone();
            let is_told = tip.is_some();
            html! {
                <g {class} data-vm={vm.to_string()} data-late={(!is_told).then_some("")}
                    role={is_told.then_some("button")} tabindex={is_told.then_some("-1")} aria-label={tip.clone()} data-tip={tip}
                    aria-pressed={is_told.then(|| chosen.to_string())}>{ inner }</g>
            }
        }
        None => html! { <g {class}>{ inner }</g> },
    }
}
