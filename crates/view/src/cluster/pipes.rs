//! What goes over each link at a time: the strands of the migrations in their shares, and the link that holds most back.

use engine::cluster::settings::LinkName;
use engine::cluster::{Record, at};
use engine::migration::PhaseKind;
use engine::units::{Rate, Share, SimTime};

use crate::labels::{Labelled, Role};

/// A migration on a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strand {
    /// Its place in the record.
    pub place: u32,
    /// What it gets.
    pub rate: Rate,
    /// The link that holds it back, if one does.
    pub bound: Option<u32>,
    /// What it does; nothing between two stages.
    pub stage: Option<PhaseKind>,
}

impl Strand {
    /// What is sent.
    #[must_use]
    pub fn role(&self) -> Role {
        self.stage.map_or(Role::Idle, |stage| stage.role())
    }
}

/// A link at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkNow {
    /// What it carries of data as built, what it could now, and what it does.
    pub whole: Rate,
    /// See [`LinkNow::whole`].
    pub capacity: Rate,
    /// See [`LinkNow::whole`].
    pub used: Rate,
    /// The migrations on it, in the order in which they began.
    pub strands: Vec<Strand>,
}

impl LinkNow {
    /// What is no migration.
    #[must_use]
    pub fn tenants(&self) -> Rate {
        let moves: Rate = self.strands.iter().map(|strand| strand.rate).sum();
        let rest = self.used - moves.min(self.used);
        // What is left by rounding is nothing.
        if rest < self.whole * 1e-9 { Rate::ZERO } else { rest }
    }

    /// A rate as a part of what it was built for.
    #[must_use]
    pub fn part(&self, rate: Rate) -> Share {
        Share::new((rate / self.whole).min(1.0))
    }

    /// Whether it carries all that it can.
    #[must_use]
    pub fn is_full(&self) -> bool {
        !self.used.is_zero() && self.used >= self.capacity * (1.0 - 1e-9)
    }
}

/// All links at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipes {
    /// In the record's order.
    pub links: Vec<LinkNow>,
    /// The one that holds back what carries most.
    pub bottleneck: Option<u32>,
}

/// All links at a time.
#[must_use]
pub fn pipes(record: &Record, time: SimTime) -> Pipes {
    let mut links: Vec<LinkNow> = record
        .links
        .iter()
        .map(|link| LinkNow {
            whole: link.capacity.first().map_or(Rate::ZERO, |step| step.value),
            capacity: at(&link.capacity, time).copied().unwrap_or_default(),
            used: at(&link.used, time).copied().unwrap_or_default(),
            strands: Vec::new(),
        })
        .collect();
    let mut held = vec![Rate::ZERO; links.len()];
    for place in record.under_way(time) {
        let one = &record.moves[place];
        let Some(now) = at(&one.rates, time) else { continue };
        if now.rate.is_zero() {
            continue;
        }
        let strand = Strand {
            place: place as u32,
            rate: now.rate,
            bound: now.bound,
            stage: one.stage_at(time).map(|stage| stage.kind),
        };
        for &link in &one.path {
            links[link as usize].strands.push(strand);
        }
        if let Some(bound) = now.bound {
            held[bound as usize] += now.rate;
        }
    }
    let mut bottleneck = None;
    for (link, &rate) in held.iter().enumerate() {
        if rate > bottleneck.map_or(Rate::ZERO, |before: u32| held[before as usize]) {
            bottleneck = Some(link as u32);
        }
    }
    Pipes { links, bottleneck }
}

/// The line rate of a link as built.
#[must_use]
pub fn line(record: &Record, name: LinkName) -> Rate {
    let cluster = &record.cluster;
    match name {
        LinkName::Host(host, _) => cluster.hosts[host.0 as usize - 1].nic,
        LinkName::Rack(..) => cluster.settings.uplink.unwrap_or_default(),
        LinkName::Core => cluster.settings.core.unwrap_or_default(),
    }
}
