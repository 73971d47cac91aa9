//! The right-hand side of a differential equation.

use super::Scalar;

/// The right-hand side of y' = f(t, y), and what else a solver may ask of it.
///
/// Any `FnMut(f64, &[T], &mut [T]) -> Result<(), E>` is one.
pub trait System<T: Scalar, E> {
    /// Writes f(t, y).
    ///
    /// # Errors
    /// Those of the caller.
    fn fun(&mut self, t: f64, y: &[T], dydt: &mut [T]) -> Result<(), E>;

    /// Writes f(t, y) for several states of `n` components, one behind the other.
    ///
    /// # Errors
    /// Those of the caller.
    fn fun_vectorized(&mut self, t: f64, n: usize, ys: &[T], out: &mut [T]) -> Result<(), E> {
        ys.chunks_exact(n).zip(out.chunks_exact_mut(n)).try_for_each(|(y, dydt)| self.fun(t, y, dydt))
    }

    /// Writes the Jacobian, column after column; asked only under [`Jacobian::Function`](super::Jacobian).
    ///
    /// # Errors
    /// Those of the caller.
    fn jac(&mut self, _t: f64, _y: &[T], _columns: &mut [T]) -> Result<(), E> {
        Ok(())
    }
}

impl<T: Scalar, E, F: FnMut(f64, &[T], &mut [T]) -> Result<(), E>> System<T, E> for F {
    fn fun(&mut self, t: f64, y: &[T], dydt: &mut [T]) -> Result<(), E> {
        self(t, y, dydt)
    }
}
