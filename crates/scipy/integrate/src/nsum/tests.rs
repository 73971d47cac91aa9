use super::*;
use std::f64::consts::PI;

const INFINITY: f64 = f64::INFINITY;

fn of(f: impl Fn(f64) -> f64, [a, b, step]: [f64; 3], options: &NsumOptions) -> Nsum<f64> {
    let values = |p: Points<'_, f64>| Ok::<_, ()>(p.x.iter().map(|&x| f(x)).collect());
    nsum(values, &[a], &[b], &[step], options).unwrap()
}

#[test]
fn sums_of_squares() {
    let inverse = |k: f64| 1.0 / (k * k);
    let options = NsumOptions::default();
    for limits in [[1.0, INFINITY, 1.0], [-INFINITY, -1.0, 1.0]] {
        let found = of(inverse, limits, &options);
        assert_eq!(found.status, [NsumStatus::Converged]);
        assert!((found.sum[0] - PI * PI / 6.0).abs() < 1e-11);
    }
    let odd = of(inverse, [1.0, INFINITY, 2.0], &options);
    assert!((odd.sum[0] - PI * PI / 8.0).abs() < 1e-11);
}

#[test]
fn sums_in_both_directions_count_the_middle_once() {
    let found = of(|k| (-k * k).exp(), [-INFINITY, INFINITY, 1.0], &NsumOptions::default());
    let exact = 1.0 + 2.0 * (1..9).map(|k| (-f64::from(k * k)).exp()).sum::<f64>();
    assert!((found.sum[0] - exact).abs() < 1e-12);
}

#[test]
fn short_sums_are_added_up_and_end_where_the_steps_do() {
    let found = of(|k| k, [0.5, 5.0, 1.0], &NsumOptions::default());
    assert_eq!((found.sum[0], found.nfev[0]), (0.5 + 1.5 + 2.5 + 3.5 + 4.5, 6));
}

#[test]
fn logarithms() {
    let options = NsumOptions { log: true, ..NsumOptions::default() };
    let found = of(|k| -2.0 * k.ln(), [1.0, INFINITY, 1.0], &options);
    assert!((found.sum[0].exp() - PI * PI / 6.0).abs() < 1e-10);
    assert_eq!(found.status, [NsumStatus::Converged]);
}

#[test]
fn what_cannot_be_summed_says_so() {
    let options = NsumOptions::default();
    let status = |limits| of(|k| 1.0 / k, limits, &options).status[0];
    assert_ne!(status([1.0, INFINITY, 1.0]), NsumStatus::Converged);
    assert_eq!(status([1.0, 5.0, 0.0]), NsumStatus::Invalid);
    assert_eq!(of(|k| k, [5.0, 1.0, 1.0], &options).sum[0], 0.0);
    let few = NsumOptions { maxterms: 100, ..NsumOptions::default() };
    assert_eq!(of(|k| k.powf(-1.5), [1.0, INFINITY, 1.0], &few).status[0], NsumStatus::LargeTerm);
}
