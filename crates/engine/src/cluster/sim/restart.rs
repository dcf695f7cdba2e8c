//! VMs that went down with a host, or are new: they are started where there is room, in the order of their priority.

use super::queue::Kept;
use super::{Next, World};
use crate::cluster::log::Said;
use crate::cluster::record::HostState;

impl World<'_> {
    /// A VM's memory is gone.
    pub(super) fn goes_down(&mut self, vm: u32, host: u32) {
        self.runs(vm, None);
        self.let_go(vm);
        self.vms[vm as usize].died_with = Some(host);
        self.figures.lost += 1;
        self.say(Said::Down { vm, host });
        self.note_vm(vm);
        // Its memory was on two hosts, and the one that it ran on is not the one that failed.
        if self.cluster.settings.ha && self.hosts[host as usize].state != HostState::Dead {
            self.vms[vm as usize].died_with = None;
            self.waiting_vms.push(vm);
            self.may_begin = true;
        }
    }

    /// A failed host is known to be dead: what was on it is started elsewhere.
    pub(super) fn detected(&mut self, host: u32, version: u32) {
        if self.hosts[host as usize].version == version {
            self.say(Said::Detected(host));
        }
        for vm in 0..self.vms.len() as u32 {
            if self.vms[vm as usize].died_with == Some(host) {
                self.vms[vm as usize].died_with = None;
                self.waiting_vms.push(vm);
            }
        }
        let cluster = self.cluster;
        self.waiting_vms
            .sort_by_key(|&vm| cluster.class(vm as usize).traits.priority);
        self.may_begin = true;
    }

    pub(super) fn start_waiting_vms(&mut self) {
        let (waiting, mut kept) = (std::mem::take(&mut self.waiting_vms), Kept::new());
        for vm in waiting {
            let named = self.cluster.vms[vm as usize]
                .on
                .filter(|_| self.vms[vm as usize].starts == 0);
            let place = match named {
                Some(host) if self.holds(vm, host).is_none() => Ok(host),
                _ => self.place_for(vm, None, &mut kept),
            };
            match place {
                Ok(host) => {
                    kept.clear();
                    self.take_in(vm, host);
                    let was_down = self.vms[vm as usize].down_since.is_some();
                    self.vms[vm as usize].starts += 1;
                    self.say(Said::Restarted { vm, host });
                    if was_down {
                        self.figures.restarted += 1;
                    }
                    self.note_vm(vm);
                    self.load_changed(host);
                    let starts = self.vms[vm as usize].starts;
                    self.plan(self.now + self.cluster.migration.boot, Next::VmUp(vm, starts));
                }
                Err(obstacle) => {
                    if self.vms[vm as usize].no_place != Some(obstacle) {
                        self.vms[vm as usize].no_place = Some(obstacle);
                        self.say(Said::NoPlace { vm, obstacle });
                    }
                    self.waiting_vms.push(vm);
                }
            }
        }
    }

    /// A VM has booted.
    pub(super) fn vm_up(&mut self, vm: u32, starts: u32) {
        if self.vms[vm as usize].starts != starts {
            return;
        }
        let Some(host) = self.vms[vm as usize].host else { return };
        if let Some(since) = self.vms[vm as usize].down_since {
            let down = self.now - since;
            self.vms[vm as usize].down += down;
            self.figures.down += down;
        }
        self.runs(vm, Some(host));
        self.say(Said::Up { vm });
        if self.hosts[host as usize].state == HostState::Draining {
            let why = self.why_drained(host);
            self.order(vm, None, why);
        }
    }
}
