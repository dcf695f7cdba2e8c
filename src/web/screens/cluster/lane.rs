//! A run: what it is called, its figures, its hosts, and what happens now.

use engine::cluster::settings::ClusterAct;
use yew::prelude::*;

use super::Run;
use super::hosts::HostsView;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::brief::{self, Aim};
use crate::view::format;
use crate::view::palette::Scheme;
use crate::word;

/// What a lane shows.
#[derive(PartialEq, Properties)]
pub struct LaneProps {
    /// The run.
    pub run: Run,
    /// What both runs are asked about.
    pub aim: Aim,
    /// The moment.
    pub now: SimTime,
    /// The VM that is looked at.
    pub chosen: Option<u32>,
    /// There is no other.
    pub alone: bool,
    /// What happens now.
    pub told: AttrValue,
    /// The language.
    pub language: Language,
    /// The colours.
    pub scheme: Scheme,
    /// Looks at another VM.
    pub on_choose: Callback<Option<u32>>,
    /// Does something now.
    pub on_act: Callback<ClusterAct>,
}

/// A lane.
#[component]
pub fn LaneView(props: &LaneProps) -> Html {
    let (language, run) = (props.language, &props.run);
    let briefs = use_memo((run.clone(), props.aim, language), |(run, aim, language)| {
        brief::figures(*language, &run.record, *aim)
    });
    let letter = run.side.letter();
    html! {
        <section class="cluster-lane" data-run={letter} aria-label={if props.alone { word!(language, "Run").to_owned() } else { format!("{letter} {}", run.name) }}>
            <header key="head" class="cluster-head">
                if !props.alone {
                    <h2 key="name"><span class="cluster-letter">{ letter }</span>{ " " }{ &run.name }</h2>
                }
                <dl key="figures" class="cluster-figures">
                    for (index, brief) in briefs.iter().enumerate() {
                        <div key={index} class={classes!((index == 0).then_some("big"))}><dt>{ &brief.label }</dt><dd>{ &brief.value }</dd></div>
                    }
                </dl>
            </header>
            <HostsView key="hosts" run={run.clone()} now={props.now} chosen={props.chosen} {language} scheme={props.scheme}
                on_choose={props.on_choose.clone()} on_act={props.on_act.clone()} />
            <p key="now" class="cluster-now"><b>{ format::clock(language, props.now) }</b>{ " " }{ &props.told }</p>
        </section>
    }
}
