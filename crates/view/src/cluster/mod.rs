//! Clusters in words, tables and pictures.

pub mod acts;
pub mod beside;
pub mod brief;
pub mod figures;
pub mod gantt;
pub mod hosts;
pub mod limits;
pub mod log;
pub mod now;
pub mod offers;
pub mod picture;
pub mod pipes;
pub mod plan;
pub mod play;
mod said;
pub mod spread;
pub mod strips;
pub mod table;
pub mod waits;
pub mod words;

use engine::cluster::Record;
use engine::cluster::settings::HostName;

/// What a VM is called.
#[must_use]
pub fn vm(record: &Record, vm: u32) -> String {
    record.cluster.vm_name(vm as usize).to_string()
}

/// What a host is called.
#[must_use]
pub fn host(place: u32) -> String {
    HostName(place + 1).to_string()
}
