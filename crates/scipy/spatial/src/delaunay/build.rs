//! From points to tables: checks, the first simplex, insertion, renumbering.

use super::Delaunay;
use crate::error::SpatialError;
use crate::mesh::Mesh;
use crate::order::insertion_order;
use crate::predicates::{Many, Plane, Solid, Space};
use pallasite_array::interrupt;
use std::sync::OnceLock;

/// What the mesh says of the points in the order of insertion.
struct Tables {
    simplices: Vec<i32>,
    neighbors: Vec<i32>,
    duplicates: Vec<u32>,
}

pub(super) fn triangulate(points: Vec<f64>, ndim: usize) -> Result<Delaunay, SpatialError> {
    check(&points, ndim)?;
    let first = first_simplex(&points, ndim)?;
    let mut order = first.clone();
    order.extend(insertion_order(&points, ndim).into_iter().filter(|i| !first.contains(i)));
    let sorted = order.iter().flat_map(|&i| &points[i as usize * ndim..(i as usize + 1) * ndim]);
    let sorted: Vec<f64> = sorted.copied().collect();
    let mut tables = match ndim {
        2 => insert_all(&Plane(sorted.as_chunks().0.to_vec())),
        3 => insert_all(&Solid(sorted.as_chunks().0.to_vec())),
        dim => insert_all(&Many { points: sorted, dim }),
    };
    for vertex in &mut tables.simplices {
        *vertex = order[*vertex as usize] as i32;
    }
    tables.duplicates.iter_mut().for_each(|p| *p = order[*p as usize]);
    Ok(finish(points, ndim, tables))
}

fn check(points: &[f64], ndim: usize) -> Result<(), SpatialError> {
    if points.is_empty() {
        return Err(SpatialError::NoPoints);
    }
    if ndim < 2 {
        return Err(SpatialError::OneDimension);
    }
    if !points.len().is_multiple_of(ndim) {
        return Err(SpatialError::Dimensions { given: points.len() % ndim, expected: ndim });
    }
    if points.iter().any(|x| x.is_nan()) {
        return Err(SpatialError::NotANumber);
    }
    if points.iter().any(|x| x.is_infinite()) {
        return Err(SpatialError::Infinite);
    }
    // Qhull speaks of the lifted simplex, and has a point at infinity beside those given.
    if points.len() / ndim < ndim + 1 {
        return Err(SpatialError::TooFewPoints { points: points.len() / ndim, needed: ndim + 2 });
    }
    Ok(())
}

/// Points that span the space, each as far as can be from the span of those before (Gram and Schmidt).
fn first_simplex(points: &[f64], ndim: usize) -> Result<Vec<u32>, SpatialError> {
    let largest = points.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
    let flat = 10.0 * ndim as f64 * f64::EPSILON * largest;
    let start = (0..points.len() / ndim).min_by(|&i, &j| points[i * ndim].total_cmp(&points[j * ndim]));
    let origin = start.unwrap_or(0);
    let mut rest: Vec<f64> = points.to_vec();
    let corner = points[origin * ndim..(origin + 1) * ndim].to_vec();
    rest.chunks_exact_mut(ndim).for_each(|p| p.iter_mut().zip(&corner).for_each(|(x, c)| *x -= c));
    let mut chosen = vec![origin as u32];
    for facet in 0..ndim {
        let lengths = rest.chunks_exact(ndim).map(|p| dot(p, p));
        let (far, square) = lengths.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0));
        let length = square.sqrt();
        if length <= flat {
            return Err(SpatialError::Flat { facet });
        }
        chosen.push(far as u32);
        let axis: Vec<f64> = rest[far * ndim..(far + 1) * ndim].iter().map(|x| x / length).collect();
        for p in rest.chunks_exact_mut(ndim) {
            let along = dot(p, &axis);
            p.iter_mut().zip(&axis).for_each(|(x, a)| *x -= along * a);
        }
    }
    Ok(chosen)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Inserts all points, the first of which are the first simplex.
fn insert_all<S: Space>(space: &S) -> Tables {
    let size = space.dim() as u32 + 1;
    let mut mesh = Mesh::new(space, &(0..size).collect::<Vec<_>>());
    let duplicates = (size..space.len() as u32).filter(|&p| {
        interrupt::poll();
        !mesh.insert(p)
    });
    let duplicates = duplicates.collect();
    let mut number = vec![-1; mesh.vertices.len() / size as usize];
    let mut kept = Vec::new();
    for (cell, finite) in mesh.finite().into_iter().enumerate() {
        if finite {
            number[cell] = kept.len() as i32;
            kept.push(cell as u32);
        }
    }
    let row = |&c: &u32| c as usize * size as usize..(c + 1) as usize * size as usize;
    Tables {
        simplices: kept.iter().flat_map(|c| &mesh.vertices[row(c)]).map(|&v| v as i32).collect(),
        neighbors: kept.iter().flat_map(|c| &mesh.neighbors[row(c)]).map(|&c| number[c as usize]).collect(),
        duplicates,
    }
}

/// The triangulation with what is quickly found from its tables.
fn finish(points: Vec<f64>, ndim: usize, tables: Tables) -> Delaunay {
    let mut vertex_to_simplex = vec![-1; points.len() / ndim];
    for (simplex, vertices) in tables.simplices.chunks_exact(ndim + 1).enumerate() {
        vertices.iter().for_each(|&v| vertex_to_simplex[v as usize] = simplex as i32);
    }
    let bound = |pick: fn(f64, f64) -> f64| -> Vec<f64> {
        let column = |j: usize| points[j..].iter().step_by(ndim).copied();
        (0..ndim).map(|j| column(j).reduce(pick).unwrap_or(0.0)).collect()
    };
    let (min_bound, max_bound) = (bound(f64::min), bound(f64::max));
    let (paraboloid_scale, paraboloid_shift) = paraboloid(&points, ndim);
    let mut out = Delaunay {
        ndim,
        simplices: tables.simplices,
        neighbors: tables.neighbors,
        coplanar: Vec::new(),
        vertex_to_simplex,
        min_bound,
        max_bound,
        paraboloid_scale,
        paraboloid_shift,
        transform: OnceLock::new(),
        equations: OnceLock::new(),
        hints: OnceLock::new(),
        points,
    };
    out.add_coplanar(&tables.duplicates);
    out
}

/// Scale and shift that bring the squared lengths to the range from zero to the largest coordinate, as Qhull does
/// with its point at infinity, a tenth above the highest, among them.
fn paraboloid(points: &[f64], ndim: usize) -> (f64, f64) {
    let squares = points.chunks_exact(ndim).map(|p| dot(p, p));
    let (low, high) = squares.fold((f64::INFINITY, 0.0f64), |(l, h), s| (l.min(s), h.max(s)));
    let scale = points.iter().fold(0.0, |m: f64, x| m.max(x.abs())) / (1.1 * high - low);
    (scale, -low * scale)
}

impl Delaunay {
    /// Records the points that coincide with a vertex.
    fn add_coplanar(&mut self, duplicates: &[u32]) {
        if duplicates.is_empty() {
            return;
        }
        let key = |p: i32, points: &Delaunay| -> Vec<u64> {
            // Zeros of both signs are one place.
            points.point(p).iter().map(|x| (x + 0.0).to_bits()).collect()
        };
        let vertices = (0..self.npoints() as i32).filter(|&p| self.vertex_to_simplex[p as usize] >= 0);
        let places: std::collections::HashMap<_, _> = vertices.map(|p| (key(p, self), p)).collect();
        let mut found: Vec<[i32; 3]> = Vec::with_capacity(duplicates.len());
        for &p in duplicates {
            let vertex = places[&key(p as i32, self)];
            found.push([p as i32, self.vertex_to_simplex[vertex as usize], vertex]);
        }
        found.sort_unstable();
        found.iter().for_each(|row| self.vertex_to_simplex[row[0] as usize] = row[1]);
        self.coplanar = found;
    }
}
