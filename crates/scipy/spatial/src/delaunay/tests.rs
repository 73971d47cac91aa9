//! Triangulations are valid: neighbours agree, spheres are empty, the volumes add up.

use super::{DEFAULT_TOLERANCE, Delaunay};
use crate::exact::sign;

/// Numbers between zero and one without pattern.
fn random(count: usize) -> Vec<f64> {
    let mut state = 12345u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn grid(side: usize, ndim: usize, step: f64) -> Vec<f64> {
    let count = side.pow(ndim as u32);
    (0..count).flat_map(|i| (0..ndim as u32).map(move |j| (i / side.pow(j) % side) as f64 * step)).collect()
}

fn vertices(tri: &Delaunay, simplex: usize) -> Vec<f64> {
    tri.simplex(simplex).iter().flat_map(|&v| tri.point(v)).copied().collect()
}

fn volume(tri: &Delaunay, simplex: usize) -> f64 {
    let (n, v) = (tri.ndim(), vertices(tri, simplex));
    let mut a: Vec<f64> = (0..n * n).map(|i| v[i] - v[n * n + i % n]).collect();
    let factorial: f64 = (1..=n).map(|k| k as f64).product();
    crate::predicates::determinant(&mut a, n).abs() / factorial
}

fn check(points: &[f64], ndim: usize, hull_volume: Option<f64>) -> Delaunay {
    let tri = Delaunay::new(points, ndim).expect("the points are not flat");
    let size = ndim + 1;
    for s in 0..tri.nsimplex() {
        let orientation = sign(&vertices(&tri, s), ndim, false);
        assert_eq!(orientation, 1, "simplex {s} is positive");
        for k in 0..size {
            let next = tri.neighbors()[s * size + k];
            if next < 0 {
                continue;
            }
            let back = (0..size).find(|&j| tri.neighbors()[next as usize * size + j] == s as i32);
            let across = tri.simplex(next as usize)[back.expect("neighbours know each other")];
            let mut rows = vertices(&tri, s);
            rows.extend(tri.point(across));
            assert!(sign(&rows, ndim, true) <= 0, "the sphere of simplex {s} is empty");
        }
    }
    let total: f64 = (0..tri.nsimplex()).map(|s| volume(&tri, s)).sum();
    if let Some(want) = hull_volume {
        assert!((total - want).abs() < 1e-9 * want, "volume {total} is not {want}");
    }
    let mut used = tri.simplices().to_vec();
    used.extend(tri.coplanar().iter().map(|c| c[0]));
    used.sort_unstable();
    used.dedup();
    assert_eq!(used.len(), tri.npoints(), "every point is a vertex or coincides with one");
    tri
}

#[test]
fn random_points() {
    for (ndim, count) in [(2, 600), (3, 150), (4, 50), (5, 24), (6, 14)] {
        check(&random(count * ndim), ndim, None);
    }
}

#[test]
fn grids_have_all_points_on_common_spheres() {
    for (ndim, side) in [(2, 12), (3, 5), (4, 3)] {
        for step in [1.0, 0.1] {
            let edge = (side - 1) as f64 * step;
            check(&grid(side, ndim, step), ndim, Some(edge.powi(ndim as i32)));
        }
    }
}

#[test]
fn duplicates_are_coplanar() {
    let points = random(40);
    let tri = check(&[points.as_slice(), &points].concat(), 2, None);
    assert_eq!(tri.coplanar().len(), 20);
    for &[p, simplex, vertex] in tri.coplanar() {
        assert_eq!(tri.point(p), tri.point(vertex));
        assert!(tri.simplex(simplex as usize).contains(&vertex));
    }
}

#[test]
fn walking_finds_what_looking_at_all_finds() {
    for ndim in [2, 3, 4] {
        let tri = Delaunay::new(&random(60 * ndim), ndim).expect("the points are not flat");
        let queries: Vec<f64> = random(7000 * ndim).iter().map(|x| 1.4 * x - 0.2).collect();
        let walked = tri.find_simplex(&queries, false, DEFAULT_TOLERANCE).expect("the dimensions fit");
        let searched = tri.find_simplex(&queries, true, DEFAULT_TOLERANCE).expect("the dimensions fit");
        assert_eq!(walked, searched);
        assert!(walked.contains(&-1) && walked.iter().any(|&s| s > 0));
    }
}

#[test]
fn flat_input_is_an_error() {
    let line: Vec<f64> = (0..10).flat_map(|i| [f64::from(i) * 0.1, f64::from(i) * 0.3]).collect();
    assert!(Delaunay::new(&line, 2).is_err());
    assert!(Delaunay::new(&[0.0, 0.0, 1.0, 1.0], 2).is_err());
    assert!(Delaunay::new(&[], 2).is_err());
    assert!(Delaunay::new(&[0.0, f64::NAN, 1.0, 1.0, 2.0, 0.0], 2).is_err());
}

#[test]
fn hull_of_a_square() {
    let tri = check(&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.5, 0.25], 2, Some(1.0));
    let mut edges: Vec<[i32; 2]> =
        tri.convex_hull().chunks(2).map(|e| [e[0].min(e[1]), e[0].max(e[1])]).collect();
    edges.sort_unstable();
    assert_eq!(edges, [[0, 1], [0, 3], [1, 2], [2, 3]]);
    let (indptr, indices) = tri.vertex_neighbor_vertices();
    assert_eq!(indices[indptr[4] as usize..], [0, 1, 2, 3]);
}
