//! Histograms of one and several dimensions.

use super::bins::Estimator;
use super::counting::tally;
use crate::creation::{LinspaceOptions, linspace};
use crate::ops;
use crate::sorting::Side;
use crate::sorting::arrays::searchsorted;
use pallasite_array::index::Item;
use pallasite_array::promote::{Operand, promote_types, result_type};
use pallasite_array::{DType, Element, Error, Kind, NdArray, Order, Result, threads};
use pallasite_ufunc::{Arg, table};

/// How the range of a histogram is cut.
#[derive(Debug, Clone, Copy)]
pub enum Bins<'a> {
    /// Into so many bins of one width.
    Equal(usize),
    /// At these edges.
    Edges(&'a NdArray),
    /// Into bins of an estimated width.
    Estimated(Estimator),
}

/// Counts (or sums of weights, or a density), and the edges of the bins.
#[derive(Debug, Clone)]
pub struct Histogram {
    /// One number for each bin.
    pub counts: NdArray,
    /// One edge more than there are bins.
    pub edges: NdArray,
}

/// An end of the range, and how it takes part in promotion.
#[derive(Clone)]
struct End {
    value: NdArray,
    operand: Operand,
}

impl End {
    fn of(arg: Arg) -> Result<End> {
        Ok(match arg {
            Arg::Array(a) => End { value: a.reshape(&[])?, operand: Operand::Typed(a.dtype().clone()) },
            Arg::Int(i) => End { value: ops::scalar(i as i64)?, operand: Operand::WeakInt },
            Arg::Float(x) | Arg::Huge(x) => End { value: ops::scalar(x)?, operand: Operand::WeakFloat },
            Arg::Complex(z) => End { value: ops::scalar(z)?, operand: Operand::WeakComplex },
            Arg::Number(n) => End { value: n.to_array()?, operand: Operand::Typed(n.kind().into()) },
        })
    }

    fn number(&self) -> Result<f64> {
        Ok(self.value.cast_vec::<f64>()?[0])
    }

    fn text(&self) -> Result<String> {
        Ok(self.value.item()?.to_text())
    }

    fn shifted(self, by: f64) -> Result<End> {
        let operand = match &self.operand {
            Operand::Typed(d) => {
                Operand::Typed(result_type(&[Operand::Typed(d.clone()), Operand::WeakFloat])?)
            }
            _ => Operand::WeakFloat,
        };
        Ok(End { value: ops::binary(&table::ADD, &self.value, by)?, operand })
    }
}

/// The range of the bins: as given, else that of the elements; widened where it is empty.
fn outer_edges(a: &NdArray, range: Option<(Arg, Arg)>) -> Result<(End, End)> {
    let (first, last, what) = match range {
        Some((first, last)) => {
            let (first, last) = (End::of(first)?, End::of(last)?);
            if first.number()? > last.number()? {
                return Err(Error::value("max must be larger than min in range parameter."));
            }
            (first, last, "supplied")
        }
        None if a.size() == 0 => (End::of(Arg::Int(0))?, End::of(Arg::Int(1))?, "supplied"),
        None => {
            let end = |ufunc| End::of(Arg::Array(&ops::reduce(ufunc, a, None, false)?));
            (end(&table::MINIMUM)?, end(&table::MAXIMUM)?, "autodetected")
        }
    };
    let (low, high) = (first.number()?, last.number()?);
    if !(low.is_finite() && high.is_finite()) {
        let (first, last) = (first.text()?, last.text()?);
        return Err(Error::value(format!("{what} range of [{first}, {last}] is not finite")));
    }
    if low == high {
        return Ok((first.shifted(-0.5)?, last.shifted(0.5)?));
    }
    Ok((first, last))
}

/// Edges of bins, and whether these are of one width.
struct Edges {
    edges: NdArray,
    uniform: bool,
}

fn increasing(edges: &NdArray, strictly: bool) -> Result<bool> {
    let (later, earlier) = ops::neighbours(edges, 0)?;
    let ufunc = if strictly { &table::GREATER_EQUAL } else { &table::GREATER };
    Ok(!ops::any(&ops::binary(ufunc, &earlier, &later)?)?)
}

fn cut(a: &NdArray, bins: Bins, range: Option<(Arg, Arg)>) -> Result<Edges> {
    let count = match bins {
        Bins::Edges(edges) => {
            if edges.ndim() != 1 {
                return Err(Error::value("`bins` must be 1d, when an array"));
            }
            if !increasing(edges, false)? {
                return Err(Error::value("`bins` must increase monotonically, when an array"));
            }
            return Ok(Edges { edges: edges.clone(), uniform: false });
        }
        Bins::Equal(0) => return Err(Error::value("`bins` must be positive, when an integer")),
        Bins::Equal(n) => n,
        Bins::Estimated(estimator) => estimated(a, estimator, range)?,
    };
    let (first, last) = outer_edges(a, range)?;
    Ok(Edges { edges: equal_edges(a, &first, &last, count)?, uniform: true })
}

fn equal_edges(a: &NdArray, first: &End, last: &End, count: usize) -> Result<NdArray> {
    let mut dtype =
        result_type(&[first.operand.clone(), last.operand.clone(), Operand::Typed(a.dtype().clone())])?
            .to_native();
    if !dtype.kind().is_inexact() {
        dtype = promote_types(&dtype, &DType::FLOAT64)?;
    }
    let num = count.checked_add(1).ok_or_else(|| Error::value("`bins` is too large"))?;
    let options = LinspaceOptions { num, dtype: Some(dtype), ..LinspaceOptions::default() };
    let (edges, _) = linspace(&first.value, &last.value, &options)?;
    if !increasing(&edges, true)? {
        return Err(Error::value(format!(
            "Too many bins for data range. Cannot create {count} finite-sized bins."
        )));
    }
    Ok(edges)
}

/// The number of bins that an estimator wants.
fn estimated(a: &NdArray, estimator: Estimator, range: Option<(Arg, Arg)>) -> Result<usize> {
    let (first, last) = outer_edges(a, range)?;
    let inside;
    let a = if range.is_some() {
        let above = ops::binary(&table::GREATER_EQUAL, a, &first.value)?;
        let below = ops::binary(&table::LESS_EQUAL, a, &last.value)?;
        inside = a.index(&[Item::Mask(ops::binary(&table::LOGICAL_AND, &above, &below)?)])?;
        &inside
    } else {
        a
    };
    if a.size() == 0 {
        return Ok(1);
    }
    let counts = |n: usize| -> Result<Vec<i64>> {
        let edges = equal_edges(a, &first, &last, n)?;
        count_uniform(a, &edges)?.to_vec::<i64>()
    };
    let mut width = estimator.width(a, &counts)?;
    if width == 0.0 || width.is_nan() {
        return Ok(1);
    }
    if a.kind().is_integer() && width < 1.0 {
        width = 1.0;
    }
    Ok((((last.number()? - first.number()?) / width).ceil() as usize).max(1))
}

/// The edges of the bins of [`histogram`].
///
/// # Errors
/// As [`histogram`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::{Bins, bin_edges};
/// let a = NdArray::from_vec(vec![0.0, 4.0]);
/// assert_eq!(bin_edges(&a, Bins::Equal(2), None)?.to_vec::<f64>()?, [0.0, 2.0, 4.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn bin_edges(a: &NdArray, bins: Bins, range: Option<(Arg, Arg)>) -> Result<NdArray> {
    Ok(cut(&a.ravel()?, bins, range)?.edges)
}

/// How many elements fall into each bin; bins are half open but for the last.
///
/// # Errors
/// No bins, edges that do not increase, a range that is not finite, weights of another shape.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::{Bins, histogram};
/// let a = NdArray::from_vec(vec![1i64, 2, 1, 5]);
/// assert_eq!(histogram(&a, Bins::Equal(4), None, false, None)?.counts.to_vec::<i64>()?, [2, 1, 0, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn histogram(
    a: &NdArray,
    bins: Bins,
    range: Option<(Arg, Arg)>,
    density: bool,
    weights: Option<&NdArray>,
) -> Result<Histogram> {
    if weights.is_some_and(|w| w.shape() != a.shape()) {
        return Err(Error::value("weights should have the same shape as a."));
    }
    if weights.is_some() && matches!(bins, Bins::Estimated(_)) {
        return Err(Error::type_(
            "Automated estimation of the number of bins is not supported for weighted data",
        ));
    }
    let a = a.ravel()?;
    let Edges { edges, uniform } = cut(&a, bins, range)?;
    let counts = match weights {
        None if uniform => count_uniform(&a, &edges)?,
        None => {
            let places: Vec<i64> = places_between(&a, &edges)?.into_iter().filter(|&i| i >= 0).collect();
            tally(&places, edges.size().saturating_sub(1))?
        }
        Some(w) => {
            let places = if uniform { places_uniform(&a, &edges)? } else { places_between(&a, &edges)? };
            weigh(&places, &w.ravel()?, edges.size().saturating_sub(1))?
        }
    };
    let counts = if density { densities(&counts, &edges)? } else { counts };
    Ok(Histogram { counts, edges })
}

fn densities(counts: &NdArray, edges: &NdArray) -> Result<NdArray> {
    let (later, earlier) = ops::neighbours(edges, 0)?;
    let widths = ops::cast(&ops::binary(&table::SUBTRACT, &later, &earlier)?, Kind::Float64)?;
    let total = ops::reduce(&table::ADD, counts, None, false)?;
    ops::binary(&table::DIVIDE, &ops::binary(&table::DIVIDE, counts, &widths)?, &total)
}

/// Bins of one width over floats of one type.
struct Uniform<'a, T> {
    edges: &'a [T],
    first: T,
    last: T,
    scale: f64,
}

impl<'a, T: num_traits::Float> Uniform<'a, T> {
    fn new(edges: &'a [T]) -> Self {
        let (first, last) = (edges[0], edges[edges.len() - 1]);
        let wide = |x: T| x.to_f64().unwrap_or(0.0);
        Uniform { edges, first, last, scale: (edges.len() - 1) as f64 / (wide(last) - wide(first)) }
    }

    /// The bin of `x`; `None` outside of all. The guess may be off by one, which the edges tell.
    #[inline(always)]
    fn place(&self, x: T) -> Option<usize> {
        if !(x >= self.first && x <= self.last) {
            return None;
        }
        let n = self.edges.len() - 1;
        let offset = x.to_f64().unwrap_or(0.0) - self.first.to_f64().unwrap_or(0.0);
        let guess = ((offset * self.scale) as usize).min(n - 1);
        let guess = guess - usize::from(x < self.edges[guess]);
        Some(guess + usize::from(guess + 1 < n && x >= self.edges[guess + 1]))
    }
}

/// Singles and doubles as they are, halves as singles, all else as doubles; edges likewise.
macro_rules! with_floats {
    ($a:expr, $edges:expr, $x:ident, $e:ident => $body:expr) => {
        match $edges.kind() {
            Kind::Float16 | Kind::Float32 => with_floats!(@ f32, $a, $edges, $x, $e, $body),
            _ => with_floats!(@ f64, $a, $edges, $x, $e, $body),
        }
    };
    (@ $t:ty, $a:expr, $edges:expr, $x:ident, $e:ident, $body:expr) => {{
        let (x, e) = (ops::cast($a, <$t>::KIND)?.to_contiguous()?, ops::cast($edges, <$t>::KIND)?.to_contiguous()?);
        let ($x, $e) = (x.as_slice::<$t>().expect("contiguous"), e.as_slice::<$t>().expect("contiguous"));
        $body
    }};
}

fn count_uniform(a: &NdArray, edges: &NdArray) -> Result<NdArray> {
    with_floats!(a, edges, x, e => tally_uniform(x, &Uniform::new(e)))
}

/// Counts in a table for each thread.
fn tally_uniform<T: num_traits::Float + Sync>(x: &[T], bins: &Uniform<'_, T>) -> Result<NdArray> {
    let n = bins.edges.len() - 1;
    let mut counts = NdArray::zeros(&[n], &DType::INT64)?;
    let parts = threads::parts_for(x.len() * 2).min(x.len() / n).max(1);
    let size = x.len().div_ceil(parts).max(1);
    let partial: Vec<std::sync::Mutex<Vec<i64>>> = (0..parts).map(|_| std::sync::Mutex::default()).collect();
    threads::for_each(parts, |i| {
        let mut own = vec![0i64; n];
        let part = &x[(i * size).min(x.len())..x.len().min((i + 1) * size)];
        part.iter().filter_map(|&x| bins.place(x)).for_each(|place| own[place] += 1);
        *partial[i].lock().expect("no panic while held") = own;
    });
    let out = counts.as_slice_mut::<i64>().expect("fresh");
    for own in partial {
        out.iter_mut().zip(own.into_inner().expect("no panic while held")).for_each(|(t, c)| *t += c);
    }
    Ok(counts)
}

/// The bin of each element, -1 outside of all.
fn places_uniform(a: &NdArray, edges: &NdArray) -> Result<Vec<i64>> {
    Ok(with_floats!(a, edges, x, e => {
        let bins = Uniform::new(e);
        x.iter().map(|&x| bins.place(x).map_or(-1, |i| i as i64)).collect()
    }))
}

/// [`places_uniform`] for any edges.
fn places_between(a: &NdArray, edges: &NdArray) -> Result<Vec<i64>> {
    if edges.size() < 2 {
        return Ok(vec![-1; a.size()]);
    }
    let n = edges.size() as i64 - 1;
    let found = searchsorted(edges, a, Side::Right, None)?.to_vec::<i64>()?;
    let last = crate::fresh::range(edges, 0, n as usize, n as usize + 1)?;
    let on_edge = ops::binary(&table::EQUAL, a, &last)?.to_vec::<pallasite_array::Bool>()?;
    let place = |(p, on): (i64, pallasite_array::Bool)| match p {
        _ if on.get() => n - 1,
        p if p > n => -1,
        p => p - 1,
    };
    Ok(found.into_iter().zip(on_edge).map(place).collect())
}

/// Elements whose weights are summed together before they join the total.
const BLOCK: usize = 65536;

/// Sums of weights, in the type of these.
fn weigh(places: &[i64], weights: &NdArray, n: usize) -> Result<NdArray> {
    if weights.kind().is_complex() {
        let part = |imaginary| weigh(places, &ops::part(weights, imaginary)?, n);
        let out = NdArray::zeros(&[n], &weights.dtype().to_native())?;
        for (imaginary, sums) in [(false, part(false)?), (true, part(true)?)] {
            // SAFETY: `out` is ours.
            unsafe { ops::part(&out, imaginary)?.assign_shared(&sums)? };
        }
        return Ok(out);
    }
    let mut total = NdArray::zeros(&[n], &weights.dtype().to_native())?;
    let values = weights.cast_vec::<f64>()?;
    for (places, values) in places.chunks(BLOCK).zip(values.chunks(BLOCK)) {
        let mut sums = vec![0.0; n];
        for (&place, w) in places.iter().zip(values).filter(|(p, _)| **p >= 0) {
            sums[place as usize] += w;
        }
        let sums = NdArray::from_vec(sums).astype(total.dtype(), Order::C)?;
        total = ops::onto(&table::ADD, total, &sums)?;
    }
    Ok(total)
}

/// A histogram of points, one column of `sample` for each dimension.
///
/// # Errors
/// Bins or ranges of another number than dimensions; else as [`histogram`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::{Bins, histogramdd};
/// let sample = NdArray::from_vec_shape(vec![0.0, 0.0, 1.0, 1.0], &[2, 2])?;
/// let (counts, edges) = histogramdd(&sample, &[Bins::Equal(2); 2], &[None, None], false, None)?;
/// assert_eq!((counts.to_vec::<f64>()?, edges.len()), (vec![1.0, 0.0, 0.0, 1.0], 2));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn histogramdd(
    sample: &NdArray,
    bins: &[Bins],
    ranges: &[Option<(Arg, Arg)>],
    density: bool,
    weights: Option<&NdArray>,
) -> Result<(NdArray, Vec<NdArray>)> {
    let &[count, dimensions] = sample.shape() else {
        return Err(Error::value("sample must have one row for each point"));
    };
    if bins.len() != dimensions {
        return Err(Error::value("The dimension of bins must be equal to the dimension of the sample x."));
    }
    if ranges.len() != dimensions {
        return Err(Error::value("range argument must have one entry per dimension"));
    }
    let mut edges = Vec::with_capacity(dimensions);
    let mut flat = vec![0i64; count];
    for (i, (&bins, &range)) in bins.iter().zip(ranges).enumerate() {
        let column = sample.slice(&crate::fresh::along(1, Item::Int(i as isize)))?;
        let cut = dimension_edges(&column, i, bins, range)?;
        let n = cut.size() as i64 - 1;
        for (at, place) in flat.iter_mut().zip(places_between(&column, &cut)?) {
            *at = if *at < 0 || place < 0 { -1 } else { *at * n + place };
        }
        edges.push(cut);
    }
    let shape: Vec<usize> = edges.iter().map(|e| e.size().saturating_sub(1)).collect();
    let mut counts = NdArray::zeros(&shape, &DType::FLOAT64)?;
    let weights = weights.map(NdArray::cast_vec::<f64>).transpose()?;
    if weights.as_ref().is_some_and(|w| w.len() != count) {
        return Err(Error::value("The weights and list don't have the same length."));
    }
    let out = counts.as_slice_mut::<f64>().expect("fresh");
    for (i, &at) in flat.iter().enumerate().filter(|(_, at)| **at >= 0) {
        out[at as usize] += weights.as_ref().map_or(1.0, |w| w[i]);
    }
    if density {
        let total = ops::reduce(&table::ADD, &counts, None, false)?;
        for (i, edges) in edges.iter().enumerate() {
            let (later, earlier) = ops::neighbours(edges, 0)?;
            let mut shape = vec![1; dimensions];
            shape[i] = -1;
            let widths = ops::binary(&table::SUBTRACT, &later, &earlier)?.reshape(&shape)?;
            counts = ops::binary(&table::DIVIDE, &counts, &widths)?;
        }
        counts = ops::binary(&table::DIVIDE, &counts, &total)?;
    }
    Ok((counts, edges))
}

fn dimension_edges(column: &NdArray, i: usize, bins: Bins, range: Option<(Arg, Arg)>) -> Result<NdArray> {
    match bins {
        Bins::Equal(0) => Err(Error::value(format!("`bins[{i}]` must be positive, when an integer"))),
        Bins::Equal(n) => {
            let (first, last) = outer_edges(column, range)?;
            let options = LinspaceOptions { num: n + 1, ..LinspaceOptions::default() };
            Ok(linspace(&first.value, &last.value, &options)?.0)
        }
        Bins::Edges(edges) if edges.ndim() != 1 => {
            Err(Error::value(format!("`bins[{i}]` must be a scalar or 1d array")))
        }
        Bins::Edges(edges) if !increasing(edges, false)? => {
            Err(Error::value(format!("`bins[{i}]` must be monotonically increasing, when an array")))
        }
        Bins::Edges(edges) => Ok(edges.clone()),
        Bins::Estimated(_) => Err(Error::type_(format!("`bins[{i}]` must be an integer, when a scalar"))),
    }
}
