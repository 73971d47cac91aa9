//! Jacobians: given, or by finite differences (Salane 1986, as in MATLAB's `numjac`).

use super::options::InvalidOde;
use super::scalar::larger;
use super::{Scalar, State, System};

/// Where an implicit method has the Jacobian from; matrices are given column after column.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Jacobian<T> {
    /// Finite differences.
    #[default]
    Differences,
    /// Finite differences of a matrix that is zero wherever this structure is false.
    Sparse(Vec<bool>),
    /// [`System::jac`].
    Function,
    /// A constant matrix.
    Constant(Vec<T>),
}

/// Numbers groups of columns, no two of which are nonzero in the same row (Curtis, Powell & Reid 1974).
pub fn group_columns(n: usize, structure: &[bool]) -> Vec<usize> {
    let mut taken: Vec<Vec<bool>> = Vec::new();
    let group_of = |column: &[bool]| {
        let free = |rows: &Vec<bool>| !rows.iter().zip(column).any(|(a, b)| a & b);
        let group = taken.iter().position(free).unwrap_or(taken.len());
        if group == taken.len() {
            taken.push(vec![false; n]);
        }
        taken[group].iter_mut().zip(column).for_each(|(a, b)| *a |= b);
        group
    };
    structure.chunks_exact(n.max(1)).map(group_of).collect()
}

/// The Jacobian's source, and what it remembers.
pub(super) struct Source<T> {
    kind: Jacobian<T>,
    /// The group of each column.
    groups: Vec<usize>,
    /// The increment of each component relative to its size.
    factor: Vec<f64>,
}

/// Differences along a component.
struct Probe<T> {
    column: Vec<T>,
    largest: f64,
    scale: f64,
}

impl<T: Scalar> Source<T> {
    pub fn new(kind: Jacobian<T>, n: usize) -> Result<Self, InvalidOde> {
        let groups = match &kind {
            Jacobian::Constant(a) if a.len() != n * n => {
                return Err(InvalidOde::JacobianShape { n, got: a.len() });
            }
            Jacobian::Sparse(s) if s.len() != n * n => {
                return Err(InvalidOde::SparsityShape { n, got: s.len() });
            }
            Jacobian::Sparse(structure) => group_columns(n, structure),
            _ => (0..n).collect(),
        };
        Ok(Self { kind, groups, factor: vec![f64::EPSILON.sqrt(); n] })
    }

    /// Whether the matrix is always the same.
    pub fn constant(&self) -> bool {
        matches!(self.kind, Jacobian::Constant(_))
    }

    /// The matrix; without `f` = f(t, y) that is evaluated, uncounted, where it is needed.
    pub fn evaluate<E>(
        &mut self,
        state: &mut State<T>,
        system: &mut dyn System<T, E>,
        (t, y, f): (f64, &[T], Option<&[T]>),
        threshold: &[f64],
    ) -> Result<Vec<T>, E> {
        let n = y.len();
        match &self.kind {
            Jacobian::Constant(a) => return Ok(a.clone()),
            Jacobian::Function => {
                state.njev += 1;
                let mut columns = vec![T::default(); n * n];
                system.jac(t, y, &mut columns)?;
                return Ok(columns);
            }
            _ => state.njev += 1,
        }
        let mut own = Vec::new();
        let f = match f {
            Some(f) => f,
            None => {
                own.resize(n, T::default());
                system.fun(t, y, &mut own)?;
                &own
            }
        };
        self.differences(system, t, y, f, threshold)
    }

    fn differences<E>(
        &mut self,
        system: &mut dyn System<T, E>,
        t: f64,
        y: &[T],
        f: &[T],
        threshold: &[f64],
    ) -> Result<Vec<T>, E> {
        let n = y.len();
        let size = |i: usize| {
            larger(threshold[i], y[i].modulus()) * if f[i].real_part() >= 0.0 { 1.0 } else { -1.0 }
        };
        let increment = |i: usize, factor: f64| (y[i] + T::from_real(factor * size(i)) - y[i]).real_part();
        let mut h: Vec<f64> = (0..n).map(|i| increment(i, self.factor[i])).collect();
        for i in 0..n {
            while h[i] == 0.0 {
                self.factor[i] *= 10.0;
                h[i] = increment(i, self.factor[i]);
            }
        }
        let mut probes = self.probe(system, t, y, f, &h, &(0..n).collect::<Vec<_>>())?;
        let small: Vec<usize> =
            (0..n).filter(|&i| probes[i].largest < f64::EPSILON.powf(0.875) * probes[i].scale).collect();
        if !small.is_empty() {
            let mut longer = vec![0.0; n];
            small.iter().for_each(|&i| longer[i] = increment(i, 10.0 * self.factor[i]));
            for (i, new) in small.iter().copied().zip(self.probe(system, t, y, f, &longer, &small)?) {
                if probes[i].largest * new.scale < new.largest * probes[i].scale {
                    (self.factor[i], h[i], probes[i]) = (10.0 * self.factor[i], longer[i], new);
                }
            }
        }
        for (factor, probe) in self.factor.iter_mut().zip(&probes) {
            if probe.largest < f64::EPSILON.powf(0.75) * probe.scale {
                *factor *= 10.0;
            }
            if probe.largest > f64::EPSILON.powf(0.25) * probe.scale {
                *factor *= 0.1;
            }
            *factor = larger(*factor, 1e3 * f64::EPSILON);
        }
        Ok(probes.into_iter().zip(h).flat_map(|(p, h)| p.column.into_iter().map(move |d| d / h)).collect())
    }

    /// Differences along some components by `h`, components of one group at once.
    fn probe<E>(
        &self,
        system: &mut dyn System<T, E>,
        t: f64,
        y: &[T],
        f: &[T],
        h: &[f64],
        which: &[usize],
    ) -> Result<Vec<Probe<T>>, E> {
        let n = y.len();
        let mut groups: Vec<usize> = which.iter().map(|&j| self.groups[j]).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut points = y.repeat(groups.len());
        let place = |j: usize| groups.binary_search(&self.groups[j]).expect("a group of those");
        which.iter().for_each(|&j| points[place(j) * n + j] += T::from_real(h[j]));
        let mut values = vec![T::default(); points.len()];
        system.fun_vectorized(t, n, &points, &mut values)?;
        Ok(which.iter().map(|&j| self.compare(j, f, &values[place(j) * n..][..n])).collect())
    }

    /// The column of differences, the largest of which tells how good the increment is.
    fn compare(&self, j: usize, f: &[T], new: &[T]) -> Probe<T> {
        let n = f.len();
        let nonzero = |i: usize| !matches!(&self.kind, Jacobian::Sparse(s) if !s[j * n + i]);
        let difference = |i| if nonzero(i) { new[i] - f[i] } else { T::default() };
        let column: Vec<T> = (0..n).map(difference).collect();
        let mut at = 0;
        for i in 1..n {
            if column[i].modulus() > column[at].modulus() {
                at = i;
            }
        }
        let (largest, scale) = (column[at].modulus(), larger(f[at].modulus(), new[at].modulus()));
        Probe { column, largest, scale }
    }
}
