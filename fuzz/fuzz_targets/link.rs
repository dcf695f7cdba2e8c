//! Any text is a link: it is read without a panic, what is printed of it is read back as the same and without
//! a notice, and each of its migrations ends.
#![no_main]

use libfuzzer_sys::fuzz_target;
use migrascope::link;
use migrascope::migration::{self, Observation};
use migrascope::params::{Choice, Lane};

fuzz_target!(|text: &str| {
    let (experiment, notices) = link::parse(text);
    for notice in &notices {
        assert!(!notice.to_string().is_empty());
    }
    let printed = link::print(&experiment);
    let (again, complaints) = link::parse(&printed);
    assert_eq!(again, experiment, "{printed} is read as something else");
    assert!(complaints.is_empty(), "{printed}: {complaints:?}");
    assert_eq!(link::print(&again), printed, "printed in another form the second time");
    for &lane in Lane::ALL {
        let metrics = migration::measure(&experiment.scenario, lane, Observation::Auto);
        assert!(metrics.total.as_s().is_finite(), "{printed}: {lane:?} never ends");
        // Sums of many terms, each rounded to one part in 4.5e15.
        let outage = metrics.outage.as_s() * (1.0 + 1e-9) + 1e-9;
        assert!(metrics.downtime.total().as_s() <= outage, "{printed}: {lane:?}");
    }
});
