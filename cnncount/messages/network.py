"""Messages about a network as a whole."""

from cnncount.messages import Message

MESSAGES = {
    "expanded-steps": Message(
        "the expanded spec has more than {limit:,} layers",
        "A spec has a limit on its layers. Blocks and repetitions count once; in the expanded spec "
        "every repetition counts.",
    ),
    "expanded-levels": Message(
        "the expanded spec is nested more than {limit} levels deep",
        "A YAML file has a limit on its nesting. Blocks are not nested in the file; in the "
        "expanded spec they are.",
    ),
    "in-block": Message(
        "the block {block!r} is used here",
        "The problem is in a block, and this step uses the block.",
    ),
    "in-repetition": Message(
        "repeated here, in repetition {number:,}",
        "The problem is in one repetition of these layers.",
    ),
    "in-block-repetition": Message(
        "the block {block!r} is used here, in repetition {number:,}",
        "The problem is in one repetition of a block.",
    ),
    "comes-from-here": Message(
        "{shape} comes from here",
        "This list of layers ends with data of this shape.",
    ),
    "too-many-layers": Message(
        "more than {limit:,} distinct layers",
        "A network has a limit on its distinct layers. The repetitions of a stage that keeps its "
        "shape count once.",
    ),
    "too-deep-layers": Message(
        "layers inside layers, more than {limit} levels deep",
        "Blocks, stages, branches and other groups may be inside one another up to this depth.",
    ),
    "too-many-repetitions": Message(
        "{repeat:,} repetitions that each change the shape ({before} became {after}): "
        "at most {limit:,} can be counted one by one",
        "Repetitions that keep the shape are counted once, in any number. If each repetition "
        "changes the shape, each is counted.",
    ),
    "output-too-large": Message(
        "the output is larger than 2^60 along an axis",
        "No axis of any data may be larger than this.",
    ),
    "figure-too-large": Message(
        "a figure of this layer is too large to count (2^100 or more)",
        "No figure of a layer may be so large.",
    ),
    "no-block": Message(
        "there is no block {name:quoted}{guess:suggest}",
        "The file has no block of this name under 'blocks'.",
        "blocks: {bottleneck: …}\nlayers: [stage: {block: bottlneck}]",
        "blocks: {bottleneck: …}\nlayers: [stage: {block: bottleneck}]",
    ),
    "block-in-itself": Message(
        "the block {name!r} uses itself: {chain:chain}",
        "A block may use other blocks, but not itself, directly or through others.",
    ),
    "no-block-var": Message(
        "the block {block!r} has no var {name:quoted}{guess:suggest}",
        "'with' and 'first' give values to the variables that the block declares under 'vars'.",
        "stage: {block: basic, with: {widht: 64}}",
        "stage: {block: basic, with: {width: 64}}",
    ),
    "block-vars-missing": Message(
        "the block {block!r} needs {names:quoted-and}: with: {{{example}}}",
        "The block declares variables without defaults, and this step gives them no values.",
        "stage: {block: basic}",
        "stage: {block: basic, with: {width: 64}}",
    ),
    "no-var-first": Message(
        "there is no var {name:quoted} for the first time to change{guess:suggest}",
        "'first' changes variables in the first repetition. The variable must exist.",
    ),
    "block-or-layers": Message(
        "{kind} needs either 'block' or 'layers'",
        "The layers are in the step, or in a block that it names, and not in both.",
        "stage: {repeat: 3}",
        "stage: {block: basic, repeat: 3}",
    ),
    "join-one-input": Message(
        "{kind} joins several inputs: from: [a, b]",
        "A join takes the outputs of several layers, each by its name.",
        "add: {from: conv1}",
        "add: {from: [conv1, conv2]}",
    ),
    "group-one-input": Message(
        "{kind} takes one input, not {n}",
        "A group of layers has a single input. Join several outputs first.",
    ),
    "no-layer-before": Message(
        "no layer {name:quoted} before this one{guess:suggest}",
        "'from' names a layer or group that comes earlier, or 'input'.",
        "relu: {from: cnov1}",
        "relu: {from: conv1}",
    ),
    "no-layer-inside": Message(
        "no layer {name:quoted} before this one in this block or repetition{guess:suggest}",
        "In a block or a repetition, 'from' names a layer in it, or 'input', its own input.",
    ),
    "from-empty": Message(
        "'from' names no layer",
        "The list of inputs is empty.",
    ),
    "name-input": Message(
        "'input' is the name of the data that comes in",
        "No layer can have this name.",
    ),
    "name-twice": Message(
        "there is already a layer {name!r} in this list",
        "The names in a list of layers differ from each other.",
    ),
    "no-branch": Message(
        "branches needs at least one branch",
        "Without a branch there is no output to join.",
    ),
    "residual-shapes": Message(
        "the body gives {body} and the shortcut {shortcut}: they cannot be added",
        "The body and the shortcut must give data of one shape.",
    ),
    "residual-identity": Message(
        "the body gives {body} and the identity shortcut {shortcut}: they cannot be added",
        "The body changes the shape, so the shortcut needs a projection.",
        "residual: {body: [conv: {out: 64, kernel: 1, stride: 2}]}",
        "residual: {shortcut: projection, body: [conv: {out: 64, kernel: 1, stride: 2}]}",
    ),
    "body-ends": Message("the body ends here", "The last layer of the body."),
    "shortcut-ends": Message("the shortcut ends here", "The last layer of the shortcut."),
}
