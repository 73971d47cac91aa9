use super::*;
use num_complex::Complex;

const C: [f64; 5] = [0.5, -1.0, 2.0, 0.25, -3.0];
const D: [f64; 3] = [1.0, 2.0, -0.5];
const X: [f64; 4] = [-0.75, 0.0, 0.3, 1.0];

fn near(a: &[f64], b: &[f64]) {
    assert_eq!(a.len(), b.len());
    for (x, y) in a.iter().zip(b) {
        assert!((x - y).abs() <= 1e-13 * y.abs().max(1.0), "{a:?} {b:?}");
    }
}

#[test]
fn basis_polynomials_in_powers_are_the_tables() {
    // Abramowitz and Stegun, tables 22.3, 22.9, 22.10, 22.12
    let tables: [(&Basis, [f64; 5]); 5] = [
        (&CHEBYSHEV, [1.0, 0.0, -8.0, 0.0, 8.0]),
        (&LEGENDRE, [3.0 / 8.0, 0.0, -30.0 / 8.0, 0.0, 35.0 / 8.0]),
        (&LAGUERRE, [1.0, -4.0, 3.0, -2.0 / 3.0, 1.0 / 24.0]),
        (&HERMITE, [12.0, 0.0, -48.0, 0.0, 16.0]),
        (&HERMITE_E, [3.0, 0.0, -6.0, 0.0, 1.0]),
    ];
    for (basis, powers) in tables {
        let found = compose(basis, &[0.0, 0.0, 0.0, 0.0, 1.0], &POWER, &[0.0, 1.0]).unwrap();
        near(&found, &powers);
        near(&compose(&POWER, &powers, basis, &line(basis, 0.0, 1.0)).unwrap(), &[0.0, 0.0, 0.0, 0.0, 1.0]);
    }
}

#[test]
fn operations_are_those_of_the_values() {
    for basis in BASES {
        let (c, d) = (evaluate(basis, &C, &X), evaluate(basis, &D, &X));
        let values = |c: Vec<f64>| evaluate(basis, &c, &X);
        let each = |f: fn(f64, f64) -> f64| c.iter().zip(&d).map(|(&c, &d)| f(c, d)).collect::<Vec<_>>();
        near(&values(add(&C, &D)), &each(|c, d| c + d));
        near(&values(subtract(&C, &D)), &each(|c, d| c - d));
        near(&values(multiply(basis, &C, &D).unwrap()), &each(|c, d| c * d));
        near(&values(power(basis, &D, 3).unwrap()), &each(|_, d| d * d * d));
        let by_x: Vec<f64> = c.iter().zip(X).map(|(c, x)| c * x).collect();
        near(&values(times_x(basis, &C)), &by_x);
        let (quotient, rest) = divide(basis, &C, &D).unwrap();
        assert!(rest.len() < D.len());
        near(&values(add(&multiply(basis, &quotient, &D).unwrap(), &rest)), &c);
    }
}

#[test]
fn derivatives_undo_integrals() {
    for basis in BASES {
        let whole = integral(basis, C.to_vec(), 1, &[vec![2.0], vec![0.0]], 0.5, 1.0);
        near(&derivative(basis, whole.clone(), 1, 2, 1.0), &C);
        near(&evaluate(basis, &whole, &[0.5]), &[0.0]);
        let (step, slope) = (1e-6, derivative(basis, C.to_vec(), 1, 1, 1.0));
        let ends = evaluate(basis, &C, &[0.3 - step, 0.3 + step]);
        let difference = (ends[1] - ends[0]) / (2.0 * step);
        assert!((difference - evaluate(basis, &slope, &[0.3])[0]).abs() < 1e-7);
    }
}

#[test]
fn rules_integrate_products_of_basis_polynomials() {
    for basis in &BASES[1..] {
        let (x, w) = gauss(basis, 8).unwrap();
        let integral = |c: &[f64]| evaluate(basis, c, &x).iter().zip(&w).map(|(y, w)| y * w).sum::<f64>();
        assert!((integral(&[1.0]) / basis.total.unwrap() - 1.0).abs() < 1e-13);
        let third = [0.0, 0.0, 0.0, 1.0];
        let square = multiply(basis, &third, &third).unwrap();
        let mixed = multiply(basis, &third, &[0.0, 0.0, 1.0]).unwrap();
        assert!(integral(&mixed).abs() < 1e-12 * integral(&square), "{}", basis.name);
    }
}

#[test]
fn complex_series_are_series_of_their_parts() {
    let z: Vec<Complex<f64>> = C.iter().map(|&c| Complex::new(c, -c)).collect();
    let x: Vec<Complex<f64>> = X.iter().map(|&x| Complex::from(x)).collect();
    for basis in BASES {
        let found = evaluate(basis, &z, &x);
        near(&found.iter().map(|z| z.re).collect::<Vec<_>>(), &evaluate(basis, &C, &X));
        near(&found.iter().map(|z| -z.im).collect::<Vec<_>>(), &evaluate(basis, &C, &X));
    }
}

#[test]
fn bad_divisors_are_errors() {
    assert_eq!(divide(&POWER, &C, &[0.0]), Err(PolynomialError::DivisionByZero));
    assert_eq!(divide(&LEGENDRE, &C, &[]), Err(PolynomialError::Empty));
}

#[test]
fn many_arguments_are_computed_as_few() {
    let x: Vec<f64> = (0..1000).map(|i| f64::from(i) / 500.0 - 1.0).collect();
    for basis in BASES {
        let all = evaluate(basis, &C, &x);
        let rows = vander(basis, &x, 4);
        for i in [0, 15, 16, 517, 999] {
            assert_eq!(all[i], evaluate(basis, &C, &x[i..=i])[0]);
            let sum: f64 = (0..5).map(|k| rows[k * 1000 + i] * C[k]).sum();
            assert!((sum - all[i]).abs() < 1e-12);
        }
    }
}
