//! The dynamic array of pallasite: [`NdArray`], an n-dimensional array whose dtype and rank are known at run
//! time, with NumPy's semantics for views, casting, promotion, indexing and printing.
//!
//! Rust programs that know their element type use the `ndarray` crate and convert without a copy:
//! [`NdArray::view`], [`NdArray::from`].

pub mod buffer;
pub mod cast;
pub mod dispatch;
mod dtype;
mod element;
pub mod error;
pub mod format;
pub mod index;
pub mod interrupt;
pub mod iter;
pub mod layout;
mod nd;
pub mod promote;
mod scalar;
pub mod threads;

pub use dtype::{DType, Field, Kind};
pub use element::{Bool, Element};
pub use error::{Error, Result};
pub use layout::Order;
pub use nd::NdArray;
pub use scalar::{Scalar, parse_number};
