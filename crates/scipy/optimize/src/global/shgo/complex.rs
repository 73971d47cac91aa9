//! Points joined by edges, and the values of a function at them.

use super::ShgoObjective;
use std::collections::{BTreeSet, HashMap};

#[derive(Default)]
pub(super) struct Complex {
    pub points: Vec<Vec<f64>>,
    /// The values at the first points; those at the others are not known yet.
    pub values: Vec<f64>,
    neighbours: Vec<BTreeSet<usize>>,
    /// How often the neighbours of each vertex have changed.
    pub changes: Vec<usize>,
    numbers: HashMap<Vec<u64>, usize>,
}

/// What points are told apart by; zeros of both signs are one.
fn key(x: &[f64]) -> Vec<u64> {
    x.iter().map(|x| (x + 0.0).to_bits()).collect()
}

impl Complex {
    pub fn len(&self) -> usize {
        self.points.len()
    }

    pub fn find(&self, x: &[f64]) -> Option<usize> {
        self.numbers.get(&key(x)).copied()
    }

    /// The number of the vertex at `x`, which is made if need be.
    pub fn vertex(&mut self, x: &[f64]) -> usize {
        let next = self.points.len();
        let number = *self.numbers.entry(key(x)).or_insert(next);
        if number == next {
            self.points.push(x.to_vec());
            self.neighbours.push(BTreeSet::new());
            self.changes.push(0);
        }
        number
    }

    pub fn join(&mut self, a: usize, b: usize) {
        if a != b && self.neighbours[a].insert(b) {
            self.neighbours[b].insert(a);
            self.changes[a] += 1;
            self.changes[b] += 1;
        }
    }

    pub fn cut(&mut self, a: usize, b: usize) {
        if self.neighbours[a].remove(&b) {
            self.neighbours[b].remove(&a);
            self.changes[a] += 1;
            self.changes[b] += 1;
        }
    }

    #[cfg(test)]
    pub fn degree(&self, v: usize) -> usize {
        self.neighbours[v].len()
    }

    /// Evaluates the function where it is not known; the number of feasible points among those.
    pub fn evaluate<E>(&mut self, objective: &mut impl ShgoObjective<E>) -> Result<usize, E> {
        let fresh = &self.points[self.values.len()..];
        let feasible = objective.feasible(fresh)?;
        let chosen = fresh.iter().zip(&feasible).filter(|(_, feasible)| **feasible);
        let chosen: Vec<Vec<f64>> = chosen.map(|(x, _)| x.clone()).collect();
        let mut values =
            objective.values(&chosen)?.into_iter().map(|f| if f.is_nan() { f64::INFINITY } else { f });
        let all = feasible.iter().map(|&feasible| if feasible { values.next() } else { None });
        self.values.extend(all.map(|value| value.unwrap_or(f64::INFINITY)));
        Ok(chosen.len())
    }

    /// Whether the value at a vertex is below those at all its neighbours.
    pub fn is_minimizer(&self, v: usize) -> bool {
        self.neighbours[v].iter().all(|&w| self.values[v] < self.values[w])
    }

    /// Bounds narrowed to the nearest coordinates of neighbours on both sides of a vertex.
    pub fn star_bounds(&self, v: usize, bounds: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let mut star = bounds.to_vec();
        for &w in &self.neighbours[v] {
            for ((low, high), (&x, &near)) in star.iter_mut().zip(self.points[v].iter().zip(&self.points[w]))
            {
                if near < x {
                    *low = low.max(near);
                } else if near > x {
                    *high = high.min(near);
                }
            }
        }
        star
    }

    /// The vertex of the lowest value.
    pub fn lowest(&self) -> Option<usize> {
        (0..self.values.len())
            .filter(|&v| self.values[v] < f64::INFINITY)
            .reduce(|best, v| if self.values[v] < self.values[best] { v } else { best })
    }
}
