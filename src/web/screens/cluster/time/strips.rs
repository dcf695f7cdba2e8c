//! The strips below the rows.

use yew::prelude::*;

use super::drawing::px;
use super::frame::{Frame, GAP};
use crate::units::Share;
use crate::view::cluster::strips::{Area, AreaKind, Hold, Level, Line, Piece, Strip, StripKind};
use crate::view::labels::{Hatch, Role};
use crate::web::screens::lab::hatch;

/// A surface is never narrower.
const THINNEST: f64 = 0.8;
/// The hair between two surfaces, and how large they are at least to have one.
const HAIR: f64 = 0.6;
const ROOM: f64 = 3.0;

/// A strip between a top and so much below it.
pub(super) fn strip(
    index: usize,
    frame: &Frame,
    strip: &Strip,
    letter: Option<&'static str>,
    (top, height): (f64, f64),
) -> Html {
    let inside = Inside { frame, top, height };
    let name = top + 0.75 * frame.em;
    let letters = strip.areas.iter().filter_map(|area| inside.named(area));
    html! {
        <g key={index} class="cluster-strip-of" data-strip={kind(strip.kind)} role="img" aria-label={format!("{}: {}", strip.name, strip.summary)}>
            <rect class="wash" x={px(frame.left)} width={px(frame.width - frame.left)} y={px(top)} height={px(height)} data-tip={strip.summary.clone()} />
            if let Some(letter) = letter {
                <text class="letter" x="2" y={px(name)} dominant-baseline="central">{ letter }</text>
            }
            <text class="name" x={px(frame.left - GAP)} y={px(name)} text-anchor="end" dominant-baseline="central">{ strip.name.clone() }</text>
            <text class="scale" x={px(frame.left - GAP)} y={px(name + 1.15 * frame.em)} text-anchor="end" dominant-baseline="central">{ strip.scale.clone() }</text>
            for (index, area) in strip.areas.iter().enumerate() {
                { inside.area(index, area) }
            }
            for (index, (at, text)) in letters.enumerate() {
                <text key={format!("vm{index}")} class="named" x={px(at.0)} y={px(at.1)} dominant-baseline="central">{ text }</text>
            }
            for (index, level) in strip.levels.iter().enumerate() {
                { inside.level(index, level, &strip.levels[..index]) }
            }
            for (index, line) in strip.lines.iter().enumerate() {
                { inside.line(index, line, strip.levels.is_empty()) }
            }
            for (index, hold) in strip.holds.iter().enumerate() {
                { inside.hold(index, hold, strip.holds.get(index + 1), strip.lines.first()) }
            }
        </g>
    }
}

const fn kind(kind: StripKind) -> &'static str {
    match kind {
        StripKind::Link => "link",
        StripKind::Processor => "processor",
        StripKind::Imbalance => "imbalance",
        StripKind::Hosts => "hosts",
        StripKind::Power => "power",
    }
}

/// The class and the hatch of a surface.
pub(super) fn look(kind: AreaKind) -> (String, Hatch) {
    match kind {
        // What goes while the VM stands still has the colour of that in the rows.
        AreaKind::Sends(Role::Paused) => ("down".to_owned(), Hatch::Plain),
        AreaKind::Sends(role) => (format!("role-{}", role.name()), role.hatch()),
        AreaKind::Others => (format!("role-{}", Role::Idle.name()), Hatch::Plain),
        AreaKind::Missed => (format!("role-{}", Role::Slowed.name()), Role::Slowed.hatch()),
    }
}

struct Inside<'a> {
    frame: &'a Frame,
    top: f64,
    height: f64,
}

impl Inside<'_> {
    fn y(&self, height: Share) -> f64 {
        self.top + self.height * height.rest().as_f64()
    }

    fn area(&self, index: usize, area: &Area) -> Html {
        let (class, hatch) = look(area.kind);
        let rectangle = |piece: &Piece| {
            let (start, end) = (self.frame.x(piece.start), self.frame.x(piece.end));
            let (low, high) = (self.y(piece.low), self.y(piece.high));
            // A hair of paper between two surfaces where they are large enough for it.
            let end = if end - start > ROOM {
                end - HAIR
            } else {
                end.max(start + THINNEST)
            };
            let high = if low - high > ROOM { high + HAIR } else { high };
            format!("M{start:.2} {low:.2}V{high:.2}H{end:.2}V{low:.2}Z")
        };
        let path: String = area.pieces.iter().map(rectangle).collect();
        let second = (area.run == 1 && area.kind == AreaKind::Missed).then_some("second");
        html! {
            <g key={format!("area{index}")} class={classes!(class, second)} data-tip={area.title.clone()} data-vm={area.vm.map(|vm| vm.to_string())}>
                <path class="ground" d={path.clone()} />
                if let Some(fill) = hatch::fill(hatch) {
                    <path d={path} {fill} />
                }
            </g>
        }
    }

    /// Where the name of the VM has room on a surface.
    fn named(&self, area: &Area) -> Option<((f64, f64), String)> {
        let name = area
            .title
            .split(':')
            .next()
            .filter(|_| area.vm.is_some() && area.kind == AreaKind::Sends(Role::Sent))?;
        let room = self.frame.wide(name) + 2.0 * GAP;
        let fits = |piece: &&Piece| {
            self.frame.x(piece.end) - self.frame.x(piece.start) >= room
                && self.y(piece.low) - self.y(piece.high) >= self.frame.em
        };
        let piece = area.pieces.iter().find(fits)?;
        let middle = f64::midpoint(self.y(piece.low), self.y(piece.high));
        Some(((self.frame.x(piece.start) + GAP, middle), name.to_owned()))
    }

    fn line(&self, index: usize, line: &Line, ends: bool) -> Html {
        let Some(&(_, first)) = line.steps.first() else {
            return Html::default();
        };
        let mut path = format!("M{:.1} {:.1}", self.frame.left, self.y(first));
        for (at, height) in &line.steps {
            path += &format!("H{:.1}V{:.1}", self.frame.x(*at), self.y(*height));
        }
        path += &format!("H{:.1}", self.frame.x(line.end));
        let last = line.steps.last().map_or(first, |step| step.1);
        let second = (line.run == 1).then_some("second");
        html! {
            <g key={format!("line{index}")} class={classes!("course", second)}>
                <path d={path} />
                if line.run == 0 {
                    <text x={px(self.frame.left + GAP)} y={px(self.beside(first))} dominant-baseline="central">{ line.first.clone() }</text>
                }
                if ends && line.run == 0 {
                    <text x={px(self.frame.width - GAP)} y={px(self.beside(last))} text-anchor="end" dominant-baseline="central">{ line.last.clone() }</text>
                }
            </g>
        }
    }

    /// Where a word has room beside a line: above it, or below where that is past the strip.
    fn beside(&self, height: Share) -> f64 {
        let (line, half) = (self.y(height), 0.65 * self.frame.em);
        if line - 2.0 * half >= self.top {
            line - half
        } else {
            line + half
        }
    }

    /// A limit; its words go left of those of limits that are too near for two lines of words.
    fn level(&self, index: usize, level: &Level, before: &[Level]) -> Html {
        let at = self.y(level.height);
        // Words on a line at the border of the strip stay inside.
        let half = 0.5 * self.frame.em;
        let words = |level: &Level| {
            self.y(level.height)
                .clamp(self.top + half, self.top + self.height - half)
        };
        let middle = words(level);
        let near = before.iter().filter(|other| (words(other) - middle).abs() < 2.2 * half);
        let taken: f64 = near.map(|other| self.frame.wide(&other.text) + 3.0 * GAP).sum();
        html! {
            <g key={format!("level{index}")} class="level">
                <line x1={px(self.frame.left)} x2={px(self.frame.width)} y1={px(at)} y2={px(at)} />
                <text x={px(self.frame.width - GAP - taken)} y={px(middle)} text-anchor="end" dominant-baseline="central">{ level.text.clone() }</text>
            </g>
        }
    }

    fn hold(&self, index: usize, hold: &Hold, next: Option<&Hold>, line: Option<&Line>) -> Html {
        let Some(&(at, height)) = hold.looks.last() else {
            return Html::default();
        };
        // Behind the word at the beginning of the course.
        let first = self.frame.left + 3.0 * GAP + line.map_or(0.0, |line| self.frame.wide(&line.first));
        let start = (self.frame.x(at) + 2.0 * GAP).max(first);
        let free = next
            .and_then(|next| next.looks.first())
            .map_or(self.frame.width, |look| self.frame.x(look.0));
        let fits = start + self.frame.wide(&hold.text) <= free;
        html! {
            <g key={format!("hold{index}")} class={classes!("hold", (hold.run == 1).then_some("second"))} data-tip={hold.text.clone()}>
                for (index, (at, height)) in hold.looks.iter().enumerate() {
                    <circle key={index} cx={px(self.frame.x(*at))} cy={px(self.y(*height))} r="3" />
                }
                if fits {
                    <text x={px(start)} y={px(self.beside(height))} dominant-baseline="central">{ hold.text.clone() }</text>
                }
            </g>
        }
    }
}
