//! The rows of the experiment: a parameter is a row here, and its use in the model.

use super::Effect::{Between, Figures};
use super::Place::{Fold, Front, FrontOnceUsed};
use super::Scale::{Linear, Log};
use super::events::{Suspend, TimedEvent, TimedHold};
use super::moments::{Ramp, Switch, Timeout};
use super::writes::{FirstClass, Used, WriteClass};
use super::{Compression, Control, Method, Range, StopRule, Storage};
use crate::units::Unit::{BitRate, ByteRate, Size, Time};
use crate::units::{Bytes, Count, Rate, Share, SimTime, Unit};
use crate::{parameters, text};

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
        label: "Memory" / "Speicher",
        help: "How much memory the VM has. A live or suspended migration has to move what is in use of it; a cold one moves none." /
            "Wie viel Speicher die VM hat. Eine Live- oder suspendierte Migration muss mitnehmen, was davon benutzt ist; eine kalte nimmt keinen mit.",
        group: Machine, place: Front(10), control: Control::Slider,
        range: Range::new(Size, (4.0 * MIB, 16.0 * TIB), (128.0 * MIB, 1024.0 * GIB), Log),
        effect: Figures(""),
    }
    Used: Used {
        field: used = Used::Share(Share::percent(60.0)),
        key: "used",
        label: "In use" / "Benutzt",
        help: "The part of memory that holds something. Pages full of zeros cost nine bytes each instead of four thousand." /
            "Der Teil des Speichers, der etwas enthält. Seiten voller Nullen kosten je neun Bytes statt viertausend.",
        group: Machine, place: Fold(10), control: Control::Slider,
        range: Range::new(Unit::Share, (0.0, 1.0), (0.0, 1.0), Linear),
        effect: Figures(""),
    }
    Disk: Bytes {
        field: disk = Bytes::gib(20.0),
        key: "disk",
        label: "Disk" / "Platte",
        help: "What is allocated of the VM's disk. It moves only if the storage is local." /
            "Was von der Platte der VM belegt ist. Sie zieht nur um, wenn sie lokal ist.",
        group: Machine, place: Fold(30), control: Control::Slider,
        range: Range::new(Size, (0.0, 1024.0 * TIB), (100.0 * MIB, 10.0 * TIB), Log),
        effect: Figures("storage=local"),
    }
    Storage: Storage {
        field: storage = Storage::Shared,
        key: "storage",
        label: "Storage" / "Ablage",
        help: "Shared: both hosts reach the disk, so it stays where it is. Local: it has to be copied, by a live migration while the VM runs." /
            "Gemeinsam: Beide Hosts erreichen die Platte, also bleibt sie, wo sie ist. Lokal: Sie muss kopiert werden, bei einer Live-Migration, während die VM läuft.",
        group: Machine, place: Fold(40), control: Control::List,
        effect: Figures(""),
    }
    DiskWrites: Rate {
        field: disk_writes = Rate::mib_per_s(1.0),
        key: "disk-writes",
        label: "Writes to disk" / "Schreiben auf die Platte",
        help: "How fast blocks of a local disk are written while a live migration copies it, counted as whole blocks of 64 KiB: they have to go again. Faster than the link, and the copy never catches up." /
            "Wie schnell Blöcke einer lokalen Platte beschrieben werden, während eine Live-Migration sie kopiert, gezählt als ganze Blöcke von 64 KiB: Sie müssen erneut gesendet werden. Schneller als die Leitung, und die Kopie holt nie auf.",
        group: Machine, place: Fold(50), control: Control::Slider,
        range: Range::new(ByteRate, (0.0, 1024.0 * GIB), (0.0, 4.0 * GIB), Log),
        effect: Figures("storage=local"),
    }
    DiskRegion: Bytes {
        field: disk_region = Bytes::gib(1.0),
        key: "disk-region",
        label: "Written part of the disk" / "Beschriebener Teil der Platte",
        help: "The part of a local disk that these writes fall on; at most all of it. Writing a block twice before it goes again costs only one re-send." /
            "Der Teil einer lokalen Platte, auf den diese Zugriffe fallen; höchstens die ganze. Einen Block zweimal zu schreiben, bevor er erneut gesendet wird, kostet nur ein Senden.",
        group: Machine, place: Fold(60), control: Control::Slider,
        range: Range::new(Size, (64.0 * KIB, 1024.0 * TIB), (MIB, TIB), Log),
        effect: Figures("storage=local&disk-writes=50MiB/s"),
    }
    DeviceState: Bytes {
        field: device_state = Bytes::kib(300.0),
        key: "state",
        label: "Device state" / "Gerätezustand",
        help: "Registers, interrupt controllers, network and disk controllers: sent while the VM is paused, so it adds to downtime." /
            "Register, Interrupt-Controller, Netz- und Plattencontroller: werden gesendet, während die VM pausiert ist, und verlängern so den Stillstand.",
        group: Machine, place: Fold(20), control: Control::Slider,
        range: Range::new(Size, (0.0, GIB), (16.0 * KIB, 256.0 * MIB), Log),
        effect: Figures(""),
    }
    Writes: Vec<WriteClass> {
        field: writes = vec![WriteClass::default()],
        key: "writes",
        label: "Writes to memory" / "Schreibzugriffe",
        help: "Groups of writes, each PATTERN:REGION@RATE. They decide how much has to be sent again while the VM runs." /
            "Gruppen von Schreibzugriffen, jede als MUSTER:BEREICH@RATE. Sie entscheiden, wie viel erneut gesendet werden muss, während die VM läuft.",
        group: Workload, place: Fold(10), control: Control::Classes,
        effect: Between("", ["none", "random:1GiB@100MiB/s"]),
    }
    WriteRegion: Bytes {
        part: FirstClass::<Bytes> { get: |class| class.region, set: |class, region| class.region = region },
        key: "writes.region",
        label: "Writable working set" / "Beschriebener Bereich",
        help: "The memory that these writes fall on. Writing the same page twice between two rounds costs only one re-send: a small set converges." /
            "Der Speicher, auf den diese Zugriffe fallen. Dieselbe Seite zweimal zwischen zwei Runden zu schreiben kostet nur ein erneutes Senden: Ein kleiner Bereich konvergiert.",
        group: Workload, place: Front(20), control: Control::FirstClass,
        range: Range::new(Size, (4.0 * KIB, 16.0 * TIB), (MIB, 256.0 * GIB), Log),
        effect: Figures(""),
    }
    WriteRate: Rate {
        part: FirstClass::<Rate> { get: |class| class.rate, set: |class, rate| class.rate = rate },
        key: "writes.rate",
        label: "Write rate" / "Schreibrate",
        help: "How fast pages are touched, counted as whole pages. Faster than the link and larger than the downtime limit allows means: it never converges." /
            "Wie schnell Seiten berührt werden, gezählt als ganze Seiten. Schneller als die Leitung und größer, als die Stillstandsgrenze erlaubt, heißt: Es konvergiert nie.",
        group: Workload, place: Front(10), control: Control::FirstClass,
        range: Range::new(ByteRate, (0.0, 1024.0 * GIB), (0.0, 16.0 * GIB), Log),
        effect: Figures(""),
    }
    Link: Rate {
        field: link = Rate::bits_per_s(1e9),
        key: "link",
        label: "Link" / "Leitung",
        help: "The line rate between the hosts. About 94 % of it carries memory; the rest are packet headers." /
            "Die Rate der Leitung zwischen den Hosts. Etwa 94 % davon tragen Speicher; der Rest sind Paketköpfe.",
        group: Network, place: Front(10), control: Control::Slider,
        range: Range::new(BitRate, (1e4 / 8.0, 1e13 / 8.0), (MBPS, 400_000.0 * MBPS), Log),
        effect: Figures(""),
    }
    Rtt: SimTime {
        field: rtt = SimTime::s(0.0002),
        key: "rtt",
        label: "Round trip" / "Umlaufzeit",
        help: "The time there and back between the hosts. Every page fault of a post-copy waits for it." /
            "Die Zeit hin und zurück zwischen den Hosts. Jeder Seitenfehler eines Post-Copy wartet so lange.",
        group: Network, place: Fold(10), control: Control::Slider,
        range: Range::new(Time, (0.0, 10.0), (0.000_02, 1.0), Log),
        effect: Figures("live=postcopy"),
    }
    Cap: Option<Rate> {
        field: cap = None,
        key: "cap",
        label: "Bandwidth cap" / "Bandbreitengrenze",
        help: "What the migration may use of the link while the VM runs (max-bandwidth). Lifted when the VM stops and for post-copy." /
            "Was die Migration von der Leitung nutzen darf, während die VM läuft (max-bandwidth). Aufgehoben, wenn die VM stoppt, und für Post-Copy.",
        group: Network, place: Fold(20), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (MIB, 32.0 * GIB), Log).or_none(),
        effect: Figures(""),
    }
    Thread: Option<Rate> {
        field: thread = None,
        key: "thread",
        label: "Sending thread" / "Sende-Thread",
        help: "What one processor manages to send. On a line faster than this more channels help; on a slower one they do nothing." /
            "Was ein Prozessor zu senden schafft. Auf einer schnelleren Leitung helfen mehr Kanäle; auf einer langsameren bewirken sie nichts.",
        group: Network, place: Fold(30), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (100.0 * MIB, 8.0 * GIB), Log).or_none(),
        effect: Figures(""),
    }
    Channels: Count {
        field: channels = Count::new(1),
        key: "channels",
        label: "Channels" / "Kanäle",
        help: "Over how many connections memory goes, each with a thread of its own (multifd)." /
            "Über wie viele Verbindungen der Speicher geht, jede mit einem eigenen Thread (multifd).",
        group: Network, place: Fold(40), control: Control::Slider,
        range: Range::new(Unit::Count, (1.0, 255.0), (1.0, 16.0), Log),
        effect: Figures("thread=20MiB/s"),
    }
    Compress: Compression {
        field: compress = Compression::None,
        key: "compress",
        label: "Compression" / "Kompression",
        help: "Pages are packed before they go (multifd). A slow link gains; on a fast one the processors are too slow, unless there are many channels." /
            "Seiten werden gepackt, bevor sie gehen (multifd). Eine langsame Leitung gewinnt; auf einer schnellen sind die Prozessoren zu langsam, außer bei vielen Kanälen.",
        group: Network, place: Fold(50), control: Control::List,
        effect: Figures(""),
    }
    Ratio: Share {
        field: ratio = Share::percent(37.0),
        key: "ratio",
        label: "Packed size" / "Gepackte Größe",
        help: "What compression leaves of a page. Text and code come down to a third; what is encrypted or packed already hardly shrinks." /
            "Was die Kompression von einer Seite übrig lässt. Text und Code schrumpfen auf ein Drittel; Verschlüsseltes oder schon Gepacktes kaum.",
        group: Network, place: Fold(60), control: Control::Slider,
        range: Range::new(Unit::Share, (0.01, 1.0), (0.01, 1.0), Linear),
        effect: Figures("compress=zstd"),
    }
    Live: Method {
        field: method = Method::Precopy,
        key: "live",
        label: "Method" / "Verfahren",
        help: "Pre-copy sends memory first and moves the VM last; post-copy moves the VM first. Hybrid does one pass, then moves." /
            "Pre-Copy sendet zuerst den Speicher und bewegt die VM zuletzt; Post-Copy bewegt zuerst die VM. Hybrid macht einen Durchgang und bewegt sie dann.",
        group: Live, place: Front(10), control: Control::List,
        effect: Figures(""),
    }
    Switch: Option<Switch> {
        field: switch = None,
        key: "switch",
        label: "Switch to post-copy" / "Wechsel zu Post-Copy",
        help: "When post-copy begins: at the start, after the first pass over memory, or at a time." /
            "Wann Post-Copy beginnt: am Anfang, nach dem ersten Durchgang durch den Speicher oder zu einer Zeit.",
        group: Live, place: Fold(50), control: Control::Switch,
        unsaid: text!("the method's own moment", "der Zeitpunkt der Methode"),
        effect: Between("live=hybrid", ["start", "pass"]),
    }
    Stop: StopRule {
        field: stop = StopRule::Qemu,
        key: "stop",
        label: "Stop rule" / "Stoppregel",
        help: "How the hypervisor decides that the rest is small enough to stop the VM." /
            "Wie der Hypervisor entscheidet, dass der Rest klein genug ist, um die VM zu stoppen.",
        group: Live, place: Fold(10), control: Control::List,
        effect: Figures(""),
    }
    Downtime: SimTime {
        field: downtime = SimTime::s(0.3),
        key: "downtime",
        label: "Downtime limit" / "Stillstandsgrenze",
        help: "How long the VM may stand still at the end. A pre-copy goes on until the rest fits into this time." /
            "Wie lange die VM am Ende stillstehen darf. Ein Pre-Copy macht weiter, bis der Rest in diese Zeit passt.",
        group: Live, place: Front(20), control: Control::Slider,
        range: Range::new(Time, (0.0, 2000.0), (0.001, 60.0), Log),
        effect: Figures(""),
    }
    Throttle: bool {
        field: throttle = false,
        key: "throttle",
        label: "Auto-converge" / "Auto-Converge",
        help: "Slow the VM down, step by step, when it writes too fast to converge." /
            "Die VM Schritt für Schritt bremsen, wenn sie zu schnell schreibt, um zu konvergieren.",
        group: Live, place: Fold(30), control: Control::Tick,
        effect: Figures("ram=8GiB&writes=random:4GiB@400MiB/s"),
    }
    Load: Share {
        field: load = Share::percent(100.0),
        key: "load",
        label: "Time for writes" / "Zeit fürs Schreiben",
        help: "The share of its processor time that the VM needs for its writes. Auto-converge slows writes only when it leaves less than this: a VM with time to spare catches up." /
            "Der Anteil ihrer Prozessorzeit, den die VM zum Schreiben braucht. Auto-Converge bremst das Schreiben erst, wenn es weniger als das übrig lässt: Eine VM mit freier Zeit holt auf.",
        group: Live, place: Fold(70), control: Control::Slider,
        range: Range::new(Unit::Share, (0.0, 1.0), (0.0, 1.0), Linear),
        effect: Figures("ram=8GiB&writes=random:4GiB@400MiB/s&throttle=on"),
    }
    Delta: bool {
        field: delta = false,
        key: "delta",
        label: "Delta compression" / "Delta-Kompression",
        help: "Send only what changed in a page that was sent before and is still in the sender's cache (XBZRLE)." /
            "Nur senden, was sich in einer Seite geändert hat, die schon gesendet wurde und noch im Cache des Senders liegt (XBZRLE).",
        group: Live, place: Fold(80), control: Control::Tick,
        effect: Figures("writes=random:512MiB@100MiB/s"),
    }
    Cache: Bytes {
        field: cache = Bytes::mib(64.0),
        key: "cache",
        label: "Delta cache" / "Delta-Cache",
        help: "How much the sender remembers for delta compression. Pages that do not fit go as a whole." /
            "Wie viel sich der Sender für die Delta-Kompression merkt. Seiten, die nicht hineinpassen, gehen als Ganzes.",
        group: Live, place: Fold(90), control: Control::Slider,
        range: Range::new(Size, (4.0 * KIB, TIB), (MIB, 16.0 * GIB), Log),
        effect: Figures("writes=random:512MiB@100MiB/s&delta=on"),
    }
    Change: Bytes {
        field: change = Bytes::new(64.0),
        key: "change",
        label: "Changed in a page" / "Geändert je Seite",
        help: "How much of a page differs from what was sent before: what delta compression has to send of it." /
            "Wie viel einer Seite sich vom zuletzt Gesendeten unterscheidet: was die Delta-Kompression von ihr senden muss.",
        group: Live, place: Fold(100), control: Control::Slider,
        range: Range::new(Size, (0.0, 4.0 * KIB), (1.0, 4.0 * KIB), Log),
        effect: Figures("writes=random:512MiB@100MiB/s&delta=on&cache=1GiB"),
    }
    Ramp: Option<Ramp> {
        field: ramp = None,
        key: "ramp",
        label: "Ramp of the limit" / "Anstieg der Grenze",
        help: "The downtime limit begins small and grows to its full size in equal steps, as OpenStack does it: an easy VM gets a short stop, a hard one still converges." /
            "Die Stillstandsgrenze beginnt klein und wächst in gleichen Schritten zu voller Größe, wie OpenStack es macht: Eine leichte VM bekommt einen kurzen Stopp, eine schwere konvergiert trotzdem.",
        group: Live, place: Fold(20), control: Control::Ramp,
        effect: Between("writes=random:512MiB@100MiB/s", ["none", "10x10s"]),
    }
    MinRate: Rate {
        field: min_rate = Rate::bytes_per_s(12.5e6),
        key: "min-rate",
        label: "Slowest rate" / "Langsamste Rate",
        help: "The rate of the first pass under Clark's stop rule; later rounds go faster as the dirty rate asks for it." /
            "Die Rate des ersten Durchgangs unter der Stoppregel von Clark; spätere Runden gehen schneller, wie die Änderungsrate es verlangt.",
        group: Live, place: Fold(60), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (MIB, 16.0 * GIB), Log),
        effect: Figures("stop=clark"),
    }
    Timeout: Option<Timeout> {
        field: timeout = None,
        key: "timeout",
        label: "Timeout" / "Zeitlimit",
        help: "What happens when a pre-copy has not finished in time: give up, stop the VM and finish, or switch to post-copy." /
            "Was geschieht, wenn ein Pre-Copy nicht rechtzeitig fertig ist: aufgeben, die VM stoppen und abschließen oder zu Post-Copy wechseln.",
        group: Live, place: Fold(40), control: Control::Timeout,
        effect: Between("ram=8GiB&writes=random:4GiB@400MiB/s", ["none", "2min:force"]),
    }
    Suspend: Suspend {
        field: suspend = Suspend::Hold(TimedHold::default()),
        key: "suspend",
        label: "What" / "Was",
        help: "A suspended VM: saved and streamed to the other host, or through a file. Or a suspended migration: a live one that is held for a reason and goes on later." /
            "Eine suspendierte VM: gesichert und zum anderen Host übertragen, oder über eine Datei. Oder eine suspendierte Migration: live, aus einem Grund angehalten, und später fortgesetzt.",
        group: Suspended, place: Fold(10), control: Control::Suspend,
        effect: Between("", ["save", "hold"]),
    }
    StoreRate: Rate {
        field: store = Rate::mib_per_s(200.0),
        key: "store",
        label: "Storage speed" / "Tempo der Ablage",
        help: "How fast shared storage takes and gives a saved VM. It matters when the suspended VM goes through a file." /
            "Wie schnell die gemeinsame Ablage eine gesicherte VM aufnimmt und hergibt. Das zählt, wenn die suspendierte VM über eine Datei geht.",
        group: Suspended, place: Fold(20), control: Control::Slider,
        range: Range::new(ByteRate, (KIB, 1024.0 * GIB), (10.0 * MIB, 16.0 * GIB), Log),
        effect: Figures("suspend=file"),
    }
    Shutdown: SimTime {
        field: shutdown = SimTime::s(20.0),
        key: "shutdown",
        label: "Shut down" / "Herunterfahren",
        help: "How long the guest takes to shut down cleanly." /
            "Wie lange der Gast braucht, um sauber herunterzufahren.",
        group: Cold, place: Fold(10), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (0.1, 600.0), Log),
        effect: Figures(""),
    }
    Boot: SimTime {
        field: boot = SimTime::s(35.0),
        key: "boot",
        label: "Boot" / "Starten",
        help: "How long the guest takes to boot and start its services on the other host." /
            "Wie lange der Gast braucht, um auf dem anderen Host zu starten, samt seinen Diensten.",
        group: Cold, place: Fold(20), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (0.1, 600.0), Log),
        effect: Figures(""),
    }
    At: Vec<TimedEvent> {
        field: events = Vec::new(),
        key: "at",
        label: "Events" / "Ereignisse",
        help: "What happens at a moment of the migrations, in all lanes: holds, failures, bursts of writes." /
            "Was zu einem Zeitpunkt der Migrationen geschieht, in allen Spuren: Halte, Ausfälle, Schreibschübe.",
        group: Events, place: FrontOnceUsed, control: Control::Events,
        effect: Between("", ["none", "hold@5s+60s:compliance"]),
    }
}
