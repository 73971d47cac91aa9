//! Linear programs whose optima are known.

use pallasite_optimize::{
    Integrality, LinearProgram, LinprogOptions, LinprogResult, LinprogStatus, Sparse, linprog,
};

const INF: f64 = f64::INFINITY;

/// `min cᵀx` with rows of `lower ≤ A x ≤ upper` and nonnegative variables.
fn program(cost: &[f64], rows: &[(&[f64], f64, f64)]) -> LinearProgram {
    let entry = |i: usize, row: &[f64]| row.iter().enumerate().map(|(j, a)| (i, j, *a)).collect::<Vec<_>>();
    let entries: Vec<_> = rows.iter().enumerate().flat_map(|(i, row)| entry(i, row.0)).collect();
    LinearProgram {
        cost: cost.to_vec(),
        matrix: Sparse::from_entries(cost.len(), &entries),
        row_bounds: rows.iter().map(|row| (row.1, row.2)).collect(),
        bounds: vec![(0.0, INF); cost.len()],
        integrality: vec![],
    }
}

fn solve(program: &LinearProgram) -> LinprogResult {
    linprog(program, &LinprogOptions::default(), |_| Ok::<_, ()>(())).expect("sizes fit")
}

fn assert_optimum(program: &LinearProgram, optimum: f64) {
    let found = solve(program);
    assert_eq!(found.status, LinprogStatus::Optimal);
    assert!((found.fun - optimum).abs() <= 1e-9 * (1.0 + optimum.abs()), "{} is not {optimum}", found.fun);
}

#[test]
fn cubes_of_klee_and_minty() {
    for n in 2..12 {
        let cost: Vec<f64> = (0..n).map(|j| -2f64.powi(n - 1 - j)).collect();
        let row = |i: i32| -> Vec<f64> {
            (0..n).map(|j| if j < i { 2f64.powi(i - j + 1) } else { f64::from(u8::from(i == j)) }).collect()
        };
        let rows: Vec<Vec<f64>> = (0..n).map(row).collect();
        let rows: Vec<(&[f64], f64, f64)> =
            rows.iter().zip(1..).map(|(row, i)| (row.as_slice(), -INF, 5f64.powi(i))).collect();
        assert_optimum(&program(&cost, &rows), -5f64.powi(n));
    }
}

#[test]
fn the_simplex_method_of_dantzig_cycles_here() {
    // Beale, Cycling in the dual simplex algorithm (1955).
    let rows: [(&[f64], f64, f64); 3] = [
        (&[0.25, -60.0, -0.04, 9.0], -INF, 0.0),
        (&[0.5, -90.0, -0.02, 3.0], -INF, 0.0),
        (&[0.0, 0.0, 1.0, 0.0], -INF, 1.0),
    ];
    assert_optimum(&program(&[-0.75, 150.0, -0.02, 6.0], &rows), -0.05);
}

#[test]
fn dependent_equations() {
    let rows: [(&[f64], f64, f64); 3] =
        [(&[1.0, 1.0, 0.0], 2.0, 2.0), (&[0.0, 1.0, 1.0], 2.0, 2.0), (&[1.0, 2.0, 1.0], 4.0, 4.0)];
    assert_optimum(&program(&[1.0, 3.0, 1.0], &rows), 4.0);
}

#[test]
fn nothing_and_everything() {
    let contradiction: [(&[f64], f64, f64); 2] = [(&[1.0, 1.0], 3.0, INF), (&[1.0, 1.0], -INF, 2.0)];
    assert_eq!(solve(&program(&[1.0, 1.0], &contradiction)).status, LinprogStatus::Infeasible);
    let without_presolve = LinprogOptions { presolve: false, ..LinprogOptions::default() };
    let found =
        linprog(&program(&[1.0, 1.0], &contradiction), &without_presolve, |_| Ok::<_, ()>(())).unwrap();
    assert_eq!(found.status, LinprogStatus::Infeasible);
    let ray: [(&[f64], f64, f64); 1] = [(&[1.0, -1.0], 1.0, 1.0)];
    assert_eq!(solve(&program(&[-1.0, 0.0], &ray)).status, LinprogStatus::Unbounded);
}

#[test]
fn marginals_are_derivatives() {
    let rows: [(&[f64], f64, f64); 2] = [(&[-3.0, 1.0], -INF, 6.0), (&[1.0, 2.0], -INF, 4.0)];
    let mut given = program(&[-1.0, 4.0], &rows);
    given.bounds = vec![(-INF, INF), (-3.0, INF)];
    let found = solve(&given);
    let step = 1e-3;
    let mut moved = given.clone();
    moved.row_bounds[1].1 += step;
    assert!(((solve(&moved).fun - found.fun) / step - found.row_marginals[1]).abs() < 1e-9);
    let mut moved = given;
    moved.bounds[1].0 += step;
    assert!(((solve(&moved).fun - found.fun) / step - found.lower_marginals[1]).abs() < 1e-9);
}

#[test]
fn integers() {
    let rows: [(&[f64], f64, f64); 4] = [
        (&[22.0, 13.0, 26.0, 33.0, 21.0, 3.0, 14.0, 26.0], 7872.0, 7872.0),
        (&[39.0, 16.0, 22.0, 28.0, 26.0, 30.0, 23.0, 24.0], 10466.0, 10466.0),
        (&[18.0, 14.0, 29.0, 27.0, 30.0, 38.0, 26.0, 26.0], 11322.0, 11322.0),
        (&[41.0, 26.0, 28.0, 36.0, 18.0, 38.0, 16.0, 26.0], 12058.0, 12058.0),
    ];
    let mut given = program(&[2.0, 10.0, 13.0, 17.0, 7.0, 5.0, 7.0, 3.0], &rows);
    given.integrality = vec![Integrality::Integer; 8];
    assert_optimum(&given, 1854.0);
    assert_eq!(solve(&given).mip.map(|m| m.gap), Some(0.0));
}

#[test]
fn zero_or_between_the_bounds() {
    use Integrality::{SemiContinuous, SemiInteger};
    let mut given = program(&[1.0, 1.0, -1.0, -1.0], &[]);
    given.bounds = vec![(0.5, 1.5); 4];
    given.integrality = vec![SemiContinuous, SemiInteger, SemiContinuous, SemiInteger];
    assert_eq!(solve(&given).x, Some(vec![0.0, 0.0, 1.5, 1.0]));
}

#[test]
fn the_watcher_ends_it() {
    let rows: [(&[f64], f64, f64); 1] = [(&[1.0, 1.0], 1.0, INF)];
    let given = program(&[1.0, 2.0], &rows);
    let found = linprog(&given, &LinprogOptions::default(), |_| Err("enough"));
    assert_eq!(found.unwrap_err().to_string(), "enough");
}

#[test]
fn from_a_vertex() {
    let rows: [(&[f64], f64, f64); 5] = [
        (&[-7.0, -7.0, 6.0, 9.0], -INF, -3.0),
        (&[1.0, -1.0, -3.0, 0.0], -INF, 6.0),
        (&[10.0, -10.0, -7.0, 7.0], -INF, -6.0),
        (&[6.0, -1.0, 3.0, 4.0], -INF, 6.0),
        (&[-10.0, 1.0, 1.0, -8.0], -4.0, -4.0),
    ];
    let given = program(&[-1.0, 8.0, 4.0, -6.0], &rows);
    let start = Some(vec![101.0 / 1391.0, 1462.0 / 1391.0, 0.0, 752.0 / 1391.0]);
    let found =
        linprog(&given, &LinprogOptions { start, ..LinprogOptions::default() }, |_| Ok::<_, ()>(())).unwrap();
    assert!((found.fun - 7083.0 / 1391.0).abs() < 1e-12);
    assert_eq!(found.iterations, 0);
}
