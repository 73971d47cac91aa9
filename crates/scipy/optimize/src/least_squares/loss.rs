//! Loss functions that reduce the influence of outliers.

/// What is summed over the squares `z` of the scaled residuals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// `z`.
    Linear,
    /// `2 (√(1 + z) - 1)`.
    SoftL1,
    /// `z` up to one, beyond `2 √z - 1`.
    Huber,
    /// `ln(1 + z)`.
    Cauchy,
    /// `arctan z`.
    Arctan,
    /// The problem's own.
    Custom,
}

/// Values and first two derivatives of the loss for each residual.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rho {
    /// The values.
    pub value: Vec<f64>,
    /// The first derivatives.
    pub first: Vec<f64>,
    /// The second derivatives.
    pub second: Vec<f64>,
}

impl Loss {
    /// Value and derivatives at `z`; a loss of the problem's own is not known here.
    #[inline]
    fn at(self, z: f64) -> (f64, f64, f64) {
        let t = 1.0 + z;
        match self {
            Self::Linear | Self::Custom => (z, 1.0, 0.0),
            Self::SoftL1 => (2.0 * (t.sqrt() - 1.0), 1.0 / t.sqrt(), -0.5 / (t * t.sqrt())),
            Self::Huber if z <= 1.0 => (z, 1.0, 0.0),
            Self::Huber => (2.0 * z.sqrt() - 1.0, 1.0 / z.sqrt(), -0.5 / (z * z.sqrt())),
            Self::Cauchy => (libm::log1p(z), 1.0 / t, -1.0 / (t * t)),
            Self::Arctan => {
                let t = 1.0 + z * z;
                (libm::atan(z), 1.0 / t, -2.0 * z / (t * t))
            }
        }
    }

    pub(super) fn values(self, z: &[f64]) -> Vec<f64> {
        z.iter().map(|&z| self.at(z).0).collect()
    }

    pub(super) fn rho(self, z: &[f64]) -> Rho {
        let mut rho = Rho::default();
        for &z in z {
            let (value, first, second) = self.at(z);
            rho.value.push(value);
            rho.first.push(first);
            rho.second.push(second);
        }
        rho
    }
}

impl Rho {
    /// The factors of the Jacobian's rows and of the residuals with which a Gauss-Newton step sees the loss
    /// (Triggs et al., *Bundle adjustment: a modern synthesis*, 1999).
    pub(super) fn weights(&self, residuals: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let row = |i: usize| {
            let curvature = self.first[i] + 2.0 * self.second[i] * (residuals[i] * residuals[i]);
            if curvature < f64::EPSILON { f64::EPSILON } else { curvature }.sqrt()
        };
        let rows: Vec<f64> = (0..residuals.len()).map(row).collect();
        let weights = self.first.iter().zip(&rows).map(|(first, row)| first / row).collect();
        (rows, weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_values() {
        for loss in [Loss::SoftL1, Loss::Huber, Loss::Cauchy, Loss::Arctan] {
            for z in [0.0, 0.3, 1.7, 40.0] {
                let (h, (_, first, second)) = (1e-6 * (1.0 + z), loss.at(z));
                let slope = |part: fn((f64, f64, f64)) -> f64| {
                    (part(loss.at(z + h)) - part(loss.at(z - h))) / (2.0 * h)
                };
                assert!((slope(|v| v.0) - first).abs() < 1e-7, "{loss:?} at {z}");
                assert!((slope(|v| v.1) - second).abs() < 1e-7, "{loss:?} at {z}");
            }
        }
    }
}
