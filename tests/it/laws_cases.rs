//! Scenarios from all of what a link can say, for the laws.

use migrascope::params::{Choice, Compression, Id, Method, Pattern, Quantity, Range, StopRule, Storage, TimeoutAction};
use migrascope::scenario::{MAX_WRITE_CLASSES, Scenario, Settings, Suspend, Switch, Timeout, Used, WriteClass};
use migrascope::units::{Bytes, Count, Rate, Share, SimTime};
use proptest::prelude::*;

/// Numbers of a range: evenly over their orders of magnitude, and both ends.
fn magnitude(least: f64, most: f64) -> impl Strategy<Value = f64> {
    let low = least.max(most * 1e-12);
    prop_oneof![
        1 => Just(least),
        1 => Just(most),
        14 => (0.0..1.0_f64).prop_map(move |part| low * (most / low).powf(part)),
    ]
}

/// What a parameter may be at all, and more often what its slider offers.
fn parameter(id: Id) -> impl Strategy<Value = Quantity> {
    let range: &'static Range = id.range();
    let (low, high) = range.slider;
    prop_oneof![
        1 => magnitude(range.min.base(), range.max.base()),
        5 => magnitude(low.base(), high.base()),
    ]
    .prop_map(move |value| range.unit.of(value))
}

fn word<C: Choice + std::fmt::Debug>() -> impl Strategy<Value = C> {
    proptest::sample::select(C::ALL)
}

/// A write class relative to the memory and the link, where things are
/// decided, and now and then far from both.
fn class() -> impl Strategy<Value = (Pattern, f64, f64)> {
    (word::<Pattern>(), magnitude(1e-6, 1.0), magnitude(0.0, 10.0))
}

fn moment() -> impl Strategy<Value = SimTime> {
    prop_oneof![8 => magnitude(0.0, 1e4), 1 => magnitude(0.0, 1e12)].prop_map(SimTime::s)
}

prop_compose! {
    /// Any scenario: all methods, stop rules, switches, timeouts, caps, patterns, extremes.
    pub fn any_scenario()(
        quantities in [
            parameter(Id::Ram), parameter(Id::Disk), parameter(Id::DeviceState), parameter(Id::Link),
            parameter(Id::Rtt), parameter(Id::Downtime), parameter(Id::StoreRate), parameter(Id::Shutdown),
            parameter(Id::Cache), parameter(Id::Change), parameter(Id::MinRate),
            parameter(Id::Load), parameter(Id::DiskWrites), parameter(Id::DiskRegion),
        ],
        stop in prop_oneof![1 => Just(StopRule::Qemu), 2 => word::<StopRule>()],
        (used, cap, classes) in (
            magnitude(0.0, 1.0),
            prop::option::of(magnitude(0.01, 2.0)),
            prop::collection::vec(class(), 0..=MAX_WRITE_CLASSES),
        ),
        (thread, channels) in (prop::option::weighted(0.2, magnitude(0.01, 2.0)), 1..=255_u32),
        (compress, ratio) in (prop_oneof![3 => Just(Compression::None), 1 => word::<Compression>()], 0.0..=1.0_f64),
        (method, switch) in (word::<Method>(), prop::option::of(prop_oneof![
            Just(Switch::Start), Just(Switch::Pass), moment().prop_map(Switch::At),
        ])),
        timeout in prop::option::of((moment(), word::<TimeoutAction>())),
        until in prop::option::weighted(0.1, moment()),
        (throttle, delta) in (any::<bool>(), any::<bool>()),
        (storage, suspend) in (word::<Storage>(), proptest::sample::select(&[Suspend::Save, Suspend::File])),
    ) -> Scenario {
        let mut settings = Settings {
            used: Used::Share(Share::new(used)),
            channels: Count::new(channels), compress, ratio: Share::new(ratio), method, switch, stop, throttle, delta, storage, suspend, until,
            timeout: timeout.map(|(after, action)| Timeout { after: after.into(), action }),
            ..Settings::default()
        };
        let ids = [
            Id::Ram, Id::Disk, Id::DeviceState, Id::Link, Id::Rtt, Id::Downtime, Id::StoreRate, Id::Shutdown, Id::Cache,
            Id::Change, Id::MinRate, Id::Load, Id::DiskWrites, Id::DiskRegion,
        ];
        for (id, quantity) in ids.into_iter().zip(quantities) {
            settings.set_quantity(id, Some(quantity));
        }
        settings.thread = thread.map(|part| settings.link * part);
        settings.cap = cap.map(|part| settings.link * part);
        let link = settings.link;
        settings.writes = classes
            .into_iter()
            .map(|(pattern, part, load)| WriteClass { pattern, region: settings.ram * used * part, rate: link * load })
            .collect();
        Scenario::new(settings).0
    }
}

prop_compose! {
    /// A pre-copy of the size people meet: it often converges, and often nearly not.
    pub fn any_precopy()(
        (ram, used) in (24.0..36.0_f64, 0.0..=1.0_f64),
        link in 7.0..11.0_f64,
        classes in prop::collection::vec((word::<Pattern>(), 0.0..0.5_f64, 0.0..0.6_f64), 0..4),
        cap in prop::option::of(0.1..1.1_f64),
        downtime in -2.0..1.0_f64,
    ) -> Settings {
        let (ram, link) = (Bytes::new(ram.exp2()), Rate::bits_per_s(10.0_f64.powf(link)));
        Settings {
            ram,
            used: Used::Share(Share::new(used)),
            writes: classes
                .into_iter()
                .map(|(pattern, part, load)| WriteClass { pattern, region: ram * used * part, rate: link * load })
                .collect(),
            link,
            cap: cap.map(|part| link * part),
            downtime: SimTime::s(10.0_f64.powf(downtime)),
            ..Settings::default()
        }
    }
}
