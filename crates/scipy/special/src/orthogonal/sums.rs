//! Polynomials of low degrees at one argument with parameters of its own, where there is no recurrence to share with other
//! arguments: by their sums in twice the precision, of which the sums' cancellation takes less than half the digits
//! (DLMF 18.5.7 to 18.5.12).

use crate::dd::Dd;
use crate::level::at_level;
use pallasite_ufunc::math::level::MulAdd;

/// The highest degree.
const MOST: usize = 10;
/// Larger parameters may take more digits.
const PARAMETERS: f64 = 50.0;
/// Larger arguments may overflow in between.
const ARGUMENTS: f64 = 1e8;

/// A number for each degree and each term of its sum.
type Table = [[f64; MOST + 1]; MOST + 1];

const fn factorial(n: usize) -> u64 {
    if n == 0 { 1 } else { n as u64 * factorial(n - 1) }
}

const FACTORIALS: [f64; MOST + 1] = {
    let mut list = [1.0; MOST + 1];
    let mut n = 0;
    while n <= MOST {
        list[n] = factorial(n) as f64;
        n += 1;
    }
    list
};

/// `n! / (k! (n - k)!)`.
const BINOMIALS: Table = {
    let mut table = [[0.0; MOST + 1]; MOST + 1];
    let mut n = 0;
    while n <= MOST {
        let mut k = 0;
        while k <= n {
            table[n][k] = (factorial(n) / factorial(k) / factorial(n - k)) as f64;
            k += 1;
        }
        n += 1;
    }
    table
};

/// `(-1)^k n! / (k! (n - 2 k)!)`, and the coefficients of Legendre's polynomials (DLMF 18.5.8 with 18.5.10).
const ALTERNATING: [Table; 2] = {
    let mut tables = [[[0.0; MOST + 1]; MOST + 1]; 2];
    let mut n = 0;
    while n <= MOST {
        let mut k = 0;
        while 2 * k <= n {
            let sign = if k % 2 == 0 { 1.0 } else { -1.0 };
            let weight = factorial(n) / factorial(k) / factorial(n - 2 * k);
            let own = factorial(2 * n - 2 * k) / factorial(n - k) / factorial(n - 2 * k) / factorial(k);
            tables[0][n][k] = sign * weight as f64;
            tables[1][n][k] = sign * own as f64 / (1u64 << n) as f64;
            k += 1;
        }
        n += 1;
    }
    tables
};

/// The degree of a sum of the right size, at an argument of the right size.
#[inline]
fn degree(n: f64, x: f64) -> Option<usize> {
    (n <= MOST as f64 && n == f64::from(n as u32) && x.abs() <= ARGUMENTS).then_some(n as usize)
}

/// Jacobi's polynomial of a whole degree, if the sum is good.
#[inline]
pub(super) fn jacobi([n, a, b]: [f64; 3], x: f64) -> Option<f64> {
    // Further below, recurrences divide by zero here and there, and SciPy's have no value.
    let good = a + b > -2.0 && a.abs() <= PARAMETERS && b.abs() <= PARAMETERS;
    degree(n, x).filter(|_| good).map(|n| jacobi_sum(n, a, b, x))
}

/// Gegenbauer's polynomial of a whole degree, if the sum is good.
#[inline]
pub(super) fn gegenbauer([n, alpha]: [f64; 2], x: f64) -> Option<f64> {
    degree(n, x).filter(|_| alpha > 0.0 && alpha <= PARAMETERS).map(|n| gegenbauer_sum(n, alpha, x))
}

/// Laguerre's polynomial of a whole degree, if the sum is good.
#[inline]
pub(super) fn laguerre([n, alpha]: [f64; 2], x: f64) -> Option<f64> {
    degree(n, x).filter(|_| alpha > -1.0 && alpha <= PARAMETERS).map(|n| laguerre_sum(n, alpha, x))
}

/// Legendre's polynomial of a whole degree, if the sum is good.
#[inline]
pub(super) fn legendre(n: f64, x: f64) -> Option<f64> {
    degree(n, x).map(|n| legendre_sum(n, x))
}

/// `(p + n)_n / n!` for a whole `n`, if that is good.
#[inline]
pub(super) fn rising(n: f64, p: f64) -> Option<f64> {
    degree(n, 0.0).filter(|_| p > 0.0 && p <= PARAMETERS).map(|n| rising_product(n, p))
}

at_level! {
    fn rising_product(n: usize, p: f64) -> f64 = rising_body
}

at_level! {
    fn jacobi_sum(n: usize, a: f64, b: f64, x: f64) -> f64 = jacobi_body
}

at_level! {
    fn gegenbauer_sum(n: usize, alpha: f64, x: f64) -> f64 = gegenbauer_body
}

at_level! {
    fn laguerre_sum(n: usize, alpha: f64, x: f64) -> f64 = laguerre_body
}

at_level! {
    fn legendre_sum(n: usize, x: f64) -> f64 = legendre_body
}

/// A number that is a double.
#[inline(always)]
fn exact(hi: f64) -> Dd {
    Dd { hi, lo: 0.0 }
}

/// A product whose low part may be as large as some units in the last place of the high one, which is the sooner known.
#[inline(always)]
fn times<M: MulAdd>(a: Dd, b: Dd) -> Dd {
    let hi = a.hi * b.hi;
    Dd { hi, lo: M::mul_add(a.lo, b.hi, M::mul_add(a.hi, b.lo, M::fma(a.hi, b.hi, -hi))) }
}

/// Such a sum.
#[inline(always)]
fn plus(a: Dd, b: Dd) -> Dd {
    let hi = a.hi + b.hi;
    let own = hi - a.hi;
    let lacks = (a.hi - (hi - own)) + (b.hi - own);
    Dd { hi, lo: a.lo + (b.lo + lacks) }
}

/// The factor `a + k`.
#[inline(always)]
fn shifted(a: Dd, k: usize) -> Dd {
    plus(a, exact(k as f64))
}

/// Rounded, over `n!`.
#[inline(always)]
fn over_factorial<M: MulAdd>(sum: Dd, n: usize) -> f64 {
    let divisor = FACTORIALS[n];
    let quotient = sum.hi / divisor;
    quotient + (M::fma(-quotient, divisor, sum.hi) + sum.lo) / divisor
}

#[inline(always)]
fn rising_body<M: MulAdd>(n: usize, p: f64) -> f64 {
    let start = shifted(exact(p), n);
    let product = (0..n).fold(Dd::ONE, |product, k| times::<M>(product, shifted(start, k)));
    over_factorial::<M>(product, n)
}

/// `n!` times the sum of `(n + a + b + 1)_k (a + k + 1)_(n - k) / (k! (n - k)!) ((x - 1) / 2)^k`; what the terms before
/// have in common with the next is multiplied on the way.
#[inline(always)]
fn jacobi_body<M: MulAdd>(n: usize, a: f64, b: f64, x: f64) -> f64 {
    let (top, doubled) = (shifted(plus(exact(a), exact(b)), n), plus(exact(x), exact(-1.0)));
    let (start, z) = (exact(a), Dd { hi: doubled.hi * 0.5, lo: doubled.lo * 0.5 });
    let (mut term, mut sum) = (Dd::ONE, Dd::ONE);
    for (k, &binomial) in (1..=n).zip(&BINOMIALS[n][1..]) {
        term = times::<M>(term, times::<M>(shifted(top, k), z));
        sum = plus(times::<M>(sum, shifted(start, k)), times::<M>(term, exact(binomial)));
    }
    over_factorial::<M>(sum, n)
}

/// The sum of `(-1)^k (alpha)_(n - k) / (k! (n - 2 k)!) (2 x)^(n - 2 k)`, by Horner's rule.
#[inline(always)]
fn gegenbauer_body<M: MulAdd>(n: usize, alpha: f64, x: f64) -> f64 {
    let (start, twice, half) = (exact(alpha), exact(2.0 * x), n / 2);
    let square = times::<M>(twice, twice);
    let mut sum = Dd::ONE;
    for (k, &weight) in (1..=half).zip(&ALTERNATING[0][n][1..]) {
        sum = plus(times::<M>(sum, times::<M>(shifted(start, n - k), square)), exact(weight));
    }
    for k in 0..n - half {
        sum = times::<M>(sum, shifted(start, k));
    }
    over_factorial::<M>(if n.is_multiple_of(2) { sum } else { times::<M>(sum, twice) }, n)
}

/// `n!` times the sum of `(alpha + k + 1)_(n - k) / (k! (n - k)!) (-x)^k`.
#[inline(always)]
fn laguerre_body<M: MulAdd>(n: usize, alpha: f64, x: f64) -> f64 {
    let (start, z) = (exact(alpha), exact(-x));
    let (mut term, mut sum) = (Dd::ONE, Dd::ONE);
    for (k, &binomial) in (1..=n).zip(&BINOMIALS[n][1..]) {
        term = times::<M>(term, z);
        sum = plus(times::<M>(sum, shifted(start, k)), times::<M>(term, exact(binomial)));
    }
    over_factorial::<M>(sum, n)
}

/// By Horner's rule in the square.
#[inline(always)]
fn legendre_body<M: MulAdd>(n: usize, x: f64) -> f64 {
    let (z, coefficients) = (exact(x), &ALTERNATING[1][n]);
    let square = times::<M>(z, z);
    let mut sum = exact(coefficients[0]);
    for &coefficient in &coefficients[1..=n / 2] {
        sum = plus(times::<M>(sum, square), exact(coefficient));
    }
    if n.is_multiple_of(2) { sum } else { times::<M>(sum, z) }.to_f64()
}

#[cfg(test)]
mod tests {
    use super::super::{Family, Gegenbauer, GenLaguerre, Jacobi, Legendre};
    use super::*;

    /// The value of the recurrence, which two arguments share.
    fn climbed<F: Family<P>, const P: usize>(parameters: [f64; P], x: f64) -> f64 {
        let mut both = [x; 2];
        F::values(parameters, &mut both);
        both[0]
    }

    fn assert_near(sum: Option<f64>, climbed: f64) {
        let sum = sum.expect("the sum is good");
        assert!((sum - climbed).abs() <= 4.5e-16 * climbed.abs(), "{sum} {climbed}");
    }

    #[test]
    fn sums_are_what_recurrences_give() {
        for i in 0..2000 {
            let part = |step: f64| (f64::from(i) * step).fract();
            let (n, x) = (1.0 + f64::from(i % 10), 4.0 * part(0.618_033_988_749_894_9) - 2.0);
            let (a, b) = (7.0 * part(0.414_213_562_373_095) - 0.9, 45.0 * part(0.732_050_807_568_877_2));
            assert_near(jacobi([n, a, b], x), climbed::<Jacobi, 3>([n, a, b], x));
            assert_near(gegenbauer([n, b + 0.1], x), climbed::<Gegenbauer, 2>([n, b + 0.1], x));
            assert_near(laguerre([n, a], 9.0 * x), climbed::<GenLaguerre, 2>([n, a], 9.0 * x));
            assert_near(legendre(n, x), climbed::<Legendre, 1>([n], x));
        }
    }

    #[test]
    fn other_degrees_have_no_sums() {
        let degrees = [-1.0, 2.5, 11.0, f64::NAN];
        assert!(degrees.iter().all(|&n| legendre(n, 0.5).or(rising(n, 1.0)).is_none()));
    }
}
