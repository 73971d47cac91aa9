use super::*;
use std::f64::consts::PI;

type Found = Result<Cubature, CubatureError<()>>;

/// The integral of a function of one point.
fn of(f: impl Fn(&[f64]) -> f64, a: &[f64], b: &[f64], options: &CubatureOptions) -> Found {
    cubature(|x: &[f64]| Ok(x.chunks(a.len()).map(&f).collect()), a, b, options)
}

fn with(rule: CubatureRule) -> CubatureOptions {
    CubatureOptions { rule, ..CubatureOptions::default() }
}

#[test]
fn genz_and_malik_are_exact_to_degree_seven() -> Result<(), CubatureError<()>> {
    let monomial = |x: &[f64]| x[0].powi(4) * x[1].powi(2) + x[2].powi(6);
    let found = of(monomial, &[-1.0; 3], &[1.0; 3], &with(CubatureRule::GenzMalik))?;
    assert!((found.estimate[0] - 8.0 * (1.0 / 15.0 + 1.0 / 7.0)).abs() < 1e-13);
    Ok(())
}

#[test]
fn rules_agree_on_a_cosine() -> Result<(), CubatureError<()>> {
    let f = |x: &[f64]| x.iter().sum::<f64>().cos();
    let exact = 2.0 * 1f64.cos() - 2f64.cos() - 1.0;
    for rule in [CubatureRule::Gk15, CubatureRule::Gk21, CubatureRule::GenzMalik] {
        let found = of(f, &[0.0; 2], &[1.0; 2], &with(rule))?;
        assert!(found.converged && (found.estimate[0] - exact).abs() < 1e-8, "{rule:?}");
        assert_eq!(rule.len(2), Some(rule.nodes(2)?.weights.len()));
    }
    Ok(())
}

#[test]
fn limits_are_infinite_on_either_side_and_reversed() -> Result<(), CubatureError<()>> {
    let bell = |x: &[f64]| (-(x[0] - 1.0).powi(2)).exp();
    let options = CubatureOptions::default();
    let below = of(bell, &[f64::NEG_INFINITY], &[1.0], &options)?;
    let above = of(bell, &[f64::INFINITY], &[1.0], &options)?;
    let half = PI.sqrt() / 2.0;
    assert!((below.estimate[0] - half).abs() < 1e-8);
    assert!((above.estimate[0] + half).abs() < 1e-8);
    Ok(())
}

#[test]
fn points_become_corners() -> Result<(), CubatureError<()>> {
    let points = vec![vec![0.25, 0.0], vec![9.0, 9.0]];
    let options = CubatureOptions { points, ..CubatureOptions::default() };
    let found = of(|x| (x[0] - 0.25).abs() * x[1].abs(), &[0.0, -1.0], &[1.0, 1.0], &options)?;
    assert_eq!((found.regions.len(), found.subdivisions), (4, 0));
    assert!((found.estimate[0] - 0.3125).abs() < 1e-15);
    Ok(())
}

#[test]
fn what_does_not_fit_is_refused() {
    let one = |a: &[f64], b: &[f64], options: &CubatureOptions| of(|_| 1.0, a, b, options).err();
    let options = CubatureOptions::default();
    assert_eq!(one(&[], &[], &options), Some(InvalidCubature::NoDimensions.into()));
    assert_eq!(one(&[0.0], &[1.0; 2], &options), Some(InvalidCubature::Corners { a: 1, b: 2 }.into()));
    let few = one(&[0.0], &[1.0], &with(CubatureRule::GenzMalik));
    assert_eq!(few, Some(InvalidCubature::TooFewDimensions { ndim: 1 }.into()));
}

#[test]
fn subdivisions_are_limited() -> Result<(), CubatureError<()>> {
    let options = CubatureOptions { max_subdivisions: 3.0, ..CubatureOptions::default() };
    let found = of(|x| x[0].sqrt().recip(), &[0.0], &[1.0], &options)?;
    assert_eq!((found.converged, found.subdivisions, found.regions.len()), (false, 3, 4));
    Ok(())
}
