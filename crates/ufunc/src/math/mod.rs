//! Elementwise mathematics: scalar kernels and the loops that vectorise them.
//!
//! A kernel is a zero-sized type that implements [`map::Map1`] or [`map::Map2`]; [`map::loop1`] and
//! [`map::loop2`] turn it into an inner loop over strided memory, compiled once for each SIMD [`level`] and
//! chosen at run time. The value of an element depends on its operands and on the level alone: never on stride,
//! alignment, position, neighbours or thread.

mod arc;
mod coefficients;
pub mod complex;
pub mod elementary;
pub mod exp;
pub mod fpstatus;
mod hyperbolic;
pub mod level;
pub mod log;
pub mod map;
pub mod power;
pub mod real;
pub mod scalar;
mod trig;
