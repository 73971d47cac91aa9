//! Carlson's symmetric integrals by duplication (Carlson, "Numerical computation of real or complex elliptic
//! integrals", Numerical Algorithms 10, 1995; the sums to degree seven are DLMF 19.36.1 and 19.36.2).

use num_complex::ComplexFloat;
use std::ops::{Add, Div, Mul, Sub};

/// Up to which relative distance from their mean the arguments are left to the Taylor sum.
const CLOSE: f64 = 0.01;

/// A real or complex number.
pub(super) trait Number:
    ComplexFloat<Real = f64>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
}

impl<T> Number for T where
    T: ComplexFloat<Real = f64>
        + Add<f64, Output = T>
        + Sub<f64, Output = T>
        + Mul<f64, Output = T>
        + Div<f64, Output = T>
{
}

/// The largest size of three numbers; NaN is none.
#[inline(always)]
fn largest<T: Number>(x: T, y: T, z: T) -> f64 {
    x.abs().max(y.abs()).max(z.abs())
}

/// `R_F(x, y, z)` (DLMF 19.16.1), at most one argument zero.
pub(super) fn carlson_f<T: Number>(x: T, y: T, z: T) -> T {
    let (mut x, mut y, mut z) = (x, y, z);
    loop {
        let mean = (x + y + z) * (1.0 / 3.0);
        let scale = mean.recip();
        let (dx, dy) = ((mean - x) * scale, (mean - y) * scale);
        let dz = -(dx + dy);
        if !(largest(dx, dy, dz) >= CLOSE) {
            return (symmetric_tail(dx * dy - dz * dz, dx * dy * dz) + 1.0) * scale.sqrt();
        }
        (x, y, z, _) = duplicated(x, y, z);
    }
}

/// The arguments once duplicated, and the shift that did it.
#[inline(always)]
fn duplicated<T: Number>(x: T, y: T, z: T) -> (T, T, T, T) {
    let (rx, ry, rz) = (x.sqrt(), y.sqrt(), z.sqrt());
    let shift = rx * ry + (ry + rx) * rz;
    ((x + shift) * 0.25, (y + shift) * 0.25, (z + shift) * 0.25, rz * (z + shift))
}

/// The Taylor sum of DLMF 19.36.1 beyond its one.
#[inline(always)]
fn symmetric_tail<T: Number>(e2: T, e3: T) -> T {
    let (square, product) = (e2 * e2, e2 * e3);
    e2 / -10.0 + e3 / 14.0 + square / 24.0 - product * 3.0 / 44.0 - square * e2 * 5.0 / 208.0
        + e3 * e3 * 3.0 / 104.0
        + square * e3 / 16.0
}

/// `R_F` and `R_D` of the same arguments, at most one of `x`, `y` zero, `z` not.
pub(super) fn carlson_f_and_d<T: Number>(x: T, y: T, z: T) -> (T, T) {
    let (mut x, mut y, mut z) = (x, y, z);
    let (mut sum, mut weight, mut first) = (T::zero(), 1.0, None);
    loop {
        if first.is_none() {
            let scale = (x + y + z).recip() * 3.0;
            let (dx, dy) = (T::one() - x * scale, T::one() - y * scale);
            let dz = -(dx + dy);
            if !(largest(dx, dy, dz) >= CLOSE) {
                first = Some((symmetric_tail(dx * dy - dz * dz, dx * dy * dz) + 1.0) * scale.sqrt());
            }
        }
        let scale = (x + y + z * 3.0).recip() * 5.0;
        let (dx, dy) = (T::one() - x * scale, T::one() - y * scale);
        let dz = (dx + dy) * (-1.0 / 3.0);
        let close = !(largest(dx, dy, dz) >= CLOSE);
        if let (Some(f), true) = (first, close) {
            let tail = degenerate_tail(dx * dy, dz) + 1.0;
            return (f, sum * 3.0 + tail * scale * scale.sqrt() * weight);
        }
        let denominator;
        (x, y, z, denominator) = duplicated(x, y, z);
        sum = sum + denominator.recip() * weight;
        weight *= 0.25;
    }
}

/// The Taylor sum of DLMF 19.36.2 beyond its one, where three of the five arguments are the same.
#[inline(always)]
fn degenerate_tail<T: Number>(product: T, dz: T) -> T {
    let square = dz * dz;
    let e2 = product - square * 6.0;
    let e3 = (product * 3.0 - square * 8.0) * dz;
    let e4 = (product - square) * square * 3.0;
    let e5 = product * square * dz;
    five_tail(e2, e3, e4, e5)
}

/// The Taylor sum of DLMF 19.36.2 beyond its one.
#[inline(always)]
fn five_tail<T: Number>(e2: T, e3: T, e4: T, e5: T) -> T {
    e2 * -3.0 / 14.0 + e3 / 6.0 + e2 * e2 * 9.0 / 88.0 - e4 * 3.0 / 22.0 - e2 * e3 * 9.0 / 52.0
        + e5 * 3.0 / 26.0
        - e2 * e2 * e2 / 16.0
        + e3 * e3 * 3.0 / 40.0
        + e2 * e4 * 3.0 / 20.0
        + e2 * e2 * e3 * 45.0 / 272.0
        - (e3 * e4 + e2 * e5) * 9.0 / 68.0
}

/// `R_C(x, y)` but for `y` on the cut.
pub(super) fn carlson_c<T: Number>(x: T, y: T) -> T {
    carlson_f(x, y, y)
}

/// `R_J(x, y, z, p)` (DLMF 19.16.2), at most one of the first three zero.
pub(super) fn carlson_j<T: Number>(x: T, y: T, z: T, p: T) -> T {
    let (mut x, mut y, mut z, mut p) = (x, y, z, p);
    let (mut delta, mut weight, mut sum) = ((p - x) * (p - y) * (p - z), 1.0, T::zero());
    loop {
        let scale = (x + y + z + p * 2.0).recip() * 5.0;
        let one = T::one();
        let (dx, dy, dz) = (one - x * scale, one - y * scale, one - z * scale);
        let dp = (dx + dy + dz) * -0.5;
        if !(largest(dx, dy, dz).max(dp.abs()) >= CLOSE) {
            let square = dp * dp;
            let (pairs, product) = (dx * dy + (dx + dy) * dz, dx * dy * dz);
            let e2 = pairs - square * 3.0;
            let e3 = product + e2 * dp * 2.0 + square * dp * 4.0;
            let e4 = (product * 2.0 + e2 * dp + square * dp * 3.0) * dp;
            let tail = five_tail(e2, e3, e4, product * square) + 1.0;
            return sum * 6.0 + tail * scale * scale.sqrt() * weight;
        }
        let (rx, ry, rz, rp) = (x.sqrt(), y.sqrt(), z.sqrt(), p.sqrt());
        let d = (rp + rx) * (rp + ry) * (rp + rz);
        let e = delta / (d * d);
        sum = sum + carlson_c(one, e + 1.0) / d * weight;
        let shift = rx * ry + (rx + ry) * rz;
        (x, y, z, p) = ((x + shift) * 0.25, (y + shift) * 0.25, (z + shift) * 0.25, (p + shift) * 0.25);
        delta = delta / 64.0;
        weight *= 0.25;
    }
}

/// `R_G(x, y, z)` (DLMF 19.21.10), `z` not zero; between the others nothing cancels.
pub(super) fn carlson_g<T: Number>(x: T, y: T, z: T) -> T {
    let (f, d) = carlson_f_and_d(x, y, z);
    (z * f - (x - z) * (y - z) * d / 3.0 + x.sqrt() * y.sqrt() / z.sqrt()) * 0.5
}
