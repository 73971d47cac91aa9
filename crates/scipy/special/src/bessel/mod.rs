//! Bessel functions.

mod complex;
mod hankel;
mod integer;
mod miller;
mod modified;
mod modified_order;
mod order;
mod spherical;
mod spherical_complex;
mod temme;
mod wave;
mod zeros;
mod zeros_complex;
mod zeros_mixed;

pub(crate) use complex::third_order;
pub use complex::{
    complex_iv, complex_ive, complex_jv, complex_jve, complex_kv, complex_kve, complex_yv, complex_yve,
    hankel1, hankel1e, hankel2, hankel2e,
};
pub use integer::{j0, j1, y0, y1};
pub use modified::{i0, i0e, i1, i1e, k0, k0e, k1, k1e};
pub use modified_order::{iv, ive, kn, kv, kve};
pub use order::{jn, jv, jve, yn, yv, yve};
pub(crate) use order::{lambda, power_front};
pub use spherical::{spherical_in, spherical_jn, spherical_kn, spherical_yn};
pub use spherical_complex::{
    complex_spherical_in, complex_spherical_jn, complex_spherical_kn, complex_spherical_yn,
};
pub(crate) use spherical_complex::{
    complex_spherical_inp, complex_spherical_jnp, complex_spherical_knp, complex_spherical_ynp,
};
pub(crate) use zeros::between;
pub use zeros::{jn_zeros, jnp_zeros, yn_zeros, ynp_zeros};
pub use zeros_complex::{y0_zeros, y1_zeros, y1p_zeros};
pub use zeros_mixed::{BesselZero, jnjnp_zeros};
