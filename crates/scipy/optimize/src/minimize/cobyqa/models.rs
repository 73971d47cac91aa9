//! Quadratic models that interpolate on points: of those that do, the ones whose Hessians change least (Powell 2004).

use super::options::{CobyqaEnding, CobyqaValues, Stop};
use super::problem::Problem;
use crate::vector::{add_scaled, dot, moved, norm};
use faer::{Mat, Side};

/// The points: offsets from a base.
pub(super) struct Points {
    pub base: Vec<f64>,
    pub offsets: Vec<Vec<f64>>,
    /// Eigenvalues and eigenvectors of the interpolation's equations, while the offsets are the same.
    system: Option<System>,
}

struct System {
    scaling: Vec<f64>,
    /// The inverse eigenvalues that are not zero, each with its vector.
    spectrum: Vec<(f64, Vec<f64>)>,
    ill_conditioned: bool,
}

impl System {
    /// The equations in units in which the farthest point is at distance 1.
    fn of(offsets: &[Vec<f64>], n: usize) -> Option<Self> {
        let points = offsets.len();
        let size = points + n + 1;
        let scale = offsets.iter().map(|p| norm(p)).fold(f64::EPSILON, f64::max);
        let scaled: Vec<Vec<f64>> = offsets.iter().map(|p| p.iter().map(|x| x / scale).collect()).collect();
        let entry = |i: usize, j: usize| match (i.max(j), i.min(j)) {
            (high, low) if high < points => 0.5 * dot(&scaled[high], &scaled[low]).powi(2),
            (_, low) if low >= points => 0.0,
            (high, low) if high == points => f64::from(low < points),
            (high, low) => scaled[low][high - points - 1],
        };
        let matrix = Mat::from_fn(size, size, entry);
        let finite = (0..size).all(|j| (0..size).all(|i| matrix[(i, j)].is_finite()));
        let eigen = if finite { matrix.self_adjoint_eigen(Side::Lower).ok()? } else { return None };
        let value = |k: usize| eigen.S().column_vector()[k];
        let kept = (0..size).filter(|&k| value(k).abs() > f64::EPSILON);
        let vector = |k: usize| (0..size).map(|i| eigen.U()[(i, k)]).collect();
        let spectrum: Vec<(f64, Vec<f64>)> = kept.map(|k| (1.0 / value(k), vector(k))).collect();
        let mut scaling = vec![scale; size];
        scaling[..points].fill(1.0 / (scale * scale));
        scaling[points] = scale * scale;
        Some(Self { scaling, ill_conditioned: spectrum.len() < size, spectrum })
    }

    fn solve(&self, right: &[f64]) -> Vec<f64> {
        let scaled: Vec<f64> = right.iter().zip(&self.scaling).map(|(r, s)| r * s).collect();
        let mut out = vec![0.0; right.len()];
        self.spectrum.iter().for_each(|(inverse, v)| add_scaled(&mut out, inverse * dot(v, &scaled), v));
        out.iter_mut().zip(&self.scaling).for_each(|(o, s)| *o *= s);
        out
    }

    /// A diagonal element of the inverse.
    fn diagonal(&self, k: usize) -> f64 {
        self.spectrum.iter().map(|(inverse, v)| inverse * v[k] * v[k]).sum::<f64>() * self.scaling[k].powi(2)
    }
}

impl Points {
    /// `2 n + 1` points around the start, which moves to the bounds it is near to.
    pub fn new(x0: &[f64], low: &[f64], high: &[f64], radius: f64) -> Self {
        let n = x0.len();
        let (mut base, mut offsets) = (x0.to_vec(), vec![vec![0.0; n]; 2 * n + 1]);
        for i in 0..n {
            let (below, above) = (x0[i] - low[i], high[i] - x0[i]);
            let (at_low, at_high) = (below <= 0.5 * radius, above <= 0.5 * radius);
            base[i] = match () {
                _ if at_high => high[i],
                _ if at_low => low[i],
                _ if below <= radius => (low[i] + radius).min(high[i]),
                _ if above <= radius => (high[i] - radius).max(low[i]),
                _ => x0[i],
            };
            let at_low = at_low && !at_high;
            offsets[i + 1][i] = if at_high { -radius } else { radius };
            offsets[n + i + 1][i] = match () {
                _ if at_low => 2.0 * radius,
                _ if at_high => -2.0 * radius,
                _ => -radius,
            };
        }
        Self { base, offsets, system: None }
    }

    pub fn point(&self, k: usize) -> Vec<f64> {
        moved(&self.base, 1.0, &self.offsets[k])
    }

    fn system<E>(&mut self) -> Result<&System, Stop<E>> {
        if self.system.is_none() {
            self.system = System::of(&self.offsets, self.base.len());
        }
        self.system.as_ref().ok_or(Stop::Ended(CobyqaEnding::Equations))
    }

    fn move_point(&mut self, k: usize, x: &[f64]) {
        self.offsets[k] = moved(x, -1.0, &self.base);
        self.system = None;
    }

    /// For each point by how much the determinant of the equations grows if `x` takes its place; for one alone if `only`.
    pub fn determinants<E>(&mut self, x: &[f64], only: Option<usize>) -> Result<Vec<f64>, Stop<E>> {
        let shift = moved(x, -1.0, &self.base);
        let points = self.offsets.len();
        let mut column: Vec<f64> = self.offsets.iter().map(|p| 0.5 * dot(p, &shift).powi(2)).collect();
        column.push(1.0);
        column.extend_from_slice(&shift);
        let system = self.system()?;
        if column.iter().any(|c| !c.is_finite()) {
            return Err(Stop::Ended(CobyqaEnding::Equations));
        }
        let solved = system.solve(&column);
        let beta = 0.5 * dot(&shift, &shift).powi(2) - dot(&column, &solved);
        let of = |k: usize| system.diagonal(k) * beta + solved[k] * solved[k];
        Ok(only.map_or_else(|| (0..points).map(of).collect(), |k| vec![of(k)]))
    }
}

/// A quadratic function around the points' base, whose Hessian is `E + Σ c_k p_k p_kᵀ` over the points' offsets.
#[derive(Clone)]
pub(super) struct Quadratic {
    constant: f64,
    gradient: Vec<f64>,
    implicit: Vec<f64>,
    explicit: Vec<Vec<f64>>,
}

impl Quadratic {
    /// The one with these values at the points and the Hessian of the least norm; whether that is ill-conditioned.
    pub fn through<E>(points: &mut Points, values: &[f64]) -> Result<(Self, bool), Stop<E>> {
        let (n, count) = (points.base.len(), values.len());
        let mut right = values.to_vec();
        right.resize(count + n + 1, 0.0);
        let system = points.system()?;
        let solved = system.solve(&right);
        if solved.iter().any(|s| !s.is_finite()) {
            return Err(Stop::Ended(CobyqaEnding::Equations));
        }
        let model = Self {
            constant: solved[count],
            gradient: solved[count + 1..].to_vec(),
            implicit: solved[..count].to_vec(),
            explicit: vec![vec![0.0; n]; n],
        };
        Ok((model, system.ill_conditioned))
    }

    pub fn value(&self, points: &Points, x: &[f64]) -> f64 {
        let d = moved(x, -1.0, &points.base);
        self.constant + dot(&self.gradient, &d) + 0.5 * self.curvature(points, &d)
    }

    pub fn gradient(&self, points: &Points, x: &[f64]) -> Vec<f64> {
        let mut out = self.gradient.clone();
        self.add_product(points, &moved(x, -1.0, &points.base), 1.0, &mut out);
        out
    }

    /// Adds `c` times the product of the Hessian with `v`.
    pub fn add_product(&self, points: &Points, v: &[f64], c: f64, out: &mut [f64]) {
        out.iter_mut().zip(&self.explicit).for_each(|(o, row)| *o += c * dot(row, v));
        for (offset, weight) in points.offsets.iter().zip(&self.implicit) {
            add_scaled(out, c * weight * dot(offset, v), offset);
        }
    }

    pub fn curvature(&self, points: &Points, v: &[f64]) -> f64 {
        let explicit: f64 = self.explicit.iter().zip(v).map(|(row, v_i)| v_i * dot(row, v)).sum();
        let implicit = points.offsets.iter().zip(&self.implicit);
        explicit + implicit.map(|(offset, weight)| weight * dot(offset, v).powi(2)).sum::<f64>()
    }

    fn add_outer(&mut self, weight: f64, a: &[f64], b: &[f64]) {
        self.explicit.iter_mut().zip(a).for_each(|(row, a)| add_scaled(row, weight * a, b));
    }

    /// Interpolates again after point `k`, whose offset was `old`, has moved; `error` is what is missing there.
    fn update<E>(&mut self, points: &mut Points, k: usize, old: &[f64], error: f64) -> Result<bool, Stop<E>> {
        self.add_outer(self.implicit[k], old, old);
        self.implicit[k] = 0.0;
        let mut values = vec![0.0; self.implicit.len()];
        values[k] = error;
        let (change, ill_conditioned) = Self::through(points, &values)?;
        self.constant += change.constant;
        add_scaled(&mut self.gradient, 1.0, &change.gradient);
        add_scaled(&mut self.implicit, 1.0, &change.implicit);
        Ok(ill_conditioned)
    }

    /// The same function around another base.
    fn shift(&mut self, points: &Points, base: &[f64]) {
        (self.constant, self.gradient) = (self.value(points, base), self.gradient(points, base));
        let shift = moved(base, -1.0, &points.base);
        let mut sum = vec![0.0; base.len()];
        for (offset, weight) in points.offsets.iter().zip(&self.implicit) {
            add_scaled(&mut sum, *weight, &moved(offset, -0.5, &shift));
        }
        self.add_outer(1.0, &shift, &sum);
        self.add_outer(1.0, &sum, &shift);
    }
}

/// The models of the function and of all the constraints that are not linear.
pub(super) struct Models {
    pub points: Points,
    /// What was found at each point.
    pub values: Vec<CobyqaValues>,
    pub fun: Quadratic,
    pub at_most: Vec<Quadratic>,
    pub equal: Vec<Quadratic>,
}

impl Models {
    /// Evaluates at the first points.
    pub fn new<E, F, R>(problem: &mut Problem<'_, F, R>, radius: f64) -> Result<Self, Stop<E>>
    where
        F: FnMut(&[f64]) -> Result<CobyqaValues, E>,
        R: FnMut(super::CobyqaProgress<'_>) -> Result<bool, E>,
    {
        let mut points = Points::new(&problem.x0, &problem.low, &problem.high, radius);
        let places = 0..points.offsets.len();
        let values =
            places.map(|k| problem.evaluate(&points.point(k), 0.0)).collect::<Result<Vec<_>, _>>()?;
        let (fun, at_most, equal) = fit(&mut points, &values)?;
        Ok(Self { points, values, fun, at_most, equal })
    }

    /// Forgets the former models in favour of those with Hessians of the least norm.
    pub fn reset<E>(&mut self) -> Result<(), Stop<E>> {
        (self.fun, self.at_most, self.equal) = fit(&mut self.points, &self.values)?;
        Ok(())
    }

    /// The gradient of the model of the function with the Hessian of the least norm.
    pub fn other_gradient<E>(&mut self, x: &[f64]) -> Result<Vec<f64>, Stop<E>> {
        let values: Vec<f64> = self.values.iter().map(|v| v.fun).collect();
        Ok(Quadratic::through(&mut self.points, &values)?.0.gradient(&self.points, x))
    }

    /// What the models say at `x`.
    pub fn at(&self, x: &[f64]) -> CobyqaValues {
        let value = |model: &Quadratic| model.value(&self.points, x);
        CobyqaValues {
            fun: value(&self.fun),
            at_most: self.at_most.iter().map(value).collect(),
            equal: self.equal.iter().map(value).collect(),
        }
    }

    /// Puts a place with its values where point `k` was; whether the equations are ill-conditioned.
    pub fn replace<E>(&mut self, k: usize, x: &[f64], values: CobyqaValues) -> Result<bool, Stop<E>> {
        let said = self.at(x);
        let old = self.points.offsets[k].clone();
        self.points.move_point(k, x);
        let points = &mut self.points;
        let mut ill_conditioned = self.fun.update(points, k, &old, values.fun - said.fun)?;
        let pairs = values.at_most.iter().zip(&said.at_most).chain(values.equal.iter().zip(&said.equal));
        for (model, (value, said)) in self.at_most.iter_mut().chain(&mut self.equal).zip(pairs) {
            ill_conditioned |= model.update(points, k, &old, value - said)?;
        }
        self.values[k] = values;
        Ok(ill_conditioned)
    }

    /// Moves the base, so that offsets stay short.
    pub fn shift(&mut self, base: Vec<f64>) {
        for model in self.at_most.iter_mut().chain(&mut self.equal).chain([&mut self.fun]) {
            model.shift(&self.points, &base);
        }
        let shift = moved(&base, -1.0, &self.points.base);
        self.points.offsets.iter_mut().for_each(|offset| add_scaled(offset, -1.0, &shift));
        self.points.base = base;
        self.points.system = None;
    }
}

type Fitted = (Quadratic, Vec<Quadratic>, Vec<Quadratic>);

fn fit<E>(points: &mut Points, values: &[CobyqaValues]) -> Result<Fitted, Stop<E>> {
    let mut through = |part: &dyn Fn(&CobyqaValues) -> f64| {
        let at_points: Vec<f64> = values.iter().map(part).collect();
        Ok(Quadratic::through(points, &at_points)?.0)
    };
    let first = &values[0];
    let fun = through(&|v| v.fun)?;
    let at_most = (0..first.at_most.len()).map(|i| through(&|v| v.at_most[i])).collect::<Result<_, _>>()?;
    let equal = (0..first.equal.len()).map(|i| through(&|v| v.equal[i])).collect::<Result<_, _>>()?;
    Ok((fun, at_most, equal))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(x - 1)² + 2 x y + z⁴`, in variables of a range of sizes.
    fn smooth(x: &[f64]) -> f64 {
        (x[0] - 1.0).powi(2) + 2.0 * x[0] * x[1] + x[2].powi(4)
    }

    fn model() -> (Points, Quadratic, Vec<f64>) {
        let free = [f64::INFINITY; 3];
        let mut points = Points::new(&[0.5, -1.0, 2.0], &free.map(|f| -f), &free, 0.3);
        let values: Vec<f64> = (0..7).map(|k| smooth(&points.point(k))).collect();
        let fitted = Quadratic::through::<()>(&mut points, &values);
        let model =
            fitted.map(|(model, _)| model).unwrap_or_else(|_| panic!("the points are in general position"));
        (points, model, values)
    }

    fn check(points: &Points, model: &Quadratic, values: &[f64]) {
        for (k, value) in values.iter().enumerate() {
            assert!((model.value(points, &points.point(k)) - value).abs() < 1e-11);
        }
    }

    #[test]
    fn models_interpolate_after_points_move_and_after_shifts() {
        let (mut points, mut model, mut values) = model();
        check(&points, &model, &values);
        for (k, x) in [(2, [0.7, -0.8, 2.1]), (5, [0.4, -1.3, 1.8]), (0, [0.9, -0.9, 2.2])] {
            let (old, said) = (points.offsets[k].clone(), model.value(&points, &x));
            points.move_point(k, &x);
            values[k] = smooth(&x);
            assert!(model.update::<()>(&mut points, k, &old, values[k] - said).is_ok());
            check(&points, &model, &values);
        }
        let (before, base) = (model.gradient(&points, &[1.0, 1.0, 1.0]), points.point(5));
        model.shift(&points, &base);
        let shift = moved(&base, -1.0, &points.base);
        points.offsets.iter_mut().for_each(|offset| add_scaled(offset, -1.0, &shift));
        points.base = base;
        check(&points, &model, &values);
        let after = model.gradient(&points, &[1.0, 1.0, 1.0]);
        assert!(norm(&moved(&before, -1.0, &after)) < 1e-10);
    }

    #[test]
    fn starts_keep_within_bounds() {
        let (low, high) = ([0.0, -1.0, f64::NEG_INFINITY], [4.0, 1.0, f64::INFINITY]);
        let points = Points::new(&[0.1, 0.8, 5.0], &low, &high, 0.5);
        assert_eq!(points.base, [0.0, 1.0, 5.0]);
        for k in 0..7 {
            let inside =
                points.point(k).iter().zip(low.iter().zip(&high)).all(|(x, (l, h))| l <= x && x <= h);
            assert!(inside, "{:?}", points.point(k));
        }
    }
}
