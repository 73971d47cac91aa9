//! `query`: the nearest neighbours of points.

use super::KdTree;
use super::norm::{Largest, Norm, One, Power, Two};
use crate::error::SpatialError;
use pallasite_array::{interrupt, threads};
use rayon::prelude::*;

/// Queries that one thread takes at a time.
const CHUNK: usize = 1024;

/// What `query` looks for.
#[derive(Clone, Copy, Debug)]
pub struct QueryOptions {
    /// The k-th distance found is at most `1 + eps` times the true one.
    pub eps: f64,
    /// Which Minkowski norm: 1 to infinity.
    pub p: f64,
    /// Neighbours are nearer than this.
    pub distance_upper_bound: f64,
}

impl Default for QueryOptions {
    fn default() -> Self {
        QueryOptions { eps: 0.0, p: 2.0, distance_upper_bound: f64::INFINITY }
    }
}

impl KdTree {
    /// The `k` nearest neighbours of every point of `xi`: rows of their distances and of their indices, nearest first,
    /// of equal distances the lower index. Where there is none, the distance is infinite and the index
    /// [`KdTree::npoints`].
    ///
    /// # Errors
    /// A norm below one, coordinates that are not finite or do not fit.
    pub fn query(
        &self,
        xi: &[f64],
        k: usize,
        options: &QueryOptions,
    ) -> Result<(Vec<f64>, Vec<i64>), SpatialError> {
        if self.ndim == 0 || !xi.len().is_multiple_of(self.ndim) {
            let given = xi.len().checked_rem(self.ndim).unwrap_or(xi.len());
            return Err(SpatialError::Dimensions { given, expected: self.ndim });
        }
        if xi.iter().any(|x| !x.is_finite()) {
            return Err(SpatialError::NotFinite { name: "'x'" });
        }
        match options.p {
            1.0 => Ok(self.query_by(&One, xi, k, options)),
            2.0 => Ok(self.query_by(&Two, xi, k, options)),
            f64::INFINITY => Ok(self.query_by(&Largest, xi, k, options)),
            p if p > 1.0 => Ok(self.query_by(&Power(p), xi, k, options)),
            _ => Err(SpatialError::Norm),
        }
    }

    fn query_by<N: Norm>(
        &self,
        norm: &N,
        xi: &[f64],
        k: usize,
        options: &QueryOptions,
    ) -> (Vec<f64>, Vec<i64>) {
        let count = xi.len() / self.ndim;
        let (mut distances, mut indices) =
            (vec![f64::INFINITY; count * k], vec![self.npoints() as i64; count * k]);
        if k == 0 {
            return (distances, indices);
        }
        let run = |((xi, distances), indices): ((&[f64], &mut [f64]), &mut [i64])| {
            let mut search = Search::new(self, norm, k, options);
            let rows = distances.chunks_exact_mut(k).zip(indices.chunks_exact_mut(k));
            for (x, (d, i)) in xi.chunks_exact(self.ndim).zip(rows) {
                search.nearest(x);
                for (j, found) in search.found.iter().enumerate() {
                    (d[j], i[j]) = (norm.root(found.0), found.1.into());
                }
            }
        };
        if count <= CHUNK {
            run(((xi, &mut distances), &mut indices));
        } else {
            let out = distances.par_chunks_mut(CHUNK * k).zip(indices.par_chunks_mut(CHUNK * k));
            let parts = xi.par_chunks(CHUNK * self.ndim).zip(out);
            let run = interrupt::shared(|(x, (d, i))| run(((x, d), i)));
            threads::install(|| parts.for_each(run));
        }
        (distances, indices)
    }

    /// The difference of two coordinates, around the torus if that is shorter.
    #[inline]
    pub(super) fn difference(&self, axis: usize, a: f64, b: f64) -> f64 {
        let d = (a - b).abs();
        match self.periods.get(axis) {
            Some(&period) if period > 0.0 => d.min(period - d),
            _ => d,
        }
    }
}

/// The search for the neighbours of one point after the other.
struct Search<'a, N> {
    tree: &'a KdTree,
    norm: &'a N,
    k: usize,
    /// What remains of the bound once `eps` is allowed for, as a factor.
    slack: f64,
    upper: f64,
    x: Vec<f64>,
    /// Sums of powers and indices, in order.
    found: Vec<(f64, u32)>,
}

impl<'a, N: Norm> Search<'a, N> {
    fn new(tree: &'a KdTree, norm: &'a N, k: usize, options: &QueryOptions) -> Self {
        let slack = 1.0 / norm.power(1.0 + options.eps);
        let upper = norm.power(options.distance_upper_bound);
        Search {
            tree,
            norm,
            k,
            slack,
            upper,
            x: vec![0.0; tree.ndim],
            found: Vec::with_capacity(k.min(tree.npoints())),
        }
    }

    fn nearest(&mut self, x: &[f64]) {
        self.x.copy_from_slice(x);
        for (x, &period) in self.x.iter_mut().zip(&self.tree.periods) {
            if period > 0.0 {
                *x = x.rem_euclid(period);
            }
        }
        self.found.clear();
        let distance = self.box_distance(0);
        self.visit(0, distance);
    }

    /// A sum of powers that a neighbour must not exceed.
    fn bound(&self) -> f64 {
        if self.found.len() < self.k { self.upper } else { self.found[self.k - 1].0 }
    }

    fn visit(&mut self, id: u32, distance: f64) {
        if distance > self.bound() * self.slack {
            return;
        }
        let node = &self.tree.nodes[id as usize];
        if node.second == 0 {
            return self.scan(node.start as usize, node.end as usize);
        }
        let (first, second) = (id + 1, node.second);
        let (d1, d2) = (self.box_distance(first), self.box_distance(second));
        if d1 <= d2 {
            self.visit(first, d1);
            self.visit(second, d2);
        } else {
            self.visit(second, d2);
            self.visit(first, d1);
        }
    }

    fn scan(&mut self, start: usize, end: usize) {
        match self.tree.ndim {
            2 => self.scan_of(start, end, 2),
            3 => self.scan_of(start, end, 3),
            n => self.scan_of(start, end, n),
        }
    }

    #[inline(always)]
    fn scan_of(&mut self, start: usize, end: usize, n: usize) {
        let tree = self.tree;
        let x = &self.x[..n];
        let rows = tree.points[start * n..end * n].chunks_exact(n).zip(&tree.indices[start..end]);
        let plain = tree.periods.is_empty();
        for (point, &index) in rows {
            let step =
                |j: usize| if plain { (x[j] - point[j]).abs() } else { tree.difference(j, x[j], point[j]) };
            let distance = (0..n).fold(0.0, |sum, j| self.norm.join(sum, self.norm.term(step(j))));
            let full = self.found.len() == self.k;
            if distance < self.upper && !(full && distance > self.found[self.k - 1].0) {
                keep(&mut self.found, self.k, (distance, index));
            }
        }
    }

    /// The distance of the point from a node's box.
    #[inline]
    fn box_distance(&self, id: u32) -> f64 {
        match self.tree.ndim {
            2 => self.box_distance_of(id, 2),
            3 => self.box_distance_of(id, 3),
            n => self.box_distance_of(id, n),
        }
    }

    #[inline(always)]
    fn box_distance_of(&self, id: u32, n: usize) -> f64 {
        let corners = &self.tree.boxes[id as usize * 2 * n..(id as usize + 1) * 2 * n];
        let (low, high) = corners.split_at(n);
        let outside = |x: f64, j: usize| (low[j] - x).max(x - high[j]).max(0.0);
        let gap = |j: usize| match self.tree.periods.get(j) {
            Some(&p) if p > 0.0 => {
                let x = self.x[j];
                outside(x, j).min(outside(x - p, j)).min(outside(x + p, j))
            }
            _ => outside(self.x[j], j),
        };
        (0..n).fold(0.0, |sum, j| self.norm.join(sum, self.norm.term(gap(j))))
    }
}

/// Puts a candidate among the `k` nearest that were found.
fn keep(found: &mut Vec<(f64, u32)>, k: usize, candidate: (f64, u32)) {
    if found.len() == k {
        if candidate >= found[k - 1] {
            return;
        }
        found.pop();
    }
    let at = found.partition_point(|f| *f < candidate);
    found.insert(at, candidate);
}

#[cfg(test)]
mod tests {
    use super::{KdTree, QueryOptions};

    fn points(count: usize, ndim: usize) -> Vec<f64> {
        (0..count * ndim).map(|i| (i as f64 * 0.754_877_666 + (i % 7) as f64 * 0.31).fract()).collect()
    }

    fn by_looking_at_all(data: &[f64], x: &[f64], p: f64, period: f64) -> Vec<(f64, i64)> {
        let distance = |point: &[f64]| {
            let d = point
                .iter()
                .zip(x)
                .map(|(a, b)| (a - b).abs())
                .map(|d| if period > 0.0 { d.min(period - d) } else { d });
            if p.is_infinite() {
                d.fold(0.0, f64::max)
            } else {
                d.map(|d| d.powf(p)).sum::<f64>().powf(1.0 / p)
            }
        };
        let mut all: Vec<_> = data.chunks(x.len()).map(distance).zip(0..).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        all
    }

    #[test]
    fn neighbours_are_those_of_a_full_search() {
        for (ndim, period) in [(1, 0.0), (2, 0.0), (3, 0.0), (5, 0.0), (2, 1.0)] {
            let data = points(300, ndim);
            let periods = vec![period; ndim];
            let tree = KdTree::new(&data, ndim, 8, Some(&periods)).expect("the points are finite");
            for p in [1.0, 2.0, 3.5, f64::INFINITY] {
                let options = QueryOptions { p, ..QueryOptions::default() };
                for x in points(20, ndim).iter().map(|x| x * 0.999).collect::<Vec<_>>().chunks(ndim) {
                    let (d, i) = tree.query(x, 5, &options).expect("the query fits");
                    for (j, want) in by_looking_at_all(&data, x, p, period)[..5].iter().enumerate() {
                        assert!((d[j] - want.0).abs() < 1e-12, "{} is not {} at {}", d[j], want.0, i[j]);
                    }
                }
            }
        }
    }

    #[test]
    fn beyond_the_bound_there_is_none() {
        let tree = KdTree::new(&[0.0, 1.0, 2.0], 1, 1, None).expect("the points are finite");
        let options = QueryOptions { distance_upper_bound: 1.0, ..QueryOptions::default() };
        let (d, i) = tree.query(&[0.5], 3, &options).expect("the query fits");
        assert_eq!((d, i), (vec![0.5, 0.5, f64::INFINITY], vec![0, 1, 3]));
        assert!(tree.query(&[f64::NAN], 1, &options).is_err());
    }
}
