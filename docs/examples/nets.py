"""A small network with residual blocks."""

import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    """Two convolutions and a shortcut."""

    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        """The output of the block."""
        return F.relu(self.conv2(F.relu(self.conv1(x))) + x)


class Net(nn.Module):
    """A classifier with an auxiliary head for training."""

    def __init__(self, width=8):
        super().__init__()
        self.stem = nn.Conv2d(1, width, 3, padding=1)
        self.body = nn.Sequential(*(Block(width) for _ in range(3)))
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(width * 14 * 14, 10)
        self.aux = nn.Linear(width, 10)

    def forward(self, x):
        """The scores of the classes; in training, also those of the auxiliary head."""
        x = self.body(self.stem(x))
        scores = self.fc(self.pool(x).flatten(1))
        return (scores, self.aux(x.mean((2, 3)))) if self.training else scores
