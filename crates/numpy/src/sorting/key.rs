//! The sort order of each element type as integers, and the kernels that follow from it.
use super::select::argselect;
use super::vector::{VectorInt, order_pairs, order_slice};
use super::{counting, counting::Rank};
use half::f16;
use num_complex::Complex;
use pallasite_array::{Bool, threads};

/// An element type that can be sorted: real numbers ascend, NaN comes last; complex numbers go by real part,
/// then by imaginary part, those with a NaN last as `[R + NaN j, NaN + R j, NaN + NaN j]`.
///
/// The slice methods are the kernels behind [`sort`](super::sort) and its kin. `positions`, where given, must
/// be inside the line and ascend; the line is then put in order only as far as these have to be right.
pub trait SortKey: Copy + Send + Sync + 'static {
    /// An integer that compares as the element does; `-0.0` and `0.0` have the same.
    type Key: Ord + Copy + Send + Sync;

    /// The element's place in the order.
    fn key(self) -> Self::Key;

    /// Sorts the line.
    fn order(line: &mut [Self], positions: Option<&[usize]>);

    /// Overwrites `indices` with those that sort the line; a full sort is stable.
    ///
    /// # Panics
    /// If the lengths differ.
    fn argorder(line: &[Self], indices: &mut [i64], positions: Option<&[usize]>);

    /// Whether elements that compare equal to this one may differ from it.
    fn has_twins(self) -> bool {
        false
    }

    /// Sorts the line; elements that compare equal keep their order.
    fn sort_stable(line: &mut [Self]) {
        let mut twins: Vec<Self> = line.iter().copied().filter(|x| x.has_twins()).collect();
        Self::order(line, None);
        twins.sort_by_key(|x| x.key());
        for (slot, twin) in line.iter_mut().filter(|x| x.has_twins()).zip(twins) {
            *slot = twin;
        }
    }
}

/// An element type whose bits map to integers in the same order, one to one but for NaN.
///
/// # Safety
/// `Self` and `Bits` have the same size and alignment, and every bit pattern is a value of both.
unsafe trait Encode: SortKey {
    type Bits: VectorInt;
    fn encode(self) -> Self::Bits;
    fn decode(bits: Self::Bits) -> Self;
}

fn order_encoded<T: Encode>(line: &mut [T], positions: Option<&[usize]>) {
    // SAFETY: the contract of `Encode`; `line` is not used while `bits` is.
    let bits = unsafe { std::slice::from_raw_parts_mut(line.as_mut_ptr().cast::<T::Bits>(), line.len()) };
    threads::for_each_chunk(bits, 1, |_, part| {
        for slot in part {
            // SAFETY: the contract of `Encode`.
            *slot = unsafe { std::mem::transmute_copy::<T::Bits, T>(slot) }.encode();
        }
    });
    T::Bits::order_integers(bits, positions);
    threads::for_each_chunk(line, 1, |_, part| {
        for slot in part {
            // SAFETY: the contract of `Encode`.
            *slot = T::decode(unsafe { std::mem::transmute_copy::<T, T::Bits>(slot) });
        }
    });
}

/// Sorts 32-bit keys in front of their indices, as one 64-bit integer each.
fn argorder_32(keys: impl Iterator<Item = i32>, indices: &mut [i64], positions: Option<&[usize]>) {
    for ((i, key), slot) in (0..).zip(keys).zip(indices.iter_mut()) {
        *slot = i64::from(key) << 32 | i;
    }
    i64::order_integers(indices, positions);
    indices.iter_mut().for_each(|slot| *slot &= i64::from(u32::MAX));
}

fn argorder_64(keys: impl Iterator<Item = i64>, indices: &mut [i64], positions: Option<&[usize]>) {
    let mut keys: Vec<i64> = keys.collect();
    indices.iter_mut().zip(0..).for_each(|(slot, i)| *slot = i);
    order_pairs(&mut keys, indices, positions);
}

fn argorder_any<T: SortKey>(line: &[T], indices: &mut [i64], positions: Option<&[usize]>) {
    let mut pairs: Vec<(T::Key, i64)> = line.iter().map(|x| x.key()).zip(0..).collect();
    order_slice(&mut pairs, positions);
    indices.iter_mut().zip(pairs).for_each(|(slot, (_, i))| *slot = i);
}

macro_rules! argorder {
    (32, $line:ident, $indices:ident, $positions:ident) => {{
        assert_eq!($line.len(), $indices.len());
        if u32::try_from($line.len()).is_err() {
            return argorder_any($line, $indices, $positions);
        }
        argorder_32($line.iter().map(|x| x.key()), $indices, $positions)
    }};
    (64, $line:ident, $indices:ident, $positions:ident) => {{
        assert_eq!($line.len(), $indices.len());
        if let Some(&[position]) = $positions {
            return argselect($line, $indices, position);
        }
        argorder_64($line.iter().map(|x| x.key()), $indices, $positions)
    }};
}

macro_rules! integer_key {
    ($($int:ty as $bits:ty, $width:tt, $flip:expr;)*) => {$(
        // SAFETY: integers of one width.
        unsafe impl Encode for $int {
            type Bits = $bits;
            fn encode(self) -> $bits {
                self as $bits ^ $flip
            }
            fn decode(bits: $bits) -> Self {
                (bits ^ $flip) as $int
            }
        }

        impl SortKey for $int {
            type Key = $bits;
            fn key(self) -> $bits {
                self.encode()
            }
            fn order(line: &mut [Self], positions: Option<&[usize]>) {
                order_encoded(line, positions);
            }
            fn argorder(line: &[Self], indices: &mut [i64], positions: Option<&[usize]>) {
                argorder!($width, line, indices, positions)
            }
        }
    )*};
}
integer_key! {
    i32 as i32, 32, 0;
    u32 as i32, 32, i32::MIN;
    i64 as i64, 64, 0;
    u64 as i64, 64, i64::MIN;
}

/// Sign and magnitude to two's complement, and back.
macro_rules! flip_negative {
    ($bits:expr, $int:ty, $uint:ty) => {{
        let bits = $bits as $int;
        bits ^ ((bits >> (<$int>::BITS - 1)) as $uint >> 1) as $int
    }};
}

macro_rules! float_key {
    ($($float:ty as $int:ty, $uint:ty, $width:tt;)*) => {$(
        // SAFETY: the integer has the width of the float.
        unsafe impl Encode for $float {
            type Bits = $int;
            fn encode(self) -> $int {
                let number = if self.is_nan() { <$float>::NAN } else { self };
                flip_negative!(number.to_bits(), $int, $uint)
            }
            fn decode(bits: $int) -> Self {
                <$float>::from_bits(flip_negative!(bits, $int, $uint) as $uint)
            }
        }

        impl SortKey for $float {
            type Key = $int;
            fn key(self) -> $int {
                (self + 0.0).encode()
            }
            fn order(line: &mut [Self], positions: Option<&[usize]>) {
                order_encoded(line, positions);
            }
            fn argorder(line: &[Self], indices: &mut [i64], positions: Option<&[usize]>) {
                argorder!($width, line, indices, positions)
            }
            fn has_twins(self) -> bool {
                self == 0.0 || self.is_nan()
            }
        }
    )*};
}
float_key! {
    f32 as i32, u32, 32;
    f64 as i64, u64, 64;
}

macro_rules! small_key {
    ($($small:ty, $buckets:literal, $rank:expr, $value:expr, $twins:expr, $key:expr;)*) => {$(
        impl Rank for $small {
            const BUCKETS: usize = $buckets;
            fn rank(self) -> u16 {
                ($rank)(self)
            }
            fn value(rank: u16) -> Self {
                ($value)(rank)
            }
        }

        impl SortKey for $small {
            type Key = u16;
            fn key(self) -> u16 {
                ($key)(self).rank()
            }
            fn order(line: &mut [Self], positions: Option<&[usize]>) {
                counting::order(line, positions);
            }
            fn argorder(line: &[Self], indices: &mut [i64], _positions: Option<&[usize]>) {
                assert_eq!(line.len(), indices.len());
                counting::argsort(line, indices);
            }
            fn has_twins(self) -> bool {
                ($twins)(self)
            }
        }
    )*};
}
small_key! {
    bool, 256, |x: bool| x as u16, |r| r != 0, |_| false, |x| x;
    Bool, 256, |x: Bool| x.get() as u16, |r| Bool((r != 0) as u8), |_| false, |x| x;
    u8, 256, |x: u8| x as u16, |r| r as u8, |_| false, |x| x;
    i8, 256, |x: i8| (x as u8 ^ 128) as u16, |r| (r as u8 ^ 128) as i8, |_| false, |x| x;
    u16, 65536, |x: u16| x, |r| r, |_| false, |x| x;
    i16, 65536, |x: i16| x as u16 ^ 0x8000, |r| (r ^ 0x8000) as i16, |_| false, |x| x;
    f16, 65536, f16_rank, f16_value, |x: f16| x == f16::ZERO || x.is_nan(), f16_positive_zero;
}

fn f16_rank(x: f16) -> u16 {
    let number = if x.is_nan() { f16::NAN } else { x };
    flip_negative!(number.to_bits(), i16, u16) as u16 ^ 0x8000
}

fn f16_value(rank: u16) -> f16 {
    f16::from_bits(flip_negative!(rank ^ 0x8000, i16, u16) as u16)
}

fn f16_positive_zero(x: f16) -> f16 {
    if x == f16::ZERO { f16::ZERO } else { x }
}

/// The two keys of a complex number as the halves of an integer twice as wide. The images of NaN, of which
/// the keys of real numbers leave free more than three, hold the numbers with a NaN apart.
macro_rules! complex_key {
    ($z:ident, $half:ty, $int:ty) => {{
        let (high, low) = match ($z.re.is_nan(), $z.im.is_nan()) {
            (false, false) => ($z.re.key(), $z.im.key()),
            (false, true) => (<$half>::MAX - 2, $z.re.key()),
            (true, false) => (<$half>::MAX - 1, $z.im.key()),
            (true, true) => (<$half>::MAX, 0),
        };
        <$int>::from(high) << <$half>::BITS | (<$int>::from(low) - <$int>::from(<$half>::MIN))
    }};
}

macro_rules! complex_twins {
    () => {
        fn has_twins(self) -> bool {
            self.re.has_twins() || self.im.has_twins()
        }
    };
}

impl SortKey for Complex<f32> {
    type Key = i64;
    fn key(self) -> i64 {
        complex_key!(self, i32, i64)
    }
    /// The number itself, as bits, is carried along with its key.
    fn order(line: &mut [Self], positions: Option<&[usize]>) {
        let mut keys: Vec<i64> = line.iter().map(|z| z.key()).collect();
        let pack = |z: &Self| u64::from(z.re.to_bits()) << 32 | u64::from(z.im.to_bits());
        let mut bits: Vec<i64> = line.iter().map(|z| pack(z) as i64).collect();
        order_pairs(&mut keys, &mut bits, positions);
        for (z, bits) in line.iter_mut().zip(bits) {
            *z = Self::new(f32::from_bits((bits >> 32) as u32), f32::from_bits(bits as u32));
        }
    }
    fn argorder(line: &[Self], indices: &mut [i64], positions: Option<&[usize]>) {
        argorder!(64, line, indices, positions)
    }
    complex_twins!();
}

impl SortKey for Complex<f64> {
    type Key = i128;
    fn key(self) -> i128 {
        complex_key!(self, i64, i128)
    }
    fn order(line: &mut [Self], positions: Option<&[usize]>) {
        let mut pairs: Vec<(i128, [u64; 2])> =
            line.iter().map(|z| (z.key(), [z.re.to_bits(), z.im.to_bits()])).collect();
        order_slice(&mut pairs, positions);
        for (z, (_, [re, im])) in line.iter_mut().zip(pairs) {
            *z = Self::new(f64::from_bits(re), f64::from_bits(im));
        }
    }
    fn argorder(line: &[Self], indices: &mut [i64], positions: Option<&[usize]>) {
        assert_eq!(line.len(), indices.len());
        argorder_any(line, indices, positions);
    }
    complex_twins!();
}
