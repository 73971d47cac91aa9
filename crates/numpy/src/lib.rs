//! NumPy's flat namespace as Rust functions on [`pallasite_array::NdArray`], by family; random numbers.
//!
//! Views and copies, dtypes and the words of errors are NumPy 2.4's.

pub mod creation;
pub mod fft;
mod fresh;
pub mod indexing;
pub mod io;
pub mod linalg;
mod lines;
pub mod logic;
pub mod manipulation;
pub mod mathematics;
mod ops;
pub mod polynomial;
pub mod random;
pub mod sets;
pub mod sorting;
pub mod statistics;
