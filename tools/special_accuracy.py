"""Relative errors of `pallasite-special` and of SciPy beside mpmath, on the same points.

    python tools/special_accuracy.py [--points 1000] [--profile release] [--write] [name ...]

Builds the example `evaluate` of the crate; needs mpmath and SciPy. `--write` puts the table into docs/accuracy.md.
"""
import argparse
import subprocess
from pathlib import Path

import mpmath as mp
import scipy
from special_reference import CASES, peer, points, reference

ROOT = Path(__file__).resolve().parent.parent
EVALUATE = ["cargo", "run", "--quiet", "--offline", "-p", "pallasite-special", "--example", "evaluate", "--profile"]
SECTION = "## Special functions"
SHORT = """
Not in the table: orders of Bessel functions above 200, parameters of the incomplete beta function above a million (its
continued fraction takes as many steps as their square root), and `hyp2f1` near one where `c - a - b` is whole (a slow series).

Complex arguments, errors relative to the modulus at 400 points up to 25 in size: `erf`, `erfc`, `wofz` 8e-16 (SciPy 1e-13), `dawsn`
3.5e-15 (7e-14), `digamma` 1.6e-15 (5e-15). `hyp2f1` with parameters `(8.25, 2.25, -3.5)`, `(16.25, 4.25, 2.5)` and
`(1.5, 8.5, -3.9)` in the disc of radius 1.4: 8e-15, where SciPy is off by factors of up to 2.6e5. `hyperu`: half of 500 points
within 4e-16, the worst 6e-14; one of eight of SciPy's is wrong in the ninth digit or earlier.
"""


def ours(name, grid, profile):
    """The crate's values at the points of `grid`."""
    lines = "\n".join(" ".join([name, *map(repr, point)]) for point in grid)
    answer = subprocess.run([*EVALUATE, profile], cwd=ROOT, input=lines, capture_output=True, text=True, check=True)
    return [float(word) for word in answer.stdout.split()]


def peers(name, grid):
    """SciPy's values at the points of `grid`."""
    function = peer(name.partition("[")[0])
    index = name.rstrip("]").partition("[")[2]
    whole_first = name in WHOLE_FIRST
    values = [function(int(p[0]), *p[1:]) if whole_first else function(*p) for p in grid]
    return [float(value[int(index)] if index else value) for value in values]


WHOLE_FIRST = {"polygamma", "expn", "yn", "kn", "smirnov"} | {name for name in CASES if name.startswith("eval_")}


def error(found, exact):
    """The relative error, infinite where the value is not even finite."""
    if not mp.isfinite(found):
        return mp.inf
    return abs((mp.mpf(found) - exact) / exact)


def measure(name, count, profile):
    """Worst point and errors, sorted, of both libraries."""
    grid = points(name, count)
    theirs, mine = peers(name, grid), ours(name, grid, profile)
    exact = [reference(name, point, start) for point, start in zip(grid, theirs)]
    kept = [i for i, value in enumerate(exact) if mp.isfinite(value) and 1e-300 < abs(value) < 1e300]
    mine = sorted((float(error(mine[i], exact[i])), grid[i]) for i in kept)
    theirs = sorted((float(error(theirs[i], exact[i])), grid[i]) for i in kept)
    return mine, theirs


def row(name, mine, theirs):
    rank = max(0, int(0.999 * len(mine)) - 1)
    cells = [mine[-1][0], theirs[-1][0], mine[rank][0], theirs[rank][0]]
    return f"| `{name}` | " + " | ".join(f"{cell:.1e}" for cell in cells) + f" | {len(mine)} |"


def write(rows):
    """Replaces the section of docs/accuracy.md, keeping what surrounds it."""
    path = ROOT / "docs/accuracy.md"
    text = path.read_text() if path.exists() else "# Accuracy\n\n"
    before, _, rest = text.partition(SECTION)
    after = rest[rest.index("\n## "):].lstrip("\n") if "\n## " in rest else ""
    head = (f"{SECTION}\nRelative errors beside mpmath on the same random points (`tools/special_accuracy.py`), SciPy "
            f"{scipy.__version__}.\n\n| function | worst | worst, SciPy | 99.9 % | 99.9 %, SciPy | points |\n"
            "| --- | --- | --- | --- | --- | --- |\n")
    path.write_text(before + head + "\n".join(rows) + "\n" + SHORT + "\n" + after)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--profile", default="release")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    rows = []
    for name in options.names or CASES:
        mine, theirs = measure(name, options.points, options.profile)
        rows.append(row(name, mine, theirs))
        worse = "" if mine[-1][0] <= max(theirs[-1][0], 4.5e-16) else f"  at {mine[-1][1]}"
        print(rows[-1] + worse, flush=True)
    if options.write:
        write(rows)


if __name__ == "__main__":
    main()
