"""``scipy.interpolate``: splines, piecewise polynomials, scattered and gridded data."""
from pallasite.scipy.interpolate._bsplines import BSpline as BSpline
from pallasite.scipy.interpolate._bsplines import make_interp_spline as make_interp_spline
from pallasite.scipy.interpolate._bsplines import make_lsq_spline as make_lsq_spline
from pallasite.scipy.interpolate._cubic import Akima1DInterpolator as Akima1DInterpolator
from pallasite.scipy.interpolate._cubic import CubicHermiteSpline as CubicHermiteSpline
from pallasite.scipy.interpolate._cubic import CubicSpline as CubicSpline
from pallasite.scipy.interpolate._cubic import PchipInterpolator as PchipInterpolator
from pallasite.scipy.interpolate._cubic import pchip_interpolate as pchip_interpolate
from pallasite.scipy.interpolate._interp1d import interp1d as interp1d
from pallasite.scipy.interpolate._interpnd import CloughTocher2DInterpolator as CloughTocher2DInterpolator
from pallasite.scipy.interpolate._interpnd import LinearNDInterpolator as LinearNDInterpolator
from pallasite.scipy.interpolate._ndgriddata import NearestNDInterpolator as NearestNDInterpolator
from pallasite.scipy.interpolate._ndgriddata import griddata as griddata
from pallasite.scipy.interpolate._ppoly import PPoly as PPoly
from pallasite.scipy.interpolate._rbfinterp import RBFInterpolator as RBFInterpolator
from pallasite.scipy.interpolate._rgi import RegularGridInterpolator as RegularGridInterpolator
from pallasite.scipy.interpolate._rgi import interpn as interpn

pchip = PchipInterpolator

__all__ = [
    "Akima1DInterpolator", "BSpline", "CloughTocher2DInterpolator", "CubicHermiteSpline", "CubicSpline",
    "LinearNDInterpolator", "NearestNDInterpolator", "PPoly", "PchipInterpolator", "RBFInterpolator",
    "RegularGridInterpolator", "griddata", "interp1d", "interpn", "make_interp_spline", "make_lsq_spline",
    "pchip", "pchip_interpolate",
]
