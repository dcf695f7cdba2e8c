//! What is simulated: the settings that a user asks for, and the validated
//! [`Scenario`] that the model accepts.
//!
//! The page keeps the [`Settings`] as they were asked for and derives the
//! scenario from them, so a value that had to give way to another one comes
//! back when there is room for it again.

mod adjustment;
mod display;
mod events;
mod moments;
mod spot;

use std::ops::Deref;

pub use adjustment::Adjustment;
pub use display::{Display, Pace};
pub use events::{Act, Hold, MAX_EVENTS, Suspend, TimedEvent, TimedHold};
pub use moments::{Ramp, Switch, Timeout};
pub use spot::Spot;

use crate::params::{Channels, Compression, Id, Kind, Method, Pattern, Quantity, Range, StopRule, Storage, TABLE};
use crate::units::{Bytes, Rate, Share, SimTime};

/// More write classes than this say nothing more about a workload.
pub const MAX_WRITE_CLASSES: usize = 8;

/// The part of memory that is not zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Used {
    /// A share of the memory, which follows when the memory is resized.
    Share(Share),
    /// A fixed size.
    Size(Bytes),
}

/// Writes of one kind: a steady rate over one region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WriteClass {
    /// The order of the pages.
    pub pattern: Pattern,
    /// How much memory they fall on.
    pub region: Bytes,
    /// Whole pages touched per second, as bytes.
    pub rate: Rate,
}

/// Everything that a user can set about the experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// VM memory.
    pub ram: Bytes,
    /// The part of it that is in use.
    pub used: Used,
    /// Write classes, whose regions lie one after the other from the start of used memory.
    pub writes: Vec<WriteClass>,
    /// Allocated disk.
    pub disk: Bytes,
    /// Where the disk is.
    pub storage: Storage,
    /// Blocks of a local disk written per second, as bytes.
    pub disk_writes: Rate,
    /// The part of the disk that they fall on.
    pub disk_region: Bytes,
    /// Device state.
    pub device_state: Bytes,
    /// Line rate.
    pub link: Rate,
    /// Round trip time.
    pub rtt: SimTime,
    /// `max-bandwidth`; `None` is uncapped.
    pub cap: Option<Rate>,
    /// What one sending thread manages; `None` is more than any line.
    pub thread: Option<Rate>,
    /// How many of them send.
    pub channels: Channels,
    /// How pages are packed.
    pub compress: Compression,
    /// What is left of a packed page.
    pub ratio: Share,
    /// Method of the live lane.
    pub method: Method,
    /// When post-copy begins; `None` is the method's own moment.
    pub switch: Option<Switch>,
    /// Stop rule of pre-copy.
    pub stop: StopRule,
    /// Downtime limit.
    pub downtime: SimTime,
    /// How the downtime limit grows; `None` is all of it at once.
    pub ramp: Option<Ramp>,
    /// The slowest rate of a stop rule that adapts its rate.
    pub min_rate: Rate,
    /// Auto-converge.
    pub throttle: bool,
    /// The share of processor time that the writes need.
    pub load: Share,
    /// Delta compression.
    pub delta: bool,
    /// Size of its cache.
    pub cache: Bytes,
    /// What changes in a page between two sends.
    pub change: Bytes,
    /// What happens when it takes too long.
    pub timeout: Option<Timeout>,
    /// What the suspended lane shows.
    pub suspend: Suspend,
    /// Throughput of shared storage.
    pub store: Rate,
    /// Time to shut the guest down.
    pub shutdown: SimTime,
    /// Time to boot it.
    pub boot: SimTime,
    /// What happens in all lanes; in a [`Scenario`] in the order of time.
    pub events: Vec<TimedEvent>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ram: size(Id::Ram),
            used: Used::Share(share(Id::Used)),
            writes: vec![WriteClass::default()],
            disk: size(Id::Disk),
            storage: Storage::Shared,
            disk_writes: rate(Id::DiskWrites),
            disk_region: size(Id::DiskRegion),
            device_state: size(Id::DeviceState),
            link: rate(Id::Link),
            rtt: time(Id::Rtt),
            cap: None,
            thread: None,
            channels: Channels::One,
            compress: Compression::None,
            ratio: share(Id::Ratio),
            method: Method::Precopy,
            switch: None,
            stop: StopRule::Qemu,
            downtime: time(Id::Downtime),
            ramp: None,
            min_rate: rate(Id::MinRate),
            throttle: false,
            load: share(Id::Load),
            delta: false,
            cache: size(Id::Cache),
            change: size(Id::Change),
            timeout: None,
            suspend: Suspend::Hold(TimedHold::default()),
            store: rate(Id::StoreRate),
            shutdown: time(Id::Shutdown),
            boot: time(Id::Boot),
            events: Vec::new(),
        }
    }
}

impl Default for WriteClass {
    fn default() -> Self {
        Self {
            pattern: Pattern::Random,
            region: size(Id::WriteRegion),
            rate: rate(Id::WriteRate),
        }
    }
}

fn default_of(id: Id) -> Quantity {
    id.range()
        .default
        .expect("only asked of parameters that have a number as default")
}

fn size(id: Id) -> Bytes {
    match default_of(id) {
        Quantity::Size(size) => size,
        other => unreachable!("{id:?} is a size in the table, not {other:?}"),
    }
}

fn rate(id: Id) -> Rate {
    match default_of(id) {
        Quantity::Rate(rate) => rate,
        other => unreachable!("{id:?} is a rate in the table, not {other:?}"),
    }
}

fn time(id: Id) -> SimTime {
    match default_of(id) {
        Quantity::Time(time) => time,
        other => unreachable!("{id:?} is a time in the table, not {other:?}"),
    }
}

fn share(id: Id) -> Share {
    match default_of(id) {
        Quantity::Share(share) => share,
        other => unreachable!("{id:?} is a share in the table, not {other:?}"),
    }
}

impl Settings {
    /// The value of a quantity parameter. `None` where it is switched off
    /// (no cap), has no single value (the write classes), or is not a
    /// quantity of the experiment.
    #[must_use]
    pub fn quantity(&self, id: Id) -> Option<Quantity> {
        Some(match id {
            Id::Ram => Quantity::Size(self.ram),
            Id::Used => match self.used {
                Used::Share(share) => Quantity::Share(share),
                Used::Size(size) => Quantity::Size(size),
            },
            Id::Disk => Quantity::Size(self.disk),
            Id::DiskWrites => Quantity::Rate(self.disk_writes),
            Id::DiskRegion => Quantity::Size(self.disk_region),
            Id::DeviceState => Quantity::Size(self.device_state),
            Id::Link => Quantity::Rate(self.link),
            Id::Rtt => Quantity::Time(self.rtt),
            Id::Cap => Quantity::Rate(self.cap?),
            Id::Thread => Quantity::Rate(self.thread?),
            Id::Downtime => Quantity::Time(self.downtime),
            Id::MinRate => Quantity::Rate(self.min_rate),
            Id::Ratio => Quantity::Share(self.ratio),
            Id::Load => Quantity::Share(self.load),
            Id::Cache => Quantity::Size(self.cache),
            Id::Change => Quantity::Size(self.change),
            Id::StoreRate => Quantity::Rate(self.store),
            Id::Shutdown => Quantity::Time(self.shutdown),
            Id::Boot => Quantity::Time(self.boot),
            _ => return None,
        })
    }

    /// Sets a quantity parameter; `None` switches an optional one off.
    /// A value of another kind, or for a parameter without a single value,
    /// changes nothing.
    pub fn set_quantity(&mut self, id: Id, value: Option<Quantity>) {
        match (id, value) {
            (Id::Ram, Some(Quantity::Size(size))) => self.ram = size,
            (Id::Used, Some(Quantity::Share(share))) => self.used = Used::Share(share),
            (Id::Used, Some(Quantity::Size(size))) => self.used = Used::Size(size),
            (Id::Disk, Some(Quantity::Size(size))) => self.disk = size,
            (Id::DiskWrites, Some(Quantity::Rate(rate))) => self.disk_writes = rate,
            (Id::DiskRegion, Some(Quantity::Size(size))) => self.disk_region = size,
            (Id::DeviceState, Some(Quantity::Size(size))) => self.device_state = size,
            (Id::Link, Some(Quantity::Rate(rate))) => self.link = rate,
            (Id::Rtt, Some(Quantity::Time(time))) => self.rtt = time,
            (Id::Cap, Some(Quantity::Rate(rate))) => self.cap = Some(rate),
            (Id::Cap, None) => self.cap = None,
            (Id::Thread, Some(Quantity::Rate(rate))) => self.thread = Some(rate),
            (Id::Thread, None) => self.thread = None,
            (Id::Downtime, Some(Quantity::Time(time))) => self.downtime = time,
            (Id::MinRate, Some(Quantity::Rate(rate))) => self.min_rate = rate,
            (Id::Ratio, Some(Quantity::Share(share))) => self.ratio = share,
            (Id::Load, Some(Quantity::Share(share))) => self.load = share,
            (Id::Cache, Some(Quantity::Size(size))) => self.cache = size,
            (Id::Change, Some(Quantity::Size(size))) => self.change = size,
            (Id::StoreRate, Some(Quantity::Rate(rate))) => self.store = rate,
            (Id::Shutdown, Some(Quantity::Time(time))) => self.shutdown = time,
            (Id::Boot, Some(Quantity::Time(time))) => self.boot = time,
            _ => {}
        }
    }
}

/// Validated settings: every quantity in its range, used ≤ memory, regions ≤ used.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario(Settings);

impl Deref for Scenario {
    type Target = Settings;
    fn deref(&self) -> &Settings {
        &self.0
    }
}

impl Default for Scenario {
    fn default() -> Self {
        Self::new(Settings::default()).0
    }
}

impl Scenario {
    /// The nearest possible scenario, and what had to give way.
    #[must_use]
    pub fn new(mut settings: Settings) -> (Self, Vec<Adjustment>) {
        let mut adjustments = Vec::new();
        for param in TABLE {
            let (Kind::Quantity(range), Some(asked)) = (&param.kind, settings.quantity(param.id)) else {
                continue;
            };
            if param.id == Id::Used {
                continue;
            }
            if let Some(adjustment) = out_of_range(param.id, range, asked) {
                settings.set_quantity(param.id, Some(range.clamp(asked)));
                adjustments.push(adjustment);
            }
        }
        fit_moments(&mut settings, &mut adjustments);
        fit_used(&mut settings, &mut adjustments);
        fit_writes(&mut settings, &mut adjustments);
        events::fit(&mut settings, &mut adjustments);
        (Self(settings), adjustments)
    }

    /// Memory that is not zero.
    #[must_use]
    pub fn used_memory(&self) -> Bytes {
        resolve_used(&self.0)
    }

    /// The method's moment to begin post-copy; `None` for plain pre-copy.
    #[must_use]
    pub fn switch_moment(&self) -> Option<Switch> {
        match self.method {
            Method::Precopy => None,
            Method::Postcopy => Some(self.switch.unwrap_or(Switch::Start)),
            Method::Hybrid => Some(self.switch.unwrap_or(Switch::Pass)),
        }
    }

    /// Gives the settings back, to change them.
    #[must_use]
    pub fn into_settings(self) -> Settings {
        self.0
    }
}

fn out_of_range(id: Id, range: &Range, asked: Quantity) -> Option<Adjustment> {
    (!range.contains(asked)).then(|| Adjustment::OutOfRange {
        id,
        asked,
        used: range.clamp(asked),
    })
}

fn resolve_used(settings: &Settings) -> Bytes {
    match settings.used {
        Used::Share(share) => settings.ram * share,
        Used::Size(size) => size,
    }
}

/// Times on the clock have the range of the clock itself.
fn fit_moments(settings: &mut Settings, adjustments: &mut Vec<Adjustment>) {
    let mut fit = |id, time: &mut SimTime| {
        let (range, asked) = (Id::Moment.range(), Quantity::Time(*time));
        if let Quantity::Time(used) = range.clamp(asked) {
            *time = used;
        }
        adjustments.extend(out_of_range(id, range, asked));
    };
    if let Some(Switch::At(time)) = &mut settings.switch {
        fit(Id::Switch, time);
    }
    if let Some(timeout) = &mut settings.timeout {
        fit(Id::Timeout, &mut timeout.after);
    }
    if let Some(ramp) = &mut settings.ramp {
        ramp.steps = ramp.steps.clamp(1, Ramp::MOST_STEPS);
        fit(Id::Ramp, &mut ramp.every);
    }
}

fn fit_used(settings: &mut Settings, adjustments: &mut Vec<Adjustment>) {
    let asked = resolve_used(settings);
    if asked > settings.ram {
        settings.used = Used::Size(settings.ram);
        adjustments.push(Adjustment::UsedOverRam {
            asked,
            used: settings.ram,
        });
    }
}

fn fit_writes(settings: &mut Settings, adjustments: &mut Vec<Adjustment>) {
    if settings.writes.len() > MAX_WRITE_CLASSES {
        adjustments.push(Adjustment::TooManyClasses {
            asked: settings.writes.len(),
        });
        settings.writes.truncate(MAX_WRITE_CLASSES);
    }
    let mut room = resolve_used(settings);
    for (index, class) in settings.writes.iter_mut().enumerate() {
        let (asked, rate) = (class.region, class.rate);
        if let Some(adjustment) = out_of_range(Id::WriteRate, Id::WriteRate.range(), Quantity::Rate(rate)) {
            if let Quantity::Rate(rate) = Id::WriteRate.range().clamp(Quantity::Rate(rate)) {
                class.rate = rate;
            }
            adjustments.push(adjustment);
        }
        if asked > room {
            class.region = room;
            adjustments.push(Adjustment::RegionsOverUsed {
                class: index + 1,
                asked,
                used: room,
            });
        } else if let Quantity::Size(least) = Id::WriteRegion.range().min
            && asked < least.min(room)
        {
            class.region = least.min(room);
            adjustments.push(Adjustment::OutOfRange {
                id: Id::WriteRegion,
                asked: Quantity::Size(asked),
                used: Quantity::Size(class.region),
            });
        }
        room = room - class.region;
    }
}

/// All that a link says: what is simulated and how it is shown.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Experiment {
    /// What is simulated.
    pub scenario: Scenario,
    /// How it is shown.
    pub display: Display,
}
