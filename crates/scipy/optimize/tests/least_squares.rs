//! Problems of J. J. Moré, B. S. Garbow, K. E. Hillstrom, *Testing unconstrained optimization software*, ACM TOMS 7
//! (1981), 17-41, by each method of `least_squares`, with the minima given there; and roots of their systems.

use pallasite_optimize::{
    DifferenceOptions, Jacobian, LeastSquares, LeastSquaresMethod, LeastSquaresOptions, Matrix,
    NonlinOptions, NonlinProblem, Point, QuasiNewton, QuasiNewtonKind, Reduction, Stencil, VariableScale,
    least_squares, nonlin_solve,
};

type Residuals = fn(&[f64]) -> Vec<f64>;

struct Problem(Residuals);

impl LeastSquares for Problem {
    type Error = ();

    fn residuals(&mut self, x: &[f64]) -> Result<Vec<f64>, ()> {
        Ok((self.0)(x))
    }

    fn jacobian(&mut self, x: &[f64], f: &[f64]) -> Result<Jacobian<()>, ()> {
        let stencil = Stencil::new(x, &DifferenceOptions::default()).map_err(drop)?;
        let mut columns = vec![0.0; f.len() * x.len()];
        let at = |point: Point<'_>, out: &mut [f64]| {
            if let Point::Real(x) = point {
                out.copy_from_slice(&(self.0)(x));
            }
            Ok(())
        };
        stencil.jacobian(f, at, &mut columns)?;
        Ok(Jacobian::Dense(Matrix::from_columns(f.len(), x.len(), columns)))
    }
}

const BARD: [f64; 15] =
    [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];
const KOWALIK: [(f64, f64); 11] = [
    (0.1957, 4.0),
    (0.1947, 2.0),
    (0.1735, 1.0),
    (0.1600, 0.5),
    (0.0844, 0.25),
    (0.0627, 0.167),
    (0.0456, 0.125),
    (0.0342, 0.1),
    (0.0323, 0.0833),
    (0.0235, 0.0714),
    (0.0246, 0.0625),
];

fn rosenbrock(x: &[f64]) -> Vec<f64> {
    vec![10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]
}

fn freudenstein_roth(x: &[f64]) -> Vec<f64> {
    vec![
        -13.0 + x[0] + ((5.0 - x[1]) * x[1] - 2.0) * x[1],
        -29.0 + x[0] + ((x[1] + 1.0) * x[1] - 14.0) * x[1],
    ]
}

fn beale(x: &[f64]) -> Vec<f64> {
    [1.5, 2.25, 2.625].iter().zip(1..).map(|(y, k)| y - x[0] * (1.0 - x[1].powi(k))).collect()
}

fn jennrich_sampson(x: &[f64]) -> Vec<f64> {
    (1..=10).map(f64::from).map(|i| 2.0 + 2.0 * i - ((i * x[0]).exp() + (i * x[1]).exp())).collect()
}

fn bard(x: &[f64]) -> Vec<f64> {
    let model = |(y, u): (&f64, f64)| y - (x[0] + u / ((16.0 - u) * x[1] + u.min(16.0 - u) * x[2]));
    BARD.iter().zip((1..).map(f64::from)).map(model).collect()
}

fn kowalik_osborne(x: &[f64]) -> Vec<f64> {
    KOWALIK.iter().map(|(y, u)| y - x[0] * u * (u + x[1]) / (u * (u + x[2]) + x[3])).collect()
}

fn brown_dennis(x: &[f64]) -> Vec<f64> {
    let model = |i: f64| {
        let t = 0.2 * i;
        (x[0] + t * x[1] - t.exp()).powi(2) + (x[2] + x[3] * t.sin() - t.cos()).powi(2)
    };
    (1..=20).map(f64::from).map(model).collect()
}

fn watson(x: &[f64]) -> Vec<f64> {
    let power = |t: f64, j: usize| t.powi(j as i32);
    let row = |i: f64| {
        let t = i / 29.0;
        let slope: f64 = (1..x.len()).map(|j| j as f64 * x[j] * power(t, j - 1)).sum();
        let value: f64 = (0..x.len()).map(|j| x[j] * power(t, j)).sum();
        slope - value * value - 1.0
    };
    (1..=29).map(f64::from).map(row).chain([x[0], x[1] - x[0] * x[0] - 1.0]).collect()
}

const PROBLEMS: [(&str, Residuals, &[f64], f64); 8] = [
    ("Rosenbrock", rosenbrock, &[-1.2, 1.0], 0.0),
    ("Freudenstein and Roth", freudenstein_roth, &[0.5, -2.0], 48.98425),
    ("Beale", beale, &[1.0, 1.0], 0.0),
    ("Jennrich and Sampson", jennrich_sampson, &[0.3, 0.4], 124.3622),
    ("Bard", bard, &[1.0, 1.0, 1.0], 8.214877e-3),
    ("Kowalik and Osborne", kowalik_osborne, &[0.25, 0.39, 0.415, 0.39], 3.075056e-4),
    ("Brown and Dennis", brown_dennis, &[25.0, 5.0, -5.0, -1.0], 85822.20),
    ("Watson", watson, &[0.0; 6], 2.287670e-3),
];

fn solved(method: LeastSquaresMethod, bounds: Option<(Vec<f64>, Vec<f64>)>, case: usize) -> (Vec<f64>, f64) {
    let (_, residuals, start, _) = PROBLEMS[case];
    let options = LeastSquaresOptions {
        method,
        bounds,
        x_scale: VariableScale::Jacobian,
        max_nfev: Some(4000),
        ftol: 1e-12,
        xtol: 1e-12,
        gtol: 1e-12,
        ..LeastSquaresOptions::default()
    };
    let found = least_squares(&mut Problem(residuals), start, &options).unwrap();
    (found.x, 2.0 * found.cost)
}

#[test]
fn certified_minima() {
    for method in [LeastSquaresMethod::Trf, LeastSquaresMethod::Dogbox, LeastSquaresMethod::Lm] {
        for (case, (name, _, _, minimum)) in PROBLEMS.iter().enumerate() {
            let sum = solved(method, None, case).1;
            assert!((sum - minimum).abs() <= 1e-6 * minimum.max(1e-14), "{name} by {method:?}: {sum}");
        }
    }
}

#[test]
fn solutions_stay_within_bounds() {
    for method in [LeastSquaresMethod::Trf, LeastSquaresMethod::Dogbox] {
        for (case, (name, _, start, _)) in PROBLEMS.iter().enumerate() {
            let lower: Vec<f64> = start.iter().map(|x| x - 0.3).collect();
            let upper: Vec<f64> = start.iter().map(|x| x + 0.2).collect();
            let (x, sum) = solved(method, Some((lower.clone(), upper.clone())), case);
            let inside = (0..x.len()).all(|i| lower[i] <= x[i] && x[i] <= upper[i]);
            let begun: f64 = (PROBLEMS[case].1)(start).iter().map(|f| f * f).sum();
            assert!(inside && sum < begun, "{name} by {method:?}: {x:?}");
        }
    }
}

struct Tridiagonal;

impl NonlinProblem<f64> for Tridiagonal {
    type Error = ();

    fn function(&mut self, x: &[f64]) -> Result<Vec<f64>, ()> {
        // The methods begin with a negative Jacobian.
        let at = |i: usize| if i < x.len() { x[i] } else { 0.0 };
        let row = |i: usize| at(i.wrapping_sub(1)) + 2.0 * at(i + 1) - 1.0 - (3.0 - 2.0 * x[i]) * x[i];
        Ok((0..x.len()).map(row).collect())
    }
}

#[test]
fn broyden_tridiagonal_by_each_approximation() {
    let kinds = [
        QuasiNewtonKind::BroydenFirst(Reduction::Restart, None),
        QuasiNewtonKind::BroydenFirst(Reduction::Svd(None), Some(8)),
        QuasiNewtonKind::BroydenSecond(Reduction::Simple, Some(12)),
        QuasiNewtonKind::Anderson { w0: 0.01, m: 5 },
    ];
    for kind in kinds {
        let mut model = QuasiNewton::new(kind, None);
        let options = NonlinOptions { f_tol: 1e-10, ..NonlinOptions::default() };
        let found = nonlin_solve(&mut Tridiagonal, &[-1.0; 20], &mut model, &options).unwrap();
        let left = Tridiagonal.function(&found.x).unwrap().iter().fold(0.0, |m: f64, f| m.max(f.abs()));
        assert!(found.success && left <= 1e-10, "{kind:?} leaves {left}");
    }
}
