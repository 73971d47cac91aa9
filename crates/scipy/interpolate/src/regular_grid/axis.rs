//! The coordinates of one dimension.

/// Strictly ascending coordinates.
pub(super) struct Axis {
    points: Vec<f64>,
    /// Intervals per unit of length, were they all the same.
    density: f64,
}

impl Axis {
    pub fn new(points: Vec<f64>) -> Axis {
        let n = points.len();
        let density = if n > 1 { (n - 1) as f64 / (points[n - 1] - points[0]) } else { 0.0 };
        Axis { points, density }
    }

    pub fn points(&self) -> &[f64] {
        &self.points
    }

    /// The interval of a coordinate, the first or last one beyond the ends, and how far along it the coordinate is.
    #[inline]
    pub fn find(&self, x: f64) -> (usize, f64) {
        let p = &self.points[..];
        if p.len() < 2 {
            return (0, 0.0);
        }
        let last = p.len() - 2;
        // Where an even spacing would have it; a cast of what is negative or not a number gives zero.
        let guess = (((x - p[0]) * self.density) as usize).min(last);
        let fits = |i: usize| (p[i] <= x || i == 0) && (x < p[i + 1] || i == last);
        let index = if fits(guess) {
            guess
        } else if guess < last && fits(guess + 1) {
            guess + 1
        } else {
            p[1..=last].partition_point(|&v| v <= x)
        };
        (index, (x - p[index]) / (p[index + 1] - p[index]))
    }
}
