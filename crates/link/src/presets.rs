//! Experiments with a story. A preset is nothing but a link.

use text::Text;
use text::text;

/// A link with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// As it stands in the menu.
    pub name: Text,
    /// Two sentences: what to watch, and what to try next.
    pub story: Text,
    /// In canonical form, without `#`.
    pub link: &'static str,
    /// What the second sentence suggests, in canonical form.
    pub next: &'static str,
}

/// The presets, from easy to move to hard to move.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: text!("Idle desktop"),
        story: text!(
            "What is written during one pass over memory fits into the downtime limit, so live migration stops the VM \
            for a blink. Raise the write rate until a second and a third round appear.",
        ),
        link: "ram=8GiB&used=40%25&writes=random:64MiB@128KiB/s",
        next: "ram=8GiB&used=40%25&writes=random:64MiB@8MiB/s",
    },
    Preset {
        name: text!("Web server"),
        story: text!(
            "A few hot pages are written all the time and a larger set now and then; the second round already leaves \
            little more than the hot pages. Halve the link and count the rounds, then halve the downtime limit as well.",
        ),
        link: "writes=random:24MiB@60MiB/s,random:1GiB@6MiB/s",
        next: "writes=random:24MiB@60MiB/s,random:1GiB@6MiB/s&link=500Mbps",
    },
    Preset {
        name: text!("Busy database"),
        story: text!(
            "The log is written in sequence and the cache at random, together at half the speed of the link: each round \
            is about half as long as the one before. Take the link down to 5 Gbit/s and see how little a round gains then.",
        ),
        link: "ram=32GiB&used=85%25&writes=random:6GiB@420MiB/s,sequential:512MiB@120MiB/s&link=10Gbps&downtime=100ms",
        next: "ram=32GiB&used=85%25&writes=random:6GiB@420MiB/s,sequential:512MiB@120MiB/s&link=5Gbps&downtime=100ms",
    },
    Preset {
        name: text!("Memory hog"),
        story: text!(
            "The VM writes faster than the link carries, so every round leaves as much as the one before and pre-copy \
            never ends. Try auto-converge, a timeout that stops the VM, or post-copy.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s",
        next: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&throttle=on",
    },
    Preset {
        name: text!("Memory hog, post-copy"),
        story: text!(
            "The same VM moves at once and fetches a page when it touches one that is missing: every page is sent only \
            once, but the VM limps until the memory it writes to has arrived. Halve the link, and it limps twice as long.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy",
        next: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&link=500Mbps&live=postcopy",
    },
    Preset {
        name: text!("Memory hog, hybrid"),
        story: text!(
            "The same VM again: one pass while it runs at home, then the move, after which only what was written \
            meanwhile is missing. Compare it with plain post-copy: more traffic and no less waiting, because what is \
            written all the time is missing again.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=hybrid",
        next: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy",
    },
    Preset {
        name: text!("SPECweb99 (2005)"),
        story: text!(
            "The web server of the first paper on live migration: the rate follows the dirty rate, and nine rounds end \
            with a fifth of a second of downtime. Try stop=qemu on the same VM, and see what full speed from the start gains.",
        ),
        link: "ram=800MB&used=100%25&writes=random:7MB@60MB/s,random:730MB@2.5MB/s,random:60MB@40MB/s&link=769Mbps&cap=62.5MB/s&stop=clark",
        next: "ram=800MB&used=100%25&writes=random:7MB@60MB/s,random:730MB@2.5MB/s,random:60MB@40MB/s&link=769Mbps&cap=62.5MB/s",
    },
    Preset {
        name: text!("Quake 3 (2005)"),
        story: text!(
            "Six players on a small game server: little is written, and the last round is so short that nobody notices. \
            Make the slowest rate slower and see how much more has to be sent again.",
        ),
        link: "ram=64MB&used=100%25&writes=random:300kB@6MB/s,random:1MB@12MB/s,random:33MB@4.2MB/s&link=769Mbps&cap=62.5MB/s&stop=clark",
        next: "ram=64MB&used=100%25&writes=random:300kB@6MB/s,random:1MB@12MB/s,random:33MB@4.2MB/s&link=769Mbps&cap=62.5MB/s&stop=clark&min-rate=6MB/s",
    },
    Preset {
        name: text!("Memory muncher (2005)"),
        story: text!(
            "The same paper's worst case writes half of its memory all the time, so the third round would have to be \
            faster than the link and the VM waits for all of it. Try post-copy and compare the downtimes.",
        ),
        link: "ram=512MB&used=100%25&writes=sequential:256MB@200MB/s&link=600Mbps&cap=62.5MB/s&stop=clark",
        next: "ram=512MB&used=100%25&writes=sequential:256MB@200MB/s&link=600Mbps&cap=62.5MB/s&live=postcopy&stop=clark",
    },
    Preset {
        name: text!("Compliance hold"),
        story: text!(
            "The suspended lane is held for a minute until the data protection officer agrees: nothing is lost, but what is \
            written meanwhile has to go again. Compare its traffic with the live lane and move the hold to another moment.",
        ),
        link: "suspend=hold:compliance@15s+1min",
        next: "suspend=hold:compliance@25s+1min",
    },
    Preset {
        name: text!("Link failure in post-copy"),
        story: text!(
            "The VM already runs on the other host when the link fails, so it stands still at the first page that is missing, \
            until the link is back. Crash a host instead of the link, and the VM is lost.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&at=linkdown@10s+45s",
        next: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&at=dstcrash@10s",
    },
    Preset {
        name: text!("Live with local disk"),
        story: text!(
            "The disk goes first, while the VM runs, and what is written to it goes again; memory follows when both sides are \
            the same. Write to the disk at more than half of the link's rate, and the VM waits for the last blocks; at more \
            than all of it, and memory never begins to move.",
        ),
        link: "disk=10GiB&storage=local&disk-writes=30MiB/s",
        next: "disk=10GiB&storage=local&disk-writes=150MiB/s",
    },
    Preset {
        name: text!("Thin link, local disk"),
        story: text!(
            "The whole disk has to cross a thin link, which takes an hour, but only the live migration does it while the VM \
            runs. Put the disk on shared storage: the cold migration is the first to finish, though not the one with the least downtime.",
        ),
        link: "ram=2GiB&disk=40GiB&storage=local&writes=random:128MiB@2MiB/s&link=100Mbps&rtt=20ms&suspend=save",
        next: "ram=2GiB&disk=40GiB&writes=random:128MiB@2MiB/s&link=100Mbps&rtt=20ms&suspend=save",
    },
    Preset {
        name: text!("Big machine, fast link"),
        story: text!(
            "A terabyte of memory crosses a fast link in about a minute and a half while the VM runs; to suspend the VM costs \
            that time as downtime. Lower the link to 10 Gbit/s, and live migration no longer ends.",
        ),
        link: "ram=1TiB&used=70%25&disk=2TiB&state=32MiB&writes=random:64GiB@2GiB/s,random:256GiB@200MiB/s&link=100Gbps&suspend=save",
        next: "ram=1TiB&used=70%25&disk=2TiB&state=32MiB&writes=random:64GiB@2GiB/s,random:256GiB@200MiB/s&link=10Gbps&suspend=save",
    },
];
