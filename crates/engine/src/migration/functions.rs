//! The few functions that a round needs, several times as fast as `libm`'s and
//! exact enough for expectations. Sums and products only, so a browser gets
//! the same bits.

use core::f64::consts::{LN_2, LOG2_E, SQRT_2};

/// eˣ beyond this is no number that a share of pages could show.
const LARGEST: f64 = 690.0;
/// Adding and taking away 1.5 · 2⁵² rounds to a whole number.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// Density of the normal distribution at its mean.
const DENSITY: f64 = 0.398_942_280_401_432_7;

/// (eʳ − 1 − r)/r² for |r| ≤ ½ ln 2: a Chebyshev fit, off by less than 5·10⁻¹³.
fn curvature(r: f64) -> f64 {
    let (square, r) = (r * r, r);
    let low = (0.499_999_999_999_550_7 + r * 0.166_666_666_666_625_83)
        + square * (0.041_666_666_786_337_556 + r * 0.008_333_333_344_209_506);
    let high = (0.001_388_883_909_064_138 + r * 0.000_198_412_245_815_445_1)
        + square * (2.486_788_345_352_180_2e-5 + r * 2.761_757_684_835_413e-6);
    low + square * square * high
}

/// eˣ, off by less than 3·10⁻¹³ of it; beyond e⁶⁹⁰ and e⁻⁶⁹⁰ it does not go.
pub(super) fn exp(x: f64) -> f64 {
    exp_of_usual(x.clamp(-LARGEST, LARGEST))
}

/// The same of what is not that large: a power of two and a factor near one.
fn exp_of_usual(x: f64) -> f64 {
    // The sum has a whole number in its last bits.
    let rounded = x * LOG2_E + ROUNDER;
    let twos = rounded - ROUNDER;
    let r = x - twos * LN_2;
    let power = f64::from_bits(rounded.to_bits().wrapping_add(1023) << 52);
    power * (1.0 + r) + power * (r * r) * curvature(r)
}

/// 1 − e⁻ˣ, off by less than 3·10⁻¹³ of it.
pub(super) fn reached(x: f64) -> f64 {
    if x < 0.5 * LN_2 {
        x - x * x * curvature(-x)
    } else {
        1.0 - exp_of_usual(-x.min(LARGEST))
    }
}

/// ln(1 + x) of what is not negative, off by less than 3·10⁻¹³ of it.
pub(super) fn ln_1p(x: f64) -> f64 {
    if x < SQRT_2 - 1.0 {
        return twice_artanh(x / (2.0 + x));
    }
    // 1 + x as a power of two and a factor near one.
    let bits = (1.0 + x).to_bits();
    let twos = (bits >> 52) as i64 - 1023;
    let factor = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    let (twos, factor) = if factor > SQRT_2 {
        (twos + 1, 0.5 * factor)
    } else {
        (twos, factor)
    };
    twos as f64 * LN_2 + twice_artanh((factor - 1.0) / (factor + 1.0))
}

/// ln((1 + s)/(1 − s)) for |s| ≤ 0.1716.
fn twice_artanh(s: f64) -> f64 {
    let u = s * s;
    let (square, twice) = (u * u, 2.0 * s);
    let series = (0.333_333_333_333_310_3 + u * 0.200_000_000_056_155_9)
        + square * (0.142_857_120_652_454_87 + u * 0.111_114_315_662_188_65)
        + square * square * (0.090_700_782_750_814_23 + u * 0.083_111_899_427_808_2);
    twice + twice * u * series
}

/// Probability that a normal deviate lies above `-z`, and its density at `z`
/// over that (the inverse Mills ratio): Hart's rational function, both off by
/// less than 10⁻⁹ of them up to six standard deviations. The square comes along, for it is known before its root.
pub(super) fn survive(z: f64, square: f64) -> (f64, f64) {
    let x = z.abs();
    let (fourth, sixth) = (square * square, square * square * square);
    let above = (220.206_867_912_376 + x * 221.213_596_169_931)
        + square * (112.079_291_497_871 + x * 33.912_866_078_383)
        + fourth * (6.373_962_203_531_65 + x * 0.700_383_064_443_688)
        + sixth * 0.035_262_496_599_891_1;
    let below = (440.413_735_824_752 + x * 793.826_512_519_948)
        + square * (637.333_633_378_831 + x * 296.564_248_779_674)
        + fourth * (86.780_732_202_946_1 + x * 16.064_177_579_207)
        + sixth * (1.755_667_163_182_64 + x * 0.088_388_347_648_318_4);
    let bell = exp_of_usual(-0.5 * square);
    let tail = bell * above;
    let part = if z > 0.0 { below - tail } else { tail };
    (part / below, bell * DENSITY * below / part)
}

#[cfg(test)]
mod tests {
    use super::{exp, ln_1p, reached, survive};

    fn assert_near(ours: f64, exact: f64, error: f64, of: f64) {
        assert!(
            (ours - exact).abs() <= error * exact.abs(),
            "of {of}: {ours} for {exact}"
        );
    }

    /// As many numbers of every size between the two.
    fn numbers(from: f64, to: f64) -> impl Iterator<Item = f64> {
        const COUNT: i32 = 20_000;
        (0..=COUNT).map(move |part| from * libm::pow(to / from, f64::from(part) / f64::from(COUNT)))
    }

    #[test]
    fn they_are_as_exact_as_they_say() {
        assert_eq!((exp(0.0), reached(0.0), ln_1p(0.0)), (1.0, 0.0, 0.0));
        for x in numbers(1e-18, 600.0) {
            assert_near(exp(-x), libm::exp(-x), 3e-13, -x);
            assert_near(exp(x), libm::exp(x), 3e-13, x);
            assert_near(reached(x), -libm::expm1(-x), 3e-13, x);
        }
        for x in numbers(1e-18, 1e18) {
            assert_near(ln_1p(x), libm::log1p(x), 3e-13, x);
        }
        for z in numbers(1e-9, 6.0).flat_map(|z| [z, -z]) {
            let tail = 0.5 * libm::erfc(-z * core::f64::consts::FRAC_1_SQRT_2);
            let density = libm::exp(-0.5 * z * z) * super::DENSITY;
            let (above, mills) = survive(z, z * z);
            assert_near(above, tail, 1e-9, z);
            assert_near(mills, density / tail, 1e-9, z);
        }
    }

    #[test]
    fn far_out_they_stay_finite() {
        for x in [700.0, 1e3, 1e9, 1e300, f64::INFINITY] {
            assert!(exp(-x) < 1e-290 && exp(x).is_finite(), "{x}");
            assert_eq!(reached(x), 1.0);
        }
    }
}
