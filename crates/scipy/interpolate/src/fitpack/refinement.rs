//! `generate_knots`, `make_splrep`, `make_splprep`: Dierckx's curves with a look at every set of knots.
//!
//! Unlike [`fit_curve`](super::fit_curve) they measure the residuals again behind each single knot.

use super::curve::{Curve, check_knots};
use super::panels::Panels;
use super::periodic::{check_periodic_knots, wrapped};
use super::smoothing::{Status, TOLERANCE};
use crate::bspline::{not_a_knot, periodic};
use crate::error::{InterpolateError, Result};

/// How many knots there may be for `count` points and degree `k` without a limit.
fn most_knots(count: usize, k: usize, closed: bool) -> usize {
    (count + if closed { 2 * k } else { k + 1 }).max(2 * k + 3)
}

/// The sum of squares of the residuals of least squares with knots `t`, and the residual of each point.
fn residuals(curve: &Curve<'_>, t: &[f64], closed: bool) -> Result<(f64, Vec<f64>)> {
    let (fp, squares) = if closed { curve.closed_residuals(t) } else { curve.residuals(t) };
    if squares.iter().sum::<f64>().is_nan() {
        return Err(InterpolateError::invalid(
            "error. a theoretically impossible result was found during\nthe iteration process for finding a smoothing \
             spline with\nfp = s. probably causes : s too small.\nthe weighted sum of squared residuals is becoming \
             NaN\n",
        ));
    }
    Ok((fp, squares))
}

/// The sets of knots that the search for a sum of squares of `s` goes through; the last is the result.
///
/// # Errors
/// Residuals that are not numbers.
pub fn knot_sequence(curve: &Curve<'_>, s: f64, most: Option<usize>, closed: bool) -> Result<Vec<Vec<f64>>> {
    let (k, count, x) = (curve.k, curve.x.len(), curve.x);
    let accuracy = TOLERANCE * s;
    let most = most.unwrap_or_else(|| most_knots(count, k, closed));
    let (smallest, largest) = (2 * k + 2, count + if closed { 2 * k } else { k + 1 });
    let mut panels = Panels::whole(curve.range.0, curve.range.1, k, count);
    let (mut added, mut fp, mut found) = (1, 0.0, Vec::new());
    if closed {
        let constant = wrapped(&panels.t, k);
        fp = residuals(curve, &constant, true)?.0;
        if fp - s < accuracy || largest == smallest {
            return Ok(vec![constant]);
        }
        panels.start_in_the_middle(x);
    }
    for _ in 0..count {
        let t = if closed { wrapped(&panels.t, k) } else { panels.t.clone() };
        found.push(t.clone());
        let last = fp;
        let mut squares;
        (fp, squares) = residuals(curve, &t, closed)?;
        let missing = fp - s;
        if missing.abs() < accuracy || missing < 0.0 {
            return Ok(found);
        }
        added = if t.len() == smallest { 1 } else { Panels::next_count(added, missing, last - fp, accuracy) };
        for j in 0..added {
            panels.measure(x, squares.iter().copied());
            if !panels.split(x) {
                return Ok(found);
            }
            let n = panels.t.len();
            if n >= largest {
                found.push(if closed { periodic(x, k) } else { not_a_knot(x, k) });
                return Ok(found);
            }
            // The ends of a closed curve stay those of the round.
            let inner = &panels.t[k + 1..n - k - 1];
            let t = [&t[..k + 1], inner, &t[t.len() - k - 1..]].concat();
            if n >= most {
                found.push(t);
                return Ok(found);
            }
            if j + 1 < added {
                squares = residuals(curve, &t, closed)?.1;
            }
        }
    }
    Ok(found)
}

/// The coefficients of the spline with knots `t` whose sum of squares is `s`, and how the search for it ended.
///
/// # Errors
/// Knots that do not lie among the points as they have to.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Curve, Status, knot_sequence, smooth_with_knots};
/// let x: Vec<f64> = (0..50).map(|i| i as f64 / 5.0).collect();
/// let y: Vec<f64> = x.iter().map(|x| x.sin()).collect();
/// let curve = Curve { x: &x, y: &y, width: 1, w: &[1.0; 50], range: (0.0, 9.8), k: 3 };
/// let t = knot_sequence(&curve, 1e-2, None, false)?.pop().unwrap();
/// let (_, status) = smooth_with_knots(&curve, &t, 1e-2, false)?;
/// assert_eq!(status, Status::Smoothed);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn smooth_with_knots(curve: &Curve<'_>, t: &[f64], s: f64, closed: bool) -> Result<(Vec<f64>, Status)> {
    let k = curve.k;
    if closed {
        check_periodic_knots(curve.x, t, k)?
    } else {
        check_knots(curve.x, t, k)?
    };
    if t.len() == 2 * k + 2 {
        let c = if closed { curve.closed_least_squares(t) } else { curve.least_squares(t) };
        return Ok((c, Status::Polynomial));
    }
    let ends = Panels::whole(curve.range.0, curve.range.1, k, curve.x.len()).t;
    let ends = if closed { wrapped(&ends, k) } else { ends };
    let (polynomial_fp, _) = residuals(curve, &ends, closed)?;
    Ok(if closed { curve.smooth_closed(t, polynomial_fp, s) } else { curve.smooth_open(t, polynomial_fp, s) })
}
