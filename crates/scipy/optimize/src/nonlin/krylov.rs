//! Linear systems whose matrix is known by products alone, solved in Krylov spaces.

mod gmres;
mod recurrences;

use super::field::{Field, length};

/// Which method solves the linear systems of Newton's method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KrylovMethod {
    /// GMRES augmented by corrections of earlier solves (Baker, Jessup & Manteuffel 2005).
    Lgmres,
    /// Restarted GMRES (Saad & Schultz 1986).
    Gmres,
    /// Stabilised biconjugate gradients (van der Vorst 1992).
    Bicgstab,
    /// Conjugate gradients squared (Sonneveld 1989).
    Cgs,
    /// MINRES, for symmetric matrices (Paige & Saunders 1975).
    Minres,
    /// Transpose-free QMR (Freund 1993).
    Tfqmr,
}

/// Limits of the solver of linear systems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KrylovOptions {
    /// The method.
    pub method: KrylovMethod,
    /// The most iterations; cycles for the two GMRES methods.
    pub maxiter: usize,
    /// Iterations within a cycle.
    pub inner: usize,
    /// Corrections that LGMRES carries over.
    pub outer: usize,
    /// The relative residual at which to end; `None` leaves it to Newton's method.
    pub rtol: Option<f64>,
    /// The absolute residual at which to end.
    pub atol: f64,
}

/// A vector to which a linear map is applied, which may fail.
pub(super) type Map<'a, T, E> = &'a mut dyn FnMut(&[T]) -> Result<Vec<T>, E>;

/// A linear system `A x = b`.
pub(super) struct System<'a, T, E> {
    pub a: Map<'a, T, E>,
    /// A map close to the inverse of `A`.
    pub m: Map<'a, T, E>,
    pub b: &'a [T],
}

/// When the iterations for a system end.
#[derive(Clone, Copy)]
struct Limits {
    iterations: usize,
    /// The length of the residual.
    goal: f64,
}

/// The solution of a system; `tol` is its relative residual if the options name none, `carried` are corrections of
/// earlier solves.
pub(super) fn solve<T: Field, E>(
    system: System<'_, T, E>,
    options: &KrylovOptions,
    tol: f64,
    carried: &mut Vec<Vec<T>>,
) -> Result<Vec<T>, E> {
    let goal = options.atol.max(options.rtol.unwrap_or(tol) * length(system.b));
    let limits = Limits { iterations: options.maxiter, goal };
    match options.method {
        KrylovMethod::Lgmres => gmres::gmres(system, limits, options, carried),
        KrylovMethod::Gmres => gmres::gmres(system, limits, options, &mut Vec::new()),
        KrylovMethod::Bicgstab => recurrences::bicgstab(system, limits),
        KrylovMethod::Cgs => recurrences::cgs(system, limits),
        KrylovMethod::Minres => recurrences::minres(system, limits),
        KrylovMethod::Tfqmr => recurrences::tfqmr(system, limits),
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::minus;
    use super::*;
    use num_complex::Complex64;

    fn check<T: Field>(method: KrylovMethod, entries: impl Fn(usize, usize) -> T, tolerance: f64) {
        let n = 8;
        let mut a = |x: &[T]| {
            let row = |i: usize| (0..n).fold(T::zero(), |sum, j| sum + entries(i, j) * x[j]);
            Ok::<_, ()>((0..n).map(row).collect())
        };
        let mut same = |x: &[T]| Ok(x.to_vec());
        let b: Vec<T> = (0..n).map(|i| T::from(1.0 + i as f64)).collect();
        let options =
            KrylovOptions { method, maxiter: 40, inner: 20, outer: 3, rtol: Some(1e-12), atol: 0.0 };
        let system = System { a: &mut a, m: &mut same, b: &b };
        let x = solve(system, &options, 0.0, &mut Vec::new()).unwrap();
        let left = length(&minus(&b, &a(&x).unwrap()));
        assert!(left < tolerance, "{method:?} leaves {left}");
    }

    #[test]
    fn solutions_solve() {
        use KrylovMethod::*;
        for method in [Lgmres, Gmres, Bicgstab, Cgs, Minres, Tfqmr] {
            check(method, |i, j| if i == j { 4.0 + i as f64 } else { 0.3 / (1.0 + (i + j) as f64) }, 1e-9);
        }
        for method in [Lgmres, Gmres, Bicgstab, Cgs, Tfqmr] {
            check(
                method,
                |i, j| {
                    if i == j { Complex64::new(4.0, i as f64) } else { Complex64::new(0.1, 0.2 * i as f64) }
                },
                1e-8,
            );
        }
    }

    #[test]
    fn a_step_without_end_is_not_taken() {
        use KrylovMethod::*;
        for method in [Bicgstab, Cgs, Tfqmr] {
            let mut swap = |x: &[f64]| Ok::<_, ()>(vec![x[1], x[0]]);
            let mut same = |x: &[f64]| Ok(x.to_vec());
            let options =
                KrylovOptions { method, maxiter: 20, inner: 20, outer: 3, rtol: Some(1e-9), atol: 0.0 };
            let system = System { a: &mut swap, m: &mut same, b: &[1.0, 0.0] };
            assert_eq!(solve(system, &options, 0.0, &mut Vec::new()), Ok(vec![0.0, 0.0]), "{method:?}");
        }
    }
}
