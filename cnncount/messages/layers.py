"""Messages about a layer and the shapes that it is given."""

from cnncount.messages import Message

MESSAGES = {
    "layer-one-input": Message(
        "takes one input, not {n}",
        "'from' gives this layer several inputs. Join them first, with add or concat.",
        "relu: {from: [a, b]}",
        "add: {from: [a, b]}",
    ),
    "needs-feature-map": Message(
        "{kind} needs a feature map, and its input is a vector of {shape}",
        "The layer works along spatial axes, and a vector has none. Put it before flatten.",
        "layers: [flatten, max_pool: {kernel: 2}]",
        "layers: [max_pool: {kernel: 2}, flatten]",
    ),
    "needs-sequence": Message(
        "{kind} needs a sequence C@L, and its input is {shape}: put tokens before it",
        "The layer takes tokens in a row. The layer tokens makes them from a feature map.",
        "layers: [class_token]",
        "layers: [tokens, class_token]",
    ),
    "needs-vector": Message(
        "{kind} needs a vector, and its input is a feature map of {shape}: "
        "put flatten or global_avg_pool before it",
        "The layer connects every input to every output, and takes no spatial axes.",
        "layers: [rbf: {out: 10}]",
        "layers: [flatten, rbf: {out: 10}]",
    ),
    "linear-needs-vector": Message(
        "{kind} needs a vector, and its input is a feature map of {shape}: "
        "put flatten or global_avg_pool before it "
        "(or say over: channels, for every position by itself)",
        "The layer connects every input to every output. With 'over: channels' it connects the "
        "channels of each position.",
        "layers: [linear: {out: 10}]",
        "layers: [flatten, linear: {out: 10}]",
    ),
    "numbers-per-axis": Message(
        "{key} has {n:plural|number|numbers}, "
        "and the input {shape} has {rank:plural|spatial axis|spatial axes}",
        "A list has one number for each spatial axis. A single number holds for all of them.",
        "max_pool: {kernel: [2]}",
        "max_pool: {kernel: [2, 2]}",
    ),
    "channels-in-groups": Message(
        "{channels} {which} do not divide into {groups} groups",
        "All groups have the same number of channels.",
        "conv: {out: 4, kernel: 3, groups: 3}",
        "conv: {out: 6, kernel: 3, groups: 3}",
    ),
    "channels-in-heads": Message(
        "{channels} channels do not divide into {heads} heads",
        "All heads have the same number of channels.",
        "attention: {heads: 5}",
        "attention: {heads: 4}",
    ),
    "channels-in-cells": Message(
        "{channels} channels do not divide into {cells} = scale^{rank}",
        "Each output channel takes its positions from scale^axes input channels.",
    ),
    "window-too-large": Message(
        "a window of {span} does not fit into {shape}: that axis has {size}",
        "The kernel, with its dilation, is larger than the input. Use a smaller kernel, or add "
        "padding.",
    ),
    "window-too-large-padded": Message(
        "a window of {span} does not fit into {shape}: "
        "that axis has {size} with its padding {padded}",
        "The kernel, with its dilation, is larger than the input with its padding.",
    ),
    "pooling-padding": Message(
        "a padding of {padding} is more than half of a window of {span}: "
        "PyTorch refuses it, for windows might lie in the padding alone",
        "The padding of a pooling is at most half of its kernel.",
        "max_pool: {kernel: 3, padding: 2}",
        "max_pool: {kernel: 3, padding: 1}",
    ),
    "output-cropped-away": Message(
        "the padding crops the whole output away",
        "The padding of a transposed convolution removes positions of its output.",
    ),
    "conv-needs-out": Message(
        "conv needs 'out', the number of output channels",
        "Only a connection table can stand in its place.",
        "conv: {kernel: 3}",
        "conv: {out: 6, kernel: 3}",
    ),
    "connect-and-groups": Message(
        "a connection table and groups exclude each other",
        "Both say which input maps an output map sees. Keep one of them.",
    ),
    "connect-and-out": Message(
        "'connect' lists {maps} maps, and 'out' says {out}",
        "The connection table has one list for each output map. 'out' may be left out.",
    ),
    "connect-maps": Message(
        "output map {number} of 'connect' must list different input maps, 0 to {last}",
        "Each list of the connection table names input maps, counted from 0, each once.",
    ),
    "zeros-fewer-channels": Message(
        "zeros cannot turn {channels} channels into {out}",
        "A padded identity adds channels of zeros. It cannot remove channels.",
    ),
    "slice-outside": Message(
        "channels {first} to {last} of {shape}",
        "The range of channels ends after the last channel of the input.",
    ),
    "crop-needs-size": Message(
        "crop needs 'size', or a second input whose size it takes",
        "Without either, the size of the output is not known.",
        "layers: [crop]",
        "layers: [crop: {size: 24}]",
    ),
    "crop-larger": Message(
        "cannot crop {shape} to {target}",
        "A crop has the axes of its input, and no axis becomes longer.",
    ),
    "multiply-shapes": Message(
        "multiply needs inputs of one shape, or C@1×1 to scale C maps, and gets {shapes:and}",
        "The inputs are multiplied element by element, or each map by one number.",
    ),
    "add-shapes": Message(
        "add needs inputs of one shape, and gets {shapes:and}",
        "The inputs are added element by element.",
    ),
    "concat-sizes": Message(
        "concat needs inputs of one size, and gets {shapes:and}",
        "The inputs may differ in their channels, and in nothing else.",
    ),
    "jump-too-large": Message(
        "the strides, or the scales, multiply to more than 2^100",
        "The receptive field of a layer this far from the input is not calculated.",
    ),
}
