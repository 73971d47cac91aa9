//! Piecewise polynomials in the local power basis: `PPoly`.

mod roots;

pub(crate) use roots::real_roots;

use crate::bspline::BSpline;
use crate::extrapolate::Extrapolate;
use crate::locate::{Locator, rises};
use crate::piecewise::{Basis, Piecewise};

/// The powers of `x - x[i]`, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Power;

/// Polynomials in `x - x[i]`, one on each interval between breakpoints; of the coefficients those of the highest power
/// come first.
pub type PPoly<'a> = Piecewise<'a, Power>;

impl PPoly<'_> {
    /// The polynomials of a spline between breakpoints, which are all its knots or some.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{PPoly, bspline::BSpline};
    /// let hat = BSpline::new(vec![0.0, 0.0, 1.0, 2.0, 2.0], vec![0.0, 1.0, 0.0], 1, 1);
    /// assert_eq!(*PPoly::from_bspline(&hat, &[0.0, 1.0, 2.0]).c, [1.0, -1.0, 0.0, 1.0]);
    /// ```
    pub fn from_bspline(spline: &BSpline<'_>, x: &[f64]) -> PPoly<'static> {
        let starts = &x[..x.len() - 1];
        let mut c = Vec::with_capacity((spline.k + 1) * starts.len() * spline.width);
        for nu in (0..=spline.k).rev() {
            let factorial: f64 = (1..=nu).map(|i| i as f64).product();
            c.extend(spline.evaluate(starts, nu, Extrapolate::Yes).iter().map(|v| v / factorial));
        }
        PPoly::new(c, x.to_vec(), spline.width)
    }

    /// The coefficient of one number of interval `i`.
    #[inline(always)]
    fn at(&self, power: usize, i: usize, j: usize) -> f64 {
        self.c[power * self.plane() + i * self.width + j]
    }

    /// The integral of one number from the start of interval `i` over a length `s`.
    fn primitive(&self, i: usize, j: usize, s: f64) -> f64 {
        let order = self.order();
        s * (0..order).fold(0.0, |sum, power| sum * s + self.at(power, i, j) / (order - power) as f64)
    }

    /// The integral between points in the order of the breakpoints.
    fn along<const UP: bool>(&self, from: f64, to: f64, extrapolate: Extrapolate) -> Vec<f64> {
        let mut locator = Locator::<UP>::new(&self.x, extrapolate.goes_on());
        let (Some(first), Some(last)) = (locator.interval(from), locator.interval(to)) else {
            return vec![f64::NAN; self.width];
        };
        let end = |i: usize| if i == last { to } else { self.x[i + 1] } - self.x[i];
        let number = |j: usize| {
            let before = self.primitive(first, j, from - self.x[first]);
            (first..=last).fold(-before, |sum, i| sum + self.primitive(i, j, end(i)))
        };
        (0..self.width).map(number).collect()
    }
}

impl Basis for Power {
    fn fill<const UP: bool>(p: &PPoly<'_>, x: &[f64], nu: usize, extrapolate: Extrapolate, out: &mut [f64]) {
        let factors = factors(p.order(), nu);
        let pieces = Pieces { c: &p.c, x: &p.x, width: p.width, factors: &factors };
        pieces.fill::<UP>(x, extrapolate, out);
    }

    fn cost(p: &PPoly<'_>) -> usize {
        4 + 2 * p.order() * p.width
    }

    fn derivative(p: &PPoly<'_>, nu: usize) -> PPoly<'static> {
        let plane = p.plane();
        let mut c: Vec<f64> = Vec::with_capacity(p.c.len());
        for (power, factor) in factors(p.order(), nu).iter().enumerate() {
            c.extend(p.c[power * plane..(power + 1) * plane].iter().map(|c| c * factor));
        }
        c.resize(c.len().max(plane), 0.0);
        p.with(c)
    }

    fn sums(p: &PPoly<'_>) -> PPoly<'static> {
        let (plane, order, m) = (p.plane(), p.order(), p.width);
        let mut c = Vec::with_capacity((order + 1) * plane);
        for power in 0..order {
            let divisor = (order - power) as f64;
            c.extend(p.c[power * plane..(power + 1) * plane].iter().map(|c| c / divisor));
        }
        c.resize((order + 1) * plane, 0.0);
        for i in 1..p.intervals() {
            let h = p.x[i] - p.x[i - 1];
            for at in (i - 1) * m..i * m {
                c[order * plane + at + m] =
                    (0..=order).fold(0.0, |sum, power| sum * h + c[power * plane + at]);
            }
        }
        p.with(c)
    }

    fn integral(p: &PPoly<'_>) -> impl Fn(f64, f64, Extrapolate) -> Vec<f64> {
        |a, b, extrapolate| {
            if rises(&p.x) {
                return p.along::<true>(a, b, extrapolate);
            }
            p.along::<false>(b, a, extrapolate).into_iter().map(|v| -v).collect()
        }
    }
}

/// What evaluation reads, as plain slices.
struct Pieces<'a> {
    c: &'a [f64],
    x: &'a [f64],
    width: usize,
    factors: &'a [f64],
}

impl Pieces<'_> {
    fn fill<const UP: bool>(&self, x: &[f64], extrapolate: Extrapolate, out: &mut [f64]) {
        match (self.width, self.factors.len()) {
            (1, 1) => self.numbers::<UP, 1>(x, extrapolate, out),
            (1, 2) => self.numbers::<UP, 2>(x, extrapolate, out),
            (1, 3) => self.numbers::<UP, 3>(x, extrapolate, out),
            (1, 4) => self.numbers::<UP, 4>(x, extrapolate, out),
            _ => self.rows::<UP>(x, extrapolate, out),
        }
    }

    /// Values of one polynomial of an order that the compiler knows.
    fn numbers<const UP: bool, const K: usize>(&self, x: &[f64], extrapolate: Extrapolate, out: &mut [f64]) {
        let (breaks, n) = (self.x, self.x.len() - 1);
        let planes: [&[f64]; K] = std::array::from_fn(|power| &self.c[power * n..(power + 1) * n]);
        let factors: [f64; K] = std::array::from_fn(|power| self.factors[power]);
        let mut locator = Locator::<UP>::new(breaks, extrapolate.goes_on());
        for at in 0..x.len() {
            let v = extrapolate.map(x[at], breaks[0], breaks[n]);
            out[at] = match locator.interval(v) {
                None => f64::NAN,
                Some(i) => {
                    let s = v - breaks[i];
                    let mut sum = planes[0][i] * factors[0];
                    for power in 1..K {
                        sum = sum * s + planes[power][i] * factors[power];
                    }
                    sum
                }
            };
        }
    }

    fn rows<const UP: bool>(&self, x: &[f64], extrapolate: Extrapolate, out: &mut [f64]) {
        let (breaks, n, m) = (self.x, self.x.len() - 1, self.width);
        let mut locator = Locator::<UP>::new(breaks, extrapolate.goes_on());
        for at in 0..x.len() {
            let v = extrapolate.map(x[at], breaks[0], breaks[n]);
            let row = &mut out[at * m..(at + 1) * m];
            let Some(i) = locator.interval(v) else {
                row.fill(f64::NAN);
                continue;
            };
            let s = v - breaks[i];
            for (power, &factor) in self.factors.iter().enumerate() {
                let c = &self.c[(power * n + i) * m..(power * n + i + 1) * m];
                for j in 0..m {
                    row[j] = row[j] * s + c[j] * factor;
                }
            }
        }
    }
}

/// What the powers, the highest first, are multiplied by in the derivative of order `nu`.
pub(crate) fn factors(order: usize, nu: usize) -> Vec<f64> {
    (nu..order).rev().map(|power| falling(power, nu)).collect()
}

/// `power (power - 1) ...`, `nu` factors.
#[inline]
fn falling(power: usize, nu: usize) -> f64 {
    (power + 1 - nu..=power).map(|f| f as f64).product()
}
