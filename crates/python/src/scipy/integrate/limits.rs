//! Limits of integration: real arrays of one floating type and shape.

use crate::coerce::operand;
use crate::error::IntoPy;
use pallasite_array::layout::broadcast_shapes;
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{DType, Kind, NdArray, Order};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The floating type that array-likes promote to, single or double, and the array-likes in it.
///
/// `complaint` is what complex numbers are refused with.
pub(super) fn promoted(objects: &[Bound<'_, PyAny>], complaint: &str) -> PyResult<(DType, Vec<NdArray>)> {
    let operands = objects.iter().map(operand).collect::<PyResult<Vec<_>>>()?;
    let kinds: Vec<Operand> = operands.iter().map(|(_, o)| o.clone()).collect();
    let dtype = match result_type(&kinds).py()?.kind() {
        Kind::Float16 | Kind::Float32 => DType::from(Kind::Float32),
        kind if kind.is_complex() => return Err(PyValueError::new_err(complaint.to_owned())),
        _ => DType::FLOAT64,
    };
    let arrays = operands.iter().map(|(a, _)| a.astype(&dtype, Order::C).py()).collect::<PyResult<_>>()?;
    Ok((dtype, arrays))
}

/// Arrays broadcast against each other.
pub(super) fn broadcast(arrays: &[NdArray]) -> PyResult<Vec<NdArray>> {
    let shapes: Vec<&[usize]> = arrays.iter().map(NdArray::shape).collect();
    let shape = broadcast_shapes(&shapes).py()?;
    arrays.iter().map(|a| a.broadcast_to(&shape).py()).collect()
}
