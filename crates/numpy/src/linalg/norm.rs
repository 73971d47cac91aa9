//! Norms of vectors and matrices, and the condition number.
use super::lu::inv;
use super::svd::svdvals;
use super::{LinAlgError, RealScalar, Result, Scalar};
use ndarray::{ArrayView1, ArrayView2, Axis};
use num_traits::{Float, Zero};

/// The order of a norm.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum NormOrder {
    /// The 2-norm of a vector, the Frobenius norm of a matrix.
    #[default]
    Default,
    /// The Frobenius norm.
    Frobenius,
    /// The sum of the singular values.
    Nuclear,
    /// A number: 0 counts, infinities are extremes.
    P(f64),
}

/// The largest (or least) of some numbers, NaN if any is.
fn extreme<R: RealScalar>(values: impl Iterator<Item = R>, largest: bool) -> Option<R> {
    values.reduce(
        |best, x| if x.is_nan() || (!best.is_nan() && (x > best) == largest && x != best) { x } else { best },
    )
}

/// The norm of a vector.
///
/// # Errors
/// [`LinAlgError::NormOrder`] for a norm of matrices, [`LinAlgError::Empty`] for an extreme of nothing.
///
/// # Examples
/// ```
/// use pallasite_numpy::linalg::{NormOrder, norm_vec};
/// assert_eq!(norm_vec(ndarray::array![3.0, 4.0].view(), NormOrder::Default), Ok(5.0));
/// ```
pub fn norm_vec<T: Scalar>(x: ArrayView1<'_, T>, order: NormOrder) -> Result<T::Real> {
    let moduli = x.iter().map(|x| x.modulus());
    let sum = |p: f64| moduli.clone().map(|m| Float::powf(m, T::Real::constant(p))).sum::<T::Real>();
    let empty = LinAlgError::Empty("norm");
    match order {
        NormOrder::Default | NormOrder::P(2.0) => Ok(euclidean(x.iter())),
        NormOrder::P(p) if p == f64::INFINITY => extreme(moduli, true).ok_or(empty),
        NormOrder::P(p) if p == f64::NEG_INFINITY => extreme(moduli, false).ok_or(empty),
        NormOrder::P(0.0) => Ok(T::Real::constant(moduli.filter(|m| !m.is_zero()).count() as f64)),
        NormOrder::P(1.0) => Ok(moduli.sum()),
        NormOrder::P(p) => Ok(Float::powf(sum(p), T::Real::constant(1.0 / p))),
        NormOrder::Frobenius | NormOrder::Nuclear => Err(LinAlgError::NormOrder("vectors")),
    }
}

fn euclidean<'a, T: Scalar + 'a>(values: impl Iterator<Item = &'a T>) -> T::Real {
    Float::sqrt(values.map(|x| (x.conjugate() * *x).real_part()).sum::<T::Real>())
}

/// The norm of a matrix.
///
/// # Errors
/// [`LinAlgError::NormOrder`] for an order that is none, [`LinAlgError::Empty`] for an extreme of nothing,
/// [`LinAlgError::SvdDidNotConverge`].
///
/// # Examples
/// ```
/// use pallasite_numpy::linalg::{NormOrder, norm};
/// assert_eq!(norm(ndarray::array![[1.0, -2.0], [3.0, 4.0]].view(), NormOrder::P(1.0)), Ok(6.0));
/// ```
pub fn norm<T: Scalar>(a: ArrayView2<'_, T>, order: NormOrder) -> Result<T::Real> {
    let sums = |axis: usize, largest: bool| {
        let lines = a.axis_iter(Axis(axis)).map(|line| line.iter().map(|x| x.modulus()).sum::<T::Real>());
        extreme(lines, largest).ok_or(LinAlgError::Empty("norm"))
    };
    let singular =
        |largest: bool| extreme(svdvals(a, false)?.into_iter(), largest).ok_or(LinAlgError::Empty("norm"));
    match order {
        NormOrder::Default | NormOrder::Frobenius => Ok(euclidean(a.iter())),
        NormOrder::Nuclear => Ok(svdvals(a, false)?.into_iter().sum()),
        NormOrder::P(p) if p == f64::INFINITY => sums(0, true),
        NormOrder::P(p) if p == f64::NEG_INFINITY => sums(0, false),
        NormOrder::P(1.0) => sums(1, true),
        NormOrder::P(-1.0) => sums(1, false),
        NormOrder::P(2.0) => singular(true),
        NormOrder::P(-2.0) => singular(false),
        NormOrder::P(_) => Err(LinAlgError::NormOrder("matrices")),
    }
}

/// The condition number: the ratio of the extreme singular values for the default, 2 and -2 (where it is
/// inverted), else the norm times that of the inverse. Infinite for a singular matrix.
///
/// # Errors
/// As for [`norm`]; [`LinAlgError::NotSquare`].
///
/// # Examples
/// ```
/// use pallasite_numpy::linalg::{NormOrder, cond};
/// assert_eq!(cond(ndarray::array![[4.0, 0.0], [0.0, 2.0]].view(), NormOrder::Default), Ok(2.0));
/// ```
pub fn cond<T: Scalar>(a: ArrayView2<'_, T>, order: NormOrder) -> Result<T::Real> {
    if a.is_empty() {
        return Err(LinAlgError::Empty("cond"));
    }
    let ratio = match order {
        NormOrder::Default | NormOrder::P(2.0 | -2.0) => {
            let s = svdvals(a, false)?;
            let (largest, least) = (s[0], s[s.len() - 1]);
            if order == NormOrder::P(-2.0) { least / largest } else { largest / least }
        }
        _ => match inv(a) {
            Ok(inverse) => norm(a, order)? * norm(inverse.view(), order)?,
            Err(LinAlgError::Singular) => T::Real::infinity(),
            Err(error) => return Err(error),
        },
    };
    let known = !a.iter().any(|x| x.modulus().is_nan());
    Ok(if ratio.is_nan() && known { T::Real::infinity() } else { ratio })
}
