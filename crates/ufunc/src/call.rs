//! Calling a ufunc: arguments of all sorts to outputs.

use crate::driver::{self, MAX_OPERANDS, View, allocate};
use crate::error::{Error, Result};
use crate::kernel::LoopRow;
use crate::number::Number;
use crate::quick::quick;
use crate::resolve::{check_output, concrete, resolve};
use crate::table::{Rule, Ufunc};
use crate::text;
use num_complex::Complex;
use pallasite_array::layout::{self, Shape};
use pallasite_array::promote::{Casting, Operand};
use pallasite_array::{DType, Kind, NdArray, Order, Scalar};
use smallvec::SmallVec;

/// An input: an array, or a Python number, which adapts to the arrays beside it.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// An array or a typed scalar.
    Array(&'a NdArray),
    /// A Python `int`.
    Int(i128),
    /// A Python `int` beyond 128 bits, as the nearest float; infinite beyond those.
    Huge(f64),
    /// A Python `float`.
    Float(f64),
    /// A Python `complex`.
    Complex(Complex<f64>),
    /// A typed scalar that no array holds.
    Number(Number),
}

impl<'a> From<&'a NdArray> for Arg<'a> {
    fn from(a: &'a NdArray) -> Self {
        Arg::Array(a)
    }
}

impl From<f64> for Arg<'_> {
    fn from(x: f64) -> Self {
        Arg::Float(x)
    }
}

impl From<i64> for Arg<'_> {
    fn from(x: i64) -> Self {
        Arg::Int(x.into())
    }
}

impl Arg<'_> {
    /// Its part in promotion.
    pub fn operand(&self) -> Operand {
        match self {
            Arg::Array(a) => Operand::Typed(a.dtype().clone()),
            Arg::Int(_) | Arg::Huge(_) => Operand::WeakInt,
            Arg::Float(_) => Operand::WeakFloat,
            Arg::Complex(_) => Operand::WeakComplex,
            Arg::Number(n) => Operand::Typed(n.kind().into()),
        }
    }

    /// The array, where it is one.
    #[inline]
    pub(crate) fn array(&self) -> Option<&NdArray> {
        if let Arg::Array(a) = self { Some(a) } else { None }
    }

    /// True for an array of this kind, and for a number, which takes on any.
    #[inline]
    pub(crate) fn is_of(&self, kind: Kind) -> bool {
        self.array().is_none_or(|a| a.kind() == kind)
    }

    fn shape(&self) -> &[usize] {
        match self {
            Arg::Array(a) => a.shape(),
            _ => &[],
        }
    }

    /// The operand as an array of `kind`.
    pub(crate) fn to_array(self, kind: Kind) -> Result<NdArray> {
        match self {
            Arg::Array(a) => Ok(a.astype(&kind.into(), Order::K)?),
            number => {
                let out = NdArray::zeros(&[], &kind.into())?;
                let value = number.element(kind)?.unwrap_or_default();
                // SAFETY: a fresh array of one element, which is not larger than 16 bytes.
                unsafe {
                    std::ptr::copy_nonoverlapping(value.as_ptr().cast::<u8>(), out.as_ptr(), kind.size())
                };
                Ok(out)
            }
        }
    }

    /// The value of a number as an element of `kind`; nothing for an array.
    #[inline]
    pub(crate) fn element(&self, kind: Kind) -> Result<Option<[u128; 1]>> {
        match *self {
            Arg::Array(_) => Ok(None),
            Arg::Float(v) if kind == Kind::Float64 => Ok(Some([v.to_bits().into()])),
            Arg::Number(n) if n.kind() == kind => Ok(Some(n.bits())),
            number => number.cast_element(kind).map(Some),
        }
    }

    #[inline(never)]
    fn cast_element(self, kind: Kind) -> Result<[u128; 1]> {
        let value = match self {
            Arg::Array(a) => a.item()?,
            Arg::Number(n) => n.value(),
            Arg::Int(v) => integer(v, kind)?,
            Arg::Huge(_) if !kind.is_inexact() => {
                return Err(Error::TooLarge("Python int too large to convert to C long"));
            }
            Arg::Huge(v) if v.is_infinite() => {
                return Err(Error::TooLarge("int too large to convert to float"));
            }
            Arg::Huge(v) => Scalar::Float(v),
            Arg::Float(v) => Scalar::Float(v),
            Arg::Complex(v) => Scalar::Complex(v),
        };
        let mut out = [0u128];
        // SAFETY: no element is larger than 16 bytes.
        unsafe { value.cast_write(out.as_mut_ptr().cast(), &kind.into())? };
        Ok(out)
    }
}

/// A Python integer as a value of `kind`.
fn integer(v: i128, kind: Kind) -> Result<Scalar> {
    if kind.is_integer() && !fits(v, kind) {
        return Err(Error::IntegerBounds { value: v, dtype: kind.name() });
    }
    Ok(if let Ok(i) = i64::try_from(v) {
        Scalar::Int(i)
    } else if let Ok(u) = u64::try_from(v) {
        Scalar::UInt(u)
    } else {
        Scalar::Float(v as f64)
    })
}

/// True when an integer type holds this value.
pub(crate) fn fits(v: i128, kind: Kind) -> bool {
    let bits = kind.size() as u32 * 8;
    match kind.letter() {
        'i' => (-(1i128 << (bits - 1))..1i128 << (bits - 1)).contains(&v),
        'u' => (0..1i128 << bits).contains(&v),
        _ => true,
    }
}

/// What may be asked of a call besides its inputs.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Outputs to write to, where given.
    pub out: &'a [Option<&'a NdArray>],
    /// Elements to compute; the others keep what the output holds (zero in a new one).
    pub where_: Option<&'a NdArray>,
    /// Which casts of operands are allowed.
    pub casting: Casting,
    /// Memory order of new outputs.
    pub order: Order,
    /// Kinds of inputs and outputs, where they are to be fixed.
    pub signature: &'a [Option<Kind>],
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { out: &[], where_: None, casting: Casting::SameKind, order: Order::K, signature: &[] }
    }
}

/// Calls a ufunc.
///
/// Inputs are broadcast against each other, outputs allocated unless given in `options.out`; those must have
/// the broadcast shape and may overlap inputs. Floating point exceptions are left in
/// [`crate::math::fpstatus`].
///
/// # Errors
/// No loop for these types, a cast that the rule forbids, shapes that do not broadcast, outputs that must not
/// be written to or are shared.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::{Options, call, table};
/// let a = NdArray::from_vec(vec![1.0, 4.0, 9.0]);
/// let root = call(&table::SQRT, &[(&a).into()], &Options::default()).unwrap();
/// assert_eq!(root[0].to_vec::<f64>().unwrap(), [1.0, 2.0, 3.0]);
/// ```
pub fn call(ufunc: &'static Ufunc, inputs: &[Arg], options: &Options) -> Result<SmallVec<[NdArray; 2]>> {
    for out in options.out.iter().flatten() {
        let handles = options.out.iter().flatten().filter(|o| o.buffer().same(out.buffer())).count();
        if out.buffer().handles() > handles {
            return Err(pallasite_array::Error::Shared.into());
        }
    }
    // SAFETY: nobody else has a handle to the outputs' memory, so no reference into it exists.
    unsafe { call_shared(ufunc, inputs, options) }
}

/// [`call`] with outputs as NumPy has them: others may have views of their memory.
///
/// # Safety
/// No Rust reference into the outputs' memory exists, and no other thread uses it meanwhile.
///
/// # Errors
/// As [`call`].
pub unsafe fn call_shared(
    ufunc: &'static Ufunc,
    inputs: &[Arg],
    options: &Options,
) -> Result<SmallVec<[NdArray; 2]>> {
    let plain = options.where_.is_none()
        && options.signature.is_empty()
        && options.casting == Casting::SameKind
        && matches!(options.order, Order::K | Order::C);
    if plain && options.out.len() <= 1 {
        let out = options.out.first().copied().flatten();
        // SAFETY: by the caller.
        if let Some(done) = unsafe { quick(ufunc, inputs, out)? } {
            return Ok(SmallVec::from_iter([done]));
        }
    }
    // SAFETY: by the caller.
    unsafe { call_general(ufunc, inputs, options) }
}

/// # Safety
/// As [`call_shared`].
unsafe fn call_general(
    ufunc: &'static Ufunc,
    inputs: &[Arg],
    options: &Options,
) -> Result<SmallVec<[NdArray; 2]>> {
    let shape = broadcast(inputs, options);
    let operands: SmallVec<[Operand; 2]> = inputs.iter().map(Arg::operand).collect();
    if ufunc.is_comparison()
        && let Some(done) = compare_specially(ufunc, inputs, &operands, &shape, options)?
    {
        return Ok(done);
    }
    // Types are refused before shapes.
    let row = resolve(ufunc, &operands, options.signature, options.casting)?;
    let shape = shape?;
    let mut numbers: SmallVec<[Option<[u128; 1]>; 2]> = SmallVec::new();
    for (arg, &kind) in inputs.iter().zip(row.types) {
        numbers.push(arg.element(kind)?);
    }
    let dtypes: SmallVec<[DType; MAX_OPERANDS]> = row.types.iter().map(|&k| k.into()).collect();
    let views: SmallVec<[View; 2]> =
        (0..inputs.len()).map(|i| view(&inputs[i], &numbers[i], &dtypes[i])).collect();
    if ufunc.rule == Rule::Power && row.types[1].is_signed() {
        refuse_negative_powers(&inputs[1])?;
    }
    let row = cheaper_power(ufunc, row, &views);
    // SAFETY: by the caller.
    unsafe { run_into(ufunc, row, &views, &shape, options) }
}

/// Runs the loop into the outputs asked for.
///
/// # Safety
/// As [`call_shared`].
unsafe fn run_into(
    ufunc: &'static Ufunc,
    row: &'static LoopRow,
    views: &[View],
    shape: &[usize],
    options: &Options,
) -> Result<SmallVec<[NdArray; 2]>> {
    let views = if row.types.len() < views.len() + ufunc.nout { &views[..1] } else { views };
    let kinds = &row.types[views.len()..];
    let mut outputs: SmallVec<[NdArray; 2]> = SmallVec::new();
    for (i, &kind) in kinds.iter().enumerate() {
        outputs.push(match options.out.get(i).copied().flatten() {
            Some(out) => {
                check_output(ufunc, i, kind, out.dtype(), options.casting)?;
                if !out.is_writeable() {
                    return Err(Error::value("output array is read-only"));
                }
                out.clone()
            }
            None if options.where_.is_some() => NdArray::zeros(shape, &kind.into())?,
            // SAFETY: the loop writes every element.
            None => unsafe { allocate(shape, kind, options.order, views)? },
        });
    }
    let mask = options.where_.map(boolean).transpose()?;
    let targets: SmallVec<[View; 2]> = outputs.iter().map(View::from).collect();
    // SAFETY: by the caller; new outputs are ours alone.
    unsafe { driver::run(ufunc, row, views, &targets, mask.as_ref().map(View::from))? };
    drop(targets);
    Ok(outputs)
}

/// A `where` mask as booleans.
pub(crate) fn boolean(mask: &NdArray) -> Result<NdArray> {
    if mask.dtype().is(Kind::Bool) {
        return Ok(mask.clone());
    }
    let (from, to) = (mask.dtype().clone(), DType::BOOL);
    Err(pallasite_array::Error::Cast { from, to, rule: "safe" }.into())
}

fn view<'a>(arg: &Arg<'a>, number: &'a Option<[u128; 1]>, dtype: &'a DType) -> View<'a> {
    match (arg, number) {
        (Arg::Array(a), _) => (*a).into(),
        (_, Some(n)) => View { ptr: n.as_ptr().cast_mut().cast(), shape: &[], strides: &[], dtype },
        (_, None) => unreachable!("numbers have an element"),
    }
}

/// The shape of inputs, given outputs and mask together; given outputs must have it already.
fn broadcast(inputs: &[Arg], options: &Options) -> Result<Shape> {
    let given = options.out.iter().flatten().map(|o| o.shape());
    let all = inputs.iter().map(Arg::shape).chain(given.clone()).chain(options.where_.map(NdArray::shape));
    let all: SmallVec<[&[usize]; MAX_OPERANDS]> = all.collect();
    let shape = layout::broadcast_shapes(&all)?;
    if let Some(out) = given.into_iter().find(|s| s[..] != shape[..]) {
        let inputs: SmallVec<[&[usize]; 2]> = inputs.iter().map(Arg::shape).collect();
        let want = layout::broadcast_shapes(&inputs)?;
        use pallasite_array::error::compact;
        return Err(Error::value(format!(
            "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
            compact(out),
            compact(&want)
        )));
    }
    Ok(shape)
}

/// Text, and integers beyond the bounds of the type they meet.
fn compare_specially(
    ufunc: &'static Ufunc,
    inputs: &[Arg],
    operands: &[Operand],
    shape: &Result<Shape>,
    options: &Options,
) -> Result<Option<SmallVec<[NdArray; 2]>>> {
    let shape = || shape.clone();
    let result = match *inputs {
        [Arg::Array(a), Arg::Array(b)] if text::is_text(a.kind()) && a.kind() == b.kind() => {
            text::compare(ufunc, a, b, &shape()?)?
        }
        [Arg::Array(_), Arg::Int(v)] | [Arg::Int(v), Arg::Array(_)] => {
            let kind = concrete(operands)[0].kind();
            if !kind.is_integer() || fits(v, kind) {
                return Ok(None);
            }
            let array_first = matches!(inputs[0], Arg::Array(_));
            beyond(ufunc, (v > 0) == array_first, &shape()?)?
        }
        [Arg::Array(_), Arg::Huge(v)] | [Arg::Huge(v), Arg::Array(_)]
            if concrete(operands)[0].kind().is_integer() =>
        {
            let array_first = matches!(inputs[0], Arg::Array(_));
            beyond(ufunc, (v > 0.0) == array_first, &shape()?)?
        }
        _ => return Ok(None),
    };
    if options.out.iter().flatten().next().is_none() && options.where_.is_none() {
        return Ok(Some(SmallVec::from_iter([result])));
    }
    // SAFETY: the caller of `call_shared` vouches for the outputs.
    unsafe {
        run_into(
            &crate::table::LOGICAL_OR,
            boolean_or(),
            &[View::from(&result), View::from(&result)],
            &shape()?,
            options,
        )
    }
    .map(Some)
}

fn boolean_or() -> &'static LoopRow {
    crate::table::LOGICAL_OR.same(Kind::Bool).expect("the table has it")
}

/// The comparison of integers with one that is larger (`less`) or smaller than all of their type.
fn beyond(ufunc: &Ufunc, less: bool, shape: &[usize]) -> Result<NdArray> {
    let truth = match ufunc.name {
        "not_equal" => true,
        "less" | "less_equal" => less,
        "greater" | "greater_equal" => !less,
        _ => false,
    };
    let count = layout::size_of_shape(shape).unwrap_or(0);
    Ok(NdArray::from_vec_shape(vec![pallasite_array::Bool::from(truth); count], shape)?)
}

/// # Errors
/// NumPy's, where an exponent is negative.
fn refuse_negative_powers(exponent: &Arg) -> Result<()> {
    let negative = match exponent {
        Arg::Int(v) => *v < 0,
        Arg::Huge(v) => *v < 0.0,
        Arg::Number(n) => matches!(n.value(), Scalar::Int(i) if i < 0),
        Arg::Array(b) if b.size() > 0 => {
            let least = crate::reduce(&crate::table::MINIMUM, b, &crate::ReduceOptions::default())?.item()?;
            matches!(least, Scalar::Int(i) if i < 0)
        }
        _ => false,
    };
    if negative {
        return Err(Error::value("Integers to negative integer powers are not allowed."));
    }
    Ok(())
}

/// The loop of `square` for the power of two, which is the same number.
fn cheaper_power(ufunc: &'static Ufunc, row: &'static LoopRow, views: &[View]) -> &'static LoopRow {
    let kind = row.types[0];
    if ufunc.rule != Rule::Power
        || !kind.is_float()
        || !views[1].shape.is_empty()
        || !views[1].dtype.is_native()
    {
        return row;
    }
    // SAFETY: an operand without axes has one element.
    let exponent = unsafe { Scalar::read(views[1].ptr, views[1].dtype) };
    let same = |u: &'static Ufunc| u.same(kind).unwrap_or(row);
    match exponent {
        Scalar::Float(2.0) | Scalar::Int(2) | Scalar::UInt(2) => same(&crate::table::SQUARE),
        _ => row,
    }
}

/// The one result of a ufunc of one input.
///
/// # Errors
/// As [`call`].
pub fn unary<'a>(ufunc: &'static Ufunc, a: impl Into<Arg<'a>>) -> Result<NdArray> {
    first(call(ufunc, &[a.into()], &Options::default())?)
}

/// The one result of a ufunc of two inputs.
///
/// # Errors
/// As [`call`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::{binary, table};
/// let a = NdArray::from_vec(vec![1i8, 2, 3]);
/// let b = binary(&table::MULTIPLY, &a, 2i64).unwrap();
/// assert_eq!(b.to_vec::<i8>().unwrap(), [2, 4, 6]);
/// ```
pub fn binary<'a>(ufunc: &'static Ufunc, a: impl Into<Arg<'a>>, b: impl Into<Arg<'a>>) -> Result<NdArray> {
    first(call(ufunc, &[a.into(), b.into()], &Options::default())?)
}

fn first(outputs: SmallVec<[NdArray; 2]>) -> Result<NdArray> {
    outputs.into_iter().next().ok_or_else(|| Error::value("a ufunc without outputs"))
}

/// `a = a ∘ b`, in the memory of `a`.
///
/// # Errors
/// As [`call`].
pub fn inplace<'a>(ufunc: &'static Ufunc, a: NdArray, b: impl Into<Arg<'a>>) -> Result<NdArray> {
    let handles = a.buffer().handles();
    if handles > 1 {
        return Err(pallasite_array::Error::Shared.into());
    }
    let options = Options { out: &[Some(&a)], ..Options::default() };
    // SAFETY: `a` is the only handle to its memory.
    let out = unsafe { call_shared(ufunc, &[Arg::Array(&a), b.into()], &options)? };
    drop(a);
    first(out)
}

/// The ufunc of every pair of elements: the shape of the result is that of `a`, then that of `b`.
///
/// # Errors
/// As [`call`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::{outer, table};
/// let a = NdArray::from_vec(vec![1i64, 2, 3]);
/// assert_eq!(outer(&table::MULTIPLY, &a, &a).unwrap().shape(), [3, 3]);
/// ```
pub fn outer(ufunc: &'static Ufunc, a: &NdArray, b: &NdArray) -> Result<NdArray> {
    if ufunc.nin != 2 {
        return Err(Error::value("outer product only supported for binary functions"));
    }
    let mut shape: Shape = a.shape().into();
    shape.extend(std::iter::repeat_n(1, b.ndim()));
    let mut strides: SmallVec<[isize; 4]> = a.strides().into();
    strides.extend(std::iter::repeat_n(0, b.ndim()));
    let spread = a.view_with(0, a.dtype().clone(), &shape, &strides)?;
    binary(ufunc, &spread, b)
}
