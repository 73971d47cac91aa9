//! `scipy.integrate.nsum`: long and infinite sums by way of integrals.

mod bound;
mod direct;

use crate::tanhsinh::{Points, Quantity, Real};
use bound::bound;
use direct::direct;

/// Tolerances and limits of [`nsum`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct NsumOptions {
    /// Whether the function returns logarithms; the tolerances and results are logarithms, too.
    pub log: bool,
    /// The most terms that are added up one by one.
    pub maxterms: usize,
    /// The absolute error asked for: none unless given.
    pub atol: Option<f64>,
    /// The relative error asked for: the root of the precision of the numbers unless given.
    pub rtol: Option<f64>,
}

impl Default for NsumOptions {
    fn default() -> Self {
        Self { log: false, maxterms: 1 << 20, atol: None, rtol: None }
    }
}

/// How a sum came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NsumStatus {
    /// The error is as small as asked for.
    Converged = 0,
    /// There is no such sum: limits or step are invalid.
    Invalid = -1,
    /// The integral did not converge; perhaps the sum does not.
    NotConverged = -2,
    /// A value that is not finite came up.
    NotFinite = -3,
    /// The last of the terms that were added up exceeds the tolerances.
    LargeTerm = -4,
}

/// What [`nsum`] found, for each of the sums.
#[derive(Debug, Clone, PartialEq)]
pub struct Nsum<R> {
    /// The sums.
    pub sum: Vec<R>,
    /// Estimates of the errors.
    pub error: Vec<R>,
    /// How they came out.
    pub status: Vec<NsumStatus>,
    /// How many points the function was evaluated at.
    pub nfev: Vec<usize>,
}

/// One of the sums.
#[derive(Debug, Clone, Copy)]
struct Sum<R> {
    value: R,
    error: R,
    status: NsumStatus,
    nfev: usize,
}

/// What is added up, over elements that are a part of all.
type Terms<'a, R, E> = &'a mut dyn FnMut(Points<'_, R>) -> Result<Vec<R>, E>;

/// The first and the last term of sums, and what is between two terms.
#[derive(Debug, Clone, Default)]
struct Limits<R> {
    a: Vec<R>,
    b: Vec<R>,
    step: Vec<R>,
}

impl<R: Real + Quantity> Limits<R> {
    fn of(&self, elements: &[usize]) -> Limits<R> {
        let pick = |v: &[R]| elements.iter().map(|&i| v[i]).collect();
        Limits { a: pick(&self.a), b: pick(&self.b), step: pick(&self.step) }
    }

    /// The sums of the reversed terms.
    fn mirrored(self) -> Limits<R> {
        let negative = |v: Vec<R>| v.into_iter().map(|x| -x).collect();
        Limits { a: negative(self.b), b: negative(self.a), step: self.step }
    }

    /// The sums from zero upwards.
    fn starting_at_zero(self) -> Limits<R> {
        Limits { a: vec![R::near(0.0); self.a.len()], ..self }
    }
}

/// How a sum is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Invalid,
    Empty,
    Direct,
    Upwards,
    Downwards,
    Both,
}

/// Sums of `f(a) + f(a + step) + ...` up to `f(b)`, either of which may be infinite, where `f` is smooth, positive and
/// has one maximum.
///
/// As many terms are added up as it takes until one is below the tolerance; the rest is the integral over what
/// remains, with half of the first and the last term (the integral test, see Knopp, *Theory and Application of Infinite
/// Series*, § 37). `f` gets the points at which some of the sums' terms are wanted, as many for each.
///
/// # Errors
/// Those of the callback.
///
/// # Examples
/// ```
/// use pallasite_integrate::{NsumOptions, Points, nsum};
/// let f = |p: Points<f64>| Ok::<_, ()>(p.x.iter().map(|k| 1.0 / (k * k)).collect());
/// let found = nsum(f, &[1.0], &[f64::INFINITY], &[1.0], &NsumOptions::default())?;
/// assert!((found.sum[0] - std::f64::consts::PI.powi(2) / 6.0).abs() < 1e-11);
/// # Ok::<(), ()>(())
/// ```
pub fn nsum<R: Real + Quantity, E>(
    mut f: impl FnMut(Points<'_, R>) -> Result<Vec<R>, E>,
    a: &[R],
    b: &[R],
    step: &[R],
    options: &NsumOptions,
) -> Result<Nsum<R>, E> {
    let all: Vec<usize> = (0..a.len()).collect();
    f(Points { elements: &all, x: a, single: true, summands: true })?;
    let ways: Vec<Way> = (0..a.len()).map(|i| way(a[i], b[i], step[i], options.maxterms)).collect();
    let last = (0..a.len()).map(|i| last_term(a[i], b[i], step[i])).collect();
    let limits = Limits { a: a.to_vec(), b: last, step: step.to_vec() };
    let nan = R::near(f64::NAN);
    let mut sums = vec![Sum { value: nan, error: nan, status: NsumStatus::Invalid, nfev: 0 }; a.len()];
    for way in [Way::Empty, Way::Direct, Way::Upwards, Way::Downwards, Way::Both] {
        let elements: Vec<usize> = all.iter().copied().filter(|&i| ways[i] == way).collect();
        if !elements.is_empty() {
            let found = sums_of(&mut f, way, &elements, limits.of(&elements), options)?;
            elements.into_iter().zip(found).for_each(|(i, sum)| sums[i] = sum);
        }
    }
    Ok(Nsum {
        sum: sums.iter().map(|s| s.value).collect(),
        error: sums.iter().map(|s| s.error).collect(),
        status: sums.iter().map(|s| s.status).collect(),
        nfev: sums.iter().map(|s| s.nfev + 1).collect(),
    })
}

fn way<R: Real + Quantity>(a: R, b: R, step: R, maxterms: usize) -> Way {
    let [a, b, step] = [a, b, step].map(Real::wide);
    let valid = b >= a && step.is_finite() && step > 0.0;
    let terms = ((b - a) / step).floor() + 1.0;
    match valid {
        false if b < a => Way::Empty,
        false => Way::Invalid,
        true if terms <= maxterms as f64 => Way::Direct,
        true if a.is_finite() => Way::Upwards,
        true if b.is_finite() => Way::Downwards,
        true => Way::Both,
    }
}

/// Where the last term is.
fn last_term<R: Real + Quantity>(a: R, b: R, step: R) -> R {
    let steps = num_traits::Float::floor((b - a) / step);
    if num_traits::Float::is_finite(steps) { a + steps * step } else { b }
}

/// The sums of some of the elements.
fn sums_of<R: Real + Quantity, E>(
    f: Terms<'_, R, E>,
    way: Way,
    elements: &[usize],
    limits: Limits<R>,
    options: &NsumOptions,
) -> Result<Vec<Sum<R>>, E> {
    let mut among = |p: Points<'_, R>| {
        let chosen: Vec<usize> = p.elements.iter().map(|&i| elements[i]).collect();
        f(Points { elements: &chosen, ..p })
    };
    match way {
        Way::Direct => direct(&mut among, &limits, true, options.log),
        Way::Upwards => bound(&mut among, &limits, options),
        Way::Downwards => {
            let mut mirrored = |p: Points<'_, R>| among(Points { x: &negative(p.x), ..p });
            bound(&mut mirrored, &limits.mirrored(), options)
        }
        Way::Both => {
            let mut folded = |p: Points<'_, R>| {
                let (right, left) = (among(p)?, among(Points { x: &negative(p.x), ..p })?);
                Ok(p.x
                    .iter()
                    .zip(right.into_iter().zip(left))
                    .map(|(&x, v)| fold(x, v, options.log))
                    .collect())
            };
            let mut sums = bound(&mut folded, &limits.starting_at_zero(), options)?;
            sums.iter_mut().for_each(|s| s.nfev *= 2);
            Ok(sums)
        }
        Way::Empty | Way::Invalid => {
            let zero = zero(options.log);
            Ok(vec![Sum { value: zero, error: zero, status: NsumStatus::Converged, nfev: 0 }; elements.len()])
        }
    }
}

fn negative<R: Real + Quantity>(x: &[R]) -> Vec<R> {
    x.iter().map(|&x| -x).collect()
}

/// `f(x) + f(-x)`, of which there is only one at zero.
fn fold<R: Real + Quantity>(x: R, (right, left): (R, R), log: bool) -> R {
    let [zero, half] = [0.0, 0.5].map(R::near);
    match (log, x == zero) {
        (true, single) => {
            let both = crate::tanhsinh::log_sum_exp(&[right, left]);
            if single { both + num_traits::Float::ln(half) } else { both }
        }
        (false, true) => (right + left) * half,
        (false, false) => right + left,
    }
}

/// Nothing, or its logarithm.
fn zero<R: Real + Quantity>(log: bool) -> R {
    R::near(if log { f64::NEG_INFINITY } else { 0.0 })
}

#[cfg(test)]
mod tests;
