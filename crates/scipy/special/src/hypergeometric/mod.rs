//! Hypergeometric functions.

mod complex;
mod confluent;
mod gauss;
mod limit;
mod series;

pub use complex::{complex_hyp1f1, complex_hyp2f1};
pub use confluent::hyp1f1;
pub use gauss::hyp2f1;
pub use limit::{complex_hyp0f1, hyp0f1};
