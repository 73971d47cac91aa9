//! Elliptic integrals and functions. The parameter is `m = k^2`.

mod carlson;
pub(crate) mod complete;
mod incomplete;
mod jacobi;

pub use carlson::{elliprc, elliprd, elliprf};
pub use complete::{agm, ellipe, ellipk, ellipkm1};
pub use incomplete::{ellipeinc, ellipkinc};
pub use jacobi::ellipj;
