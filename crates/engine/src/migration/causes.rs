//! Why bytes were sent and why the VM was down, and sums split by these causes.

use std::ops::{Index, IndexMut};

use crate::units::{Bytes, SimTime};

/// Why bytes were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Memory, for the first time.
    FirstPass,
    /// Memory that was written after it had been sent.
    Resent,
    /// Memory sent while the VM was paused.
    StopAndCopy,
    /// Memory fetched because it was touched.
    OnDemand,
    /// Memory pushed behind the running VM.
    Pushed,
    /// Memory and device state written to a file.
    Saved,
    /// The same, read back from it.
    ReadBack,
    /// Disk blocks, for the first time.
    Disk,
    /// Disk blocks that were written after they had been sent.
    DiskResent,
    /// Device state and configuration.
    State,
}

/// Why the VM was down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DownCause {
    /// The guest shut down.
    Shutdown,
    /// Configuration and definition.
    Configuration,
    /// The disk was copied.
    Disk,
    /// The guest booted.
    Boot,
    /// The rest of a pre-copy was sent.
    FinalCopy,
    /// All memory was sent, the VM paused.
    Transfer,
    /// All memory was written to a file.
    Save,
    /// The file was read back.
    Restore,
    /// Device state was sent and loaded.
    DeviceState,
    /// The VM was started again.
    Resume,
    /// The migration was held.
    Held,
    /// The link was down.
    LinkDown,
}

/// A sum split by its causes.
macro_rules! split {
    ($(#[$meta:meta])* $name:ident, $cause:ident, $quantity:ident, [$($variant:ident),+]) => {
        impl $cause {
            /// All causes, in the order of display.
            pub const ALL: [Self; { [$(stringify!($variant)),+].len() }] = [$(Self::$variant),+];
        }

        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Default)]
        pub struct $name([$quantity; $cause::ALL.len()]);

        impl $name {
            /// The sum of all causes.
            #[must_use]
            pub fn total(&self) -> $quantity {
                self.0.iter().copied().sum()
            }

            /// Each cause with its part.
            pub fn iter(&self) -> impl Iterator<Item = ($cause, $quantity)> + '_ {
                $cause::ALL.into_iter().zip(self.0.iter().copied())
            }
        }

        impl Index<$cause> for $name {
            type Output = $quantity;
            fn index(&self, cause: $cause) -> &$quantity {
                &self.0[cause as usize]
            }
        }

        impl IndexMut<$cause> for $name {
            fn index_mut(&mut self, cause: $cause) -> &mut $quantity {
                &mut self.0[cause as usize]
            }
        }
    };
}

split!(
    /// Bytes on the wire, by cause.
    Traffic,
    Cause,
    Bytes,
    [FirstPass, Resent, StopAndCopy, OnDemand, Pushed, Saved, ReadBack, Disk, DiskResent, State]
);
split!(
    /// Downtime, by cause.
    Downtime,
    DownCause,
    SimTime,
    [Shutdown, Configuration, Disk, Boot, FinalCopy, Transfer, Save, Restore, DeviceState, Resume, Held, LinkDown]
);

impl Traffic {
    /// Memory as the stream counts it (QEMU's `ram.transferred`).
    #[must_use]
    pub fn memory(&self) -> Bytes {
        self.iter()
            .filter(|(cause, _)| !matches!(cause, Cause::ReadBack | Cause::Disk | Cause::DiskResent | Cause::State))
            .map(|(_, bytes)| bytes)
            .sum()
    }

    /// Blocks of the disk, those that went again included.
    #[must_use]
    pub fn disk(&self) -> Bytes {
        self[Cause::Disk] + self[Cause::DiskResent]
    }
}

/// What holds memory back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The line between the hosts.
    Line,
    /// The bandwidth cap.
    Cap,
    /// The processors of the sending threads.
    Processor,
    /// The search for zero pages.
    Scan,
}
