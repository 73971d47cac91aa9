//! The noncentral distributions: chi-square, F and Student's t.

mod chi_square;
mod fisher;
mod mean;
mod mixture;
mod moments;
mod short;
mod student;

pub use chi_square::{chndtr, chndtridf, chndtrinc, chndtrix, ncx2_isf, ncx2_pdf, ncx2_sf};
pub use fisher::{ncf_isf, ncf_pdf, ncf_sf, ncfdtr, ncfdtri, ncfdtridfd, ncfdtridfn, ncfdtrinc};
pub use moments::{
    ncf_kurtosis_excess, ncf_mean, ncf_skewness, ncf_variance, nct_kurtosis_excess, nct_mean, nct_skewness,
    nct_variance,
};
pub use student::{nct_isf, nct_pdf, nct_sf, nctdtr, nctdtridf, nctdtrinc, nctdtrit};
