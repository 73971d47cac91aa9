//! Hypergeometric functions.

mod confluent;
mod gauss;
mod series;

pub use confluent::hyp1f1;
pub use gauss::hyp2f1;
