//! Rows and columns: which host stands where, racks together.

use std::ops::Range;

use engine::cluster::Record;

use super::{Metrics, Rect};

/// Hosts in rows: each a span of hosts. A rack is parted only if it is wider than a row, and then has rows of its own.
///
/// `most` is how many columns fit, `gap` the width of what parts two racks, in columns.
pub(super) fn rows(racks: &[u32], most: f64, gap: f64) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let (mut start, mut taken) = (0, 0.0);
    let mut first = 0;
    for rack in racks.chunk_by(|one, other| one == other) {
        let (size, wide) = (rack.len(), rack.len() as f64);
        if first > start && taken + gap + wide <= most {
            taken += gap + wide;
        } else {
            if first > start {
                rows.push(start..first);
            }
            (start, taken) = (first, wide);
            if wide > most {
                let parts = (wide / most.max(1.0)).ceil() as usize;
                let each = size.div_ceil(parts);
                rows.extend(
                    (0..size)
                        .step_by(each)
                        .map(|from| first + from..first + (from + each).min(size)),
                );
                start = first + size;
            }
        }
        first += size;
    }
    if first > start {
        rows.push(start..first);
    }
    rows
}

/// The same number of rows, as even as that goes.
pub(super) fn even_rows(racks: &[u32], most: f64, gap: f64) -> Vec<Range<usize>> {
    let count = rows(racks, most, gap).len();
    let least = racks.len().div_ceil(count.max(1));
    let tries = (least..most as usize).map(|most| rows(racks, most as f64, gap));
    tries
        .into_iter()
        .find(|rows| rows.len() == count)
        .unwrap_or_else(|| rows(racks, most, gap))
}

/// A row of bins and what is below it, from top to bottom.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub hosts: Range<usize>,
    /// Where the bins stand.
    pub ground: f64,
    /// The bar that joins the hosts of a rack, and the core: upper edges.
    pub bus: f64,
    pub core: f64,
}

/// Where the bins of all hosts stand.
#[derive(Clone, Debug)]
pub(super) struct Floor {
    pub rows: Vec<Row>,
    /// Each host's row, and left edge.
    pub spots: Vec<(usize, f64)>,
    pub racks: Vec<u32>,
    /// The height of the largest host's bin.
    pub high: f64,
    /// The width of a host with its bar, and of the bin alone.
    pub column: f64,
    pub bin: f64,
    /// The width of a host's pipe, of a bar between hosts and of the core.
    pub pipe: f64,
    /// Between a host and the next, and the bar of its processors.
    pub gap: f64,
    pub bar: f64,
    /// Left edges of what joins the rows of one rack, and those of the core.
    pub trunks: (f64, f64),
    pub height: f64,
}

impl Floor {
    pub fn new(record: &Record, metrics: &Metrics, width: f64) -> Self {
        let racks: Vec<u32> = record.cluster.hosts.iter().map(|host| host.rack).collect();
        let several = record.cluster.racks > 1;
        let has_amount = several && record.cluster.settings.core.is_some() && metrics.named > 0.0;
        let trunk = metrics.pipe + 6.0 * metrics.u;
        let room = (width - metrics.axis - metrics.u).max(metrics.column.0);
        let lines = |room: f64| {
            let most = (room / metrics.column.0).max(1.0);
            even_rows(&racks, most, metrics.rack_gap / metrics.column.0)
        };
        // What joins rows runs down at the right: the rows of a rack, and those of the core.
        let needed = |spans: &[Range<usize>]| {
            let parted = spans
                .windows(2)
                .any(|pair| racks[pair[0].end - 1] == racks[pair[1].start]);
            let joined = spans.len() > 1;
            u8::from(parted) + u8::from(joined && several)
        };
        let left = |trunks: u8| (room - trunk * f64::from(trunks)).max(metrics.column.0);
        let trunks = (0..2)
            .find(|&trunks| needed(&lines(left(trunks))) <= trunks)
            .unwrap_or(2);
        let room_left = left(trunks);
        let spans = lines(room_left);
        let gaps =
            |span: &Range<usize>| racks[span.clone()].windows(2).filter(|pair| pair[0] != pair[1]).count() as f64;
        let fits = spans
            .iter()
            .map(|span| (room_left - gaps(span) * metrics.rack_gap) / span.len() as f64);
        let column = fits.fold(metrics.column.1, f64::min);
        let pipe = (column * 0.16).min(metrics.pipe);
        let (gap, bar) = (metrics.gap.min(column * 0.13), metrics.bar.min(column * 0.11));
        let high = metrics.high(spans.len());
        let mut spots = Vec::with_capacity(racks.len());
        let mut rows = Vec::with_capacity(spans.len());
        let (mut y, mut right) = (0.0, 0.0_f64);
        for (index, span) in spans.into_iter().enumerate() {
            let ground = y + metrics.head + high;
            let bus = ground + metrics.nic;
            let core = bus + pipe + metrics.stub;
            let mut x = metrics.axis;
            for host in span.clone() {
                if host > span.start && racks[host] != racks[host - 1] {
                    x += metrics.rack_gap;
                }
                spots.push((index, x));
                x += column;
            }
            right = right.max(x);
            rows.push(Row {
                hosts: span,
                ground,
                bus,
                core,
            });
            y = metrics.row_gap + if several { core + pipe } else { bus + pipe };
        }
        Self {
            bin: column - gap - bar - 2.0 * metrics.u,
            gap,
            bar,
            high,
            trunks: (right, right + trunk),
            // What the core carries is said below it.
            height: y - metrics.row_gap + metrics.u + if has_amount { 13.0 * metrics.u } else { 0.0 },
            rows,
            spots,
            racks,
            column,
            pipe,
        }
    }

    /// The bin of the largest host, at a host's place.
    pub fn bin(&self, host: usize) -> Rect {
        let (row, x) = self.spots[host];
        Rect {
            x,
            y: self.rows[row].ground - self.high,
            width: self.bin,
            height: self.high,
        }
    }

    /// The last row that has hosts of a rack.
    pub fn last_row(&self, rack: u32) -> usize {
        let last = self.racks.iter().rposition(|&other| other == rack);
        last.map_or(0, |host| self.spots[host].0)
    }

    /// The hosts of a rack in a row.
    pub fn span(&self, row: usize, rack: u32) -> Range<usize> {
        let hosts = &self.rows[row].hosts;
        let here = &self.racks[hosts.clone()];
        let start = hosts.start + here.iter().take_while(|&&other| other != rack).count();
        let count = here.iter().filter(|&&other| other == rack).count();
        start..start + count
    }
}
