//! The rows of the table.

use super::{Group, Kind, Param, Range, Scale, Unit};
use crate::text;

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
    ($($id:ident $key:literal text!($label:literal $(in $label_in:literal)?) $group:ident $kind:expr;
        text!($help:literal $(in $help_in:literal)?))+) => {
        /// Names of the parameters inside the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Id {
            $(#[doc = $help] $id,)+
        }

        /// The table, in the order of display and of canonical links.
        pub const TABLE: &[Param] = &[
            $(Param {
                id: Id::$id,
                key: $key,
                label: text!($label $(in $label_in)?),
                help: text!($help $(in $help_in)?),
                group: Group::$group,
                kind: $kind,
            },)+
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
    Version "v" text!("Version") Display Kind::Form;
        text!("The version of the link language. Old links stay valid for ever.")
    Ram "ram" text!("Memory") Machine quantity(Size, (4.0 * MIB, 16.0 * TIB), (128.0 * MIB, 1024.0 * GIB), 4.0 * GIB, Log);
        text!("How much memory the VM has. A live or suspended migration has to move what is in use of it; a cold one moves none.")
    Used "used" text!("In use") Machine quantity(Unit::Share, (0.0, 1.0), (0.0, 1.0), 0.6, Linear);
        text!("The part of memory that holds something. Pages full of zeros cost nine bytes each instead of four thousand.")
    Disk "disk" text!("Disk") Machine quantity(Size, (0.0, 1024.0 * TIB), (100.0 * MIB, 10.0 * TIB), 20.0 * GIB, Log);
        text!("What is allocated of the VM's disk. It moves only if the storage is local.")
    Storage "storage" text!("Storage") Machine Kind::Choice;
        text!("Shared: both hosts reach the disk, so it stays where it is. Local: it has to be copied, by a live migration while the VM runs.")
    DiskWrites "disk-writes" text!("Writes to disk") Machine quantity(ByteRate, (0.0, 1024.0 * GIB), (0.0, 4.0 * GIB), MIB, Log);
        text!("How fast blocks of a local disk are written while a live migration copies it, counted as whole blocks of 64 KiB: they have to go again. Faster than the link, and the copy never catches up.")
    DiskRegion "disk-region" text!("Written part of the disk") Machine quantity(Size, (64.0 * KIB, 1024.0 * TIB), (MIB, TIB), GIB, Log);
        text!("The part of a local disk that these writes fall on; at most all of it. Writing a block twice before it goes again costs only one re-send.")
    DeviceState "state" text!("Device state") Machine quantity(Size, (0.0, GIB), (16.0 * KIB, 256.0 * MIB), 300.0 * KIB, Log);
        text!("Registers, interrupt controllers, network and disk controllers: sent while the VM is paused, so it adds to downtime.")
    Writes "writes" text!("Writes to memory") Workload Kind::Form;
        text!("Groups of writes, each PATTERN:REGION@RATE. They decide how much has to be sent again while the VM runs.")
    WriteRegion "writes.region" text!("Writable working set") Workload quantity(Size, (4.0 * KIB, 16.0 * TIB), (MIB, 256.0 * GIB), 512.0 * MIB, Log);
        text!("The memory that these writes fall on. Writing the same page twice between two rounds costs only one re-send: a small set converges.")
    WriteRate "writes.rate" text!("Write rate") Workload quantity(ByteRate, (0.0, 1024.0 * GIB), (0.0, 16.0 * GIB), 40.0 * MIB, Log);
        text!("How fast pages are touched, counted as whole pages. Faster than the link and larger than the downtime limit allows means: it never converges.")
    Link "link" text!("Link") Network quantity(BitRate, (1e4 / 8.0, 1e13 / 8.0), (MBPS, 400_000.0 * MBPS), 1000.0 * MBPS, Log);
        text!("The line rate between the hosts. About 94 % of it carries memory; the rest are packet headers.")
    Rtt "rtt" text!("Round trip") Network quantity(Time, (0.0, 10.0), (0.000_02, 1.0), 0.000_2, Log);
        text!("The time there and back between the hosts. Every page fault of a post-copy waits for it.")
    Cap "cap" text!("Bandwidth cap") Network optional(ByteRate, (KIB, 1024.0 * GIB), (MIB, 32.0 * GIB), Log);
        text!("What the migration may use of the link while the VM runs (max-bandwidth). Lifted when the VM stops and for post-copy.")
    Thread "thread" text!("Sending thread") Network optional(ByteRate, (KIB, 1024.0 * GIB), (100.0 * MIB, 8.0 * GIB), Log);
        text!("What one processor manages to send. On a line faster than this more channels help; on a slower one they do nothing.")
    Channels "channels" text!("Channels") Network Kind::Choice;
        text!("Over how many connections memory goes, each with a thread of its own (multifd).")
    Compress "compress" text!("Compression") Network Kind::Choice;
        text!("Pages are packed before they go (multifd). A slow link gains; on a fast one the processors are too slow, unless there are many channels.")
    Ratio "ratio" text!("Packed size") Network quantity(Unit::Share, (0.01, 1.0), (0.01, 1.0), 0.37, Linear);
        text!("What compression leaves of a page. Text and code come down to a third; what is encrypted or packed already hardly shrinks.")
    Live "live" text!("Method") Live Kind::Choice;
        text!("Pre-copy sends memory first and moves the VM last; post-copy moves the VM first. Hybrid does one pass, then moves.")
    Switch "switch" text!("Switch to post-copy") Live Kind::Form;
        text!("When post-copy begins: at the start, after the first pass over memory, or at a time.")
    Stop "stop" text!("Stop rule") Live Kind::Choice;
        text!("How the hypervisor decides that the rest is small enough to stop the VM.")
    Downtime "downtime" text!("Downtime limit") Live quantity(Time, (0.0, 2000.0), (0.001, 60.0), 0.3, Log);
        text!("How long the VM may stand still at the end. A pre-copy goes on until the rest fits into this time.")
    Throttle "throttle" text!("Auto-converge") Live Kind::Flag;
        text!("Slow the VM down, step by step, when it writes too fast to converge.")
    Load "load" text!("Time for writes") Workload quantity(Unit::Share, (0.0, 1.0), (0.0, 1.0), 1.0, Linear);
        text!("The share of its processor time that the VM needs for its writes. Auto-converge slows writes only when it leaves less than this: a VM with time to spare catches up.")
    Delta "delta" text!("Delta compression") Live Kind::Flag;
        text!("Send only what changed in a page that was sent before and is still in the sender's cache (XBZRLE).")
    Cache "cache" text!("Delta cache") Live quantity(Size, (4.0 * KIB, TIB), (MIB, 16.0 * GIB), 64.0 * MIB, Log);
        text!("How much the sender remembers for delta compression. Pages that do not fit go as a whole.")
    Change "change" text!("Changed in a page") Live quantity(Size, (0.0, 4.0 * KIB), (1.0, 4.0 * KIB), 64.0, Log);
        text!("How much of a page differs from what was sent before: what delta compression has to send of it.")
    Ramp "ramp" text!("Ramp of the limit") Live Kind::Form;
        text!("The downtime limit begins small and grows to its full size in equal steps, as OpenStack does it: an easy VM gets a short stop, a hard one still converges.")
    MinRate "min-rate" text!("Slowest rate") Live quantity(ByteRate, (KIB, 1024.0 * GIB), (MIB, 16.0 * GIB), 12.5e6, Log);
        text!("The rate of the first pass under Clark's stop rule; later rounds go faster as the dirty rate asks for it.")
    Timeout "timeout" text!("Timeout") Live Kind::Form;
        text!("What happens when a pre-copy has not finished in time: give up, stop the VM and finish, or switch to post-copy.")
    Suspend "suspend" text!("What") Suspended Kind::Form;
        text!("A suspended VM: saved and streamed to the other host, or through a file. Or a suspended migration: a live one that is held for a reason and goes on later.")
    StoreRate "store" text!("Storage speed") Suspended quantity(ByteRate, (KIB, 1024.0 * GIB), (10.0 * MIB, 16.0 * GIB), 200.0 * MIB, Log);
        text!("How fast shared storage takes and gives a saved VM. It matters when the suspended VM goes through a file.")
    Shutdown "shutdown" text!("Shut down") Cold quantity(Time, (0.0, 86_400.0), (0.1, 600.0), 20.0, Log);
        text!("How long the guest takes to shut down cleanly.")
    Boot "boot" text!("Boot") Cold quantity(Time, (0.0, 86_400.0), (0.1, 600.0), 35.0, Log);
        text!("How long the guest takes to boot and start its services on the other host.")
    At "at" text!("Events") Events Kind::Form;
        text!("What happens at a moment of the migrations, in all lanes: holds, failures, bursts of writes.")
    Lanes "lanes" text!("Lanes") Display Kind::Form;
        text!("Which migrations are shown, separated by commas.")
    Moment "t" text!("Moment") Display quantity(Time, (0.0, 1e12), (0.0, 1e12), 0.0, Linear);
        text!("The moment on the clock at which the page opens.")
    Speed "speed" text!("Speed") Display Kind::Form;
        text!("How fast the clock runs: cinematic, or a multiple of real time such as 0.1 or 10.")
    Theme "theme" text!("Theme") Display Kind::Choice;
        text!("Light, dark, projector, or as the system asks.")
    Language "lang" text!("Language") Display Kind::Choice;
        text!("The language of the page.")
    Hide "hide" text!("Hidden parts") Display Kind::Form;
        text!("Parts of the page to leave out, separated by commas.")
    Embed "embed" text!("Embedded") Display Kind::Flag;
        text!("For a frame in another page: the address is never rewritten.")
    Present "present" text!("Presentation") Display Kind::Flag;
        text!("For a lecture room: projector theme, parameters folded away.")
}
