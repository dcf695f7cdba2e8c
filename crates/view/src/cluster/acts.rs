//! What can be done with a host by hand, as it is now.

use engine::cluster::HostState;
use engine::cluster::settings::{ClusterAct, HostName};
use engine::params::Choice as _;
use engine::units::SimTime;
use text::{Text, text};

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
