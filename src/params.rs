//! The one table of parameters: key, unit, range, scale, default, label, help.
//!
//! Controls, link codec, notices, documentation and tests all read it, so a
//! parameter is described in exactly one place. Words that a value can take
//! (`precopy`, `shared`, …) are tables too: see [`Choice`].

mod range;
mod reasons;

pub use range::{Quantity, Range, Scale, Unit};
pub use reasons::{Family, Reason};

/// A word that a parameter can take.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// All of them, in the order of display.
    const ALL: &'static [Self];
    /// As it stands in a link.
    fn token(self) -> &'static str;
    /// As a user reads it.
    fn label(self) -> &'static str;
    /// What it means, in a sentence.
    fn help(self) -> &'static str;
    /// The value written with this token.
    #[must_use]
    fn from_token(token: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.token() == token)
    }
}

macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident { $($variant:ident = $token:literal, $label:literal, $help:literal;)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = $help] $variant,)+
        }
        impl Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn token(self) -> &'static str {
                match self { $(Self::$variant => $token,)+ }
            }
            fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
            fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)+ }
            }
        }
    )+};
}

choices! {
    /// The three migrations that are compared.
    Lane {
        Cold = "cold", "Cold", "The VM is shut down, its files are moved, and it boots on the other host.";
        Suspended = "suspended", "Suspended", "The VM is paused, its memory is moved, and it goes on where it was.";
        Live = "live", "Live", "The VM keeps running while its memory is moved.";
    }
    /// How a write class walks through its region.
    Pattern {
        Random = "random", "random", "Any page of the region, each as likely as the other.";
        Sequential = "sequential", "sequential", "One page after the other, then from the start again.";
    }
    /// Where the disk is.
    Storage {
        Shared = "shared", "shared", "Both hosts reach the same disk: it need not move.";
        Local = "local", "local", "The disk is in the source host: a cold migration has to move it.";
    }
    /// How a live migration moves memory.
    Method {
        Precopy = "precopy", "pre-copy", "Copy while the VM runs at the source, again what it writes meanwhile, then stop and copy the rest.";
        Postcopy = "postcopy", "post-copy", "Move the running VM first, then bring its memory; missing pages are fetched when touched.";
        Hybrid = "hybrid", "hybrid", "Pre-copy first, then post-copy for what is left.";
    }
    /// What the suspended lane shows: a suspended VM, or a suspended migration.
    SuspendMode {
        Save = "save", "save, move, restore", "The VM is paused and its memory is streamed to the other host, where it goes on.";
        File = "file", "save to a file, restore", "The VM is paused and saved to a file on shared storage; the other host reads it back.";
        Hold = "hold", "hold a live migration", "A live migration is suspended on purpose, for a reason, and goes on later; the VM runs meanwhile.";
    }
    /// What can happen at a moment.
    ActKind {
        Hold = "hold", "hold", "The migration is suspended on purpose, for a reason.";
        Resume = "resume", "resume", "The hold ends and the migration goes on.";
        Cancel = "cancel", "cancel", "The migration is given up.";
        LinkDown = "linkdown", "link fails", "The link between the hosts carries nothing.";
        LinkUp = "linkup", "link repaired", "The link carries all it can again.";
        LinkSlow = "linkslow", "link slower", "The link carries no more than this rate.";
        SourceCrash = "srccrash", "source crashes", "The host where the VM was at first loses its power.";
        DestinationCrash = "dstcrash", "destination crashes", "The host where the VM should go loses its power.";
        Burst = "burst", "burst of writes", "The VM writes that much more, spread over its write classes.";
        Force = "force", "force completion", "A pre-copy stops the VM now and sends the rest, however long it takes.";
        AnnouncementLoss = "arploss", "announcements lost", "What the VM's new host tells the network is lost.";
    }
    /// Over how many channels memory goes.
    Channels {
        One = "1", "one", "One thread reads memory and writes it to one socket.";
        Two = "2", "two", "Two threads, each with a socket of its own.";
        Four = "4", "four", "Four threads, each with a socket of its own.";
        Eight = "8", "eight", "Eight threads, each with a socket of its own.";
        Sixteen = "16", "sixteen", "Sixteen threads, each with a socket of its own.";
    }
    /// What can be said about an event.
    ActDetail {
        At = "at", "At", "When it happens, from the start of the migrations.";
        Length = "length", "For", "How long it lasts; without a length, until something else ends it.";
        GiveUp = "giveup", "Give up after", "How long the hold may last before the migration is given up.";
        Reason = "reason", "Reason", "Why the migration is held.";
        Rate = "rate", "Rate", "What the link carries meanwhile, or how much more the VM writes.";
    }
    /// When a pre-copy stops the VM.
    StopRule {
        Qemu = "qemu", "QEMU", "Stop when what is left can be sent within the downtime limit at the bandwidth just measured.";
        Qemu72 = "qemu-7.2", "QEMU 7.2", "The same as it was up to 2024: auto-converge acts at the end of a round only, however long the round is.";
        Textbook = "textbook", "textbook", "A constant dirty rate and as many rounds as the formula says, at most 30.";
        Clark = "clark", "Clark 2005", "Begin slowly and follow the dirty rate; stop when even the fastest rate would not keep up, or 256 KiB are left.";
        Xen = "xen", "Xen", "Stop after five rounds, or when fewer than 50 pages are dirty.";
        XenLegacy = "xen-legacy", "Xen, legacy", "Stop after 29 rounds, a round of fewer than 50 pages, or three times the memory in traffic.";
        CloudHypervisor = "cloud-hypervisor", "Cloud Hypervisor", "Stop when a round leaves no more than the last round's rate sends within the downtime limit; give up after an hour.";
        OnePass = "one-pass", "one pass", "One pass while the VM runs, then stop and send what was written meanwhile, as Propolis does.";
    }
    /// What a timeout does.
    TimeoutAction {
        Abort = "abort", "give up", "The migration is cancelled; the VM runs on at the source.";
        Force = "force", "stop the VM and finish", "The VM is paused and the rest is sent, however long it takes.";
        Postcopy = "postcopy", "switch to post-copy", "The VM moves now and fetches the rest over the network.";
    }
    /// Colours and sizes of the page.
    Theme {
        Auto = "auto", "as the system", "Light or dark, as the system asks.";
        Light = "light", "light", "Dark ink on paper.";
        Dark = "dark", "dark", "Light ink on a dark ground.";
        Projector = "projector", "projector", "Large type and full contrast for a lecture room.";
    }
    /// The language of the page.
    Language {
        English = "en", "English", "English";
    }
    /// A part of the page that a link can hide.
    Part {
        Header = "header", "header", "The bar at the top.";
        Rail = "rail", "parameters", "The parameter controls.";
        Timeline = "timeline", "timeline", "The clock and the phase bars.";
        Narration = "narration", "narration", "The sentence that tells what happens.";
        Charts = "charts", "charts", "The charts below.";
    }
}

/// Groups of parameters, as headed in the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The machine.
    Machine,
    /// What it does.
    Workload,
    /// What lies between the hosts.
    Network,
    /// The live lane.
    Live,
    /// The suspended lane.
    Suspended,
    /// The cold lane.
    Cold,
    /// What happens to all lanes.
    Events,
    /// How the page looks; not part of the experiment.
    Display,
}

impl Group {
    /// All groups with controls, in order.
    pub const ALL: [Self; 8] = [
        Self::Machine,
        Self::Workload,
        Self::Network,
        Self::Live,
        Self::Suspended,
        Self::Cold,
        Self::Events,
        Self::Display,
    ];

    /// The heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Machine => "Virtual machine",
            Self::Workload => "Workload",
            Self::Network => "Network",
            Self::Live => "Live migration",
            Self::Suspended => "Suspended migration",
            Self::Cold => "Cold migration",
            Self::Events => "Events",
            Self::Display => "Display",
        }
    }
}

/// What kind of value a parameter has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number with a unit.
    Quantity(Range),
    /// One word of a [`Choice`] table.
    Choice,
    /// `on` or `off`.
    Flag,
    /// A form of its own, described by the help text.
    Form,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Which one.
    pub id: Id,
    /// Its name in links; never renamed.
    pub key: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// One or two sentences that teach what it does.
    pub help: &'static str,
    /// Where its control stands.
    pub group: Group,
    /// Its values.
    pub kind: Kind,
}

impl Param {
    /// The range of a quantity; `None` for other kinds.
    #[must_use]
    pub const fn range(&self) -> Option<&Range> {
        match &self.kind {
            Kind::Quantity(range) => Some(range),
            Kind::Choice | Kind::Flag | Kind::Form => None,
        }
    }
}

const fn quantity(unit: Unit, ends: (f64, f64), slider: (f64, f64), default: f64, scale: Scale) -> Kind {
    Kind::Quantity(Range {
        unit,
        min: unit.of(ends.0),
        max: unit.of(ends.1),
        default: Some(unit.of(default)),
        scale,
        slider: (unit.of(slider.0), unit.of(slider.1)),
        optional: false,
    })
}

const fn optional(unit: Unit, ends: (f64, f64), slider: (f64, f64), scale: Scale) -> Kind {
    Kind::Quantity(Range {
        unit,
        min: unit.of(ends.0),
        max: unit.of(ends.1),
        default: None,
        scale,
        slider: (unit.of(slider.0), unit.of(slider.1)),
        optional: true,
    })
}

macro_rules! table {
    ($($id:ident $key:literal $label:literal $group:ident $kind:expr; $help:literal)+) => {
        /// Names of the parameters inside the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Id {
            $(#[doc = $help] $id,)+
        }

        /// The table, in the order of display and of canonical links.
        pub const TABLE: &[Param] = &[
            $(Param { id: Id::$id, key: $key, label: $label, help: $help, group: Group::$group, kind: $kind },)+
        ];
    };
}

const KIB: f64 = 1024.0;
const MIB: f64 = 1024.0 * KIB;
const GIB: f64 = 1024.0 * MIB;
const TIB: f64 = 1024.0 * GIB;
const MBPS: f64 = 1e6 / 8.0;

use Scale::{Linear, Log};
use Unit::{BitRate, ByteRate, Size, Time};

table! {
    Version "v" "Version" Display Kind::Form;
        "The version of the link language. Old links stay valid for ever."
    Ram "ram" "Memory" Machine quantity(Size, (4.0 * MIB, 16.0 * TIB), (128.0 * MIB, 1024.0 * GIB), 4.0 * GIB, Log);
        "How much memory the VM has. A live or suspended migration has to move what is in use of it; a cold one moves none."
    Used "used" "In use" Machine quantity(Unit::Share, (0.0, 1.0), (0.0, 1.0), 0.6, Linear);
        "The part of memory that holds something. Pages full of zeros cost nine bytes each instead of four thousand."
    Disk "disk" "Disk" Machine quantity(Size, (0.0, 1024.0 * TIB), (100.0 * MIB, 10.0 * TIB), 20.0 * GIB, Log);
        "What is allocated of the VM's disk. It moves only if the storage is local."
    Storage "storage" "Storage" Machine Kind::Choice;
        "Shared: both hosts reach the disk, so it stays where it is. Local: a cold migration has to copy it."
    DeviceState "state" "Device state" Machine quantity(Size, (0.0, GIB), (16.0 * KIB, 256.0 * MIB), 300.0 * KIB, Log);
        "Registers, interrupt controllers, network and disk controllers: sent while the VM is paused, so it adds to downtime."
    Writes "writes" "Writes to memory" Workload Kind::Form;
        "Groups of writes, each PATTERN:REGION@RATE. They decide how much has to be sent again while the VM runs."
    WriteRegion "writes.region" "Writable working set" Workload quantity(Size, (4.0 * KIB, 16.0 * TIB), (MIB, 256.0 * GIB), 512.0 * MIB, Log);
        "The memory that these writes fall on. Writing the same page twice between two rounds costs only one re-send: a small set converges."
    WriteRate "writes.rate" "Write rate" Workload quantity(ByteRate, (0.0, 1024.0 * GIB), (0.0, 16.0 * GIB), 40.0 * MIB, Log);
        "How fast pages are touched, counted as whole pages. Faster than the link and larger than the downtime limit allows means: it never converges."
    Link "link" "Link" Network quantity(BitRate, (1e4 / 8.0, 1e13 / 8.0), (MBPS, 400_000.0 * MBPS), 1000.0 * MBPS, Log);
        "The line rate between the hosts. About 94 % of it carries memory; the rest are packet headers."
    Rtt "rtt" "Round trip" Network quantity(Time, (0.0, 10.0), (0.000_02, 1.0), 0.000_2, Log);
        "The time there and back between the hosts. Every page fault of a post-copy waits for it."
    Cap "cap" "Bandwidth cap" Network optional(ByteRate, (KIB, 1024.0 * GIB), (MIB, 32.0 * GIB), Log);
        "What the migration may use of the link while the VM runs (max-bandwidth). Lifted when the VM stops and for post-copy."
    Thread "thread" "Sending thread" Network optional(ByteRate, (KIB, 1024.0 * GIB), (100.0 * MIB, 8.0 * GIB), Log);
        "What one processor manages to send. On a line faster than this more channels help; on a slower one they do nothing."
    Channels "channels" "Channels" Network Kind::Choice;
        "Over how many connections memory goes, each with a thread of its own (multifd)."
    Live "live" "Method" Live Kind::Choice;
        "Pre-copy sends memory first and moves the VM last; post-copy moves the VM first. Hybrid does one pass, then moves."
    Switch "switch" "Switch to post-copy" Live Kind::Form;
        "When post-copy begins: at the start, after the first pass over memory, or at a time."
    Stop "stop" "Stop rule" Live Kind::Choice;
        "How the hypervisor decides that the rest is small enough to stop the VM."
    Downtime "downtime" "Downtime limit" Live quantity(Time, (0.0, 2000.0), (0.001, 60.0), 0.3, Log);
        "How long the VM may stand still at the end. A pre-copy goes on until the rest fits into this time."
    Throttle "throttle" "Auto-converge" Live Kind::Flag;
        "Slow the VM down, step by step, when it writes too fast to converge."
    Load "load" "Time for writes" Workload quantity(Unit::Share, (0.0, 1.0), (0.0, 1.0), 1.0, Linear);
        "The share of its processor time that the VM needs for its writes. Auto-converge slows writes only when it leaves less than this: a VM with time to spare catches up."
    Delta "delta" "Delta compression" Live Kind::Flag;
        "Send only what changed in a page that was sent before and is still in the sender's cache (XBZRLE)."
    Cache "cache" "Delta cache" Live quantity(Size, (4.0 * KIB, TIB), (MIB, 16.0 * GIB), 64.0 * MIB, Log);
        "How much the sender remembers for delta compression. Pages that do not fit go as a whole."
    Change "change" "Changed in a page" Live quantity(Size, (0.0, 4.0 * KIB), (1.0, 4.0 * KIB), 64.0, Log);
        "How much of a page differs from what was sent before: what delta compression has to send of it."
    Ramp "ramp" "Ramp of the limit" Live Kind::Form;
        "The downtime limit begins small and grows to its full size in equal steps, as OpenStack does it: an easy VM gets a short stop, a hard one still converges."
    MinRate "min-rate" "Slowest rate" Live quantity(ByteRate, (KIB, 1024.0 * GIB), (MIB, 16.0 * GIB), 12.5e6, Log);
        "The rate of the first pass under Clark's stop rule; later rounds go faster as the dirty rate asks for it."
    Timeout "timeout" "Timeout" Live Kind::Form;
        "What happens when a pre-copy has not finished in time: give up, stop the VM and finish, or switch to post-copy."
    Suspend "suspend" "What" Suspended Kind::Form;
        "A suspended VM: saved and streamed to the other host, or through a file. Or a suspended migration: a live one that is held for a reason and goes on later."
    StoreRate "store" "Storage speed" Suspended quantity(ByteRate, (KIB, 1024.0 * GIB), (10.0 * MIB, 16.0 * GIB), 200.0 * MIB, Log);
        "How fast shared storage takes and gives a saved VM. It matters when the suspended VM goes through a file."
    Shutdown "shutdown" "Shut down" Cold quantity(Time, (0.0, 86_400.0), (0.1, 600.0), 20.0, Log);
        "How long the guest takes to shut down cleanly."
    Boot "boot" "Boot" Cold quantity(Time, (0.0, 86_400.0), (0.1, 600.0), 35.0, Log);
        "How long the guest takes to boot and start its services on the other host."
    At "at" "Events" Events Kind::Form;
        "What happens at a moment of the migrations, in all lanes: holds, failures, bursts of writes."
    Lanes "lanes" "Lanes" Display Kind::Form;
        "Which migrations are shown, separated by commas."
    Moment "t" "Moment" Display quantity(Time, (0.0, 1e12), (0.0, 1e12), 0.0, Linear);
        "The moment on the clock at which the page opens."
    Speed "speed" "Speed" Display Kind::Form;
        "How fast the clock runs: cinematic, or a multiple of real time such as 0.1 or 10."
    Theme "theme" "Theme" Display Kind::Choice;
        "Light, dark, projector, or as the system asks."
    Language "lang" "Language" Display Kind::Choice;
        "The language of the page."
    Hide "hide" "Hidden parts" Display Kind::Form;
        "Parts of the page to leave out, separated by commas."
    Embed "embed" "Embedded" Display Kind::Flag;
        "For a frame in another page: the address is never rewritten."
    Present "present" "Presentation" Display Kind::Flag;
        "For a lecture room: projector theme, parameters folded away."
}

impl Id {
    /// Its row of the table.
    #[must_use]
    pub fn param(self) -> &'static Param {
        &TABLE[self as usize]
    }

    /// Its range.
    ///
    /// # Panics
    /// If the parameter is not a quantity; a programming error.
    #[must_use]
    pub fn range(self) -> &'static Range {
        self.param().range().expect("only asked of quantities")
    }
}
