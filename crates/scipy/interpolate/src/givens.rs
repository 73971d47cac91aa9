//! Least squares by Givens' rotations, an equation at a time.

/// A banded upper triangle and the right-hand sides that belong to it.
#[derive(Debug, Clone)]
pub(crate) struct Triangle {
    /// Numbers in a row of the band, from the diagonal on.
    pub band: usize,
    /// Numbers in a right-hand side.
    pub width: usize,
    /// The band, row by row.
    pub r: Vec<f64>,
    /// The right-hand sides, row by row.
    pub z: Vec<f64>,
}

/// The rotation that takes `pivot` into the diagonal element `d`, which grows.
#[inline(always)]
pub(crate) fn rotation(pivot: f64, d: &mut f64) -> (f64, f64) {
    let size = pivot.abs();
    let length = if size >= *d {
        size * (1.0 + (*d / pivot).powi(2)).sqrt()
    } else {
        *d * (1.0 + (pivot / *d).powi(2)).sqrt()
    };
    let turn = (*d / length, pivot / length);
    *d = length;
    turn
}

/// Rotates the pair `(a, b)`, `b` being in the triangle.
#[inline(always)]
pub(crate) fn rotate((cos, sin): (f64, f64), a: &mut f64, b: &mut f64) {
    let (old_a, old_b) = (*a, *b);
    *b = cos * old_b + sin * old_a;
    *a = cos * old_a - sin * old_b;
}

impl Triangle {
    pub fn zeros(n: usize, band: usize, width: usize) -> Self {
        Self { band, width, r: vec![0.0; n * band], z: vec![0.0; n * width] }
    }

    pub fn len(&self) -> usize {
        self.r.len() / self.band
    }

    /// The same equations with room for `extra` more diagonals.
    pub fn widened(&self, extra: usize) -> Self {
        let mut wide = Self { z: self.z.clone(), ..Self::zeros(self.len(), self.band + extra, self.width) };
        for (to, from) in wide.r.chunks_exact_mut(self.band + extra).zip(self.r.chunks_exact(self.band)) {
            to[..self.band].copy_from_slice(from);
        }
        wide
    }

    /// Adds an equation whose coefficients from column `first` on are `h`; what is left of its right-hand side
    /// afterwards is its residual.
    pub fn add(&mut self, first: usize, h: &mut [f64], rhs: &mut [f64]) {
        for i in 0..h.len() {
            if h[i] != 0.0 {
                self.turn::<0>(first + i, &mut h[i..], rhs);
            }
        }
    }

    /// Adds an equation that fills up to the last column while it is rotated: `h` slides along.
    pub fn add_sliding(&mut self, first: usize, h: &mut [f64], rhs: &mut [f64]) {
        let n = self.len();
        for j in first..n {
            let used = h.len().min(n - j);
            if h[0] != 0.0 {
                self.turn::<1>(j, &mut h[..used], rhs);
            } else {
                h.copy_within(1.., 0);
            }
            h[used - 1..].fill(0.0);
        }
    }

    /// Rotates the first of `h` away against row `j`; the others move `SLIDE` places to the front.
    #[inline(always)]
    fn turn<const SLIDE: usize>(&mut self, j: usize, h: &mut [f64], rhs: &mut [f64]) {
        // Plain loops: these are short and many.
        let count = h.len();
        let row = &mut self.r[j * self.band..j * self.band + count];
        let turn = rotation(h[0], &mut row[0]);
        for i in 1..count {
            let mut rest = h[i];
            rotate(turn, &mut rest, &mut row[i]);
            h[i - SLIDE] = rest;
        }
        let width = rhs.len();
        let z = &mut self.z[j * width..(j + 1) * width];
        for i in 0..width {
            rotate(turn, &mut rhs[i], &mut z[i]);
        }
    }

    /// The solution, row by row.
    pub fn solve(&self) -> Vec<f64> {
        let (n, m) = (self.len(), self.width);
        let mut c = self.z.clone();
        if m == 0 {
            return c;
        }
        for i in (0..n).rev() {
            let row = &self.r[i * self.band..(i + 1) * self.band];
            let (head, tail) = c.split_at_mut((i + 1) * m);
            let here = &mut head[i * m..];
            for (a, later) in row[1..].iter().zip(tail.chunks_exact(m)) {
                here.iter_mut().zip(later).for_each(|(c, l)| *c -= a * l);
            }
            here.iter_mut().for_each(|c| *c /= row[0]);
        }
        c
    }
}
