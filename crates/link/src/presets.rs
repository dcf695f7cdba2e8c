//! Experiments with a story. A preset is nothing but a link.

use crate::display::Id;
use engine::params::{Choice, Reveal};
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
    /// What the sentences suggest, in their order: at least one.
    pub tries: &'static [Try],
}

/// The experiment of a story with something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try {
    /// What is changed, as it stands on a button.
    pub label: Text,
    /// In canonical form, without `#`.
    pub link: &'static str,
}

/// The story of a first visit: each kind is best at one thing, and none at two.
pub const FIRST: &Preset = &PRESETS[0];

/// What a page without an address opens: [`FIRST`], for those who guess before they see.
#[must_use]
pub fn first_visit() -> String {
    format!("{}&{}={}", FIRST.link, Id::Reveal.param().key, Reveal::Run.token())
}

/// The presets: the three kinds first, then from easy to move to hard to move.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: text!("Three kinds, one VM"),
        story: text!(
            "Each kind is best at one thing: cold sends the least, the saved VM has moved the soonest, and live stands still the \
            shortest. Write faster and see which of them changes, or give the VM a link of 10 Gbit/s.",
        ),
        link: "suspend=save",
        tries: &[
            Try {
                label: text!("write rate 80 MiB/s"),
                link: "writes=random:512MiB@80MiB/s&suspend=save",
            },
            Try {
                label: text!("link 10 Gbit/s"),
                link: "link=10Gbps&suspend=save",
            },
        ],
    },
    Preset {
        name: text!("Idle desktop"),
        story: text!(
            "What is written during one pass over memory fits into the downtime limit, so live migration stops the VM \
            for a blink. Raise the write rate until a second and a third round appear.",
        ),
        link: "ram=8GiB&used=40%25&writes=random:64MiB@128KiB/s&suspend=save",
        tries: &[
            Try {
                label: text!("write rate 2 MiB/s"),
                link: "ram=8GiB&used=40%25&writes=random:64MiB@2MiB/s&suspend=save",
            },
            Try {
                label: text!("write rate 32 MiB/s"),
                link: "ram=8GiB&used=40%25&writes=random:64MiB@32MiB/s&suspend=save",
            },
        ],
    },
    Preset {
        name: text!("Web server"),
        story: text!(
            "A few hot pages are written all the time and a larger set now and then; the second round already leaves \
            little more than the hot pages. Halve the link and count the rounds, then halve the downtime limit as well.",
        ),
        link: "writes=random:24MiB@60MiB/s,random:1GiB@6MiB/s&suspend=save",
        tries: &[
            Try {
                label: text!("link 500 Mbit/s"),
                link: "writes=random:24MiB@60MiB/s,random:1GiB@6MiB/s&link=500Mbps&suspend=save",
            },
            Try {
                label: text!("downtime limit 150 ms as well"),
                link: "writes=random:24MiB@60MiB/s,random:1GiB@6MiB/s&link=500Mbps&downtime=150ms&suspend=save",
            },
        ],
    },
    Preset {
        name: text!("Busy database"),
        story: text!(
            "The log is written in sequence and the cache at random, together at half the speed of the link: each round \
            is about half as long as the one before. Take the link down to 5 Gbit/s and see how little a round gains then.",
        ),
        link: "ram=32GiB&used=85%25&writes=random:6GiB@420MiB/s,sequential:512MiB@120MiB/s&link=10Gbps&downtime=100ms&suspend=save",
        tries: &[Try {
            label: text!("link 5 Gbit/s"),
            link: "ram=32GiB&used=85%25&writes=random:6GiB@420MiB/s,sequential:512MiB@120MiB/s&link=5Gbps&downtime=100ms&suspend=save",
        }],
    },
    Preset {
        name: text!("Memory hog"),
        story: text!(
            "The VM writes faster than the link carries, so every round leaves as much as the one before and pre-copy \
            never ends. Try auto-converge, a timeout that stops the VM, or post-copy.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&suspend=save",
        tries: &[
            Try {
                label: text!("auto-converge on"),
                link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&throttle=on&suspend=save",
            },
            Try {
                label: text!("stop after 1 min"),
                link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&timeout=1min:force&suspend=save",
            },
            Try {
                label: text!("post-copy"),
                link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&suspend=save",
            },
        ],
    },
    Preset {
        name: text!("Memory hog, post-copy"),
        story: text!(
            "The same VM moves at once and fetches a page when it touches one that is missing: every page is sent only \
            once, but the VM limps until the memory it writes to has arrived. Halve the link, and it limps twice as long.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&suspend=save",
        tries: &[Try {
            label: text!("link 500 Mbit/s"),
            link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&link=500Mbps&live=postcopy&suspend=save",
        }],
    },
    Preset {
        name: text!("Memory hog, hybrid"),
        story: text!(
            "The same VM again: one pass while it runs at home, then the move, after which only what was written \
            meanwhile is missing. Compare it with plain post-copy: more traffic and no less waiting, because what is \
            written all the time is missing again.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=hybrid&suspend=save",
        tries: &[Try {
            label: text!("post-copy from the start"),
            link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&suspend=save",
        }],
    },
    Preset {
        name: text!("SPECweb99 (2005)"),
        story: text!(
            "The web server of the first paper on live migration: the rate follows the dirty rate, and nine rounds end \
            with a fifth of a second of downtime. Take QEMU's stop rule for the same VM, and see what full speed from the start gains.",
        ),
        link: "ram=800MB&used=100%25&writes=random:7MB@60MB/s,random:730MB@2.5MB/s,random:60MB@40MB/s&link=769Mbps&cap=62.5MB/s&stop=clark&suspend=save",
        tries: &[Try {
            label: text!("stop rule of QEMU"),
            link: "ram=800MB&used=100%25&writes=random:7MB@60MB/s,random:730MB@2.5MB/s,random:60MB@40MB/s&link=769Mbps&cap=62.5MB/s&suspend=save",
        }],
    },
    Preset {
        name: text!("Quake 3 (2005)"),
        story: text!(
            "Six players on a small game server: little is written, and the last round is so short that nobody notices. \
            Make the slowest rate slower and see how much more has to be sent again.",
        ),
        link: "ram=64MB&used=100%25&writes=random:300kB@6MB/s,random:1MB@12MB/s,random:33MB@4.2MB/s&link=769Mbps&cap=62.5MB/s&stop=clark&suspend=save",
        tries: &[Try {
            label: text!("slowest rate 6 MB/s"),
            link: "ram=64MB&used=100%25&writes=random:300kB@6MB/s,random:1MB@12MB/s,random:33MB@4.2MB/s&link=769Mbps&cap=62.5MB/s&stop=clark&min-rate=6MB/s&suspend=save",
        }],
    },
    Preset {
        name: text!("Memory muncher (2005)"),
        story: text!(
            "The same paper's worst case writes half of its memory all the time, so the third round would have to be \
            faster than the link and the VM waits for all of it. Try post-copy and compare the downtimes.",
        ),
        link: "ram=512MB&used=100%25&writes=sequential:256MB@200MB/s&link=600Mbps&cap=62.5MB/s&stop=clark&suspend=save",
        tries: &[Try {
            label: text!("post-copy"),
            link: "ram=512MB&used=100%25&writes=sequential:256MB@200MB/s&link=600Mbps&cap=62.5MB/s&live=postcopy&stop=clark&suspend=save",
        }],
    },
    Preset {
        name: text!("Compliance hold"),
        story: text!(
            "All three are held for a minute until the data protection officer agrees: the running VM works on and only has a \
            little more to send, while the two that stand still wait along. Hold them for ten minutes, or hold a live migration alone \
            and leave the others in peace.",
        ),
        link: "suspend=save&at=hold@12s+1min:compliance",
        tries: &[
            Try {
                label: text!("held for 10 min"),
                link: "suspend=save&at=hold@12s+10min:compliance",
            },
            Try {
                label: text!("the live migration alone"),
                link: "suspend=hold:compliance@12s+1min",
            },
        ],
    },
    Preset {
        name: text!("Held or failed?"),
        story: text!(
            "The link fails while one migration is held on purpose: the held one does not even notice and goes on when its time has come, \
            but the other gets no answer for half a minute and fails, and all that it had sent is of no use. Let the link come back after \
            20 s, or hold nothing at all.",
        ),
        link: "at=linkdown@15s+45s&lanes=suspended,live",
        tries: &[
            Try {
                label: text!("link back after 20 s"),
                link: "at=linkdown@15s+20s&lanes=suspended,live",
            },
            Try {
                label: text!("nothing is held"),
                link: "suspend=save&at=linkdown@15s+45s&lanes=suspended,live",
            },
        ],
    },
    Preset {
        name: text!("Reasons for a hold"),
        story: text!(
            "Six reasons one after the other, one of each kind (technical, resources, business, compliance, testing, dependencies), and \
            none is a failure: the VM runs on at host A, and the migration goes on when the reason is gone. Hold it once for two minutes \
            instead, and it takes as long.",
        ),
        link: "at=hold@3s+20s:incompatible,hold@26s+20s:budget,hold@49s+20s:urgent,hold@72s+20s:compliance,hold@95s+20s:validation,hold@118s+20s:systems&lanes=live",
        tries: &[Try {
            label: text!("one hold of 2 min"),
            link: "at=hold@3s+2min:incompatible&lanes=live",
        }],
    },
    Preset {
        name: text!("Link failure in post-copy"),
        story: text!(
            "The VM already runs on the other host when the link fails, so it stands still at the first page that is missing, \
            until the link is back. Let host B crash instead of the link, and the VM is lost.",
        ),
        link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&suspend=save&at=linkdown@10s+45s",
        tries: &[Try {
            label: text!("host B crashes instead"),
            link: "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&suspend=save&at=dstcrash@10s",
        }],
    },
    Preset {
        name: text!("Live with local disk"),
        story: text!(
            "The disk goes first, while the VM runs, and what is written to it goes again; memory follows when both sides are \
            the same. Write to the disk at more than half of the link's rate, and the VM waits for the last blocks; at more \
            than all of it, and memory never begins to move.",
        ),
        link: "disk=10GiB&storage=local&disk-writes=30MiB/s&suspend=save",
        tries: &[
            Try {
                label: text!("disk writes 70 MiB/s"),
                link: "disk=10GiB&storage=local&disk-writes=70MiB/s&suspend=save",
            },
            Try {
                label: text!("disk writes 150 MiB/s"),
                link: "disk=10GiB&storage=local&disk-writes=150MiB/s&suspend=save",
            },
        ],
    },
    Preset {
        name: text!("Thin link, local disk"),
        story: text!(
            "The whole disk has to cross a thin link, which takes an hour, but only the live migration does it while the VM \
            runs. Put the disk on shared storage: the cold migration is the first to finish, though not the one with the least downtime.",
        ),
        link: "ram=2GiB&disk=40GiB&storage=local&writes=random:128MiB@2MiB/s&link=100Mbps&rtt=20ms&suspend=save",
        tries: &[Try {
            label: text!("shared storage"),
            link: "ram=2GiB&disk=40GiB&writes=random:128MiB@2MiB/s&link=100Mbps&rtt=20ms&suspend=save",
        }],
    },
    Preset {
        name: text!("Big machine, fast link"),
        story: text!(
            "A terabyte of memory crosses a fast link in about a minute and a half while the VM runs; to suspend the VM costs \
            that time as downtime. Lower the link to 10 Gbit/s, and live migration no longer ends.",
        ),
        link: "ram=1TiB&used=70%25&disk=2TiB&state=32MiB&writes=random:64GiB@2GiB/s,random:256GiB@200MiB/s&link=100Gbps&suspend=save",
        tries: &[Try {
            label: text!("link 10 Gbit/s"),
            link: "ram=1TiB&used=70%25&disk=2TiB&state=32MiB&writes=random:64GiB@2GiB/s,random:256GiB@200MiB/s&link=10Gbps&suspend=save",
        }],
    },
];
