//! Links as pipes, and in them the strands of the migrations, as wide as their shares.
//!
//! Pipes stand and bars lie, and a strand goes from one to the other in turn: out of its host, along the bar of the rack, up
//! to the core and down again. A bar that is no link of the cluster takes a strand as wide as it left its host.

use std::collections::BTreeMap;
use std::rc::Rc;

use engine::cluster::Record;
use engine::cluster::settings::{LinkName, Way};
use engine::units::Rate;

use super::rows::Floor;
use super::{Ground, Metrics, Rect, Scene, tips};
use crate::cluster::pipes::{LinkNow, Pipes, Strand};
use crate::labels::Role;

/// A link, or what joins links.
#[derive(Clone, Debug, PartialEq)]
pub struct PipeBox {
    /// Its place in the record; none if it never holds anything back.
    pub link: Option<u32>,
    /// Where.
    pub rect: Rect,
    /// What of it cannot be used now.
    pub closed: Option<Rect>,
    /// What flows that is no migration.
    pub tenants: Option<Rect>,
    /// Whether it holds back most.
    pub is_bottleneck: bool,
    /// In words.
    pub tip: String,
}

/// A migration on its way over the links.
#[derive(Clone, Debug, PartialEq)]
pub struct StrandBox {
    /// Its place in the record, and its VM.
    pub place: u32,
    /// See [`StrandBox::place`].
    pub vm: u32,
    /// What it sends.
    pub role: Role,
    /// From the source to the destination.
    pub rects: Vec<Rect>,
    /// Its head at the destination: the point, half its width, and its height.
    pub head: (f64, f64, f64, f64),
    /// In words.
    pub tip: String,
}

/// On which side of its place a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// Words beside the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where the line stands.
    pub x: f64,
    /// See [`Label::x`].
    pub y: f64,
    /// See [`Side`].
    pub side: Side,
    /// Whether it must not be missed.
    pub is_strong: bool,
    /// The size of the type.
    pub type_size: f64,
    /// The words.
    pub text: String,
}

/// A part of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// Out of a host, and into one.
    Out(u32),
    In(u32),
    /// The hosts of a rack in a row.
    Bus(usize, u32),
    /// The rows of a rack.
    RackTrunk(u32),
    /// Up from a rack to the core, and down.
    Up(u32),
    Down(u32),
    /// The racks of a row.
    Core(usize),
    /// The rows.
    CoreTrunk,
}

impl Piece {
    const fn lies(self) -> bool {
        matches!(self, Self::Bus(..) | Self::Core(_))
    }
}

/// A piece as it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pipe {
    pub rect: Rect,
    pub link: Option<u32>,
}

/// The links as they are drawn, in the order of their pieces; what has not changed since `before` as it was drawn then.
pub(super) fn links(
    scene: &Scene<'_>,
    pieces: &BTreeMap<Piece, Pipe>,
    now: &Pipes,
    before: Option<(&Pipes, &[Rc<PipeBox>])>,
) -> Vec<Rc<PipeBox>> {
    let drawn = pieces.iter().enumerate().map(|(index, (&piece, pipe))| {
        let is_as = |then: &Pipes| {
            pipe.link.is_none_or(|link| {
                let place = link as usize;
                then.links[place] == now.links[place]
                    && (then.bottleneck == Some(link)) == (now.bottleneck == Some(link))
            })
        };
        let kept = before
            .filter(|(then, _)| is_as(then))
            .map(|(_, drawn)| drawn[index].clone());
        kept.unwrap_or_else(|| Rc::new(pipe_box(scene, piece, pipe, now)))
    });
    drawn.collect()
}

/// Where all links are, and what joins them.
pub(super) fn pieces(record: &Record, metrics: &Metrics, floor: &Floor) -> BTreeMap<Piece, Pipe> {
    let links: BTreeMap<Piece, u32> = record
        .links
        .iter()
        .enumerate()
        .filter_map(|(place, link)| Some((piece_of(link.name)?, place as u32)))
        .collect();
    let (u, pipe) = (metrics.u, floor.pipe);
    let mut pieces = BTreeMap::new();
    let mut put = |piece: Piece, x: f64, y: f64, width: f64, height: f64| {
        let rect = Rect { x, y, width, height };
        let link = match piece {
            Piece::Core(_) => links.get(&Piece::Core(0)),
            piece => links.get(&piece),
        };
        let link = link.copied();
        pieces.insert(piece, Pipe { rect, link });
    };
    let inset = (floor.bin * 0.06).min(6.0 * u);
    for host in 0..record.cluster.hosts.len() {
        let bin = floor.bin(host);
        let name = host as u32;
        put(Piece::Out(name), bin.x + inset, bin.bottom(), pipe, metrics.nic);
        put(
            Piece::In(name),
            bin.right() - inset - pipe,
            bin.bottom(),
            pipe,
            metrics.nic,
        );
    }
    let several = record.cluster.racks > 1;
    let mut parted = false;
    let end = |host: usize| floor.spots[host].1 + floor.column - floor.gap;
    for rack in 0..record.cluster.racks {
        let (first, last) = (
            floor.racks.partition_point(|&other| other < rack),
            floor.racks.partition_point(|&other| other <= rack) - 1,
        );
        let (top, bottom) = (floor.spots[first].0, floor.spots[last].0);
        for row in top..=bottom {
            let span = floor.span(row, rack);
            let x = floor.spots[span.start].1;
            let right = if top < bottom {
                floor.trunks.0 + pipe
            } else {
                end(span.end - 1)
            };
            put(Piece::Bus(row, rack), x, floor.rows[row].bus, right - x, pipe);
        }
        if top < bottom {
            parted = true;
            let y = floor.rows[top].bus;
            put(
                Piece::RackTrunk(rack),
                floor.trunks.0,
                y,
                pipe,
                floor.rows[bottom].bus + pipe - y,
            );
        }
        if several {
            let span = floor.span(bottom, rack);
            let (x, right) = (floor.spots[span.start].1, end(span.end - 1));
            let y = floor.rows[bottom].bus + pipe;
            let shift = if right - x > 150.0 * u && metrics.stub > 12.0 * u {
                48.0 * u
            } else {
                inset
            };
            put(Piece::Up(rack), x + shift, y, pipe, metrics.stub);
            put(Piece::Down(rack), right - inset - pipe, y, pipe, metrics.stub);
        }
    }
    if several {
        let joined = floor.rows.len() > 1;
        let trunk = if parted { floor.trunks.1 } else { floor.trunks.0 };
        for (index, row) in floor.rows.iter().enumerate() {
            let x = floor.spots[row.hosts.start].1;
            let right = if joined { trunk + pipe } else { end(row.hosts.end - 1) };
            put(Piece::Core(index), x, row.core, right - x, pipe);
        }
        if let (true, Some(first), Some(last)) = (joined, floor.rows.first(), floor.rows.last()) {
            put(Piece::CoreTrunk, trunk, first.core, pipe, last.core + pipe - first.core);
        }
    }
    pieces
}

fn piece_of(name: LinkName) -> Option<Piece> {
    Some(match name {
        LinkName::Host(host, Way::Out) => Piece::Out(host.0 - 1),
        LinkName::Host(host, Way::In) => Piece::In(host.0 - 1),
        LinkName::Rack(rack, Way::Out) => Piece::Up(rack - 1),
        LinkName::Rack(rack, Way::In) => Piece::Down(rack - 1),
        LinkName::Core => Piece::Core(0),
        LinkName::Host(_, Way::Both) | LinkName::Rack(_, Way::Both) => return None,
    })
}

/// A part of a pipe, across: from and how wide, in parts of its width.
fn slice(pipe: &Pipe, piece: Piece, from: f64, part: f64) -> Rect {
    let rect = pipe.rect;
    if piece.lies() {
        Rect {
            y: rect.y + rect.height * from,
            height: rect.height * part,
            ..rect
        }
    } else {
        Rect {
            x: rect.x + rect.width * from,
            width: rect.width * part,
            ..rect
        }
    }
}

fn pipe_box(scene: &Scene<'_>, piece: Piece, pipe: &Pipe, now: &Pipes) -> PipeBox {
    let link = pipe.link.map(|link| &now.links[link as usize]);
    let part = |rate: Rate| link.map_or(0.0, |link| link.part(rate).as_f64());
    let open = link.map_or(1.0, |link| part(link.capacity));
    let tenants = part(link.map_or(Rate::ZERO, LinkNow::tenants));
    let moves = link.map_or(0.0, |link| part(link.used)) - tenants;
    PipeBox {
        link: pipe.link,
        rect: pipe.rect,
        closed: (open < 1.0 - 1e-9).then(|| slice(pipe, piece, open, 1.0 - open)),
        tenants: (tenants > 0.0).then(|| slice(pipe, piece, moves.max(0.0), tenants)),
        is_bottleneck: pipe.link.is_some() && pipe.link == now.bottleneck,
        tip: pipe.link.map_or_else(String::new, |link| tips::link(scene, link, now)),
    }
}

/// The way from a host to another, standing and lying in turn.
fn way(floor: &Floor, from: u32, to: u32) -> Vec<Piece> {
    let spot = |host: u32| (floor.spots[host as usize].0, floor.racks[host as usize]);
    let ((row, rack), (other_row, other_rack)) = (spot(from), spot(to));
    let mut way = vec![Piece::Out(from), Piece::Bus(row, rack)];
    let along = |way: &mut Vec<Piece>, rack: u32, from: usize, to: usize| {
        if from != to {
            way.extend([Piece::RackTrunk(rack), Piece::Bus(to, rack)]);
        }
    };
    if rack == other_rack {
        along(&mut way, rack, row, other_row);
    } else {
        let (leaves, comes) = (floor.last_row(rack), floor.last_row(other_rack));
        along(&mut way, rack, row, leaves);
        way.extend([Piece::Up(rack), Piece::Core(leaves)]);
        if leaves != comes {
            way.extend([Piece::CoreTrunk, Piece::Core(comes)]);
        }
        way.extend([Piece::Down(other_rack), Piece::Bus(comes, other_rack)]);
        along(&mut way, other_rack, comes, other_row);
    }
    way.push(Piece::In(to));
    way
}

/// From where to where a strand lies across a piece, in parts of its width.
type Lanes = BTreeMap<(Piece, u32), (f64, f64)>;

pub(super) fn strands(scene: &Scene<'_>, ground: &Ground, now: &Pipes) -> Vec<Rc<StrandBox>> {
    let (metrics, floor, pipes) = (&ground.metrics, &ground.floor, &ground.pieces);
    let moves = &scene.record.moves;
    let mut all: Vec<(Strand, Vec<Piece>)> = Vec::new();
    for place in scene.record.under_way(scene.time) {
        let one = &moves[place];
        let strands = &now.links[one.path[0] as usize].strands;
        if let Some(strand) = strands.iter().find(|strand| strand.place as usize == place) {
            all.push((*strand, way(floor, one.from, one.to)));
        }
    }
    let lanes = lanes(&all, now, pipes);
    let drawn = all.iter().map(|(strand, way)| {
        let across: Vec<Rect> = way
            .iter()
            .map(|&piece| {
                let (from, part) = lanes[&(piece, strand.place)];
                thinned(slice(&pipes[&piece], piece, from, part), piece, metrics.u)
            })
            .collect();
        let last = across[way.len() - 1];
        let half = (last.width / 2.0 + 1.5 * metrics.u).max(3.0 * metrics.u);
        let high = (6.0 * metrics.u).min(metrics.nic * 0.45);
        let top = last.y + 1.0;
        Rc::new(StrandBox {
            place: strand.place,
            vm: moves[strand.place as usize].vm,
            role: strand.role(),
            rects: joined(way, &across, top + high),
            head: (last.x + last.width / 2.0, top, half, high),
            tip: tips::strand(scene, strand.place),
        })
    });
    drawn.collect()
}

/// Neighbours do not touch.
fn thinned(rect: Rect, piece: Piece, u: f64) -> Rect {
    let thin = |at: f64, width: f64| {
        let rim = (0.5 * u).min(width * 0.12);
        (at + rim, width - 2.0 * rim)
    };
    if piece.lies() {
        let (y, height) = thin(rect.y, rect.height);
        Rect { y, height, ..rect }
    } else {
        let (x, width) = thin(rect.x, rect.width);
        Rect { x, width, ..rect }
    }
}

fn lanes(all: &[(Strand, Vec<Piece>)], now: &Pipes, pipes: &BTreeMap<Piece, Pipe>) -> Lanes {
    let mut lanes = Lanes::new();
    let mut taken: BTreeMap<Piece, f64> = BTreeMap::new();
    for (strand, way) in all {
        let link_part = |piece: &Piece| {
            let link = pipes[piece].link?;
            Some(now.links[link as usize].part(strand.rate).as_f64())
        };
        let at_source = link_part(&way[0]).unwrap_or_default();
        for piece in way {
            let part = link_part(piece).unwrap_or(at_source);
            let from = taken.entry(*piece).or_default();
            lanes.insert((*piece, strand.place), (*from, part));
            *from += part;
        }
    }
    for ((piece, _), (from, part)) in &mut lanes {
        // A bar that is no link has room for whatever comes.
        let taken = taken[piece];
        if taken > 1.0 {
            (*from, *part) = (*from / taken, *part / taken);
        }
    }
    lanes
}

/// Slices of the pieces of a way, each as long as from the one before to the one after.
fn joined(way: &[Piece], across: &[Rect], top: f64) -> Vec<Rect> {
    let spans = way.iter().enumerate().map(|(index, piece)| {
        let near = |step: usize| across.get(step);
        let before = index.checked_sub(1).and_then(near);
        let sides = [before, near(index + 1)].into_iter().flatten();
        let own = across[index];
        if piece.lies() {
            let (from, to) = sides.fold((f64::MAX, f64::MIN), |(from, to), side| {
                (from.min(side.x), to.max(side.right()))
            });
            Rect {
                x: from,
                width: to - from,
                ..own
            }
        } else {
            let ends = match piece {
                Piece::In(_) => (top, top),
                Piece::Out(_) => (own.y, own.y),
                _ => (f64::MAX, f64::MIN),
            };
            let (from, to) = sides.fold(ends, |(from, to), side| (from.min(side.y), to.max(side.bottom())));
            Rect {
                y: from,
                height: to - from,
                ..own
            }
        }
    });
    spans.collect()
}
