"""Conventions price layers: data files that say what a paper, a lecture or a tool counts."""

from cnncount.conventions.convention import PRIORS, Convention
from cnncount.conventions.library import convention, convention_names, names_convention

__all__ = ["PRIORS", "Convention", "convention", "convention_names", "names_convention"]
