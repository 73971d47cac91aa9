"""The values of ``copy=`` under the names that NumPy gives them."""


class _CopyMode:
    """What `copy` says: always, never, or only if needed."""

    ALWAYS, NEVER, IF_NEEDED = True, False, None
