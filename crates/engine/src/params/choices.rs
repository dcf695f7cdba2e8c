//! The words that a value can take, with what they mean.

use text::text;
use text::{Language, Text};

/// A word that a parameter can take.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// All of them, in the order of display.
    const ALL: &'static [Self];
    /// The row of each, in the same order.
    const WORDS: &'static [Word];
    /// Its place in the order.
    fn index(self) -> usize;
    /// As it stands in a link.
    fn token(self) -> &'static str {
        Self::WORDS[self.index()].token
    }
    /// As a user reads it.
    fn label(self) -> Text {
        Self::WORDS[self.index()].label
    }
    /// What it means, in a sentence.
    fn help(self) -> Text {
        Self::WORDS[self.index()].help
    }
    /// The value written with this token.
    #[must_use]
    fn from_token(token: &str) -> Option<Self> {
        Some(Self::ALL[Word::find(Self::WORDS, token)?])
    }
}

/// A row of a table of words.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// As it stands in a link.
    pub token: &'static str,
    /// As a user reads it.
    pub label: Text,
    /// What it means, in a sentence.
    pub help: Text,
}

impl Word {
    fn find(words: &[Self], token: &str) -> Option<usize> {
        words.iter().position(|word| word.token == token)
    }
}

macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident {
        $($variant:ident = $token:literal, text!($label:literal $(in $label_in:literal)?), text!($help:literal $(in $help_in:literal)?);)+
    })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = $help] $variant,)+
        }
        impl Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            const WORDS: &'static [Word] = &[$(Word {
                token: $token,
                label: text!($label $(in $label_in)?),
                help: text!($help $(in $help_in)?),
            },)+];
            fn index(self) -> usize {
                self as usize
            }
        }
    )+};
}

pub(crate) use choices;

choices! {
    /// The three migrations that are compared.
    Lane {
        Cold = "cold", text!("Cold"),
            text!("The VM is shut down, its files are moved, and it boots on the other host.");
        Suspended = "suspended", text!("Suspended"),
            text!("The VM is paused, its memory is moved, and it goes on where it was.");
        Live = "live", text!("Live"),
            text!("The VM keeps running while its memory is moved.");
    }
    /// How a write class walks through its region.
    Pattern {
        Random = "random", text!("random"),
            text!("Any page of the region, each as likely as the other.");
        Sequential = "sequential", text!("sequential"),
            text!("One page after the other, then from the start again.");
    }
    /// Where the disk is.
    Storage {
        Shared = "shared", text!("shared"),
            text!("Both hosts reach the same disk: it need not move.");
        Local = "local", text!("local"),
            text!("The disk is in the source host: every migration has to move it.");
    }
    /// How a live migration moves memory.
    Method {
        Precopy = "precopy", text!("pre-copy"),
            text!("Copy while the VM runs at the source, again what it writes meanwhile, then stop and copy the rest.");
        Postcopy = "postcopy", text!("post-copy"),
            text!("Move the running VM first, then bring its memory; missing pages are fetched when touched.");
        Hybrid = "hybrid", text!("hybrid"),
            text!("Pre-copy first, then post-copy for what is left.");
    }
    /// What the suspended lane shows: a suspended VM, or a suspended migration.
    SuspendMode {
        Save = "save", text!("save, move, restore"),
            text!("The VM is paused and its memory is streamed to the other host, where it goes on.");
        File = "file", text!("save to a file, restore"),
            text!("The VM is paused and saved to a file on shared storage; the other host reads it back.");
        Hold = "hold", text!("hold a live migration"),
            text!("A live migration is suspended on purpose, for a reason, and goes on later; the VM runs meanwhile.");
    }
    /// What can happen at a moment.
    ActKind {
        Hold = "hold", text!("hold"),
            text!("The migration is suspended on purpose, for a reason.");
        Resume = "resume", text!("resume" in "event"),
            text!("The hold ends and the migration goes on.");
        Cancel = "cancel", text!("cancel"),
            text!("The migration is given up.");
        LinkDown = "linkdown", text!("link fails"),
            text!("The link between the hosts carries nothing.");
        LinkUp = "linkup", text!("link repaired"),
            text!("The link carries all it can again.");
        LinkSlow = "linkslow", text!("link slower"),
            text!("The link carries no more than this rate.");
        SourceCrash = "srccrash", text!("source crashes"),
            text!("The host where the VM was at first loses its power.");
        DestinationCrash = "dstcrash", text!("destination crashes"),
            text!("The host where the VM should go loses its power.");
        Burst = "burst", text!("burst of writes"),
            text!("The VM writes that much more, spread over its write classes.");
        Force = "force", text!("force completion"),
            text!("A pre-copy stops the VM now and sends the rest, however long it takes.");
        AnnouncementLoss = "arploss", text!("announcements lost"),
            text!("What the VM's new host tells the network is lost.");
    }
    /// How pages are packed before they go.
    Compression {
        None = "none", text!("none" in "compression"),
            text!("Pages go as they are.");
        Zlib = "zlib", text!("zlib"),
            text!("Packs well, but slowly: about 70 MiB a second and thread.");
        Zstd = "zstd", text!("zstd"),
            text!("Packs as well and five times as fast: about 340 MiB a second and thread.");
    }
    /// What can be said about an event.
    ActDetail {
        At = "at", text!("At"),
            text!("When it happens, from the start of the migrations.");
        Length = "length", text!("For"),
            text!("How long it lasts; without a length, until something else ends it.");
        GiveUp = "giveup", text!("Give up after"),
            text!("How long the hold may last before the migration is given up.");
        Reason = "reason", text!("Reason"),
            text!("Why the migration is held.");
        Rate = "rate", text!("Rate"),
            text!("What the link carries meanwhile, or how much more the VM writes.");
    }
    /// When a pre-copy stops the VM.
    StopRule {
        Qemu = "qemu", text!("QEMU"),
            text!("Stop when what is left can be sent within the downtime limit at the bandwidth just measured.");
        Qemu72 = "qemu-7.2", text!("QEMU 7.2"),
            text!("The same as it was up to 2024: auto-converge acts at the end of a round only, however long the round is.");
        Textbook = "textbook", text!("textbook"),
            text!("A constant dirty rate and as many rounds as the formula says, at most 30.");
        Clark = "clark", text!("Clark 2005"),
            text!("Begin slowly and follow the dirty rate; stop when even the fastest rate would not keep up, or 256 KiB are left.");
        Xen = "xen", text!("Xen"),
            text!("Stop after five rounds, or when fewer than 50 pages are dirty.");
        XenLegacy = "xen-legacy", text!("Xen, legacy"),
            text!("Stop after 29 rounds, a round of fewer than 50 pages, or three times the memory in traffic.");
        CloudHypervisor = "cloud-hypervisor", text!("Cloud Hypervisor"),
            text!("Stop when a round leaves no more than the last round's rate sends within the downtime limit; give up after an hour.");
        OnePass = "one-pass", text!("one pass"),
            text!("One pass while the VM runs, then stop and send what was written meanwhile, as Propolis does.");
    }
    /// What a timeout does.
    TimeoutAction {
        Abort = "abort", text!("give up"),
            text!("The migration is cancelled; the VM runs on at the source.");
        Force = "force", text!("stop the VM and finish"),
            text!("The VM is paused and the rest is sent, however long it takes.");
        Postcopy = "postcopy", text!("switch to post-copy"),
            text!("The VM moves now and fetches the rest over the network.");
    }
    /// Colours and sizes of the page.
    Theme {
        Auto = "auto", text!("as the system"),
            text!("Light or dark, as the system asks.");
        Light = "light", text!("light"),
            text!("Dark ink on paper.");
        Dark = "dark", text!("dark"),
            text!("Light ink on a dark ground.");
        Projector = "projector", text!("projector"),
            text!("Large type and full contrast for a lecture room.");
    }
    /// When the page shows what comes of a run.
    Reveal {
        All = "all", text!("at once"),
            text!("All of the run is shown from the start.");
        Run = "run", text!("as the run reaches it"),
            text!("What comes after the playhead is hidden until the run reaches it, for those who want to guess first.");
    }
    /// A screen of the page.
    ScreenName {
        Lab = "lab", text!("Lab"),
            text!("Three migrations of the same VM on one clock.");
        Learn = "learn", text!("Learn"),
            text!("Lessons: bet first, then see.");
        Measured = "measured", text!("Measured"),
            text!("A measured migration beside its prediction.");
        Cluster = "cluster", text!("Cluster"),
            text!("Hosts, and who moves where.");
    }
    /// A part of the page that a link can hide.
    Part {
        Header = "header", text!("header"),
            text!("The bar at the top.");
        Rail = "rail", text!("parameters"),
            text!("The parameter controls.");
        Timeline = "timeline", text!("timeline"),
            text!("The clock and the phase bars.");
        Narration = "narration", text!("narration"),
            text!("The sentence that tells what happens.");
        Charts = "charts", text!("charts"),
            text!("The charts below.");
    }
}

/// The pseudo language is for tests: links can ask for it, menus do not offer it.
impl Choice for Language {
    const ALL: &'static [Self] = &Self::ALL;
    const WORDS: &'static [Word] = &{
        let mut words = [named(Self::English); Self::ALL.len()];
        let mut at = 0;
        while at < words.len() {
            words[at] = named(Self::ALL[at]);
            at += 1;
        }
        words
    };

    fn index(self) -> usize {
        self as usize
    }
}

const fn named(language: Language) -> Word {
    let name = Text::same(language.name());
    Word {
        token: language.tag(),
        label: name,
        help: name,
    }
}
