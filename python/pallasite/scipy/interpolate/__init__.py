"""``scipy.interpolate``: splines and piecewise polynomials."""
from pallasite.scipy.interpolate._bsplines import BSpline as BSpline
from pallasite.scipy.interpolate._bsplines import make_interp_spline as make_interp_spline
from pallasite.scipy.interpolate._bsplines import make_lsq_spline as make_lsq_spline
from pallasite.scipy.interpolate._cubic import Akima1DInterpolator as Akima1DInterpolator
from pallasite.scipy.interpolate._cubic import CubicHermiteSpline as CubicHermiteSpline
from pallasite.scipy.interpolate._cubic import CubicSpline as CubicSpline
from pallasite.scipy.interpolate._cubic import PchipInterpolator as PchipInterpolator
from pallasite.scipy.interpolate._cubic import pchip_interpolate as pchip_interpolate
from pallasite.scipy.interpolate._interp1d import interp1d as interp1d
from pallasite.scipy.interpolate._ppoly import PPoly as PPoly

pchip = PchipInterpolator

__all__ = [
    "Akima1DInterpolator", "BSpline", "CubicHermiteSpline", "CubicSpline", "PPoly", "PchipInterpolator", "interp1d",
    "make_interp_spline", "make_lsq_spline", "pchip", "pchip_interpolate",
]
