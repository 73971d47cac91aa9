//! `scipy.integrate.solve_bvp`: two-point boundary value problems by collocation.

mod collocation;
mod elimination;
mod mesh;
mod newton;
mod problem;
mod singular;

use crate::ode::Scalar;
use crate::quad_vec::Vector;
use collocation::Collocation;
pub use mesh::pieces;
use mesh::{refined, rms_residuals};
use newton::newton;
pub use problem::{BcJacobian, Boundary, FunJacobian};
pub use singular::SingularTerm;
use singular::WithTerm;

/// Rounds of mesh refinement at most.
const ROUNDS: usize = 10;

/// Tolerances and limits of [`solve_bvp`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct BvpOptions {
    /// The relative residual that the solution may have, as root of its mean square on each interval.
    pub tol: f64,
    /// The residual that the boundary conditions may have; `tol` unless given.
    pub bc_tol: Option<f64>,
    /// The most nodes.
    pub max_nodes: usize,
}

impl Default for BvpOptions {
    fn default() -> Self {
        Self { tol: 1e-3, bc_tol: None, max_nodes: 1000 }
    }
}

/// A mesh, and what the solution is on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bvp<T> {
    /// The nodes.
    pub x: Vec<f64>,
    /// The solution, `n` numbers a node.
    pub y: Vec<T>,
    /// Its derivative.
    pub yp: Vec<T>,
    /// The parameters.
    pub p: Vec<T>,
    /// The root mean square of the relative residual on each interval.
    pub rms_residuals: Vec<f64>,
    /// Rounds of Newton's iteration.
    pub niter: usize,
    /// 0 for success, 1 when there would be too many nodes, 2 for a singular system, 3 when the boundary conditions are not
    /// met.
    pub status: u8,
}

impl<T> Bvp<T> {
    /// SciPy's text for the status.
    pub fn message(&self) -> &'static str {
        match self.status {
            0 => "The algorithm converged to the desired accuracy.",
            1 => "The maximum number of mesh nodes is exceeded.",
            2 => "A singular Jacobian encountered when solving the collocation system.",
            _ => "The solver was unable to satisfy boundary conditions tolerance on iteration 10.",
        }
    }
}

/// A round of refinement, for those who want to watch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BvpRound {
    /// Which one, from 1.
    pub iteration: usize,
    /// The largest root mean square residual.
    pub residual: f64,
    /// The largest residual of a boundary condition.
    pub bc_residual: f64,
    /// Nodes.
    pub nodes: usize,
    /// Nodes to be added.
    pub added: usize,
    /// Whether that would be too many.
    pub too_many: bool,
}

/// Solves y' = f(x, y, p) + S y / (x - a) on [a, b], g(y(a), y(b), p) = 0 for y and parameters p.
///
/// Collocation by Lobatto's formula IIIA of order 4: the solution is a cubic spline that satisfies the equations at the
/// nodes and between them. Newton's iteration is damped by an affine invariant criterion (Ascher, Mattheij and Russell
/// 1995); nodes are added where the residual is large (Kierzenka and Shampine 2001). `x` is the first mesh, `y` a guess
/// of `n` numbers a node, and `watch` sees every round.
///
/// # Errors
/// Those of the callbacks; a failure is a result whose status is not 0.
///
/// # Examples
/// ```
/// use pallasite_integrate::{Boundary, BvpOptions, solve_bvp};
/// use std::convert::Infallible;
///
/// /// y'' = -y, y(0) = 0, y(π/2) = 1.
/// struct Sine;
/// impl Boundary<f64, Infallible> for Sine {
///     fn fun(&mut self, _x: &[f64], y: &[f64], _p: &[f64], out: &mut [f64]) -> Result<(), Infallible> {
///         out.chunks_exact_mut(2).zip(y.chunks_exact(2)).for_each(|(f, y)| (f[0], f[1]) = (y[1], -y[0]));
///         Ok(())
///     }
///     fn bc(&mut self, ya: &[f64], yb: &[f64], _p: &[f64], out: &mut [f64]) -> Result<(), Infallible> {
///         (out[0], out[1]) = (ya[0], yb[0] - 1.0);
///         Ok(())
///     }
/// }
/// let x: Vec<f64> = (0..5).map(|i| i as f64 * std::f64::consts::PI / 8.0).collect();
/// let found = solve_bvp(&mut Sine, &x, &[0.0; 10], &[], None, &BvpOptions::default(), &mut |_| Ok(())).unwrap();
/// assert!(found.status == 0 && (found.y[1] - 1.0).abs() < 1e-4);
/// ```
pub fn solve_bvp<T: Scalar, E>(
    problem: &mut dyn Boundary<T, E>,
    x: &[f64],
    y: &[T],
    p: &[T],
    term: Option<&SingularTerm<T>>,
    options: &BvpOptions,
    watch: &mut dyn FnMut(BvpRound) -> Result<(), E>,
) -> Result<Bvp<T>, E> {
    let (n, bc_tol) = (y.len() / x.len(), options.bc_tol.unwrap_or(options.tol));
    let mut problem = WithTerm { problem, term, start: x[0] };
    let (mut x, mut y, mut p) = (x.to_vec(), y.to_vec(), p.to_vec());
    if let Some(term) = term {
        term.project(&mut y[..n]);
    }
    for iteration in 1.. {
        let singular = newton(&mut problem, &x, &mut y, &mut p, options.tol, bc_tol)?;
        let now = Collocation::at(&mut problem, &x, &y, &p)?;
        let bc = problem.conditions(&y, n, &p)?;
        let bc_residual = Vector::Values(&bc).largest();
        let rms = rms_residuals(&mut problem, &x, &y, &p, &now)?;
        let residual = Vector::Values(&rms[..]).largest();
        let added = |r: f64| if r >= 100.0 * options.tol { 2 } else { usize::from(r > options.tol) };
        let added: Vec<usize> = rms.iter().map(|&r| added(r)).collect();
        let (nodes, more) = (x.len(), added.iter().sum());
        let too_many = nodes + more > options.max_nodes;
        if !singular {
            watch(BvpRound { iteration, residual, bc_residual, nodes, added: more, too_many })?;
        }
        let status = match () {
            _ if singular => 2,
            _ if too_many => 1,
            _ if more > 0 => {
                (x, y) = refined(&x, &y, &now.f, &added);
                continue;
            }
            _ if bc_residual <= bc_tol => 0,
            _ if iteration >= ROUNDS => 3,
            _ => continue,
        };
        return Ok(Bvp { x, y, yp: now.f, p, rms_residuals: rms, niter: iteration, status });
    }
    unreachable!("some round is the last")
}
