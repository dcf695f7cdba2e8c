//! A list to choose a word from.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::params::{Choice, Word};
use crate::text::Language;

/// What the list offers and what is chosen.
#[derive(Clone, Default, PartialEq, Properties)]
pub struct SelectProps {
    /// Its id, for a label.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its name where no label stands beside it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The id of its help.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// For tests.
    #[prop_or_default]
    pub action: Option<AttrValue>,
    /// Headings, each over so many of the options.
    #[prop_or_default]
    pub groups: Vec<(&'static str, usize)>,
    /// Values with their labels.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The chosen value.
    pub value: AttrValue,
    /// Called with another one.
    pub on_choose: Callback<String>,
}

/// A native list whose choice always is the one in the state: the browser
/// ignores a `selected` attribute once somebody has chosen.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((props.value.clone(), props.options.clone()), move |(value, _)| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        });
    }
    let onchange = {
        let (node, value) = (node.clone(), props.value.clone());
        props.on_choose.reform(move |event: Event| {
            let chosen = event
                .target_dyn_into::<HtmlSelectElement>()
                .map(|select| select.value())
                .unwrap_or_default();
            // Back to what the state says, until it says something else.
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(if chosen.is_empty() { &value } else { &chosen });
            }
            chosen
        })
    };
    let options = props.options.iter().map(|(value, label)| {
        html! { <option key={value.to_string()} value={value.clone()}>{ label.clone() }</option> }
    });
    let mut options: Vec<Html> = options.collect();
    if !props.groups.is_empty() {
        let mut rest = options.into_iter();
        let group = |&(label, size): &(&'static str, usize)| {
            html! { <optgroup key={label} {label}>{ for rest.by_ref().take(size) }</optgroup> }
        };
        options = props.groups.iter().map(group).collect();
    }
    html! {
        <select ref={node} id={props.id.clone()} aria-label={props.label.clone()} data-action={props.action.clone()}
            aria-describedby={props.described_by.clone()} {onchange}>
            { for options }
        </select>
    }
}

/// The words of a table as a list; a choice becomes what `on_choose` is called with.
#[must_use]
pub fn choice_list<C: Choice, T: 'static>(
    language: Language,
    value: C,
    on_choose: &Callback<T>,
    meaning: impl Fn(C) -> T + 'static,
) -> SelectProps {
    let on_choose = on_choose.clone();
    SelectProps {
        options: options(language, C::WORDS),
        value: value.token().into(),
        on_choose: Callback::from(move |token: String| {
            if let Some(choice) = C::from_token(&token) {
                on_choose.emit(meaning(choice));
            }
        }),
        ..SelectProps::default()
    }
}

/// The words of a table as options.
#[must_use]
pub fn options(language: Language, words: &[Word]) -> Vec<(AttrValue, AttrValue)> {
    let option = |word: &Word| (word.token.into(), word.label.get(language).into());
    words.iter().map(option).collect()
}
