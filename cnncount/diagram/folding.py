"""Small layers join the box before them, and neighbouring repetitions that are alike become one."""

from __future__ import annotations

from dataclasses import replace

from cnncount.diagram.parts import Block, Box, Frame, Parallel, Run

_FUSED = {"normalization", "activation"}
"""Families that are drawn in the box of the layer before them."""


def append(run: list[Block], block: Block) -> None:
    """Add a block; it may become a part of the one before it."""
    last = run[-1] if run else None
    if not block.follows or (isinstance(block, Box) and block.named):
        run.append(block)
    elif isinstance(block, Box) and isinstance(last, Box) and block.family in _FUSED:
        run[-1] = _followed(last, block)
    elif isinstance(block, Box) and isinstance(last, Parallel) and block.family in _FUSED:
        run[-1] = replace(last, join=_followed(last.join, block))
    elif isinstance(block, Box) and isinstance(last, Box) and last.family in _FUSED:
        before = (last.kind, *last.after)
        fused = replace(
            block,
            before=before,
            paths=last.paths + block.paths,
            inputs=last.inputs,
            named=last.named,
            follows=last.follows,
        )
        run[-1] = _sum(fused, last)
    elif isinstance(block, Frame) and isinstance(last, Frame) and _alike(last, block):
        run[-1] = _folded(last, block)
    else:
        run.append(block)


def _followed(box: Box, next_one: Box) -> Box:
    """A box with the small layer that follows it."""
    after, paths = (*box.after, next_one.kind), box.paths + next_one.paths
    return _sum(replace(box, after=after, paths=paths, out=next_one.out), next_one)


def _sum(one: Box, other: Box) -> Box:
    return replace(one, params=one.params + other.params, flops=one.flops + other.flops)


def _folded(one: Frame, other: Frame) -> Frame:
    """Two similar frames as one, with the costs of both in its boxes."""
    assert one.channels is not None and other.channels is not None
    channels = (one.channels[0], other.channels[1])
    times = one.times + other.times
    return Frame(one.title, _sums(one.body, other.body), one.inputs, other.out, times, channels)


def _sums(one: Run, other: Run) -> Run:
    """The first of two runs of one skeleton, with the costs of both."""
    summed: list[Block] = []
    for mine, theirs in zip(one, other, strict=True):
        match mine, theirs:
            case Box(), Box():
                summed.append(_sum(mine, theirs))
            case Frame(), Frame():
                summed.append(replace(mine, body=_sums(mine.body, theirs.body)))
            case Parallel(), Parallel():
                pairs = zip(mine.branches, theirs.branches, strict=True)
                branches = tuple(_sums(*pair) for pair in pairs)
                summed.append(Parallel(branches, _sum(mine.join, theirs.join)))
            case _:
                raise AssertionError("the runs have different skeletons")
    return tuple(summed)


def _alike(one: Frame, other: Frame) -> bool:
    """Whether two neighbouring repetitions differ in sizes alone."""
    return one.channels is not None and _skeleton(one.body) == _skeleton(other.body)


def _skeleton(run: Run) -> tuple[object, ...]:
    """The kinds of a run without their sizes."""
    parts: list[object] = []
    for block in run:
        match block:
            case Box():
                parts.append((block.kind, block.before, block.after))
            case Frame():
                parts.append((block.times, _skeleton(block.body)))
            case Parallel():
                parts.append((block.join.kind, *map(_skeleton, block.branches)))
    return tuple(parts)
