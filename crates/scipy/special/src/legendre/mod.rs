//! Legendre functions of whole degrees and orders on arrays: polynomials, associated functions and spherical harmonics,
//! with derivatives.
//!
//! The recurrence in the degree is stable for functions of the first kind (Gautschi, "Computational aspects of three-term
//! recurrence relations", SIAM Review 9, 1967); derivatives go through it by Leibniz's rule. It begins at the order, where
//! the functions are powers (DLMF 14.7.15).

mod argument;
mod ends;
mod family;
mod harmonics;
mod number;
mod real_degree;
mod second;
mod spread;
mod table;
mod walk;

use argument::{Plane, Points, Sphere};
use family::Scaling;
pub use harmonics::{sph_harm_y, sph_harm_y_all};
use num_complex::Complex64;
use number::Number;
use pallasite_array::layout::broadcast_shapes;
use pallasite_array::promote::can_cast_safely;
use pallasite_array::{DType, Error, Kind, NdArray, Order, Result};
pub use real_degree::lpmv;
pub use second::{lqmn, lqn};
use spread::Spread;
use table::{Keys, Orders, all, each, filled};

/// Calls a function with the number of derivatives and the value as a constant.
macro_rules! with_derivatives {
    ($diff_n:expr, $D:ident => $call:expr) => {
        match $diff_n {
            0 => {
                const $D: usize = 1;
                $call
            }
            1 => {
                const $D: usize = 2;
                $call
            }
            _ => {
                const $D: usize = 3;
                $call
            }
        }
    };
}

/// The arguments of one of these functions, under its name.
struct Call<'a> {
    name: &'a str,
}

impl Call<'_> {
    fn refused(&self) -> Error {
        Error::type_(format!(
            "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported \
             types according to the casting rule ''safe''",
            self.name
        ))
    }

    /// Refuses what is no array of integers that fit `int64`.
    fn check_whole(&self, arrays: &[&NdArray]) -> Result<()> {
        let fits = arrays.iter().all(|a| can_cast_safely(a.kind(), Kind::Int64));
        if fits { Ok(()) } else { Err(self.refused()) }
    }

    /// Refuses what is no array of real numbers.
    fn check_real(&self, arrays: &[&NdArray]) -> Result<()> {
        let fits = arrays.iter().all(|a| can_cast_safely(a.kind(), Kind::Float64));
        if fits { Ok(()) } else { Err(self.refused()) }
    }

    /// Whether an array is of complex numbers; refuses what is no array of numbers.
    fn is_complex(&self, z: &NdArray) -> Result<bool> {
        let complex = z.kind().is_complex();
        if !complex {
            self.check_real(&[z])?;
        }
        Ok(complex)
    }
}

/// In single precision if the argument is.
fn as_precise_as(z: &NdArray, values: NdArray) -> Result<NdArray> {
    match z.kind() {
        kind @ (Kind::Float32 | Kind::Complex64) => values.astype(&DType::from(kind), Order::C),
        _ => Ok(values),
    }
}

/// Functions of one degree and order for each argument.
struct Single<'a> {
    n: &'a NdArray,
    m: &'a NdArray,
    branch_cut: &'a NdArray,
    scaling: Scaling,
    derivatives: usize,
}

impl Single<'_> {
    /// Of points of the plane.
    fn in_plane<V: Number>(&self, z: &NdArray) -> Result<NdArray> {
        let shape = self.shape_with(z)?;
        self.of(&shape, &Plane::<V>::new(z, self.branch_cut, &shape)?)
    }

    /// Of the cosines of angles.
    fn on_sphere(&self, theta: &NdArray) -> Result<NdArray> {
        let shape = self.shape_with(theta)?;
        self.of(&shape, &Sphere { theta: Spread::new(theta, &shape)? })
    }

    fn shape_with(&self, z: &NdArray) -> Result<Vec<usize>> {
        let shape = broadcast_shapes(&[self.n.shape(), self.m.shape(), z.shape(), self.branch_cut.shape()])?;
        Ok(shape.to_vec())
    }

    fn of<V: Number>(&self, shape: &[usize], points: &impl Points<V>) -> Result<NdArray> {
        let spread = |array| Spread::new(array, shape);
        let keys = Keys { n: spread(self.n)?, m: spread(self.m)?, cut: spread(self.branch_cut)? };
        let (count, front) = (shape.iter().product(), [self.derivatives + 1]);
        let [values] = filled(&[&front, shape].concat(), |values| {
            with_derivatives!(self.derivatives, D => each::<V, D>(self.scaling, &keys, count, points, values));
        })?;
        Ok(values)
    }
}

/// All functions up to a degree, and up to an order on both sides.
struct Table {
    n: usize,
    orders: Orders,
    scaling: Scaling,
    derivatives: usize,
}

impl Table {
    /// Derivatives, degrees, orders, then the arguments, which have a shape.
    fn of<V: Number>(&self, shape: &[usize], points: &impl Points<V>) -> Result<NdArray> {
        self.with_front(&[self.derivatives + 1, self.n + 1, self.orders.columns()], shape, points)
    }

    fn with_front<V: Number>(
        &self,
        front: &[usize],
        shape: &[usize],
        points: &impl Points<V>,
    ) -> Result<NdArray> {
        let Table { n, orders, scaling, derivatives } = *self;
        let count = shape.iter().product();
        let [values] = filled(&[front, shape].concat(), |values| {
            with_derivatives!(derivatives, D => all::<V, D>(scaling, n, orders, count, points, values));
        })?;
        Ok(values)
    }
}

fn zero() -> NdArray {
    NdArray::from_vec_shape(vec![0i64], &[]).expect("one number")
}

/// Legendre's polynomial and its first `diff_n` derivatives, of which there are two: an axis in front of those of the
/// arguments, which are broadcast.
///
/// # Errors
/// Degrees that are no integers, arguments that are no real numbers, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (n, z) = (NdArray::from_vec(vec![2i64]), NdArray::from_vec(vec![0.5]));
/// let p = pallasite_special::legendre_p(&n, &z, 2).unwrap();
/// assert_eq!(p.shape(), [3, 1]);
/// assert_eq!(p.to_vec::<f64>().unwrap(), [-0.125, 1.5, 3.0]);
/// ```
pub fn legendre_p(n: &NdArray, z: &NdArray, diff_n: usize) -> Result<NdArray> {
    let call = Call { name: "legendre_p" };
    call.check_whole(&[n])?;
    call.check_real(&[z])?;
    // SciPy's polynomials of negative degrees are the first one.
    let degrees = n.cast_vec::<i64>()?.into_iter().map(|n| if n < 0 { 1 } else { n }).collect();
    let n = &NdArray::from_vec_shape(degrees, n.shape())?;
    let single =
        Single { n, m: &zero(), branch_cut: &zero(), scaling: Scaling::Ferrers, derivatives: diff_n };
    single.in_plane::<f64>(z)
}

/// Legendre's polynomials of degrees up to `n` and their first `diff_n` derivatives, of which there are two: axes of the
/// derivatives and degrees in front of those of `z`.
///
/// # Errors
/// Arguments that are no numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let p = pallasite_special::legendre_p_all(2, &NdArray::from_vec(vec![0.5, 1.0]), 0).unwrap();
/// assert_eq!(p.shape(), [1, 3, 2]);
/// assert_eq!(p.to_vec::<f64>().unwrap(), [1.0, 1.0, 0.5, 1.0, -0.125, 1.0]);
/// ```
pub fn legendre_p_all(n: usize, z: &NdArray, diff_n: usize) -> Result<NdArray> {
    let table = Table { n, orders: Orders::UpTo(0), scaling: Scaling::Ferrers, derivatives: diff_n };
    let p = if (Call { name: "legendre_p_all" }).is_complex(z)? {
        polynomials::<Complex64>(&table, z)
    } else {
        polynomials::<f64>(&table, z)
    };
    as_precise_as(z, p?)
}

/// A table of order zero alone, without an axis for it.
fn polynomials<V: Number>(table: &Table, z: &NdArray) -> Result<NdArray> {
    let cut = zero();
    let plane = Plane::<V>::new(z, &cut, z.shape())?;
    table.with_front(&[table.derivatives + 1, table.n + 1], z.shape(), &plane)
}

/// The associated Legendre function and its first `diff_n` derivatives, of which there are two: an axis in front of those
/// of the arguments, which are broadcast.
///
/// A `branch_cut` of 3 lies between -1 and 1, others outside; `norm` multiplies by `sqrt((n + 1/2) (n - m)! / (n + m)!)`.
/// Ferrers' function has the phase of Condon and Shortley; orders beyond the degree give zero.
///
/// # Errors
/// Degrees, orders or branch cuts that are no integers, arguments that are no numbers, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let whole = |k: i64| NdArray::from_vec(vec![k]);
/// let z = NdArray::from_vec(vec![0.6]);
/// let p = pallasite_special::assoc_legendre_p(&whole(2), &whole(1), &z, &whole(2), false, 0).unwrap();
/// assert!((p.to_vec::<f64>().unwrap()[0] + 3.0 * 0.6 * 0.8).abs() < 1e-15);
/// ```
pub fn assoc_legendre_p(
    n: &NdArray,
    m: &NdArray,
    z: &NdArray,
    branch_cut: &NdArray,
    norm: bool,
    diff_n: usize,
) -> Result<NdArray> {
    let call = Call { name: "assoc_legendre_p" };
    call.check_whole(&[n, m, branch_cut])?;
    let single = Single { n, m, branch_cut, scaling: scaling(norm), derivatives: diff_n };
    if call.is_complex(z)? { single.in_plane::<Complex64>(z) } else { single.in_plane::<f64>(z) }
}

fn scaling(norm: bool) -> Scaling {
    if norm { Scaling::Unit } else { Scaling::Ferrers }
}

/// The associated Legendre functions of degrees up to `n` and orders up to `m`, then from `-m` to -1, with their first
/// `diff_n` derivatives, of which there are two: axes of derivatives, degrees and orders in front of those of `z`.
///
/// # Errors
/// Branch cuts that are no integers, arguments that are no numbers, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (z, cut) = (NdArray::from_vec(vec![0.6]), NdArray::from_vec(vec![2i64]));
/// let p = pallasite_special::assoc_legendre_p_all(1, 1, &z, &cut, false, 0).unwrap();
/// assert_eq!(p.shape(), [1, 2, 3, 1]);
/// assert_eq!(p.to_vec::<f64>().unwrap(), [1.0, 0.0, 0.0, 0.6, -0.8, 0.4]);
/// ```
pub fn assoc_legendre_p_all(
    n: usize,
    m: usize,
    z: &NdArray,
    branch_cut: &NdArray,
    norm: bool,
    diff_n: usize,
) -> Result<NdArray> {
    let call = Call { name: "assoc_legendre_p_all" };
    call.check_whole(&[branch_cut])?;
    let table = Table { n, orders: Orders::Both(m), scaling: scaling(norm), derivatives: diff_n };
    if call.is_complex(z)? {
        in_plane::<Complex64>(&table, z, branch_cut)
    } else {
        in_plane::<f64>(&table, z, branch_cut)
    }
}

fn in_plane<V: Number>(table: &Table, z: &NdArray, branch_cut: &NdArray) -> Result<NdArray> {
    let shape = broadcast_shapes(&[z.shape(), branch_cut.shape()])?;
    table.of(&shape, &Plane::<V>::new(z, branch_cut, &shape)?)
}

/// The spherical Legendre function, which is the spherical harmonic at the azimuth zero, and its first `diff_n` derivatives
/// by the angle, of which there are two: an axis in front of those of the arguments, which are broadcast.
///
/// # Errors
/// Degrees or orders that are no integers, angles that are no real numbers, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let whole = |k: i64| NdArray::from_vec(vec![k]);
/// let p = pallasite_special::sph_legendre_p(&whole(1), &whole(0), &NdArray::from_vec(vec![0.0]), 0).unwrap();
/// assert!((p.to_vec::<f64>().unwrap()[0] - (0.75 / std::f64::consts::PI).sqrt()).abs() < 1e-15);
/// ```
pub fn sph_legendre_p(n: &NdArray, m: &NdArray, theta: &NdArray, diff_n: usize) -> Result<NdArray> {
    let call = Call { name: "sph_legendre_p" };
    call.check_whole(&[n, m])?;
    call.check_real(&[theta])?;
    on_sphere(n, m, theta, diff_n)
}

fn on_sphere(n: &NdArray, m: &NdArray, theta: &NdArray, diff_n: usize) -> Result<NdArray> {
    let single = Single { n, m, branch_cut: &zero(), scaling: Scaling::Sphere, derivatives: diff_n };
    single.on_sphere(theta)
}

/// The spherical Legendre functions of degrees up to `n` and orders up to `m`, then from `-m` to -1, with their first
/// `diff_n` derivatives, of which there are two: axes of derivatives, degrees and orders in front of those of `theta`.
///
/// # Errors
/// Angles that are no real numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let p = pallasite_special::sph_legendre_p_all(3, 2, &NdArray::from_vec(vec![0.5f32]), 1).unwrap();
/// assert_eq!(p.shape(), [2, 4, 5, 1]);
/// ```
pub fn sph_legendre_p_all(n: usize, m: usize, theta: &NdArray, diff_n: usize) -> Result<NdArray> {
    Call { name: "sph_legendre_p_all" }.check_real(&[theta])?;
    let table = Table { n, orders: Orders::Both(m), scaling: Scaling::Sphere, derivatives: diff_n };
    let sphere = Sphere { theta: Spread::new(theta, theta.shape())? };
    as_precise_as(theta, table.of(theta.shape(), &sphere)?)
}
