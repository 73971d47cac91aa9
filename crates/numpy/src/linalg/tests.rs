//! Golden values are those of NumPy 2.4.6.
use super::*;
use ndarray::{Array1, Array2, array};
use num_complex::Complex;
use proptest::prelude::*;

fn close<T: Scalar>(a: &Array2<T>, b: &Array2<T>, tolerance: T::Real) {
    assert_eq!(a.dim(), b.dim());
    let worst = a.iter().zip(b).map(|(x, y)| (*x - *y).modulus());
    assert!(worst.clone().all(|x| x < tolerance), "{a:?}\n{b:?}");
}

fn real(rows: usize, cols: usize, seed: u64) -> Array2<f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    Array2::from_shape_simple_fn((rows, cols), || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1u64 << 53) as f64 - 0.5
    })
}

fn complex(rows: usize, cols: usize, seed: u64) -> Array2<Complex<f64>> {
    let (re, im) = (real(rows, cols, seed), real(rows, cols, seed + 1));
    Array2::from_shape_fn((rows, cols), |at| Complex::new(re[at], im[at]))
}

fn adjoint<T: Scalar>(a: &Array2<T>) -> Array2<T> {
    a.t().mapv(Scalar::conjugate)
}

fn mul<T: Scalar>(a: &Array2<T>, b: &Array2<T>) -> Array2<T> {
    matmul(a.view(), b.view()).unwrap()
}

fn diagonal<T: Scalar>(s: &Array1<T::Real>) -> Array2<T> {
    Array2::from_diag(&s.mapv(T::from_real))
}

fn check_factorisations<T: Scalar<Real = f64>>(a: Array2<T>) {
    let (m, n) = a.dim();
    for (q, r) in [qr(a.view()), qr_complete(a.view())] {
        close(&mul(&q, &r), &a, 1e-12);
        close(&mul(&adjoint(&q), &q), &Array2::eye(q.ncols()), 1e-12);
    }
    let thin = svd(a.view(), false).unwrap();
    close(&mul(&mul(&thin.u, &diagonal(&thin.s)), &thin.vh), &a, 1e-12);
    let full = svd(a.view(), true).unwrap();
    assert_eq!((full.u.dim(), full.vh.dim()), ((m, m), (n, n)));
    let inverse = pinv(a.view(), 1e-15, false).unwrap();
    close(&mul(&mul(&a, &inverse), &a), &a, 1e-12);
}

fn check_square<T: Scalar<Real = f64>>(a: Array2<T>) {
    let n = a.nrows();
    close(&mul(&a, &inv(a.view()).unwrap()), &Array2::eye(n), 1e-9);
    let (sign, log) = slogdet(a.view()).unwrap();
    let determinant = det(a.view()).unwrap();
    assert!((sign * T::from_real(log.exp()) - determinant).modulus() <= 1e-9 * determinant.modulus());
    let hermitian = &a + &adjoint(&a);
    for uplo in [Uplo::Lower, Uplo::Upper] {
        let (values, vectors) = eigh(hermitian.view(), uplo).unwrap();
        close(&mul(&hermitian, &vectors), &mul(&vectors, &diagonal(&values)), 1e-11);
        assert!(
            values.iter().zip(eigvalsh(hermitian.view(), uplo).unwrap()).all(|(x, y)| (x - y).abs() < 1e-11)
        );
    }
    let definite = &mul(&a, &adjoint(&a)) + &Array2::<T>::eye(n);
    let (l, u) = (cholesky(definite.view(), false).unwrap(), cholesky(definite.view(), true).unwrap());
    close(&mul(&l, &adjoint(&l)), &definite, 1e-11);
    close(&u, &adjoint(&l), 1e-11);
    assert_eq!(cholesky((-definite).view(), false), Err(LinAlgError::NotPositiveDefinite));
}

#[test]
fn factorisations_reproduce_the_matrix() {
    for (m, n) in [(1, 1), (3, 2), (2, 5), (30, 30), (60, 40), (40, 70)] {
        check_factorisations(real(m, n, 3));
        check_factorisations(complex(m, n, 3));
    }
    for n in [1, 2, 5, 24, 25, 60] {
        check_square(real(n, n, 7));
        check_square(complex(n, n, 7));
    }
}

fn check_eig<T: Scalar<Real = f64>>(a: Array2<T>) {
    let (values, vectors) = eig(a.view()).unwrap();
    let a = a.mapv(Scalar::complex);
    let scaled = Array2::from_diag(&values);
    close(&mul(&a, &vectors), &mul(&vectors, &scaled), 1e-10);
    for column in vectors.columns() {
        assert!((column.iter().map(|x| x.norm_sqr()).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn eigenvectors_are_normalised_as_lapack_does() {
    check_eig(real(40, 40, 5));
    check_eig(complex(40, 40, 5));
    let (values, vectors) =
        eig::<f64>(array![[4.0, 1.0, 2.0], [1.0, 3.0, 0.0], [2.0, 5.0, 6.0]].view()).unwrap();
    let expected = [(7.73467618, 0.0), (2.63266191, 1.1591016), (2.63266191, -1.1591016)];
    let c = |(re, im): (f64, f64)| Complex::new(re, im);
    assert!(values.iter().zip(expected).all(|(x, y)| (*x - c(y)).norm() < 1e-8), "{values}");
    let pair = [(0.29136034, 0.5059908), (0.324303, -0.35414426), (-0.65459291, 0.0)];
    assert!(vectors.column(1).iter().zip(pair).all(|(x, y)| (*x - c(y)).norm() < 1e-8), "{vectors}");
    let upward = array![[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.5]];
    let values = eigvals::<f64>(upward.view()).unwrap();
    let expected = [(1.19742934, 0.0), (-0.34871467, 0.84470138), (-0.34871467, -0.84470138)];
    assert!(values.iter().zip(expected).all(|(x, y)| (*x - c(y)).norm() < 1e-8));
}

#[test]
fn qr_has_lapacks_signs() {
    let a = array![[4.0, 1.0, 2.0], [1.0, 3.0, 0.0], [2.0, 5.0, 6.0]];
    let (h, tau) = qr_raw(a.view());
    let expected = array![
        [-4.58257569, 0.11651514, 0.23303028],
        [-3.70970413, -4.6084808, 0.55278274],
        [-4.3643578, -3.4305283, 3.03048783]
    ];
    close(&h, &expected, 1e-8);
    assert!((tau - array![1.87287156, 1.5318994, 0.0]).iter().all(|x: &f64| x.abs() < 1e-8));
}

#[test]
fn input_that_is_not_finite_fails_where_numpys_does() {
    let nan = array![[1.0, f64::NAN], [f64::NAN, 2.0]];
    assert!(eigh(nan.view(), Uplo::Lower).unwrap().0.iter().all(|x| x.is_nan()));
    assert_eq!(eig(nan.view()).unwrap_err(), LinAlgError::NotFinite);
    assert_eq!(svdvals(nan.view(), false).unwrap_err(), LinAlgError::SvdDidNotConverge);
    assert!(inv(nan.view()).unwrap().iter().all(|x| x.is_nan()));
    assert!(det(nan.view()).unwrap().is_nan());
    assert!(cholesky(nan.view(), false).unwrap()[(1, 1)].is_nan());
    assert!(svd(array![[1.0, f64::INFINITY]].view(), true).unwrap().s[0].is_nan());
    let error = lstsq(nan.view(), array![[1.0], [1.0]].view(), None).unwrap_err();
    assert_eq!(error.to_string(), "SVD did not converge in Linear Least Squares");
}

#[test]
fn singular_matrices_are_errors() {
    let a = array![[1.0, 2.0], [2.0, 4.0]];
    assert_eq!(inv(a.view()).unwrap_err().to_string(), "Singular matrix");
    assert_eq!(inv(Array2::<f64>::zeros((40, 40)).view()), Err(LinAlgError::Singular));
    assert_eq!(slogdet(a.view()), Ok((0.0, f64::NEG_INFINITY)));
    assert_eq!(cond(Array2::<f64>::zeros((2, 2)).view(), NormOrder::Default), Ok(f64::INFINITY));
    assert_eq!(det(Array2::<f64>::zeros((0, 0)).view()), Ok(1.0));
    assert!(matches!(inv(array![[1.0, 2.0]].view()), Err(LinAlgError::NotSquare { rows: 1, cols: 2 })));
}

#[test]
fn least_squares() {
    let a = array![[1.0, 1.0], [1.0, 2.0], [1.0, 3.0], [1.0, 4.0]];
    let fit = lstsq::<f64>(a.view(), array![[6.0], [5.0], [7.0], [10.0]].view(), None).unwrap();
    close(&fit.x, &array![[3.5], [1.4]], 1e-13);
    assert!((fit.residuals[0] - 4.2_f64).abs() < 1e-13 && fit.rank == 2);
    assert!((fit.s[0] - 5.77937881_f64).abs() < 1e-8 && (fit.s[1] - 0.77380911).abs() < 1e-8);
    let deficient = array![[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]];
    let fit = lstsq(deficient.view(), array![[1.0], [2.0], [3.0]].view(), None).unwrap();
    close(&fit.x, &array![[0.2], [0.4]], 1e-13);
    assert_eq!((fit.rank, fit.residuals.len()), (1, 0));
    let inverse = pinv(deficient.view(), 1e-15, false).unwrap();
    close(&inverse, &(array![[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]] / 70.0), 1e-14);
}

#[test]
fn lstsq_takes_cutoffs_that_are_none_for_half_the_precision() {
    let (deficient, b) =
        (array![[0.334, 0.668], [-0.516, -1.032], [0.192, 0.384]], array![[-1.436], [0.135], [0.909]]);
    for rcond in [-1.0, 0.0] {
        assert_eq!(lstsq(deficient.view(), b.view(), Some(rcond)).unwrap().rank, 1);
    }
    let scaled = array![[1.0, 0.0], [0.0, 1e-3]];
    let ranks = [0.5, 2.0].map(|rcond| lstsq(scaled.view(), scaled.view(), Some(rcond)).unwrap().rank);
    assert_eq!(ranks, [1, 2]);
}

#[test]
fn hermitian_variants_agree() {
    let a = complex(6, 6, 9);
    let hermitian = &a + &adjoint(&a);
    let found = svd_hermitian(hermitian.view()).unwrap();
    close(&mul(&mul(&found.u, &diagonal(&found.s)), &found.vh), &hermitian, 1e-12);
    let (one, other) =
        (pinv(hermitian.view(), 1e-15, true).unwrap(), pinv(hermitian.view(), 1e-15, false).unwrap());
    close(&one, &other, 1e-10);
    assert_eq!(matrix_rank(hermitian.view(), None, true), Ok(6));
}

#[test]
fn norms() {
    let a = array![[1.0, -2.0], [3.0, 4.0]];
    let of = |order| norm::<f64>(a.view(), order).unwrap();
    let p = NormOrder::P;
    assert_eq!(
        [of(p(1.0)), of(p(-1.0)), of(p(f64::INFINITY)), of(p(f64::NEG_INFINITY))],
        [6.0, 4.0, 7.0, 3.0]
    );
    assert!((of(NormOrder::Default) - 30.0_f64.sqrt()).abs() < 1e-14);
    assert!(
        (of(p(2.0)) - 5.116672736016927).abs() < 1e-12
            && (of(NormOrder::Nuclear) - 7.071067811865475).abs() < 1e-12
    );
    assert_eq!(norm(a.view(), p(3.0)).unwrap_err().to_string(), "Invalid norm order for matrices.");
    let x = array![3.0, 0.0, -4.0];
    let of = |order| norm_vec::<f64>(x.view(), order).unwrap();
    assert_eq!(
        [of(p(0.0)), of(p(1.0)), of(p(2.0)), of(p(f64::INFINITY)), of(p(f64::NEG_INFINITY))],
        [2.0, 7.0, 5.0, 4.0, 0.0]
    );
    assert!((of(p(3.0)) - 91.0_f64.powf(1.0 / 3.0)).abs() < 1e-14);
}

#[test]
fn products_agree_with_the_definition_in_any_memory_order() {
    for n in [1, 3, 16, 17, 70, 200] {
        let (a, b) = (real(n, n + 3, 1), real(n, n + 3, 2));
        let product = matmul(a.view(), b.t()).unwrap();
        let expected =
            Array2::from_shape_fn((n, n), |(i, j)| a.row(i).iter().zip(b.row(j)).map(|(x, y)| x * y).sum());
        close(&product, &expected, 1e-12);
    }
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (a, b) = (real(300, 310, 1), real(310, 290, 2));
    let serial = pool(1).install(|| mul(&a, &b));
    assert_eq!(serial, pool(3).install(|| mul(&a, &b)));
    assert!(matmul(a.view(), a.view()).is_err());
}

proptest! {
    #[test]
    fn chains_and_powers(seed in 0u64..1000, n in 1usize..6) {
        let (a, b, c) = (real(n, 7, seed), real(7, 2, seed + 1), real(2, n, seed + 2));
        let chain = multi_dot(&[a.view(), b.view(), c.view()]).unwrap();
        close(&chain, &mul(&mul(&a, &b), &c), 1e-13);
        let cube = matrix_power(chain.view(), 3).unwrap();
        close(&cube, &mul(&mul(&chain, &chain), &chain), 1e-13);
        prop_assert_eq!(matrix_power(chain.view(), 0).unwrap(), Array2::<f64>::eye(n));
    }
}

#[test]
fn a_scalar_product_depends_neither_on_threads_nor_on_the_layout() {
    let both = real(300_001, 2, 7);
    let strided = dot(both.column(0), both.column(1)).unwrap();
    let (a, b) = (both.column(0).to_owned(), both.column(1).to_owned());
    assert_eq!(dot(a.view(), b.view()), Ok(strided));
    let before = pallasite_array::threads::set_local_threads(1);
    assert_eq!(dot(a.view(), b.view()), Ok(strided));
    pallasite_array::threads::set_local_threads(before);
    let plain: f64 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
    assert!((plain - strided).abs() < 1e-9);
}

#[test]
fn tall_systems_have_the_solutions_of_their_blocks() {
    let m = 5000;
    let a = Array2::from_shape_fn((m, 3), |(i, j)| (i as f64 / m as f64 - 0.5).powi(j as i32));
    let wave = |i: usize| (i as f64).sin();
    let b = Array2::from_shape_fn((m, 2), |(i, k)| 2.0 * a[(i, k)] + 1e-3 * wave(i + k));
    let fit = lstsq(a.view(), b.view(), None).unwrap();
    let normal = a.t().dot(&(a.dot(&fit.x) - &b));
    assert!(normal.iter().all(|x| x.abs() < 1e-9) && fit.rank == 3);
    let misfit = (a.dot(&fit.x) - &b).mapv(|x| x * x);
    for (found, column) in fit.residuals.iter().zip(misfit.columns()) {
        assert!((found / column.sum() - 1.0).abs() < 1e-9);
    }
    assert!((fit.s[0] - svdvals(a.view(), false).unwrap()[0]).abs() < 1e-10 * fit.s[0]);
}
