//! What is told of a part that is pointed at.

use text::{say, word};

use super::Scene;
use super::blocks::percent;
use crate::cluster::hosts::{Block, HostNow, Under, What};
use crate::cluster::pipes::Pipes;
use crate::cluster::{host as host_name, log, words};
use crate::format;
use crate::labels::Labelled;

pub(super) fn block(scene: &Scene<'_>, block: &Block) -> String {
    let language = scene.language;
    let (name, size) = (scene.vm(block.vm), format::short_size(language, block.size));
    match block.what {
        What::Leaves(under) | What::Comes(under) => moving(scene, &under),
        What::Waits(Some(obstacle)) => say!(language, "{0} waits: {1}.", name, log::obstacle(language, obstacle)),
        What::Waits(None) => say!(language, "{0}, {1}: it is to move.", name, size),
        What::Boots => say!(language, "{0}, {1}: it boots.", name, size),
        What::Lost => say!(language, "{0}, {1}: what it had in memory is gone.", name, size),
        What::Arrived => say!(language, "{0}, {1}: it runs here, and has just arrived.", name, size),
        What::Runs => say!(language, "{0}, {1}: it runs here.", name, size),
    }
}

fn moving(scene: &Scene<'_>, under: &Under) -> String {
    let language = scene.language;
    let one = &scene.record.moves[under.place as usize];
    let way = format!("{}: {} → {}", scene.vm(one.vm), host_name(one.from), host_name(one.to));
    let mut parts = vec![way];
    if let Some(stage) = under.stage {
        parts.push(stage.label(language).into_owned());
    }
    if let Some(part) = under.part {
        parts.push(percent(scene, part));
    }
    if !under.runs {
        parts.push(word!(language, "the VM stands still").to_owned());
    }
    let bound = log::bound_by(language, scene.record, under.place as usize, scene.time);
    format!("{}. {bound}", parts.join(", "))
}

pub(super) fn host(scene: &Scene<'_>, index: usize, now: &HostNow) -> String {
    let language = scene.language;
    let spec = &scene.record.cluster.hosts[index];
    let taken = now.load.resident + now.load.booked;
    say!(
        language,
        "{0}: {1}. VMs: {2}. Memory: {3} of {4}. {5}",
        host_name(index as u32),
        words::state(language, now.state),
        now.present(),
        format::size(language, taken),
        format::short_size(language, spec.room),
        processors(scene, index, now)
    )
}

pub(super) fn processors(scene: &Scene<'_>, index: usize, now: &HostNow) -> String {
    let language = scene.language;
    let cores = scene.record.cluster.hosts[index].cores;
    let number = |cores: f64| format::localized(language, format!("{cores:.1}"));
    let (given, wanted) = (number(now.load.given), number(now.load.wanted));
    if now.load.is_short() {
        say!(language, "Cores: {0} wanted, {1} given, of {2}.", wanted, given, cores)
    } else {
        say!(language, "Cores: {0} of {1}.", given, cores)
    }
}

pub(super) fn strand(scene: &Scene<'_>, place: u32) -> String {
    let language = scene.language;
    let one = &scene.record.moves[place as usize];
    let bound = log::bound_by(language, scene.record, place as usize, scene.time);
    let stage = one.stage_at(scene.time).map(|stage| stage.kind.label(language));
    format!(
        "{}: {} → {}, {}. {bound}",
        scene.vm(one.vm),
        host_name(one.from),
        host_name(one.to),
        stage.unwrap_or_default()
    )
}

pub(super) fn link(scene: &Scene<'_>, link: u32, now: &Pipes) -> String {
    let language = scene.language;
    let course = &now.links[link as usize];
    let name = scene.record.links[link as usize].name;
    let (used, most) = (
        format::rate(language, course.used),
        format::rate(language, course.capacity),
    );
    let told = say!(language, "{0}: {1} of {2}.", name, used, most);
    if now.bottleneck == Some(link) {
        format!(
            "{told} {}",
            word!(language, "It is full, and holds back more than any other.")
        )
    } else {
        told
    }
}
