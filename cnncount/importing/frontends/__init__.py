"""Front ends, a file each, found by being here: each has `read`, from a model to a `Program`.

`torch` reads models in Python code. Every other one reads files that end as it is called: `onnx`
reads ``model.onnx``.
"""
