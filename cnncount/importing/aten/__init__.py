"""PyTorch's operators (ATen) as layers, a file each for what belongs together.

Each has `HANDLERS`: for the name of an operator what records it. PyTorch itself is not needed.
"""
