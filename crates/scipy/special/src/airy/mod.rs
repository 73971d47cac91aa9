//! Airy functions: of real arguments from tables, of complex ones by Bessel functions of order one third.

mod complex;
mod integral;
mod real;
mod zeros;

pub use complex::{complex_airy, complex_airye};
pub use integral::itairy;
pub use real::{airy, airye};
pub use zeros::{ai_zeros, bi_zeros};
