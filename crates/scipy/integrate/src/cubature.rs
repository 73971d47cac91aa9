//! `scipy.integrate.cubature`: adaptive integrals over boxes.

mod domain;
mod heap;
mod rule;

use domain::{Domain, split};
use heap::Heap;
pub use rule::CubatureRule;
use rule::Nodes;

/// Tolerances and limits of [`cubature`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct CubatureOptions {
    /// The rule on a box.
    pub rule: CubatureRule,
    /// The relative error asked for.
    pub rtol: f64,
    /// The absolute error asked for, which is added to the relative one.
    pub atol: f64,
    /// The most boxes that are cut.
    pub max_subdivisions: f64,
    /// Points that are to be corners of boxes.
    pub points: Vec<Vec<f64>>,
    /// The most points at which the function is evaluated at once, if a single box has no more.
    pub at_once: usize,
}

impl Default for CubatureOptions {
    fn default() -> Self {
        let rule = CubatureRule::default();
        Self { rule, rtol: 1e-8, atol: 0.0, max_subdivisions: 10000.0, points: Vec::new(), at_once: 1 << 13 }
    }
}

/// A box, the integral over it, and an estimate of the error.
#[derive(Debug, Clone, PartialEq)]
pub struct CubatureRegion {
    /// The integral, a number for each value of the function.
    pub estimate: Vec<f64>,
    /// The error of each.
    pub error: Vec<f64>,
    /// The lower corner, in the coordinates of the finite box that an infinite one is mapped to.
    pub a: Vec<f64>,
    /// The upper corner.
    pub b: Vec<f64>,
}

impl CubatureRegion {
    /// The largest error; NaN if there is one.
    fn worst(&self) -> f64 {
        self.error.iter().fold(0.0, |max: f64, &e| if e > max || e.is_nan() { e } else { max })
    }
}

/// What [`cubature`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Cubature {
    /// The integral, a number for each value of the function.
    pub estimate: Vec<f64>,
    /// The error of each.
    pub error: Vec<f64>,
    /// Whether the errors are as small as asked for.
    pub converged: bool,
    /// How many boxes were cut.
    pub subdivisions: usize,
    /// The boxes, the worst one first, then as they lie in the heap.
    pub regions: Vec<CubatureRegion>,
}

/// What is wrong with the arguments of [`cubature`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCubature {
    /// There is no box.
    #[error("`a` and `b` must be nonempty")]
    NoDimensions,
    /// The corners are in different spaces.
    #[error("corners of {a} and of {b} coordinates")]
    Corners {
        /// The length of the lower corner.
        a: usize,
        /// The length of the upper corner.
        b: usize,
    },
    /// A point is in another space.
    #[error("a point of {point} coordinates in {ndim} dimensions")]
    Point {
        /// The length of the point.
        point: usize,
        /// The length of the corners.
        ndim: usize,
    },
    /// The rule is for two and more dimensions.
    #[error("Genz-Malik cubature is only defined for ndim >= 2")]
    TooFewDimensions {
        /// The length of the corners.
        ndim: usize,
    },
    /// The function did not return the same number of values at each point.
    #[error("{values} values at {points} points")]
    Values {
        /// How many values there were.
        values: usize,
        /// At how many points.
        points: usize,
    },
}

/// Why [`cubature`] stopped.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum CubatureError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// The arguments do not fit together.
    #[error(transparent)]
    Input(#[from] InvalidCubature),
}

/// The integral over the box between the corners `a` and `b`, which may be infinite, of a function with many values.
///
/// `f` gets points, the coordinates of one behind each other, and returns the values at them in the same way. The box
/// with the largest error is cut along all axes until the error of each value is within `atol + rtol |estimate|`.
/// The rules are products of Gauss and Kronrod's pairs, or that of Genz and Malik (J. Comput. Appl. Math. 6, 1980).
/// Infinite axes are mapped to finite ones as in QUADPACK.
///
/// # Errors
/// That of the callback; [`InvalidCubature`].
///
/// # Examples
/// ```
/// use pallasite_integrate::{CubatureError, CubatureOptions, cubature};
/// let gauss = |x: &[f64]| Ok::<_, ()>(x.chunks(2).map(|x| (-x[0] * x[0] - x[1] * x[1]).exp()).collect());
/// let options = CubatureOptions::default();
/// let all = [f64::NEG_INFINITY; 2];
/// let found = cubature(gauss, &all, &[f64::INFINITY; 2], &options)?;
/// assert!(found.converged && (found.estimate[0] - std::f64::consts::PI).abs() < 1e-8);
/// # Ok::<(), CubatureError<()>>(())
/// ```
pub fn cubature<E>(
    f: impl FnMut(&[f64]) -> Result<Vec<f64>, E>,
    a: &[f64],
    b: &[f64],
    options: &CubatureOptions,
) -> Result<Cubature, CubatureError<E>> {
    check(a, b, options)?;
    let (low, high): (Vec<f64>, Vec<f64>) =
        a.iter().zip(b).map(|(&a, &b)| if a > b { (b, a) } else { (a, b) }).unzip();
    let domain = Domain::new(&low, &high);
    let boxes = domain.boxes(&options.points);
    let nodes = options.rule.nodes(a.len())?;
    let mut work = Work { f, domain, nodes, at_once: options.at_once, heap: Heap::default(), sums: None };
    work.add(boxes, Heap::append)?;
    let mut subdivisions = 0;
    let mut converged = true;
    while !work.within(options) {
        work.refine()?;
        subdivisions += 1;
        if subdivisions as f64 >= options.max_subdivisions {
            converged = false;
            break;
        }
    }
    let [mut estimate, error] = work.sums.unwrap_or_default();
    if a.iter().zip(b).filter(|(a, b)| a > b).count() % 2 == 1 {
        estimate.iter_mut().for_each(|x| *x = -*x);
    }
    Ok(Cubature { estimate, error, converged, subdivisions, regions: work.heap.into_regions() })
}

fn check(a: &[f64], b: &[f64], options: &CubatureOptions) -> Result<(), InvalidCubature> {
    if a.is_empty() || b.is_empty() {
        return Err(InvalidCubature::NoDimensions);
    }
    if a.len() != b.len() {
        return Err(InvalidCubature::Corners { a: a.len(), b: b.len() });
    }
    match options.points.iter().find(|p| p.len() != a.len()) {
        Some(p) => Err(InvalidCubature::Point { point: p.len(), ndim: a.len() }),
        None => Ok(()),
    }
}

/// An integration under way.
struct Work<F> {
    f: F,
    domain: Domain,
    nodes: Nodes,
    at_once: usize,
    heap: Heap,
    /// The integral and the error over all regions.
    sums: Option<[Vec<f64>; 2]>,
}

/// The lower and the upper corner of a box.
type Corners = [Vec<f64>; 2];

impl<F> Work<F> {
    fn within(&self, options: &CubatureOptions) -> bool {
        let [estimate, error] = match &self.sums {
            Some(sums) => sums,
            None => return true,
        };
        let exceeds = |(x, e): (&f64, &f64)| *e > options.atol + options.rtol * x.abs();
        !estimate.iter().zip(error).any(exceeds)
    }

    /// Cuts the first region.
    fn refine<E>(&mut self) -> Result<(), CubatureError<E>>
    where
        F: FnMut(&[f64]) -> Result<Vec<f64>, E>,
    {
        let Some(region) = self.heap.pop() else { return Ok(()) };
        self.count(&region, -1.0);
        let middle: Vec<f64> = region.a.iter().zip(&region.b).map(|(a, b)| (a + b) / 2.0).collect();
        self.add(split(&[region.a, region.b], &middle), Heap::push)
    }

    /// Adds what there is on a region to the sums, times `sign`.
    fn count(&mut self, region: &CubatureRegion, sign: f64) {
        let width = region.error.len();
        let [estimate, error] = self.sums.get_or_insert_with(|| [vec![0.0; width], vec![0.0; width]]);
        for i in 0..width {
            estimate[i] += sign * region.estimate[i];
            error[i] += sign * region.error[i];
        }
    }

    /// Integrates over boxes, as many at once as allowed.
    fn add<E>(
        &mut self,
        boxes: Vec<Corners>,
        put: fn(&mut Heap, CubatureRegion),
    ) -> Result<(), CubatureError<E>>
    where
        F: FnMut(&[f64]) -> Result<Vec<f64>, E>,
    {
        let count = self.nodes.weights.len();
        for boxes in boxes.chunks((self.at_once / count).max(1)) {
            let mut x: Vec<f64> = boxes.iter().flat_map(|b| self.nodes.within(b)).collect();
            let factors = self.domain.unmap(&mut x);
            let values = (self.f)(&x).map_err(CubatureError::Callback)?;
            let points = boxes.len() * count;
            let width = values.len() / points;
            if values.len() % points != 0 || self.sums.as_ref().is_some_and(|s| s[0].len() != width) {
                return Err(InvalidCubature::Values { values: values.len(), points }.into());
            }
            for (i, corners) in boxes.iter().enumerate() {
                let rows = &values[i * count * width..(i + 1) * count * width];
                let factors = factors.as_ref().map(|f| &f[i * count..(i + 1) * count]);
                let region = self.nodes.integrate(corners, rows, width, factors);
                self.count(&region, 1.0);
                put(&mut self.heap, region);
            }
        }
        Ok(())
    }
}

impl Nodes {
    /// The nodes in a box.
    fn within(&self, [a, b]: &Corners) -> Vec<f64> {
        let axes = (0..self.x.len()).map(|i| i % a.len());
        self.x.iter().zip(axes).map(|(x, i)| (x + 1.0) * ((b[i] - a[i]) * 0.5) + a[i]).collect()
    }

    /// The integral over a box, given the values at the nodes and what they are multiplied by.
    fn integrate(
        &self,
        corners: &Corners,
        values: &[f64],
        width: usize,
        factors: Option<&[f64]>,
    ) -> CubatureRegion {
        let [a, b] = corners.clone();
        let volume = a.iter().zip(&b).map(|(a, b)| b - a).product::<f64>() / (a.len() as f64).exp2();
        let (mut estimate, mut error) = (vec![0.0; width], vec![0.0; width]);
        for (i, [weight, lower]) in self.weights.iter().enumerate() {
            let factor = factors.map_or(volume, |f| volume * f[i]);
            let (weight, difference) = (weight * factor, (weight - lower) * factor);
            for (j, value) in values[i * width..(i + 1) * width].iter().enumerate() {
                estimate[j] += weight * value;
                error[j] += difference * value;
            }
        }
        error.iter_mut().for_each(|e| *e = e.abs());
        CubatureRegion { estimate, error, a, b }
    }
}

#[cfg(test)]
mod tests;
