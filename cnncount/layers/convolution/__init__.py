"""Convolutions: grouped, depthwise, dilated, with a connection table; and transposed."""
