//! Projections to the null space and the row space of a matrix of constraints.

use super::Factorization;
use super::triangle::{Symbolic, Triangle};
use crate::least_squares::Jacobian;
use crate::minpack::{Matrix, permute};
use crate::vector::{add_scaled, difference, dot, norm, plus};
use faer::linalg::solvers::{ColPivQr, Svd};
use faer::{Mat, MatRef};
use std::rc::Rc;

/// Below it the last row of `R` and singular values are zero.
const TINY: f64 = 1e-15;
/// How far from orthogonal to the rows a projection may be.
const ORTHOGONALITY: f64 = 1e-12;
const MAX_REFINEMENTS: usize = 3;

/// A factorisation of `A`.
enum Factors {
    /// There are no rows.
    Nothing,
    /// `Aᵀ P = Q R`
    Qr { q: Matrix, r: Matrix, pivots: Vec<usize> },
    /// `A = U diag(s) Vᵀ` without what is zero.
    Svd { u: Matrix, s: Vec<f64>, v: Matrix },
    /// `A Aᵀ = Rᵀ R`
    Triangle(Triangle),
}

/// Why there are no projections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoProjections {
    /// The factorisation is not one for this kind of matrix.
    Method { sparse: bool },
    /// There are more rows than columns.
    TooManyRows,
    /// Not all entries are finite.
    NotFinite,
}

/// The projections that Gould, Hribar and Nocedal (2001, section 5) take from one factorisation of `A`.
pub(super) struct Projections<E> {
    a: Rc<Jacobian<E>>,
    factors: Factors,
    /// The Frobenius norm of `A`.
    size: f64,
    /// Whether the rows of `A` depend on each other, so that singular values had to be taken.
    pub singular: bool,
}

impl<E> Projections<E> {
    /// Factorises; `known` is where the last factor of a sparse matrix had entries, to be used again.
    pub fn new(
        a: &Rc<Jacobian<E>>,
        method: Option<Factorization>,
        known: &mut Option<Rc<Symbolic>>,
    ) -> Result<Self, NoProjections> {
        let (rows, cols) = a.shape();
        // A matrix without entries counts as sparse.
        let sparse = matches!(**a, Jacobian::Sparse(_)) || rows * cols == 0;
        if method.is_some_and(|m| m.is_for_sparse() != sparse) {
            return Err(NoProjections::Method { sparse });
        }
        let regular = match &**a {
            _ if rows == 0 => Some(Factors::Nothing),
            Jacobian::Dense(_) if method == Some(Factorization::Svd) => None,
            Jacobian::Dense(a) => qr(a)?,
            Jacobian::Sparse(a) => {
                let symbolic =
                    known.take().filter(|s| s.fits(a)).unwrap_or_else(|| Rc::new(Symbolic::new(a)));
                Triangle::new(a, known.insert(symbolic)).map(Factors::Triangle)
            }
            Jacobian::Operator(..) => None,
        };
        let singular = regular.is_none() && method != Some(Factorization::Svd);
        let factors = match regular {
            Some(factors) => factors,
            None => svd(a).ok_or(NoProjections::NotFinite)?,
        };
        Ok(Self { a: Rc::clone(a), factors, size: size(a), singular })
    }

    /// `x - Aᵀ (A Aᵀ)⁻¹ A x`, refined until it is orthogonal to the rows (algorithm 5.1).
    pub fn null_space(&self, x: &[f64]) -> Result<Vec<f64>, E> {
        let mut z = self.without_rows(x)?;
        for _ in 0..MAX_REFINEMENTS {
            let product = norm(&self.a.dot(&z)?);
            let scale = self.size * norm(&z);
            if scale == 0.0 || !(product / scale > ORTHOGONALITY) {
                break;
            }
            z = self.without_rows(&z)?;
        }
        Ok(z)
    }

    fn without_rows(&self, x: &[f64]) -> Result<Vec<f64>, E> {
        let v = match &self.factors {
            Factors::Triangle(r) => r.solve(&self.a.dot(x)?),
            _ => self.least_squares(x)?,
        };
        Ok(difference(x, &self.a.transposed_dot(&v)?))
    }

    /// The `v` with the least `‖Aᵀ v - x‖`.
    pub fn least_squares(&self, x: &[f64]) -> Result<Vec<f64>, E> {
        Ok(match &self.factors {
            Factors::Nothing => Vec::new(),
            Factors::Qr { q, r, pivots } => permute(&back_substitute(r, transposed_product(q, x)), pivots),
            Factors::Svd { u, s, v } => product(u, &quotients(transposed_product(v, x), s)),
            Factors::Triangle(r) => {
                let v = r.solve(&self.a.dot(x)?);
                // Corrected seminormal equations (Björck 1987) are as accurate as `Q` would be.
                let rest = difference(x, &self.a.transposed_dot(&v)?);
                plus(&v, &r.solve(&self.a.dot(&rest)?))
            }
        })
    }

    /// The least `x` with `A x = b`.
    pub fn row_space(&self, b: &[f64]) -> Result<Vec<f64>, E> {
        Ok(match &self.factors {
            Factors::Nothing => vec![0.0; self.a.shape().1],
            Factors::Qr { q, r, pivots } => {
                let permuted = pivots.iter().map(|&p| b[p]).collect();
                product(q, &forward_substitute(r, permuted))
            }
            Factors::Svd { u, s, v } => product(v, &quotients(transposed_product(u, b), s)),
            Factors::Triangle(r) => {
                let x = self.a.transposed_dot(&r.solve(b))?;
                let rest = difference(b, &self.a.dot(&x)?);
                plus(&x, &self.a.transposed_dot(&r.solve(&rest))?)
            }
        })
    }
}

/// The Frobenius norm.
fn size<E>(a: &Jacobian<E>) -> f64 {
    match a {
        Jacobian::Dense(a) => crate::vector::norm(a.as_slice()),
        Jacobian::Sparse(a) => crate::vector::norm(&a.values),
        Jacobian::Operator(..) => f64::NAN,
    }
}

fn owned(a: MatRef<'_, f64>) -> Matrix {
    let columns = (0..a.ncols()).flat_map(|j| a.col(j).iter().copied()).collect();
    Matrix::from_columns(a.nrows(), a.ncols(), columns)
}

/// Nothing if the rows depend on each other.
fn qr(a: &Matrix) -> Result<Option<Factors>, NoProjections> {
    let transposed = Mat::from_fn(a.cols(), a.rows(), |i, j| a[(j, i)]);
    let factors = ColPivQr::new(transposed.as_ref());
    let r = owned(factors.thin_R());
    let last = (0..r.cols()).fold(0.0, |m: f64, j| m.max(r[(r.rows() - 1, j)].abs()));
    if last < TINY {
        return Ok(None);
    }
    if a.rows() > a.cols() {
        return Err(NoProjections::TooManyRows);
    }
    let q = owned(factors.compute_thin_Q().as_ref());
    Ok(Some(Factors::Qr { q, r, pivots: factors.P().arrays().0.to_vec() }))
}

/// Nothing if an entry is not finite.
fn svd<E>(a: &Jacobian<E>) -> Option<Factors> {
    let a = match a {
        Jacobian::Dense(a) => a,
        Jacobian::Sparse(a) => &a.to_dense(),
        Jacobian::Operator(..) => return None,
    };
    let factors = Svd::new_thin(MatRef::from_column_major_slice(a.as_slice(), a.rows(), a.cols())).ok()?;
    let s: Vec<f64> = factors.S().column_vector().iter().copied().filter(|&s| s > TINY).collect();
    let (u, v) = (factors.U().subcols(0, s.len()), factors.V().subcols(0, s.len()));
    Some(Factors::Svd { u: owned(u), v: owned(v), s })
}

/// `M x`
fn product(m: &Matrix, x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; m.rows()];
    x.iter().enumerate().for_each(|(j, &x)| add_scaled(&mut y, x, m.col(j)));
    y
}

/// `Mᵀ x`
fn transposed_product(m: &Matrix, x: &[f64]) -> Vec<f64> {
    (0..m.cols()).map(|j| dot(m.col(j), x)).collect()
}

fn quotients(mut x: Vec<f64>, by: &[f64]) -> Vec<f64> {
    x.iter_mut().zip(by).for_each(|(x, s)| *x *= 1.0 / s);
    x
}

/// `R⁻¹ x`
fn back_substitute(r: &Matrix, mut x: Vec<f64>) -> Vec<f64> {
    for j in (0..x.len()).rev() {
        x[j] /= r[(j, j)];
        let here = x[j];
        add_scaled(&mut x[..j], -here, &r.col(j)[..j]);
    }
    x
}

/// `R⁻ᵀ x`
fn forward_substitute(r: &Matrix, mut x: Vec<f64>) -> Vec<f64> {
    for j in 0..x.len() {
        x[j] = (x[j] - dot(&r.col(j)[..j], &x[..j])) / r[(j, j)];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sparse::SparseColumns;
    use std::convert::Infallible;

    const COLUMNS: [f64; 12] = [1.0, 4.0, 0.0, 2.0, 0.0, 8.0, 3.0, 5.0, 7.0, 4.0, 6.0, 4.0];

    fn projections(sparse: bool, method: Option<Factorization>) -> Projections<Infallible> {
        let dense = Matrix::from_columns(3, 4, COLUMNS.to_vec());
        let a = if sparse {
            Jacobian::Sparse(SparseColumns::from_dense(3, &COLUMNS))
        } else {
            Jacobian::Dense(dense)
        };
        Projections::new(&Rc::new(a), method, &mut None).unwrap()
    }

    #[test]
    fn all_factorisations_project_alike() {
        let x = [1.0, -2.0, 3.0, 0.5];
        for found in
            [projections(false, None), projections(false, Some(Factorization::Svd)), projections(true, None)]
        {
            assert!(!found.singular);
            let z = found.null_space(&x).unwrap();
            let v = found.least_squares(&x).unwrap();
            let back = found.a.transposed_dot(&v).unwrap();
            assert!(found.a.dot(&z).unwrap().iter().all(|r| r.abs() < 1e-13));
            assert!((0..4).all(|i| (z[i] + back[i] - x[i]).abs() < 1e-13));
            let y = found.row_space(&[1.0, 2.0, 3.0]).unwrap();
            let b = found.a.dot(&y).unwrap();
            assert!((0..3).all(|i| (b[i] - [1.0, 2.0, 3.0][i]).abs() < 1e-13));
            assert!(found.null_space(&y).unwrap().iter().all(|z| z.abs() < 1e-13));
        }
    }

    #[test]
    fn dependent_rows_are_noticed() {
        for sparse in [false, true] {
            let columns = [1.0, 2.0, 3.0, 6.0];
            let a: Jacobian<Infallible> = if sparse {
                Jacobian::Sparse(SparseColumns::from_dense(2, &columns))
            } else {
                Jacobian::Dense(Matrix::from_columns(2, 2, columns.to_vec()))
            };
            let found = Projections::new(&Rc::new(a), None, &mut None).unwrap();
            let z = found.null_space(&[3.0, -1.0]).unwrap();
            assert!(found.singular && (z[0] - 3.0).abs() < 1e-14 && (z[1] + 1.0).abs() < 1e-14);
        }
        let tall: Jacobian<Infallible> = Jacobian::Dense(Matrix::from_columns(2, 1, vec![1.0, 2.0]));
        let refused = Projections::new(&Rc::new(tall), None, &mut None).map(|_| ());
        assert_eq!(refused, Err(NoProjections::TooManyRows));
    }
}
