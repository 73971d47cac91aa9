//! Mathematics of whole arrays: differences, rounding, complex parts, interpolation.

mod bessel;
mod cumulative;
mod differences;
mod gradient;
mod interpolation;
mod parts;
mod products;
mod rounding;
mod waves;
mod windows;

pub use bessel::i0;
pub use cumulative::cumulative;
pub use differences::{diff, ediff1d, trapezoid};
pub use gradient::{Spacing, gradient};
pub use interpolation::{InterpOptions, interp};
pub use parts::{NanToNum, angle, imag, nan_to_num, real, real_if_close};
pub use products::cross;
pub use rounding::{clip, round};
pub use waves::{sinc, unwrap};
pub use windows::{Window, window};
