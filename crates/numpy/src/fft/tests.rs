use super::*;
use ndarray::{Array, Array1, ArrayD, IxDyn};
use num_complex::Complex;
use std::f64::consts::TAU;

type C = Complex<f64>;

fn signal(n: usize) -> Array1<C> {
    (0..n).map(|i| Complex::new((i as f64 * 1.7).sin() + 0.3, (i as f64).cos())).collect()
}

/// The definition, summed term by term.
fn slow(x: &Array1<C>, sign: f64) -> Array1<C> {
    let n = x.len();
    let term = |k: usize, j: usize| C::from_polar(1.0, sign * TAU * ((j * k) % n) as f64 / n as f64);
    (0..n).map(|k| (0..n).map(|j| x[j] * term(k, j)).sum()).collect()
}

fn close(a: &ArrayD<C>, b: &ArrayD<C>) {
    assert_eq!(a.shape(), b.shape());
    assert!(a.iter().zip(b).all(|(x, y)| (x - y).norm() < 1e-11), "{a}\n{b}");
}

#[test]
fn any_length_follows_the_definition() {
    for n in [1, 2, 3, 4, 5, 7, 12, 31, 64, 97, 120] {
        let x = signal(n);
        let view = x.view().into_dyn();
        close(&fft(view.view(), None, 0, Norm::Backward).unwrap(), &slow(&x, -1.0).into_dyn());
        let scale = 1.0 / n as f64;
        close(
            &ifft(view.view(), None, 0, Norm::Backward).unwrap(),
            &slow(&x, 1.0).mapv(|z| z * scale).into_dyn(),
        );
        let real = x.mapv(|z| z.re);
        let half = slow(&real.mapv(C::from), -1.0).slice_move(ndarray::s![..n / 2 + 1]).into_dyn();
        let found = rfft(real.view().into_dyn(), None, 0, Norm::Backward).unwrap();
        close(&found, &half);
        for norm in [Norm::Backward, Norm::Ortho, Norm::Forward] {
            let there = rfft(real.view().into_dyn(), None, 0, norm).unwrap();
            let back = irfft(there.view(), Some(n), 0, norm).unwrap();
            assert!(back.iter().zip(&real).all(|(x, y)| (x - y).abs() < 1e-13));
            let there = ihfft(real.view().into_dyn(), None, 0, norm).unwrap();
            let back = hfft(there.view(), Some(n), 0, norm).unwrap();
            assert!(back.iter().zip(&real).all(|(x, y)| (x - y).abs() < 1e-13));
        }
    }
}

#[test]
fn input_is_cut_off_or_padded() {
    let x = signal(6);
    let longer: Array1<C> = x.iter().copied().chain([C::ZERO; 3]).collect();
    let view = x.view().into_dyn();
    close(&fft(view.view(), Some(9), 0, Norm::Backward).unwrap(), &slow(&longer, -1.0).into_dyn());
    let shorter = x.slice(ndarray::s![..4]).to_owned();
    close(&fft(view.view(), Some(4), 0, Norm::Backward).unwrap(), &slow(&shorter, -1.0).into_dyn());
    assert_eq!(irfft(view, None, 0, Norm::Backward).unwrap().len(), 10);
}

/// `numpy.fft.fft([1, 2, 3, 4, 5])` and `numpy.fft.irfft([1, 2+1j, 3+4j])`, of NumPy 2.4.6.
#[test]
fn golden_values() {
    let x = ndarray::array![1.0, 2.0, 3.0, 4.0, 5.0].into_dyn();
    let y = rfft(x.view(), None, -1, Norm::Backward).unwrap();
    let expected = [(15.0, 0.0), (-2.5, 3.4409548011779334), (-2.5, 0.8122992405822659)];
    assert!(y.iter().zip(expected).all(|(y, (re, im))| (y - C::new(re, im)).norm() < 1e-14));
    let x = ndarray::array![C::new(1.0, 0.0), C::new(2.0, 1.0), C::new(3.0, 4.0)].into_dyn();
    let y = irfft(x.view(), None, -1, Norm::Backward).unwrap();
    assert!(y.iter().zip([2.0, -1.0, 0.0, 0.0]).all(|(x, y): (&f64, f64)| (x - y).abs() < 1e-15));
}

#[test]
fn several_axes_in_any_layout() {
    let shape = IxDyn(&[40, 6, 300]);
    let x: ArrayD<C> = Array::from_shape_fn(shape, |i| C::new(i[0] as f64 - i[2] as f64 * 0.1, i[1] as f64));
    let axes = [(0, None), (2, None)];
    let found = fftn(x.view(), &axes, Norm::Ortho).unwrap();
    let turned = x.view().permuted_axes(IxDyn(&[2, 1, 0]));
    let other = fftn(turned, &axes, Norm::Ortho).unwrap();
    close(&found, &other.permuted_axes(IxDyn(&[2, 1, 0])).as_standard_layout().into_owned());
    close(&ifftn(found.view(), &axes, Norm::Ortho).unwrap(), &x);
    let real = x.mapv(|z| z.re);
    let half = rfftn(real.view(), &axes, Norm::Backward).unwrap();
    assert_eq!(half.shape(), [40, 6, 151]);
    let back = irfftn(half.view(), &axes, Norm::Backward).unwrap();
    assert!(back.iter().zip(&real).all(|(x, y)| (x - y).abs() < 1e-11));
}

#[test]
fn bad_arguments_are_errors() {
    let x = signal(3).into_dyn();
    let error = fft(x.view(), Some(0), 0, Norm::Backward).unwrap_err();
    assert_eq!(error.to_string(), "Invalid number of FFT data points (0) specified.");
    assert_eq!(fft(x.view(), None, 1, Norm::Backward).unwrap_err(), FftError::Axis { axis: 1, ndim: 1 });
    assert!(irfft(signal(1).into_dyn().view(), None, 0, Norm::Backward).is_err());
    assert_eq!(
        fft(ArrayD::<C>::zeros(IxDyn(&[0, 4])).view(), None, 1, Norm::Backward).unwrap().shape(),
        [0, 4]
    );
}

#[test]
fn single_precision_stays_single() {
    let x = ndarray::array![1.0_f32, 2.0, 4.0].into_dyn();
    let y: ArrayD<Complex<f32>> = rfft(x.view(), None, -1, Norm::Forward).unwrap();
    assert!((y[0].re - 7.0 / 3.0).abs() < 1e-6);
}
