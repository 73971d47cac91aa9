//! [`NdArray`]: memory, shape, strides and dtype; views that share memory as NumPy's do.

mod convert;
mod copy;
mod reshape;

use crate::buffer::{Buffer, Owner};
use crate::dtype::{DType, Kind};
use crate::element::Element;
use crate::error::{Error, Result};
use crate::layout::{self, MAX_NDIM, Order, Shape, Strides, short};
use crate::scalar::Scalar;

/// An n-dimensional array whose dtype and rank are known at run time.
///
/// Clones and views share memory. The safe methods write only through the sole handle to a buffer
/// ([`Error::Shared`] otherwise), so no reference they give out can be overwritten; NumPy's sharing, where
/// any view writes, is behind `unsafe` functions.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, NdArray};
/// let a = NdArray::from_vec(vec![1.0, 2.0, 3.0, 4.0]).reshape(&[2, -1]).unwrap();
/// assert_eq!((a.shape(), a.dtype()), (&[2, 2][..], &DType::FLOAT64));
/// assert_eq!(a.transpose().to_vec::<f64>().unwrap(), [1.0, 3.0, 2.0, 4.0]);
/// ```
pub struct NdArray {
    buffer: Buffer,
    data: *mut u8,
    dtype: DType,
    shape: Shape,
    strides: Strides,
    writeable: bool,
}

impl Clone for NdArray {
    #[inline(always)]
    fn clone(&self) -> NdArray {
        self.view_unchecked(0, self.dtype.clone(), short(&self.shape), short(&self.strides))
    }
}

// SAFETY: safe methods only read through shared handles and write through unique ones; the pointer stays
// inside `buffer`, which is Send + Sync.
unsafe impl Send for NdArray {}
// SAFETY: as above.
unsafe impl Sync for NdArray {}

impl NdArray {
    fn bytes_for(shape: &[usize], dtype: &DType) -> Result<usize> {
        let memory = || Error::Memory { shape: shape.to_vec(), dtype: dtype.name() };
        if shape.len() > MAX_NDIM {
            return Err(Error::value(format!(
                "maximum supported dimension for an ndarray is currently {MAX_NDIM}, found {}",
                shape.len()
            )));
        }
        // As NumPy: the product of the non-zero lengths must fit, even when the array is empty.
        let nonzero =
            shape.iter().filter(|&&d| d != 0).try_fold(dtype.itemsize().max(1), |n, &d| n.checked_mul(d));
        nonzero.filter(|&n| n <= isize::MAX as usize).ok_or_else(|| {
            Error::value(
                "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.",
            )
        })?;
        let n = layout::size_of_shape(shape).ok_or_else(memory)?;
        n.checked_mul(dtype.itemsize()).ok_or_else(memory)
    }

    fn over(buffer: Buffer, dtype: DType, shape: &[usize], strides: Strides) -> NdArray {
        let data = buffer.start();
        NdArray { buffer, data, dtype, shape: short(shape), strides, writeable: true }
    }

    /// A C-ordered array of zeros.
    ///
    /// # Errors
    /// More memory than there is.
    pub fn zeros(shape: &[usize], dtype: &DType) -> Result<NdArray> {
        Self::zeros_order(shape, dtype, Order::C)
    }

    /// An array of zeros in the given order (`A` and `K` mean `C`).
    ///
    /// # Errors
    /// More memory than there is.
    pub fn zeros_order(shape: &[usize], dtype: &DType, order: Order) -> Result<NdArray> {
        let bytes = Self::bytes_for(shape, dtype)?;
        let memory = || Error::Memory { shape: shape.to_vec(), dtype: dtype.name() };
        let buffer = Buffer::zeroed(bytes).ok_or_else(memory)?;
        Ok(Self::over(buffer, dtype.clone(), shape, Self::fresh_strides(shape, dtype, order)))
    }

    /// An array of whatever the memory held, in the given order (`A` and `K` mean `C`); zeros where not all bytes are
    /// elements, as in text.
    ///
    /// # Errors
    /// More memory than there is.
    ///
    /// # Examples
    /// ```
    /// use pallasite_array::{DType, NdArray, Order};
    /// let a = NdArray::arbitrary(&[2, 3], &DType::FLOAT64, Order::C)?;
    /// assert_eq!(a.shape(), [2, 3]);
    /// # Ok::<(), pallasite_array::Error>(())
    /// ```
    pub fn arbitrary(shape: &[usize], dtype: &DType, order: Order) -> Result<NdArray> {
        Self::arbitrary_strided(shape, dtype, Self::fresh_strides(shape, dtype, order))
    }

    /// [`NdArray::arbitrary`] with the axis order of `like` (NumPy's `K`).
    ///
    /// # Errors
    /// More memory than there is.
    pub fn arbitrary_like(shape: &[usize], dtype: &DType, like: &[isize]) -> Result<NdArray> {
        Self::arbitrary_strided(shape, dtype, layout::k_strides(shape, like, dtype.itemsize()))
    }

    fn arbitrary_strided(shape: &[usize], dtype: &DType, strides: Strides) -> Result<NdArray> {
        let bytes = Self::bytes_for(shape, dtype)?;
        let memory = || Error::Memory { shape: shape.to_vec(), dtype: dtype.name() };
        let buffer = if dtype.kind().is_numeric() { Buffer::arbitrary(bytes) } else { Buffer::zeroed(bytes) };
        Ok(Self::over(buffer.ok_or_else(memory)?, dtype.clone(), shape, strides))
    }

    fn fresh_strides(shape: &[usize], dtype: &DType, order: Order) -> Strides {
        match order {
            Order::F => layout::f_strides(shape, dtype.itemsize()),
            _ => layout::c_strides(shape, dtype.itemsize()),
        }
    }

    /// An array of whatever the memory held, in the given order (`A` and `K` mean `C`).
    ///
    /// # Safety
    /// Every element is written before it is read.
    ///
    /// # Errors
    /// More memory than there is.
    pub unsafe fn uninit(shape: &[usize], dtype: &DType, order: Order) -> Result<NdArray> {
        let strides = Self::fresh_strides(shape, dtype, order);
        // SAFETY: by the caller.
        unsafe { Self::uninit_strided(shape, dtype, strides) }
    }

    /// An uninitialised array with the axis order of `like` (NumPy's `K`).
    ///
    /// # Safety
    /// Every element is written before it is read.
    ///
    /// # Errors
    /// More memory than there is.
    pub unsafe fn uninit_like(shape: &[usize], dtype: &DType, like: &[isize]) -> Result<NdArray> {
        let strides = layout::k_strides(shape, like, dtype.itemsize());
        // SAFETY: by the caller.
        unsafe { Self::uninit_strided(shape, dtype, strides) }
    }

    /// # Safety
    /// Every element is written before it is read; `strides` are a permutation of contiguous ones.
    unsafe fn uninit_strided(shape: &[usize], dtype: &DType, strides: Strides) -> Result<NdArray> {
        let bytes = Self::bytes_for(shape, dtype)?;
        let memory = || Error::Memory { shape: shape.to_vec(), dtype: dtype.name() };
        let buffer = Buffer::uninit(bytes).ok_or_else(memory)?;
        Ok(Self::over(buffer, dtype.clone(), shape, strides))
    }

    /// An array over memory that `owner` keeps alive.
    ///
    /// # Safety
    /// All elements that shape and strides reach from `data` must be valid for reads (and writes, when
    /// `writeable`) as long as `owner` lives; `extent` names the whole block `(start, length)`.
    pub unsafe fn foreign(
        owner: Owner,
        extent: (*mut u8, usize),
        data: *mut u8,
        dtype: DType,
        shape: &[usize],
        strides: &[isize],
        writeable: bool,
    ) -> NdArray {
        // SAFETY: by the caller.
        let buffer = unsafe { Buffer::foreign(owner, extent.0, extent.1) };
        NdArray { buffer, data, dtype, shape: shape.into(), strides: strides.into(), writeable }
    }

    /// A view of the same buffer, whose first element is `offset` bytes behind this array's.
    ///
    /// # Errors
    /// A view that would reach outside of the buffer.
    pub fn view_with(
        &self,
        offset: isize,
        dtype: DType,
        shape: &[usize],
        strides: &[isize],
    ) -> Result<NdArray> {
        let outside = || Error::value("the view would reach outside of the array's memory");
        let (low, high) = layout::extent(shape, strides, dtype.itemsize()).ok_or_else(outside)?;
        let first = (self.data as isize)
            .wrapping_sub(self.buffer.start() as isize)
            .checked_add(offset)
            .ok_or_else(outside)?;
        let from = first.checked_add(low).ok_or_else(outside)?;
        let to = first.checked_add(high).ok_or_else(outside)?;
        if low != high && (from < 0 || to as usize > self.buffer.len()) {
            return Err(outside());
        }
        Ok(self.view_unchecked(offset, dtype, short(shape), short(strides)))
    }

    /// [`NdArray::view_with`] for layouts that are inside by construction.
    #[inline(always)]
    pub(crate) fn view_unchecked(
        &self,
        offset: isize,
        dtype: DType,
        shape: Shape,
        strides: Strides,
    ) -> NdArray {
        let data = self.data.wrapping_offset(offset);
        NdArray { buffer: self.buffer.clone(), data, dtype, shape, strides, writeable: self.writeable }
    }

    /// Element type, byte order, fields.
    #[inline]
    pub fn dtype(&self) -> &DType {
        &self.dtype
    }

    /// Kind of the elements.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.dtype.kind()
    }

    /// Lengths of the axes.
    #[inline]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Bytes between neighbours along each axis.
    #[inline]
    pub fn strides(&self) -> &[isize] {
        &self.strides
    }

    /// Number of axes.
    #[inline]
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Number of elements.
    #[inline]
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Bytes of one element.
    #[inline]
    pub fn itemsize(&self) -> usize {
        self.dtype.itemsize()
    }

    /// Bytes of all elements.
    pub fn nbytes(&self) -> usize {
        self.size() * self.itemsize()
    }

    /// The memory behind the array.
    #[inline]
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// First element. Reading through it is as safe as the array is initialised; writing is for those who
    /// know that no Rust reference into the memory exists.
    #[inline]
    pub fn as_ptr(&self) -> *mut u8 {
        self.data
    }

    /// False for arrays that must not be written to.
    #[inline]
    pub fn is_writeable(&self) -> bool {
        self.writeable
    }

    /// The same view, with writing allowed or forbidden.
    pub fn with_writeable(mut self, writeable: bool) -> NdArray {
        self.writeable = writeable;
        self
    }

    /// Elements follow each other in C order.
    #[inline]
    pub fn is_c_contiguous(&self) -> bool {
        layout::is_c_contiguous(&self.shape, &self.strides, self.itemsize())
    }

    /// Elements follow each other in Fortran order.
    #[inline]
    pub fn is_f_contiguous(&self) -> bool {
        layout::is_f_contiguous(&self.shape, &self.strides, self.itemsize())
    }

    /// Every element lies at a multiple of its alignment.
    pub fn is_aligned(&self) -> bool {
        let align = self.dtype.alignment();
        let axes = self.shape.iter().zip(&self.strides).filter(|(d, _)| **d > 1);
        self.size() == 0 || axes.fold(self.data as usize, |all, (_, s)| all | s.unsigned_abs()) % align == 0
    }

    /// Lowest and highest address (exclusive) that the elements touch.
    pub fn byte_bounds(&self) -> (usize, usize) {
        let (low, high) = layout::extent(&self.shape, &self.strides, self.itemsize()).unwrap_or((0, 0));
        (self.data as usize)
            .checked_add_signed(low)
            .map_or((0, 0), |a| (a, (self.data as usize).wrapping_add_signed(high)))
    }

    /// True when the address ranges of the two arrays overlap.
    pub fn may_share_memory(&self, other: &NdArray) -> bool {
        let ((a0, a1), (b0, b1)) = (self.byte_bounds(), other.byte_bounds());
        a0 < b1 && b0 < a1
    }

    /// An array of one element, without axes.
    ///
    /// # Errors
    /// Text that does not convert to `dtype`.
    pub fn from_scalar(value: &Scalar, dtype: &DType) -> Result<NdArray> {
        let out = NdArray::zeros(&[], dtype)?;
        // SAFETY: the one element is ours alone.
        unsafe { value.cast_write(out.data, dtype)? };
        Ok(out)
    }

    /// The element at the given indices, one per axis.
    ///
    /// # Errors
    /// An index out of bounds, or a wrong number of them.
    pub fn get(&self, index: &[usize]) -> Result<Scalar> {
        if index.len() != self.ndim() {
            return Err(Error::TooManyIndices { ndim: self.ndim(), given: index.len() });
        }
        let mut p = self.data.cast_const();
        for (axis, (&i, &size)) in index.iter().zip(self.shape.iter()).enumerate() {
            if i >= size {
                return Err(Error::IndexOutOfBounds { index: i as isize, axis, size });
            }
            p = p.wrapping_offset(self.strides[axis] * i as isize);
        }
        // SAFETY: the indices are within the shape.
        Ok(unsafe { Scalar::read(p, &self.dtype) })
    }

    /// The value of an array with one element.
    ///
    /// # Errors
    /// An array with another number of elements.
    pub fn item(&self) -> Result<Scalar> {
        if self.size() != 1 {
            return Err(Error::value("can only convert an array of size 1 to a Python scalar"));
        }
        self.get(&[0; MAX_NDIM][..self.ndim()])
    }

    fn check_element<T: Element>(&self) -> Result<()> {
        if self.dtype.is(T::KIND) {
            return Ok(());
        }
        Err(Error::ElementType { have: self.dtype.repr(), want: T::KIND.name() })
    }
}

impl std::fmt::Debug for NdArray {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "NdArray(shape={:?}, strides={:?}, {})",
            &self.shape[..],
            &self.strides[..],
            self.dtype.repr()
        )
    }
}
