//! Integrals over several variables.

use pallasite_integrate::{InvalidQuad, QuadError, QuadOptions, Region, nquad};
use std::convert::Infallible;

/// The quarter disc x² + y² ≤ 1 in the first quadrant, y outside.
struct QuarterDisc {
    limit: usize,
    reports: usize,
}

impl Region<Infallible> for QuarterDisc {
    fn dimensions(&self) -> usize {
        2
    }

    fn limits(&mut self, axis: usize, outer: &[f64]) -> Result<(f64, f64), Infallible> {
        Ok((0.0, if axis == 1 { 1.0 } else { (1.0 - outer[0] * outer[0]).sqrt() }))
    }

    fn options(&mut self, _axis: usize, _outer: &[f64]) -> Result<QuadOptions, Infallible> {
        Ok(QuadOptions { limit: self.limit, ..QuadOptions::default() })
    }

    fn report(&mut self, _found: &pallasite_integrate::Quad) -> Result<(), Infallible> {
        self.reports += 1;
        Ok(())
    }
}

#[test]
fn a_region_with_a_curved_edge() {
    let mut disc = QuarterDisc { limit: 50, reports: 0 };
    let found = nquad(|_| Ok(1.0), &mut disc).unwrap();
    assert!((found.value - std::f64::consts::FRAC_PI_4).abs() < 1e-9);
    assert_eq!(found.neval, 21 * (disc.reports - 1));
}

#[test]
fn errors_come_from_any_depth() {
    let mut disc = QuarterDisc { limit: 0, reports: 0 };
    assert_eq!(nquad(|_| Ok(1.0), &mut disc), Err(QuadError::Input(InvalidQuad::Limit)));
    let mut square: &[(f64, f64)] = &[(0.0, 1.0), (0.0, 1.0)];
    let found = nquad(|x| if x[1] > 0.9 { Err(x[1]) } else { Ok(x[0]) }, &mut square);
    assert!(matches!(found, Err(QuadError::Callback(y)) if y > 0.9));
}
