//! Covariance and correlation coefficients.

use super::moments::average;
use crate::linalg;
use crate::manipulation::{atleast_2d, concatenate};
use crate::ops;
use ndarray::Ix2;
use pallasite_array::promote::{Casting, promote_types};
use pallasite_array::{DType, Error, Kind, NdArray, Order, Result, dispatch};
use pallasite_ufunc::table;

/// What may be asked of a covariance.
#[derive(Debug, Clone)]
pub struct CovarianceOptions<'a> {
    /// More variables.
    pub y: Option<&'a NdArray>,
    /// Variables are rows, observations columns; else the other way round.
    pub rowvar: bool,
    /// What is taken from the number of observations before the sum of products is divided by it.
    pub ddof: i64,
    /// How often each observation was made.
    pub fweights: Option<&'a NdArray>,
    /// How much each observation counts.
    pub aweights: Option<&'a NdArray>,
    /// Type of the result, at least a double by default.
    pub dtype: Option<DType>,
}

impl Default for CovarianceOptions<'_> {
    fn default() -> Self {
        CovarianceOptions { y: None, rowvar: true, ddof: 1, fweights: None, aweights: None, dtype: None }
    }
}

/// A covariance matrix, and whether there were too few observations for it.
pub type Covariance = (NdArray, bool);

/// The covariance of variables, each with itself and all others.
///
/// # Errors
/// Arrays of more than two axes, weights that do not fit.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let m = NdArray::from_vec_shape(vec![1.0, 3.0, 2.0, 2.0], &[2, 2])?;
/// let (c, _) = pallasite_numpy::statistics::cov(&m, &Default::default())?;
/// assert_eq!(c.to_vec::<f64>()?, [2.0, 0.0, 0.0, 0.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn cov(m: &NdArray, options: &CovarianceOptions) -> Result<Covariance> {
    let x = observations(m, options)?;
    if x.shape()[0] == 0 {
        return Ok((NdArray::zeros(&[0, 0], &DType::FLOAT64)?, false));
    }
    let n = x.shape()[1];
    let weights = combined_weights(n, options)?;
    let (mean, total) = average(&x, Some(&[1]), weights.as_ref(), true)?;
    let total = ops::cast(&ops::part_or_self(&total)?, Kind::Float64)?.to_vec::<f64>()?[0];
    let ddof = options.ddof as f64;
    let factor = match &weights {
        None => n as f64 - ddof,
        Some(_) if ddof == 0.0 => total,
        Some(_) if options.aweights.is_none() => total - ddof,
        Some(w) => {
            let a = options.aweights.map_or_else(|| ops::scalar(1.0), |a| Ok(a.clone()))?;
            let sum = ops::reduce(&table::ADD, &ops::binary(&table::MULTIPLY, w, &a)?, None, false)?;
            total - ddof * sum.cast_vec::<f64>()?[0] / total
        }
    };
    let (few, factor) = (factor <= 0.0, factor.max(0.0));
    let x = ops::binary(&table::SUBTRACT, &x, &mean)?;
    let weighted = match &weights {
        Some(w) => ops::cast(&ops::binary(&table::MULTIPLY, &x, w)?, x.kind())?,
        None => x.clone(),
    };
    let other = if x.kind().is_complex() { ops::unary(&table::CONJUGATE, &weighted)? } else { weighted };
    let product = gram(&x, &other)?;
    let c = ops::binary(&table::MULTIPLY, &product, 1.0 / factor)?;
    Ok((c.squeeze(None)?, few))
}

/// The variables as rows of one matrix.
fn observations(m: &NdArray, options: &CovarianceOptions) -> Result<NdArray> {
    if m.ndim() > 2 {
        return Err(Error::value("m has more than 2 dimensions"));
    }
    if options.y.is_some_and(|y| y.ndim() > 2) {
        return Err(Error::value("y has more than 2 dimensions"));
    }
    let dtype = match &options.dtype {
        Some(d) => d.to_native(),
        None => {
            let common = options.y.map_or(Ok(m.dtype().clone()), |y| promote_types(m.dtype(), y.dtype()))?;
            promote_types(&common, &DType::FLOAT64)?
        }
    };
    let x = atleast_2d(m)?.astype(&dtype, Order::C)?;
    let x = if !options.rowvar && m.ndim() != 1 { x.transpose() } else { x };
    let Some(y) = options.y.filter(|_| x.shape()[0] > 0) else { return Ok(x) };
    let y = atleast_2d(y)?.astype(&dtype, Order::C)?;
    let y = if !options.rowvar && y.shape()[0] != 1 { y.transpose() } else { y };
    concatenate(&[x, y], Some(0), None, Casting::SameKind)
}

fn combined_weights(n: usize, options: &CovarianceOptions) -> Result<Option<NdArray>> {
    let checked = |weights: Option<&NdArray>, name: &str| -> Result<Option<NdArray>> {
        let Some(w) = weights else { return Ok(None) };
        let w = ops::cast(w, Kind::Float64)?;
        if w.ndim() > 1 {
            return Err(Error::value(format!("cannot handle multidimensional {name}")));
        }
        if w.shape() != [n] {
            return Err(Error::value(format!("incompatible numbers of samples and {name}")));
        }
        if w.to_vec::<f64>()?.iter().any(|&x| x < 0.0) {
            return Err(Error::value(format!("{name} cannot be negative")));
        }
        Ok(Some(w))
    };
    if let Some(f) = options.fweights
        && f.cast_vec::<f64>()?.iter().any(|x| *x != x.round_ties_even())
    {
        return Err(Error::type_("fweights must be integer"));
    }
    Ok(match (checked(options.fweights, "fweights")?, checked(options.aweights, "aweights")?) {
        (Some(f), Some(a)) => Some(ops::binary(&table::MULTIPLY, &f, &a)?),
        (f, a) => f.or(a),
    })
}

/// `x` times the transpose of `y`.
fn gram(x: &NdArray, y: &NdArray) -> Result<NdArray> {
    let (x, y) = (x.to_contiguous()?, y.to_contiguous()?);
    macro_rules! product {
        ($t:ty) => {{
            let (a, b) = (x.view::<$t>()?, y.view::<$t>()?);
            let two = |e: ndarray::ShapeError| Error::value(e.to_string());
            let (a, b) =
                (a.into_dimensionality::<Ix2>().map_err(two)?, b.into_dimensionality::<Ix2>().map_err(two)?);
            let product = linalg::matmul(a, b.t()).map_err(|e| Error::value(e.to_string()))?;
            Ok(NdArray::from(product))
        }};
    }
    match x.kind() {
        Kind::Float32 => product!(f32),
        Kind::Float64 => product!(f64),
        Kind::Complex64 => product!(num_complex::Complex<f32>),
        Kind::Complex128 => product!(num_complex::Complex<f64>),
        k => {
            let wide = |a: &NdArray| ops::cast(a, Kind::Float64);
            let product = gram(&wide(&x)?, &wide(&y)?)?;
            dispatch!(numeric k, T => ops::cast(&product, <T as pallasite_array::Element>::KIND),
                else Err(Error::type_("a covariance needs numbers")))
        }
    }
}

/// The correlation coefficients of variables: covariances divided by both standard deviations.
///
/// # Errors
/// As [`cov`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let m = NdArray::from_vec_shape(vec![1.0, 3.0, 2.0, 6.0], &[2, 2])?;
/// let (r, _) = pallasite_numpy::statistics::corrcoef(&m, &Default::default())?;
/// assert!((r.to_vec::<f64>()?[1] - 1.0).abs() < 1e-15);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn corrcoef(m: &NdArray, options: &CovarianceOptions) -> Result<Covariance> {
    let (c, few) = cov(m, options)?;
    if c.ndim() == 0 {
        return Ok((ops::binary(&table::DIVIDE, &c, &c)?, few));
    }
    let n = c.shape()[0];
    let step = c.strides()[0] + c.strides()[1];
    let diagonal = c.view_with(0, c.dtype().clone(), &[n], &[step])?;
    let deviation = ops::unary(&table::SQRT, &ops::part_or_self(&diagonal)?)?;
    let c = ops::binary(&table::DIVIDE, &c, &deviation.expand_dims(1)?)?;
    let c = ops::binary(&table::DIVIDE, &c, &deviation.expand_dims(0)?)?;
    Ok((limited(&c)?, few))
}

/// Real and imaginary parts brought into `[-1, 1]`.
fn limited(c: &NdArray) -> Result<NdArray> {
    let limit = |x: &NdArray| ops::binary(&table::MINIMUM, &ops::binary(&table::MAXIMUM, x, -1.0)?, 1.0);
    if !c.kind().is_complex() {
        return limit(c);
    }
    let out = c.copy(Order::C)?;
    for imaginary in [false, true] {
        let part = ops::part(&out, imaginary)?;
        // SAFETY: `out` is ours, and `limit` gives an array of its own.
        unsafe { part.assign_shared(&limit(&part)?)? };
    }
    Ok(out)
}
