//! The problem without the variables that bounds fix, scaled if so wanted, and the best of what was seen.

use super::options::{Cobyqa, CobyqaEnding, CobyqaOptions, CobyqaProgress, CobyqaValues, Stop};
use crate::vector::dot;
use ndarray::Array2;

/// Values are kept within this: 2¹⁰⁰.
const BARRIER: f64 = 1_267_650_600_228_229_401_496_703_205_376.0;

/// Linear functions and what they are compared with.
#[derive(Default)]
pub(super) struct Linear {
    pub rows: Vec<Vec<f64>>,
    pub limits: Vec<f64>,
}

impl Linear {
    /// `A x - b`.
    pub fn excess(&self, x: &[f64]) -> Vec<f64> {
        self.rows.iter().zip(&self.limits).map(|(row, limit)| dot(row, x) - limit).collect()
    }
}

struct Seen {
    x: Vec<f64>,
    fun: f64,
    violation: f64,
}

pub(super) struct Problem<'a, F, R> {
    f: F,
    report: R,
    pub options: &'a CobyqaOptions,
    /// The bounds of all variables.
    limits: (Vec<f64>, Vec<f64>),
    /// All variables, those that are not free with their values.
    template: Vec<f64>,
    free: Vec<usize>,
    /// Factors and shifts from the variables here to the caller's.
    units: Vec<(f64, f64)>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    pub at_most: Linear,
    pub equal: Linear,
    pub x0: Vec<f64>,
    pub nfev: usize,
    pub maxfev: usize,
    pub maxiter: usize,
    /// The numbers of constraints of both kinds, once they are known.
    counts: Option<(usize, usize)>,
    /// Places none of which is better than another in both value and violation.
    filter: Vec<Seen>,
}

/// Rounding of numbers like these.
pub(super) fn tolerance(arrays: [&[f64]; 2]) -> f64 {
    let largest =
        arrays.iter().flat_map(|a| a.iter()).filter(|v| v.is_finite()).fold(1.0f64, |m, v| m.max(v.abs()));
    10.0 * f64::EPSILON * arrays[0].len().max(1) as f64 * largest
}

/// The largest of numbers that are not negative, NaN if there is one.
pub(super) fn worst(violations: &[f64]) -> f64 {
    violations.iter().fold(0.0, |m, &v| if v > m || v.is_nan() { v } else { m })
}

impl<'a, F, R> Problem<'a, F, R> {
    pub fn new(f: F, report: R, x0: &[f64], options: &'a CobyqaOptions) -> Self {
        let n = x0.len();
        let (mut low, mut high) = options.bounds.clone().unwrap_or_default();
        low.resize(n, f64::NEG_INFINITY);
        high.resize(n, f64::INFINITY);
        let tol = tolerance([&low, &high]);
        let is_fixed = |i: &usize| low[*i] <= high[*i] && (low[*i] - high[*i]).abs() < tol;
        let (fixed, free): (Vec<usize>, Vec<usize>) = (0..n).partition(is_fixed);
        let mut template = x0.to_vec();
        fixed.iter().for_each(|&i| template[i] = (0.5 * (low[i] + high[i])).clamp(low[i], high[i]));
        let scaled = options.scale
            && free.iter().all(|&i| low[i].is_finite() && high[i].is_finite() && low[i] <= high[i]);
        let unit = |&i: &usize| {
            if scaled { (0.5 * (high[i] - low[i]), 0.5 * (high[i] + low[i])) } else { (1.0, 0.0) }
        };
        let units: Vec<(f64, f64)> = free.iter().map(unit).collect();
        let own = |v: &[f64]| -> Vec<f64> {
            free.iter().zip(&units).map(|(&i, (factor, shift))| (v[i] - shift) / factor).collect()
        };
        let clipped: Vec<f64> = (0..n).map(|i| template[i].max(low[i]).min(high[i])).collect();
        let reduced = |linear: &(Array2<f64>, Vec<f64>)| reduce(linear, &template, &free, &units);
        Self {
            x0: own(&clipped),
            at_most: reduced(&options.at_most),
            equal: reduced(&options.equal),
            low: own(&low),
            high: own(&high),
            limits: (low, high),
            f,
            report,
            options,
            template,
            free,
            units,
            nfev: 0,
            maxfev: options.maxfev.unwrap_or(500 * n),
            maxiter: options.maxiter.unwrap_or(1000 * n),
            counts: None,
            filter: Vec::new(),
        }
    }

    pub fn n(&self) -> usize {
        self.free.len()
    }

    pub fn bounds_are_feasible(&self) -> bool {
        self.low.iter().zip(&self.high).all(|(l, h)| l <= h && *l < f64::INFINITY && *h > f64::NEG_INFINITY)
    }

    /// All variables of the caller.
    pub fn whole(&self, x: &[f64]) -> Vec<f64> {
        let mut all = self.template.clone();
        for ((&i, (factor, shift)), x) in self.free.iter().zip(&self.units).zip(x) {
            all[i] = x * factor + shift;
            let (low, high) = (self.limits.0[i], self.limits.1[i]);
            if low <= high {
                all[i] = all[i].clamp(low, high);
            }
        }
        all
    }

    /// By how much each constraint is violated at `x`, where the others are `values`.
    pub fn violations(&self, x: &[f64], values: &CobyqaValues) -> Vec<f64> {
        let beyond = |v: f64| if v > 0.0 || v.is_nan() { v } else { 0.0 };
        let mut all: Vec<f64> = self.at_most.excess(x).into_iter().map(beyond).collect();
        all.extend(self.equal.excess(x).iter().map(|v| v.abs()));
        all.extend(values.at_most.iter().map(|&v| beyond(v)));
        all.extend(values.equal.iter().map(|v| v.abs()));
        if !self.bounds_are_feasible() {
            let sides = x.iter().zip(self.low.iter().zip(&self.high));
            all.extend(sides.map(|(x, (l, h))| beyond(l - x) + beyond(x - h)));
        }
        all
    }

    /// What the function and the constraints are at `x`. The search ends where the target is met, or the caller says so.
    pub fn evaluate<E>(&mut self, x: &[f64], penalty: f64) -> Result<CobyqaValues, Stop<E>>
    where
        F: FnMut(&[f64]) -> Result<CobyqaValues, E>,
        R: FnMut(CobyqaProgress<'_>) -> Result<bool, E>,
    {
        if self.nfev >= self.maxfev {
            return Err(Stop::Ended(CobyqaEnding::Calls));
        }
        self.nfev += 1;
        let whole = self.whole(x);
        let mut values = (self.f)(&whole).map_err(Stop::Callback)?;
        let counts = (values.at_most.len(), values.equal.len());
        if *self.counts.get_or_insert(counts) != counts {
            return Err(Stop::Ended(CobyqaEnding::Equations));
        }
        let violation = worst(&self.violations(x, &values));
        self.keep(Seen { x: x.to_vec(), fun: values.fun, violation });
        let best = self.best(penalty);
        let (place, fun) = (self.whole(&best.x), best.fun);
        if (self.report)(CobyqaProgress::Called { x: &place, fun }).map_err(Stop::Callback)? {
            return Err(Stop::Ended(CobyqaEnding::Stopped));
        }
        let CobyqaValues { fun, at_most, equal } = &mut values;
        for value in at_most.iter_mut().chain(equal).chain([fun]) {
            *value = if value.is_nan() { BARRIER } else { value.clamp(-BARRIER, BARRIER) };
        }
        if values.fun <= self.options.target && violation <= self.options.feasibility_tol {
            return Err(Stop::Ended(CobyqaEnding::Target));
        }
        Ok(values)
    }

    /// Tells of a lower radius.
    pub fn tell<E>(&mut self, radius: f64, at: (&[f64], f64, f64), nit: usize) -> Result<(), Stop<E>>
    where
        R: FnMut(CobyqaProgress<'_>) -> Result<bool, E>,
    {
        let (x, fun, violation) = at;
        let (x, nfev) = (self.whole(x), self.nfev);
        let progress = CobyqaProgress::Lowered { radius, x: &x, fun, violation, nfev, nit };
        (self.report)(progress).map(|_| ()).map_err(Stop::Callback)
    }

    fn keep(&mut self, new: Seen) {
        let better = |a: f64, b: f64| a < b || (b.is_nan() && !a.is_nan());
        let dominated = |old: &Seen| !better(new.fun, old.fun) && !better(new.violation, old.violation);
        if self.filter.iter().any(dominated) {
            return;
        }
        self.filter.retain(|old| better(old.fun, new.fun) || better(old.violation, new.violation));
        self.filter.push(new);
    }

    /// The lowest value where the constraints are satisfied; else the lowest value with a penalty.
    fn best(&self, penalty: f64) -> &Seen {
        let feasible = |s: &&Seen| s.violation <= self.options.feasibility_tol;
        let merit = |s: &Seen| s.fun + if s.violation == 0.0 { 0.0 } else { penalty * s.violation };
        let orders: [&dyn Fn(&Seen) -> [f64; 3]; 2] =
            [&|s: &Seen| [s.fun, s.violation, 0.0], &|s: &Seen| [merit(s), s.violation, s.fun]];
        let some = self.filter.iter().any(|s| feasible(&s) && !s.fun.is_nan());
        let order = orders[usize::from(!some)];
        let not_after = |a: &Seen, b: &Seen| {
            let pairs = order(a).into_iter().zip(order(b));
            pairs.map(|(a, b)| nan_last(a, b)).find(|o| o.is_ne()).is_none_or(|o| o.is_lt())
        };
        let candidates = self.filter.iter().filter(|s| !some || feasible(s));
        candidates.reduce(|best, s| if not_after(s, best) { s } else { best }).expect("a place was seen")
    }

    /// What is left to say once the search has ended.
    pub fn result<E>(mut self, penalty: f64, ending: CobyqaEnding, nit: usize) -> Result<Cobyqa, E>
    where
        F: FnMut(&[f64]) -> Result<CobyqaValues, E>,
        R: FnMut(CobyqaProgress<'_>) -> Result<bool, E>,
    {
        if self.filter.is_empty() {
            self.maxfev = self.maxfev.max(1);
            let x0 = self.x0.clone();
            if let Err(Stop::Callback(e)) = self.evaluate(&x0, penalty) {
                return Err(e);
            }
        }
        let best = self.best(penalty);
        let (fun, violation) = (best.fun, best.violation);
        let reached = matches!(
            ending,
            CobyqaEnding::Radius | CobyqaEnding::Target | CobyqaEnding::Fixed | CobyqaEnding::Stopped
        );
        let feasible = ending == CobyqaEnding::Target || violation <= self.options.feasibility_tol;
        let success = reached && feasible && fun.is_finite() && violation.is_finite();
        Ok(Cobyqa { x: self.whole(&best.x), fun, violation, nfev: self.nfev, nit, success, ending })
    }
}

fn nan_last(a: f64, b: f64) -> std::cmp::Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// Linear constraints as the free variables, in their units, see them.
fn reduce(
    (a, b): &(Array2<f64>, Vec<f64>),
    template: &[f64],
    free: &[usize],
    units: &[(f64, f64)],
) -> Linear {
    let mut out = Linear::default();
    for (row, limit) in a.rows().into_iter().zip(b) {
        let at = |i: usize| row.get(i).copied().unwrap_or(0.0);
        let fixed = (0..template.len()).filter(|i| !free.contains(i)).map(|i| at(i) * template[i]);
        let shift = free.iter().zip(units).map(|(&i, (_, shift))| at(i) * shift);
        out.limits.push(limit - fixed.chain(shift).sum::<f64>());
        out.rows.push(free.iter().zip(units).map(|(&i, (factor, _))| at(i) * factor).collect());
    }
    out
}
