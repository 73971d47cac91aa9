"""Splines on the sphere."""
import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._bivariate import MESSAGES, _Surface

INVALID = """
ERROR. On entry, the input data are controlled on validity. The following
       restrictions must be satisfied:
            -1<=iopt<=1,  m>=2, ntest>=8 ,npest >=8, 0<eps<1,
            0<=teta(i)<=pi, 0<=phi(i)<=2*pi, w(i)>0, i=1,...,m
            lwrk1 >= 185+52*v+10*u+14*u*v+8*(u-1)*v**2+8*m
            kwrk >= m+(ntest-7)*(npest-7)
            if iopt=-1: 8<=nt<=ntest , 9<=np<=npest
                        0<tt(5)<tt(6)<...<tt(nt-4)<pi
                        0<tp(5)<tp(6)<...<tp(np-4)<2*pi
            if iopt>=0: s>=0
            if one of these conditions is found to be violated,control
            is immediately repassed to the calling program. in that
            case there is no approximation returned."""


class SphereBivariateSpline(_Surface):
    """What the splines on the sphere have in common: colatitudes come first, then longitudes."""

    def __call__(self, theta, phi, dtheta=0, dphi=0, grid=True):
        """The derivative of orders `(dtheta, dphi)`, on the grid of `theta` and `phi` or at the points they form."""
        theta, phi = np.asarray(theta), np.asarray(phi)
        if theta.size and (theta.min() < 0.0 or theta.max() > np.pi):
            raise ValueError("requested theta out of bounds.")
        return super().__call__(theta, phi, dx=dtheta, dy=dphi, grid=grid)

    def ev(self, theta, phi, dtheta=0, dphi=0):
        """The derivative of orders `(dtheta, dphi)` at points."""
        return self(theta, phi, dtheta=dtheta, dphi=dphi, grid=False)

    def _fit(self, theta, phi, r, w, s, eps, knots):
        """Fits and returns FITPACK's `ier`."""
        weights = 1.0 if w is None else w
        if r.size < 2 or not np.all(weights > 0.0):
            raise ValueError(INVALID)
        try:
            _, tt, tp, c, self.fp, ier = _core._fit_sphere(theta, phi, r, w, s, eps, knots)
        except ValueError as e:
            raise ValueError(INVALID) from e
        self.tck, self.degrees = (tt, tp, c), (3, 3)
        return ier


def _checked(theta, phi, r):
    theta, phi, r = np.asarray(theta), np.asarray(phi), np.asarray(r)
    if not (np.all(0.0 <= theta) and np.all(theta <= np.pi)):
        raise ValueError("theta should be between [0, pi]")
    if not (np.all(0.0 <= phi) and np.all(phi <= 2 * np.pi)):
        raise ValueError("phi should be between [0, 2pi]")
    return theta, phi, r


def _weights(w):
    w = None if w is None else np.asarray(w)
    if w is not None and not np.all(w >= 0.0):
        raise ValueError("w should be positive")
    return w


def _check_eps(eps):
    if not 0.0 < eps < 1.0:
        raise ValueError("eps should be between (0, 1)")


class SmoothSphereBivariateSpline(SphereBivariateSpline):
    """The smoothest spline whose weighted sum of squared residuals at scattered points is at most `s`."""

    def __init__(self, theta, phi, r, w=None, s=0.0, eps=1e-16):
        (theta, phi, r), w = _checked(theta, phi, r), _weights(w)
        if not s >= 0.0:
            raise ValueError("s should be positive")
        _check_eps(eps)
        ier = self._fit(theta, phi, r, w, float(s), eps, None)
        if ier not in (0, -1, -2):
            raise ValueError(MESSAGES.get(ier, f"ier={ier}"))


class LSQSphereBivariateSpline(SphereBivariateSpline):
    """The spline of least squares with inner knots `tt` and `tp`."""

    def __init__(self, theta, phi, r, tt, tp, w=None, eps=1e-16):
        theta, phi, r = _checked(theta, phi, r)
        tt, tp = np.asarray(tt), np.asarray(tp)
        if not (np.all(0.0 < tt) and np.all(tt < np.pi)):
            raise ValueError("tt should be between (0, pi)")
        if not (np.all(0.0 < tp) and np.all(tp < 2 * np.pi)):
            raise ValueError("tp should be between (0, 2pi)")
        w = _weights(w)
        _check_eps(eps)
        self._fit(theta, phi, r, w, 0.0, eps, (tt, tp))
