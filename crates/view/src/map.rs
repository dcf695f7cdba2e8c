//! The map of what would become of the live lane elsewhere: its picture,
//! and the same in words.

use std::mem::discriminant;

use super::charts::Table;
use super::format;
use super::labels::Hatch;
use super::palette::{Color, Palette};
use super::verdict;
use engine::params::{Id, Quantity, Unit};
use engine::scenario::Spot;
use engine::units::{Rate, SimTime};
use link::explore::map::{Fate, Map, SIDE, cell_at, place_of, spot_at};
use text::Language;
use text::{say, word};

/// Downtimes at the ends of the colour scale, in powers of ten of a second.
const SCALE: (i32, i32) = (-3, 2);
/// Places between two lines of the table.
const TABLE_STEP: usize = 8;

/// The heading.
#[must_use]
pub fn caption(language: Language) -> &'static str {
    word!(language, "Where live migration works")
}

/// What it shows, and what a click does.
#[must_use]
pub fn explanation(language: Language) -> &'static str {
    word!(
        language,
        "The downtime of the live migration at every write rate, over every link; dark where it never ends. The circle is this experiment, and a click goes to another."
    )
}

/// What the axis across is.
#[must_use]
pub fn across_told(language: Language) -> &'static str {
    word!(
        language,
        "To the right the VM writes more to its memory: more has to go again. Each step is as many times as much as the one before."
    )
}

/// What the axis upwards is.
#[must_use]
pub fn upwards_told(language: Language) -> &'static str {
    word!(
        language,
        "Upwards the link is faster. Each step is as many times as fast as the one before."
    )
}

/// What grows across.
#[must_use]
pub fn across(language: Language) -> &'static str {
    word!(language, "writes →")
}

/// What grows upwards.
#[must_use]
pub fn upwards(language: Language) -> &'static str {
    word!(language, "link ↑")
}

/// The name of the dashed line.
#[must_use]
pub fn frontier(language: Language) -> &'static str {
    word!(language, "writes = link")
}

/// How a place is painted: two fates of the same look are one surface.
pub(super) fn look(palette: &Palette, fate: Fate) -> (Color, Hatch) {
    (color(palette, fate), hatch(fate))
}

pub(super) fn color(palette: &Palette, fate: Fate) -> Color {
    match fate {
        Fate::Moved(downtime) | Fate::PostCopied(downtime) | Fate::Hurried(downtime) => shade(palette, downtime),
        Fate::Hovers(downtime) => downtime.map_or_else(|| dark(palette), |downtime| shade(palette, downtime)),
        Fate::Never => dark(palette),
        Fate::Cancelled => palette.off,
        Fate::Failed | Fate::Lost => palette.dirty,
        Fate::NotDecided => palette.paper.mix(palette.ink, 0.2),
    }
}

/// The longer, the stronger; each factor of ten makes the same difference.
fn shade(palette: &Palette, downtime: SimTime) -> Color {
    let (low, high) = (f64::from(SCALE.0), f64::from(SCALE.1));
    let part = ((libm::log10(downtime.as_s().max(1e-9)) - low) / (high - low)).clamp(0.0, 1.0);
    // A touch below the middle the colour itself.
    if part < 0.6 {
        palette.paper.mix(palette.sent, 0.12 + 0.88 * part / 0.6)
    } else {
        palette.sent.mix(palette.ink, (part - 0.6) / 0.4 * 0.55)
    }
}

/// Nearly black in every scheme.
fn dark(palette: &Palette) -> Color {
    if palette.ink.luminance() < palette.paper.luminance() {
        palette.ink.mix(palette.paper, 0.1)
    } else {
        Color::BLACK
    }
}

pub(super) fn hatch(fate: Fate) -> Hatch {
    match fate {
        Fate::Moved(_) | Fate::Hurried(_) => Hatch::Plain,
        Fate::Hovers(_) => Hatch::Dotted,
        Fate::PostCopied(_) => Hatch::Falling,
        Fate::Never => Hatch::Rising,
        Fate::Cancelled => Hatch::Upright,
        Fate::Failed | Fate::Lost => Hatch::Crossed,
        Fate::NotDecided => Hatch::Level,
    }
}

/// The picture as red, green, blue and alpha: each place `size` pixels wide and high, strokes of the hatches `stroke` pixels.
#[must_use]
pub fn pixels(map: &Map, palette: &Palette, size: (usize, usize), stroke: usize) -> Vec<u8> {
    let (width, height) = (SIDE * size.0, SIDE * size.1);
    let period = stroke * 6;
    let mut pixels = vec![0; width * height * 4];
    let paints: Vec<Option<(Color, Color, Hatch)>> = (0..SIDE * SIDE)
        .map(|index| {
            let fate = map.fate(index % SIDE, SIDE - 1 - index / SIDE)?;
            let ground = color(palette, fate);
            Some((ground, ground.mix(ground.text_on(), 0.45), hatch(fate)))
        })
        .collect();
    for (index, pixel) in pixels.chunks_exact_mut(4).enumerate() {
        let (x, y) = (index % width, index / width);
        let Some((ground, line, hatch)) = paints[y / size.1 * SIDE + x / size.0] else {
            continue;
        };
        let rising = (x + y) % period < stroke;
        let falling = (x + height * period - y) % period < stroke;
        let on_line = match hatch {
            Hatch::Plain => false,
            Hatch::Rising => rising,
            Hatch::Falling => falling,
            Hatch::Upright => x % period < stroke,
            Hatch::Level => y % period < stroke,
            Hatch::Crossed => rising || falling,
            Hatch::Dotted => x % (2 * stroke) < stroke && y % (2 * stroke) < stroke,
        };
        let Color(red, green, blue) = if on_line { line } else { ground };
        pixel.copy_from_slice(&[red, green, blue, u8::MAX]);
    }
    pixels
}

/// A write rate as it stands on the axis.
#[must_use]
pub fn writes(language: Language, rate: Rate) -> String {
    format::quantity(language, Unit::ByteRate, Quantity::Rate(rate))
}

/// What becomes of the VM, in a few words.
#[must_use]
pub fn fate(language: Language, fate: Fate) -> String {
    verdict::of_a_cell(language, fate)
}

/// A place and what happens there: `200 MiB/s, 1 Gbit/s: never ends`.
#[must_use]
pub fn readout(language: Language, map: &Map, (column, row): (usize, usize)) -> String {
    told(language, spot_at(column, row), map.fate(column, row))
}

/// The same about the present experiment, whose fate its own trace tells: the middle of its cell may have another.
#[must_use]
pub fn here(language: Language, spot: Spot, fate: Fate) -> String {
    told(language, spot, Some(fate))
}

fn told(language: Language, spot: Spot, known: Option<Fate>) -> String {
    let what = known.map_or_else(|| "…".to_owned(), |known| fate(language, known));
    writes(language, spot.writes) + ", " + &format::bit_rate(language, spot.link) + ": " + &what
}

/// Where the present experiment is, and how far it is to the end of convergence.
#[must_use]
pub fn summary(language: Language, map: &Map, spot: Spot, fate: Fate) -> String {
    let (column, row) = cell_at(place_of(spot));
    let text = word!(language, "Downtime of the live migration over write rate and link. ");
    let here = text.to_owned() + &here(language, spot, fate) + ".";
    let never = |column: usize, row: usize| map.fate(column, row) == Some(Fate::Never);
    let further = if fate == Fate::Never {
        let faster = |&row: &usize| spot_at(column, row).link > spot.link;
        (row..SIDE).filter(faster).find(|&row| !never(column, row)).map(|row| {
            say!(
                language,
                " It needs a link of {0}.",
                format::bit_rate(language, spot_at(column, row).link)
            )
        })
    } else {
        let more = |&column: &usize| spot_at(column, row).writes > spot.writes;
        (column..SIDE)
            .filter(more)
            .find(|&column| never(column, row))
            .map(|column| {
                say!(
                    language,
                    " From {0} on it never ends.",
                    writes(language, spot_at(column, row).writes)
                )
            })
    };
    here + &further.unwrap_or_default()
}

/// A surface of the map and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shade {
    /// Its meaning.
    pub label: String,
    /// Its colour.
    pub color: Color,
    /// What tells it apart without colour.
    pub hatch: Hatch,
}

/// The shades of downtime that are on the map, and what else is.
#[must_use]
pub fn legend(language: Language, map: &Map, palette: &Palette) -> (Vec<Shade>, Vec<Shade>) {
    let fates: Vec<Fate> = (0..SIDE * SIDE)
        .filter_map(|index| map.fate(index % SIDE, index / SIDE))
        .collect();
    let item = |label: &str, fate: Fate| Shade {
        label: label.to_owned(),
        color: color(palette, fate),
        hatch: hatch(fate),
    };
    let powers = fates.iter().filter_map(|fate| match fate {
        Fate::Moved(time) | Fate::PostCopied(time) | Fate::Hurried(time) | Fate::Hovers(Some(time)) => {
            Some(libm::log10(time.as_s().max(1e-9)))
        }
        _ => None,
    });
    let ends = powers.fold(None, |ends, power| {
        let (low, high) = ends.unwrap_or((power, power));
        Some((f64::min(low, power), f64::max(high, power)))
    });
    let (low, high) = ends.map_or((1, 0), |(low, high)| {
        let (low, high) = (low.floor() as i32, high.ceil() as i32);
        (low.clamp(SCALE.0, SCALE.1), high.clamp(SCALE.0, SCALE.1))
    });
    let scale = (low..=high)
        .map(|power| SimTime::s(10_f64.powi(power)))
        .map(|time| item(&format::short_time(language, time), Fate::Moved(time)))
        .collect();
    let undecided = fates.iter().filter(|fate| **fate == Fate::NotDecided).count();
    let undecided = say!(language, "not decided: {0}", undecided);
    let [hovers, never, cancelled, failed, lost] = [
        Fate::Hovers(None),
        Fate::Never,
        Fate::Cancelled,
        Fate::Failed,
        Fate::Lost,
    ]
    .map(|known| fate(language, known));
    let others = [
        (word!(language, "post-copy"), Fate::PostCopied(SimTime::ms(10.0))),
        (&*hovers, Fate::Hovers(Some(SimTime::ms(10.0)))),
        (&*never, Fate::Never),
        (&*cancelled, Fate::Cancelled),
        (&*failed, Fate::Failed),
        (&*lost, Fate::Lost),
        (undecided.as_str(), Fate::NotDecided),
    ];
    let others = others
        .into_iter()
        .filter(|(_, fate)| fates.iter().any(|other| discriminant(other) == discriminant(fate)))
        .map(|(label, fate)| item(label, fate))
        .collect();
    (scale, others)
}

/// Every eighth place in numbers.
#[must_use]
pub fn table(language: Language, map: &Map) -> Table {
    let places = || (TABLE_STEP / 2..SIDE).step_by(TABLE_STEP);
    let corner = word!(language, "Link, write rate").to_owned();
    let head = std::iter::once(corner).chain(places().map(|column| writes(language, spot_at(column, 0).writes)));
    let row = |row: usize| {
        let name = format::bit_rate(language, spot_at(0, row).link);
        let cells = places().map(|column| {
            map.fate(column, row)
                .map_or_else(String::new, |known| fate(language, known))
        });
        std::iter::once(name).chain(cells).collect()
    };
    Table {
        head: head.collect(),
        rows: places().rev().map(row).collect(),
    }
}

/// Round places on the axis across: shares of it with their labels.
#[must_use]
pub fn ticks_across(language: Language) -> [(f64, String); 2] {
    [1.0, 1024.0]
        .map(Rate::mib_per_s)
        .map(|rate| (position(Id::WriteRate, rate), writes(language, rate)))
}

/// Round places on the axis upwards; the unit stands in the middle alone.
#[must_use]
pub fn ticks_up(language: Language) -> [(f64, String); 3] {
    [1e7, 1e9, 1e11].map(Rate::bits_per_s).map(|rate| {
        let place = position(Id::Link, rate);
        let label = format::bit_rate(language, rate);
        let short = label.strip_suffix("bit/s").unwrap_or(&label);
        let label = if (0.4..0.6).contains(&place) { &label } else { short };
        (place, label.trim_end().to_owned())
    })
}

fn position(id: Id, rate: Rate) -> f64 {
    id.range().position(Quantity::Rate(rate)).as_f64()
}
