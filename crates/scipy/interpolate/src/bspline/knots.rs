//! Knots made from the points of interpolation.

/// Knots for interpolation without conditions at the ends: the end points `k + 1` times; of the others those that
/// leave as many basis functions as points. Between points when the degree is even.
///
/// # Examples
/// ```
/// use pallasite_interpolate::bspline::not_a_knot;
/// let t = not_a_knot(&[0.0, 1.0, 2.0, 3.0, 4.0], 3);
/// assert_eq!(t, [0.0, 0.0, 0.0, 0.0, 2.0, 4.0, 4.0, 4.0, 4.0]);
/// ```
pub fn not_a_knot(x: &[f64], k: usize) -> Vec<f64> {
    let inner = if k % 2 == 1 { x.to_vec() } else { x.windows(2).map(|w| (w[1] + w[0]) / 2.0).collect() };
    let cut = k.div_ceil(2);
    let end = inner.len().saturating_sub(cut).max(cut.min(inner.len()));
    let inner = &inner[cut.min(inner.len())..end];
    surrounded(x, inner, k + 1)
}

/// All points as knots, those at the ends `k + 1` times.
///
/// # Examples
/// ```
/// use pallasite_interpolate::bspline::augmented;
/// assert_eq!(augmented(&[0.0, 1.0, 2.0], 2), [0.0, 0.0, 0.0, 1.0, 2.0, 2.0, 2.0]);
/// ```
pub fn augmented(x: &[f64], k: usize) -> Vec<f64> {
    surrounded(x, x, k)
}

/// `inner` between `times` copies of the first and the last of `x`.
fn surrounded(x: &[f64], inner: &[f64], times: usize) -> Vec<f64> {
    let (first, last) = (vec![x[0]; times], vec![x[x.len() - 1]; times]);
    [&first[..], inner, &last[..]].concat()
}

/// Knots on the circle whose circumference is the range of `x`.
///
/// # Examples
/// ```
/// use pallasite_interpolate::bspline::periodic;
/// assert_eq!(periodic(&[0.0, 1.0, 3.0], 1), [-2.0, 0.0, 1.0, 3.0, 4.0]);
/// ```
pub fn periodic(x: &[f64], k: usize) -> Vec<f64> {
    let n = x.len();
    let mut inner = x.to_vec();
    if k.is_multiple_of(2) {
        (1..n - 1).for_each(|i| inner[i] = x[i] - (x[i] - x[i - 1]) / 2.0);
    }
    let gap: Vec<f64> = inner.windows(2).map(|w| w[1] - w[0]).collect();
    let mut t = vec![0.0; n + 2 * k];
    t[k..n + k].copy_from_slice(&inner);
    for i in 0..k {
        t[k - 1 - i] = t[k - i] - gap[n - 2 - i % (n - 1)];
        t[n + k + i] = t[n + k + i - 1] + gap[i % (n - 1)];
    }
    t
}
