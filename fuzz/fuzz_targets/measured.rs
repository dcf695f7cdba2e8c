//! Any text gives records or a sentence, and what is read of it can be fitted, compared and explained.
#![no_main]

use std::hint::black_box;

use libfuzzer_sys::fuzz_target;
use migrascope::measured::{Fit, compare, explain, read};
use migrascope::text::Language;

fuzz_target!(|text: &str| {
    let reading = read(text);
    assert!(!reading.records.is_empty() || !reading.notices.is_empty());
    for notice in &reading.notices {
        assert!(!notice.text(Language::English).is_empty());
    }
    // A run of the engine for each of the first steps of the fit: all of them would leave too few texts.
    for record in &reading.records {
        for figure in record.figures() {
            assert!(text.get(figure.place.clone()).is_some(), "{figure:?} stands nowhere");
            assert!(figure.value.base() >= 0.0 && figure.value.base().is_finite());
        }
        if let Ok(mut fit) = Fit::new(record) {
            for _ in 0..20 {
                fit.go_on();
            }
            black_box(explain(&compare(record, &fit.result()), Language::English));
        }
    }
});
