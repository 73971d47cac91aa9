"""Who imports decides what is imported."""
import pytest

from tests.launcher.conftest import output

OURS = "pallasite.numpy"
FORMS = [
    "import numpy; m = numpy",
    "import numpy as m",
    "import numpy.random as r; import numpy as m; assert m.random is r",
    "from numpy import array; m = array([1])",
    "from numpy import *; m = array([1])",
    "import numpy.linalg; m = numpy.linalg",
    "from numpy import linalg as m",
    "from numpy.linalg import inv; import numpy as np; assert inv is np.linalg.inv; m = np",
    "m = __import__('numpy')",
    "import importlib; m = importlib.import_module('numpy.random')",
    "from importlib import import_module; m = import_module('numpy')",
    "d = {}; exec('import numpy as m', d); m = d['m']",
    "import helper; m = helper.np",
    "import scipy.optimize as m",
    "from scipy import optimize as m",
    "from scipy.optimize import curve_fit; import scipy.optimize as m; assert m.curve_fit is curve_fit",
]


@pytest.mark.parametrize("form", FORMS)
def test_user_files_get_pallasite(folder, form):
    folder.write("helper.py", "import numpy as np\n")
    folder.write("script.py", f"{form}\nprint(getattr(m, '__name__', None) or type(m).__module__)\n")
    assert output(folder.pallasite("--strict", "script.py")).startswith("pallasite.")


def test_installed_libraries_keep_the_real_one(folder):
    folder.write("lib/site-packages/tool.py", "import numpy\n")
    folder.write("script.py", "import sys; sys.path.append('lib/site-packages')\n"
                 "import numpy as np, tool, matplotlib.cbook as cbook\n"
                 "print(np.__name__, tool.numpy.__name__, cbook.np.__name__, sys.modules['numpy'] is tool.numpy)\n")
    assert output(folder.pallasite("script.py")) == f"{OURS} numpy numpy True"


def test_strict_does_not_load_the_real_library(folder):
    program = "import sys, numpy as np; np.arange(3) + 1; print('numpy' in sys.modules)"
    assert output(folder.pallasite("--strict", "-c", program)) == "False"


def test_a_module_run_by_name_is_the_users(folder):
    words = ["-m", "timeit", "-n1", "-r1", "-s", "import numpy as np", "print(np.__name__)"]
    assert output(folder.pallasite(*words)).startswith(OURS)


def test_c_code_gets_the_real_library(folder):
    program = ("import pickle, subprocess, sys\n"
               "data = subprocess.check_output([sys.executable, '-I', '-c', "
               "'import numpy, pickle, sys; sys.stdout.buffer.write(pickle.dumps(numpy.arange(3)))'])\n"
               "print(type(pickle.loads(data)).__module__)\n")
    assert output(folder.pallasite("-c", program)) == "numpy"


def test_children_inherit(folder):
    child = "import subprocess, sys; print(subprocess.check_output([sys.executable, '-c', " \
            "'import numpy, sys; print(numpy.__name__, sys.path[0])'], text=True))"
    assert output(folder.pallasite("-c", child)) == OURS


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_multiprocessing_workers_inherit(folder, method):
    folder.write("script.py", f"""\
import multiprocessing
import numpy as np

def work(n):
    return np.__name__, float(np.arange(n).sum())

if __name__ == "__main__":
    with multiprocessing.get_context({method!r}).Pool(2) as pool:
        print(pool.map(work, [3, 4]))
""")
    assert output(folder.pallasite("--strict", "script.py")) == f"[('{OURS}', 3.0), ('{OURS}', 6.0)]"


def test_an_existing_sitecustomize_still_runs(folder):
    folder.write("site/sitecustomize.py", "print('mine')\n")
    child = "import os, subprocess, sys; os.environ['PYTHONPATH'] += os.pathsep + 'site'; " \
            "print(subprocess.check_output([sys.executable, '-c', 'import numpy; print(numpy.__name__)'], text=True))"
    assert output(folder.pallasite("-c", child)).split() == ["mine", OURS]


def test_ipython_extension(folder):
    pytest.importorskip("IPython")
    session = "%load_ext pallasite\nimport numpy as np\nprint(np.__name__)\n%unload_ext pallasite\n" \
              "import numpy as np\nprint(np.__name__)\n"
    folder.write("session.ipy", session)
    assert output(folder.python("-m", "IPython", "--quick", "--no-banner", "session.ipy")).split() == [OURS, "numpy"]


def test_matplotlib_draws(folder):
    folder.write("script.py", """\
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
x = np.linspace(0, 1, 50)
figure, axes = plt.subplots(2, 2)
axes[0, 0].plot(x, np.sin(x)); axes[0, 0].errorbar(x, x, yerr=x)
axes[0, 1].imshow(np.zeros((5, 5))); axes[0, 1].contour(np.arange(25.0).reshape(5, 5))
axes[1, 0].hist(x, bins=5); axes[1, 0].fill_between(x, x, 2 * x)
axes[1, 1].scatter(x, x, c=x); axes[1, 1].bar(np.arange(3), np.arange(3))
figure.savefig("figure.png")
""")
    output(folder.pallasite("--strict", "script.py"))
    assert (folder.path / "figure.png").stat().st_size > 5000
