//! Standard sets of problems with known solutions, for the tests and for `examples/accuracy.rs`.

pub mod ode;
pub mod quadrature;
