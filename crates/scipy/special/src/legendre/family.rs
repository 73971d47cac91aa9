//! The coefficients of the recurrences, as the functions are normalised.

use std::f64::consts::PI;

/// What the functions are multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scaling {
    /// Nothing: Ferrers' functions.
    Ferrers,
    /// `sqrt((n + 1/2) (n - m)! / (n + m)!)`.
    Unit,
    /// The same over `sqrt(2 pi)`, of the cosine of an angle.
    Sphere,
}

/// A step `p_n = rise x p_(n - 1) + fall p_(n - 2)`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub(super) rise: f64,
    pub(super) fall: f64,
}

impl Scaling {
    /// The step to degree `n` of order `m` (DLMF 14.10.3), above `|m|`.
    pub(super) fn step(self, n: f64, m: f64) -> Step {
        if self == Scaling::Ferrers {
            return Step { rise: (2.0 * n - 1.0) / (n - m), fall: -(n + m - 1.0) / (n - m) };
        }
        let below = (2.0 * n + 1.0) / ((n - m) * (n + m));
        let rise = (below * (2.0 * n - 1.0)).sqrt();
        let fall = -(below * ((n - 1.0 - m) * (n - 1.0 + m) / (2.0 * n - 3.0))).abs().sqrt();
        Step { rise, fall }
    }

    /// `P_m^m / w^|m|` for the order zero, or for 1 or -1, but for the phase of Condon and Shortley.
    pub(super) fn seed(self, m: i64) -> f64 {
        match (self, m) {
            (Scaling::Ferrers, -1) => 0.5,
            (Scaling::Ferrers, _) => 1.0,
            (Scaling::Unit, 0) => 0.5f64.sqrt(),
            (Scaling::Unit, _) => 0.75f64.sqrt(),
            (Scaling::Sphere, 0) => (0.25 / PI).sqrt(),
            (Scaling::Sphere, _) => (0.375 / PI).sqrt(),
        }
    }

    /// `P_k^k / (P_j^j w^2)` with `k` two further than `j` from zero, on the side of `m`.
    pub(super) fn widen(self, k: f64, m: i64) -> f64 {
        match self {
            Scaling::Ferrers if m < 0 => 1.0 / (2.0 * k * (2.0 * k - 2.0)),
            Scaling::Ferrers => (2.0 * k - 1.0) * (2.0 * k - 3.0),
            _ => ((2.0 * k + 1.0) * (2.0 * k - 1.0) / (4.0 * k * (k - 1.0))).sqrt(),
        }
    }
}
