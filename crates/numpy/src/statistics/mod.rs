//! Statistics: moments, order statistics, correlation, histograms; with or without NaN.

mod bins;
mod correlation;
mod counting;
mod histogram;
mod median;
mod moments;
mod nan;
mod quantile;
mod signal;

pub use bins::Estimator;
pub use correlation::{CovarianceOptions, corrcoef, cov};
pub use counting::{bincount, digitize};
pub use histogram::{Bins, Histogram, bin_edges, histogram, histogramdd};
pub use median::median;
pub use moments::{Count, MomentOptions, average, count, mean, ptp, std, var};
pub use nan::{Skipped, nanarg, nanextremum, nanmean, nanvar, replace_nan};
pub use quantile::{Method, QuantileOptions, check_levels, quantile};
pub use signal::{Mode, convolve, correlate};
