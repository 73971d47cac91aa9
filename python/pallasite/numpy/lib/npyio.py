"""``numpy.lib.npyio``."""

from pallasite.numpy._npyio import NpzFile as NpzFile
