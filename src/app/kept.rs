//! What the browser remembers from visit to visit. Where it refuses, the page
//! forgets, and works all the same.

/// A switch that a reader sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The further settings are unfolded.
    MoreSettings,
    /// The first steps were read.
    FirstSteps,
}

impl Kept {
    fn key(self) -> &'static str {
        match self {
            Self::MoreSettings => "migrascope.more",
            Self::FirstSteps => "migrascope.steps",
        }
    }

    /// Whether it was set.
    #[must_use]
    pub fn is_set(self) -> bool {
        storage().is_some_and(|storage| matches!(storage.get_item(self.key()), Ok(Some(_))))
    }

    /// Sets it, or not any more.
    pub fn set(self, on: bool) {
        if let Some(storage) = storage() {
            let _ = if on {
                storage.set_item(self.key(), "1")
            } else {
                storage.remove_item(self.key())
            };
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}
