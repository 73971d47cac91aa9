//! Steps within a radius in which a quadratic model is trusted.

mod dogleg;
mod exact;
mod krylov;
mod steihaug;

use super::newton_cg::Curved;
use super::{Ending, Found};
use crate::vector::{dot, moved, norm};
use ndarray::Array2;

/// Radii, tolerances and limits of [`trust_region`]; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrustRegionOptions {
    /// How the model is minimised within the radius.
    pub solver: TrustSolver,
    /// The first radius.
    pub initial_radius: f64,
    /// The largest radius.
    pub max_radius: f64,
    /// The part of the promised reduction from which on a step is taken.
    pub eta: f64,
    /// The norm of the gradient at which the search ends.
    pub gtol: f64,
    /// The most iterations; 200 n if absent.
    pub maxiter: Option<usize>,
}

impl Default for TrustRegionOptions {
    fn default() -> Self {
        let solver = TrustSolver::Steihaug;
        Self { solver, initial_radius: 1.0, max_radius: 1000.0, eta: 0.15, gtol: 1e-4, maxiter: None }
    }
}

/// How a quadratic model is minimised within a radius.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TrustSolver {
    /// Along the gradient and on towards Newton's point (Powell 1970); the Hessian has to be positive definite.
    Dogleg,
    /// By conjugate gradients up to the boundary (Steihaug 1983).
    Steihaug,
    /// Nearly exactly, by factorisations (Moré and Sorensen 1983; Conn, Gould and Toint 2000, section 7.3), so many
    /// of them at most.
    Exact(f64),
    /// In Krylov spaces by Lanczos' process (Gould, Lucidi, Roma and Toint 1999), less exactly far from the minimum
    /// if so wanted.
    Krylov {
        /// Whether the tolerance depends on the gradient.
        inexact: bool,
    },
}

impl TrustSolver {
    /// Evaluates what the solver wants to know of a point before it is taken, as SciPy's does.
    fn look_ahead<E>(self, f: &mut impl Curved<E>, x: &[f64]) -> Result<(), E> {
        match self {
            Self::Dogleg | Self::Steihaug => Ok(()),
            Self::Exact(_) => f.hessian(x).map(|_| ()),
            Self::Krylov { .. } => f.gradient(x, &mut vec![0.0; x.len()]),
        }
    }
}

/// A quadratic model around a point, of which as much is known as was asked for.
struct Model {
    x: Vec<f64>,
    fun: f64,
    g: Vec<f64>,
    size: f64,
    hessian: Option<Array2<f64>>,
    exact: Option<exact::Exact>,
    krylov: Option<krylov::Lanczos>,
}

/// A step, and whether it ends at the boundary.
struct Step {
    p: Vec<f64>,
    at_boundary: bool,
}

impl Model {
    fn new<E>(f: &mut impl Curved<E>, x: Vec<f64>, fun: f64) -> Result<Self, E> {
        let mut g = vec![0.0; x.len()];
        f.gradient(&x, &mut g)?;
        let size = norm(&g);
        Ok(Self { x, fun, g, size, hessian: None, exact: None, krylov: None })
    }

    fn hessian<E>(&mut self, f: &mut impl Curved<E>) -> Result<&Array2<f64>, E> {
        if self.hessian.is_none() {
            self.hessian = Some(f.hessian(&self.x)?);
        }
        Ok(self.hessian.as_ref().expect("set above"))
    }

    /// The product of the Hessian with `p`, from the matrix where that is known.
    fn product<E>(&mut self, f: &mut impl Curved<E>, p: &[f64]) -> Result<Vec<f64>, E> {
        if f.has_matrix() {
            let hessian = self.hessian(f)?;
            return Ok(super::quasi_newton::product(hessian, p));
        }
        f.hessian_product(&self.x, p)
    }

    fn predict<E>(&mut self, f: &mut impl Curved<E>, p: &[f64]) -> Result<f64, E> {
        let product = self.product(f, p)?;
        Ok(self.fun + dot(&self.g, p) + 0.5 * dot(p, &product))
    }

    /// The step within the radius; nothing if the Hessian does not allow one.
    fn solve<E>(
        &mut self,
        f: &mut impl Curved<E>,
        radius: f64,
        solver: TrustSolver,
    ) -> Result<Option<Step>, E> {
        match solver {
            TrustSolver::Dogleg => dogleg::solve(self, f, radius),
            TrustSolver::Steihaug => steihaug::solve(self, f, radius).map(Some),
            TrustSolver::Exact(limit) => exact::solve(self, f, radius, limit),
            TrustSolver::Krylov { inexact } => krylov::solve(self, f, radius, inexact).map(Some),
        }
    }
}

/// Where the line from `z` along `d` meets the sphere: the two multiples of `d`, in order.
fn crossings(z: &[f64], d: &[f64], radius: f64) -> [f64; 2] {
    let (a, b) = (dot(d, d), 2.0 * dot(z, d));
    let c = dot(z, z) - radius * radius;
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    let aux = b + root.copysign(b);
    let (first, second) = (-aux / (2.0 * a), -2.0 * c / aux);
    if first <= second { [first, second] } else { [second, first] }
}

/// What [`trust_region`] found: the result, and the Hessian there if it was evaluated as a matrix.
pub type TrustRegion = (Found, Option<Array2<f64>>);

/// A local minimum of `f` by steps within a radius that grows and shrinks with the quality of a quadratic model
/// (Nocedal and Wright 2006, algorithm 4.1). After each iteration `report` gets the iterate and its value; it ends the
/// search by returning `true`.
///
/// # Errors
/// The callbacks'.
pub fn trust_region<E>(
    f: &mut impl Curved<E>,
    x0: &[f64],
    options: &TrustRegionOptions,
    mut report: impl FnMut(&[f64], f64) -> Result<bool, E>,
) -> Result<TrustRegion, E> {
    let maxiter = options.maxiter.unwrap_or(200 * x0.len());
    let mut radius = options.initial_radius;
    let fun = f.value(x0)?;
    let mut model = Model::new(f, x0.to_vec(), fun)?;
    let (mut nit, mut ending) = (0, Ending::Converged);
    while model.size >= options.gtol {
        let Some(Step { p, at_boundary }) = model.solve(f, radius, options.solver)? else {
            ending = Ending::NotPositiveDefinite;
            break;
        };
        let predicted = model.fun - model.predict(f, &p)?;
        let proposed = moved(&model.x, 1.0, &p);
        options.solver.look_ahead(f, &proposed)?;
        let fun = f.value(&proposed)?;
        if predicted <= 0.0 {
            ending = Ending::BadPrediction;
            break;
        }
        let ratio = (model.fun - fun) / predicted;
        if ratio < 0.25 {
            radius *= 0.25;
        } else if ratio > 0.75 && at_boundary {
            radius = (2.0 * radius).min(options.max_radius);
        }
        let accepted = ratio > options.eta;
        let before = accepted.then(|| (proposed.clone(), fun));
        nit += 1;
        let (x, value) = before.as_ref().map_or((&model.x, model.fun), |(x, fun)| (x, *fun));
        let stop = report(x, value)?;
        if accepted {
            model = Model::new(f, proposed, fun)?;
        }
        if stop || model.size < options.gtol {
            break;
        }
        if nit >= maxiter {
            ending = Ending::Iterations;
            break;
        }
    }
    let Model { x, fun, g, hessian, .. } = model;
    Ok((Found { x, fun, jac: g, nit, ending }, hessian))
}
