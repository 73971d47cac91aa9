//! Elliptic integrals and functions. The parameter is `m = k^2`.

mod carlson;
pub(crate) mod complete;
mod incomplete;
mod jacobi;
mod symmetric;
mod symmetric_complex;

pub use complete::{agm, ellipe, ellipk, ellipkm1};
pub use incomplete::{ellipeinc, ellipkinc};
pub use jacobi::ellipj;
pub use symmetric::{elliprc, elliprd, elliprf, elliprg, elliprj};
pub use symmetric_complex::{
    complex_elliprc, complex_elliprd, complex_elliprf, complex_elliprg, complex_elliprj,
};
