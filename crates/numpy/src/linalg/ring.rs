//! What a number needs for sums of products.
use num_complex::Complex;
use pallasite_array::{Bool, Element};

/// A number that is added and multiplied in its own type, as NumPy does it: integers wrap around, for booleans the
/// sum is `or` and the product `and`.
///
/// # Examples
/// ```
/// use pallasite_numpy::linalg::Ring;
/// assert_eq!(100_i8.times(3).plus(1), 45);
/// ```
pub trait Ring: Element {
    /// What changes no sum.
    const ZERO: Self;
    /// The sum.
    fn plus(self, other: Self) -> Self;
    /// The product.
    fn times(self, other: Self) -> Self;
}

macro_rules! ring {
    ($($t:ty: $zero:expr, |$a:ident, $b:ident| $sum:expr, $product:expr;)*) => {$(
        impl Ring for $t {
            const ZERO: Self = $zero;
            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                let ($a, $b) = (self, other);
                $sum
            }
            #[inline(always)]
            fn times(self, other: Self) -> Self {
                let ($a, $b) = (self, other);
                $product
            }
        }
    )*};
}

macro_rules! wrapping {
    ($($t:ty),*) => { ring! { $($t: 0, |a, b| a.wrapping_add(b), a.wrapping_mul(b);)* } };
}
wrapping!(i8, u8, i16, u16, i32, u32, i64, u64);

ring! {
    Bool: Bool(0), |a, b| (a.get() | b.get()).into(), (a.get() & b.get()).into();
    f32: 0.0, |a, b| a + b, a * b;
    f64: 0.0, |a, b| a + b, a * b;
    Complex<f32>: Complex::new(0.0, 0.0), |a, b| a + b, a * b;
    Complex<f64>: Complex::new(0.0, 0.0), |a, b| a + b, a * b;
}
