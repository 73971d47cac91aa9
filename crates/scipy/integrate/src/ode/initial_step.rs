//! The length of the first step.

use super::options::{Control, InvalidOde, OdeError, StepOptions};
use super::scalar::{larger, rms, smaller};
use super::{Scalar, State, System};

/// The length asked for, or one chosen after Hairer, Nørsett & Wanner (section II.4) with `f` = f(t, y).
pub(super) fn initial_step<T: Scalar, E>(
    state: &mut State<T>,
    system: &mut dyn System<T, E>,
    f: &[T],
    order: i32,
    options: &StepOptions,
    control: &Control,
) -> Result<f64, OdeError<E>> {
    let interval = (state.t_bound - state.t).abs();
    match options.first_step {
        Some(h) if h <= 0.0 => Err(InvalidOde::FirstStep.into()),
        Some(h) if h > interval => Err(InvalidOde::FirstStepTooLong.into()),
        Some(h) => Ok(h),
        None if state.y.is_empty() => Ok(f64::INFINITY),
        None if interval == 0.0 => Ok(0.0),
        None => select(state, system, f, order, control, interval).map_err(OdeError::Callback),
    }
}

fn select<T: Scalar, E>(
    state: &mut State<T>,
    system: &mut dyn System<T, E>,
    f: &[T],
    order: i32,
    control: &Control,
    interval: f64,
) -> Result<f64, E> {
    let scale = control.scale(&state.y);
    let (d0, d1) = (rms(&state.y, &scale), rms(f, &scale));
    let h0 = smaller(if d0 < 1e-5 || d1 < 1e-5 { 1e-6 } else { 0.01 * d0 / d1 }, interval);
    let h = h0 * state.direction;
    let y1: Vec<T> = state.y.iter().zip(f).map(|(&y, &f)| y + f * h).collect();
    let mut change = vec![T::default(); y1.len()];
    state.fun(system, state.t + h, &y1, &mut change)?;
    change.iter_mut().zip(f).for_each(|(c, &f)| *c -= f);
    let d2 = rms(&change, &scale) / h0;
    let h1 = if d1 <= 1e-15 && d2 <= 1e-15 {
        larger(1e-6, h0 * 1e-3)
    } else {
        (0.01 / larger(d1, d2)).powf(1.0 / f64::from(order + 1))
    };
    Ok([h1, interval, control.max_step].into_iter().fold(100.0 * h0, smaller))
}
