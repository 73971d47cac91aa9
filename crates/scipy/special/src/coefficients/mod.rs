//! Tables derived by `tools/special_coefficients.py` and `tools/special_wave_coefficients.py`.

pub(crate) mod airy;
pub(crate) mod airy_integrals;
pub(crate) mod bessel;
#[allow(clippy::approx_constant)]
pub(crate) mod bessel_integrals;
pub(crate) mod dawson;
pub(crate) mod elliptic;
// Coefficients may be well-known constants.
#[allow(clippy::approx_constant)]
pub(crate) mod erf;
pub(crate) mod erf_inverse;
#[allow(clippy::approx_constant)]
pub(crate) mod fresnel;
#[allow(clippy::approx_constant)]
pub(crate) mod gamma;
pub(crate) mod integrals;
pub(crate) mod kelvin;
pub(crate) mod lambert;
pub(crate) mod modified;
pub(crate) mod temme;
pub(crate) mod trigonometric;
pub(crate) mod zeta;
