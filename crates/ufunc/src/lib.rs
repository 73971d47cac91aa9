//! The universal functions of pallasite: elementwise functions as data, one driver for all of them.
//!
//! A [`Ufunc`] is a row of a table: its name, its loops by type, its identity and its type rule. [`call`]
//! resolves the types as NumPy 2 does, broadcasts, casts in cache-sized chunks and runs the inner loop over
//! threads; [`reduce`], [`accumulate`], [`reduceat`] and [`outer`] come from the same rows.
//!
//! # Examples
//! ```
//! use pallasite_array::NdArray;
//! use pallasite_ufunc::{add, sum};
//! let a = NdArray::from_vec(vec![1.0, 2.0, 3.0]);
//! let b = add(&a, &a).unwrap();
//! assert_eq!(b.to_vec::<f64>().unwrap(), [2.0, 4.0, 6.0]);
//! assert_eq!(sum(&b, None).unwrap().to_vec::<f64>().unwrap(), [12.0]);
//! ```

mod accumulate;
mod api;
mod at;

mod call;
mod chain;
mod driver;
pub mod error;
#[macro_use]
mod kernel;
pub mod lanes;
mod loops;
pub mod math;
mod number;
mod packed;
mod pairwise;
mod quick;
mod reduce;
mod reduceat;
mod resolve;
pub mod scalar;
mod search;
pub mod table;
mod text;

pub use accumulate::accumulate;
pub use api::*;
pub use at::at_shared;

pub use call::{Arg, Options, binary, call, call_shared, inplace, outer, unary};
pub use chain::chain;
pub use driver::execute;
pub use error::{Error, Result};
pub use kernel::{Fold, LoopRow, Scan};
pub use number::{Number, on_doubles, on_numbers};
pub use quick::{quick, quick_pair};
pub use reduce::{ReduceOptions, reduce, reduce_shared};
pub use reduceat::reduceat;
pub use resolve::{Resolved, resolve};
pub use search::{argmax, argmin, count_nonzero, place_in_line};
pub use table::{Identity, Ufunc};
