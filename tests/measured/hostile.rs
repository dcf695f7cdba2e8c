//! Texts that are wrong, broken, foreign or endless: a sentence, never a panic.

use crate::example;
use migrascope::measured::notice::Problem;
use migrascope::measured::{FORMATS, Fit, compare, explain, read, read_bytes};
use migrascope::text::Language;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Reads a text and does with it all that can be done.
fn go_through(text: &str) {
    let reading = read(text);
    for language in Language::ALL {
        for notice in &reading.notices {
            assert!(!notice.text(language).is_empty());
        }
    }
    assert!(
        !reading.records.is_empty() || !reading.notices.is_empty(),
        "{text}: nothing is said"
    );
    for record in &reading.records {
        for figure in record.figures() {
            assert!(
                text.get(figure.place.clone()).is_some(),
                "{figure:?} stands nowhere in {text}"
            );
            assert!(
                figure.value.base().is_finite() && figure.value.base() >= 0.0,
                "{figure:?}"
            );
        }
        match Fit::whole(record) {
            Ok(fitted) => {
                let comparison = compare(record, &fitted);
                for row in &comparison.rows {
                    assert!(!row.label(Language::English).is_empty());
                }
                for why in explain(&comparison, Language::English) {
                    assert!(!why.text.is_empty());
                }
            }
            Err(missing) => assert!(!missing.text(Language::English).is_empty()),
        }
    }
}

fn problems(text: &str) -> Vec<Problem> {
    read(text).notices.into_iter().map(|notice| notice.problem).collect()
}

#[test]
fn what_is_no_measurement_gets_a_sentence() {
    for (text, problem) in [
        ("", Problem::Empty),
        (" \n\t\r\n", Problem::Empty),
        ("2 kg flour\nmilk\n6 eggs", Problem::Nothing),
        ("迁移已完成，用时三分钟。", Problem::Nothing),
        ("#ram=8GiB&link=10Gbps", Problem::Link),
        ("https://example.org/#ram=8GiB&writes=none", Problem::Link),
        ("{\"a\": 1}", Problem::Nothing),
        ("{{{{{{", Problem::Nothing),
        ("Job type:         None\n", Problem::Idle),
        ("{\"return\": {}}", Problem::Idle),
    ] {
        assert_eq!(problems(text), [problem], "{text}");
        go_through(text);
    }
    // The first bytes of a picture.
    let photo: Vec<u8> = (0..20_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let reading = read_bytes(&[b"\xff\xd8\xff\xe0".as_slice(), &photo].concat());
    assert!(reading.records.is_empty());
    assert_eq!(reading.notices[0].problem, Problem::NoText);
}

#[test]
fn a_text_that_is_cut_off_keeps_what_it_had() {
    let whole = include_str!("../../crates/measured/specimens/qmp-7x-completed.json");
    for end in (60..whole.len()).step_by(17) {
        go_through(&whole[..end]);
    }
    let reading = read(&whole[..whole.len() - 40]);
    assert_eq!(reading.records.len(), 1);
    assert_eq!(reading.notices[0].problem, Problem::CutOff);
}

#[test]
fn impossible_numbers_are_left_out_and_named() {
    for number in [
        "-nan",
        "NaN",
        "-5",
        "9223372036854775808",
        "18446744073709551615",
        "1e300",
        "inf",
    ] {
        let text = format!(
            r#"{{"return": {{"status": "active", "total-time": 1000, "ram": {{"total": 8607571968, "transferred": {number}}}}}}}"#
        );
        assert_eq!(problems(&text), [Problem::Impossible(number.to_owned())], "{number}");
        go_through(&text);
    }
}

#[test]
fn python_and_markdown_around_it_do_no_harm() {
    let text = "It hangs, look:\n```\n{'return': {'status': 'active', 'total-time': 4210, 'ram': {'total': 17196908544, 'transferred': 4563402752, 'remaining': 1342177280, 'dirty-sync-count': 2}}}\n```\nAny ideas?";
    let reading = read(text);
    assert_eq!((reading.records.len(), reading.notices.len()), (1, 0));
    go_through(text);
}

#[test]
fn two_migrations_and_times_that_run_backwards_are_told() {
    let one = include_str!("../../crates/measured/specimens/watch.jsonl");
    let two = format!("{one}{one}");
    assert_eq!(read(&two).records.len(), 2);
    assert_eq!(problems(&two), [Problem::Several(2)]);
    // More was sent, and yet the clock says that it was earlier.
    let swapped = one.replace("\"total-time\": 27019", "\"total-time\": 20019");
    assert_ne!(swapped, one);
    assert_eq!(problems(&swapped), [Problem::Backwards]);
    go_through(&swapped);
}

#[test]
fn translated_labels_are_named() {
    let german =
        "Auftragstyp:         Unbegrenzt\nVergangene Zeit:     294154       ms\nVerarbeitete Daten:  32,196 GiB\n";
    assert!(matches!(problems(german)[0], Problem::Translated(_)));
}

#[test]
fn a_log_of_50_mb_is_read_soon() {
    // Braces and quotes that open nothing are the worst: from each the rest of the text might be JSON.
    let noise = "2026-01-02 03:04:05 something { happened: \"again\nMem: 12 GiB of 24\n";
    let mut log = noise.repeat((50 << 20) / noise.len());
    log += include_str!("../../crates/measured/specimens/proxmox-task-ok.txt");
    let start = Instant::now();
    let reading = read(&log);
    println!("a log of 50 MB was read in {:?}", start.elapsed());
    assert_eq!(reading.records.len(), 1);
    // A few seconds alone; tests run beside each other, on slow machines too.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Parts of all formats, mixed, cut and garbled.
    #[test]
    fn any_mixture_is_gone_through(
        parts in proptest::collection::vec((0..FORMATS.len(), 0.0..1.0f64, 0.0..1.0f64, any::<bool>()), 1..5),
        letters in "\\PC{0,20}",
    ) {
        let mut text = String::new();
        for (format, from, to, breaks) in parts {
            let example: Vec<char> = example(FORMATS[format]).chars().collect();
            let place = |part: f64| (example.len() as f64 * part) as usize;
            let (from, to) = (place(from.min(to)), place(from.max(to)));
            text.extend(&example[from..to]);
            text.push_str(if breaks { "\n" } else { &letters });
        }
        go_through(&text);
    }
}
