//! What was understood of a text: migrations, each with its figures at some moments.

use engine::units::{Bytes, Quantity, Rate, Share, SimTime};
use std::ops::Range;
use text::{Text, text};

/// How a tool says that a migration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It has not sent anything yet.
    Setup,
    /// Memory is sent while the VM runs.
    Active,
    /// The VM is stopped, and what is left follows.
    Device,
    /// The VM runs at the destination while its memory follows.
    Postcopy,
    /// The VM runs at the destination.
    Completed,
    /// Somebody, or a timeout, gave it up.
    Cancelled,
    /// It broke.
    Failed,
}

impl Status {
    /// Whether nothing comes after it.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::Failed)
    }

    /// In a word or two.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Setup => text!("being set up"),
            Self::Active => text!("under way"),
            Self::Device => text!("VM stopped, the rest follows"),
            Self::Postcopy => text!("in post-copy"),
            Self::Completed => text!("completed"),
            Self::Cancelled => text!("given up" in "measured"),
            Self::Failed => text!("failed" in "measured"),
        }
    }
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:ident: $label:expr;)+) => {
        /// What a figure in a text means. Sizes count bytes, rates bytes a second; pages are told as the bytes that they hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Field {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// What it is called in a saved record: `expected_downtime`.
            #[must_use]
            pub fn key(self) -> String {
                let name = match self {
                    $(Self::$name => stringify!($name),)+
                };
                let mut key = String::new();
                for letter in name.chars() {
                    if letter.is_ascii_uppercase() && !key.is_empty() {
                        key.push('_');
                    }
                    key.push(letter.to_ascii_lowercase());
                }
                key
            }

            /// Its name.
            #[must_use]
            pub const fn label(self) -> Text {
                match self {
                    $(Self::$name => $label,)+
                }
            }
        }
    };
}

fields! {
    /// Since the start of the migration.
    Elapsed: text!("time since the start");
    /// All memory of the VM.
    Memory: text!("memory of the VM");
    /// Sent so far.
    Sent: text!("sent so far");
    /// Memory left to send.
    Left: text!("left to send");
    /// Syncs of the dirty bitmap, the one at the start included: the number of the pass.
    Syncs: text!("pass");
    /// Zero pages, as memory.
    Zero: text!("pages of zeros");
    /// Pages that were sent as a whole.
    Whole: text!("sent as whole pages");
    /// Different pages found written since the last sync, by the time between the syncs.
    Dirtied: text!("different pages written, by time");
    /// What went over the wire lately.
    Wire: text!("rate on the wire");
    /// How much the VM's processors are held back.
    Throttle: text!("throttling of the VM");
    /// How long the VM stood still.
    Downtime: text!("downtime");
    /// What stopping now would cost, by the tool's own reckoning.
    ExpectedDowntime: text!("expected downtime");
    /// Before the first page.
    Setup: text!("set-up");
    /// Sent while the VM stood still.
    SentStopped: text!("sent while the VM stood still");
    /// Sent by post-copy.
    SentPostcopy: text!("sent by post-copy");
    /// State of passed-through devices.
    DeviceState: text!("state of devices");
    /// Page faults of a post-copy.
    Faults: text!("page faults sent for");
    /// Delta compression: pages that were not in its cache.
    CacheMiss: text!("misses of the delta cache");
    /// The disks of the VM.
    Disk: text!("disks of the VM");
    /// Sent of the disks.
    DiskSent: text!("sent of the disks");
    /// A progress without a size.
    Done: text!("progress");
    /// Memory by time, which is not what was sent.
    MemoryByTime: text!("memory by time");
    /// A whole task, of which the migration is a part.
    Task: text!("the whole task");
    /// The least that was ever left to send.
    Least: text!("the least that was left");
    /// The size of a page.
    PageSize: text!("size of a page");
    /// The limit of the downtime.
    Limit: text!("downtime limit");
    /// The bandwidth cap.
    Cap: text!("bandwidth cap");
    /// Sending threads.
    Channels: text!("channels");
    /// Whether several channels are used.
    Multifd: text!("several channels");
    /// Whether the VM is slowed down when it writes too fast.
    AutoConverge: text!("auto-converge");
    /// Whether only what changed in a page is sent.
    Delta: text!("delta compression");
    /// The cache of delta compression.
    Cache: text!("delta cache");
    /// Whether post-copy is allowed.
    PostcopyAllowed: text!("post-copy allowed");
    /// Whether the connection is encrypted.
    Tls: text!("encryption");
    /// Different pages written, by time, as a sample of pages told them.
    Sampled: text!("different pages written, by a sample");
    /// How long the sample was watched.
    SampledFor: text!("time of the sample");
    /// When the migration is given up.
    GiveUp: text!("given up after");
    /// Seconds of a time limit for each GiB of memory.
    GiveUpPerGib: text!("given up after, a GiB");
}

impl Field {
    /// Whether it is something that is on or off.
    #[must_use]
    pub const fn is_switch(self) -> bool {
        matches!(
            self,
            Self::Multifd | Self::AutoConverge | Self::Delta | Self::PostcopyAllowed | Self::Tls
        )
    }
}

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it means.
    pub field: Field,
    /// Its value.
    pub value: Quantity,
    /// Where it stands in the text, in bytes.
    pub place: Range<usize>,
}

/// Figures, at most one of a kind.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// All of them, in the order of the text.
    #[must_use]
    pub fn all(&self) -> &[Figure] {
        &self.0
    }

    /// Adds one; one of its kind is replaced.
    pub fn set(&mut self, figure: Figure) {
        self.0.retain(|other| other.field != figure.field);
        self.0.push(figure);
    }

    /// The one of this kind.
    #[must_use]
    pub fn figure(&self, field: Field) -> Option<&Figure> {
        self.0.iter().find(|figure| figure.field == field)
    }

    /// Its value, if it is of this type.
    #[must_use]
    pub fn get<Q: TryFrom<Quantity>>(&self, field: Field) -> Option<Q> {
        Q::try_from(self.figure(field)?.value).ok()
    }

    /// A size.
    #[must_use]
    pub fn size(&self, field: Field) -> Option<Bytes> {
        self.get(field)
    }

    /// A time.
    #[must_use]
    pub fn time(&self, field: Field) -> Option<SimTime> {
        self.get(field)
    }

    /// A rate.
    #[must_use]
    pub fn rate(&self, field: Field) -> Option<Rate> {
        self.get(field)
    }

    /// A share.
    #[must_use]
    pub fn share(&self, field: Field) -> Option<Share> {
        self.get(field)
    }

    /// How many.
    #[must_use]
    pub fn count(&self, field: Field) -> Option<u32> {
        self.get::<engine::units::Count>(field).map(engine::units::Count::get)
    }

    /// Whether something is on; `None` if the text does not say.
    #[must_use]
    pub fn flag(&self, field: Field) -> Option<bool> {
        self.count(field).map(|count| count > 0)
    }
}

/// The figures of one moment.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Snapshot {
    /// Since the start of the migration; `None` if the text does not tell.
    pub at: Option<SimTime>,
    /// How the migration stands.
    pub status: Option<Status>,
    /// Its figures.
    pub figures: Figures,
    /// Which part of the text it is, in bytes.
    pub place: Range<usize>,
    pub(crate) stamp: Option<SimTime>,
}

/// Where a format is from: what it prints of itself, and what it leaves at a default of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// QEMU itself, or libvirt, which changes nothing.
    Qemu,
    /// Proxmox VE.
    Proxmox,
    /// OpenStack Nova.
    Nova,
    /// KubeVirt.
    KubeVirt,
    /// VMware.
    Vmware,
    /// Hyper-V.
    HyperV,
    /// Xen.
    Xen,
    /// Cloud Hypervisor.
    CloudHypervisor,
}

/// One migration, as a text tells it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Record {
    /// The formats in which it is told, each once.
    pub formats: Vec<&'static str>,
    /// Whose they are.
    pub tool: Option<Tool>,
    /// Moments, in order of time as far as the text tells times.
    pub snapshots: Vec<Snapshot>,
    /// Settings that the text tells.
    pub settings: Figures,
    /// What the text leaves open and its reader says; where the text says it, that counts.
    pub said: Figures,
    /// When a step of a growing downtime limit was taken, and to what.
    pub ramp: Vec<(SimTime, SimTime)>,
}

impl Record {
    /// How it stood in the end; `None` if the text does not say.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.snapshots.iter().rev().find_map(|snapshot| snapshot.status)
    }

    /// Whether the VM stood still when it was last looked at, and only its devices were to follow: its memory needed no more passes.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.status() == Some(Status::Device)
    }

    /// Whether its memory needs no more passes: it has ended, or the VM stands still for the rest.
    #[must_use]
    pub fn is_through(&self) -> bool {
        self.status() == Some(Status::Completed) || self.is_stopped()
    }

    /// The last figure of a kind.
    #[must_use]
    pub fn last(&self, field: Field) -> Option<&Figure> {
        let last = self.snapshots.iter().rev();
        last.filter_map(|snapshot| snapshot.figures.figure(field)).next()
    }

    /// The last value of a kind, if it is of this type.
    #[must_use]
    pub fn last_value<Q: TryFrom<Quantity>>(&self, field: Field) -> Option<Q> {
        Q::try_from(self.last(field)?.value).ok()
    }

    /// From the start to the last moment that is told.
    #[must_use]
    pub fn observed(&self) -> Option<SimTime> {
        self.snapshots.iter().filter_map(|snapshot| snapshot.at).max()
    }

    /// All figures with their places, in the order of the text.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let moments = self.snapshots.iter().flat_map(|snapshot| snapshot.figures.all());
        moments.chain(self.settings.all())
    }

    /// Whether nothing can be learned from it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.snapshots.is_empty() && self.settings.all().is_empty()
    }
}
