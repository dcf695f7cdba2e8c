//! Quantities: conversions, saturation, and no NaN anywhere.

use migrascope::units::{Bytes, PAGE_BYTES, Pages, Rate, Share, SimTime};
use proptest::prelude::*;

#[test]
fn units_convert() {
    assert_eq!(Bytes::gib(1.0), Bytes::mib(1024.0));
    assert_eq!(Bytes::mib(1.0), Bytes::kib(1024.0));
    assert_eq!(Bytes::kib(4.0).pages(), Pages::new(1.0));
    assert_eq!(Pages::new(2.0).bytes().as_f64(), 2.0 * PAGE_BYTES);
    assert_eq!(Rate::bits_per_s(8e9), Rate::bytes_per_s(1e9));
    assert_eq!(SimTime::ms(1500.0), SimTime::s(1.5));
    assert_eq!(Share::percent(60.0).as_f64(), 0.6);
}

#[test]
fn the_course_exercise() {
    // 1024 GB at 16 MB/s, both binary, as the exercise reckons.
    let time = Bytes::gib(1024.0) / Rate::mib_per_s(16.0);
    assert_eq!(time, SimTime::s(65_536.0));
}

#[test]
fn nothing_at_no_rate_takes_no_time() {
    assert_eq!(Bytes::ZERO / Rate::ZERO, SimTime::ZERO);
    assert!((Bytes::kib(1.0) / Rate::ZERO).as_s().is_infinite());
    assert_eq!(Bytes::kib(1.0) / SimTime::ZERO, Rate::ZERO);
}

proptest! {
    #[test]
    fn no_operation_yields_nan_or_less_than_nothing(a in any::<f64>(), b in any::<f64>()) {
        let (x, y) = (Bytes::new(a), Bytes::new(b));
        for result in [x + y, x - y, x * b, x.min(y), x.max(y), Rate::bytes_per_s(a) * SimTime::s(b)] {
            prop_assert!(result.as_f64() >= 0.0, "{result:?}");
        }
        prop_assert!(Share::new(a).as_f64() >= 0.0 && Share::new(a).as_f64() <= 1.0);
        prop_assert!((x / Rate::bytes_per_s(b)).as_s() >= 0.0);
    }
}
