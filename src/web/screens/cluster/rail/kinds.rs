//! Which kind of migration: of all VMs, and of some classes.

use engine::cluster::settings::ClassName;
use yew::prelude::*;

use super::fields::Part;
use super::hand::Hand;
use crate::params::Lane;
use crate::view::cluster::offers;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::About;
use crate::web::widgets::select::{Select, choice_list};
use crate::{say, word};

const KEY: &str = "by";

/// A list for all, and a line for each class that has another.
pub fn form(hand: &Hand, about: &About) -> Html {
    let language = hand.language;
    let kinds = &hand.cluster().kinds;
    let mut usual = choice_list(
        language,
        kinds.usual,
        &hand.edit_cluster(KEY, |asked, kind: Lane| asked.kinds.usual = kind),
        |kind| kind,
    );
    usual.id = Some(about.target().into());
    let used = |name: &ClassName| {
        hand.cluster().vms.iter().any(|group| group.class == *name) && kinds.of.iter().all(|(other, _)| other != name)
    };
    let others: Vec<ClassName> = offers::names(hand.cluster()).into_iter().filter(used).collect();
    let below = html! {
        <>
            for (index, (class, kind)) in kinds.of.iter().enumerate() {
                { line(hand, index, class, *kind) }
            }
            if !others.is_empty() {
                { more(hand, others) }
            }
        </>
    };
    about.control(about.help(), html! { <Select ..usual /> }, below)
}

fn line(hand: &Hand, index: usize, class: &ClassName, kind: Lane) -> Html {
    let language = hand.language;
    let part = Part::new(hand, KEY, index, "kind", class.as_str());
    let on_kind = hand.edit_cluster(KEY, move |asked, kind: Lane| {
        if let Some((_, old)) = asked.kinds.of.get_mut(index) {
            *old = kind;
        }
    });
    let mut list = choice_list(language, kind, &on_kind, |kind| kind);
    list.id = Some(part.id.clone().into());
    let remove = hand.edit_cluster(KEY, move |asked, _: MouseEvent| {
        if index < asked.kinds.of.len() {
            asked.kinds.of.remove(index);
        }
    });
    html! {
        <div key={class.to_string()} class="cluster-act">
            <label for={part.id}>{ class.as_str() }</label>
            <span class="gap"></span>
            <Select ..list />
            <button type="button" class="reset" aria-label={say!(language, "Remove {0}", class)} onclick={remove}>{ Icon::Close.html() }</button>
        </div>
    }
}

/// Another kind for one of the classes.
fn more(hand: &Hand, classes: Vec<ClassName>) -> Html {
    let language = hand.language;
    let part = Part {
        id: hand.id("by-more"),
        label: hand.name(word!(language, "Another kind for a class")),
    };
    let mut options: Vec<(AttrValue, AttrValue)> = vec![("".into(), word!(language, "+ otherwise for …").into())];
    options.extend(
        classes
            .iter()
            .map(|name| (name.to_string().into(), name.to_string().into())),
    );
    let usual = hand.cluster().kinds.usual;
    let on_class = hand.edit_cluster(KEY, move |asked, class: ClassName| {
        let kind = if usual == Lane::Cold { Lane::Live } else { Lane::Cold };
        asked.kinds.of.push((class, kind));
        asked.kinds.of.sort_by(|(one, _), (other, _)| one.cmp(other));
    });
    html! { <div key="more" class="cluster-act cluster-more">{ part.choice(options, String::new(), &on_class, |token| ClassName::parse(&token).ok()) }</div> }
}
