//! A text that is too long to be read at once, part by part: of each part the lines stay that some format takes. A log of which a
//! thousandth tells of a migration becomes a short text with the same records.

use super::draft::Draft;
use super::take_all;

/// So much at the end of a part waits for the next one, in bytes: the output of a tool that begins before is whole.
const HELD: usize = 16 << 10;
/// A value of JSON that goes on longer is cut.
const LONGEST_VALUE: usize = 1 << 20;

/// What was kept so far.
#[derive(Clone, Debug, Default)]
pub struct Glean {
    kept: String,
    /// The end of the parts so far that is not looked at yet.
    open: String,
}

impl Glean {
    /// Looks at the next part of the text.
    pub fn add(&mut self, part: &str) {
        self.open.push_str(part);
        if self.open.len() > 2 * HELD {
            self.look(self.open.len() - HELD);
        }
    }

    /// All that was kept.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.look(self.open.len());
        self.kept
    }

    /// Keeps what begins before a place and is known.
    fn look(&mut self, until: usize) {
        let text = self.open.as_str();
        // A line is looked at as a whole.
        let until = text[..text.floor_char_boundary(until)]
            .rfind(['\n', '\r'])
            .filter(|_| until < text.len())
            .map_or(until, |at| at + 1);
        let mut taken = Vec::new();
        take_all(text, &mut Draft::new(text), |place| taken.push(place));
        taken.retain(|place| place.start < until);
        let is_open = |end: usize, start: usize| until < text.len() && end == text.len() && end - start < LONGEST_VALUE;
        let open = taken.pop_if(|last| is_open(last.end, last.start));
        for place in &taken {
            self.kept.push_str(&text[place.clone()]);
            if !self.kept.ends_with(['\n', '\r']) {
                self.kept.push('\n');
            }
        }
        let done = taken.last().map_or(until, |last| last.end.max(until));
        self.open.drain(..open.map_or(done, |open| open.start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{FORMATS, read};
    use crate::save::save;

    /// Whatever the parts are, and whatever stands between, the records are those of the whole text.
    #[test]
    fn the_records_are_those_of_the_whole_text() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/specimens");
        for format in FORMATS {
            let example = std::fs::read_to_string(format!("{folder}/{}", format.specimen())).expect("a specimen");
            let noise = "2026-01-02 03:04:05 dnsmasq: nothing of interest\n".repeat(700);
            let whole = format!("{noise}{example}\n{noise}");
            let records = |text: &str| -> Vec<String> { read(text).records.iter().map(save).collect() };
            for size in [701, 5003, 40_009] {
                let mut glean = Glean::default();
                let letters: Vec<char> = whole.chars().collect();
                for part in letters.chunks(size) {
                    glean.add(&part.iter().collect::<String>());
                }
                let kept = glean.finish();
                assert!(
                    kept.len() < example.len() + 100,
                    "{}: {} bytes",
                    format.name(),
                    kept.len()
                );
                assert_eq!(records(&kept), records(&whole), "{} in parts of {size}", format.name());
            }
        }
    }
}
