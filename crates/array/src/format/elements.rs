//! The text of each element, all of one width where NumPy aligns them.

use super::digits::Float;
use super::float_format::FloatFormat;
use super::options::{FloatMode, PrintOptions, Sign};
use super::scalar::float;
use super::shown::is_cut;
use super::text::{bytes_repr, code_points_repr, void_str};
use super::values::Values;
use num_complex::Complex;

/// Gives the text of the element at a position.
pub(super) type Formatter<'a> = Box<dyn Fn(usize) -> String + 'a>;

/// How elements are printed.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    pub options: &'a PrintOptions,
    /// The array has no axes, so nothing is padded.
    pub is_scalar: bool,
    /// Floats are printed as if each stood alone (in structured scalars).
    pub full_floats: bool,
}

pub(super) fn formatter<'a>(values: &'a Values, style: Style<'a>) -> Formatter<'a> {
    match values {
        Values::Bool(v) => Box::new(move |i| match v[i] {
            true if !style.is_scalar => " True".into(),
            true => "True".into(),
            false => "False".into(),
        }),
        Values::Int(v) => integers(v, style.options.sign),
        Values::UInt(v) => integers(v, style.options.sign),
        Values::Float16(v) => floats(v, style),
        Values::Float32(v) => floats(v, style),
        Values::Float64(v) => floats(v, style),
        Values::Complex64(v) => complexes(v, style),
        Values::Complex128(v) => complexes(v, style),
        Values::Bytes(v) => Box::new(|i| bytes_repr(&v[i])),
        Values::Str(v) => Box::new(|i| code_points_repr(&v[i])),
        Values::Void(v) => Box::new(|i| void_str(&v[i])),
        Values::Struct(fields) => structs(fields, style),
        Values::SubArray(shape, values) => {
            let item = formatter(values, Style { is_scalar: false, ..style });
            let size: usize = shape.iter().product();
            let edge = Some(style.options.edgeitems).filter(|_| size > style.options.threshold);
            Box::new(move |i| sub_array(shape, i * size, edge, &item))
        }
    }
}

fn integers<'a, T: Copy + Ord + Default + std::fmt::Display>(data: &'a [T], sign: Sign) -> Formatter<'a> {
    let zero = T::default();
    let (least, most) = (data.iter().min().copied(), data.iter().max().copied());
    let is_negative = least.is_some_and(|x| x < zero);
    let lead = match sign {
        Sign::Always => "+",
        Sign::Blank if !is_negative => " ",
        _ => "",
    };
    let text = move |x: T| if x < zero { x.to_string() } else { format!("{lead}{x}") };
    let plain_width = |x: Option<T>| x.map_or(0, |x| x.to_string().len());
    let width = most.map_or(0, |x| text(x).len()).max(plain_width(least));
    Box::new(move |i| format!("{:>width$}", text(data[i])))
}

fn floats<'a, T: Float>(data: &'a [T], style: Style<'a>) -> Formatter<'a> {
    if style.full_floats {
        return Box::new(move |i| float(data[i], style.options.legacy));
    }
    let format = FloatFormat::new(data, style.options, sign_of(style));
    Box::new(move |i| format.format(data[i]))
}

/// The sign of positive floats; 1.13 kept its place free in arrays.
fn sign_of(style: Style) -> Sign {
    match style.options.sign {
        Sign::Negative if style.options.legacy.is_1_13() && !style.is_scalar => Sign::Blank,
        sign => sign,
    }
}

fn complexes<'a, T: Float>(data: &'a [Complex<T>], style: Style) -> Formatter<'a> {
    let options = style.options;
    let parts = |part: fn(&Complex<T>) -> T| data.iter().map(part).collect::<Vec<_>>();
    let format = |part, sign, old_mode| {
        let floatmode = if options.legacy.is_1_13() { old_mode } else { options.floatmode };
        FloatFormat::new(&parts(part), &PrintOptions { floatmode, ..options.clone() }, sign)
    };
    let real = format(|z| z.re, sign_of(style), FloatMode::MaxPrecEqual);
    let imaginary = format(|z| z.im, Sign::Always, FloatMode::MaxPrec);
    Box::new(move |i| {
        let part = imaginary.format(data[i].im);
        let number = part.trim_end();
        format!("{}{number}j{}", real.format(data[i].re), &part[number.len()..])
    })
}

fn structs<'a>(fields: &'a [Values], style: Style<'a>) -> Formatter<'a> {
    let fields: Vec<_> = fields.iter().map(|field| formatter(field, style)).collect();
    Box::new(move |i| match &fields[..] {
        [only] => format!("({},)", only(i)),
        _ => format!("({})", fields.iter().map(|field| field(i)).collect::<Vec<_>>().join(", ")),
    })
}

/// The items of an array that is itself an element, on one line; with `edge`, only so many at both ends.
fn sub_array(shape: &[usize], start: usize, edge: Option<usize>, item: &Formatter) -> String {
    let Some((&length, inner)) = shape.split_first() else {
        return item(start);
    };
    let step: usize = inner.iter().product();
    let parts = |range: std::ops::Range<usize>| range.map(|i| sub_array(inner, start + i * step, edge, item));
    let shown: Vec<_> = match edge {
        // As in NumPy, where the last 0 items are all of them.
        Some(0) if length > 0 => std::iter::once("...".into()).chain(parts(0..length)).collect(),
        Some(n) if is_cut(length, n) => {
            parts(0..n).chain(["...".into()]).chain(parts(length - n..length)).collect()
        }
        _ => parts(0..length).collect(),
    };
    format!("[{}]", shown.join(", "))
}
