//! Bogacki & Shampine (1989).

use super::{Dense, Estimate, Tableau};

pub(super) static TABLEAU: Tableau = Tableau {
    order: 2,
    c: &[1.0 / 2.0, 3.0 / 4.0, 1.0],
    a: &[&[1.0 / 2.0], &[0.0, 3.0 / 4.0], &[2.0 / 9.0, 1.0 / 3.0, 4.0 / 9.0]],
    error: Estimate::Difference(&[5.0 / 72.0, -1.0 / 12.0, -1.0 / 9.0, 1.0 / 8.0]),
    dense: Dense::Powers(&[
        &[1.0, -4.0 / 3.0, 5.0 / 9.0],
        &[0.0, 1.0, -2.0 / 3.0],
        &[0.0, 4.0 / 3.0, -8.0 / 9.0],
        &[0.0, -1.0, 1.0],
    ]),
};
