//! Documented in `ARCHITECTURE.md`.

#[cfg(feature = "numpy")]
pub use pallasite_numpy as numpy;

/// SciPy's sub-packages, a crate each.
pub mod scipy {
    #[cfg(feature = "integrate")]
    pub use pallasite_integrate as integrate;
    #[cfg(feature = "interpolate")]
    pub use pallasite_interpolate as interpolate;
    #[cfg(feature = "optimize")]
    pub use pallasite_optimize as optimize;
    #[cfg(feature = "spatial")]
    pub use pallasite_spatial as spatial;
    #[cfg(feature = "special")]
    pub use pallasite_special as special;
    #[cfg(feature = "stats")]
    pub use pallasite_stats as stats;
}
