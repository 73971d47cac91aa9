//! The same on stacks of matrices whose element type is known at run time: the last two axes are the matrix,
//! those before them are walked, as in `numpy.linalg`.
//!
//! Integers and booleans are computed in `float64`; `float16` is refused, as by NumPy.

mod products;

pub use products::{dot, inner, matmul, tensordot, vdot, vecdot};

use super::LinAlgError;
use super::{NormOrder, RealScalar, Result, Scalar, Uplo};
use ndarray::{Array, ArrayView2, Dimension, Ix2};
use num_complex::Complex;
use pallasite_array::index::Item;
use pallasite_array::interrupt;
use pallasite_array::layout::{Shape, broadcast_shapes};
use pallasite_array::{Element, Error, Kind, NdArray, Order};

/// Runs the body with `$T` the element type that the array is computed in, and `$a` the array in it.
macro_rules! computed {
    ($a:ident, $T:ident => $body:expr) => {{
        let $a = &to_float($a)?;
        match $a.kind() {
            Kind::Float32 => {
                type $T = f32;
                $body
            }
            Kind::Complex64 => {
                type $T = Complex<f32>;
                $body
            }
            Kind::Complex128 => {
                type $T = Complex<f64>;
                $body
            }
            _ => {
                type $T = f64;
                $body
            }
        }
    }};
}

/// The array in the type that linear algebra computes in.
fn to_float(a: &NdArray) -> Result<NdArray> {
    let kind = match a.kind() {
        Kind::Float16 => {
            return Err(
                Error::type_(format!("array type {} is unsupported in linalg", a.kind().name())).into()
            );
        }
        k if k.is_inexact() => k,
        k if k.is_numeric() => Kind::Float64,
        _ => {
            return Err(Error::type_(
                "No loop matching the specified signature and casting was found for ufunc",
            )
            .into());
        }
    };
    let fits =
        a.dtype().is(kind) && a.is_aligned() && a.strides().iter().all(|s| s % a.itemsize() as isize == 0);
    Ok(if fits { a.clone() } else { a.astype(&kind.into(), Order::K)? })
}

/// The shape before the last `core` axes.
fn batch_of(a: &NdArray, core: usize) -> Result<&[usize]> {
    let text = || format!("{}-dimensional array given. Array must be at least two-dimensional", a.ndim());
    let n = a.ndim().checked_sub(core).ok_or_else(|| Error::Value(text()))?;
    Ok(&a.shape()[..n])
}

/// The sub-array at position `i` of the leading axes `batch`, counted in C order.
fn nth(a: &NdArray, batch: &[usize], mut i: usize) -> Result<NdArray> {
    if batch.is_empty() {
        return Ok(a.clone());
    }
    let mut items = vec![Item::Int(0); batch.len()];
    for (item, &n) in items.iter_mut().zip(batch).rev() {
        *item = Item::Int((i % n) as isize);
        i /= n;
    }
    Ok(a.slice(&items)?)
}

fn array<T: Element, D: Dimension>(a: Array<T, D>) -> NdArray {
    NdArray::from(a)
}

fn number<T: Element>(x: T) -> NdArray {
    NdArray::from_vec_shape(vec![x], &[]).expect("one element, no axes")
}

/// Applies `f` to every matrix and stacks what it gives.
fn each<T: Element>(
    a: &NdArray,
    f: impl Fn(ArrayView2<'_, T>) -> Result<Vec<NdArray>>,
) -> Result<Vec<NdArray>> {
    let batch = batch_of(a, 2)?;
    let run = |m: &NdArray| {
        interrupt::poll();
        f(m.view::<T>()?.into_dimensionality::<Ix2>().expect("a matrix has two axes"))
    };
    if batch.is_empty() {
        return run(a);
    }
    let count = batch.iter().product();
    if count == 0 {
        // The shapes of the results are those for any matrix; the identity never fails.
        let matrix = identity_like(&a.shape()[batch.len()..], a)?;
        return run(&matrix)?
            .iter()
            .map(|part| Ok(NdArray::zeros(&joined(batch, part), part.dtype())?))
            .collect();
    }
    let parts = (0..count).map(|i| run(&nth(a, batch, i)?)).collect::<Result<Vec<_>>>()?;
    (0..parts[0].len()).map(|k| stack(batch, parts.iter().map(|p| &p[k]))).collect()
}

fn identity_like(shape: &[usize], a: &NdArray) -> Result<NdArray> {
    let mut eye = NdArray::zeros(shape, &Kind::Float64.into())?;
    eye.view_mut::<f64>()?.into_dimensionality::<Ix2>().expect("two axes").diag_mut().fill(1.0);
    Ok(eye.astype(a.dtype(), Order::C)?)
}

fn joined(batch: &[usize], part: &NdArray) -> Shape {
    batch.iter().chain(part.shape()).copied().collect()
}

fn stack<'a>(batch: &[usize], mut parts: impl Iterator<Item = &'a NdArray>) -> Result<NdArray> {
    let first = parts.next().expect("there is a part for every matrix");
    let out = NdArray::zeros(&joined(batch, first), first.dtype())?;
    for (i, part) in std::iter::once(first).chain(parts).enumerate() {
        // SAFETY: `out` is ours, and no reference into it exists.
        unsafe { nth(&out, batch, i)?.assign_shared(part)? };
    }
    Ok(out)
}

fn one(mut parts: Vec<NdArray>) -> NdArray {
    parts.swap_remove(0)
}

macro_rules! single {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $t:ty),*) = |$m:ident| $body:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// As the function of the same name on one matrix; fewer than two axes; `float16`.
        pub fn $name(a: &NdArray $(, $arg: $t)*) -> Result<NdArray> {
            computed!(a, T => each::<T>(a, |$m| Ok(vec![$body])).map(one))
        }
    )*};
}

single! {
    /// Inverses.
    inv() = |m| array(super::inv(m)?);
    /// Determinants.
    det() = |m| number(super::det(m)?);
    /// Lower Cholesky factors, or upper ones.
    cholesky(upper: bool) = |m| array(super::cholesky(m, upper)?);
    /// Eigenvalues of Hermitian matrices, ascending.
    eigvalsh(uplo: Uplo) = |m| array(super::eigvalsh(m, uplo)?);
    /// Singular values, descending.
    svdvals(hermitian: bool) = |m| array(super::svdvals(m, hermitian)?);
    /// Norms of matrices.
    norm(order: NormOrder) = |m| number(super::norm(m, order)?);
    /// Integer powers.
    matrix_power(n: i64) = |m| array(super::matrix_power(m, n)?);
}

/// Pseudo-inverses; singular values up to `rcond` times the largest count as zero (the default is
/// `max(m, n) * eps`).
///
/// # Errors
/// As [`super::pinv`]; fewer than two axes; `float16`.
pub fn pinv(a: &NdArray, rcond: Option<f64>, hermitian: bool) -> Result<NdArray> {
    computed!(a, T => each::<T>(a, |m| {
        let rcond = RealScalar::constant(rcond.unwrap_or(1e-15));
        Ok(vec![array(super::pinv(m, rcond, hermitian)?)])
    }).map(one))
}

/// Ranks; singular values up to `tol` count as zero.
///
/// # Errors
/// As [`super::matrix_rank`]; fewer than two axes; `float16`.
pub fn matrix_rank(a: &NdArray, tol: Option<f64>, hermitian: bool) -> Result<NdArray> {
    computed!(a, T => each::<T>(a, |m| {
        let rank = super::matrix_rank(m, tol.map(RealScalar::constant), hermitian)?;
        Ok(vec![number(rank as i64)])
    }).map(one))
}

/// Condition numbers.
///
/// # Errors
/// As [`super::cond`]; fewer than two axes; `float16`.
pub fn cond(a: &NdArray, order: NormOrder) -> Result<NdArray> {
    computed!(a, T => each::<T>(a, |m| Ok(vec![number(super::cond(m, order)?)])).map(one))
}

/// Sign and logarithm of determinants.
///
/// # Errors
/// As [`super::slogdet`]; fewer than two axes; `float16`.
pub fn slogdet(a: &NdArray) -> Result<Vec<NdArray>> {
    computed!(a, T => each::<T>(a, |m| {
        let (sign, log) = super::slogdet(m)?;
        Ok(vec![number(sign), number(log)])
    }))
}

/// Eigenvalues and eigenvectors of Hermitian matrices.
///
/// # Errors
/// As [`super::eigh`]; fewer than two axes; `float16`.
pub fn eigh(a: &NdArray, uplo: Uplo) -> Result<Vec<NdArray>> {
    computed!(a, T => each::<T>(a, |m| {
        let (w, v) = super::eigh(m, uplo)?;
        Ok(vec![array(w), array(v)])
    }))
}

/// Eigenvalues and eigenvectors; real where all eigenvalues of a real stack are.
///
/// # Errors
/// As [`super::eig`]; fewer than two axes; `float16`.
pub fn eig(a: &NdArray) -> Result<Vec<NdArray>> {
    let parts = computed!(a, T => each::<T>(a, |m| {
        let (w, v) = super::eig(m)?;
        Ok(vec![array(w), array(v)])
    }))?;
    real_if_real(a, parts)
}

/// Eigenvalues; real where all of a real stack are.
///
/// # Errors
/// As [`super::eigvals`]; fewer than two axes; `float16`.
pub fn eigvals(a: &NdArray) -> Result<NdArray> {
    let parts = computed!(a, T => each::<T>(a, |m| Ok(vec![array(super::eigvals(m)?)])))?;
    real_if_real(a, parts).map(one)
}

/// Drops the imaginary parts when the input is real and all eigenvalues (the first part) are.
fn real_if_real(a: &NdArray, parts: Vec<NdArray>) -> Result<Vec<NdArray>> {
    if a.kind().is_complex() || parts[0].cast_vec::<Complex<f64>>()?.iter().any(|z| z.im != 0.0) {
        return Ok(parts);
    }
    parts.iter().map(|p| Ok(p.astype(&p.kind().real().into(), Order::K)?)).collect()
}

/// Singular value decompositions: `u`, `s`, `vh`.
///
/// # Errors
/// As [`super::svd`]; fewer than two axes; `float16`.
pub fn svd(a: &NdArray, full_matrices: bool, hermitian: bool) -> Result<Vec<NdArray>> {
    computed!(a, T => each::<T>(a, |m| {
        let found = if hermitian { super::svd_hermitian(m)? } else { super::svd(m, full_matrices)? };
        Ok(vec![array(found.u), array(found.s), array(found.vh)])
    }))
}

/// What `qr` returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QrMode {
    /// `q` of `k` columns and `r`.
    Reduced,
    /// A square `q`, and `r`.
    Complete,
    /// `r` alone.
    R,
    /// Householder vectors with `r`, and their coefficients.
    Raw,
}

/// QR factorisations.
///
/// # Errors
/// Fewer than two axes; `float16`.
pub fn qr(a: &NdArray, mode: QrMode) -> Result<Vec<NdArray>> {
    computed!(a, T => each::<T>(a, |m| Ok(match mode {
        QrMode::Reduced => {
            let (q, r) = super::qr(m);
            vec![array(q), array(r)]
        }
        QrMode::Complete => {
            let (q, r) = super::qr_complete(m);
            vec![array(q), array(r)]
        }
        QrMode::R => vec![array(super::qr_r(m))],
        QrMode::Raw => {
            let (h, tau) = super::qr_raw(m);
            vec![array(h), array(tau)]
        }
    })))
}

/// Both arrays in the type that they are computed in together.
fn common(a: &NdArray, b: &NdArray) -> Result<(NdArray, NdArray)> {
    let (a, b) = (to_float(a)?, to_float(b)?);
    let kind = pallasite_array::promote::promote_kinds(a.kind(), b.kind());
    let cast = |x: &NdArray| if x.kind() == kind { Ok(x.clone()) } else { x.astype(&kind.into(), Order::K) };
    Ok((cast(&a)?, cast(&b)?))
}

/// Solutions of `a x = b`; a one-dimensional `b` is one right-hand side.
///
/// # Errors
/// [`LinAlgError::Singular`], [`LinAlgError::Mismatch`], stacks that do not broadcast; `float16`.
pub fn solve(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    let (a, b) = common(a, b)?;
    let vector = b.ndim() == 1;
    let b = if vector { b.expand_dims(-1)? } else { b };
    let batch = broadcast_shapes(&[batch_of(&a, 2)?, batch_of(&b, 2)?])?;
    let spread = |x: &NdArray| -> Result<NdArray> {
        let shape: Shape = batch.iter().chain(&x.shape()[x.ndim() - 2..]).copied().collect();
        Ok(x.broadcast_to(&shape)?)
    };
    let (wide_a, wide_b) = (spread(&a)?, spread(&b)?);
    let a = &wide_a;
    let shape = joined(&batch, &NdArray::zeros(&wide_b.shape()[batch.len()..], b.dtype())?);
    let out = NdArray::zeros(&shape, b.dtype())?;
    computed!(a, T => {
        for i in 0..batch.iter().product() {
            let (m, rhs) = (nth(a, &batch, i)?, nth(&wide_b, &batch, i)?);
            let m = m.view::<T>()?.into_dimensionality::<Ix2>().expect("two axes");
            let rhs = rhs.view::<T>()?.into_dimensionality::<Ix2>().expect("two axes");
            let x = array(super::solve(m, rhs).map_err(|e| named_mismatch(e, vector))?);
            // SAFETY: `out` is ours, and no reference into it exists.
            unsafe { nth(&out, &batch, i)?.assign_shared(&x)? };
        }
    });
    Ok(if vector { out.squeeze(Some(&[-1]))? } else { out })
}

/// NumPy's words for a right-hand side that does not fit.
fn named_mismatch(e: LinAlgError, vector: bool) -> LinAlgError {
    let (name, signature) =
        if vector { ("solve1", "(m,m),(m)->(m)") } else { ("solve", "(m,m),(m,n)->(m,n)") };
    match e {
        LinAlgError::Mismatch { lhs, rhs, .. } => Error::Value(format!(
            "{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {signature} (size \
             {rhs} is different from {lhs})"
        ))
        .into(),
        other => other,
    }
}

/// Least squares: solution, residuals, rank, singular values of one matrix.
///
/// # Errors
/// As [`super::lstsq`]; arrays that are not matrices; `float16`.
pub fn lstsq(a: &NdArray, b: &NdArray, rcond: Option<f64>) -> Result<(NdArray, NdArray, usize, NdArray)> {
    let (a, b) = common(a, b)?;
    let vector = b.ndim() == 1;
    let b = if vector { b.expand_dims(-1)? } else { b };
    for x in [&a, &b] {
        if x.ndim() != 2 {
            return Err(Error::Value(format!(
                "{}-dimensional array given. Array must be two-dimensional",
                x.ndim()
            ))
            .into());
        }
    }
    let a = &a;
    computed!(a, T => {
        let m = a.view::<T>()?.into_dimensionality::<Ix2>().expect("two axes");
        let rhs = b.view::<T>()?.into_dimensionality::<Ix2>().expect("two axes");
        let found = super::lstsq(m, rhs, rcond.map(RealScalar::constant))?;
        let x = array(found.x);
        let x = if vector { x.squeeze(Some(&[-1]))? } else { x };
        Ok((x, array(found.residuals), found.rank, array(found.s)))
    })
}

/// The scalar types of linear algebra are element types of arrays too.
const _: () = {
    const fn both<T: Scalar + Element>() {}
    both::<f32>();
    both::<f64>();
    both::<Complex<f32>>();
    both::<Complex<f64>>();
};

#[cfg(test)]
mod tests {
    use super::*;

    fn stack_of_two() -> NdArray {
        NdArray::from_vec_shape(vec![2.0, 0.0, 0.0, 4.0, 1.0, 2.0, 3.0, 4.0], &[2, 2, 2]).unwrap()
    }

    #[test]
    fn matrices_of_a_stack_are_independent() {
        let d = det(&stack_of_two()).unwrap().to_vec::<f64>().unwrap();
        assert!((d[0] - 8.0).abs() < 1e-14 && (d[1] + 2.0).abs() < 1e-14);
        assert_eq!(inv(&stack_of_two()).unwrap().shape(), [2, 2, 2]);
        assert_eq!(
            svd(&NdArray::zeros(&[0, 3, 2], &Kind::Float32.into()).unwrap(), true, false).unwrap()[0].shape(),
            [0, 3, 3]
        );
    }

    #[test]
    fn a_vector_is_one_right_hand_side() {
        let b = NdArray::from_vec(vec![2.0, 4.0]);
        let x = solve(&stack_of_two(), &b).unwrap();
        assert_eq!((x.shape(), x.to_vec::<f64>().unwrap()[..2].to_vec()), (&[2, 2][..], vec![1.0, 1.0]));
    }

    #[test]
    fn integers_compute_in_doubles_and_halves_are_refused() {
        let eye = NdArray::from_vec_shape(vec![1i64, 0, 0, 1], &[2, 2]).unwrap();
        assert_eq!(inv(&eye).unwrap().kind(), Kind::Float64);
        assert!(inv(&eye.astype(&Kind::Float16.into(), Order::C).unwrap()).is_err());
        let rotation = NdArray::from_vec_shape(vec![0.0, -1.0, 1.0, 0.0], &[2, 2]).unwrap();
        assert!(
            eigvals(&rotation).unwrap().kind().is_complex() && !eigvals(&eye).unwrap().kind().is_complex()
        );
    }
}
