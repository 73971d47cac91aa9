//! Tables derived by `tools/special_coefficients.py`.

pub(crate) mod bessel;
pub(crate) mod elliptic;
// Coefficients may be well-known constants.
#[allow(clippy::approx_constant)]
pub(crate) mod erf;
pub(crate) mod erf_inverse;
#[allow(clippy::approx_constant)]
pub(crate) mod gamma;
pub(crate) mod integrals;
pub(crate) mod lambert;
pub(crate) mod modified;
pub(crate) mod temme;
pub(crate) mod zeta;
