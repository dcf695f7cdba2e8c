//! The measured run: what somebody measured stays behind what is simulated, while its record is there.
//!
//! It comes with the record that was read in the page, or with a link that carries one. The address of the page has it only in
//! the second case: what was pasted is in no link unless somebody wants it there.

use std::rc::Rc;

use super::Lab;
use crate::learn::unpack;
use crate::link::Measuring;
use crate::link::learning::Packed;
use crate::link::measuring::LONGEST;
use crate::measured::ghost::ghost;
use crate::measured::{Record, read};
use crate::trace::Trace;
use crate::view::behind::{Behind, Known};

/// A run that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredRun {
    /// Its course; `None` where the text that the link carries tells of no run.
    pub run: Option<(Rc<Trace>, Known)>,
    /// The text, if the link carries it.
    record: Packed<LONGEST>,
}

impl MeasuredRun {
    /// The run of a record that was read in the page; `None` if it tells too little to be shown.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        let run = ghost(record)?;
        Some(Self {
            run: Some((Rc::new(Trace::new(vec![run.lane])), run.known)),
            record: Packed::default(),
        })
    }

    /// The run that a link carries, if it carries any.
    #[must_use]
    pub fn asked(keys: Measuring) -> Option<Self> {
        let record = keys.record;
        if record.as_str().is_empty() {
            return None;
        }
        let text = unpack(record.as_str()).unwrap_or_default();
        let run = read(&text).records.first().and_then(Self::of);
        Some(Self {
            run: run.and_then(|run| run.run),
            record,
        })
    }
}

impl Lab {
    /// The same with a measured run behind it.
    #[must_use]
    pub fn with_measured(self, measured: Option<MeasuredRun>) -> Self {
        Self {
            measured: measured.map(Rc::new),
            ..self
        }
    }

    /// What a link says of the measured run.
    #[must_use]
    pub fn measuring(&self) -> Measuring {
        Measuring {
            record: self.measured.as_ref().map(|run| run.record.clone()).unwrap_or_default(),
            ..Measuring::default()
        }
    }

    /// The run that stands behind the present one, and what it is: the pinned one takes the place of the measured one.
    #[must_use]
    pub fn behind(&self) -> Option<(&Rc<Trace>, Behind)> {
        if self.pinned.is_some() {
            return self.ghost().map(|pinned| (&pinned.trace, Behind::Pinned));
        }
        let (trace, known) = self.measured.as_ref()?.run.as_ref()?;
        Some((trace, Behind::Measured(*known)))
    }

    /// Whether the measured run stays when another link is opened that has none: behind a VM with as much memory. Another VM was
    /// not measured.
    pub(super) fn keeps_measured(&self, fresh: &Self) -> bool {
        fresh.measured.is_none() && fresh.asked.ram == self.asked.ram
    }
}
