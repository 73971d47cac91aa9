//! Real and complex numbers, and vectors of them.

use faer::linalg::solvers::{PartialPivLu, Solve};
use faer::traits::ComplexField;
use faer::{ColMut, Mat};
use num_complex::Complex64;
use num_traits::NumAssign;
use std::fmt::Debug;
use std::ops::Neg;

/// The numbers that systems of equations are in: `f64` or `Complex64`.
pub trait Field: NumAssign + ComplexField + Copy + Debug + Neg<Output = Self> + From<f64> + 'static {
    /// The complex conjugate.
    fn conjugate(self) -> Self;
    /// The real part.
    fn real(self) -> f64;
    /// The absolute value.
    fn modulus(self) -> f64;
}

impl Field for f64 {
    fn conjugate(self) -> Self {
        self
    }

    fn real(self) -> f64 {
        self
    }

    fn modulus(self) -> f64 {
        self.abs()
    }
}

impl Field for Complex64 {
    fn conjugate(self) -> Self {
        self.conj()
    }

    fn real(self) -> f64 {
        self.re
    }

    fn modulus(self) -> f64 {
        self.norm()
    }
}

/// `aᴴ b`.
pub(super) fn inner<T: Field>(a: &[T], b: &[T]) -> T {
    a.iter().zip(b).fold(T::zero(), |sum, (a, b)| sum + a.conjugate() * *b)
}

/// `‖v‖₂`.
pub(super) fn length<T: Field>(v: &[T]) -> f64 {
    v.iter().map(|c| c.modulus().powi(2)).sum::<f64>().sqrt()
}

/// The largest modulus, NaN if there is one.
pub(super) fn largest<T: Field>(v: &[T]) -> f64 {
    crate::vector::max_abs(v.iter().map(|c| c.modulus()))
}

/// `y += a x`.
pub(super) fn add<T: Field>(a: T, x: &[T], y: &mut [T]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += a * *x);
}

/// `a v`.
pub(super) fn scaled<T: Field>(a: T, v: &[T]) -> Vec<T> {
    v.iter().map(|c| a * *c).collect()
}

/// `a - b`.
pub(super) fn minus<T: Field>(a: &[T], b: &[T]) -> Vec<T> {
    a.iter().zip(b).map(|(a, b)| *a - *b).collect()
}

pub(super) fn finite<T: Field>(v: &[T]) -> bool {
    v.iter().all(|c| c.modulus().is_finite())
}

/// The solution of a dense system; `None` if the matrix is singular.
pub(super) fn solve_dense<T: Field>(a: &Mat<T>, b: &[T]) -> Option<Vec<T>> {
    let lu = PartialPivLu::new(a.as_ref());
    let u = lu.U();
    if (0..u.ncols()).any(|j| u[(j, j)].modulus() == 0.0 || u[(j, j)].modulus().is_nan()) {
        return None;
    }
    let mut x = b.to_vec();
    lu.solve_in_place(ColMut::from_slice_mut(&mut x).as_mat_mut());
    Some(x)
}
