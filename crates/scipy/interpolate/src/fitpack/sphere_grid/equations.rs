//! The spline of given knots and smoothing parameter that is nearest to the grid.

use super::super::periodic::Cyclic;
use super::super::smoothing::jumps;
use super::super::sphere::waves;
use super::super::surface::{Along, Surface, along, transposed};
use super::SphereGrid;
use crate::givens::Triangle;
use pallasite_array::interrupt;

/// What a pole has: its value, and the slopes towards the longitudes 0 and π / 2.
pub(super) type Poles = [f64; 6];

/// Knots, and the functions of the longitude that poles need.
pub(super) struct Equations<'a> {
    data: &'a SphereGrid<'a>,
    tu: &'a [f64],
    tv: &'a [f64],
    /// The functions of the longitude at the data.
    around: Along,
    /// For the value, the cosine and the sine: coefficients, values at the data, and jumps.
    shapes: [[Vec<f64>; 3]; 3],
    p: Option<f64>,
}

/// What a variable changes of the sum of squares, as a share of what it changes of the equations, that is rounding.
const NEGLIGIBLE: f64 = 1e-20;

/// A row of equations for the functions of the colatitude.
struct Row<'a> {
    /// The first of the functions that are not zero.
    first: usize,
    factors: Vec<f64>,
    /// The values at the data, none for a row of jumps.
    values: Option<&'a [f64]>,
}

/// The sum of squares as a quadratic function of what is free at the poles: products of residuals, of which the first
/// is what all of it being zero leaves.
struct Quadratic {
    products: Vec<f64>,
    size: usize,
}

impl Quadratic {
    fn new(size: usize) -> Self {
        Self { products: vec![0.0; size * size], size }
    }

    /// Adds the residuals of an equation, as many right-hand sides as there are.
    fn add(&mut self, residuals: &[f64]) {
        let width = residuals.len() / self.size;
        let part = |i: usize| &residuals[i * width..(i + 1) * width];
        for i in 0..self.size {
            for j in 0..=i {
                let product: f64 = part(i).iter().zip(part(j)).map(|(a, b)| a * b).sum();
                self.products[i * self.size + j] += product;
                if i != j {
                    self.products[j * self.size + i] += product;
                }
            }
        }
    }

    /// Adds the square of `value` less variable `i`.
    fn add_datum(&mut self, i: usize, value: f64) {
        let mut row = vec![0.0; self.size];
        (row[0], row[i]) = (value, -1.0);
        self.add(&row);
    }

    /// The halves of the derivatives.
    fn slopes(&self, variables: &[f64]) -> Vec<f64> {
        let all = || [&1.0].into_iter().chain(variables);
        let row = |i: usize| all().enumerate().map(|(j, x)| self.products[i * self.size + j] * x).sum();
        (0..self.size).map(row).collect()
    }

    fn at(&self, variables: &[f64]) -> f64 {
        [&1.0].into_iter().chain(variables).zip(self.slopes(variables)).map(|(x, s)| x * s).sum()
    }

    /// Steps to the minimum by Cholesky's factors; none along variables that do not matter beside their `scales`.
    fn steps(&self, start: &[f64], scales: &[f64]) -> Vec<f64> {
        let n = start.len();
        let mut factor = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                let inner: f64 = (0..j).map(|k| factor[i * n + k] * factor[j * n + k]).sum();
                let rest = self.products[(i + 1) * self.size + j + 1] - inner;
                factor[i * n + j] = match factor[j * n + j] {
                    _ if i == j => {
                        if rest > NEGLIGIBLE * scales[i] {
                            rest.sqrt()
                        } else {
                            0.0
                        }
                    }
                    0.0 => 0.0,
                    diagonal => rest / diagonal,
                };
            }
        }
        let over = |top: f64, i: usize| if factor[i * n + i] == 0.0 { 0.0 } else { top / factor[i * n + i] };
        let mut x: Vec<f64> = self.slopes(start)[1..].iter().map(|s| -s).collect();
        for i in 0..n {
            x[i] = over(x[i] - (0..i).map(|k| factor[i * n + k] * x[k]).sum::<f64>(), i);
        }
        for i in (0..n).rev() {
            x[i] = over(x[i] - (i + 1..n).map(|k| factor[k * n + i] * x[k]).sum::<f64>(), i);
        }
        x
    }
}

impl<'a> Equations<'a> {
    pub fn new(data: &'a SphereGrid<'a>, tu: &'a [f64], tv: &'a [f64], p: Option<f64>) -> Self {
        let around = along(tv, 3, data.v, 0);
        let (cos, sin) = waves(tv);
        let rows = if p.is_some() { jumps(tv, 3) } else { Vec::new() };
        let shape = |c: Vec<f64>| {
            let product =
                |first: usize, row: &[f64]| row.iter().zip(&c[first..]).map(|(h, c)| h * c).sum::<f64>();
            let values = around.first.iter().zip(around.values.chunks_exact(4)).map(|(&f, h)| product(f, h));
            let jumps = rows.chunks_exact(5).enumerate().map(|(i, row)| product(i, row) / p.unwrap_or(1.0));
            let (values, jumps) = (values.collect(), jumps.collect());
            [c, values, jumps]
        };
        let mut shapes = [shape(vec![1.0; tv.len() - 4]), shape(cos), shape(sin)];
        // A constant does not jump.
        shapes[0][2].fill(0.0);
        Self { data, tu, tv, around, shapes, p }
    }

    /// How many functions of the colatitude a pole determines, at either end.
    fn held(&self) -> [usize; 2] {
        self.data.poles.map(|pole| 1 + usize::from(pole.smooth))
    }

    /// A slope as the difference of coefficients.
    fn slope_factors(&self) -> [f64; 2] {
        let n = self.tu.len();
        [(self.tu[4] - self.tu[3]) / 3.0, (self.tu[n - 5] - self.tu[n - 4]) / 3.0]
    }

    /// How much of the poles' values and slopes is in a row.
    fn of_poles(&self, row: &Row<'_>) -> Poles {
        let (count, held, slopes) = (self.tu.len() - 4, self.held(), self.slope_factors());
        let factor =
            |i: usize| i.checked_sub(row.first).and_then(|i| row.factors.get(i)).copied().unwrap_or(0.0);
        let mut out = [0.0; 6];
        for end in 0..2 {
            let function = |i: usize| factor(if end == 0 { i } else { count - 1 - i });
            out[3 * end] = (0..held[end]).map(function).sum();
            let slope = if held[end] == 2 { function(1) * slopes[end] } else { 0.0 };
            (out[3 * end + 1], out[3 * end + 2]) = (slope, slope);
        }
        out
    }

    /// The right-hand sides of a row: what is known, then what is free, each at the data and at the jumps.
    fn right_hand_sides(&self, row: &Row<'_>, poles: &Poles, free: &[usize], extra: usize) -> Vec<f64> {
        let (m, parts) = (self.data.v.len(), self.of_poles(row));
        let width = m + extra;
        let mut out = vec![0.0; (1 + free.len()) * width];
        if let Some(values) = row.values {
            out[..m].copy_from_slice(values);
        }
        for i in (0..6).filter(|&i| parts[i] != 0.0) {
            let place = free.iter().position(|&f| f == i).map_or(0, |at| 1 + at);
            let factor = if place == 0 { parts[i] * poles[i] } else { parts[i] };
            let [_, values, jumps] = &self.shapes[i % 3];
            let block = &mut out[place * width..(place + 1) * width];
            block.iter_mut().zip(values).for_each(|(o, v)| *o -= factor * v);
            block[m..].iter_mut().zip(jumps).for_each(|(o, v)| *o -= factor * v);
        }
        out
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let m = self.data.v.len();
        let observed = along(self.tu, 3, self.data.u, 0);
        let data =
            observed.first.iter().zip(observed.values.chunks_exact(4)).zip(self.data.r.chunks_exact(m));
        let mut rows: Vec<Row<'_>> =
            data.map(|((&first, h), r)| Row { first, factors: h.to_vec(), values: Some(r) }).collect();
        if let Some(p) = self.p {
            let factors = |row: &[f64]| row.iter().map(|b| b / p).collect();
            let jumps = jumps(self.tu, 3);
            rows.extend(jumps.chunks_exact(5).enumerate().map(|(first, row)| Row {
                first,
                factors: factors(row),
                values: None,
            }));
        }
        rows
    }

    /// The spline; what is free at the poles becomes optimal, unless that makes no difference.
    pub fn solve(&self, poles: &mut Poles, free: &[usize]) -> Surface {
        let held = self.held();
        let count = self.tu.len() - 4 - held[0] - held[1];
        let round = self.tv.len() - 7;
        let smooth = held[0] + held[1] > 2;
        let extra = if smooth && self.p.is_some() { round - 1 } else { 0 };
        let blocks = 1 + free.len();
        let mut quadratic = Quadratic::new(blocks);
        let mut scales = vec![0.0; free.len()];
        let mut triangle = Triangle::zeros(count, 5, blocks * (self.data.v.len() + extra));
        for row in self.rows() {
            interrupt::poll();
            let mut rhs = self.right_hand_sides(&row, poles, free, extra);
            let block = rhs.len() / blocks;
            for (scale, values) in scales.iter_mut().zip(rhs[block..].chunks_exact(block)) {
                *scale += values.iter().map(|v| v * v).sum::<f64>();
            }
            let from = held[0].saturating_sub(row.first).min(row.factors.len());
            let to = (held[0] + count).saturating_sub(row.first).min(row.factors.len()).max(from);
            let mut h = [&row.factors[from..to], &[0.0; 5][..5 - (to - from)]].concat();
            if from < to {
                triangle.add_sliding(row.first + from - held[0], &mut h, &mut rhs);
            }
            quadratic.add(&rhs);
        }
        let cyclic = self.around(&triangle, blocks, extra, &mut quadratic);
        for (i, &at) in free.iter().enumerate() {
            if at % 3 == 0
                && let Some(value) = self.data.poles[at / 3].value
            {
                quadratic.add_datum(i + 1, value);
            }
        }
        let start: Vec<f64> = free.iter().map(|&i| poles[i]).collect();
        if quadratic.at(&start) > 0.0 {
            free.iter().zip(quadratic.steps(&start, &scales)).for_each(|(&i, step)| poles[i] += step);
        }
        let chosen: Vec<f64> = [1.0].into_iter().chain(free.iter().map(|&i| poles[i])).collect();
        self.surface(&triangle, &combined(&cyclic, &chosen, count), poles)
    }

    /// The solution round the axis, a row for each function of the longitude.
    fn around(
        &self,
        triangle: &Triangle,
        blocks: usize,
        extra: usize,
        quadratic: &mut Quadratic,
    ) -> Vec<f64> {
        let (m, count, round) = (self.data.v.len(), triangle.len(), self.tv.len() - 7);
        if count == 0 {
            return Vec::new();
        }
        let width = m + extra;
        let column = |j: usize| -> Vec<f64> {
            let places =
                (0..blocks).flat_map(|b| (0..count).map(move |i| i * blocks * width + b * width + j));
            places.map(|at| triangle.z[at]).collect()
        };
        let mut cyclic = Cyclic::new(round, 3, blocks * count);
        for (j, (&first, h)) in self.around.first.iter().zip(self.around.values.chunks_exact(4)).enumerate() {
            let mut rhs = column(j);
            cyclic.add(first, h, &mut rhs);
            quadratic.add(&rhs);
        }
        let jumps: Vec<f64> =
            self.p.map_or(Vec::new(), |p| jumps(self.tv, 3).into_iter().map(|b| b / p).collect());
        for (i, row) in jumps.chunks_exact(5).enumerate() {
            let mut rhs = if extra > 0 { column(m + i) } else { vec![0.0; blocks * count] };
            cyclic.add(i, row, &mut rhs);
            quadratic.add(&rhs);
        }
        cyclic.solve()
    }

    /// The surface of free coefficients, a row for each function of the longitude before the triangle is solved.
    fn surface(&self, triangle: &Triangle, free: &[f64], poles: &Poles) -> Surface {
        let (rows, held, slopes) = (self.tu.len() - 4, self.held(), self.slope_factors());
        let (count, round) = (triangle.len(), self.tv.len() - 7);
        let right = Triangle {
            band: triangle.band,
            width: round,
            r: triangle.r.clone(),
            z: transposed(free, round, count),
        };
        let inner = right.solve();
        let pole = |end: usize, slope: f64| -> Vec<f64> {
            let [_, [cos, ..], [sin, ..]] = &self.shapes;
            let [value, towards, across] = [0, 1, 2].map(|i| poles[3 * end + i]);
            (0..round).map(|j| value + slope * (towards * cos[j] + across * sin[j])).collect()
        };
        let row = |i: usize| match (i, rows - 1 - i) {
            (0, _) => pole(0, 0.0),
            (_, 0) => pole(1, 0.0),
            (1, _) if held[0] == 2 => pole(0, slopes[0]),
            (_, 1) if held[1] == 2 => pole(1, slopes[1]),
            _ => inner[(i - held[0]) * round..(i - held[0] + 1) * round].to_vec(),
        };
        let repeated = |row: Vec<f64>| (0..round + 3).map(move |q| row[q % round]).collect::<Vec<_>>();
        let c = (0..rows).flat_map(|i| repeated(row(i))).collect();
        Surface { tx: self.tu.to_vec(), ty: self.tv.to_vec(), c, kx: 3, ky: 3 }
    }
}

/// The combination of blocks of `count` columns.
fn combined(blocks: &[f64], factors: &[f64], count: usize) -> Vec<f64> {
    if count == 0 {
        return Vec::new();
    }
    let sum = |row: &[f64], i: usize| factors.iter().enumerate().map(|(b, f)| f * row[b * count + i]).sum();
    blocks.chunks_exact(factors.len() * count).flat_map(|row| (0..count).map(move |i| sum(row, i))).collect()
}
