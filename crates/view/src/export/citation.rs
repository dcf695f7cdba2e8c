//! How to cite an experiment.

use super::Origin;
use text::say;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: u32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

impl Day {
    /// As ISO 8601 writes it: `2026-11-24`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// As a sentence for a list of references.
#[must_use]
pub fn plain(origin: &Origin<'_>, day: Day) -> String {
    say!(
        origin.language,
        "Migrascope, version {0}: cold, suspended and live migration of a virtual machine, simulated. {1} (accessed {2}).",
        origin.version,
        origin.address,
        day.iso()
    )
}

/// As an entry for BibTeX and its successors, which read `url` as it is.
#[must_use]
pub fn bibtex(origin: &Origin<'_>, day: Day) -> String {
    let (version, address, date) = (origin.version, origin.address, day.iso());
    let year = day.year;
    format!(
        "@misc{{migrascope,\n  title = {{Migrascope: an oscilloscope for virtual-machine migration}},\n  note = {{Version {version}}},\n  year = {{{year}}},\n  url = {{{address}}},\n  urldate = {{{date}}}\n}}\n"
    )
}
