//! Sums of products in Einstein's notation, as `numpy.einsum`.
//!
//! Products of two large operands become stacks of matrix products; all others, and small ones, are one nest of loops
//! over all axes. The rules are NumPy's: letters name axes, one that occurs twice means the diagonal, an axis of length
//! one is repeated, and a result that needs no arithmetic is a view.

mod contract;
mod lines;
mod matrices;
mod path;
mod report;
mod spec;
mod subscripts;

pub use path::{Optimize, Step};
pub use report::EinsumPath;

use super::Result;
use contract::{FEW, Target, Tensor, contract};
use pallasite_array::promote::{Casting, can_cast, promote_types};
use pallasite_array::{DType, Error, Kind, NdArray, Order};
use path::{advance, pairs_if_cheap, plan};
use smallvec::SmallVec;
use spec::Spec;

/// How [`einsum`] computes.
#[derive(Clone, Debug)]
pub struct EinsumOptions {
    /// The type to compute in; by default that of all operands together.
    pub dtype: Option<DType>,
    /// Which conversions to that type are allowed.
    pub casting: Casting,
    /// Memory order of the result.
    pub order: Order,
    /// The order in which more than two operands are multiplied.
    pub optimize: Optimize,
}

impl Default for EinsumOptions {
    fn default() -> Self {
        Self { dtype: None, casting: Casting::Safe, order: Order::K, optimize: Optimize::Off }
    }
}

/// The sum of products that the subscripts describe.
///
/// A letter stands for an axis. The result has the axes behind `->`, or those whose letters occur once, by the
/// alphabet; the products are summed over all others. `...` stands for axes that broadcast. A single operand of which
/// nothing is summed gives a view of its memory, whatever the options say.
///
/// # Errors
/// Subscripts that are none or do not fit the operands, lengths that differ, conversions that are not allowed, types
/// that are no numbers, a path that leaves operands over.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::linalg::{EinsumOptions, einsum};
/// let a = NdArray::from_vec_shape(vec![1.0, 2.0, 3.0, 4.0], &[2, 2])?;
/// let options = EinsumOptions::default();
/// assert_eq!(einsum("ij,jk->ik", &[&a, &a], &options)?.to_vec::<f64>()?, [7.0, 10.0, 15.0, 22.0]);
/// assert_eq!(einsum("ii", &[&a], &options)?.to_vec::<f64>()?, [5.0]);
/// assert_eq!(einsum("ji", &[&a], &options)?.to_vec::<f64>()?, [1.0, 3.0, 2.0, 4.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn einsum(subscripts: &str, operands: &[&NdArray], options: &EinsumOptions) -> Result<NdArray> {
    let spec = Spec::new(subscripts, operands)?;
    if operands.len() == 1 && spec.axes.outputs == spec.axes.count() {
        return spec.view(operands[0]);
    }
    let dtype = common_dtype(operands, None, options)?;
    let result = spec.run(operands, &dtype, &options.optimize, Target::New(options.order))?;
    // Halves are computed in single precision.
    Ok(if result.dtype() == &dtype { result } else { result.astype(&dtype, Order::K)? })
}

/// [`einsum`] into an existing array, which takes part in the choice of the type.
///
/// # Safety
/// No Rust reference into the memory of `out` exists, and no other thread uses it meanwhile.
///
/// # Errors
/// As [`einsum`]; an output of another shape, or that cannot be written to.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::linalg::{EinsumOptions, einsum_shared};
/// let (a, out) = (NdArray::from_vec(vec![1.0, 2.0]), NdArray::from_vec(vec![0.0, 0.0]));
/// // SAFETY: nobody looks at `out` meanwhile.
/// unsafe { einsum_shared("i,i->i", &[&a, &a], &out, &EinsumOptions::default())? };
/// assert_eq!(out.to_vec::<f64>()?, [1.0, 4.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub unsafe fn einsum_shared(
    subscripts: &str,
    operands: &[&NdArray],
    out: &NdArray,
    options: &EinsumOptions,
) -> Result<()> {
    let spec = Spec::new(subscripts, operands)?;
    spec.check_output(operands, out)?;
    let dtype = common_dtype(operands, Some(out), options)?;
    let direct = out.dtype().is(computed_in(&dtype))
        && is_ready(out, out.kind())
        && !out.overlaps_itself()
        && !operands.iter().any(|a| a.may_share_memory(out));
    let target = if direct { Target::Into(out) } else { Target::New(Order::K) };
    let result = spec.run(operands, &dtype, &options.optimize, target)?;
    if !direct {
        let result = if result.dtype() == &dtype { result } else { result.astype(&dtype, Order::K)? };
        // SAFETY: by the caller.
        unsafe { out.assign_shared(&result)? };
    }
    Ok(())
}

/// The order in which [`einsum`] would multiply, and what it costs.
///
/// # Errors
/// As [`einsum`], the types aside.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, NdArray};
/// use pallasite_numpy::linalg::{Optimize, einsum_path};
/// let zeros = |shape: [usize; 2]| NdArray::zeros(&shape, &DType::FLOAT64);
/// let (a, b, c) = (zeros([2, 9])?, zeros([9, 3])?, zeros([3, 8])?);
/// let path = einsum_path("ab,bc,cd->ad", &[&a, &b, &c], &Optimize::Greedy(None))?;
/// assert_eq!(path.steps.iter().map(|s| s.to_vec()).collect::<Vec<_>>(), [[0, 1], [0, 1]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn einsum_path(subscripts: &str, operands: &[&NdArray], optimize: &Optimize) -> Result<EinsumPath> {
    let spec = Spec::new(subscripts, operands)?;
    let steps = plan(optimize, &spec.terms(), &spec.costs())?;
    Ok(EinsumPath::new(&spec.axes, &spec.sizes, steps))
}

impl Spec {
    fn run(
        &self,
        operands: &[&NdArray],
        dtype: &DType,
        optimize: &Optimize,
        target: Target<'_>,
    ) -> Result<NdArray> {
        let kind = computed_in(dtype);
        let terms = self.terms();
        let tensor = |(i, a): (usize, &&NdArray)| -> Result<Tensor> {
            let array = ready(a, kind)?;
            Ok(Tensor { axes: terms[i], strides: self.strides(i, &array), array })
        };
        let tensors = operands.iter().enumerate().map(tensor).collect::<Result<SmallVec<[Tensor; 4]>>>()?;
        let simple = operands.len() <= 2 && !matches!(optimize, Optimize::Path(_));
        let work = self.sizes.iter().fold(1, |n: usize, &d| n.saturating_mul(d));
        if simple || *optimize == Optimize::Off && work <= FEW {
            let all: SmallVec<[&Tensor; 4]> = tensors.iter().collect();
            return Ok(contract(&self.sizes, &all, self.output(), target)?.array);
        }
        let steps = match optimize {
            Optimize::Off => pairs_if_cheap(&terms, &self.costs()),
            _ => plan(optimize, &terms, &self.costs())?,
        };
        self.follow(&steps, tensors.into_vec(), target)
    }

    /// Multiplies in the order of a path.
    fn follow(&self, steps: &[Step], mut tensors: Vec<Tensor>, target: Target<'_>) -> Result<NdArray> {
        for (i, step) in steps.iter().enumerate() {
            let chosen = |place: usize| step.contains(&place);
            let others = tensors.iter().enumerate().filter(|(place, _)| !chosen(*place));
            let keep = others.fold(self.output(), |all, (_, t)| all | t.axes);
            let operands: SmallVec<[&Tensor; 4]> =
                tensors.iter().enumerate().filter(|(place, _)| chosen(*place)).map(|(_, t)| t).collect();
            let target = if i + 1 == steps.len() { target } else { Target::New(Order::K) };
            let product = contract(&self.sizes, &operands, keep, target)?;
            drop(operands);
            advance(&mut tensors, step, product);
        }
        Ok(tensors.swap_remove(0).array)
    }
}

/// The type that a sum of products of this type is computed in.
fn computed_in(dtype: &DType) -> Kind {
    if dtype.kind() == Kind::Float16 { Kind::Float32 } else { dtype.kind() }
}

/// True for native, aligned elements of a kind.
fn is_ready(a: &NdArray, kind: Kind) -> bool {
    a.dtype().is(kind) && a.is_aligned() && a.strides().iter().all(|s| s % a.itemsize() as isize == 0)
}

/// The array in the type that is computed in.
fn ready(a: &NdArray, kind: Kind) -> Result<NdArray> {
    Ok(if is_ready(a, kind) { a.clone() } else { a.astype(&kind.into(), Order::K)? })
}

/// The type that all operands are converted to, by the rule.
fn common_dtype(operands: &[&NdArray], out: Option<&NdArray>, options: &EinsumOptions) -> Result<DType> {
    let all = || operands.iter().copied().chain(out);
    let mut dtype = options.dtype.clone().unwrap_or_else(|| operands[0].dtype().clone());
    if options.dtype.is_none() {
        for a in all().filter(|a| *a.dtype() != *operands[0].dtype()) {
            dtype = promote_types(&dtype, a.dtype())?;
        }
    }
    let dtype = if dtype.is_native() { dtype } else { dtype.to_native() };
    let (rule, name) = (options.casting, options.casting.name());
    for (i, a) in all().enumerate().filter(|(_, a)| *a.dtype() != dtype) {
        let (from, to) = (a.dtype().repr(), dtype.repr());
        if !can_cast(a.dtype(), &dtype, rule) {
            return Err(Error::Type(format!(
                "Iterator operand {i} dtype could not be cast from {from} to {to} according to the rule '{name}'"
            ))
            .into());
        }
        if i == operands.len() && !can_cast(&dtype, a.dtype(), rule) {
            return Err(Error::Type(format!(
                "Iterator requested dtype could not be cast from {to} to {from}, the operand {i} dtype, according to \
                 the rule '{name}'"
            ))
            .into());
        }
    }
    if dtype.kind().is_numeric() {
        Ok(dtype)
    } else {
        Err(Error::type_("invalid data type for einsum").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_array::threads;

    fn numbers(shape: &[usize]) -> NdArray {
        let n = shape.iter().product::<usize>();
        NdArray::from_vec_shape((0..n).map(|i| (i % 17) as f64 - 5.0).collect(), shape).unwrap()
    }

    fn of(subscripts: &str, operands: &[&NdArray]) -> Vec<f64> {
        einsum(subscripts, operands, &EinsumOptions::default()).unwrap().to_vec().unwrap()
    }

    #[test]
    fn large_and_small_products_agree() {
        for (rows, inner, columns) in [(2, 3, 4), (20, 30, 40), (1, 5000, 1), (1, 90, 60), (70, 80, 1)] {
            let (a, b) = (numbers(&[rows, inner]), numbers(&[columns, inner]));
            let product = of("ij,kj->ik", &[&a, &b]);
            let (x, y) = (a.to_vec::<f64>().unwrap(), b.to_vec::<f64>().unwrap());
            let dot =
                |i: usize, k: usize| (0..inner).map(|j| x[i * inner + j] * y[k * inner + j]).sum::<f64>();
            let want: Vec<f64> = (0..rows * columns).map(|at| dot(at / columns, at % columns)).collect();
            assert_eq!(product, want);
        }
    }

    #[test]
    fn axes_that_do_not_merge_are_copied() {
        let (a, b) = (numbers(&[5, 6, 7, 8]), numbers(&[7, 9, 5, 6]));
        let summed = of("ijkl,kmij->ml", &[&a, &b]);
        let a = a.permute(&[3, 2, 0, 1]).unwrap().copy(Order::C).unwrap();
        let b = b.permute(&[0, 2, 3, 1]).unwrap().copy(Order::C).unwrap();
        let (a, b) = (a.reshape(&[8, 210]).unwrap(), b.reshape(&[210, 9]).unwrap());
        assert_eq!(summed, of("li,im->ml", &[&a, &b]));
        let spread = of("abcd,ebfa->cefd", &[&numbers(&[5, 6, 7, 8]), &numbers(&[9, 6, 4, 5])]);
        let first = (0..30).map(|ab| numbers(&[5, 6, 7, 8]).get(&[ab / 6, ab % 6, 0, 0]).unwrap());
        let second = (0..30).map(|ab| numbers(&[9, 6, 4, 5]).get(&[0, ab % 6, 0, ab / 6]).unwrap());
        let float = |x: pallasite_array::Scalar| match x {
            pallasite_array::Scalar::Float(x) => x,
            _ => f64::NAN,
        };
        assert_eq!(spread[0], first.zip(second).map(|(x, y)| float(x) * float(y)).sum::<f64>());
    }

    #[test]
    fn threads_change_no_bit() {
        let a = numbers(&[300, 400]).astype(&DType::FLOAT32, Order::C).unwrap();
        let run = |threads: usize| {
            let old = threads::set_local_threads(threads);
            let texts = ["ij,ij->", "ij->", "ij,ij->i", "ij,ij->j", "ij->j", "ij,ij,ij->j"];
            let sums = texts.map(|text| {
                let operands = vec![&a; text.matches("ij").count()];
                einsum(text, &operands, &EinsumOptions::default()).unwrap().to_vec::<f32>().unwrap()
            });
            threads::set_local_threads(old);
            sums
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn a_path_is_followed() {
        let (a, b, c) = (numbers(&[3, 4]), numbers(&[4, 5]), numbers(&[5, 2]));
        let want = of("ij,jk,kl", &[&a, &b, &c]);
        for path in [&[&[1, 2][..], &[0, 1]][..], &[&[0, 2], &[0, 1]], &[&[0], &[0, 1, 2]]] {
            let steps = path.iter().map(|s| s.iter().copied().collect()).collect();
            let options = EinsumOptions { optimize: Optimize::Path(steps), ..EinsumOptions::default() };
            assert_eq!(einsum("ij,jk,kl", &[&a, &b, &c], &options).unwrap().to_vec::<f64>().unwrap(), want);
        }
    }
}
