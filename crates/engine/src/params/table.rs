//! The rows of the experiment: a parameter is a row here, and its use in the model.

use super::Effect::{Between, Figures};
use super::Place::{Fold, Front, FrontOnceUsed};
use super::Scale::{Linear, Log};
use super::events::{Suspend, TimedEvent, TimedHold};
use super::moments::{Ramp, Switch, Timeout};
use super::writes::{FirstClass, Used, WriteClass};
use super::{Compression, Control, Method, Range, StopRule, Storage};
use crate::parameters;
use crate::units::Unit::{BitRate, ByteRate, Size, Time};
use crate::units::{Bytes, Count, Rate, Share, SimTime, Unit};
use text::text;

const KIB: f64 = 1024.0;
const MIB: f64 = 1024.0 * KIB;
const GIB: f64 = 1024.0 * MIB;
const TIB: f64 = 1024.0 * GIB;
const MBPS: f64 = 1e6 / 8.0;

/// Times on the clock.
pub const CLOCK: Range = Range::new(Time, (0.0, 1e12), (0.0, 1e12), Linear);

parameters! {
    /// Everything that a user can set about the experiment.
    Settings;

    Ram: Bytes {
        field: ram = Bytes::gib(4.0),
        key: "ram",
        label: text!("Memory"),
        help: text!("How much memory the VM has. A live or suspended migration has to move what is in use of it; a cold one moves none."),
        group: Machine, place: Front(10), control: Control::Slider,
        range: Range::new(Size, (4.0 * MIB, 256.0 * TIB), (128.0 * MIB, 1024.0 * GIB), Log),
        effect: Figures(""),
    }
    Used: Used {
        field: used = Used::Share(Share::percent(60.0)),
        key: "used",
        label: text!("In use"),
        help: text!("The part of memory that holds something. Pages full of zeros cost nine bytes each instead of four thousand."),
        group: Machine, place: Fold(10), control: Control::Slider,
        range: Range::new(Unit::Share, (0.0, 1.0), (0.0, 1.0), Linear),
        effect: Figures(""),
    }
    Disk: Bytes {
        field: disk = Bytes::gib(20.0),
        key: "disk",
        label: text!("Disk"),
        help: text!("What is allocated of the VM's disk. It moves only if the storage is local."),
        group: Machine, place: Fold(30), control: Control::Slider,
        range: Range::new(Size, (0.0, 1024.0 * TIB), (100.0 * MIB, 10.0 * TIB), Log),
        effect: Figures("storage=local"),
    }
    Storage: Storage {
        field: storage = Storage::Shared,
        key: "storage",
        label: text!("Storage"),
        help: text!("Shared: both hosts reach the disk, so it stays where it is. Local: it has to be copied, by a live migration while the VM runs."),
        group: Machine, place: Fold(40), control: Control::List,
        effect: Figures(""),
    }
    DiskWrites: Rate {
        field: disk_writes = Rate::mib_per_s(1.0),
        key: "disk-writes",
        label: text!("Writes to disk"),
        help: text!("How fast blocks of a local disk are written while a live migration copies it, counted as whole blocks of 64 KiB: they have to go again. Faster than the link, and the copy never catches up."),
        group: Machine, place: Fold(50), control: Control::Slider,
        range: Range::new(ByteRate, (0.0, 1024.0 * GIB), (0.0, 4.0 * GIB), Log),
        effect: Figures("storage=local"),
    }
    DiskRegion: Bytes {
        field: disk_region = Bytes::gib(1.0),
        key: "disk-region",
        label: text!("Written part of the disk"),
        help: text!("The part of a local disk that these writes fall on; at most all of it. Writing a block twice before it goes again costs only one re-send."),
        group: Machine, place: Fold(60), control: Control::Slider,
        range: Range::new(Size, (64.0 * KIB, 1024.0 * TIB), (MIB, TIB), Log),
        effect: Figures("storage=local&disk-writes=50MiB/s"),
    }
    DeviceState: Bytes {
        field: device_state = Bytes::kib(300.0),
        key: "state",
        label: text!("Device state"),
        help: text!("Registers, interrupt controllers, network and disk controllers: sent while the VM is paused, so it adds to downtime."),
        group: Machine, place: Fold(20), control: Control::Slider,
        range: Range::new(Size, (0.0, TIB), (16.0 * KIB, 64.0 * GIB), Log),
        effect: Figures(""),
    }
    Writes: Vec<WriteClass> {
        field: writes = vec![WriteClass::default()],
        key: "writes",
        label: text!("Writes to memory"),
        help: text!("Groups of writes, each PATTERN:REGION@RATE. They decide how much has to be sent again while the VM runs."),
        group: Workload, place: Fold(10), control: Control::Classes,
        effect: Between("", ["none", "random:1GiB@100MiB/s"]),
    }
    WriteRegion: Bytes {
        part: FirstClass::<Bytes> { get: |class| class.region, set: |class, region| class.region = region },
        key: "writes.region",
        label: text!("Writable working set"),
        help: text!("The memory that these writes fall on. Writing the same page twice between two rounds costs only one re-send: a small set converges."),
        group: Workload, place: Front(20), control: Control::FirstClass,
        range: Range::new(Size, (4.0 * KIB, 256.0 * TIB), (MIB, 256.0 * GIB), Log),
        effect: Figures(""),
    }
    WriteRate: Rate {
        part: FirstClass::<Rate> { get: |class| class.rate, set: |class, rate| class.rate = rate },
        key: "writes.rate",
        label: text!("Write rate"),
        help: text!("How fast pages are touched, counted as whole pages. Faster than the link and larger than the downtime limit allows means: it never converges."),
        group: Workload, place: Front(10), control: Control::FirstClass,
        range: Range::new(ByteRate, (0.0, 1024.0 * GIB), (0.0, 16.0 * GIB), Log),
        effect: Figures(""),
    }
    Link: Rate {
        field: link = Rate::bits_per_s(1e9),
        key: "link",
        label: text!("Link"),
        help: text!("The line rate between the hosts. About 94 % of it carries memory; the rest are packet headers."),
        group: Network, place: Front(10), control: Control::Slider,
        range: Range::new(BitRate, (1e4 / 8.0, 1e13 / 8.0), (MBPS, 400_000.0 * MBPS), Log),
        effect: Figures(""),
    }
    Rtt: SimTime {
        field: rtt = SimTime::s(0.0002),
        key: "rtt",
        label: text!("Round trip"),
        help: text!("The time there and back between the hosts. Every page fault of a post-copy waits for it."),
        group: Network, place: Fold(10), control: Control::Slider,
        range: Range::new(Time, (0.0, 10.0), (0.000_02, 1.0), Log),
        effect: Figures("live=postcopy"),
    }
    Cap: Option<Rate> {
        field: cap = None,
        key: "cap",
        label: text!("Bandwidth cap"),
        help: text!("What the migration may use of the link while the VM runs (max-bandwidth). Lifted when the VM stops and for post-copy."),
        group: Network, place: Fold(20), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (MIB, 32.0 * GIB), Log).or_none(),
        effect: Figures(""),
    }
    Thread: Option<Rate> {
        field: thread = None,
        key: "thread",
        label: text!("Sending thread"),
        help: text!("What one processor manages to send. On a line faster than this more channels help; on a slower one they do nothing."),
        group: Network, place: Fold(30), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (100.0 * MIB, 8.0 * GIB), Log).or_none(),
        effect: Figures(""),
    }
    Channels: Count {
        field: channels = Count::new(1),
        key: "channels",
        label: text!("Channels"),
        help: text!("Over how many connections memory goes, each with a thread of its own (multifd)."),
        group: Network, place: Fold(40), control: Control::Slider,
        range: Range::new(Unit::Count, (1.0, 255.0), (1.0, 255.0), Log),
        effect: Figures("thread=20MiB/s"),
    }
    Compress: Compression {
        field: compress = Compression::None,
        key: "compress",
        label: text!("Compression"),
        help: text!("Pages are packed before they go (multifd). A slow link gains; on a fast one the processors are too slow, unless there are many channels."),
        group: Network, place: Fold(50), control: Control::List,
        effect: Figures(""),
    }
    Ratio: Share {
        field: ratio = Share::percent(37.0),
        key: "ratio",
        label: text!("Packed size"),
        help: text!("What compression leaves of a page. Text and code come down to a third; what is encrypted or packed already hardly shrinks."),
        group: Network, place: Fold(60), control: Control::Slider,
        range: Range::new(Unit::Share, (0.01, 1.0), (0.01, 1.0), Linear),
        effect: Figures("compress=zstd"),
    }
    Live: Method {
        field: method = Method::Precopy,
        key: "live",
        label: text!("Method"),
        help: text!("Pre-copy sends memory first and moves the VM last; post-copy moves the VM first. Hybrid does one pass, then moves."),
        group: Live, place: Front(10), control: Control::List,
        effect: Figures(""),
    }
    Switch: Option<Switch> {
        field: switch = None,
        key: "switch",
        label: text!("Switch to post-copy"),
        help: text!("When post-copy begins: at the start, after the first pass over memory, or at a time."),
        group: Live, place: Fold(50), control: Control::Switch,
        unsaid: text!("the method's own moment"),
        effect: Between("live=hybrid", ["start", "pass"]),
    }
    Stop: StopRule {
        field: stop = StopRule::Qemu,
        key: "stop",
        label: text!("Stop rule"),
        help: text!("How the hypervisor decides that the rest is small enough to stop the VM."),
        group: Live, place: Fold(10), control: Control::List,
        effect: Figures(""),
    }
    Downtime: SimTime {
        field: downtime = SimTime::s(0.3),
        key: "downtime",
        label: text!("Downtime limit"),
        help: text!("How long the VM may stand still at the end. A pre-copy goes on until the rest fits into this time."),
        group: Live, place: Front(20), control: Control::Slider,
        range: Range::new(Time, (0.0, 2000.0), (0.001, 60.0), Log),
        effect: Figures(""),
    }
    Throttle: bool {
        field: throttle = false,
        key: "throttle",
        label: text!("Auto-converge"),
        help: text!("Slow the VM down, step by step, when it writes too fast to converge."),
        group: Live, place: Fold(30), control: Control::Tick,
        effect: Figures("ram=8GiB&writes=random:4GiB@400MiB/s"),
    }
    Load: Share {
        field: load = Share::percent(100.0),
        key: "load",
        label: text!("Time for writes"),
        help: text!("The share of its processor time that the VM needs for its writes. Auto-converge slows writes only when it leaves less than this: a VM with time to spare catches up."),
        group: Live, place: Fold(70), control: Control::Slider,
        range: Range::new(Unit::Share, (0.0, 1.0), (0.0, 1.0), Linear),
        effect: Figures("ram=8GiB&writes=random:4GiB@400MiB/s&throttle=on"),
    }
    Delta: bool {
        field: delta = false,
        key: "delta",
        label: text!("Delta compression"),
        help: text!("Send only what changed in a page that was sent before and is still in the sender's cache (XBZRLE)."),
        group: Live, place: Fold(80), control: Control::Tick,
        effect: Figures("writes=random:512MiB@100MiB/s"),
    }
    Cache: Bytes {
        field: cache = Bytes::mib(64.0),
        key: "cache",
        label: text!("Delta cache"),
        help: text!("How much the sender remembers for delta compression. Pages that do not fit go as a whole."),
        group: Live, place: Fold(90), control: Control::Slider,
        range: Range::new(Size, (4.0 * KIB, TIB), (MIB, 16.0 * GIB), Log),
        effect: Figures("writes=random:512MiB@100MiB/s&delta=on"),
    }
    Change: Bytes {
        field: change = Bytes::new(64.0),
        key: "change",
        label: text!("Changed in a page"),
        help: text!("How much of a page differs from what was sent before: what delta compression has to send of it."),
        group: Live, place: Fold(100), control: Control::Slider,
        range: Range::new(Size, (0.0, 4.0 * KIB), (1.0, 4.0 * KIB), Log),
        effect: Figures("writes=random:512MiB@100MiB/s&delta=on&cache=1GiB"),
    }
    Ramp: Option<Ramp> {
        field: ramp = None,
        key: "ramp",
        label: text!("Ramp of the limit"),
        help: text!("The downtime limit begins small and grows to its full size in equal steps, as OpenStack does it: an easy VM gets a short stop, a hard one still converges."),
        group: Live, place: Fold(20), control: Control::Ramp,
        effect: Between("writes=random:512MiB@100MiB/s", ["none", "10x10s"]),
    }
    MinRate: Rate {
        field: min_rate = Rate::bytes_per_s(12.5e6),
        key: "min-rate",
        label: text!("Slowest rate"),
        help: text!("The rate of the first pass under Clark's stop rule; later rounds go faster as the dirty rate asks for it."),
        group: Live, place: Fold(60), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (MIB, 16.0 * GIB), Log),
        effect: Figures("stop=clark"),
    }
    Timeout: Option<Timeout> {
        field: timeout = None,
        key: "timeout",
        label: text!("Timeout"),
        help: text!("What happens when a pre-copy has not finished in time: give up, stop the VM and finish, or switch to post-copy."),
        group: Live, place: Fold(40), control: Control::Timeout,
        effect: Between("ram=8GiB&writes=random:4GiB@400MiB/s", ["none", "2min:force"]),
    }
    Until: Option<SimTime> {
        field: until = None,
        key: "until",
        label: text!("Observed until"),
        help: text!("How long a migration is observed that does not end by itself. Without it as long as such a migration may take, and past all that is asked for at a time."),
        group: Live, place: Fold(110), control: Control::Slider,
        range: Range::new(Time, (0.1, 1e12), (1.0, 86_400.0), Log).or_none(),
        effect: Figures(""),
    }
    Suspend: Suspend {
        field: suspend = Suspend::Hold(TimedHold::default()),
        key: "suspend",
        label: text!("What"),
        help: text!("A suspended VM: saved and streamed to the other host, or through a file. Or a suspended migration: a live one that is held for a reason and goes on later."),
        group: Suspended, place: Fold(10), control: Control::Suspend,
        effect: Between("", ["save", "hold"]),
    }
    StoreRate: Rate {
        field: store = Rate::mib_per_s(200.0),
        key: "store",
        label: text!("Storage speed"),
        help: text!("How fast shared storage takes and gives a saved VM. It matters when the suspended VM goes through a file."),
        group: Suspended, place: Fold(20), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (10.0 * MIB, 16.0 * GIB), Log),
        effect: Figures("suspend=file"),
    }
    Shutdown: SimTime {
        field: shutdown = SimTime::s(20.0),
        key: "shutdown",
        label: text!("Shut down"),
        help: text!("How long the guest takes to shut down cleanly."),
        group: Cold, place: Fold(10), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (0.1, 600.0), Log),
        effect: Figures(""),
    }
    Boot: SimTime {
        field: boot = SimTime::s(35.0),
        key: "boot",
        label: text!("Boot"),
        help: text!("How long the guest takes to boot and start its services on the other host."),
        group: Cold, place: Fold(20), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (0.1, 600.0), Log),
        effect: Figures(""),
    }
    At: Vec<TimedEvent> {
        field: events = Vec::new(),
        key: "at",
        label: text!("Events"),
        help: text!("What happens at a moment of the migrations, in all lanes: holds, failures, bursts of writes."),
        group: Events, place: FrontOnceUsed, control: Control::Events,
        effect: Between("", ["none", "hold@5s+60s:compliance"]),
    }
}
