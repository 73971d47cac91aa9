//! What a boundary value problem is.

use crate::ode::Scalar;

/// Derivatives of the right-hand side at points: by y, an `n` by `n` matrix for each row by row, and by p, `n` by `k`.
pub type FunJacobian<T> = (Vec<T>, Vec<T>);

/// Derivatives of the boundary conditions by y(a), y(b) and p, row by row.
pub type BcJacobian<T> = [Vec<T>; 3];

/// The callbacks of [`solve_bvp`](crate::solve_bvp()).
pub trait Boundary<T: Scalar, E> {
    /// The right-hand side at points `x`; `y` and `out` have `n` numbers for each.
    ///
    /// # Errors
    /// Whatever ends the solution.
    fn fun(&mut self, x: &[f64], y: &[T], p: &[T], out: &mut [T]) -> Result<(), E>;

    /// The boundary conditions, one for each component and parameter.
    ///
    /// # Errors
    /// Whatever ends the solution.
    fn bc(&mut self, ya: &[T], yb: &[T], p: &[T], out: &mut [T]) -> Result<(), E>;

    /// The derivatives of the right-hand side, if they are known.
    ///
    /// # Errors
    /// Whatever ends the solution.
    fn fun_jac(&mut self, _x: &[f64], _y: &[T], _p: &[T]) -> Result<Option<FunJacobian<T>>, E> {
        Ok(None)
    }

    /// The derivatives of the boundary conditions, if they are known.
    ///
    /// # Errors
    /// Whatever ends the solution.
    fn bc_jac(&mut self, _ya: &[T], _yb: &[T], _p: &[T]) -> Result<Option<BcJacobian<T>>, E> {
        Ok(None)
    }
}

/// The step of a difference quotient at a number.
fn step<T: Scalar>(y: T) -> f64 {
    f64::EPSILON.sqrt() * (1.0 + y.modulus())
}

/// The derivatives of a function of `n` vectors `v` of numbers, by differences; `f0` is its value, `put` takes the
/// quotients of a column.
pub(super) fn differences<T: Scalar, E>(
    v: &[T],
    n: usize,
    f0: &[T],
    mut f: impl FnMut(&[T], &mut [T]) -> Result<(), E>,
    mut put: impl FnMut(usize, usize, T),
) -> Result<(), E> {
    let (mut moved, mut f1) = (v.to_vec(), f0.to_vec());
    let rows = v.len() / n.max(1);
    let values = f0.len() / rows.max(1);
    for j in 0..n {
        for row in 0..rows {
            moved[row * n + j] = v[row * n + j] + T::from_real(step(v[row * n + j]));
        }
        f(&moved, &mut f1)?;
        for row in 0..rows {
            let h = moved[row * n + j] - v[row * n + j];
            for i in row * values..(row + 1) * values {
                put(i, j, (f1[i] - f0[i]) / h);
            }
            moved[row * n + j] = v[row * n + j];
        }
    }
    Ok(())
}
