//! Fields of the forms: numbers, hosts, classes.

use engine::cluster::settings::{ClassName, HostName};
use engine::params::{Range, Scale};
use engine::units::{Count, Quantity, Unit};
use yew::prelude::*;

use super::hand::Hand;
use crate::view::cluster::offers;
use crate::web::widgets::params::quantity::Field;
use crate::web::widgets::params::typed::Typed;
use crate::web::widgets::select::Select;

/// A longer list is no help: names are typed.
const MOST_HOSTS: u32 = 64;

/// A field of one of several values in a line, with a name beside it.
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
}

impl Part {
    /// A part of a line of a key.
    pub fn new(hand: &Hand, key: &str, index: usize, part: &str, label: &str) -> Self {
        Self {
            id: hand.id(&format!("{key}-{index}-{part}")),
            label: hand.name(label),
        }
    }

    /// A quantity.
    pub fn quantity(&self, hand: &Hand, range: Range, value: Quantity, on_set: Callback<Quantity>) -> Html {
        html! {
            <Field key={self.id.clone()} language={hand.language} target={self.id.clone()} label={self.label.clone()} named=true {range} {value} {on_set} />
        }
    }

    /// A number of things.
    pub fn number(&self, hand: &Hand, [least, most]: [u32; 2], value: u32, on_set: &Callback<u32>) -> Html {
        let ends = (f64::from(least), f64::from(most));
        let range = Range::new(Unit::Count, ends, ends, Scale::Linear);
        let on_set = on_set.reform(move |quantity: Quantity| quantity.base() as u32);
        self.quantity(hand, range, Quantity::Count(Count::new(value)), on_set)
    }

    /// One of the hosts.
    pub fn host(&self, hand: &Hand, value: HostName, on_set: &Callback<HostName>) -> Html {
        let there = hand.run().cluster.hosts.len() as u32;
        let Some(options) = host_options(there, Some(value)) else {
            let (on_set, language) = (on_set.clone(), hand.language);
            let take = Callback::from(move |text: String| {
                let host = HostName::parse(&text).map_err(|error| error.text(language))?;
                on_set.emit(host);
                Ok(None)
            });
            return html! { <Typed key={self.id.clone()} id={self.id.clone()} label={self.label.clone()} value={value.to_string()} {take} /> };
        };
        self.choice(options, value.to_string(), on_set, |token| HostName::parse(&token).ok())
    }

    /// One of the classes.
    pub fn class(&self, hand: &Hand, value: &ClassName, on_set: &Callback<ClassName>) -> Html {
        let mut names = offers::names(hand.cluster());
        if !names.contains(value) {
            names.push(value.clone());
        }
        let options = names.into_iter().map(option).collect();
        self.choice(options, value.to_string(), on_set, |token| {
            ClassName::parse(&token).ok()
        })
    }

    /// One of several; what cannot be read leaves it as it is.
    pub fn choice<T: 'static>(
        &self,
        options: Vec<(AttrValue, AttrValue)>,
        value: String,
        on_set: &Callback<T>,
        read: impl Fn(String) -> Option<T> + 'static,
    ) -> Html {
        let on_set = on_set.clone();
        let on_choose = Callback::from(move |token: String| {
            if let Some(value) = read(token) {
                on_set.emit(value);
            }
        });
        html! { <Select key={self.id.clone()} id={self.id.clone()} label={self.label.clone()} {options} {value} {on_choose} /> }
    }
}

/// A part of a line of a key, with its name above it.
pub fn named(
    hand: &Hand,
    (key, index): (&str, usize),
    part: &'static str,
    label: &'static str,
    field: impl FnOnce(Part) -> Html,
) -> Html {
    let own = Part::new(hand, key, index, part, label);
    html! { <span key={part} class="cluster-field"><label for={own.id.clone()}>{ label }</label>{ field(own) }</span> }
}

/// The hosts that are there, and the one that is named even if it is not; `None` where they are too many for a list.
pub fn host_options(there: u32, named: Option<HostName>) -> Option<Vec<(AttrValue, AttrValue)>> {
    let other = named.filter(|host| host.0 > there);
    (there <= MOST_HOSTS).then(|| (1..=there).map(HostName).chain(other).map(option).collect())
}

fn option(name: impl ToString) -> (AttrValue, AttrValue) {
    let name = AttrValue::from(name.to_string());
    (name.clone(), name)
}
