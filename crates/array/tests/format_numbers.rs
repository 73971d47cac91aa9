//! Numbers and literals against the texts that NumPy prints (`format/generate.py` writes the tables).

mod format;

use format::{check, unescape, unhex};
use half::f16;
use num_complex::Complex;
use pallasite_array::format::{
    Float, FloatOptions, bytes_repr, complex_text, format_float_positional, format_float_scientific,
    scalar_text, str_repr, void_str,
};

fn bits(hex: &str) -> u64 {
    u64::from_str_radix(hex, 16).unwrap()
}

fn options(text: &str) -> FloatOptions {
    let mut options = FloatOptions::default();
    for (key, value) in text.split(' ').map(|pair| pair.split_once('=').unwrap()) {
        let number = || Some(value.parse().unwrap());
        match key {
            "precision" => options.precision = number(),
            "min_digits" => options.min_digits = number(),
            "pad_left" => options.pad_left = number(),
            "pad_right" => options.pad_right = number(),
            "exp_digits" => options.exp_digits = number(),
            "trim" => options.trim = value.parse().unwrap(),
            "unique" => options.unique = value == "True",
            "fractional" => options.fractional = value == "True",
            "sign" => options.sign = value == "True",
            _ => panic!("{key}"),
        }
    }
    options
}

fn formatted<T: Float>(x: T, style: &str, options: &FloatOptions) -> String {
    match style {
        "positional" => format_float_positional(x, options),
        _ => format_float_scientific(x, options),
    }
    .unwrap()
}

#[test]
fn numbers() {
    check(include_str!("format/numbers.tsv"), |columns| {
        let (x, style, options) = (bits(&columns[1]), &columns[2], options(&columns[3]));
        match columns[0].as_str() {
            "f2" => formatted(f16::from_bits(x as u16), style, &options),
            "f4" => formatted(f32::from_bits(x as u32), style, &options),
            _ => formatted(f64::from_bits(x), style, &options),
        }
    });
}

#[test]
fn scalars() {
    check(include_str!("format/scalars.tsv"), |columns| {
        let (x, y) = (bits(&columns[1]), u64::from_str_radix(&columns[2], 16).unwrap_or(0));
        match columns[0].as_str() {
            "f2" => scalar_text(f16::from_bits(x as u16)),
            "f4" => {
                let (re, im) = (f32::from_bits(x as u32), f32::from_bits(y as u32));
                format!("{} {}", scalar_text(re), complex_text(Complex { re, im }))
            }
            _ => {
                let (re, im) = (f64::from_bits(x), f64::from_bits(y));
                format!("{} {}", scalar_text(re), complex_text(Complex { re, im }))
            }
        }
    });
}

#[test]
fn halves() {
    check(include_str!("format/halves.tsv"), |columns| scalar_text(f16::from_bits(bits(&columns[0]) as u16)));
}

#[test]
fn literals() {
    for line in include_str!("format/text.tsv").lines() {
        let columns: Vec<_> = line.split('\t').map(unescape).collect();
        let bytes = unhex(&columns[0]);
        assert_eq!(str_repr(str::from_utf8(&bytes).unwrap()), columns[1]);
        assert_eq!(bytes_repr(&bytes), columns[2]);
        let or_zero = if bytes.is_empty() { &[0] } else { &bytes[..] };
        assert_eq!(void_str(or_zero), columns[3]);
    }
}
