//! The random streams against NumPy 2.4.6.

mod bits;
mod common;
mod errors;
mod generator;
mod legacy;
