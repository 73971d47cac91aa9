"""``scipy.special``: special functions as ufuncs, and functions on arrays around them."""
from pallasite._core import sinc as sinc
from pallasite.scipy.special._basic import factorial as factorial
from pallasite.scipy.special._basic import factorial2 as factorial2
from pallasite.scipy.special._basic import factorialk as factorialk
from pallasite._core.special import agm as agm
from pallasite._core.special import bdtr as bdtr
from pallasite._core.special import bdtrc as bdtrc
from pallasite._core.special import bdtri as bdtri
from pallasite._core.special import beta as beta
from pallasite._core.special import betainc as betainc
from pallasite._core.special import betaincc as betaincc
from pallasite._core.special import betainccinv as betainccinv
from pallasite._core.special import betaincinv as betaincinv
from pallasite._core.special import betaln as betaln
from pallasite._core.special import binom as binom
from pallasite._core.special import boxcox as boxcox
from pallasite._core.special import boxcox1p as boxcox1p
from pallasite._core.special import c_roots as c_roots
from pallasite._core.special import cbrt as cbrt
from pallasite._core.special import cg_roots as cg_roots
from pallasite._core.special import chdtr as chdtr
from pallasite._core.special import chdtrc as chdtrc
from pallasite._core.special import chdtri as chdtri
from pallasite._core.special import comb as comb
from pallasite._core.special import cosdg as cosdg
from pallasite._core.special import cosm1 as cosm1
from pallasite._core.special import cotdg as cotdg
from pallasite._core.special import dawsn as dawsn
from pallasite._core.special import digamma as digamma
from pallasite._core.special import ellipe as ellipe
from pallasite._core.special import ellipeinc as ellipeinc
from pallasite._core.special import ellipj as ellipj
from pallasite._core.special import ellipk as ellipk
from pallasite._core.special import ellipkinc as ellipkinc
from pallasite._core.special import ellipkm1 as ellipkm1
from pallasite._core.special import elliprc as elliprc
from pallasite._core.special import elliprd as elliprd
from pallasite._core.special import elliprf as elliprf
from pallasite._core.special import entr as entr
from pallasite._core.special import erf as erf
from pallasite._core.special import erfc as erfc
from pallasite._core.special import erfcinv as erfcinv
from pallasite._core.special import erfcx as erfcx
from pallasite._core.special import erfi as erfi
from pallasite._core.special import erfinv as erfinv
from pallasite._core.special import eval_chebyc as eval_chebyc
from pallasite._core.special import eval_chebys as eval_chebys
from pallasite._core.special import eval_chebyt as eval_chebyt
from pallasite._core.special import eval_chebyu as eval_chebyu
from pallasite._core.special import eval_gegenbauer as eval_gegenbauer
from pallasite._core.special import eval_genlaguerre as eval_genlaguerre
from pallasite._core.special import eval_hermite as eval_hermite
from pallasite._core.special import eval_hermitenorm as eval_hermitenorm
from pallasite._core.special import eval_jacobi as eval_jacobi
from pallasite._core.special import eval_laguerre as eval_laguerre
from pallasite._core.special import eval_legendre as eval_legendre
from pallasite._core.special import eval_sh_chebyt as eval_sh_chebyt
from pallasite._core.special import eval_sh_chebyu as eval_sh_chebyu
from pallasite._core.special import eval_sh_jacobi as eval_sh_jacobi
from pallasite._core.special import eval_sh_legendre as eval_sh_legendre
from pallasite._core.special import exp1 as exp1
from pallasite._core.special import exp10 as exp10
from pallasite._core.special import exp2 as exp2
from pallasite._core.special import expi as expi
from pallasite._core.special import expit as expit
from pallasite._core.special import expm1 as expm1
from pallasite._core.special import expn as expn
from pallasite._core.special import exprel as exprel
from pallasite._core.special import fdtr as fdtr
from pallasite._core.special import fdtrc as fdtrc
from pallasite._core.special import fdtri as fdtri
from pallasite._core.special import gamma as gamma
from pallasite._core.special import gammainc as gammainc
from pallasite._core.special import gammaincc as gammaincc
from pallasite._core.special import gammainccinv as gammainccinv
from pallasite._core.special import gammaincinv as gammaincinv
from pallasite._core.special import gammaln as gammaln
from pallasite._core.special import gammasgn as gammasgn
from pallasite._core.special import gdtr as gdtr
from pallasite._core.special import gdtrc as gdtrc
from pallasite._core.special import h_roots as h_roots
from pallasite._core.special import hankel1 as hankel1
from pallasite._core.special import hankel1e as hankel1e
from pallasite._core.special import hankel2 as hankel2
from pallasite._core.special import hankel2e as hankel2e
from pallasite._core.special import he_roots as he_roots
from pallasite._core.special import huber as huber
from pallasite._core.special import hyp0f1 as hyp0f1
from pallasite._core.special import hyp1f1 as hyp1f1
from pallasite._core.special import hyp2f1 as hyp2f1
from pallasite._core.special import i0 as i0
from pallasite._core.special import i0e as i0e
from pallasite._core.special import i1 as i1
from pallasite._core.special import i1e as i1e
from pallasite._core.special import inv_boxcox as inv_boxcox
from pallasite._core.special import inv_boxcox1p as inv_boxcox1p
from pallasite._core.special import iv as iv
from pallasite._core.special import ive as ive
from pallasite._core.special import ivp as ivp
from pallasite._core.special import j0 as j0
from pallasite._core.special import j1 as j1
from pallasite._core.special import j_roots as j_roots
from pallasite._core.special import jn as jn
from pallasite._core.special import jn_zeros as jn_zeros
from pallasite._core.special import jnp_zeros as jnp_zeros
from pallasite._core.special import jnyn_zeros as jnyn_zeros
from pallasite._core.special import js_roots as js_roots
from pallasite._core.special import jv as jv
from pallasite._core.special import jve as jve
from pallasite._core.special import jvp as jvp
from pallasite._core.special import k0 as k0
from pallasite._core.special import k0e as k0e
from pallasite._core.special import k1 as k1
from pallasite._core.special import k1e as k1e
from pallasite._core.special import kl_div as kl_div
from pallasite._core.special import kn as kn
from pallasite._core.special import kv as kv
from pallasite._core.special import kve as kve
from pallasite._core.special import kvp as kvp
from pallasite._core.special import l_roots as l_roots
from pallasite._core.special import la_roots as la_roots
from pallasite._core.special import lambertw as lambertw
from pallasite._core.special import log1p as log1p
from pallasite._core.special import log_expit as log_expit
from pallasite._core.special import log_ndtr as log_ndtr
from pallasite._core.special import log_softmax as log_softmax
from pallasite._core.special import loggamma as loggamma
from pallasite._core.special import logit as logit
from pallasite._core.special import logsumexp as logsumexp
from pallasite._core.special import multigammaln as multigammaln
from pallasite._core.special import nbdtr as nbdtr
from pallasite._core.special import nbdtrc as nbdtrc
from pallasite._core.special import nbdtri as nbdtri
from pallasite._core.special import ndtr as ndtr
from pallasite._core.special import ndtri as ndtri
from pallasite._core.special import ndtri_exp as ndtri_exp
from pallasite._core.special import p_roots as p_roots
from pallasite._core.special import pdtr as pdtr
from pallasite._core.special import pdtrc as pdtrc
from pallasite._core.special import pdtri as pdtri
from pallasite._core.special import perm as perm
from pallasite._core.special import poch as poch
from pallasite._core.special import polygamma as polygamma
from pallasite._core.special import powm1 as powm1
from pallasite._core.special import ps_roots as ps_roots
from pallasite._core.special import pseudo_huber as pseudo_huber
from pallasite._core.special import psi as psi
from pallasite._core.special import radian as radian
from pallasite._core.special import rel_entr as rel_entr
from pallasite._core.special import rgamma as rgamma
from pallasite._core.special import roots_chebyc as roots_chebyc
from pallasite._core.special import roots_chebys as roots_chebys
from pallasite._core.special import roots_chebyt as roots_chebyt
from pallasite._core.special import roots_chebyu as roots_chebyu
from pallasite._core.special import roots_gegenbauer as roots_gegenbauer
from pallasite._core.special import roots_genlaguerre as roots_genlaguerre
from pallasite._core.special import roots_hermite as roots_hermite
from pallasite._core.special import roots_hermitenorm as roots_hermitenorm
from pallasite._core.special import roots_jacobi as roots_jacobi
from pallasite._core.special import roots_laguerre as roots_laguerre
from pallasite._core.special import roots_legendre as roots_legendre
from pallasite._core.special import roots_sh_chebyt as roots_sh_chebyt
from pallasite._core.special import roots_sh_chebyu as roots_sh_chebyu
from pallasite._core.special import roots_sh_jacobi as roots_sh_jacobi
from pallasite._core.special import roots_sh_legendre as roots_sh_legendre
from pallasite._core.special import round as round
from pallasite._core.special import s_roots as s_roots
from pallasite._core.special import sindg as sindg
from pallasite._core.special import softmax as softmax
from pallasite._core.special import softplus as softplus
from pallasite._core.special import spherical_in as spherical_in
from pallasite._core.special import spherical_jn as spherical_jn
from pallasite._core.special import spherical_kn as spherical_kn
from pallasite._core.special import spherical_yn as spherical_yn
from pallasite._core.special import stdtr as stdtr
from pallasite._core.special import stdtrit as stdtrit
from pallasite._core.special import t_roots as t_roots
from pallasite._core.special import tandg as tandg
from pallasite._core.special import ts_roots as ts_roots
from pallasite._core.special import u_roots as u_roots
from pallasite._core.special import us_roots as us_roots
from pallasite._core.special import voigt_profile as voigt_profile
from pallasite._core.special import wofz as wofz
from pallasite._core.special import xlog1py as xlog1py
from pallasite._core.special import xlogy as xlogy
from pallasite._core.special import y0 as y0
from pallasite._core.special import y1 as y1
from pallasite._core.special import yn as yn
from pallasite._core.special import yn_zeros as yn_zeros
from pallasite._core.special import ynp_zeros as ynp_zeros
from pallasite._core.special import yv as yv
from pallasite._core.special import yve as yve
from pallasite._core.special import yvp as yvp
from pallasite._core.special import zeta as zeta
from pallasite._core.special import zetac as zetac

__all__ = [
    "agm", "bdtr", "bdtrc", "bdtri", "beta", "betainc", "betaincc", "betainccinv", "betaincinv", "betaln", "binom",
    "boxcox", "boxcox1p", "c_roots", "cbrt", "cg_roots", "chdtr", "chdtrc", "chdtri", "comb", "cosdg", "cosm1",
    "cotdg", "dawsn", "digamma", "ellipe", "ellipeinc", "ellipj", "ellipk", "ellipkinc", "ellipkm1", "elliprc",
    "elliprd", "elliprf", "entr", "erf", "erfc", "erfcinv", "erfcx", "erfi", "erfinv", "eval_chebyc",
    "eval_chebys", "eval_chebyt", "eval_chebyu", "eval_gegenbauer", "eval_genlaguerre", "eval_hermite",
    "eval_hermitenorm", "eval_jacobi", "eval_laguerre", "eval_legendre", "eval_sh_chebyt", "eval_sh_chebyu",
    "eval_sh_jacobi", "eval_sh_legendre", "exp1", "exp10", "exp2", "expi", "expit", "expm1", "expn", "exprel",
    "factorial", "factorial2", "factorialk", "fdtr", "fdtrc", "fdtri", "gamma", "gammainc", "gammaincc",
    "gammainccinv", "gammaincinv", "gammaln", "gammasgn", "gdtr", "gdtrc", "h_roots", "hankel1", "hankel1e",
    "hankel2", "hankel2e", "he_roots", "huber", "hyp0f1", "hyp1f1", "hyp2f1", "i0", "i0e", "i1", "i1e",
    "inv_boxcox", "inv_boxcox1p", "iv", "ive", "ivp", "j0", "j1", "j_roots", "jn", "jn_zeros", "jnp_zeros",
    "jnyn_zeros", "js_roots", "jv", "jve", "jvp", "k0", "k0e", "k1", "k1e", "kl_div", "kn", "kv", "kve", "kvp",
    "l_roots", "la_roots", "lambertw", "log1p", "log_expit", "log_ndtr", "log_softmax", "loggamma", "logit",
    "logsumexp", "multigammaln", "nbdtr", "nbdtrc", "nbdtri", "ndtr", "ndtri", "ndtri_exp", "p_roots", "pdtr",
    "pdtrc", "pdtri", "perm", "poch", "polygamma", "powm1", "ps_roots", "pseudo_huber", "psi", "radian",
    "rel_entr", "rgamma", "roots_chebyc", "roots_chebys", "roots_chebyt", "roots_chebyu", "roots_gegenbauer",
    "roots_genlaguerre", "roots_hermite", "roots_hermitenorm", "roots_jacobi", "roots_laguerre", "roots_legendre",
    "roots_sh_chebyt", "roots_sh_chebyu", "roots_sh_jacobi", "roots_sh_legendre", "round", "s_roots", "sinc",
    "sindg", "softmax", "softplus", "spherical_in", "spherical_jn", "spherical_kn", "spherical_yn", "stdtr",
    "stdtrit", "t_roots", "tandg", "ts_roots", "u_roots", "us_roots", "voigt_profile", "wofz", "xlog1py", "xlogy",
    "y0", "y1", "yn", "yn_zeros", "ynp_zeros", "yv", "yve", "yvp", "zeta", "zetac",
]
