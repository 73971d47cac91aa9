//! Discrete Fourier transforms of any length in single and double precision, on `rustfft` and `realfft`.
mod helper;
mod lines;
mod plan;
mod transform;

pub use helper::{fftfreq, fftshift, ifftshift, rfftfreq};
pub use plan::FftFloat;
pub use transform::{Axes, fft, fftn, hfft, ifft, ifftn, ihfft, irfft, irfftn, rfft, rfftn};

/// Which direction of a pair of transforms is scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Norm {
    /// The inverse, by `1 / n`.
    #[default]
    Backward,
    /// Both, by `1 / sqrt(n)`.
    Ortho,
    /// The forward one, by `1 / n`.
    Forward,
}

/// What can be wrong with the arguments of a transform.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FftError {
    /// A transform of no points.
    #[error("Invalid number of FFT data points ({0}) specified.")]
    Points(i64),
    /// An axis that is not there.
    #[error("axis {axis} is out of bounds for array of dimension {ndim}")]
    Axis {
        /// The axis as given.
        axis: isize,
        /// The number of dimensions.
        ndim: usize,
    },
    /// A real transform needs a last axis.
    #[error("at least 1 axis must be transformed")]
    NoAxes,
}

/// The result of a transform.
pub type Result<T> = std::result::Result<T, FftError>;

#[cfg(test)]
mod tests;
