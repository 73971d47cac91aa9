//! Jacobi's elliptic functions, by descending Landen transformations (DLMF 22.20(ii)).

/// `sn`, `cn`, `dn` of `u` and the amplitude of which they are functions; NaN for `m` outside `[0, 1]`.
///
/// ```
/// let [sn, cn, dn, amplitude] = pallasite_special::ellipj(0.5, 0.0);
/// assert!((sn - 0.5f64.sin()).abs() < 1e-16 && (cn - 0.5f64.cos()).abs() < 1e-16);
/// assert_eq!((dn, amplitude), (1.0, 0.5));
/// ```
pub fn ellipj(u: f64, m: f64) -> [f64; 4] {
    if !(0.0..=1.0).contains(&m) || !u.is_finite() {
        return [f64::NAN; 4];
    }
    if m == 1.0 {
        let sech = 1.0 / u.cosh();
        return [u.tanh(), sech, sech, (0.5 * u).tanh().atan() * 2.0];
    }
    let amplitude = amplitude(u, m);
    let (sn, cn) = amplitude.sin_cos();
    // Of the two forms of dn that with positive terms; the other is closer where m is small.
    let dn = if m < 0.5 { (1.0 - m * sn * sn).sqrt() } else { (cn * cn + (1.0 - m) * sn * sn).sqrt() };
    [sn, cn, dn, amplitude]
}

/// The amplitude for `m < 1`.
fn amplitude(u: f64, m: f64) -> f64 {
    let (mut a, mut b) = (1.0, (1.0 - m).sqrt());
    let (mut ratios, mut count, mut c) = ([0.0; 12], 0, m.sqrt());
    while c > 1e-17 * a && count < ratios.len() {
        c = 0.5 * (a - b);
        let mean = 0.5 * (a + b);
        ratios[count] = c / mean;
        (a, b) = (mean, (a * b).sqrt());
        count += 1;
    }
    let turned = u * a * f64::from(1u32 << count);
    ratios[..count].iter().rev().fold(turned, |phi, ratio| 0.5 * (phi + (ratio * phi.sin()).asin()))
}

#[cfg(test)]
mod tests {
    use super::ellipj;

    #[test]
    fn values_of_the_tables_are_met() {
        // By mpmath.ellipfun.
        let found = ellipj(0.5, 0.3);
        let exact = [0.474215622711821, 0.880408736426463, 0.965678964745952, 0.494072893711048];
        for (x, y) in found.into_iter().zip(exact) {
            assert!((x - y).abs() < 4e-16 * 4.0, "{x} {y}");
        }
    }

    #[test]
    fn the_squares_add_up_near_one() {
        let [sn, cn, dn, _] = ellipj(3.0, 1.0 - 1e-11);
        assert!((sn * sn + cn * cn - 1.0).abs() < 1e-15);
        assert!((dn * dn + (1.0 - 1e-11) * sn * sn - 1.0).abs() < 1e-15);
    }
}
