//! The minimum of the quadratic model over the free variables.

use super::super::cholesky::{Cholesky, cholesky};
use super::bounds::Limits;
use super::memory::{Memory, shift};
use crate::vector::{add_scaled, dot};
use ndarray::Array2;

/// The free variables, and the system that their minimum solves, kept up to date as variables come and go.
pub(super) struct Subspace {
    free: Vec<usize>,
    bound: Vec<usize>,
    entered: Vec<usize>,
    left: Vec<usize>,
    /// Products over free variables: `yᵢᵀyⱼ` for `j ≤ i`.
    yy: Array2<f64>,
    /// Over bound variables: `sᵢᵀsⱼ` for `j ≤ i`.
    ss: Array2<f64>,
    /// `sᵢᵀyⱼ`, over free variables for `i ≤ j`, over bound ones for `i > j`.
    sy: Array2<f64>,
    system: Option<System>,
}

/// The factors of the indefinite matrix of the system.
struct System {
    first: Cholesky,
    /// The rows of the block below.
    between: Vec<Vec<f64>>,
    second: Cholesky,
}

fn partial(a: &[f64], b: &[f64], at: &[usize]) -> f64 {
    at.iter().map(|&k| a[k] * b[k]).sum()
}

impl Subspace {
    pub fn new(n: usize) -> Self {
        let empty = || Array2::zeros((0, 0));
        let lists = (Vec::new(), Vec::new(), Vec::new());
        let (bound, entered, left) = lists;
        let (yy, ss, sy) = (empty(), empty(), empty());
        Self { free: (0..n).collect(), bound, entered, left, yy, ss, sy, system: None }
    }

    pub fn has_free(&self) -> bool {
        !self.free.is_empty()
    }

    /// Takes the variables that are not at a bound as free; `track` notes which have changed sides.
    pub fn set_free(&mut self, at_bound: &[bool], track: bool) {
        let changed = |list: &[usize], now: bool| {
            list.iter().copied().filter(|&i| track && at_bound[i] == now).collect::<Vec<_>>()
        };
        self.left = changed(&self.free, true);
        self.entered = changed(&self.bound, false);
        let side = |now: bool| (0..at_bound.len()).filter(|&i| at_bound[i] == now).collect();
        (self.free, self.bound) = (side(false), side(true));
    }

    /// Brings the factors up to date; nothing if that fails.
    pub fn factor(&mut self, memory: &mut Memory) -> Option<()> {
        if !memory.fresh && self.entered.is_empty() && self.left.is_empty() {
            return Some(());
        }
        let n = memory.len();
        let mut old = n;
        if memory.fresh {
            old = n - 1;
            self.make_room(n);
            self.add_pair(memory);
        }
        self.move_variables(memory, old);
        (self.entered, self.left) = (Vec::new(), Vec::new());
        self.system = Some(self.solve_blocks(memory)?);
        Some(())
    }

    /// A row and column for a new pair; the oldest goes where there is no room.
    fn make_room(&mut self, n: usize) {
        for m in [&mut self.yy, &mut self.ss, &mut self.sy] {
            if m.nrows() == n {
                shift(m);
            } else {
                let mut larger = Array2::zeros((n, n));
                let kept = m.nrows().min(n - 1);
                let part = ndarray::s![..kept, ..kept];
                larger.slice_mut(part).assign(&m.slice(part));
                *m = larger;
            }
        }
    }

    fn add_pair(&mut self, memory: &Memory) {
        let Memory { s, y, .. } = memory;
        let last = s.len() - 1;
        for j in 0..=last {
            self.yy[[last, j]] = partial(&y[last], &y[j], &self.free);
            self.ss[[last, j]] = partial(&s[last], &s[j], &self.bound);
            if j < last {
                self.sy[[last, j]] = partial(&s[last], &y[j], &self.bound);
            }
            self.sy[[j, last]] = partial(&s[j], &y[last], &self.free);
        }
    }

    /// Moves the products over variables that have changed sides, for the oldest pairs.
    fn move_variables(&mut self, memory: &Memory, old: usize) {
        if self.entered.is_empty() && self.left.is_empty() {
            return;
        }
        let Memory { s, y, .. } = memory;
        let change = |a: &[f64], b: &[f64]| partial(a, b, &self.entered) - partial(a, b, &self.left);
        for i in 0..old {
            for j in 0..old {
                let mixed = change(&s[i], &y[j]);
                self.sy[[i, j]] += if i <= j { mixed } else { -mixed };
                if j <= i {
                    self.yy[[i, j]] += change(&y[i], &y[j]);
                    self.ss[[i, j]] -= change(&s[i], &s[j]);
                }
            }
        }
    }

    fn solve_blocks(&self, memory: &Memory) -> Option<System> {
        let (n, theta) = (memory.len(), memory.theta);
        let diagonal = |i: usize, j: usize| if i == j { memory.sy[[i, i]] } else { 0.0 };
        let block = |(i, j): (usize, usize)| self.yy[[i, j]] / theta + diagonal(i, j);
        let first = succeeded(cholesky(&Array2::from_shape_fn((n, n), block)))?;
        let row = |i: usize| -> Vec<f64> {
            (0..n).map(|j| if j < i { -self.sy[[i, j]] } else { self.sy[[i, j]] }).collect()
        };
        let between: Vec<Vec<f64>> = (0..n).map(|i| first.forward(&row(i))).collect();
        let block = |(i, j): (usize, usize)| self.ss[[i, j]] * theta + dot(&between[i], &between[j]);
        let second = succeeded(cholesky(&Array2::from_shape_fn((n, n), block)))?;
        Some(System { first, between, second })
    }

    /// Minus the gradient of the model at the Cauchy point, over the free variables.
    pub fn reduced_gradient(
        &self,
        x: &[f64],
        g: &[f64],
        cauchy: &[f64],
        along: &[f64],
        memory: &Memory,
        constrained: bool,
    ) -> Vec<f64> {
        if !constrained {
            return g.iter().map(|g| -g).collect();
        }
        let theta = memory.theta;
        let mut reduced: Vec<f64> = self.free.iter().map(|&k| -theta * (cauchy[k] - x[k]) - g[k]).collect();
        let product = memory.middle_product(along);
        let (first, second) = product.split_at(memory.len());
        for j in 0..memory.len() {
            let (a, b) = (first[j], theta * second[j]);
            for (r, &k) in reduced.iter_mut().zip(&self.free) {
                *r += memory.y[j][k] * a + memory.s[j][k] * b;
            }
        }
        reduced
    }

    /// Moves the free variables of `target` to the minimum of the model, as far as bounds allow.
    pub fn minimise(
        &self,
        target: &mut [f64],
        mut d: Vec<f64>,
        x: &[f64],
        g: &[f64],
        limits: &Limits,
        memory: &Memory,
    ) {
        self.solve(&mut d, memory);
        let cauchy = target.to_vec();
        let mut blocked = false;
        for (&d, &k) in d.iter().zip(&self.free) {
            let moved = target[k] + d;
            target[k] = moved.max(limits.low[k]).min(limits.high[k]);
            blocked |= target[k] == limits.low[k] || target[k] == limits.high[k];
        }
        let slope: f64 = target.iter().zip(x).zip(g).map(|((t, x), g)| (t - x) * g).sum();
        if blocked && slope > 0.0 {
            target.copy_from_slice(&cauchy);
            self.truncate(target, &mut d, limits);
        }
    }

    /// Goes along `d` up to the first bound.
    fn truncate(&self, target: &mut [f64], d: &mut [f64], limits: &Limits) {
        let (mut alpha, mut nearest) = (1.0, None);
        for (i, (&d, &k)) in d.iter().zip(&self.free).enumerate() {
            let bound = if d < 0.0 { limits.low[k] } else { limits.high[k] };
            let room = bound - target[k];
            if d == 0.0 || bound.is_infinite() {
                continue;
            }
            let beyond = room == 0.0 || (room > 0.0) != (d > 0.0);
            let reach = if beyond { 0.0 } else { room / d };
            if reach < alpha {
                (alpha, nearest) = (reach, Some(i));
            }
        }
        if let Some(i) = nearest {
            let (step, k) = (std::mem::take(&mut d[i]), self.free[i]);
            target[k] = if step > 0.0 { limits.high[k] } else { limits.low[k] };
        }
        for (&d, &k) in d.iter().zip(&self.free) {
            target[k] += alpha * d;
        }
    }

    /// Turns minus the reduced gradient into the step to the minimum.
    fn solve(&self, d: &mut [f64], memory: &Memory) {
        let Some(system) = &self.system else { return };
        let (n, theta) = (memory.len(), memory.theta);
        let over_free = |v: &Vec<f64>| self.free.iter().zip(&*d).map(|(&k, d)| v[k] * d).sum::<f64>();
        let right: Vec<f64> = memory.y.iter().map(over_free).collect();
        let below: Vec<f64> = memory.s.iter().map(|s| theta * over_free(s)).collect();
        let mut first = system.first.forward(&right);
        let rest: Vec<f64> = (0..n).map(|i| below[i] - dot(&system.between[i], &first)).collect();
        let second = system.second.solve(&rest);
        first.iter_mut().for_each(|f| *f = -*f);
        (0..n).for_each(|i| add_scaled(&mut first, -second[i], &system.between[i]));
        let first = system.first.backward(&first);
        for j in 0..n {
            for (d, &k) in d.iter_mut().zip(&self.free) {
                *d += memory.y[j][k] * first[j] / theta + memory.s[j][k] * second[j];
            }
        }
        d.iter_mut().for_each(|d| *d *= 1.0 / theta);
    }
}

fn succeeded(factors: Cholesky) -> Option<Cholesky> {
    factors.failed.is_none().then_some(factors)
}
