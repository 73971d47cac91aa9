//! The distributions of Kolmogorov's and Smirnov's statistics.

mod limit;
mod one_sided;

pub use limit::{kolmogc, kolmogci, kolmogi, kolmogorov, kolmogp};
pub use one_sided::{smirnov, smirnovc, smirnovci, smirnovi, smirnovp};
