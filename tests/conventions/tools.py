"""Counting tools behind one signature: what each counts for a model on an input."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import torch

Counter = Callable[[Any, Any], int]


def fvcore(model: Any, x: Any) -> int:
    from fvcore.nn import FlopCountAnalysis

    analysis = FlopCountAnalysis(model, x)
    analysis.unsupported_ops_warnings(False).uncalled_modules_warnings(False)
    return int(analysis.total())


def torch_flop_counter(model: Any, x: Any) -> int:
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter:
        model(x)
    return counter.get_total_flops()


def torch_flop_counter_meta(model: Any, x: Any) -> int:
    return torch_flop_counter(model.to("meta"), x.to("meta"))


def thop(model: Any, x: Any) -> int:
    return int(importlib.import_module("thop").profile(model, (x,), verbose=False)[0])


def _ptflops(model: Any, x: Any, **options: Any) -> int:
    from ptflops import get_model_complexity_info

    macs, _ = get_model_complexity_info(
        model,
        tuple(x.shape[1:]),
        input_constructor=lambda shape: x,
        as_strings=False,
        print_per_layer_stat=False,
        **options,
    )
    return int(macs)


def ptflops_pytorch(model: Any, x: Any) -> int:
    return _ptflops(model, x)


def ptflops_pytorch_modules(model: Any, x: Any) -> int:
    return _ptflops(model, x, backend_specific_config={"count_functional": False})


def ptflops_aten(model: Any, x: Any) -> int:
    return _ptflops(model, x, backend="aten")


def torchinfo(model: Any, x: Any) -> int:
    from torchinfo import summary

    return int(summary(model, input_data=x, verbose=0).total_mult_adds)


def torchprofile(model: Any, x: Any) -> int:
    return int(importlib.import_module("torchprofile").profile_macs(model, x))


def _calflops(model: Any, x: Any) -> tuple[int, int]:
    from calflops import calculate_flops

    model.register_parameter(
        "unused", torch.nn.Parameter(torch.ones(1))
    )  # it needs one to find a device
    flops, macs, _ = calculate_flops(
        model, args=[x], print_results=False, print_detailed=False, output_as_string=False
    )
    return int(flops), int(macs)


def calflops(model: Any, x: Any) -> int:
    return _calflops(model, x)[0]


def calflops_macs(model: Any, x: Any) -> int:
    return _calflops(model, x)[1]


TOOLS: dict[str, Counter] = {
    counter.__name__: counter
    for counter in (
        fvcore,
        torch_flop_counter,
        torch_flop_counter_meta,
        thop,
        ptflops_pytorch,
        ptflops_pytorch_modules,
        ptflops_aten,
        torchinfo,
        torchprofile,
        calflops,
        calflops_macs,
    )
}
"""By the name of the convention that stands for the tool."""


def thop_layers(model: Any, x: Any) -> dict[str, int]:
    thop = importlib.import_module("thop")
    _, _, layers = thop.profile(model, (x,), verbose=False, ret_layer_info=True)
    return dict(_flat(layers))


def _flat(layers: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, int]]:
    for name, (operations, _, inner) in layers.items():
        yield f"{prefix}{name}", int(operations)
        yield from _flat(inner, f"{prefix}{name}.")


def torchinfo_layers(model: Any, x: Any) -> dict[str, int]:
    from torchinfo import summary

    names = {id(module): name for name, module in model.named_modules()}
    layers: dict[str, int] = {}
    for info in summary(model, input_data=x, verbose=0).summary_list:
        name = names[id(info.module)] if info.is_leaf_layer else ""
        while name:
            layers[name] = layers.get(name, 0) + int(info.macs)
            name = name.rpartition(".")[0]
    return layers


def ptflops_layers(model: Any, x: Any) -> dict[str, int]:
    """What its hooks count; what it counts of functions is of no layer."""
    from ptflops.pytorch_engine import add_flops_counting_methods

    counting = add_flops_counting_methods(model)
    counting.start_flops_count(ost=sys.stdout, verbose=False, ignore_list=[])
    counting(x)
    layers: dict[str, int] = {}
    for name, module in model.named_modules():
        own = int(getattr(module, "__flops__", 0))
        while name:
            layers[name] = layers.get(name, 0) + own
            name = name.rpartition(".")[0]
    counting.stop_flops_count()
    return layers


LAYERS: dict[str, Callable[[Any, Any], dict[str, int]]] = {
    "thop": thop_layers,
    "ptflops_pytorch_modules": ptflops_layers,
    "torchinfo": torchinfo_layers,
}
"""Those that report layers: what each counts at each module's path."""
