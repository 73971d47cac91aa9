//! The intervals between knots along one axis, and where the next knot goes.

/// Knots along an axis of data points, and what each interval between them has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Panels {
    /// The knots, the ends repeated.
    pub t: Vec<f64>,
    /// Sum of squared residuals by interval.
    pub residual: Vec<f64>,
    /// Data points strictly inside, by interval.
    pub points: Vec<usize>,
    k: usize,
}

impl Panels {
    /// One interval that holds all of `count` points.
    pub fn whole(from: f64, to: f64, k: usize, count: usize) -> Self {
        let t = [vec![from; k + 1], vec![to; k + 1]].concat();
        Self { t, residual: vec![0.0], points: vec![count.saturating_sub(2)], k }
    }

    /// Puts the first knot at the point in the middle, as a closed curve needs one.
    pub fn start_in_the_middle(&mut self, x: &[f64]) {
        let middle = x.len().div_ceil(2) - 1;
        self.t.insert(self.k + 1, x[middle]);
        self.points = vec![middle.saturating_sub(1), (x.len() - 1 - middle).saturating_sub(1)];
    }

    /// The knots of interpolation: as many coefficients as points.
    pub fn interpolating(&mut self, x: &[f64]) {
        let (k, m) = (self.k, x.len());
        let inner = (0..m - k - 1).map(|i| {
            let j = i + k / 2 + 1;
            if k % 2 == 1 { x[j] } else { (x[j] + x[j - 1]) * 0.5 }
        });
        self.t.splice(k + 1..self.t.len() - k - 1, inner);
    }

    /// Puts a knot into the middle of the points of the interval with the largest residual; false where none has
    /// points inside.
    pub fn split(&mut self, x: &[f64]) -> bool {
        let mut begin = 0;
        let mut best: Option<(usize, usize)> = None;
        for (i, (&residual, &points)) in self.residual.iter().zip(&self.points).enumerate() {
            let largest = best.map_or(0.0, |(i, _)| self.residual[i]);
            if residual > largest && points > 0 {
                best = Some((i, begin));
            }
            begin += points + 1;
        }
        let Some((i, begin)) = best else { return false };
        let (points, residual) = (self.points[i], self.residual[i]);
        let half = points / 2 + 1;
        let parts = (half - 1, points - half);
        self.points.splice(i..=i, [parts.0, parts.1]);
        let share = |n: usize| residual * n as f64 / points as f64;
        self.residual.splice(i..=i, [share(parts.0), share(parts.1)]);
        self.t.insert(i + self.k + 1, x[begin + half]);
        true
    }

    /// Takes the squared residuals of the data points in order; one at a knot counts half on either side.
    pub fn measure(&mut self, x: &[f64], squares: impl Iterator<Item = f64>) {
        let last = self.t.len() - 2 * self.k - 2;
        self.residual = vec![0.0; last + 1];
        let mut here = 0;
        for (&x, square) in x.iter().zip(squares) {
            let before = here;
            while here < last && x >= self.t[here + self.k + 1] {
                here += 1;
            }
            if here == before {
                self.residual[here] += square;
            } else {
                self.residual[here] += 0.5 * square;
                self.residual[here - 1] += 0.5 * square;
            }
        }
    }

    /// How many knots to add next, from how many were added and what they achieved.
    pub fn next_count(added: usize, missing: f64, gained: f64, accuracy: f64) -> usize {
        let wanted = if gained > accuracy { (added as f64 * missing / gained) as usize } else { added * 2 };
        (added * 2).min(wanted.max(added / 2).max(1))
    }
}
