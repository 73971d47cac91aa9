//! Plans by length and direction, kept between calls: planning a long transform costs more than doing it.
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};
use rustfft::{Fft, FftDirection, FftNum, FftPlanner};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

/// Distinct lengths after which the cache starts anew, so that it cannot grow without bound.
const CAPACITY: usize = 128;

/// The plans of one precision.
pub struct Plans<T: FftNum> {
    complex: FftPlanner<T>,
    real: RealFftPlanner<T>,
    lengths: Vec<usize>,
}

impl<T: FftNum> Plans<T> {
    fn new() -> Self {
        Self { complex: FftPlanner::new(), real: RealFftPlanner::new(), lengths: vec![] }
    }

    fn note(&mut self, n: usize) {
        if self.lengths.contains(&n) {
            return;
        }
        if self.lengths.len() == CAPACITY {
            *self = Self::new();
        }
        self.lengths.push(n);
    }
}

/// `f32` and `f64`: the precisions of a transform.
pub trait FftFloat: FftNum + num_traits::Float {
    /// The cache of plans of this precision.
    fn plans() -> MutexGuard<'static, Plans<Self>>;
}

macro_rules! fft_float {
    ($($float:ty),*) => {$(
        impl FftFloat for $float {
            fn plans() -> MutexGuard<'static, Plans<Self>> {
                static PLANS: LazyLock<Mutex<Plans<$float>>> = LazyLock::new(|| Mutex::new(Plans::new()));
                PLANS.lock().unwrap_or_else(|poisoned| {
                    let mut plans = poisoned.into_inner();
                    *plans = Plans::new();
                    plans
                })
            }
        }
    )*};
}
fft_float!(f32, f64);

pub(super) fn complex<T: FftFloat>(n: usize, direction: FftDirection) -> Arc<dyn Fft<T>> {
    let mut plans = T::plans();
    plans.note(n);
    plans.complex.plan_fft(n, direction)
}

pub(super) fn real_forward<T: FftFloat>(n: usize) -> Arc<dyn RealToComplex<T>> {
    let mut plans = T::plans();
    plans.note(n);
    plans.real.plan_fft_forward(n)
}

pub(super) fn real_inverse<T: FftFloat>(n: usize) -> Arc<dyn ComplexToReal<T>> {
    let mut plans = T::plans();
    plans.note(n);
    plans.real.plan_fft_inverse(n)
}
