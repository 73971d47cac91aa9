//! Newton's, Halley's and the secant method for many starts at once.

use super::newton::RootField;

/// What [`newton_array`] found, a place for each start.
#[derive(Debug, Clone, PartialEq)]
pub struct NewtonArray<T = f64> {
    /// The roots, or the last estimates of them.
    pub root: Vec<T>,
    /// Which are as accurate as asked for.
    pub converged: Vec<bool>,
    /// Which ended on a zero derivative.
    pub zero_der: Vec<bool>,
    /// For the secant method, the distance between the last two points where the secant was horizontal.
    pub spread: Vec<T>,
}

/// Roots near each of `x0`, all places advanced together: by Newton's method with `fprime`, Halley's with
/// `fprime2` too, else by the secant method.
///
/// # Errors
/// The callbacks' error. Places without a root are told by the result.
///
/// ```
/// use pallasite_optimize::newton_array;
/// type D = fn(&[f64]) -> Result<Vec<f64>, ()>;
/// let f = |x: &[f64]| Ok(x.iter().map(|x| x * x - 2.0).collect());
/// let found = newton_array(f, None::<D>, None::<D>, &[1.0, -1.0], 1.48e-8, 50).unwrap();
/// assert!((found.root[1] + 2f64.sqrt()).abs() < 1e-12);
/// ```
pub fn newton_array<T: RootField, E>(
    mut f: impl FnMut(&[T]) -> Result<Vec<T>, E>,
    fprime: Option<impl FnMut(&[T]) -> Result<Vec<T>, E>>,
    mut fprime2: Option<impl FnMut(&[T]) -> Result<Vec<T>, E>>,
    x0: &[T],
    tol: f64,
    maxiter: usize,
) -> Result<NewtonArray<T>, E> {
    let Some(mut fprime) = fprime else { return secant(f, x0, tol, maxiter) };
    let mut places = Places::new(x0);
    for _ in 0..maxiter {
        let value = f(&places.p)?;
        if value.iter().all(|v| *v == T::zero()) {
            places.failing.fill(false);
            break;
        }
        let slope = fprime(&places.p)?;
        places.sloped = slope.iter().map(|s| *s != T::zero()).collect();
        if !places.sloped.contains(&true) {
            break;
        }
        let curvature = fprime2.as_mut().map(|f| f(&places.p)).transpose()?;
        for i in places.active() {
            let mut step = value[i] / slope[i];
            if let Some(curvature) = &curvature {
                step /= T::one() - T::from(0.5) * step * curvature[i] / slope[i];
            }
            places.p[i] -= step;
            places.failing[i] = step.magnitude() >= tol;
        }
        if places.done() {
            break;
        }
    }
    Ok(places.result(vec![T::zero(); x0.len()]))
}

/// The estimates, which of them still fail, and which had a derivative.
struct Places<T> {
    p: Vec<T>,
    failing: Vec<bool>,
    sloped: Vec<bool>,
}

impl<T: RootField> Places<T> {
    fn new(x0: &[T]) -> Self {
        Self { p: x0.to_vec(), failing: vec![true; x0.len()], sloped: vec![true; x0.len()] }
    }

    fn active(&self) -> Vec<usize> {
        (0..self.p.len()).filter(|&i| self.sloped[i]).collect()
    }

    fn done(&self) -> bool {
        self.sloped.iter().zip(&self.failing).all(|(s, f)| !(*s && *f))
    }

    fn result(self, spread: Vec<T>) -> NewtonArray<T> {
        let zero_der = self.sloped.iter().zip(&self.failing).map(|(s, f)| !s && *f).collect();
        let converged = self.failing.iter().map(|f| !f).collect();
        NewtonArray { root: self.p, converged, zero_der, spread }
    }
}

fn secant<T: RootField, E>(
    mut f: impl FnMut(&[T]) -> Result<Vec<T>, E>,
    x0: &[T],
    tol: f64,
    maxiter: usize,
) -> Result<NewtonArray<T>, E> {
    let dx = T::from(f64::EPSILON.powf(0.33));
    let shifted = |&p: &T| p * (T::one() + dx) + if p.nonnegative() { dx } else { -dx };
    let (mut places, mut p1) = (Places::new(x0), x0.iter().map(shifted).collect::<Vec<T>>());
    let (mut q0, mut q1) = (f(&places.p)?, f(&p1)?);
    let (two, mut running) = (T::from(2.0), vec![true; x0.len()]);
    for _ in 0..maxiter {
        places.sloped = q0.iter().zip(&q1).map(|(a, b)| a != b).collect();
        if !places.sloped.contains(&true) {
            places.p.iter_mut().zip(&p1).for_each(|(p, p1)| *p = (*p1 + *p) / two);
            break;
        }
        for i in 0..p1.len() {
            if places.sloped[i] {
                let step = q1[i] * (p1[i] - places.p[i]) / (q1[i] - q0[i]);
                places.p[i] = p1[i] - step;
                places.failing[i] = step.magnitude() >= tol;
            } else if running[i] {
                places.p[i] = (p1[i] + places.p[i]) / two;
            }
            running[i] &= places.sloped[i];
        }
        if places.done() {
            break;
        }
        std::mem::swap(&mut p1, &mut places.p);
        q0 = q1;
        q1 = f(&p1)?;
    }
    let spread = p1.iter().zip(&places.p).map(|(a, b)| *a - *b).collect();
    Ok(places.result(spread))
}
