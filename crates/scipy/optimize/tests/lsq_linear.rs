//! Both methods of `lsq_linear` find the same minimum.

use pallasite_optimize::{
    Jacobian, LsmrOptions, LsmrTolerance, LsqLinearMethod, LsqLinearOptions, Matrix, TrSolver, lsq_linear,
    unbounded_lsmr,
};

/// Numbers in (-1, 1) from a linear congruence.
fn numbers(count: usize, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    };
    (0..count).map(next).collect()
}

#[test]
fn many_variables_at_their_bounds() {
    for (m, n, seed) in [(60, 30, 1), (200, 100, 2), (40, 20, 3)] {
        let a = Jacobian::<()>::Dense(Matrix::from_columns(m, n, numbers(m * n, seed)));
        let b = numbers(m, seed + 10);
        let start =
            unbounded_lsmr(&a, &b, &LsmrOptions { atol: 1e-12, btol: 1e-12, ..LsmrOptions::default() });
        let solve = |method| {
            let options = LsqLinearOptions {
                method,
                tol: 1e-10,
                max_iter: None,
                lsmr_tol: LsmrTolerance::Fixed(1e-12),
                lsmr_maxiter: None,
            };
            let bounds = (vec![0.0; n], vec![0.1; n]);
            lsq_linear(&a, &b, &start.as_ref().unwrap().x, bounds, &options, |_| Ok(())).unwrap()
        };
        let (exact, sets) = (solve(LsqLinearMethod::Trf(TrSolver::Exact)), solve(LsqLinearMethod::Bvls));
        assert!(exact.status > 0 && sets.status > 0, "{} {} {}", exact.status, exact.nit, sets.status);
        assert!((exact.cost - sets.cost).abs() < 1e-8 * sets.cost, "{} {}", exact.cost, sets.cost);
    }
}
