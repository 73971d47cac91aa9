//! What the older class `Rbf` has: functions with a length of their own, and distances.

/// The names of the functions, in the order of SciPy's message.
pub const RADIAL: [&str; 7] =
    ["cubic", "gaussian", "inverse_multiquadric", "linear", "multiquadric", "quintic", "thin_plate"];

/// The function of a name at distances, `epsilon` being its length; `None` for another name.
///
/// # Examples
/// ```
/// use pallasite_interpolate::rbf::radial;
/// assert_eq!(radial("cubic", &[0.0, 2.0], 1.0), Some(vec![0.0, 8.0]));
/// assert_eq!(radial("round", &[1.0], 1.0), None);
/// ```
pub fn radial(name: &str, r: &[f64], epsilon: f64) -> Option<Vec<f64>> {
    let function: fn(f64, f64) -> f64 = match name {
        "multiquadric" => |_, s| (s * s + 1.0).sqrt(),
        "inverse_multiquadric" => |_, s| 1.0 / (s * s + 1.0).sqrt(),
        "gaussian" => |_, s| (-s * s).exp(),
        "linear" => |r, _| r,
        "cubic" => |r, _| r.powi(3),
        "quintic" => |r, _| r.powi(5),
        "thin_plate" => |r, _| if r == 0.0 { 0.0 } else { r * r * r.ln() },
        _ => return None,
    };
    Some(r.iter().map(|&r| function(r, 1.0 / epsilon * r)).collect())
}

/// The Euclidean distances of points, a row for each of `a`: both hold the coordinates of all points one behind the other.
///
/// # Examples
/// ```
/// use pallasite_interpolate::rbf::distances;
/// assert_eq!(distances(&[0.0, 0.0], &[3.0, 0.0, 4.0, 1.0], 2), [5.0, 1.0]);
/// ```
pub fn distances(a: &[f64], b: &[f64], ndim: usize) -> Vec<f64> {
    let (n, m) = (a.len() / ndim.max(1), b.len() / ndim.max(1));
    let mut out = vec![0.0; n * m];
    for (i, row) in out.chunks_exact_mut(m.max(1)).enumerate() {
        for d in 0..ndim {
            let x = a[d * n + i];
            row.iter_mut().zip(&b[d * m..]).for_each(|(r, y)| *r += (x - y) * (x - y));
        }
        row.iter_mut().for_each(|r| *r = r.sqrt());
    }
    out
}
