//! Stories of clusters: each teaches one thing by a second run with some keys changed.

use text::Text;
use text::text;

/// A link to a cluster with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// As it stands in the menu.
    pub name: Text,
    /// What it teaches.
    pub teaches: Text,
    /// In canonical form, without `#`.
    pub link: &'static str,
}

/// The stories. The first is the lesson of clusters; the three after it show what migration is for: fault tolerance, load
/// balancing, the use of resources.
pub const STORIES: &[Story] = &[
    Story {
        name: text!("One by one or all at once"),
        teaches: text!(
            "Eight busy VMs share the line when all leave at once: each gets an eighth, less than it writes, and none ever arrives. One by one takes six and a half minutes."
        ),
        link: "screen=cluster&hosts=4x32:128GiB:1Gbps&vms=8xbusy@h1&class.busy=4:8GiB:60%25:flat-60%25:random-512MiB@20MiB/s&do=drain:h1@10s&vs.slots=out:8",
    },
    Story {
        name: text!("The alarm"),
        teaches: text!(
            "Fault tolerance: a host dies in two minutes. On a gigabit four of ten VMs are saved; ten times the line saves all."
        ),
        link: "screen=cluster&hosts=3x32:128GiB:1Gbps&vms=10xweb@h1&do=alarm:h1@10s+2min&vs.hosts=3x32:128GiB:10Gbps",
    },
    Story {
        name: text!("Hot spot"),
        teaches: text!(
            "Load balancing: a crowd of two minutes passes before anything moves, one of ten minutes does not. That is what the hold is for."
        ),
        link: "screen=cluster&hosts=3x16:64GiB:10Gbps&vms=10xweb@h1,4xweb@h2-h3&do=crowd:web@5min+10min:x2.5&policy=thresholds&persist=3&until=1h&vs.do=crowd:web@5min+2min:x2.5",
    },
    Story {
        name: text!("Night shift"),
        teaches: text!(
            "Use of resources: at night fewer hosts do the work and the others are off. Count the host hours and the energy."
        ),
        link: "screen=cluster&hosts=6x16:64GiB:10Gbps&vms=24xoffice&class.office=4:8GiB:50%25:day-5%25-75%25:random-256MiB@10MiB/s&policy=power&until=24h&vs.policy=none",
    },
    Story {
        name: text!("When parallel wins"),
        teaches: text!("One stream manages 4 Gbit/s of a line of 25: the rest lies idle unless several go at once."),
        link: "screen=cluster&hosts=5x32:128GiB:25Gbps&vms=8xbusy@h1&class.busy=4:8GiB:60%25:flat-60%25:random-512MiB@20MiB/s&do=drain:h1@10s&thread=500MB/s&vs.slots=out:8",
    },
    Story {
        name: text!("The right order"),
        teaches: text!(
            "Three minutes until the host dies: with the VMs first that write to little, five of eight are saved; as given, none is."
        ),
        link: "screen=cluster&hosts=3x32:128GiB:1Gbps&vms=2xvideo@h1,1xcache@h1,4xidle@h1,1xweb@h1&do=alarm:h1@10s+3min&vs.order=wws",
    },
    Story {
        name: text!("Without an alarm"),
        teaches: text!(
            "The same host dies without a word: high availability starts its VMs elsewhere after a minute and a half, and what they had in memory is gone."
        ),
        link: "screen=cluster&hosts=3x32:128GiB:1Gbps&vms=10xweb@h1&do=fail:h1@130s&ha=on&vs.ha=off",
    },
    Story {
        name: text!("Post-copy under fire"),
        teaches: text!(
            "The destination dies in the middle of a drain. With pre-copy the VMs run on where they were; with post-copy each needs both hosts, and those on their way are lost."
        ),
        link: "screen=cluster&hosts=2x32:128GiB:1Gbps&vms=4xweb@h1&do=drain:h1@10s,fail:h2@30s&slots=out:4&vs.live=postcopy",
    },
    Story {
        name: text!("Two full hosts"),
        teaches: text!(
            "Two VMs cannot change places between full hosts: each is booked on both while it moves. A third host with room makes it possible."
        ),
        link: "screen=cluster&hosts=2x16:64GiB:10Gbps&vms=2xa@h1,2xa@h2&class.a=2:30GiB:50%25:flat-20%25:random-256MiB@10MiB/s&do=move:a1:h2@10s,move:a3:h1@10s&vs.hosts=3x16:64GiB:10Gbps&vs.do=move:a1:h3@10s,move:a3:h1@20s,move:a1:h2@1min",
    },
    Story {
        name: text!("The rack uplink"),
        teaches: text!(
            "Four hosts of a rack leave over one uplink: all four together take as long as one after the other, for the uplink binds and not their own lines."
        ),
        link: "screen=cluster&hosts=8x16:64GiB:10Gbps&racks=2&uplink=10Gbps&vms=12xweb@h1-h4&do=drain:h1@10s,drain:h2@10s,drain:h3@10s,drain:h4@10s&slots=out:2&vs.uplink=40Gbps",
    },
    Story {
        name: text!("Rolling upgrade"),
        teaches: text!(
            "Every host is emptied once. If hosts that are done are filled first, a VM moves hardly more than once; packed tightly onto those still to come, it moves again and again."
        ),
        link: "screen=cluster&vms=24xweb&do=drain:h1@0s,back:h1@2min,drain:h2@3min,back:h2@5min,drain:h3@6min,back:h3@8min,drain:h4@9min,back:h4@11min&place=bfd&slots=out:2&vs.place=done",
    },
    Story {
        name: text!("The careful cap"),
        teaches: text!(
            "A cap of 64 MiB/s for each migration leaves ten gigabits idle, and a VM that writes 80 MiB/s never arrives. Being careful with the line costs it."
        ),
        link: "screen=cluster&hosts=3x32:128GiB:10Gbps&vms=6xbusy@h1&class.busy=4:8GiB:60%25:flat-60%25:random-1GiB@80MiB/s&do=drain:h1@10s&slots=out:2&cap=64MiB/s&vs.cap=none",
    },
    Story {
        name: text!("Cold is fine"),
        teaches: text!(
            "Batch jobs that write faster than the line never arrive live, and the web servers behind them wait for ever. Shut down and started elsewhere they are gone in a minute each."
        ),
        link: "screen=cluster&hosts=3x64:256GiB:1Gbps&vms=4xbatch@h1,4xweb@h1&class.batch=4:16GiB:80%25:flat-95%25:random-8GiB@300MiB/s&do=drain:h1@10s&vs.by=live,batch:cold",
    },
    Story {
        name: text!("Ping-pong"),
        teaches: text!(
            "A balancer that acts at once, on noise, throws VMs to and fro: 58 moves in six hours, 23 of them back to where the VM had been. Three looks in a row and an hour's rest leave eight."
        ),
        link: "screen=cluster&vms=24xnoisy&class.noisy=4:4GiB:50%25:noise-50%25-30%25-1:random-256MiB@20MiB/s&policy=thresholds&every=5min&persist=1&overload=80%25&underload=70%25&until=6h&vs.persist=3&vs.cooldown=1h",
    },
    Story {
        name: text!("Tetris"),
        teaches: text!(
            "88 GiB are free, but in four holes of 22: a VM of 32 GiB cannot be started. Two moves make room for it."
        ),
        link: "screen=cluster&vms=8xm@h1-h4&class.big=8:32GiB:50%25:flat-30%25:none&class.m=2:20GiB:50%25:flat-20%25:random-256MiB@10MiB/s&do=add:1xbig@5min&vs.do=move:m1:h2@10s,move:m5:h3@1min,add:1xbig@5min",
    },
    Story {
        name: text!("Batches"),
        teaches: text!(
            "Four at once, and the next four when the last one of them has arrived: three small VMs always wait for a large one. A queue takes the next as soon as one is done, and a third of the time."
        ),
        link: "screen=cluster&hosts=5x32:128GiB:25Gbps&vms=1xdb@h1,3xidle@h1,1xdb@h1,3xidle@h1,1xdb@h1,3xidle@h1&do=drain:h1@10s&slots=batch:4&thread=500MB/s&vs.slots=out:4",
    },
    Story {
        name: text!("N+1"),
        teaches: text!(
            "Packed onto three hosts, nothing has room for the VMs of one that dies: the fourth has to boot first, and they are down for more than four and a half minutes instead of one and a half."
        ),
        link: "screen=cluster&vms=12xoffice&class.office=4:14GiB:50%25:day-5%25-60%25:random-256MiB@10MiB/s&do=fail:h1@2h&policy=power&ha=on&until=4h&vs.policy=none",
    },
    Story {
        name: text!("The desktop myth"),
        teaches: text!(
            "Switching hosts off saves 14 % of the energy of machines that draw 74 % of their peak when idle, as desktops of 2006 did, and 9 % of servers that draw 27 %. Look at the curve before you believe a figure."
        ),
        link: "screen=cluster&hosts=6x16:64GiB:10Gbps:g4&vms=24xoffice&class.office=4:8GiB:50%25:day-5%25-75%25:random-256MiB@10MiB/s&policy=power&until=24h&vs.hosts=6x16:64GiB:10Gbps",
    },
];
