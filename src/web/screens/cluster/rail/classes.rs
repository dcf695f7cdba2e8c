//! The classes that are described: a name and what stands after `class.NAME=` in a link.

use engine::cluster::settings::{Class, ClassName};
use yew::prelude::*;

use super::fields::Part;
use super::hand::Hand;
use crate::view::cluster::offers;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::About;
use crate::web::widgets::params::typed::Typed;
use crate::{say, word};

const KEY: &str = "class.NAME";

/// A line for each, and a list of those that can be described otherwise.
pub fn form(hand: &Hand, about: &About) -> Html {
    let language = hand.language;
    let classes = &hand.cluster().classes;
    let described = |name: &ClassName| classes.iter().any(|class| class.name == *name);
    let others = offers::names(hand.cluster())
        .into_iter()
        .filter(|name| !described(name));
    let mut options: Vec<(AttrValue, AttrValue)> = vec![("".into(), word!(language, "+ describe …").into())];
    options.extend(others.map(|name| (name.to_string().into(), name.to_string().into())));
    let on_describe = hand.edit_cluster(KEY, |asked, name: ClassName| {
        asked.classes.extend(Class::built_in(&name));
        asked.classes.sort_by(|one, other| one.name.cmp(&other.name));
    });
    let more = Part {
        id: about.target(),
        label: hand.name(word!(language, "Describe a class")),
    };
    let below = html! {
        <>
            for (index, class) in classes.iter().enumerate() {
                { line(hand, index, class) }
            }
            <div key="more" class="cluster-act">{ more.choice(options, String::new(), &on_describe, |token| ClassName::parse(&token).ok()) }</div>
        </>
    };
    about.control(about.help(), html! {}, below)
}

fn line(hand: &Hand, index: usize, class: &Class) -> Html {
    let language = hand.language;
    let name = class.name.to_string();
    let part = Part::new(hand, "class", index, "body", &name);
    let set = hand.edit_cluster(KEY, move |asked, class: Class| {
        if let Some(old) = asked.classes.get_mut(index) {
            *old = class;
        }
    });
    let of = class.name.clone();
    let take = Callback::from(move |typed: String| {
        set.emit(Class::described(of.clone(), &typed, &mut Vec::new()).map_err(|error| error.text(language))?);
        Ok(None)
    });
    let remove = hand.edit_cluster(KEY, move |asked, _: MouseEvent| {
        if index < asked.classes.len() {
            asked.classes.remove(index);
        }
    });
    html! {
        <div key={name.clone()} class="cluster-line">
            <div key="head" class="cluster-act">
                <label for={part.id.clone()}>{ &name }</label>
                <span class="gap"></span>
                <button type="button" class="reset" aria-label={say!(language, "Remove {0}", name)} onclick={remove}>{ Icon::Close.html() }</button>
            </div>
            <Typed key="body" id={part.id} value={class.body()} {take} />
        </div>
    }
}
