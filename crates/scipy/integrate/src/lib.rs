//! `scipy.integrate` in Rust: quadrature of functions and of samples.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `quad` | [`quad()`] |
//! | `dblquad`, `tplquad`, `nquad` | [`nquad()`] |
//! | `trapezoid`, `cumulative_trapezoid`, `simpson`, `cumulative_simpson`, `romb` | [`samples`] |
//!
//! Callbacks return `Result<f64, E>`: an error ends the integration at once and comes out unchanged, so it
//! also serves to interrupt.

mod message;
mod nquad;
mod quad;
mod quadpack;
pub mod samples;

pub use message::{CYCLE_STATUS, message};
pub use nquad::{Nquad, Region, nquad};
pub use quad::{Algebraic, Detail, InvalidQuad, Quad, QuadError, QuadOptions, Weight, quad};
pub use quadpack::{Moments, Partition};
