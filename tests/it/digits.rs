//! The page's own digits against the standard library's.

use migrascope::digits::{self, Fixed};
use proptest::prelude::*;

/// Digits and exponent as `{:e}` has them.
fn standard(value: f64) -> (u64, i32) {
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').expect("an exponent was asked for");
    let decimals = mantissa
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len() as i32);
    let digits = mantissa.replace('.', "").parse().expect("at most 17 digits");
    (digits, exponent.parse::<i32>().expect("an exponent") - decimals)
}

fn check_shortest(value: f64) {
    let (digits, exponent) = digits::shortest(value);
    assert_eq!(
        (digits, if digits == 0 { 0 } else { exponent }),
        standard(value),
        "{value:e}"
    );
    assert_eq!(
        digits::nearest(digits, exponent).to_bits(),
        value.to_bits(),
        "{value:e}"
    );
    for value in [value, -value] {
        assert_eq!(digits::plain(value), format!("{value}"));
    }
}

fn check_fixed(value: f64) {
    for decimals in [0, 1, 2, 3, 4, 5, 17, 18] {
        for value in [value, -value] {
            assert_eq!(
                Fixed(value, decimals).to_string(),
                format!("{value:.decimals$}"),
                "{value:e}"
            );
        }
    }
}

/// Where an algorithm would stumble: powers of two and ten and their neighbours, ends of ranges, halves.
fn corners() -> Vec<f64> {
    let mut corners = vec![
        0.0,
        f64::MAX,
        9007199254740993.0,
        2.0_f64.powi(64),
        5e-324,
        f64::MIN_POSITIVE,
    ];
    corners.extend((-1074..1024).map(|power| libm::ldexp(1.0, power)));
    corners.extend((-323..309).map(|power| digits::nearest(1, power)));
    corners.extend((0..4000).map(|eighths| f64::from(eighths) / 8.0));
    corners.extend((1..2000).map(|thousandths| f64::from(thousandths) / 1000.0));
    let bits: Vec<u64> = corners.iter().map(|corner| corner.to_bits()).collect();
    let near = bits
        .iter()
        .flat_map(|bits| [bits.saturating_sub(1), bits + 1, bits + 2]);
    corners.extend(near.map(f64::from_bits).filter(|near| near.is_finite()));
    corners
}

#[test]
fn corners_have_the_digits_of_the_standard_library() {
    for value in corners() {
        check_shortest(value);
        if value < 1.8e19 {
            check_fixed(value);
        }
    }
}

#[test]
fn what_is_huge_or_no_number_is_printed_all_the_same() {
    assert_eq!(Fixed(1e300, 2).to_string(), format!("1{}.00", "0".repeat(300)));
    assert_eq!(Fixed(-2.0_f64.powi(70), 0).to_string(), "-1180591620717411300000");
    for value in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -f64::NAN] {
        assert_eq!(Fixed(value, 2).to_string(), format!("{value:.2}"));
        assert_eq!(digits::plain(value), format!("{value}"));
    }
    assert_eq!(
        Fixed(0.5, 99).to_string(),
        format!("0.5{}", "0".repeat(17)),
        "as many as there can be"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn any_number_has_the_digits_of_the_standard_library(bits in 0..f64::INFINITY.to_bits()) {
        check_shortest(f64::from_bits(bits));
    }

    #[test]
    fn any_subnormal_has_the_digits_of_the_standard_library(bits in 0..1_u64 << 52) {
        check_shortest(f64::from_bits(bits));
    }

    #[test]
    fn any_digits_are_read_as_by_the_standard_library(digits: u64, exponent in -400..400) {
        let text = format!("{digits}e{exponent}");
        prop_assert_eq!(digits::nearest(digits, exponent), text.parse::<f64>().expect("a number"), "{}", text);
    }

    #[test]
    fn any_number_of_decimals_is_that_of_the_standard_library(bits in 0..1.8e19_f64.to_bits(), usual in 0.0..1e6_f64) {
        check_fixed(f64::from_bits(bits));
        check_fixed(usual);
    }
}

#[test]
fn powers_of_ten_are_the_numbers_that_literals_are() {
    for exponent in -22..=22 {
        let literal: f64 = format!("1e{exponent}").parse().expect("a number");
        assert_eq!(
            digits::power_of_ten(exponent).to_bits(),
            literal.to_bits(),
            "1e{exponent}"
        );
    }
}
