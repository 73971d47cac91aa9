//! Documented in `ARCHITECTURE.md`.

pub mod random;
