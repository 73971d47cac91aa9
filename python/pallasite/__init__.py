"""The SciPy stack in Rust: ``pallasite.numpy``, ``pallasite.scipy``, ``pallasite.skimage``, ``pallasite.sklearn``.

Use the namespaces directly (``import pallasite.numpy as np``), or run a script that says
``import numpy as np`` unmodified with ``python -m pallasite script.py``.
"""


def load_ipython_extension(shell):
    """``%load_ext pallasite``: what the session imports from now on comes from pallasite."""
    from pallasite import launcher

    launcher.install()


def unload_ipython_extension(shell):
    """``%unload_ext pallasite``: imports give the real libraries again."""
    from pallasite import launcher

    launcher.uninstall()


def __getattr__(name):
    # The launcher must start without loading the extension, so this comes on demand.
    if name in ("get_num_threads", "num_threads", "set_num_threads"):
        from pallasite import threads

        return getattr(threads, name)
    raise AttributeError(f"module 'pallasite' has no attribute {name!r}")
