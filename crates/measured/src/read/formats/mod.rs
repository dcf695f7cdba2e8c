//! The formats, one file each. A new one is a file with an `impl Format` and a row in [`FORMATS`].

mod cloud_hypervisor;
mod domjobinfo;
mod hmp;
mod hyperv;
mod igvm;
mod kubevirt;
mod nova;
mod own;
mod proxmox;
mod qemu_settings;
pub(crate) mod qmp;
mod virsh_migrate;
mod vmotion;
mod xen;

use super::draft::Draft;
use super::here::Here;
use super::kind::Kind;
use crate::record::{Field, Tool};

/// A way in which a tool tells of a migration.
pub trait Format: Sync {
    /// What it is called: the command that prints it, or the log that has it.
    fn name(&self) -> &'static str;

    /// Whose it is.
    fn tool(&self) -> Tool {
        Tool::Qemu
    }

    /// The name of a text in this format, among the specimens.
    fn specimen(&self) -> &'static str;

    /// Takes what begins at this line, if it is of this format; where in the text the rest begins then.
    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize>;
}

/// All formats. Each line is offered to one after the other.
pub static FORMATS: &[&dyn Format] = &[
    &kubevirt::KubeVirt,
    &own::Own,
    &qmp::Qmp,
    &proxmox::Proxmox,
    &nova::Nova,
    &hmp::Hmp,
    &qemu_settings::QemuSettings,
    &domjobinfo::DomJobInfo,
    &virsh_migrate::VirshMigrate,
    &vmotion::VMotion,
    &hyperv::HyperV,
    &xen::Xen,
    &cloud_hypervisor::CloudHypervisor,
    &igvm::Igvm,
];

/// A label, what it means, and how its value is printed.
type Row = (&'static str, Field, Kind);

/// Label and value of a line `label: value`.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(':')?;
    Some((label.trim(), value))
}

/// Takes the value of a line `label: value` as a figure of this moment; whether the label is one of these.
fn take_row(here: &Here<'_>, rows: &[Row], draft: &mut Draft<'_>) -> bool {
    let Some((label, value)) = labelled(here.line) else {
        return false;
    };
    let row = rows.iter().find(|(name, ..)| *name == label);
    row.is_some_and(|&(_, field, kind)| draft.take(field, kind, value))
}

/// Takes figures that stand behind these marks in a part of a line; how many there were.
fn take_marked(part: &str, marks: &[Row], draft: &mut Draft<'_>) -> usize {
    let mut taken = 0;
    for &(mark, field, kind) in marks {
        let after = part.find(mark).map(|at| &part[at + mark.len()..]);
        taken += usize::from(after.is_some_and(|after| draft.take(field, kind, after)));
    }
    taken
}
