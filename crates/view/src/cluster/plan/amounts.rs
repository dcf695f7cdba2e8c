//! Words beside bins and pipes: how much of each link is used, which one is full, and what the axis says.

use std::collections::BTreeMap;

use engine::units::{Bytes, Rate};
use text::{Language, say, word};

use super::rows::Floor;
use super::strands::{Label, Piece, Pipe, Side};
use super::{Ground, Level, Metrics, Scene, largest, text_width};
use crate::cluster::pipes::{LinkNow, Pipes, line};
use crate::format;

struct Words<'a> {
    language: Language,
    scene: &'a Scene<'a>,
    now: &'a Pipes,
    /// The unit of amounts: its name, and bits a second.
    unit: (&'static str, f64),
    size: f64,
}

impl Words<'_> {
    /// A link that carries something, or less than it was built for.
    fn busy(&self, pipe: Option<&Pipe>) -> Option<(u32, &LinkNow)> {
        let link = pipe?.link?;
        let now = &self.now.links[link as usize];
        (!now.used.is_zero() || now.capacity < now.whole).then_some((link, now))
    }

    fn label(&self, (x, y): (f64, f64), side: Side, is_strong: bool, text: String) -> Label {
        Label {
            x,
            y,
            side,
            is_strong,
            type_size: self.size,
            text,
        }
    }

    fn number(&self, rate: Rate) -> String {
        let value = rate.as_f64() * 8.0 / self.unit.1;
        let decimals = if value == value.round() {
            0
        } else if value < 10.0 {
            2
        } else {
            usize::from(value < 100.0)
        };
        format::localized(self.language, format!("{value:.decimals$}"))
    }

    /// `↑ 6.3 of 20`, and shorter.
    fn amounts(&self, arrow: char, link: u32, now: &LinkNow) -> [String; 2] {
        let line = line(self.scene.record, self.scene.record.links[link as usize].name);
        let [used, most] = [now.used, now.capacity].map(|rate| self.number(line * (rate / now.whole)));
        if now.capacity.is_zero() {
            return [word!(self.language, "down" in "link").to_owned(), "×".to_owned()];
        }
        let short = format!("{arrow} {used}");
        [say!(self.language, "{0} of {1}" in "amount", short, most), short]
    }

    fn fitting(&self, texts: [String; 2], room: f64) -> Option<String> {
        texts.into_iter().find(|text| text_width(text, self.size) <= room)
    }
}

pub(super) fn place(scene: &Scene<'_>, level: Level, ground: &Ground, now: &Pipes) -> Vec<Label> {
    let (metrics, floor, pipes) = (&ground.metrics, &ground.floor, &ground.pieces);
    let mut labels = Vec::new();
    let fastest = scene
        .record
        .cluster
        .hosts
        .iter()
        .map(|host| host.nic)
        .max()
        .unwrap_or_default();
    let words = Words {
        language: scene.language,
        scene,
        now,
        unit: if fastest < Rate::bits_per_s(1e9) {
            ("Mbit/s", 1e6)
        } else {
            ("Gbit/s", 1e9)
        },
        size: 9.5 * metrics.u,
    };
    if level == Level::Full {
        axis(&words, metrics, floor, &mut labels);
        for host in 0..scene.hosts.len() as u32 {
            lines(&words, metrics, pipes, host, &mut labels);
        }
    }
    if scene.record.cluster.racks > 1 {
        racks(&words, level, metrics, floor, pipes, &mut labels);
    }
    labels
}

fn axis(words: &Words<'_>, metrics: &Metrics, floor: &Floor, labels: &mut Vec<Label>) {
    let (u, all) = (metrics.u, largest(words.scene.record));
    let mut label = |y: f64, text: String| {
        let place = (metrics.axis - 5.0 * u, y);
        labels.push(words.label(place, Side::End, false, text));
    };
    for row in &floor.rows {
        for part in [0.0, 0.5, 1.0] {
            let gib = (all * part).as_f64() / Bytes::gib(1.0).as_f64();
            let text = format::localized(words.language, format!("{}", (gib * 10.0).round() / 10.0));
            label(row.ground - floor.high * part + 3.0 * u, text);
        }
        label(row.ground - floor.high - 9.0 * u, "GiB".to_owned());
        label(row.ground + metrics.nic * 0.6, words.unit.0.to_owned());
    }
}

/// Between the lines out of a host and into it.
fn lines(words: &Words<'_>, metrics: &Metrics, pipes: &BTreeMap<Piece, Pipe>, host: u32, labels: &mut Vec<Label>) {
    let (language, u) = (words.language, metrics.u);
    let [out, into] = [Piece::Out(host), Piece::In(host)].map(|piece| pipes.get(&piece));
    let (Some(left), Some(right)) = (out, into) else { return };
    let (start, end) = (left.rect.right() + 4.0 * u, right.rect.x - 4.0 * u);
    let room = end - start;
    let line = |index: f64| left.rect.y + (12.0 + 12.0 * index) * u;
    let mut label = |x: f64, y: f64, side: Side, is_strong: bool, text: String| {
        labels.push(words.label((x, y), side, is_strong, text));
    };
    let (leaves, comes) = (words.busy(out), words.busy(into));
    for (busy, other, x, side) in [(leaves, comes, start, Side::Start), (comes, leaves, end, Side::End)] {
        if busy.is_some_and(|(link, _)| words.now.bottleneck == Some(link)) {
            // Words may stand over a line that carries nothing.
            let room = if other.is_none() { room + left.rect.width } else { room };
            label(x, line(0.0), side, true, word!(language, "full" in "link").to_owned());
            let long = word!(language, "bottleneck");
            if text_width(long, words.size) <= room + 2.0 * u {
                label(x, line(1.0), side, true, long.to_owned());
            }
            return;
        }
    }
    if leaves.is_none() && comes.is_none() {
        let [one, other] = [word!(language, "out" in "link"), word!(language, "in" in "link")];
        if text_width(one, words.size) + text_width(other, words.size) + 8.0 * u < room {
            label(start, line(0.5), Side::Start, false, one.to_owned());
            label(end, line(0.5), Side::End, false, other.to_owned());
        }
        return;
    }
    if let Some((link, now)) = leaves
        && let Some(text) = words.fitting(words.amounts('↑', link, now), room)
    {
        label(start, line(0.0), Side::Start, false, text);
    }
    if let Some((link, now)) = comes
        && let Some(text) = words.fitting(words.amounts('↓', link, now), room)
    {
        label(end, line(1.0), Side::End, false, text);
    }
}

/// Beside the uplinks of racks, and in the core.
fn racks(
    words: &Words<'_>,
    level: Level,
    metrics: &Metrics,
    floor: &Floor,
    pipes: &BTreeMap<Piece, Pipe>,
    labels: &mut Vec<Label>,
) {
    let (language, u) = (words.language, metrics.u);
    let mut label = |x: f64, y: f64, side: Side, is_strong: bool, text: String| {
        labels.push(words.label((x, y), side, is_strong, text));
    };
    for rack in 0..words.scene.record.cluster.racks {
        let (Some(up), Some(down)) = (pipes.get(&Piece::Up(rack)), pipes.get(&Piece::Down(rack))) else {
            continue;
        };
        let row = floor.last_row(rack);
        let Some(bus) = pipes.get(&Piece::Bus(row, rack)) else {
            continue;
        };
        let y = up.rect.y + metrics.stub * 0.5 + 3.5 * u;
        let name = say!(language, "rack {0}", rack + 1);
        if text_width(&name, words.size) + 4.0 * u < up.rect.x - bus.rect.x {
            label(bus.rect.x, y, Side::Start, false, name);
        }
        let mut room = down.rect.x - up.rect.right() - 10.0 * u;
        for (pipe, arrow, x, side) in [
            (up, '↑', up.rect.right() + 4.0 * u, Side::Start),
            (down, '↓', down.rect.x - 4.0 * u, Side::End),
        ] {
            let Some((link, now)) = words.busy(Some(pipe)) else {
                continue;
            };
            let is_strong = words.now.bottleneck == Some(link);
            let mut texts = words.amounts(arrow, link, now);
            if is_strong {
                texts = [
                    say!(language, "{0}: full, the bottleneck", texts[1]),
                    say!(language, "{0}: full", texts[1]),
                ];
            }
            if let Some(text) = words.fitting(texts, room) {
                room -= text_width(&text, words.size) + 6.0 * u;
                label(x, y, side, is_strong, text);
            }
        }
    }
    if level == Level::Full
        && let Some((index, row)) = floor.rows.iter().enumerate().next_back()
        && let Some(core) = pipes.get(&Piece::Core(index))
    {
        let name = word!(language, "core" in "link");
        let y = row.core + floor.pipe * 0.5 + 3.5 * u;
        label(metrics.axis - 5.0 * u, y, Side::End, false, name.to_owned());
        if let Some((link, now)) = words.busy(Some(core)) {
            let is_strong = words.now.bottleneck == Some(link);
            let [amount, short] = words.amounts('↔', link, now);
            let text = if is_strong {
                say!(language, "{0}: full, the bottleneck", short)
            } else {
                amount
            };
            label(core.rect.x, core.rect.bottom() + 11.0 * u, Side::Start, is_strong, text);
        }
    }
}

/// Where there is no room beside the links, it is said once below the picture.
pub(super) fn bottleneck(scene: &Scene<'_>, x: f64, y: f64, u: f64, link: Option<u32>) -> Option<Label> {
    let name = scene.record.links[link? as usize].name;
    Some(Label {
        x,
        y: y + 12.0 * u,
        side: Side::Start,
        is_strong: true,
        type_size: 11.0 * u,
        text: say!(scene.language, "The bottleneck: {0} is full.", name),
    })
}
