//! What functions report of results that are no finite numbers, to those who ask (`scipy.special.errstate`).

use num_complex::Complex64;

/// A reason to report a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A pole or another singularity.
    Singular,
    /// The result is beyond the largest number.
    Overflow,
    /// The function is not defined there.
    Domain,
}

/// Functions that are undefined in places without reporting it.
const SILENT_NAN: &[&str] =
    &["agm", "binom", "ellipeinc", "ellipkinc", "gammasgn", "hyp0f1", "ive", "jve", "kn", "kv", "kve", "yve"];
/// Functions whose poles are not a number.
const POLES: &[&str] = &["digamma", "gamma", "gammaincinv", "gammainccinv", "loggamma"];
/// Functions that are infinite in places without reporting it.
const SILENT_INFINITE: &[&str] = &[
    "chdtri",
    "entr",
    "erfcinv",
    "erfcx",
    "erfi",
    "erfinv",
    "exp1",
    "exp10",
    "exp2",
    "expi",
    "exprel",
    "gamma",
    "huber",
    "hyp1f1",
    "i0",
    "i1",
    "kl_div",
    "kn",
    "kv",
    "kve",
    "ndtri",
    "ndtri_exp",
    "pdtri",
    "poch",
    "pseudo_huber",
    "rel_entr",
    "voigt_profile",
    "zetac",
    "zeta",
    "riemann_zeta",
];
/// Functions that call all that is infinite an overflow.
const OVERFLOWING: &[&str] = &[
    "beta",
    "betaln",
    "expm1",
    "eval_gegenbauer",
    "eval_genlaguerre",
    "eval_hermite",
    "eval_hermitenorm",
    "eval_jacobi",
    "eval_laguerre",
    "eval_legendre",
    "hankel1",
    "hankel2",
    "hyp2f1",
    "iv",
    "jv",
    "stdtrit",
    "yv",
    "yve",
];

/// What a function, by its name, reports of the result at some arguments.
///
/// ```
/// use pallasite_special::signals::{Signal, signal};
/// let (zero, infinity) = (0.0.into(), f64::INFINITY.into());
/// assert_eq!(signal("gammaln", &[zero], infinity), Some(Signal::Singular));
/// assert_eq!(signal("gammaln", &[infinity], infinity), None);
/// ```
pub fn signal(name: &str, arguments: &[Complex64], result: Complex64) -> Option<Signal> {
    let is = |list: &[&str]| list.contains(&name);
    if result.is_nan() && !arguments.iter().any(|z| z.is_nan()) {
        return match () {
            () if is(SILENT_NAN) => None,
            () if is(POLES) => Some(Signal::Singular),
            () if name.starts_with("hankel") && arguments.iter().all(|z| *z != Complex64::ZERO) => {
                Some(Signal::Overflow)
            }
            () => Some(Signal::Domain),
        };
    }
    if !result.is_infinite() || !arguments.iter().all(|z| z.is_finite()) || is(SILENT_INFINITE) {
        return None;
    }
    Some(if is(OVERFLOWING) { Signal::Overflow } else { Signal::Singular })
}
