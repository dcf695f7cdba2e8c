//! Parameters one click away.

use yew::prelude::*;

use crate::count;
use crate::text::Language;

/// What the handle of a fold says: its title, or else how many parameters there are, and how many of them are changed.
#[must_use]
pub fn counted(language: Language, title: Option<&str>, [all, changed]: [usize; 2]) -> String {
    let mut told = match title {
        Some(title) => title.to_owned(),
        None => count!(language, all as f64, "{0} more setting", "{0} more settings", all),
    };
    if changed > 0 {
        told += &count!(language, changed as f64, " · {0} changed", " · {0} changed", changed);
    }
    told
}

/// What the fold shows.
#[derive(PartialEq, Properties)]
pub struct FoldProps {
    /// What its handle says.
    pub title: AttrValue,
    /// How many of its rows are changed.
    pub changed: usize,
    /// Counts the links opened.
    pub opened: u32,
    /// The rows.
    pub children: Html,
}

/// The fold. Only an opened link unfolds them by itself: a fold that moves otherwise takes controls away
/// under the hand.
#[component]
pub fn Fold(props: &FoldProps) -> Html {
    let open = use_state(|| false);
    {
        let (open, changed) = (open.setter(), props.changed);
        use_effect_with(props.opened, move |_| {
            if changed > 0 {
                open.set(true);
            }
        });
    }
    let onclick = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            open.set(!*open);
        })
    };
    // What was never unfolded need not be there; what was stays, with whatever stands half typed in it.
    let drawn = use_mut_ref(|| false);
    let drawn = {
        let mut drawn = drawn.borrow_mut();
        *drawn |= *open;
        *drawn
    };
    html! {
        <details class="more" open={*open}>
            <summary {onclick}>{ &props.title }</summary>
            if drawn {
                { props.children.clone() }
            }
        </details>
    }
}
