//! GMRES and LGMRES.

use super::super::field::{Field, add, finite, inner, length, minus, scaled};
use super::{KrylovOptions, Limits, Map, System};
use faer::Mat;
use faer::linalg::solvers::Svd;

/// Restarted GMRES, augmented by the corrections of earlier cycles.
pub(super) fn gmres<T: Field, E>(
    System { a, m, b }: System<'_, T, E>,
    Limits { iterations, goal }: Limits,
    options: &KrylovOptions,
    carried: &mut Vec<Vec<T>>,
) -> Result<Vec<T>, E> {
    let mut x = vec![T::zero(); b.len()];
    let mut most = 1.0f64;
    for _ in 0..iterations {
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
