"""What layers are called as modules: their paths, but for words that are taken already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from keyword import iskeyword

from torch import fx, nn

_TAKEN = {*dir(nn.Module()), *dir(fx.GraphModule(nn.Module(), fx.Graph())), "self"}
"""What every module has as an attribute, and what the code that `torch.fx` writes needs."""


def module_names(paths: Iterable[str], own: Container[str] = ()) -> dict[str, str]:
    """Each layer's name as a module of the model, ``conv3_x.0.conv2``, by its path.

    A word that Python or PyTorch needs itself (`class`, `training`, `type`), or that is one of the
    model's `own` attributes, gets an underscore at its end, or as many as make it differ from the
    names beside it.
    """
    parts = {path: path.split(".") for path in paths}
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for words in parts.values():
        for depth, word in enumerate(words):
            beside[".".join(words[:depth])].add(word)
    chosen: dict[str, str] = {}

    def name(path: str, word: str) -> str:
        group = path[: -len(word)].removesuffix(".")
        if path not in chosen:
            free = word
            while _taken(free) or free in own or (free != word and free in beside[group]):
                free += "_"
            beside[group].add(free)
            chosen[path] = free
        return chosen[path]

    return {
        path: ".".join(name(".".join(words[: depth + 1]), word) for depth, word in enumerate(words))
        for path, words in parts.items()
    }


def _taken(word: str) -> bool:
    return word in _TAKEN or iskeyword(word)
