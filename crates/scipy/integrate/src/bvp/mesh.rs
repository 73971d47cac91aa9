//! The solution between nodes, its residual, and where nodes are added.

use super::collocation::{Collocation, lengths, middles};
use super::singular::WithTerm;
use crate::ode::Scalar;

/// The cubic pieces of the solution: for each power, the highest first, the coefficients of each interval.
pub fn pieces<T: Scalar>(x: &[f64], y: &[T], yp: &[T]) -> [Vec<T>; 4] {
    let (n, h) = (y.len() / x.len(), lengths(x));
    let mut c = [const { Vec::new() }; 4];
    for at in 0..y.len() - n {
        let h = h[at / n];
        let slope = (y[at + n] - y[at]) / h;
        let t = (yp[at] + yp[at + n] - slope * 2.0) / h;
        c[0].push(t / h);
        c[1].push((slope - yp[at]) / h - t);
        c[2].push(yp[at]);
        c[3].push(y[at]);
    }
    c
}

/// The value of coefficient `at` a distance `s` from the front of its interval.
fn value<T: Scalar>(c: &[Vec<T>; 4], at: usize, s: f64) -> T {
    ((c[0][at] * s + c[1][at]) * s + c[2][at]) * s + c[3][at]
}

fn slope<T: Scalar>(c: &[Vec<T>; 4], at: usize, s: f64) -> T {
    (c[0][at] * (3.0 * s) + c[1][at] * 2.0) * s + c[2][at]
}

/// The root mean square of the relative residual on each interval, by Lobatto's rule of 5 points: at nodes there is none.
pub(super) fn rms_residuals<T: Scalar, E>(
    problem: &mut WithTerm<'_, T, E>,
    x: &[f64],
    y: &[T],
    p: &[T],
    now: &Collocation<T>,
) -> Result<Vec<f64>, E> {
    let (n, h, c) = (y.len() / x.len(), lengths(x), pieces(x, y, &now.f));
    let mut out: Vec<f64> = vec![0.0; h.len()];
    let mut add = |weight: f64, residual: &dyn Fn(usize) -> T, f: &[T]| {
        for (at, f) in f.iter().enumerate() {
            out[at / n] += weight * (residual(at) / (1.0 + f.modulus())).square();
        }
    };
    add(32.0 / 45.0, &|at| now.residual[at] * 1.5 / h[at / n], &now.f_middle);
    for side in [1.0, -1.0] {
        let offset: Vec<f64> = h.iter().map(|h| side * 0.5 * h * (3.0f64 / 7.0).sqrt()).collect();
        let points: Vec<f64> = middles(x).iter().zip(&offset).map(|(x, s)| x + s).collect();
        let s = |at: usize| points[at / n] - x[at / n];
        let values: Vec<T> = (0..now.residual.len()).map(|at| value(&c, at, s(at))).collect();
        let mut f = values.clone();
        problem.fun(&points, &values, p, &mut f)?;
        add(49.0 / 90.0, &|at| slope(&c, at, s(at)) - f[at], &f);
    }
    Ok(out.into_iter().map(|sum| (0.5 * sum).sqrt()).collect())
}

/// The mesh with `added` more nodes on each interval, and the solution there.
pub(super) fn refined<T: Scalar>(x: &[f64], y: &[T], yp: &[T], added: &[usize]) -> (Vec<f64>, Vec<T>) {
    let (n, c) = (y.len() / x.len(), pieces(x, y, yp));
    let (mut nodes, mut values) = (Vec::new(), Vec::new());
    for (i, &more) in added.iter().enumerate() {
        let (a, b) = (x[i], x[i + 1]);
        let inside = match more {
            0 => vec![],
            1 => vec![0.5 * (a + b)],
            _ => vec![(2.0 * a + b) / 3.0, (a + 2.0 * b) / 3.0],
        };
        let last = (i + 1 == added.len()).then_some(b);
        for x in std::iter::once(a).chain(inside).chain(last) {
            nodes.push(x);
            values.extend((i * n..(i + 1) * n).map(|at| value(&c, at, x - a)));
        }
    }
    (nodes, values)
}
