//! Interpolation between neighbours: `interp1d`.

use crate::locate::Locator;
use crate::parallel::fill_rows;

/// Which neighbours count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Neighbours {
    /// The straight line between the two.
    Linear,
    /// The nearer; in the middle the left one.
    Nearest,
    /// The nearer; in the middle the right one.
    NearestUp,
    /// The last that is not beyond.
    Previous,
    /// The first that is not before.
    Next,
}

/// Values at `at` from the rows of `y` at the increasing `x`, `width` numbers a point.
///
/// Beyond the ends lines go on, and so do the outermost values.
///
/// # Examples
/// ```
/// use pallasite_interpolate::interp1d::{Neighbours, interp1d};
/// let (x, y) = ([0.0, 1.0, 3.0], [0.0, 2.0, 8.0]);
/// assert_eq!(interp1d(&x, &y, 1, &[0.5, 2.0, 4.0], Neighbours::Linear), [1.0, 5.0, 11.0]);
/// assert_eq!(interp1d(&x, &y, 1, &[0.5, 2.5], Neighbours::Nearest), [0.0, 8.0]);
/// ```
pub fn interp1d(x: &[f64], y: &[f64], width: usize, at: &[f64], kind: Neighbours) -> Vec<f64> {
    let mut out = vec![0.0; at.len() * width];
    if out.is_empty() {
        return out;
    }
    if kind == Neighbours::Linear && x.len() > 1 {
        let slopes = if at.len() < x.len() { Vec::new() } else { slopes(x, y, width) };
        let lines = Lines { x, y, width, slopes: &slopes };
        fill_rows(&mut out, width, 4 + 4 * width, |start, rows| {
            lines.fill(&at[start..start + rows.len() / width], rows);
        });
        return out;
    }
    let middle: Vec<f64> = match kind {
        Neighbours::Nearest | Neighbours::NearestUp => {
            x.windows(2).map(|w| w[1] / 2.0 + w[0] / 2.0).collect()
        }
        _ => Vec::new(),
    };
    fill_rows(&mut out, width, 24 + width, |start, rows| {
        for (&p, out) in at[start..].iter().zip(rows.chunks_exact_mut(width)) {
            let row = neighbour(x, &middle, p, kind).min(x.len() - 1) * width;
            out.copy_from_slice(&y[row..row + width]);
        }
    });
    out
}

/// The slopes of all lines.
fn slopes(x: &[f64], y: &[f64], width: usize) -> Vec<f64> {
    let inner = y.len() - width;
    (0..inner).map(|at| (y[at + width] - y[at]) / (x[at / width + 1] - x[at / width])).collect()
}

/// Lines between points.
struct Lines<'a> {
    x: &'a [f64],
    y: &'a [f64],
    width: usize,
    /// The slopes, or nothing where working out those that are needed is cheaper.
    slopes: &'a [f64],
}

impl Lines<'_> {
    fn fill(&self, at: &[f64], out: &mut [f64]) {
        let (x, m) = (self.x, self.width);
        let mut locator = Locator::<true>::new(x, true);
        for (place, &p) in at.iter().enumerate() {
            // A point that is no number makes all of its row none.
            let i = locator.interval(p).unwrap_or(0);
            let step = p - x[i];
            for j in 0..m {
                out[place * m + j] = self.value(i, j, p, step);
            }
        }
    }

    #[inline(always)]
    fn value(&self, i: usize, j: usize, p: f64, step: f64) -> f64 {
        let place = i * self.width + j;
        let (low, high) = (self.y[place], self.y[place + self.width]);
        if step == 0.0 {
            return low;
        }
        if p == self.x[i + 1] {
            return high;
        }
        let slope = match self.slopes.get(place) {
            Some(slope) => *slope,
            None => (high - low) / (self.x[i + 1] - self.x[i]),
        };
        slope * step + low
    }
}

fn neighbour(x: &[f64], middle: &[f64], p: f64, kind: Neighbours) -> usize {
    if p.is_nan() {
        return x.len() - 1;
    }
    match kind {
        Neighbours::Nearest => middle.partition_point(|&v| v < p),
        Neighbours::NearestUp => middle.partition_point(|&v| v <= p),
        Neighbours::Previous | Neighbours::Linear => x.partition_point(|&v| v <= p).saturating_sub(1),
        Neighbours::Next => x.partition_point(|&v| v < p),
    }
}

/// The smallest and the largest point; NaN counts for nothing.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_interpolate::interp1d::extremes(&[2.0, f64::NAN, -1.0]), (-1.0, 2.0));
/// ```
pub fn extremes(at: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for &p in at {
        low = if p < low { p } else { low };
        high = if p > high { p } else { high };
    }
    (low, high)
}
