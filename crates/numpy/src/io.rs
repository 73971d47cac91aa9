//! Reading and writing arrays: `.npy` and `.npz` files, text tables.
//!
//! Readers treat their input as hostile: sizes are taken from what is there, never from what a header claims.

mod atomic;
mod descr;
mod error;
mod fields;
pub mod literal;
mod loadtxt;
pub mod npy;
pub mod npz;
pub mod printf;
mod raw;
mod savetxt;
pub mod text;

pub use atomic::AtomicFile;
pub use descr::{descr_of, dtype_of};
pub use error::{Error, Result};
pub use fields::{FieldSyntax, FieldTable, Splitting};
pub use loadtxt::{Cell, LoadtxtOptions, loadtxt, loadtxt_with};
pub use npy::{load, save};
pub use npz::{savez, savez_compressed};
pub use raw::{array_from_bytes, with_bytes};
pub use savetxt::{Fmt, SavetxtOptions, savetxt};
