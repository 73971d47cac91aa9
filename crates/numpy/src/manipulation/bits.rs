//! Bits packed into bytes and back.

use crate::fresh::signed;
use pallasite_array::layout::normalize_axis;
use pallasite_array::{Bool, DType, Error, Kind, NdArray, Order, Result};

/// Which bit of a byte comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BitOrder {
    /// The most significant one.
    #[default]
    Big,
    /// The least significant one.
    Little,
}

impl BitOrder {
    fn shift(self, i: usize) -> usize {
        if self == BitOrder::Big { 7 - i } else { i }
    }
}

/// The array with `axis` last and C-contiguous, the lines along it.
fn lines(a: &NdArray, axis: Option<isize>) -> Result<(NdArray, usize)> {
    let (a, axis) = match axis {
        None => (a.ravel()?, 0),
        Some(axis) => (a.clone(), normalize_axis(axis, a.ndim())?),
    };
    Ok((a.swap_axes(axis as isize, -1)?.to_contiguous()?, axis))
}

fn from_lines(data: Vec<u8>, shape: &[usize], len: usize, axis: usize) -> Result<NdArray> {
    let mut shape = shape.to_vec();
    *shape.last_mut().expect("one axis at least") = len;
    NdArray::from_vec(data).reshape(&signed(&shape))?.swap_axes(axis as isize, -1)?.copy(Order::C)
}

/// Eight booleans (or integers, by truth) to a byte along `axis`; zeros fill the last byte.
///
/// # Errors
/// An array of other types, an axis the array does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::manipulation::{BitOrder, packbits};
/// let a = packbits(&NdArray::from_vec(vec![1u8, 0, 1]), None, BitOrder::Big)?;
/// assert_eq!(a.to_vec::<u8>()?, [0b1010_0000]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn packbits(a: &NdArray, axis: Option<isize>, order: BitOrder) -> Result<NdArray> {
    if a.kind() != Kind::Bool && !a.kind().is_integer() {
        return Err(Error::type_("Expected an input array of integer or boolean data type"));
    }
    let (a, axis) = lines(&a.astype(&DType::BOOL, Order::C)?, axis)?;
    let n = a.shape().last().copied().unwrap_or(1);
    let bits = a.to_vec::<Bool>()?;
    let pack = |byte: &[Bool]| {
        byte.iter().enumerate().fold(0u8, |b, (i, v)| b | u8::from(v.get()) << order.shift(i))
    };
    let data = bits.chunks(n.max(1)).flat_map(|line| line.chunks(8)).map(pack).collect();
    from_lines(data, a.shape(), n.div_ceil(8), axis)
}

/// The bits of bytes along `axis`, at most `count` of them (without the last `-count` when negative).
///
/// # Errors
/// An array of another type than `uint8`.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::manipulation::{BitOrder, unpackbits};
/// let a = unpackbits(&NdArray::from_vec(vec![5u8]), None, Some(3), BitOrder::Little)?;
/// assert_eq!(a.to_vec::<u8>()?, [1, 0, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn unpackbits(
    a: &NdArray,
    axis: Option<isize>,
    count: Option<isize>,
    order: BitOrder,
) -> Result<NdArray> {
    if a.kind() != Kind::UInt8 {
        return Err(Error::type_("Expected an input array of unsigned byte data type"));
    }
    let (a, axis) = lines(a, axis)?;
    let n = a.shape().last().copied().unwrap_or(1);
    let total = n * 8;
    let wanted = match count {
        None => total,
        Some(c) if c >= 0 => c as usize,
        Some(c) => total.checked_sub(c.unsigned_abs()).ok_or_else(|| {
            Error::Value(format!("-count {} larger than number of elements {total}", c.unsigned_abs()))
        })?,
    };
    NdArray::zeros(&[a.size() / n.max(1), wanted], &DType::UINT8)?;
    let bytes = a.to_vec::<u8>()?;
    let rows = bytes.len().checked_div(n).unwrap_or(0);
    let bit =
        |row: usize, i: usize| if i < total { bytes[row * n + i / 8] >> order.shift(i % 8) & 1 } else { 0 };
    let data =
        (0..rows).flat_map(|row| (0..wanted).map(move |i| (row, i))).map(|(row, i)| bit(row, i)).collect();
    from_lines(data, a.shape(), wanted, axis)
}
