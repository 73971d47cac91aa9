//! Documented in `ARCHITECTURE.md`.

pub mod math;
