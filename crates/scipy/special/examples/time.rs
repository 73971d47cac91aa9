//! Nanoseconds an element of functions, on one thread:
//! `cargo run --profile develop -p pallasite-special --example time [name ...]`.

use std::time::Instant;

use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_special::ufuncs;
use pallasite_ufunc::{Arg, Options, Ufunc, call};

/// Few, so that a round is done before the system runs something else.
const COUNT: usize = 500;

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
    ("nctdtr", &[(0.5, 5.0), (1.5, 1.5), (-5.0, 5.0)]),
    ("nctdtrit", &[(0.5, 5.0), (1.5, 1.5), (0.01, 0.99)]),
    ("chndtr", &[(0.1, 20.0), (0.5, 5.0), (2.0, 2.0)]),
    ("chndtrix", &[(0.01, 0.99), (0.5, 5.0), (2.0, 2.0)]),
    ("ncfdtr", &[(0.5, 5.0), (0.5, 5.0), (2.0, 2.0), (0.1, 20.0)]),
    ("stdtridf", &[(0.55, 0.84), (1.0, 2.0)]),
    ("pdtrik", &[(0.01, 0.99), (0.1, 20.0)]),
    ("gdtrib", &[(0.5, 5.0), (0.01, 0.99), (0.1, 20.0)]),
    ("owens_t", &[(-5.0, 5.0), (0.5, 5.0)]),
    ("dawsn", &[(-5.0, 5.0)]),
    ("ndtri_exp", &[(-20.0, -0.1)]),
    ("sici spence", &[(0.1, 20.0)]),
    ("lpmv", &[(1.0, 1.0), (3.5, 3.5), (0.01, 0.99)]),
    ("eval_legendre eval_chebyt eval_laguerre", &[(5.0, 5.0), (0.01, 0.99)]),
    ("eval_gegenbauer eval_genlaguerre", &[(5.0, 5.0), (0.5, 5.0), (0.01, 0.99)]),
    ("eval_jacobi eval_sh_jacobi", &[(5.0, 5.0), (0.5, 5.0), (0.5, 5.0), (0.01, 0.99)]),
];

/// The same with a complex argument, whose parts are the last two ranges.
const COMPLEX_CASES: &[(&str, &[(f64, f64)])] = &[("jv", &[(0.5, 5.0), (0.1, 20.0), (-5.0, 5.0)])];

const STEPS: [f64; 4] =
    [0.618_033_988_749_894_9, 0.414_213_562_373_095, 0.732_050_807_568_877_2, 0.236_067_977_499_789_7];

/// Numbers of a range in no order (Weyl's sequence).
fn spread((low, high): (f64, f64), step: f64) -> Vec<f64> {
    (0..COUNT).map(|i| low + (high - low) * (i as f64 * step).fract()).collect()
}

fn arguments(ranges: &[(f64, f64)], is_complex: bool) -> Vec<NdArray> {
    let mut columns: Vec<Vec<f64>> =
        ranges.iter().zip(STEPS).map(|(&range, step)| spread(range, step)).collect();
    let last = is_complex.then(|| {
        let (im, re) = (columns.pop().expect("an imaginary part"), columns.pop().expect("a real part"));
        NdArray::from_vec(re.into_iter().zip(im).map(|(re, im)| Complex64::new(re, im)).collect())
    });
    columns.into_iter().map(NdArray::from_vec).chain(last).collect()
}

fn time(name: &str, arguments: &[NdArray]) -> f64 {
    let mut all = ufuncs::TABLES.iter().copied().flatten();
    let ufunc: &Ufunc = all.find(|ufunc| ufunc.name == name).expect("the name of a ufunc");
    let arguments: Vec<Arg> = arguments.iter().map(Arg::from).collect();
    let once = || {
        let start = Instant::now();
        call(ufunc, &arguments, &Options::default()).expect("a value");
        start.elapsed().as_nanos() as f64 / COUNT as f64
    };
    (0..200).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for (cases, is_complex) in [(CASES, false), (COMPLEX_CASES, true)] {
        for (names, ranges) in cases {
            for name in names.split(' ').filter(|name| wanted.is_empty() || wanted.iter().any(|w| w == name))
            {
                println!("{name:16}{:9.1}  {ranges:?}", time(name, &arguments(ranges, is_complex)));
            }
        }
    }
}
