//! The words of the cluster's parameters.

use crate::params::{Choice, Word, choices};
use text::text;

choices! {
    /// Who decides what moves, beside what the events ask for.
    PolicyName {
        None = "none", text!("none"),
            text!("Nothing moves but what events ask for.");
        Proxmox = "proxmox", text!("Proxmox VE"),
            text!("The one move that evens out load best, if the hosts are uneven for long enough (Proxmox VE's dynamic balancer).");
        Thresholds = "thresholds", text!("thresholds"),
            text!("Hosts above a threshold give VMs to hosts below another one (oVirt, the descheduler of Kubernetes).");
        Power = "power", text!("power saving"),
            text!("Hosts that do little are emptied and switched off, and come back when the others have too much to do (oVirt).");
    }
    /// What can happen to a cluster.
    ActWord {
        Drain = "drain", text!("drain"),
            text!("All VMs leave the host, and none comes until it is taken back.");
        Fail = "fail", text!("failure"),
            text!("The host loses its power without a word.");
        Alarm = "alarm", text!("alarm"),
            text!("The host is drained, and loses its power after a while.");
        Move = "move", text!("move"),
            text!("A VM goes to a host that somebody has named.");
        Back = "back", text!("take back"),
            text!("The host takes VMs again.");
        Off = "off", text!("switch off"),
            text!("The host is drained and switched off.");
        On = "on", text!("switch on"),
            text!("The host is switched on.");
        Crowd = "crowd", text!("crowd"),
            text!("For a while the VMs of a class want several times as much processor time.");
        Link = "link", text!("slow link"),
            text!("A link carries no more than this, for a while or from then on.");
        Add = "add", text!("more VMs"),
            text!("VMs are started.");
    }
    /// Where a VM goes for which nobody has named a host.
    Placement {
        Spread = "spread", text!("spread"),
            text!("The host with the largest share of its memory free.");
        Worst = "wfd", text!("worst fit"),
            text!("The host with the most memory free.");
        Best = "bfd", text!("best fit"),
            text!("The host with the least memory free that is enough.");
        First = "ffd", text!("first fit"),
            text!("The first host with room.");
        Done = "done", text!("done first"),
            text!("Hosts that are back from maintenance first, then spread: no VM has to move twice.");
    }
    /// Which VM leaves a host first.
    Order {
        Given = "given", text!("as given"),
            text!("In the order of the VMs.");
        Wws = "wws", text!("small working set first"),
            text!("By the memory that they write to: what is easy goes first (Clark).");
        Small = "small", text!("small first"),
            text!("By memory in use.");
        Big = "big", text!("large first"),
            text!("By memory in use, the largest first.");
        Busy = "busy", text!("busy first"),
            text!("By how fast they write, the fastest first.");
        Priority = "priority", text!("by priority"),
            text!("High before usual before low.");
    }
    /// Which VM a policy takes from a host that has too much.
    Selection {
        Mmt = "mmt", text!("least memory"),
            text!("The one that is moved soonest: least memory in use.");
        Mu = "mu", text!("least processor"),
            text!("The one that uses least processor time.");
        Busy = "cpu", text!("most processor"),
            text!("The one that uses most processor time.");
        Traffic = "traffic", text!("least traffic"),
            text!("The one whose migration sends least, as predicted on a line of its own.");
    }
}
