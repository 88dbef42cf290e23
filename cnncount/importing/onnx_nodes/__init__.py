"""ONNX's operators as layers: each as the operator of PyTorch's that does the same."""
