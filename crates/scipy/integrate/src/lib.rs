//! `scipy.integrate` in Rust: quadrature of functions and of samples, and ordinary differential equations.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `quad` | [`quad()`] |
//! | `dblquad`, `tplquad`, `nquad` | [`nquad()`] |
//! | `solve_ivp` | [`solve_ivp()`] |
//! | `RK23`, `RK45`, `DOP853`, `Radau`, `BDF`, `LSODA` | [`RungeKutta`], [`Radau`], [`Bdf`], [`Lsoda`] |
//! | `odeint` | [`odeint()`] |
//! | `trapezoid`, `cumulative_trapezoid`, `simpson`, `cumulative_simpson`, `romb` | [`samples`] |
//!
//! Callbacks return `Result<f64, E>`: an error ends the integration at once and comes out unchanged, so it
//! also serves to interrupt.

mod message;
mod nquad;
mod ode;
mod odeint;
mod quad;
mod quadpack;
pub mod samples;
mod solve_ivp;

pub use message::{CYCLE_STATUS, message};
pub use nquad::{Nquad, Region, nquad};
pub use ode::*;
pub use odeint::{Odeint, odeint};
pub use quad::{Algebraic, Detail, InvalidQuad, Quad, QuadError, QuadOptions, Weight, quad};
pub use quadpack::{Moments, Partition};
pub use solve_ivp::*;
