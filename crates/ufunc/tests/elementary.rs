//! Values, special values and exceptions of the elementary functions, at every SIMD level.

use pallasite_ufunc::math::elementary::*;
use pallasite_ufunc::math::fpstatus::{self, Flags};
use pallasite_ufunc::math::level::{Level, limit};
use pallasite_ufunc::math::map::{Loop, loop1, loop2};
use pallasite_ufunc::math::real::*;

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// The function over all rows, with operands `stride` apart.
fn run(f: Loop, operands: &[&[f64]], stride: usize) -> Vec<f64> {
    let n = operands[0].len();
    let spread = |x: &&[f64]| x.iter().flat_map(|&x| std::iter::repeat_n(x, stride)).collect::<Vec<_>>();
    let mut memory: Vec<Vec<f64>> = operands.iter().map(spread).collect();
    memory.push(vec![0.0; n * stride]);
    let args: Vec<*mut u8> = memory.iter_mut().map(|x| x.as_mut_ptr().cast()).collect();
    // SAFETY: every operand holds `n` elements `stride` apart.
    unsafe { f(&args, &vec![8 * stride as isize; args.len()], n) };
    memory[operands.len()].iter().step_by(stride).copied().collect()
}

fn apply(f: Loop, operands: &[f64]) -> (f64, Flags) {
    let operands: Vec<&[f64]> = operands.iter().map(std::slice::from_ref).collect();
    fpstatus::clear();
    let y = run(f, &operands, 1)[0];
    (y, fpstatus::take())
}

fn ulps(y: f64, want: f64) -> f64 {
    let ulp = f64::from_bits(want.abs().to_bits() + 1) - want.abs();
    if y == want { 0.0 } else { (y - want).abs() / ulp }
}

/// Expected values by mpmath with 60 digits, rounded to double precision.
const VALUES: &[(&str, Loop, &[f64], f64)] = &[
    ("Exp", loop1::<Exp<f64>>, &[-700.3], 7.304228033645715e-305),
    ("Exp", loop1::<Exp<f64>>, &[0.3], 1.3498588075760032),
    ("Exp", loop1::<Exp<f64>>, &[123.4], 3.9078606320089135e+53),
    ("Exp2", loop1::<Exp2<f64>>, &[-1000.7], 5.744911450491315e-302),
    ("Exp2", loop1::<Exp2<f64>>, &[0.3], 1.2311444133449163),
    ("Exp2", loop1::<Exp2<f64>>, &[511.9], 1.2509927142825074e+154),
    ("Expm1", loop1::<Expm1<f64>>, &[-3.3], -0.96311683259876),
    ("Expm1", loop1::<Expm1<f64>>, &[1e-09], 1.0000000005000001e-09),
    ("Expm1", loop1::<Expm1<f64>>, &[37.1], 1.2951655335209502e+16),
    ("Log", loop1::<Log<f64>>, &[1e-300], -690.7755278982137),
    ("Log", loop1::<Log<f64>>, &[0.99], -0.01005033585350145),
    ("Log", loop1::<Log<f64>>, &[7.3], 1.9878743481543455),
    ("Log2", loop1::<Log2<f64>>, &[1e-300], -996.5784284662087),
    ("Log2", loop1::<Log2<f64>>, &[1.1], 0.13750352374993502),
    ("Log2", loop1::<Log2<f64>>, &[7.3], 2.867896463992655),
    ("Log10", loop1::<Log10<f64>>, &[1e-300], -300.0),
    ("Log10", loop1::<Log10<f64>>, &[1.1], 0.04139268515822508),
    ("Log10", loop1::<Log10<f64>>, &[7.3], 0.8633228601204559),
    ("Log1p", loop1::<Log1p<f64>>, &[-0.75], -1.3862943611198906),
    ("Log1p", loop1::<Log1p<f64>>, &[1e-09], 9.999999995e-10),
    ("Log1p", loop1::<Log1p<f64>>, &[10000000000.0], 23.025850930040455),
    ("Sin", loop1::<Sin<f64>>, &[0.3], 0.29552020666133955),
    ("Sin", loop1::<Sin<f64>>, &[-85339793.63843994], 2.007149546273061e-13),
    ("Sin", loop1::<Sin<f64>>, &[1e+22], -0.8522008497671888),
    ("Cos", loop1::<Cos<f64>>, &[0.3], 0.955336489125606),
    ("Cos", loop1::<Cos<f64>>, &[-138200.2316277418], -4.077921117956651e-16),
    ("Cos", loop1::<Cos<f64>>, &[1e+22], 0.523214785395139),
    ("Tan", loop1::<Tan<f64>>, &[0.3], 0.30933624960962325),
    ("Tan", loop1::<Tan<f64>>, &[-85339793.63843994], 2.007149546273061e-13),
    ("Tan", loop1::<Tan<f64>>, &[1e+22], -1.6287782256068988),
    ("Arcsin", loop1::<Arcsin<f64>>, &[-0.3], -0.3046926540153975),
    ("Arcsin", loop1::<Arcsin<f64>>, &[0.999999], 1.5693821131146521),
    ("Arcsin", loop1::<Arcsin<f64>>, &[0.5061], 0.5306568883411782),
    ("Arccos", loop1::<Arccos<f64>>, &[-0.3], 1.8754889808102941),
    ("Arccos", loop1::<Arccos<f64>>, &[0.999999], 0.0014142136802445852),
    ("Arccos", loop1::<Arccos<f64>>, &[0.5061], 1.0401394384537184),
    ("Arctan", loop1::<Arctan<f64>>, &[-0.3], -0.2914567944778671),
    ("Arctan", loop1::<Arctan<f64>>, &[0.44], 0.41450687458478597),
    ("Arctan", loop1::<Arctan<f64>>, &[10000000000.0], 1.5707963266948965),
    ("Sinh", loop1::<Sinh<f64>>, &[-0.1], -0.10016675001984403),
    ("Sinh", loop1::<Sinh<f64>>, &[3.3], 13.537877876628322),
    ("Sinh", loop1::<Sinh<f64>>, &[700.1], 5.604498855366305e+303),
    ("Cosh", loop1::<Cosh<f64>>, &[-0.1], 1.0050041680558035),
    ("Cosh", loop1::<Cosh<f64>>, &[3.3], 13.574761044029561),
    ("Cosh", loop1::<Cosh<f64>>, &[700.1], 5.604498855366305e+303),
    ("Tanh", loop1::<Tanh<f64>>, &[1e-09], 1e-09),
    ("Tanh", loop1::<Tanh<f64>>, &[-0.17], -0.16838104587081473),
    ("Tanh", loop1::<Tanh<f64>>, &[3.3], 0.9972829600991421),
    ("Arcsinh", loop1::<Arcsinh<f64>>, &[1e-09], 1e-09),
    ("Arcsinh", loop1::<Arcsinh<f64>>, &[-0.34], -0.3337683516458822),
    ("Arcsinh", loop1::<Arcsinh<f64>>, &[1e+100], 230.95165647996453),
    ("Arccosh", loop1::<Arccosh<f64>>, &[1.0000001], 0.0004472135919037347),
    ("Arccosh", loop1::<Arccosh<f64>>, &[3.3], 1.8632793511534487),
    ("Arccosh", loop1::<Arccosh<f64>>, &[1e+100], 230.95165647996453),
    ("Arctanh", loop1::<Arctanh<f64>>, &[1e-09], 1e-09),
    ("Arctanh", loop1::<Arctanh<f64>>, &[-0.16], -0.1613866961315255),
    ("Arctanh", loop1::<Arctanh<f64>>, &[0.999999], 7.254328619247669),
    ("Cbrt", loop1::<Cbrt<f64>>, &[-27.5], -3.018405368398843),
    ("Cbrt", loop1::<Cbrt<f64>>, &[1e+300], 1e+100),
    ("Cbrt", loop1::<Cbrt<f64>>, &[5e-320], 3.6840178273730984e-107),
    ("Pow", loop2::<Pow<f64>>, &[1.9211240734177317, 844.5635853880153], 3.0239682077588875e+239),
    ("Pow", loop2::<Pow<f64>>, &[0.7014703354553414, -766.2009209907225], 9.723186816832347e+117),
    ("Pow", loop2::<Pow<f64>>, &[5e-310, 0.3], 1.6206565966927738e-93),
    ("Arctan2", loop2::<Arctan2<f64>>, &[-2.9e-05, 6.7e-05], -0.4084888930726273),
    ("Arctan2", loop2::<Arctan2<f64>>, &[1.5, -2.5], 2.601173153319209),
    ("Arctan2", loop2::<Arctan2<f64>>, &[3e200, 3e200], std::f64::consts::FRAC_PI_4),
    ("Hypot", loop2::<Hypot<f64>>, &[3.3, -4.4], 5.5),
    ("Hypot", loop2::<Hypot<f64>>, &[1.055e+57, -3.67e+61], 3.6700000015163826e+61),
    ("Hypot", loop2::<Hypot<f64>>, &[1e+300, 2e+300], 2.23606797749979e+300),
    ("Logaddexp", loop2::<Logaddexp<f64>>, &[3.0, 5.5], 5.57888973429255),
    ("Logaddexp", loop2::<Logaddexp<f64>>, &[1000.0, 999.0], 1000.3132616875182),
    ("Logaddexp2", loop2::<Logaddexp2<f64>>, &[3.0, 5.5], 5.734840581079202),
    ("Logaddexp2", loop2::<Logaddexp2<f64>>, &[-2.0, -2.0], -1.0),
];

/// One test, since the level is the whole process's.
#[test]
fn values_and_independence_of_place_at_every_level() {
    for most in [Level::Baseline, Level::Avx2, Level::Avx512] {
        limit(most);
        an_element_does_not_depend_on_its_place();
        for &(name, f, operands, want) in VALUES {
            let (y, _) = apply(f, operands);
            assert!(ulps(y, want) <= 1.0, "{name}({operands:?}) = {y:e}, not {want:e}, at {most:?}");
        }
    }
}

fn an_element_does_not_depend_on_its_place() {
    let x: Vec<f64> =
        (0..1000).map(|i| (f64::from(i) * 0.731).sin() * 1e3_f64.powf(f64::from(i) / 500.0)).collect();
    let y: Vec<f64> = x.iter().map(|x| 0.3 * x + 1.0).collect();
    let unary =
        [loop1::<Exp<f64>>, loop1::<Log<f64>>, loop1::<Sin<f64>>, loop1::<Tanh<f64>>, loop1::<Cbrt<f64>>];
    let binary = [loop2::<Pow<f64>>, loop2::<Arctan2<f64>>, loop2::<Fmod<f64>>, loop2::<Hypot<f64>>];
    let bits = |v: Vec<f64>| v.into_iter().map(f64::to_bits).collect::<Vec<_>>();
    let check = |f: Loop, operands: &[&[f64]]| {
        let whole = bits(run(f, operands, 1));
        assert!(whole == bits(run(f, operands, 3)));
        let tail: Vec<&[f64]> = operands.iter().map(|x| &x[13..]).collect();
        assert!(whole[13..] == bits(run(f, &tail, 1)));
    };
    for f in unary {
        check(f, &[&x]);
    }
    for f in binary {
        check(f, &[&x, &y]);
    }
}

#[test]
fn special_values_and_exceptions() {
    let none = Flags::NONE;
    let cases: &[(Loop, &[f64], f64, Flags)] = &[
        (loop1::<Exp<f64>>, &[NAN], NAN, none),
        (loop1::<Exp<f64>>, &[INF], INF, none),
        (loop1::<Exp<f64>>, &[-INF], 0.0, none),
        (loop1::<Exp<f64>>, &[1000.0], INF, Flags::OVERFLOW),
        (loop1::<Exp<f64>>, &[-1000.0], 0.0, Flags::UNDERFLOW),
        (loop1::<Expm1<f64>>, &[-0.0], -0.0, none),
        (loop1::<Expm1<f64>>, &[-INF], -1.0, none),
        (loop1::<Log<f64>>, &[0.0], -INF, Flags::DIVIDE),
        (loop1::<Log<f64>>, &[-1.0], NAN, Flags::INVALID),
        (loop1::<Log<f64>>, &[INF], INF, none),
        (loop1::<Log<f64>>, &[NAN], NAN, none),
        (loop1::<Log1p<f64>>, &[-1.0], -INF, Flags::DIVIDE),
        (loop1::<Log1p<f64>>, &[-0.0], -0.0, none),
        (loop1::<Sin<f64>>, &[-0.0], -0.0, none),
        (loop1::<Sin<f64>>, &[INF], NAN, Flags::INVALID),
        (loop1::<Tan<f64>>, &[-INF], NAN, Flags::INVALID),
        (loop1::<Arcsin<f64>>, &[1.5], NAN, Flags::INVALID),
        (loop1::<Arccosh<f64>>, &[-1e5], NAN, Flags::INVALID),
        (loop1::<Arctanh<f64>>, &[1.0], INF, Flags::DIVIDE),
        (loop1::<Arctan<f64>>, &[-INF], -std::f64::consts::FRAC_PI_2, none),
        (loop1::<Tanh<f64>>, &[-INF], -1.0, none),
        (loop1::<Cosh<f64>>, &[1000.0], INF, Flags::OVERFLOW),
        (loop1::<Sqrt<f64>>, &[-1.0], NAN, Flags::INVALID),
        (loop1::<Cbrt<f64>>, &[-0.0], -0.0, none),
        (loop2::<Pow<f64>>, &[0.0, -1.0], INF, Flags::DIVIDE),
        (loop2::<Pow<f64>>, &[-2.0, 3.0], -8.0, none),
        (loop2::<Pow<f64>>, &[-2.0, 0.5], NAN, Flags::INVALID),
        (loop2::<Pow<f64>>, &[NAN, 0.0], 1.0, none),
        (loop2::<Pow<f64>>, &[10.0, 400.0], INF, Flags::OVERFLOW),
        (loop2::<Pow<f64>>, &[10.0, -400.0], 0.0, Flags::UNDERFLOW),
        (loop2::<Arctan2<f64>>, &[-0.0, -1.0], -std::f64::consts::PI, none),
        (loop2::<Hypot<f64>>, &[NAN, INF], INF, none),
        (loop2::<Logaddexp<f64>>, &[-INF, -INF], -INF, none),
        (loop2::<Fmod<f64>>, &[-7.0, 3.0], -1.0, none),
        (loop2::<Fmod<f64>>, &[1.0, 0.0], NAN, Flags::INVALID),
        (loop2::<Remainder<f64>>, &[-7.0, 3.0], 2.0, none),
        (loop2::<FloorDivide<f64>>, &[-7.0, 3.0], -3.0, none),
        (loop2::<FloorDivide<f64>>, &[1.0, 0.0], INF, Flags::DIVIDE),
        (loop2::<FloorDivide<f64>>, &[0.0, 0.0], NAN, Flags::INVALID),
        (loop2::<Nextafter<f64>>, &[0.0, -1.0], -5e-324, Flags::UNDERFLOW),
        (loop2::<Nextafter<f64>>, &[1.0, 2.0], 1.0 + f64::EPSILON, none),
    ];
    for (i, &(f, operands, want, flags)) in cases.iter().enumerate() {
        let (y, raised) = apply(f, operands);
        let same = y.to_bits() == want.to_bits() || y.is_nan() && want.is_nan();
        assert!(same && raised == flags, "case {i}: {operands:?} gave {y:e}, {raised:?}");
    }
}
