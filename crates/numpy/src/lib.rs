//! Documented in `ARCHITECTURE.md`.
