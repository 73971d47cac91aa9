//! Nanoseconds an element of the functions of the gamma, beta and error function families, on one thread:
//! `cargo run --profile develop -p pallasite-special --example time [name ...]`.

use std::time::Instant;

use pallasite_array::NdArray;
use pallasite_special::ufuncs;
use pallasite_ufunc::{Arg, Options, call};

/// Few, so that a round is done before the system runs something else.
const COUNT: usize = 4000;

/// Functions and the ranges of their arguments.
const CASES: &[(&str, &[(f64, f64)])] = &[
    ("erfinv erfcinv logit ndtri expit", &[(0.01, 0.99)]),
    ("digamma entr gamma gammaln rgamma", &[(0.1, 20.0)]),
    (
        "cbrt exp2 expm1 exprel erf erfc erfcx expit log_expit log_ndtr ndtr gamma gammaln digamma",
        &[(-5.0, 5.0)],
    ),
    (
        "beta betaln binom chdtr gammainc gammaincc kl_div poch rel_entr stdtr xlog1py xlogy",
        &[(0.5, 5.0), (0.1, 20.0)],
    ),
    ("beta betaln binom poch gammainc gammaincc", &[(50.0, 500.0), (50.0, 500.0)]),
    ("gammaincinv gammainccinv stdtrit chdtri pdtri", &[(0.5, 5.0), (0.01, 0.99)]),
    ("betainc betaincc betaincinv", &[(0.5, 5.0), (0.5, 5.0), (0.01, 0.99)]),
    ("betainc betaincinv", &[(50.0, 500.0), (50.0, 500.0), (0.4, 0.6)]),
    ("bdtr", &[(3.0, 3.0), (12.0, 12.0), (0.01, 0.99)]),
    ("pdtr", &[(3.0, 3.0), (0.1, 20.0)]),
    ("fdtr", &[(0.5, 5.0), (0.5, 5.0), (0.1, 20.0)]),
    ("_comb", &[(50.0, 50.0), (0.2, 19.8)]),
    ("_factorial", &[(0.5, 5.0)]),
    ("_polygamma", &[(1.0, 1.0), (0.1, 20.0)]),
];

/// Numbers of a range in no order (Weyl's sequence).
fn spread((low, high): (f64, f64), step: f64) -> NdArray {
    NdArray::from_vec((0..COUNT).map(|i| low + (high - low) * (i as f64 * step).fract()).collect())
}

fn time(name: &str, ranges: &[(f64, f64)]) -> f64 {
    let ufunc = ufuncs::ALL.iter().find(|ufunc| ufunc.name == name).expect("a name in ufuncs::ALL");
    let steps = [0.618_033_988_749_894_9, 0.414_213_562_373_095, 0.732_050_807_568_877_2];
    let arguments: Vec<NdArray> =
        ranges.iter().zip(steps).map(|(&range, step)| spread(range, step)).collect();
    let arguments: Vec<Arg> = arguments.iter().map(Arg::from).collect();
    let once = || {
        let start = Instant::now();
        call(ufunc, &arguments, &Options::default()).expect("a value");
        start.elapsed().as_nanos() as f64 / COUNT as f64
    };
    (0..40).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for (names, ranges) in CASES {
        for name in names.split(' ').filter(|name| wanted.is_empty() || wanted.iter().any(|w| w == name)) {
            println!("{name:16}{:9.1}  {ranges:?}", time(name, ranges));
        }
    }
}
