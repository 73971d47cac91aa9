//! Infinite ranges as finite ones.

use crate::ode::Scalar;

/// Below this the factor `1 / t²` overflows.
const SMALLEST: f64 = 1.4916681462400413e-154;

/// A range of integration and the finite one that it is mapped to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Line {
    /// A finite range.
    Finite(f64, f64),
    /// From `start` to infinity of a sign by `x = start ± (1 - t) / t`, `reversed` when infinity comes first.
    Half { start: f64, sign: f64, reversed: bool },
    /// Everything by `x = (1 - |t|) / t`, from the infinity of one sign to that of another.
    Whole { from: f64, to: f64 },
}

impl Line {
    pub fn new(a: f64, b: f64) -> Self {
        match (a.is_infinite(), b.is_infinite()) {
            (false, true) => Line::Half { start: a, sign: b.signum(), reversed: false },
            (true, false) => Line::Half { start: b, sign: a.signum(), reversed: true },
            (true, true) => Line::Whole { from: a.signum(), to: b.signum() },
            _ => Line::Finite(a, b),
        }
    }

    pub fn is_finite(self) -> bool {
        matches!(self, Line::Finite(..))
    }

    /// Whether the integral over the mapped range has the other sign.
    pub fn reversed(self) -> bool {
        matches!(self, Line::Half { reversed: true, .. })
            || matches!(self, Line::Whole { from, to } if to < from)
    }

    /// The intervals between the ends and those of `points` that are inside, all mapped.
    pub fn first_intervals(self, points: Option<&[f64]>) -> Vec<[f64; 2]> {
        let (from, to) = match self {
            Line::Finite(a, b) => (a, b),
            Line::Half { .. } => (0.0, 1.0),
            Line::Whole { from, to } if from == to => (1.0, 1.0),
            Line::Whole { .. } => (-1.0, 1.0),
        };
        let mut cuts: Vec<f64> = points.unwrap_or_default().iter().map(|&x| self.mapped(x)).collect();
        if let Line::Whole { .. } = self {
            cuts.push(0.0);
        }
        cuts.sort_by(f64::total_cmp);
        let mut ends = vec![from];
        for cut in cuts {
            if from < cut && cut < to && ends.last() != Some(&cut) {
                ends.push(cut);
            }
        }
        ends.push(to);
        ends.windows(2).map(|w| [w[0], w[1]]).collect()
    }

    /// Where a point is in the finite range.
    fn mapped(self, x: f64) -> f64 {
        match self {
            Line::Finite(..) => x,
            // A zero is a point outside the range.
            Line::Half { start, sign, .. } => (sign * (x - start) + 1.0).recip(),
            Line::Whole { .. } => f64::copysign(1.0, x + 0.0) / (x.abs() + 1.0),
        }
    }

    /// The values of the mapped integrand.
    pub fn values<T: Scalar, E>(
        self,
        t: &[f64],
        f: &mut impl FnMut(&[f64]) -> Result<Vec<T>, E>,
    ) -> Result<Vec<T>, E> {
        let (sign, x): (f64, Vec<f64>) = match self {
            Line::Finite(..) => return f(t),
            Line::Half { start, sign, .. } => {
                (sign, t.iter().map(|t| start + sign * (1.0 - t) / t).collect())
            }
            Line::Whole { .. } => (1.0, t.iter().map(|t| (1.0 - t.abs()) / t).collect()),
        };
        let regular = |t: f64| t.abs() >= SMALLEST;
        let inside: Vec<f64> = x.iter().zip(t).filter(|&(_, &t)| regular(t)).map(|(&x, _)| x).collect();
        let values = f(&inside)?;
        let width = values.len() / inside.len().max(1);
        let mut rows = values.chunks_exact(width.max(1));
        let mut out = Vec::with_capacity(t.len() * width);
        for &t in t {
            match rows.next_if(regular(t)) {
                Some(row) => out.extend(row.iter().map(|&v| (v / t) / t * sign)),
                None => out.resize(out.len() + width, T::default()),
            }
        }
        Ok(out)
    }
}

/// The next item, if it is wanted.
trait NextIf: Iterator {
    fn next_if(&mut self, wanted: bool) -> Option<Self::Item> {
        if wanted { self.next() } else { None }
    }
}

impl<I: Iterator> NextIf for I {}
