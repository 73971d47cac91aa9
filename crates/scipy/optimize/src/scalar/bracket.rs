//! A search downhill for three points with the lowest in the middle.

use super::MinimumError;

/// How far and how long [`bracket()`] searches; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BracketOptions {
    /// The longest step, relative to the last one.
    pub grow_limit: f64,
    /// The most iterations.
    pub maxiter: isize,
}

impl Default for BracketOptions {
    fn default() -> Self {
        Self { grow_limit: 110.0, maxiter: 1000 }
    }
}

/// Three points and their values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// One end.
    pub xa: f64,
    /// The middle.
    pub xb: f64,
    /// The other end.
    pub xc: f64,
    /// The value at `xa`.
    pub fa: f64,
    /// The value at `xb`.
    pub fb: f64,
    /// The value at `xc`.
    pub fc: f64,
    /// How often the function was called.
    pub nfev: usize,
}

const GOLD: f64 = 1.618034;
const TINY: f64 = 1e-21;

impl Bracket {
    fn is_valid(&self) -> bool {
        let low = (self.fb < self.fc && self.fb <= self.fa) || (self.fb < self.fa && self.fb <= self.fc);
        let ordered = (self.xa < self.xb && self.xb < self.xc) || (self.xc < self.xb && self.xb < self.xa);
        low && ordered && [self.xa, self.xb, self.xc].iter().all(|x| x.is_finite())
    }

    fn shift(&mut self, x: f64, f: f64) {
        (self.xa, self.xb, self.xc) = (self.xb, self.xc, x);
        (self.fa, self.fb, self.fc) = (self.fb, self.fc, f);
    }

    /// Where the parabola through the three points has its vertex.
    fn vertex(&self) -> f64 {
        let left = (self.xb - self.xa) * (self.fb - self.fc);
        let right = (self.xb - self.xc) * (self.fb - self.fa);
        let difference = right - left;
        let denominator = 2.0 * if difference.abs() < TINY { TINY } else { difference };
        self.xb - ((self.xb - self.xc) * right - (self.xb - self.xa) * left) / denominator
    }

    fn beyond(&self) -> f64 {
        self.xc + GOLD * (self.xc - self.xb)
    }
}

/// Searches downhill from `xa` and `xb` for a bracket of a minimum, by parabolas and golden sections
/// (Press et al., section 10.1).
///
/// # Errors
/// The callback's error; no bracket, with the last three points; iterations used up.
///
/// ```
/// use pallasite_optimize::{BracketOptions, bracket};
/// let found = bracket(|x| Ok::<_, ()>((x - 20.0) * x), 0.0, 1.0, &BracketOptions::default()).unwrap();
/// assert!(found.xa < 10.0 && found.xc > 10.0 && found.fb < found.fa && found.fb < found.fc);
/// ```
pub fn bracket<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    xa: f64,
    xb: f64,
    options: &BracketOptions,
) -> Result<Bracket, MinimumError<E>> {
    let mut nfev = 0;
    let mut at = |x| {
        nfev += 1;
        f(x).map_err(MinimumError::Callback)
    };
    let (fa, fb) = (at(xa)?, at(xb)?);
    let (xa, xb, fa, fb) = if fa < fb { (xb, xa, fb, fa) } else { (xa, xb, fa, fb) };
    let xc = xb + GOLD * (xb - xa);
    let fc = at(xc)?;
    let mut b = Bracket { xa, xb, xc, fa, fb, fc, nfev: 0 };
    let mut iteration = 0;
    while b.fc < b.fb {
        if iteration > options.maxiter {
            return Err(MinimumError::Iterations);
        }
        iteration += 1;
        if advance(&mut b, &mut at, options.grow_limit)? {
            break;
        }
    }
    b.nfev = nfev;
    if b.is_valid() { Ok(b) } else { Err(MinimumError::NoBracket(b)) }
}

/// One step downhill; true when it has found the bracket.
fn advance<E>(
    b: &mut Bracket,
    at: &mut impl FnMut(f64) -> Result<f64, MinimumError<E>>,
    grow_limit: f64,
) -> Result<bool, MinimumError<E>> {
    let (mut w, limit) = (b.vertex(), b.xb + grow_limit * (b.xc - b.xb));
    let mut value;
    if (w - b.xc) * (b.xb - w) > 0.0 {
        value = at(w)?;
        if value < b.fc {
            (b.xa, b.fa, b.xb, b.fb) = (b.xb, b.fb, w, value);
            return Ok(true);
        }
        if value > b.fb {
            (b.xc, b.fc) = (w, value);
            return Ok(true);
        }
        w = b.beyond();
        value = at(w)?;
    } else if (w - limit) * (limit - b.xc) >= 0.0 {
        w = limit;
        value = at(w)?;
    } else if (w - limit) * (b.xc - w) > 0.0 {
        value = at(w)?;
        if value < b.fc {
            (b.xb, b.fb, b.xc, b.fc) = (b.xc, b.fc, w, value);
            w = b.beyond();
            value = at(w)?;
        }
    } else {
        w = b.beyond();
        value = at(w)?;
    }
    b.shift(w, value);
    Ok(false)
}
