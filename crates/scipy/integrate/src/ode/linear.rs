//! Linear systems of implicit methods.

use super::Scalar;
use faer::linalg::solvers::{PartialPivLu, Solve};
use faer::{ColMut, MatRef};

/// Orders up to which elimination without blocks is faster.
const SMALL: usize = 24;

/// The factors of a square matrix.
pub(crate) enum Lu<T> {
    Band(BandLu<T>),
    Dense(PartialPivLu<T>),
}

impl<T: Scalar> Lu<T> {
    /// The factors of a matrix given column after column; `None` when it is singular.
    pub fn dense(n: usize, columns: &[T]) -> Self {
        if n <= SMALL {
            let mut band = Band::new(n, n.saturating_sub(1), n.saturating_sub(1));
            (0..n).for_each(|j| (0..n).for_each(|i| *band.at(i, j) = columns[j * n + i]));
            return Lu::Band(band.factor());
        }
        Lu::Dense(PartialPivLu::new(MatRef::from_column_major_slice(columns, n, n)))
    }

    /// Whether the matrix has no inverse.
    pub fn singular(&self) -> bool {
        match self {
            Lu::Band(lu) => lu.singular,
            Lu::Dense(lu) => (0..lu.U().ncols()).any(|j| lu.U()[(j, j)] == T::default()),
        }
    }

    /// Replaces the right-hand side by the solution.
    pub fn solve(&self, b: &mut [T]) {
        match self {
            Lu::Band(lu) => lu.solve(b),
            Lu::Dense(lu) => lu.solve_in_place(ColMut::from_slice_mut(b).as_mat_mut()),
        }
    }
}

/// A matrix with `below` diagonals below the main one and `above` above it, column after column.
pub(crate) struct Band<T> {
    n: usize,
    below: usize,
    above: usize,
    values: Vec<T>,
}

impl<T: Scalar> Band<T> {
    pub fn new(n: usize, below: usize, above: usize) -> Self {
        // Interchanges of rows fill `below` diagonals more.
        Self { n, below, above, values: vec![T::default(); (2 * below + above + 1) * n] }
    }

    fn height(&self) -> usize {
        2 * self.below + self.above + 1
    }

    /// An element within the band.
    pub fn at(&mut self, i: usize, j: usize) -> &mut T {
        let place = j * self.height() + self.below + self.above + i - j;
        &mut self.values[place]
    }

    /// Golub and Van Loan, "Matrix Computations" (4th ed.), section 4.3.
    pub fn factor(mut self) -> BandLu<T> {
        let (n, mut singular) = (self.n, false);
        let mut pivots = vec![0; n];
        for k in 0..n {
            let (end, right) = ((k + self.below + 1).min(n), (k + self.below + self.above + 1).min(n));
            let mut pivot = k;
            for i in k + 1..end {
                if self.at(i, k).modulus() > self.at(pivot, k).modulus() {
                    pivot = i;
                }
            }
            pivots[k] = pivot;
            let head = *self.at(pivot, k);
            if head == T::default() {
                singular = true;
                continue;
            }
            if pivot != k {
                for j in k..right {
                    let (a, b) = (*self.at(k, j), *self.at(pivot, j));
                    (*self.at(k, j), *self.at(pivot, j)) = (b, a);
                }
            }
            (k + 1..end).for_each(|i| *self.at(i, k) = *self.at(i, k) / head);
            self.eliminate(k, end, right);
        }
        BandLu { band: self, pivots, singular }
    }

    /// Subtracts row `k` from the rows below it up to `end`.
    fn eliminate(&mut self, k: usize, end: usize, right: usize) {
        let (height, diagonal) = (self.height(), self.below + self.above);
        for j in k + 1..right {
            let (before, column) = self.values.split_at_mut(j * height);
            let factors = &before[k * height + diagonal + 1..][..end - k - 1];
            let top = diagonal + k - j;
            let above = column[top];
            for (x, &factor) in column[top + 1..].iter_mut().zip(factors) {
                *x -= factor * above;
            }
        }
    }
}

/// The factors of a band matrix.
pub(crate) struct BandLu<T> {
    band: Band<T>,
    pivots: Vec<usize>,
    singular: bool,
}

impl<T: Scalar> BandLu<T> {
    fn solve(&self, b: &mut [T]) {
        let Band { n, below, above, ref values } = self.band;
        let (height, diagonal) = (self.band.height(), below + above);
        for k in 0..n {
            b.swap(k, self.pivots[k]);
            let top = b[k];
            let factors = &values[k * height + diagonal + 1..][..below.min(n - k - 1)];
            b[k + 1..].iter_mut().zip(factors).for_each(|(x, &factor)| *x -= factor * top);
        }
        for k in (0..n).rev() {
            let column = &values[k * height..][..height];
            b[k] /= column[diagonal];
            let (x, first) = (b[k], k.saturating_sub(diagonal));
            for i in first..k {
                b[i] -= column[diagonal + i - k] * x;
            }
        }
    }
}

/// How a Newton iteration goes (Hairer & Wanner, section IV.8).
pub(crate) struct Newton {
    pub tolerance: f64,
    pub iterations: usize,
    pub rate: Option<f64>,
    last: Option<f64>,
}

/// What to do with a correction.
#[derive(PartialEq)]
pub(crate) enum Verdict {
    /// It leads nowhere.
    Stop,
    /// Add it and go on.
    More,
    /// Add it, and that is the solution.
    Done,
}

impl Newton {
    pub fn new(tolerance: f64, iterations: usize) -> Self {
        Self { tolerance, iterations, rate: None, last: None }
    }

    /// Judges the norm of correction number `k`.
    pub fn judge(&mut self, k: usize, norm: f64) -> Verdict {
        self.rate = self.last.map(|last| norm / last);
        let left = (self.iterations - k) as i32;
        if let Some(rate) = self.rate
            && (rate >= 1.0 || rate.powi(left) / (1.0 - rate) * norm > self.tolerance)
        {
            return Verdict::Stop;
        }
        self.last = Some(norm);
        let close = |rate| rate / (1.0 - rate) * norm < self.tolerance;
        if norm == 0.0 || self.rate.is_some_and(close) { Verdict::Done } else { Verdict::More }
    }
}

#[cfg(test)]
mod tests {
    use super::{Band, Lu};

    #[test]
    fn band_and_dense_agree() {
        let n = 40;
        let value = |i: usize, j: usize| if i.abs_diff(j) <= 2 { 1.0 / (1 + 3 * i + j) as f64 } else { 0.0 };
        let mut band = Band::new(n, 2, 2);
        let mut columns = vec![0.0; n * n];
        for j in 0..n {
            for i in j.saturating_sub(2)..(j + 3).min(n) {
                *band.at(i, j) = value(i, j);
                columns[j * n + i] = value(i, j);
            }
        }
        let (one, other) = (Lu::Band(band.factor()), Lu::dense(n, &columns));
        let (mut x, mut y) = (vec![1.0; n], vec![1.0; n]);
        one.solve(&mut x);
        other.solve(&mut y);
        assert!(x.iter().zip(&y).all(|(x, y)| (x - y).abs() <= 1e-9 * y.abs()));
    }

    #[test]
    fn a_singular_matrix_says_so() {
        assert!(Lu::dense(2, &[1.0, 2.0, 2.0, 4.0]).singular());
        assert!(!Lu::dense(2, &[0.0, 1.0, 1.0, 0.0]).singular());
    }
}
