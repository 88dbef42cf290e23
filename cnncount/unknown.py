"""A value that cannot be computed because something before it is wrong."""


class Unknown:
    """The type of a value that is not known: its source is wrong, or is not evaluated yet.

    It causes no further problems. Whatever depends on it is unknown too.
    """


UNKNOWN = Unknown()
"""A value whose problem is reported already."""
