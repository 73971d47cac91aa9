//! `scipy.optimize.nnls`: linear least squares with nonnegative unknowns.

use ndarray::ArrayView2;
use pallasite_array::interrupt;

use crate::minpack::{Matrix, givens, householder_vector};
use crate::vector::{add_scaled, dot, norm};

/// Why [`nnls()`] has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NnlsError {
    /// The right side does not have a value for each row.
    #[error(
        "Incompatible dimensions. The first dimension of A is {rows}, while the shape of b is ({values},)"
    )]
    Dimensions {
        /// Rows of the matrix.
        rows: usize,
        /// Values of the right side.
        values: usize,
    },
    /// The limit on iterations was met.
    #[error("Maximum number of iterations reached.")]
    Iterations,
}

/// Minimises `‖A x − b‖` over `x ≥ 0` by the active set method of Lawson and Hanson (*Solving Least Squares
/// Problems*, 1974, chapter 23). Returns `x` and the norm; `maxiter` is 3 n if `None`.
///
/// # Errors
/// Sizes that do not fit; the limit on iterations met.
///
/// ```
/// use ndarray::array;
/// use pallasite_optimize::nnls;
/// let (x, norm) = nnls(array![[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]].view(), &[2.0, 1.0, -1.0], None).unwrap();
/// assert!((x[0] - 1.5).abs() < 1e-15 && x[1] == 0.0 && (norm - 1.5f64.sqrt()).abs() < 1e-15);
/// ```
pub fn nnls(a: ArrayView2<f64>, b: &[f64], maxiter: Option<usize>) -> Result<(Vec<f64>, f64), NnlsError> {
    let (rows, cols) = a.dim();
    if b.len() != rows {
        return Err(NnlsError::Dimensions { rows, values: b.len() });
    }
    let matrix = Matrix::from_columns(rows, cols, a.t().iter().copied().collect());
    let mut set =
        ActiveSet { a: matrix, b: b.to_vec(), x: vec![0.0; cols], free: vec![], held: (0..cols).collect() };
    let mut left = maxiter.unwrap_or(3 * cols);
    while set.free.len() < rows && set.release() {
        loop {
            interrupt::poll();
            left = left.checked_sub(1).ok_or(NnlsError::Iterations)?;
            let trial = set.unconstrained();
            if !set.advance(&trial) {
                break;
            }
        }
    }
    let left_over = norm(&set.b[set.free.len()..]);
    Ok((set.x, left_over))
}

/// The matrix, triangular in the free columns, and the right side transformed with it.
struct ActiveSet {
    a: Matrix,
    b: Vec<f64>,
    x: Vec<f64>,
    /// Columns whose unknowns are free, in the order of the triangle.
    free: Vec<usize>,
    /// Columns whose unknowns are held at zero.
    held: Vec<usize>,
}

impl ActiveSet {
    /// Frees the unknown that reduces the residual fastest; false when none does.
    fn release(&mut self) -> bool {
        let row = self.free.len();
        let gain = |&j: &usize| dot(&self.a.col(j)[row..], &self.b[row..]);
        interrupt::poll();
        let mut gains: Vec<f64> = self.held.iter().map(gain).collect();
        loop {
            let best = (0..gains.len()).fold(0, |best, k| if gains[k] > gains[best] { k } else { best });
            if gains.get(best).is_none_or(|gain| !(*gain > 0.0)) {
                return false;
            }
            if self.enter(best) {
                return true;
            }
            gains[best] = 0.0;
        }
    }

    /// Frees the `k`-th unknown held if its column is independent of the free ones and it would become positive.
    fn enter(&mut self, k: usize) -> bool {
        let (j, row) = (self.held[k], self.free.len());
        let above = norm(&self.a.col(j)[..row]);
        let mut vector = self.a.col(j)[row..].to_vec();
        let diagonal = -householder_vector(&mut vector);
        if diagonal == 0.0 || above + diagonal.abs() * 0.01 <= above {
            return false;
        }
        let mut b = self.b[row..].to_vec();
        reflect(&vector, &mut b);
        if b[0] / diagonal <= 0.0 {
            return false;
        }
        self.b[row..].copy_from_slice(&b);
        self.held.remove(k);
        for &other in &self.held {
            reflect(&vector, &mut self.a.col_mut(other)[row..]);
        }
        let column = &mut self.a.col_mut(j)[row..];
        column.fill(0.0);
        column[0] = diagonal;
        self.free.push(j);
        true
    }

    /// The least squares solution in the free unknowns, in their order.
    fn unconstrained(&self) -> Vec<f64> {
        let mut z = self.b[..self.free.len()].to_vec();
        for k in (0..z.len()).rev() {
            let column = self.a.col(self.free[k]);
            z[k] /= column[k];
            let value = z[k];
            z[..k].iter_mut().zip(column).for_each(|(z, a)| *z -= a * value);
        }
        z
    }

    /// Goes to `trial`, or towards it until an unknown is zero, which is then held; true in that case.
    fn advance(&mut self, trial: &[f64]) -> bool {
        let step = |(&j, &z): (&usize, &f64)| (z <= 0.0).then(|| self.x[j] / (self.x[j] - z));
        let alpha = self.free.iter().zip(trial).filter_map(step).fold(2.0, f64::min);
        if alpha == 2.0 {
            self.free.iter().zip(trial).for_each(|(&j, &z)| self.x[j] = z);
            return false;
        }
        let blocking = self.free.iter().zip(trial).position(|pair| step(pair) == Some(alpha));
        for (&j, &z) in self.free.iter().zip(trial) {
            self.x[j] += alpha * (z - self.x[j]);
        }
        let mut next = blocking;
        while let Some(k) = next {
            self.hold(k);
            // Rounding may have left others at zero or below.
            next = self.free.iter().position(|&j| self.x[j] <= 0.0);
        }
        true
    }

    /// Holds the unknown of the `k`-th free column at zero and makes the rest triangular again.
    fn hold(&mut self, k: usize) {
        let j = self.free.remove(k);
        self.x[j] = 0.0;
        self.held.push(j);
        let mut rotations: Vec<(f64, f64)> = Vec::new();
        for row in k..self.free.len() {
            let column = &mut self.a.col_mut(self.free[row])[k..];
            rotate(&rotations, column);
            let at = row - k;
            rotations.push(givens(column[at], column[at + 1]));
            rotate(&rotations[at..], &mut column[at..]);
            column[at + 1] = 0.0;
        }
        for &held in &self.held {
            rotate(&rotations, &mut self.a.col_mut(held)[k..]);
        }
        rotate(&rotations, &mut self.b[k..]);
    }
}

/// Rotates pairs of neighbours, one pair after another.
fn rotate(rotations: &[(f64, f64)], values: &mut [f64]) {
    for (i, &(cos, sin)) in rotations.iter().enumerate() {
        let (a, b) = (values[i], values[i + 1]);
        (values[i], values[i + 1]) = (cos * a + sin * b, -sin * a + cos * b);
    }
}

/// Reflects at the plane across a Householder vector.
#[inline]
fn reflect(vector: &[f64], target: &mut [f64]) {
    let share = -dot(vector, target) / vector[0];
    add_scaled(target, share, vector);
}
