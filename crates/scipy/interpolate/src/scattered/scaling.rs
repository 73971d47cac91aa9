//! `rescale=True`: coordinates brought to a common range.

/// A shift to the mean and a scale to a range of one, for each coordinate.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaling {
    offset: Vec<f64>,
    scale: Vec<f64>,
}

impl Scaling {
    /// That of points of `ndim` coordinates; coordinates that are all the same keep their scale.
    pub fn of(points: &[f64], ndim: usize) -> Scaling {
        let count = (points.len() / ndim.max(1)) as f64;
        let column = |j: usize| points[j.min(points.len())..].iter().step_by(ndim).copied();
        let range =
            |j: usize| column(j).fold(f64::NEG_INFINITY, f64::max) - column(j).fold(f64::INFINITY, f64::min);
        let scale = |range: f64| if range > 0.0 { range } else { 1.0 };
        Scaling {
            offset: (0..ndim).map(|j| column(j).sum::<f64>() / count).collect(),
            scale: (0..ndim).map(|j| scale(range(j))).collect(),
        }
    }

    /// Scales points in place.
    pub fn apply(&self, points: &mut [f64]) {
        for point in points.chunks_exact_mut(self.scale.len()) {
            for (x, (o, s)) in point.iter_mut().zip(self.offset.iter().zip(&self.scale)) {
                *x = (*x - o) / s;
            }
        }
    }
}
