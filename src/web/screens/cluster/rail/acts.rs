//! What happens, and when: each event a line that can be changed, and buttons that add one.

use engine::cluster::settings::{
    ActWord, ClassName, ClusterAct, ClusterSettings, HostName, Id, LinkName, TimedAct, VmName,
};
use engine::params::{self, Choice};
use engine::units::{Quantity, Rate, SimTime, Unit, written};
use yew::prelude::*;

use super::fields::Part;
use super::hand::Hand;
use super::vms;
use crate::params::ActDetail;
use crate::view::cluster::offers;
use crate::view::format;
use crate::web::widgets::icon::Icon;
use crate::web::widgets::params::control::{About, tick};
use crate::web::widgets::params::forms::{moments, time_of};
use crate::web::widgets::params::typed::{Taken, Typed};
use crate::{say, word};

const KEY: &str = "do";

/// How long what gets a length lasts at first.
const FIRST_LENGTH: SimTime = SimTime::s(60.0);
/// What a link carries at first that is not down any more.
const FIRST_RATE: Rate = Rate::bits_per_s(1e9);

/// The list.
pub fn form(hand: &Hand, about: &About) -> Html {
    let acts = &hand.cluster().acts;
    let below = html! {
        <>
            for (index, act) in acts.iter().enumerate() {
                { line(hand, index, act) }
            }
            { more(hand, &about.target()) }
        </>
    };
    about.control(about.help(), html! {}, below)
}

/// A button for each thing that can happen.
fn more(hand: &Hand, target: &str) -> Html {
    let language = hand.language;
    let button = |word: ActWord| {
        let offered = offers::event(word, &hand.run().cluster);
        let disabled = offered.is_none();
        let onclick = hand.edit_cluster(KEY, move |asked, _: MouseEvent| asked.acts.extend(offered.clone()));
        let label = word.label().get(language);
        html! {
            <button key={word.token()} type="button" class="plain" data-add={word.token()} data-tip={word.help().get(language)}
                aria-label={say!(language, "Add: {0}", label)} {disabled} {onclick}>{ label }</button>
        }
    };
    html! {
        <p key="more" id={target.to_owned()} class="cluster-add">
            <span aria-hidden="true">{ Icon::Add.html() }</span>
            for &word in ActWord::ALL {
                { button(word) }
            }
        </p>
    }
}

/// What is changed of an event.
struct Line<'a> {
    hand: &'a Hand,
    index: usize,
    timed: &'a TimedAct,
}

impl Line<'_> {
    fn part(&self, part: &str, label: &str) -> Part {
        Part::new(self.hand, KEY, self.index, part, label)
    }

    /// What changes it.
    fn set<T: 'static>(&self, change: impl Fn(T) -> ClusterAct + 'static) -> Callback<T> {
        let index = self.index;
        self.hand.edit_cluster(KEY, move |asked, value| {
            if let Some(timed) = asked.acts.get_mut(index) {
                timed.act = change(value);
            }
        })
    }

    fn time(&self, detail: ActDetail, time: SimTime, on_set: &Callback<SimTime>) -> Html {
        let part = self.part(detail.token(), detail.label().get(self.hand.language));
        part.quantity(self.hand, moments(), Quantity::Time(time), on_set.reform(time_of))
    }

    /// A detail below, with its name.
    fn detail(&self, detail: ActDetail, field: Html) -> Html {
        let language = self.hand.language;
        html! {
            <span key={detail.token()} class="cluster-detail" title={detail.help().get(language)}>
                <span aria-hidden="true">{ detail.label().get(language) }</span>
                { field }
            </span>
        }
    }
}

fn line(hand: &Hand, index: usize, timed: &TimedAct) -> Html {
    let language = hand.language;
    let (word, line) = (timed.act.word(), Line { hand, index, timed });
    let name = format!("{} {}", index + 1, word.label().get(language));
    let on_at = hand.edit_cluster(KEY, move |asked, at: SimTime| {
        if let Some(timed) = asked.acts.get_mut(index) {
            timed.at = at;
        }
    });
    let remove = hand.edit_cluster(KEY, move |asked, _: MouseEvent| {
        if index < asked.acts.len() {
            asked.acts.remove(index);
        }
    });
    let (about, details) = parts(&line);
    html! {
        <fieldset key={index} class="cluster-line" data-event={index.to_string()}>
            <legend class="hidden">{ hand.name(&name) }</legend>
            <div key="line" class="cluster-act">
                { line.time(ActDetail::At, timed.at, &on_at) }
                <b title={word.help().get(language)}>{ word.label().get(language) }</b>
                { about }
                <button key="remove" type="button" class="reset" data-action="remove-event" aria-label={say!(language, "Remove {0}", name)} onclick={remove}>{ Icon::Close.html() }</button>
            </div>
            if let Some(details) = details {
                <div key="details" class="cluster-details">{ details }</div>
            }
        </fieldset>
    }
}

/// What it is about, and what else there is to it.
fn parts(line: &Line<'_>) -> (Html, Option<Html>) {
    let hand = line.hand;
    let host = |host, make: fn(HostName) -> ClusterAct| {
        line.part("host", word!(hand.language, "Host"))
            .host(hand, host, &line.set(make))
    };
    match line.timed.act.clone() {
        ClusterAct::Drain(name) => (host(name, ClusterAct::Drain), None),
        ClusterAct::Fail(name) => (host(name, ClusterAct::Fail), None),
        ClusterAct::Back(name) => (host(name, ClusterAct::Back), None),
        ClusterAct::Off(name) => (host(name, ClusterAct::Off), None),
        ClusterAct::On(name) => (host(name, ClusterAct::On), None),
        ClusterAct::Alarm(name, lead) => {
            let about = line.part("host", word!(hand.language, "Host"));
            let about = about.host(hand, name, &line.set(move |name| ClusterAct::Alarm(name, lead)));
            let field = line.time(
                ActDetail::Length,
                lead,
                &line.set(move |lead| ClusterAct::Alarm(name, lead)),
            );
            let details = html! {
                <span key="lead" class="cluster-detail"><span aria-hidden="true">{ word!(hand.language, "dead after") }</span>{ field }</span>
            };
            (about, Some(details))
        }
        ClusterAct::Move(vm, to) => {
            let field = vm_field(line, &vm, to);
            let on_to = line.set(move |to| ClusterAct::Move(vm.clone(), to));
            let host = line.part("host", word!(hand.language, "Host")).host(hand, to, &on_to);
            (html! { <>{ field }<span key="to">{ "→" }</span>{ host }</> }, None)
        }
        ClusterAct::Crowd { class, length, times } => {
            let of = line.part("class", word!(hand.language, "Class"));
            let of = of.class(
                hand,
                &class,
                &line.set(move |class| ClusterAct::Crowd { class, length, times }),
            );
            (of, Some(crowd(line, &class, length, times)))
        }
        ClusterAct::Link { name, length, rate } => (
            link_field(line, name, length, rate),
            Some(slow(line, name, length, rate)),
        ),
        ClusterAct::Add(group) => {
            let group = vms::group(hand, KEY, line.index, &group, &line.set(ClusterAct::Add));
            let details = html! { <span key="group" class="cluster-act group-of-vms">{ group }</span> };
            (html! {}, Some(details))
        }
    }
}

/// Takes a text if it is read as a part of an event, in the grammar of links.
fn read_in(line: &Line<'_>, whole: impl Fn(&str) -> String + 'static) -> Callback<String, Taken> {
    let language = line.hand.language;
    let on_set = line.set(|act| act);
    Callback::from(move |typed: String| {
        let mut read = ClusterSettings::default();
        let text = whole(typed.trim());
        let row = Id::Do.row();
        row.read(&text, &mut read, &mut Vec::new())
            .map_err(|error| error.text(language))?;
        if let Some(timed) = read.acts.into_iter().next() {
            on_set.emit(timed.act);
        }
        Ok(None)
    })
}

/// The VM that moves.
fn vm_field(line: &Line<'_>, vm: &VmName, to: HostName) -> Html {
    let part = line.part("vm", word!(line.hand.language, "VM"));
    let take = read_in(line, move |typed| format!("move:{typed}:{to}@0s"));
    html! { <Typed key="vm" id={part.id} label={part.label} value={vm.to_string()} {take} /> }
}

/// How long, and how many times as much.
fn crowd(line: &Line<'_>, class: &ClassName, length: SimTime, times: f64) -> Html {
    let language = line.hand.language;
    let on_length = {
        let class = class.clone();
        line.set(move |length| ClusterAct::Crowd {
            class: class.clone(),
            length,
            times,
        })
    };
    let part = line.part("times", word!(language, "Times as much"));
    let class = class.clone();
    let take = read_in(line, move |typed| {
        let times = typed.trim_start_matches(['x', '×']).replace(',', ".");
        format!(
            "crowd:{class}@0s+{}:x{times}",
            written::print(Unit::Time, length.into())
        )
    });
    let value = format::localized(language, times.to_string());
    html! {
        <>
            { line.detail(ActDetail::Length, line.time(ActDetail::Length, length, &on_length)) }
            <span key="times" class="cluster-detail"><span aria-hidden="true">{ "×" }</span><Typed id={part.id} label={part.label} {value} {take} /></span>
        </>
    }
}

/// Which link.
fn link_field(line: &Line<'_>, name: LinkName, length: Option<SimTime>, rate: Rate) -> Html {
    let language = line.hand.language;
    let part = line.part("link", word!(language, "Link"));
    let on_set = line.set(move |name| ClusterAct::Link { name, length, rate });
    let take = Callback::from(move |typed: String| {
        on_set.emit(LinkName::parse(&typed).map_err(|error| error.text(language))?);
        Ok(None)
    });
    html! { <Typed key="link" id={part.id} label={part.label} value={name.to_string()} {take} /> }
}

/// For how long, and what it carries meanwhile.
fn slow(line: &Line<'_>, name: LinkName, length: Option<SimTime>, rate: Rate) -> Html {
    let hand = line.hand;
    let language = hand.language;
    let down = line.part("down", word!(language, "down" in "link"));
    let on_down = line.set(move |down: bool| ClusterAct::Link {
        name,
        length,
        rate: if down { Rate::ZERO } else { FIRST_RATE },
    });
    let on_rate = line.set(move |quantity: Quantity| ClusterAct::Link {
        name,
        length,
        rate: Rate::try_from(quantity).unwrap_or(rate),
    });
    let on_length = line.set(move |length| ClusterAct::Link { name, length, rate });
    let part = line.part(ActDetail::Rate.token(), ActDetail::Rate.label().get(language));
    html! {
        <>
            if rate.is_zero() {
                <span key="gap" class="gap"></span>
            } else {
                { line.detail(ActDetail::Rate, part.quantity(hand, *params::Id::Link.range(), rate.into(), on_rate)) }
            }
            <span key="down" class="cluster-detail">{ tick(&down.id, rate.is_zero(), &on_down) }<label for={down.id.clone()}>{ down.label }</label></span>
            { lasts(line, length, &on_length) }
        </>
    }
}

/// A length that need not be there.
fn lasts(line: &Line<'_>, length: Option<SimTime>, on_set: &Callback<Option<SimTime>>) -> Html {
    let language = line.hand.language;
    let label = ActDetail::Length.label().get(language);
    match length {
        Some(length) => line.detail(
            ActDetail::Length,
            html! {
                <>
                    { line.time(ActDetail::Length, length, &on_set.reform(Some)) }
                    <button key="endless" type="button" class="reset" aria-label={say!(language, "No end: {0}", label)} onclick={on_set.reform(|_: MouseEvent| None)}>{ Icon::Close.html() }</button>
                </>
            },
        ),
        None => html! {
            <button key="length" type="button" class="plain" onclick={on_set.reform(|_: MouseEvent| Some(FIRST_LENGTH))}>{ Icon::Add.html() }{ format!(" {label} …") }</button>
        },
    }
}
