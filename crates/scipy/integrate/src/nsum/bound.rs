//! Sums whose rest is an integral.

use super::direct::direct;
use super::{Limits, NsumOptions, NsumStatus, Sum, Terms, zero};
use crate::tanhsinh::{
    Points, Quantity, Real, Tanhsinh, TanhsinhOptions, TanhsinhStatus, log_difference, log_sum_exp, tanhsinh,
};
use num_traits::Float;

/// Tolerances as they are used.
struct Tolerances {
    log: bool,
    atol: f64,
    rtol: f64,
}

/// How many terms are added up, and the term after them.
struct Cut<R> {
    steps: R,
    value: R,
    /// No term is below the tolerance in a part where terms fall.
    too_large: bool,
}

/// Sums upwards from a finite first term.
pub(super) fn bound<R: Real + Quantity, E>(
    f: Terms<'_, R, E>,
    limits: &Limits<R>,
    options: &NsumOptions,
) -> Result<Vec<Sum<R>>, E> {
    let log = options.log;
    let epsilon = R::epsilon().wide();
    let tolerances = Tolerances {
        log,
        atol: options.atol.unwrap_or(zero::<f64>(log)),
        rtol: options.rtol.unwrap_or(if log { 0.5 * epsilon.ln() } else { epsilon.sqrt() }),
    };
    let whole = integral(f, &limits.a, &limits.b, &tolerances)?;
    let cuts = cuts(f, limits, &whole, options.maxterms, &tolerances)?;
    let evaluated = 2 * steps(options.maxterms).len();
    let at = |i: usize| limits.a[i] + cuts[i].steps * limits.step[i];
    let mut starts: Vec<R> = (0..cuts.len()).map(at).collect();
    let part = Limits { b: starts.clone(), ..limits.clone() };
    let left = direct(f, &part, false, log)?;
    let endless = |i: usize| left[i].value == R::infinity();
    let skipped = |i: usize| whole.status[i] == TanhsinhStatus::NotFinite || endless(i);
    (0..cuts.len()).filter(|&i| skipped(i)).for_each(|i| starts[i] = R::near(f64::NAN));
    let rest = integral(f, &starts, &limits.b, &tolerances)?;
    let ends = last_terms(f, &limits.b, log)?;
    let sum = |i: usize| {
        let (value, error) =
            join(&left[i], (rest.integral[i], rest.error[i]), limits.step[i], cuts[i].value, ends[i], log);
        let status =
            status(if skipped(i) { TanhsinhStatus::NotFinite } else { rest.status[i] }, cuts[i].too_large);
        let last = usize::from(Float::is_finite(limits.b[i]));
        Sum { value, error, status, nfev: left[i].nfev + rest.nfev[i] + whole.nfev[i] + evaluated + last }
    };
    Ok((0..cuts.len()).map(sum).collect())
}

fn integral<R: Real + Quantity, E>(
    f: Terms<'_, R, E>,
    a: &[R],
    b: &[R],
    t: &Tolerances,
) -> Result<Tanhsinh<R>, E> {
    let options =
        TanhsinhOptions { log: t.log, atol: Some(t.atol), rtol: Some(t.rtol), ..Default::default() };
    tanhsinh(f, a, b, &options, false, |_| Ok(false))
}

/// After how many terms the sum may be cut: powers of two, at last the limit.
fn steps(maxterms: usize) -> Vec<usize> {
    let powers = maxterms.checked_ilog2().unwrap_or(0);
    (0..powers).map(|k| 1 << k).chain([maxterms]).collect()
}

/// The first places where terms are below the tolerance and fall.
fn cuts<R: Real + Quantity, E>(
    f: Terms<'_, R, E>,
    limits: &Limits<R>,
    whole: &Tanhsinh<R>,
    maxterms: usize,
    tolerances: &Tolerances,
) -> Result<Vec<Cut<R>>, E> {
    let steps: Vec<R> = steps(maxterms).into_iter().map(|n| R::near(n as f64)).collect();
    let elements: Vec<usize> = (0..limits.a.len()).collect();
    let places = |i: usize| steps.iter().map(move |&n| limits.a[i] + n * limits.step[i]);
    let x: Vec<R> = elements.iter().flat_map(|&i| places(i)).collect();
    let values = f(Points { elements: &elements, x: &x, single: false, summands: true })?;
    let width = steps.len();
    let next: Vec<R> = x.iter().enumerate().map(|(j, &x)| x + limits.step[j / width]).collect();
    let after = f(Points { elements: &elements, x: &next, single: false, summands: true })?;
    let cut = |i: usize| {
        let largest = tolerance(whole, i, tolerances);
        let insufficient = |j: usize| values[j] > largest || after[j] > values[j];
        let count = (i * width..(i + 1) * width).filter(|&j| insufficient(j)).count();
        let chosen = count.min(width - 1);
        Cut { steps: steps[chosen], value: values[i * width + chosen], too_large: count == width }
    };
    Ok(elements.iter().map(|&i| cut(i)).collect())
}

/// How large a term may be; NaN, which none exceeds, when the integral is not finite.
fn tolerance<R: Real + Quantity>(whole: &Tanhsinh<R>, i: usize, t: &Tolerances) -> R {
    if whole.status[i] == TanhsinhStatus::NotFinite {
        return R::near(f64::NAN);
    }
    let (atol, rtol) = (R::near(t.atol), R::near(t.rtol));
    let sum = whole.integral[i];
    if t.log { log_sum_exp(&[atol, rtol + sum]) } else { atol + rtol * sum }
}

/// The terms at finite upper ends.
fn last_terms<R: Real + Quantity, E>(f: Terms<'_, R, E>, b: &[R], log: bool) -> Result<Vec<R>, E> {
    let elements: Vec<usize> = (0..b.len()).filter(|&i| Float::is_finite(b[i])).collect();
    let mut out = vec![zero(log); b.len()];
    if !elements.is_empty() {
        let x: Vec<R> = elements.iter().map(|&i| b[i]).collect();
        let values = f(Points { elements: &elements, x: &x, single: true, summands: true })?;
        elements.into_iter().zip(values).for_each(|(i, value)| out[i] = value);
    }
    Ok(out)
}

/// The sum of the first terms, the integral over the rest, and half of the terms at its ends; the error.
fn join<R: Real + Quantity>(left: &Sum<R>, rest: (R, R), step: R, first: R, last: R, log: bool) -> (R, R) {
    let two = R::near(2.0);
    if !log {
        let value = left.value + rest.0 / step + first / two + last / two;
        return (value, left.error + rest.1 / step + first / two - last / two);
    }
    let (log_step, log_two) = (Float::ln(step), Float::ln(two));
    let value = log_sum_exp(&[left.value, rest.0 - log_step, first - log_two, last - log_two]);
    let error = log_sum_exp(&[left.error, rest.1 - log_step, first - log_two]);
    (value, log_difference(error, last - log_two))
}

fn status(rest: TanhsinhStatus, too_large: bool) -> NsumStatus {
    match rest {
        TanhsinhStatus::Converged if too_large => NsumStatus::LargeTerm,
        TanhsinhStatus::Converged => NsumStatus::Converged,
        TanhsinhStatus::NotFinite => NsumStatus::NotFinite,
        _ => NsumStatus::NotConverged,
    }
}
