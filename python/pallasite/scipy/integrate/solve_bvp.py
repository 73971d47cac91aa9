"""``solve_bvp``: the result object around the Rust function, and what it prints."""
from sys import float_info
from warnings import warn

from pallasite import _core
from pallasite.scipy.interpolate import PPoly
from pallasite.scipy.optimize import OptimizeResult

_ENDS = {
    0: "Solved in {niter} iterations, number of nodes {nodes}. \n",
    1: "Number of nodes is exceeded after iteration {niter}. \n",
    2: "Singular Jacobian encountered when solving the collocation system on iteration {niter}. \n",
    3: "The solver was unable to satisfy boundary conditions tolerance on iteration {niter}. \n",
}
_RESIDUALS = "Maximum relative residual: {residual:.2e} \nMaximum boundary residual: {bc_residual:.2e}"


class BVPResult(OptimizeResult):
    """The solution of a boundary value problem."""


class _Watch:
    """Prints rounds, and remembers the residuals of the last."""

    def __init__(self, verbose):
        self.verbose = verbose
        self.residual = self.bc_residual = float("nan")
        if verbose == 2:
            names = "Iteration", "Max residual", "Max BC residual", "Total nodes", "Nodes added"
            print("".join(f"{name:^15}" for name in names))

    def __call__(self, iteration, residual, bc_residual, nodes, added, too_many):
        self.residual, self.bc_residual = residual, bc_residual
        if self.verbose == 2:
            added = f"({added})" if too_many else added
            print(f"{iteration:^15}{residual:^15.2e}{bc_residual:^15.2e}{nodes:^15}{added:^15}")

    def end(self, found):
        """Says how it ended."""
        print((_ENDS[found["status"]] + _RESIDUALS).format(
            niter=found["niter"], nodes=len(found["x"]), residual=self.residual, bc_residual=self.bc_residual
        ))


def solve_bvp(fun, bc, x, y, p=None, S=None, fun_jac=None, bc_jac=None, tol=1e-3, max_nodes=1000, verbose=0,
              bc_tol=None):
    """Solves ``dy / dx = fun(x, y, p) + S @ y / (x - a)``, ``bc(y(a), y(b), p) = 0`` for ``y`` and parameters ``p``.

    `x` is a first mesh, `y` of shape (n, m) a guess on it, `p` one of the parameters; `fun` gets all nodes at once.
    See SciPy's documentation of `solve_bvp`.
    """
    lowest = 100 * float_info.epsilon
    if tol < lowest:
        warn(f"`tol` is too low, setting to {lowest:.2e}", stacklevel=2)
        tol = lowest
    if verbose not in [0, 1, 2]:
        raise ValueError("`verbose` must be in [0, 1, 2].")
    watch = _Watch(verbose) if verbose else None
    found = _core._solve_bvp(fun, bc, x, y, p, S, fun_jac, bc_jac, tol, max_nodes, bc_tol, watch)
    if watch:
        watch.end(found)
    sol = PPoly.construct_fast(found.pop("pieces"), found["x"], True, 1)
    return BVPResult(sol=sol, **found)
