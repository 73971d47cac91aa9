//! Documented in `ARCHITECTURE.md`.

pub mod fft;
pub mod io;
pub mod linalg;
pub mod random;
pub mod sorting;
