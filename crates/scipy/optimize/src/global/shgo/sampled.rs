//! Simplices between sampled points.

use super::complex::Complex;
use super::{ShgoError, ShgoObjective};
use pallasite_spatial::Delaunay;

/// Points taken from a sequence, and their triangulation.
#[derive(Default)]
pub(super) struct Sampled {
    /// Points to be asked for in this iteration.
    asked: usize,
    /// Points of the last iteration.
    before: usize,
    triangulation: Option<Delaunay>,
}

impl Sampled {
    /// Adds points to the complex, as SciPy does: iteration k asks the sequence for k times `n` points and adds the
    /// minima known so far, but of these triangulates only as many as go beyond the iteration before. Returns the number
    /// asked for.
    pub fn iterate<E>(
        &mut self,
        complex: &mut Complex,
        objective: &mut impl ShgoObjective<E>,
        setting: (&[(f64, f64)], usize, bool),
        minima: &[Vec<f64>],
    ) -> Result<usize, ShgoError<E>> {
        let (bounds, n, keep_infeasible) = setting;
        self.asked += n;
        let mut points = objective.sample(self.asked)?;
        for point in &mut points {
            point.iter_mut().zip(bounds).for_each(|(x, (low, high))| *x = *x * (high - low) + low);
        }
        points.extend_from_slice(minima);
        if !keep_infeasible {
            let mut feasible = objective.feasible(&points)?.into_iter();
            points.retain(|_| feasible.next().unwrap_or(false));
        }
        match bounds.len() {
            0 | 1 => join_in_order(complex, &points),
            dimensions if points.len() > dimensions + 1 => self.triangulate(complex, &points, dimensions)?,
            _ => {}
        }
        self.before = points.len();
        Ok(self.asked)
    }

    fn triangulate<E>(
        &mut self,
        complex: &mut Complex,
        points: &[Vec<f64>],
        n: usize,
    ) -> Result<(), ShgoError<E>> {
        let triangulation = match &self.triangulation {
            None => Delaunay::new(&points.concat(), n),
            Some(before) => before.with_points(&points[self.before.min(points.len())..].concat()),
        };
        let triangulation = triangulation.map_err(ShgoError::Triangulation)?;
        let rows: Vec<&[f64]> = triangulation.points().chunks(n).collect();
        for simplex in triangulation.simplices().chunks(n + 1) {
            let corners: Vec<usize> = simplex.iter().map(|&i| complex.vertex(rows[i as usize])).collect();
            for (k, &a) in corners.iter().enumerate() {
                corners[..k].iter().for_each(|&b| complex.join(a, b));
            }
        }
        self.triangulation = Some(triangulation);
        Ok(())
    }
}

/// On a line neighbours are joined.
fn join_in_order(complex: &mut Complex, points: &[Vec<f64>]) {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| {
        a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    let numbers: Vec<usize> = sorted.iter().map(|x| complex.vertex(x)).collect();
    numbers.windows(2).for_each(|w| complex.join(w[0], w[1]));
}
