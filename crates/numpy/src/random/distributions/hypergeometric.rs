//! The hypergeometric distribution.

use super::super::bit_generator::BitGenerator;
use super::super::bounded::interval;
use super::{Variates, floor_i64};

/// `2 sqrt(2 / e)`.
pub(in super::super) const D1: f64 = 1.7155277699214135;
/// `3 - 2 sqrt(3 / e)`.
pub(in super::super) const D2: f64 = 0.8989161620588988;

/// Good items among `nsample` drawn without replacement from `ngood` good and `nbad` bad ones.
///
/// Needs `nsample <= ngood + nbad`, none negative.
pub fn hypergeometric<B: BitGenerator + ?Sized>(bits: &mut B, ngood: i64, nbad: i64, nsample: i64) -> i64 {
    if nsample >= 10 && nsample <= ngood + nbad - 10 {
        ratio_of_uniforms(bits, ngood, nbad, nsample)
    } else {
        urn(bits, ngood, nbad, nsample)
    }
}

/// Draws one item after the other; the smaller of the sample and its complement.
fn urn<B: BitGenerator + ?Sized>(bits: &mut B, ngood: i64, nbad: i64, nsample: i64) -> i64 {
    let total = ngood + nbad;
    let complement = nsample > total / 2;
    let mut draws = if complement { total - nsample } else { nsample };
    let (mut left, mut good) = (total, ngood);
    while draws > 0 && good > 0 && left > good {
        left -= 1;
        if (interval(bits, left as u64) as i64) < good {
            good -= 1;
        }
        draws -= 1;
    }
    if left == good {
        good -= draws;
    }
    if complement { good } else { ngood - good }
}

/// Algorithm HRUA of Stadlober, *The Ratio of Uniforms Approach for Generating Discrete Random Variates*,
/// J. Comput. Appl. Math. 31 (1990).
fn ratio_of_uniforms<V: Variates + ?Sized>(v: &mut V, ngood: i64, nbad: i64, nsample: i64) -> i64 {
    let total = ngood + nbad;
    let draws = nsample.min(total - nsample);
    let (fewer, more) = (ngood.min(nbad), ngood.max(nbad));
    let (p, q) = (fewer as f64 / total as f64, more as f64 / total as f64);
    let a = draws as f64 * p + 0.5;
    let variance = (total - draws) as f64 * draws as f64 * p * q / (total - 1) as f64;
    let c = (variance + 0.5).sqrt();
    let h = D1 * c + D2;
    let ln_weight = |k: i64| {
        ln_factorial(k) + ln_factorial(fewer - k) + ln_factorial(draws - k) + ln_factorial(more - draws + k)
    };
    let mode = floor_i64((draws + 1) as f64 * (fewer + 1) as f64 / (total + 2) as f64);
    let g = ln_weight(mode);
    let end = ((draws.min(fewer) + 1) as f64).min((a + 16.0 * c).floor());
    let k = loop {
        let u = v.standard_uniform();
        let x = a + h * (v.standard_uniform() - 0.5) / u;
        if !(0.0..end).contains(&x) {
            continue;
        }
        let k = floor_i64(x);
        let t = g - ln_weight(k);
        if u * (4.0 - u) - 3.0 <= t || (u * (u - t) < 1.0 && 2.0 * u.ln() <= t) {
            break k;
        }
    };
    let k = if ngood > nbad { draws - k } else { k };
    if draws < nsample { ngood - k } else { k }
}

/// `ln k!`: a table of correctly rounded values below 126, Stirling's series to `k^-3` from there on.
fn ln_factorial(k: i64) -> f64 {
    const HALF_LN_2PI: f64 = 0.9189385332046728;
    if let Some(&value) = usize::try_from(k).ok().and_then(|k| LN_FACTORIAL.get(k)) {
        return value;
    }
    let x = k as f64;
    (x + 0.5) * x.ln() - x + (HALF_LN_2PI + (1.0 / x) * (1.0 / 12.0 - 1.0 / (360.0 * x * x)))
}

/// `ln k!` for `k` below 126, correctly rounded.
static LN_FACTORIAL: [f64; 126] = [
    0.0,
    0.0,
    std::f64::consts::LN_2,
    1.791759469228055,
    3.1780538303479458,
    4.787491742782046,
    6.579251212010101,
    8.525161361065415,
    10.60460290274525,
    12.801827480081469,
    15.104412573075516,
    17.502307845873887,
    19.987214495661885,
    22.552163853123425,
    25.19122118273868,
    27.89927138384089,
    30.671860106080672,
    33.50507345013689,
    36.39544520803305,
    39.339884187199495,
    42.335616460753485,
    45.38013889847691,
    48.47118135183523,
    51.60667556776438,
    54.78472939811232,
    58.00360522298052,
    61.261701761002,
    64.55753862700634,
    67.88974313718154,
    71.25703896716801,
    74.65823634883016,
    78.0922235533153,
    81.55795945611504,
    85.05446701758152,
    88.58082754219768,
    92.1361756036871,
    95.7196945421432,
    99.33061245478743,
    102.96819861451381,
    106.63176026064346,
    110.32063971475739,
    114.0342117814617,
    117.77188139974507,
    121.53308151543864,
    125.3172711493569,
    129.12393363912722,
    132.95257503561632,
    136.80272263732635,
    140.67392364823425,
    144.5657439463449,
    148.47776695177302,
    152.40959258449735,
    156.3608363030788,
    160.3311282166309,
    164.32011226319517,
    168.32744544842765,
    172.3527971391628,
    176.39584840699735,
    180.45629141754378,
    184.53382886144948,
    188.6281734236716,
    192.7390472878449,
    196.86618167289,
    201.00931639928152,
    205.1681994826412,
    209.34258675253685,
    213.53224149456327,
    217.73693411395422,
    221.95644181913033,
    226.1905483237276,
    230.43904356577696,
    234.70172344281826,
    238.97838956183432,
    243.2688490029827,
    247.57291409618688,
    251.8904022097232,
    256.22113555000954,
    260.5649409718632,
    264.9216497985528,
    269.2910976510198,
    273.6731242856937,
    278.0675734403661,
    282.4742926876304,
    286.893133295427,
    291.3239500942703,
    295.76660135076065,
    300.22094864701415,
    304.6868567656687,
    309.1641935801469,
    313.65282994987905,
    318.1526396202093,
    322.66349912672615,
    327.1852877037752,
    331.7178871969285,
    336.26118197919845,
    340.815058870799,
    345.37940706226686,
    349.95411804077025,
    354.5390855194408,
    359.1342053695754,
    363.73937555556347,
    368.35449607240474,
    372.979468885689,
    377.61419787391867,
    382.25858877306,
    386.91254912321756,
    391.5759882173296,
    396.24881705179155,
    400.93094827891576,
    405.6222961611449,
    410.32277652693733,
    415.03230672824964,
    419.7508055995447,
    424.4781934182571,
    429.21439186665157,
    433.9593239950148,
    438.71291418612117,
    443.47508812091894,
    448.2457727453846,
    453.0248962384961,
    457.81238798127816,
    462.6081785268749,
    467.4121995716082,
    472.2243839269806,
    477.04466549258564,
    481.87297922988796,
];
