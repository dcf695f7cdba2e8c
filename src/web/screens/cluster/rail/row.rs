//! A row of a table: its control, a second one where the second run has it otherwise, and what had to give way.

use std::rc::Rc;

use engine::cluster::settings::{ClusterSettings, Id};
use engine::params::{Control, Kind, Row, Settings};
use yew::prelude::*;

use super::hand::{Hand, Table};
use super::{acts, classes, hosts, kinds, slots, vms};
use crate::say;
use crate::state::cluster::{Action, Asked, ClusterScreen, Side};
use crate::text::Language;
use crate::view::cluster::offers;
use crate::web::widgets::params::control::{About, Beside, complaint, ticking, wording};
use crate::web::widgets::params::forms::{ramp_form, switch_form, timeout_form};
use crate::web::widgets::params::quantity::QuantityControl;
use crate::web::widgets::params::typed::Typed;

/// What all rows need.
#[derive(Clone)]
pub struct Rows {
    /// The screen.
    pub state: Rc<ClusterScreen>,
    /// The language.
    pub language: Language,
    /// The keys with two controls although both runs still have the same.
    pub split: UseStateHandle<Vec<&'static str>>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

/// What the two tables have apart.
pub trait Forms: Table {
    /// The control of a row that has one of its own.
    fn form(hand: &Hand, row: &'static Row<Self>, about: &About) -> Html;
    /// Another value, to see what comes of it.
    fn otherwise(row: &'static Row<Self>, settings: &mut Self);
}

impl Forms for ClusterSettings {
    fn form(hand: &Hand, row: &'static Row<Self>, about: &About) -> Html {
        match row.id {
            Id::Hosts => hosts::form(hand, about),
            Id::Vms => vms::form(hand, about),
            Id::Classes => classes::form(hand, about),
            Id::By => kinds::form(hand, about),
            Id::Do => acts::form(hand, about),
            Id::Slots => slots::form(hand, about),
            _ => typed(hand, row, about),
        }
    }

    fn otherwise(row: &'static Row<Self>, settings: &mut Self) {
        offers::otherwise(row.id, settings);
    }
}

impl Forms for Settings {
    fn form(hand: &Hand, row: &'static Row<Self>, about: &About) -> Html {
        let asked = &hand.run().asked.migration;
        match row.control {
            Control::Switch => switch_form(
                about,
                asked,
                &hand.edit(row.key, |asked, value| asked.migration.switch = value),
            ),
            Control::Ramp => ramp_form(
                about,
                asked,
                &hand.edit(row.key, |asked, value| asked.migration.ramp = value),
            ),
            Control::Timeout => timeout_form(
                about,
                asked,
                &hand.edit(row.key, |asked, value| asked.migration.timeout = value),
            ),
            _ => typed(hand, row, about),
        }
    }

    fn otherwise(row: &'static Row<Self>, settings: &mut Self) {
        offers::other_value(row, settings);
    }
}

impl Rows {
    fn hand(&self, side: Side, beside: Beside) -> Hand {
        Hand {
            state: self.state.clone(),
            side,
            beside,
            language: self.language,
            on_action: self.on_action.clone(),
        }
    }

    /// Whether the runs differ in a row.
    fn differs<P: Table>(&self, row: &'static Row<P>) -> bool {
        let first = P::of(&self.state.first.asked);
        let second = self.state.second.as_ref();
        second.is_some_and(|second| !row.value.same(first, P::of(&second.asked)))
    }

    /// Whether a row has another value than a link that does not say it.
    pub fn is_changed<P: Table + Default>(&self, row: &'static Row<P>) -> bool {
        self.differs(row) || !row.value.same(P::of(&self.state.first.asked), &P::default())
    }

    /// The row.
    pub fn row<P: Forms + Default>(&self, row: &'static Row<P>) -> Html {
        let two = self.state.second.is_some() && (self.differs(row) || self.split.contains(&row.key));
        let id = format!("p-{}-told", row.key);
        let told = self.told(row.key);
        html! {
            <div key={row.key} class={classes!("cluster-row", two.then_some("two"))} data-row={row.key}>
                if two {
                    { self.control(row, Side::First, Beside { mark: Some(Side::First.letter()), tools: html! {} }) }
                    { self.control(row, Side::Second, Beside { mark: Some(Side::Second.letter()), tools: self.alike(row) }) }
                } else {
                    { self.control(row, Side::First, Beside { mark: None, tools: self.begin(row) }) }
                }
                { complaint(&id, (!told.is_empty()).then_some(&*told)) }
            </div>
        }
    }

    /// The row of the first run, with nothing that makes two of them.
    pub fn alone<P: Forms + Default>(&self, row: &'static Row<P>) -> Html {
        let id = format!("p-{}-told", row.key);
        let told = self.told(row.key);
        html! {
            <div key={row.key} class="cluster-row" data-row={row.key}>
                { self.control(row, Side::First, Beside { mark: None, tools: html! {} }) }
                { complaint(&id, (!told.is_empty()).then_some(&*told)) }
            </div>
        }
    }

    /// What had to give way of a key: in the first run, and what is so in the second alone.
    fn told(&self, of: &str) -> String {
        let mut told = self.state.first.told(self.language, of);
        let second = self.state.other().map(|run| run.told(self.language, of));
        let alone: Vec<String> = second
            .into_iter()
            .flatten()
            .filter(|said| !told.contains(said))
            .collect();
        told.extend(alone.iter().map(|said| format!("{} {said}", Side::Second.letter())));
        told.join(" ")
    }

    /// Begins a difference in a row.
    fn begin<P: Forms>(&self, row: &'static Row<P>) -> Html {
        let mut split = (*self.split).clone();
        if self.state.second.is_none() {
            split.clear();
        }
        split.push(row.key);
        let label = say!(
            self.language,
            "{0}: otherwise in a second run",
            row.label.get(self.language)
        );
        self.second(row, ("otherwise", "A|B"), label, split, move |second| {
            P::otherwise(row, P::of_mut(second));
        })
    }

    /// Ends it.
    fn alike<P: Table>(&self, row: &'static Row<P>) -> Html {
        let split = self.split.iter().copied().filter(|key| *key != row.key).collect();
        let state = self.state.clone();
        let label = say!(self.language, "{0}: as in A", row.label.get(self.language));
        self.second(row, ("alike", "= A"), label, split, move |second| {
            row.value.copy(P::of(&state.first.asked), P::of_mut(second));
        })
    }

    /// A button that changes a row of the second run; then these keys have two controls.
    fn second<P: Table>(
        &self,
        row: &'static Row<P>,
        (name, shown): (&'static str, &'static str),
        label: String,
        split: Vec<&'static str>,
        change: impl Fn(&mut Asked) + 'static,
    ) -> Html {
        let hand = self.hand(Side::Second, Beside::default());
        let on_second = hand.edit(row.key, move |asked, ()| change(asked));
        let setter = self.split.setter();
        let onclick = on_second.reform(move |_: MouseEvent| setter.set(split.clone()));
        html! {
            <button key={name} type="button" class="otherwise" data-action={name} aria-label={label.clone()} data-tip={label} {onclick}>{ shown }</button>
        }
    }

    fn control<P: Forms + Default>(&self, row: &'static Row<P>, side: Side, beside: Beside) -> Html {
        let language = self.language;
        let hand = self.hand(side, beside.clone());
        let asked = P::of(&hand.run().asked);
        let about = About {
            language,
            param: &row.param,
            changed: side == Side::First && !row.value.same(asked, &P::default()),
            on_reset: hand.edit(row.key, |asked, ()| row.value.copy(&P::default(), P::of_mut(asked))),
            beside,
        };
        match (row.control, row.kind) {
            (Control::Slider, _) => {
                let on_set = hand.edit(row.key, |asked, value| row.value.set_quantity(P::of_mut(asked), value));
                html! {
                    <QuantityControl key={side.letter()} {language} param={&row.param} value={row.value.quantity(asked)} changed={about.changed}
                        on_reset={about.on_reset} beside={about.beside} {on_set} />
                }
            }
            (Control::Tick, _) => {
                let on_tick = hand.edit(row.key, |asked, on: bool| {
                    row.value.set_word(P::of_mut(asked), usize::from(on));
                });
                ticking(&about, row.value.word(asked) == Some(1), &on_tick)
            }
            (Control::List, Kind::Choice(words)) => {
                let chosen = row.value.word(asked).unwrap_or_default();
                let on_word = hand.edit(row.key, |asked, word| row.value.set_word(P::of_mut(asked), word));
                wording(&about, words, chosen, &on_word)
            }
            _ => P::form(&hand, row, &about),
        }
    }
}

/// The row as a link says it.
pub fn typed<P: Table>(hand: &Hand, row: &'static Row<P>, about: &About) -> Html {
    let value = row.print(P::of(&hand.run().asked)).unwrap_or_default();
    let below = html! {
        <Typed key="typed" id={about.target()} {value} take={hand.typed(row)} />
    };
    about.control(about.help(), html! {}, below)
}
