//! The hosts: a group a line.

use engine::cluster::settings::{HostGroup, HostName};
use engine::cluster::{Curve, MAX_CORES, MAX_HOSTS};
use engine::params::Id;
use engine::units::{Bytes, Rate, Share};
use yew::prelude::*;

use super::fields::{Part, named};
use super::hand::Hand;
use crate::view::cluster::offers;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::About;
use crate::web::widgets::params::typed::Typed;
use crate::{say, word};

const KEY: &str = "hosts";

/// The list.
pub fn form(hand: &Hand, about: &About) -> Html {
    let groups = &hand.cluster().hosts;
    let spans = offers::spans(groups);
    let add = hand.edit_cluster(KEY, |asked, _: MouseEvent| {
        let more = offers::hosts(asked);
        asked.hosts.push(more);
    });
    let below = html! {
        <>
            for (index, (group, span)) in groups.iter().zip(spans).enumerate() {
                { line(hand, index, group, span) }
            }
            <button key="add" type="button" id={about.target()} class="plain" data-action="add-hosts" onclick={add}>{ Icon::Add.html() }{ " " }{ word!(hand.language, "other hosts") }</button>
        </>
    };
    about.control(about.help(), html! {}, below)
}

fn line(hand: &Hand, index: usize, group: &HostGroup, span: Option<(HostName, HostName)>) -> Html {
    let language = hand.language;
    let name = match span {
        Some((first, last)) if first != last => format!("{first}–{last}"),
        Some((first, _)) => first.to_string(),
        None => word!(language, "no host").to_owned(),
    };
    let line = (KEY, index);
    let numbers = |change: fn(&mut HostGroup, u32)| changes(hand, index, change);
    let on_ram = changes(hand, index, |group, quantity| {
        group.ram = Bytes::try_from(quantity).unwrap_or(group.ram)
    });
    let on_nic = changes(hand, index, |group, quantity| {
        group.nic = Rate::try_from(quantity).unwrap_or(group.nic)
    });
    let remove = hand.edit_cluster(KEY, move |asked, _: MouseEvent| {
        if index < asked.hosts.len() {
            asked.hosts.remove(index);
        }
    });
    let several = hand.cluster().hosts.len() > 1;
    html! {
        <fieldset key={index} class="cluster-line" data-hosts={index.to_string()}>
            <legend class="hidden">{ hand.name(&name) }</legend>
            if several {
                <div key="head" class="cluster-act"><b>{ &name }</b><span class="gap"></span>
                    <button key="remove" type="button" class="reset" data-action="remove-hosts" aria-label={say!(language, "Remove {0}", name)} onclick={remove}>{ Icon::Close.html() }</button>
                </div>
            }
            <div key="fields" class="cluster-fields">
                { named(hand, line, "count", word!(language, "Number"), |part| part.number(hand, [0, MAX_HOSTS], group.count, &numbers(|group, count| group.count = count))) }
                { named(hand, line, "cores", word!(language, "Cores"), |part| part.number(hand, [1, MAX_CORES], group.cores, &numbers(|group, cores| group.cores = cores))) }
                { named(hand, line, "ram", word!(language, "Memory"), |part| part.quantity(hand, *Id::Ram.range(), group.ram.into(), on_ram)) }
                { named(hand, line, "nic", word!(language, "Network card"), |part| part.quantity(hand, *Id::Link.range(), group.nic.into(), on_nic)) }
            </div>
            { power(hand, index, group, &Part::new(hand, KEY, index, "power", word!(language, "Power"))) }
        </fieldset>
    }
}

/// What changes a group.
fn changes<T: 'static>(hand: &Hand, index: usize, change: impl Fn(&mut HostGroup, T) + 'static) -> Callback<T> {
    hand.edit_cluster(KEY, move |asked, value| {
        if let Some(group) = asked.hosts.get_mut(index) {
            change(group, value);
        }
    })
}

/// What a host draws: as a known one, or a line of its own.
fn power(hand: &Hand, index: usize, group: &HostGroup, part: &Part) -> Html {
    let language = hand.language;
    const OWN: &str = "";
    const FIRST: &str = "100-200";
    let on_curve = changes(hand, index, |group, curve: Curve| group.power = curve);
    let watts = |curve: &Curve| {
        let [idle, full] = [0.0, 1.0].map(|load| format!("{:.0}", curve.watts(Share::new(load))));
        say!(language, "{0} to {1} W", idle, full)
    };
    let mut options: Vec<(AttrValue, AttrValue)> = Curve::NAMES
        .iter()
        .map(|(name, curve)| ((*name).into(), format!("{name}: {}", watts(curve)).into()))
        .collect();
    options.push((OWN.into(), word!(language, "from idle to full load").into()));
    let own = matches!(group.power, Curve::Line { .. });
    let value = if own { OWN.to_owned() } else { group.power.print() };
    let list = part.choice(options, value, &on_curve, |token| {
        Curve::parse(if token == OWN { FIRST } else { &token }).ok()
    });
    let take = Callback::from(move |typed: String| {
        on_curve.emit(Curve::parse(&typed).map_err(|error| error.text(language))?);
        Ok(None)
    });
    html! {
        <div key="power" class="cluster-act">
            <label for={part.id.clone()}>{ word!(language, "Power") }</label>
            <span class="gap"></span>
            { list }
            if own {
                <Typed key="watts" id={format!("{}-watts", part.id)} label={word!(language, "Watts when idle and at full load")} value={group.power.print()} {take} />
            }
        </div>
    }
}
