//! Linear algebra on dense matrices of `f32`, `f64` and complex numbers, on `faer`, with NumPy's conventions.
//!
//! Matrices are `ndarray` views of any strides; they are read in place. No result depends on the number of
//! threads.
mod cholesky;
mod convert;
mod eig;
mod einsum;
mod error;
mod lu;
mod norm;
mod product;
mod qr;
mod ring;
mod scalar;
pub mod stacked;
mod svd;
mod thin;

pub use cholesky::cholesky;
pub use eig::{Uplo, eig, eigh, eigvals, eigvalsh};
pub use einsum::{EinsumOptions, EinsumPath, Optimize, Step, einsum, einsum_path, einsum_shared};
pub use error::{LinAlgError, Result};
pub use lu::{det, inv, slogdet, solve, solve_vec};
pub use norm::{NormOrder, cond, norm, norm_vec};
pub use product::{
    TensordotPlan, cross, dot, kron, matmul, matmul_into, matmul_ring, matrix_power, matvec, multi_dot,
    outer, tensordot_plan,
};
pub use qr::{qr, qr_complete, qr_r, qr_raw};
pub use ring::Ring;
pub use scalar::{RealScalar, Scalar};
pub use svd::{LeastSquares, Svd, lstsq, matrix_rank, pinv, svd, svd_hermitian, svdvals};

#[cfg(test)]
mod tests;
