//! Tables as text: rows of fields, and fields as numbers.

mod number;
mod tokenizer;

pub use number::parse_element;
pub(super) use tokenizer::is_space;
pub use tokenizer::{Row, Syntax, Tokenizer};
