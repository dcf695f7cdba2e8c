//! What scripts read for a kind of thing: the name in the program, so that it never changes by translation.

use engine::migration::{
    Asked, Bound, Cause, Decides, DownCause, Host, PhaseKind, Power, Primary, Status, Undecided, Verdict, Why,
};
use link::explore::map::Fate;

/// A kind of thing that scripts read.
pub trait Word {
    /// Its word, without what it carries.
    fn word(self) -> &'static str;
}

macro_rules! words {
    ($kind:ident, $($variant:ident $(($hole:tt))? => $word:literal),+ $(,)?) => {
        impl Word for $kind {
            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant $(($hole))? => $word,)+
                }
            }
        }
    };
}

words!(
    Status,
    Completed => "completed",
    Failed => "failed",
    Cancelled => "cancelled",
    Running => "running",
);
words!(
    Bound,
    Line => "line",
    Cap => "cap",
    Processor => "processor",
    Scan => "scan",
);
words!(
    Verdict,
    Ends => "ends",
    Hovers => "hovers",
    Never(_) => "never",
    Stopped(_) => "stopped",
    Failed(_) => "failed",
    Lost(_) => "lost",
    NotDecided(_) => "not_decided",
);
words!(
    Fate,
    Moved(_) => "ends",
    PostCopied(_) => "ends",
    Hovers(_) => "hovers",
    Never => "never",
    Hurried(_) => "stopped",
    Cancelled => "stopped",
    Failed => "failed",
    Lost => "lost",
    NotDecided => "not_decided",
);
words!(
    Asked,
    Cancel => "cancel",
    GiveUp => "give_up",
    Timeout => "timeout",
    Force => "force",
    Hold => "hold",
);
words!(
    Decides,
    Rate => "rate",
    Region => "region",
    Limit => "limit",
    Throttle => "throttle",
    Disk => "disk",
);
words!(Undecided, Rounds => "rounds", Observation => "observation");
words!(Host, Source => "source", Destination => "destination");
words!(
    Power,
    Running => "running",
    Paused => "paused",
    ShuttingDown => "shutting_down",
    Off => "off",
    Booting => "booting",
);
words!(
    Why,
    Finished => "finished",
    Cancelled => "cancelled",
    GaveUp => "gave_up",
    TimedOut => "timed_out",
    LinkBroken => "link_broken",
    SourceCrash => "source_crash",
    DestinationCrash => "destination_crash",
    ObservationEnded => "observation_ended",
    NotDecided => "not_decided",
);
words!(
    Primary,
    Source => "source",
    Destination => "destination",
    File => "file",
    Split => "split",
    Nowhere => "nowhere",
);
words!(
    Cause,
    FirstPass => "first_pass",
    Resent => "resent",
    StopAndCopy => "stop_and_copy",
    OnDemand => "on_demand",
    Pushed => "pushed",
    Saved => "saved",
    ReadBack => "read_back",
    Disk => "disk",
    DiskResent => "disk_resent",
    State => "state",
);
words!(
    DownCause,
    Shutdown => "shutdown",
    Configuration => "configuration",
    Disk => "disk",
    Boot => "boot",
    FinalCopy => "final_copy",
    Transfer => "transfer",
    Save => "save",
    Restore => "restore",
    DeviceState => "device_state",
    Resume => "resume",
    Held => "held",
    LinkDown => "link_down",
);
words!(
    PhaseKind,
    Shutdown => "shutdown",
    Configuration => "configuration",
    Disk => "disk",
    Definition => "definition",
    Boot => "boot",
    Transfer => "transfer",
    Save => "save",
    Restore => "restore",
    Mirror => "mirror",
    Setup => "setup",
    FirstPass => "first_pass",
    Round(_) => "round",
    Rounds(_) => "rounds",
    StopAndCopy => "stop_and_copy",
    DeviceState => "device_state",
    Resume => "resume",
    PostCopy => "post_copy",
    Held(_) => "held",
    Stalled => "stalled",
);
