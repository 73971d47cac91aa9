//! The coefficients that make a tensor product smooth on the sphere.

use super::super::periodic::wrapped;
use super::super::surface::Surface;
use crate::bspline::interpolate_periodic;
use std::f64::consts::{PI, TAU};

/// The coefficients of the cosine and of the sine as splines with wrapped knots that interpolate at these.
pub(in crate::fitpack) fn waves(tp: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (count, points) = (tp.len() - 4, &tp[3..tp.len() - 3]);
    let values: Vec<f64> = points.iter().flat_map(|p| [p.cos(), p.sin()]).collect();
    // Two knots or fewer do not determine them.
    let found = interpolate_periodic(points, &values, 2, tp, 3).unwrap_or_else(|_| vec![0.0; 2 * count]);
    let part = |at: usize| found[at..].iter().step_by(2).copied().collect();
    (part(0), part(1))
}

/// Knots, and which coefficients are free.
///
/// Round the axis the functions repeat. The first function of the colatitude has the value at the pole as its only
/// coefficient, whatever the longitude; the coefficients of the second are that value and, since there is one tangent
/// plane, a multiple of the cosine and one of the sine of the longitude. So are those at the other pole. In the vector of
/// all coefficients the value, the cosine's and the sine's come first, then those between the poles, then the cosine's, the
/// sine's and the value.
pub(super) struct Layout {
    pub tt: Vec<f64>,
    pub tp: Vec<f64>,
    /// Functions round the axis.
    pub round: usize,
    /// Free coefficients.
    pub count: usize,
    /// The coefficients of the cosine and of the sine as a spline.
    cos: Vec<f64>,
    sin: Vec<f64>,
}

/// A combination of the functions round the axis.
pub(super) struct Around {
    row: Vec<f64>,
    /// What it is of a constant, of the cosine and of the sine.
    pub constant: f64,
    cos: f64,
    sin: f64,
}

impl Layout {
    /// The layout of inner knots of the colatitude and of the longitude.
    pub fn new(tt: &[f64], tp: &[f64]) -> Layout {
        let ends = |inner: &[f64], to: f64| [&[0.0; 4], inner, &[to; 4]].concat();
        let (tt, tp) = (ends(tt, PI), wrapped(&ends(tp, TAU), 3));
        let round = tp.len() - 7;
        let (mut cos, mut sin) = waves(&tp);
        cos.truncate(round);
        sin.truncate(round);
        Layout { count: 6 + round * (tt.len() - 8), tt, tp, round, cos, sin }
    }

    /// The length of a row of the equations.
    pub fn band(&self) -> usize {
        self.count.min((4 * self.round).max(3 * self.round + 3))
    }

    /// The same after jumps were added.
    pub fn wide_band(&self) -> usize {
        self.count.min(4 * self.round + 3)
    }

    /// The first coefficient of function `i` of the colatitude and those behind it.
    pub fn first(&self, i: usize) -> usize {
        if i < 2 { 0 } else { 3 + (i - 2) * self.round }
    }

    /// Factors for the functions round the axis from number `first` on.
    pub fn around(&self, first: usize, factors: &[f64]) -> Around {
        let mut row = vec![0.0; self.round];
        factors.iter().enumerate().for_each(|(j, f)| row[(first + j) % self.round] += f);
        let product = |wave: &[f64]| row.iter().zip(wave).map(|(r, w)| r * w).sum();
        let (cos, sin) = (product(&self.cos), product(&self.sin));
        Around { constant: factors.iter().sum(), row, cos, sin }
    }

    /// Adds function `i` of the colatitude, times a factor, round the axis to a row that begins with coefficient `first`.
    pub fn spread(&self, i: usize, factor: f64, around: &Around, first: usize, h: &mut [f64]) {
        let mut add = |column: usize, value: f64| {
            // Most of a row of jumps is zero, and has no room.
            if value != 0.0 {
                h[column - first] += factor * value;
            }
        };
        let last = self.tt.len() - 5;
        let (value, wave) = if i < 2 { (0, 1) } else { (self.count - 1, self.count - 3) };
        if i < 2 || i + 1 >= last {
            add(value, around.constant);
        } else {
            around.row.iter().enumerate().for_each(|(q, v)| add(self.first(i) + q, *v));
        }
        if i == 1 || i + 1 == last {
            add(wave, around.cos);
            add(wave + 1, around.sin);
        }
    }

    /// The surface of free coefficients.
    pub fn surface(&self, free: &[f64]) -> Surface {
        let rows = self.tt.len() - 4;
        let row = |i: usize| -> Vec<f64> {
            let pole = |value: f64, cos: f64, sin: f64| {
                self.cos.iter().zip(&self.sin).map(|(c, s)| value + cos * c + sin * s).collect()
            };
            let [.., cos, sin, value] = *free else { return Vec::new() };
            match i {
                0 => pole(free[0], 0.0, 0.0),
                1 => pole(free[0], free[1], free[2]),
                _ if i + 1 == rows => pole(value, 0.0, 0.0),
                _ if i + 2 == rows => pole(value, cos, sin),
                _ => free[self.first(i)..self.first(i + 1)].to_vec(),
            }
        };
        let repeated = |row: Vec<f64>| (0..self.round + 3).map(|q| row[q % self.round]).collect::<Vec<_>>();
        let c = (0..rows).flat_map(|i| repeated(row(i))).collect();
        Surface { tx: self.tt.clone(), ty: self.tp.clone(), c, kx: 3, ky: 3 }
    }
}
