//! Integers in a range without bias, by Lemire's multiplication or by masked rejection.

use super::bit_generator::BitGenerator;
use super::error::RandomError;
use super::fill::each;

/// How a raw word becomes an integer in a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// Multiply and shift: few rejections. What `Generator.integers` does. After Lemire, *Fast Random
    /// Integer Generation in an Interval*, ACM TOMACS 29 (2019).
    Lemire,
    /// Mask to the next power of two: up to half are rejected. What `RandomState.randint` does.
    Masked,
}

/// An integer type that can be drawn: `bool` and the fixed-width integers of up to 64 bits.
pub trait RandomInteger: Copy {
    /// NumPy's name of the type.
    const NAME: &'static str;
    /// Number of value bits, 1 for `bool`.
    const BITS: u32;
    /// The smallest value.
    const LOWEST: i128;
    /// The largest value.
    const HIGHEST: i128;
    /// The value with these low bits.
    fn truncate(bits: u64) -> Self;
}

macro_rules! random_integer {
    ($($type:ty, $name:literal;)*) => {$(
        impl RandomInteger for $type {
            const NAME: &'static str = $name;
            const BITS: u32 = <$type>::BITS;
            const LOWEST: i128 = <$type>::MIN as i128;
            const HIGHEST: i128 = <$type>::MAX as i128;
            #[inline]
            fn truncate(bits: u64) -> Self {
                bits as $type
            }
        }
    )*};
}

random_integer! {
    i8, "int8"; i16, "int16"; i32, "int32"; i64, "int64";
    u8, "uint8"; u16, "uint16"; u32, "uint32"; u64, "uint64";
}

impl RandomInteger for bool {
    const NAME: &'static str = "bool";
    const BITS: u32 = 1;
    const LOWEST: i128 = 0;
    const HIGHEST: i128 = 1;
    #[inline]
    fn truncate(bits: u64) -> Self {
        bits & 1 == 1
    }
}

/// A checked range `[low, low + span]` of the integers of one type.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{IntegerRange, RandomInteger};
///
/// let dice = IntegerRange::new::<i64>(1, 7, false)?;
/// assert_eq!((dice.low, dice.span), (1, 5));
/// let error = IntegerRange::new::<u8>(0, 300, false).unwrap_err();
/// assert_eq!(error.to_string(), "high is out of bounds for uint8");
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntegerRange {
    /// The lowest value, as 64 two's complement bits.
    pub low: u64,
    /// The highest value less the lowest.
    pub span: u64,
}

impl IntegerRange {
    /// The range `[low, high)`, or `[low, high]` if `endpoint`, for elements of type `T`.
    ///
    /// # Errors
    /// [`RandomError::OutOfBounds`] if an end does not fit `T`, [`RandomError::EmptyRange`] if there is
    /// nothing between them.
    pub fn new<T: RandomInteger>(low: i128, high: i128, endpoint: bool) -> Result<Self, RandomError> {
        let last = if endpoint { high } else { high.saturating_sub(1) };
        if low < T::LOWEST {
            return Err(RandomError::OutOfBounds { bound: "low", dtype: T::NAME });
        }
        if last > T::HIGHEST {
            return Err(RandomError::OutOfBounds { bound: "high", dtype: T::NAME });
        }
        if low > last {
            return Err(RandomError::EmptyRange { low, high, endpoint });
        }
        Ok(Self { low: low as u64, span: (last - low) as u64 })
    }
}

/// Draws integers of one type. Types narrower than 32 bits share out 32-bit words, so one sampler must
/// serve all elements of one call, also when each has a range of its own.
#[derive(Debug, Clone)]
pub struct IntegerSampler {
    rejection: Rejection,
    buffer: u32,
    left: u32,
}

impl IntegerSampler {
    /// A sampler with no word shared out yet.
    pub fn new(rejection: Rejection) -> Self {
        Self { rejection, buffer: 0, left: 0 }
    }

    /// Fills `out` with draws from one range.
    #[inline]
    pub fn fill<T: RandomInteger, B: BitGenerator + ?Sized>(
        &mut self,
        bits: &mut B,
        range: IntegerRange,
        out: &mut [T],
    ) {
        each(out, || self.draw(bits, range));
    }

    /// One draw from `range`.
    #[inline]
    pub fn draw<T: RandomInteger, B: BitGenerator + ?Sized>(
        &mut self,
        bits: &mut B,
        range: IntegerRange,
    ) -> T {
        T::truncate(range.low.wrapping_add(self.offset::<T, B>(bits, range.span)))
    }

    #[inline]
    fn offset<T: RandomInteger, B: BitGenerator + ?Sized>(&mut self, bits: &mut B, span: u64) -> u64 {
        if span == 0 {
            return 0;
        }
        if T::BITS == 64 && span > u64::from(u32::MAX) {
            return wide(bits, span, self.rejection);
        }
        let width = T::BITS.min(32);
        let full = u64::from(u32::MAX >> (32 - width));
        if span == full {
            return u64::from(self.piece(bits, width));
        }
        match self.rejection {
            Rejection::Masked => self.masked(bits, width, span),
            Rejection::Lemire => self.lemire(bits, width, span),
        }
    }

    /// The next `width` bits: the lowest of a new word first.
    #[inline]
    fn piece<B: BitGenerator + ?Sized>(&mut self, bits: &mut B, width: u32) -> u32 {
        if width == 32 {
            return bits.next_u32();
        }
        if self.left == 0 {
            self.buffer = bits.next_u32();
            self.left = 32 / width;
        } else {
            self.buffer >>= width;
        }
        self.left -= 1;
        self.buffer & (u32::MAX >> (32 - width))
    }

    #[inline]
    fn masked<B: BitGenerator + ?Sized>(&mut self, bits: &mut B, width: u32, span: u64) -> u64 {
        let mask = mask(span) as u32;
        loop {
            let value = u64::from(self.piece(bits, width) & mask);
            if value <= span {
                return value;
            }
        }
    }

    #[inline]
    fn lemire<B: BitGenerator + ?Sized>(&mut self, bits: &mut B, width: u32, span: u64) -> u64 {
        let full = u64::from(u32::MAX >> (32 - width));
        let count = span + 1;
        let mut scaled = u64::from(self.piece(bits, width)) * count;
        if scaled & full < count {
            let threshold = (full - span) % count;
            while scaled & full < threshold {
                scaled = u64::from(self.piece(bits, width)) * count;
            }
        }
        scaled >> width
    }
}

/// A draw from `[0, span]` for a span that needs more than 32 bits.
fn wide<B: BitGenerator + ?Sized>(bits: &mut B, span: u64, rejection: Rejection) -> u64 {
    if span == u64::MAX {
        return bits.next_u64();
    }
    if rejection == Rejection::Masked {
        return masked_u64(bits, span);
    }
    let count = span + 1;
    let mut scaled = u128::from(bits.next_u64()) * u128::from(count);
    if (scaled as u64) < count {
        let threshold = (u64::MAX - span) % count;
        while (scaled as u64) < threshold {
            scaled = u128::from(bits.next_u64()) * u128::from(count);
        }
    }
    (scaled >> 64) as u64
}

fn masked_u64<B: BitGenerator + ?Sized>(bits: &mut B, span: u64) -> u64 {
    loop {
        let value = bits.next_u64() & mask(span);
        if value <= span {
            return value;
        }
    }
}

/// A draw from `[0, span]` by masked rejection, as every shuffle uses it.
#[inline]
pub(super) fn interval<B: BitGenerator + ?Sized>(bits: &mut B, span: u64) -> u64 {
    if span == 0 {
        return 0;
    }
    if span > u64::from(u32::MAX) {
        return masked_u64(bits, span);
    }
    let mask = mask(span);
    loop {
        let value = u64::from(bits.next_u32()) & mask;
        if value <= span {
            return value;
        }
    }
}

/// The smallest `2^k - 1` that is at least `value`.
#[inline]
pub(super) fn mask(value: u64) -> u64 {
    u64::MAX.checked_shr(value.leading_zeros()).unwrap_or(0)
}
