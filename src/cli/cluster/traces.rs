//! Traces of processor time: a file a VM, a percentage a line, as CloudSim reads them.

use std::io;
use std::path::Path;

use super::super::wrong_usage;
use engine::cluster::Trace;

/// A file larger than this is none.
const LARGEST: u64 = 1 << 22;

/// The traces of a folder, in the order of their names.
pub(super) fn read(folder: &Path) -> io::Result<Vec<Trace>> {
    let about = |path: &Path, what: &str| wrong_usage(format!("{}: {what}", path.display()));
    let entries = std::fs::read_dir(folder).map_err(|error| about(folder, &error.to_string()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let mut traces = Vec::new();
    for path in &paths {
        if path.metadata()?.len() > LARGEST {
            return Err(about(path, "the file is too large for a trace (allowed: up to 4 MiB)"));
        }
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => about(path, "the file is no text (allowed: a percentage a line)"),
            _ => about(path, &error.to_string()),
        })?;
        let trace = Trace::read(&text).map_err(|line| match line {
            0 => about(path, "the file is empty (allowed: a percentage a line)"),
            line => about(path, &format!("line {line} is no percentage (allowed: 0 to 100)")),
        })?;
        traces.push(trace);
    }
    if traces.is_empty() {
        return Err(about(folder, "there is no file in it"));
    }
    Ok(traces)
}
