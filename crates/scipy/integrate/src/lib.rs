//! `scipy.integrate` in Rust: quadrature of functions and of samples, and ordinary differential equations.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `quad` | [`quad()`] |
//! | `quad_vec` | [`quad_vec()`] |
//! | `cubature` | [`cubature()`] |
//! | `fixed_quad`, `newton_cotes` | [`weighted_sum`], [`newton_cotes()`] |
//! | `lebedev_rule` | [`lebedev_rule()`] |
//! | `tanhsinh`, `nsum` | [`tanhsinh()`], [`nsum()`] |
//! | `dblquad`, `tplquad`, `nquad` | [`nquad()`] |
//! | `solve_ivp` | [`solve_ivp()`] |
//! | `RK23`, `RK45`, `DOP853`, `Radau`, `BDF`, `LSODA` | [`RungeKutta`], [`Radau`], [`Bdf`], [`Lsoda`] |
//! | `ode` | [`dopri()`], [`Lsoda`] |
//! | `solve_bvp` | [`solve_bvp()`] |
//! | `odeint` | [`odeint()`] |
//! | `trapezoid`, `cumulative_trapezoid`, `simpson`, `cumulative_simpson`, `romb` | [`samples`] |
//!
//! Callbacks return `Result<f64, E>`: an error ends the integration at once and comes out unchanged, so it
//! also serves to interrupt.

mod bvp;
mod cubature;
mod fixed_quad;
mod lebedev;
mod message;
mod newton_cotes;
mod nquad;
mod nsum;
mod ode;
mod odeint;
mod quad;
mod quad_vec;
mod quadpack;
pub mod samples;
mod solve_ivp;
mod tanhsinh;

pub use bvp::*;
pub use cubature::*;
pub use fixed_quad::{shifted_nodes, weighted_sum};
pub use lebedev::*;
pub use message::{CYCLE_STATUS, message};
pub use newton_cotes::{NewtonCotes, newton_cotes, newton_cotes_at};
pub use nquad::{Nquad, Region, nquad};
pub use nsum::*;
pub use ode::*;
pub use odeint::{Odeint, odeint};
pub use quad::{Algebraic, Detail, InvalidQuad, Quad, QuadError, QuadOptions, Weight, quad};
pub use quad_vec::*;
pub use quadpack::{Moments, Partition};
pub use solve_ivp::*;
pub use tanhsinh::*;
