//! How much work a migration is worth.

/// How much a migration may cost to follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// The rounds of a pre-copy that are followed at most; a run that needs more is not decided.
    pub rounds: u32,
    /// Whether rounds that are alike are followed too, one by one.
    pub every_round: bool,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            rounds: 200_000,
            every_round: false,
        }
    }
}
