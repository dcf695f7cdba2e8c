//! A vote in a lecture room: counts of two rounds, and what Peer Instruction does next.

use crate::text::{Language, Text};
use crate::units::Share;
use crate::{say, text};

/// Rounds of a vote.
pub const ROUNDS: usize = 2;
/// More than so many people are in no room.
pub const MOST_VOTES: u32 = 9999;

/// The counts of a vote, a list a round, a count a choice.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Poll {
    votes: [Vec<u32>; ROUNDS],
    /// The round whose counts are typed in now.
    pub typing: Option<usize>,
}

/// What a class that votes like this needs (Crouch and Mazur, 2001: the bands of Peer Instruction).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Under 35 % are right.
    Explain,
    /// From 35 % to 70 %.
    Discuss,
    /// More.
    GoOn,
}

impl Band {
    /// Where the second and the third begin, in per cent.
    pub const EDGES: [f64; 2] = [35.0, 70.0];

    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Explain, Self::Discuss, Self::GoOn];

    /// The band of a share of right answers.
    #[must_use]
    pub fn of(right: Share) -> Self {
        let percent = right.as_f64() * 100.0;
        if percent < Self::EDGES[0] {
            Self::Explain
        } else if percent <= Self::EDGES[1] {
            Self::Discuss
        } else {
            Self::GoOn
        }
    }

    /// What to do, in a few words.
    #[must_use]
    pub const fn advice(self) -> Text {
        match self {
            Self::Explain => text!("explain again"),
            Self::Discuss => text!("discuss, vote again"),
            Self::GoOn => text!("explain shortly, go on"),
        }
    }
}

impl Poll {
    /// The count of a choice in a round.
    #[must_use]
    pub fn count(&self, round: usize, choice: usize) -> u32 {
        self.votes
            .get(round)
            .and_then(|votes| votes.get(choice))
            .copied()
            .unwrap_or(0)
    }

    /// All who voted in a round.
    #[must_use]
    pub fn total(&self, round: usize) -> u32 {
        self.votes.get(round).map_or(0, |votes| votes.iter().sum())
    }

    /// The largest count of all, for bars on one scale.
    #[must_use]
    pub fn largest(&self) -> u32 {
        self.votes.iter().flatten().copied().max().unwrap_or(0)
    }

    /// Sets a count; what is no number is none.
    pub fn set(&mut self, round: usize, choice: usize, typed: &str) {
        let Some(votes) = self.votes.get_mut(round) else { return };
        if votes.len() <= choice {
            votes.resize(choice + 1, 0);
        }
        votes[choice] = typed.trim().parse().unwrap_or(0).min(MOST_VOTES);
    }

    /// The next round to type in, then none.
    pub fn type_next(&mut self) {
        self.typing = match self.typing {
            None if self.total(0) == 0 => Some(0),
            None => Some(1),
            Some(_) => None,
        };
    }

    /// The share of those in a round who chose a right one; `None` before anybody has voted.
    #[must_use]
    pub fn right(&self, round: usize, is_right: &[bool]) -> Option<Share> {
        let total = self.total(round);
        let right: u32 = (0..is_right.len())
            .filter(|&choice| is_right[choice])
            .map(|choice| self.count(round, choice))
            .sum();
        (total > 0).then(|| Share::new(f64::from(right) / f64::from(total)))
    }

    /// The latest round that has votes.
    #[must_use]
    pub fn latest(&self) -> Option<usize> {
        (0..ROUNDS).rev().find(|&round| self.total(round) > 0)
    }
}

/// The share that was right in a round, in words: `vote 1: 44 % right`.
#[must_use]
pub fn told(language: Language, round: usize, right: Share) -> String {
    let share = crate::view::format::share(language, right);
    say!(language, "vote {0}: {1} right", (round + 1).to_string(), share)
}
