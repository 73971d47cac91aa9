//! Hypergeometric functions.

mod complex_confluent;
mod complex_gauss;
mod complex_series;
mod confluent;
mod gauss;
mod limit;
mod series;
mod tricomi;

pub use complex_confluent::complex_hyp1f1;
pub use complex_gauss::complex_hyp2f1;
pub use confluent::hyp1f1;
pub use gauss::hyp2f1;
pub use limit::{complex_hyp0f1, hyp0f1};
pub use tricomi::hyperu;
