//! Where the next knot of a surface goes.

use super::smoothing::Status;
use crate::bspline::find_interval;

/// One axis of a surface that may get another knot.
pub(super) struct Axis<'a> {
    pub t: &'a [f64],
    pub k: usize,
    /// The positions of the points.
    pub x: &'a [f64],
    pub has_room: bool,
    /// Half a turn, and how many knots there are in it, where each knot has another opposite to it.
    pub half_turn: Option<(f64, usize)>,
}

/// Residuals between two knots and their centre of mass.
#[derive(Clone, Copy, Default)]
struct Strip {
    sum: f64,
    moment: f64,
}

impl Axis<'_> {
    fn strips(&self, squares: &[f64]) -> Vec<Strip> {
        let mut strips = vec![Strip::default(); self.t.len() - 2 * self.k - 1];
        let mut l = self.k;
        for (&x, square) in self.x.iter().zip(squares) {
            l = find_interval(self.t, self.k, x, l, true).unwrap_or(self.k);
            strips[l - self.k].sum += square;
            strips[l - self.k].moment += square * x;
        }
        strips
    }

    /// The place and position of a knot in the centre of strip `i`, unless it is too near to one of those beside it.
    fn knot(&self, i: usize, strip: Strip) -> Option<(usize, f64)> {
        let (mut place, mut knot) = (i + self.k + 1, strip.moment / strip.sum);
        if let Some((half, count)) = self.half_turn.filter(|(half, _)| knot >= *half) {
            (place, knot) = (place - count, knot - half);
        }
        let (after, before) = (self.t[place] - knot, knot - self.t[place - 1]);
        (after <= 10.0 * before && before <= 10.0 * after).then_some((place, knot))
    }
}

/// The axis, the place and the position of the next knot: in the strip with the largest residual where one fits.
pub(super) fn next_knot(axes: [Axis<'_>; 2], squares: &[f64]) -> Result<(usize, usize, f64), Status> {
    if axes.iter().all(|axis| !axis.has_room) {
        return Err(Status::TooFewKnots);
    }
    let mut choice: Vec<(usize, usize, Strip)> = Vec::new();
    for (number, axis) in axes.iter().enumerate().filter(|(_, axis)| axis.has_room) {
        let strips = axis.strips(squares).into_iter().enumerate();
        choice.extend(strips.filter(|(_, s)| s.sum > 0.0).map(|(i, s)| (number, i, s)));
    }
    choice.sort_by(|(.., a), (.., b)| b.sum.total_cmp(&a.sum));
    let fits = |(axis, i, strip): (usize, usize, Strip)| axes[axis].knot(i, strip).map(|(p, k)| (axis, p, k));
    choice.into_iter().find_map(fits).ok_or(Status::Coinciding)
}
