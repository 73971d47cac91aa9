//! Documented in `ARCHITECTURE.md`.

/// SciPy's sub-packages, a crate each.
pub mod scipy {
    #[cfg(feature = "optimize")]
    pub use pallasite_optimize as optimize;
}
