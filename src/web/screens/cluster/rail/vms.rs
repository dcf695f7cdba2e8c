//! The VMs: a line a group.

use engine::cluster::settings::{ClassName, HostName, Id, VmGroup};
use engine::cluster::{MAX_VMS, settings::Class};
use engine::params::Value;
use yew::prelude::*;

use super::fields::{Part, host_options};
use super::hand::Hand;
use crate::text::Language;
use crate::view::cluster::offers;
use crate::view::format;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::About;
use crate::web::widgets::params::typed::Typed;
use crate::{count, say, word};

const KEY: &str = "vms";

/// The list, and how many there are in all.
pub fn form(hand: &Hand, about: &About) -> Html {
    let language = hand.language;
    let groups = &hand.cluster().vms;
    let all: f64 = groups.iter().map(|group| f64::from(group.count)).sum();
    let fastest = groups
        .iter()
        .filter_map(|group| rewrites(hand, &group.class))
        .fold(0.0, f64::max);
    let offered = offers::vms(&hand.run().cluster);
    let disabled = offered.is_none();
    let add = hand.edit_cluster(KEY, move |asked, _: MouseEvent| asked.vms.extend(offered.clone()));
    let below = html! {
        <>
            for (index, group) in groups.iter().enumerate() {
                { line(hand, index, group, fastest) }
            }
            <button key="add" type="button" id={about.target()} class="plain" data-action="add-vms" {disabled} onclick={add}>{ Icon::Add.html() }{ " " }{ word!(language, "VMs of another class") }</button>
        </>
    };
    let inside = html! { <span class="note" data-part="all-vms">{ count!(language, all, "{0} VM", "{0} VMs", format::count(language, all)) }</span> };
    about.control(about.help(), inside, below)
}

/// How fast a VM of a class writes, in bytes a second.
fn rewrites(hand: &Hand, class: &ClassName) -> Option<f64> {
    Some(offers::class(hand.cluster(), class)?.write_rate().as_f64())
}

fn line(hand: &Hand, index: usize, group: &VmGroup, fastest: f64) -> Html {
    let language = hand.language;
    let name = say!(language, "{0} × {1}", group.count, group.class);
    let on_set = hand.edit_cluster(KEY, move |asked, group: VmGroup| {
        if let Some(old) = asked.vms.get_mut(index) {
            *old = group;
        }
    });
    let remove = hand.edit_cluster(KEY, move |asked, _: MouseEvent| {
        if index < asked.vms.len() {
            asked.vms.remove(index);
        }
    });
    html! {
        <fieldset key={index} class="cluster-line" data-vms={index.to_string()}>
            <legend class="hidden">{ hand.name(&name) }</legend>
            <div key="line" class="cluster-act">
                { self::group(hand, KEY, index, group, &on_set) }
                <button key="remove" type="button" class="reset" data-action="remove-vms" aria-label={say!(language, "Remove {0}", name)} onclick={remove}>{ Icon::Close.html() }</button>
            </div>
            if let Some(class) = offers::class(hand.cluster(), &group.class) {
                { size(language, &class, fastest) }
            }
        </fieldset>
    }
}

/// How large one is, and how much of it is written again.
fn size(language: Language, class: &Class, fastest: f64) -> Html {
    let rate = class.write_rate();
    let width = if fastest > 0.0 {
        100.0 * rate.as_f64() / fastest
    } else {
        0.0
    };
    let told = say!(
        language,
        "{0}, {1} used; rewrites {2}",
        format::short_size(language, class.ram),
        format::share(language, class.used),
        format::rate(language, rate)
    );
    html! {
        <p key="size" class="note cluster-size">
            <span>{ told }</span>
            <svg class="cluster-rewrites" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect x={format!("{:.0}", 100.0 - width)} width={format!("{width:.0}")} height="8" />
            </svg>
        </p>
    }
}

/// How many, of which class, on which hosts.
pub fn group(hand: &Hand, key: &'static str, index: usize, group: &VmGroup, on_set: &Callback<VmGroup>) -> Html {
    let language = hand.language;
    let part = |part: &str, label: &str| Part::new(hand, key, index, part, label);
    let with = |change: fn(&mut VmGroup, u32)| {
        let group = group.clone();
        on_set.reform(move |value| {
            let mut group = group.clone();
            change(&mut group, value);
            group
        })
    };
    let on_class = {
        let group = group.clone();
        on_set.reform(move |class| VmGroup { class, ..group.clone() })
    };
    let on_count = with(|group, count| group.count = count);
    html! {
        <>
            { part("count", word!(language, "How many")).number(hand, [0, MAX_VMS], group.count, &on_count) }
            { part("class", word!(language, "Class")).class(hand, &group.class, &on_class) }
            { hosts(hand, &part("on", word!(language, "On the hosts")), group, on_set) }
        </>
    }
}

/// On which hosts: by the rule of placement, on one, or dealt round on several.
fn hosts(hand: &Hand, part: &Part, group: &VmGroup, on_set: &Callback<VmGroup>) -> Html {
    let language = hand.language;
    let set = {
        let group = group.clone();
        on_set.reform(move |on| VmGroup { on, ..group.clone() })
    };
    let there = hand.run().cluster.hosts.len() as u32;
    let Some(names) = host_options(there, group.on.map(|(_, last)| last)) else {
        return typed(hand, part, group, on_set);
    };
    let anywhere = (AttrValue::from(""), AttrValue::from(word!(language, "anywhere")));
    let first = std::iter::once(anywhere).chain(names.iter().cloned()).collect();
    let until = group.on.map(|(_, last)| last);
    let on_first = set.reform(move |first: Option<HostName>| {
        first.map(|first| (first, until.filter(|last| *last > first).unwrap_or(first)))
    });
    let read = |token: String| match token.as_str() {
        "" => Some(None),
        token => HostName::parse(token).ok().map(Some),
    };
    let chosen = group.on.map_or_else(String::new, |(first, _)| first.to_string());
    let to = group.on.map(|(first, last)| {
        let later = names.into_iter().skip(first.0 as usize - 1);
        let options = later.map(|(token, label)| {
            let alone = HostName::parse(&token) == Ok(first);
            (
                token,
                if alone {
                    word!(language, "alone" in "host").into()
                } else {
                    AttrValue::from(format!("– {label}"))
                },
            )
        });
        let to = Part {
            id: format!("{}-to", part.id),
            label: hand.name(word!(language, "To the host")),
        };
        let on_last = set.reform(move |last| Some((first, last)));
        to.choice(options.collect(), last.to_string(), &on_last, |token| {
            HostName::parse(&token).ok()
        })
    });
    html! { <>{ part.choice(first, chosen, &on_first, read) }{ to.unwrap_or_default() }</> }
}

/// In a large cluster the hosts are typed, as in a link.
fn typed(hand: &Hand, part: &Part, group: &VmGroup, on_set: &Callback<VmGroup>) -> Html {
    let language = hand.language;
    let value = match group.on {
        None => String::new(),
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first}-{last}"),
    };
    let (group, on_set) = (group.clone(), on_set.clone());
    let take = Callback::from(move |typed: String| {
        let on = if typed.trim().is_empty() {
            String::new()
        } else {
            format!("@{typed}")
        };
        let entry = format!("{}x{}{on}", group.count, group.class);
        let groups = Vec::<VmGroup>::read(Id::Vms.param(), &entry, &mut Vec::new());
        on_set.emit(groups.map_err(|error| error.text(language))?.remove(0));
        Ok(None)
    });
    html! { <Typed key="on" id={part.id.clone()} label={part.label.clone()} placeholder={word!(language, "anywhere")} {value} {take} /> }
}
