//! NumPy's flat namespace as Rust functions on [`pallasite_array::NdArray`], by family; random numbers.
//!
//! Views and copies, dtypes and the words of errors are NumPy 2.4's.

pub mod creation;
pub mod fft;
mod fresh;
pub mod indexing;
pub mod io;
pub mod linalg;
pub mod manipulation;
pub mod random;
pub mod sorting;
