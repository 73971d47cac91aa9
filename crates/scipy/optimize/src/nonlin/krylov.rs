//! Linear systems whose matrix is known by products alone, solved in Krylov spaces.

use super::field::{Field, add, finite, inner, length, minus, scaled};
use faer::Mat;
use faer::linalg::solvers::Svd;

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

/// The solution of `A x = b`, with `m` close to the inverse of `A`; `carried` are corrections of earlier solves.
pub(super) fn solve<T: Field, E>(
    a: Map<'_, T, E>,
    m: Map<'_, T, E>,
    b: &[T],
    options: &KrylovOptions,
    tol: f64,
    carried: &mut Vec<Vec<T>>,
) -> Result<Vec<T>, E> {
    let goal = options.atol.max(options.rtol.unwrap_or(tol) * length(b));
    match options.method {
        KrylovMethod::Lgmres => gmres(a, m, b, options, goal, carried),
        KrylovMethod::Gmres => gmres(a, m, b, options, goal, &mut Vec::new()),
        KrylovMethod::Bicgstab => bicgstab(a, m, b, options.maxiter, goal),
        KrylovMethod::Cgs => cgs(a, m, b, options.maxiter, goal),
        KrylovMethod::Minres => minres(a, m, b, options.maxiter, goal),
        KrylovMethod::Tfqmr => tfqmr(a, m, b, options.maxiter, goal),
    }
}

fn gmres<T: Field, E>(
    a: Map<'_, T, E>,
    m: Map<'_, T, E>,
    b: &[T],
    options: &KrylovOptions,
    goal: f64,
    carried: &mut Vec<Vec<T>>,
) -> Result<Vec<T>, E> {
    let mut x = vec![T::zero(); b.len()];
    let mut most = 1.0f64;
    for _ in 0..options.maxiter {
        let residual = minus(b, &a(&x)?);
        let norm = length(&residual);
        if norm <= goal {
            break;
        }
        let direction = m(&residual)?;
        let beta = length(&direction);
        if beta == 0.0 {
            break;
        }
        let tolerance = most.min(goal / norm);
        let start = scaled(T::from(1.0 / beta), &direction);
        let Some((zs, y, left)) = arnoldi(a, m, start, options.inner, tolerance, carried)? else { break };
        most = if left > tolerance { (1.5 * most).min(1.0) } else { (0.25 * most).max(1e-16) };
        let mut dx = vec![T::zero(); b.len()];
        zs.iter().zip(&y).for_each(|(z, y)| add(*y * T::from(beta), z, &mut dx));
        if !finite(&dx) {
            break;
        }
        let reach = length(&dx);
        if reach > 0.0 {
            carried.push(scaled(T::from(1.0 / reach), &dx));
        }
        let surplus = carried.len().saturating_sub(options.outer);
        carried.drain(..surplus);
        add(T::one(), &dx, &mut x);
    }
    Ok(x)
}

/// Directions, their coefficients in the least-squares solution, and its residual, from `start` of norm one; the
/// augmentation goes first. `None` if something is not finite.
fn arnoldi<T: Field, E>(
    a: Map<'_, T, E>,
    m: Map<'_, T, E>,
    start: Vec<T>,
    inner_iterations: usize,
    tolerance: f64,
    augmentation: &[Vec<T>],
) -> Result<Option<(Vec<Vec<T>>, Vec<T>, f64)>, E> {
    let (mut vs, mut zs): (Vec<Vec<T>>, Vec<Vec<T>>) = (vec![start], Vec::new());
    let mut least_squares = Hessenberg::new();
    for j in 0..inner_iterations + augmentation.len() {
        let z = match augmentation.get(j) {
            Some(vector) => vector.clone(),
            None if j == augmentation.len() => vs[0].clone(),
            None => vs[vs.len() - 1].clone(),
        };
        let mut w = m(&a(&z)?)?;
        let norm = length(&w);
        let mut column = Vec::with_capacity(j + 2);
        for v in &vs {
            let along = inner(v, &w);
            add(-along, v, &mut w);
            column.push(along);
        }
        let rest = length(&w);
        column.push(T::from(rest));
        if (1.0 / rest).is_finite() {
            w = scaled(T::from(1.0 / rest), &w);
        }
        vs.push(w);
        zs.push(z);
        let residual = least_squares.append(column);
        if residual < tolerance || !(rest > f64::EPSILON * norm) {
            break;
        }
    }
    Ok(least_squares.solve().map(|y| (zs, y, least_squares.residual())))
}

/// The least-squares problem `‖H y - e₁‖` of a growing Hessenberg matrix, kept triangular by rotations.
struct Hessenberg<T> {
    columns: Vec<Vec<T>>,
    rotations: Vec<(f64, T)>,
    right: Vec<T>,
}

impl<T: Field> Hessenberg<T> {
    fn new() -> Self {
        Self { columns: Vec::new(), rotations: Vec::new(), right: vec![T::one()] }
    }

    /// Adds a column; gives the residual.
    fn append(&mut self, mut column: Vec<T>) -> f64 {
        let rotate =
            |(c, s): (f64, T), a: T, b: T| (T::from(c) * a + s * b, -s.conjugate() * a + T::from(c) * b);
        for (k, &rotation) in self.rotations.iter().enumerate() {
            (column[k], column[k + 1]) = rotate(rotation, column[k], column[k + 1]);
        }
        let k = self.columns.len();
        let (a, b) = (column[k], column[k + 1]);
        let size = a.modulus().hypot(b.modulus());
        let rotation = if a.modulus() == 0.0 {
            (0.0, T::one())
        } else {
            let phase = a / T::from(a.modulus());
            (a.modulus() / size, phase * b.conjugate() / T::from(size))
        };
        (column[k], column[k + 1]) = rotate(rotation, a, b);
        let last = self.right[k];
        let (above, below) = rotate(rotation, last, T::zero());
        self.right[k] = above;
        self.right.push(below);
        self.rotations.push(rotation);
        self.columns.push(column);
        self.residual()
    }

    fn residual(&self) -> f64 {
        self.right[self.columns.len()].modulus()
    }

    /// The solution, of least norm where the triangle is singular; `None` if it is not finite.
    fn solve(&self) -> Option<Vec<T>> {
        let n = self.columns.len();
        let r = Mat::from_fn(n, n, |i, j| if i <= j { self.columns[j][i] } else { T::zero() });
        let svd = Svd::new(r.as_ref()).ok()?;
        let s = svd.S().column_vector();
        let largest = if n > 0 { s[0].modulus() } else { 0.0 };
        let mut y = vec![T::zero(); n];
        for k in (0..n).take_while(|&k| s[k].modulus() > f64::EPSILON * n as f64 * largest) {
            let u: Vec<T> = (0..n).map(|i| svd.U()[(i, k)]).collect();
            let v: Vec<T> = (0..n).map(|i| svd.V()[(i, k)]).collect();
            add(inner(&u, &self.right[..n]) / s[k], &v, &mut y);
        }
        finite(&y).then_some(y)
    }
}

fn bicgstab<T: Field, E>(
    a: Map<'_, T, E>,
    m: Map<'_, T, E>,
    b: &[T],
    maxiter: usize,
    goal: f64,
) -> Result<Vec<T>, E> {
    let mut x = vec![T::zero(); b.len()];
    let (mut r, shadow) = (b.to_vec(), b.to_vec());
    let (mut p, mut v) = (vec![T::zero(); b.len()], vec![T::zero(); b.len()]);
    let (mut rho, mut alpha, mut omega) = (T::one(), T::one(), T::one());
    for iteration in 0..maxiter {
        if length(&r) < goal {
            break;
        }
        let before = rho;
        rho = inner(&shadow, &r);
        if rho.modulus() < f64::EPSILON.powi(2) {
            break;
        }
        if iteration == 0 {
            p = r.clone();
        } else {
            add(-omega, &v, &mut p);
            p = scaled(rho / before * (alpha / omega), &p);
            add(T::one(), &r, &mut p);
        }
        let toward = m(&p)?;
        v = a(&toward)?;
        alpha = rho / inner(&shadow, &v);
        add(alpha, &toward, &mut x);
        add(-alpha, &v, &mut r);
        if length(&r) < goal {
            break;
        }
        let half = m(&r)?;
        let t = a(&half)?;
        omega = inner(&t, &r) / inner(&t, &t);
        add(omega, &half, &mut x);
        add(-omega, &t, &mut r);
    }
    Ok(x)
}

fn cgs<T: Field, E>(
    a: Map<'_, T, E>,
    m: Map<'_, T, E>,
    b: &[T],
    maxiter: usize,
    goal: f64,
) -> Result<Vec<T>, E> {
    let n = b.len();
    let mut x = vec![T::zero(); n];
    let (mut r, shadow) = (b.to_vec(), b.to_vec());
    let (mut p, mut q, mut rho) = (vec![T::zero(); n], vec![T::zero(); n], T::one());
    for iteration in 0..maxiter {
        if length(&r) < goal {
            break;
        }
        let before = rho;
        rho = inner(&shadow, &r);
        if rho.modulus() < f64::EPSILON.powi(2) {
            break;
        }
        let mut u = r.clone();
        if iteration == 0 {
            p = r.clone();
        } else {
            let beta = rho / before;
            add(beta, &q, &mut u);
            let mut next = u.clone();
            add(beta, &q, &mut next);
            add(beta * beta, &p, &mut next);
            p = next;
        }
        let v = a(&m(&p)?)?;
        let alpha = rho / inner(&shadow, &v);
        q = u.clone();
        add(-alpha, &v, &mut q);
        add(T::one(), &q, &mut u);
        let toward = m(&u)?;
        add(alpha, &toward, &mut x);
        r = minus(b, &a(&x)?);
    }
    Ok(x)
}

fn minres<T: Field, E>(
    a: Map<'_, T, E>,
    m: Map<'_, T, E>,
    b: &[T],
    maxiter: usize,
    goal: f64,
) -> Result<Vec<T>, E> {
    let n = b.len();
    let mut x = vec![T::zero(); n];
    let (mut r1, mut r2) = (b.to_vec(), b.to_vec());
    let mut y = m(b)?;
    let mut beta = inner(b, &y).real().sqrt();
    let (mut before, mut cs, mut sn) = (0.0, -1.0, 0.0);
    let (mut dbar, mut epsilon, mut phibar) = (0.0, 0.0, beta);
    let (mut w, mut w2) = (vec![T::zero(); n], vec![T::zero(); n]);
    for iteration in 0..maxiter {
        if !(beta > 0.0) || phibar <= goal {
            break;
        }
        let v = scaled(T::from(1.0 / beta), &y);
        y = a(&v)?;
        if iteration > 0 {
            add(T::from(-beta / before), &r1, &mut y);
        }
        let alpha = inner(&v, &y).real();
        add(T::from(-alpha / beta), &r2, &mut y);
        (r1, r2) = (r2, y);
        y = m(&r2)?;
        before = beta;
        beta = inner(&r2, &y).real().max(0.0).sqrt();
        let old_epsilon = epsilon;
        let delta = cs * dbar + sn * alpha;
        let gbar = sn * dbar - cs * alpha;
        epsilon = sn * beta;
        dbar = -cs * beta;
        let gamma = gbar.hypot(beta).max(f64::EPSILON);
        (cs, sn) = (gbar / gamma, beta / gamma);
        let phi = cs * phibar;
        phibar *= sn;
        let w1 = std::mem::replace(&mut w2, w);
        w = v;
        add(T::from(-old_epsilon), &w1, &mut w);
        add(T::from(-delta), &w2, &mut w);
        w = scaled(T::from(1.0 / gamma), &w);
        add(T::from(phi), &w, &mut x);
    }
    Ok(x)
}

fn tfqmr<T: Field, E>(
    a: Map<'_, T, E>,
    m: Map<'_, T, E>,
    b: &[T],
    maxiter: usize,
    goal: f64,
) -> Result<Vec<T>, E> {
    let n = b.len();
    let (mut x, mut u, mut w) = (vec![T::zero(); n], b.to_vec(), b.to_vec());
    let shadow = b.to_vec();
    let mut v = m(&a(b)?)?;
    let (mut au, mut d) = (v.clone(), vec![T::zero(); n]);
    let (mut theta, mut eta, mut tau) = (0.0, T::zero(), length(b));
    let mut rho = inner(&shadow, b);
    let mut alpha = T::zero();
    for iteration in 0..2 * maxiter {
        let even = iteration % 2 == 0;
        let mut next = u.clone();
        if even {
            let along = inner(&shadow, &v);
            if along.modulus() == 0.0 {
                break;
            }
            alpha = rho / along;
            add(-alpha, &v, &mut next);
        }
        add(-alpha, &au, &mut w);
        let carry = T::from(theta * theta) * eta / alpha;
        d = scaled(carry, &d);
        add(T::one(), &u, &mut d);
        theta = length(&w) / tau;
        let c = 1.0 / (1.0 + theta * theta).sqrt();
        tau *= theta * c;
        eta = T::from(c * c) * alpha;
        add(eta, &m(&d)?, &mut x);
        if tau * ((iteration + 2) as f64).sqrt() <= goal {
            break;
        }
        if !even {
            let before = rho;
            rho = inner(&shadow, &w);
            let beta = rho / before;
            next = scaled(beta, &u);
            add(T::one(), &w, &mut next);
            v = scaled(beta * beta, &v);
            add(beta, &au, &mut v);
            au = m(&a(&next)?)?;
            add(T::one(), &au, &mut v);
        } else {
            au = m(&a(&next)?)?;
        }
        u = next;
    }
    Ok(x)
}

#[cfg(test)]
mod tests {
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
        let x = solve(&mut a, &mut same, &b, &options, 0.0, &mut Vec::new()).unwrap();
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
}
