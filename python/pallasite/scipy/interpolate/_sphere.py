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

INVALID_GRID = """
ERROR: on entry, the input data are controlled on validity
       the following restrictions must be satisfied.
          -1<=iopt(1)<=1, 0<=iopt(2)<=1, 0<=iopt(3)<=1,
          -1<=ider(1)<=1, 0<=ider(2)<=1, ider(2)=0 if iopt(2)=0.
          -1<=ider(3)<=1, 0<=ider(4)<=1, ider(4)=0 if iopt(3)=0.
          mu >= mumin (see above), mv >= 4, nuest >=8, nvest >= 8,
          kwrk>=5+mu+mv+nuest+nvest,
          lwrk >= 12+nuest*(mv+nvest+3)+nvest*24+4*mu+8*mv+max(nuest,mv+nvest)
          0< u(i-1)<u(i)< pi,i=2,..,mu,
          -pi<=v(1)< pi, v(1)<v(i-1)<v(i)<v(1)+2*pi, i=3,...,mv
          if iopt(1)=-1: 8<=nu<=min(nuest,mu+6+iopt(2)+iopt(3))
                         0<tu(5)<tu(6)<...<tu(nu-4)< pi
                         8<=nv<=min(nvest,mv+7)
                         v(1)<tv(5)<tv(6)<...<tv(nv-4)<v(1)+2*pi
                         the schoenberg-whitney conditions, i.e. there must be
                         subset of grid coordinates uu(p) and vv(q) such that
                            tu(p) < uu(p) < tu(p+4) ,p=1,...,nu-4
                            (iopt(2)=1 and iopt(3)=1 also count for a uu-value
                            tv(q) < vv(q) < tv(q+4) ,q=1,...,nv-4
                            (vv(q) is either a value v(j) or v(j)+2*pi)
          if iopt(1)>=0: s>=0
          if s=0: nuest>=mu+6+iopt(2)+iopt(3), nvest>=mv+7
       if one of these conditions is found to be violated,control is
       immediately repassed to the calling program. in that case there is no
       approximation returned."""


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


def _pair(value, kinds):
    """What holds for both poles when it is not given for each."""
    return (value, value) if isinstance(value, kinds) else value


class RectSphereBivariateSpline(SphereBivariateSpline):
    """The smoothest spline whose sum of squared residuals at the points of a grid is at most `s`.

    Colatitudes `u` lie between the poles, longitudes `v` within one turn. What is known of the poles is given for both
    or for each: `pole_continuity` asks for a tangent plane, `pole_values` are values, which are data unless
    `pole_exact`, and `pole_flat` makes the tangent plane level.
    """

    def __init__(self, u, v, r, s=0.0, pole_continuity=False, pole_values=None, pole_exact=False, pole_flat=False):
        north, south = (None, None) if pole_values is None else _pair(pole_values, (float, np.float32, np.float64))
        smooth, exact, flat = (_pair(flag, bool) for flag in (pole_continuity, pole_exact, pole_flat))
        u, v, r = np.ravel(u), np.ravel(v), np.asarray(r)
        _check_grid(u, v, r)
        if any(smooth[end] is False and flat[end] is True for end in (0, 1)):
            raise ValueError("if pole_continuity is False, so must be pole_flat")
        if not s >= 0.0:
            raise ValueError("s should be positive")
        known = zip((north, south), exact, smooth, flat)
        poles = [(value, *map(bool, flags)) for value, *flags in known]
        try:
            _, tu, tv, c, self.fp, ier = _core._fit_sphere_grid(u, v, r, poles, float(s))
        except ValueError as e:
            raise ValueError(INVALID_GRID) from e
        if ier not in (0, -1, -2):
            raise ValueError(MESSAGES.get(ier, f"ier={ier}"))
        self.tck, self.degrees, self.v0 = (tu, tv, c), (3, 3), v[0]


def _check_grid(u, v, r):
    if not (0.0 < u[0] and u[-1] < np.pi):
        raise ValueError("u should be between (0, pi)")
    if not -np.pi <= v[0] < np.pi:
        raise ValueError("v[0] should be between [-pi, pi)")
    if not v[-1] <= v[0] + 2 * np.pi:
        raise ValueError("v[-1] should be v[0] + 2pi or less ")
    for name, points, size in (("u", u, r.shape[0]), ("v", v, r.shape[1])):
        if not np.all(np.diff(points) > 0.0):
            raise ValueError(f"{name} must be strictly increasing")
        if points.size != size:
            raise ValueError(f"{name} dimension of r must have same number of elements as {name}")
