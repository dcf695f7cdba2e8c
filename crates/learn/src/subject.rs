//! What a run is of: an experiment of the Lab, or a cluster.

use engine::params::ScreenName;
use link::cluster::{CLUSTER, ClusterLink};
use link::{Experiment, LAB, Notice, Page, Reader, ScreenKeys};

/// What a run is of.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A migration in the Lab.
    Lab(Box<Experiment>),
    /// A cluster, and the one beside it.
    Cluster(Box<ClusterLink>),
}

impl Subject {
    /// What a link says, and what of it was not taken as it was written.
    ///
    /// ```
    /// use learn::Subject;
    ///
    /// let (drain, notices) = Subject::read("#screen=cluster&vms=4xweb@h1&do=drain:h1@0s");
    /// assert!(drain.cluster().is_some() && notices.is_empty());
    /// let (_, notices) = Subject::read("#screen=cluster&lanes=live");
    /// assert_eq!(notices.len(), 1, "a cluster has no lanes");
    /// ```
    #[must_use]
    pub fn read(link: &str) -> (Self, Vec<Notice>) {
        let mut reader = Reader::new(link, &[LAB, CLUSTER]);
        if reader.screen() == ScreenName::Cluster {
            let cluster = link::cluster::read(&mut reader);
            (Self::Cluster(Box::new(cluster)), reader.finish())
        } else {
            let (experiment, notices) = link::parse(link);
            (Self::Lab(Box::new(experiment)), notices)
        }
    }

    /// The same without the look of the page, which is its reader's; of two runs beside each other in the Lab the second, on which one works there.
    #[must_use]
    pub fn plain(mut self) -> Self {
        match &mut self {
            Self::Lab(experiment) => {
                experiment.page = Page::default();
                if let Some(second) = experiment.second.take() {
                    experiment.scenario = second;
                }
            }
            Self::Cluster(cluster) => cluster.page = Page::default(),
        }
        self
    }

    /// The canonical link, without `#`.
    #[must_use]
    pub fn print(&self) -> String {
        match self {
            Self::Lab(experiment) => link::print(experiment),
            Self::Cluster(cluster) => link::cluster::print(cluster),
        }
    }

    /// The experiment, if it is one of the Lab.
    #[must_use]
    pub fn lab(&self) -> Option<&Experiment> {
        match self {
            Self::Lab(experiment) => Some(experiment),
            Self::Cluster(_) => None,
        }
    }

    /// The cluster, if it is one.
    #[must_use]
    pub fn cluster(&self) -> Option<&ClusterLink> {
        match self {
            Self::Lab(_) => None,
            Self::Cluster(cluster) => Some(cluster),
        }
    }

    /// The keys that its link can have.
    #[must_use]
    pub fn keys(&self) -> &'static ScreenKeys {
        match self {
            Self::Lab(_) => &LAB,
            Self::Cluster(_) => &CLUSTER,
        }
    }
}

impl From<Experiment> for Subject {
    fn from(experiment: Experiment) -> Self {
        Self::Lab(Box::new(experiment))
    }
}

impl From<ClusterLink> for Subject {
    fn from(cluster: ClusterLink) -> Self {
        Self::Cluster(Box::new(cluster))
    }
}
