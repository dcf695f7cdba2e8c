//! Links to the screen of clusters: `screen=cluster&hosts=…&vms=…&do=…`, with the keys of the Lab that say how each migration
//! goes.

mod gave;
pub mod presets;

use std::sync::LazyLock;

use crate::display::{self, Display};
use crate::head::Head;
use crate::keys::{self, ScreenKeys, params};
use crate::notice::{Notice, Problem};
use crate::page::Page;
use crate::read::Reader;
use crate::second::{add_second, changes};
use crate::write::{Difference, add};
use engine::cluster::settings::{ClusterSettings, MAX_ENTRIES};
use engine::cluster::{Cluster, Gave, MAX_CLASSES};
use engine::params::{self as lab, Param, Parameters, Row, ScreenName, Settings};
use engine::scenario::Scenario;

pub use gave::{key, sentence};

/// The keys of the screen of clusters.
pub const CLUSTER: ScreenKeys = ScreenKeys {
    screen: ScreenName::Cluster,
    params: || &PARAMS,
};

/// Keys of the Lab that say nothing here: classes and hosts have them, or there is one lane.
const NOT_HERE: [lab::Id; 8] = [
    lab::Id::Ram,
    lab::Id::Used,
    lab::Id::Writes,
    lab::Id::WriteRegion,
    lab::Id::WriteRate,
    lab::Id::Link,
    lab::Id::Suspend,
    lab::Id::At,
];

static PARAMS: LazyLock<Vec<&'static Param>> = LazyLock::new(|| {
    let migration = migration().map(|row| &row.param);
    let shown = params::<Display>().filter(|param| {
        let not_here = [display::Id::Lanes, display::Id::Reveal];
        not_here.iter().all(|id| id.param() != *param)
    });
    params::<ClusterSettings>().chain(migration).chain(shown).collect()
});

/// The parameters of the Lab that say how each migration goes.
pub fn migration() -> impl Iterator<Item = &'static Row<Settings>> {
    Settings::table().iter().filter(|row| !NOT_HERE.contains(&row.id))
}

/// What is asked for of one run.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Asked {
    /// The cluster.
    pub cluster: ClusterSettings,
    /// How each migration goes.
    pub migration: Settings,
}

/// All that a link to the screen of clusters says.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ClusterLink {
    /// The run.
    pub first: Asked,
    /// The run beside it.
    pub second: Option<Asked>,
    /// The clock.
    pub display: Display,
    /// The page around it.
    pub page: Page,
}

/// Which of two runs beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// That of the plain keys.
    First,
    /// That of the `vs.` keys.
    Second,
}

impl Side {
    /// What it is called beside the other.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::First => "A",
            Self::Second => "B",
        }
    }
}

impl ClusterLink {
    /// What is asked for on a side.
    #[must_use]
    pub const fn asked(&self, side: Side) -> Option<&Asked> {
        match side {
            Side::First => Some(&self.first),
            Side::Second => self.second.as_ref(),
        }
    }
}

impl Asked {
    /// What another run has otherwise, in the order of the tables.
    #[must_use]
    pub fn changes(&self, other: &Self) -> Vec<Difference> {
        let mut changes = changes(&self.cluster, &other.cluster);
        changes.extend(self::changes(&self.migration, &other.migration));
        changes
    }

    /// What of it is possible, and what had to give way.
    #[must_use]
    pub fn possible(&self) -> (Cluster, Vec<Gave>) {
        Cluster::new(&self.cluster, &self.migration)
    }
}

/// Reads a link to the screen of clusters; one that names no screen is read as such. Never fails.
///
/// ```
/// let (link, notices) = link::cluster::parse("#screen=cluster&hosts=2x16:64GiB:10Gbps&vms=4xweb@h1&do=drain:h1@10s");
/// assert!(notices.is_empty(), "{notices:?}");
/// assert_eq!(link.first.possible().0.vms.len(), 4);
/// ```
#[must_use]
pub fn parse(text: &str) -> (ClusterLink, Vec<Notice>) {
    let mut reader = Reader::new(text, &[CLUSTER, crate::keys::LAB]);
    let link = read(&mut reader);
    (link, reader.finish())
}

/// What a link says that has been taken apart.
pub fn read(reader: &mut Reader<'_>) -> ClusterLink {
    let cluster: ClusterSettings = reader.read();
    let other_cluster = reader.read_second(&cluster);
    let migration: Settings = reader.read();
    let other_migration = reader.read_second(&migration);
    let (migration, other_migration) = reader.scenarios(migration, other_migration);
    let mut first = Asked {
        cluster,
        migration: migration.into_settings(),
    };
    let mut second = Asked {
        cluster: other_cluster.unwrap_or_else(|| first.cluster.clone()),
        migration: other_migration.map_or_else(|| first.migration.clone(), Scenario::into_settings),
    };
    let said = first.possible().1;
    for gave in second.possible().1.into_iter().filter(|gave| !said.contains(gave)) {
        reader.say(|| Notice::about_text(gave::key(&gave), Problem::Cluster(gave)).of_second());
    }
    for gave in said {
        reader.say(|| Notice::about_text(gave::key(&gave), Problem::Cluster(gave)));
    }
    for asked in [&mut first, &mut second] {
        shorten(&mut asked.cluster);
    }
    ClusterLink {
        second: (second != first).then_some(second),
        first,
        display: reader.display(),
        page: reader.page(),
    }
}

/// Leaves what is used of lists that are too long, once that is told: nobody reads, draws or prints 100,000 events.
fn shorten(cluster: &mut ClusterSettings) {
    cluster.hosts.truncate(MAX_ENTRIES);
    cluster.vms.truncate(MAX_ENTRIES);
    cluster.acts.truncate(MAX_ENTRIES);
    cluster.classes.truncate(MAX_CLASSES);
}

/// Adds to a link what its screen shows: both runs, and the clock.
pub fn add_runs(text: &mut String, first: &Asked, second: Option<&Asked>, display: &Display) {
    add(text, &first.cluster);
    add(text, &first.migration);
    if let Some(second) = second {
        add_second(text, &first.cluster, &second.cluster);
        add_second(text, &first.migration, &second.migration);
    }
    add(text, &display.tidy());
}

/// The canonical link, without `#`.
///
/// ```
/// let (link, _) = link::cluster::parse("do=drain:H1@10000ms&screen=cluster&slots=NOVA");
/// assert_eq!(link::cluster::print(&link), "screen=cluster&do=drain:h1@10s&slots=nova");
/// ```
#[must_use]
pub fn print(link: &ClusterLink) -> String {
    let mut text = String::new();
    let head = Head {
        screen: ScreenName::Cluster,
        ..Head::default()
    };
    add(&mut text, &head);
    add_runs(&mut text, &link.first, link.second.as_ref(), &link.display);
    add(&mut text, &link.page.tidy());
    text
}

/// The keys as a Markdown table.
#[must_use]
pub fn markdown_table() -> String {
    keys::table_of(&ClusterSettings::default())
}
