//! Initial value problems y' = f(t, y): the solvers, one step at a time.
//!
//! [`solve_ivp`](crate::solve_ivp()) drives them over an interval.

mod bdf;
mod dense_output;
mod dopri;
mod initial_step;
mod jacobian;
pub(crate) mod linear;
mod lsoda;
mod options;
mod radau;
mod rk;
mod scalar;
mod solver;
mod system;

pub use bdf::Bdf;
pub use dense_output::{DenseOutput, Piece};
pub use dopri::{Dopri, DopriOptions, dopri};
pub use jacobian::{Jacobian, group_columns};
pub use lsoda::{Family, Lsoda, LsodaCounts, LsodaFailure, LsodaOptions, Task};
pub use options::{InvalidOde, OdeError, StepOptions};
pub use radau::Radau;
pub use rk::{Pair, RungeKutta, StepControl};
pub use scalar::{Boxed, MakeReal, Scalar};
pub use solver::{OdeSolver, SMALL_STEP, State, Status};
pub use system::System;
