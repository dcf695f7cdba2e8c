//! The parameters that a lesson can name: those of migrations, and those of clusters.

use crate::expression::{Fault, Ran, Value};
use engine::cluster::settings::{self as cluster, ClusterSettings};
use engine::params::{self, Parameters, Row, Settings};
use link::ScreenKeys;

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Parameter {
    /// Of each migration.
    Migration(params::Id),
    /// Of a cluster.
    Cluster(cluster::Id),
}

impl Parameter {
    /// The parameter with this key in links.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::find(|other| other == key)
    }

    /// The parameter that an expression calls so: in its key a minus would be one.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::find(|key| key.len() == name.len() && key.replace('-', "_") == name)
    }

    fn find(is_it: impl Fn(&str) -> bool) -> Option<Self> {
        let migration = Settings::table().iter().find(|row| is_it(row.key));
        let cluster = || ClusterSettings::table().iter().find(|row| is_it(row.key));
        migration
            .map(|row| Self::Migration(row.id))
            .or_else(|| cluster().map(|row| Self::Cluster(row.id)))
    }

    /// Its key in links.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Migration(id) => id.param().key,
            Self::Cluster(id) => id.param().key,
        }
    }

    /// Whether links to this screen have it.
    #[must_use]
    pub fn is_of(self, screen: &ScreenKeys) -> bool {
        (screen.params)().iter().any(|param| param.key == self.key())
    }

    /// What a run has set it to.
    ///
    /// # Errors
    /// It is switched off, or nothing that such a run has.
    pub(crate) fn value(self, ran: Ran<'_>) -> Result<Value, Fault> {
        match (self, ran) {
            (Self::Migration(id), Ran::Lab { settings, .. }) => value(id.row(), settings),
            (Self::Migration(id), Ran::Cluster { first, .. }) if self.is_of(&link::cluster::CLUSTER) => {
                value(id.row(), &first.asked.migration)
            }
            (Self::Cluster(id), Ran::Cluster { first, .. }) => value(id.row(), &first.asked.cluster),
            _ => Err(Fault::Elsewhere(self.key().to_owned())),
        }
    }
}

fn value<P: Parameters>(row: &'static Row<P>, of: &P) -> Result<Value, Fault> {
    match (row.range(), row.value.quantity(of)) {
        (_, Some(quantity)) => Ok(Value::Quantity(quantity)),
        (Some(_), None) => Err(Fault::SwitchedOff(row.key)),
        (None, None) => row.print(of).map(Value::Word).ok_or(Fault::SwitchedOff(row.key)),
    }
}
