//! Legendre functions of the second kind.

use super::family::Scaling;
use super::number::Number;
use super::table::fill;
use num_complex::Complex64;
use pallasite_array::{NdArray, Result};

/// What stands for infinity at 1 and -1, as SciPy has it.
const INFINITE: f64 = 1e300;
/// Upwards the recurrence may grow by this factor at most.
const GROWTH: f64 = 2.0;
/// The backward recurrence begins where the function has fallen by `exp(-DEPTH)`.
const DEPTH: f64 = 40.0;

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
    if z.kind().is_complex() {
        both(m, n, &z.cast_vec::<Complex64>()?, front, z.shape())
    } else {
        both(m, n, &z.cast_vec::<f64>()?, front, z.shape())
    }
}

fn both<V: Number>(m: usize, n: usize, z: &[V], front: &[usize], shape: &[usize]) -> Result<[NdArray; 2]> {
    let functions = (m + 1) * (n + 1);
    let mut values = vec![V::ZERO; 2 * functions * z.len()];
    fill(&mut values, z.len(), 8 * functions, |first, rows| {
        for i in 0..rows[0].len() {
            let column = Column::new(m, n, z[first + i]);
            for j in 0..functions {
                rows[j][i] = column.values[j];
                rows[functions + j][i] = column.slope(j);
            }
        }
    });
    let slopes = values.split_off(functions * z.len());
    Ok([super::array(values, front, shape)?, super::array(slopes, front, shape)?])
}

/// The functions of one argument.
struct Column<V> {
    z: V,
    /// `1 - z^2`.
    square: V,
    /// Its root, or that of its negative outside the unit disc.
    w: V,
    /// One inside, minus one outside.
    side: f64,
    /// How many degrees.
    width: usize,
    /// Order after order.
    values: Vec<V>,
}

impl<V: Number> Column<V> {
    fn new(m: usize, n: usize, z: V) -> Self {
        let square = (-z + 1.0) * (z + 1.0);
        let side = if z.modulus() > 1.0 { -1.0 } else { 1.0 };
        let mut column =
            Column { z, square, w: (square * side).root(), side, width: n + 1, values: Vec::new() };
        if z.real().is_some_and(|x| x.abs() == 1.0) {
            column.values = vec![V::from(INFINITE); (m + 1) * (n + 1)];
            return column;
        }
        column.add_first();
        if m > 0 {
            column.add_second();
        }
        (2..=m).for_each(|order| column.add_order(order));
        column
    }

    /// Order zero (DLMF 14.5.7, 14.5.8 and 14.10.3).
    fn add_first(&mut self) {
        let q0 = if self.side > 0.0 {
            (self.z * 2.0 / (-self.z + 1.0)).ln_1p() * 0.5
        } else {
            (V::from(2.0) / (self.z - 1.0)).ln_1p() * 0.5
        };
        let q1 = self.z * q0 - 1.0;
        self.add_degrees(0, q0, q1);
    }

    /// Order one, which is `w` times the derivative of order zero, or minus that inside.
    fn add_second(&mut self) {
        let one = V::from(1.0);
        let q1 = self.w * (self.values[0] + self.z / self.square) * -self.side;
        self.add_degrees(1, -one / self.w, q1);
    }

    /// All degrees, from the first two: upwards where nothing else grows faster, otherwise by the ratios of neighbours from
    /// above (Gautschi, "Computational aspects of three-term recurrence relations", SIAM Review 9, 1967).
    fn add_degrees(&mut self, m: usize, first: V, second: V) {
        let start = self.values.len();
        let rate = 2.0 * self.z.decay();
        self.values.push(first);
        if self.side > 0.0 || rate * self.width as f64 <= GROWTH {
            if self.width > 1 {
                self.values.push(second);
            }
            for n in 2..self.width {
                let step = Scaling::Ferrers.step(n as f64, m as f64);
                let (now, before) = (self.values[start + n - 1], self.values[start + n - 2]);
                self.values.push(self.z * step.rise * now + before * step.fall);
            }
            return;
        }
        let ratios = self.ratios(m as f64, (DEPTH / rate).ceil() as usize);
        for (n, ratio) in ratios.into_iter().enumerate() {
            self.values.push(self.values[start + n] * ratio);
        }
    }

    /// What each degree from one on is of the one below, from `more` degrees above the last.
    fn ratios(&self, m: f64, more: usize) -> Vec<V> {
        let mut ratios = vec![V::ZERO; self.width - 1];
        let mut ratio = V::ZERO;
        for n in (1..self.width + more).rev() {
            let k = n as f64;
            ratio = V::from(k + m) / (self.z * (2.0 * k + 1.0) - ratio * (k - m + 1.0));
            if let Some(kept) = ratios.get_mut(n - 1) {
                *kept = ratio;
            }
        }
        ratios
    }

    /// An order from the two below it (DLMF 14.10.1, 14.10.6).
    fn add_order(&mut self, m: usize) {
        let start = self.values.len();
        for n in 0..self.width {
            let (below, two_below) =
                (self.values[start - self.width + n], self.values[start - 2 * self.width + n]);
            let (j, i) = (n as f64, m as f64);
            let turn = self.z / self.w * below * (-2.0 * (i - 1.0));
            self.values.push(turn - two_below * (self.side * (j + i - 1.0) * (j - i + 2.0)));
        }
    }

    /// The derivative of a function in the list (DLMF 14.10.5 and its like in the order).
    fn slope(&self, place: usize) -> V {
        let (m, n) = ((place / self.width) as f64, (place % self.width) as f64);
        let own = self.values[place];
        if self.z.real().is_some_and(|x| x.abs() == 1.0) {
            return own;
        }
        match (m, n) {
            (0.0, 0.0) => V::from(1.0) / self.square,
            (0.0, _) => (self.values[place - 1] - self.z * own) * n / self.square,
            _ => {
                let below = self.values[place - self.width];
                self.z * own * m / self.square + below * ((m + n) * (n - m + 1.0)) / self.w
            }
        }
    }
}
