//! Derivatives and integrals of series. Row `k` of the coefficients holds those of degree `k` of `width` series.

use super::basis::Basis;
use super::evaluate::evaluate_rows;
use super::number::Coefficient;

/// The derivative of order `m` of series in `scale x`.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{CHEBYSHEV, derivative};
/// assert_eq!(derivative(&CHEBYSHEV, vec![1.0, 2.0, 3.0, 4.0], 1, 1, 1.0), [14.0, 12.0, 24.0]);
/// ```
pub fn derivative<T: Coefficient>(basis: &Basis, mut c: Vec<T>, width: usize, m: usize, scale: T) -> Vec<T> {
    if width == 0 || m == 0 {
        return c;
    }
    if m >= c.len() / width {
        c.truncate(width);
        return c.into_iter().map(|x| x * T::default()).collect();
    }
    for _ in 0..m {
        c.iter_mut().for_each(|x| *x = *x * scale);
        c = once(basis, c, width);
    }
    c
}

fn once<T: Coefficient>(basis: &Basis, mut c: Vec<T>, width: usize) -> Vec<T> {
    let count = c.len() / width;
    let mut out = vec![T::default(); c.len() - width];
    for k in (1..count).rev() {
        let weight = (basis.derivative)(k as f64);
        let (lower, row) = c.split_at_mut(k * width);
        let row = &row[..width];
        for (out, &x) in out[(k - 1) * width..].iter_mut().zip(row) {
            *out = x.scaled(T::real(weight));
        }
        let carried = (basis.carried)(k as f64);
        if carried != 0.0 && k > basis.carry {
            let taken = |x: T| {
                if weight == carried { x } else { x.scaled(T::real(weight)).over(T::real(carried)) }
            };
            let into = &mut lower[(k - basis.carry) * width..][..width];
            into.iter_mut().zip(row).for_each(|(y, &x)| *y = *y + taken(x));
        }
    }
    out
}

/// The integral of series in `x / scale`, once for each of `constants`, which are added each time; it is zero at `lower`
/// before.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{POWER, integral};
/// assert_eq!(integral(&POWER, vec![1.0, 2.0], 1, &[vec![3.0]], 0.0, 1.0), [3.0, 1.0, 1.0]);
/// ```
pub fn integral<T: Coefficient>(
    basis: &Basis,
    mut c: Vec<T>,
    width: usize,
    constants: &[Vec<T>],
    lower: T,
    scale: T,
) -> Vec<T> {
    if width == 0 {
        return c;
    }
    for constants in constants {
        c.iter_mut().for_each(|x| *x = *x * scale);
        if c.len() == width && c.iter().all(|x| x.is_zero()) {
            c.iter_mut().zip(constants).for_each(|(x, &k)| *x = *x + k);
            continue;
        }
        c = primitive(basis, &c, width);
        let there = evaluate_rows(basis, &c, width, &vec![lower; width]);
        for ((x, &k), value) in c.iter_mut().zip(constants).zip(there) {
            *x = *x + (k - value);
        }
    }
    c
}

/// A function that has the series for its derivative.
fn primitive<T: Coefficient>(basis: &Basis, c: &[T], width: usize) -> Vec<T> {
    let mut out = vec![T::default(); c.len() + width];
    for (k, row) in c.chunks_exact(width).enumerate() {
        let degree = (k + 1) as f64;
        let weight = T::real((basis.derivative)(degree));
        out[(k + 1) * width..].iter_mut().zip(row).for_each(|(y, x)| *y = x.over(weight));
        let carried = (basis.carried)(degree);
        if carried != 0.0 {
            let into = &mut out[(k + 1 - basis.carry) * width..][..width];
            into.iter_mut().zip(row).for_each(|(y, x)| *y = *y - x.over(T::real(carried)));
        }
    }
    out
}
