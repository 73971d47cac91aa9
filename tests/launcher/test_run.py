"""``python -m pallasite`` beside the interpreter itself: same output, same tracebacks, same exit code."""
import pytest

SHOW = """\
import sys, __main__
print(sys.argv, sys.path[0], __name__, __package__, __spec__ and __spec__.name)
print(globals().get("__file__"), __main__.__dict__ is globals(), type(__loader__).__name__)
print(sys.stdin.read() if "read" in sys.argv else "")
"""
PROGRAMS = {
    "show.py": SHOW,
    "package/__init__.py": "",
    "package/__main__.py": SHOW,
    "package/tool.py": "from . import helper\n" + SHOW,
    "package/helper.py": "print('helper', __name__)\n",
    "app/__main__.py": SHOW,
    "fails.py": "def f():\n    return 1 / 0\n\n\nf()\n",
    "chain.py": "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e\n",
    "syntax.py": "x = 1\nif x\n",
    "imports_bad.py": "import syntax\n",
    "missing.py": "import there_is_no_such_module\n",
    "exits.py": "import sys, atexit\natexit.register(print, 'bye')\nsys.exit(int(sys.argv[1]))\n",
    "says.py": "raise SystemExit('a message')\n",
    "interrupted.py": "raise KeyboardInterrupt\n",
    "encoded.py": "# -*- coding: utf-8 -*-\nprint('\\u00e9'.encode())\n",
    "hooked.py": "import sys\nsys.excepthook = lambda *a: print('hook', a[0].__name__)\n1 / 0\n",
    "pickles.py": "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))))\n",
}
COMMANDS = [
    ["show.py", "a", "--strict", "-m"],
    ["./package/../show.py"],
    ["-m", "package", "x"],
    ["-m", "package.tool", "-x", "--legacy"],
    ["-mpackage"],
    ["-m", "there_is_none"],
    ["app", "y"],
    ["-c", SHOW, "a", "-c"],
    ["-c", "def f():\n  1/0\nf()"],
    ["fails.py"],
    ["-m", "fails"],
    ["chain.py"],
    ["syntax.py"],
    ["imports_bad.py"],
    ["missing.py"],
    ["exits.py", "0"],
    ["exits.py", "3"],
    ["says.py"],
    ["interrupted.py"],
    ["encoded.py"],
    ["hooked.py"],
    ["pickles.py"],
    ["no_such_file.py"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words)[:30])
def test_like_the_interpreter(folder, words):
    for name, text in PROGRAMS.items():
        folder.write(name, text)
    expected, got = folder.python(*words), folder.pallasite(*words)
    assert (got.stdout, got.stderr, got.returncode) == (expected.stdout, expected.stderr, expected.returncode)


@pytest.mark.parametrize("words", [["-", "a", "b"], []])
def test_standard_input(folder, words):
    program = SHOW + "1 / 0\n"
    expected, got = folder.python(*words, stdin=program), folder.pallasite(*words, stdin=program)
    assert (got.stdout, got.stderr, got.returncode) == (expected.stdout, expected.stderr, expected.returncode)


def test_help_and_unknown_option(folder):
    assert folder.pallasite("--help").stdout.startswith("usage: python -m pallasite")
    unknown = folder.pallasite("--quick", "show.py")
    assert unknown.returncode != 0 and "unknown option: --quick" in unknown.stderr
