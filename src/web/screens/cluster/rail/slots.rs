//! How many migrations at once: by number, or as a platform has it.

use engine::cluster::MAX_VMS;
use engine::cluster::settings::{Limit, Limits, Slots};
use engine::params::Param;
use engine::params::Value;
use yew::prelude::*;

use super::fields::Part;
use super::hand::Hand;
use crate::view::cluster::limits;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::About;
use crate::{say, word};

const KEY: &str = "slots";
/// A limit to begin with.
const FIRST: u32 = 2;
/// The value of the list while there are numbers.
const NUMBERS: &str = "";

/// A list of the platforms, and fields while there are numbers.
pub fn form(hand: &Hand, about: &About) -> Html {
    let language = hand.language;
    let slots = hand.cluster().slots;
    let on_slots = hand.edit_cluster(KEY, |asked, slots| asked.slots = slots);
    let param = about.param;
    let mut options: Vec<(AttrValue, AttrValue)> = vec![(NUMBERS.into(), word!(language, "by number").into())];
    options.extend(Slots::platforms().map(|name| (name.into(), say!(language, "as {0}", name).into())));
    let value = match slots {
        Slots::Limits(_) => NUMBERS.to_owned(),
        Slots::Platform(_) => slots.print(param).unwrap_or_default(),
    };
    let list = Part {
        id: about.target(),
        label: hand.name(param.label.get(language)),
    };
    let inside = list.choice(options, value, &on_slots, move |token| read(param, &token));
    let below = match slots {
        Slots::Limits(limits) => numbers(hand, about, limits, &on_slots),
        Slots::Platform(_) => html! {},
    };
    about.control(about.help(), inside, below)
}

fn read(param: &Param, token: &str) -> Option<Slots> {
    if token == NUMBERS {
        Some(Slots::USUAL)
    } else {
        Slots::read(param, token, &mut Vec::new()).ok()
    }
}

/// A line for each limit that there is, and a list of the others.
fn numbers(hand: &Hand, about: &About, limits: Limits, on_slots: &Callback<Slots>) -> Html {
    let language = hand.language;
    let set = |limit: Limit| on_slots.reform(move |number: Option<u32>| Slots::Limits(limits.with(limit, number)));
    let line = |(index, limit): (usize, Limit)| {
        let (word, label) = (limit.token(), limits::label(limit).get(language));
        let number = limits.of(limit)?;
        let part = Part::new(hand, KEY, index, word, label);
        let set = set(limit);
        let field = part.number(hand, [1, MAX_VMS], number, &set.reform(Some));
        Some(html! {
            <div key={word} class="cluster-act" data-limit={word}>
                <label for={part.id}>{ label }</label>
                <span class="gap"></span>
                { field }
                <button type="button" class="reset" aria-label={say!(language, "No limit: {0}", label)} onclick={set.reform(|_: MouseEvent| None)}>{ Icon::Close.html() }</button>
            </div>
        })
    };
    let mut others: Vec<(AttrValue, AttrValue)> = vec![("".into(), word!(language, "+ limit …").into())];
    let open = Limit::ALL.into_iter().filter(|limit| limits.of(*limit).is_none());
    others.extend(open.map(|limit| (limit.token().into(), limits::label(limit).get(language).into())));
    let more = Part {
        id: format!("{}-more", about.target()),
        label: hand.name(word!(language, "A further limit")),
    };
    let on_more = on_slots.reform(move |limit: Limit| Slots::Limits(limits.with(limit, Some(FIRST))));
    let read = |token: String| Limit::read(&token);
    html! {
        <>
            for line in Limit::ALL.into_iter().enumerate().filter_map(line) {
                { line }
            }
            if others.len() > 1 {
                <div key="more" class="cluster-act cluster-more">{ more.choice(others, String::new(), &on_more, read) }</div>
            }
        </>
    }
}
