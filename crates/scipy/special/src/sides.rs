//! Loops of the incomplete gamma and beta functions and of the distributions made of them: all share the computation of
//! one side, the `lower` one or `-upper`.

use crate::distributions::{
    bdtr, bdtrc, chdtr, chdtrc, fdtr, fdtrc, gdtr, gdtrc, nbdtr, nbdtrc, pdtr, pdtrc, stdtr,
};
use crate::incomplete_beta::{self as beta, betainc};
use crate::incomplete_gamma::{self as gamma, gammainc, gammaincc};
use pallasite_ufunc::lanes::{Row, Transformed};

#[inline(always)]
fn lower(side: f64) -> f64 {
    if side < 0.0 { 1.0 + side } else { side }
}

#[inline(always)]
fn upper(side: f64) -> f64 {
    if side < 0.0 { -side } else { 1.0 - side }
}

/// Rows of the loops, the function, the side of an incomplete function, the arguments of that, the domain.
macro_rules! sides {
    ($($name:ident: $kernel:ident($($v:ident),+), $side:ident of $module:ident [$($argument:expr),+], if $domain:expr;)+) => {$(
        #[doc = concat!("The loops of [`", stringify!($kernel), "`](crate::", stringify!($kernel), "()).")]
        pub(crate) struct $name;

        #[allow(unused_variables)]
        impl Transformed for $name {
            type Inner = $module::OneSide;
            const ARITY: usize = [$(stringify!($v)),+].len();
            #[inline(always)]
            fn arguments([$($v),+, ..]: Row) -> Row {
                [$($argument),+]
            }
            #[inline(always)]
            fn value(_row: Row, side: f64) -> f64 {
                $side(side)
            }
            #[inline(always)]
            fn holds([$($v),+, ..]: Row) -> bool {
                $domain
            }
            fn elsewhere([$($v),+, ..]: Row) -> f64 {
                $kernel($($v),+)
            }
        }
    )+};
}

sides! {
    Gammainc: gammainc(a, x), lower of gamma [a, x, 0.0], if true;
    Gammaincc: gammaincc(a, x), upper of gamma [a, x, 0.0], if gamma::holds_upper(a, x);
    Chdtr: chdtr(v, x), lower of gamma [0.5 * v, 0.5 * x, 0.0], if true;
    Chdtrc: chdtrc(v, x), upper of gamma [0.5 * v, 0.5 * x, 0.0], if gamma::holds_upper(0.5 * v, 0.5 * x);
    Pdtr: pdtr(k, m), upper of gamma [k.floor() + 1.0, m, 0.0], if gamma::holds_upper(k.floor() + 1.0, m);
    Pdtrc: pdtrc(k, m), lower of gamma [k.floor() + 1.0, m, 0.0], if k >= 0.0;
    Gdtr: gdtr(a, b, x), lower of gamma [b, a * x, 0.0], if x >= 0.0;
    Gdtrc: gdtrc(a, b, x), upper of gamma [b, a * x, 0.0], if (x >= 0.0) & gamma::holds_upper(b, a * x);
    Betainc: betainc(a, b, x), lower of beta [a, b, x], if true;
    Bdtr: bdtr(k, n, p), upper of beta [k.floor() + 1.0, n - k.floor(), p], if k >= 1.0;
    Bdtrc: bdtrc(k, n, p), lower of beta [k.floor() + 1.0, n - k.floor(), p], if k >= 1.0;
    Nbdtr: nbdtr(k, n, p), lower of beta [n.trunc(), k.trunc() + 1.0, p], if k >= 0.0;
    Nbdtrc: nbdtrc(k, n, p), upper of beta [n.trunc(), k.trunc() + 1.0, p], if k >= 0.0;
}

/// The arguments of the incomplete beta function at `a x / (a x + b)`, or at the complement where that is smaller.
#[inline(always)]
fn fisher([a, b, x]: Row) -> Row {
    let ax = a * x;
    if ax > b { [0.5 * b, 0.5 * a, b / (b + ax)] } else { [0.5 * a, 0.5 * b, ax / (b + ax)] }
}

/// A side of the F distribution from that of [`fisher`], which exchanges them beyond the mean.
#[inline(always)]
fn fisher_side([a, b, x]: Row, side: f64, is_upper: bool) -> f64 {
    if (a * x > b) != is_upper { upper(side) } else { lower(side) }
}

/// The loops of [`fdtr`] and of [`fdtrc`].
pub(crate) struct Fisher<const UPPER: bool>;

impl<const UPPER: bool> Transformed for Fisher<UPPER> {
    type Inner = beta::OneSide;
    const ARITY: usize = 3;
    #[inline(always)]
    fn arguments(row: Row) -> Row {
        fisher(row)
    }
    #[inline(always)]
    fn value(row: Row, side: f64) -> f64 {
        fisher_side(row, side, UPPER)
    }
    #[inline(always)]
    fn holds(_row: Row) -> bool {
        true
    }
    fn elsewhere([a, b, x]: Row) -> f64 {
        if UPPER { fdtrc(a, b, x) } else { fdtr(a, b, x) }
    }
}

/// The loops of [`stdtr`]: the square has the F distribution.
pub(crate) struct Stdtr;

impl Transformed for Stdtr {
    type Inner = beta::OneSide;
    const ARITY: usize = 2;
    #[inline(always)]
    fn arguments([df, t, _]: Row) -> Row {
        fisher([1.0, df, t * t])
    }
    #[inline(always)]
    fn value([df, t, _]: Row, side: f64) -> f64 {
        let half = 0.5 * fisher_side([1.0, df, t * t], side, true);
        if t <= 0.0 { half } else { 1.0 - half }
    }
    #[inline(always)]
    fn holds(_row: Row) -> bool {
        true
    }
    fn elsewhere([df, t, _]: Row) -> f64 {
        stdtr(df, t)
    }
}
