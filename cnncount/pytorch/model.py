"""A PyTorch model out of a counted network."""

from __future__ import annotations

from torch import Tensor, nn

from cnncount.network.dataflow import dataflow
from cnncount.network.tree import Group
from cnncount.pytorch.builders import build
from cnncount.pytorch.names import module_names


class Model(nn.Module):
    """A network as a PyTorch model: at each layer's path, a module with that layer's parameters.

    Its forward pass runs the layers in the order of the data and is the same for any input, so that
    it can be traced (`torch.fx`, `torch.jit`). The groups are modules only to hold the layers.

    Args:
        network: the counted network; the batch that it was counted for does not matter.

    Attributes:
        names: each layer's name as a module, by its path: the path itself, but for words that
            Python or PyTorch needs (`module_names`).
        layers_by_path: each layer's module.
    """

    def __init__(self, network: Group) -> None:
        super().__init__()
        flow = dataflow(network)
        self._outputs = flow.outputs
        self._takes = [operation.takes for operation in flow.operations]
        self._spent = flow.spent
        self.layers_by_path: dict[str, nn.Module] = {}
        self.names: dict[str, str] = {}
        self.names |= module_names((each.path for each in flow.operations), own=dir(self))
        for operation in flow.operations:
            module = build(operation.leaf)
            _put(self, self.names[operation.path].split("."), module)
            self.layers_by_path[operation.path] = module

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, ...]:
        """(N, *input) to (N, *output); where data is left that no layer takes, to that too."""
        data = {0: x}
        steps = zip(self.layers_by_path.values(), self._takes, self._spent, strict=True)
        for number, (module, takes, spent) in enumerate(steps, start=1):
            data[number] = module(*(data[taken] for taken in takes))
            for done in spent:
                del data[done]
        outputs = tuple(data[number] for number in self._outputs)
        return outputs if len(outputs) > 1 else outputs[0]


def _put(model: nn.Module, path: list[str], module: nn.Module) -> None:
    """Place a module at a path, under modules that only hold others."""
    *groups, own = path
    for name in groups:
        if not hasattr(model, name):
            model.add_module(name, nn.Module())
        model = model.get_submodule(name)
    model.add_module(own, module)
