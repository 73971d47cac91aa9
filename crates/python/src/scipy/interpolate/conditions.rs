//! `bc_type`: what is asked of a spline at its ends.

use super::rows::Rows;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::Kind;
use pallasite_interpolate::bspline::Ends;
use pallasite_interpolate::cubic::CubicEnd;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// `bc_type` of `make_interp_spline`.
pub(super) enum Conditions {
    None,
    Periodic,
    Ends(Ends, Ends),
}

static FREE: Ends = Ends { orders: Vec::new(), values: Vec::new() };

impl Conditions {
    /// The conditions at the two ends, for a spline of degree `k`.
    pub fn checked(&self, k: usize, x: &[f64]) -> PyResult<(&Ends, &Ends)> {
        let Conditions::Ends(left, right) = self else { return Ok((&FREE, &FREE)) };
        for (end, x) in [(left, x[0]), (right, x[x.len() - 1])] {
            if end.orders.iter().any(|&nu| nu > k) {
                return Err(PyValueError::new_err(format!("Bad boundary conditions at {x:?}.")));
            }
        }
        Ok((left, right))
    }
}

/// Reads `bc_type`; values have the shape `rest`.
pub(super) fn conditions(
    bc_type: Option<&Bound<'_, PyAny>>,
    rest: &[usize],
    complex: bool,
) -> PyResult<Conditions> {
    let Some(bc) = bc_type.filter(|b| !b.is_none()) else { return Ok(Conditions::None) };
    match bc.extract::<&str>() {
        Ok("not-a-knot") => return Ok(Conditions::None),
        Ok("periodic") => return Ok(Conditions::Periodic),
        Ok(_) => return Ok(Conditions::Ends(end(bc, rest, complex)?, end(bc, rest, complex)?)),
        Err(_) => {}
    }
    let sides: Vec<Bound<'_, PyAny>> = match bc.try_iter() {
        Ok(sides) => sides.collect::<PyResult<_>>()?,
        Err(_) => return Err(PyValueError::new_err(format!("Unknown boundary condition: {bc}"))),
    };
    let [left, right] = &sides[..] else {
        let text = format!("`bc_type` has {} elements, one for each of the two ends is needed", sides.len());
        return Err(PyValueError::new_err(text));
    };
    if left.is_none() && right.is_none() {
        return Ok(Conditions::None);
    }
    Ok(Conditions::Ends(end(left, rest, complex)?, end(right, rest, complex)?))
}

/// The conditions at one end: a name, or pairs of order and value.
fn end(spec: &Bound<'_, PyAny>, rest: &[usize], complex: bool) -> PyResult<Ends> {
    if spec.is_none() {
        return Ok(Ends::default());
    }
    let width = rest.iter().product::<usize>() * (1 + usize::from(complex));
    let zero = |nu| Ends { orders: vec![nu], values: vec![0.0; width] };
    match spec.extract::<&str>() {
        Ok("clamped") => return Ok(zero(1)),
        Ok("natural") => return Ok(zero(2)),
        Ok(name) => return Err(PyValueError::new_err(format!("Unknown boundary condition : {name}"))),
        Err(_) => {}
    }
    let wrong = |_| {
        let text =
            "Derivatives, `bc_type`, should be specified as a pair of iterables of pairs of (order, value).";
        PyValueError::new_err(text)
    };
    let mut ends = Ends::default();
    for pair in spec.try_iter().map_err(wrong)? {
        let pair = pair?;
        let (order, value) = (pair.get_item(0).map_err(wrong)?, pair.get_item(1).map_err(wrong)?);
        // An order below zero is no derivative either; the check of the degree refuses it.
        ends.orders.push(usize::try_from(order.extract::<isize>()?).unwrap_or(usize::MAX));
        ends.values.extend(numbers(&value, rest, complex)?);
    }
    Ok(ends)
}

/// A value of as many numbers as a point of the data has.
fn numbers(value: &Bound<'_, PyAny>, rest: &[usize], complex: bool) -> PyResult<Vec<f64>> {
    let array = as_array(value, None)?;
    let array = if array.size() == 1 { array.reshape(&[]).py()? } else { array };
    let array = array.broadcast_to(rest).py()?;
    let kind = if complex { Kind::Complex128 } else { Kind::Float64 };
    let array = array.astype(&kind.into(), pallasite_array::Order::C).py()?;
    Ok(Rows::of(&array)?.data().to_vec())
}

/// `bc_type` of `CubicSpline`.
pub(super) enum CubicConditions {
    Periodic,
    Ends(CubicEnd, CubicEnd),
}

/// Whether a value given at an end is complex, which makes the spline complex.
pub(super) fn has_complex_value(bc_type: &Bound<'_, PyAny>) -> PyResult<bool> {
    if bc_type.extract::<&str>().is_ok() || bc_type.len().map_or(true, |n| n != 2) {
        return Ok(false);
    }
    for i in 0..2 {
        let side = bc_type.get_item(i)?;
        if side.extract::<&str>().is_err()
            && side.len().is_ok_and(|n| n == 2)
            && as_array(&side.get_item(1)?, None)?.kind().is_complex()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads `bc_type` of a cubic spline.
pub(super) fn cubic_conditions(
    bc_type: &Bound<'_, PyAny>,
    rest: &[usize],
    complex: bool,
) -> PyResult<CubicConditions> {
    if let Ok(name) = bc_type.extract::<&str>() {
        if name == "periodic" {
            return Ok(CubicConditions::Periodic);
        }
        let side = |_| cubic_end(bc_type, rest, complex);
        return Ok(CubicConditions::Ends(side(0)?, side(1)?));
    }
    if bc_type.len()? != 2 {
        let text = "`bc_type` must contain 2 elements to specify start and end conditions.";
        return Err(PyValueError::new_err(text));
    }
    let sides = [bc_type.get_item(0)?, bc_type.get_item(1)?];
    if sides.iter().any(|s| s.extract::<&str>().is_ok_and(|s| s == "periodic")) {
        return Err(PyValueError::new_err(
            "'periodic' `bc_type` is defined for both curve ends and cannot be used with other boundary conditions.",
        ));
    }
    Ok(CubicConditions::Ends(cubic_end(&sides[0], rest, complex)?, cubic_end(&sides[1], rest, complex)?))
}

fn cubic_end(side: &Bound<'_, PyAny>, rest: &[usize], complex: bool) -> PyResult<CubicEnd> {
    let width = rest.iter().product::<usize>() * (1 + usize::from(complex));
    match side.extract::<&str>() {
        Ok("clamped") => return Ok(CubicEnd::Slope(vec![0.0; width])),
        Ok("natural") => return Ok(CubicEnd::Curvature(vec![0.0; width])),
        Ok("not-a-knot") => return Ok(CubicEnd::NotAKnot),
        Ok(name) => return Err(PyValueError::new_err(format!("bc_type={name} is not allowed."))),
        Err(_) => {}
    }
    let (order, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = match side.try_iter() {
        Ok(pair) => match &pair.collect::<PyResult<Vec<_>>>()?[..] {
            [order, value] => (order.clone(), value.clone()),
            _ => return Err(not_a_pair()),
        },
        Err(_) => return Err(not_a_pair()),
    };
    let shape = as_array(&value, None)?.shape().to_vec();
    let order = order.extract::<f64>().map_err(|_| PyTypeError::new_err("an order is an integer"))?;
    if order != 1.0 && order != 2.0 {
        return Err(PyValueError::new_err("The specified derivative order must be 1 or 2."));
    }
    if shape != rest {
        let (shape, rest) = (pallasite_array::error::tuple(&shape), pallasite_array::error::tuple(rest));
        let text = format!("`deriv_value` shape {shape} is not the expected one {rest}.");
        return Err(PyValueError::new_err(text));
    }
    let values = numbers(&value, rest, complex)?;
    Ok(if order == 1.0 { CubicEnd::Slope(values) } else { CubicEnd::Curvature(values) })
}

fn not_a_pair() -> PyErr {
    PyValueError::new_err("A specified derivative value must be given in the form (order, value).")
}
