//! A sign at a place of an axis.

use yew::prelude::*;

use super::place::use_place;
use crate::units::Share;

/// A place on an axis.
#[derive(PartialEq, Properties)]
pub struct MarkProps {
    /// Where it is.
    pub share: Share,
    /// A sign and what it means.
    pub name: &'static str,
}

/// A mark on an axis.
#[component]
pub fn AxisMark(props: &MarkProps) -> Html {
    let node = use_node_ref();
    use_place(&node, "--at", props.share);
    html! { <span class="at" ref={node} title={props.name}>{ props.name.chars().next().map(String::from) }</span> }
}
