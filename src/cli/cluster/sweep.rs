//! The figures of a cluster over the values of one or two keys.

use std::io::{self, Write as _};

use rayon::prelude::*;

use super::super::{Finding, wrong_usage};
use crate::link;
use crate::view::cluster::figures;
use crate::view::export::table::{self, Cell, Field};
use engine::cluster::{self as engine_cluster, Detail, Trace};

/// More points than this are a slip of the pen.
const MAX_POINTS: usize = 100_000;

/// Every combination of the values, the last key varying fastest; a line each, in order.
pub(super) fn run(links: &[String], vary: &[String], traces: &[Trace]) -> io::Result<Finding> {
    let axes = vary.iter().map(|axis| read(axis)).collect::<io::Result<Vec<_>>>()?;
    if axes.len() > 2 {
        return Err(wrong_usage("--vary may be given once or twice"));
    }
    let mut points: Vec<Vec<&str>> = vec![Vec::new()];
    for (_, values) in &axes {
        points = points
            .iter()
            .flat_map(|point| values.iter().map(|value| [&point[..], &[value.as_str()]].concat()))
            .collect();
        if points.len() > MAX_POINTS {
            return Err(wrong_usage(format!(
                "more than {MAX_POINTS} points (allowed: up to {MAX_POINTS})"
            )));
        }
    }
    let mut csv = String::new();
    let mut found = Finding::Nothing;
    for link in links {
        let lines: Vec<_> = points
            .par_iter()
            .map(|point| line(link, &axes, point, traces))
            .collect();
        for (point, (fields, adjusted)) in points.iter().zip(lines) {
            if csv.is_empty() {
                let keys: Vec<String> = axes
                    .iter()
                    .map(|(key, _)| format!("vary_{}", key.replace('.', "_")))
                    .collect();
                let names = keys
                    .iter()
                    .map(String::as_str)
                    .chain(fields.iter().map(|(name, _)| *name));
                table::head(&mut csv, names.chain(["notices"]));
            }
            if adjusted > 0 {
                found = Finding::Something;
            }
            let values: Vec<Cell> = point.iter().map(|&value| Cell::Word(value.to_owned().into())).collect();
            let adjusted = [Cell::Count(adjusted as u64)];
            let cells = values.iter().chain(fields.iter().map(|(_, cell)| cell));
            table::line(&mut csv, cells.chain(&adjusted));
        }
    }
    io::stdout().lock().write_all(csv.as_bytes())?;
    Ok(found)
}

/// The figures at a point, and how many notices it has.
fn line(link: &str, axes: &[(String, Vec<String>)], point: &[&str], traces: &[Trace]) -> (Vec<Field>, usize) {
    let mut text = link.to_owned();
    for ((key, _), value) in axes.iter().zip(point) {
        if !text.contains('#') {
            text.insert(0, '#');
        }
        text.push_str(&format!("&{key}={value}"));
    }
    let (asked, notices) = link::cluster::parse(&text);
    let mut cluster = asked.first.possible().0;
    cluster.traces = traces.to_vec();
    let record = engine_cluster::simulate(&cluster, Detail::Figures);
    (figures::fields(&record), notices.len())
}

/// `KEY=A;B;C`, or with commas if there is no semicolon: values of some keys have commas in them.
fn read(axis: &str) -> io::Result<(String, Vec<String>)> {
    let form = || {
        wrong_usage(format!(
            "--vary {axis}: write it as KEY=A,B,C, or KEY=A;B;C where values have commas"
        ))
    };
    let (key, values) = axis.split_once('=').ok_or_else(form)?;
    let separator = if values.contains(';') { ';' } else { ',' };
    let values: Vec<String> = values.split(separator).map(|value| value.trim().to_owned()).collect();
    if key.trim().is_empty() || values.iter().any(String::is_empty) {
        return Err(form());
    }
    Ok((key.trim().to_owned(), values))
}
