//! `scipy.optimize.quadratic_assignment`: permutations that match two graphs.

use crate::{AssignmentError, linear_sum_assignment};
use ndarray::{Array2, ArrayView2, Axis, s};
use pallasite_array::interrupt;

/// What a permutation is worth: the sum of `a[i, j] * b[permutation[i], permutation[j]]`.
///
/// ```
/// use ndarray::array;
/// use pallasite_optimize::assignment_score;
/// let a = array![[0.0, 1.0], [2.0, 0.0]];
/// assert_eq!(assignment_score(a.view(), a.view(), &[1, 0]), 4.0);
/// ```
pub fn assignment_score(a: ArrayView2<f64>, b: ArrayView2<f64>, permutation: &[usize]) -> f64 {
    let row = |(i, row): (usize, ndarray::ArrayView1<f64>)| {
        let image = b.row(permutation[i]);
        row.iter().zip(permutation).map(|(a, &j)| a * image[j]).sum::<f64>()
    };
    a.outer_iter().enumerate().map(row).sum()
}

/// A doubly stochastic matrix near a positive one (Sinkhorn and Knopp 1967).
///
/// ```
/// use ndarray::array;
/// let p = pallasite_optimize::doubly_stochastic(array![[1.0, 2.0], [3.0, 4.0]].view(), 1e-3);
/// assert!((p.sum() - 2.0).abs() < 1e-2);
/// ```
pub fn doubly_stochastic(p: ArrayView2<f64>, tol: f64) -> Array2<f64> {
    let mut r = p.dot(&p.sum_axis(Axis(0)).mapv(f64::recip)).mapv(f64::recip);
    let mut out = p.to_owned();
    for _ in 0..1000 {
        interrupt::poll();
        let near = |axis: usize| out.sum_axis(Axis(axis)).iter().all(|s| (s - 1.0).abs() < tol);
        if near(1) && near(0) {
            break;
        }
        let c = r.dot(&p).mapv(f64::recip);
        r = p.dot(&c).mapv(f64::recip);
        out = &p * &r.view().insert_axis(Axis(1)) * &c;
    }
    out
}

/// The fast approximate method: Frank and Wolfe's over the doubly stochastic matrices, then the nearest permutation.
///
/// The first `seeds` vertices of `a` and `b` are matched as they are. Returns the permutation and the iterations.
/// Vogelstein et al., *Fast approximate quadratic programming for graph matching* (2015); Fishkind et al., *Seeded
/// graph matching* (2019).
///
/// # Errors
/// Those of [`linear_sum_assignment`].
///
/// ```
/// use ndarray::{Array2, array};
/// use pallasite_optimize::faq;
/// let a = array![[0.0, 1.0, 0.0], [1.0, 0.0, 5.0], [0.0, 5.0, 0.0]];
/// let start = Array2::from_elem((3, 3), 1.0 / 3.0);
/// let (permutation, _) = faq(a.view(), a.view(), 0, start, true, 30, 0.03).unwrap();
/// assert_eq!(permutation[1], 1);
/// ```
pub fn faq(
    a: ArrayView2<f64>,
    b: ArrayView2<f64>,
    seeds: usize,
    start: Array2<f64>,
    maximize: bool,
    maxiter: usize,
    tol: f64,
) -> Result<(Vec<usize>, usize), AssignmentError> {
    let (a, b) = (Blocks::new(a, seeds), Blocks::new(b, seeds));
    let constant = a.below.dot(&b.below.t()) + a.right.t().dot(&b.right);
    let sign = if maximize { -1.0 } else { 1.0 };
    let size = start.nrows() as f64;
    let mut p = start;
    let mut iterations = 0;
    while iterations < maxiter {
        iterations += 1;
        interrupt::poll();
        let gradient = &constant + &a.free.dot(&p).dot(&b.free.t()) + &a.free.t().dot(&p).dot(&b.free);
        let (_, columns) = linear_sum_assignment(gradient.view(), maximize)?;
        let mut q = Array2::zeros(p.dim());
        columns.iter().enumerate().for_each(|(i, &j)| q[(i, j)] = 1.0);
        let difference = &p - &q;
        let alpha = step(&a, &b, &difference, &columns, sign);
        let next = &p * alpha + &q * (1.0 - alpha);
        let change = (&p - &next).mapv(|v| v * v).sum().sqrt();
        p = next;
        if change / size.sqrt() < tol {
            break;
        }
    }
    let (_, columns) = linear_sum_assignment(p.view(), true)?;
    Ok(((0..seeds).chain(columns.into_iter().map(|c| c + seeds)).collect(), iterations))
}

/// A matrix cut behind the seeds.
struct Blocks<'a> {
    right: ArrayView2<'a, f64>,
    below: ArrayView2<'a, f64>,
    free: ArrayView2<'a, f64>,
}

impl<'a> Blocks<'a> {
    fn new(x: ArrayView2<'a, f64>, seeds: usize) -> Self {
        Self {
            right: x.slice_move(s![..seeds, seeds..]),
            below: x.slice_move(s![seeds.., ..seeds]),
            free: x.slice_move(s![seeds.., seeds..]),
        }
    }
}

/// Where the objective, a parabola between the permutation and the point before it, is least.
fn step(a: &Blocks, b: &Blocks, r: &Array2<f64>, columns: &[usize], sign: f64) -> f64 {
    let linear = (r.t().dot(&a.below) * b.below).sum() + (r.t().dot(&a.right.t()) * b.right.t()).sum();
    let ar = a.free.t().dot(r);
    let br = b.free.dot(&r.t());
    let mixed =
        (&ar * &b.free.t().select(Axis(0), columns)).sum() + (&a.free * &br.select(Axis(0), columns)).sum();
    let (bend, slope) = ((&ar.t() * &br).sum(), linear + mixed);
    let lowest = -slope / (2.0 * bend);
    if bend * sign > 0.0 && (0.0..=1.0).contains(&lowest) {
        lowest
    } else if (slope + bend) * sign < 0.0 {
        1.0
    } else {
        0.0
    }
}

/// Exchanges pairs of the free vertices as long as that betters the score; `permutation` is where it starts.
///
/// Returns the permutation and how many exchanges were tried.
///
/// ```
/// use ndarray::array;
/// use pallasite_optimize::two_opt;
/// let a = array![[0.0, 1.0, 0.0], [1.0, 0.0, 5.0], [0.0, 5.0, 0.0]];
/// let (permutation, _) = two_opt(a.view(), a.view(), vec![1, 0, 2], &[0, 1, 2], true);
/// assert_eq!(permutation[1], 1);
/// ```
pub fn two_opt(
    a: ArrayView2<f64>,
    b: ArrayView2<f64>,
    mut permutation: Vec<usize>,
    free: &[usize],
    maximize: bool,
) -> (Vec<usize>, usize) {
    let sign = if maximize { -1.0 } else { 1.0 };
    let mut best = assignment_score(a, b, &permutation);
    let mut tried = 0;
    loop {
        let before = tried;
        let pairs = free.iter().enumerate().flat_map(|(k, &i)| free[k..].iter().map(move |&j| (i, j)));
        let mut better = false;
        for (i, j) in pairs {
            interrupt::poll_round(tried);
            tried += 1;
            // The change alone is quick, and decides all but near ties.
            if sign * exchange_change(a, b, &permutation, i, j) > 1e-9 * best.abs() {
                continue;
            }
            permutation.swap(i, j);
            let score = assignment_score(a, b, &permutation);
            if sign * (score - best) < 0.0 {
                best = score;
                better = true;
                break;
            }
            permutation.swap(i, j);
        }
        if !better || tried == before {
            return (permutation, tried);
        }
    }
}

/// By how much the score changes if the images of two vertices are exchanged.
fn exchange_change(a: ArrayView2<f64>, b: ArrayView2<f64>, permutation: &[usize], i: usize, j: usize) -> f64 {
    let (p, q) = (permutation[i], permutation[j]);
    let others = |k: usize| {
        let image = permutation[k];
        (a[(i, k)] - a[(j, k)]) * (b[(q, image)] - b[(p, image)])
            + (a[(k, i)] - a[(k, j)]) * (b[(image, q)] - b[(image, p)])
    };
    let rest: f64 = (0..permutation.len()).filter(|&k| k != i && k != j).map(others).sum();
    rest + (a[(i, i)] - a[(j, j)]) * (b[(q, q)] - b[(p, p)])
        + (a[(i, j)] - a[(j, i)]) * (b[(q, p)] - b[(p, q)])
}
