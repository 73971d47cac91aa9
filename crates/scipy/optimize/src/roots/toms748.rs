//! Algorithm 748 of the ACM.

use super::{Counted, InvalidRoot, Root, RootError, RootOptions};

/// Tolerances and limits of [`toms748`]; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Toms748Options {
    /// Tolerances and the most iterations; the relative one may be as small as a unit in the last place.
    pub common: RootOptions,
    /// Interpolation steps in an iteration beyond the first; zero is taken as one.
    pub k: usize,
}

/// A root between `a` and `b`, `a < b`, where `f` has different signs, by inverse cubic and Newton-quadratic
/// interpolation (Alefeld, Potra and Shi 1995).
///
/// # Errors
/// The callback's error; tolerances too small; ends or values not finite or not in order; no change of sign.
///
/// ```
/// use pallasite_optimize::{Toms748Options, toms748};
/// let found = toms748(|x| Ok::<_, ()>(x.powi(3) - 1.0), 0.0, 1.5, &Toms748Options::default()).unwrap();
/// assert!((found.root - 1.0).abs() < 1e-14);
/// ```
pub fn toms748<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &Toms748Options,
) -> Result<Root, RootError<E>> {
    check(a, b, &options.common)?;
    let mut f = Finite(Counted::new(f));
    let fa = f.at(a)?;
    if fa == 0.0 {
        return Ok(f.0.found(a, 0));
    }
    let fb = f.at(b)?;
    if fb == 0.0 {
        return Ok(f.0.found(b, 0));
    }
    if (fa > 0.0) == (fb > 0.0) {
        return Err(InvalidRoot::SameSigns { a, b, fa, fb }.into());
    }
    let mut bracket = Bracket { x: [a, b], f: [fa, fb] };
    let secant = bracket.secant();
    let c = if bracket.contains(secant) { secant } else { bracket.middle() };
    let fc = f.at(c)?;
    if fc == 0.0 {
        return Ok(f.0.found(c, 0));
    }
    let d = bracket.shrink(c, fc);
    iterate(f, Search { bracket, d, e: None }, options)
}

fn check(a: f64, b: f64, options: &RootOptions) -> Result<(), InvalidRoot> {
    let invalid = match () {
        _ if options.xtol <= 0.0 => InvalidRoot::AbsoluteTolerance(options.xtol),
        _ if options.rtol < f64::EPSILON => InvalidRoot::RelativeTolerance(options.rtol, f64::EPSILON),
        _ if options.maxiter < 1 => InvalidRoot::Iterations,
        _ if !a.is_finite() => InvalidRoot::End("a", a),
        _ if !b.is_finite() => InvalidRoot::End("b", b),
        _ if a >= b => InvalidRoot::Interval(a, b),
        _ => return Ok(()),
    };
    Err(invalid)
}

fn iterate<E>(
    mut f: Finite<impl FnMut(f64) -> Result<f64, E>>,
    mut search: Search,
    options: &Toms748Options,
) -> Result<Root, RootError<E>> {
    for iteration in 2.. {
        if let Some(root) = search.step(&mut f, options)? {
            return Ok(f.0.found(root, iteration));
        }
        let [a, b] = search.bracket.x;
        let middle = search.bracket.middle();
        if close(a, b, options.common.rtol, options.common.xtol) {
            return Ok(f.0.found(middle, iteration));
        }
        if iteration >= options.common.maxiter {
            return Ok(f.0.gave_up(middle, iteration));
        }
    }
    unreachable!("the loop ends at maxiter")
}

/// A function whose values are refused unless finite.
struct Finite<F>(Counted<F>);

impl<E, F: FnMut(f64) -> Result<f64, E>> Finite<F> {
    fn at(&mut self, x: f64) -> Result<f64, RootError<E>> {
        let value = self.0.at(x)?;
        if value.is_finite() { Ok(value) } else { Err(InvalidRoot::Value(x, value).into()) }
    }
}

/// An interval with values of different signs at its ends.
struct Bracket {
    x: [f64; 2],
    f: [f64; 2],
}

type Point = (f64, f64);

impl Bracket {
    fn middle(&self) -> f64 {
        (self.x[0] + self.x[1]) / 2.0
    }

    fn width(&self) -> f64 {
        self.x[1] - self.x[0]
    }

    fn contains(&self, x: f64) -> bool {
        self.x[0] < x && x < self.x[1]
    }

    fn secant(&self) -> f64 {
        let ([x0, x1], [f0, f1]) = (self.x, self.f);
        if f0 == f1 {
            f64::NAN
        } else if f1.abs() > f0.abs() {
            (-f0 / f1 * x1 + x0) / (1.0 - f0 / f1)
        } else {
            (-f1 / f0 * x0 + x1) / (1.0 - f1 / f0)
        }
    }

    /// Moves one end to `c` and returns the end that was left.
    fn shrink(&mut self, c: f64, fc: f64) -> Point {
        let end = usize::from((self.f[0] > 0.0) != (fc > 0.0));
        let left = (self.x[end], self.f[end]);
        (self.x[end], self.f[end]) = (c, fc);
        left
    }
}

/// The bracket, and the two ends left last.
struct Search {
    bracket: Bracket,
    d: Point,
    e: Option<Point>,
}

impl Search {
    /// One iteration; the root when it is hit exactly.
    fn step<E>(
        &mut self,
        f: &mut Finite<impl FnMut(f64) -> Result<f64, E>>,
        options: &Toms748Options,
    ) -> Result<Option<f64>, RootError<E>> {
        let width = self.bracket.width();
        let mut cubic = None;
        for steps in 2..options.k.clamp(1, 100) + 2 {
            cubic = self.inverse_cubic().filter(|&c| self.bracket.contains(c)).or(cubic);
            let c = cubic.unwrap_or_else(|| self.newton_quadratic(steps));
            cubic = Some(c);
            if self.visit(f, c)? {
                return Ok(Some(c));
            }
        }
        let c = self.double_secant(&options.common);
        if self.visit(f, c)? {
            return Ok(Some(c));
        }
        if self.bracket.width() > 0.5 * width {
            let middle = self.bracket.middle();
            if self.visit(f, middle)? {
                return Ok(Some(middle));
            }
        }
        Ok(None)
    }

    /// Evaluates at `c`; true for a root.
    fn visit<E>(
        &mut self,
        f: &mut Finite<impl FnMut(f64) -> Result<f64, E>>,
        c: f64,
    ) -> Result<bool, RootError<E>> {
        let fc = f.at(c)?;
        if fc != 0.0 {
            self.e = Some(self.d);
            self.d = self.bracket.shrink(c, fc);
        }
        Ok(fc == 0.0)
    }

    /// Zero of the inverse cubic through the four points, if their values differ enough (Neville's scheme).
    fn inverse_cubic(&self) -> Option<f64> {
        let (e, fe) = self.e?;
        let [fa, fb] = self.bracket.f;
        let values = [fa, fb, self.d.1, fe];
        let near = |i: usize| values[i + 1..].iter().any(|&v| close(values[i], v, 0.0, 32.0 * f64::EPSILON));
        if values.contains(&0.0) || (0..3).any(near) {
            return None;
        }
        let points = [self.bracket.x[0], self.bracket.x[1], self.d.0, e];
        let (mut q, mut d, mut sum) = (points, points, 0.0);
        for k in 1..4 {
            let (last_q, last_d) = (q, d);
            for i in k..4 {
                let slope = (last_d[i] - last_q[i - 1]) / (values[i - k] - values[i]);
                (q[i], d[i]) = (values[i] * slope, values[i - k] * slope);
            }
            sum += q[3];
        }
        Some(sum + points[3])
    }

    /// `steps` Newton steps on the quadratic through the bracket and the point left last.
    fn newton_quadratic(&self, steps: usize) -> f64 {
        let ([a, b], [fa, fb]) = (self.bracket.x, self.bracket.f);
        let (d, fd) = self.d;
        let first = (fb - fa) / (b - a);
        let second = ((fd - fb) / (d - b) - first) / (d - a);
        if second == 0.0 {
            return a - fa / first;
        }
        let value = |x: f64| (second * (x - b) + first) * (x - a) + fa;
        let mut r = if (second > 0.0) == (fa > 0.0) { a } else { b };
        for _ in 0..steps {
            let next = r - value(r) / (first + second * (2.0 * r - a - b));
            if !self.bracket.contains(next) {
                return if self.bracket.contains(r) { r } else { self.bracket.middle() };
            }
            r = next;
        }
        r
    }

    /// A secant step of double length from the end with the smaller value.
    fn double_secant(&self, options: &RootOptions) -> f64 {
        let ([a, b], [fa, fb]) = (self.bracket.x, self.bracket.f);
        let near = usize::from(fa.abs() >= fb.abs());
        let (u, fu, far) = (self.bracket.x[near], self.bracket.f[near], self.bracket.x[1 - near]);
        let c = u - 2.0 * fu / ((fb - fa) / (b - a));
        if (c - u).abs() > 0.5 * (b - a) {
            return self.bracket.middle();
        }
        if !close(c, u, f64::EPSILON, 0.0) {
            return c;
        }
        // The step is lost in rounding: a wider one brackets the root from the other side.
        let exponents = self.bracket.f.map(|f| libm::frexp(f).1);
        let c = if exponents[near] < exponents[1 - near] - 50 {
            (31.0 * u + far) / 32.0
        } else {
            let away = if near == 0 { 1.0 } else { -1.0 };
            u + (away * c.abs() * options.rtol + away * options.xtol)
        };
        if self.bracket.contains(c) { c } else { self.bracket.middle() }
    }
}

/// NumPy's `isclose`.
pub(super) fn close(a: f64, b: f64, rtol: f64, atol: f64) -> bool {
    a == b || (b.is_finite() && (a - b).abs() <= atol + rtol * b.abs())
}
