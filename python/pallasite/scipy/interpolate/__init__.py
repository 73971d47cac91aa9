"""``scipy.interpolate``: splines, piecewise polynomials, scattered and gridded data."""
from pallasite.scipy.interpolate._bary_rational import AAA as AAA
from pallasite.scipy.interpolate._bary_rational import FloaterHormannInterpolator as FloaterHormannInterpolator
from pallasite.scipy.interpolate._bivariate import BivariateSpline as BivariateSpline
from pallasite.scipy.interpolate._bivariate import LSQBivariateSpline as LSQBivariateSpline
from pallasite.scipy.interpolate._bivariate import RectBivariateSpline as RectBivariateSpline
from pallasite.scipy.interpolate._bivariate import SmoothBivariateSpline as SmoothBivariateSpline
from pallasite.scipy.interpolate._bivariate import bisplev as bisplev
from pallasite.scipy.interpolate._bivariate import bisplrep as bisplrep
from pallasite.scipy.interpolate._bsplines import BSpline as BSpline
from pallasite.scipy.interpolate._bsplines import make_interp_spline as make_interp_spline
from pallasite.scipy.interpolate._bsplines import make_lsq_spline as make_lsq_spline
from pallasite.scipy.interpolate._bsplines import make_smoothing_spline as make_smoothing_spline
from pallasite.scipy.interpolate._cubic import Akima1DInterpolator as Akima1DInterpolator
from pallasite.scipy.interpolate._cubic import CubicHermiteSpline as CubicHermiteSpline
from pallasite.scipy.interpolate._cubic import CubicSpline as CubicSpline
from pallasite.scipy.interpolate._cubic import PchipInterpolator as PchipInterpolator
from pallasite.scipy.interpolate._cubic import pchip_interpolate as pchip_interpolate
from pallasite.scipy.interpolate._fitpack import insert as insert
from pallasite.scipy.interpolate._fitpack import spalde as spalde
from pallasite.scipy.interpolate._fitpack import splantider as splantider
from pallasite.scipy.interpolate._fitpack import splder as splder
from pallasite.scipy.interpolate._fitpack import splev as splev
from pallasite.scipy.interpolate._fitpack import splint as splint
from pallasite.scipy.interpolate._fitpack import splprep as splprep
from pallasite.scipy.interpolate._fitpack import splrep as splrep
from pallasite.scipy.interpolate._fitpack import sproot as sproot
from pallasite.scipy.interpolate._fitpack_repro import generate_knots as generate_knots
from pallasite.scipy.interpolate._fitpack_repro import make_splprep as make_splprep
from pallasite.scipy.interpolate._fitpack_repro import make_splrep as make_splrep
from pallasite.scipy.interpolate._interp1d import interp1d as interp1d
from pallasite.scipy.interpolate._interp1d import interp2d as interp2d
from pallasite.scipy.interpolate._interpnd import CloughTocher2DInterpolator as CloughTocher2DInterpolator
from pallasite.scipy.interpolate._interpnd import LinearNDInterpolator as LinearNDInterpolator
from pallasite.scipy.interpolate._ndbspline import NdBSpline as NdBSpline
from pallasite.scipy.interpolate._ndgriddata import NearestNDInterpolator as NearestNDInterpolator
from pallasite.scipy.interpolate._ndgriddata import griddata as griddata
from pallasite.scipy.interpolate._pade import pade as pade
from pallasite.scipy.interpolate._polyint import BarycentricInterpolator as BarycentricInterpolator
from pallasite.scipy.interpolate._polyint import KroghInterpolator as KroghInterpolator
from pallasite.scipy.interpolate._polyint import approximate_taylor_polynomial as approximate_taylor_polynomial
from pallasite.scipy.interpolate._polyint import barycentric_interpolate as barycentric_interpolate
from pallasite.scipy.interpolate._polyint import krogh_interpolate as krogh_interpolate
from pallasite.scipy.interpolate._polyint import lagrange as lagrange
from pallasite.scipy.interpolate._ppoly import BPoly as BPoly
from pallasite.scipy.interpolate._ppoly import NdPPoly as NdPPoly
from pallasite.scipy.interpolate._ppoly import PPoly as PPoly
from pallasite.scipy.interpolate._rbf import Rbf as Rbf
from pallasite.scipy.interpolate._rbfinterp import RBFInterpolator as RBFInterpolator
from pallasite.scipy.interpolate._rgi import RegularGridInterpolator as RegularGridInterpolator
from pallasite.scipy.interpolate._rgi import interpn as interpn
from pallasite.scipy.interpolate._sphere import LSQSphereBivariateSpline as LSQSphereBivariateSpline
from pallasite.scipy.interpolate._sphere import RectSphereBivariateSpline as RectSphereBivariateSpline
from pallasite.scipy.interpolate._sphere import SmoothSphereBivariateSpline as SmoothSphereBivariateSpline
from pallasite.scipy.interpolate._univariate import InterpolatedUnivariateSpline as InterpolatedUnivariateSpline
from pallasite.scipy.interpolate._univariate import LSQUnivariateSpline as LSQUnivariateSpline
from pallasite.scipy.interpolate._univariate import UnivariateSpline as UnivariateSpline

pchip = PchipInterpolator

__all__ = [
    "AAA", "Akima1DInterpolator", "BPoly", "BSpline", "BarycentricInterpolator", "BivariateSpline",
    "CloughTocher2DInterpolator", "CubicHermiteSpline", "CubicSpline", "FloaterHormannInterpolator", "InterpolatedUnivariateSpline",
    "KroghInterpolator", "LSQBivariateSpline", "LSQSphereBivariateSpline", "LSQUnivariateSpline", "LinearNDInterpolator", "NdBSpline", "NdPPoly",
    "NearestNDInterpolator", "PPoly", "PchipInterpolator", "RBFInterpolator", "Rbf", "RectBivariateSpline", "RectSphereBivariateSpline",
    "RegularGridInterpolator", "SmoothBivariateSpline", "SmoothSphereBivariateSpline", "UnivariateSpline", "approximate_taylor_polynomial",
    "barycentric_interpolate", "bisplev", "bisplrep", "generate_knots", "griddata", "insert", "interp1d", "interp2d", "interpn",
    "krogh_interpolate", "lagrange", "make_interp_spline", "make_lsq_spline", "make_smoothing_spline", "make_splprep",
    "make_splrep", "pade", "pchip", "pchip_interpolate", "spalde", "splantider", "splder", "splev", "splint", "splprep",
    "splrep", "sproot",
]
