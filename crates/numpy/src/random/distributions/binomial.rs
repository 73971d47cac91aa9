//! The binomial distribution.

use super::{Variates, floor_i64, truncate_i64};

/// A binomial sampler with its set-up done: inversion where the mean is at most 30, else BTPE.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{Pcg64, Stream, distributions::Binomial};
///
/// let mut bits = Pcg64::from_seed(&42_u64.into());
/// let heads = Binomial::new(100, 0.5);
/// assert_eq!([heads.draw(&mut bits), heads.draw(&mut bits)], [55, 40]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binomial {
    n: i64,
    /// Whether failures are counted, since `p > 1/2`.
    mirrored: bool,
    method: Method,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Method {
    Zero,
    Inversion(Inversion),
    Btpe(Btpe),
}

impl Binomial {
    /// `n` trials of probability `p`, as `Generator.binomial` draws them.
    pub fn new(n: i64, p: f64) -> Self {
        if n == 0 || p == 0.0 {
            return Self { n, mirrored: false, method: Method::Zero };
        }
        Self::with_none(n, p, |p| (n as f64 * (-p).ln_1p()).exp())
    }

    /// `n` trials of probability `p`, as `RandomState.binomial` draws them.
    pub(in super::super) fn legacy(n: i64, p: f64) -> Self {
        Self::with_none(n, p, |p| (n as f64 * (1.0 - p).ln()).exp())
    }

    /// `none` is the probability of no success at all.
    fn with_none(n: i64, p: f64, none: impl Fn(f64) -> f64) -> Self {
        let mirrored = p > 0.5 || p.is_nan();
        let p = if mirrored { 1.0 - p } else { p };
        let method = if p * n as f64 <= 30.0 {
            Method::Inversion(Inversion::new(n, p, none(p)))
        } else {
            Method::Btpe(Btpe::new(n, p))
        };
        Self { n, mirrored, method }
    }

    /// One variate.
    pub fn draw<V: Variates + ?Sized>(&self, v: &mut V) -> i64 {
        let count = match &self.method {
            Method::Zero => 0,
            Method::Inversion(inversion) => inversion.draw(v),
            Method::Btpe(btpe) => btpe.draw(v),
        };
        if self.mirrored { self.n.wrapping_sub(count) } else { count }
    }
}

/// Walks the distribution function, with a bound against rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Inversion {
    n: i64,
    p: f64,
    q: f64,
    none: f64,
    bound: i64,
}

impl Inversion {
    fn new(n: i64, p: f64, none: f64) -> Self {
        let q = 1.0 - p;
        let mean = n as f64 * p;
        let far = mean + 10.0 * (mean * q + 1.0).sqrt();
        let bound = if (n as f64) < far { n as f64 } else { far };
        Self { n, p, q, none, bound: truncate_i64(bound) }
    }

    fn draw<V: Variates + ?Sized>(&self, v: &mut V) -> i64 {
        let (mut count, mut term) = (0_i64, self.none);
        let mut u = v.standard_uniform();
        while u > term {
            count += 1;
            if count > self.bound {
                (count, term) = (0, self.none);
                u = v.standard_uniform();
            } else {
                u -= term;
                term = ((self.n - count + 1) as f64 * self.p * term) / (count as f64 * self.q);
            }
        }
        count
    }
}

/// Triangle, parallelogram and exponential tails: Kachitvichyanukul and Schmeiser, *Binomial Random
/// Variate Generation*, Commun. ACM 31 (1988). Names are the paper's.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Btpe {
    n: i64,
    p: f64,
    q: f64,
    m: i64,
    p1: f64,
    xm: f64,
    xl: f64,
    xr: f64,
    c: f64,
    laml: f64,
    lamr: f64,
    p2: f64,
    p3: f64,
    p4: f64,
}

/// A candidate: taken at once, to be tested against the density, or outside the range.
enum Candidate {
    Accepted(i64),
    Test(i64, f64),
    Rejected,
}

impl Btpe {
    fn new(n: i64, p: f64) -> Self {
        let (count, q) = (n as f64, 1.0 - p);
        let fm = count * p + p;
        let m = floor_i64(fm);
        let p1 = (2.195 * (count * p * q).sqrt() - 4.6 * q).floor() + 0.5;
        let xm = m as f64 + 0.5;
        let (xl, xr) = (xm - p1, xm + p1);
        let c = 0.134 + 20.5 / (15.3 + m as f64);
        let tail = |a: f64| a * (1.0 + a / 2.0);
        let laml = tail((fm - xl) / (fm - xl * p));
        let lamr = tail((xr - fm) / (xr * q));
        let p2 = p1 * (1.0 + 2.0 * c);
        let p3 = p2 + c / laml;
        Self { n, p, q, m, p1, xm, xl, xr, c, laml, lamr, p2, p3, p4: p3 + c / lamr }
    }

    fn draw<V: Variates + ?Sized>(&self, v: &mut V) -> i64 {
        loop {
            let u = v.standard_uniform() * self.p4;
            let w = v.standard_uniform();
            match self.propose(u, w) {
                Candidate::Accepted(y) => return y,
                Candidate::Test(y, w) if self.accepts(y, w) => return y,
                _ => {}
            }
        }
    }

    fn propose(&self, u: f64, w: f64) -> Candidate {
        if u > self.p3 {
            let y = floor_i64(self.xr - w.ln() / self.lamr);
            if y > self.n || w == 0.0 {
                return Candidate::Rejected;
            }
            return Candidate::Test(y, w * (u - self.p3) * self.lamr);
        }
        if u > self.p2 {
            let y = floor_i64(self.xl + w.ln() / self.laml);
            if y < 0 || w == 0.0 {
                return Candidate::Rejected;
            }
            return Candidate::Test(y, w * (u - self.p2) * self.laml);
        }
        if u > self.p1 {
            let x = self.xl + (u - self.p1) / self.c;
            let w = w * self.c + 1.0 - (self.m as f64 - x + 0.5).abs() / self.p1;
            return if w > 1.0 { Candidate::Rejected } else { Candidate::Test(floor_i64(x), w) };
        }
        Candidate::Accepted(floor_i64(self.xm - self.p1 * w + u))
    }

    /// Whether `w` lies below the density at `y` relative to the mode.
    fn accepts(&self, y: i64, w: f64) -> bool {
        let k = y.wrapping_sub(self.m).wrapping_abs();
        let nrq = self.n as f64 * self.p * self.q;
        if k <= 20 || k as f64 >= nrq / 2.0 - 1.0 {
            return w <= self.ratio(y);
        }
        let kf = k as f64;
        let rho = (kf / nrq) * ((kf * (kf / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5);
        let t = k.wrapping_mul(k).wrapping_neg() as f64 / (2.0 * nrq);
        let ln_w = w.ln();
        ln_w < t - rho || (ln_w <= t + rho && ln_w <= self.ln_ratio(y))
    }

    /// The density at `y` over that at the mode, by the recurrence.
    fn ratio(&self, y: i64) -> f64 {
        let s = self.p / self.q;
        let a = s * self.n.wrapping_add(1) as f64;
        let term = |i: i64| a / i as f64 - s;
        if self.m < y {
            (self.m + 1..=y).fold(1.0, |f, i| f * term(i))
        } else {
            (y + 1..=self.m).fold(1.0, |f, i| f / term(i))
        }
    }

    /// The logarithm of the same, by Stirling's formula. The sign of the last two corrections and the
    /// constant 13680 (for 13860) are slips that NumPy's stream up to 2.4 depends on.
    fn ln_ratio(&self, y: i64) -> f64 {
        let (n, m) = (self.n as f64, self.m as f64);
        let (x1, f1, z, w) = (y as f64 + 1.0, m + 1.0, n + 1.0 - m, n - y as f64 + 1.0);
        let correction = |x: f64| {
            let x2 = x * x;
            (13680.0 - (462.0 - (132.0 - (99.0 - 140.0 / x2) / x2) / x2) / x2) / x / 166320.0
        };
        self.xm * (f1 / x1).ln()
            + (self.n.wrapping_sub(self.m) as f64 + 0.5) * (z / w).ln()
            + y.wrapping_sub(self.m) as f64 * (w * self.p / (x1 * self.q)).ln()
            + correction(f1)
            + correction(z)
            + correction(x1)
            + correction(w)
    }
}
