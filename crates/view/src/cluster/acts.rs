//! What can be done with a host by hand, as it is now; and what is done, in a few words.

use engine::cluster::settings::{ClusterAct, HostName, VmGroup};
use engine::cluster::{Act, Cluster, HostState};
use engine::params::Choice as _;
use engine::units::SimTime;
use text::{Language, Text, count, say, text};

use crate::format;

/// An alarm leaves so much time.
pub(super) const LEAD: SimTime = SimTime::s(120.0);

/// What is done with a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostAct {
    /// Its VMs leave.
    Drain,
    /// It dies in two minutes.
    Alarm,
    /// It dies now.
    Fail,
    /// Its VMs leave, and it is switched off.
    Off,
    /// It takes VMs again.
    Back,
    /// It is switched on.
    On,
}

impl HostAct {
    /// What makes sense for a host in a state.
    #[must_use]
    pub const fn of(state: HostState) -> &'static [Self] {
        match state {
            HostState::On => &[Self::Drain, Self::Alarm, Self::Fail, Self::Off],
            HostState::Draining | HostState::Maintenance => &[Self::Back, Self::Fail, Self::Off],
            HostState::ShuttingDown | HostState::Off | HostState::Dead => &[Self::On],
            HostState::Booting => &[Self::Fail],
        }
    }

    /// On its button.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Drain => text!("Drain" in "host"),
            Self::Alarm => text!("Alarm: dies in 2 min"),
            Self::Fail => text!("Pull the plug"),
            Self::Off => text!("Switch off" in "host"),
            Self::Back => text!("Back" in "host"),
            Self::On => text!("Switch on" in "host"),
        }
    }

    /// Its word in links and attributes.
    #[must_use]
    pub fn token(self) -> &'static str {
        self.act(0).word().token()
    }

    /// As links have it.
    #[must_use]
    pub const fn act(self, host: u32) -> ClusterAct {
        let host = HostName(host + 1);
        match self {
            Self::Drain => ClusterAct::Drain(host),
            Self::Alarm => ClusterAct::Alarm(host, LEAD),
            Self::Fail => ClusterAct::Fail(host),
            Self::Off => ClusterAct::Off(host),
            Self::Back => ClusterAct::Back(host),
            Self::On => ClusterAct::On(host),
        }
    }
}

/// A VM is moved to a host.
#[must_use]
pub fn move_to(record: &engine::cluster::Record, vm: u32, host: u32) -> ClusterAct {
    ClusterAct::Move(record.cluster.vm_name(vm as usize), HostName(host + 1))
}

/// What happens at a time, as it is asked for.
#[must_use]
pub fn asked(cluster: &Cluster, at: SimTime, act: &Act) -> ClusterAct {
    let name = |host: u32| HostName(host + 1);
    match *act {
        Act::Drain(host) => ClusterAct::Drain(name(host)),
        Act::Fail(host) => ClusterAct::Fail(name(host)),
        Act::Alarm(host, dies) => ClusterAct::Alarm(name(host), dies - at),
        Act::Move(vm, to) => ClusterAct::Move(cluster.vm_name(vm as usize), name(to)),
        Act::Back(host) => ClusterAct::Back(name(host)),
        Act::Off(host) => ClusterAct::Off(name(host)),
        Act::On(host) => ClusterAct::On(name(host)),
        Act::Crowd(class, times, until) => ClusterAct::Crowd {
            class: cluster.classes[usize::from(class)].name.clone(),
            length: until - at,
            times,
        },
        Act::Link(name, rate, until) => ClusterAct::Link {
            name,
            length: until.map(|until| until - at),
            rate,
        },
        Act::Add(first, end) => ClusterAct::Add(VmGroup {
            count: end - first,
            class: cluster.class(first as usize).name.clone(),
            on: None,
        }),
    }
}

/// What is done, in a few words.
#[must_use]
pub fn words(language: Language, act: &ClusterAct) -> String {
    match act {
        ClusterAct::Drain(host) => say!(language, "drain {0}", host),
        ClusterAct::Fail(host) => say!(language, "{0} fails", host),
        ClusterAct::Alarm(host, _) => say!(language, "alarm: {0}", host),
        ClusterAct::Move(vm, to) => say!(language, "{0} to {1}", vm, to),
        ClusterAct::Back(host) => say!(language, "{0} back", host),
        ClusterAct::Off(host) => say!(language, "{0} off", host),
        ClusterAct::On(host) => say!(language, "{0} on", host),
        ClusterAct::Crowd { class, times, .. } => {
            say!(language, "crowd: {0} {1}", class, format::times(language, *times))
        }
        ClusterAct::Link { name, rate, .. } if rate.is_zero() => say!(language, "{0} down" in "link", name),
        ClusterAct::Link { name, rate, .. } => {
            say!(language, "{0} at {1}" in "link", name, format::bit_rate(language, *rate))
        }
        ClusterAct::Add(group) => count!(
            language,
            f64::from(group.count),
            "one VM more",
            "{0} VMs more",
            group.count
        ),
    }
}
