//! What people call things who come from QEMU, libvirt, OpenStack, KubeVirt, Proxmox, Xen or VMware: which parameter says
//! it here, or why none does.

use text::Text;
use text::text;

/// Where a word of the field leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Means {
    /// This key says it.
    Key(&'static str),
    /// A sentence says how to say it, or why it is not there.
    Sentence(Text),
}

use Means::{Key, Sentence};

type Entry = (&'static [&'static str], Means);

/// Words without case, blanks, hyphens, underscores and points.
static WORDS: &[Entry] = &[
    (
        &[
            "bandwidth",
            "maxbandwidth",
            "bwlimit",
            "ratelimit",
            "migratespeed",
            "migratesetspeed",
            "setspeed",
            "bandwidthpermigration",
            "livemigrationbandwidth",
            "maxspeed",
            "bandbreite",
            "anchodebanda",
        ],
        Key("cap"),
    ),
    (
        &[
            "maxpostcopybandwidth",
            "postcopybandwidth",
            "bandwidthpostcopy",
            "availswitchoverbandwidth",
            "switchoverbandwidth",
        ],
        Sentence(text!(
            "The cap holds while the VM runs at the source; post-copy and the stop use the whole link."
        )),
    ),
    (
        &[
            "nic",
            "network",
            "linkspeed",
            "linkrate",
            "linerate",
            "ethernet",
            "netspeed",
            "migrationnetwork",
            "netzwerk",
            "red",
        ],
        Key("link"),
    ),
    (
        &["latency", "ping", "delay", "roundtriptime", "latenz", "latencia"],
        Key("rtt"),
    ),
    (
        &[
            "downtimelimit",
            "maxdowntime",
            "setmaxdowntime",
            "migratesetmaxdowntime",
            "migratedowntime",
            "livemigrationdowntime",
            "migratesetdowntime",
            "vmdowntime",
        ],
        Key("downtime"),
    ),
    (
        &[
            "downtimesteps",
            "downtimedelay",
            "livemigrationdowntimesteps",
            "livemigrationdowntimedelay",
        ],
        Key("ramp"),
    ),
    (
        &[
            "autoconverge",
            "allowautoconverge",
            "livemigrationpermitautoconverge",
            "cputhrottle",
            "cputhrottleinitial",
            "cputhrottleincrement",
            "maxcputhrottle",
            "throttletriggerthreshold",
            "sdps",
            "stunduringpagesend",
            "convergence",
        ],
        Key("throttle"),
    ),
    (&["xbzrle", "compxbzrle", "deltacompression"], Key("delta")),
    (
        &["xbzrlecachesize", "compxbzrlecache", "xbzrlecache", "migratecompcache"],
        Key("cache"),
    ),
    (
        &[
            "multifdcompression",
            "compression",
            "compressed",
            "multifdzliblevel",
            "multifdzstdlevel",
            "compressthreads",
            "compresslevel",
            "compmethods",
            "zlib",
            "zstd",
            "kompression",
            "compresion",
        ],
        Key("compress"),
    ),
    (
        &[
            "multifd",
            "multifdchannels",
            "parallel",
            "parallelconnections",
            "connections",
            "streams",
            "threads",
            "livemigrationparallelconnections",
            "kanäle",
            "canales",
        ],
        Key("channels"),
    ),
    (
        &[
            "tls",
            "tlscreds",
            "encryption",
            "encrypted",
            "encrypt",
            "ssh",
            "tunnel",
            "tunnelled",
            "tunneled",
            "websocket",
            "secure",
            "insecure",
            "encryptedvmotion",
            "livemigrationwithnativetls",
            "verschlüsselung",
            "cifrado",
        ],
        Sentence(text!(
            "Encryption and tunnels are the work of one processor for each channel: say with thread what one manages, \
            such as thread=600MiB/s for TLS, and with channels how many there are."
        )),
    ),
    (
        &["zerocopy", "zerocopysend", "rdma", "qatzip", "qpl", "uadk"],
        Sentence(text!(
            "What spares the sender's processors is said with thread: how much one of them manages to send."
        )),
    ),
    (
        &[
            "postcopy",
            "postcopyram",
            "allowpostcopy",
            "livemigrationpermitpostcopy",
            "precopy",
            "hybrid",
            "method",
            "mode",
            "migrationmode",
            "methode",
            "método",
        ],
        Key("live"),
    ),
    (
        &[
            "postcopyafterprecopy",
            "switchover",
            "startpostcopy",
            "migratestartpostcopy",
        ],
        Key("switch"),
    ),
    (
        &[
            "completiontimeout",
            "completiontimeoutpergib",
            "livemigrationcompletiontimeout",
            "timeoutaction",
            "livemigrationtimeoutaction",
            "timeoutsuspend",
            "timeoutpostcopy",
            "progresstimeout",
        ],
        Key("timeout"),
    ),
    (
        &[
            "mem",
            "maxmem",
            "currentmemory",
            "memorysize",
            "memsize",
            "memorymb",
            "guestmemory",
            "vram",
            "m",
            "arbeitsspeicher",
            "memoria",
        ],
        Key("ram"),
    ),
    (
        &[
            "balloon",
            "ballooning",
            "freepagehint",
            "freepagehinting",
            "freepagereporting",
            "usedmemory",
            "activememory",
            "consumed",
        ],
        Key("used"),
    ),
    (
        &[
            "dirtyrate",
            "dirtypagesrate",
            "dirtypagerate",
            "dirtypages",
            "changerate",
            "writerate",
        ],
        Key("writes.rate"),
    ),
    (
        &["workingset", "wss", "wws", "writableworkingset", "hotset"],
        Key("writes.region"),
    ),
    (&["workload", "stress", "dirtylimit", "vcpudirtylimit"], Key("writes")),
    (
        &[
            "blockmigration",
            "copystorageall",
            "copystorageinc",
            "nonshareddisk",
            "withlocaldisks",
            "livestorage",
        ],
        Key("storage"),
    ),
    (
        &[
            "disksize",
            "volume",
            "volumesize",
            "storagesize",
            "rootdisk",
            "platte",
            "disco",
        ],
        Key("disk"),
    ),
    (
        &["devicestate", "vfio", "vgpu", "gpu", "vmstate", "sriov", "vf"],
        Key("state"),
    ),
    (
        &[
            "hypervisor",
            "kvm",
            "vmm",
            "platform",
            "maxiterations",
            "maxiters",
            "iterations",
            "rounds",
            "maxrounds",
            "maxpasses",
        ],
        Key("stop"),
    ),
    (&["events", "schedule"], Key("at")),
    (&["savevm", "managedsave", "suspendmode"], Key("suspend")),
    (
        &["loadvm", "storespeed", "storagespeed", "storagebandwidth"],
        Key("store"),
    ),
    (
        &[
            "vcpus",
            "vcpu",
            "cpu",
            "cpus",
            "cores",
            "sockets",
            "smp",
            "processors",
            "prozessoren",
            "procesadores",
        ],
        Sentence(text!(
            "The number of processors is not asked for: what counts of them is how fast they write, said with writes, and \
            their state, said with state."
        )),
    ),
    (
        &[
            "numa", "numatune", "cputune", "vcpupin", "pinning", "affinity", "cpumodel", "cputype", "machine",
        ],
        Sentence(text!(
            "Where on a host the VM runs changes nothing here: say with thread what one processor manages to send."
        )),
    ),
    (
        &["hugepages", "hugepage", "memorybacking", "pagesize", "thp", "hugetlb"],
        Sentence(text!(
            "Pages are followed in pieces of 4 KiB, as x86 hosts do with huge pages too; larger ones cannot be chosen."
        )),
    ),
    (
        &["mtu", "jumbo", "jumboframes", "framesize"],
        Sentence(text!(
            "Frames of 1500 bytes are reckoned with: for frames of 9000 bytes say the link 5 % faster."
        )),
    ),
    (
        &[
            "parallelmigrations",
            "parallelmigrationspercluster",
            "paralleloutboundmigrationspernode",
            "maxworkers",
            "maxconcurrentlivemigrations",
            "drain",
            "cluster",
            "vms",
            "count",
        ],
        Sentence(text!(
            "One VM moves at a time: for several at once give each its part of the link."
        )),
    ),
    (
        &[
            "vs",
            "versus",
            "second",
            "compare",
            "comparison",
            "vergleich",
            "comparar",
        ],
        Sentence(text!(
            "A second run is said key by key, such as vs.link=10Gbps: the first with this key changed."
        )),
    ),
    (
        &[
            "persistent",
            "undefinesource",
            "p2p",
            "peer2peer",
            "unsafe",
            "uri",
            "desturi",
            "migrateuri",
            "target",
            "targetnode",
            "targethost",
            "destination",
            "source",
            "host",
            "name",
            "vmid",
            "domain",
            "online",
            "verbose",
            "abortonerror",
        ],
        Sentence(text!("It changes nothing about how long a migration takes.")),
    ),
];

/// Where a word leads that is no key.
pub(super) fn find(key: &str) -> Option<Means> {
    let plain: String = key
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.'))
        .flat_map(char::to_lowercase)
        .collect();
    let entry = WORDS.iter().find(|(words, _)| words.contains(&plain.as_str()));
    entry.map(|(_, means)| *means)
}

/// The words as a Markdown table.
#[must_use]
pub fn words_table() -> String {
    let mut table = String::from("| word | here |\n| --- | --- |\n");
    for (words, means) in WORDS {
        let here = match means {
            Key(key) => format!("`{key}`"),
            Sentence(text) => text.english().to_owned(),
        };
        table.push_str(&format!("| {} | {here} |\n", words.join(", ")));
    }
    table
}
