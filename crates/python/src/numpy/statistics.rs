//! Bindings of statistics, a file per family.

mod covariance;
mod extremes;
mod histogram;
mod moments;
mod quantiles;

pub use moments::{Moment, Moments};
use pyo3::prelude::*;

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    covariance::register(m)?;
    extremes::register(m)?;
    histogram::register(m)?;
    moments::register(m)?;
    quantiles::register(m)
}
