//! The points of a finite difference and what follows from the values there.

use super::steps::{DifferenceOptions, InvalidDifferences, Precision, Scheme, steps};
use crate::sparse::SparseColumns;
use num_complex::Complex64;

/// Where a function is to be evaluated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Point<'a> {
    /// A real point, whose value is wanted.
    Real(&'a [f64]),
    /// A complex point, the imaginary part of whose value is wanted.
    Complex(&'a [Complex64]),
}

/// The points of a finite difference around one point.
#[derive(Debug, Clone, PartialEq)]
pub struct Stencil {
    scheme: Scheme,
    x0: Vec<f64>,
    steps: Vec<f64>,
    one_sided: Vec<bool>,
    /// The columns, group after group, and where each group starts.
    columns: Vec<usize>,
    starts: Vec<usize>,
    /// To what precision the points are rounded.
    points: Precision,
}

impl Stencil {
    /// The stencil around `x0`, a group of evaluations for each variable.
    ///
    /// # Errors
    /// [`InvalidDifferences`]: steps or bounds of the wrong length, or a point beyond its bounds.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::{DifferenceOptions, Point, Stencil};
    /// let stencil = Stencil::new(&[2.0], &DifferenceOptions::default()).unwrap();
    /// let cube = |p: Point<'_>, out: &mut [f64]| {
    ///     if let Point::Real(x) = p { out[0] = x[0].powi(3) }
    ///     Ok::<_, ()>(())
    /// };
    /// let mut derivative = [0.0];
    /// stencil.jacobian(&[8.0], cube, &mut derivative).unwrap();
    /// assert!((derivative[0] - 12.0).abs() < 1e-8 && stencil.evaluations() == 2);
    /// ```
    pub fn new(x0: &[f64], options: &DifferenceOptions) -> Result<Self, InvalidDifferences> {
        let (steps, one_sided) = steps(x0, options)?;
        let n = x0.len();
        Ok(Self {
            scheme: options.scheme,
            x0: x0.to_vec(),
            steps,
            one_sided,
            columns: (0..n).collect(),
            starts: (0..=n).collect(),
            points: Precision::Double,
        })
    }

    /// The same with the variables of a group, as [`group_columns`](super::group_columns) numbers them, moved together.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{DifferenceOptions, Stencil};
    /// let stencil = Stencil::new(&[1.0, 1.0, 1.0], &DifferenceOptions::default()).unwrap();
    /// assert_eq!(stencil.grouped(&[0, 1, 0]).evaluations(), 4);
    /// ```
    pub fn grouped(mut self, groups: &[usize]) -> Self {
        let mut columns: Vec<usize> = (0..groups.len().min(self.x0.len())).collect();
        columns.sort_by_key(|&j| groups[j]);
        let count = groups.iter().max().map_or(0, |last| last + 1);
        self.starts = (0..=count).map(|g| columns.partition_point(|&j| groups[j] < g)).collect();
        self.columns = columns;
        self
    }

    /// The same with points rounded to a precision.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{DifferenceOptions, Precision, Stencil};
    /// let stencil = Stencil::new(&[1.0], &DifferenceOptions::default()).unwrap();
    /// assert_eq!(stencil.rounded(Precision::Single).evaluations(), 2);
    /// ```
    pub fn rounded(self, points: Precision) -> Self {
        Self { points, ..self }
    }

    /// How often the function is evaluated.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{DifferenceOptions, Scheme, Stencil};
    /// let options = DifferenceOptions { scheme: Scheme::TwoPoint, ..DifferenceOptions::default() };
    /// assert_eq!(Stencil::new(&[1.0, 2.0], &options).unwrap().evaluations(), 2);
    /// ```
    pub fn evaluations(&self) -> usize {
        (self.starts.len() - 1) * self.points_each()
    }

    /// The number of variables.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{DifferenceOptions, Stencil};
    /// assert_eq!(Stencil::new(&[1.0, 2.0], &DifferenceOptions::default()).unwrap().variables(), 2);
    /// ```
    pub fn variables(&self) -> usize {
        self.x0.len()
    }

    fn points_each(&self) -> usize {
        if self.scheme == Scheme::ThreePoint { 2 } else { 1 }
    }

    /// The Jacobian, column after column, from the value `f0` at the point itself and those that `f` writes: values
    /// at real points, their imaginary parts at complex ones.
    ///
    /// # Errors
    /// The callback's.
    ///
    /// # Examples
    /// See [`Stencil::new`].
    pub fn jacobian<E>(
        &self,
        f0: &[f64],
        f: impl FnMut(Point<'_>, &mut [f64]) -> Result<(), E>,
        jacobian: &mut [f64],
    ) -> Result<(), E> {
        let m = f0.len();
        self.run(m, f, |j, values| {
            let column = jacobian[j * m..(j + 1) * m].iter_mut();
            column.enumerate().for_each(|(i, out)| *out = values.derivative(f0, i));
        })
    }

    /// The entries of a sparse Jacobian, where `jacobian` has entries.
    ///
    /// # Errors
    /// The callback's.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::{DifferenceOptions, Point, SparseColumns, Stencil};
    /// let stencil = Stencil::new(&[2.0, 3.0], &DifferenceOptions::default()).unwrap().grouped(&[0, 0]);
    /// let squares = |p: Point<'_>, out: &mut [f64]| {
    ///     if let Point::Real(x) = p { out.iter_mut().zip(x).for_each(|(o, x)| *o = x * x) }
    ///     Ok::<_, ()>(())
    /// };
    /// let mut diagonal = SparseColumns::from_dense(2, &[1.0, 0.0, 0.0, 1.0]);
    /// stencil.sparse_jacobian(&[4.0, 9.0], squares, &mut diagonal).unwrap();
    /// assert!((diagonal.values[1] - 6.0).abs() < 1e-8);
    /// ```
    pub fn sparse_jacobian<E>(
        &self,
        f0: &[f64],
        f: impl FnMut(Point<'_>, &mut [f64]) -> Result<(), E>,
        jacobian: &mut SparseColumns,
    ) -> Result<(), E> {
        let SparseColumns { starts, indices, values: entries, .. } = jacobian;
        self.run(f0.len(), f, |j, values| {
            (starts[j]..starts[j + 1]).for_each(|k| entries[k] = values.derivative(f0, indices[k]));
        })
    }

    /// Shows all the points in the order in which the function is evaluated.
    ///
    /// # Errors
    /// The callback's.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{DifferenceOptions, Stencil};
    /// let (mut seen, stencil) = (0, Stencil::new(&[1.0, 2.0], &DifferenceOptions::default()).unwrap());
    /// stencil.points(|_| Ok::<_, ()>(seen += 1)).unwrap();
    /// assert_eq!(seen, 4);
    /// ```
    pub fn points<E>(&self, mut see: impl FnMut(Point<'_>) -> Result<(), E>) -> Result<(), E> {
        self.run(0, |point, _| see(point), |_, _| {})
    }

    /// Evaluates at all points; `column` gets the values that belong to a column.
    fn run<E>(
        &self,
        m: usize,
        mut f: impl FnMut(Point<'_>, &mut [f64]) -> Result<(), E>,
        mut column: impl FnMut(usize, Values<'_>),
    ) -> Result<(), E> {
        let mut values = vec![0.0; m * self.points_each()];
        let mut place = Place::new(self);
        for bounds in self.starts.windows(2) {
            let group = &self.columns[bounds[0]..bounds[1]];
            for k in 0..self.points_each() {
                f(place.shifted(self, group, k), &mut values[k * m..(k + 1) * m])?;
            }
            place.restore(self, group);
            let (first, second) = values.split_at(m);
            for &j in group {
                let (span, one_sided) = (self.span(j), self.one_sided[j]);
                column(j, Values { scheme: self.scheme, first, second, span, one_sided });
            }
        }
        Ok(())
    }

    /// The multiple of the step at which component `j` is in point `k` of its group.
    fn multiple(&self, j: usize, k: usize) -> f64 {
        match (k, self.one_sided[j]) {
            (0, true) => 1.0,
            (0, false) => -1.0,
            (_, true) => 2.0,
            (_, false) => 1.0,
        }
    }

    /// Component `j` in point `k` of its group.
    fn component(&self, j: usize, k: usize) -> f64 {
        self.round(self.x0[j] + self.multiple(j, k) * self.steps[j])
    }

    fn round(&self, x: f64) -> f64 {
        match self.points {
            Precision::Double => x,
            _ => f64::from(x as f32),
        }
    }

    /// What the difference of values is divided by: the distance of the points as they were rounded.
    fn span(&self, j: usize) -> f64 {
        match (self.scheme, self.one_sided[j]) {
            (Scheme::ComplexStep, _) => self.steps[j],
            (Scheme::TwoPoint, _) => (self.x0[j] + self.steps[j]) - self.x0[j],
            (Scheme::ThreePoint, true) => self.component(j, 1) - self.x0[j],
            (Scheme::ThreePoint, false) => self.component(j, 1) - self.component(j, 0),
        }
    }
}

/// The point under way.
enum Place {
    Real(Vec<f64>),
    Complex(Vec<Complex64>),
}

impl Place {
    fn new(stencil: &Stencil) -> Self {
        match stencil.scheme {
            Scheme::ComplexStep => Self::Complex(stencil.x0.iter().map(|&x| x.into()).collect()),
            _ => Self::Real(stencil.x0.clone()),
        }
    }

    /// Moves the components of a group to its point `k`.
    fn shifted(&mut self, stencil: &Stencil, group: &[usize], k: usize) -> Point<'_> {
        match self {
            Self::Real(x) => {
                group.iter().for_each(|&j| x[j] = stencil.component(j, k));
                Point::Real(x)
            }
            Self::Complex(z) => {
                group.iter().for_each(|&j| z[j].im = stencil.steps[j]);
                Point::Complex(z)
            }
        }
    }

    fn restore(&mut self, stencil: &Stencil, group: &[usize]) {
        match self {
            Self::Real(x) => group.iter().for_each(|&j| x[j] = stencil.x0[j]),
            Self::Complex(z) => group.iter().for_each(|&j| z[j].im = 0.0),
        }
    }
}

/// The values at the points of one group, as they concern one column.
struct Values<'a> {
    scheme: Scheme,
    first: &'a [f64],
    second: &'a [f64],
    span: f64,
    one_sided: bool,
}

impl Values<'_> {
    #[inline]
    fn derivative(&self, f0: &[f64], i: usize) -> f64 {
        let difference = match (self.scheme, self.one_sided) {
            (Scheme::ComplexStep, _) => self.first[i],
            (Scheme::TwoPoint, _) => self.first[i] - f0[i],
            (Scheme::ThreePoint, true) => -3.0 * f0[i] + 4.0 * self.first[i] - self.second[i],
            (Scheme::ThreePoint, false) => self.second[i] - self.first[i],
        };
        difference / self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derivative(scheme: Scheme, x: f64, bounds: (f64, f64)) -> f64 {
        let bounds = Some((vec![bounds.0], vec![bounds.1]));
        let stencil =
            Stencil::new(&[x], &DifferenceOptions { scheme, bounds, ..Default::default() }).unwrap();
        let mut out = [0.0];
        let sine = |p: Point<'_>, out: &mut [f64]| {
            out[0] = match p {
                Point::Real(x) => x[0].sin(),
                Point::Complex(z) => z[0].sin().im,
            };
            Ok::<_, ()>(())
        };
        stencil.jacobian(&[x.sin()], sine, &mut out).unwrap();
        out[0]
    }

    #[test]
    fn orders_of_accuracy() {
        let free = (f64::NEG_INFINITY, f64::INFINITY);
        for (scheme, error) in
            [(Scheme::TwoPoint, 3e-8), (Scheme::ThreePoint, 1e-10), (Scheme::ComplexStep, 1e-15)]
        {
            for bounds in [free, (0.7, 9.0), (-9.0, 0.7)] {
                assert!(
                    (derivative(scheme, 0.7, bounds) - 0.7f64.cos()).abs() < error,
                    "{scheme:?} {bounds:?}"
                );
            }
        }
    }

    #[test]
    fn points_stay_within_bounds() {
        for scheme in [Scheme::TwoPoint, Scheme::ThreePoint] {
            for (low, high) in [(1.0, 1.0 + 1e-12), (1.0 - 1e-9, 1.0 + 1e-6), (0.0, 1.0)] {
                let options =
                    DifferenceOptions { scheme, bounds: Some((vec![low], vec![high])), ..Default::default() };
                let stencil = Stencil::new(&[1.0], &options).unwrap();
                let inside = |p: Point<'_>| match p {
                    Point::Real(x) if x[0] < low || x[0] > high => Err(x[0]),
                    _ => Ok(()),
                };
                assert_eq!(stencil.points(inside), Ok(()));
            }
        }
    }
}
