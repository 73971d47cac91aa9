//! The distinct elements of an array, or its distinct sub-arrays along an axis.

use super::SortKey;
use super::arrays::order_indices;
use super::order::{Order, bytes_of, element};
use crate::fresh::signed;
use crate::indexing::{IndexMode, take};
use pallasite_array::layout::normalize_axis;
use pallasite_array::{DType, Element, NdArray, Order as MemoryOrder, Result, dispatch};

/// What is asked of [`unique`] beside the distinct elements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Relations {
    /// Nothing.
    #[default]
    None,
    /// How often each occurs.
    Counts,
    /// That, where each occurs first, and the place of each element.
    All,
}

/// What [`unique`] is asked for.
#[derive(Debug, Clone, Copy)]
pub struct UniqueOptions {
    /// The axis whose sub-arrays are compared; all elements by default.
    pub axis: Option<isize>,
    /// Which of first places, inverse and counts are wanted.
    pub relations: Relations,
    /// Whether all NaN are one value.
    pub equal_nan: bool,
}

impl Default for UniqueOptions {
    fn default() -> Self {
        UniqueOptions { axis: None, relations: Relations::None, equal_nan: true }
    }
}

/// The distinct elements, sorted, and how they relate to the array. What was not
/// asked for may be empty.
#[derive(Debug, Clone)]
pub struct Distinct {
    /// The distinct elements.
    pub values: NdArray,
    /// Where each occurs first.
    pub index: NdArray,
    /// For each element its place in `values`; of the array's shape unless there is an axis.
    pub inverse: NdArray,
    /// How often each occurs.
    pub counts: NdArray,
}

/// The distinct elements in ascending order.
///
/// # Errors
/// An axis that `a` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::sorting::distinct::{Relations, UniqueOptions, unique};
/// let a = NdArray::from_vec(vec![2i64, 1, 2]);
/// let found = unique(&a, &UniqueOptions { relations: Relations::All, ..Default::default() })?;
/// assert_eq!(found.values.to_vec::<i64>()?, [1, 2]);
/// assert_eq!(found.inverse.to_vec::<i64>()?, [1, 0, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn unique(a: &NdArray, options: &UniqueOptions) -> Result<Distinct> {
    match options.axis {
        Some(axis) if a.ndim() != 1 => unique_along(a, normalize_axis(axis, a.ndim())?),
        Some(axis) => normalize_axis(axis, 1).and_then(|_| unique_flat(a, options)),
        None => unique_flat(a, options),
    }
}

fn unique_flat(a: &NdArray, options: &UniqueOptions) -> Result<Distinct> {
    let line = a.ravel()?.to_contiguous()?;
    let kind = a.kind();
    let found = if kind.is_numeric() {
        dispatch!(numeric kind, T => unique_numbers::<T>(&line, options), else unreachable!("numbers only"))?
    } else {
        unique_elements(&line)?
    };
    let inverse = if options.relations == Relations::All || !kind.is_numeric() {
        found.inverse.reshape(&signed(a.shape()))?
    } else {
        found.inverse
    };
    let values =
        if a.dtype().is_native() { found.values } else { found.values.astype(a.dtype(), MemoryOrder::C)? };
    Ok(Distinct { inverse, values, ..found })
}

fn unique_numbers<T: SortKey + Element>(line: &NdArray, options: &UniqueOptions) -> Result<Distinct> {
    let copied;
    let slice = match line.as_slice::<T>() {
        Some(slice) => slice,
        None => {
            copied = line.to_vec::<T>()?;
            &copied
        }
    };
    let array = NdArray::from_vec::<i64>;
    let counted = |values, counts| Distinct {
        values: NdArray::from_vec::<T>(values),
        index: array(vec![]),
        inverse: array(vec![]),
        counts: array(counts),
    };
    Ok(match options.relations {
        Relations::None => counted(super::unique(slice, options.equal_nan), vec![]),
        Relations::Counts => {
            let (values, counts) = super::unique_counts(slice, options.equal_nan);
            counted(values, counts)
        }
        Relations::All => {
            let found = super::unique_all(slice, options.equal_nan);
            let (index, inverse) = (array(found.index), array(found.inverse));
            Distinct { index, inverse, ..counted(found.values, found.counts) }
        }
    })
}

/// Distinct elements of a contiguous line of any type.
fn unique_elements(line: &NdArray) -> Result<Distinct> {
    let (order, size, bytes) = (Order::of(line.dtype()), line.itemsize(), bytes_of(line));
    let mut places = vec![0; line.size()];
    order_indices(bytes, size, &order, &mut places);
    let (mut index, mut counts) = (Vec::new(), Vec::<i64>::new());
    let mut inverse = vec![0; line.size()];
    for &place in &places {
        let same = |&last: &i64| order.equal(element(bytes, size, last), element(bytes, size, place));
        if !index.last().is_some_and(same) {
            index.push(place);
            counts.push(0);
        }
        inverse[place as usize] = index.len() as i64 - 1;
        *counts.last_mut().expect("pushed above") += 1;
    }
    let index = NdArray::from_vec(index);
    let values = take(line, &index, Some(0), IndexMode::Raise)?;
    Ok(Distinct { values, index, inverse: NdArray::from_vec(inverse), counts: NdArray::from_vec(counts) })
}

/// Distinct sub-arrays: each is one element of a sub-array type.
fn unique_along(a: &NdArray, axis: usize) -> Result<Distinct> {
    let mut axes: Vec<isize> = (0..a.ndim() as isize).filter(|&i| i != axis as isize).collect();
    axes.insert(0, axis as isize);
    let front = a.permute(&axes)?.to_contiguous()?;
    let (rows, width) = (front.shape()[0], front.shape()[1..].iter().product::<usize>());
    let row = DType::subarray(front.dtype().clone(), vec![width])?;
    let line = front.view_with(0, row.clone(), &[rows], &[row.itemsize() as isize])?;
    let found = unique_elements(&line)?;
    let values = take(&front, &found.index, Some(0), IndexMode::Raise)?;
    let mut back: Vec<isize> = (1..a.ndim() as isize).collect();
    back.insert(axis, 0);
    Ok(Distinct { values: values.permute(&back)?, ..found })
}
