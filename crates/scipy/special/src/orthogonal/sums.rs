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

/// The degree of sums of the right size, at arguments of the right size.
#[inline]
fn degree(n: f64, x: &[f64]) -> Option<usize> {
    let good = n <= MOST as f64 && n == f64::from(n as u32) && x.iter().all(|x| x.abs() <= ARGUMENTS);
    good.then_some(n as usize)
}

/// Whether all parameters are above a bound and not large.
fn above(bound: f64, parameters: &[f64]) -> bool {
    parameters.iter().all(|&p| p > bound && p <= PARAMETERS)
}

/// Jacobi's polynomials of a whole degree, if the sums are good.
#[inline]
pub(super) fn jacobi([n, a, b]: [&[f64]; 3], x: &mut [f64]) -> bool {
    // Further below, recurrences divide by zero here and there, and SciPy's have no value.
    let good = a.iter().zip(b).all(|(a, b)| a + b > -2.0) && above(-PARAMETERS, a) && above(-PARAMETERS, b);
    replace(degree(n[0], x).filter(|_| good), |n| jacobi_sums(n, a, b, x))
}

/// Gegenbauer's polynomials of a whole degree, if the sums are good.
#[inline]
pub(super) fn gegenbauer([n, alpha]: [&[f64]; 2], x: &mut [f64]) -> bool {
    replace(degree(n[0], x).filter(|_| above(0.0, alpha)), |n| gegenbauer_sums(n, alpha, x))
}

/// Laguerre's polynomials of a whole degree, if the sums are good.
#[inline]
pub(super) fn laguerre([n, alpha]: [&[f64]; 2], x: &mut [f64]) -> bool {
    replace(degree(n[0], x).filter(|_| above(-1.0, alpha)), |n| laguerre_sums(n, alpha, x))
}

/// Legendre's polynomials of a whole degree, if the sums are good.
#[inline]
pub(super) fn legendre(n: f64, x: &mut [f64]) -> bool {
    replace(degree(n, x), |n| x.iter_mut().for_each(|x| *x = legendre_sum(n, *x)))
}

/// Whether there is something to do, after it has been done.
#[inline(always)]
fn replace(n: Option<usize>, values: impl FnOnce(usize)) -> bool {
    n.map(values).is_some()
}

/// `(p + n)_n / n!` for a whole `n`, if that is good.
#[inline]
pub(super) fn rising(n: f64, p: f64) -> Option<f64> {
    degree(n, &[]).filter(|_| above(0.0, &[p])).map(|n| rising_product(n, p))
}

at_level! {
    fn rising_product(n: usize, p: f64) -> f64 = rising_body
}

at_level! {
    fn jacobi_sums(n: usize, a: &[f64], b: &[f64], x: &mut [f64]) -> () = jacobi_body
}

at_level! {
    fn gegenbauer_sums(n: usize, alpha: &[f64], x: &mut [f64]) -> () = gegenbauer_body
}

at_level! {
    fn laguerre_sums(n: usize, alpha: &[f64], x: &mut [f64]) -> () = laguerre_body
}

at_level! {
    fn legendre_sum(n: usize, x: f64) -> f64 = legendre_body
}

/// How many sums go together.
const LANES: usize = 8;

/// Numbers side by side.
struct Side<const L: usize> {
    hi: [f64; L],
    lo: [f64; L],
}

impl<const L: usize> Side<L> {
    const ONE: Self = Side { hi: [1.0; L], lo: [0.0; L] };

    /// Replaces number `i` by what `f` makes of it and `i`.
    #[inline(always)]
    fn update(&mut self, f: impl Fn(usize, Dd) -> Dd) {
        for i in 0..L {
            let Dd { hi, lo } = f(i, Dd { hi: self.hi[i], lo: self.lo[i] });
            (self.hi[i], self.lo[i]) = (hi, lo);
        }
    }

    #[inline(always)]
    fn at(&self, i: usize) -> Dd {
        Dd { hi: self.hi[i], lo: self.lo[i] }
    }
}

/// Calls `f` for lanes of arguments, and of `P` parameters of each, to replace the former; for those that fill no lanes one
/// by one.
#[inline(always)]
fn in_lanes<const P: usize>(
    parameters: [&[f64]; P],
    x: &mut [f64],
    together: impl Fn([&[f64; LANES]; P], &mut [f64; LANES]),
    alone: impl Fn([&[f64; 1]; P], &mut [f64; 1]),
) {
    let split = parameters.map(|p| p.as_chunks::<LANES>());
    let (groups, rest) = x.as_chunks_mut::<LANES>();
    for (i, group) in groups.iter_mut().enumerate() {
        together(split.map(|(groups, _)| &groups[i]), group);
    }
    for (i, one) in rest.as_chunks_mut::<1>().0.iter_mut().enumerate() {
        alone(split.map(|(_, rest)| &rest.as_chunks::<1>().0[i]), one);
    }
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

#[inline(always)]
fn jacobi_body<M: MulAdd>(n: usize, a: &[f64], b: &[f64], x: &mut [f64]) {
    in_lanes([a, b], x, |p, x| jacobi_lanes::<M, LANES>(n, p, x), |p, x| jacobi_lanes::<M, 1>(n, p, x));
}

/// `n!` times the sum of `(n + a + b + 1)_k (a + k + 1)_(n - k) / (k! (n - k)!) ((x - 1) / 2)^k`; what the terms before
/// have in common with the next is multiplied on the way.
#[inline(always)]
fn jacobi_lanes<M: MulAdd, const L: usize>(n: usize, [a, b]: [&[f64; L]; 2], x: &mut [f64; L]) {
    let (mut top, mut z, mut term, mut sum) =
        (Side::<L>::ONE, Side::<L>::ONE, Side::<L>::ONE, Side::<L>::ONE);
    top.update(|i, _| shifted(plus(exact(a[i]), exact(b[i])), n));
    z.update(|i, _| {
        let doubled = plus(exact(x[i]), exact(-1.0));
        Dd { hi: doubled.hi * 0.5, lo: doubled.lo * 0.5 }
    });
    for (k, &binomial) in (1..=n).zip(&BINOMIALS[n][1..]) {
        term.update(|i, term| times::<M>(term, times::<M>(shifted(top.at(i), k), z.at(i))));
        sum.update(|i, sum| {
            plus(times::<M>(sum, shifted(exact(a[i]), k)), times::<M>(term.at(i), exact(binomial)))
        });
    }
    for i in 0..L {
        x[i] = over_factorial::<M>(sum.at(i), n);
    }
}

#[inline(always)]
fn gegenbauer_body<M: MulAdd>(n: usize, alpha: &[f64], x: &mut [f64]) {
    in_lanes(
        [alpha],
        x,
        |p, x| gegenbauer_lanes::<M, LANES>(n, p, x),
        |p, x| gegenbauer_lanes::<M, 1>(n, p, x),
    );
}

/// The sum of `(-1)^k (alpha)_(n - k) / (k! (n - 2 k)!) (2 x)^(n - 2 k)`, by Horner's rule.
#[inline(always)]
fn gegenbauer_lanes<M: MulAdd, const L: usize>(n: usize, [alpha]: [&[f64; L]; 1], x: &mut [f64; L]) {
    let (mut square, mut sum, half) = (Side::<L>::ONE, Side::<L>::ONE, n / 2);
    square.update(|i, _| times::<M>(exact(2.0 * x[i]), exact(2.0 * x[i])));
    for (k, &weight) in (1..=half).zip(&ALTERNATING[0][n][1..]) {
        sum.update(|i, sum| {
            let factor = times::<M>(shifted(exact(alpha[i]), n - k), square.at(i));
            plus(times::<M>(sum, factor), exact(weight))
        });
    }
    for k in 0..n - half {
        sum.update(|i, sum| times::<M>(sum, shifted(exact(alpha[i]), k)));
    }
    if !n.is_multiple_of(2) {
        sum.update(|i, sum| times::<M>(sum, exact(2.0 * x[i])));
    }
    for i in 0..L {
        x[i] = over_factorial::<M>(sum.at(i), n);
    }
}

#[inline(always)]
fn laguerre_body<M: MulAdd>(n: usize, alpha: &[f64], x: &mut [f64]) {
    in_lanes([alpha], x, |p, x| laguerre_lanes::<M, LANES>(n, p, x), |p, x| laguerre_lanes::<M, 1>(n, p, x));
}

/// `n!` times the sum of `(alpha + k + 1)_(n - k) / (k! (n - k)!) (-x)^k`.
#[inline(always)]
fn laguerre_lanes<M: MulAdd, const L: usize>(n: usize, [alpha]: [&[f64; L]; 1], x: &mut [f64; L]) {
    let (mut term, mut sum) = (Side::<L>::ONE, Side::<L>::ONE);
    for (k, &binomial) in (1..=n).zip(&BINOMIALS[n][1..]) {
        term.update(|i, term| times::<M>(term, exact(-x[i])));
        sum.update(|i, sum| {
            plus(times::<M>(sum, shifted(exact(alpha[i]), k)), times::<M>(term.at(i), exact(binomial)))
        });
    }
    for i in 0..L {
        x[i] = over_factorial::<M>(sum.at(i), n);
    }
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

    fn assert_near(parameters: &str, sum: f64, climbed: f64) {
        assert!((sum - climbed).abs() <= 4.5e-16 * climbed.abs(), "{parameters}: {sum} {climbed}");
    }

    /// A value of a sum, computed alone and beside others.
    fn summed<const P: usize>(
        parameters: [f64; P],
        x: f64,
        sums: impl Fn([&[f64]; P], &mut [f64]) -> bool,
    ) -> f64 {
        let columns = parameters.map(|p| [p; LANES + 1]);
        let mut values = [x; LANES + 1];
        assert!(sums(columns.each_ref().map(|p| &p[..]), &mut values), "the sum is good");
        assert!(values.iter().all(|&value| value == values[LANES]), "{values:?}");
        values[0]
    }

    #[test]
    fn sums_are_what_recurrences_give() {
        for i in 0..2000 {
            let part = |step: f64| (f64::from(i) * step).fract();
            let (n, x) = (1.0 + f64::from(i % 10), 4.0 * part(0.618_033_988_749_894_9) - 2.0);
            let (a, b) = (7.0 * part(0.414_213_562_373_095) - 0.9, 45.0 * part(0.732_050_807_568_877_2));
            let (g, l) = ([n, b + 0.1], [n, a]);
            assert_near("jacobi", summed([n, a, b], x, jacobi), climbed::<Jacobi, 3>([n, a, b], x));
            assert_near("gegenbauer", summed(g, x, gegenbauer), climbed::<Gegenbauer, 2>(g, x));
            assert_near("laguerre", summed(l, 9.0 * x, laguerre), climbed::<GenLaguerre, 2>(l, 9.0 * x));
            assert_near(
                "legendre",
                summed([n], x, |[n], x| legendre(n[0], x)),
                climbed::<Legendre, 1>([n], x),
            );
        }
    }

    #[test]
    fn other_degrees_have_no_sums() {
        let degrees = [-1.0, 2.5, 11.0, f64::NAN];
        assert!(degrees.iter().all(|&n| !legendre(n, &mut [0.5]) && rising(n, 1.0).is_none()));
    }
}
