//! Scaling of rows and columns by powers of two.

use super::simplex::{Limits, Simplex, Tolerances};
use super::sparse::Sparse;
use super::{LinearProgram, LinprogOptions};

/// A program scaled: `A` becomes `R A C`, `x` becomes `C⁻¹ x`.
#[derive(Debug)]
pub(super) struct Scaled {
    pub columns: Sparse,
    pub rows: Sparse,
    pub units: Vec<(usize, f64)>,
    pub row_scale: Vec<f64>,
    pub column_scale: Vec<f64>,
    pub cost: Vec<f64>,
    pub bounds: Vec<(f64, f64)>,
}

impl Scaled {
    /// Scales geometrically (Tomlin, *On scaling linear programming problems*, 1975) unless entries are all near one.
    pub fn new(program: &LinearProgram) -> Self {
        let m = program.row_bounds.len();
        let matrix = &program.matrix;
        let mut row_scale = vec![1.0; m];
        let mut column_scale = vec![1.0; matrix.len()];
        let sizes = matrix.entries().iter().map(|e| e.1.abs());
        if sizes.clone().any(|v| !(0.2..=5.0).contains(&v)) {
            let transposed = matrix.transposed(m);
            for _ in 0..4 {
                balance(&transposed, &column_scale, &mut row_scale);
                balance(matrix, &row_scale, &mut column_scale);
            }
        }
        row_scale.iter_mut().chain(&mut column_scale).for_each(|s| *s = s.log2().round().exp2());
        let columns = matrix.scaled(&row_scale, &column_scale);
        let structural = program.bounds.iter().zip(&column_scale).map(|(b, s)| (b.0 / s, b.1 / s));
        let logical = program.row_bounds.iter().zip(&row_scale).map(|(b, s)| (-b.1 * s, -b.0 * s));
        let cost = program.cost.iter().zip(&column_scale).map(|(c, s)| c * s);
        Self {
            rows: columns.transposed(m),
            units: (0..m).map(|r| (r, 1.0)).collect(),
            bounds: structural.chain(logical).collect(),
            cost: cost.chain(std::iter::repeat_n(0.0, m)).collect(),
            columns,
            row_scale,
            column_scale,
        }
    }

    /// The simplex method at the basis of logical variables.
    pub fn simplex(&self, options: &LinprogOptions) -> Simplex<'_> {
        let tolerances = Tolerances { primal: options.primal_tolerance, dual: options.dual_tolerance };
        let limits: Limits = super::limits(options);
        let (cost, bounds) = (self.cost.clone(), self.bounds.clone());
        let mut simplex = Simplex::new(
            &self.columns,
            &self.rows,
            &self.units,
            &self.column_scale,
            cost,
            bounds,
            tolerances,
            limits,
        );
        if options.presolve {
            simplex.solve_singletons();
        }
        simplex
    }
}

/// Scales each list so that its smallest and largest entry are reciprocal.
fn balance(lists: &Sparse, by_index: &[f64], scale: &mut [f64]) {
    for (k, s) in scale.iter_mut().enumerate() {
        let sizes = || lists.list(k).iter().map(|e| e.1.abs() * by_index[e.0]).filter(|v| *v > 0.0);
        let (least, most) = sizes().fold((f64::INFINITY, 0.0_f64), |m, v| (m.0.min(v), m.1.max(v)));
        if most > 0.0 {
            *s = (1.0 / (least.sqrt() * most.sqrt())).clamp(1e-9, 1e9);
        }
    }
}
