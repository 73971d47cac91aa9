//! Piecewise polynomials in the Bernstein basis: `BPoly`.

mod from_derivatives;

use crate::extrapolate::Extrapolate;
use crate::locate::Locator;
use crate::piecewise::{Basis, Piecewise};
use crate::ppoly::PPoly;

/// Bernstein's polynomials `binom(k, a) s^a (1 - s)^(k - a)` with `s` from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bernstein;

/// Polynomials `sum of c[a] binom(k, a) s^a (1 - s)^(k - a)` with `s` from 0 to 1, one on each interval.
pub type BPoly<'a> = Piecewise<'a, Bernstein>;

/// The binomial coefficient.
fn binomial(n: usize, k: usize) -> f64 {
    (1..=k).fold(1.0, |b, i| b * (n - k + i) as f64 / i as f64)
}

fn sign(power: usize) -> f64 {
    if power.is_multiple_of(2) { 1.0 } else { -1.0 }
}

impl Basis for Bernstein {
    /// De Casteljau's scheme, of differences for a derivative.
    fn fill<const UP: bool>(p: &BPoly<'_>, x: &[f64], nu: usize, extrapolate: Extrapolate, out: &mut [f64]) {
        match (p.width, p.order()) {
            (1, 2) => p.numbers::<UP, 2>(x, nu, extrapolate, out),
            (1, 3) => p.numbers::<UP, 3>(x, nu, extrapolate, out),
            (1, 4) => p.numbers::<UP, 4>(x, nu, extrapolate, out),
            (1, 6) => p.numbers::<UP, 6>(x, nu, extrapolate, out),
            _ => p.rows::<UP>(x, nu, extrapolate, out),
        }
    }

    fn cost(p: &BPoly<'_>) -> usize {
        8 + p.order() * p.order() * p.width
    }

    fn derivative(p: &BPoly<'_>, nu: usize) -> BPoly<'static> {
        (0..nu).fold(p.with(p.c.to_vec()), |p, _| p.slope())
    }

    fn sums(p: &BPoly<'_>) -> BPoly<'static> {
        let (plane, order, m) = (p.plane(), p.order(), p.width);
        let mut c = vec![0.0; (order + 1) * plane];
        for at in 0..order * plane {
            c[at + plane] = c[at] + p.c[at];
        }
        for at in plane..c.len() {
            c[at] = c[at] / order as f64 * p.length(at);
        }
        let mut before = vec![0.0; m];
        for i in 0..p.intervals() {
            for j in 0..m {
                let end = c[order * plane + i * m + j];
                (0..=order).for_each(|a| c[a * plane + i * m + j] += before[j]);
                before[j] += end;
            }
        }
        p.with(c)
    }

    fn integral(p: &BPoly<'_>) -> impl Fn(f64, f64, Extrapolate) -> Vec<f64> {
        let (sums, width) = (Self::sums(p), p.width);
        move |a, b, extrapolate| {
            let ends = sums.evaluate(&[a, b], 0, extrapolate);
            let (low, high) = ends.split_at(width);
            high.iter().zip(low).map(|(h, l)| h - l).collect()
        }
    }
}

/// Differences of rows of `m` coefficients `nu` times, then their means at `s`, until the first row is all there is.
#[inline(always)]
fn combine(b: &mut [f64], m: usize, s: f64, nu: usize) {
    for round in 1..b.len() / m {
        let (left, right) = if round <= nu { (-1.0, 1.0) } else { (1.0 - s, s) };
        for j in 0..b.len() - round * m {
            b[j] = left * b[j] + right * b[j + m];
        }
    }
}

/// What the last difference of `order` coefficients is multiplied by in a derivative of order `nu`, before the length.
fn factor(order: usize, nu: usize) -> f64 {
    if nu < order { (order - nu..order).map(|f| f as f64).product() } else { 0.0 }
}

impl BPoly<'_> {
    /// The length of the interval that a coefficient belongs to.
    fn length(&self, at: usize) -> f64 {
        let i = at % self.plane() / self.width;
        self.x[i + 1] - self.x[i]
    }

    /// Derivatives of one polynomial of an order that the compiler knows.
    fn numbers<const UP: bool, const K: usize>(
        &self,
        x: &[f64],
        nu: usize,
        extrapolate: Extrapolate,
        out: &mut [f64],
    ) {
        let (breaks, n, factor) = (&self.x[..], self.intervals(), factor(K, nu));
        let planes: [&[f64]; K] = std::array::from_fn(|a| &self.c[a * n..(a + 1) * n]);
        let mut locator = Locator::<UP>::new(breaks, extrapolate.goes_on());
        for (&x, out) in x.iter().zip(out) {
            let v = extrapolate.map(x, breaks[0], breaks[n]);
            let Some(i) = locator.interval(v) else {
                *out = f64::NAN;
                continue;
            };
            if nu >= K {
                continue;
            }
            let mut b: [f64; K] = std::array::from_fn(|a| planes[a][i]);
            let length = breaks[i + 1] - breaks[i];
            let s = (v - breaks[i]) / length;
            combine(&mut b, 1, s, nu);
            *out = b[0] * if nu == 0 { 1.0 } else { factor / length.powi(nu as i32) };
        }
    }

    fn rows<const UP: bool>(&self, x: &[f64], nu: usize, extrapolate: Extrapolate, out: &mut [f64]) {
        let (breaks, n, m, order) = (&self.x[..], self.intervals(), self.width, self.order());
        let factor = factor(order, nu);
        let mut locator = Locator::<UP>::new(breaks, extrapolate.goes_on());
        let mut b = vec![0.0; order * m];
        for at in 0..x.len() {
            let v = extrapolate.map(x[at], breaks[0], breaks[n]);
            let row = &mut out[at * m..(at + 1) * m];
            let Some(i) = locator.interval(v) else {
                row.fill(f64::NAN);
                continue;
            };
            if nu >= order {
                continue;
            }
            for (row, plane) in b.chunks_exact_mut(m).zip(self.c.chunks_exact(n * m)) {
                row.copy_from_slice(&plane[i * m..(i + 1) * m]);
            }
            let length = breaks[i + 1] - breaks[i];
            let s = (v - breaks[i]) / length;
            combine(&mut b, m, s, nu);
            let scale = if nu == 0 { 1.0 } else { factor / length.powi(nu as i32) };
            for j in 0..m {
                row[j] = b[j] * scale;
            }
        }
    }

    fn slope(&self) -> BPoly<'static> {
        let (plane, k) = (self.plane(), self.order() - 1);
        let rise = |at: usize| k as f64 * (self.c[at + plane] - self.c[at]) / self.length(at);
        let c = if k == 0 { vec![0.0; plane] } else { (0..k * plane).map(rise).collect() };
        self.with(c)
    }

    /// The same polynomial with `d` more coefficients.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::BPoly;
    /// let line = BPoly::new(vec![0.0, 2.0], vec![0.0, 1.0], 1);
    /// assert_eq!(*line.raised(1).c, [0.0, 1.0, 2.0]);
    /// ```
    pub fn raised(&self, d: usize) -> BPoly<'static> {
        let (plane, order) = (self.plane(), self.order());
        let mut c = vec![0.0; (order + d) * plane];
        let k = order - 1;
        for a in 0..order {
            for j in 0..=d {
                let factor = binomial(k, a) * binomial(d, j) / binomial(k + d, a + j);
                for at in 0..plane {
                    c[(a + j) * plane + at] += self.c[a * plane + at] * factor;
                }
            }
        }
        self.with(c)
    }

    /// The Bernstein coefficients of a polynomial in the power basis.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{BPoly, PPoly};
    /// let square = PPoly::new(vec![1.0, 0.0, 0.0], vec![0.0, 2.0], 1);
    /// let same = BPoly::from_ppoly(&square);
    /// assert_eq!(*same.c, [0.0, 0.0, 4.0]);
    /// assert_eq!(same.to_ppoly(), square);
    /// ```
    pub fn from_ppoly(p: &PPoly<'_>) -> BPoly<'static> {
        let (plane, k) = (p.intervals() * p.width, p.order() - 1);
        let mut out = BPoly::new(vec![0.0; p.c.len()], p.x.to_vec(), p.width);
        for a in 0..=k {
            for at in 0..plane {
                let scale = out.length(at).powi((k - a) as i32);
                let factor = p.c[a * plane + at] / binomial(k, k - a) * scale;
                for j in k - a..=k {
                    out.c.to_mut()[j * plane + at] += factor * binomial(j, k - a);
                }
            }
        }
        out
    }

    /// The same polynomials in the power basis.
    pub fn to_ppoly(&self) -> PPoly<'static> {
        let (plane, k) = (self.plane(), self.order() - 1);
        let mut c = vec![0.0; self.c.len()];
        for a in 0..=k {
            for s in a..=k {
                let sign = sign(s - a);
                let factor = sign * binomial(k, a) * binomial(k - a, s - a);
                for at in 0..plane {
                    c[(k - s) * plane + at] +=
                        self.c[a * plane + at] * factor / self.length(at).powi(s as i32);
                }
            }
        }
        PPoly::new(c, self.x.to_vec(), self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_bases_and_derivatives_agree() {
        let p = PPoly::new(vec![1.0, -2.0, 3.0, 4.0, 0.5, 1.0], vec![0.0, 2.0, 3.0], 1);
        let b = BPoly::from_ppoly(&p);
        let x = [0.0, 0.3, 1.9, 2.0, 2.7, 3.5];
        let near = |a: Vec<f64>, b: Vec<f64>| a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-13);
        for nu in 0..4 {
            assert!(near(b.evaluate(&x, nu, Extrapolate::Yes), p.evaluate(&x, nu, Extrapolate::Yes)), "{nu}");
        }
        assert!(near(b.to_ppoly().c.to_vec(), p.c.to_vec()));
        assert!(near(b.integrate(0.5, 2.5, Extrapolate::Yes), p.integrate(0.5, 2.5, Extrapolate::Yes)));
        assert!(near(b.raised(2).evaluate(&x, 1, Extrapolate::Yes), p.evaluate(&x, 1, Extrapolate::Yes)));
    }
}
