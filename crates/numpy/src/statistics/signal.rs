//! Correlation and convolution of lines.

use crate::lines::{self, Shared};
use half::f16;
use num_complex::Complex;
use pallasite_array::promote::promote_types;
use pallasite_array::{Bool, DType, Element, Error, Kind, NdArray, Order, Result, dispatch};

/// Which part of the overlap a correlation covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Where the lines overlap wholly.
    Valid,
    /// As many places as the longer line has.
    Same,
    /// Wherever they overlap at all.
    Full,
}

impl Mode {
    /// The mode of this name.
    ///
    /// # Errors
    /// A name there is no mode of.
    pub fn parse(name: &str) -> Result<Mode> {
        match name.chars().next() {
            Some('v' | 'V') if name.eq_ignore_ascii_case("valid") => Ok(Mode::Valid),
            Some('s' | 'S') if name.eq_ignore_ascii_case("same") => Ok(Mode::Same),
            Some('f' | 'F') if name.eq_ignore_ascii_case("full") => Ok(Mode::Full),
            _ => Err(Error::value(format!("mode must be one of 'valid', 'same', or 'full' (got '{name}')"))),
        }
    }
}

/// Sums of products as arrays compute them: integers wrap, booleans are "or" and "and".
trait Ring: Element {
    fn add_product(self, a: Self, b: Self) -> Self;
    fn conjugate(self) -> Self {
        self
    }
}

macro_rules! integer_ring {
    ($($t:ty),*) => {$(
        impl Ring for $t {
            #[inline(always)]
            fn add_product(self, a: Self, b: Self) -> Self {
                self.wrapping_add(a.wrapping_mul(b))
            }
        }
    )*};
}
integer_ring!(i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! float_ring {
    ($($t:ty),*) => {$(
        impl Ring for $t {
            #[inline(always)]
            fn add_product(self, a: Self, b: Self) -> Self {
                self + a * b
            }
        }
        impl Ring for Complex<$t> {
            #[inline(always)]
            fn add_product(self, a: Self, b: Self) -> Self {
                self + a * b
            }
            fn conjugate(self) -> Self {
                self.conj()
            }
        }
    )*};
}
float_ring!(f32, f64);

impl Ring for f16 {
    #[inline(always)]
    fn add_product(self, a: Self, b: Self) -> Self {
        self + a * b
    }
}

impl Ring for Bool {
    #[inline(always)]
    fn add_product(self, a: Self, b: Self) -> Self {
        (self.get() || a.get() && b.get()).into()
    }
}

/// Results computed together.
const BLOCK: usize = 2048;

/// `out[i]` is the sum of `a[i + k - pad] * v[k]`.
fn slide<T: Ring>(a: &[T], v: &[T], pad: usize, out: &mut [T]) {
    let to = Shared(out.as_mut_ptr().cast());
    let n = out.len();
    lines::for_each_row(n.div_ceil(BLOCK), BLOCK, v.len(), |block| {
        let (start, end) = (block * BLOCK, n.min((block + 1) * BLOCK));
        // SAFETY: blocks do not overlap.
        let out =
            unsafe { std::slice::from_raw_parts_mut(to.at(start * size_of::<T>()).cast::<T>(), end - start) };
        if out.len() < 8 {
            out.iter_mut().enumerate().for_each(|(i, slot)| *slot = overlap(a, v, pad, start + i));
            return;
        }
        for (k, &weight) in v.iter().enumerate() {
            let low = start.max(pad.saturating_sub(k));
            let high = end.min((a.len() + pad).saturating_sub(k));
            if low < high {
                let from = &a[low + k - pad..high + k - pad];
                let into = &mut out[low - start..high - start];
                into.iter_mut().zip(from).for_each(|(sum, &x)| *sum = sum.add_product(x, weight));
            }
        }
    });
}

/// One result, summed in eight lanes.
fn overlap<T: Ring>(a: &[T], v: &[T], pad: usize, i: usize) -> T {
    let first = pad.saturating_sub(i);
    let last = v.len().min((a.len() + pad).saturating_sub(i));
    let (x, y) = (&a[i + first - pad..i + last - pad], &v[first..last]);
    let mut lanes = [T::default(); 8];
    let whole = x.len() / 8 * 8;
    for (p, q) in x[..whole].chunks_exact(8).zip(y[..whole].chunks_exact(8)) {
        (0..8).for_each(|j| lanes[j] = lanes[j].add_product(p[j], q[j]));
    }
    lanes[0] = x[whole..].iter().zip(&y[whole..]).fold(lanes[0], |sum, (&p, &q)| sum.add_product(p, q));
    let one = one::<T>();
    lanes[1..].iter().fold(lanes[0], |sum, &lane| sum.add_product(lane, one))
}

/// The neutral element of the product.
fn one<T: Ring>() -> T {
    let mut bytes = [0u8; 16];
    // SAFETY: no element is larger than 16 bytes, and every bit pattern is an element.
    unsafe {
        let written = pallasite_array::Scalar::Int(1).cast_write(bytes.as_mut_ptr(), &T::KIND.into());
        debug_assert!(written.is_ok());
        bytes.as_ptr().cast::<T>().read_unaligned()
    }
}

/// The correlation with a line that is not longer.
fn correlated<T: Ring>(a: &[T], v: &[T], mode: Mode) -> Vec<T> {
    let (pad, n) = match mode {
        Mode::Valid => (0, a.len() - v.len() + 1),
        Mode::Same => (v.len() / 2, a.len()),
        Mode::Full => (v.len() - 1, a.len() + v.len() - 1),
    };
    let mut out = vec![T::default(); n];
    slide(a, v, pad, &mut out);
    out
}

fn line(a: &NdArray, which: &str) -> Result<()> {
    lines::check_line(a)?;
    if a.size() == 0 {
        return Err(Error::value(format!("{which} cannot be empty")));
    }
    Ok(())
}

/// The cross-correlation `c[k]`, the sum of `a[n + k] * conj(v[n])`.
///
/// # Errors
/// Arrays that are not lines, or empty; elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::{Mode, correlate};
/// let (a, v) = (NdArray::from_vec(vec![1.0, 2.0, 3.0]), NdArray::from_vec(vec![0.0, 1.0, 0.5]));
/// assert_eq!(correlate(&a, &v, Mode::Valid)?.to_vec::<f64>()?, [3.5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn correlate(a: &NdArray, v: &NdArray, mode: Mode) -> Result<NdArray> {
    line(a, "first array argument")?;
    line(v, "second array argument")?;
    products(a, v, mode, false)
}

/// The convolution `c[k]`, the sum of `a[n] * v[k - n]`.
///
/// # Errors
/// As [`correlate`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::{Mode, convolve};
/// let (a, v) = (NdArray::from_vec(vec![1.0, 2.0, 3.0]), NdArray::from_vec(vec![0.0, 1.0, 0.5]));
/// assert_eq!(convolve(&a, &v, Mode::Same)?.to_vec::<f64>()?, [1.0, 2.5, 4.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn convolve(a: &NdArray, v: &NdArray, mode: Mode) -> Result<NdArray> {
    line(a, "a")?;
    line(v, "v")?;
    products(a, v, mode, true)
}

fn products(a: &NdArray, v: &NdArray, mode: Mode, convolve: bool) -> Result<NdArray> {
    let dtype = promote_types(a.dtype(), v.dtype())?.to_native();
    // Halves are summed in singles.
    let compute = if dtype.kind() == Kind::Float16 { DType::FLOAT32 } else { dtype.clone() };
    let out = dispatch!(numeric compute.kind(), T => {
        let (a, mut v) = (a.cast_vec::<T>()?, v.cast_vec::<T>()?);
        let exchanged = a.len() < v.len();
        if convolve {
            let (long, mut short) = if exchanged { (v, a) } else { (a, v) };
            short.reverse();
            NdArray::from_vec(correlated(&long, &short, mode))
        } else {
            v.iter_mut().for_each(|x| *x = x.conjugate());
            let (long, short) = if exchanged { (&v, &a) } else { (&a, &v) };
            let mut out = correlated(long, short, mode);
            if exchanged {
                out.reverse();
            }
            NdArray::from_vec(out)
        }
    }, else return Err(Error::type_("cannot correlate elements that are not numbers")));
    if compute == dtype { Ok(out) } else { out.astype(&dtype, Order::C) }
}
