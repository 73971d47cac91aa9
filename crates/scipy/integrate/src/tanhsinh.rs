//! `scipy.integrate.tanhsinh`: many integrals at once by the double exponential formula.

mod element;
mod nodes;
mod quantity;
mod range;

use element::Element;
use nodes::{first_step, nodes};
pub use quantity::{Quantity, Real};
pub(crate) use quantity::{log_difference, log_sum_exp, sum};
use range::Range;
pub use range::inner_point;

/// Tolerances and levels of [`tanhsinh`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct TanhsinhOptions {
    /// Whether the function returns logarithms; the tolerances and results are logarithms, too.
    pub log: bool,
    /// The level at which to give up.
    pub maxlevel: usize,
    /// The first level; those below are evaluated together with it.
    pub minlevel: usize,
    /// The absolute error asked for: none unless given.
    pub atol: Option<f64>,
    /// The relative error asked for: ε to the power of 3/4 unless given, where ε is the precision of the numbers.
    pub rtol: Option<f64>,
}

impl Default for TanhsinhOptions {
    fn default() -> Self {
        Self { log: false, maxlevel: 10, minlevel: 2, atol: None, rtol: None }
    }
}

/// When to end.
#[derive(Debug)]
struct Tolerances {
    log: bool,
    atol: f64,
    rtol: f64,
}

impl TanhsinhOptions {
    fn tolerances(&self, epsilon: f64) -> Tolerances {
        let log = self.log;
        let atol = self.atol.unwrap_or(if log { f64::NEG_INFINITY } else { 0.0 });
        let rtol = self.rtol.unwrap_or(if log { 0.75 * epsilon.ln() } else { epsilon.powf(0.75) });
        Tolerances { log, atol, rtol }
    }
}

/// How an integration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TanhsinhStatus {
    /// The error is as small as asked for.
    Converged = 0,
    /// It is not at the last level.
    NotConverged = -2,
    /// A value that is not finite came up.
    NotFinite = -3,
    /// The callback ended it.
    Stopped = -4,
    /// It goes on: only a callback sees this.
    Running = 1,
}

/// Where many integrals are evaluated.
#[derive(Debug, Clone, Copy)]
pub struct Points<'a, T> {
    /// Which of the integrals.
    pub elements: &'a [usize],
    /// As many points for each of them, those of one behind each other.
    pub x: &'a [T],
    /// There is one point for each, at which the function is tried.
    pub single: bool,
    /// The values are terms of a sum, and not of a quadrature, in whose nature it is to overflow.
    pub summands: bool,
}

/// What [`tanhsinh`] found, for each of the integrals.
#[derive(Debug, Clone, PartialEq)]
pub struct Tanhsinh<T: Quantity> {
    /// The integrals, or logarithms of what they are from the lower to the upper end.
    pub integral: Vec<T>,
    /// The estimates of the errors; NaN below level 2.
    pub error: Vec<T::Real>,
    /// How they ended.
    pub status: Vec<TanhsinhStatus>,
    /// The last level; -1 if none was needed.
    pub maxlevel: Vec<i64>,
    /// How many points the function was evaluated at.
    pub nfev: Vec<usize>,
    /// Whether the upper end came first; of a logarithm the sign is then to be changed.
    pub reversed: Vec<bool>,
}

/// Integrals over ranges from `a` to `b`, which may be infinite, of functions that may be singular at the ends.
///
/// `f` gets the points at which some of the integrands are wanted, as many for each, and returns the values in that
/// order; first it is tried at one point of each range. `callback` sees what there is after each level and ends it all
/// by `true`. With `together`, `f` is asked for all integrands as long as one is under way.
///
/// The levels and the error estimate are those of Bailey, Jeyabalan and Li, *A comparison of three high-precision
/// quadrature schemes* (Experimental Mathematics 14, 2005), the first step is that of Vanherck, Sorée and Magnus
/// (arXiv:2007.15057), and values at a singularity are replaced as van Engelen advises.
///
/// # Errors
/// Those of the callbacks.
///
/// # Examples
/// ```
/// use pallasite_integrate::{Points, TanhsinhOptions, tanhsinh};
/// let f = |p: Points<f64>| Ok(p.x.iter().map(|x| x.sqrt() * x.ln()).collect());
/// let found = tanhsinh(f, &[0.0], &[1.0], &TanhsinhOptions::default(), false, |_| Ok::<_, ()>(false))?;
/// assert!((found.integral[0] + 4.0 / 9.0).abs() < 1e-12);
/// # Ok::<(), ()>(())
/// ```
pub fn tanhsinh<T: Quantity, E>(
    mut f: impl FnMut(Points<'_, T>) -> Result<Vec<T>, E>,
    a: &[T::Real],
    b: &[T::Real],
    options: &TanhsinhOptions,
    together: bool,
    mut callback: impl FnMut(&dyn Fn() -> Tanhsinh<T>) -> Result<bool, E>,
) -> Result<Tanhsinh<T>, E> {
    let all: Vec<usize> = (0..a.len()).collect();
    let middle: Vec<T> = a.iter().zip(b).map(|(&a, &b)| T::of(inner_point(a, b))).collect();
    let values = f(Points { elements: &all, x: &middle, single: true, summands: false })?;
    let mut work = Work::new(a, b, &values, options);
    let minlevel = options.minlevel.min(options.maxlevel);
    let mut stopped = callback(&|| work.result(minlevel, options.log))?;
    for level in minlevel..=options.maxlevel {
        if stopped || work.active.is_empty() {
            break;
        }
        let nodes = nodes(level, level == minlevel);
        let h = first_step::<T::Real>() / num_traits::Float::powi(T::Real::near(2.0), level as i32);
        work.level(&mut f, &nodes, h, together.then_some(&all[..]), level)?;
        stopped = callback(&|| work.result(minlevel, options.log))?;
    }
    let status = if stopped { TanhsinhStatus::Stopped } else { TanhsinhStatus::NotConverged };
    for &i in &work.active {
        work.elements[i].status = status;
    }
    Ok(work.result(minlevel, options.log))
}

/// Integrations under way.
struct Work<T: Quantity> {
    elements: Vec<Element<T>>,
    /// Those that go on.
    active: Vec<usize>,
    tolerances: Tolerances,
}

impl<T: Quantity> Work<T> {
    fn new(a: &[T::Real], b: &[T::Real], values: &[T], options: &TanhsinhOptions) -> Self {
        let ranges = a.iter().zip(b).map(|(&a, &b)| Range::new(a, b));
        let elements: Vec<_> =
            ranges.zip(values).map(|(range, &v)| Element::new(range, v, options.log)).collect();
        let tolerances = options.tolerances(<T::Real as num_traits::Float>::epsilon().wide());
        let mut work = Work { active: (0..elements.len()).collect(), elements, tolerances };
        work.retire();
        work
    }

    fn retire(&mut self) {
        let elements = &self.elements;
        self.active.retain(|&i| elements[i].status == TanhsinhStatus::Running);
    }

    /// Refines all that go on; `f` is asked for all the elements if they are given.
    fn level<E>(
        &mut self,
        f: &mut impl FnMut(Points<'_, T>) -> Result<Vec<T>, E>,
        nodes: &[[T::Real; 2]],
        h: T::Real,
        all: Option<&[usize]>,
        level: usize,
    ) -> Result<(), E> {
        let asked = all.unwrap_or(&self.active);
        let width = 2 * nodes.len();
        let mut x = Vec::with_capacity(asked.len() * width);
        for element in asked.iter().map(|&i| &self.elements[i]) {
            x.extend(element.abscissae(nodes).map(|[t, _]| T::of(element.range.unmapped(t))));
        }
        let values = f(Points { elements: asked, x: &x, single: false, summands: false })?;
        let log = self.tolerances.log;
        for (row, &i) in self.active.iter().enumerate() {
            let row = if all.is_some() { i } else { row };
            let element = &mut self.elements[i];
            element.add_level(nodes, &values[row * width..(row + 1) * width], h, log);
            element.judge(level, h, &self.tolerances);
        }
        self.retire();
        Ok(())
    }

    fn result(&self, minlevel: usize, log: bool) -> Tanhsinh<T> {
        let level = |e: &Element<T>| if e.levels == 0 { -1 } else { (minlevel + e.levels - 1) as i64 };
        let signed = |e: &Element<T>| if e.range.reversed && !log { -e.integral } else { e.integral };
        Tanhsinh {
            integral: self.elements.iter().map(signed).collect(),
            error: self.elements.iter().map(|e| e.error).collect(),
            status: self.elements.iter().map(|e| e.status).collect(),
            maxlevel: self.elements.iter().map(level).collect(),
            nfev: self.elements.iter().map(|e| e.nfev).collect(),
            reversed: self.elements.iter().map(|e| e.range.reversed).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
