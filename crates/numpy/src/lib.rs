//! Documented in `ARCHITECTURE.md`.

pub mod io;
pub mod random;
