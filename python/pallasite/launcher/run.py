"""Runs a script, a module, a string or standard input as ``__main__``, as the interpreter itself would."""
import importlib.machinery
import io
import os
import runpy
import sys
import types

_HERE = os.path.dirname(os.path.abspath(__file__))
_PACKAGE = os.path.dirname(_HERE)


def target(words):
    """Runs ``script.py ...``, ``-m module ...``, ``-c code ...`` or, without words or with ``-``, stdin."""
    first = words[0] if words else ""
    with _clean_tracebacks():
        if first.startswith("-m"):
            _module(*_attached(words))
        elif first.startswith("-c"):
            _code(*_attached(words))
        elif first in ("", "-"):
            _stdin(words or [""])
        elif os.path.isdir(first) or first.endswith((".zip", ".pyz")):
            _folder(words)
        else:
            _script(words)


def _attached(words):
    """The operand of ``-m`` or ``-c``, be it ``-m x`` or ``-mx``, and the arguments after it."""
    if len(words[0]) > 2:
        words = [words[0][:2], words[0][2:], *words[1:]]
    if len(words) < 2:
        sys.exit(f"Argument expected for the {words[0]} option")
    return words[1], words[2:]


def _module(name, arguments):
    _prepare(["-m", *arguments], os.getcwd())
    runpy._run_module_as_main(name)


def _code(text, arguments):
    main = _prepare(["-c", *arguments], "")
    exec(compile(text, "<string>", "exec"), main.__dict__)


def _stdin(words):
    main = _prepare(words, "")
    main.__file__ = "<stdin>"
    if sys.stdin.isatty():
        import code

        code.interact(local=main.__dict__, exitmsg="")
    else:
        exec(compile(sys.stdin.buffer.read(), "<stdin>", "exec"), main.__dict__)


def _folder(words):
    _prepare(words, os.path.join(os.getcwd(), words[0]))
    runpy._run_module_as_main("__main__", alter_argv=False)


def _script(words):
    path = os.path.join(os.getcwd(), words[0])
    try:
        with io.open_code(path) as file:
            source = file.read()
    except OSError as error:
        print(f"{sys.executable}: can't open file {path!r}: [Errno {error.errno}] {error.strerror}", file=sys.stderr)
        sys.exit(2)
    main = _prepare(words, os.path.dirname(os.path.realpath(path)))
    main.__file__, main.__cached__ = path, None
    main.__loader__ = importlib.machinery.SourceFileLoader("__main__", path)
    exec(compile(source, path, "exec"), main.__dict__)


def _prepare(argv, folder):
    """A fresh ``__main__``; `argv` and, in the place where ``python -m`` put its own, `folder`."""
    main = types.ModuleType("__main__")
    main.__dict__.update(__builtins__=sys.modules["builtins"], __annotations__={},
                         __loader__=importlib.machinery.BuiltinImporter)
    sys.modules["__main__"] = main
    sys.argv[:] = argv
    if not sys.flags.safe_path:
        sys.path[0] = folder
    return main


class _clean_tracebacks:
    """An exception that leaves the program is reported without the launcher's frames."""

    def __enter__(self):
        pass

    def __exit__(self, kind, error, traceback):
        if kind is None or issubclass(kind, SystemExit):
            return
        report = sys.excepthook

        def excepthook(kind, error, traceback):
            report(kind, error, _trim_chain(error).__traceback__)

        sys.excepthook = excepthook


def _trim_chain(error):
    seen, link = set(), error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        link.__traceback__ = _without_launcher(link.__traceback__)
        link = link.__cause__ or link.__context__
    return error


def _without_launcher(traceback):
    """The frames after the launcher's own, and none of those that it adds to an import."""
    frames = []
    while traceback is not None:
        if _is_ours(traceback) and traceback.tb_frame.f_code.co_filename in _STARTERS:
            frames.clear()
        elif not _is_ours(traceback):
            frames.append(traceback)
        traceback = traceback.tb_next
    for frame, following in zip(frames, [*frames[1:], None]):
        frame.tb_next = following
    return frames[0] if frames else None


_STARTERS = {__file__, os.path.join(_PACKAGE, "__main__.py"), os.path.join(_HERE, "command.py")}


def _is_ours(traceback):
    return os.path.dirname(traceback.tb_frame.f_code.co_filename) in (_HERE, _PACKAGE)
