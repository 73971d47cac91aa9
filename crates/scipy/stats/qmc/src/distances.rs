//! How far apart points are.

use pallasite_array::threads;

/// How the distance of two points is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The length of the straight line.
    Euclidean,
    /// Its square.
    SquaredEuclidean,
    /// The sum of the differences of coordinates.
    CityBlock,
    /// The largest of them.
    Chebyshev,
}

impl Metric {
    /// SciPy's name of a metric.
    ///
    /// ```
    /// use pallasite_qmc::Metric;
    /// assert_eq!(Metric::named("cityblock"), Some(Metric::CityBlock));
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "euclidean" => Some(Self::Euclidean),
            "sqeuclidean" => Some(Self::SquaredEuclidean),
            "cityblock" => Some(Self::CityBlock),
            "chebyshev" => Some(Self::Chebyshev),
            _ => None,
        }
    }

    /// The distance of two points.
    pub fn distance(self, a: &[f64], b: &[f64]) -> f64 {
        let apart = a.iter().zip(b).map(|(x, y)| (x - y).abs());
        match self {
            Self::Euclidean => apart.map(|d| d * d).sum::<f64>().sqrt(),
            Self::SquaredEuclidean => apart.map(|d| d * d).sum(),
            Self::CityBlock => apart.sum(),
            Self::Chebyshev => apart.fold(0.0, f64::max),
        }
    }
}

/// The distances of all pairs of points with `d` coordinates each, in the order (0, 1), (0, 2), ..., (1, 2), ...
///
/// ```
/// use pallasite_qmc::{Metric, pair_distances};
/// assert_eq!(pair_distances(&[0.0, 0.0, 3.0, 4.0, 3.0, 0.0], 2, Metric::Euclidean), [5.0, 3.0, 4.0]);
/// ```
pub fn pair_distances(points: &[f64], d: usize, metric: Metric) -> Vec<f64> {
    let rows: Vec<&[f64]> = points.chunks(d.max(1)).collect();
    let behind = |i: usize| rows[i + 1..].iter().map(|b| metric.distance(rows[i], b)).collect::<Vec<_>>();
    threads::map(rows.len(), behind).concat()
}

/// The least of some distances that is not zero; NaN if there is none.
///
/// ```
/// assert_eq!(pallasite_qmc::least_distance(&[0.0, 2.0, 1.5]), Some(1.5));
/// ```
pub fn least_distance(distances: &[f64]) -> Option<f64> {
    let nonzero = distances.iter().copied().filter(|&d| d != 0.0);
    nonzero.reduce(|a, b| if a < b || a.is_nan() { a } else { b })
}

/// The mean length of the edges of the minimum spanning tree of `n` points (Prim 1957), from the distances of all pairs
/// in the order (0, 1), (0, 2), ..., (1, 2), ...; points at distance zero are not joined, as in SciPy. NaN if there are no
/// edges.
///
/// ```
/// // Of a triangle with sides of 3, 4 and 5.
/// assert_eq!(pallasite_qmc::mean_edge_of_spanning_tree(&[3.0, 4.0, 5.0], 3), 3.5);
/// ```
pub fn mean_edge_of_spanning_tree(distances: &[f64], n: usize) -> f64 {
    let between = |i: usize, j: usize| {
        let (i, j) = (i.min(j), i.max(j));
        distances[i * (2 * n - i - 1) / 2 + j - i - 1]
    };
    let (mut nearest, mut outside): (Vec<f64>, Vec<usize>) = (vec![f64::INFINITY; n], (0..n).collect());
    let (mut edges, mut sum) = (0, 0.0);
    while let Some(at) = closest(&outside, &nearest) {
        let next = outside.swap_remove(at);
        if nearest[next] < f64::INFINITY {
            (edges, sum) = (edges + 1, sum + nearest[next]);
        }
        for &other in &outside {
            let d = between(next, other);
            if d != 0.0 && d < nearest[other] {
                nearest[other] = d;
            }
        }
    }
    sum / edges as f64
}

/// Where in `outside` the point is that is nearest to the tree.
fn closest(outside: &[usize], nearest: &[f64]) -> Option<usize> {
    (0..outside.len()).min_by(|&a, &b| nearest[outside[a]].total_cmp(&nearest[outside[b]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_points_on_a_line() {
        let at = [0.0, 7.0, 1.0, 3.0_f64];
        let pairs = (0..4).flat_map(|i| (i + 1..4).map(move |j| (i, j)));
        let distances: Vec<f64> = pairs.map(|(i, j)| (at[i] - at[j]).abs()).collect();
        assert_eq!(mean_edge_of_spanning_tree(&distances, 4), 7.0 / 3.0);
        assert_eq!(least_distance(&distances), Some(1.0));
    }

    #[test]
    fn points_on_each_other() {
        assert_eq!(mean_edge_of_spanning_tree(&[0.0, 1.0, 1.0], 3), 1.0);
        assert!(mean_edge_of_spanning_tree(&[0.0], 2).is_nan());
        assert_eq!(least_distance(&[0.0]), None);
    }
}
