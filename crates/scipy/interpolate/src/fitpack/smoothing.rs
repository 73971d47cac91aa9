//! What the fits have in common: how they end, the jumps between pieces, and the search for the smoothing parameter.

use crate::givens::Triangle;
use pallasite_array::interrupt;

/// Sums of squares within this share of `s` are `s`.
pub(crate) const TOLERANCE: f64 = 1e-3;
/// The most steps towards `s`.
const STEPS: usize = 20;

/// How a fit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The sum of squares is `s`, within a thousandth.
    Smoothed,
    /// The spline goes through the points.
    Interpolating,
    /// A polynomial is near enough.
    Polynomial,
    /// More knots are needed than there is room for.
    TooFewKnots,
    /// The search for the smoothing parameter found a contradiction: `s` may be too small.
    NoRoot,
    /// The search for the smoothing parameter took too many steps: `s` may be too small.
    NoConvergence,
    /// More coefficients than points would be needed: `s` is too small.
    TooManyCoefficients,
    /// No knot can be added, since it would coincide with an old one.
    Coinciding,
    /// The least-squares surface is not unique; the value is the rank of its equations.
    RankDeficient(usize),
}

impl Status {
    /// FITPACK's `ier`.
    pub fn code(self) -> i32 {
        match self {
            Status::Smoothed => 0,
            Status::Interpolating => -1,
            Status::Polynomial => -2,
            Status::TooFewKnots => 1,
            Status::NoRoot => 2,
            Status::NoConvergence => 3,
            Status::TooManyCoefficients => 4,
            Status::Coinciding => 5,
            Status::RankDeficient(rank) => -(rank as i32),
        }
    }
}

/// The jumps of the derivative of order `k` of each basis function at the inner knots, scaled: a row of `k + 2`
/// for each knot (Dierckx 1993, 5.1).
pub(crate) fn jumps(t: &[f64], k: usize) -> Vec<f64> {
    let last = t.len() - k - 1;
    let scale = (last - k) as f64 / (t[last] - t[k]);
    let mut rows = Vec::with_capacity((last - k - 1) * (k + 2));
    for l in k + 1..last {
        for j in l - k - 1..=l {
            let others = (j..=j + k + 1).filter(|&i| i != l);
            let product = others.map(|i| t[l] - t[i]).product::<f64>() * scale.powi(k as i32);
            rows.push((t[j + k + 1] - t[j]) / product);
        }
    }
    rows
}

/// Adds the jumps over `p` as equations, each with right-hand sides of zero.
pub(crate) fn add_jumps(triangle: &mut Triangle, jumps: &[f64], band: usize, p: f64) {
    let (mut h, mut rhs) = (vec![0.0; band], vec![0.0; triangle.width]);
    for (i, row) in jumps.chunks_exact(band).enumerate() {
        h.iter_mut().zip(row).for_each(|(h, r)| *h = r / p);
        rhs.fill(0.0);
        interrupt::poll();
        triangle.add_sliding(i, &mut h, &mut rhs);
    }
}

/// The search for the `p` at which the sum of squares is `s`: a rational function through three points has its
/// root there, more or less (Dierckx 1993, 5.2.4).
#[derive(Debug)]
pub(crate) struct Search {
    low: (f64, f64),
    high: (f64, f64),
    accuracy: f64,
    steps: usize,
    low_is_known: bool,
    high_is_known: bool,
}

impl Search {
    /// `polynomial` and `spline` are by how much the two extremes miss `s`.
    pub fn new(polynomial: f64, spline: f64, accuracy: f64) -> Self {
        let (low, high) = ((0.0, polynomial), (-1.0, spline));
        Self { low, high, accuracy, steps: STEPS, low_is_known: false, high_is_known: false }
    }

    /// The same with another number of steps at most.
    pub fn with_steps(self, steps: usize) -> Self {
        Self { steps, ..self }
    }

    /// The `p` after one that misses `s` by `f`.
    fn next(&mut self, p: f64, f: f64) -> Option<f64> {
        if !self.high_is_known {
            if f - self.high.1 <= self.accuracy {
                self.high = (p, f);
                let smaller = 0.04 * p;
                return Some(if smaller <= self.low.0 { 0.9 * self.low.0 + 0.1 * p } else { smaller });
            }
            self.high_is_known = f < 0.0;
        }
        if !self.low_is_known {
            if self.low.1 - f <= self.accuracy {
                self.low = (p, f);
                let larger = p / 0.04;
                let beyond = self.high.0 >= 0.0 && larger >= self.high.0;
                return Some(if beyond { 0.1 * p + 0.9 * self.high.0 } else { larger });
            }
            self.low_is_known = f > 0.0;
        }
        if f >= self.low.1 || f <= self.high.1 {
            return None;
        }
        Some(self.rational_root(p, f))
    }

    /// The root of `(u p + v) / (p + w)` through the three points, which are narrowed.
    fn rational_root(&mut self, p2: f64, f2: f64) -> f64 {
        let ((p1, f1), (p3, f3)) = (self.low, self.high);
        let root = if p3 > 0.0 {
            let (h1, h2, h3) = (f1 * (f2 - f3), f2 * (f3 - f1), f3 * (f1 - f2));
            -(p1 * p2 * h3 + p2 * p3 * h1 + p3 * p1 * h2) / (p1 * h1 + p2 * h2 + p3 * h3)
        } else {
            (p1 * (f1 - f3) * f2 - p2 * (f2 - f3) * f1) / ((f1 - f2) * f3)
        };
        if f2 < 0.0 {
            self.high = (p2, f2);
        } else {
            self.low = (p2, f2);
        }
        root
    }

    /// Fits with one `p` after the other until the sum of squares is `s`.
    pub fn run<T>(mut self, s: f64, mut p: f64, mut fit: impl FnMut(f64) -> (T, f64)) -> (T, f64, Status) {
        for step in 1.. {
            let (found, fp) = fit(p);
            let miss = fp - s;
            if miss.abs() < self.accuracy {
                return (found, fp, Status::Smoothed);
            }
            if step >= self.steps {
                return (found, fp, Status::NoConvergence);
            }
            match self.next(p, miss) {
                Some(better) => p = better,
                None => return (found, fp, Status::NoRoot),
            }
        }
        unreachable!("the last step returns")
    }
}
