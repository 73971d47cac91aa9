//! `scipy.optimize.fixed_point`: where a function returns its argument.

/// Why there is no fixed point.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FixedPointError<E> {
    /// Too many iterations; the last point.
    #[error("no convergence after {maxiter} iterations")]
    Iterations {
        /// The limit.
        maxiter: usize,
        /// Where it got to.
        last: Vec<f64>,
    },
    /// The function's.
    #[error("{0}")]
    Function(E),
}

/// A point with `f(x) = x`, element by element, to a relative tolerance.
///
/// With `accelerate` each step is Steffensen's, Aitken's Δ² of three iterates (Burden and Faires, *Numerical
/// analysis*, 5th edition, page 80); else plain iteration.
///
/// # Errors
/// Too many iterations; what `f` returns.
///
/// ```
/// use pallasite_optimize::fixed_point;
/// let f = |x: &[f64]| Ok::<_, ()>(vec![x[0].cos()]);
/// let x = fixed_point(f, &[1.0], 1e-8, 500, true).unwrap();
/// assert!((x[0] - 0.7390851332151607).abs() < 1e-12);
/// ```
pub fn fixed_point<E>(
    mut f: impl FnMut(&[f64]) -> Result<Vec<f64>, E>,
    x0: &[f64],
    xtol: f64,
    maxiter: usize,
    accelerate: bool,
) -> Result<Vec<f64>, FixedPointError<E>> {
    let mut x = x0.to_vec();
    for _ in 0..maxiter {
        let first = f(&x).map_err(FixedPointError::Function)?;
        let next = if accelerate {
            let second = f(&first).map_err(FixedPointError::Function)?;
            x.iter().zip(&first).zip(&second).map(|((x, f), s)| steffensen(*x, *f, *s)).collect()
        } else {
            first
        };
        let error = |(p, x): (&f64, &f64)| if *x == 0.0 { *p } else { (p - x) / x };
        let converged = next.iter().zip(&x).all(|pair| error(pair).abs() < xtol);
        x = next;
        if converged {
            return Ok(x);
        }
    }
    Err(FixedPointError::Iterations { maxiter, last: x })
}

/// Aitken's extrapolation of three iterates.
fn steffensen(x: f64, first: f64, second: f64) -> f64 {
    let bend = second - 2.0 * first + x;
    let step = first - x;
    if bend == 0.0 { second } else { x - step * step / bend }
}
