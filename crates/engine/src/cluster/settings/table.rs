//! The rows of the cluster's parameters. Those of the Lab say how each migration goes.

use super::{Class, HostGroup, Kinds, Order, Own, Placement, PolicyName, Selection, Slots, TimedAct, VmGroup};
use crate::parameters;
use crate::params::Control;
use crate::params::Effect::{Between, Figures};
use crate::params::Place::{Fold, Front};
use crate::params::Range;
use crate::params::Scale::{Linear, Log};
use crate::units::Unit::{self, BitRate, Time};
use crate::units::{Count, Rate, Share, SimTime};
use text::text;

const GBPS: f64 = 1e9 / 8.0;
const LINES: Range = Range::new(BitRate, (1e4 / 8.0, 1e13 / 8.0), (0.1 * GBPS, 400.0 * GBPS), Log);
const WHOLE: Range = Range::new(Unit::Share, (0.0, 1.0), (0.0, 1.0), Linear);

parameters! {
    /// Everything that a user can set about a cluster; how each migration goes is said as in the Lab.
    ClusterSettings;

    Hosts: Vec<HostGroup> {
        field: hosts = vec![HostGroup::default()],
        key: "hosts",
        label: text!("Hosts"),
        help: text!("Groups of hosts that are alike: how many, cores, memory, line rate of the network card, and what each draws. They are called h1, h2, and so on."),
        group: Hosts, place: Front(10), control: Control::Elsewhere("the list of hosts"),
        effect: Between("vms=8xweb@h1&do=drain:h1@0s", ["4x16:64GiB:1Gbps", "4x16:64GiB:10Gbps"]),
    }
    Racks: Count {
        field: racks = Count::new(1),
        key: "racks",
        label: text!("Racks"),
        help: text!("Hosts are dealt to racks in equal blocks. What goes to another rack shares the uplinks of both, and the core."),
        group: Hosts, place: Fold(10), control: Control::Slider,
        range: Range::new(Unit::Count, (1.0, 1000.0), (1.0, 40.0), Log),
        effect: Figures("hosts=4x16:64GiB:10Gbps&uplink=1Gbps&vms=4xweb@h1,4xweb@h2&do=drain:h1@0s,drain:h2@0s"),
    }
    Uplink: Option<Rate> {
        field: uplink = None,
        key: "uplink",
        label: text!("Uplink of a rack"),
        help: text!("The line rate between a rack and the core, up and down apart. None: it never holds anything back."),
        group: Hosts, place: Fold(20), control: Control::Slider,
        range: LINES.or_none(),
        effect: Figures("racks=4&vms=4xweb@h1&do=drain:h1@0s"),
    }
    Core: Option<Rate> {
        field: core = None,
        key: "core",
        label: text!("Core"),
        help: text!("What all that goes between racks shares. None: it never holds anything back."),
        group: Hosts, place: Fold(30), control: Control::Slider,
        range: LINES.or_none(),
        effect: Figures("racks=4&vms=4xweb@h1&do=drain:h1@0s"),
    }
    Tenant: Rate {
        field: tenant = Rate::ZERO,
        key: "tenant",
        label: text!("Other traffic"),
        help: text!("What the VMs themselves send out of each host and into it. Migrations share the line with it."),
        group: Hosts, place: Fold(40), control: Control::Slider,
        range: Range::new(BitRate, (0.0, 1e13 / 8.0), (0.0, 100.0 * GBPS), Log),
        effect: Figures("vms=4xweb@h1&do=drain:h1@0s"),
    }
    Vms: Vec<VmGroup> {
        field: vms = vec![VmGroup::usual()],
        key: "vms",
        label: text!("VMs"),
        help: text!("How many VMs of which class are on which host at first. They are called by class and number, such as web3."),
        group: Vms, place: Front(10), control: Control::Elsewhere("the list of VMs"),
        effect: Between("do=drain:h1@0s", ["4xweb@h1", "8xweb@h1"]),
    }
    Classes: Vec<Class> {
        field: classes = Vec::new(),
        key: "class.NAME",
        label: text!("Class of VMs"),
        help: text!("Processors, memory, the part in use, processor time wanted, and writes to memory. The classes idle, web, db, cache, batch, video and mail are there without being described."),
        group: Vms, place: Fold(10), control: Control::Elsewhere("the list of VMs"),
        unsaid: text!(same "idle, web, db, cache, batch, video, mail"),
        effect: Between("vms=4xweb@h1&do=drain:h1@0s", ["web=2:4GiB:60%", "web=2:8GiB:60%"]),
    }
    By: Kinds {
        field: kinds = Kinds::default(),
        key: "by",
        label: text!("Kind of migration"),
        help: text!("How VMs move: live, suspended or cold; for one class after its name."),
        group: Moves, place: Front(10), control: Control::Elsewhere("the list of VMs"),
        effect: Between("vms=4xweb@h1&do=drain:h1@0s", ["live", "live,web:cold"]),
    }
    Do: Vec<TimedAct> {
        field: acts = Vec::new(),
        key: "do",
        label: text!("What happens"),
        help: text!("What is done to hosts, VMs and links, and when: drains, failures, alarms, moves by hand, crowds, slow links."),
        group: Events, place: Front(10), control: Control::Elsewhere("the list of events"),
        effect: Between("vms=4xweb@h1", ["none", "drain:h1@10s"]),
    }
    Place: Placement {
        field: placement = Placement::Spread,
        key: "place",
        label: text!("Placement"),
        help: text!("On which host with room a VM goes when nobody has named one."),
        group: Moves, place: Fold(10), control: Control::List,
        effect: Figures("hosts=1x16:64GiB,1x16:64GiB,2x16:96GiB&vms=4xweb@h1,9xweb@h2,11xweb@h3,8xweb@h4&do=drain:h1@10s,back:h1@40s,drain:h2@50s"),
    }
    Order: Order {
        field: order = Order::Given,
        key: "order",
        label: text!("Order"),
        help: text!("Which VM leaves a host first that is drained."),
        group: Moves, place: Fold(20), control: Control::List,
        effect: Figures("hosts=2x32:128GiB:1Gbps&vms=2xbatch@h1,2xvideo@h1,1xdb@h1,2xidle@h1&do=alarm:h1@0s+1min"),
    }
    Slots: Slots {
        field: slots = Slots::USUAL,
        key: "slots",
        label: text!("At once"),
        help: text!("How many migrations may go on at once: out of a host, into a host, in a rack, in all; or as a platform has it. More at once share the line, so each takes longer and sends more again."),
        group: Moves, place: Front(20), control: Control::Elsewhere("fields for out, in, rack, all"),
        effect: Between("vms=8xweb@h1&do=drain:h1@0s", ["out:1", "out:8"]),
    }
    Retries: Count {
        field: retries = Count::new(2),
        key: "retries",
        label: text!("Retries"),
        help: text!("How often a migration is tried again that failed or was given up."),
        group: Moves, place: Fold(30), control: Control::Slider,
        range: Range::new(Unit::Count, (0.0, 100.0), (0.0, 10.0), Linear),
        effect: Figures("vms=1xbatch@h1&class.batch=4:8GiB:60%:flat-95%:random-4GiB@2GiB/s&timeout=20s:abort&do=drain:h1@0s"),
    }
    Policy: PolicyName {
        field: policy = PolicyName::None,
        key: "policy",
        label: text!("Policy"),
        help: text!("Who decides what moves by itself."),
        group: Policy, place: Front(10), control: Control::List,
        effect: Figures("vms=14xweb@h1&until=30min"),
    }
    Every: Own<SimTime> {
        field: every = Own::USUAL,
        key: "every",
        label: text!("Looks every"),
        help: text!("How often the policy looks at the hosts. It sees means since its last look, and never the future."),
        group: Policy, place: Fold(10), control: Control::Slider,
        range: Range::new(Time, (1.0, 86_400.0), (5.0, 3600.0), Log).or_none(),
        unsaid: text!("the policy's own"),
        effect: Between("policy=proxmox&vms=14xweb@h1&until=30min", ["10s", "5min"]),
    }
    Persist: Own<Count> {
        field: persist = Own::USUAL,
        key: "persist",
        label: text!("Holds for"),
        help: text!("For how many looks in a row something has to be wrong before anything moves. A short peak passes by."),
        group: Policy, place: Fold(20), control: Control::Slider,
        range: Range::new(Unit::Count, (1.0, 1000.0), (1.0, 30.0), Linear).or_none(),
        unsaid: text!("the policy's own"),
        effect: Between("policy=proxmox&vms=6xweb@h1&until=30min", ["1", "20"]),
    }
    Margin: Own<Share> {
        field: margin = Own::USUAL,
        key: "margin",
        label: text!("Margin"),
        help: text!("How much better it has to get by a move, as a part of what is wrong now."),
        group: Policy, place: Fold(30), control: Control::Slider,
        range: WHOLE.or_none(),
        unsaid: text!("the policy's own"),
        effect: Between("policy=proxmox&vms=14xweb@h1&until=30min", ["0%", "90%"]),
    }
    Cooldown: SimTime {
        field: cooldown = SimTime::ZERO,
        key: "cooldown",
        label: text!("Cooldown"),
        help: text!("How long a VM that has moved is left alone by the policy."),
        group: Policy, place: Fold(40), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (1.0, 21_600.0), Log),
        effect: Between("policy=proxmox&hosts=3x16:64GiB&vms=3xhot@h1&class.hot=8:16GiB:50%:burst-5%-95%-20min&margin=0%&persist=1&until=4h", ["0s", "6h"]),
    }
    Overload: Own<Share> {
        field: overload = Own::USUAL,
        key: "overload",
        label: text!("Too much"),
        help: text!("From which load on a host has too much to do; for Proxmox, from which unevenness of the hosts on something moves."),
        group: Policy, place: Fold(50), control: Control::Slider,
        range: WHOLE.or_none(),
        unsaid: text!("the policy's own"),
        effect: Between("policy=thresholds&vms=14xweb@h1&until=30min", ["30%", "90%"]),
    }
    Underload: Own<Share> {
        field: underload = Own::USUAL,
        key: "underload",
        label: text!("Too little"),
        help: text!("Below which load a host takes VMs of others (thresholds), or is emptied and switched off (power saving)."),
        group: Policy, place: Fold(60), control: Control::Slider,
        range: WHOLE.or_none(),
        unsaid: text!("the policy's own"),
        effect: Between("policy=power&vms=4xweb@h1-h4&until=1h", ["1%", "40%"]),
    }
    Select: Selection {
        field: selection = Selection::Mmt,
        key: "select",
        label: text!("Chosen VM"),
        help: text!("Which VM a policy takes from a host that has too much to do."),
        group: Policy, place: Fold(70), control: Control::List,
        effect: Figures("policy=thresholds&hosts=2x16:64GiB&vms=2xa@h1,2xb@h1&class.a=4:4GiB:90%:flat-90%:random-2GiB@500MiB/s&class.b=4:8GiB:50%:flat-90%:none&overload=50%&underload=45%&until=10min"),
    }
    Ha: bool {
        field: ha = false,
        key: "ha",
        label: text!("High availability"),
        help: text!("VMs of a host that has lost its power are started again on others. What they had in memory is gone."),
        group: Policy, place: Front(20), control: Control::Tick,
        effect: Figures("vms=4xweb@h1&do=fail:h1@10s"),
    }
    Detect: SimTime {
        field: detect = SimTime::s(60.0),
        key: "detect",
        label: text!("Detection"),
        help: text!("How long it takes until a failed host is known to be dead."),
        group: Policy, place: Fold(80), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (1.0, 600.0), Log),
        effect: Between("ha=on&vms=4xweb@h1&do=fail:h1@10s", ["10s", "60s"]),
    }
    Reserve: Count {
        field: reserve = Count::new(0),
        key: "reserve",
        label: text!("Hosts in reserve"),
        help: text!("How many empty hosts power saving leaves switched on."),
        group: Policy, place: Fold(90), control: Control::Slider,
        range: Range::new(Unit::Count, (0.0, 1000.0), (0.0, 10.0), Linear),
        effect: Figures("policy=power&vms=4xweb@h1-h4&underload=40%&until=1h"),
    }
    Bootup: SimTime {
        field: bootup = SimTime::s(120.0),
        key: "bootup",
        label: text!("Host boots"),
        help: text!("How long a host takes from switching it on until it takes VMs."),
        group: Hosts, place: Fold(50), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (1.0, 1200.0), Log),
        effect: Between("vms=4xweb@h1&do=off:h1@10s,on:h1@10min&until=1h", ["10s", "10min"]),
    }
    Powerdown: SimTime {
        field: powerdown = SimTime::s(17.0),
        key: "powerdown",
        label: text!("Host shuts down"),
        help: text!("How long an empty host takes to switch off."),
        group: Hosts, place: Fold(60), control: Control::Slider,
        range: Range::new(Time, (0.0, 86_400.0), (1.0, 600.0), Log),
        effect: Between("vms=4xweb@h1&do=off:h1@10s&until=1h", ["10s", "10min"]),
    }
}
