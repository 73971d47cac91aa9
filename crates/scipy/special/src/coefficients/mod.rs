//! Tables derived by `tools/special_coefficients.py`.

pub(crate) mod bessel;
// Coefficients may be well-known constants.
#[allow(clippy::approx_constant)]
pub(crate) mod erf;
pub(crate) mod erf_inverse;
#[allow(clippy::approx_constant)]
pub(crate) mod gamma;
pub(crate) mod lambert;
pub(crate) mod temme;
