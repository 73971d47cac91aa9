//! The Rust types that elements have in memory.

use crate::dtype::Kind;
use half::f16;
use num_complex::Complex;

/// A boolean as arrays hold it: one byte, zero for false and anything else for true.
///
/// Not Rust's `bool`, because a view can put any byte there.
#[derive(Debug, Clone, Copy, Default)]
#[repr(transparent)]
pub struct Bool(pub u8);

impl Bool {
    /// The truth value.
    #[inline(always)]
    pub fn get(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for Bool {
    #[inline(always)]
    fn from(b: bool) -> Self {
        Bool(b as u8)
    }
}

impl PartialEq for Bool {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A type that a numeric array can hold.
pub trait Element: sealed::Sealed + Copy + Default + Send + Sync + PartialEq + 'static {
    /// The kind of an array of it.
    const KIND: Kind;
}

macro_rules! elements {
    ($($t:ty = $kind:ident),* $(,)?) => {$(
        impl sealed::Sealed for $t {}
        impl Element for $t {
            const KIND: Kind = Kind::$kind;
        }
    )*};
}

elements! {
    Bool = Bool, i8 = Int8, u8 = UInt8, i16 = Int16, u16 = UInt16, i32 = Int32, u32 = UInt32, i64 = Int64,
    u64 = UInt64, f16 = Float16, f32 = Float32, f64 = Float64, Complex<f32> = Complex64,
    Complex<f64> = Complex128,
}
