//! `scipy.stats` in Rust: so far its module [`qmc`], which is a crate below.

pub use pallasite_qmc as qmc;
