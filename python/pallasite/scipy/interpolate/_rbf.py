"""``Rbf``: the older interpolant by radial basis functions."""
import pallasite.numpy as np
from pallasite import _core

_OTHER_NAMES = {
    "inverse": "inverse_multiquadric", "inverse multiquadric": "inverse_multiquadric", "thin-plate": "thin_plate",
}


class Rbf:
    """A sum of radial functions around points: ``Rbf(x, y, ..., values, function="multiquadric", ...)``.

    Keywords are `function` (a name or a callable of the distance), `epsilon`, `smooth`, `norm` (``"euclidean"`` or a
    callable of two points) and `mode` (``"1-D"``, or ``"N-D"`` for several values a point).
    """

    def __init__(self, *args, **kwargs):
        self.xi = np.asarray([np.asarray(a, dtype=float).flatten() for a in args[:-1]])
        self.N = self.xi.shape[-1]
        self.mode = kwargs.pop("mode", "1-D")
        if self.mode not in ("1-D", "N-D"):
            raise ValueError("Mode has to be 1-D or N-D.")
        self.di = np.asarray(args[-1])
        self.di = self.di.flatten() if self.mode == "1-D" else self.di
        self._target_dim = 1 if self.mode == "1-D" else self.di.shape[-1]
        if not all(x.size == self.di.shape[0] for x in self.xi):
            raise ValueError("All arrays must be equal length.")
        self.norm = kwargs.pop("norm", "euclidean")
        self.epsilon = kwargs.pop("epsilon", None)
        if self.epsilon is None:
            self.epsilon = self._mean_distance()
        self.smooth = kwargs.pop("smooth", 0.0)
        self.function = kwargs.pop("function", "multiquadric")
        for name, value in kwargs.items():
            setattr(self, name, value)
        self.nodes = np.linalg.solve(self.A, self.di)

    def _mean_distance(self):
        """The mean distance of nodes in a box around them."""
        edges = np.amax(self.xi, axis=1) - np.amin(self.xi, axis=1)
        edges = edges[np.nonzero(edges)]
        return np.power(np.prod(edges) / self.N, 1.0 / edges.size)

    @property
    def A(self):
        """The matrix of the equations for the weights."""
        return self._init_function(self._call_norm(self.xi, self.xi)) - np.eye(self.N) * self.smooth

    def _init_function(self, r):
        if isinstance(self.function, str):
            name = self.function.lower()
            self.function = _OTHER_NAMES.get(name, name)
            self._function = lambda r: _core._radial(self.function, r, self.epsilon)
        elif callable(self.function):
            self._function = self._of_callable()
        values = self._function(r)
        if values.shape != r.shape:
            raise ValueError("Callable must take array and return array of the same shape")
        return values

    def _of_callable(self):
        """The function of the distance alone; one of two arguments gets this object as well."""
        function = self.function
        is_function = hasattr(function, "__code__")
        code = function.__code__ if is_function else function.__call__.__func__.__code__
        if is_function and code.co_argcount == 1:
            return function
        if code.co_argcount == 2:
            return function.__get__(self, Rbf) if is_function else function
        raise ValueError("Function argument must take 1 or 2 arguments.")

    def _call_norm(self, x1, x2):
        """The distances of all pairs of points, which are columns."""
        if isinstance(self.norm, str):
            if self.norm != "euclidean":
                raise NotImplementedError(f"norm={self.norm!r}: pass a callable, or 'euclidean'")
            return _core._distances(x1, x2)
        return np.asarray([[self.norm(a, b) for b in x2.T] for a in x1.T])

    def __call__(self, *args):
        """The values at points, whose coordinates are separate arrays."""
        args = [np.asarray(x) for x in args]
        if not all(x.shape == args[0].shape for x in args):
            raise ValueError("Array lengths must be equal")
        shape = args[0].shape + ((self._target_dim,) if self._target_dim > 1 else ())
        points = np.asarray([a.flatten() for a in args], dtype=float)
        return np.dot(self._function(self._call_norm(points, self.xi)), self.nodes).reshape(shape)
