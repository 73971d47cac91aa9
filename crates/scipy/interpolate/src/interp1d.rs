//! Interpolation between neighbours: `interp1d`.

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
pub fn interp1d(x: &[f64], y: &[f64], width: usize, at: &[f64], kind: Neighbours) -> Vec<f64> {
    let mut out = vec![0.0; at.len() * width];
    if out.is_empty() {
        return out;
    }
    let middle: Vec<f64> = match kind {
        Neighbours::Nearest | Neighbours::NearestUp => {
            x.windows(2).map(|w| w[1] / 2.0 + w[0] / 2.0).collect()
        }
        _ => Vec::new(),
    };
    fill_rows(&mut out, width, 24 + width, |start, rows| {
        let mut last = 0;
        for (&p, out) in at[start..].iter().zip(rows.chunks_exact_mut(width)) {
            if kind == Neighbours::Linear {
                last = linear(x, y, p, last, out);
            } else {
                let row = neighbour(x, &middle, p, kind).min(x.len() - 1) * width;
                out.copy_from_slice(&y[row..row + width]);
            }
        }
    });
    out
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

/// Writes the value on the line at `p` and returns where it starts.
#[inline]
fn linear(x: &[f64], y: &[f64], p: f64, guess: usize, out: &mut [f64]) -> usize {
    let (n, width) = (x.len(), out.len());
    if n == 1 {
        out.copy_from_slice(y);
        return 0;
    }
    let fits = |i: usize| i + 1 < n && x[i] <= p && p < x[i + 1];
    let i = match guess {
        g if fits(g) => g,
        g if fits(g + 1) => g + 1,
        _ => x[1..n - 1].partition_point(|&v| v <= p),
    };
    let (gap, step) = (x[i + 1] - x[i], p - x[i]);
    let (low, high) = (&y[i * width..(i + 1) * width], &y[(i + 1) * width..]);
    for ((o, l), h) in out.iter_mut().zip(low).zip(high) {
        *o = if step == 0.0 {
            *l
        } else if p == x[i + 1] {
            *h
        } else {
            (h - l) / gap * step + l
        };
    }
    i
}
