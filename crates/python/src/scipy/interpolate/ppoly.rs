//! What `PPoly` and the cubic interpolators compute.

use super::conditions::{CubicConditions, cubic_conditions, has_complex_value};
use super::rows::{Rows, doubles, extrapolation, failure, invalid, shaped, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray};
use pallasite_interpolate::{BPoly, PPoly, cubic};
use pyo3::prelude::*;

/// Checks the parts of a piecewise polynomial: coefficients with `axis` and the one behind it first, breakpoints.
#[pyfunction]
fn _ppoly_parts(
    py: Python<'_>,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    axis: isize,
) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let (c, (x, x_shape)) = (as_array(c, None)?, shaped(x)?);
    if c.ndim() < 2 {
        return invalid("Coefficients array must be at least 2-dimensional.");
    }
    if axis < 0 || axis >= c.ndim() as isize - 1 {
        return invalid(format!("axis={axis} must be between 0 and {}", c.ndim() - 1));
    }
    let order =
        [axis, axis + 1].into_iter().chain((0..c.ndim() as isize).filter(|&i| i != axis && i != axis + 1));
    let c = Rows::of(&c.permute(&order.collect::<Vec<_>>()).py()?)?;
    if x_shape.len() != 1 {
        return invalid("x must be 1-dimensional");
    }
    if x.len() < 2 {
        return invalid("at least 2 breakpoints are needed");
    }
    if c.shape[0] == 0 {
        return invalid("polynomial must be at least of order 0");
    }
    if c.shape[1] != x.len() - 1 {
        return invalid("number of coefficients != len(x)-1");
    }
    if !(x.windows(2).all(|w| w[1] >= w[0]) || x.windows(2).all(|w| w[1] <= w[0])) {
        return invalid("`x` must be strictly increasing or decreasing.");
    }
    let array = c.array(c.data().to_vec(), &c.shape[..2], 2)?;
    Ok((wrap(py, array)?, vector(py, x)?))
}

/// Evaluates an expression with a piecewise polynomial in the Bernstein or the power basis.
macro_rules! piecewise {
    ($bernstein:expr, $parts:expr, |$p:ident| $body:expr) => {{
        let (c, x): (&Rows, &[f64]) = $parts;
        if $bernstein {
            let $p = BPoly::new(c.data(), x, c.width(2));
            $body
        } else {
            let $p = PPoly::new(c.data(), x, c.width(2));
            $body
        }
    }};
}

/// Values of a piecewise polynomial.
#[pyfunction]
fn _ppoly_evaluate(
    py: Python<'_>,
    bernstein: bool,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    axis: usize,
    at: &Bound<'_, PyAny>,
    nu: isize,
    extrapolate: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (c, x) = (Rows::of(&as_array(c, None)?)?, Rows::of(&as_array(x, None)?)?);
    let at = as_array(at, Some(&DType::FLOAT64))?.to_contiguous().py()?;
    let Ok(nu) = usize::try_from(nu) else {
        return invalid("Order of derivative cannot be negative");
    };
    let extrapolate = extrapolation(extrapolate)?;
    let points = at.as_slice::<f64>().unwrap_or(&[]);
    let values =
        piecewise!(bernstein, (&c, x.data()), |p| released(py, || p.evaluate(points, nu, extrapolate))?);
    c.place(py, values, at.shape(), 2, axis)
}

/// The coefficients of the derivative of order `nu`, of a negative order those of the antiderivative.
#[pyfunction]
fn _ppoly_derivative(
    py: Python<'_>,
    bernstein: bool,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    nu: isize,
) -> PyResult<Py<PyAny>> {
    let (c, x) = (Rows::of(&as_array(c, None)?)?, doubles(x)?);
    let order = nu.unsigned_abs();
    let powers =
        if nu < 0 { c.shape[0].saturating_add(order) } else { c.shape[0].saturating_sub(order).max(1) };
    if nu < 0 {
        crate::convert::check_room(&[powers, c.shape[1], c.width(2)])?;
    }
    let made = if c.data().is_empty() {
        Vec::new()
    } else {
        piecewise!(bernstein, (&c, &x), |p| {
            if nu < 0 { p.antiderivative(order) } else { p.derivative(order) }.c.into_owned()
        })
    };
    wrap(py, c.array(made, &[powers, c.shape[1]], 2)?)
}

/// The integral of a piecewise polynomial.
#[pyfunction]
fn _ppoly_integrate(
    py: Python<'_>,
    bernstein: bool,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    a: f64,
    b: f64,
    extrapolate: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (c, x) = (Rows::of(&as_array(c, None)?)?, doubles(x)?);
    let extrapolate = extrapolation(extrapolate)?;
    if !bernstein && (a.is_nan() || b.is_nan()) {
        return invalid("Integral bounds not in order");
    }
    let integral = piecewise!(bernstein, (&c, &x), |p| p.integrate(a, b, extrapolate));
    c.place(py, integral, &[], 2, 0)
}

/// A list of roots for each polynomial.
#[pyfunction]
fn _ppoly_solve(
    py: Python<'_>,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    y: f64,
    discontinuity: bool,
    goes_on: bool,
) -> PyResult<Vec<Py<PyAny>>> {
    let (c, x) = (Rows::of(&as_array(c, None)?)?, doubles(x)?);
    if c.complex {
        return invalid("Root finding is only for real-valued polynomials");
    }
    let p = PPoly::new(c.data(), x, c.width(2));
    let roots = p.solve(y, discontinuity, goes_on).map_err(failure)?;
    roots.into_iter().map(|r| vector(py, r)).collect()
}

/// Points and values, and perhaps slopes, checked and with the interpolation axis first.
struct Samples {
    x: Vec<f64>,
    y: Rows,
    s: Option<Rows>,
    axis: usize,
}

impl Samples {
    fn new(
        x: &Bound<'_, PyAny>,
        y: &Bound<'_, PyAny>,
        s: Option<&Bound<'_, PyAny>>,
        axis: isize,
        complex: bool,
    ) -> PyResult<Samples> {
        let (x, y) = (as_array(x, None)?, as_array(y, None)?);
        if x.kind().is_complex() {
            return invalid("`x` must contain real values.");
        }
        let s = s.map(|s| as_array(s, None)).transpose()?;
        if s.as_ref().is_some_and(|s| s.shape() != y.shape()) {
            return invalid("The shapes of `y` and `dydx` must be identical.");
        }
        let ndim = y.ndim().max(1) as isize;
        let axis = axis.rem_euclid(ndim) as usize;
        let x = checked_points(&x, &y, axis)?;
        let complex = complex || y.kind().is_complex() || s.as_ref().is_some_and(|s| s.kind().is_complex());
        let rows = |a: &NdArray| if complex { Rows::as_complex(a, axis) } else { Rows::along(a, axis) };
        let y = rows(&y)?;
        let s = s.as_ref().map(rows).transpose()?;
        for (name, numbers) in
            [("x", Some(&x[..])), ("y", Some(y.data())), ("dydx", s.as_ref().map(Rows::data))]
        {
            if numbers.is_some_and(|n| n.iter().any(|v| !v.is_finite())) {
                return invalid(format!("`{name}` must contain only finite values."));
            }
        }
        if x.windows(2).any(|w| w[1] <= w[0]) {
            return invalid("`x` must be strictly increasing sequence.");
        }
        Ok(Samples { x, y, s, axis })
    }

    fn real(&self, class: &str) -> PyResult<()> {
        if !self.y.complex {
            return Ok(());
        }
        invalid(format!(
            "`{class}` only works with real values for `y`. If you are trying to use the real components of the \
             passed array, use `np.real` on the array before passing to `{class}`."
        ))
    }

    /// Coefficients, breakpoints and axis of the cubic pieces with slopes `s`.
    fn pieces(&self, py: Python<'_>, s: &[f64]) -> PyResult<Pieces> {
        let c = cubic::hermite(&self.x, self.y.data(), s, self.y.width(1));
        let c = self.y.array(c, &[4, self.x.len() - 1], 1)?;
        Ok((wrap(py, c)?, vector(py, self.x.clone())?, self.axis))
    }
}

type Pieces = (Py<PyAny>, Py<PyAny>, usize);

fn checked_points(x: &NdArray, y: &NdArray, axis: usize) -> PyResult<Vec<f64>> {
    if x.ndim() != 1 {
        return invalid("`x` must be 1-dimensional.");
    }
    if x.size() < 2 {
        return invalid("`x` must contain at least 2 elements.");
    }
    if y.shape().get(axis) != Some(&x.size()) {
        return invalid(format!("The length of `y` along `axis`={axis} doesn't match the length of `x`"));
    }
    x.cast_vec().py()
}

/// The pieces with given slopes.
#[pyfunction]
fn _hermite_pieces(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    dydx: &Bound<'_, PyAny>,
    axis: isize,
) -> PyResult<Pieces> {
    let data = Samples::new(x, y, Some(dydx), axis, false)?;
    data.pieces(py, data.s.as_ref().map_or(&[], Rows::data))
}

/// The pieces that keep the shape of the data.
#[pyfunction]
fn _pchip_pieces(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    axis: isize,
) -> PyResult<Pieces> {
    let data = Samples::new(x, y, None, axis, false)?;
    data.real("PchipInterpolator")?;
    let slopes = released(py, || cubic::pchip_slopes(&data.x, data.y.data(), data.y.width(1)))?;
    data.pieces(py, &slopes)
}

/// The pieces after Akima.
#[pyfunction]
fn _akima_pieces(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    axis: isize,
    modified: bool,
) -> PyResult<Pieces> {
    let data = Samples::new(x, y, None, axis, false)?;
    data.real("Akima1DInterpolator")?;
    let slopes = released(py, || cubic::akima_slopes(&data.x, data.y.data(), data.y.width(1), modified))?;
    data.pieces(py, &slopes)
}

/// The pieces of the cubic spline, and whether it is periodic.
#[pyfunction]
fn _cubic_spline_pieces(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    axis: isize,
    bc_type: &Bound<'_, PyAny>,
) -> PyResult<(Pieces, bool)> {
    let data = Samples::new(x, y, None, axis, has_complex_value(bc_type)?)?;
    let (numbers, m) = (data.y.data(), data.y.width(1));
    let s = match cubic_conditions(bc_type, data.y.rest(1), data.y.complex)? {
        CubicConditions::Periodic => {
            let last = &numbers[numbers.len() - m..];
            if numbers[..m].iter().zip(last).any(|(a, b)| (a - b).abs() > 1e-15 + 1e-15 * b.abs()) {
                let axis = data.axis;
                return invalid(format!(
                    "The first and last `y` point along axis {axis} must be identical (within machine precision) \
                     when bc_type='periodic'."
                ));
            }
            let s = if m == 0 {
                Vec::new()
            } else {
                released(py, || cubic::periodic_slopes(&data.x, numbers, m))?.map_err(failure)?
            };
            return Ok((data.pieces(py, &s)?, true));
        }
        _ if m == 0 => Vec::new(),
        CubicConditions::Ends(start, end) => {
            released(py, || cubic::spline_slopes(&data.x, numbers, m, &start, &end))?.map_err(failure)?
        }
    };
    Ok((data.pieces(py, &s)?, false))
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_ppoly_parts, m)?)?;
    m.add_function(wrap_pyfunction!(_ppoly_evaluate, m)?)?;
    m.add_function(wrap_pyfunction!(_ppoly_derivative, m)?)?;
    m.add_function(wrap_pyfunction!(_ppoly_integrate, m)?)?;
    m.add_function(wrap_pyfunction!(_ppoly_solve, m)?)?;
    m.add_function(wrap_pyfunction!(_hermite_pieces, m)?)?;
    m.add_function(wrap_pyfunction!(_pchip_pieces, m)?)?;
    m.add_function(wrap_pyfunction!(_akima_pieces, m)?)?;
    m.add_function(wrap_pyfunction!(_cubic_spline_pieces, m)?)
}
