//! Coefficients of the Adams and the backward differentiation formulas in Nordsieck's form (Hindmarsh 1983).

/// Coefficients of a family, by order; order 0 is not there.
pub(super) struct Coefficients {
    /// By how much of the correction each scaled derivative changes.
    pub el: Vec<Vec<f64>>,
    /// Constants of the error tests at one order less, the same, and one more.
    pub test: Vec<[f64; 3]>,
}

impl Coefficients {
    /// The Adams formulas of order 1 to 12.
    pub fn adams() -> Self {
        let (mut el, mut test) = (vec![vec![], vec![1.0, 1.0]], vec![[0.0; 3]; 13]);
        (test[1][1], test[2][0]) = (2.0, 1.0);
        // The coefficients of (x + 1)(x + 2)...(x + order - 1), whose integrals are wanted.
        let (mut p, mut inverse_factorial) = (vec![1.0], 1.0);
        for order in 2..=12 {
            let before = inverse_factorial;
            inverse_factorial /= order as f64;
            multiply(&mut p, (order - 1) as f64);
            let (mut integral, mut moment, mut sign) = (0.0, 0.0, 1.0);
            for (i, &c) in p.iter().enumerate() {
                integral += sign * c / (i + 1) as f64;
                moment += sign * c / (i + 2) as f64;
                sign = -sign;
            }
            let mut row = vec![integral * before, 1.0];
            row.extend(p.iter().enumerate().skip(1).map(|(i, &c)| before * c / (i + 1) as f64));
            el.push(row);
            let constant = 1.0 / (inverse_factorial * moment);
            test[order][1] = constant;
            test[order - 1][2] = constant;
            if order < 12 {
                test[order + 1][0] = constant * inverse_factorial / (order + 1) as f64;
            }
        }
        Self { el, test }
    }

    /// The backward differentiation formulas of order 1 to 5.
    pub fn bdf() -> Self {
        let (mut el, mut test) = (vec![vec![]], vec![[0.0; 3]; 6]);
        // The coefficients of (x + 1)(x + 2)...(x + order).
        let (mut p, mut inverse_factorial) = (vec![1.0], 1.0);
        for order in 1..=5 {
            multiply(&mut p, order as f64);
            let mut row: Vec<f64> = p.iter().map(|c| c / p[1]).collect();
            row[1] = 1.0;
            test[order] = [inverse_factorial, (order + 1) as f64 / row[0], (order + 2) as f64 / row[0]];
            el.push(row);
            inverse_factorial /= order as f64;
        }
        Self { el, test }
    }

    /// The ratio of error constants that a change of family needs.
    pub fn switch(&self, order: usize) -> f64 {
        self.test[order][1] * self.el[order][order]
    }
}

/// Multiplies a polynomial, lowest power first, by x + c.
fn multiply(p: &mut Vec<f64>, c: f64) {
    p.push(0.0);
    for i in (1..p.len()).rev() {
        p[i] = p[i - 1] + c * p[i];
    }
    p[0] *= c;
}
