//! Minima that are known, by every method that can find them.

use ndarray::Array2;
use pallasite_optimize::*;

type Plain<T> = Result<T, ()>;

/// A function whose derivatives are given.
struct Known {
    f: fn(&[f64]) -> f64,
    g: fn(&[f64]) -> Vec<f64>,
    h: fn(&[f64]) -> Array2<f64>,
    /// Constraints and their gradients.
    c: fn(&[f64]) -> Vec<(f64, Vec<f64>)>,
    calls: usize,
}

impl Smooth<()> for Known {
    fn value(&mut self, x: &[f64]) -> Plain<f64> {
        self.calls += 1;
        Ok((self.f)(x))
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Plain<()> {
        gradient.copy_from_slice(&(self.g)(x));
        Ok(())
    }

    fn calls(&self) -> usize {
        self.calls
    }
}

impl Curved<()> for Known {
    fn settle(&mut self, _: &[f64]) -> Plain<()> {
        Ok(())
    }

    fn has_matrix(&self) -> bool {
        true
    }

    fn hessian(&mut self, x: &[f64]) -> Plain<Array2<f64>> {
        Ok((self.h)(x))
    }

    fn hessian_product(&mut self, x: &[f64], p: &[f64]) -> Plain<Vec<f64>> {
        Ok((self.h)(x).dot(&ndarray::aview1(p)).to_vec())
    }
}

impl Constrained<()> for Known {
    fn constraints(&mut self, x: &[f64], values: &mut [f64]) -> Plain<()> {
        (self.c)(x).iter().zip(values).for_each(|(c, v)| *v = c.0);
        Ok(())
    }

    fn normals(&mut self, x: &[f64], rows: &mut Array2<f64>) -> Plain<()> {
        for (c, mut row) in (self.c)(x).iter().zip(rows.rows_mut()) {
            row.iter_mut().zip(&c.1).for_each(|(r, a)| *r = *a);
        }
        Ok(())
    }
}

fn rosenbrock() -> Known {
    Known { f: rosen, g: rosen_der, h: rosen_hess, c: |_| Vec::new(), calls: 0 }
}

fn at_ones(x: &[f64], tolerance: f64) {
    assert!(x.iter().all(|x| (x - 1.0).abs() < tolerance), "{x:?}");
}

const START: [f64; 4] = [1.3, 0.7, 0.8, 1.4];

#[test]
fn rosenbrock_by_the_methods_of_descent() {
    let never = |_: &[f64], _: f64| Ok(false);
    let mut f = rosenbrock();
    at_ones(&bfgs(&mut f, &START, &BfgsOptions::default(), never).unwrap().0.x, 1e-4);
    at_ones(&conjugate_gradient(&mut f, &START, &Descent::default(), never).unwrap().x, 1e-4);
    let precise = NewtonCgOptions { xtol: 1e-9, ..Default::default() };
    at_ones(&newton_cg(&mut f, &START, &precise, never).unwrap().x, 1e-6);
    at_ones(&lbfgsb(&mut f, &START, &LbfgsbOptions::default(), never).unwrap().x, 1e-3);
    let options = TncOptions { maxfun: 1000, ..TncOptions::new(4) };
    at_ones(&tnc(&mut f, &START, &options, |_| Ok(()), |_| Ok(())).unwrap().x, 1e-3);
    for solver in [TrustSolver::Steihaug, TrustSolver::Exact(25.0), TrustSolver::Krylov { inexact: false }] {
        let options = TrustRegionOptions { solver, gtol: 1e-8, ..Default::default() };
        at_ones(&trust_region(&mut f, &START, &options, never).unwrap().0.x, 1e-6);
    }
}

/// Problem 71 of Hock and Schittkowski (1981).
#[test]
fn hock_schittkowski_71() {
    let mut problem = Known {
        f: |x| x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2],
        g: |x| {
            let s = x[0] + x[1] + x[2];
            vec![x[3] * (s + x[0]), x[0] * x[3], x[0] * x[3] + 1.0, x[0] * s]
        },
        h: |x| Array2::zeros((x.len(), x.len())),
        c: |x| {
            let product: f64 = x.iter().product();
            vec![
                (x.iter().map(|x| x * x).sum::<f64>() - 40.0, x.iter().map(|x| 2.0 * x).collect()),
                (product - 25.0, x.iter().map(|x| product / x).collect()),
            ]
        },
        calls: 0,
    };
    let options = SlsqpOptions {
        ftol: 1e-10,
        bounds: Some((vec![1.0; 4], vec![5.0; 4])),
        constraints: (1, 2),
        ..Default::default()
    };
    let found = slsqp(&mut problem, &[1.0, 5.0, 5.0, 1.0], &options, |_| Ok(false)).unwrap();
    assert_eq!(found.mode, Mode::Converged);
    assert!((found.fun - 17.0140173).abs() < 1e-6, "{found:?}");
    let want = [1.0, 4.742_999_4, 3.821_150_0, 1.379_408_2];
    assert!(found.x.iter().zip(want).all(|(x, w)| (x - w).abs() < 1e-5), "{found:?}");
    let multipliers = [-0.161_468_6, 0.552_293_7];
    assert!(found.multipliers.iter().zip(multipliers).all(|(m, w)| (m - w).abs() < 1e-4), "{found:?}");
}

/// Contradictory constraints are reported, not hidden.
#[test]
fn infeasible_constraints() {
    let mut problem = Known {
        f: |x| x[0] * x[0],
        g: |x| vec![2.0 * x[0]],
        h: |_| Array2::eye(1),
        c: |x| vec![(x[0] - 2.0, vec![1.0]), (-x[0] - 2.0, vec![-1.0])],
        calls: 0,
    };
    let options = SlsqpOptions { constraints: (0, 2), ..Default::default() };
    let found = slsqp(&mut problem, &[0.0], &options, |_| Ok(false)).unwrap();
    assert_ne!(found.mode, Mode::Converged);
}

/// The problems with which Powell tries COBYLA (1994): a product in a circle, one in an ellipsoid.
#[test]
fn cobyla_on_powells_problems() {
    let options = CobylaOptions { rhobeg: 0.5, rhoend: 1e-7, maxfun: 2000, ..Default::default() };
    let circle = |x: &[f64]| Plain::Ok((x[0] * x[1], vec![x[0] * x[0] + x[1] * x[1] - 1.0]));
    let found = cobyla(circle, &[1.0, 1.0], &options, |_| Ok(false)).unwrap();
    assert!((found.fun + 0.5).abs() < 1e-6, "{found:?}");
    let ellipsoid = |x: &[f64]| {
        let c = x[0] * x[0] + 2.0 * x[1] * x[1] + 3.0 * x[2] * x[2] - 1.0;
        Plain::Ok((x[0] * x[1] * x[2], vec![c]))
    };
    let found = cobyla(ellipsoid, &[1.0, 1.0, 1.0], &options, |_| Ok(false)).unwrap();
    assert!((found.fun + (1.0f64 / 162.0).sqrt()).abs() < 1e-6, "{found:?}");
}

/// An error of the function ends every method and comes out as it is.
#[test]
fn errors_come_out_unchanged() {
    let failing = |_: &[f64]| Err::<f64, _>("mine");
    let flat = |_: &[f64], g: &mut [f64]| {
        g.fill(1.0);
        Ok(())
    };
    let never = |_: &[f64], _: f64| Ok(false);
    assert_eq!(powell(failing, &[1.0], &PowellOptions::default(), never).unwrap_err(), "mine");
    assert_eq!(
        bfgs(&mut Memo::new((failing, flat)), &[1.0], &BfgsOptions::default(), never).unwrap_err(),
        "mine"
    );
    let mut f = Memo::new((failing, flat));
    assert_eq!(lbfgsb(&mut f, &[1.0], &LbfgsbOptions::default(), never).unwrap_err(), "mine");
}

#[test]
fn nothing_but_nan_ends() {
    let never = |_: &[f64], _: f64| Plain::Ok(false);
    let nan = |_: &[f64]| Plain::Ok(f64::NAN);
    let slope = |_: &[f64], g: &mut [f64]| {
        g.fill(f64::NAN);
        Plain::Ok(())
    };
    let start = [1.0, 2.0];
    assert_eq!(powell(nan, &start, &PowellOptions::default(), never).unwrap().ending, Ending::NotANumber);
    let mut f = Memo::new((nan, slope));
    assert_eq!(bfgs(&mut f, &start, &BfgsOptions::default(), never).unwrap().0.ending, Ending::NotANumber);
    assert_eq!(
        lbfgsb(&mut f, &start, &LbfgsbOptions::default(), never).unwrap().ending,
        LbfgsbEnding::Abnormal
    );
    tnc(&mut f, &start, &TncOptions::new(2), |_| Ok(()), |_| Ok(())).unwrap();
}
