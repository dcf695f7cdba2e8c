//! How many migrations at once: by number, or as a platform has it.

use engine::cluster::MAX_VMS;
use engine::cluster::settings::{Limits, Slots};
use engine::params::Param;
use engine::params::Value;
use yew::prelude::*;

use super::fields::Part;
use super::hand::Hand;
use crate::view::cluster::limits::LIMITS;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::About;
use crate::{say, word};

const KEY: &str = "slots";
/// A limit to begin with.
const FIRST: u32 = 2;
/// The value of the list while there are numbers.
const NUMBERS: &str = "";

/// Where a limit stands.
type Field = fn(&mut Limits) -> &mut Option<u32>;

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
    let of = |limit: Field| *limit(&mut limits.clone());
    let set = |limit: Field| {
        on_slots.reform(move |number: Option<u32>| {
            let mut limits = limits;
            *limit(&mut limits) = number;
            Slots::Limits(limits)
        })
    };
    let line = |index: usize| {
        let (word, limit) = (LIMITS[index].token, LIMITS[index].of);
        let number = of(limit)?;
        let label = LIMITS[index].label.get(language);
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
    let open = LIMITS.iter().filter(|limit| of(limit.of).is_none());
    others.extend(open.map(|limit| (limit.token.into(), limit.label.get(language).into())));
    let more = Part {
        id: format!("{}-more", about.target()),
        label: hand.name(word!(language, "A further limit")),
    };
    let on_more = on_slots.reform(move |limit: Field| {
        let mut limits = limits;
        *limit(&mut limits) = Some(FIRST);
        Slots::Limits(limits)
    });
    let read = |token: String| LIMITS.iter().find(|limit| limit.token == token).map(|limit| limit.of);
    html! {
        <>
            for line in (0..LIMITS.len()).filter_map(line) {
                { line }
            }
            if others.len() > 1 {
                <div key="more" class="cluster-act cluster-more">{ more.choice(others, String::new(), &on_more, read) }</div>
            }
        </>
    }
}
