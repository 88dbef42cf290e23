"""Keras's layers and models as TensorFlow's profiler counts them, for `make witness`.

Runs in .venv-keras, and writes keras.json. Names of networks count those alone again; --missing
counts what the record lacks. Exit status 1: a figure differs from ours, and differences.yaml does
not say why.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import sys
from collections.abc import Callable, Iterable
from math import prod
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"

import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import (
    convert_variables_to_constants_v2,
)

from cnncount.shapes import Shape

from . import record
from .keras_layers import CASES, Case
from .ours import Reference, references

PACKAGES = ["tensorflow-cpu", "keras", "numpy"]
CONVENTION = "tf_profiler_keras3"


def profiled(call: Callable[..., Any], inputs: Iterable[Shape]) -> dict[str, int]:
    """The float operations of each kind of operator, for a batch of one, frozen.

    Operators that have none are left out.
    """
    specs = [tf.TensorSpec((1, *shape[1:], shape[0]), tf.float32) for shape in inputs]
    function = tf.function(call).get_concrete_function(*specs)
    graph = convert_variables_to_constants_v2(function).graph
    builder = tf.compat.v1.profiler.ProfileOptionBuilder
    options = builder(builder.float_operation()).with_empty_output().build()
    node = tf.compat.v1.profiler.profile(graph, cmd="op", options=options)
    total, found = node.total_float_ops, {}
    while node.children:  # the operators, one under the other
        (node,) = node.children
        if node.float_ops:
            found[node.name] = node.float_ops
    assert sum(found.values()) == total
    return dict(sorted(found.items()))


def layer(case: Case) -> dict[str, Any]:
    """An entry of the record for a layer."""
    call = case.make(tf)
    call(*(tf.zeros((1, *shape[1:], shape[0])) for shape in case.inputs))  # makes its parameters
    operators = profiled(call, case.inputs)
    return {"date": today(), "float_ops": sum(operators.values()), "operators": operators}


def model(reference: Reference) -> dict[str, Any]:
    """An entry of the record for a model."""
    tf.keras.backend.clear_session()
    tf.keras.utils.set_random_seed(0)
    name = reference.written["model"].removeprefix("keras.applications.")
    made = getattr(tf.keras.applications, name)(**reference.written["arguments"])
    *spatial, channels = made.input_shape[1:]
    shape = (channels, *spatial)
    operators = profiled(lambda x: made(x, training=False), [shape])
    return {
        "date": today(),
        "input": list(shape),
        "params": sum(prod(weight.shape) for weight in made.trainable_weights),
        "buffers": sum(prod(weight.shape) for weight in made.non_trainable_weights),
        "totals": {CONVENTION: sum(operators.values())},
        "operators": operators,
    }


def today() -> str:
    return datetime.date.today().isoformat()


def main(chosen: list[str]) -> int:
    """Measure, compare, and write the record."""
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    versions = {"python": platform.python_version()}
    versions |= {package: importlib.metadata.version(package) for package in PACKAGES}
    all_of_them = {reference.key: reference for reference in references(keras=True)}
    old = record.read(record.KERAS)
    kept = old if chosen and old["versions"] == versions else {}
    entries, layers = (
        {key: entry for key, entry in kept.get(part, {}).items() if key in known}
        for part, known in (("references", all_of_them), ("layers", {case.key for case in CASES}))
    )
    missing, wrong = chosen == ["--missing"], 0
    for case in CASES:
        if not (chosen and case.key in layers):
            layers[case.key] = layer(case)
    for key, reference in all_of_them.items():
        wanted = not chosen or (missing and key not in entries) or reference.choice.name in chosen
        if wanted:
            entries[key] = model(reference)
            found = record.disagreements(reference, entries[key])
            print(key, *(found or ["agrees"]), sep="\n    ", flush=True)
            wrong += bool(found)
        record.write({"versions": versions, "references": entries, "layers": layers}, record.KERAS)
    for case in CASES:
        found = record.layer_disagreements(case, layers[case.key])
        print(*found, sep="\n", end="\n" if found else "")
        wrong += bool(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
