//! Polynomials and constants of the elementary functions.
//!
//! Each polynomial interpolates its function at Chebyshev nodes, computed to 60 digits; the long one serves
//! double precision, the `_SHORT` one single precision. Lowest order first. A constant split in `_HI` and `_LO`
//! has trailing zeros in its high part, so that its products with small integers are exact.

/// (exp(r) - 1 - r) / r² for |r| ≤ ln 2 / 2.
pub const EXP: [f64; 11] = [
    0.5,
    0.1666666666666667,
    0.04166666666666667,
    0.008333333333326084,
    0.0013888888888883711,
    0.0001984126987500228,
    2.480158732567746e-05,
    2.755725517000089e-06,
    2.755727347871858e-07,
    2.5105312729622103e-08,
    2.09147553258932e-09,
];
/// The same to single precision.
pub const EXP_SHORT: [f64; 6] = [
    0.500000001353873,
    0.16666666681704215,
    0.04166646419740569,
    0.008333310844647862,
    0.0013933730715792083,
    0.00019891080463998843,
];
/// (log((1 + s) / (1 - s)) - 2s) / s³ in s² for |s| ≤ 3 - 2√2.
pub const LOG: [f64; 8] = [
    0.6666666666666666,
    0.4000000000000088,
    0.28571428570800655,
    0.222222223923837,
    0.18181795568589937,
    0.15386243592665208,
    0.13268669005111386,
    0.1308771474739754,
];
/// (log(1 + f) - f + f²/2) / f³ to single precision, without a division.
pub const LOG_SHORT: [f64; 10] = [
    0.333333332806775,
    -0.249999901874816,
    0.2000001011074413,
    -0.16668010846109002,
    0.14286530641153808,
    -0.12450500309539271,
    0.1103744815368858,
    -0.10647998294930272,
    0.10534191596830812,
    -0.062012550710320705,
];
/// (sin r - r) / r³ in r² for |r| ≤ π/4.
pub const SIN: [f64; 6] = [
    -0.16666666666666666,
    0.008333333333330925,
    -0.00019841269836722418,
    2.755731608381636e-06,
    -2.5051127944014188e-08,
    1.5917848524808262e-10,
];
/// The same to single precision.
pub const SIN_SHORT: [f64; 4] =
    [-0.16666666663832763, 0.008333331865959415, -0.00019840082012765537, 2.7249314054698804e-06];
/// (cos r - 1 + r²/2) / r⁴ in r² for |r| ≤ π/4.
pub const COS: [f64; 6] = [
    0.041666666666666664,
    -0.0013888888888887382,
    2.480158729874307e-05,
    -2.7557317260008837e-07,
    2.0876143827993133e-09,
    -1.1382456778061306e-11,
];
/// The same to single precision.
pub const COS_SHORT: [f64; 4] =
    [0.0416666666643024, -0.0013888887664713619, 2.4800596435621998e-05, -2.7300448619488353e-07];
/// (arctan t - t) / t³ in t² for |t| ≤ tan(π/8).
pub const ATAN: [f64; 11] = [
    -0.3333333333333333,
    0.1999999999999549,
    -0.1428571428466014,
    0.11111111014741562,
    -0.09090904557214267,
    0.0769218270524632,
    -0.06664504610032648,
    0.05858089538610203,
    -0.050851391487066376,
    0.03922268882347632,
    -0.0191659065063043,
];
/// The same to single precision.
pub const ATAN_SHORT: [f64; 7] = [
    -0.3333333333143157,
    0.19999998912851316,
    -0.142856121693512,
    0.11107485627404272,
    -0.09028865353963718,
    0.07134654669272536,
    -0.04041808937097656,
];
/// (arcsin t - t) / t³ in t² for |t| ≤ 1/2.
pub const ASIN: [f64; 13] = [
    0.16666666666666669,
    0.07499999999998425,
    0.04464285714637338,
    0.030381944137085216,
    0.022372173002005596,
    0.017352391265909227,
    0.013971235301124539,
    0.011478952690257387,
    0.010324318288744113,
    0.00545087818772055,
    0.017419357964884856,
    -0.014881409392818066,
    0.02877844261259304,
];
/// The same to single precision.
pub const ASIN_SHORT: [f64; 7] = [
    0.16666666686147094,
    0.07499992383419403,
    0.044647675217118564,
    0.030268919101073113,
    0.02361371422189475,
    0.01056694782140368,
    0.03098546039993495,
];
/// ([`LOG`] - 2/3) / s², for products that need more than double precision.
pub const LOG_TAIL: [f64; 7] = [
    0.40000000000000024,
    0.28571428571338137,
    0.2222222227127006,
    0.1818180822017762,
    0.15385576789535485,
    0.13285891214025877,
    0.12914435843703156,
];
/// ln 2, high part.
pub const LN_2_HI: f64 = 0.6931471805592082;
/// ln 2, low part.
pub const LN_2_LO: f64 = 7.371002565167799e-13;
/// ln 2 to twice the precision, high part.
pub const LN_2_FULL_HI: f64 = std::f64::consts::LN_2;
/// ln 2 to twice the precision, low part.
pub const LN_2_FULL_LO: f64 = 2.3190468138462996e-17;
/// log2 e to twice the precision, high part.
pub const LOG2_E_HI: f64 = std::f64::consts::LOG2_E;
/// log2 e to twice the precision, low part.
pub const LOG2_E_LO: f64 = 2.0355273740931033e-17;
/// log10 e to twice the precision, high part.
pub const LOG10_E_HI: f64 = std::f64::consts::LOG10_E;
/// log10 e to twice the precision, low part.
pub const LOG10_E_LO: f64 = 1.098319650216765e-17;
/// log10 2, high part.
pub const LOG10_2_HI: f64 = 0.30102999566361177;
/// log10 2, low part.
pub const LOG10_2_LO: f64 = 3.694239077158931e-13;
/// π/4, high part.
pub const QUARTER_PI_HI: f64 = 0.7853981633974474;
/// π/4, low part.
pub const QUARTER_PI_LO: f64 = 9.18794589678809e-16;
/// 2/3, high part.
pub const TWO_THIRDS_HI: f64 = 0.6666666666666666;
/// 2/3, low part.
pub const TWO_THIRDS_LO: f64 = 3.700743415417188e-17;
/// π/2 in three parts of full precision.
pub const HALF_PI: [f64; 3] = [std::f64::consts::FRAC_PI_2, 6.123233995736766e-17, -1.4973849048591698e-33];
