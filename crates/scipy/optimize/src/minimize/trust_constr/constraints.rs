//! Constraints, and their canonical form `c(x) = 0` and `c(x) ≤ 0`.

use super::TrustConstrError;
use super::function::{Calls, Remembered, Smoothness, converted};
use super::program::worse;
use crate::least_squares::Jacobian;
use crate::minpack::Matrix;
use crate::sparse::SparseColumns;
use std::rc::Rc;

/// What a constraint limits.
pub enum ConstraintFunction<'a, E> {
    /// `A x`
    Linear(Jacobian<E>),
    /// A function.
    Nonlinear(Smoothness<'a, E>),
}

/// `lower ≤ f(x) ≤ upper`; limits are one for each value of the function or one for all.
pub struct Constraint<'a, E> {
    /// The function.
    pub function: ConstraintFunction<'a, E>,
    /// The lower limits, `-∞` for none.
    pub lower: Vec<f64>,
    /// The upper limits, `∞` for none; equal to the lower ones they make an equality.
    pub upper: Vec<f64>,
    /// Whether iterates have to satisfy an inequality.
    pub keep_feasible: Vec<bool>,
}

/// The function of a constraint where it was asked last.
enum Source<'a, E> {
    Linear { matrix: Rc<Jacobian<E>>, values: Vec<f64>, v: Vec<f64> },
    Nonlinear(Box<Remembered<'a, E>>),
}

/// A constraint with its function at hand.
pub(super) struct Prepared<'a, E> {
    source: Source<'a, E>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    keep_feasible: Vec<bool>,
    /// Whether a value is limited; if none is, nothing is asked after the start.
    limited: bool,
}

impl<'a, E> Prepared<'a, E> {
    pub fn new(
        constraint: Constraint<'a, E>,
        x0: &[f64],
        to_sparse: Option<bool>,
    ) -> Result<Self, TrustConstrError<E>> {
        let source = match constraint.function {
            ConstraintFunction::Linear(matrix) => {
                let matrix = converted(matrix, to_sparse);
                let values = matrix.dot(x0).map_err(TrustConstrError::Callback)?;
                Source::Linear { v: vec![0.0; values.len()], values, matrix: Rc::new(matrix) }
            }
            ConstraintFunction::Nonlinear(source) => {
                let source = Remembered::new(source, x0, None, to_sparse);
                Source::Nonlinear(Box::new(source.map_err(TrustConstrError::Callback)?))
            }
        };
        let m = match &source {
            Source::Linear { values, .. } => values.len(),
            Source::Nonlinear(f) => f.values.len(),
        };
        let (lower, upper) = (broadcast(constraint.lower, m)?, broadcast(constraint.upper, m)?);
        let keep_feasible = broadcast(constraint.keep_feasible, m)?;
        let limited = lower.iter().chain(&upper).any(|l| !l.is_infinite());
        let prepared = Self { source, lower, upper, keep_feasible, limited };
        prepared.check()?;
        Ok(prepared)
    }

    /// The start has to be feasible where all iterates have to.
    fn check(&self) -> Result<(), TrustConstrError<E>> {
        let beyond = |(i, &value): (usize, &f64)| {
            let (lower, upper) = (self.lower[i], self.upper[i]);
            self.keep_feasible[i] && lower != upper && (value < lower || value > upper)
        };
        if self.values().iter().enumerate().any(beyond) {
            return Err(TrustConstrError::Infeasible);
        }
        Ok(())
    }

    pub fn values(&self) -> &[f64] {
        match &self.source {
            Source::Linear { values, .. } => values,
            Source::Nonlinear(f) => &f.values,
        }
    }

    pub fn jacobian(&self) -> &Rc<Jacobian<E>> {
        match &self.source {
            Source::Linear { matrix, .. } => matrix,
            Source::Nonlinear(f) => &f.jacobian,
        }
    }

    pub fn multipliers(&self) -> &[f64] {
        match &self.source {
            Source::Linear { v, .. } => v,
            Source::Nonlinear(f) => &f.v,
        }
    }

    /// How far the values are beyond their limits; negative if none is.
    pub fn violation(&self) -> f64 {
        let beyond = |(i, c): (usize, &f64)| worse(self.lower[i] - c, c - self.upper[i]);
        self.values().iter().enumerate().map(beyond).fold(f64::NEG_INFINITY, worse)
    }

    pub fn is_sparse(&self) -> bool {
        matches!(**self.jacobian(), Jacobian::Sparse(_))
    }

    /// Calls of functions; none of a matrix.
    pub fn calls(&self) -> Calls {
        match &self.source {
            Source::Linear { .. } => Calls::default(),
            Source::Nonlinear(f) => Calls { jacobians: f.own_jacobians(), ..f.calls },
        }
    }

    fn values_at(&mut self, x: &[f64]) -> Result<(), E> {
        match &mut self.source {
            _ if !self.limited => {}
            Source::Linear { matrix, values, .. } => *values = matrix.dot(x)?,
            Source::Nonlinear(f) => f.values_at(x).map(|_| ())?,
        }
        Ok(())
    }

    fn jacobian_at(&mut self, x: &[f64]) -> Result<(), E> {
        match &mut self.source {
            Source::Nonlinear(f) if self.limited => f.jacobian_at(x).map(|_| ()),
            _ => Ok(()),
        }
    }

    fn settle(&mut self, x: &[f64], multipliers: Vec<f64>) -> Result<(), E> {
        match &mut self.source {
            Source::Linear { v, .. } => *v = multipliers,
            Source::Nonlinear(f) if self.limited => f.settle(x, &multipliers)?,
            Source::Nonlinear(_) => {}
        }
        Ok(())
    }
}

/// One value for each of `m`, from as many or from one.
fn broadcast<T: Clone, E>(given: Vec<T>, m: usize) -> Result<Vec<T>, TrustConstrError<E>> {
    match given.len() {
        1 => Ok(vec![given[0].clone(); m]),
        n if n == m => Ok(given),
        n => Err(TrustConstrError::Limits { given: n, values: m }),
    }
}

/// `sign · (f(x) - limit)` of one value of a constraint.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    constraint: usize,
    row: usize,
    sign: f64,
    limit: f64,
    keep_feasible: bool,
}

/// The equalities of a constraint and its inequalities: those with an upper limit alone, those with a lower one alone,
/// the upper limits of those with both, the lower ones.
fn rows_of<E>(c: usize, constraint: &Prepared<'_, E>) -> (Vec<Row>, Vec<Row>) {
    let limits = |i: usize| (constraint.lower[i], constraint.upper[i]);
    let all = 0..constraint.lower.len();
    let (equal, rest): (Vec<_>, Vec<_>) = all.partition(|&i| limits(i).0 == limits(i).1);
    let upper = |i: usize| limits(i).1 != f64::INFINITY;
    let lower = |i: usize| limits(i).0 != f64::NEG_INFINITY;
    let row = |row: usize, sign: f64| {
        let limit = if sign > 0.0 { limits(row).1 } else { limits(row).0 };
        Row { constraint: c, row, sign, limit, keep_feasible: constraint.keep_feasible[row] }
    };
    let groups: [(&dyn Fn(usize) -> bool, f64); 4] = [
        (&|i| upper(i) && !lower(i), 1.0),
        (&|i| lower(i) && !upper(i), -1.0),
        (&|i| lower(i) && upper(i), 1.0),
        (&|i| lower(i) && upper(i), -1.0),
    ];
    let of_group = |&(belongs, sign): &(&dyn Fn(usize) -> bool, f64)| {
        rest.iter().filter(|&&i| belongs(i)).map(|&i| row(i, sign)).collect::<Vec<_>>()
    };
    (equal.iter().map(|&i| row(i, 1.0)).collect(), groups.iter().flat_map(of_group).collect())
}

/// All constraints in canonical form.
pub(super) struct Canonical<'a, E> {
    pub constraints: Vec<Prepared<'a, E>>,
    /// The equalities first.
    rows: Vec<Row>,
    pub equalities: usize,
    sparse: bool,
}

impl<'a, E> Canonical<'a, E> {
    pub fn new(constraints: Vec<Prepared<'a, E>>) -> Self {
        let all = constraints.iter().enumerate().map(|(c, constraint)| rows_of(c, constraint));
        let (equal, rest): (Vec<_>, Vec<_>) = all.unzip();
        let equalities = equal.iter().map(Vec::len).sum();
        let rows = equal.into_iter().chain(rest).flatten().collect();
        let sparse = constraints.iter().any(Prepared::is_sparse);
        Self { constraints, rows, equalities, sparse }
    }

    pub fn inequalities(&self) -> usize {
        self.rows.len() - self.equalities
    }

    /// Which inequalities iterates have to satisfy.
    pub fn kept(&self) -> impl Iterator<Item = bool> + '_ {
        self.rows[self.equalities..].iter().map(|row| row.keep_feasible)
    }

    /// The canonical values where the functions were asked last.
    pub fn values(&self) -> Vec<f64> {
        let value = |row: &Row| row.sign * (self.constraints[row.constraint].values()[row.row] - row.limit);
        self.rows.iter().map(value).collect()
    }

    pub fn values_at(&mut self, x: &[f64]) -> Result<Vec<f64>, E> {
        self.constraints.iter_mut().try_for_each(|c| c.values_at(x))?;
        Ok(self.values())
    }

    /// The Jacobian by `x` and by the slacks, which are in the inequalities and are scaled with themselves.
    pub fn jacobian_at(&mut self, x: &[f64], slacks: &[f64]) -> Result<Jacobian<E>, E> {
        self.constraints.iter_mut().try_for_each(|c| c.jacobian_at(x))?;
        let n = x.len();
        if self.sparse {
            return Ok(Jacobian::Sparse(self.sparse_jacobian(n, slacks)));
        }
        let mut out = Matrix::zeros(self.rows.len(), n + slacks.len());
        for (i, row) in self.rows.iter().enumerate() {
            if let Jacobian::Dense(a) = &**self.constraints[row.constraint].jacobian() {
                (0..n).for_each(|j| out[(i, j)] = row.sign * a[(row.row, j)]);
            }
        }
        slacks.iter().enumerate().for_each(|(k, &s)| out[(self.equalities + k, n + k)] = s);
        Ok(Jacobian::Dense(out))
    }

    fn sparse_jacobian(&self, n: usize, slacks: &[f64]) -> SparseColumns {
        let mut places: Vec<Vec<Vec<(usize, f64)>>> =
            self.constraints.iter().map(|c| vec![Vec::new(); c.values().len()]).collect();
        for (i, row) in self.rows.iter().enumerate() {
            places[row.constraint][row.row].push((i, row.sign));
        }
        let mut entries = Vec::new();
        for (constraint, places) in self.constraints.iter().zip(&places) {
            let Jacobian::Sparse(a) = &**constraint.jacobian() else { continue };
            for j in 0..n {
                for (row, value) in a.entries_of(j) {
                    entries.extend(places[row].iter().map(|&(i, sign)| (i, j, sign * value)));
                }
            }
        }
        entries.extend(slacks.iter().enumerate().map(|(k, &s)| (self.equalities + k, n + k, s)));
        SparseColumns::from_triplets(self.rows.len(), n + slacks.len(), &entries).unwrap_or_default()
    }

    /// Tells that products with the Hessian of `vᵀ c` at `x` follow.
    pub fn settle(&mut self, x: &[f64], v: &[f64]) -> Result<(), E> {
        let zeros = |c: &Prepared<'a, E>| vec![0.0; c.values().len()];
        let mut multipliers: Vec<Vec<f64>> = self.constraints.iter().map(zeros).collect();
        for (row, v) in self.rows.iter().zip(v) {
            multipliers[row.constraint][row.row] += row.sign * v;
        }
        self.constraints.iter_mut().zip(multipliers).try_for_each(|(c, v)| c.settle(x, v))
    }

    /// The product with that Hessian.
    pub fn product(&mut self, p: &[f64]) -> Result<Vec<f64>, E> {
        let mut out = vec![0.0; p.len()];
        for constraint in self.constraints.iter_mut().filter(|c| c.limited) {
            if let Source::Nonlinear(f) = &mut constraint.source {
                out.iter_mut().zip(f.product(p)?).for_each(|(o, h)| *o += h);
            }
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    const INF: f64 = f64::INFINITY;

    fn canonical(to_sparse: bool) -> Canonical<'static, Infallible> {
        let identity: Vec<f64> = (0..25).map(|k| if k % 6 == 0 { 1.0 } else { 0.0 }).collect();
        let constraint = Constraint {
            function: ConstraintFunction::Linear(Jacobian::Dense(Matrix::from_columns(5, 5, identity))),
            lower: vec![-INF, 1.0, 2.0, -1.0, -INF],
            upper: vec![INF, 1.0, INF, 4.0, 8.0],
            keep_feasible: vec![false, true, false, true, false],
        };
        let x0 = [0.0, 0.0, 0.0, 0.5, 0.0];
        Canonical::new(vec![Prepared::new(constraint, &x0, Some(to_sparse)).ok().unwrap()])
    }

    #[test]
    fn values_are_equalities_upper_lower_and_both() {
        let mut found = canonical(false);
        let values = found.values_at(&[9.0, 2.0, 3.0, 5.0, 7.0]).unwrap();
        assert_eq!((found.equalities, found.inequalities()), (1, 4));
        assert_eq!(values, [1.0, -1.0, -1.0, 1.0, -6.0]);
        assert_eq!(found.kept().collect::<Vec<_>>(), [false, false, true, true]);
    }

    #[test]
    fn sparse_and_dense_jacobians_agree() {
        let (x, slacks) = ([0.0; 5], [1.5, 2.5, 3.5, 4.5]);
        let [dense, sparse] = [false, true].map(|s| match canonical(s).jacobian_at(&x, &slacks).unwrap() {
            Jacobian::Dense(a) => a,
            Jacobian::Sparse(a) => a.to_dense(),
            Jacobian::Operator(..) => unreachable!("no operator was given"),
        });
        assert_eq!(dense, sparse);
        assert_eq!((dense[(3, 3)], dense[(4, 3)], dense[(4, 8)]), (1.0, -1.0, 4.5));
    }

    #[test]
    fn multipliers_go_back_to_the_values() {
        let mut found = canonical(true);
        found.settle(&[0.0; 5], &[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        assert_eq!(found.constraints[0].multipliers(), [0.0, 1.0, -3.0, -1.0, 2.0]);
    }
}
