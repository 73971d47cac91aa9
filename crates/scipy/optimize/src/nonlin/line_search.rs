//! How far to go along Newton's step.

use super::field::{Field, add, finite, length};
use crate::minimize::more_thuente::{Conditions, MoreThuente, Trial, Verdict};

/// How far to go along a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineSearchKind {
    /// All the way.
    Full,
    /// Backtracking with interpolation until the residual falls enough (Nocedal & Wright 2006, section 3.5).
    Armijo,
    /// Until the strong Wolfe conditions hold (Moré & Thuente 1994).
    Wolfe,
}

/// The least step.
const LEAST: f64 = 1e-2;

/// The squared residual along a step, and the last point where it was computed.
pub(super) struct Along<'a, T, E> {
    pub function: &'a mut dyn FnMut(&[T]) -> Result<Vec<T>, E>,
    pub x: &'a [T],
    pub dx: &'a [T],
    /// The last step, the residuals and their square there.
    pub last: (f64, Vec<T>, f64),
}

impl<T: Field, E> Along<'_, T, E> {
    pub fn point(&self, s: f64) -> Vec<T> {
        let mut x = self.x.to_vec();
        add(T::from(s), self.dx, &mut x);
        x
    }

    fn evaluate(&mut self, s: f64) -> Result<(Vec<T>, f64), E> {
        let point = self.point(s);
        let values = (self.function)(&point)?;
        let square = if finite(&values) { length(&values).powi(2) } else { f64::INFINITY };
        Ok((values, square))
    }

    fn phi(&mut self, s: f64) -> Result<f64, E> {
        if s != self.last.0 {
            let (values, square) = self.evaluate(s)?;
            self.last = (s, values, square);
        }
        Ok(self.last.2)
    }

    fn slope(&mut self, s: f64) -> Result<f64, E> {
        let ds = (s.abs() + length(self.x) / length(self.dx) + 1.0) * 1e-8;
        let ahead = if s + ds == self.last.0 { self.last.2 } else { self.evaluate(s + ds)?.1 };
        Ok((ahead - self.phi(s)?) / ds)
    }

    /// A step that lowers the residual enough; `None` if there is none that is not tiny.
    pub fn search(&mut self, kind: LineSearchKind) -> Result<Option<f64>, E> {
        match kind {
            LineSearchKind::Full => Ok(Some(1.0)),
            LineSearchKind::Armijo => self.armijo(),
            LineSearchKind::Wolfe => self.wolfe(),
        }
    }

    fn armijo(&mut self) -> Result<Option<f64>, E> {
        let start = self.last.2;
        // Newton's step has the slope -2 phi; SciPy asks for half of that.
        let slope = -start;
        let enough = |s: f64, value: f64| value <= start + 1e-4 * s * slope;
        let (mut s0, mut f0) = (1.0, self.phi(1.0)?);
        if enough(s0, f0) {
            return Ok(Some(s0));
        }
        let mut s1 = -slope * s0 * s0 / 2.0 / (f0 - start - slope * s0);
        let mut f1 = self.phi(s1)?;
        if enough(s1, f1) {
            return Ok(Some(s1));
        }
        while s1 > LEAST {
            let factor = s0 * s0 * (s1 * s1) * (s1 - s0);
            let (excess0, excess1) = (f0 - start - slope * s0, f1 - start - slope * s1);
            let a = (s0 * s0 * excess1 - s1 * s1 * excess0) / factor;
            let b = (-s0.powi(3) * excess1 + s1.powi(3) * excess0) / factor;
            let mut s2 = (-b + (b * b - 3.0 * a * slope).abs().sqrt()) / (3.0 * a);
            let f2 = self.phi(s2)?;
            if enough(s2, f2) {
                return Ok(Some(s2));
            }
            if s1 - s2 > s1 / 2.0 || 1.0 - s2 / s1 < 0.96 {
                s2 = s1 / 2.0;
            }
            (s0, s1, f0, f1) = (s1, s2, f1, f2);
        }
        Ok(None)
    }

    fn wolfe(&mut self) -> Result<Option<f64>, E> {
        let conditions = Conditions { ftol: 1e-4, gtol: 0.9, xtol: 1e-2, least: LEAST, most: 50.0 };
        let (value, slope) = (self.last.2, self.slope(0.0)?);
        let Some(mut search) = MoreThuente::new(1.0, value, slope, conditions) else { return Ok(None) };
        let mut step = 1.0;
        for _ in 0..100 {
            let f = self.phi(step)?;
            let g = self.slope(step)?;
            match search.advance(Trial { step, f, g }) {
                Verdict::Try(next) if next.is_finite() => step = next,
                Verdict::Converged => return Ok(Some(step)),
                _ => return Ok(None),
            }
        }
        Ok(None)
    }
}
