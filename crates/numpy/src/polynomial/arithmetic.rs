//! Sums, products and quotients of series, whose coefficients are in the order of rising degrees.

use super::basis::{Basis, Form, Product, Step};
use super::error::{PolynomialError, Result};
use super::number::Coefficient;
use crate::statistics::{Mode, convolve};
use pallasite_array::NdArray;

/// The series without the zeros at its end; one coefficient is kept.
///
/// ```
/// assert_eq!(pallasite_numpy::polynomial::trimmed(vec![1.0, 2.0, 0.0]), [1.0, 2.0]);
/// ```
pub fn trimmed<T: Coefficient>(mut c: Vec<T>) -> Vec<T> {
    while c.len() > 1 && c.last().is_some_and(|x| x.is_zero()) {
        c.pop();
    }
    c
}

/// The sum of two series.
///
/// ```
/// assert_eq!(pallasite_numpy::polynomial::add(&[1.0, 2.0], &[1.0, -2.0]), [2.0]);
/// ```
pub fn add<T: Coefficient>(a: &[T], b: &[T]) -> Vec<T> {
    trimmed(combined(a, b, |x, y| x + y))
}

/// The difference of two series.
///
/// ```
/// assert_eq!(pallasite_numpy::polynomial::subtract(&[1.0], &[1.0, 2.0]), [0.0, -2.0]);
/// ```
pub fn subtract<T: Coefficient>(a: &[T], b: &[T]) -> Vec<T> {
    trimmed(combined(a, b, |x, y| x - y))
}

/// Two series coefficient by coefficient, the shorter one with zeros at its end.
fn combined<T: Coefficient>(a: &[T], b: &[T], f: impl Fn(T, T) -> T) -> Vec<T> {
    let at = |c: &[T], i: usize| c.get(i).copied().unwrap_or_default();
    (0..a.len().max(b.len())).map(|i| f(at(a, i), at(b, i))).collect()
}

/// The series of `offset + scale x`.
///
/// ```
/// use pallasite_numpy::polynomial::{LAGUERRE, line};
/// assert_eq!(line(&LAGUERRE, 1.0, 2.0), [3.0, -2.0]);
/// ```
pub fn line<T: Coefficient>(basis: &Basis, offset: T, scale: T) -> Vec<T> {
    if scale.is_zero() {
        return vec![offset];
    }
    let (above, same, _) = basis.times_x(0);
    let offset = if same == 0.0 { offset } else { offset + scale.scaled(T::real(same)) };
    vec![offset, scale.scaled(T::real(above))]
}

/// The product of a series with `x`.
///
/// ```
/// use pallasite_numpy::polynomial::{CHEBYSHEV, times_x};
/// assert_eq!(times_x(&CHEBYSHEV, &[1.0, 2.0]), [1.0, 1.0, 1.0]);
/// ```
pub fn times_x<T: Coefficient>(basis: &Basis, c: &[T]) -> Vec<T> {
    if let [only] = c
        && only.is_zero()
    {
        return c.to_vec();
    }
    let mut out = vec![T::default(); c.len() + 1];
    if basis.form == Form::Powers {
        out[1..].copy_from_slice(c);
        return out;
    }
    for (i, &c) in c.iter().enumerate() {
        let Step { divisor, shift, slope, below } = basis.at(i + 1);
        let part = |factor: f64| c.scaled(T::real(factor)).over(T::real(slope));
        out[i + 1] = part(divisor);
        if shift != 0.0 {
            out[i] = out[i] - part(shift);
        }
        if i > 0 {
            out[i - 1] = out[i - 1] + part(below);
        }
    }
    out
}

/// The product of two series that are not empty.
///
/// # Errors
/// Too little memory.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{CHEBYSHEV, POWER, multiply};
/// assert_eq!(multiply(&POWER, &[1.0, 2.0], &[3.0, 4.0])?, [3.0, 10.0, 8.0]);
/// assert_eq!(multiply(&CHEBYSHEV, &[0.0, 1.0], &[0.0, 1.0])?, [0.5, 0.0, 0.5]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn multiply<T: Coefficient>(basis: &Basis, a: &[T], b: &[T]) -> Result<Vec<T>> {
    let product = match basis.product {
        Product::Convolved => convolved(a, b)?,
        Product::Folded => folded(a, b)?,
        Product::Stepped => {
            let (short, long) = if a.len() > b.len() { (b, a) } else { (a, b) };
            composed(basis, short, long, |c| Ok(times_x(basis, c)))?
        }
    };
    Ok(trimmed(product))
}

fn convolved<T: Coefficient>(a: &[T], b: &[T]) -> Result<Vec<T>> {
    Ok(convolve(&NdArray::from_vec(a.to_vec()), &NdArray::from_vec(b.to_vec()), Mode::Full)?.to_vec()?)
}

/// The product of Chebyshev series: half the convolution, and half the correlation with negative degrees folded back.
fn folded<T: Coefficient>(a: &[T], b: &[T]) -> Result<Vec<T>> {
    let mut out = convolved(a, b)?;
    let reversed: Vec<T> = b.iter().rev().copied().collect();
    let zero = b.len() - 1;
    for (i, x) in convolved(a, &reversed)?.into_iter().enumerate() {
        let degree = i.abs_diff(zero);
        out[degree] = out[degree] + x;
    }
    out.iter_mut().for_each(|x| *x = x.scaled(T::real(0.5)));
    Ok(out)
}

/// The sum of `c[k] p[k](x) unit` by Clenshaw's recurrence, where `times` multiplies a series with `x`.
fn composed<T: Coefficient>(
    basis: &Basis,
    c: &[T],
    unit: &[T],
    times: impl Fn(&[T]) -> Result<Vec<T>>,
) -> Result<Vec<T>> {
    let multiple = |c: T| unit.iter().map(|&u| c * u).collect::<Vec<T>>();
    let [rest @ .., last] = c else { return Ok(vec![T::default()]) };
    let (mut low, mut high) = match rest {
        [] => return Ok(multiple(*last)),
        [.., low] => (multiple(*low), multiple(*last)),
    };
    for k in (2..c.len()).rev() {
        let step = basis.at(k);
        let above = combined(&low, &stepped(&high, step, &times)?, |x, y| x + y);
        let below = |x: T| x.scaled(T::real(step.below)).over(T::real(step.divisor));
        low = multiple(c[k - 2]);
        if step.below != 0.0 {
            low = combined(&low, &high, |x, y| x - below(y));
        }
        high = above;
    }
    Ok(combined(&low, &stepped(&high, basis.at(1), &times)?, |x, y| x + y))
}

/// `(shift + slope x) c / divisor`.
fn stepped<T: Coefficient>(c: &[T], step: Step, times: impl Fn(&[T]) -> Result<Vec<T>>) -> Result<Vec<T>> {
    let sloped: Vec<T> = times(c)?.into_iter().map(|x| x.scaled(T::real(step.slope))).collect();
    let shift = |x: T| x.scaled(T::real(step.shift));
    let sum = if step.shift == 0.0 { sloped } else { combined(c, &sloped, |x, y| shift(x) + y) };
    let divisor = T::real(step.divisor);
    Ok(if step.divisor == 1.0 { sum } else { sum.into_iter().map(|x| x.over(divisor)).collect() })
}

/// The series, in the basis `to`, of what the series `c` in the basis `of` is at the series `x`.
///
/// # Errors
/// Too little memory.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{CHEBYSHEV, POWER, compose};
/// // 1 + (1 + x)^2
/// assert_eq!(compose(&POWER, &[1.0, 0.0, 1.0], &POWER, &[1.0, 1.0])?, [2.0, 2.0, 1.0]);
/// // T2 in powers
/// assert_eq!(compose(&CHEBYSHEV, &[0.0, 0.0, 1.0], &POWER, &[0.0, 1.0])?, [-1.0, 0.0, 2.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn compose<T: Coefficient>(of: &Basis, c: &[T], to: &Basis, x: &[T]) -> Result<Vec<T>> {
    let one = [T::of(1.0)];
    if *x == line(to, T::default(), T::of(1.0))[..] {
        return Ok(trimmed(composed(of, c, &one, |c| Ok(times_x(to, c)))?));
    }
    Ok(trimmed(composed(of, c, &one, |c| multiply(to, c, x))?))
}

/// Quotient and remainder.
///
/// # Errors
/// [`PolynomialError::DivisionByZero`] where the divisor ends in zero.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{POWER, divide};
/// let (quotient, rest) = divide(&POWER, &[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0])?;
/// assert_eq!((quotient, rest), (vec![3.0], vec![-8.0, -4.0]));
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn divide<T: Coefficient>(basis: &Basis, a: &[T], b: &[T]) -> Result<(Vec<T>, Vec<T>)> {
    let Some(&last) = b.last() else { return Err(PolynomialError::Empty) };
    if last.is_zero() {
        return Err(PolynomialError::DivisionByZero);
    }
    let nothing = || a[..a.len().min(1)].iter().map(|&x| x * T::default()).collect();
    if a.len() < b.len() {
        return Ok((nothing(), a.to_vec()));
    }
    if b.len() == 1 {
        return Ok((a.iter().map(|x| x.quotient(last)).collect(), nothing()));
    }
    if basis.form == Form::Powers { Ok(divided_by_powers(a, b)) } else { divided(basis, a, b) }
}

/// Long division by the monic multiple of the divisor.
fn divided_by_powers<T: Coefficient>(a: &[T], b: &[T]) -> (Vec<T>, Vec<T>) {
    let (lead, degree) = (b[b.len() - 1], b.len() - 1);
    let monic: Vec<T> = b[..degree].iter().map(|x| x.quotient(lead)).collect();
    let mut rest = a.to_vec();
    for i in (0..=a.len() - b.len()).rev() {
        let top = rest[i + degree];
        rest[i..i + degree].iter_mut().zip(&monic).for_each(|(r, &m)| *r = *r - m * top);
    }
    let quotient = rest[degree..].iter().map(|x| x.quotient(lead)).collect();
    rest.truncate(degree);
    (quotient, trimmed(rest))
}

/// Division by the products of the divisor with the polynomials of the basis.
fn divided<T: Coefficient>(basis: &Basis, a: &[T], b: &[T]) -> Result<(Vec<T>, Vec<T>)> {
    let count = a.len() - b.len() + 1;
    let (mut rest, mut quotient) = (a.to_vec(), vec![T::default(); count]);
    for (i, part) in quotient.iter_mut().enumerate().rev() {
        let mut unit = vec![T::default(); i + 1];
        unit[i] = T::of(1.0);
        let product = multiply(basis, &unit, b)?;
        let lead = product.get(i + b.len() - 1).copied().unwrap_or_default();
        *part = rest.pop().unwrap_or_default().quotient(lead);
        rest.iter_mut().zip(product).for_each(|(r, p)| *r = *r - *part * p);
    }
    Ok((quotient, trimmed(rest)))
}

/// A power of a series.
///
/// # Errors
/// Too little memory.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{POWER, power};
/// assert_eq!(power(&POWER, &[1.0, 1.0], 3)?, [1.0, 3.0, 3.0, 1.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn power<T: Coefficient>(basis: &Basis, c: &[T], exponent: usize) -> Result<Vec<T>> {
    if exponent == 0 {
        return Ok(vec![T::of(1.0)]);
    }
    (1..exponent).try_fold(c.to_vec(), |product, _| multiply(basis, &product, c))
}

/// The series with the given zeros whose highest power of `x` has the coefficient one.
///
/// Products are formed of factors that lie far apart, two and two, so that they grow less than one by one.
///
/// # Errors
/// Too little memory.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{POWER, from_roots};
/// assert_eq!(from_roots(&POWER, &[1.0, -1.0, 0.0])?, [0.0, -1.0, 0.0, 1.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn from_roots<T: Coefficient>(basis: &Basis, roots: &[T]) -> Result<Vec<T>> {
    let mut roots = roots.to_vec();
    roots.sort_by(|x, y| ordered(x.parts(), y.parts()));
    let mut factors: Vec<Vec<T>> = roots.iter().map(|&r| line(basis, -r, T::of(1.0))).collect();
    while factors.len() > 1 {
        let half = factors.len() / 2;
        let mut products: Vec<Vec<T>> =
            (0..half).map(|i| multiply(basis, &factors[i], &factors[i + half])).collect::<Result<_>>()?;
        if factors.len() % 2 == 1 {
            products[0] = multiply(basis, &products[0], &factors[2 * half])?;
        }
        factors = products;
    }
    Ok(factors.pop().unwrap_or_else(|| vec![T::of(1.0)]))
}

/// The order of complex numbers: by real parts, then by imaginary ones; NaN last.
pub(super) fn ordered(x: (f64, f64), y: (f64, f64)) -> std::cmp::Ordering {
    let each = |x: f64, y: f64| x.partial_cmp(&y).unwrap_or_else(|| x.is_nan().cmp(&y.is_nan()));
    each(x.0, y.0).then(each(x.1, y.1))
}
