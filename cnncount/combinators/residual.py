"""residual: a body, and a shortcut past it, added."""

from __future__ import annotations

from typing import ClassVar, Literal

from cnncount.layers.base import Layer
from cnncount.layers.convolution.conv import Conv
from cnncount.layers.join.add import Add
from cnncount.layers.reshape.padded_identity import PaddedIdentity
from cnncount.messages import text
from cnncount.network.combinator import Combinator
from cnncount.network.origin import last_place
from cnncount.network.scope import Scope, State, Walked
from cnncount.network.tree import Group, Repeat
from cnncount.network.walk import Walk
from cnncount.network.writing import SpecWriter, Written
from cnncount.registry import Steps
from cnncount.shapes import Shape, shape_text
from cnncount.spec.terms import Term

_OPTIONS = {"A": "zero_pad", "B": "projection", "C": "always_projection"}


class Residual(Combinator):
    """y = body(x) + shortcut(x).

    Its `form` is that of the addition.

    Attributes:
        body: the layers of the residual branch.
        shortcut: what the input goes through. `identity`: nothing. Where the body changes the
            shape, `zero_pad` (or A) takes every stride-th position and pads with zero channels,
            without parameters; `projection` (or B) is a 1×1 convolution; `always_projection` (or C)
            has one even where the shape stays. Or a list of layers.
        projection: the layers of the projection, where it is more than a 1×1 convolution without
            bias.

    Source of the options: He, Zhang, Ren, Sun 2015, Deep Residual Learning, section 4.1.
    """

    kind = "residual"
    nested: ClassVar[dict[str, Literal["steps", "branches"]]] = {
        "body": "steps",
        "shortcut": "steps",
        "projection": "steps",
    }

    body: Steps
    shortcut: (
        Literal["identity", "zero_pad", "projection", "always_projection", "A", "B", "C"] | Steps
    ) = "identity"
    projection: Steps | None = None

    def walk(
        self, walk: Walk, term: Term, name: str, state: State, scope: Scope
    ) -> tuple[Repeat | None, State]:
        """Walk the body, then the shortcut that its output asks for, and add."""
        inside = scope.group(state, name)
        body, end = walk.steps(self.body, state, inside)
        shortcut, past = self._shortcut(walk, term, state, end, inside)
        if end.shape is None or past.shape is None:
            return None, past if end.shape is None else end
        if len(end.shape) != len(past.shape) and not all(map(walk.problems.is_sound, self.body)):
            return None, past
        if end.shape != past.shape:
            self._mismatch(walk, term, body, end.shape, shortcut, past.shape)
            return None, end
        join, out = walk.join(Add(form=self.form), [end, past], term, inside)
        if out.shape is None:
            return None, out
        parts = {"body": body, "shortcut": shortcut}
        group = Group(
            name, self.kind, parts, out.shape, out.receptive_field, out.number, self, join
        )
        return Repeat(group, state.receptive_field), out

    def written(self, group: Group, common: Written, write: SpecWriter) -> list[Written]:
        """The body, and the layers that the shortcut was found to have."""
        body = write.steps(group.parts["body"])
        shortcuts = [write.own_list(child) for child in group.parts["shortcut"]]
        shortcut = {"shortcut": shortcuts[0]} if shortcuts else {}
        body += write.before_join(group.join)
        return [{self.kind: common | shortcut | {"body": body}}]

    def _shortcut(self, walk: Walk, term: Term, state: State, end: State, scope: Scope) -> Walked:
        layers = self._way(state.shape, end.shape)
        if layers is None and end.shape is None and self.shortcut != "identity":
            return (), state.unknown()
        if layers is None:
            return (), state
        inside = scope.named("shortcut", state)
        if isinstance(layers, tuple):
            children, out = walk.steps(layers, state, inside)
        else:
            child, out = walk.layer(layers, inside.names.of_layer(layers.kind), [state], term)
            children = (child,) if child else ()
        if out.shape is None:
            return (), out
        parts = {"layers": children}
        group = Group(inside.name, "stage", parts, out.shape, out.receptive_field, out.number)
        return (Repeat(group, state.receptive_field),), out

    def _way(self, x: Shape | None, out: Shape | None) -> Steps | Layer | None:
        """What the shortcut is made of where the body takes x to out; None for the identity."""
        if isinstance(self.shortcut, tuple):
            return self.shortcut
        option = _OPTIONS.get(self.shortcut, self.shortcut)
        if x is None or out is None or len(x) != len(out) or option == "identity":
            return None
        if x == out and option != "always_projection":
            return None
        if option == "zero_pad":
            return PaddedIdentity(out=out[0], stride=_stride(x, out))
        if self.projection is not None:
            return self.projection
        return Conv(out=out[0], kernel=1, stride=_stride(x, out), bias=False)

    def _mismatch(
        self,
        walk: Walk,
        term: Term,
        body: tuple[Repeat, ...],
        body_out: Shape,
        shortcut: tuple[Repeat, ...],
        past: Shape,
    ) -> None:
        shapes = {"body": shape_text(body_out), "shortcut": shape_text(past)}
        layers, identity = text("residual-shapes", **shapes), text("residual-identity", **shapes)
        message = layers if shortcut else identity
        ends = [(text("body-ends"), body), (text("shortcut-ends"), shortcut)]
        places = [(note, last_place(children)) for note, children in ends]
        walk.problems.report(term, message, also=[(note, place) for note, place in places if place])


def _stride(x: Shape, out: Shape) -> list[int]:
    """The stride by which a 1×1 window takes x to the size of out."""
    return [-(-i // o) for i, o in zip(x[1:], out[1:], strict=True)]
