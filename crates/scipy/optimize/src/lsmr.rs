//! Least squares with a matrix known by its products alone.

use crate::vector::{add_scaled, norm, scale};

/// Tolerances and limits of [`lsmr`]; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LsmrOptions {
    /// Weight of the penalty `damp² ‖x‖²`.
    pub damp: f64,
    /// Relative error of the matrix.
    pub atol: f64,
    /// Relative error of the right-hand side.
    pub btol: f64,
    /// Limit on the estimated condition number; zero for none.
    pub conlim: f64,
    /// The most iterations; `None` is the lesser of rows and columns.
    pub maxiter: Option<usize>,
}

impl Default for LsmrOptions {
    fn default() -> Self {
        Self { damp: 0.0, atol: 1e-6, btol: 1e-6, conlim: 1e8, maxiter: None }
    }
}

/// What [`lsmr`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct LsmrResult {
    /// The solution.
    pub x: Vec<f64>,
    /// Why the iteration ended, SciPy's `istop`.
    pub istop: u8,
    /// Iterations done.
    pub iterations: usize,
    /// `‖b - A x‖`.
    pub normr: f64,
    /// `‖Aᵀ (b - A x)‖`.
    pub normar: f64,
    /// An estimate of the Frobenius norm of `A`.
    pub norma: f64,
    /// An estimate of the condition number of `A`.
    pub conda: f64,
}

/// A plane rotation `(cos, sin, r)` that sends `(a, b)` to `(r, 0)`, without overflow.
fn rotation(a: f64, b: f64) -> (f64, f64, f64) {
    let sign = |x: f64| if x == 0.0 { 0.0 } else { x.signum() };
    if b == 0.0 {
        (sign(a), 0.0, a.abs())
    } else if a == 0.0 {
        (0.0, sign(b), b.abs())
    } else if b.abs() > a.abs() {
        let tau = a / b;
        let s = sign(b) / (1.0 + tau * tau).sqrt();
        (s * tau, s, b / s)
    } else {
        let tau = b / a;
        let c = sign(a) / (1.0 + tau * tau).sqrt();
        (c, c * tau, a / c)
    }
}

/// The bidiagonalisation of Golub and Kahan: `β u = A v - α u`, `α v = Aᵀ u - β v`.
struct Bidiagonal {
    u: Vec<f64>,
    v: Vec<f64>,
    alpha: f64,
    beta: f64,
}

/// The estimate of `‖r‖` and what its recurrence remembers.
struct ResidualNorm {
    betad: f64,
    betadd: f64,
    rhod: f64,
    tautilde: f64,
    thetatilde: f64,
    zeta: f64,
    sum: f64,
}

impl ResidualNorm {
    fn advance(
        &mut self,
        (chat, shat): (f64, f64),
        (c, s): (f64, f64),
        (thetabar, rhobar): (f64, f64),
        zeta: f64,
    ) -> f64 {
        let (acute, check) = (chat * self.betadd, -shat * self.betadd);
        let hat = c * acute;
        self.betadd = -s * acute;
        let before = self.thetatilde;
        let (ctilde, stilde, rhotilde) = rotation(self.rhod, thetabar);
        self.thetatilde = stilde * rhobar;
        self.rhod = ctilde * rhobar;
        self.betad = -stilde * self.betad + ctilde * hat;
        self.tautilde = (self.zeta - before * self.tautilde) / rhotilde;
        self.zeta = zeta;
        let taud = (zeta - self.thetatilde * self.tautilde) / self.rhod;
        self.sum += check * check;
        (self.sum + (self.betad - taud).powi(2) + self.betadd * self.betadd).sqrt()
    }
}

/// What the tests of convergence look at.
struct Norms {
    r: f64,
    ar: f64,
    a: f64,
    x: f64,
    b: f64,
    condition: f64,
}

impl Norms {
    /// SciPy's `istop`, zero while there is reason to go on.
    fn stop(&self, options: &LsmrOptions, last: bool) -> u8 {
        let test1 = self.r / self.b;
        let scale = self.a * self.r;
        let test2 = if scale != 0.0 { self.ar / scale } else { f64::INFINITY };
        let test3 = 1.0 / self.condition;
        let growth = self.a * self.x / self.b;
        let ctol = if options.conlim > 0.0 { 1.0 / options.conlim } else { 0.0 };
        // The first that holds counts.
        let tests = [
            (test1 <= options.btol + options.atol * growth, 1),
            (test2 <= options.atol, 2),
            (test3 <= ctol, 3),
            (1.0 + test1 / (1.0 + growth) <= 1.0, 4),
            (1.0 + test2 <= 1.0, 5),
            (1.0 + test3 <= 1.0, 6),
            (last, 7),
        ];
        tests.into_iter().find_map(|(holds, istop)| holds.then_some(istop)).unwrap_or(0)
    }
}

/// Minimises `‖A x - b‖² + damp² ‖x‖²` (D. C.-L. Fong and M. Saunders, *LSMR: an iterative algorithm for sparse
/// least-squares problems*, SIAM J. Sci. Comput. 33, 2011).
///
/// `forward(x, y)` writes `A x` to `y`, `adjoint(y, x)` writes `Aᵀ y` to `x`, of length `n`.
///
/// # Errors
/// The callbacks'.
///
/// # Examples
/// ```
/// use pallasite_optimize::{LsmrOptions, lsmr};
/// let forward = |x: &[f64], y: &mut [f64]| Ok::<_, ()>(y.copy_from_slice(&[2.0 * x[0], 3.0 * x[1], x[1]]));
/// let adjoint = |y: &[f64], x: &mut [f64]| Ok(x.copy_from_slice(&[2.0 * y[0], 3.0 * y[1] + y[2]]));
/// let found = lsmr(forward, adjoint, 2, &[2.0, 6.0, 2.0], &LsmrOptions::default()).unwrap();
/// assert!((found.x[0] - 1.0).abs() < 1e-6 && (found.x[1] - 2.0).abs() < 1e-6);
/// ```
pub fn lsmr<E>(
    mut forward: impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    mut adjoint: impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    n: usize,
    b: &[f64],
    options: &LsmrOptions,
) -> Result<LsmrResult, E> {
    let maxiter = options.maxiter.unwrap_or(b.len().min(n));
    let mut basis = start(&mut adjoint, n, b)?;
    let mut product = (vec![0.0; b.len()], vec![0.0; n]);
    let (mut x, mut h, mut hbar) = (vec![0.0; n], basis.v.clone(), vec![0.0; n]);
    let Bidiagonal { alpha, beta, .. } = basis;
    let (mut alphabar, mut zetabar) = (alpha, alpha * beta);
    let (mut rho, mut rhobar, mut cbar, mut sbar) = (1.0, 1.0, 1.0, 0.0);
    let mut residual = ResidualNorm {
        betad: 0.0,
        betadd: beta,
        rhod: 1.0,
        tautilde: 0.0,
        thetatilde: 0.0,
        zeta: 0.0,
        sum: 0.0,
    };
    let (mut norm_a2, mut largest, mut smallest) = (alpha * alpha, 0.0f64, 1e100f64);
    let mut found = LsmrResult {
        x: Vec::new(),
        istop: 0,
        iterations: 0,
        normr: beta,
        normar: alpha * beta,
        norma: alpha,
        conda: 1.0,
    };
    while found.normar != 0.0 && found.istop == 0 && found.iterations < maxiter {
        found.iterations += 1;
        basis.advance(&mut forward, &mut adjoint, &mut product)?;
        let (chat, shat, alphahat) = rotation(alphabar, options.damp);
        let rho_before = rho;
        let (c, s);
        (c, s, rho) = rotation(alphahat, basis.beta);
        let theta = s * basis.alpha;
        alphabar = c * basis.alpha;
        let rhobar_before = rhobar;
        let (thetabar, rhotemp) = (sbar * rho, cbar * rho);
        (cbar, sbar, rhobar) = rotation(rhotemp, theta);
        let zeta = cbar * zetabar;
        zetabar *= -sbar;

        scale(-(thetabar * rho / (rho_before * rhobar_before)), &mut hbar);
        add_scaled(&mut hbar, 1.0, &h);
        add_scaled(&mut x, zeta / (rho * rhobar), &hbar);
        scale(-(theta / rho), &mut h);
        add_scaled(&mut h, 1.0, &basis.v);

        found.normr = residual.advance((chat, shat), (c, s), (thetabar, rhobar), zeta);
        norm_a2 += basis.beta * basis.beta;
        let norm_a = norm_a2.sqrt();
        norm_a2 += basis.alpha * basis.alpha;
        largest = largest.max(rhobar_before);
        if found.iterations > 1 {
            smallest = smallest.min(rhobar_before);
        }
        found.normar = zetabar.abs();
        let condition = largest.max(rhotemp) / smallest.min(rhotemp);
        (found.norma, found.conda) = (norm_a, condition);
        let norms = Norms { r: found.normr, ar: found.normar, a: norm_a, x: norm(&x), b: norm(b), condition };
        found.istop = norms.stop(options, found.iterations >= maxiter);
    }
    Ok(LsmrResult { x, ..found })
}

fn start<E>(
    adjoint: &mut impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    n: usize,
    b: &[f64],
) -> Result<Bidiagonal, E> {
    let (mut u, mut v) = (b.to_vec(), vec![0.0; n]);
    let (beta, mut alpha) = (norm(&u), 0.0);
    if beta > 0.0 {
        scale(1.0 / beta, &mut u);
        adjoint(&u, &mut v)?;
        alpha = norm(&v);
    }
    if alpha > 0.0 {
        scale(1.0 / alpha, &mut v);
    }
    Ok(Bidiagonal { u, v, alpha, beta })
}

impl Bidiagonal {
    fn advance<E>(
        &mut self,
        forward: &mut impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
        adjoint: &mut impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
        (along_u, along_v): &mut (Vec<f64>, Vec<f64>),
    ) -> Result<(), E> {
        forward(&self.v, along_u)?;
        scale(-self.alpha, &mut self.u);
        add_scaled(&mut self.u, 1.0, along_u);
        self.beta = norm(&self.u);
        if self.beta > 0.0 {
            scale(1.0 / self.beta, &mut self.u);
            adjoint(&self.u, along_v)?;
            scale(-self.beta, &mut self.v);
            add_scaled(&mut self.v, 1.0, along_v);
            self.alpha = norm(&self.v);
            if self.alpha > 0.0 {
                scale(1.0 / self.alpha, &mut self.v);
            }
        }
        Ok(())
    }
}
