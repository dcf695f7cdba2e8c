//! A row of a table: its control, a second one where the second run has it otherwise, and what had to give way.

use std::rc::Rc;

use engine::cluster::Gave;
use engine::cluster::settings::{ClusterSettings, Id};
use engine::params::{Control, Kind, Row, Settings};
use yew::prelude::*;

use super::hand::{Hand, Table};
use super::{acts, classes, hosts, kinds, slots, vms};
use crate::link::cluster::{key, sentence};
use crate::say;
use crate::state::cluster::{Action, ClusterScreen, Side};
use crate::text::Language;
use crate::view::cluster::offers;
use crate::web::widgets::params::control::{About, Beside, choosing, complaint, ticking};
use crate::web::widgets::params::forms::{ramp_form, switch_form, timeout_form};
use crate::web::widgets::params::quantity::QuantityControl;
use crate::web::widgets::params::typed::Typed;
use crate::web::widgets::select::{SelectProps, options};

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
        let language = self.language;
        let about = |gave: &&Gave| key(gave) == of;
        let first: Vec<&Gave> = self.state.first.gave.iter().filter(about).collect();
        let second = self
            .state
            .other()
            .into_iter()
            .flat_map(|run| run.gave.iter().filter(about));
        let mut told: Vec<String> = first.iter().map(|gave| sentence(language, gave)).collect();
        told.extend(second.filter(|gave| !first.contains(gave)).map(|gave| {
            let said = sentence(language, gave);
            format!("{} {said}", Side::Second.letter())
        }));
        told.join(" ")
    }

    /// Begins a difference in a row.
    fn begin<P: Forms>(&self, row: &'static Row<P>) -> Html {
        let language = self.language;
        let mut second = self.state.run(Side::Second).asked.clone();
        P::otherwise(row, P::of_mut(&mut second));
        let (split, on_action) = (self.split.clone(), self.on_action.clone());
        let alone = self.state.second.is_none();
        let onclick = Callback::from(move |_: MouseEvent| {
            let mut keys = if alone { Vec::new() } else { (*split).clone() };
            keys.push(row.key);
            split.set(keys);
            on_action.emit(Action::Ask {
                side: Side::Second,
                key: row.key,
                asked: Box::new(second.clone()),
            });
        });
        let label = say!(language, "{0}: otherwise in a second run", row.label.get(language));
        html! {
            <button key="otherwise" type="button" class="otherwise" data-action="otherwise" aria-label={label.clone()} data-tip={label} {onclick}>{ "A|B" }</button>
        }
    }

    /// Ends it.
    fn alike<P: Table>(&self, row: &'static Row<P>) -> Html {
        let language = self.language;
        let mut second = self.state.run(Side::Second).asked.clone();
        row.value.copy(P::of(&self.state.first.asked), P::of_mut(&mut second));
        let (split, on_action) = (self.split.clone(), self.on_action.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            split.set(split.iter().copied().filter(|key| *key != row.key).collect());
            on_action.emit(Action::Ask {
                side: Side::Second,
                key: row.key,
                asked: Box::new(second.clone()),
            });
        });
        let label = say!(language, "{0}: as in A", row.label.get(language));
        html! {
            <button key="alike" type="button" class="otherwise" data-action="alike" aria-label={label.clone()} data-tip={label} {onclick}>{ "= A" }</button>
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
                let list = SelectProps {
                    options: options(language, words),
                    value: words[chosen].token.into(),
                    on_choose: hand.edit(row.key, move |asked, token: String| {
                        let word = words.iter().position(|word| word.token == token).unwrap_or(chosen);
                        row.value.set_word(P::of_mut(asked), word);
                    }),
                    ..SelectProps::default()
                };
                choosing(&about, words[chosen].help, list)
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
