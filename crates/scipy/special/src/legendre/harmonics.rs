//! Spherical harmonics: the spherical Legendre functions with the turns of the azimuth.

use super::argument::Sphere;
use super::family::Scaling;
use super::spread::Spread;
use super::table::Orders;
use super::{Call, Table, on_sphere};
use num_complex::Complex64;
use pallasite_array::layout::broadcast_shapes;
use pallasite_array::{DType, Kind, NdArray, Order, Result, threads};

/// What a sine and a cosine cost, in additions.
const TURN: usize = 40;
/// What the product of a row's element with a turn costs.
const PRODUCT: usize = 2;

/// The spherical harmonic, and where `diff_n` asks for them its gradient and its Hessian matrix by the polar and the
/// azimuthal angle, on axes behind those of the arguments, which are broadcast (DLMF 14.30).
///
/// # Errors
/// Degrees or orders that are no integers, angles that are no real numbers, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use num_complex::Complex64;
/// let (whole, angle) = (|k: i64| NdArray::from_vec(vec![k]), NdArray::from_vec(vec![std::f64::consts::FRAC_PI_2]));
/// let y = pallasite_special::sph_harm_y(&whole(1), &whole(1), &angle, &angle, 1).unwrap();
/// let expected = Complex64::new(0.0, -(0.375 / std::f64::consts::PI).sqrt());
/// assert!((y[0].to_vec::<Complex64>().unwrap()[0] - expected).norm() < 1e-15);
/// assert_eq!(y[1].shape(), [1, 2]);
/// ```
pub fn sph_harm_y(
    n: &NdArray,
    m: &NdArray,
    theta: &NdArray,
    phi: &NdArray,
    diff_n: usize,
) -> Result<Vec<NdArray>> {
    let call = Call { name: "sph_harm_y" };
    call.check_whole(&[n, m])?;
    call.check_real(&[theta, phi])?;
    let shape = broadcast_shapes(&[n.shape(), m.shape(), theta.shape(), phi.shape()])?;
    let p = on_sphere(n, m, &theta.broadcast_to(&shape)?, diff_n)?;
    let p = p.as_slice::<f64>().unwrap_or_default();
    let (m, phi) = (Spread::<i64>::new(m, &shape)?, Spread::<f64>::new(phi, &shape)?);
    let count = shape.iter().product();
    let turns = turns(count, |i| m.at(i) as f64 * phi.at(i));
    let order = |i: usize| m.at(i) as f64;
    let value = |i: usize, d: usize| p[d * count + i];
    (0..=diff_n)
        .map(|d| derivatives(&shape, d, |i, j| turned(turns[i], order(i), d, j, |k| value(i, k))))
        .collect()
}

/// `exp(i angle)` for many angles.
fn turns(count: usize, angle: impl Fn(usize) -> f64 + Sync) -> Vec<Complex64> {
    let mut turns = vec![Complex64::ZERO; count];
    threads::for_each_chunk(&mut turns, TURN, |first, some| {
        for (i, turn) in (first..).zip(some) {
            *turn = Complex64::cis(angle(i));
        }
    });
    turns
}

/// Element `j` of the derivatives of order `d`, in C order: where `j` has ones the azimuth is meant.
fn turned(turn: Complex64, m: f64, d: usize, j: usize, value: impl Fn(usize) -> f64) -> Complex64 {
    let by_azimuth = j.count_ones() as usize;
    let p = value(d - by_azimuth);
    match by_azimuth {
        0 => turn * p,
        1 => Complex64::new(-turn.im, turn.re) * (m * p),
        _ => turn * (-m * m * p),
    }
}

/// The derivatives of order `d`, a value for each element of `shape` and each of the `2^d` parts.
fn derivatives(
    shape: &[usize],
    d: usize,
    value: impl Fn(usize, usize) -> Complex64 + Sync,
) -> Result<NdArray> {
    let parts = 1 << d;
    let mut values = vec![Complex64::ZERO; shape.iter().product::<usize>() * parts];
    threads::for_each_chunk(&mut values, PRODUCT, |first, some| {
        for (i, slot) in (first..).zip(some) {
            *slot = value(i / parts, i % parts);
        }
    });
    NdArray::from_vec_shape(values, &[shape, &[2, 2][..d]].concat())
}

/// The spherical harmonics of degrees up to `n` and orders up to `m`, then from `-m` to -1, and where `diff_n` asks for them
/// their gradients and Hessian matrices: axes of degrees and orders in front of those of the angles.
///
/// # Errors
/// Angles that are no real numbers, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let angle = NdArray::from_vec(vec![0.5, 1.0]);
/// let y = pallasite_special::sph_harm_y_all(3, 2, &angle, &angle, 2).unwrap();
/// assert_eq!(y[2].shape(), [4, 5, 2, 2, 2]);
/// ```
pub fn sph_harm_y_all(
    n: usize,
    m: usize,
    theta: &NdArray,
    phi: &NdArray,
    diff_n: usize,
) -> Result<Vec<NdArray>> {
    Call { name: "sph_harm_y_all" }.check_real(&[theta, phi])?;
    let single = [theta, phi].iter().all(|a| a.kind() == Kind::Float32);
    let shape = broadcast_shapes(&[theta.shape(), phi.shape()])?;
    let count: usize = shape.iter().product();
    let table = Table { n, orders: Orders::UpTo(m), scaling: Scaling::Sphere, derivatives: diff_n };
    let p = table.of(&shape, &Sphere { theta: Spread::new(theta, &shape)? })?;
    let p = p.as_slice::<f64>().unwrap_or_default();
    let phi = Spread::<f64>::new(phi, &shape)?;
    let turns = turns((m + 1) * count, |i| (i / count.max(1)) as f64 * phi.at(i % count.max(1)));
    let harmonics = Harmonics { p, turns: &turns, n, m, count };
    let outer = [&[n + 1, 2 * m + 1], &shape[..]].concat();
    let of = |d| {
        let values = NdArray::from_vec_shape(harmonics.derivatives(d), &[&outer, &[2, 2][..d]].concat())?;
        if single { values.astype(&DType::from(Kind::Complex64), Order::C) } else { Ok(values) }
    };
    (0..=diff_n).map(of).collect()
}

/// What all harmonics are products of: functions of the polar angle of orders from zero on, and turns.
struct Harmonics<'a> {
    p: &'a [f64],
    turns: &'a [Complex64],
    n: usize,
    m: usize,
    count: usize,
}

impl Harmonics<'_> {
    /// The derivatives of order `d` of all degrees and orders.
    fn derivatives(&self, d: usize) -> Vec<Complex64> {
        let (columns, width) = (2 * self.m + 1, self.count << d);
        let mut values = vec![Complex64::ZERO; (self.n + 1) * columns * width];
        if values.is_empty() {
            return values;
        }
        let mut rows: Vec<&mut [Complex64]> = values.chunks_mut(width).collect();
        threads::for_each_chunk(&mut rows, PRODUCT * width, |first, some| {
            for (i, row) in (first..).zip(some) {
                let (degree, column) = (i / columns, i % columns);
                let order = if column > self.m { column as i64 - columns as i64 } else { column as i64 };
                self.row(degree, order, d, row);
            }
        });
        values
    }

    /// One of them; that of order `-m` is the conjugate of the other, with the sign of `(-1)^m`.
    fn row(&self, degree: usize, order: i64, d: usize, row: &mut [Complex64]) {
        let m = order.unsigned_abs() as usize;
        let below = order < 0;
        let sign = if below && !m.is_multiple_of(2) { -1.0 } else { 1.0 };
        let turns = &self.turns[m * self.count..][..self.count];
        let value = |i: usize, k: usize| {
            sign * self.p[((k * (self.n + 1) + degree) * (self.m + 1) + m) * self.count + i]
        };
        for (i, parts) in row.chunks_mut(1 << d).enumerate() {
            let turn = if below { turns[i].conj() } else { turns[i] };
            for (j, slot) in parts.iter_mut().enumerate() {
                *slot = turned(turn, order as f64, d, j, |k| value(i, k));
            }
        }
    }
}
