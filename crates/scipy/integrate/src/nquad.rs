//! `scipy.integrate.nquad`: integrals over several variables, one [`quad`] within another.

use crate::quad::{Quad, QuadError, QuadOptions, quad};

/// A region of integration: the limits of each variable, which may depend on the variables outside it.
///
/// Variable 0 is the innermost. `outer` holds the values of the variables `axis + 1`, `axis + 2`, and so on.
pub trait Region<E> {
    /// The number of variables.
    fn dimensions(&self) -> usize;

    /// The limits of a variable.
    ///
    /// # Errors
    /// Those of the caller.
    fn limits(&mut self, axis: usize, outer: &[f64]) -> Result<(f64, f64), E>;

    /// How to integrate over a variable.
    ///
    /// # Errors
    /// Those of the caller.
    fn options(&mut self, _axis: usize, _outer: &[f64]) -> Result<QuadOptions, E> {
        Ok(QuadOptions::default())
    }

    /// Told of each integral over a single variable; its status may be worth a warning.
    ///
    /// # Errors
    /// Those of the caller.
    fn report(&mut self, _found: &Quad) -> Result<(), E> {
        Ok(())
    }
}

/// Constant limits.
impl<E> Region<E> for &[(f64, f64)] {
    fn dimensions(&self) -> usize {
        self.len()
    }

    fn limits(&mut self, axis: usize, _outer: &[f64]) -> Result<(f64, f64), E> {
        Ok(self[axis])
    }
}

/// What [`nquad`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nquad {
    /// The integral.
    pub value: f64,
    /// The largest error estimate of all the integrals over one variable.
    pub abserr: f64,
    /// How often the function was called.
    pub neval: usize,
}

struct Nested<'a, F, R> {
    f: F,
    region: &'a mut R,
    found: Nquad,
}

/// The integral of `f` over a region of one dimension or more.
///
/// # Errors
/// As [`quad`], for any of the variables.
///
/// # Panics
/// If the region has no dimension.
///
/// # Examples
/// ```
/// use pallasite_integrate::nquad;
/// use std::convert::Infallible;
///
/// let f = |x: &[f64]| Ok::<_, Infallible>(x[0] * x[1] * x[1]);
/// let mut square: &[(f64, f64)] = &[(0.0, 1.0), (0.0, 2.0)];
/// let found = nquad(f, &mut square).unwrap();
/// assert!((found.value - 4.0 / 3.0).abs() < 1e-14);
/// ```
pub fn nquad<E, R: Region<E>>(
    f: impl FnMut(&[f64]) -> Result<f64, E>,
    region: &mut R,
) -> Result<Nquad, QuadError<E>> {
    let outermost = region.dimensions().checked_sub(1).expect("a region of one dimension or more");
    let mut nested = Nested { f, region, found: Nquad { value: 0.0, abserr: 0.0, neval: 0 } };
    let value = nested.integrate(outermost, &[])?;
    Ok(Nquad { value, ..nested.found })
}

impl<F, R> Nested<'_, F, R> {
    fn integrate<E>(&mut self, axis: usize, outer: &[f64]) -> Result<f64, QuadError<E>>
    where
        F: FnMut(&[f64]) -> Result<f64, E>,
        R: Region<E>,
    {
        let (low, high) = self.region.limits(axis, outer).map_err(QuadError::Callback)?;
        let mut options = self.region.options(axis, outer).map_err(QuadError::Callback)?;
        if let Some(points) = &mut options.points {
            points.retain(|&p| low <= p && p <= high);
        }
        let mut inner = vec![0.0; outer.len() + 1];
        inner[1..].copy_from_slice(outer);
        let found = quad(|x| self.at(axis, x, &mut inner), low, high, &options).map_err(|e| match e {
            QuadError::Callback(e) => e,
            QuadError::Input(e) => QuadError::Input(e),
        })?;
        self.region.report(&found).map_err(QuadError::Callback)?;
        self.found.abserr = self.found.abserr.max(found.abserr);
        if axis == 0 {
            self.found.neval += found.neval;
        }
        Ok(found.value)
    }

    /// The integrand over variable `axis` at `x`: the function, or the integral over the variables within.
    fn at<E>(&mut self, axis: usize, x: f64, variables: &mut [f64]) -> Result<f64, QuadError<E>>
    where
        F: FnMut(&[f64]) -> Result<f64, E>,
        R: Region<E>,
    {
        variables[0] = x;
        if axis == 0 {
            (self.f)(variables).map_err(QuadError::Callback)
        } else {
            self.integrate(axis - 1, variables)
        }
    }
}
