//! Legendre functions of the second kind.

use super::argument::{Needs, Plane, Points};
use super::family::{Scaling, Step};
use super::number::Number;
use super::table::{Task, fill, filled, in_groups};
use super::walk::{lanes, put};
use num_complex::Complex64;
use pallasite_array::{NdArray, Result};
use std::ops::Range;

/// What stands for infinity at 1 and -1, as SciPy has it.
const INFINITE: f64 = 1e300;
/// Upwards the recurrence may grow by this factor at most.
const GROWTH: f64 = 2.0;
/// The backward recurrence begins where the function has fallen by `exp(-DEPTH)`.
const DEPTH: f64 = 40.0;
/// How many arguments go together.
const LANES: usize = 16;
/// What the logarithm of the first function costs, in additions.
const FIRST_COST: usize = 40;
/// What a function and its derivative cost.
const FUNCTION_COST: usize = 3;

/// Legendre functions of the second kind of degrees up to `n`, and their derivatives: arrays with an axis of degrees in
/// front of those of `z`. In the unit disc they are Ferrers' functions, continued; outside the cut is between -1 and 1.
///
/// # Errors
/// Text that is not a number.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let [q, slope] = pallasite_special::lqn(1, &NdArray::from_vec(vec![0.5])).unwrap();
/// assert_eq!(q.to_vec::<f64>().unwrap()[0], 0.5f64.atanh());
/// assert_eq!(slope.shape(), [2, 1]);
/// ```
pub fn lqn(n: usize, z: &NdArray) -> Result<[NdArray; 2]> {
    tables(0, n, z, &[n + 1])
}

/// Associated Legendre functions of the second kind of orders up to `m` and degrees up to `n`, and their derivatives: arrays
/// with axes of orders and degrees in front of those of `z`.
///
/// # Errors
/// Text that is not a number.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let [q, _] = pallasite_special::lqmn(2, 1, &NdArray::from_vec(vec![3.0])).unwrap();
/// assert_eq!(q.shape(), [3, 2, 1]);
/// assert!((q.to_vec::<f64>().unwrap()[5] - 0.25).abs() < 1e-15);
/// ```
pub fn lqmn(m: usize, n: usize, z: &NdArray) -> Result<[NdArray; 2]> {
    tables(m, n, z, &[m + 1, n + 1])
}

fn tables(m: usize, n: usize, z: &NdArray, front: &[usize]) -> Result<[NdArray; 2]> {
    if z.kind().is_complex() { both::<Complex64>(m, n, z, front) } else { both::<f64>(m, n, z, front) }
}

fn both<V: Number>(m: usize, n: usize, z: &NdArray, front: &[usize]) -> Result<[NdArray; 2]> {
    let task = SecondKind::new(m, n);
    let cut = super::zero();
    let points = Plane::<V>::new(z, &cut, z.shape())?;
    let cost = FIRST_COST + FUNCTION_COST * task.functions();
    filled(&[front, z.shape()].concat(), |parts| {
        fill(parts, z.size(), cost, |first, rows| {
            in_groups::<LANES, _, _>(&task, &points, first, 0..rows[0].len(), rows)
        });
    })
}

/// All functions up to an order and a degree.
struct SecondKind {
    orders: usize,
    degrees: usize,
    /// The steps from each degree to the next, from degree two on, of orders zero and one.
    steps: [Vec<Step>; 2],
}

impl SecondKind {
    fn new(m: usize, n: usize) -> Self {
        let steps = [0.0, 1.0].map(|order| (2..=n).map(|k| Scaling::Ferrers.step(k as f64, order)).collect());
        SecondKind { orders: m + 1, degrees: n + 1, steps }
    }

    fn functions(&self) -> usize {
        self.orders * self.degrees
    }
}

impl<V: Number> Task<V> for SecondKind {
    fn run<P: Points<V>, const L: usize>(
        &self,
        points: &P,
        first: usize,
        part: Range<usize>,
        rows: &mut [&mut [V]],
    ) {
        let group = points.group::<1, L>(first + part.start..first + part.end, Needs::of_order(0));
        let columns = Columns::new(self, group.x[0], group.ends);
        let (values, slopes) = rows.split_at_mut(self.functions());
        for (place, (value, slope)) in values.iter_mut().zip(slopes).enumerate() {
            put(&columns.values[place], &mut value[part.clone()]);
            put(&columns.slope(place), &mut slope[part.clone()]);
        }
    }
}

/// The functions of `L` arguments.
struct Columns<'a, V, const L: usize> {
    task: &'a SecondKind,
    z: [V; L],
    /// Not zero where the functions are infinite.
    ends: Option<[f64; L]>,
    /// One inside the unit disc, minus one outside.
    side: [f64; L],
    /// `1 - z^2`.
    square: [V; L],
    /// The root of that, or of its negative outside.
    w: [V; L],
    /// [`fall`] outside of the unit disc, zero inside.
    falls: [f64; L],
    /// Order after order.
    values: Vec<[V; L]>,
}

impl<'a, V: Number, const L: usize> Columns<'a, V, L> {
    fn new(task: &'a SecondKind, z: [V; L], ends: Option<[f64; L]>) -> Self {
        let square: [V; L] = lanes(|i| (-z[i] + 1.0) * (z[i] + 1.0));
        let side: [f64; L] = lanes(|i| if z[i].modulus() > 1.0 { -1.0 } else { 1.0 });
        let w = lanes(|i| (square[i] * side[i]).root());
        let falls = lanes(|i| if side[i] > 0.0 { 0.0 } else { fall(z[i], task.degrees) });
        let values = Vec::with_capacity(task.functions());
        let mut columns = Columns { task, z, ends, side, square, w, falls, values };
        columns.add_first();
        if task.orders > 1 {
            columns.add_second();
        }
        (2..task.orders).for_each(|m| columns.add_order(m));
        columns.put_ends();
        columns
    }

    fn put_ends(&mut self) {
        let Some(ends) = self.ends else { return };
        for i in (0..L).filter(|&i| ends[i] != 0.0) {
            self.values.iter_mut().for_each(|value| value[i] = V::from(INFINITE));
        }
    }

    /// Order zero (DLMF 14.5.7, 14.5.8 and 14.10.3).
    fn add_first(&mut self) {
        let ratio =
            |z: V, side: f64| if side > 0.0 { z * 2.0 / (-z + 1.0) } else { V::from(2.0) / (z - 1.0) };
        let q0: [V; L] = lanes(|i| ratio(self.z[i], self.side[i]).ln_1p() * 0.5);
        let q1 = lanes(|i| self.z[i] * q0[i] - 1.0);
        self.add_degrees(0, q0, q1);
    }

    /// Order one, which is `w` times the derivative of order zero, or minus that inside.
    fn add_second(&mut self) {
        let one = V::from(1.0);
        let slope = |i: usize| self.values[0][i] + self.z[i] / self.square[i];
        let q1 = lanes(|i| self.w[i] * slope(i) * -self.side[i]);
        self.add_degrees(1, lanes(|i| -one / self.w[i]), q1);
    }

    /// All degrees, from the first two: upwards where nothing else grows faster, otherwise by the ratios of neighbours from
    /// above (Gautschi, "Computational aspects of three-term recurrence relations", SIAM Review 9, 1967).
    fn add_degrees(&mut self, m: usize, first: [V; L], second: [V; L]) {
        let start = self.values.len();
        self.values.extend([first, second].into_iter().take(self.task.degrees));
        for step in &self.task.steps[m] {
            let [.., before, now] = self.values[..] else { unreachable!("there are two degrees") };
            self.values.push(lanes(|i| self.z[i] * step.rise * now[i] + before[i] * step.fall));
        }
        if self.falls.iter().any(|&fall| fall > 0.0) {
            self.replace_by_ratios(m, start);
        }
    }

    /// Computes degrees anew in lanes with a fall.
    fn replace_by_ratios(&mut self, m: usize, start: usize) {
        let more =
            self.falls.iter().filter(|&&fall| fall > 0.0).map(|fall| (DEPTH / fall).ceil() as usize).max();
        let degrees = self.task.degrees;
        let mut ratios = vec![[V::ZERO; L]; degrees];
        let mut ratio = [V::ZERO; L];
        for n in (1..degrees + more.unwrap_or(0)).rev() {
            let (k, m) = (n as f64, m as f64);
            ratio = lanes(|i| V::from(k + m) / (self.z[i] * (2.0 * k + 1.0) - ratio[i] * (k - m + 1.0)));
            if let Some(kept) = ratios.get_mut(n) {
                *kept = ratio;
            }
        }
        for i in (0..L).filter(|&i| self.falls[i] > 0.0) {
            for n in 1..degrees {
                self.values[start + n][i] = self.values[start + n - 1][i] * ratios[n][i];
            }
        }
    }

    /// An order from the two below it (DLMF 14.10.1, 14.10.6).
    fn add_order(&mut self, m: usize) {
        let (start, width) = (self.values.len(), self.task.degrees);
        let turn: [V; L] = lanes(|i| self.z[i] / self.w[i]);
        for n in 0..width {
            let (below, two_below) = (self.values[start - width + n], self.values[start - 2 * width + n]);
            let (k, order) = (n as f64, m as f64);
            let factor = (k + order - 1.0) * (k - order + 2.0);
            let lane = |i: usize| {
                turn[i] * below[i] * (-2.0 * (order - 1.0)) - two_below[i] * (self.side[i] * factor)
            };
            self.values.push(lanes(lane));
        }
    }

    /// The derivative of a function in the list (DLMF 14.10.5 and its like in the order).
    fn slope(&self, place: usize) -> [V; L] {
        let width = self.task.degrees;
        let (m, n) = ((place / width) as f64, (place % width) as f64);
        let own = self.values[place];
        let (z, square, w) = (&self.z, &self.square, &self.w);
        let mut slope = match (m, n) {
            (0.0, 0.0) => lanes(|i| V::from(1.0) / square[i]),
            (0.0, _) => {
                let below = self.values[place - 1];
                lanes(|i| (below[i] - z[i] * own[i]) * n / square[i])
            }
            _ => {
                let (below, factor) = (self.values[place - width], (m + n) * (n - m + 1.0));
                lanes(|i| z[i] * own[i] * m / square[i] + below[i] * factor / w[i])
            }
        };
        if let Some(ends) = self.ends {
            (0..L).filter(|&i| ends[i] != 0.0).for_each(|i| slope[i] = own[i]);
        }
        slope
    }
}

/// The logarithm of the square of the factor by which functions of an argument outside of the unit disc fall with the
/// degree; zero where that is little.
fn fall<V: Number>(z: V, degrees: usize) -> f64 {
    let rate = 2.0 * z.decay();
    if rate * degrees as f64 > GROWTH { rate } else { 0.0 }
}
