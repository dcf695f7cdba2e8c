//! The classes of VMs that are described.

use engine::cluster::settings::{Class, ClassName, Priority, Traits};
use engine::params::Id;
use engine::units::{Bytes, Share};
use yew::prelude::*;

use super::fields::{Part, named};
use super::hand::Hand;
use crate::text::Text;
use crate::view::cluster::offers;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::{About, tick};
use crate::web::widgets::params::typed::{Taken, Typed};
use crate::{say, text, word};

const KEY: &str = "class.NAME";
/// The value of the list that describes one from nothing.
const NEW: &str = "+";
/// More processors than this no host has.
const MOST_VCPUS: u32 = engine::cluster::MAX_CORES;

/// In the text of a class, counted from zero.
const LOAD: usize = 3;
const WRITES: usize = 4;

/// A form for each, and a list of those that can be described otherwise.
pub fn form(hand: &Hand, about: &About) -> Html {
    let language = hand.language;
    let classes = &hand.cluster().classes;
    let described = |name: &ClassName| classes.iter().any(|class| class.name == *name);
    let others = offers::names(hand.cluster())
        .into_iter()
        .filter(|name| !described(name));
    let mut options: Vec<(AttrValue, AttrValue)> = vec![
        ("".into(), word!(language, "+ describe …").into()),
        (NEW.into(), word!(language, "a new class").into()),
    ];
    options.extend(others.map(|name| (name.to_string().into(), name.to_string().into())));
    let on_describe = hand.edit_cluster(KEY, |asked, name: Option<ClassName>| {
        let class = match name {
            Some(name) => Class::built_in(&name),
            None => offers::new_class(asked),
        };
        asked.classes.extend(class);
        asked.classes.sort_by(|one, other| one.name.cmp(&other.name));
    });
    let more = Part {
        id: about.target(),
        label: hand.name(word!(language, "Describe a class")),
    };
    let read = |token: String| match token.as_str() {
        NEW => Some(None),
        name => ClassName::parse(name).ok().map(Some),
    };
    let below = html! {
        <>
            for (index, class) in classes.iter().enumerate() {
                { line(hand, index, class) }
            }
            <div key="more" class="cluster-act cluster-more">{ more.choice(options, String::new(), &on_describe, read) }</div>
        </>
    };
    about.control(about.help(), html! {}, below)
}

fn line(hand: &Hand, index: usize, class: &Class) -> Html {
    let language = hand.language;
    let line = ("class", index);
    let part = |part: &str, label: &str| Part::new(hand, "class", index, part, label);
    let on_vcpus = changes(hand, index, |class, vcpus| class.vcpus = vcpus);
    let on_ram = changes(hand, index, |class, quantity| {
        class.ram = Bytes::try_from(quantity).unwrap_or(class.ram)
    });
    let on_used = changes(hand, index, |class, quantity| {
        class.used = Share::try_from(quantity).unwrap_or(class.used)
    });
    let remove = hand.edit_cluster(KEY, move |asked, _: MouseEvent| {
        if index < asked.classes.len() {
            asked.classes.remove(index);
        }
    });
    let name = class.name.to_string();
    html! {
        <fieldset key={index} class="cluster-line" data-described={name.clone()}>
            <legend class="hidden">{ hand.name(&name) }</legend>
            <div key="head" class="cluster-act">
                <Typed key="name" id={part("name", "").id} label={hand.name(word!(language, "Name"))} value={name.clone()} take={renames(hand, &class.name)} />
                <button key="remove" type="button" class="reset" aria-label={say!(language, "Remove {0}", name)} onclick={remove}>{ Icon::Close.html() }</button>
            </div>
            <div key="fields" class="cluster-fields three">
                { named(hand, line, "vcpus", word!(language, "Processors"), |part| part.number(hand, [1, MOST_VCPUS], class.vcpus, &on_vcpus)) }
                { named(hand, line, "ram", word!(language, "Memory"), |part| part.quantity(hand, *Id::Ram.range(), class.ram.into(), on_ram)) }
                { named(hand, line, "used", word!(language, "In use"), |part| part.quantity(hand, *Id::Used.range(), class.used.into(), on_used)) }
            </div>
            { written(hand, index, class, LOAD, &part("load", word!(language, "Processor time"))) }
            { written(hand, index, class, WRITES, &part("writes", word!(language, "Writes"))) }
            { traits(hand, index, class) }
        </fieldset>
    }
}

/// What changes a class.
fn changes<T: 'static>(hand: &Hand, index: usize, change: impl Fn(&mut Class, T) + 'static) -> Callback<T> {
    hand.edit_cluster(KEY, move |asked, value| {
        if let Some(class) = asked.classes.get_mut(index) {
            change(class, value);
        }
    })
}

/// Another name, wherever the class is named.
fn renames(hand: &Hand, name: &ClassName) -> Callback<String, Taken> {
    let language = hand.language;
    let (from, known) = (name.clone(), offers::names(hand.cluster()));
    let on_name = {
        let from = name.clone();
        hand.edit_cluster(KEY, move |asked, to: ClassName| offers::rename(asked, &from, &to))
    };
    Callback::from(move |typed: String| {
        let to = ClassName::parse(&typed).map_err(|error| error.text(language))?;
        if to != from && known.contains(&to) {
            return Err(say!(language, "There is a class {0} already.", to));
        }
        on_name.emit(to);
        Ok(None)
    })
}

/// A part of a class as a link has it.
fn written(hand: &Hand, index: usize, class: &Class, place: usize, part: &Part) -> Html {
    let language = hand.language;
    let body = class.body();
    let value = body.split(':').nth(place).unwrap_or_default().to_owned();
    let on_set = changes(hand, index, |class, read: Class| *class = read);
    let name = class.name.clone();
    let take = Callback::from(move |typed: String| {
        let mut parts: Vec<&str> = body.split(':').collect();
        let typed = typed.trim();
        parts[place] = typed;
        on_set.emit(
            Class::described(name.clone(), &parts.join(":"), &mut Vec::new()).map_err(|error| error.text(language))?,
        );
        Ok(None)
    });
    html! {
        <div key={place} class="cluster-act wide"><label for={part.id.clone()}>{ &part.label }</label><Typed id={part.id.clone()} {value} {take} /></div>
    }
}

/// In which order VMs go, by the priority of their class.
const PRIORITIES: [(Priority, &str, Text); 3] = [
    (Priority::High, "high", text!("goes first")),
    (Priority::Usual, "", text!("goes as usual")),
    (Priority::Low, "low", text!("goes last")),
];

fn traits(hand: &Hand, index: usize, class: &Class) -> Html {
    let language = hand.language;
    let part = |part: &str, label: &str| Part::new(hand, "class", index, part, label);
    let ticked = |key: &'static str, label: &'static str, on: bool, set: fn(&mut Traits, bool)| {
        let id = part(key, label).id;
        let on_tick = changes(hand, index, move |class, on: bool| set(&mut class.traits, on));
        html! { <span {key} class="ticked">{ tick(&id, on, &on_tick) }<label for={id.clone()}>{ label }</label></span> }
    };
    let options = PRIORITIES
        .iter()
        .map(|(_, token, label)| ((*token).into(), label.get(language).into()));
    let on_priority = changes(hand, index, |class, priority| class.traits.priority = priority);
    let chosen = PRIORITIES
        .iter()
        .find(|(priority, ..)| *priority == class.traits.priority);
    let value = chosen.map_or("", |(_, token, _)| token).to_owned();
    let read = |token: String| {
        PRIORITIES
            .iter()
            .find(|(_, known, _)| *known == token)
            .map(|(priority, ..)| *priority)
    };
    html! {
        <div key="traits" class="cluster-details">
            { ticked("pinned", word!(language, "stays where it is"), class.traits.pinned, |traits, on| traits.pinned = on) }
            { ticked("apart", word!(language, "one a host"), class.traits.apart, |traits, on| traits.apart = on) }
            { part("priority", word!(language, "Priority")).choice(options.collect(), value, &on_priority, read) }
        </div>
    }
}
