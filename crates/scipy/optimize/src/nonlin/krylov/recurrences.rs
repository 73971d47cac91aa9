//! Methods of short recurrences, which keep a few vectors only.

use super::super::field::{Field, add, inner, length, minus, scaled};
use super::{Limits, System};
use std::mem::replace;

/// The first residual, and its product with the present one.
struct Shadow<T> {
    vector: Vec<T>,
    product: T,
}

impl<T: Field> Shadow<T> {
    fn new(b: &[T]) -> Self {
        Self { vector: b.to_vec(), product: T::one() }
    }

    /// By what the product with the residual `r` has grown; `None` where `r` has reached the goal or the product is
    /// next to nothing.
    fn growth(&mut self, r: &[T], goal: f64) -> Option<T> {
        if length(r) < goal {
            return None;
        }
        let before = replace(&mut self.product, inner(&self.vector, r));
        let vanished = self.product.modulus() < f64::EPSILON.powi(2);
        (!vanished).then(|| self.product / before)
    }

    /// The length of a step along which the residual changes by `v`; `None` where it is infinite.
    fn step(&self, v: &[T]) -> Option<T> {
        let along = inner(&self.vector, v);
        (along.modulus() != 0.0).then(|| self.product / along)
    }
}

/// Stabilised biconjugate gradients.
pub(super) fn bicgstab<T: Field, E>(
    System { a, m, b }: System<'_, T, E>,
    Limits { iterations, goal }: Limits,
) -> Result<Vec<T>, E> {
    let mut x = vec![T::zero(); b.len()];
    let (mut r, mut shadow) = (b.to_vec(), Shadow::new(b));
    let (mut p, mut v) = (vec![T::zero(); b.len()], vec![T::zero(); b.len()]);
    let (mut alpha, mut omega) = (T::one(), T::one());
    for iteration in 0..iterations {
        let Some(growth) = shadow.growth(&r, goal) else { break };
        if iteration == 0 {
            p = r.clone();
        } else {
            add(-omega, &v, &mut p);
            p = scaled(growth * (alpha / omega), &p);
            add(T::one(), &r, &mut p);
        }
        let toward = m(&p)?;
        v = a(&toward)?;
        let Some(step) = shadow.step(&v) else { break };
        alpha = step;
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

/// Conjugate gradients squared.
pub(super) fn cgs<T: Field, E>(
    System { a, m, b }: System<'_, T, E>,
    Limits { iterations, goal }: Limits,
) -> Result<Vec<T>, E> {
    let n = b.len();
    let mut x = vec![T::zero(); n];
    let (mut r, mut shadow) = (b.to_vec(), Shadow::new(b));
    let (mut p, mut q) = (vec![T::zero(); n], vec![T::zero(); n]);
    for iteration in 0..iterations {
        let Some(growth) = shadow.growth(&r, goal) else { break };
        let mut u = r.clone();
        if iteration == 0 {
            p = r.clone();
        } else {
            add(growth, &q, &mut u);
            let mut next = u.clone();
            add(growth, &q, &mut next);
            add(growth * growth, &p, &mut next);
            p = next;
        }
        let v = a(&m(&p)?)?;
        let Some(alpha) = shadow.step(&v) else { break };
        q = u.clone();
        add(-alpha, &v, &mut q);
        add(T::one(), &q, &mut u);
        let toward = m(&u)?;
        add(alpha, &toward, &mut x);
        r = minus(b, &a(&x)?);
    }
    Ok(x)
}

/// MINRES.
pub(super) fn minres<T: Field, E>(
    System { a, m, b }: System<'_, T, E>,
    Limits { iterations, goal }: Limits,
) -> Result<Vec<T>, E> {
    let n = b.len();
    let mut x = vec![T::zero(); n];
    let (mut r1, mut r2) = (b.to_vec(), b.to_vec());
    let mut y = m(b)?;
    let mut beta = inner(b, &y).real().sqrt();
    let (mut before, mut cs, mut sn) = (0.0, -1.0, 0.0);
    let (mut dbar, mut epsilon, mut phibar) = (0.0, 0.0, beta);
    let (mut w, mut w2) = (vec![T::zero(); n], vec![T::zero(); n]);
    for iteration in 0..iterations {
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
        let w1 = replace(&mut w2, w);
        w = v;
        add(T::from(-old_epsilon), &w1, &mut w);
        add(T::from(-delta), &w2, &mut w);
        w = scaled(T::from(1.0 / gamma), &w);
        add(T::from(phi), &w, &mut x);
    }
    Ok(x)
}

/// Transpose-free QMR, of which each pair of steps counts as two iterations.
pub(super) fn tfqmr<T: Field, E>(
    System { a, m, b }: System<'_, T, E>,
    Limits { iterations, goal }: Limits,
) -> Result<Vec<T>, E> {
    let n = b.len();
    let (mut x, mut u, mut w) = (vec![T::zero(); n], b.to_vec(), b.to_vec());
    let shadow = b.to_vec();
    let mut v = m(&a(b)?)?;
    let (mut au, mut d) = (v.clone(), vec![T::zero(); n]);
    let (mut theta, mut eta, mut tau) = (0.0, T::zero(), length(b));
    let mut rho = inner(&shadow, b);
    let mut alpha = T::zero();
    for iteration in 0..iterations {
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
        if tau * ((iteration + 1) as f64).sqrt() < goal {
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
